//! The page of one reconciliation, and the words that are given there.

use serde::Deserialize;

use super::{HERE, asked, own};
use crate::modules::dealers::Dealer;
use crate::modules::documents::{Document, DocumentId, permissions::SEE as SEE_DOCUMENTS};
use crate::modules::reconciliation::actions::{self, drift};
use crate::modules::reconciliation::model::{Act, ActId, Drift, Line, Mark, Party};
use crate::modules::reconciliation::permissions::ANSWER;
use crate::modules::reconciliation::queries;
use crate::modules::reconciliation::views::{act as view, title};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead, Problems};

/// Lines of one page.
pub const ROWS: u32 = 50;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Query {
    /// The place that the page begins with, from 0.
    at: u32,
}

/// A line with what is said of it.
pub struct Row {
    pub place: u32,
    pub line: Line,
    /// Of the document, where the reader sees it.
    pub link: Option<DocumentId>,
    /// Which sides disagree.
    pub marked: Vec<Party>,
}

/// A mark with the line that it is about.
pub struct Marked {
    pub mark: Mark,
    pub line: Option<Line>,
}

/// What the page shows.
pub struct Shown {
    pub act: Act,
    pub own: Party,
    /// For the manufacturer's people.
    pub dealer: Option<String>,
    pub may_answer: bool,
    pub rows: Vec<Row>,
    pub at: u32,
    pub marks: Vec<Marked>,
    pub drift: Option<Drift>,
    /// For a form that asks for it anew.
    pub fresh: ActId,
}

/// Marks that stand, with their lines.
pub fn standing(tx: &ReadTx, act: &Act) -> Result<Vec<Marked>, Error> {
    let mut found = Vec::new();
    for mark in queries::marks(tx, act.id)? {
        if mark.gone.is_none() {
            let line = match mark.line {
                Some(place) => queries::line(tx, act, place)?,
                None => None,
            };
            found.push(Marked { mark, line });
        }
    }
    Ok(found)
}

fn shown(cx: &Cx, tx: &ReadTx, act: Act, at: u32, drift: Option<Drift>) -> Result<Shown, Error> {
    let marks = standing(tx, &act)?;
    let documents = cx.access.may(SEE_DOCUMENTS);
    let mut rows = Vec::new();
    for (place, line) in queries::lines(tx, &act, at, ROWS)? {
        let mut link = None;
        if documents && !line.document.is_empty() {
            link = tx.get::<Document>(&Document::id_of(&line.document))?.map(|of| of.id);
        }
        let of_line = marks.iter().filter(|marked| marked.mark.line == Some(place));
        rows.push(Row {
            marked: of_line.map(|marked| marked.mark.by.party).collect(),
            place,
            line,
            link,
        });
    }
    let dealer = match cx.access.is_staff() {
        true => tx.shared::<Dealer>(&act.dealer)?.map(|dealer| dealer.name.clone()),
        false => None,
    };
    Ok(Shown {
        own: own(&cx.access),
        dealer,
        may_answer: cx.access.may(ANSWER),
        rows,
        at,
        marks,
        drift,
        fresh: ActId::at(cx.access.now(), rand::random()),
        act,
    })
}

pub async fn page(cx: Cx) -> Outcome {
    let query: Query = cx.query()?;
    show(&cx, query.at, None, None).await
}

/// `typed`: an answer that came back, with its mark.
pub async fn show(cx: &Cx, at: u32, error: Option<Error>, typed: Option<(&str, &str)>) -> Outcome {
    let act = asked(cx, &cx.access.read()?)?;
    if at > 0 && at >= act.rows {
        return Err(Error::NotFound);
    }
    let (access, copy) = (cx.access.clone(), act.clone());
    // The first look after 1C has told its list anew compares it.
    let drift = tokio::task::spawn_blocking(move || drift(&access, &copy))
        .await
        .map_err(Error::internal)??;
    let shown = shown(cx, &cx.access.read()?, act, at, drift)?;
    let problems = match error {
        Some(error) => Problems::of(cx, error)?,
        None => Problems::default(),
    };
    let title = title(cx.locale, &shown.act);
    let head = PageHead {
        title: &title,
        current: HERE,
    };
    let body = view::page(cx, &shown, &title, &problems, typed);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

/// What 1C tells otherwise by now.
pub async fn changes(cx: Cx) -> Outcome {
    let act = asked(&cx, &cx.access.read()?)?;
    let (access, copy) = (cx.access.clone(), act.clone());
    let drift = tokio::task::spawn_blocking(move || drift(&access, &copy))
        .await
        .map_err(Error::internal)??;
    let title = title(cx.locale, &act);
    let head = PageHead {
        title: &title,
        current: HERE,
    };
    cx.page(head, view::changes(&cx, &act, &title, drift.as_ref()))
}

#[derive(Deserialize)]
struct AgreeForm {
    version: u32,
}

pub async fn agree(cx: Cx) -> Outcome {
    let act = asked(&cx, &cx.access.read()?)?;
    let form: AgreeForm = cx.form()?;
    match actions::agree(&cx.access, act.id, form.version).await {
        Ok(act) => {
            let said = match act.is_open() {
                true => "reconciliation-said-agreed",
                false => "reconciliation-said-closed",
            };
            cx.flash(Message::new(said)).await?;
            cx.redirect(&format!("{HERE}/{}", act.id))
        }
        Err(error @ Error::Refused(_)) => show(&cx, 0, Some(error), None).await,
        Err(error) => Err(error),
    }
}

pub async fn cancel(cx: Cx) -> Outcome {
    let act = asked(&cx, &cx.access.read()?)?;
    match actions::cancel(&cx.access, act.id).await {
        Ok(()) => {
            cx.flash(Message::new("reconciliation-said-cancelled")).await?;
            cx.redirect(&format!("{HERE}/{}", act.id))
        }
        Err(error @ Error::Refused(_)) => show(&cx, 0, Some(error), None).await,
        Err(error) => Err(error),
    }
}
