//! What each written row comes to: goods that can be ordered, a choice, or a reason why not. Pure: what texts mean and
//! what is in stock is handed in.

use std::collections::HashMap;

use super::readings::{Stands, amount, has_no_quantities, is_same_unit, stands};
use super::{Reading, Written};
use crate::modules::catalogue::{Meant, Sellable, SkuId, StockShown, Unit};
use crate::modules::orders::QUANTITY_MAX;
use crate::platform::i18n::parse_quantity;
use crate::platform::values::{Message, Quantity};

/// What to know about a row that is ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Whole packs only: this quantity was meant.
    Rounded { asked: Quantity, step: Quantity },
    /// It was asked for in the unit of goods that these replace: so much of it is this much here.
    Converted {
        asked: Quantity,
        from: String,
        to: Quantity,
    },
    /// Less is in stock; how much, where the dealer is shown figures.
    Short { have: Option<Quantity> },
    /// So many rows named the same goods; their quantities are summed here.
    Summed { rows: usize },
    /// The line could be read in several ways, and the catalogue knows only this one.
    Read { what: String, quantity: String },
}

/// Goods that a line may mean when it is read in one of its ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// 0 is the row as it stands, then its others.
    pub reading: usize,
    pub quantity: String,
    pub item: Sellable,
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
    /// The line can be read in several ways, each of which means goods.
    Unsure { choices: Vec<Choice> },
    /// Made to order: it has neither price nor days until it is configured. Such rows are never summed, each is a thing
    /// of its own.
    Configure { item: Sellable, quantity: Quantity },
    /// Nothing is called so; these come near.
    NotFound { near: Vec<Sellable> },
    /// The catalogue knows it, and it isn't sold any more; these come near.
    Withdrawn {
        near: Vec<Sellable>,
        /// How many of them, the first, 1C puts in its place.
        substitutes: usize,
        /// Which reading of the line names it, and the quantity of that reading.
        reading: usize,
        quantity: String,
    },
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
    Configure,
    NotFound,
    Withdrawn,
    Quantity,
}

impl Kind {
    pub const ALL: [Kind; 7] = [
        Kind::Ready,
        Kind::Remarked,
        Kind::Ambiguous,
        Kind::Configure,
        Kind::NotFound,
        Kind::Withdrawn,
        Kind::Quantity,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Kind::Ready => "ready",
            Kind::Remarked => "remarked",
            Kind::Ambiguous => "ambiguous",
            Kind::Configure => "configure",
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
            Kind::Configure => "quick-kind-configure",
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
            Verdict::Ambiguous { choices: near } | Verdict::NotFound { near } | Verdict::Withdrawn { near, .. } => near,
            _ => &[],
        }
    }

    /// How many of what may be meant instead, the first, 1C puts in its place.
    pub fn substitutes(&self) -> usize {
        match self {
            Verdict::Withdrawn { substitutes, .. } => *substitutes,
            _ => 0,
        }
    }

    pub fn kind(&self) -> Kind {
        match self {
            Verdict::Ready { remarks, .. } if remarks.is_empty() => Kind::Ready,
            Verdict::Ready { .. } | Verdict::Joined { .. } => Kind::Remarked,
            Verdict::Ambiguous { .. } | Verdict::Unsure { .. } => Kind::Ambiguous,
            Verdict::Configure { .. } => Kind::Configure,
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
    /// What its other readings are known to mean, in their order.
    pub others: Vec<&'m Meant>,
    pub near: &'m [Sellable],
    /// What 1C puts in place of what isn't sold any more, by reading.
    pub instead: Vec<&'m [Sellable]>,
}

impl Meaning<'_> {
    fn of(&self, reading: usize) -> &Meant {
        match reading.checked_sub(1) {
            None => self.meant,
            Some(other) => self.others[other],
        }
    }

    fn known(&self) -> Vec<bool> {
        (0..=self.others.len())
            .map(|reading| self.of(reading).is_known())
            .collect()
    }
}

/// What is known of goods beside their record.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// What the dealer may know of the stock.
    pub stock: StockShown,
    pub made_to_order: bool,
}

