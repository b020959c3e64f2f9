//! Dealers, their legal entities, contracts and people over HTTP: an administrator's forms, a director's company, and
//! what others may not touch.

use kabinet::platform::access::Role;

use crate::harness::{Client, World, wait_for};

const GOOD: [(&str, &str); 8] = [
    ("name", "ООО «Ромашка»"),
    ("country", "RU"),
    ("tax_id", "7600855949"),
    ("kpp", "760001001"),
    ("ogrn", "1147600180958"),
    ("bik", "047899904"),
    ("account", "40702810460588677527"),
    ("correspondent_account", "30101810900000000904"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields
        .iter()
        .filter(|(name, _)| changes.iter().all(|(other, _)| other != name));
    kept.chain(changes).copied().collect()
}

fn made_dealer(admin: &Client, name: &str) -> String {
    let fields = [
        ("name", name),
        ("tier", "gold"),
        ("country", "RU"),
        ("region", "76"),
        ("stock_rule", "exact"),
    ];
    let answer = admin.post("/dealers/new", &fields);
    answer.expect(303);
    answer.location().to_owned()
}

#[test]
fn an_administrator_makes_a_dealer_that_can_order() {
    let world = World::fresh();
    let admin = world.admin();
    let dealer = made_dealer(&admin, "Ромашка");
    admin.get(&dealer).expect(200).contains("Ромашка");
    admin.post(&format!("{dealer}/entities/new"), &GOOD).expect(303);
    admin
        .post("/own-entities/new", &with(&GOOD, &[("name", "Завод"), ("vat", "22")]))
        .expect(303);
    let form = admin.get(&format!("{dealer}/contracts/new"));
    form.expect(200);
    let chosen = |name: &str| {
        let values = form.attributes(&format!("select[name={name}] option"), "value");
        values
            .into_iter()
            .find(|value| !value.is_empty())
            .expect("there is something to choose")
    };
    let (entity, own) = (chosen("entity"), chosen("own_entity"));
    let contract = [
        ("number", "17-Д"),
        ("day", "14.01.2026"),
        ("entity", entity.as_str()),
        ("own_entity", own.as_str()),
        ("price_type_name", "Опт 1"),
        ("currency", "RUB"),
        ("vat", "included"),
        ("deferral_days", "15"),
    ];
    admin.post(&format!("{dealer}/contracts/new"), &contract).expect(303);
    let card = admin.get(&dealer);
    card.expect(200)
        .contains("17-Д")
        .contains("7600855949")
        .contains("Опт 1");
    // The same again is a mistake, and the form keeps what was typed.
    let again = admin.post(&format!("{dealer}/contracts/new"), &contract);
    again.expect(422);
    assert_eq!(again.attributes("input[name=number]", "value"), ["17-Д"]);
    assert_eq!(again.attributes("#number-error", "id"), ["number-error"]);
}

#[test]
fn a_form_comes_back_with_its_values_and_every_mistake() {
    let world = World::fresh();
    let admin = world.admin();
    let dealer = made_dealer(&admin, "Ромашка");
    let new = format!("{dealer}/entities/new");
    let cases: [(&str, &[(&str, &str)], &[&str]); 6] = [
        ("check digit", &[("tax_id", "7600855948")], &["tax_id-error"]),
        ("no name", &[("name", " \t")], &["name-error"]),
        (
            "another bank's account",
            &[("bik", "043499904"), ("account", "40702810460588677528")],
            &["account-error"],
        ),
        ("an unknown country", &[("country", "XX")], &["country-error"]),
        (
            "a Kazakh company with КПП",
            &[("country", "KZ")],
            &["tax_id-error", "kpp-error", "ogrn-error"],
        ),
        ("letters", &[("tax_id", "77О0855949")], &["tax_id-error"]),
    ];
    for (name, changes, expected) in cases {
        let fields = with(&GOOD, changes);
        let answer = admin.post(&new, &fields);
        answer.expect(422);
        let wrong = answer.attributes("p.kb-err", "id");
        for id in expected {
            assert!(
                wrong.iter().any(|known| known == id),
                "{name}: {id} is not in {wrong:?}"
            );
        }
        let typed = fields
            .iter()
            .find(|(field, _)| *field == "address" || *field == "ogrn")
            .unwrap();
        assert_eq!(
            answer.attributes(&format!("input[name={}]", typed.0), "value"),
            [typed.1],
            "{name}"
        );
    }
    let long = "Я".repeat(10_000);
    admin.post(&new, &with(&GOOD, &[("name", &long)])).expect(422);
    admin
        .post(&new, &with(&GOOD, &[("name", "<script>alert(1)</script>")]))
        .expect(303);
    let card = admin.get(&dealer);
    card.expect(200);
    assert!(!card.body().contains("<script>alert"));
    // Two companies can't have the same numbers.
    admin.post(&new, &with(&GOOD, &[("name", "Другая")])).expect(422);
}

#[test]
fn foreign_and_missing_dealers_look_the_same() {
    let world = World::shared();
    let yug = format!("/dealers/{}", world.yug.dealer.unwrap());
    let missing = "/dealers/00000000000000000000000000000000";
    let manager = world.manager();
    let answers = [&yug as &str, missing, "/dealers/nonsense"].map(|path| manager.get(path));
    for answer in &answers {
        answer.expect(404);
        assert_eq!(answer.said(), answers[0].said());
    }
    manager
        .get(&format!("/dealers/{}", world.sever.dealer.unwrap()))
        .expect(200)
        .contains("Север");
    let list = manager.get("/dealers");
    assert!(list.body().contains("Север") && !list.body().contains("Юг"));
    // The forms are an administrator's, and dealers have no list at all.
    manager.get("/dealers/new").expect(403);
    manager
        .post(&format!("{yug}/status"), &[("status", "paused")])
        .expect(403);
    for role in Role::OF_DEALER {
        let client = world.signed_in(world.of_role(role));
        client.get("/dealers").expect(403);
        client.get("/company").expect(200).contains("Север");
    }
}

#[test]
fn a_director_invites_into_the_own_company_only() {
    let world = World::fresh();
    let director = world.signed_in(world.sever.person(Role::Director));
    let person = [
        ("name", "Ирина Новая"),
        ("email", "irina@sever.example"),
        ("role", "buyer"),
    ];
    let shown = director.post("/company/invitations", &person);
    shown.expect(200);
    let link = shown.attributes("input[data-invitation]", "value").remove(0);
    let path = link
        .strip_prefix(&world.server.url)
        .expect("the link leads to this server")
        .to_owned();
    // Not shown a second time, and the same person isn't invited twice.
    let again = director.post("/company/invitations", &person);
    again.expect(422);
    assert!(again.attributes("input[data-invitation]", "value").is_empty());
    let irina = world.anonymous();
    irina.get(&path).expect(200).contains("Ирина Новая");
    irina.post(&path, &[("password", "a long enough one")]).expect(303);
    irina.get("/").expect(200).contains("Ирина");
    // Nobody becomes staff that way, and other companies' people are not there.
    director
        .post(
            "/company/invitations",
            &with(&person, &[("email", "x@sever.example"), ("role", "admin")]),
        )
        .expect(422);
    for other in [
        &world.yug.person(Role::Buyer).member,
        &world.maker.person(Role::Admin).member,
    ] {
        director.get(&format!("/people/{}", other.id)).expect(404);
        director
            .post(&format!("/people/{}/state", other.id), &[("disabled", "yes")])
            .expect(404);
        director
            .post(&format!("/people/{}/invitation", other.id), &[])
            .expect(404);
    }
    world.buyer().post("/company/invitations", &person).expect(403);
    world.buyer().get("/people").expect(403);
}

/// The text of a letter as its reader's program shows it: lines of base64 unpacked, those of quoted-printable joined.
pub fn letter(eml: &str) -> String {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut unpacked = Vec::new();
    for line in eml.lines() {
        let digits: Option<Vec<usize>> = line.trim_end_matches('=').chars().map(|c| DIGITS.find(c)).collect();
        for four in digits.filter(|_| line.len() % 4 == 0).unwrap_or_default().chunks(4) {
            let bits = four.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - four.len()));
            unpacked.extend_from_slice(&u32::try_from(bits).unwrap().to_be_bytes()[1..four.len()]);
        }
    }
    let joined = eml.replace("=\r\n", "").replace("=3D", "=");
    joined + &String::from_utf8_lossy(&unpacked)
}

