//! The exchange with 1C through the real server: the stand-in plays each client family, an order goes out and its
//! answers come back, and what can't be read is told to 1C and to the administrator.

use std::path::Path;
use std::sync::Arc;

use kabinet::app::{App, DataDir};
use kabinet::config::Settings;
use kabinet::modules::catalogue::{PriceType, PriceUse, by_article};
use kabinet::modules::dealers::actions as dealers;
use kabinet::modules::dealers::{Country, Requisites};
use kabinet::modules::exchange::connections::actions::{ConnectionInput, make, set_chosen_password};
use kabinet::modules::exchange::mapping::{map_status, use_price_type};
use kabinet::modules::orders::{StageKey, actions as orders};
use kabinet::platform::access::{Access, Passwords, Role};
use kabinet::platform::services::Services;
use kabinet::platform::store::Reader;
use kabinet::platform::values::{Clock, Currency, DealerId, Quantity, VatMode};
use kabinet::standin::{self, Family, Step};

use crate::harness::{Server, World, kabinet, wait_for};

pub const EXCHANGE_PASSWORD: &str = "exchange password";
const FAMILIES: [(Family, &str, &str); 3] = [(Family::A, "A", "ut"), (Family::B, "B", "unf"), (Family::C, "C", "bus")];

/// Works on the data of a stopped server through the library.
pub fn offline<T>(data: &Path, work: impl AsyncFnOnce(&Arc<Services>) -> T) -> T {
    let settings = Settings::of(&[("brand", "Test")]);
    let app = App::open(DataDir::open(data).unwrap(), settings, Clock::system()).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let done = work(&app.services).await;
        app.close().await;
        done
    })
}

/// A world whose server has a connection for each family; the first also exchanges through the folder.
pub fn connected() -> World {
    connected_with_folder_of(Family::A)
}

fn connected_with_folder_of(of_folder: Family) -> World {
    let mut world = World::fresh();
    world.server.signal_kill();
    world.server.reap();
    offline(&world.data, async |services| {
        let access = Access::system(services, "tests.seed");
        for (family, letter, user) in FAMILIES {
            let input = ConnectionInput {
                name: format!("1C {user}"),
                family: letter.into(),
                user: user.into(),
                folder: (family == of_folder).then(|| "on".into()),
                charset: if family == Family::C {
                    "UTF-8".into()
                } else {
                    "windows-1251".into()
                },
                zip: (family != Family::B).then(|| "on".into()),
                file_limit_kb: "64".into(),
                ..ConnectionInput::default()
            };
            let connection = make(&access, input).await.unwrap();
            let passwords = Passwords::default();
            set_chosen_password(&access, connection.id, EXCHANGE_PASSWORD, &passwords)
                .await
                .unwrap();
        }
    });
    world.server = Server::start(&world.data);
    world
}

fn played(world: &World, family: Family) -> standin::Options {
    let user = FAMILIES.iter().find(|(one, ..)| *one == family).unwrap().2;
    let mut options = standin::Options::new(family);
    options.url = Some(format!("{}/exchange/1c", world.server.url));
    options.user = user.into();
    options.password = EXCHANGE_PASSWORD.into();
    options.pause = 50;
    options
}

