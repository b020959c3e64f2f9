//! Sales over a period beside another: by dealer, group of products, region or manager, and over time.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::modules::catalogue::GroupId;
use crate::modules::dealers::Dealer;
use crate::modules::reports::actions::group_tree;
use crate::modules::reports::model::facts::part_of;
use crate::modules::reports::model::{Grain, Part, Period, Sums};
use crate::modules::reports::queries::{self, ByCurrency};
use crate::platform::access::Membership;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Currency, DealerId, MembershipId, Percent};

/// By what rows are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    #[default]
    Dealer,
    Group,
    Region,
    Manager,
}

impl By {
    pub const ALL: [By; 4] = [By::Dealer, By::Group, By::Region, By::Manager];

    pub const fn code(self) -> &'static str {
        match self {
            By::Dealer => "dealer",
            By::Group => "group",
            By::Region => "region",
            By::Manager => "manager",
        }
    }

    pub fn from_code(code: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.code() == code)
    }
}

/// The word in addresses for what has none: no region, no manager, no group.
pub const NONE: &str = "none";

/// What sales are narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    pub dealer: Option<DealerId>,
    /// `Some(None)`: products without a group.
    pub group: Option<Option<GroupId>>,
    pub region: Option<String>,
    /// `Some(None)`: dealers without a manager.
    pub manager: Option<Option<MembershipId>>,
}

impl Narrowed {
    pub fn takes(&self, dealer: &Dealer) -> bool {
        self.dealer.is_none_or(|asked| dealer.id == asked)
            && self.region.as_ref().is_none_or(|asked| dealer.region == *asked)
            && self.manager.is_none_or(|asked| responsible(dealer) == asked)
    }

    /// Is nothing of it about dealers?
    pub fn any_dealer(&self) -> bool {
        self.dealer.is_none() && self.region.is_none() && self.manager.is_none()
    }
}

/// The manager whose sales a dealer's are: the first one named.
pub fn responsible(dealer: &Dealer) -> Option<MembershipId> {
    dealer.managers.first().copied()
}

/// A row: its word in addresses, its name, now and before.
#[derive(Clone, Debug)]
pub struct Slice {
    pub key: String,
    pub name: String,
    pub now: Sums,
    pub before: Sums,
}

impl Slice {
    /// How much more or less than before.
    pub fn change(&self) -> Option<Percent> {
        Percent::share(self.now.total.saturating_sub(self.before.total), self.before.total)
    }

    pub fn share(&self, whole: &Sums) -> Option<Percent> {
        Percent::share(self.now.total, whole.total)
    }
}

/// A piece of time.
#[derive(Clone, Debug)]
pub struct Piece {
    pub period: Period,
    pub sums: Sums,
}

pub struct Analytics {
    pub currency: Currency,
    /// All that there are in either period.
    pub currencies: Vec<Currency>,
    pub rows: Vec<Slice>,
    pub all: Slice,
    pub grain: Grain,
    pub pieces: Vec<Piece>,
}

/// What names rows that have none.
pub struct Words<'a> {
    pub no_group: &'a str,
    pub no_region: &'a str,
    pub no_manager: &'a str,
}

pub struct Question<'a> {
    pub by: By,
    pub period: Period,
    pub compared: Period,
    pub narrowed: &'a Narrowed,
    /// `None`: the one with most orders.
    pub currency: Option<Currency>,
}

type Rows = BTreeMap<String, (ByCurrency, ByCurrency)>;