/// Judges each row.
pub fn check<'m>(
    rows: &[Written],
    meaning: impl Fn(usize) -> Meaning<'m>,
    told: impl Fn(&Sellable) -> Told,
) -> Vec<Verdict> {
    let whole_lines = is_of_whole_lines(rows, &meaning);
    let mut verdicts = Vec::with_capacity(rows.len());
    // Where goods were named first, and what was asked for in how many rows.
    let mut asked: HashMap<SkuId, (usize, Quantity, usize)> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let Found {
            item,
            typed,
            mut remarks,
            replaced,
        } = match goods(row, &meaning(at), whole_lines) {
            Ok(found) => found,
            Err(verdict) => {
                verdicts.push(*verdict);
                continue;
            }
        };
        let counted = match &replaced {
            Some(old) => of_substitute(typed, old, &item.unit, &mut remarks),
            None => quantity(typed, &item.unit),
        };
        let quantity = match counted {
            Ok(quantity) => quantity,
            Err(why) => {
                verdicts.push(Verdict::Quantity { item, why });
                continue;
            }
        };
        if told(&item).made_to_order {
            let quantity = quantity.round_up_to(item.step);
            verdicts.push(Verdict::Configure { item, quantity });
            continue;
        }
        verdicts.push(match asked.get_mut(&item.sku) {
            None => {
                asked.insert(item.sku, (at, quantity, 1));
                Verdict::Ready {
                    item,
                    quantity,
                    remarks,
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
            *quantity = settle(item, sum, rows, told(item).stock, remarks);
        }
    }
    verdicts
}

/// Is it a list of goods without quantities, though its lines end in numbers?
fn is_of_whole_lines<'m>(rows: &[Written], meaning: &impl Fn(usize) -> Meaning<'m>) -> bool {
    let lines = rows.iter().enumerate().filter(|(_, row)| row.whole().is_some());
    has_no_quantities(lines.map(|(at, row)| {
        let known = meaning(at).known();
        let whole = row.whole();
        let part = known.iter().enumerate().any(|(at, known)| *known && Some(at) != whole);
        (whole.is_some_and(|at| known[at]), part)
    }))
}

impl Written {
    /// Which of its readings is the whole line, where that isn't the first.
    fn whole(&self) -> Option<usize> {
        self.others.iter().position(|other| other.whole).map(|at| at + 1)
    }
}

struct Found<'r> {
    item: Sellable,
    /// The quantity as it was written.
    typed: &'r str,
    remarks: Vec<Remark>,
    /// The unit of the goods that the row names and that these were chosen for, where those aren't sold any more.
    replaced: Option<Unit>,
}

fn goods<'r>(row: &'r Written, meaning: &Meaning<'_>, whole_lines: bool) -> Result<Found<'r>, Box<Verdict>> {
    if let Some(item) = meaning.chosen.clone().filter(|item| item.on_sale) {
        return Ok(Found {
            item,
            typed: &row.quantity,
            remarks: Vec::new(),
            replaced: match meaning.meant.on_sale.is_empty() {
                true => meaning.meant.withdrawn.first().map(|gone| gone.unit.clone()),
                false => None,
            },
        });
    }
    let asks = row.whole().filter(|_| !whole_lines);
    let reading = match stands(&meaning.known(), asks) {
        Stands::One(reading) => reading,
        Stands::Unsure(readings) => {
            let of = |reading: usize| {
                let items = meaning.of(reading).on_sale.iter();
                let quantity = row.reading(reading).1;
                items.map(move |item| Choice {
                    reading,
                    quantity: quantity.to_owned(),
                    item: item.clone(),
                })
            };
            let choices: Vec<Choice> = readings.iter().flat_map(|reading| of(*reading)).collect();
            match choices.is_empty() {
                false => return Err(Box::new(Verdict::Unsure { choices })),
                true => readings[0],
            }
        }
    };
    let (what, typed) = row.reading(reading);
    let remarks = match reading {
        0 => Vec::new(),
        _ => vec![Remark::Read {
            what: what.to_owned(),
            quantity: typed.to_owned(),
        }],
    };
    let near = || meaning.near.to_vec();
    let meant = meaning.of(reading);
    match meant.on_sale.as_slice() {
        [item] => Ok(Found {
            item: item.clone(),
            typed,
            remarks,
            replaced: None,
        }),
        [] if meant.is_known() => {
            let mut choices = meaning
                .instead
                .get(reading)
                .map_or_else(Vec::new, |items| items.to_vec());
            let substitutes = choices.len();
            let like = |item: &Sellable| !choices.iter().any(|other| other.sku == item.sku);
            let like: Vec<Sellable> = near().into_iter().filter(like).collect();
            choices.extend(like);
            Err(Box::new(Verdict::Withdrawn {
                near: choices,
                substitutes,
                reading,
                quantity: typed.to_owned(),
            }))
        }
        [] => Err(Box::new(Verdict::NotFound { near: near() })),
        several => Err(Box::new(Verdict::Ambiguous {
            choices: several.to_vec(),
        })),
    }
}

