//! What each written row comes to: goods that can be ordered, a choice, or a reason why not. Pure: what texts mean and
//! what is in stock is handed in.

use std::collections::HashMap;

use super::Written;
use crate::modules::catalogue::{Meant, Sellable, SkuId, StockShown};
use crate::modules::orders::QUANTITY_MAX;
use crate::platform::i18n::parse_quantity;
use crate::platform::values::{Message, Quantity};

/// What to know about a row that is ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Whole packs only: this quantity was meant.
    Rounded { asked: Quantity, step: Quantity },
    /// Less is in stock; how much, where the dealer is shown figures.
    Short { have: Option<Quantity> },
    /// So many rows named the same goods; their quantities are summed here.
    Summed { rows: usize },
}

#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    Ready {
        item: Sellable,
        quantity: Quantity,
        remarks: Vec<Remark>,
    },
    /// The same goods as in the row at this place in the list: counted there.
    Joined { first: usize },
    /// The text means several goods.
    Ambiguous { choices: Vec<Sellable> },
    /// Nothing is called so; these come near.
    NotFound { near: Vec<Sellable> },
    /// The catalogue knows it, and it isn't sold any more; these come near.
    Withdrawn { near: Vec<Sellable> },
    /// The goods are clear, the quantity isn't.
    Quantity { item: Sellable, why: Message },
}

/// The kinds of verdicts, as pages filter by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Ready,
    /// Ready, with something to know.
    Remarked,
    Ambiguous,
    NotFound,
    Withdrawn,
    Quantity,
}

impl Kind {
    pub const ALL: [Kind; 6] = [
        Kind::Ready,
        Kind::Remarked,
        Kind::Ambiguous,
        Kind::NotFound,
        Kind::Withdrawn,
        Kind::Quantity,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Kind::Ready => "ready",
            Kind::Remarked => "remarked",
            Kind::Ambiguous => "ambiguous",
            Kind::NotFound => "not-found",
            Kind::Withdrawn => "withdrawn",
            Kind::Quantity => "quantity",
        }
    }

    /// The Fluent message of its name.
    pub const fn message(self) -> &'static str {
        match self {
            Kind::Ready => "quick-kind-ready",
            Kind::Remarked => "quick-kind-remarked",
            Kind::Ambiguous => "quick-kind-ambiguous",
            Kind::NotFound => "quick-kind-not-found",
            Kind::Withdrawn => "quick-kind-withdrawn",
            Kind::Quantity => "quick-kind-quantity",
        }
    }

    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub const fn is_good(self) -> bool {
        matches!(self, Kind::Ready | Kind::Remarked)
    }
}

impl Verdict {
    /// What may be meant instead.
    pub fn near(&self) -> &[Sellable] {
        match self {
            Verdict::Ambiguous { choices: near } | Verdict::NotFound { near } | Verdict::Withdrawn { near } => near,
            _ => &[],
        }
    }

    pub fn kind(&self) -> Kind {
        match self {
            Verdict::Ready { remarks, .. } if remarks.is_empty() => Kind::Ready,
            Verdict::Ready { .. } | Verdict::Joined { .. } => Kind::Remarked,
            Verdict::Ambiguous { .. } => Kind::Ambiguous,
            Verdict::NotFound { .. } => Kind::NotFound,
            Verdict::Withdrawn { .. } => Kind::Withdrawn,
            Verdict::Quantity { .. } => Kind::Quantity,
        }
    }
}

/// What a row means: its own choice, or what its text is known to mean.
pub struct Meaning<'m> {
    pub chosen: Option<Sellable>,
    pub meant: &'m Meant,
    pub near: &'m [Sellable],
}

/// Judges each row. `stock` says what the dealer may know of the stock of a sku.
pub fn check<'m>(
    rows: &[Written],
    meaning: impl Fn(usize) -> Meaning<'m>,
    stock: impl Fn(SkuId) -> StockShown,
) -> Vec<Verdict> {
    let mut verdicts = Vec::with_capacity(rows.len());
    // Where goods were named first, and what was asked for in how many rows.
    let mut asked: HashMap<SkuId, (usize, Quantity, usize)> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let item = match goods(meaning(at)) {
            Ok(item) => item,
            Err(verdict) => {
                verdicts.push(*verdict);
                continue;
            }
        };
        let quantity = match quantity(&row.quantity) {
            Ok(quantity) => quantity,
            Err(why) => {
                verdicts.push(Verdict::Quantity { item, why });
                continue;
            }
        };
        verdicts.push(match asked.get_mut(&item.sku) {
            None => {
                asked.insert(item.sku, (at, quantity, 1));
                Verdict::Ready {
                    item,
                    quantity,
                    remarks: Vec::new(),
                }
            }
            Some((first, sum, rows)) => match sum.add(quantity).filter(|sum| *sum <= QUANTITY_MAX) {
                Some(more) => {
                    (*sum, *rows) = (more, *rows + 1);
                    Verdict::Joined { first: *first }
                }
                None => Verdict::Quantity {
                    item,
                    why: Message::new("quick-why-too-much"),
                },
            },
        });
    }
    for (at, sum, rows) in asked.into_values() {
        if let Verdict::Ready {
            item,
            quantity,
            remarks,
        } = &mut verdicts[at]
        {
            *quantity = settle(item, sum, rows, &stock, remarks);
        }
    }
    verdicts
}

fn goods(meaning: Meaning<'_>) -> Result<Sellable, Box<Verdict>> {
    if let Some(item) = meaning.chosen.filter(|item| item.on_sale) {
        return Ok(item);
    }
    let near = || meaning.near.to_vec();
    match meaning.meant.on_sale.as_slice() {
        [item] => Ok(item.clone()),
        [] if meaning.meant.withdrawn => Err(Box::new(Verdict::Withdrawn { near: near() })),
        [] => Err(Box::new(Verdict::NotFound { near: near() })),
        several => Err(Box::new(Verdict::Ambiguous {
            choices: several.to_vec(),
        })),
    }
}

fn quantity(typed: &str) -> Result<Quantity, Message> {
    let quantity = parse_quantity(typed).map_err(|error| error.message())?;
    if !quantity.is_positive() {
        return Err(Message::new("quick-why-not-positive"));
    }
    match quantity <= QUANTITY_MAX {
        true => Ok(quantity),
        false => Err(Message::new("quick-why-too-much")),
    }
}

/// The quantity that can be had of what was asked for in sum, and what there is to know of it.
fn settle(
    item: &Sellable,
    asked: Quantity,
    rows: usize,
    stock: impl Fn(SkuId) -> StockShown,
    remarks: &mut Vec<Remark>,
) -> Quantity {
    if rows > 1 {
        remarks.push(Remark::Summed { rows });
    }
    let quantity = asked.round_up_to(item.step);
    if quantity != asked {
        remarks.push(Remark::Rounded { asked, step: item.step });
    }
    match stock(item.sku) {
        StockShown::Exact(have) if have < quantity => remarks.push(Remark::Short { have: Some(have) }),
        StockShown::None => remarks.push(Remark::Short { have: None }),
        // Words don't say how much there is, and the check must not either.
        _ => {}
    }
    quantity
}
