//! Recovery: the administrators alone, to look at what is there and put it right. Nobody orders meanwhile, and nothing runs in
//! the background.
//!
//! What is open says so itself: [`Module::recovery`](super::Module::recovery). Everything else answers 503 in the reader's
//! language, to 1C too, which comes again later.

use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::cx::{Cx, PageHead};
use super::portal::Portal;
use super::refusal;
use super::route::{Authority, Route};
use crate::platform::access::permissions::ADMINISTER;
use crate::platform::ui::{self, Button, Form};
use crate::{icon, tr};

/// Open to anybody: the way in, and what probes ask. An invitation is among them: `kabinet admin reset-password` prints one.
const WAY_IN: [&str; 8] = [
    "/login",
    "/brand",
    "/invitation",
    "/assets",
    "/livez",
    "/readyz",
    "/up",
    "/metrics",
];
/// Open to whoever is signed in: the way out, and choices of the own browser.
const WAY_OUT: [&str; 2] = ["/session", "/preferences"];
/// Open to administrators, besides what modules say.
const OWN: [&str; 1] = ["/profile"];
/// Where an administrator's home page leads meanwhile.
const HOME: &str = "/admin/health";
/// Seconds after which a program may ask again.
const AGAIN: HeaderValue = HeaderValue::from_static("600");

fn among(path: &str, listed: &[&str]) -> bool {
    let below = |one: &&str| {
        path.strip_prefix(*one)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    listed.iter().any(below)
}

impl Portal {
    /// May an administrator open it now? Always, but in recovery.
    pub(super) fn opens(&self, path: &str) -> bool {
        let listed = || self.modules.iter().any(|module| among(path, module.recovery));
        !self.settings.recovery || among(path, &OWN) || listed()
    }
}

/// The answer in the place of a route that is closed in recovery; `None`: it is open to this caller. A page that isn't there
/// stays so: what answers like one must not differ from it.
pub(super) fn turned_away(cx: &Cx, route: &Route) -> Option<Response> {
    let path = route.path;
    if !cx.portal.settings.recovery || among(path, &WAY_IN) {
        return None;
    }
    if matches!(route.authority, Authority::Machine(_)) {
        let said = "The cabinet is being put right; come again later\n";
        return Some(again(said.into_response()));
    }
    // Who looks as somebody else is an administrator, or a manager who finds the way back.
    let admin = cx.access.may(ADMINISTER);
    match cx.person().is_ok() {
        true if among(path, &WAY_OUT) => None,
        true if admin && path == "/" => Some(Redirect::to(HOME).into_response()),
        true if admin && cx.portal.opens(path) => None,
        true if admin => {
            let l = cx.locale;
            let head = PageHead {
                title: tr!(l, "web-recovery-closed"),
                current: "",
            };
            let body = refusal::message(
                cx,
                tr!(l, "web-recovery-closed"),
                tr!(l, "web-recovery-closed-do"),
                None,
            );
            let page = cx.page_with_status(StatusCode::SERVICE_UNAVAILABLE, head, body);
            Some(again(page.unwrap_or_else(|error| refusal::plain(&error))))
        }
        _ => Some(again(outside(cx).into_response())),
    }
}

fn again(mut answer: Response) -> Response {
    *answer.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    answer.headers_mut().insert(header::RETRY_AFTER, AGAIN);
    answer
}

/// For dealers, managers and strangers: no menu, since none of it is open.
fn outside(cx: &Cx) -> Markup {
    let l = cx.locale;
    let title = tr!(l, "web-recovery-away");
    let body = html! {
        h1 { (title) }
        p { (tr!(l, "web-recovery-away-why")) }
        @if cx.person().is_ok() {
            (Form::post("/session/end", cx.csrf()).class("kb-row")
                .body(Button::plain(tr!(l, "web-recovery-leave")).icon(icon!("logout"))))
        } @else {
            p.kb-sm { a href="/login" { (tr!(l, "web-recovery-enter")) } }
        }
    };
    ui::bare(
        &ui::Bare {
            notice: None,
            ..cx.bare(title)
        },
        body,
    )
}

impl Cx {
    /// What every page says meanwhile.
    pub(super) fn recovery_words(&self) -> Option<&'static str> {
        self.portal.settings.recovery.then(|| tr!(self.locale, "web-recovery"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_name_opens_nothing() {
        let listed = ["/people", "/admin/health"];
        for (path, open) in [
            ("/people", true),
            ("/people/{id}/rights", true),
            ("/peoples", false),
            ("/admin", false),
            ("/admin/healthy", false),
            ("/", false),
            ("", false),
        ] {
            assert_eq!(among(path, &listed), open, "{path}");
        }
    }
}
