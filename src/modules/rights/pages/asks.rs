//! Rights that people lacked and asked for.

use serde::Deserialize;

use super::roles::current;
use crate::modules::rights::views::asks as view;
use crate::platform::access::{ask_right, asks_of, refuse_right, set_right};
use crate::platform::error::Error;
use crate::platform::values::{MembershipId, Message};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub async fn list(cx: Cx) -> Outcome {
    show(&cx, None)
}

fn show(cx: &Cx, alert: Option<&str>) -> Outcome {
    let company = cx.access.actor().company;
    let asks = asks_of(&cx.access.read()?, company)?;
    let head = PageHead {
        title: tr!(cx.locale, "rights-asks"),
        current: current(company),
    };
    let body = view::list(cx, &asks, alert);
    match alert {
        Some(_) => cx.page_unprocessable(head, body),
        None => cx.page(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Ask {
    right: String,
}

/// From a refused page.
pub async fn ask(cx: Cx) -> Outcome {
    let form: Ask = cx.form()?;
    ask_right(&cx.access, &form.right).await?;
    cx.flash(Message::new("rights-asked")).await?;
    cx.redirect("/")
}

#[derive(Deserialize)]
struct Answer {
    member: MembershipId,
    right: String,
    #[serde(default)]
    give: bool,
}

pub async fn answer(cx: Cx) -> Outcome {
    let form: Answer = cx.form()?;
    let done = match form.give {
        true => set_right(&cx.access, form.member, &form.right, true).await.map(drop),
        false => refuse_right(&cx.access, form.member, &form.right).await,
    };
    match done {
        Ok(()) => {
            cx.flash(Message::new(match form.give {
                true => "rights-ask-given",
                false => "rights-ask-refused",
            }))
            .await?;
            cx.redirect("/rights/asks")
        }
        Err(Error::Refused(why)) => show(&cx, Some(&cx.say(&why))),
        Err(Error::Invalid(fields)) => {
            let said: Vec<String> = fields.iter().map(|field| cx.say(&field.message)).collect();
            show(&cx, Some(&said.join(". ")))
        }
        Err(error) => Err(error),
    }
}
