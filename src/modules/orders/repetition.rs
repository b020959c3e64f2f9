//! What has changed since an order was placed: prices, stock and range, line by line.

use super::{Draft, DraftId, Order, Worksheet};
use crate::modules::catalogue::{
    PriceBook, PriceOffer, SUBSTITUTES_MAX, Sellable, SkuId, StockRule, StockShown, Unit, queries::instead_of,
};
use crate::modules::configurator::{Configuration, Settled, State, queries as models};
use crate::modules::orders::actions::other_unit;
use crate::modules::orders::model::Act;
use crate::platform::access::Sight;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Day, Id, Quantity, UnitPrice};

/// A line of the old order against today, as one reader may see it.
#[derive(Clone, Debug)]
pub struct Again {
    /// Its place in the order, from 0.
    pub place: usize,
    pub name: String,
    pub article: String,
    pub unit: String,
    pub quantity: Quantity,
    /// What a unit cost, and what it costs today; `None` without the right, or without a price.
    pub before: Option<UnitPrice>,
    pub now: Option<UnitPrice>,
    /// The recommended price of a unit today.
    pub rrp: Option<UnitPrice>,
    pub stock: StockShown,
    /// Can it be ordered at all?
    pub sold: bool,
    /// What 1C puts in its place, where it isn't sold any more.
    pub instead: Option<Sellable>,
    /// How it is made, where it is made to order.
    pub made: Option<MadeAgain>,
}

/// What became of a configuration.
#[derive(Clone, Debug)]
pub struct MadeAgain {
    /// As it was ordered.
    pub settled: Settled,
    /// Is the model another than then?
    pub moved: bool,
    /// What was chosen then and can't be any more.
    pub lost: Vec<String>,
    pub state: State,
}

impl Again {
    /// Dearer or cheaper than it was; equal where one of the two is not known.
    pub fn moved(&self) -> std::cmp::Ordering {
        match (self.before, self.now) {
            (Some(before), Some(now)) if before.currency == now.currency => now.e4.cmp(&before.e4),
            _ => std::cmp::Ordering::Equal,
        }
    }

    /// Is less there than is wanted, as far as the dealer may know?
    pub fn short(&self) -> bool {
        match self.stock {
            StockShown::Exact(have) => have < self.quantity,
            StockShown::None => true,
            _ => false,
        }
    }
}

/// Brings configured lines up to the models that are current now; for each line, the names of what had to go.
pub fn renew(tx: &impl Reader, draft: &mut Draft) -> Result<Vec<Vec<String>>, Error> {
    let mut lost = Vec::with_capacity(draft.lines.len());
    for line in &mut draft.lines {
        let mut names = Vec::new();
        if let Some(configuration) = &mut line.configuration
            && let Some(current) = models::current(tx, line.sku.cast())?
        {
            let (choices, gone) = configuration.choices.fitting(&current.model);
            let old = models::edition(tx, line.sku.cast(), configuration.edition)?;
            names.extend(gone.into_iter().map(|code| {
                let named = old.as_ref().and_then(|old| old.model.parameter(&code));
                named.map_or(code.clone(), |parameter| parameter.name.clone())
            }));
            *configuration = Configuration {
                edition: current.number,
                choices,
            };
        }
        lost.push(names);
    }
    Ok(lost)
}

/// What somebody wants again of one order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// Places of lines, from 0; `None`: all of them.
    pub lines: Option<Vec<usize>>,
    /// Lines in whose place their substitutes are wanted.
    pub instead: Vec<(usize, SkuId)>,
}

/// The picked lines of an order as a draft that is not saved yet, calculated with today's models.
pub fn again(tx: &impl Reader, order: &Order, picked: &Picked, id: DraftId, act: Act) -> Result<Draft, Error> {
    let places = picked.lines.as_ref().map(|lines| {
        let instead = picked.instead.iter().map(|(place, _)| *place);
        lines.iter().copied().chain(instead).collect::<Vec<usize>>()
    });
    let mut draft = Draft::of_order(order, id, places.as_deref(), act)?;
    let kept = order.lines.iter().enumerate();
    let kept = kept.filter(|(place, line)| {
        line.quantity.is_positive() && places.as_ref().is_none_or(|places| places.contains(place))
    });
    for (line, (place, _)) in draft.lines.iter_mut().zip(kept) {
        let Some((_, sku)) = picked.instead.iter().find(|(of, _)| *of == place) else {
            continue;
        };
        let known = instead_of(tx, line.sku, SUBSTITUTES_MAX)?;
        let item = known.into_iter().find(|item| item.sku == *sku).ok_or(Error::NotFound)?;
        let unit = Unit {
            code: order.lines[place].unit_code.clone(),
            name: order.lines[place].unit.clone(),
        };
        let wanted = unit.convert(line.quantity, &item.unit);
        let wanted = wanted.ok_or_else(|| other_unit(&item, &unit.name))?;
        line.quantity = wanted.round_up_to(item.step);
        (line.sku, line.configuration) = (item.sku, None);
    }
    // Whoever orders again has seen what today's models make of it.
    renew(tx, &mut draft)?;
    Ok(draft)
}

