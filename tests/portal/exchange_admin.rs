//! What an administrator decides about the exchange, through the real server: settings of a connection that 1C then
//! meets, orders of the folder marked as received, a sweep that was asked about.

use kabinet::modules::dealers::LegalEntity;
use kabinet::modules::exchange::connections::Connection;
use kabinet::modules::exchange::connections::actions::{all, letter};
use kabinet::platform::access::Access;
use kabinet::platform::store::Reader as _;

use crate::exchange::{EXCHANGE_PASSWORD, connected, offline};
use crate::harness::{Server, World, kabinet};

const LIST: &str = "/admin/exchange/connections";

/// The pages of the connections, by their families' letters.
fn page_of(world: &mut World, wanted: &str) -> String {
    world.server.signal_kill();
    world.server.reap();
    let found = offline(&world.data, async |services| {
        let access = Access::system(services, "tests");
        all(&access.read().unwrap()).unwrap()
    });
    world.server = Server::start(&world.data);
    let one = found
        .iter()
        .find(|connection: &&Connection| letter(connection.dialect.family) == wanted)
        .unwrap();
    format!("{LIST}/{}", one.id)
}

/// One call of 1C; gives the bytes and the content type.
pub fn call(world: &World, user: &str, query: &str, body: Option<&[u8]>, cookie: &str) -> (Vec<u8>, String) {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let address = format!("{}/exchange/1c?{query}", world.server.url);
    let basic = format!("Basic {}", base64(&format!("{user}:{EXCHANGE_PASSWORD}")));
    let answer = match body {
        Some(body) => agent
            .post(&address)
            .header("authorization", &basic)
            .header("cookie", cookie)
            .send(body),
        None => agent
            .get(&address)
            .header("authorization", &basic)
            .header("cookie", cookie)
            .call(),
    };
    let mut answer = answer.unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    (answer.body_mut().read_to_vec().unwrap(), kind)
}

pub fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bytes = [chunk[0], *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
        let bits = u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

/// Begins a session; gives its cookie and the moment that `deactivate` gives back.
pub fn begin(world: &World, user: &str) -> (String, String) {
    let (answer, _) = call(world, user, "type=catalog&mode=checkauth", None, "");
    let answer = String::from_utf8(answer).unwrap();
    let lines: Vec<&str> = answer.lines().collect();
    assert_eq!(lines[0], "success");
    let timestamp = lines[4].trim_start_matches("timestamp=");
    (format!("{}={}", lines[1], lines[2]), timestamp.to_owned())
}

/// Saves the form of a page with some fields changed; gives the status.
fn save(world: &World, page: &str, change: &[(&str, &str)]) -> crate::harness::Answer {
    let admin = world.admin();
    let mut fields = admin.get(page).form(page);
    fields.retain(|(name, _)| !change.iter().any(|(changed, _)| changed == name));
    let mut fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.extend(change.iter().filter(|(_, value)| !value.is_empty()));
    admin.post(page, &fields)
}

#[test]
fn settings_of_a_connection_are_what_1c_meets() {
    let mut world = connected();
    let page = page_of(&mut world, "C");
    let (cookie, _) = begin(&world, "bus");
    let init = |world: &World| {
        let (answer, _) = call(world, "bus", "type=sale&mode=init&version=3.1", None, &cookie);
        String::from_utf8(answer).unwrap()
    };
    assert!(init(&world).ends_with("version=3.1"));
    let change = [
        ("schema", "2.09"),
        ("charset", "UTF-8"),
        ("bom", "on"),
        ("locale", "en"),
    ];
    save(&world, &page, &change).expect(303);
    assert!(init(&world).ends_with("version=2.09"));
    let (orders, kind) = call(&world, "bus", "type=sale&mode=query", None, &cookie);
    assert_eq!(kind, "application/xml; charset=UTF-8");
    let text = String::from_utf8(orders).unwrap();
    assert!(text.starts_with("\u{feff}<?xml"), "{}", &text[..40]);
    assert!(text.contains("ВерсияСхемы=\"2.09\"") && text.contains("<Документ>"));
    assert!(!text.contains("<Контейнер>"), "that came with schema 3");
    let (answer, _) = call(
        &world,
        "bus",
        "type=catalog&mode=import&filename=none.xml",
        None,
        &cookie,
    );
    assert!(
        answer.is_ascii() && answer.starts_with(b"failure\n"),
        "words in English"
    );
    // A mark before a status word would make another word of it.
    assert!(
        call(&world, "bus", "type=catalog&mode=init", None, &cookie)
            .0
            .starts_with(b"zip=")
    );

    // What this program doesn't read is refused at its field, and nothing is saved.
    save(&world, &page, &[("schema", "2.07")]).expect(422).contains("2.09");
    save(&world, &page, &[("locale", "de")]).expect(422);
    save(&world, &page, &[("charset", "windows-1251")])
        .expect(422)
        .contains("BOM");
    assert!(init(&world).ends_with("version=2.09"));
    save(&world, &page, &[("charset", "windows-1251"), ("bom", "")]).expect(303);
    let (orders, kind) = call(&world, "bus", "type=sale&mode=query", None, &cookie);
    assert_eq!(kind, "application/xml; charset=windows-1251");
    assert!(orders.starts_with(b"<?xml version=\"1.0\" encoding=\"windows-1251\"?>"));
}

#[test]
fn orders_of_the_folder_are_marked_as_received_on_the_page() {
    let mut world = connected();
    let page = page_of(&mut world, "A");
    let admin = world.admin();
    admin.post("/admin/exchange/passes", &[]).expect(303);
    let file = world.data.join("exchange/out/orders.xml");
    let documents = || std::fs::read_to_string(&file).unwrap().matches("<Документ>").count();
    let count = documents();
    assert!(count > 0, "the world begins with orders");
    let seen = admin.get(&page);
    assert_eq!(seen.attributes("[data-queue]", "data-queue"), [count.to_string()]);
    let action = format!("{page}/received");
    let fields = seen.form(&action);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    admin.post(&action, &fields).expect(303);
    assert_eq!(documents(), 0, "the file was written anew");
    let seen = admin.get(&page);
    assert_eq!(seen.attributes("[data-queue]", "data-queue"), ["0"]);
    seen.contains("отмечено вручную");
    // Pressed twice, it is done once.
    admin.post(&action, &fields).expect(422);
}

#[test]
fn a_sweep_of_much_is_asked_about_decided_and_taken_back() {
    let world = connected();
    let product =
        |number: u32| format!("<Товар><Ид>sw-{number}</Ид><Наименование>Швеллер {number}</Наименование></Товар>");
    let session = |numbers: std::ops::Range<u32>| {
        let (cookie, timestamp) = begin(&world, "bus");
        let products: String = numbers.map(product).collect();
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><КоммерческаяИнформация><Каталог><Ид>sweep</Ид><Товары>{products}</Товары></Каталог></КоммерческаяИнформация>"
        );
        let file = "type=catalog&mode=file&filename=import0_1.xml";
        assert_eq!(call(&world, "bus", file, Some(text.as_bytes()), &cookie).0, b"success");
        let import = "type=catalog&mode=import&filename=import0_1.xml";
        assert!(call(&world, "bus", import, None, &cookie).0.starts_with(b"success"));
        (cookie, timestamp)
    };
    session(0..10);
    // Moments are told in seconds: the next session has to begin in a later one than the last row was written.
    let began = begin(&world, "bus").1;
    crate::harness::wait_for("the next second", || (begin(&world, "bus").1 != began).then_some(()));
    let (cookie, timestamp) = session(0..6);
    let sweep = format!("type=catalog&mode=deactivate&timestamp={timestamp}");
    let (answer, _) = call(&world, "bus", &sweep, None, &cookie);
    let answer = String::from_utf8(answer).unwrap();
    assert!(
        answer.starts_with("success\n") && answer.contains("4 из 10"),
        "{answer}"
    );

    let admin = world.admin();
    let link = admin.get("/").attributes("a[href$='/sweep']", "href").remove(0);
    let page = admin.get(&link);
    page.expect(200).contains("Швеллер 9").contains("Скрыть всё равно");
    assert!(!page.body().contains("Швеллер 5<"), "it was named");
    admin.post(&link, &[("decision", "hide")]).expect(303);
    admin.post(&link, &[("decision", "hide")]).expect(422);
    let run = link.trim_end_matches("/sweep");
    admin
        .get(run)
        .expect(200)
        .contains("Скрыты 4 товара")
        .contains("Вернуть в каталог");
    admin.post(&link, &[("decision", "take-back")]).expect(303);
    admin.get(run).expect(200).contains("возвращены в каталог");
}

