//! The second factor as people meet it: set up, asked for, lost, taken away at the console.

use std::time::{SystemTime, UNIX_EPOCH};

use kabinet::platform::access::Role;
use ring::hmac;

use crate::harness::{Client, PASSWORD, Server, World, kabinet};

const PAGE: &str = "/profile/second-factor";

/// An authenticator app.
struct App(Vec<u8>);

impl App {
    /// Takes the key from the page, as a person does who types it.
    fn reading(client: &Client) -> App {
        let page = client.get(PAGE);
        let text = page.expect(200).texts("[data-secret=factor]").concat().replace(' ', "");
        let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
        for letter in text.chars() {
            let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).expect("it is Base32");
            held = held << 5 | u32::try_from(value).unwrap();
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                bytes.push((held >> bits) as u8);
                held &= (1 << bits) - 1;
            }
        }
        assert_eq!(bytes.len(), 20, "{text}");
        let key = text.as_str();
        let link = page.attributes("a[href^='otpauth:']", "href").concat();
        assert!(link.contains(&format!("secret={key}&")), "{link}");
        App(bytes)
    }

    /// The code so many steps from now.
    fn code(&self, steps: i64) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let step = i64::try_from(now / 30).unwrap() + steps;
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let at = usize::from(tag.as_ref()[19] & 15);
        let four: [u8; 4] = tag.as_ref()[at..at + 4].try_into().unwrap();
        format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
    }
}

/// Sets it up, and gives the app and the recovery codes.
fn set_up(client: &Client) -> (App, Vec<String>) {
    client
        .post("/profile/second-factor/beginning", &[("password", PASSWORD)])
        .expect(303);
    let app = App::reading(client);
    client
        .post(PAGE, &[("code", "no code")])
        .expect(422)
        .contains("Нужны шесть цифр");
    let shown = client.post(PAGE, &[("code", &app.code(0))]);
    let codes = shown.expect(200).texts("[data-secret=recovery] li");
    assert_eq!(codes.len(), 10, "{codes:?}");
    (app, codes)
}

fn password(world: &World, email: &str) -> Client {
    let client = world.anonymous();
    let answer = client.post(
        "/login",
        &[("email", email), ("password", PASSWORD), ("next", "/profile")],
    );
    assert_eq!(answer.expect(303).location(), "/login/code?next=%2Fprofile");
    assert_eq!(client.session(), None, "a password alone opens nothing");
    client.get("/profile").expect(303);
    client
}

#[test]
fn a_code_is_asked_for_after_the_password() {
    let world = World::fresh();
    let person = world.sever.person(Role::Buyer);
    let client = world.freshly_signed_in(person);
    let elsewhere = world.freshly_signed_in(person);
    let (app, codes) = set_up(&client);
    elsewhere.get("/profile").expect(303);
    // Codes are shown once: the page has none of them, nor the key.
    let page = client.get(PAGE);
    page.expect(200).contains("осталось 10 из 10");
    for secret in codes.iter().map(String::as_str).chain(["otpauth:", "data-secret"]) {
        assert!(!page.body().contains(secret), "{secret}");
    }

    let second = password(&world, &person.email);
    let form = second.get("/login/code?next=%2Fprofile");
    assert_eq!(form.expect(200).attributes("#code", "autocomplete"), ["one-time-code"]);
    second
        .post("/login/code", &[("code", &app.code(0))])
        .expect(422)
        .contains("Код не подошёл");
    assert_eq!(second.session(), None, "that step was used for the set-up");
    let answer = second.submit(&form, "/login/code", &[("code", &app.code(1))]);
    assert_eq!(answer.expect(303).location(), "/profile");
    second.get("/profile").expect(200).contains(&person.name);
    // The way in is used up, in this browser and in one that has copied its cookie.
    assert_eq!(second.cookie("step"), None);
    world
        .anonymous()
        .post("/login/code", &[("code", &app.code(1))])
        .expect(303);

    // Without the telephone.
    let third = password(&world, &person.email);
    third
        .post("/login/code", &[("code", &codes[3].to_uppercase())])
        .expect(303);
    third.get(PAGE).expect(200).contains("осталось 9 из 10");
    third.hears("использован код восстановления, осталось кодов: 9");
    let again = password(&world, &person.email);
    again.post("/login/code", &[("code", &codes[3])]).expect(422);
    assert_eq!(again.session(), None);

    // And off again, by password and code.
    let end = |password: &str, code: &str| {
        third.post("/profile/second-factor/end", &[("password", password), ("code", code)])
    };
    end("not the password", &codes[4]).expect(422);
    end(PASSWORD, "abcde-fghjk").expect(422);
    end(PASSWORD, &codes[4]).expect(303);
    world.freshly_signed_in(person).get("/profile").expect(200);
}

