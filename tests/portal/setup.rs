//! Threats: whoever comes first to a new server becomes its administrator; a link works twice; a half-made installation.

use std::path::Path;

use serde_json::Value;

use crate::harness::{Client, Server, kabinet};
use crate::parcels::PNG;

fn init(data: &Path) {
    let made = kabinet().args(["init", "--data"]).arg(data).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// The path of the link that the server has printed.
fn link(server: &Server) -> Option<String> {
    let link = server.said["setup"].as_str()?;
    Some(
        link.strip_prefix(&server.url)
            .expect("it leads to this server")
            .to_owned(),
    )
}

const GOOD: [(&str, &str); 4] = [
    ("company", "  Завод   «Пример» "),
    ("name", "Анна Петрова"),
    ("email", "Anna@Zavod.example"),
    ("password", "a long enough one"),
];

#[test]
fn the_first_administrator_comes_in_by_the_printed_link_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    init(&data);
    let server = Server::start(&data);
    let path = link(&server).expect("nobody is there yet");
    let stranger = Client::new(&server.url, None);
    stranger
        .get("/login")
        .expect(200)
        .contains("Администратора здесь ещё нет");

    // A link that isn't this one is a page that isn't there, and nothing is said of the true one.
    let guessed = format!("/setup/{}", "0".repeat(64));
    let missing = stranger.get("/setup-of-nothing").expect(404).texts("main");
    assert_eq!(stranger.get(&guessed).expect(404).texts("main"), missing);
    stranger.post(&guessed, &GOOD).expect(404);

    // Everything that is wrong is said at once, and the password isn't given back.
    let anna = Client::new(&server.url, None);
    anna.get(&path).expect(200);
    let fields = [
        ("company", " "),
        ("name", ""),
        ("email", "anna at home"),
        ("password", "short"),
    ];
    let answer = anna.post(&path, &fields);
    assert_eq!(answer.expect(422).texts(".kb-err").len(), 4, "{}", answer.said());
    assert_eq!(answer.attributes("input[name=email]", "value"), ["anna at home"]);
    assert!(answer.attributes("input[name=password]", "value").is_empty());

    anna.post(&path, &GOOD).expect(303);
    let home = anna.get("/");
    home.expect(200).contains("Завод «Пример»");
    assert_eq!(home.texts("title"), ["Главная · Завод «Пример»"]);
    let steps = home.attributes("#setup li", "data-step");
    assert_eq!(
        steps,
        ["look", "address", "mail", "entities", "exchange", "backups", "dealers"]
    );
    assert!(home.attributes("#setup li[data-done]", "data-step").is_empty());

    // The link has done its work, for everybody and for ever.
    stranger.get(&path).expect(404);
    stranger.post(&path, &GOOD).expect(404);
    let login = stranger.get("/login");
    assert!(!login.body().contains("Администратора здесь ещё нет"));
    stranger
        .post(
            "/login",
            &[("email", "anna@zavod.example"), ("password", "a long enough one")],
        )
        .expect(303);
    drop(server);
    let again = Server::start(&data);
    assert_eq!(again.said.get("setup"), None::<&Value>);
    Client::new(&again.url, None).get(&path).expect(404);
}

#[test]
fn who_was_invited_at_the_console_is_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    init(&data);
    let made = kabinet()
        .args([
            "admin",
            "create",
            "--json",
            "--email",
            "anna@zavod.example",
            "--name",
            "Анна",
            "--data",
        ])
        .arg(&data)
        .output()
        .unwrap();
    assert!(made.status.success());
    let server = Server::start(&data);
    assert_eq!(link(&server), None);
}

#[test]
fn a_look_is_put_on_by_everybody_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    init(&data);
    let server = Server::start(&data);
    let anna = Client::new(&server.url, None);
    anna.post(&link(&server).unwrap(), &GOOD).expect(303);
    let stranger = Client::new(&server.url, None);
    let before = stranger.get("/login");
    assert!(!before.body().contains("/brand/"));

    // A colour in which nothing can be read is refused, with one in which it can; nothing has changed.
    let page = anna.get("/admin/brand");
    let answer = anna.submit(&page, "/admin/brand", &[("own", "1"), ("colour", "#ffe600")]);
    answer.expect(422).contains("Ближайший подходящий цвет: #");
    assert!(!stranger.get("/login").body().contains("/brand/"));
    for wrong in ["red", "#12345", "#1f5bb5;}body{display:none}", ""] {
        anna.submit(&page, "/admin/brand", &[("own", "1"), ("colour", wrong)])
            .expect(422);
    }
    anna.submit(&page, "/admin/brand", &[("name", "  ")]).expect(422);

    anna.submit(
        &page,
        "/admin/brand",
        &[("own", "1"), ("colour", "#8a1c2b"), ("name", "Новое имя")],
    )
    .expect(303);
    let login = stranger.get("/login");
    login.expect(200).contains("Новое имя");
    let style = "/brand/colour/8a1c2b.css";
    assert!(
        login
            .attributes("link[rel=stylesheet]", "href")
            .contains(&style.to_owned())
    );
    let sheet = stranger.get(style);
    assert_eq!(
        sheet.expect(200).body(),
        ":root{--kb-brand:#8a1c2b;--kb-on-brand:#ffffff}\n"
    );
    assert_eq!(sheet.header("content-type"), "text/css; charset=utf-8");
    for path in [
        "/brand/colour/ffe600.css",
        "/brand/colour/8A1C2B.css",
        "/brand/colour/8a1c2b",
        "/brand/colour/..css",
    ] {
        stranger.get(path).expect(404);
    }
    // Who saves what was read before says so.
    anna.submit(&page, "/admin/brand", &[("name", "Старое имя")])
        .expect(422)
        .contains("Оформление уже изменил кто-то другой");

    // A logo is a picture, and no other file is given out by its address.
    anna.upload(
        "/admin/brand/logo",
        &[("logo", Some("logo.svg"), b"<svg onload=alert(1)>")],
    )
    .expect(422);
    anna.upload("/admin/brand/logo", &[("logo", Some("logo.png"), PNG)])
        .expect(303);
    let login = stranger.get("/login");
    let logo = login.attributes(".kb-logo img", "src");
    assert_eq!(logo.len(), 1, "{}", login.body());
    let picture = stranger.get(&logo[0]);
    assert_eq!(picture.expect(200).header("content-type"), "image/jpeg");
    stranger.get(&format!("/brand/logo/{}", "0".repeat(64))).expect(404);
    let home = anna.get("/");
    assert_eq!(home.attributes("#setup li[data-done]", "data-step"), ["look"]);
    anna.post("/admin/brand/logo/removal", &[]).expect(303);
    stranger.get(&logo[0]).expect(404);

    // It outlives a start, and stands above the configuration's name.
    drop(server);
    let again = Server::start_in(&data, &[("KABINET_BRAND", "Из настроек")]);
    Client::new(&again.url, None)
        .get("/login")
        .expect(200)
        .contains("Новое имя")
        .contains(style);
}
