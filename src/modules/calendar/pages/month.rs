//! The calendar: a month, or the list.

use std::collections::BTreeMap;

use super::{Asked, HERE, dealer, draft, selection, today};
use crate::modules::calendar::model::{CalendarKey, Month, Sums};
use crate::modules::calendar::queries::{self, Laid, Links, Selection, UNDATED};
use crate::modules::calendar::views;
use crate::modules::dealers::queries as of_dealers;
use crate::modules::dealers::{Dealer, LegalEntity};
use crate::modules::documents::{DocumentId, permissions::SEE as SEE_DOCUMENTS};
use crate::modules::orders::{OrderNumber, permissions::SEE as SEE_ORDERS};
use crate::modules::settlements::{self, Due, Period, Settlement};
use crate::modules::work_days::{self, Calendar, Known};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Currency, Cursor, Day, DealerId, Moment};
use crate::platform::web::{Cx, Outcome, PageHead, Shown};
use crate::tr;

const ROWS: usize = 50;
/// Overdue dues that the block names.
const OVERDUE_SHOWN: usize = 6;

/// A due with what stands beside it.
pub struct Row {
    pub due: Due,
    pub contract: String,
    pub buyer: String,
    pub document: Option<DocumentId>,
    pub order: Option<OrderNumber>,
}

impl Row {
    fn of(selection: &Selection, links: &mut Links<'_>, due: Due) -> Result<Row, Error> {
        let settlement = selection.settlement(due.settlement);
        Ok(Row {
            contract: settlement.map(|of| of.number.clone()).unwrap_or_default(),
            buyer: settlement.map(|of| of.buyer.name.clone()).unwrap_or_default(),
            document: links.document(&due)?,
            order: links.order(&due)?,
            due,
        })
    }
}

/// Dues added up.
#[derive(Default)]
pub struct Total {
    pub count: usize,
    pub partly: usize,
    pub sums: Sums,
}

impl Total {
    pub fn add(&mut self, due: &Due) {
        self.count += 1;
        self.partly += usize::from(due.is_partly_paid());
        self.sums.add(due.left());
    }
}

/// The days of a month, each with its sums by currency, and the number of the only due where there is one.
pub struct MonthView {
    pub month: Month,
    pub previous: Option<Month>,
    pub next: Option<Month>,
    pub days: BTreeMap<Day, BTreeMap<Currency, DayView>>,
    pub total: Total,
    pub calendar: Calendar,
    pub known: Known,
}

/// What is due on a day in one currency.
#[derive(Default)]
pub struct DayView {
    pub total: Total,
    /// Of the first one.
    pub number: String,
    pub worked_out: bool,
}

pub struct ListView {
    pub rows: Vec<Row>,
    pub first: bool,
    pub next: Option<String>,
    pub day: Option<Day>,
}

pub enum Look {
    Month(MonthView),
    List(ListView),
}

/// When 1C told the dues of a contract last.
pub struct Source {
    pub settlement: Settlement,
    pub as_of: Option<Moment>,
}

pub struct Overdue {
    pub rows: Vec<Row>,
    pub total: Total,
    pub cut: bool,
}

/// The calendar of a dealer.
pub struct Page<'a> {
    pub asked: &'a Asked,
    pub dealer: &'a Dealer,
    pub today: Day,
    pub staff: bool,
    pub dealers: &'a [(DealerId, String)],
    pub entities: Vec<LegalEntity>,
    pub selection: &'a Selection,
    pub look: Look,
    pub overdue: Overdue,
    pub undated: Total,
    pub sources: Vec<Source>,
    pub laid: Option<Laid>,
    /// Asked for, and there is nothing to lay it on.
    pub draft_lost: bool,
    pub feed: Option<Feed>,
}

/// The reader's own calendar feed.
pub struct Feed {
    pub key: Option<CalendarKey>,
    /// Only just after it was made.
    pub address: Option<String>,
    pub origin: String,
}