/// A contract at a price of the generated catalogue, and an order under it; gives its number.
async fn ordered(services: &Arc<Services>, dealer: DealerId, buyer: Access) -> String {
    let access = Access::system(services, "tests.seed");
    let price_types = access.read().unwrap().list::<PriceType>(10).unwrap();
    let price_type = price_types
        .iter()
        .find(|price_type| price_type.name.ends_with('1'))
        .unwrap();
    use_price_type(&access, price_type.id, PriceUse::Purchase)
        .await
        .unwrap();
    for (status, stage) in [("M", "production"), ("В производстве", "production")] {
        map_status(&access, status.into(), StageKey::new(stage)).await.unwrap();
    }
    let requisites = |tax_id: &str, kpp: &str| Requisites {
        tax_id: tax_id.into(),
        kpp: kpp.into(),
        ogrn: String::new(),
        address: String::new(),
        bank: String::new(),
        bik: String::new(),
        account: String::new(),
        correspondent_account: String::new(),
    };
    let own = dealers::OwnEntityInput {
        name: "Own".into(),
        full_name: String::new(),
        country: Country::Ru,
        requisites: requisites("7702070139", "770943002"),
        vat: None,
    };
    let own = dealers::save_own_entity(&access, None, own).await.unwrap();
    let entity = dealers::EntityInput {
        name: "Buyer & Sons".into(),
        full_name: "Buyer & Sons Ltd".into(),
        country: Country::Ru,
        requisites: requisites("7707083893", "773601001"),
        closed: false,
    };
    let entity = dealers::save_entity(&access, dealer, None, entity).await.unwrap();
    let contract = dealers::ContractInput {
        entity: Some(entity.id),
        own_entity: Some(own.id),
        number: "1".into(),
        day: jiff::civil::date(2026, 1, 1),
        price_type: Some(price_type.id.uuid()),
        price_type_name: price_type.name.clone(),
        currency: Currency::Rub,
        vat: VatMode::Included,
        deferral_days: 0,
        deferral_in: Default::default(),
        closed: false,
    };
    dealers::save_contract(&access, dealer, None, contract).await.unwrap();
    let sku = {
        let tx = buyer.read().unwrap();
        let group = (1..=12).find_map(|group| by_article(&tx, &format!("K000001-{group:02}"), 1).unwrap().pop());
        group.expect("the first generated product is there").sku
    };
    let draft = orders::begin_draft(&buyer, dealer, "Test".into()).await.unwrap();
    let draft = orders::add_to_draft(&buyer, dealer, Some(draft.id), String::new(), sku, Quantity::whole(4))
        .await
        .unwrap();
    let book = services
        .part::<kabinet::modules::catalogue::Prices>()
        .current()
        .number();
    orders::submit(&buyer, draft.id, draft.version, book)
        .await
        .unwrap()
        .number
        .to_string()
}

#[test]
fn an_order_goes_out_in_each_dialect_and_its_answers_come_back() {
    let mut world = connected();
    let mut options = played(&world, Family::A);
    options.generate = Some(30);
    options.pictures = 2;
    let summary = standin::run(&options).unwrap();
    assert!(summary.warnings.is_empty(), "{:?}", summary.warnings);
    world.admin().get("/admin/exchange").expect(200).contains("1C ut");
    // The first family has just taken the orders that the world began with; the others take them here.
    for family in [Family::B, Family::C] {
        standin::run(&played(&world, family)).unwrap();
    }

    world.server.signal_kill();
    world.server.reap();
    let dealer = world.sever.dealer.unwrap();
    let member = world.sever.person(Role::Buyer).member.clone();
    let number = offline(&world.data, async |services| {
        let buyer = Access::of_member(services, &member, "tests.seed").unwrap();
        ordered(services, dealer, buyer).await
    });
    world.server = Server::start(&world.data);

    let folder = tempfile::tempdir().unwrap();
    // Each family takes the order one step further in its own words; the last one finishes it.
    let steps: [(Family, &[Step], &str); 3] = [
        (Family::A, &[Step::Confirm], "Подтверждён"),
        (Family::B, &[Step::Confirm, Step::Produce], "В производстве"),
        (Family::C, &[Step::All], "Отгружен"),
    ];
    for (family, steps, stage) in steps {
        let mut options = played(&world, family);
        options.state = Some(folder.path().join(format!("{family:?}.json")));
        // A 1C that breaks off before it says success gets the same orders again.
        options.no_success = true;
        assert_eq!(standin::run(&options).unwrap().orders_new, 1, "{family:?}");
        options.no_success = false;
        options.process = steps.to_vec();
        let summary = standin::run(&options).unwrap_or_else(|error| panic!("{family:?}: {error}"));
        assert_eq!((summary.orders_rewritten, summary.orders_sent), (1, 1), "{family:?}");
        assert!(summary.warnings.is_empty(), "{:?}", summary.warnings);
        let page = world.buyer().get(&format!("/orders/{number}"));
        page.expect(200);
        let said = &summary.orders[0];
        assert_eq!(said.number, number);
        let list = world.buyer().get("/orders");
        let row = list
            .texts("[data-order]")
            .into_iter()
            .find(|row| row.contains(&number))
            .unwrap();
        assert!(row.contains(stage), "{family:?}: {row}");
        if let Some(day) = said.planned.filter(|_| family == Family::B) {
            page.contains(&day.strftime("%d.%m.%Y").to_string());
        }
        if let Some(track) = &said.track {
            page.contains(track);
        }
    }
    let again = standin::run(&played(&world, Family::A)).unwrap();
    assert_eq!(again.orders_received, 0, "what was delivered does not come again");
}

