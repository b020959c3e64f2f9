//! The production plan, the orders behind it, and how full the weeks are for dealers.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Link, Sheet, as_of, asked, behindhand, book, today};
use crate::modules::catalogue::GroupId;
use crate::modules::dealers::Dealer;
use crate::modules::reports::figures::plan::{LoadTable, Plan, WEEKS_AHEAD, WEEKS_SHOWN};
use crate::modules::reports::model::calendar::week_of;
use crate::modules::reports::model::{Facts, Sums};
use crate::modules::reports::permissions::EDIT_PLAN;
use crate::modules::reports::queries::{self, BEHIND_MAX, Coming, Whose};
use crate::modules::reports::views;
use crate::platform::error::Error;
use crate::platform::sheets::Cell;
use crate::platform::values::{Currency, Day, DealerId};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct PlanQuery {
    /// A day of the first week that is shown.
    from: String,
    dealer: String,
}

/// What a page of the plan is about.
pub struct Asked {
    pub from: Day,
    pub dealer: Option<DealerId>,
}

impl Asked {
    fn of(cx: &Cx) -> Result<Asked, Error> {
        let query: PlanQuery = cx.query()?;
        Ok(Asked {
            from: week_of(asked(&query.from)?.unwrap_or(today(cx))),
            dealer: asked(&query.dealer)?,
        })
    }

    pub fn link(&self) -> Link {
        Link::default().with("from", self.from).with_some("dealer", self.dealer)
    }
}

fn read(cx: &Cx, asked: &Asked, weeks: usize) -> Result<(Plan, Vec<std::sync::Arc<Dealer>>), Error> {
    let tx = cx.access.read()?;
    let all = queries::dealers(&tx)?;
    let mut own = all.clone();
    if let Some(dealer) = asked.dealer {
        own.retain(|known| known.id == dealer);
        if own.is_empty() {
            return Err(Error::NotFound);
        }
    }
    let l = cx.locale;
    let names = (tr!(l, "reports-no-group"), |group: &str| {
        tr!(l, "reports-rest-of", group = group)
    });
    Ok((Plan::read(&tx, today(cx), asked.from, weeks, &own, names)?, all))
}

