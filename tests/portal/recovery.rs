//! Threats: somebody orders while the data is looked at; letters leave or files are taken from a store that may be the wrong one;
//! what a restore has kept is removed; an administrator can't get in, or a dealer thinks all is lost.

use kabinet::platform::access::Role;

use crate::backups::without_a_folder;
use crate::harness::{Client, PASSWORD, Server, World, wait_for};
use crate::matrix::without_request_id;

/// The world, served for administrators alone.
fn recovering() -> World {
    let mut world = World::fresh();
    world.server.signal_kill();
    world.server.reap();
    world.server = Server::start_with(&world.data, &["--recovery"]);
    world
}

#[test]
fn administrators_look_after_the_data_and_everybody_else_is_told_to_wait() {
    let world = recovering();
    let admin = world.freshly_signed_in(world.maker.person(Role::Admin));
    assert_eq!(admin.get("/").expect(303).location(), "/admin/health");
    for open in [
        "/admin/health",
        "/admin/backups",
        "/admin/backups/settings",
        "/people",
        "/people/new",
        "/profile",
    ] {
        let page = admin.get(open);
        page.expect(200);
        assert_eq!(page.texts(".kb-as").len(), 1, "{open} says what is going on");
        let menu = page.attributes(".kb-side .kb-nav a", "href");
        let listed = ["/", "/people", "/admin/backups", "/admin/health"];
        assert!(menu.iter().all(|href| listed.contains(&href.as_str())), "{menu:?}");
        assert!(menu.len() >= listed.len(), "{menu:?}");
    }
    for closed in [
        "/orders",
        "/catalogue",
        "/admin/exchange",
        "/admin/jobs",
        "/dealers",
        "/roles",
        "/search?q=x",
    ] {
        let page = admin.get(closed);
        page.expect(503);
        assert_eq!(page.header("retry-after"), "600", "{closed}");
    }
    admin.get("/no-such-page").expect(404);

    let order = format!("/orders/{}", world.sever.deal().order);
    for role in [Role::Manager, Role::Director, Role::Buyer] {
        let person = world.signed_in(world.of_role(role));
        for closed in ["/", order.as_str(), "/people", "/admin/backups"] {
            let page = person.get(closed);
            page.expect(503);
            page.contains("Кабинет временно недоступен");
            assert!(
                page.attributes("a.kb-nav-a", "href").is_empty(),
                "no menu leads anywhere"
            );
        }
        person.post("/drafts", &[("name", "meanwhile")]).expect(503);
    }
    // The way out and the language are one's own.
    let buyer = world.freshly_signed_in(world.of_role(Role::Buyer));
    buyer.post("/preferences", &[("locale", "en")]).expect(303);
    buyer
        .get(&order)
        .expect(503)
        .contains("The cabinet is not available for now");
    buyer.post("/session/end", &[]).expect(303);

    for (language, words) in [
        ("en", "The cabinet is not available for now"),
        ("ru", "Кабинет временно недоступен"),
    ] {
        let page = world.anonymous().get_with("/orders", &[("accept-language", language)]);
        page.expect(503).contains(words);
        assert_eq!(page.attributes(".kb-login-form a[href='/login']", "href").len(), 1);
        world
            .anonymous()
            .get_with("/login", &[("accept-language", language)])
            .expect(200);
    }
    let called = world.anonymous().get("/exchange/1c?type=catalog&mode=checkauth");
    called.expect(503);
    assert!(
        called.body().is_ascii() && !called.body().contains('<'),
        "1C gets a word: {}",
        called.body()
    );
    for probe in ["/livez", "/readyz", "/up"] {
        world.anonymous().get(probe).expect(200);
    }
    let (figures, missing) = (
        world.anonymous().get("/metrics"),
        world.anonymous().get("/no-such-page"),
    );
    assert_eq!(without_request_id(&figures), without_request_id(&missing));
}

#[test]
fn nothing_happens_by_itself_and_all_of_it_does_afterwards() {
    let mut world = World::fresh();
    world.server.signal_kill();
    world.server.reap();
    std::fs::write(world.data.join("kabinet.toml"), "[mail]\ntransport = \"file\"\n").unwrap();
    let kept = world.data.join("before-restore-20261101-000000Z");
    std::fs::create_dir_all(&kept).unwrap();
    world.server = Server::start_with(&world.data, &["--recovery"]);
    let admin = Client::new(&world.server.url, Some(&world.maker.person(Role::Admin).session));
    // A failure that administrators hear of at once, otherwise.
    without_a_folder(&world, &admin);
    wait_for("the failure", || {
        let grades = admin
            .get("/admin/health")
            .attributes("tr[data-part=backups] [data-grade]", "data-grade");
        (grades == ["bad"]).then_some(())
    });
    assert!(!world.data.join("mail").exists(), "no letter has left");
    assert!(kept.is_dir(), "what a restore has kept is there");
    let log = world.server.log();
    assert!(log.contains("nothing runs in the background"), "{log}");

    world.server.signal_kill();
    world.server.reap();
    let mut server = Server::start(&world.data);
    std::mem::swap(&mut world.server, &mut server);
    drop(server);
    world.admin().hears("Резервная копия не сделана");
    wait_for("the end of what a restore has kept", || (!kept.exists()).then_some(()));
    let login = [
        ("email", world.of_role(Role::Buyer).email.as_str()),
        ("password", PASSWORD),
    ];
    world.anonymous().post("/login", &login).expect(303);
}