/// One order from the dealer's hands to «shipped» with one family alone, by either address.
fn from_draft_to_shipped(family: Family, address: &str) {
    let mut world = connected();
    let mut first = played(&world, family);
    first.generate = Some(12);
    standin::run(&first).unwrap();
    world.server.signal_kill();
    world.server.reap();
    let dealer = world.sever.dealer.unwrap();
    let member = world.sever.person(Role::Buyer).member.clone();
    let number = offline(&world.data, async |services| {
        let buyer = Access::of_member(services, &member, "tests.seed").unwrap();
        ordered(services, dealer, buyer).await
    });
    world.server = Server::start(&world.data);
    let folder = tempfile::tempdir().unwrap();
    let mut options = played(&world, family);
    options.url = Some(format!("{}{address}", world.server.url));
    options.state = Some(folder.path().join("base.json"));
    options.process = vec![Step::Confirm, Step::Produce];
    let summary = standin::run(&options).unwrap();
    let base = &summary.orders[0];
    assert_eq!((base.number.as_str(), summary.orders_new), (number.as_str(), 1));
    let planned = base.planned.expect("production has a planned day");
    let order = format!("/orders/{number}");
    let page = world.buyer().get(&order);
    page.expect(200)
        .contains("В производстве")
        .contains(&planned.strftime("%d.%m.%Y").to_string());

    options.process = vec![Step::Pay, Step::Ship];
    let summary = standin::run(&options).unwrap();
    let base = &summary.orders[0];
    let track = base.track.as_deref().expect("a shipment has a track number");
    world
        .buyer()
        .get(&order)
        .expect(200)
        .contains("Отгружен")
        .contains(track);
    let director = world.signed_in(world.sever.person(Role::Director));
    // The first family names the payment and no sum of it.
    let sums = if family == Family::A { 0 } else { 2 };
    let paid = director.get(&order).attributes("[data-field=payment]", "class");
    assert_eq!(paid.len(), sums, "paid");
    let bell = wait_for("the bell", || {
        let page = world.buyer().get("/notices");
        page.said().contains(track).then(|| page.said())
    });
    for told in ["В производстве", "Отгружен", &planned.strftime("%d.%m.%Y").to_string()] {
        assert!(bell.contains(told), "{told} is not in the bell: {bell}");
    }
    // Each session was a run without findings.
    let runs = world.admin().get("/admin/exchange");
    assert!(!runs.said().contains("Ошибк"), "{}", runs.said());
}

#[test]
fn family_a_alone_takes_an_order_to_shipped() {
    from_draft_to_shipped(Family::A, "/bitrix/admin/1c_exchange.php");
}

#[test]
fn family_b_alone_takes_an_order_to_shipped() {
    from_draft_to_shipped(Family::B, "/bitrix/admin/1c_exchange.php");
}

#[test]
fn family_c_alone_takes_an_order_to_shipped() {
    from_draft_to_shipped(Family::C, "/exchange/1c");
}