#[test]
fn a_letter_for_a_new_password_does_not_skip_the_code() {
    let world = World::fresh();
    let person = world.sever.person(Role::Director).clone();
    let (app, _) = set_up(&world.freshly_signed_in(&person));
    let data = world.data.clone();
    let World { server, _folder, .. } = world;
    assert_eq!(server.stop(), Some(0));
    let reset = kabinet()
        .args(["admin", "reset-password", "--json", "--email", &person.email, "--data"])
        .arg(&data)
        .output()
        .unwrap();
    let made: serde_json::Value = serde_json::from_slice(&reset.stdout).unwrap();
    let path = format!("/{}", made["link"].as_str().unwrap().splitn(4, '/').nth(3).unwrap());
    let server = Server::start(&data);
    let client = Client::new(&server.url, None);
    let answer = client.post(&path, &[("password", "quite another password")]);
    assert_eq!((answer.expect(303).location(), client.session()), ("/login/code", None));
    client.post("/login/code", &[("code", &app.code(1))]).expect(303);
    client.get("/profile").expect(200).contains(&person.name);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn staff_without_it_can_do_nothing_but_set_it_up() {
    let world = World::fresh().with_settings("second_factor = \"staff\"\n");
    world.buyer().get("/").expect(200);
    let admin = world.admin();
    for path in ["/", "/orders", "/people", "/profile", "/notices", "/search?q=1"] {
        assert_eq!(admin.get(path).expect(303).location(), PAGE, "{path}");
    }
    let theme = || admin.post("/profile/zone", &[("zone", "UTC")]);
    assert_eq!(theme().expect(303).location(), PAGE, "nothing is changed either");
    let page = admin.get(PAGE);
    page.expect(200).contains("Для входа в кабинет нужен код из приложения");
    assert!(page.attributes("nav a", "href").is_empty(), "no menu, no counts");
    admin.get("/no-such-page").expect(404);
    let english = admin.get(&format!("{PAGE}?lang=en"));
    assert_eq!(english.attributes("html", "lang"), ["en"]);
    set_up(&admin);
    admin.get("/").expect(200);
    assert_eq!(theme().expect(303).location(), "/profile");

    let world = world.with_settings("second_factor = \"all\"\n");
    assert_eq!(world.buyer().get("/").expect(303).location(), PAGE);
    world.admin().get("/").expect(200);
}

#[test]
fn the_console_takes_it_away_and_forgives_wrong_codes() {
    let world = World::fresh();
    let person = world.sever.person(Role::Seller).clone();
    let (_, codes) = set_up(&world.freshly_signed_in(&person));
    let client = password(&world, &person.email);
    for _ in 0..3 {
        client.post("/login/code", &[("code", "zzzzz-zzzzz")]).expect(422);
    }
    client.post("/login/code", &[("code", &codes[0])]).expect(303);
    let client = password(&world, &person.email);
    for _ in 0..2 {
        client.post("/login/code", &[("code", "zzzzz-zzzzz")]).expect(422);
    }
    let data = world.data.clone();
    let World {
        server, _folder, maker, ..
    } = world;
    assert_eq!(server.stop(), Some(0));
    let run = |arguments: &[&str], email: &str| {
        let done = kabinet()
            .args(["admin"])
            .args(arguments)
            .args(["--json", "--email", email, "--data"])
            .arg(&data)
            .output()
            .unwrap();
        serde_json::from_slice::<serde_json::Value>(&done.stdout).unwrap_or_default()
    };
    // A right code has forgiven the first three.
    assert_eq!(run(&["unlock"], &person.email)["wrong_codes"], 2);
    assert_eq!(run(&["unlock"], &person.email)["wrong_codes"], 0);
    assert_eq!(run(&["unlock"], "nobody@test.example"), serde_json::Value::Null);
    assert_eq!(run(&["reset-2fa"], &person.email)["removed"], true);
    assert_eq!(run(&["reset-2fa"], &person.email)["removed"], false);
    assert_eq!(run(&["reset-2fa"], "nobody@test.example"), serde_json::Value::Null);
    let server = Server::start(&data);
    let client = Client::new(&server.url, None);
    let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
    client.post("/login", &fields).expect(303);
    client.get("/profile").expect(200);
    client.hears("администратор сервера снял вход с кодом");
    drop(maker);
    assert_eq!(server.stop(), Some(0));
}
