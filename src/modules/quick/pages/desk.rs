//! The page where rows are typed, pasted or uploaded.

use serde::Deserialize;

use super::{dealer_of, frame};
use crate::modules::catalogue::search::suggested;
use crate::modules::dealers::queries::{DealerFilter, dealers};
use crate::modules::dealers::{Dealer, DealerStatus};
use crate::modules::orders::views::author as author_name;
use crate::modules::orders::{Draft, DraftId};
use crate::modules::quick::read_models::{Item, OpenSheet};
use crate::modules::quick::{INTAKE_BY_DEALER, Intake, ROWS_MAX, Refusal, Written, actions, views, written};
use crate::platform::error::Error;
use crate::platform::sheets::rows_of_text;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{DealerId, Message, PageRequest};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Empty rows that the page begins with, and how many more there are on request.
const ROWS: usize = 8;
/// The most dealers to choose from; more are reached from their cards.
const DEALERS_SHOWN: usize = 500;
/// Lists that are looked through for those that still have rows.
const SHEETS_LOOKED: usize = 8;
/// Goods that are offered while somebody types.
const SUGGESTED: usize = 8;

#[derive(Deserialize, Default)]
#[serde(default)]
struct DeskQuery {
    /// For staff: for whom.
    dealer: Option<DealerId>,
    /// The draft that rows go to.
    draft: Option<DraftId>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct DeskForm {
    dealer: Option<DealerId>,
    draft: String,
    /// Typed rows.
    w: Vec<String>,
    q: Vec<String>,
    /// Pasted rows.
    text: String,
    /// More empty rows are wanted, nothing else.
    more: Option<String>,
}

pub async fn page(cx: Cx) -> Outcome {
    let query: DeskQuery = cx.query()?;
    let form = DeskForm {
        dealer: query.dealer,
        draft: query.draft.map(|id| id.to_string()).unwrap_or_default(),
        ..DeskForm::default()
    };
    show(&cx, &form, None)
}

/// The same page after a file that could not be taken.
pub(super) fn refused(cx: &Cx, dealer: Option<DealerId>, draft: Option<DraftId>, why: Message) -> Outcome {
    let form = DeskForm {
        dealer,
        draft: draft.map(|id| id.to_string()).unwrap_or_default(),
        ..DeskForm::default()
    };
    show(cx, &form, Some(why))
}

fn show(cx: &Cx, form: &DeskForm, alert: Option<Message>) -> Outcome {
    let tx = cx.access.read()?;
    let dealer = match (cx.access.scope().dealer(), form.dealer) {
        (None, None) => None,
        _ => Some(dealer_of(cx, &tx, form.dealer)?),
    };
    let draft = match form.draft.parse::<DraftId>() {
        Ok(id) => {
            let found = tx.get::<Draft>(&id)?;
            let own = found.filter(|draft| dealer.as_ref().is_some_and(|dealer| draft.dealer == dealer.id));
            Some(own.ok_or(Error::NotFound)?)
        }
        Err(_) => None,
    };
    let filled = form.w.len().max(form.q.len());
    let count = match form.more.is_some() {
        true => filled + ROWS,
        false => filled.max(ROWS),
    };
    let cell = |cells: &[String], at: usize| cells.get(at).cloned().unwrap_or_default();
    let rows: Vec<(String, String)> = (0..count).map(|at| (cell(&form.w, at), cell(&form.q, at))).collect();
    let open = match &dealer {
        Some(dealer) => open_sheets(cx, &tx, dealer.id)?,
        None => Vec::new(),
    };
    let alert_text = alert.as_ref().map(|message| cx.say(message));
    let desk = views::desk::Desk {
        rows: &rows,
        text: &form.text,
        draft: draft.as_ref(),
        dealer: dealer.as_ref().filter(|_| cx.access.is_staff()),
        dealers: match cx.access.is_staff() {
            true => choices(&tx)?,
            false => Vec::new(),
        },
        ready: dealer.is_some(),
        open: &open,
        alert: alert_text.as_deref(),
    };
    let head = PageHead {
        title: tr!(cx.locale, "quick-title"),
        current: "/quick",
    };
    let body = views::desk::page(&frame(cx), &desk);
    match alert {
        Some(_) => cx.page_unprocessable(head, body),
        None => cx.page(head, body),
    }
}

/// Lists that still have rows, latest first.
fn open_sheets(cx: &Cx, tx: &ReadTx, dealer: DealerId) -> Result<Vec<OpenSheet>, Error> {
    let request = PageRequest::first(SHEETS_LOOKED).descending();
    let sheets: Vec<Intake> = tx.scan(&INTAKE_BY_DEALER, &dealer, &request)?.items;
    let open = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty());
    Ok(open
        .map(|sheet| OpenSheet {
            id: sheet.id,
            author: author_name(cx.locale, &sheet.author, cx.access.is_staff()),
            rows: sheet.rows.len(),
            created: sheet.created,
        })
        .collect())
}

