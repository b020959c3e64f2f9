//! Threats: a probe tells strangers of the data or kills a healthy process; figures reach who shouldn't have them, or name
//! people and their business; a log does.

use kabinet::platform::access::Role;

use crate::backups::without_a_folder;
use crate::harness::{Answer, Client, PASSWORD, Server, World, wait_for};
use crate::matrix::without_request_id;

const TOKEN: &str = "figures-for-the-watch";

fn asked(world: &World, headers: &[(&str, &str)]) -> Answer {
    world.anonymous().get_with("/metrics", headers)
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// The value of the line that begins so.
#[track_caller]
fn figure(text: &str, line: &str) -> f64 {
    let found = text.lines().find_map(|one| one.strip_prefix(line)?.strip_prefix(' '));
    let found = found.unwrap_or_else(|| panic!("no {line} in:\n{text}"));
    found.parse().unwrap()
}

#[test]
fn probes_say_one_word_to_anyone() {
    let world = World::shared();
    for client in [world.anonymous(), world.admin(), world.buyer()] {
        for probe in ["/livez", "/readyz", "/up"] {
            let answer = client.get(probe);
            answer.expect(200);
            assert_eq!(answer.body(), "ok\n", "{probe}");
            assert_eq!(answer.header("cache-control"), "no-store", "{probe}");
        }
    }
}

#[test]
fn figures_are_off_until_somebody_says_who_may_read_them() {
    let world = World::shared();
    let with = bearer(TOKEN);
    for client in [world.anonymous(), world.admin(), world.buyer()] {
        let missing = client.get("/no-such-page");
        for headers in [&[][..], &[("authorization", with.as_str())]] {
            let found = client.get_with("/metrics", headers);
            found.expect(404);
            assert_eq!(without_request_id(&found), without_request_id(&missing));
        }
    }
}

#[test]
fn figures_are_for_the_token_alone_and_a_wrong_one_finds_no_page() {
    let world = World::fresh().with_settings(&format!("[metrics]\ntoken = \"{TOKEN}\"\n"));
    let missing = world.anonymous().get("/no-such-page");
    for header in [
        "",
        "Bearer",
        "Bearer wrong-token-of-some",
        "Basic figures-for-the-watch",
    ] {
        let found = asked(&world, &[("authorization", header)]);
        assert_eq!(without_request_id(&found), without_request_id(&missing), "{header}");
    }
    // An administrator's session is no token.
    world.admin().get("/metrics").expect(404);
    let right = bearer(TOKEN);
    let plain = asked(&world, &[("authorization", &right)]);
    plain.expect(200);
    assert_eq!(plain.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    let accept = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";
    let open = asked(&world, &[("authorization", &right), ("accept", accept)]);
    open.expect(200);
    assert!(
        open.header("content-type").starts_with("application/openmetrics-text"),
        "{:?}",
        open.headers
    );
    assert!(open.body().ends_with("# EOF\n"));
}

#[test]
fn a_trusted_network_needs_no_token_and_a_proxys_caller_isnt_in_it() {
    let world = World::fresh().with_settings("[metrics]\ntrusted = \"127.0.0.1\"\n");
    asked(&world, &[]).expect(200);
    asked(&world, &[("x-forwarded-for", "203.0.113.9")]).expect(404);
}

#[test]
fn figures_count_what_was_asked_for_and_name_nobody() {
    let world = World::fresh().with_settings(&format!("[metrics]\ntoken = \"{TOKEN}\"\n"));
    let right = bearer(TOKEN);
    let read = || asked(&world, &[("authorization", &right)]).body();
    let buyer = world.sever.person(Role::Buyer);
    let order = world.sever.deal().order.clone();
    let pages = world.signed_in(buyer);
    let before = read();
    for _ in 0..3 {
        pages.get(&format!("/orders/{order}?looks=closely")).expect(200);
    }
    pages.get("/orders/NOBODYS-1").expect(404);
    pages.get("/no-such/page-of/secret-words").expect(404);
    let login = [("email", buyer.email.as_str()), ("password", PASSWORD)];
    world.anonymous().post("/login", &login).expect(303);
    pages
        .post("/preferences", &[("theme", "dark"), ("back", "/")])
        .expect(303);
    let text = read();
    let at = |route: &str, status: &str| format!("kabinet_requests_total{{{route},status=\"{status}\"}}");
    let order_page = "method=\"GET\",route=\"/orders/{number}\"";
    assert_eq!(figure(&text, &at(order_page, "2xx")), 3.0);
    assert_eq!(figure(&text, &at(order_page, "4xx")), 1.0);
    // The harness takes the token of a form from such a page as well.
    assert_eq!(figure(&text, &at("method=\"ANY\",route=\"(none)\"", "4xx")), 2.0);
    assert_eq!(figure(&text, &at("method=\"POST\",route=\"/login\"", "3xx")), 1.0);
    let count = format!("kabinet_request_seconds_count{{{order_page}}}");
    assert_eq!(figure(&text, &count), 4.0);
    let all = format!("kabinet_request_seconds_bucket{{{order_page},le=\"+Inf\"}}");
    assert_eq!(figure(&text, &all), 4.0, "buckets hold all that was counted");
    assert_eq!(figure(&text, "kabinet_build_info{version=\"0.1.0\"}"), 1.0);
    assert_eq!(figure(&text, "kabinet_writer_answers"), 1.0);
    assert_eq!(figure(&text, "kabinet_backup_scheduled"), 0.0);
    let moved = figure(&text, "kabinet_journal_position") - figure(&before, "kabinet_journal_position");
    assert!(moved >= 1.0, "what was chosen is in the journal");
    for known in [
        "kabinet_disk_free_bytes",
        "process_resident_memory_bytes",
        "kabinet_store_bytes",
    ] {
        assert!(figure(&text, known) > 0.0, "{known}");
    }
    assert!(text.contains("kabinet_mail_letters{state=\"waiting\"}"));
    // Nothing of people, of business, of what was asked for.
    let session = buyer.session.as_str();
    for never in [
        order.as_str(),
        "looks",
        "NOBODYS",
        "secret-words",
        "test.example",
        buyer.email.as_str(),
        session,
        TOKEN,
        "@",
    ] {
        assert!(!text.contains(never), "{never} is in the figures:\n{text}");
    }
    // Each line of the older format: a comment, or a name with labels and a number.
    for line in text.lines().filter(|line| !line.starts_with("# ")) {
        let (name, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line}"));
        assert!(value.parse::<f64>().is_ok(), "{line}");
        let bare = name.split('{').next().unwrap_or_default();
        let right = |c: char| c.is_ascii_lowercase() || c == '_';
        assert!(bare.chars().all(right), "{line}");
    }
}

#[test]
fn the_page_says_what_is_well_and_what_to_do_about_the_rest() {
    let world = World::fresh();
    let admin = world.admin();
    admin.get("/catalogue").expect(200);
    let page = admin.get("/admin/health");
    page.expect(200);
    let of = |page: &Answer, part: &str| -> String {
        let grades = page.attributes(&format!("tr[data-part={part}] [data-grade]"), "data-grade");
        grades
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("no {part}:\n{}", page.said()))
    };
    assert_eq!(of(&page, "store"), "good");
    assert_eq!(of(&page, "journal"), "good");
    assert_eq!(of(&page, "mail"), "quiet", "this world has no mail");
    assert_eq!(of(&page, "backups"), "watch", "nobody has turned them on");
    let routes = page.attributes("tr[data-route]", "data-route");
    assert!(routes.iter().any(|route| route == "/catalogue"), "{routes:?}");
    let jobs = page.attributes("tr[data-job]", "data-job");
    assert!(jobs.iter().any(|job| job == "backups.due"), "{jobs:?}");

    // A folder that went away is an urgent matter here, and its page is one press away.
    without_a_folder(&world, &admin);
    let page = wait_for("the failure of a backup", || {
        let page = admin.get("/admin/health");
        (of(&page, "backups") == "bad").then_some(page)
    });
    assert_eq!(page.attributes("tr[data-part=backups] a", "href"), ["/admin/backups"]);
    for role in [Role::Manager, Role::Director, Role::Buyer] {
        world.signed_in(world.of_role(role)).get("/admin/health").expect(403);
    }
}

/// Every line of the log as JSON.
fn lines(log: &str) -> Vec<serde_json::Value> {
    let lines = log.lines().filter(|line| line.starts_with('{'));
    lines
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
        .collect()
}

#[test]
fn a_log_names_requests_and_no_people() {
    let mut world = World::fresh();
    world.server.signal_kill();
    world.server.reap();
    let environment = [("KABINET_LOG", "warn,kabinet=debug"), ("KABINET_LOG_JSON", "true")];
    world.server = Server::start_in(&world.data, &environment);
    let buyer = world.sever.person(Role::Buyer);
    let pages = world.freshly_signed_in(buyer);
    let queries = [
        "/search?q=secret-of-a-query",
        "/catalogue?q=secret-of-a-query",
        "/orders/NOBODYS-1?x=secret-of-a-query",
    ];
    for path in queries {
        pages.get(path);
    }
    let wrong = [("email", buyer.email.as_str()), ("password", "secret-of-a-password")];
    world.anonymous().post("/login", &wrong);
    world.anonymous().post("/password", &[("email", buyer.email.as_str())]);
    let order = world.sever.deal().order.clone();
    Client::new(&world.server.url, Some(&buyer.session))
        .get(&format!("/orders/{order}"))
        .expect(200);
    let asked = pages.get("/orders/NOBODYS-2");
    let id = asked.header("x-request-id").to_owned();
    let log = wait_for("the request in the log", || {
        let log = world.server.log();
        log.contains(&id).then_some(log)
    });
    let answered: Vec<_> = lines(&log)
        .into_iter()
        .filter(|line| line["fields"]["request"] == id.as_str())
        .collect();
    assert_eq!(answered.len(), 1, "each request has a line");
    let fields = &answered[0]["fields"];
    assert_eq!(fields["route"], "/orders/{number}");
    assert_eq!(fields["method"], "GET");
    assert_eq!(fields["status"], 404);
    assert!(fields["ms"].is_u64(), "{fields}");
    let name = buyer.name.as_str();
    for never in [
        "secret-of-a",
        buyer.email.as_str(),
        "@",
        name,
        order.as_str(),
        "NOBODYS",
        buyer.session.as_str(),
    ] {
        assert!(!log.contains(never), "{never} is in the log:\n{log}");
    }
}
