//! Asking for a link that sets a new password.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use maud::html;
use serde::Deserialize;

use crate::platform::access::{
    Access, RESET_MINUTES, count_reset_asking, forgetful, keep_reset, new_reset, normal_email,
};
use crate::platform::error::Error;
use crate::platform::notify::{Letter, Mailer, queue};
use crate::platform::services::Services;
use crate::platform::ui::{self, Alert, Button, Field};
use crate::platform::values::{Email, Locale, Message};
use crate::platform::web::{Cx, Outcome};
use crate::{icon, tr};

pub const HERE: &str = "/password";

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    email: String,
}

/// What the page says.
enum Said<'a> {
    Nothing,
    /// The letter is on its way, if there is anybody to write to.
    Sent,
    Wrong(&'a str),
}

pub async fn form(cx: Cx) -> Outcome {
    let asked: Asked = cx.query()?;
    page(&cx, &asked.email, Said::Nothing)
}

/// The answer doesn't tell whether the address is known, nor does the time that it takes: the letter is written after it.
pub async fn ask(cx: Cx) -> Outcome {
    let asked: Asked = cx.form()?;
    if !is_mail_on(cx.services()) {
        return page(&cx, &asked.email, Said::Nothing);
    }
    let Ok(to) = Email::parse(&normal_email(&asked.email)) else {
        return page(&cx, &asked.email, Said::Wrong(tr!(cx.locale, "access-email-wrong")));
    };
    if let Err(error) = count_reset_asking(cx.services(), to.as_str(), &cx.address) {
        let Error::Refused(message) = error else {
            return Err(error);
        };
        return page(&cx, &asked.email, Said::Wrong(&cx.say(&message)));
    }
    let services = cx.services().clone();
    tokio::spawn(async move {
        if let Err(error) = write_to(&services, to).await {
            tracing::error!(%error, "the letter for a new password isn't queued");
        }
    });
    page(&cx, &asked.email, Said::Sent)
}

fn is_mail_on(services: &Services) -> bool {
    services.find_part::<Mailer>().is_some_and(|mailer| mailer.is_on())
}

async fn write_to(services: &Arc<Services>, to: Email) -> Result<(), Error> {
    let Some(of) = forgetful(services, to.as_str())? else {
        return Ok(());
    };
    let (reset, secret) = new_reset(services, &of, RESET_MINUTES);
    let locale: Locale = of.account.locale;
    let letter = Letter {
        to,
        name: of.account.name.clone(),
        company: of.member.company,
        locale,
        subject: Message::new("entrance-forgotten-subject"),
        lines: vec![
            Message::new("entrance-forgotten-body").with("minutes", RESET_MINUTES),
            Message::new("entrance-forgotten-body-not"),
            Message::new("entrance-forgotten-body-do"),
        ],
        link: Some((format!("/invitation/{secret}"), Message::new("entrance-forgotten-link"))),
        secret: true,
    };
    Access::system(services, "access.forgotten")
        .write(move |write| {
            keep_reset(write, &reset)?;
            queue(write, letter.clone()).map(drop)
        })
        .await
}

fn page(cx: &Cx, email: &str, said: Said<'_>) -> Outcome {
    let l = cx.locale;
    let body = html! {
        h1 { (tr!(l, "entrance-forgotten-title")) }
        @if let Said::Wrong(wrong) = said { (Alert::bad(wrong).live()) }
        @if let Said::Sent = said {
            (Alert::info(tr!(l, "entrance-forgotten-sent", email = email, minutes = RESET_MINUTES)).live())
            p.kb-sm.kb-soft { (tr!(l, "entrance-forgotten-sent-not")) }
        } @else if is_mail_on(cx.services()) {
            p { (tr!(l, "entrance-forgotten-what")) }
            form.kb-stack method="post" action=(HERE) {
                (Field::email("email", tr!(l, "entrance-email")).value(email).autocomplete("username").required().autofocus())
                (Button::primary(tr!(l, "entrance-forgotten-do")).icon(icon!("send")))
            }
        } @else {
            p { (tr!(l, "entrance-forgotten-no-mail")) }
        }
        p.kb-sm { a href="/login" { (tr!(l, "entrance-forgotten-back")) } }
    };
    let status = match said {
        Said::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Said::Nothing | Said::Sent => StatusCode::OK,
    };
    Ok((status, ui::bare(&cx.bare(tr!(l, "entrance-forgotten-title")), body)).into_response())
}