impl Analytics {
    pub fn read(
        tx: &ReadTx,
        dealers: &[Arc<Dealer>],
        asked: &Question<'_>,
        words: &Words<'_>,
    ) -> Result<Analytics, Error> {
        let tree = group_tree(tx)?;
        // A group that is asked for opens into those below it.
        let below: Vec<Option<GroupId>> = match asked.narrowed.group {
            None => tree.children(None).iter().copied().map(Some).chain([None]).collect(),
            Some(Some(group)) if !tree.children(Some(group)).is_empty() => {
                tree.children(Some(group)).iter().copied().map(Some).collect()
            }
            Some(group) => vec![group],
        };
        let measured = asked.narrowed.group.map_or(Part::All, part_of);
        let (grain, cuts) = asked.period.buckets();
        let mut pieces: Vec<ByCurrency> = vec![ByCurrency::default(); cuts.len()];
        let mut rows = Rows::new();
        let mut all = (ByCurrency::default(), ByCurrency::default());
        for dealer in dealers.iter().filter(|dealer| asked.narrowed.takes(dealer)) {
            let row = match asked.by {
                By::Dealer => Some(dealer.id.to_string()),
                By::Region => Some(or_none(dealer.region.clone())),
                By::Manager => Some(or_none(
                    responsible(dealer).map(|id| id.to_string()).unwrap_or_default(),
                )),
                By::Group => None,
            };
            let mut put = |now: bool, key: String, currency: Option<Currency>, sums: Sums| {
                let (is, was) = rows.entry(key).or_default();
                if now { is } else { was }.add(currency, sums);
            };
            for (period, now) in [(asked.period, true), (asked.compared, false)] {
                queries::bought(tx, dealer.id, period, |cell| {
                    let (part, currency) = (&cell.key.part, cell.key.currency);
                    if *part == measured {
                        if now { &mut all.0 } else { &mut all.1 }.add(currency, cell.sums);
                        if let Some(row) = &row {
                            put(now, row.clone(), currency, cell.sums);
                        }
                    }
                    if asked.by == By::Group && below.iter().any(|group| part_of(*group) == *part) {
                        let key = match part {
                            Part::Group(group) => group.to_string(),
                            _ => NONE.to_owned(),
                        };
                        put(now, key, currency, cell.sums);
                    }
                })?;
            }
            // A month's sum can't be cut into weeks: the chart reads as finely as it is cut.
            for (cut, piece) in cuts.iter().zip(&mut pieces) {
                queries::bought(tx, dealer.id, *cut, |cell| {
                    if cell.key.part == measured {
                        piece.add(cell.key.currency, cell.sums);
                    }
                })?;
            }
        }
        let mut together = all.0.clone();
        together.join(&all.1);
        let some = together.0.iter().filter(|(_, sums)| sums.orders != 0);
        let mut known: Vec<(Currency, i64)> = some.map(|(currency, sums)| (*currency, sums.orders)).collect();
        known.sort_by_key(|(currency, orders)| (std::cmp::Reverse(*orders), *currency));
        let currency = asked.currency.or(known.first().map(|(currency, _)| *currency));
        let currency = currency.unwrap_or(Currency::Rub);
        let mut slices = Vec::with_capacity(rows.len());
        for (key, (now, before)) in rows {
            let (now, before) = (now.of(currency), before.of(currency));
            if now.orders == 0 && before.orders == 0 {
                continue;
            }
            let name = name(tx, asked.by, &key, dealers, &tree, words)?;
            slices.push(Slice { key, name, now, before });
        }
        slices.sort_by(|a, b| b.now.total.cmp(&a.now.total).then_with(|| a.name.cmp(&b.name)));
        Ok(Analytics {
            currency,
            currencies: known.into_iter().map(|(currency, _)| currency).collect(),
            rows: slices,
            all: Slice {
                key: String::new(),
                name: String::new(),
                now: all.0.of(currency),
                before: all.1.of(currency),
            },
            grain,
            pieces: cuts
                .into_iter()
                .zip(pieces)
                .map(|(period, sums)| Piece {
                    period,
                    sums: sums.of(currency),
                })
                .collect(),
        })
    }
}

fn or_none(key: String) -> String {
    if key.is_empty() { NONE.to_owned() } else { key }
}

fn name(
    tx: &ReadTx,
    by: By,
    key: &str,
    dealers: &[Arc<Dealer>],
    tree: &crate::modules::reports::model::GroupTree,
    words: &Words<'_>,
) -> Result<String, Error> {
    let none = || match by {
        By::Group => words.no_group,
        By::Region => words.no_region,
        By::Dealer | By::Manager => words.no_manager,
    };
    if key == NONE {
        return Ok(none().to_owned());
    }
    let known = match by {
        By::Region => Some(key.to_owned()),
        By::Group => key.parse().ok().map(|group| tree.name(group).to_owned()),
        By::Dealer => dealers
            .iter()
            .find(|dealer| dealer.id.to_string() == key)
            .map(|dealer| dealer.name.clone()),
        By::Manager => manager_name(tx, key.parse().ok())?,
    };
    Ok(known
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| none().to_owned()))
}

pub fn manager_name(tx: &ReadTx, id: Option<MembershipId>) -> Result<Option<String>, Error> {
    let Some(id) = id else { return Ok(None) };
    Ok(tx.shared::<Membership>(&id)?.map(|member| member.name.clone()))
}
