//! Errors as pages: what happened, what was kept, what to do.

use std::any::Any;

use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::cx::{Cx, PageHead};
use crate::platform::access::{Role, people_of, permissions};
use crate::platform::error::Error;
use crate::platform::i18n::try_text;
use crate::platform::ui::{Button, Card};
use crate::{icon, tr};

/// The page of an error. Absent and foreign look the same, byte for byte.
pub fn page(cx: &Cx, error: &Error) -> Response {
    let l = cx.locale;
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
            let id = format!("access-permission-{}", permission.replace('.', "-"));
            let right = try_text(l, &id).unwrap_or(permission);
            (
                StatusCode::FORBIDDEN,
                tr!(l, "errors-forbidden"),
                way_in(cx, permission, right),
            )
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
    let mut answer = drawn(cx, status, title, &body);
    if matches!(error, Error::Busy) {
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    answer
}

/// Which right is missing and who can give it, by name: directors within a dealer, administrators of the manufacturer.
fn way_in(cx: &Cx, permission: &str, right: &str) -> String {
    let l = cx.locale;
    let company = cx.access.actor().company;
    let modules = cx.portal.modules.iter().flat_map(|module| module.permissions);
    let found = modules.chain(permissions::ALL).find(|one| one.id == permission);
    let within = |role: Role| role.is_staff() == company.is_none();
    if !found.is_some_and(|found| found.roles.iter().any(|role| within(*role))) {
        return tr!(l, "errors-forbidden-manufacturer", right = right);
    }
    let giver = if company.is_some() { Role::Director } else { Role::Admin };
    let people = cx
        .access
        .read()
        .and_then(|tx| people_of(&tx, company))
        .unwrap_or_default();
    let givers = people.iter().filter(|one| one.role == giver && !one.disabled);
    let names: Vec<&str> = givers.map(|one| one.name.as_str()).take(GIVERS).collect();
    match (names.is_empty(), company) {
        (false, _) => tr!(l, "errors-forbidden-do", right = right, names = names.join(", ")),
        (true, Some(_)) => tr!(l, "errors-forbidden-director", right = right),
        (true, None) => tr!(l, "errors-forbidden-admin", right = right),
    }
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
    )
}

pub fn too_large(cx: &Cx) -> Response {
    let l = cx.locale;
    drawn(
        cx,
        StatusCode::PAYLOAD_TOO_LARGE,
        tr!(l, "errors-too-large"),
        tr!(l, "errors-too-large-do"),
    )
}

fn drawn(cx: &Cx, status: StatusCode, title: &str, body: &str) -> Response {
    if cx.is_htmx() {
        return (status, message(cx, title, body)).into_response();
    }
    let page = cx.page_with_status(status, PageHead { title, current: "" }, message(cx, title, body));
    page.unwrap_or_else(|error| plain(&error))
}

fn message(cx: &Cx, title: &str, body: &str) -> Markup {
    let l = cx.locale;
    // As an empty list looks, but this is all that the page says: its heading is the page's.
    html! { (Card::new().flush(html! {
        div.kb-empty {
            span.kb-empty-ic { (icon!("compass")) }
            h1.h2 { (title) }
            p { (body) }
            div.kb-row { (Button::primary(tr!(l, "errors-home")).href("/")) }
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
