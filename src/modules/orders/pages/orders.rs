//! The grid of orders.

use serde::Deserialize;
use tokio::sync::Semaphore;

use super::{frame, marked};
use crate::modules::dealers::{Dealer, queries as of_dealers};
use crate::modules::lists::{self, ViewId};
use crate::modules::orders::listing::{
    self, Asked, Col, Direction, Found, GridRow, LIST, OrderFilter, Places, Totals, Typed, Walk,
};
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::views::orders::{Fields, List, Paging};
use crate::modules::orders::{StageLine, actions, permissions, queries, stages, views};
use crate::platform::access::Access;
use crate::platform::error::{Error, FieldError};
use crate::platform::i18n::format;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, DealerId, Message, Scope};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

const ROWS: usize = 50;
/// Dealers that a field suggests.
const SUGGESTED: usize = 8;
/// Walks through many orders that are made at one time: for pages, and for the line of totals under them, which waits
/// rather than hold up pages.
static LOOKING: Semaphore = Semaphore::const_new(4);
static SUMMING: Semaphore = Semaphore::const_new(2);

/// What the address asks for, read with the reader's rights and habits.
pub(super) struct Question {
    pub typed: Typed,
    pub filter: OrderFilter,
    pub wrong: Vec<FieldError>,
    pub columns: Vec<Col>,
    pub shelf: lists::Shelf,
    pub view: Option<ViewId>,
}

impl Question {
    pub(super) fn of(cx: &Cx, tx: &ReadTx) -> Result<Question, Error> {
        let mut typed: Typed = cx.query()?;
        let shelf = lists::shelf(tx, &cx.access, LIST.key)?;
        let mut view = None;
        let named = match typed.view.as_str() {
            "" if typed.is_blank() => shelf.default().cloned(),
            "" => None,
            id => {
                let id = id.parse().map_err(|_| Error::NotFound)?;
                Some(lists::opened(tx, &cx.access, LIST.key, id)?)
            }
        };
        if let Some(named) = named {
            // The page within the view is the address's own.
            let (after, page, totals) = (typed.after, typed.page, typed.totals);
            typed = serde_html_form::from_str(&named.query).unwrap_or_default();
            (typed.after, typed.page, typed.totals) = (after, page, totals);
            view = Some(named.id);
        }
        let sight = cx.access.sight();
        let Asked { mut filter, mut wrong } = OrderFilter::read(&typed, sight);
        if !cx.access.is_staff() {
            (filter.dealer, filter.manager) = (None, None);
        } else if filter.dealer.is_none() && !typed.dealer.trim().is_empty() {
            match by_name(tx, &typed.dealer)? {
                Ok(dealer) => filter.dealer = Some(dealer),
                Err(message) => wrong.push(FieldError {
                    field: "dealer".to_owned(),
                    message,
                }),
            }
        }
        filter.see(&stages(tx)?);
        let columns = listing::columns(&typed.cols, shelf.columns(), sight);
        Ok(Question {
            typed,
            filter,
            wrong,
            columns,
            shelf,
            view,
        })
    }
}