/// The same through the folder: nothing is said over HTTP, the command takes what lies there and puts orders beside it.
fn through_the_folder(family: Family) {
    // Rest is what tests of the folder look at: here nobody writes any more when the command looks.
    let mut world = connected_with_folder_of(family).with_settings("exchange.rest_seconds = 0\n");
    let place = world.data.join("exchange");
    let kept = tempfile::tempdir().unwrap();
    let mut options = standin::Options::new(family);
    options.folder = Some(place.clone());
    options.state = Some(kept.path().join("base.json"));
    let exchanged = |data: &std::path::Path| {
        let output = kabinet()
            .args(["exchange", "run", "--json", "--data"])
            .arg(data)
            .output();
        let output = output.unwrap();
        let passed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            (output.status.code(), passed["refused"].as_u64()),
            (Some(0), Some(0)),
            "{passed}"
        );
        passed["imported"].as_u64().unwrap()
    };
    options.generate = Some(12);
    standin::run(&options).unwrap();
    assert!(exchanged(&world.data) > 0);
    options.generate = None;

    world.server.signal_kill();
    world.server.reap();
    let dealer = world.sever.dealer.unwrap();
    let member = world.sever.person(Role::Buyer).member.clone();
    let number = offline(&world.data, async |services| {
        let buyer = Access::of_member(services, &member, "tests.seed").unwrap();
        ordered(services, dealer, buyer).await
    });
    world.server = Server::start(&world.data);
    exchanged(&world.data);

    options.process = vec![Step::Confirm, Step::Produce];
    let summary = standin::run(&options).unwrap_or_else(|error| panic!("{family:?}: {error}"));
    let base = summary.orders.iter().find(|order| order.number == number);
    let planned = base
        .expect("the order came")
        .planned
        .expect("production has a planned day");
    assert!(exchanged(&world.data) > 0);
    let order = format!("/orders/{number}");
    world
        .buyer()
        .get(&order)
        .expect(200)
        .contains("В производстве")
        .contains(&planned.strftime("%d.%m.%Y").to_string());

    options.process = vec![Step::Pay, Step::Ship];
    let summary = standin::run(&options).unwrap();
    assert_eq!(summary.orders_new, 0, "{family:?}: what was taken isn't taken for new");
    let base = summary.orders.iter().find(|order| order.number == number);
    let track = base
        .and_then(|order| order.track.as_deref())
        .expect("a shipment has a track number");
    assert!(exchanged(&world.data) > 0);
    let page = world.buyer().get(&order);
    page.expect(200).contains("Отгружен").contains(track);
    assert!(summary.warnings.is_empty(), "{:?}", summary.warnings);
    // A run without findings.
    let admin = world.admin();
    let run = admin
        .get("/admin/exchange")
        .attributes("a[href*='/runs/']", "href")
        .remove(0);
    assert!(!admin.get(&run).expect(200).said().contains("Ошибк"));
}

#[test]
fn family_a_takes_an_order_to_shipped_through_the_folder() {
    through_the_folder(Family::A);
}

#[test]
fn family_b_takes_an_order_to_shipped_through_the_folder() {
    through_the_folder(Family::B);
}

#[test]
fn family_c_takes_an_order_to_shipped_through_the_folder() {
    through_the_folder(Family::C);
}

/// A file that takes longer than a call is held: `progress` while it is imported, then `success`, and the work is done
/// once however often it was asked for.
#[test]
fn a_long_import_answers_progress_until_it_is_done() {
    let world = connected().with_settings("[exchange]\nhold_seconds = 0\n");
    let products = 20_000;
    let rows: String = (0..products)
        .map(|number| {
            format!("<Товар><Ид>long-{number}</Ид><Артикул>LONG-{number}</Артикул><Наименование>Долгий {number}</Наименование></Товар>")
        })
        .collect();
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><КоммерческаяИнформация ВерсияСхемы=\"2.07\"><Каталог>\
        <Ид>long</Ид><Наименование>Долгий</Наименование><Товары>{rows}</Товары></Каталог></КоммерческаяИнформация>"
    );
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let address = format!("{}/exchange/1c", world.server.url);
    let secret = crate::exchange_admin::base64(&format!("ut:{EXCHANGE_PASSWORD}"));
    let mut cookie = String::new();
    let mut said = |query: &str, body: Option<&[u8]>| -> String {
        let address = format!("{address}?type=catalog&{query}");
        let answer = match body {
            Some(body) => agent
                .post(&address)
                .header("authorization", &format!("Basic {secret}"))
                .header("cookie", &cookie)
                .send(body),
            None => agent
                .get(&address)
                .header("authorization", &format!("Basic {secret}"))
                .header("cookie", &cookie)
                .call(),
        };
        let text = String::from_utf8_lossy(&answer.unwrap().body_mut().read_to_vec().unwrap()).into_owned();
        if query == "mode=checkauth" {
            let mut lines = text.lines();
            assert_eq!(lines.next(), Some("success"), "{text}");
            cookie = format!("{}={}", lines.next().unwrap(), lines.next().unwrap());
        }
        text
    };
    said("mode=checkauth", None);
    said("mode=init", None);
    for portion in file.as_bytes().chunks(60 << 10) {
        let told = said("mode=file&filename=import.xml", Some(portion));
        assert!(told.starts_with("success"), "{told}");
    }
    let mut waited = 0;
    let last = loop {
        let told = said("mode=import&filename=import.xml", None);
        match told.lines().next() {
            Some("progress") => waited += 1,
            _ => break told,
        }
        assert!(waited < 200_000, "it never ends");
    };
    assert!(last.starts_with("success"), "{last}");
    // Figures come grouped, in the charset of the connection.
    let digits: String = last.chars().filter(char::is_ascii_digit).collect();
    assert!(digits.contains(&products.to_string()), "{last}");
    assert!(waited > 0, "the import was over before it could be asked about again");
    let runs = world
        .admin()
        .get("/admin/exchange")
        .attributes("a[href*='/runs/']", "href");
    assert_eq!(runs.len(), 1, "one run: {runs:?}");
}