impl Written {
    /// What one of its readings names, and its quantity.
    pub fn reading(&self, at: usize) -> (&str, &str) {
        match at.checked_sub(1).and_then(|at| self.others.get(at)) {
            None => (&self.what, &self.quantity),
            Some(Reading { what, quantity, .. }) => (what, quantity),
        }
    }
}

/// A quantity with its unit or without: another unit than the goods are sold in is not counted in it.
fn quantity(typed: &str, unit: &Unit) -> Result<Quantity, Message> {
    let (number, written) = amount(typed);
    if !(written.is_empty() || unit.name.is_empty() || is_same_unit(&written, &unit.name)) {
        return Err(Message::new("quick-why-unit")
            .with("unit", unit.name.as_str())
            .with("written", written));
    }
    if !is_grouped(number) {
        return Err(Message::new("quick-why-several-numbers"));
    }
    let quantity = parse_quantity(number).map_err(|error| error.message())?;
    if !quantity.is_positive() {
        return Err(Message::new("quick-why-not-positive"));
    }
    match quantity <= QUANTITY_MAX {
        true => Ok(quantity),
        false => Err(Message::new("quick-why-too-much")),
    }
}

/// A quantity of goods that replace others, in their own unit: what was written without a unit, or in that of the others,
/// was meant in that one. Where the two don't measure the same nobody can tell but who orders.
fn of_substitute(typed: &str, old: &Unit, unit: &Unit, remarks: &mut Vec<Remark>) -> Result<Quantity, Message> {
    let (_, written) = amount(typed);
    let in_old = written.is_empty() || is_same_unit(&written, &old.name);
    if !in_old || is_same_unit(&old.name, &unit.name) {
        return quantity(typed, unit);
    }
    let asked = quantity(typed, old)?;
    let Some(to) = old.convert(asked, unit).filter(|to| *to <= QUANTITY_MAX) else {
        return Err(Message::new("quick-why-substitute-unit")
            .with("unit", unit.name.as_str())
            .with("old", old.name.as_str()));
    };
    if to != asked {
        let from = old.name.clone();
        remarks.push(Remark::Converted { asked, from, to });
    }
    Ok(to)
}

/// Thousands stand apart in groups of three: «1 204» is a number, «70 12» are two.
fn is_grouped(number: &str) -> bool {
    let mut words = number.split_whitespace();
    let first = words.next().is_none_or(|word| word.chars().count() <= 3);
    let mut more = words.peekable();
    let several = more.peek().is_some();
    let groups = more.all(|word| word.split([',', '.']).next().is_some_and(|whole| whole.len() == 3));
    !several || (first && groups)
}

/// The quantity that can be had of what was asked for in sum, and what there is to know of it.
fn settle(item: &Sellable, asked: Quantity, rows: usize, stock: StockShown, remarks: &mut Vec<Remark>) -> Quantity {
    if rows > 1 {
        remarks.push(Remark::Summed { rows });
    }
    let quantity = asked.round_up_to(item.step);
    if quantity != asked {
        remarks.push(Remark::Rounded { asked, step: item.step });
    }
    match stock {
        StockShown::Exact(have) if have < quantity => remarks.push(Remark::Short { have: Some(have) }),
        StockShown::None => remarks.push(Remark::Short { have: None }),
        // Words don't say how much there is, and the check must not either.
        _ => {}
    }
    quantity
}
