//! What a person sees of the own way in: open sessions, the log, and word of a new device.

use kabinet::platform::access::Role;

use crate::harness::{Client, PASSWORD, World, wait_for};

const PAGE: &str = "/profile/sessions";
const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

fn enter(client: &Client, email: &str, password: &str) -> u16 {
    client
        .post("/login", &[("email", email), ("password", password)])
        .status
}

#[test]
fn sign_ins_are_seen_by_the_person_and_by_the_administrator_alone() {
    let world = World::fresh();
    let person = world.sever.person(Role::Buyer);
    let stranger = world.anonymous().with("user-agent", FIREFOX);
    assert_eq!(enter(&stranger, &person.email, "not the password"), 422);
    assert_eq!(enter(&stranger, "nobody@test.example", "not the password"), 422);
    let client = world.freshly_signed_in(person);
    // A refusal is noted after its answer.
    wait_for("the refusal in the log", || {
        client.get(PAGE).body().contains("Неверный пароль").then_some(())
    });
    let page = client.get(PAGE);
    let log = page
        .expect(200)
        .contains("По паролю")
        .contains("Firefox, Windows")
        .contains("127.0.0.1");
    assert_eq!(
        log.body().matches("Неверный пароль").count(),
        1,
        "of this account alone"
    );
    assert!(
        !log.body().contains("новое устройство"),
        "the first one ever is no news"
    );

    let path = format!("/people/{}/sign-ins", person.member.id);
    let seen = world.admin().get(&path);
    seen.expect(200)
        .contains(&person.name)
        .contains("Неверный пароль")
        .contains("Firefox, Windows");
    assert!(
        seen.attributes("form[action*='/profile/sessions']", "action")
            .is_empty(),
        "to look at only"
    );
    for client in [world.manager(), world.signed_in(world.sever.person(Role::Director))] {
        client.get(&path).expect(403);
    }
    // A colleague's log is nowhere.
    let colleague = world.signed_in(world.sever.person(Role::Seller));
    assert!(!colleague.get(PAGE).expect(200).body().contains("Неверный пароль"));
}

#[test]
fn a_session_is_ended_by_its_person() {
    let world = World::fresh();
    let person = world.sever.person(Role::Buyer);
    let (here, there, third) = (
        world.freshly_signed_in(person),
        world.freshly_signed_in(person),
        world.freshly_signed_in(person),
    );
    let page = here.get(PAGE);
    let forms = page
        .expect(200)
        .attributes("form[action^='/profile/sessions/']", "action");
    let own = format!("{PAGE}/{}/end", here.session_handle());
    assert!(!forms.contains(&own), "this one ends by signing out");
    let action = format!("{PAGE}/{}/end", there.session_handle());
    assert!(forms.contains(&action), "{forms:?}");
    let foreign = world.freshly_signed_in(world.yug.person(Role::Buyer));
    foreign.post(&action, &[]).expect(404);
    there.get("/profile").expect(200);
    here.post(&action, &[]).expect(303);
    there.get("/profile").expect(303);
    here.post(&action, &[]).expect(404);
    third.get("/profile").expect(200);
    here.post("/profile/sessions/end", &[]).expect(303);
    third.get("/profile").expect(303);
    here.get("/profile").expect(200);
    foreign.get("/profile").expect(200);
}

#[test]
fn a_sign_in_from_a_new_device_is_told_and_the_device_is_known_from_then_on() {
    let world = World::fresh();
    let person = world.sever.person(Role::Buyer);
    let home = world.freshly_signed_in(person);
    let browser = world.anonymous().with("user-agent", FIREFOX);
    assert_eq!(enter(&browser, &person.email, PASSWORD), 303);
    let token = browser.cookie("device").expect("the browser keeps what it is known by");
    assert_eq!(token.len(), 64);
    home.hears("вход с нового устройства (Firefox, Windows)");
    let page = home.get(PAGE);
    assert_eq!(page.expect(200).body().matches("новое устройство").count(), 1);

    // The same browser again.
    browser.post("/session/end", &[]).expect(303);
    assert_eq!(browser.cookie("device").as_deref(), Some(token.as_str()), "it stays");
    assert_eq!(enter(&browser, &person.email, PASSWORD), 303);
    assert_eq!(home.get(PAGE).body().matches("новое устройство").count(), 1);
    // A colleague at the same computer has come in there for the first time ever: nothing to tell.
    browser.post("/session/end", &[]).expect(303);
    let colleague = world.sever.person(Role::Seller);
    assert_eq!(enter(&browser, &colleague.email, PASSWORD), 303);
    assert_eq!(browser.cookie("device").as_deref(), Some(token.as_str()));
    assert!(!browser.get(PAGE).expect(200).body().contains("новое устройство"));
}

#[test]
fn passwords_that_are_guessed_first_are_refused() {
    let world = World::fresh();
    let person = world.yug.person(Role::Buyer);
    let client = world.freshly_signed_in(person);
    let change = |password: &str| client.post("/profile/password", &[("old", PASSWORD), ("password", password)]);
    for known in ["qwerty123456", "Пароль-2026", "12345678901"] {
        change(known).expect(422).contains("подбирают одним из первых");
    }
    let local = person.email.split('@').next().unwrap();
    for about in [format!("{local}-2026-11"), "Кабинет2026!".to_owned()] {
        change(&about).expect(422).contains("не должен повторять");
    }
    change("quite another password").expect(303);
}
