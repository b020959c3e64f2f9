//! Errors as pages: what happened, what was kept, what to do.

use std::any::Any;

use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::cx::{Cx, PageHead};
use crate::platform::access::{KnownPermissions, is_grantable, people_of, permission_message};
use crate::platform::error::Error;
use crate::platform::i18n::try_text;
use crate::platform::ui::{Button, Card, Form, hidden};
use crate::{icon, tr};

/// The page of an error. Absent and foreign look the same, byte for byte.
pub fn page(cx: &Cx, error: &Error) -> Response {
    let l = cx.locale;
    // The right that the reader can ask for.
    let mut ask = None;
    let (status, title, body) = match error {
        Error::NotFound => (
            StatusCode::NOT_FOUND,
            tr!(l, "errors-not-found"),
            tr!(l, "errors-not-found-do").to_owned(),
        ),
        Error::Refused(message) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            tr!(l, "errors-refused"),
            cx.say(message),
        ),
        Error::Invalid(fields) => {
            let said: Vec<String> = fields.iter().map(|field| cx.say(&field.message)).collect();
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                tr!(l, "errors-invalid"),
                said.join(". "),
            )
        }
        Error::Forbidden(permission) => {
            let right = try_text(l, &permission_message(permission)).unwrap_or(permission);
            let (said, may_ask) = way_in(cx, permission, right);
            ask = may_ask.then_some(*permission);
            (StatusCode::FORBIDDEN, tr!(l, "errors-forbidden"), said)
        }
        Error::Busy => (
            StatusCode::SERVICE_UNAVAILABLE,
            tr!(l, "errors-busy"),
            tr!(l, "errors-busy-do").to_owned(),
        ),
        Error::Internal(reason) => {
            tracing::error!(request = cx.access.request(), %reason, "a request failed");
            let text = tr!(l, "errors-internal-do", request = cx.access.request());
            (StatusCode::INTERNAL_SERVER_ERROR, tr!(l, "errors-internal"), text)
        }
    };
    let mut answer = drawn(cx, status, title, &body, ask);
    if matches!(error, Error::Busy) {
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    answer
}

/// Which right is missing and who can give it, by name: directors within a dealer, administrators of the manufacturer.
/// And whether asking them can help.
fn way_in(cx: &Cx, permission: &str, right: &str) -> (String, bool) {
    let l = cx.locale;
    let company = cx.access.actor().company;
    let found = KnownPermissions::of(cx.services())
        .into_iter()
        .find(|one| one.id == permission);
    let rights = cx.access.actor().rights.as_ref();
    let withheld = found.is_some_and(|found| rights.is_some_and(|rights| rights.is_withheld(found)));
    if withheld {
        return (tr!(l, "errors-forbidden-withheld", right = right), false);
    }
    if !found.is_some_and(|found| is_grantable(found, company.is_some())) {
        return (tr!(l, "errors-forbidden-manufacturer", right = right), false);
    }
    let people = cx
        .access
        .read()
        .and_then(|tx| people_of(&tx, company))
        .unwrap_or_default();
    let givers = people.iter().filter(|one| one.is_chief());
    let names: Vec<&str> = givers.map(|one| one.name.as_str()).take(GIVERS).collect();
    // Who only looks asks for nothing.
    let may_ask = !names.is_empty() && cx.person().is_ok_and(|person| person.seen.is_none());
    let said = match (names.is_empty(), company) {
        (false, _) => tr!(l, "errors-forbidden-do", right = right, names = names.join(", ")),
        (true, Some(_)) => tr!(l, "errors-forbidden-director", right = right),
        (true, None) => tr!(l, "errors-forbidden-admin", right = right),
    };
    (said, may_ask)
}

/// The most people that a refused page names.
const GIVERS: usize = 3;

/// A form made in another company, by another page, or long ago.
pub fn stale_form(cx: &Cx) -> Response {
    let l = cx.locale;
    drawn(
        cx,
        StatusCode::FORBIDDEN,
        tr!(l, "errors-stale-form"),
        tr!(l, "errors-stale-form-do"),
        None,
    )
}

pub fn too_large(cx: &Cx) -> Response {
    let l = cx.locale;
    drawn(
        cx,
        StatusCode::PAYLOAD_TOO_LARGE,
        tr!(l, "errors-too-large"),
        tr!(l, "errors-too-large-do"),
        None,
    )
}

fn drawn(cx: &Cx, status: StatusCode, title: &str, body: &str, ask: Option<&str>) -> Response {
    if cx.is_htmx() {
        return (status, message(cx, title, body, ask)).into_response();
    }
    let page = cx.page_with_status(status, PageHead { title, current: "" }, message(cx, title, body, ask));
    page.unwrap_or_else(|error| plain(&error))
}

pub(super) fn message(cx: &Cx, title: &str, body: &str, ask: Option<&str>) -> Markup {
    let l = cx.locale;
    // As an empty list looks, but this is all that the page says: its heading is the page's.
    html! { (Card::new().flush(html! {
        div.kb-empty {
            span.kb-empty-ic { (icon!("compass")) }
            h1.h2 { (title) }
            p { (body) }
            div.kb-row {
                @if let Some(right) = ask {
                    (Form::post("/rights/asks", cx.csrf()).body(html! {
                        (hidden("right", right))
                        (Button::primary(tr!(l, "errors-ask-right")).icon(icon!("send")))
                    }))
                    (Button::plain(tr!(l, "errors-home")).href("/"))
                } @else { (Button::primary(tr!(l, "errors-home")).href("/")) }
            }
        }
    })) }
}

/// When not even a page can be drawn.
pub fn plain(error: &Error) -> Response {
    tracing::error!(%error, "an error page could not be drawn");
    let mut answer = (StatusCode::INTERNAL_SERVER_ERROR, "Internal error\n").into_response();
    super::security::headers(answer.headers_mut(), false);
    answer
}

pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    plain(&Error::Internal(format!("panic: {text}")))
}