/// A counterparty that 1C names without a tax number waits for a person, who says on the page whose entity it is.
#[test]
fn a_counterparty_that_waits_is_matched_or_ignored_by_the_page() {
    const PAGE: &str = "/admin/exchange/mapping";
    const ACTION: &str = "/admin/exchange/mapping/counterparties";
    let mut world = connected().with_settings("exchange.rest_seconds = 0\n");
    let one =
        |id: &str, name: &str| format!("<Контрагент><Ид>{id}</Ид><Наименование>{name}</Наименование></Контрагент>");
    let file = format!(
        "<?xml version=\"1.0\"?><КоммерческаяИнформация ВерсияСхемы=\"3.1\"><Контрагенты СодержитТолькоИзменения=\"true\">{}{}\
         </Контрагенты></КоммерческаяИнформация>",
        one("party-1", "Север, старая карточка"),
        one("party-2", "Частное лицо"),
    );
    std::fs::write(world.data.join("exchange/in/contragents.xml"), file).unwrap();
    let output = kabinet()
        .args(["exchange", "run", "--json", "--data"])
        .arg(&world.data)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let waiting = |world: &World| {
        let page = world.admin().get(PAGE);
        page.expect(200)
            .attributes(&format!("form[action='{ACTION}'] input[name=key]"), "value")
    };
    assert_eq!(waiting(&world), ["party-1", "party-2"]);
    let entity = world.sever.deal().entity;
    let admin = world.admin();
    let matched = [("key", "party-1"), ("entity", &entity.to_string())];
    world.manager().post(ACTION, &matched).expect(403);
    admin
        .post(ACTION, &[("key", "party-1"), ("entity", &"0".repeat(32))])
        .expect(404);
    admin.post(ACTION, &matched).expect(303);
    admin.get(PAGE).contains("Север, старая карточка");
    admin
        .post(ACTION, &[("key", "party-2"), ("entity", "ignore")])
        .expect(303);
    assert_eq!(waiting(&world), [""; 0]);
    // What is settled isn't settled once more by a page that is older.
    admin
        .post(ACTION, &[("key", "party-2"), ("entity", &entity.to_string())])
        .expect(422);
    let kept = world.below(async |access| access.read().unwrap().get::<LegalEntity>(&entity).unwrap().unwrap());
    assert_eq!(kept.counterparty.as_deref(), Some("party-1"));
}
