//! Signing in and out, invitations, and a person's own choices.

use kabinet::platform::access::Role;

use crate::harness::{Client, PASSWORD, World, kabinet};

#[test]
fn a_person_signs_in_and_lands_on_the_page_that_was_asked_for() {
    let world = World::shared();
    let client = world.anonymous();
    let asked = client.get("/no-such-page");
    asked.expect(404);
    let person = world.sever.person(Role::Buyer);
    let form = client.get("/login?next=/profile");
    form.expect(200);
    assert_eq!(
        form.attributes("form[action='/login'] input[name=next]", "value"),
        ["/profile"]
    );
    let fields = [
        ("email", person.email.as_str()),
        ("password", PASSWORD),
        ("next", "/profile"),
    ];
    let answer = client.post("/login", &fields);
    assert_eq!(
        (answer.expect(303).location(), client.session().is_some()),
        ("/profile", true)
    );
    let page = client.get("/no-such-page");
    page.contains(&person.name).contains("Север");
    assert_eq!(
        client.get("/login").expect(303).location(),
        "/",
        "who is signed in needs no form"
    );
}

#[test]
fn a_wrong_password_and_an_unknown_address_answer_alike() {
    let world = World::fresh();
    let known = world.sever.person(Role::Director).email.clone();
    let tries = [
        (known.as_str(), "wrong password"),
        ("nobody@test.example", "wrong password"),
    ];
    let answers = tries.map(|(email, password)| {
        let client = world.anonymous();
        let answer = client.post("/login", &[("email", email), ("password", password)]);
        answer.expect(422);
        assert_eq!(client.session(), None);
        assert!(!answer.body().contains(password), "a password never comes back");
        answer.body().replace(email, "EMAIL")
    });
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn an_address_of_another_site_is_not_followed_after_sign_in() {
    let world = World::shared();
    let email = world.sever.person(Role::Seller).email.as_str();
    for next in ["//evil.example", "https://evil.example/", "/\\evil.example", "evil"] {
        let answer = world
            .anonymous()
            .post("/login", &[("email", email), ("password", PASSWORD), ("next", next)]);
        assert_eq!(answer.expect(303).location(), "/", "{next}");
    }
}

#[test]
fn failures_slow_an_account_down_and_success_is_not_locked_out_for_ever() {
    let world = World::fresh();
    let person = world.sever.person(Role::Buyer);
    let statuses: Vec<bool> = (0..7)
        .map(|_| {
            let answer = world.anonymous().with("accept-language", "en").post(
                "/login",
                &[("email", person.email.as_str()), ("password", "not the password")],
            );
            answer.expect(422).body().contains("Too many attempts")
        })
        .collect();
    assert_eq!(&statuses[..5], [false; 5], "people mistype");
    assert!(
        statuses[5..].iter().any(|&slowed| slowed),
        "the sixth failure in a row is told to wait"
    );
    let in_time = crate::harness::wait_for("the delay's end", || {
        let client = world.anonymous();
        let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
        (client.post("/login", &fields).status == 303).then_some(client)
    });
    assert!(in_time.session().is_some());
}

#[test]
fn signing_out_ends_the_session_on_the_server() {
    let world = World::fresh();
    let client = world.buyer();
    let token = client.session();
    client.get("/no-such-page").contains("Север buyer");
    let answer = client.post("/session/end", &[]);
    assert_eq!(answer.expect(303).location(), "/login");
    assert_eq!(client.session(), None);
    // The old cookie, kept by somebody else, opens nothing.
    let thief = Client::new(&world.server.url, token.as_deref());
    let answer = thief.post("/preferences", &[("theme", "dark")]);
    assert_eq!(answer.expect(303).location(), "/login");
}

#[test]
fn an_invitation_works_once_and_leads_in() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let run = |arguments: &[&str]| {
        let done = kabinet().args(arguments).arg("--data").arg(&data).output().unwrap();
        assert!(
            done.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        String::from_utf8(done.stdout).unwrap()
    };
    run(&["init"]);
    let said = run(&[
        "admin",
        "create",
        "--json",
        "--email",
        "Anna@Test.example",
        "--name",
        "Анна Петрова",
    ]);
    let made: serde_json::Value = serde_json::from_str(&said).unwrap();
    let path = made["link"].as_str().unwrap().splitn(4, '/').nth(3).unwrap().to_owned();
    let server = crate::harness::Server::start(&data);

    let client = Client::new(&server.url, None);
    let page = client.get(&format!("/{path}"));
    page.expect(200).contains("Анна Петрова").contains("anna@test.example");
    client.post(&format!("/{path}"), &[("password", "short")]).expect(422);
    assert_eq!(
        client
            .post(&format!("/{path}"), &[("password", PASSWORD)])
            .expect(303)
            .location(),
        "/"
    );
    client.get("/no-such-page").contains("Анна Петрова");

    let second = Client::new(&server.url, None);
    second.get(&format!("/{path}")).expect(422);
    second
        .post(&format!("/{path}"), &[("password", "another password")])
        .expect(422);
    assert_eq!(second.session(), None);
    second.get("/invitation/0123456789abcdef").expect(404);

    let again = Client::new(&server.url, None);
    let fields = [("email", " ANNA@test.example "), ("password", PASSWORD)];
    again.post("/login", &fields).expect(303);
    assert_eq!(server.stop(), Some(0));
}

/// The link of a letter to somebody, another than the one that is known.
fn link_to(world: &World, email: &str, known: &str) -> String {
    let link = |eml: String| {
        let text = crate::dealers::letter(&eml);
        let (_, rest) = text.split_once("/invitation/")?;
        let secret: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        Some(format!("/invitation/{secret}"))
    };
    crate::harness::wait_for("the letter", || {
        let files = std::fs::read_dir(world.data.join("mail")).ok()?;
        let letters = files.filter_map(|entry| std::fs::read_to_string(entry.unwrap().path()).ok());
        let mut links = letters.filter(|eml| eml.contains(email)).filter_map(link);
        links.find(|link| link != known)
    })
}

#[test]
fn a_forgotten_password_is_replaced_by_a_letter() {
    let world = World::fresh().with_settings("[mail]\ntransport = \"file\"\nfrom = \"cabinet@zavod.example\"\n");
    let person = world.sever.person(Role::Buyer);
    let elsewhere = world.freshly_signed_in(person);
    let client = world.anonymous();
    assert!(
        client
            .get("/login")
            .attributes("a", "href")
            .contains(&"/password".to_owned())
    );
    let ask = |email: &str| client.fill("/password", "/password", &[("email", email)]);
    // An unknown address, a disabled one and a known one answer alike, and who typed it in capitals is known.
    let answers = [person.email.to_uppercase(), "nobody@test.example".to_owned()].map(|email| {
        let answer = ask(&email);
        answer.expect(200).body().replace(&email, "EMAIL")
    });
    assert_eq!(answers[0], answers[1]);
    let first = link_to(&world, &person.email, "");
    ask("не адрес").expect(422);
    // A second letter: the first link works no more, and the old password still does.
    ask(&person.email).expect(200);
    let second = link_to(&world, &person.email, &first);
    client.get(&first).expect(404);
    let sign_in = |password: &str| {
        let fields = [("email", person.email.as_str()), ("password", password)];
        world.anonymous().post("/login", &fields).status
    };
    assert_eq!(sign_in(PASSWORD), 303);
    elsewhere.get("/profile").expect(200);
    client.get(&second).expect(200).contains("Задайте новый пароль");
    client.post(&second, &[("password", "short")]).expect(422);
    client
        .post(&second, &[("password", "quite another password")])
        .expect(303);
    client.get("/profile").expect(200).contains(&person.name);
    // Once, and whoever was signed in is out.
    world.anonymous().get(&second).expect(422);
    elsewhere.get("/profile").expect(303);
    assert_eq!((sign_in(PASSWORD), sign_in("quite another password")), (422, 303));
    let letters = std::fs::read_dir(world.data.join("mail")).unwrap();
    let letters = letters.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    assert!(!letters.into_iter().any(|text| text.contains("nobody@test.example")));
}

#[test]
fn asking_for_letters_is_slowed_down() {
    let world = World::fresh().with_settings("[mail]\ntransport = \"file\"\nfrom = \"cabinet@zavod.example\"\n");
    let email = world.sever.person(Role::Seller).email.as_str();
    let ask = || {
        world
            .anonymous()
            .with("accept-language", "en")
            .post("/password", &[("email", email)])
    };
    let answers: Vec<u16> = (0..7).map(|_| ask().status).collect();
    assert_eq!(&answers[..5], [200; 5]);
    assert!(answers[5..].contains(&422), "{answers:?}");
}

#[test]
fn without_mail_the_page_says_who_gives_a_link_and_the_console_gives_one() {
    let world = World::fresh();
    let client = world.anonymous();
    let page = client.get("/password");
    page.expect(200).contains("kabinet admin reset-password");
    assert!(page.attributes("form", "action").is_empty());
    client.post("/password", &[("email", "anna@test.example")]).expect(200);

    let person = world.sever.person(Role::Director);
    let data = world.data.clone();
    let World { server, _folder, .. } = world;
    assert_eq!(server.stop(), Some(0));
    let run = |arguments: &[&str]| kabinet().args(arguments).arg("--data").arg(&data).output().unwrap();
    let unknown = run(&["admin", "reset-password", "--email", "nobody@test.example"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("nobody@test.example"));
    let json = |arguments: &[&str]| -> serde_json::Value {
        let done = run(arguments);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        serde_json::from_slice(&done.stdout).unwrap()
    };
    let made = json(&["admin", "reset-password", "--json", "--email", &person.email]);
    let path = format!("/{}", made["link"].as_str().unwrap().splitn(4, '/').nth(3).unwrap());
    let ended = json(&["admin", "sessions", "revoke", "--json", "--email", &person.email]);
    assert!(ended["ended"].as_u64().unwrap() >= 1, "{ended}");
    assert_eq!(
        json(&["admin", "sessions", "revoke", "--json", "--email", &person.email])["ended"],
        0
    );

    let server = crate::harness::Server::start(&data);
    Client::new(&server.url, Some(&person.session))
        .get("/profile")
        .expect(303);
    let client = Client::new(&server.url, None);
    client
        .post(&path, &[("password", "quite another password")])
        .expect(303);
    client.get("/profile").expect(200).contains(&person.name);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn language_and_theme_are_kept_with_the_account() {
    let world = World::fresh();
    let client = world.buyer();
    assert_eq!(client.get("/no-such-page").attributes("html", "lang"), ["ru"]);
    let answer = client.post("/preferences", &[("locale", "en"), ("back", "/profile")]);
    assert_eq!(answer.expect(303).location(), "/profile");
    client.post("/preferences", &[("theme", "dark"), ("back", "//evil.example")]);
    let person = world.sever.person(Role::Buyer);
    let elsewhere = world.anonymous();
    elsewhere.post("/login", &[("email", person.email.as_str()), ("password", PASSWORD)]);
    let page = elsewhere.get("/no-such-page");
    assert_eq!(page.attributes("html", "lang"), ["en"]);
    assert_eq!(page.attributes("html", "data-bs-theme"), ["dark"]);
    page.contains("There is no such page");
}

#[test]
fn before_signing_in_the_browser_says_the_language() {
    let world = World::shared();
    let cases = [
        ("en-GB,en;q=0.8", "en"),
        ("ru", "ru"),
        ("de", "ru"),
        ("kk,en;q=0.5", "en"),
        ("", "ru"),
    ];
    for (accepted, shown) in cases {
        let page = world.anonymous().get_with("/login", &[("accept-language", accepted)]);
        assert_eq!(page.attributes("html", "lang"), [shown], "{accepted}");
    }
    let page = world
        .anonymous()
        .get_with("/login?lang=en", &[("accept-language", "ru")]);
    assert_eq!(page.attributes("html", "lang"), ["en"]);
}
