//! Sales over a period beside the one before.

use serde::Deserialize;

use super::{Link, Sheet, as_of, asked, asked_or_none, behindhand, book, chosen, period, within};
use crate::modules::catalogue::GroupId;
use crate::modules::reports::figures::analytics::{Analytics, By, NONE, Narrowed, Question, Words};
use crate::modules::reports::model::{Against, Facts, Period, Preset, Sums};
use crate::modules::reports::queries::{self, BEHIND_MAX, Whose};
use crate::modules::reports::views;
use crate::platform::error::Error;
use crate::platform::sheets::Cell;
use crate::platform::store::ReadTx;
use crate::platform::values::MembershipId;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Query {
    period: String,
    against: String,
    by: String,
    dealer: String,
    group: String,
    region: String,
    manager: String,
    currency: String,
    /// Of the orders behind a column: a stretch within the period.
    from: String,
    to: String,
}

/// What a page of sales is about.
pub struct Asked {
    pub preset: Preset,
    pub period: Period,
    pub against: Against,
    pub by: By,
    pub narrowed: Narrowed,
    query: Query,
}

impl Asked {
    fn of(cx: &Cx) -> Result<Asked, Error> {
        let query: Query = cx.query()?;
        let (preset, period) = period(cx, &query.period, Preset::Quarter)?;
        let against = chosen(&query.against, Against::from_code)?;
        let by = chosen(&query.by, By::from_code)?;
        let group = asked_or_none::<GroupId>(&query.group)?;
        let manager = asked_or_none::<MembershipId>(&query.manager)?;
        let region = match query.region.as_str() {
            "" => None,
            NONE => Some(String::new()),
            region => Some(region.to_owned()),
        };
        Ok(Asked {
            preset,
            period,
            against,
            by,
            narrowed: Narrowed {
                dealer: asked(&query.dealer)?,
                group,
                region,
                manager,
            },
            query,
        })
    }

    /// The address of what is shown now.
    pub fn link(&self) -> Link {
        let query = &self.query;
        Link::default()
            .with("period", self.preset.code())
            .with("against", self.against.code())
            .with("by", self.by.code())
            .with("dealer", &query.dealer)
            .with("group", &query.group)
            .with("region", &query.region)
            .with("manager", &query.manager)
            .with("currency", &query.currency)
    }

    fn compared(&self) -> Period {
        self.period.compared(Some(self.preset), self.against)
    }

    fn read(&self, cx: &Cx, tx: &ReadTx) -> Result<Analytics, Error> {
        let dealers = queries::dealers(tx)?;
        if let Some(dealer) = self.narrowed.dealer
            && dealers.iter().all(|known| known.id != dealer)
        {
            return Err(Error::NotFound);
        }
        let l = cx.locale;
        let question = Question {
            by: self.by,
            period: self.period,
            compared: self.compared(),
            narrowed: &self.narrowed,
            currency: super::currency(&self.query.currency)?,
        };
        let words = Words {
            no_group: tr!(l, "reports-no-group"),
            no_region: tr!(l, "reports-no-region"),
            no_manager: tr!(l, "reports-no-manager"),
        };
        Analytics::read(tx, &dealers, &question, &words)
    }
}

pub async fn page(cx: Cx) -> Outcome {
    let asked = Asked::of(&cx)?;
    let tx = cx.access.read()?;
    let analytics = asked.read(&cx, &tx)?;
    let page = views::analytics::Page {
        asked: &asked,
        analytics: &analytics,
        compared: asked.compared(),
        behind: behindhand(&tx)?,
    };
    let head = PageHead {
        title: tr!(cx.locale, "reports-analytics-title"),
        current: "/analytics",
    };
    cx.page(head, views::analytics::page(&cx, &page))
}

/// The orders behind a figure.
pub async fn orders(cx: Cx) -> Outcome {
    let asked = Asked::of(&cx)?;
    let stretch = within(asked.period, &asked.query.from, &asked.query.to)?;
    let tx = cx.access.read()?;
    let dealers: Vec<_> = queries::dealers(&tx)?
        .into_iter()
        .filter(|dealer| asked.narrowed.takes(dealer))
        .map(|dealer| dealer.id)
        .collect();
    if asked.narrowed.dealer.is_some() && dealers.is_empty() {
        return Err(Error::NotFound);
    }
    let whose = match asked.narrowed.any_dealer() {
        true => Whose::of(&tx, None),
        false => Whose::Dealers(dealers),
    };
    let of = |facts: &Facts| -> Sums {
        match asked.narrowed.group {
            None => facts.whole,
            Some(group) => facts.share(group).unwrap_or_default(),
        }
    };
    let currency = super::currency(&asked.query.currency)?;
    let behind = queries::bought_orders(&tx, &whose, stretch, BEHIND_MAX, |facts| {
        of(facts).lines > 0 && currency.is_none_or(|currency| facts.currency == currency)
    })?;
    let l = cx.locale;
    let title = tr!(l, "reports-behind-bought", from = stretch.from, to = stretch.to);
    let page = views::behind::Page {
        title: &title,
        crumb: (tr!(l, "reports-analytics-title"), asked.link().to("/analytics")),
        behind: &behind,
        figure: &of,
        due: &|facts| facts.due.day(),
    };
    let body = views::behind::page(&cx, &tx, &page)?;
    let head = PageHead {
        title: &title,
        current: "/analytics",
    };
    cx.page(head, body)
}

pub async fn workbook(cx: Cx) -> Outcome {
    let asked = Asked::of(&cx)?;
    let analytics = asked.read(&cx, &cx.access.read()?)?;
    let (l, currency) = (cx.locale, analytics.currency);
    let columns = vec![
        (views::analytics::by_name(l, asked.by).to_owned(), 36),
        (tr!(l, "reports-orders").to_owned(), 12),
        (tr!(l, "reports-sum").to_owned(), 16),
        (tr!(l, "reports-before").to_owned(), 16),
        (tr!(l, "reports-change").to_owned(), 12),
        (tr!(l, "reports-share").to_owned(), 12),
        (tr!(l, "reports-average").to_owned(), 16),
    ];
    let line = |name: &str, slice: &crate::modules::reports::figures::analytics::Slice| -> Vec<Cell> {
        vec![
            Cell::text(name),
            Cell::Whole(slice.now.orders),
            slice.now.money(currency).into(),
            slice.before.money(currency).into(),
            slice.change().into(),
            slice.share(&analytics.all.now).into(),
            slice.now.average(currency).into(),
        ]
    };
    let sheet = Sheet {
        name: tr!(l, "reports-analytics-title"),
        notes: vec![
            tr!(l, "reports-period-is", from = asked.period.from, to = asked.period.to),
            tr!(l, "reports-sales-count", at = as_of(&cx)),
            tr!(l, "reports-currency-is", currency = currency.code()),
        ],
        columns,
        rows: analytics.rows.iter().map(|row| line(&row.name, row)).collect(),
        total: Some(line(tr!(l, "reports-all"), &analytics.all)),
    };
    book(&cx, "sales.xlsx", sheet).await
}