/// The picked lines of several orders of one contract in one draft that is not saved yet.
pub fn all_again(
    tx: &impl Reader,
    orders: &[(Order, Picked)],
    fresh: impl Fn(usize) -> DraftId,
    act: &Act,
) -> Result<Draft, Error> {
    let mut whole: Option<Draft> = None;
    for (at, (order, picked)) in orders.iter().enumerate() {
        let draft = again(tx, order, picked, fresh(at), act.clone())?;
        whole = Some(match whole {
            None => draft,
            Some(whole) => whole.merged(&draft, act.at)?,
        });
    }
    whole.ok_or(Error::NotFound)
}

pub struct Repetition {
    pub lines: Vec<Again>,
    /// Whether prices are shown to this reader.
    pub priced: bool,
}

impl Repetition {
    /// `today` is in the manufacturer's zone.
    pub fn of(
        tx: &impl Reader,
        book: &PriceBook,
        order: &Order,
        rule: StockRule,
        today: Day,
        sight: Sight,
    ) -> Result<Repetition, Error> {
        let act = Act {
            by: order.author.clone(),
            role: None,
            at: order.changed,
        };
        let mut draft = Draft::of_order(order, Id::NIL, None, act)?;
        let lost = renew(tx, &mut draft)?;
        let sheet = Worksheet::of(tx, book, draft, today)?;
        let priced = sight.purchase_price;
        let old = order.lines.iter().enumerate();
        let old: Vec<_> = old.filter(|(_, line)| line.quantity.is_positive()).collect();
        let mut instead = Vec::with_capacity(old.len());
        for (at, (_, line)) in old.iter().enumerate() {
            instead.push(match &sheet.items[at] {
                Some(item) if item.on_sale => None,
                _ => instead_of(tx, line.sku, 1)?.pop(),
            });
        }
        let lines = old
            .into_iter()
            .enumerate()
            .map(|(at, (place, line))| {
                let today = sheet.calculation.as_ref().map(|calculation| &calculation.lines[at]);
                let sold = sheet.items[at].as_ref().is_some_and(|item| item.on_sale);
                let before = PriceOffer {
                    price: line.price,
                    factor: line.factor,
                };
                let now = today.and_then(|line| line.price).map(|price| price.offer.of_unit());
                Again {
                    place,
                    name: line.name.clone(),
                    article: line.article.clone(),
                    unit: line.unit.clone(),
                    quantity: line.quantity,
                    before: Some(before.of_unit()).filter(|_| priced),
                    now: now.filter(|_| priced && sold),
                    rrp: today
                        .and_then(|line| line.rrp)
                        .map(|rrp| rrp.offer.of_unit())
                        .filter(|_| sold),
                    stock: match line.configuration.is_some() {
                        // It isn't in stock: it is made.
                        true => StockShown::Unknown,
                        false => book.stock(line.sku, rule),
                    },
                    sold,
                    instead: instead[at].take(),
                    made: line
                        .configuration
                        .as_ref()
                        .zip(sheet.made[at].as_ref())
                        .map(|(settled, made)| MadeAgain {
                            settled: settled.clone(),
                            moved: settled.edition != made.edition.number,
                            lost: lost[at].clone(),
                            state: made.outcome.state(),
                        }),
                }
            })
            .collect();
        Ok(Repetition { lines, priced })
    }

    /// Lines whose model was replaced, or that can't be made as they were.
    pub fn remade(&self) -> usize {
        let changed = |made: &MadeAgain| made.moved || made.state != State::Complete;
        self.lines
            .iter()
            .filter(|line| line.made.as_ref().is_some_and(changed))
            .count()
    }

    /// How many lines are dearer, cheaper, not sold any more, and short in stock.
    pub fn counts(&self) -> [usize; 4] {
        use std::cmp::Ordering::{Greater, Less};
        let count = |is: &dyn Fn(&Again) -> bool| self.lines.iter().filter(|line| is(line)).count();
        [
            count(&|line| line.moved() == Greater),
            count(&|line| line.moved() == Less),
            count(&|line| !line.sold),
            count(&|line| line.sold && line.short()),
        ]
    }
}
