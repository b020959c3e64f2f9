//! The second step of signing in: a code of the app, or a recovery code.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use serde::Deserialize;

use super::{Next, browser, set_cookie, with_session};
use crate::platform::access::{self, CHALLENGE_MINUTES, Entered, SessionToken};
use crate::platform::error::Error;
use crate::platform::ui::{self, Alert, Button, Field, hidden, more};
use crate::platform::web::guard::cookie;
use crate::platform::web::{Cx, Outcome, segment};
use crate::{icon, tr};

pub const HERE: &str = "/login/code";

fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-step" } else { "step" }
}

fn token(cx: &Cx) -> Option<&str> {
    cookie(&cx.headers, cookie_name(cx.portal.settings.secure))
}

/// What a right password leads to: into the cabinet, or here.
pub fn entered(cx: &Cx, next: &Next, entered: Entered) -> Outcome {
    match entered {
        Entered::In(opening) => with_session(cx, cx.redirect(next.path())?, &opening),
        Entered::Code(token) => {
            let to = match next.path() {
                "/" => HERE.to_owned(),
                next => format!("{HERE}?next={}", segment(next)),
            };
            let mut answer = cx.redirect(&to)?;
            keep(cx, &mut answer, Some(&token))?;
            Ok(answer)
        }
    }
}

fn keep(cx: &Cx, answer: &mut Response, token: Option<&SessionToken>) -> Result<(), Error> {
    let name = cookie_name(cx.portal.settings.secure);
    match token {
        Some(token) => set_cookie(cx, answer, name, token.as_str(), CHALLENGE_MINUTES * 60),
        None => set_cookie(cx, answer, name, "", 0),
    }
}

pub async fn form(cx: Cx) -> Outcome {
    let next: Next = cx.query()?;
    if cx.person().is_ok() {
        return cx.redirect(next.path());
    }
    let waits = match token(&cx) {
        Some(token) => access::awaits_code(cx.services(), token)?,
        None => false,
    };
    match waits {
        true => page(&cx, next.path(), None),
        false => cx.redirect("/login"),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    code: String,
    next: String,
}

pub async fn submit(cx: Cx) -> Outcome {
    let form: Typed = cx.form()?;
    let next = Next { next: form.next };
    let Some(token) = token(&cx) else {
        return cx.redirect("/login");
    };
    match access::pass_code(cx.services(), token, &form.code, browser(&cx)).await {
        Ok(opening) => {
            let mut answer = with_session(&cx, cx.redirect(next.path())?, &opening)?;
            keep(&cx, &mut answer, None)?;
            Ok(answer)
        }
        // It took too long, or a new password was set meanwhile: from the beginning.
        Err(Error::NotFound) => {
            let mut answer = cx.redirect("/login")?;
            keep(&cx, &mut answer, None)?;
            Ok(answer)
        }
        Err(Error::Invalid(fields)) => {
            let said = fields.first().map(|field| cx.say(&field.message));
            page(&cx, next.path(), said.as_deref())
        }
        Err(error) => Err(error),
    }
}

fn page(cx: &Cx, next: &str, wrong: Option<&str>) -> Outcome {
    let l = cx.locale;
    let recovery = html! {
        form.kb-stack method="post" action=(HERE) {
            (hidden("next", next))
            (Field::text("code", tr!(l, "entrance-code-recovery")).id("recovery").autocomplete("off").attr("autocapitalize", "none")
                .attr("spellcheck", "false").hint(tr!(l, "entrance-code-recovery-hint")).required())
            div.kb-row { (Button::plain(tr!(l, "entrance-submit"))) }
        }
    };
    let body = html! {
        h1 { (tr!(l, "entrance-code-title")) }
        @if let Some(wrong) = wrong { (Alert::bad(wrong).live()) }
        form.kb-stack method="post" action=(HERE) {
            (hidden("next", next))
            (code_field(tr!(l, "entrance-code")).hint(tr!(l, "entrance-code-hint")).autofocus())
            (Button::primary(tr!(l, "entrance-submit")).icon(icon!("login")))
        }
        (more(tr!(l, "entrance-code-lost"), recovery, false))
        p.kb-sm { a href="/login" { (tr!(l, "entrance-code-back")) } }
    };
    let status = match wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    Ok((status, ui::bare(&cx.bare(tr!(l, "entrance-code-title")), body)).into_response())
}

/// Where a code of the app is typed; browsers and telephones know by it what to offer.
pub fn code_field(label: &str) -> Field<'_> {
    Field::digits("code", label)
        .autocomplete("one-time-code")
        .attr("maxlength", "7")
        .required()
}
