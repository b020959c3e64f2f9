//! What answers while the store isn't open yet: it is walked, copied before an upgrade, or changed by one. Minutes at most, and
//! nobody should take them for a failure.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use maud::html;

use super::{forms, security};
use crate::platform::brand::Brand;
use crate::platform::ui::{self, assets};
use crate::platform::values::Locale;
use crate::tr;

/// How far a start is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    Opening,
    /// A backup is made before an upgrade.
    Backup,
    /// Data is changed.
    Upgrading,
}

/// Told by who starts, read by who answers meanwhile.
#[derive(Debug, Default)]
pub struct Starting(AtomicU8);

impl Starting {
    pub fn tell(&self, start: Start) {
        self.0.store(start as u8, Ordering::SeqCst);
    }

    pub fn now(&self) -> Start {
        match self.0.load(Ordering::SeqCst) {
            1 => Start::Backup,
            2 => Start::Upgrading,
            _ => Start::Opening,
        }
    }
}

/// Seconds after which a browser or a program asks again.
const AGAIN: HeaderValue = HeaderValue::from_static("5");

/// The service of a start. `brand` is what the settings say: the store, where it may be set otherwise, isn't open.
pub fn waiting(starting: Arc<Starting>, brand: Brand, secure: bool) -> Router {
    Router::new().fallback(move |request: Request| {
        let mut answer = answer(&request, starting.now(), &brand);
        security::headers(answer.headers_mut(), secure);
        async move { answer }
    })
}

fn answer(request: &Request, start: Start, brand: &Brand) -> Response {
    let path = request.uri().path();
    match path {
        "/livez" => return "ok\n".into_response(),
        "/readyz" | "/up" => return again(why(start).into_response()),
        _ => {}
    }
    if let Some(asset) = path.strip_prefix("/assets/").and_then(assets::get) {
        let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime))];
        return (kind, asset.bytes).into_response();
    }
    let mut answer = again(page(locale(request), start, brand).into_response());
    // A browser comes back by itself; a form that was sent is not sent again.
    answer.headers_mut().insert(HeaderName::from_static("refresh"), AGAIN);
    answer
}

fn again(mut answer: Response) -> Response {
    *answer.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    answer.headers_mut().insert(header::RETRY_AFTER, AGAIN);
    answer
}

const fn why(start: Start) -> &'static str {
    match start {
        Start::Opening => "the store is being opened\n",
        Start::Backup => "a backup is being made before the upgrade\n",
        Start::Upgrading => "the data is being upgraded\n",
    }
}

/// Who is signed in can't be told without the store.
fn locale(request: &Request) -> Locale {
    let headers = request.headers();
    let pairs = forms::pairs(request.uri().query().unwrap_or_default().as_bytes()).unwrap_or_default();
    let chosen = pairs.iter().find(|(name, _)| name == "lang");
    let chosen = chosen.and_then(|(_, tag)| Locale::from_tag(tag));
    let kept = chosen.or_else(|| super::guard::cookie(headers, "lang").and_then(Locale::from_tag));
    let asked = || {
        headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
    };
    kept.unwrap_or_else(|| asked().map(Locale::negotiate).unwrap_or_default())
}

fn page(l: Locale, start: Start, brand: &Brand) -> maud::Markup {
    let (title, step) = match start {
        Start::Opening => (tr!(l, "web-starting"), None),
        Start::Backup => (tr!(l, "web-upgrading"), Some(tr!(l, "web-upgrading-backup"))),
        Start::Upgrading => (tr!(l, "web-upgrading"), Some(tr!(l, "web-upgrading-data"))),
    };
    let frame = ui::Bare {
        locale: l,
        title,
        brand,
        theme: ui::Theme::Auto,
        here: "/",
        notice: None,
        aside: None,
    };
    let body = html! {
        h1 { (title) }
        @if let Some(step) = step { p { (step) } }
        p { (tr!(l, "web-starting-wait")) }
    };
    ui::bare(&frame, body)
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::HeaderMap;
    use tower::ServiceExt;

    use super::*;

    async fn asked(start: Start, path: &str, language: &str) -> (StatusCode, HeaderMap, String) {
        let starting = Arc::new(Starting::default());
        starting.tell(start);
        let request = Request::builder()
            .uri(path)
            .header("accept-language", language)
            .body(Body::empty())
            .unwrap();
        let tarvista = Brand {
            name: "Tarvista".to_owned(),
            ..Brand::default()
        };
        let answer = waiting(starting, tarvista, true).oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn a_start_is_alive_and_not_ready() {
        for start in [Start::Opening, Start::Backup, Start::Upgrading] {
            let (status, _, body) = asked(start, "/livez", "ru").await;
            assert_eq!((status, body.as_str()), (StatusCode::OK, "ok\n"));
            for probe in ["/readyz", "/up"] {
                let (status, headers, body) = asked(start, probe, "ru").await;
                assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{start:?}");
                assert_eq!(headers["retry-after"], "5");
                assert_eq!(body, why(start));
            }
        }
    }

    #[tokio::test]
    async fn people_read_what_happens_in_their_language() {
        let (status, headers, russian) = asked(Start::Backup, "/orders/42?x=1", "ru-RU,ru").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!((&headers["retry-after"], &headers["refresh"]), (&AGAIN, &AGAIN));
        assert!(headers.contains_key("content-security-policy"));
        assert!(
            russian.contains("lang=\"ru\"") && russian.contains("Tarvista"),
            "{russian}"
        );
        let (_, _, english) = asked(Start::Upgrading, "/", "en").await;
        assert!(english.contains("lang=\"en\""), "{english}");
        let (_, _, chosen) = asked(Start::Upgrading, "/?lang=en", "ru").await;
        assert_eq!(chosen, english);
        let (_, _, opening) = asked(Start::Opening, "/", "en").await;
        assert_ne!(english, opening);
    }

    #[tokio::test]
    async fn its_style_is_there_and_nothing_else() {
        let path = assets::url("kabinet.css");
        let (status, headers, _) = asked(Start::Opening, path, "ru").await;
        assert_eq!(status, StatusCode::OK);
        assert!(headers["content-type"].to_str().unwrap().starts_with("text/css"));
        let (status, ..) = asked(Start::Opening, "/assets/../kabinet.redb", "ru").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    }
}