#[test]
fn an_invitation_comes_by_letter_and_its_link_lets_in() {
    let world = World::fresh().with_settings("[mail]\ntransport = \"file\"\nfrom = \"cabinet@zavod.example\"\n");
    let person = [
        ("name", "Ирина Новая"),
        ("email", "irina@sever.example"),
        ("role", "buyer"),
    ];
    let director = world.signed_in(world.sever.person(Role::Director));
    director.post("/company/invitations", &person).expect(200);
    let text = wait_for("the letter", || {
        let files = std::fs::read_dir(world.data.join("mail")).ok()?;
        let letters = files.filter_map(|entry| std::fs::read_to_string(entry.unwrap().path()).ok());
        letters.into_iter().find(|eml| eml.contains("irina@sever.example"))
    });
    let text = letter(&text);
    let (_, rest) = text
        .split_once("/invitation/")
        .unwrap_or_else(|| panic!("no link in {text}"));
    let secret: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
    let path = format!("/invitation/{secret}");
    let irina = world.anonymous();
    irina.get(&path).expect(200).contains("Ирина Новая");
    irina.post(&path, &[("password", "a long enough one")]).expect(303);
    irina.get("/").expect(200).contains("Ирина");
    // The log of letters tells of it without the link.
    let log = world.admin().get("/admin/mail?state=sent");
    log.expect(200).contains("irina@sever.example");
    assert!(!log.body().contains(&secret));
}

