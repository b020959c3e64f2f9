//! What is done with many orders at once: files, stages, drafts to order again.

use serde::Deserialize;
use tokio::sync::Semaphore;

use super::frame;
use super::orders::{Question, said};
use super::repetition::{parts, picked as picked_of, show};
use crate::modules::orders::listing::{self, Exported, Walk};
use crate::modules::orders::model::Act;
use crate::modules::orders::repetition::{Picked, all_again};
use crate::modules::orders::{DraftId, Order, OrderNumber, StageKey, actions, stages, views};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::sheets;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Files that are made at one time.
static MAKING: Semaphore = Semaphore::const_new(2);
/// The most orders of one press: two pages of the grid.
const PICKED_MAX: usize = 100;

/// The orders of the filter as a workbook.
pub async fn export(cx: Cx) -> Outcome {
    file(&cx, None).await
}

/// The ticked ones.
pub async fn picked(cx: Cx) -> Outcome {
    let numbers: Vec<OrderNumber> = ticked(&cx)?.into_iter().map(|(number, _)| number).collect();
    if numbers.is_empty() {
        return nothing(&cx).await;
    }
    file(&cx, Some(numbers)).await
}

async fn file(cx: &Cx, picked: Option<Vec<OrderNumber>>) -> Outcome {
    let tx = cx.access.read()?;
    let question = Question::of(cx, &tx)?;
    let conditions = match picked {
        None => said(cx, &tx, &stages(&tx)?, &question.filter)?,
        Some(_) => tr!(cx.locale, "orders-picked-some").to_owned(),
    };
    drop(tx);
    let (l, zone) = (cx.locale, cx.services().zone.clone());
    let at = format::datetime(cx.access.now(), &cx.zone);
    let about = vec![
        tr!(l, "lists-as-of", at = at.as_str()),
        tr!(l, "lists-conditions", what = conditions.as_str()),
    ];
    let (access, today) = (cx.access.clone(), actions::today(&cx.access));
    let (filter, columns) = (question.filter, question.columns);
    let turn = MAKING.acquire().await.map_err(Error::internal)?;
    let make = move || {
        let _turn = turn;
        let tx = access.read()?;
        let stages = stages(&tx)?;
        let of = Exported {
            locale: l,
            sight: access.sight(),
            staff: access.is_staff(),
            stages: &stages,
            columns: &columns,
            about,
            picked: picked.as_deref(),
        };
        listing::export(&Walk::new(&tx, &filter, today, &zone)?, &of)
    };
    let made = tokio::task::spawn_blocking(make).await.map_err(Error::internal)?;
    let (ledger, ..) = made?;
    let name = format!("{}.xlsx", tr!(l, "orders-file"));
    Ok(cx.download_streamed(&name, sheets::XLSX, move |out| ledger.save(out)))
}

/// Ticked orders with the versions that were looked at.
fn ticked(cx: &Cx) -> Result<Vec<(OrderNumber, u32)>, Error> {
    let mut picked = Vec::new();
    for (name, value) in cx.form_pairs()? {
        if name != "o" {
            continue;
        }
        let (number, version) = value.split_once(':').unwrap_or((&value, "0"));
        let number = number.parse().map_err(|_| Error::NotFound)?;
        let version = version.parse().map_err(|_| Error::NotFound)?;
        if picked.len() == PICKED_MAX {
            return Err(Error::Refused(
                Message::new("orders-bulk-many").with("limit", PICKED_MAX),
            ));
        }
        picked.push((number, version));
    }
    Ok(picked)
}

async fn nothing(cx: &Cx) -> Outcome {
    cx.flash(Message::new("orders-bulk-none")).await?;
    cx.redirect("/orders")
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct StageForm {
    stage: String,
    reason: String,
}

/// Moves each ticked order by itself: what a rule forbids for one doesn't hold up the others.
pub async fn stage(cx: Cx) -> Outcome {
    let form: StageForm = cx.form()?;
    let picked = ticked(&cx)?;
    if picked.is_empty() {
        return nothing(&cx).await;
    }
    let to = StageKey::new(&form.stage).ok_or(Error::Refused(Message::new("orders-bulk-no-stage")))?;
    let mut results: Vec<(OrderNumber, Option<String>)> = Vec::new();
    for (number, version) in picked {
        let moved = actions::move_stage(&cx.access, number, version, to.clone(), form.reason.clone()).await;
        let why = match moved {
            Ok(_) => None,
            Err(Error::Refused(message)) => Some(cx.say(&message)),
            Err(Error::Invalid(lacks)) => {
                let what: Vec<String> = lacks.iter().map(|lack| cx.say(&lack.message)).collect();
                Some(what.join(" "))
            }
            Err(Error::NotFound) => Some(tr!(cx.locale, "orders-bulk-unknown").to_owned()),
            Err(error) => return Err(error),
        };
        results.push((number, why));
    }
    let name = crate::modules::orders::read_models::stage_name(cx.locale, &stages(&cx.access.read()?)?, &to);
    let body = views::orders::moved(&frame(&cx), &name, &results);
    cx.page(
        PageHead {
            title: tr!(cx.locale, "orders-bulk-title"),
            current: "/orders",
        },
        body,
    )
}

/// Ordering the same again as in all ticked orders: first what has changed since, then one draft. What can't be one
/// draft is refused where the orders are ticked.
pub async fn repetition(cx: Cx) -> Outcome {
    let numbers: Vec<OrderNumber> = match ticked(&cx) {
        Ok(picked) => picked.into_iter().map(|(number, _)| number).collect(),
        Err(Error::Refused(why)) => return super::orders::refused(cx, why).await,
        Err(error) => return Err(error),
    };
    if numbers.is_empty() {
        return super::orders::refused(cx, Message::new("orders-bulk-none")).await;
    }
    let form = cx.form_pairs()?;
    if form.iter().any(|(name, _)| name == "picked") {
        let said: Vec<String> = numbers.iter().take(3).map(ToString::to_string).collect();
        let name = tr!(cx.locale, "orders-bulk-draft", numbers = said.join(", "));
        let picks = numbers
            .iter()
            .map(|number| Ok((*number, picked_of(&form, *number)?)))
            .collect::<Result<Vec<_>, Error>>()?;
        return match actions::draft_again(&cx.access, picks, name).await {
            Ok(draft) => cx.redirect(&format!("/drafts/{}", draft.id)),
            Err(Error::Refused(why)) => super::orders::refused(cx, why).await,
            Err(error) => Err(error),
        };
    }
    let differences = {
        let tx = cx.access.read()?;
        let orders: Vec<Order> = numbers
            .iter()
            .map(|number| actions::by_number(&tx, *number))
            .collect::<Result<_, _>>()?;
        let first = (orders[0].dealer, orders[0].contract);
        let whole: Vec<(Order, Picked)> = orders.iter().map(|order| (order.clone(), Picked::default())).collect();
        let act = Act {
            by: orders[0].author.clone(),
            role: None,
            at: cx.access.now(),
        };
        let fresh = |at: usize| DraftId::derived("orders.repetition", &at.to_string());
        if orders.iter().any(|order| (order.dealer, order.contract) != first) {
            Err(Message::new("orders-bulk-contracts"))
        } else {
            match all_again(&tx, &whole, fresh, &act) {
                Ok(_) => Ok(parts(&cx, &tx, orders)?),
                Err(Error::Refused(why)) => Err(why),
                Err(error) => return Err(error),
            }
        }
    };
    match differences {
        Ok(parts) => show(&cx, "/orders/bulk/repetition", &parts),
        Err(why) => super::orders::refused(cx, why).await,
    }
}
