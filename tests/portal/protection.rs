//! What guards every answer and every form: headers, origins, tokens, limits.

use kabinet::platform::access::Role;

use crate::harness::{Client, PASSWORD, World};

/// Changes nothing that others look at.
const HARMLESS: [(&str, &str); 1] = [("theme", "light")];

#[test]
fn every_answer_carries_the_strict_headers() {
    let world = World::shared();
    let buyer = world.buyer();
    let answers = [
        ("page", buyer.get("/no-such-page")),
        ("sign-in", world.anonymous().get("/login")),
        ("redirect", world.anonymous().get("/profile")),
        ("refusal", buyer.post_raw("/preferences", &[], &[])),
        ("health", world.anonymous().get("/up")),
    ];
    for (name, answer) in answers {
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
            "{name}: {policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"),
            "{name}"
        );
        for never in ["unsafe-inline", "unsafe-eval", "*", "http:"] {
            assert!(!policy.contains(never), "{name}: {never}");
        }
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{name}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{name}");
        assert_eq!(answer.header("cache-control"), "no-store", "{name}");
        assert_eq!(answer.header("x-request-id").len(), 12, "{name}");
        assert!(
            !answer.header("server").contains('/'),
            "{name}: versions are nobody's business"
        );
    }
}

#[test]
fn the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let world = World::shared();
    let email = world.sever.person(Role::Buyer).email.as_str();
    let answer = world
        .anonymous()
        .post("/login", &[("email", email), ("password", PASSWORD)]);
    let cookie = answer.header("set-cookie");
    for part in ["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age="] {
        assert!(cookie.contains(part), "{part} is not in {cookie}");
    }
}

#[test]
fn a_form_without_the_right_token_changes_nothing() {
    let world = World::shared();
    let buyer = world.buyer();
    let own = buyer.form_token().unwrap().expect("a signed-in person has one");
    let foreign = world
        .signed_in(world.sever.person(Role::Director))
        .form_token()
        .unwrap()
        .unwrap();
    assert_ne!(own, foreign);
    let token = |value| [HARMLESS[0], ("_csrf", value)];
    buyer.post_raw("/preferences", &[], &HARMLESS).expect(403);
    buyer.post_raw("/preferences", &[], &token("")).expect(403);
    buyer.post_raw("/preferences", &[], &token(&foreign)).expect(403);
    buyer
        .post_raw("/preferences", &[("x-csrf-token", &foreign)], &token(&own))
        .expect(403);
    let mut bent = own.clone();
    bent.replace_range(0..1, if own.starts_with('0') { "1" } else { "0" });
    buyer.post_raw("/preferences", &[], &token(&bent)).expect(403);
    // The token is no secret of the address: there it counts for uploads only.
    buyer
        .post_raw(&format!("/preferences?_csrf={own}"), &[], &HARMLESS)
        .expect(403);
    buyer.post_raw("/preferences", &[], &token(&own)).expect(303);
    buyer
        .post_raw("/preferences", &[("x-csrf-token", &own)], &HARMLESS)
        .expect(303);
}

#[test]
fn a_form_from_another_site_changes_nothing_even_with_the_token() {
    let world = World::shared();
    let buyer = world.buyer();
    let own = buyer.form_token().unwrap().unwrap();
    let fields = [HARMLESS[0], ("_csrf", own.as_str())];
    let foreign: [(&str, &str); 4] = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ];
    for header in foreign {
        buyer.post_raw("/preferences", &[header], &fields).expect(403);
        // Nor can another site sign a visitor in.
        let email = world.sever.person(Role::Buyer).email.as_str();
        let visitor = world.anonymous();
        visitor
            .post_raw("/login", &[header], &[("email", email), ("password", PASSWORD)])
            .expect(403);
        assert_eq!(visitor.session(), None);
    }
    let host = world.server.url.clone();
    buyer
        .post_raw("/preferences", &[("origin", &host)], &fields)
        .expect(303);
    buyer
        .post_raw("/preferences", &[("sec-fetch-site", "same-origin")], &fields)
        .expect(303);
}

#[test]
fn a_made_up_session_opens_nothing() {
    let world = World::shared();
    for cookie in ["0", "", "../../etc/passwd", &"f".repeat(64), &"f".repeat(5_000)] {
        let client = Client::new(&world.server.url, Some(cookie));
        assert_eq!(client.get("/no-such-page").form_token(), None, "{cookie}");
        let answer = client.send("POST", "/preferences", &[], Vec::new()).unwrap();
        assert_eq!(answer.expect(303).location(), "/login");
    }
}

#[test]
fn who_is_not_signed_in_is_sent_to_the_form_and_comes_back() {
    let world = World::shared();
    let answer = world.anonymous().get("/profile");
    assert!(["/login?next=/profile", "/login?next=%2Fprofile"].contains(&answer.expect(303).location()));
    // A part of a page can't show the form: the browser is told to go there.
    let part = world.anonymous().get_with("/profile", &[("hx-request", "true")]);
    assert_eq!(part.expect(401).header("hx-redirect"), "/login");
}

#[test]
fn large_bodies_are_refused_before_they_are_read() {
    let world = World::shared();
    let anonymous = world.anonymous();
    let large = "x".repeat(17 << 10);
    anonymous
        .post("/login", &[("email", &large), ("password", "p")])
        .expect(413);
    let buyer = world.buyer();
    let token = buyer.form_token().unwrap().unwrap();
    let large = "x".repeat((1 << 20) + 1);
    let answer = buyer.post_raw("/preferences", &[("x-csrf-token", &token)], &[("back", &large)]);
    answer.expect(413);
    let fields = vec![("f", "1"); 20_001];
    buyer
        .post_raw("/preferences", &[("x-csrf-token", &token)], &fields)
        .expect(303);
    buyer.post_raw("/preferences", &[], &fields).expect(422);
    buyer.get("/no-such-page").expect(404);
}

#[test]
fn assets_are_kept_for_ever_and_travel_compressed() {
    let world = World::shared();
    let client = world.anonymous();
    let page = client.get("/login");
    let mut files = page.attributes("link[rel=stylesheet]", "href");
    files.extend(page.attributes("script[src]", "src"));
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        assert!(file.starts_with("/assets/"), "{file} comes from elsewhere");
        let plain = client.get(&file);
        plain.expect(200);
        assert!(plain.header("cache-control").contains("max-age=31536000"), "{file}");
        assert!(plain.header("cache-control").contains("immutable"), "{file}");
        assert!(plain.header("etag").len() > 8, "{file}");
        let packed = client.get_with(&file, &[("accept-encoding", "gzip")]);
        assert_eq!(packed.header("content-encoding"), "gzip", "{file}");
        assert!(packed.bytes.len() < plain.bytes.len(), "{file}");
    }
    client.get("/assets/kabinet.000000000000.css").expect(404);
    client.get("/assets/../Cargo.toml").expect(404);
    client.get("/assets/%2e%2e/%2e%2e/etc/passwd").expect(404);
}

#[test]
fn error_pages_speak_the_readers_language_and_tell_the_request() {
    let world = World::shared();
    let lost = world
        .anonymous()
        .with("accept-language", "en")
        .get("/orders/../no-such");
    lost.expect(404).contains("There is no such page");
    let lost = world.anonymous().with("accept-language", "ru").get("/no-such");
    assert_eq!(lost.expect(404).attributes("html", "lang"), ["ru"]);
    // Inside the frame the way out remains.
    let inside = world.buyer().get("/no-such");
    let way_out = inside.expect(404).attributes("form[action='/session/end']", "method");
    assert!(!way_out.is_empty());
}