/// For whom staff can order: dealers in scope that may.
fn choices(tx: &ReadTx) -> Result<Vec<Dealer>, Error> {
    let filter = DealerFilter {
        status: Some(DealerStatus::Active),
        ..DealerFilter::default()
    };
    let (mut found, mut after) = (Vec::new(), None);
    while found.len() < DEALERS_SHOWN {
        let page = dealers(tx, &filter, after)?;
        found.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    found.sort_by_cached_key(|dealer| dealer.name.to_lowercase());
    Ok(found)
}

pub async fn begin(cx: Cx) -> Outcome {
    let form: DeskForm = cx.form()?;
    if form.more.is_some() {
        return show(&cx, &form, None);
    }
    let dealer = dealer_of(&cx, &cx.access.read()?, form.dealer)?.id;
    let rows = match rows(&form) {
        Ok(rows) => rows,
        Err(Error::Refused(why)) => return show(&cx, &form, Some(why)),
        Err(error) => return Err(error),
    };
    match actions::begin(&cx.access, dealer, form.draft.parse().ok(), rows).await {
        Ok(intake) => cx.redirect(&format!("/quick/{}", intake.id)),
        Err(Error::Refused(why)) => show(&cx, &form, Some(why)),
        Err(error) => Err(error),
    }
}

/// What was typed, and then what was pasted.
fn rows(form: &DeskForm) -> Result<Vec<Written>, Error> {
    let mut rows = Vec::new();
    for (at, what) in form.w.iter().enumerate() {
        let quantity = form.q.get(at).map(|quantity| quantity.trim()).unwrap_or_default();
        if what.trim().is_empty() {
            continue;
        }
        let quantity = if quantity.is_empty() { "1" } else { quantity };
        rows.push(Written::new(at + 1, what, quantity, ""));
    }
    let typed = form.w.len();
    // Headings and a few rows more than are taken: then the limit is said.
    let grid = rows_of_text(&form.text, ROWS_MAX + 1).map_err(|error| Error::Refused(error.message()))?;
    let pasted = written(&grid).into_iter().map(|row| Written {
        place: row.place + if rows.is_empty() { 0 } else { typed },
        ..row
    });
    let pasted: Vec<Written> = pasted.collect();
    rows.extend(pasted);
    match rows.is_empty() {
        true => Err(Refusal::Nothing.into()),
        false => Ok(rows),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SuggestionsQuery {
    w: String,
}

/// What somebody who types may mean, as the options of a list.
pub async fn suggestions(cx: Cx) -> Outcome {
    let query: SuggestionsQuery = cx.query()?;
    let text: String = query.w.trim().chars().take(100).collect();
    let items = match text.chars().count() {
        0 | 1 => Vec::new(),
        _ => suggested(&cx.access, &cx.access.read()?, &text, SUGGESTED)?,
    };
    let items: Vec<Item> = items.iter().map(Item::of).collect();
    cx.fragment(views::desk::options(&items))
}
