//! Which promised days were kept: by group of products, dealer or month.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::analytics::NONE;
use crate::modules::catalogue::GroupId;
use crate::modules::dealers::Dealer;
use crate::modules::reports::actions::group_tree;
use crate::modules::reports::model::calendar::month_of;
use crate::modules::reports::model::facts::part_of;
use crate::modules::reports::model::{Basis, Kept, Part, Period};
use crate::modules::reports::queries;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::values::{Day, DealerId};

/// By what rows are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    #[default]
    Group,
    Dealer,
    Month,
}

impl By {
    pub const ALL: [By; 3] = [By::Group, By::Dealer, By::Month];

    pub const fn code(self) -> &'static str {
        match self {
            By::Group => "group",
            By::Dealer => "dealer",
            By::Month => "month",
        }
    }

    pub fn from_code(code: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.code() == code)
    }
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    Group(Option<GroupId>),
    Dealer(DealerId),
    Month(Day),
}

impl Of {
    /// The word in addresses.
    pub fn key(&self) -> String {
        match self {
            Of::Group(group) => group.map_or_else(|| NONE.to_owned(), |group| group.to_string()),
            Of::Dealer(dealer) => dealer.to_string(),
            Of::Month(month) => month.to_string(),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Row {
    pub of: Of,
    /// Empty for a month and for goods without a group: the page names those.
    pub name: String,
    pub kept: Kept,
}

pub struct Question {
    pub by: By,
    pub basis: Basis,
    /// Of promised days.
    pub period: Period,
    pub dealer: Option<DealerId>,
    /// `Some(None)`: products without a group.
    pub group: Option<Option<GroupId>>,
    pub today: Day,
}

pub struct Promises {
    pub rows: Vec<Row>,
    /// All orders once: an order of several groups stands in several rows.
    pub all: Kept,
    /// The name of the group that is asked for.
    pub group: Option<String>,
}

impl Promises {
    pub fn read(tx: &ReadTx, dealers: &[Arc<Dealer>], asked: &Question) -> Result<Promises, Error> {
        let tree = group_tree(tx)?;
        // A group that is asked for opens into those below it.
        let below: Vec<Option<GroupId>> = match asked.group {
            None => tree.children(None).iter().copied().map(Some).chain([None]).collect(),
            Some(Some(group)) if !tree.children(Some(group)).is_empty() => {
                tree.children(Some(group)).iter().copied().map(Some).collect()
            }
            Some(group) => vec![group],
        };
        let measured = asked.group.map_or(Part::All, part_of);
        let mut rows: BTreeMap<Of, Kept> = BTreeMap::new();
        let mut all = Kept::default();
        for dealer in dealers {
            if asked.dealer.is_some_and(|asked| dealer.id != asked) {
                continue;
            }
            queries::sums(tx, asked.basis.topic(), Some(dealer.id), asked.period, |cell| {
                let (part, day) = (&cell.key.part, cell.key.day);
                let kept = Kept::of(&cell.sums, day, asked.today);
                if *part == measured {
                    all.add(kept);
                    match asked.by {
                        By::Dealer => rows.entry(Of::Dealer(dealer.id)).or_default().add(kept),
                        By::Month => rows.entry(Of::Month(month_of(day))).or_default().add(kept),
                        By::Group => {}
                    }
                }
                if asked.by == By::Group {
                    let group = match part {
                        Part::Group(group) => Some(*group),
                        Part::NoGroup => None,
                        _ => return,
                    };
                    if below.contains(&group) {
                        rows.entry(Of::Group(group)).or_default().add(kept);
                    }
                }
            })?;
        }
        let name = |of: &Of| match of {
            Of::Group(Some(group)) => tree.name(*group).to_owned(),
            Of::Dealer(id) => dealers
                .iter()
                .find(|dealer| dealer.id == *id)
                .map(|dealer| dealer.name.clone())
                .unwrap_or_default(),
            Of::Group(None) | Of::Month(_) => String::new(),
        };
        let mut rows: Vec<Row> = rows
            .into_iter()
            .filter(|(_, kept)| kept.judged > 0)
            .map(|(of, kept)| Row {
                name: name(&of),
                of,
                kept,
            })
            .collect();
        if asked.by != By::Month {
            // Where most is broken comes first.
            rows.sort_by(|a, b| {
                let broken = b.kept.broken().cmp(&a.kept.broken());
                broken
                    .then(b.kept.judged.cmp(&a.kept.judged))
                    .then_with(|| a.name.cmp(&b.name))
            });
        }
        Ok(Promises {
            rows,
            all,
            group: asked.group.flatten().map(|group| tree.path(group)),
        })
    }
}
