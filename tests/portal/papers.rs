//! Documents of 1C: they reach their dealer with their files and nobody else, whatever an exchange gets wrong.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::time::{Duration, SystemTime};

use kabinet::platform::access::Role;
use kabinet::platform::sheets;

use crate::blind::{crawl, spaced};
use crate::exchange::connected;
use crate::harness::papers::{
    BALANCE, DUE_PAID, DUE_SUM, PAPER_SUM, contract_external, id_of, invoice_external, paper_external,
};
use crate::harness::{Answer, Client, World, wait_for};

/// Files into the exchange folder, and a pass over it. What the page of the run says.
pub fn send(world: &World, files: &[(&str, &[u8])]) -> String {
    let inbox = world.data.join("exchange/in");
    for (name, bytes) in files {
        let path = inbox.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        // A file is taken when it has rested.
        let rested = SystemTime::now() - Duration::from_secs(3_600);
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(rested)
            .unwrap();
    }
    let admin = world.admin();
    admin.post("/admin/exchange/passes", &[]).expect(303);
    let runs = admin
        .get("/admin/exchange")
        .attributes("a[href^='/admin/exchange/runs/']", "href");
    admin.get(&runs[0]).expect(200).texts("main").join(" ")
}

/// The legal entity of a dealer of the world, as 1C names it.
pub fn buyer(world: &World, company: &str) -> String {
    let (id, inn) = match company {
        _ if company == world.sever.name => ("party-sever", "7707083893"),
        _ if company == world.yug.name => ("party-yug", "7728168971"),
        other => panic!("{other} is no dealer of the world"),
    };
    format!(r#"{{"id": "{id}", "name": "ООО «{company}»", "inn": "{inn}", "kpp": "760401001"}}"#)
}

pub fn document(world: &World, company: &str, id: &str, more: &str) -> String {
    let buyer = buyer(world, company);
    format!(
        r#"{{"id": "{id}", "kind": "invoice", "number": "15", "day": "2026-11-20", "currency": "RUB", "buyer": {buyer}{more}}}"#
    )
}

pub fn told(documents: &[String]) -> String {
    format!(r#"{{"version": 1, "documents": [{}]}}"#, documents.join(", "))
}

pub fn at(external: &str) -> String {
    format!("/documents/{}", id_of("document", external))
}

pub fn director(world: &World) -> Client {
    world.signed_in(world.sever.person(Role::Director))
}

fn unpacked(answer: &Answer) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(answer.bytes.clone())).unwrap();
    let count = zip.len();
    let read = |at: usize| {
        let mut file = zip.by_index(at).unwrap();
        let name = String::from_utf8(file.name_raw().to_vec()).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    (0..count).map(read).collect()
}

#[test]
fn a_document_reaches_its_dealer_with_its_file_and_nobody_else() {
    let world = connected();
    let order = &world.sever.deal().order;
    let sum = 5_731_906;
    let more = format!(
        r#", "sum": "{sum}.07", "vat": "955317.68", "order": "{order}", "contract": "Д-Север", "edo": "Ждёт подписи", "file": {{"name": "a/1.pdf"}}"#
    );
    // Two with one number are two.
    let twin = document(&world, "Север", "doc-2", r#", "sum": 1, "file": {"name": "a/2.pdf"}"#);
    let foreign = document(&world, "Юг", "doc-3", r#", "sum": "4", "file": {"name": "b/3.pdf"}"#);
    let text = told(&[document(&world, "Север", "doc-1", &more), twin, foreign]);
    let files: [(&str, &[u8]); 4] = [
        ("kabinet___1.json", text.as_bytes()),
        ("kabinet_files/a/1.pdf", b"%PDF-1.7 one"),
        ("kabinet_files/a/2.pdf", b"%PDF-1.7 two"),
        ("kabinet_files/b/3.pdf", b"%PDF-1.7 three"),
    ];
    send(&world, &files);

    let shown = format!("{},07", spaced(sum));
    let director = director(&world);
    let list = director.get("/documents");
    list.contains(&shown).contains("Ждёт подписи");
    assert_eq!(
        list.attributes("tr[data-document='doc-3']", "data-document"),
        Vec::<String>::new()
    );
    let page = director.get(&at("doc-1"));
    page.expect(200)
        .contains(&shown)
        .contains("955\u{a0}317,68")
        .contains("Д-Север");
    let file = director.get(&format!("{}/file", at("doc-1")));
    assert_eq!(file.expect(200).bytes, b"%PDF-1.7 one");
    assert!(
        file.header("content-disposition").starts_with("attachment"),
        "{}",
        file.header("content-disposition")
    );
    director.hears("Новый документ: Счёт №\u{a0}15 от 20.11.2026");
    director
        .get(&format!("/orders/{order}"))
        .contains("order-documents")
        .contains(&shown);
    // By the order's number, and by the document's.
    for query in [
        format!("q={order}"),
        "q=15&kind=invoice&from=20.11.2026&to=20.11.2026".to_owned(),
    ] {
        let found = director
            .get(&format!("/documents?{query}"))
            .attributes("tr[data-document]", "data-document");
        assert!(found.contains(&"doc-1".to_owned()), "{query}: {found:?}");
    }
    for query in ["q=16", "kind=upd&q=15", "from=21.11.2026", "to=19.11.2026&q=15"] {
        let found = director
            .get(&format!("/documents?{query}"))
            .attributes("tr[data-document]", "data-document");
        assert!(!found.iter().any(|id| id.starts_with("doc-")), "{query}: {found:?}");
    }

    // Many at once: unique names, and the foreign one is nowhere.
    let ids: Vec<String> = ["doc-1", "doc-2"].map(|id| id_of("document", id)).to_vec();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("d", id.as_str())).collect();
    let zip = unpacked(director.post("/documents/picked.zip", &fields).expect(200));
    let expected = BTreeMap::from([
        ("Счёт № 15 от 20.11.2026.pdf".to_owned(), b"%PDF-1.7 one".to_vec()),
        ("Счёт № 15 от 20.11.2026 (2).pdf".to_owned(), b"%PDF-1.7 two".to_vec()),
    ]);
    assert_eq!(zip, expected);
    let foreign = id_of("document", "doc-3");
    director
        .post("/documents/picked.zip", &[fields[0], ("d", foreign.as_str())])
        .expect(404);
    let all = unpacked(director.get("/documents/all.zip?q=15").expect(200));
    assert!(
        all.values().any(|bytes| bytes == b"%PDF-1.7 two") && !all.values().any(|bytes| bytes == b"%PDF-1.7 three")
    );

    // Who has read it: the accountant doesn't hear of that.
    let accountant = world.signed_in(world.sever.person(Role::Accountant));
    accountant.get(&at("doc-1")).expect(200);
    assert!(!accountant.get(&at("doc-1")).body().contains("Кто открывал"));
    let readers = director.get(&at("doc-1")).texts("#readers").join(" ");
    assert!(
        readers.contains("Север accountant") && readers.contains("Север director"),
        "{readers}"
    );

    // The manager has its own dealer's alone.
    world.manager().get(&at("doc-1")).expect(200);
    world.manager().get(&at("doc-3")).expect(404);
    let yug = world.signed_in(world.yug.person(Role::Director));
    yug.get(&at("doc-3")).expect(200);
    for path in [at("doc-1"), format!("{}/file", at("doc-1"))] {
        yug.get(&path).expect(404);
    }
    for role in [Role::Buyer, Role::Seller] {
        let blind = world.signed_in(world.sever.person(role));
        for path in [
            "/documents",
            "/documents/all.zip",
            "/documents/list.xlsx",
            &at("doc-1"),
            &format!("{}/file", at("doc-1")),
        ] {
            blind.get(path).expect(403);
        }
        blind.post("/documents/picked.zip", &fields).expect(403);
        let order = blind.get(&format!("/orders/{order}")).expect(200).body();
        assert!(!order.contains("order-documents"));
        assert!(!blind.get("/notices").body().contains("Новый документ"));
        assert!(!blind.get("/").body().contains("href=\"/documents\""));
    }
}

#[test]
fn the_same_exchange_twice_changes_nothing_and_what_is_not_named_stays() {
    let world = connected();
    let first = told(&[document(
        &world,
        "Север",
        "doc-1",
        r#", "sum": "10.00", "file": {"name": "1.pdf"}"#,
    )]);
    let files: [(&str, &[u8]); 2] = [
        ("kabinet___1.json", first.as_bytes()),
        ("kabinet_files/1.pdf", b"%PDF-1.7 1"),
    ];
    send(&world, &files);
    let before = director(&world).get(&at("doc-1")).texts("main dl");
    // As XML, which means the same.
    let buyer = r#"<Buyer id="party-sever" name="ООО «Север»" inn="7707083893" kpp="760401001"/>"#;
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><KabinetExchange version="1"><Documents><Document id="doc-1" kind="invoice" number="15" day="20.11.2026" currency="643" sum="10,00">{buyer}<File name="kabinet_files/1.pdf"/></Document></Documents></KabinetExchange>"#
    );
    for (name, text) in [("kabinet___2.json", first.as_str()), ("kabinet___3.xml", &xml)] {
        let said = send(
            &world,
            &[(name, text.as_bytes()), ("kabinet_files/1.pdf", b"%PDF-1.7 1")],
        );
        assert!(said.contains("Замечаний нет"), "{said}");
        assert_eq!(director(&world).get(&at("doc-1")).texts("main dl"), before, "{name}");
    }
    send(&world, &[("kabinet___4.json", br#"{"version": 1, "documents": []}"#)]);
    director(&world).get(&at("doc-1")).expect(200);
}

#[test]
fn what_is_wrong_is_said_and_the_document_stands_without_it() {
    let world = connected();
    let (own_order, foreign_order) = (&world.sever.deal().order, &world.yug.deal().order);
    assert_ne!(own_order, foreign_order);
    let documents = [
        document(&world, "Север", "page", r#", "file": {"name": "page.pdf"}"#),
        document(&world, "Север", "above", r#", "file": {"name": "../../kabinet.toml"}"#),
        document(&world, "Север", "root", r#", "file": {"name": "/etc/hostname.pdf"}"#),
        document(&world, "Север", "absent", r#", "file": {"name": "later.pdf"}"#),
        document(
            &world,
            "Север",
            "torn",
            r#", "file": {"name": "torn.pdf", "size": 400}"#,
        ),
        document(&world, "Север", "order", &format!(r#", "order": "{foreign_order}""#)),
        document(&world, "Север", "contract", r#", "contract": "Нет такого""#),
        document(
            &world,
            "Север",
            "tenge",
            r#", "contract": "Д-Север", "currency": "KZT", "sum": "5""#,
        )
        .replace(r#""currency": "RUB", "#, ""),
        document(&world, "Север", "figure", r#", "sum": "12.345""#),
        document(&world, "Север", "", ""),
    ];
    let text = told(&documents);
    let said = send(
        &world,
        &[
            ("kabinet___1.json", text.as_bytes()),
            ("kabinet_files/page.pdf", b"<!DOCTYPE html><html><body>503"),
            ("kabinet_files/torn.pdf", b"%PDF-1.7"),
        ],
    );
    for words in [
        "Файл «page.pdf» назван PDF, а внутри веб-страница",
        "«../../kabinet.toml» лежит вне папки обмена",
        "«/etc/hostname.pdf» лежит вне папки обмена",
        "файла «later.pdf» рядом нет",
        "«torn.pdf» не совпал с описью",
        &format!("заказа {foreign_order} у этого дилера нет"),
        "договора Нет такого у этого юрлица нет",
        "валюта не та, что у договора Д-Север",
        "«12.345» — не сумма",
        "без кода 1С или без даты пропущен",
    ] {
        assert!(said.contains(words), "«{words}» is not in: {said}");
    }
    let director = director(&world);
    for id in ["page", "above", "root", "absent", "torn"] {
        director.get(&at(id)).expect(200).contains("Файла пока нет");
        director.get(&format!("{}/file", at(id))).expect(404);
        // Why the file wasn't taken is the manufacturer's business.
        assert!(!director.get(&at(id)).body().contains("Файл не принят"));
    }
    world
        .manager()
        .get(&at("page"))
        .contains("Файл не принят")
        .contains("веб-страница");
    for id in ["order", "contract", "tenge"] {
        let page = director.get(&at(id));
        assert_eq!(
            page.expect(200).attributes("main dl a[href^='/orders/']", "href"),
            Vec::<String>::new()
        );
    }
    // Another dealer's order shows nothing of it.
    let yug = world.signed_in(world.yug.person(Role::Director));
    assert!(
        !yug.get(&format!("/orders/{foreign_order}"))
            .body()
            .contains(&at("order"))
    );
    // What was missing comes later, alone.
    let said = send(
        &world,
        &[
            ("kabinet___2.json", br#"{"version": 1}"#),
            ("kabinet_files/later.pdf", b"%PDF-1.7 later"),
        ],
    );
    assert!(said.contains("пришёл файл «later.pdf»"), "{said}");
    let file = director.get(&format!("{}/file", at("absent")));
    assert_eq!(file.expect(200).bytes, b"%PDF-1.7 later");
}

#[test]
fn a_file_without_its_document_waits_for_it_and_goes_to_nobody_by_its_name_alone() {
    let world = connected();
    let strays: [(&str, &[u8]); 3] = [
        ("kabinet___1.json", br#"{"version": 1}"#),
        ("kabinet_files/lone.pdf", b"%PDF-1.7 lone"),
        ("kabinet_files/both.pdf", b"%PDF-1.7 both"),
    ];
    let said = send(&world, &strays);
    assert!(said.contains("«lone.pdf» пришёл без документа"), "{said}");
    world
        .admin()
        .get("/documents?state=stray")
        .contains("lone.pdf")
        .contains("both.pdf");
    assert!(
        !world
            .manager()
            .get("/documents?state=stray")
            .body()
            .contains("lone.pdf")
    );
    assert!(
        !director(&world)
            .get("/documents?state=stray")
            .body()
            .contains("lone.pdf")
    );
    let text = told(&[
        document(&world, "Север", "lone", r#", "file": {"name": "lone.pdf"}"#),
        document(&world, "Север", "mine", r#", "file": {"name": "both.pdf"}"#),
    ]);
    // The first to name it would have it; that another names it too is known by the second exchange alone.
    let other = told(&[document(&world, "Юг", "yours", r#", "file": {"name": "later.pdf"}"#)]);
    let also = told(&[document(&world, "Север", "also", r#", "file": {"name": "later.pdf"}"#)]);
    send(&world, &[("kabinet___2.json", text.as_bytes())]);
    let file = director(&world).get(&format!("{}/file", at("lone")));
    assert_eq!(file.expect(200).bytes, b"%PDF-1.7 lone");
    assert!(!world.admin().get("/documents?state=stray").body().contains("lone.pdf"));
    // Two dealers' documents name one file that isn't there: when it comes, its name proves nothing.
    send(&world, &[("kabinet___3.json", other.as_bytes())]);
    send(&world, &[("kabinet___4.json", also.as_bytes())]);
    let late: [(&str, &[u8]); 2] = [
        ("kabinet___5.json", br#"{"version": 1}"#),
        ("kabinet_files/later.pdf", b"%PDF-1.7 whose"),
    ];
    send(&world, &late);
    director(&world).get(&format!("{}/file", at("also"))).expect(404);
    let yug = world.signed_in(world.yug.person(Role::Director));
    yug.get(&format!("{}/file", at("yours"))).expect(404);
}

#[test]
fn documents_of_an_unknown_counterparty_wait_and_go_where_the_mapping_says() {
    let world = connected();
    let known = document(
        &world,
        "Север",
        "doc-1",
        r#", "sum": "31.00", "file": {"name": "1.pdf"}"#,
    );
    let unknown = known
        .replace("party-sever", "party-new")
        .replace("7707083893", "7743013902");
    let text = told(&[unknown]);
    let said = send(
        &world,
        &[
            ("kabinet___1.json", text.as_bytes()),
            ("kabinet_files/1.pdf", b"%PDF-1.7 1"),
        ],
    );
    assert!(said.contains("контрагент не сопоставлен"), "{said}");
    let (admin, director) = (world.admin(), director(&world));
    admin.get("/documents?state=waiting").contains("Ждёт сопоставления");
    admin
        .get(&at("doc-1"))
        .expect(200)
        .contains("Контрагент не сопоставлен");
    for client in [
        &director,
        &world.manager(),
        &world.signed_in(world.yug.person(Role::Director)),
    ] {
        client.get(&at("doc-1")).expect(404);
        assert!(!client.get("/documents").body().contains("doc-1"));
    }
    let entity = world.sever.deal().entity.to_string();
    let matching = [("key", "party-new"), ("entity", entity.as_str())];
    admin
        .post("/admin/exchange/mapping/counterparties", &matching)
        .expect(303);
    wait_for("the document of a matched counterparty", || {
        (director.get(&at("doc-1")).status == 200).then_some(())
    });
    assert_eq!(
        director.get(&format!("{}/file", at("doc-1"))).expect(200).bytes,
        b"%PDF-1.7 1"
    );
    world
        .signed_in(world.yug.person(Role::Director))
        .get(&at("doc-1"))
        .expect(404);
}

#[test]
fn of_two_files_by_one_name_neither_goes_to_anybody() {
    let world = connected();
    let text = told(&[
        document(&world, "Север", "mine", r#", "file": {"name": "1.pdf"}"#),
        document(&world, "Юг", "yours", r#", "file": {"name": "1.pdf"}"#),
    ]);
    let said = send(
        &world,
        &[
            ("kabinet___1.json", text.as_bytes()),
            ("sever/kabinet_files/1.pdf", b"%PDF-1.7 mine"),
            ("yug/kabinet_files/1.pdf", b"%PDF-1.7 yours"),
        ],
    );
    assert!(said.contains("«1.pdf» пришло два"), "{said}");
    let yug = world.signed_in(world.yug.person(Role::Director));
    for (client, id) in [(&director(&world), "mine"), (&yug, "yours")] {
        client.get(&at(id)).expect(200);
        client.get(&format!("{}/file", at(id))).expect(404);
    }
}

#[test]
fn an_archive_of_many_files_takes_no_memory_of_theirs() {
    const FILES: usize = 18;
    const BYTES: usize = 3 << 20;
    let world = connected();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut documents = Vec::new();
    for n in 0..FILES {
        // Bytes that no packing makes less of.
        let mut state = n as u64 + 1;
        let mut bytes = b"%PDF-1.7 ".to_vec();
        while bytes.len() < BYTES {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            bytes.extend_from_slice(&state.to_be_bytes());
        }
        let more = format!(r#", "file": {{"name": "{n}.pdf"}}"#);
        documents.push(document(&world, "Север", &format!("large-{n}"), &more));
        files.push((format!("kabinet_files/{n}.pdf"), bytes));
    }
    let text = told(&documents);
    let mut sent: Vec<(&str, &[u8])> = vec![("kabinet___1.json", text.as_bytes())];
    sent.extend(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    send(&world, &sent);
    let director = director(&world);
    director.get("/documents?q=15&kind=invoice").expect(200);
    let before = world.server.peak_kib();
    let archive = director.get("/documents/all.zip?q=15&kind=invoice&from=20.11.2026");
    let grown = world.server.peak_kib() - before;
    assert!(archive.expect(200).bytes.len() > FILES * BYTES * 9 / 10);
    assert!(
        grown < 24 << 10,
        "{grown} KiB for {} KiB of files",
        (FILES * BYTES) >> 10
    );
}

/// What the sums of the world's document and settlement look like.
pub fn secrets() -> Vec<String> {
    let mut secrets = Vec::new();
    for roubles in [PAPER_SUM, BALANCE, DUE_SUM, DUE_PAID, DUE_SUM - DUE_PAID] {
        secrets.extend([format!("{},00", spaced(roubles)), roubles.to_string()]);
    }
    secrets
}

/// The pages and files of the world's document and settlement of «Север».
pub fn files() -> [String; 15] {
    let paper = id_of("document", &paper_external("Север"));
    let contract = id_of("settlement", &contract_external("Север"));
    let invoice = id_of("document", &invoice_external("Север"));
    [
        format!("/documents/{paper}"),
        format!("/documents/{paper}/file"),
        "/documents".to_owned(),
        "/documents/list.xlsx".to_owned(),
        "/documents/all.zip".to_owned(),
        "/settlements".to_owned(),
        "/settlements/list.xlsx".to_owned(),
        format!("/settlements/{contract}"),
        format!("/settlements/{contract}/operations.xlsx"),
        "/calendar".to_owned(),
        "/calendar?view=list".to_owned(),
        "/calendar/list.xlsx".to_owned(),
        format!("/documents/{invoice}"),
        format!("/documents/{invoice}/payment.svg"),
        "/reconciliation".to_owned(),
    ]
}

#[test]
fn whoever_may_not_see_money_finds_no_sum_of_a_document_or_settlement_anywhere() {
    let world = World::fresh();
    let secrets = secrets();
    let found = |pages: &BTreeMap<String, String>| -> Vec<String> {
        let told = |(path, body): (&String, &String)| {
            let hits = secrets.iter().filter(|secret| body.contains(secret.as_str()));
            hits.map(|secret| format!("{path}: {secret}")).collect::<Vec<_>>()
        };
        pages.iter().flat_map(told).collect()
    };
    // The control: an accountant finds both.
    let accountant = world.signed_in(world.sever.person(Role::Accountant));
    let order = format!("/orders/{}", world.sever.deal().order);
    let seen = ["/", "/documents", "/settlements", order.as_str()];
    let shown = found(
        &seen
            .map(|path| (path.to_owned(), accountant.get(path).expect(200).body()))
            .into(),
    );
    for roubles in [PAPER_SUM, BALANCE, DUE_SUM, DUE_PAID, DUE_SUM - DUE_PAID] {
        let figure = format!("{},00", spaced(roubles));
        assert!(shown.iter().any(|line| line.contains(&figure)), "{figure}: {shown:?}");
    }
    let files = files();
    for role in [Role::Seller, Role::Buyer] {
        let blind = world.signed_in(world.sever.person(role));
        let mut pages = crawl(&blind);
        for path in &files {
            let answer = blind.get(path);
            answer.expect(403);
            pages.insert(path.clone(), answer.body() + &format!("{:?}", answer.headers));
        }
        assert_eq!(found(&pages), Vec::<String>::new(), "{role:?}");
    }
    // In the files of those who may, the figures are figures.
    for (path, roubles) in [(&files[3], PAPER_SUM), (&files[6], BALANCE), (&files[8], BALANCE)] {
        let grid = sheets::read(&accountant.get(path).expect(200).bytes, 100).unwrap();
        let cells: Vec<&String> = grid.rows.iter().flat_map(|(_, cells)| cells).collect();
        assert!(
            cells.iter().any(|cell| cell.starts_with(&roubles.to_string())),
            "{path}: {cells:?}"
        );
    }
}
