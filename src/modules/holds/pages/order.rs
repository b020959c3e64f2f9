//! Why one order, or a draft that is to become one, can't go on: the arithmetic, the payments, and the release.

use serde::Deserialize;

use super::{HERE, sees_figures};
use crate::modules::catalogue::Prices;
use crate::modules::holds::records::Release;
use crate::modules::holds::views::order::{Page, page as view};
use crate::modules::holds::{Step, Verdict, actions, queries};
use crate::modules::orders::{Draft, Order, OrderId, Worksheet};
use crate::platform::error::Error;
use crate::platform::i18n::parse_day;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

/// The form of a release as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: u32,
    pub reason: String,
    pub until: String,
}

pub async fn page(cx: Cx) -> Outcome {
    let id: OrderId = cx.param("id")?;
    show(&cx, id, &Typed::default(), None)
}

pub async fn release(cx: Cx) -> Outcome {
    let id: OrderId = cx.param("id")?;
    actions::subject(&cx.access.read()?, id)?;
    let typed: Typed = cx.form()?;
    let done = match parse_day(&typed.until) {
        Ok(until) => actions::release(&cx.access, id, typed.version, &typed.reason, until)
            .await
            .map(|_| ()),
        Err(wrong) => Err(Error::invalid("until", wrong.message())),
    };
    answered(&cx, id, &typed, done, "holds-released").await
}

pub async fn end(cx: Cx) -> Outcome {
    let id: OrderId = cx.param("id")?;
    let typed: Typed = cx.form()?;
    let done = actions::end_release(&cx.access, id, typed.version).await;
    answered(&cx, id, &Typed::default(), done, "holds-release-taken").await
}

async fn answered(cx: &Cx, id: OrderId, typed: &Typed, done: Result<(), Error>, said: &'static str) -> Outcome {
    match done {
        Ok(()) => {
            cx.flash(Message::new(said)).await?;
            cx.redirect(&format!("{HERE}/{id}"))
        }
        Err(error) => show(cx, id, typed, Some(error)),
    }
}

fn show(cx: &Cx, id: OrderId, typed: &Typed, error: Option<Error>) -> Outcome {
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let tx = cx.access.read()?;
    let (title, back, step, verdict) = looked_at(cx, &tx, id)?;
    let today = cx.access.today();
    let page = Page {
        id,
        title: &title,
        back: &back,
        step,
        verdict: &verdict,
        release: tx.get::<Release>(&id)?,
        today,
        finance: sees_figures(cx),
        typed,
    };
    let head = PageHead {
        title: tr!(cx.locale, "holds-why"),
        current: HERE,
    };
    let body = view(cx, &page, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

/// What it is called, where it is, the step that is asked about, and what holds it.
fn looked_at(cx: &Cx, tx: &ReadTx, id: OrderId) -> Result<(String, String, Step, Verdict), Error> {
    let today = cx.access.today();
    if let Some(order) = tx.shared::<Order>(&id)? {
        let steps = Step::ahead(order.kind);
        let verdict = queries::of_order(tx, &order, &steps, today)?;
        let step = verdict.step().or(steps.last().copied()).unwrap_or(Step::Shipping);
        let number = order.number.to_string();
        return Ok((number.clone(), format!("/orders/{number}"), step, verdict));
    }
    let draft = tx.shared::<Draft>(&id.cast())?.filter(|draft| !draft.template);
    let draft = draft.ok_or(Error::NotFound)?;
    let book = cx.part::<Prices>().current();
    let sheet = Worksheet::of(tx, &book, Draft::clone(&draft), today)?;
    let verdict = match (draft.contract, &sheet.calculation) {
        (Some(contract), Some(of)) => queries::of_draft(tx, draft.dealer, contract, of.totals.total, today)?,
        _ => Verdict::default(),
    };
    Ok((
        draft.name.clone(),
        format!("/drafts/{}", draft.id),
        Step::Submission,
        verdict,
    ))
}
