//! What the page and the file of a sheet show, cut down to what the reader may see: a hidden figure is not there at all.

use super::{Checked, Choice, IntakeId, Kind, Remark, Verdict, Written};
use crate::modules::catalogue::{ProductId, Sellable, SkuId};
use crate::platform::access::Sight;
use crate::platform::values::{Message, Moment, Money, Quantity, UnitPrice};

/// Rows of a page.
pub const SHOWN: usize = 100;

/// A list that still has rows.
#[derive(Clone, Debug)]
pub struct OpenSheet {
    pub id: IntakeId,
    pub author: String,
    pub rows: usize,
    pub created: Moment,
}

/// A row as one reader sees it.
#[derive(Clone, Debug)]
pub struct RowView {
    pub place: usize,
    pub what: String,
    pub typed: String,
    pub comment: String,
    pub kind: Kind,
    /// What it means, where that is clear.
    pub item: Option<Item>,
    /// What the reader typed here and another's change kept from being saved: it stands in the fields.
    pub typed_over: Option<Typed>,
    /// What will be ordered, where that is clear.
    pub quantity: Option<Quantity>,
    pub choices: Vec<Pick>,
    pub chosen: Option<SkuId>,
    /// What 1C puts in its place, where it isn't sold any more: how many of the choices, the first.
    pub substitutes: usize,
    pub said: Vec<Message>,
    pub price: Option<UnitPrice>,
    pub total: Option<Money>,
    pub rrp: Option<Money>,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub sku: SkuId,
    pub product: ProductId,
    pub name: String,
    pub article: String,
    pub unit: String,
}

/// What may be chosen for a row.
#[derive(Clone, Debug)]
pub struct Pick {
    pub item: Item,
    /// Which reading of the row it is of, and the quantity of that one, where there are several.
    pub read: Option<(usize, String)>,
}

impl Item {
    pub fn of(item: &Sellable) -> Item {
        Item {
            sku: item.sku,
            product: item.product,
            name: item.name.clone(),
            article: item.article.clone(),
            unit: item.unit.name.clone(),
        }
    }

    /// «TST-0417 · Кронштейн»
    pub fn title(&self) -> String {
        match self.article.is_empty() {
            true => self.name.clone(),
            false => format!("{} · {}", self.article, self.name),
        }
    }
}

/// What somebody typed into the fields of a row that another has changed meanwhile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub place: usize,
    pub what: Option<String>,
    pub quantity: Option<String>,
    pub chosen: Option<SkuId>,
    /// The choice as the form names it, with the reading that it is of; empty where nothing was chosen.
    pub picked: String,
}

impl Typed {
    /// Is it something else than what is saved now?
    fn differs(&self, row: &Written) -> bool {
        let other = |typed: &Option<String>, saved: &str| typed.as_deref().is_some_and(|typed| typed != saved);
        let chosen = self.chosen.is_some() && self.chosen != row.chosen;
        other(&self.what, &row.what) || other(&self.quantity, &row.quantity) || chosen
    }
}

/// A sheet as one reader sees it: a page of one kind of its rows.
pub struct SheetView {
    pub id: IntakeId,
    pub version: u32,
    /// How many rows there are of each kind, of those that have any.
    pub counts: Vec<(Kind, usize)>,
    pub all: usize,
    /// How many lines a draft gets.
    pub lines: usize,
    /// How many rows wait to be mended.
    pub bad: usize,
    /// What the reader typed into rows that are not on the list any more.
    pub lost: Vec<Typed>,
    /// How many texts were not searched for.
    pub unsearched: usize,
    /// How many of them wait to be configured.
    pub unfinished: usize,
    pub rows: Vec<RowView>,
    pub kind: Option<Kind>,
    pub page: usize,
    /// Rows of this kind.
    pub of_kind: usize,
    /// What the lines cost; `None` without the right.
    pub total: Option<Money>,
    pub rrp: Option<Money>,
}

/// Why rows wait and what there is to know of them, in words.
pub fn said(row: &Written, verdict: &Verdict, places: &[Written]) -> Vec<Message> {
    use crate::msg;
    match verdict {
        Verdict::Ready {
            item,
            remarks,
            quantity,
        } => {
            let unit = item.unit.name.as_str();
            let of = |remark: &Remark| match remark {
                Remark::Rounded { asked, step } => {
                    msg!(
                        "quick-remark-rounded",
                        step = *step,
                        unit = unit,
                        asked = *asked,
                        to = *quantity
                    )
                }
                Remark::Converted { asked, from, to } => {
                    msg!(
                        "quick-remark-converted",
                        asked = *asked,
                        from = from.as_str(),
                        to = *to,
                        unit = unit
                    )
                }
                Remark::Short { have: Some(have) } => msg!("quick-remark-short", have = *have, unit = unit),
                Remark::Short { have: None } => msg!("quick-remark-none"),
                Remark::Summed { rows } => msg!("quick-remark-summed", rows = *rows),
                Remark::Read { what, quantity } => {
                    msg!("quick-remark-read", what = what.as_str(), quantity = quantity.as_str())
                }
            };
            remarks.iter().map(of).collect()
        }
        Verdict::Joined { first } => {
            let place = places.get(*first).map_or(0, |row| row.place);
            vec![msg!("quick-remark-joined", place = place)]
        }
        Verdict::Ambiguous { choices } => vec![msg!("quick-why-ambiguous", n = choices.len())],
        Verdict::Unsure { .. } => vec![msg!("quick-why-unsure")],
        Verdict::Configure { .. } => vec![msg!("quick-why-configure")],
        Verdict::NotFound { .. } if row.what.is_empty() => vec![msg!("quick-why-nothing-written")],
        Verdict::NotFound { .. } => vec![msg!("quick-why-not-found")],
        Verdict::Withdrawn { near, substitutes, .. } => match near.first().filter(|_| *substitutes > 0) {
            Some(first) => vec![msg!("quick-why-replaced", what = first.title())],
            None => vec![msg!("quick-why-withdrawn")],
        },
        Verdict::Quantity { why, .. } => vec![why.clone()],
    }
}