#[test]
fn a_disabled_person_is_out_at_once() {
    let world = World::fresh();
    let buyer = world.buyer();
    buyer.get("/company").expect(200);
    let id = world.sever.person(Role::Buyer).member.id;
    let director = world.signed_in(world.sever.person(Role::Director));
    director
        .post(&format!("/people/{id}/state"), &[("disabled", "yes")])
        .expect(303);
    buyer.get("/company").expect(303);
    director
        .post(&format!("/people/{id}/state"), &[("disabled", "no")])
        .expect(303);
    // The old session stays dead.
    buyer.get("/company").expect(303);
    let own = world.sever.person(Role::Director).member.id;
    director
        .post(&format!("/people/{own}/state"), &[("disabled", "yes")])
        .expect(422);
    let admin = world.maker.person(Role::Admin).member.id;
    world
        .admin()
        .post(&format!("/people/{admin}/state"), &[("disabled", "yes")])
        .expect(422);
}

#[test]
fn every_role_has_a_home_page() {
    let world = World::shared();
    for role in Role::ALL {
        let home = world.signed_in(world.of_role(role)).get("/");
        home.expect(200);
        assert_eq!(home.texts("h1").len(), 1, "{role:?}");
        assert!(!home.texts("#tasks").is_empty(), "{role:?}");
    }
    // 1C is not connected yet: the next step of an installation.
    world.admin().get("/").contains("/admin/exchange/connections/new");
    world.manager().get("/").contains("Север");
}

#[test]
fn a_dealers_card_tells_where_its_orders_stand_and_who_was_here_last() {
    let world = World::fresh();
    let card = format!("/dealers/{}", world.sever.dealer.unwrap());
    let manager = world.manager();
    let life = || manager.get(&card).expect(200).texts("[data-card=dealer-life]").concat();
    // Somebody of the other dealer is nobody of this one.
    world.freshly_signed_in(world.yug.person(Role::Director));
    assert!(
        !life().contains(&world.yug.person(Role::Director).member.name),
        "{}",
        life()
    );
    let buyer = world.freshly_signed_in(world.sever.person(Role::Buyer));
    let name = &world.sever.person(Role::Buyer).member.name;
    assert!(life().contains(&format!("Последний визит: {name}")), "{}", life());
    // Signing out doesn't make one forget that she was here.
    buyer.post("/session/end", &[]).expect(303);
    assert!(life().contains(&format!("Последний визит: {name}")), "{}", life());
    let director = world.freshly_signed_in(world.sever.person(Role::Director));
    let name = &world.sever.person(Role::Director).member.name;
    assert!(life().contains(&format!("Последний визит: {name}")), "{}", life());

    // Drafts and orders by stage, each with a way to them.
    let drafts = director.get("/drafts").attributes("a[href^='/drafts/']", "href").len();
    assert!(drafts > 0);
    let begun = director.post("/drafts", &[("name", "Ещё один")]);
    begun.expect(303);
    let told = |n: usize| format!("{n} черновик");
    assert!(life().contains(&told(2)), "{}", life());
    let stages = || manager.get(&card).texts("[data-card=dealer-stages] li");
    assert_eq!(stages(), ["Отправлен 1"]);
    director.ordered("Второй", "1");
    assert_eq!(stages(), ["Отправлен 2"]);
    let links = manager.get(&card).attributes("[data-card=dealer-stages] a", "href");
    let [link] = links.as_slice() else { panic!("{links:?}") };
    assert_eq!(
        manager
            .get(link)
            .expect(200)
            .attributes("tr[data-order]", "data-order")
            .len(),
        2
    );
    // What dealers offer their clients is not the manufacturer's to see.
    assert!(!manager.get(&card).body().contains("/offers"));
}