pub async fn page(cx: Cx) -> Outcome {
    let asked = Asked::of(&cx)?;
    let (plan, dealers) = read(&cx, &asked, WEEKS_SHOWN)?;
    let page = views::plan::Page {
        asked: &asked,
        dealers: &dealers,
        today: today(&cx),
        sees_money: cx.access.sight().purchase_price,
        may_edit: cx.access.may(EDIT_PLAN),
        behind: behindhand(&cx.access.read()?)?,
        plan: &plan,
    };
    let head = PageHead {
        title: tr!(cx.locale, "reports-plan-title"),
        current: "/plan",
    };
    cx.page(head, views::plan::page(&cx, &page))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct OrdersQuery {
    which: String,
    week: String,
    /// A group, or `none`; empty: all.
    group: String,
    /// Without the groups below it: what is left of a group that is taken apart.
    rest: String,
    dealer: String,
}

/// The orders behind a cell.
pub async fn orders(cx: Cx) -> Outcome {
    let query: OrdersQuery = cx.query()?;
    let week = week_of(asked(&query.week)?.unwrap_or(today(&cx)));
    let this_week = week_of(today(&cx));
    let which = match query.which.as_str() {
        "planned" => Coming::Planned(week),
        "wished" => Coming::Wished(week),
        "late" => Coming::Late(this_week),
        "wished-late" => Coming::WishedLate(this_week),
        "undated" => Coming::Undated,
        _ => return Err(Error::NotFound),
    };
    let dealer: Option<DealerId> = asked(&query.dealer)?;
    let tx = cx.access.read()?;
    let tree = crate::modules::reports::actions::group_tree(&tx)?;
    let group: Option<Option<GroupId>> = match query.group.as_str() {
        "" => None,
        "none" => Some(None),
        id => Some(Some(asked(id)?.ok_or(Error::NotFound)?)),
    };
    let below: Vec<GroupId> = match (group, query.rest.as_str()) {
        (Some(Some(group)), "1") => tree.children(Some(group)).to_vec(),
        _ => Vec::new(),
    };
    let of = |facts: &Facts| -> Sums {
        let then = |group| facts.due_then(|due| which.has(due), group);
        let mut own = then(group);
        for child in &below {
            own = own.minus(then(Some(Some(*child))));
        }
        own
    };
    let behind = queries::coming(&tx, &Whose::of(&tx, dealer), which, BEHIND_MAX, |facts| {
        of(facts).lines > 0
    })?;
    let l = cx.locale;
    let name = match group {
        None => tr!(l, "reports-all-groups").to_owned(),
        Some(None) => tr!(l, "reports-no-group").to_owned(),
        Some(Some(group)) => tree.name(group).to_owned(),
    };
    let title = match which {
        Coming::Planned(week) => tr!(l, "reports-behind-planned", week = week, group = name),
        Coming::Wished(week) => tr!(l, "reports-behind-wished", week = week, group = name),
        Coming::Late(_) => tr!(l, "reports-late").to_owned(),
        Coming::WishedLate(_) => tr!(l, "reports-wished-late").to_owned(),
        Coming::Undated => tr!(l, "reports-undated").to_owned(),
    };
    let page = views::behind::Page {
        title: &title,
        crumb: (tr!(l, "reports-plan-title"), "/plan".to_owned()),
        behind: &behind,
        figure: &of,
        due: &|facts| facts.first_due(|due| which.has(due)),
    };
    let body = views::behind::page(&cx, &tx, &page)?;
    let head = PageHead {
        title: &title,
        current: "/plan",
    };
    cx.page(head, body)
}

/// The plan as a workbook: a row for each group and week.
pub async fn workbook(cx: Cx) -> Outcome {
    let asked = Asked::of(&cx)?;
    let (plan, _) = read(&cx, &asked, WEEKS_AHEAD)?;
    let l = cx.locale;
    let sees_money = cx.access.sight().purchase_price;
    let mut columns: Vec<(String, u16)> = vec![
        (tr!(l, "reports-group").to_owned(), 36),
        (tr!(l, "reports-week-from").to_owned(), 12),
        (tr!(l, "reports-week-to").to_owned(), 12),
        (tr!(l, "reports-working-days").to_owned(), 12),
        (tr!(l, "reports-planned-orders").to_owned(), 14),
        (tr!(l, "reports-planned-units").to_owned(), 14),
        (tr!(l, "reports-wished-units-head").to_owned(), 14),
        (tr!(l, "reports-load").to_owned(), 12),
        (tr!(l, "reports-left").to_owned(), 14),
    ];
    // A column of money for each currency that anything is promised in: sums of different ones are never added.
    let mut currencies: BTreeSet<Currency> = BTreeSet::new();
    if sees_money {
        let planned = plan
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .flat_map(|cell| &cell.planned.0);
        currencies.extend(
            planned
                .filter(|(_, sums)| sums.total != 0)
                .map(|(currency, _)| *currency),
        );
        if currencies.is_empty() {
            currencies.insert(Currency::Rub);
        }
    }
    for currency in &currencies {
        columns.push((tr!(l, "reports-planned-sum", currency = currency.code()), 16));
    }
    let mut rows = Vec::new();
    for row in &plan.rows {
        for (week, cell) in plan.weeks.iter().zip(&row.cells) {
            if cell.planned.is_empty() && cell.wished.is_empty() && cell.load.is_none() {
                continue;
            }
            let load = cell.load.and_then(|load| match load {
                crate::modules::reports::model::Load::Percent(percent) => Some(percent),
                crate::modules::reports::model::Load::NoDays => None,
            });
            let mut line: Vec<Cell> = vec![
                row.def.name.clone().into(),
                week.monday.into(),
                week.sunday.into(),
                Cell::Whole(week.working_days),
                Cell::Whole(cell.planned.all().orders),
                cell.planned.all().units().into(),
                cell.wished.all().units().into(),
                load.into(),
                cell.left.into(),
            ];
            for currency in &currencies {
                line.push(cell.planned.of(*currency).money(*currency).into());
            }
            rows.push(line);
        }
    }
    let sheet = Sheet {
        name: tr!(l, "reports-plan-title"),
        notes: vec![tr!(l, "reports-plan-counts", at = as_of(&cx))],
        columns,
        rows,
        total: None,
    };
    book(&cx, "plan.xlsx", sheet).await
}

/// How full the weeks are, for a dealer's people.
pub async fn load(cx: Cx) -> Outcome {
    let table = LoadTable::read(&cx.access.read()?, today(&cx), WEEKS_SHOWN)?;
    let head = PageHead {
        title: tr!(cx.locale, "reports-load-title"),
        current: "/plan/load",
    };
    cx.page(head, views::plan::load(&cx, table.as_ref()))
}