impl RowView {
    /// Is it mended here? What is good isn't, unless the reader typed something into it.
    pub fn is_edited(&self) -> bool {
        !self.kind.is_good() || self.typed_over.is_some()
    }

    /// What stands in its fields: goods and quantity.
    pub fn fields(&self) -> (&str, &str) {
        let over = self.typed_over.as_ref();
        let what = over.and_then(|typed| typed.what.as_deref()).unwrap_or(&self.what);
        let quantity = over.and_then(|typed| typed.quantity.as_deref()).unwrap_or(&self.typed);
        (what, quantity)
    }
}

impl SheetView {
    /// `kind` `None` shows what has to be mended, or everything where nothing has.
    /// Rows that something was typed into are shown whatever their kind.
    pub fn of(checked: &Checked, kind: Option<Kind>, page: usize, sight: Sight, typed: &[Typed]) -> SheetView {
        let rows = &checked.intake.rows;
        let kinds: Vec<Kind> = checked.verdicts.iter().map(Verdict::kind).collect();
        let bad = kinds.iter().filter(|kind| !kind.is_good()).count();
        let (known, lost): (Vec<&Typed>, Vec<&Typed>) = typed
            .iter()
            .partition(|typed| rows.iter().any(|row| row.place == typed.place));
        let over = |at: usize| {
            let row = &rows[at];
            known
                .iter()
                .find(|typed| typed.place == row.place && typed.differs(row))
        };
        let shows = |at: &usize| match kind {
            _ if over(*at).is_some() => true,
            Some(kind) => kinds[*at] == kind,
            None => bad == 0 || !kinds[*at].is_good(),
        };
        let of_kind = (0..rows.len()).filter(shows).count();
        let page = page.min(of_kind.saturating_sub(1) / SHOWN);
        let places = (0..rows.len()).filter(shows);
        let shown: Vec<usize> = places.skip(page * SHOWN).take(SHOWN).collect();
        let lines: Vec<usize> = checked.ready().map(|(at, ..)| at).collect();
        let calculation = checked.calculation.as_ref();
        let totals = calculation.map(|calculation| &calculation.totals);
        SheetView {
            id: checked.intake.id,
            version: checked.intake.version,
            counts: Kind::ALL
                .into_iter()
                .map(|kind| (kind, kinds.iter().filter(|of| **of == kind).count()))
                .filter(|(_, count)| *count > 0)
                .collect(),
            all: rows.len(),
            lines: lines.len(),
            bad,
            unsearched: checked.unsearched,
            unfinished: kinds.iter().filter(|kind| **kind == Kind::Configure).count(),
            rows: shown
                .into_iter()
                .map(|at| RowView {
                    typed_over: over(at).map(|typed| (*typed).clone()),
                    ..row_view(checked, at, lines.binary_search(&at).ok(), sight)
                })
                .collect(),
            lost: lost.into_iter().cloned().collect(),
            kind,
            page,
            of_kind,
            total: totals.map(|totals| totals.total).filter(|_| sight.purchase_price),
            rrp: totals.and_then(|totals| totals.rrp),
        }
    }
}

fn picks(verdict: &Verdict) -> Vec<Pick> {
    if let Verdict::Unsure { choices } = verdict {
        let pick = |choice: &Choice| Pick {
            item: Item::of(&choice.item),
            read: Some((choice.reading, choice.quantity.clone())),
        };
        return choices.iter().map(pick).collect();
    }
    let read = match verdict {
        Verdict::Withdrawn { reading, quantity, .. } if *reading > 0 => Some((*reading, quantity.clone())),
        _ => None,
    };
    let plain = |item: &Sellable| Pick {
        item: Item::of(item),
        read: read.clone(),
    };
    verdict.near().iter().map(plain).collect()
}

fn row_view(checked: &Checked, at: usize, line: Option<usize>, sight: Sight) -> RowView {
    let (row, verdict) = (&checked.intake.rows[at], &checked.verdicts[at]);
    let line = checked.calculation.as_ref().zip(line).map(|(of, line)| &of.lines[line]);
    let price = line.and_then(|line| line.price).filter(|_| sight.purchase_price);
    let (item, quantity) = match verdict {
        Verdict::Ready { item, quantity, .. } => (Some(Item::of(item)), Some(*quantity)),
        Verdict::Configure { item, quantity } => (Some(Item::of(item)), Some(*quantity)),
        Verdict::Quantity { item, .. } => (Some(Item::of(item)), None),
        _ => (None, None),
    };
    RowView {
        place: row.place,
        what: row.what.clone(),
        typed: row.quantity.clone(),
        typed_over: None,
        comment: row.comment.clone(),
        kind: verdict.kind(),
        item,
        quantity,
        choices: picks(verdict),
        substitutes: verdict.substitutes(),
        chosen: row.chosen,
        said: said(row, verdict, &checked.intake.rows),
        price: price.map(|price| price.offer.of_unit()),
        total: price.map(|price| price.total),
        rrp: line.and_then(|line| line.rrp).map(|rrp| rrp.total),
    }
}
