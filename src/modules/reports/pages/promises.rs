//! Which promised days were kept, and the orders behind each figure.

use serde::Deserialize;

use super::{Link, Sheet, as_of, asked, asked_or_none, behindhand, book, chosen, period, today, within};
use crate::modules::catalogue::GroupId;
use crate::modules::dealers::Dealer;
use crate::modules::reports::figures::promises::{By, Promises, Question};
use crate::modules::reports::model::{Basis, Facts, Fate, Kept, Preset, Which};
use crate::modules::reports::queries::{self, BEHIND_MAX, Whose};
use crate::modules::reports::views;
use crate::platform::error::Error;
use crate::platform::sheets::Cell;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Day;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Query {
    period: String,
    basis: String,
    by: String,
    dealer: String,
    group: String,
    /// Of the orders behind a figure.
    which: String,
    /// A stretch within the period.
    from: String,
    to: String,
}

/// What the page is about.
pub struct Asked {
    pub preset: Preset,
    pub question: Question,
    query: Query,
}

impl Asked {
    fn of(cx: &Cx) -> Result<Asked, Error> {
        let query: Query = cx.query()?;
        let (preset, period) = period(cx, &query.period, Preset::Quarter)?;
        let basis = chosen(&query.basis, Basis::from_word)?;
        let by = chosen(&query.by, By::from_code)?;
        let group = asked_or_none::<GroupId>(&query.group)?;
        let question = Question {
            by,
            basis,
            // What is promised for later in the month and has left already is kept now.
            period: period.to_the_end_of_month(),
            dealer: asked(&query.dealer)?,
            group,
            today: today(cx),
        };
        Ok(Asked {
            preset,
            question,
            query,
        })
    }

    /// The address of what is shown now.
    pub fn link(&self) -> Link {
        Link::default()
            .with("period", self.preset.code())
            .with("basis", self.question.basis.word())
            .with("by", self.question.by.code())
            .with("dealer", &self.query.dealer)
            .with("group", &self.query.group)
    }

    fn read(&self, tx: &ReadTx) -> Result<views::promises::Shown, Error> {
        let dealers = queries::dealers(tx)?;
        if let Some(dealer) = self.question.dealer
            && dealers.iter().all(|known| known.id != dealer)
        {
            return Err(Error::NotFound);
        }
        let promises = Promises::read(tx, &dealers, &self.question)?;
        Ok(views::promises::Shown { dealers, promises })
    }
}

pub async fn page(cx: Cx) -> Outcome {
    let asked = Asked::of(&cx)?;
    let tx = cx.access.read()?;
    let shown = asked.read(&tx)?;
    let behind = behindhand(&tx)?;
    let head = PageHead {
        title: tr!(cx.locale, "reports-promises-title"),
        current: "/promises",
    };
    cx.page(head, views::promises::page(&cx, &asked, &shown, behind))
}

/// The orders behind a figure.
pub async fn orders(cx: Cx) -> Outcome {
    let asked = Asked::of(&cx)?;
    let stretch = within(asked.question.period, &asked.query.from, &asked.query.to)?;
    let which = chosen(&asked.query.which, Which::from_code)?;
    let tx = cx.access.read()?;
    let Question {
        basis,
        dealer,
        group,
        today,
        ..
    } = asked.question;
    if let Some(dealer) = dealer {
        tx.shared::<Dealer>(&dealer)?.ok_or(Error::NotFound)?;
    }
    let takes =
        |facts: &Facts, day: Day| which.takes(Fate::of(facts, day, today)) && facts.promises(basis, day, group) > 0;
    let whose = Whose::of(&tx, dealer);
    let behind = queries::promised_orders(&tx, &whose, basis, stretch, BEHIND_MAX, takes)?;
    let title = views::promises::behind_title(cx.locale, which, stretch);
    let body = views::promises::orders(&cx, &tx, &asked, &title, &behind)?;
    let head = PageHead {
        title: &title,
        current: "/promises",
    };
    cx.page(head, body)
}

pub async fn workbook(cx: Cx) -> Outcome {
    let asked = Asked::of(&cx)?;
    let shown = asked.read(&cx.access.read()?)?;
    let (l, question) = (cx.locale, &asked.question);
    let columns = vec![
        (views::promises::by_name(l, question.by).to_owned(), 36),
        (tr!(l, "reports-promises-judged").to_owned(), 14),
        (tr!(l, "reports-promises-kept").to_owned(), 14),
        (tr!(l, "reports-promises-broken").to_owned(), 14),
        (tr!(l, "reports-promises-overdue").to_owned(), 18),
        (tr!(l, "reports-promises-share").to_owned(), 16),
        (tr!(l, "reports-promises-delay-days").to_owned(), 22),
    ];
    let line = |name: String, kept: &Kept| -> Vec<Cell> {
        vec![
            name.into(),
            Cell::Whole(kept.judged),
            Cell::Whole(kept.kept),
            Cell::Whole(kept.broken()),
            Cell::Whole(kept.overdue),
            kept.share().into(),
            kept.delay().map_or(Cell::Empty, Cell::Quantity),
        ]
    };
    let rows = shown.promises.rows.iter();
    let rows = rows.map(|row| line(views::promises::name(l, row), &row.kept)).collect();
    let mut notes = vec![
        tr!(
            l,
            "reports-promises-period",
            from = question.period.from,
            to = question.period.to
        ),
        views::promises::basis_name(l, question.basis).to_owned(),
        tr!(l, "reports-promises-what", at = as_of(&cx)),
    ];
    notes.extend(shown.narrowed(l, question));
    let sheet = Sheet {
        name: tr!(l, "reports-promises-title"),
        notes,
        columns,
        rows,
        total: Some(line(tr!(l, "reports-promises-all").to_owned(), &shown.promises.all)),
    };
    book(&cx, "promises.xlsx", sheet).await
}