#[test]
fn the_folder_is_emptied_by_the_command_beside_a_running_server() {
    let world = connected();
    let mut options = standin::Options::new(Family::A);
    options.folder = Some(world.data.join("exchange"));
    options.generate = Some(5);
    standin::run(&options).unwrap();
    std::fs::write(world.data.join("exchange/in/bad.xml"), "<!DOCTYPE x><x></x>").unwrap();
    let output = kabinet()
        .args(["exchange", "run", "--json", "--data"])
        .arg(&world.data)
        .output()
        .unwrap();
    let passed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (passed["imported"].as_u64(), passed["refused"].as_u64()),
        (Some(2), Some(1)),
        "{passed}"
    );
    assert_eq!(output.status.code(), Some(3), "a refused file shows in the exit code");
    let page = world.admin().get("/admin/exchange/quarantine");
    page.expect(200).contains("bad.xml").contains("DOCTYPE");
    let kept = page.attributes("a[href*='/admin/exchange/files/']", "href").remove(0);
    world.admin().get(&kept).expect(200).contains("<!DOCTYPE x>");
    world.manager().get(&kept).expect(403);
    // Orders lie there for 1C, whole.
    let orders = std::fs::read_to_string(world.data.join("exchange/out/orders.xml")).unwrap();
    assert!(orders.starts_with("<?xml") && orders.trim_end().ends_with("</КоммерческаяИнформация>"));
}

#[test]
fn hostile_files_are_refused_in_words_and_the_server_goes_on() {
    let world = connected();
    let mut options = played(&world, Family::A);
    let folder = tempfile::tempdir().unwrap();
    options.catalogue = Some(folder.path().to_owned());
    options.no_orders = true;
    let bomb = "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">";
    let cases = [
        (
            "truncated",
            "<?xml version=\"1.0\"?><КоммерческаяИнформация><Каталог>".to_owned(),
        ),
        (
            "doctype",
            format!("<?xml version=\"1.0\"?><!DOCTYPE x [{bomb}]><x>&b;</x>"),
        ),
        ("deep", format!("<?xml version=\"1.0\"?>{}", "<a>".repeat(200_000))),
        (
            "attribute",
            format!(
                "<?xml version=\"1.0\"?><КоммерческаяИнформация a=\"{}\"/>",
                "x".repeat(10 << 20)
            ),
        ),
        ("foreign", "<?xml version=\"1.0\"?><Message></Message>".to_owned()),
    ];
    for (name, content) in cases {
        let file = folder.path().join(format!("{name}.xml"));
        std::fs::write(&file, content).unwrap();
        let outcome = standin::run(&options);
        let refused = matches!(&outcome, Err(standin::StandInError::Refused { text, .. }) if !text.is_empty());
        assert!(refused, "{name}: {outcome:?}");
        std::fs::remove_file(&file).unwrap();
        world.anonymous().get("/login").expect(200);
    }
    let names = wait_for("the quarantine", || {
        let page = world.admin().get("/admin/exchange/quarantine");
        (page.body().contains("foreign.xml")).then(|| page.body())
    });
    assert!(names.contains("deep.xml") && names.contains("truncated.xml"));
}
