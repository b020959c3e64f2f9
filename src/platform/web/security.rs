//! Headers on every answer, and where a request may come from.

use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method};

/// Strict: no inline script or style anywhere, nothing from other sites.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
    frame-ancestors 'none'";

/// Adds what every answer carries (ASVS 3.4).
pub fn headers(answer: &mut HeaderMap, secure: bool) {
    const FIXED: [(HeaderName, &str); 6] = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
    ];
    for (name, value) in FIXED {
        answer.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if secure {
        let value = HeaderValue::from_static("max-age=63072000");
        answer.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    // What a page shows of a dealer's money must not stay in shared or disk caches.
    answer
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

pub fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Does the browser say that this request comes from our own pages? A request that says nothing is no browser's; the
/// form token decides then.
pub fn same_origin(request: &HeaderMap) -> bool {
    let text = |name: &HeaderName| request.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(&HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(&header::ORIGIN), text(&header::HOST)) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn foreign_pages_are_recognised() {
        let cases = [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (
                &[("origin", "http://cabinet.example"), ("host", "cabinet.example")],
                true,
            ),
            (&[("origin", "http://evil.example"), ("host", "cabinet.example")], false),
            (&[("origin", "null"), ("host", "cabinet.example")], false),
            (&[("host", "cabinet.example")], true),
        ];
        for (pairs, ours) in cases {
            assert_eq!(same_origin(&request(pairs)), ours, "{pairs:?}");
        }
    }
}
