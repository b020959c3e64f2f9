//! Changing an order after it was sent: the form, the request, and its answer.

use serde::Deserialize;

use super::frame;
use super::order::answer as answered;
use crate::modules::orders::views::order::request::Typed;
use crate::modules::orders::{LineEdit, Order, OrderNumber, Refusal, Verdict, actions, views};
use crate::platform::error::Error;
use crate::platform::i18n::{parse_day, parse_quantity};
use crate::platform::values::{Day, Message};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub async fn page(cx: Cx) -> Outcome {
    let order = actions::by_number(&cx.access.read()?, cx.param("number")?)?;
    let typed = Typed::of(cx.locale, &order);
    show(&cx, &order, &typed, None)
}

fn show(cx: &Cx, order: &Order, typed: &Typed, alert: Option<&Message>) -> Outcome {
    let said = alert.map(|message| cx.say(message));
    let body = views::order::request::page(&frame(cx), order, typed, said.as_deref());
    let head = PageHead {
        title: tr!(cx.locale, "orders-edit-title"),
        current: "/orders",
    };
    match said {
        Some(_) => cx.page_unprocessable(head, body),
        None => cx.page(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct EditForm {
    version: u32,
    quantity: Vec<String>,
    comment: Vec<String>,
    /// Places of lines that go.
    removed: Vec<usize>,
    wished: String,
    reason: String,
}

impl EditForm {
    fn read(&self) -> Result<(Vec<LineEdit>, Option<Day>), Error> {
        let wished = match self.wished.trim() {
            "" => None,
            typed => Some(parse_day(typed).map_err(|_| Error::Refused(Message::new("orders-day-wrong")))?),
        };
        let edit = |(place, typed): (usize, &String)| {
            let comment = self.comment.get(place).cloned().unwrap_or_default();
            let quantity = match self.removed.contains(&place) {
                true => None,
                false => Some(parse_quantity(typed).map_err(|_| Refusal::Quantity)?),
            };
            Ok(LineEdit { quantity, comment })
        };
        let edits: Result<Vec<LineEdit>, Refusal> = self.quantity.iter().enumerate().map(edit).collect();
        Ok((edits?, wished))
    }
}

pub async fn ask(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let form: EditForm = cx.form()?;
    // Whoever may not see the order learns nothing of what is wrong with the form.
    let order = actions::by_number(&cx.access.read()?, number)?;
    let outcome = match form.read() {
        Ok((edits, wished)) => actions::ask(&cx.access, number, form.version, edits, wished, form.reason.clone()).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => cx.redirect(&format!("/orders/{number}")),
        Err(Error::Refused(message)) => {
            let typed = match form.version == order.version {
                true => Typed {
                    version: order.version,
                    quantity: form.quantity,
                    comment: form.comment,
                    removed: form.removed,
                    wished: form.wished,
                    reason: form.reason,
                },
                // The lines are others now: what was typed would stand at the wrong ones.
                false => Typed {
                    wished: form.wished,
                    reason: form.reason,
                    ..Typed::of(cx.locale, &order)
                },
            };
            show(&cx, &order, &typed, Some(&message))
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
struct AnswerForm {
    version: u32,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    reason: String,
}

pub async fn answer(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let form: AnswerForm = cx.form()?;
    let verdict = match form.answer.as_str() {
        "accept" => Verdict::Accepted,
        "withdraw" => Verdict::Withdrawn,
        _ => Verdict::Refused,
    };
    let outcome = actions::answer(&cx.access, number, form.version, verdict, form.reason).await;
    answered(&cx, number, outcome, None)
}