pub async fn page(cx: Cx) -> Outcome {
    let asked: Asked = cx.query()?;
    let tx = cx.access.read()?;
    let staff = cx.access.is_staff();
    let head = PageHead {
        title: tr!(cx.locale, "calendar-title"),
        current: HERE,
    };
    let whose = dealer(&cx, &tx, &asked)?;
    let dealers: Vec<(DealerId, String)> = match staff {
        true => of_dealers::choices(&tx)?,
        false => Vec::new(),
    };
    let Some(whose) = whose else {
        return cx.page(head, views::month::choose(&cx, &dealers));
    };
    let selection = selection(&tx, &whose, &asked)?;
    let today = today(&cx);
    let (laid, draft_lost) = draft::asked(&cx, &tx, &whose, &asked)?;
    let mut links = Links::new(&tx, cx.access.may(SEE_DOCUMENTS), cx.access.may(SEE_ORDERS));
    let look = match asked.is_list() {
        true => Look::List(list(&tx, &selection, &mut links, &asked)?),
        false => Look::Month(month(&tx, &selection, &whose, &asked, today)?),
    };
    let mut undated = Total::default();
    queries::each(&tx, &selection, UNDATED, |due| undated.add(&due))?;
    let mut sources = Vec::new();
    for settlement in selection.shown() {
        sources.push(Source {
            as_of: settlements::dues_as_of(&tx, settlement.id)?,
            settlement: settlement.clone(),
        });
    }
    let page = Page {
        dealer: &whose,
        today,
        staff,
        dealers: &dealers,
        entities: of_dealers::entities(&tx, whose.id)?,
        look,
        overdue: overdue(&tx, &selection, &mut links, today)?,
        undated,
        sources,
        laid,
        draft_lost,
        feed: feed(&cx, &tx)?,
        selection: &selection,
        asked: &asked,
    };
    cx.page(head, views::month::page(&cx, &page))
}

fn month(tx: &ReadTx, selection: &Selection, dealer: &Dealer, asked: &Asked, today: Day) -> Result<MonthView, Error> {
    let month = asked.month(today);
    let (first, last) = Month::bounds(today);
    let period = Period {
        from: Some(month.first()),
        to: Some(month.last()),
    };
    let (mut days, mut total): (BTreeMap<Day, BTreeMap<Currency, DayView>>, Total) = Default::default();
    queries::each(tx, selection, period, |due| {
        let Some(day) = due.day else { return };
        total.add(&due);
        let of = days.entry(day).or_default().entry(due.sum.currency).or_default();
        if of.total.count == 0 {
            of.number.clone_from(&due.number);
        }
        of.worked_out |= due.worked_out;
        of.total.add(&due);
    })?;
    let country = queries::country(tx, selection, dealer.country)?;
    Ok(MonthView {
        month,
        previous: month.moved(-1).filter(|of| *of >= first),
        next: month.moved(1).filter(|of| *of <= last),
        days,
        total,
        calendar: work_days::calendar(tx, country)?,
        known: work_days::known(country, month.first().year()),
    })
}

fn list(tx: &ReadTx, selection: &Selection, links: &mut Links<'_>, asked: &Asked) -> Result<ListView, Error> {
    let after = match asked.after.as_str() {
        "" => None,
        text => Some(Cursor::try_from(text.to_owned()).map_err(|_| Error::NotFound)?),
    };
    let day = asked.day();
    let period = Period { from: day, to: day };
    let (found, next) = queries::page(tx, selection, period, after.clone(), ROWS)?;
    let rows: Result<Vec<Row>, Error> = found.into_iter().map(|due| Row::of(selection, links, due)).collect();
    Ok(ListView {
        rows: rows?,
        first: after.is_none(),
        next: next.map(|cursor| asked.with(HERE, &[("after", &String::from(cursor))])),
        day,
    })
}

fn overdue(tx: &ReadTx, selection: &Selection, links: &mut Links<'_>, today: Day) -> Result<Overdue, Error> {
    let (mut total, mut first) = (Total::default(), Vec::new());
    let cut = queries::each(tx, selection, queries::overdue(today), |due| {
        total.add(&due);
        if first.len() < OVERDUE_SHOWN {
            first.push(due);
        }
    })?;
    let rows: Result<Vec<Row>, Error> = first.into_iter().map(|due| Row::of(selection, links, due)).collect();
    Ok(Overdue {
        rows: rows?,
        total,
        cut,
    })
}

/// The manufacturer's people have no calendar of their own to subscribe to.
fn feed(cx: &Cx, tx: &ReadTx) -> Result<Option<Feed>, Error> {
    if cx.access.scope().dealer().is_none() || cx.access.looks_only() {
        return Ok(None);
    }
    let member = cx.person()?.member.id;
    let origin = cx.portal.settings.public_origin.trim_end_matches('/').to_owned();
    // Shown once: the next look finds nothing.
    let secret = cx
        .part::<Shown<super::key::Own>>()
        .take(super::key::Own, member, cx.access.now());
    Ok(Some(Feed {
        key: tx.get(&member)?,
        address: secret.map(|secret| format!("{origin}{HERE}/{secret}.ics")),
        origin,
    }))
}