/// The dealer that was typed: by its whole name, or by a part that only one has.
fn by_name(tx: &ReadTx, typed: &str) -> Result<Result<DealerId, Message>, Error> {
    let text = typed.trim().to_lowercase();
    let found = of_dealers::suggested(tx, &text, SUGGESTED)?;
    let whole: Vec<_> = found
        .iter()
        .filter(|dealer| dealer.name.to_lowercase() == text)
        .collect();
    Ok(match (whole.as_slice(), found.as_slice()) {
        ([one], _) => Ok(one.id),
        ([], [one]) => Ok(one.id),
        ([], []) => Err(Message::new("orders-filter-dealer-unknown")),
        _ => Err(Message::new("orders-filter-dealer-several")),
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct DealersQuery {
    dealer: String,
}

/// Which dealers somebody who types may mean, as the options of a list.
pub async fn dealers(cx: Cx) -> Outcome {
    if !cx.access.is_staff() {
        return Err(Error::NotFound);
    }
    let query: DealersQuery = cx.query()?;
    let text: String = query.dealer.trim().to_lowercase().chars().take(100).collect();
    let found = of_dealers::suggested(&cx.access.read()?, &text, SUGGESTED)?;
    cx.fragment(views::orders::dealer_options(&found))
}

/// Looks through many orders beside the workers that serve others, a few at a time.
async fn beside<T: Send + 'static>(
    cx: &Cx,
    turns: &'static Semaphore,
    filter: OrderFilter,
    work: impl FnOnce(&Walk<'_>, &StageLine) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let (access, today, zone) = (
        cx.access.clone(),
        actions::today(&cx.access),
        cx.services().zone.clone(),
    );
    let turn = turns.acquire().await.map_err(Error::internal)?;
    let look = move || {
        // Kept until the work is done: whoever asked may be gone before.
        let _turn = turn;
        let tx = access.read()?;
        let stages = stages(&tx)?;
        work(&Walk::new(&tx, &filter, today, &zone)?, &stages)
    };
    tokio::task::spawn_blocking(look).await.map_err(Error::internal)?
}

pub async fn list(cx: Cx) -> Outcome {
    at(cx, None).await
}

/// The grid as it was when many orders were ticked, with the reason why that can't be done and the ticks.
pub(super) async fn refused(cx: Cx, why: Message) -> Outcome {
    at(cx, Some(why)).await
}

async fn at(cx: Cx, refusal: Option<Message>) -> Outcome {
    let question = Question::of(&cx, &cx.access.read()?)?;
    let after = match question.typed.after.as_str() {
        "" => None,
        text => Some(Cursor::try_from(text.to_owned()).map_err(|_| Error::NotFound)?),
    };
    let (filter, number) = (question.filter.clone(), question.typed.page);
    let found = if filter.sort != Direction::NEWEST {
        beside(&cx, &LOOKING, filter, move |walk, stages| {
            listing::sorted_page(walk, stages, number, ROWS)
        })
        .await?
    } else if filter.is_plain() {
        let tx = cx.access.read()?;
        let walk = Walk::new(&tx, &question.filter, actions::today(&cx.access), &cx.services().zone)?;
        listing::page(&walk, after.clone(), ROWS)?
    } else {
        let after = after.clone();
        beside(&cx, &LOOKING, filter, move |walk, _| listing::page(walk, after, ROWS)).await?
    };
    let totals = match question.typed.totals.is_empty() {
        true => None,
        false => Some(summed(&cx, &question).await?),
    };
    show(&cx, &question, &found, after.is_some(), totals.as_ref(), refusal)
}

async fn summed(cx: &Cx, question: &Question) -> Result<Totals, Error> {
    let sight = cx.access.sight();
    let limit = match question.typed.totals.as_str() {
        "all" => listing::TOTALS_WHOLE,
        _ => listing::TOTALS_MAX,
    };
    let filter = question.filter.clone();
    beside(cx, &SUMMING, filter, move |walk, stages| {
        listing::totals(walk, stages, sight, limit)
    })
    .await
}

/// The line under the table, which arrives after the rows.
pub async fn totals(cx: Cx) -> Outcome {
    let question = Question::of(&cx, &cx.access.read()?)?;
    let query = question.filter.query(None);
    if !cx.is_htmx() {
        return cx.redirect(&format!("/orders?{query}&totals=1"));
    }
    let totals = summed(&cx, &question).await?;
    cx.fragment(views::orders::totals(cx.locale, &totals, &query))
}

/// Value, words and count of each stage and of what they are put together by.
fn chips(
    cx: &Cx,
    tx: &ReadTx,
    stages: &StageLine,
    filter: &OrderFilter,
) -> Result<Vec<(String, String, Option<u64>)>, Error> {
    let (l, current) = (cx.locale, filter.places.word());
    let mut chips = vec![(
        "open".to_owned(),
        tr!(l, "orders-open").to_owned(),
        Some(queries::open(tx)?),
    )];
    let stopped = queries::standing_still(tx, actions::today(&cx.access))?;
    if stopped > 0 || current == "stopped" {
        // Above what is counted there is no figure rather than a wrong one.
        let count = (stopped <= queries::STANDSTILL_COUNTED).then_some(stopped as u64);
        chips.push(("stopped".to_owned(), tr!(l, "orders-stopped").to_owned(), count));
    }
    for stage in &stages.stages {
        let count = queries::seen_in_stage(tx, stages, &stage.key)?;
        if count > 0 || current == stage.key.as_str() {
            chips.push((stage.key.to_string(), stage_name(l, stages, &stage.key), Some(count)));
        }
    }
    chips.push(("all".to_owned(), tr!(l, "orders-all").to_owned(), None));
    Ok(chips)
}

/// For those of the staff who see all: managers to narrow by.
fn managers(access: &Access, tx: &ReadTx) -> Result<Vec<(String, String)>, Error> {
    Ok(match access.scope() {
        Scope::All if access.is_staff() => of_dealers::managers(tx)?
            .into_iter()
            .map(|member| (member.id.to_string(), member.name))
            .collect(),
        _ => Vec::new(),
    })
}

fn named(tx: &ReadTx, dealer: Option<DealerId>) -> Result<Option<(DealerId, String)>, Error> {
    match dealer {
        Some(id) => Ok(Some((id, tx.get::<Dealer>(&id)?.ok_or(Error::NotFound)?.name))),
        None => Ok(None),
    }
}

fn show(
    cx: &Cx,
    question: &Question,
    found: &Found,
    later: bool,
    totals: Option<&Totals>,
    refusal: Option<Message>,
) -> Outcome {
    let tx = cx.access.read()?;
    let stages = stages(&tx)?;
    let (l, sight, staff) = (cx.locale, cx.access.sight(), cx.access.is_staff());
    let (filter, columns) = (&question.filter, &question.columns);
    let rows: Vec<GridRow> = found
        .orders
        .iter()
        .map(|order| {
            let grid = GridRow::of(&tx, l, order, &stages, sight, staff, columns)?;
            let row = marked(cx, &tx, order, grid.row)?;
            Ok(GridRow { row, ..grid })
        })
        .collect::<Result<_, Error>>()?;
    let managers = managers(&cx.access, &tx)?;
    let dealer = named(&tx, filter.dealer)?;
    let counted = listing::counted(&tx, filter, &stages)?;
    let paging = Paging {
        next: found.next.clone().map(String::from),
        first: later,
        sorted: found
            .sorted
            .map(|(all, whole)| (question.typed.page.min(listing::SORTED_MAX), all.div_ceil(ROWS), whole)),
        cut: found.cut,
    };
    let wrong: Vec<(String, String)> = question
        .wrong
        .iter()
        .map(|error| (error.field.clone(), cx.say(&error.message)))
        .collect();
    let ticked: Vec<String> = match refusal {
        Some(_) => cx
            .form_pairs()?
            .into_iter()
            .filter(|(name, _)| name == "o")
            .map(|(_, value)| value)
            .collect(),
        None => Vec::new(),
    };
    let alert = refusal.as_ref().map(|why| cx.say(why));
    let list = List {
        alert: alert.as_deref(),
        ticked: &ticked,
        rows: &rows,
        chips: &chips(cx, &tx, &stages, filter)?,
        filter,
        columns,
        cols: (!question.typed.cols.is_empty()).then_some(columns.as_slice()),
        shelf: &question.shelf,
        view: question.view,
        fields: Fields {
            typed: &question.typed,
            wrong: &wrong,
            stages: &stages,
            staff,
            managers: &managers,
        },
        dealer: dealer.as_ref().map(|(id, name)| (*id, name.as_str())),
        sight,
        may_draft: cx.access.may(permissions::DRAFT),
        hand: super::hand(cx),
        paging,
        counted: counted.map(|count| format::count(count).as_str().to_owned()),
        totals,
    };
    let body = views::orders::list(&frame(cx), &list);
    let head = PageHead {
        title: tr!(l, "orders-title"),
        current: "/orders",
    };
    match wrong.is_empty() && refusal.is_none() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

/// Conditions in words, for the head of a file.
pub(super) fn said(cx: &Cx, tx: &ReadTx, stages: &StageLine, filter: &OrderFilter) -> Result<String, Error> {
    let l = cx.locale;
    let place = match &filter.places {
        Places::Open => tr!(l, "orders-open").to_owned(),
        Places::Stopped => tr!(l, "orders-stopped").to_owned(),
        Places::All => tr!(l, "orders-all").to_owned(),
        Places::Stages(keys) => {
            let names: Vec<String> = keys.iter().map(|key| stage_name(l, stages, key)).collect();
            names.join(", ")
        }
    };
    let mut said = vec![place];
    said.extend(named(tx, filter.dealer)?.map(|(_, name)| name));
    said.extend(views::orders::conditions(l, filter).into_iter().map(|(words, _)| words));
    Ok(said.join("; "))
}
