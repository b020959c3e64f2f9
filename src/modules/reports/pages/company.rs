//! What the own company bought, with its margin and its people's work.

use serde::Deserialize;

use super::{Link, Sheet, as_of, behindhand, book, currency, period, today};
use crate::modules::orders::{Kind, StageKey, stages};
use crate::modules::reports::figures::company::{Purchases, promises};
use crate::modules::reports::figures::margin;
use crate::modules::reports::model::{Kept, Period, Preset, Sums};
use crate::modules::reports::views;
use crate::platform::error::Error;
use crate::platform::sheets::Cell;
use crate::platform::store::ReadTx;
use crate::platform::values::DealerId;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Query {
    period: String,
    currency: String,
}

pub struct Report {
    pub preset: Preset,
    pub period: Period,
    pub purchases: Purchases,
    pub promises: Kept,
    pub sees_money: bool,
    pub sees_margin: bool,
    /// The stages whose orders count: all but cancelled ones.
    stages: Vec<StageKey>,
}

impl Report {
    pub fn link(&self) -> Link {
        Link::default()
            .with("period", self.preset.code())
            .with("currency", self.purchases.currency.code())
    }

    /// The list of the orders behind a figure.
    pub fn orders(&self, of: Period) -> String {
        let stages: Vec<String> = self.stages.iter().map(|key| format!("stage={key}")).collect();
        format!("/orders?{}&from={}&to={}", stages.join("&"), of.from, of.to)
    }
}

/// The one dealer that the reader belongs to; staff has none.
fn own(cx: &Cx) -> Result<DealerId, Error> {
    cx.access.actor().company.ok_or(Error::NotFound)
}

fn read(cx: &Cx, tx: &ReadTx) -> Result<Report, Error> {
    let query: Query = cx.query()?;
    let dealer = own(cx)?;
    let (preset, period) = period(cx, &query.period, Preset::Twelve)?;
    let no_group = tr!(cx.locale, "reports-no-group");
    let sight = cx.access.sight();
    Ok(Report {
        preset,
        period,
        purchases: Purchases::read(tx, dealer, period, currency(&query.currency)?, no_group)?,
        promises: promises(tx, dealer, period, today(cx))?,
        sees_money: sight.purchase_price,
        sees_margin: sight.purchase_price && sight.margin,
        stages: {
            let line = stages(tx)?;
            let counted = line.stages.iter().chain(&line.retired);
            let counted = counted.filter(|stage| stage.kind != Kind::Cancelled);
            counted.map(|stage| stage.key.clone()).collect()
        },
    })
}

pub async fn page(cx: Cx) -> Outcome {
    let tx = cx.access.read()?;
    let report = read(&cx, &tx)?;
    let behind = behindhand(&tx)?;
    let head = PageHead {
        title: tr!(cx.locale, "reports-company-title"),
        current: "/company/report",
    };
    cx.page(head, views::company::page(&cx, &report, behind))
}

pub async fn workbook(cx: Cx) -> Outcome {
    let report = read(&cx, &cx.access.read()?)?;
    let (l, currency) = (cx.locale, report.purchases.currency);
    let mut columns = vec![
        (tr!(l, "reports-by").to_owned(), 18),
        (tr!(l, "reports-name").to_owned(), 36),
        (tr!(l, "reports-orders").to_owned(), 12),
    ];
    if report.sees_money {
        columns.push((tr!(l, "reports-sum").to_owned(), 16));
    }
    if report.sees_margin {
        columns.push((tr!(l, "reports-margin").to_owned(), 16));
        columns.push((tr!(l, "reports-margin-share").to_owned(), 12));
    }
    let line = |by: &str, name: String, sums: &Sums| {
        let mut cells: Vec<Cell> = vec![Cell::text(by), name.into(), Cell::Whole(sums.orders)];
        if report.sees_money {
            cells.push(sums.money(currency).into());
        }
        if report.sees_margin {
            let margin = margin(sums, currency);
            cells.push(margin.map(|margin| margin.sum).into());
            cells.push(margin.and_then(|margin| margin.margin).into());
        }
        cells
    };
    let purchases = &report.purchases;
    let (of_month, of_group, of_person) = (
        tr!(l, "reports-month"),
        tr!(l, "reports-group"),
        tr!(l, "reports-person"),
    );
    let months = purchases.months.iter();
    let months = months.map(|month| line(of_month, views::month(l, month.period.from), &month.sums));
    let groups = purchases.groups.iter();
    let groups = groups.map(|group| line(of_group, group.name.clone(), &group.sums));
    let people = purchases.people.iter();
    let people = people.map(|person| line(of_person, views::company::person(l, person), &person.sums));
    let sheet = Sheet {
        name: tr!(l, "reports-company-title"),
        notes: vec![
            tr!(l, "reports-period-is", from = report.period.from, to = report.period.to),
            tr!(l, "reports-sales-count", at = as_of(&cx)),
            tr!(l, "reports-currency-is", currency = currency.code()),
        ],
        rows: months.chain(groups).chain(people).collect(),
        total: Some(line("", tr!(l, "reports-all").to_owned(), &purchases.all)),
        columns,
    };
    book(&cx, "purchases.xlsx", sheet).await
}
