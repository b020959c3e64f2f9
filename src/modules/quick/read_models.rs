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
    /// What will be ordered, where that is clear.
    pub quantity: Option<Quantity>,
    pub choices: Vec<Pick>,
    pub chosen: Option<SkuId>,
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
        Verdict::Withdrawn { .. } => vec![msg!("quick-why-withdrawn")],
        Verdict::Quantity { why, .. } => vec![why.clone()],
    }
}

impl SheetView {
    /// `kind` `None` shows what has to be mended, or everything where nothing has.
    pub fn of(checked: &Checked, kind: Option<Kind>, page: usize, sight: Sight) -> SheetView {
        let rows = &checked.intake.rows;
        let kinds: Vec<Kind> = checked.verdicts.iter().map(Verdict::kind).collect();
        let bad = kinds.iter().filter(|kind| !kind.is_good()).count();
        let shows = |of: Kind| match kind {
            Some(kind) => of == kind,
            None => bad == 0 || !of.is_good(),
        };
        let of_kind = kinds.iter().filter(|kind| shows(**kind)).count();
        let page = page.min(of_kind.saturating_sub(1) / SHOWN);
        let places = (0..rows.len()).filter(|at| shows(kinds[*at]));
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
            unfinished: kinds.iter().filter(|kind| **kind == Kind::Configure).count(),
            rows: shown
                .into_iter()
                .map(|at| row_view(checked, at, lines.binary_search(&at).ok(), sight))
                .collect(),
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
    let plain = |item: &Sellable| Pick {
        item: Item::of(item),
        read: None,
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
        comment: row.comment.clone(),
        kind: verdict.kind(),
        item,
        quantity,
        choices: picks(verdict),
        chosen: row.chosen,
        said: said(row, verdict, &checked.intake.rows),
        price: price.map(|price| price.offer.of_unit()),
        total: price.map(|price| price.total),
        rrp: line.and_then(|line| line.rrp).map(|rrp| rrp.total),
    }
}
