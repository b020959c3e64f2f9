//! Papers that come apart from their documents, and people who may see only a part of what papers need.

use kabinet::platform::access::Role;

use crate::exchange::connected;
use crate::harness::Client;
use crate::papers::{at, buyer, director, document, send, told};
use crate::rights::{assign, id_of, role};

pub fn sha256(bytes: &[u8]) -> String {
    let sum = ring::digest::digest(&ring::digest::SHA256, bytes);
    sum.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn of_two_files_by_one_name_each_goes_where_its_sum_says() {
    let world = connected();
    let (mine, yours): (&[u8], &[u8]) = (b"%PDF-1.7 mine", b"%PDF-1.7 yours");
    let of = |company, id, bytes| {
        let sum = sha256(bytes);
        document(
            &world,
            company,
            id,
            &format!(r#", "file": {{"name": "1.pdf", "sha256": "{sum}"}}"#),
        )
    };
    let text = told(&[of("Север", "mine", mine), of("Юг", "yours", yours)]);
    let said = send(
        &world,
        &[
            ("kabinet___1.json", text.as_bytes()),
            ("sever/kabinet_files/1.pdf", mine),
            ("yug/kabinet_files/1.pdf", yours),
        ],
    );
    assert!(
        said.contains("Замечаний нет") && !said.contains("без документа"),
        "{said}"
    );
    let yug = world.signed_in(world.yug.person(Role::Director));
    for (client, id, bytes) in [(&director(&world), "mine", mine), (&yug, "yours", yours)] {
        assert_eq!(client.get(&format!("{}/file", at(id))).expect(200).bytes, bytes, "{id}");
    }
    // By halves: the files first, the documents later.
    let (mine, yours): (&[u8], &[u8]) = (b"%PDF-1.7 mine, later", b"%PDF-1.7 yours, later");
    let empty: &[u8] = br#"{"version": 1}"#;
    send(
        &world,
        &[
            ("kabinet___2.json", empty),
            ("sever/kabinet_files/2.pdf", mine),
            ("yug/kabinet_files/2.pdf", yours),
        ],
    );
    let text = told(&[of("Север", "mine-2", mine), of("Юг", "yours-2", yours)]).replace("1.pdf", "2.pdf");
    send(&world, &[("kabinet___3.json", text.as_bytes())]);
    for (client, id, bytes) in [(&director(&world), "mine-2", mine), (&yug, "yours-2", yours)] {
        assert_eq!(client.get(&format!("{}/file", at(id))).expect(200).bytes, bytes, "{id}");
    }
}

#[test]
fn papers_beside_a_file_in_quarantine_wait_for_it() {
    let world = connected();
    let text = told(&[document(&world, "Север", "doc-1", r#", "file": {"name": "1.xml"}"#)]);
    let broken = text.replace(r#""version": 1"#, r#""version": 99"#);
    let paper = "<?xml version=\"1.0\"?><Файл/>".as_bytes();
    let said = send(
        &world,
        &[("kabinet___1.json", broken.as_bytes()), ("kabinet_files/1.xml", paper)],
    );
    assert!(said.contains("«1.xml» пришёл без документа"), "{said}");
    let said = send(&world, &[("kabinet___2.json", text.as_bytes())]);
    assert!(said.contains("Замечаний нет"), "{said}");
    let file = director(&world).get(&format!("{}/file", at("doc-1")));
    assert_eq!(file.expect(200).bytes, paper);
    assert!(!world.admin().get("/documents?state=stray").body().contains("1.xml"));
}

#[test]
fn of_a_counterparty_that_is_none_of_ours_nothing_is_kept() {
    let world = connected();
    let foreign = |id: &str, name: &str| {
        document(&world, "Север", id, &format!(r#", "file": {{"name": "{name}"}}"#))
            .replace("party-sever", "party-foreign")
            .replace("7707083893", "7743013902")
    };
    let text = told(&[foreign("known", "absent.pdf")]);
    send(&world, &[("kabinet___1.json", text.as_bytes())]);
    let admin = world.admin();
    let ignoring = [("key", "party-foreign"), ("entity", "ignore")];
    admin
        .post("/admin/exchange/mapping/counterparties", &ignoring)
        .expect(303);
    let text = told(&[foreign("foreign", "foreign.pdf")]);
    for name in ["kabinet___2.json", "kabinet___3.json"] {
        let said = send(
            &world,
            &[
                (name, text.as_bytes()),
                ("kabinet_files/foreign.pdf", b"%PDF-1.7 foreign"),
            ],
        );
        assert!(
            said.contains("Замечаний нет") && !said.contains("foreign.pdf"),
            "{said}"
        );
    }
    admin.get(&at("foreign")).expect(404);
    assert!(!admin.get("/documents?state=stray").body().contains("foreign.pdf"));
}

#[test]
fn whoever_sees_papers_and_no_finance_is_neither_told_nor_led_to_them() {
    let world = connected();
    let director = director(&world);
    let papers = ["orders.see", "documents.see", "settlements.see"];
    let half = role(&director, "Без денег", &papers);
    assign(&director, &id_of(&world, Role::Buyer), &half).expect(303);
    let seer = world.buyer();
    seer.get("/documents").expect(403);
    let menu = seer.get("/").expect(200).attributes("nav a", "href");
    assert!(menu.contains(&"/orders".to_owned()), "{menu:?}");
    assert!(
        !menu.iter().any(|href| href == "/documents" || href == "/settlements"),
        "{menu:?}"
    );
    let owner = buyer(&world, "Север");
    let text = format!(
        r#"{{"version": 1, "documents": [{}], "settlements": [{{"contract": "c-1", "number": "Д-Север", "currency": "RUB",
           "asOf": "2026-11-23", "opening": "0", "closing": "5", "overdue": "5", "buyer": {owner}}}]}}"#,
        document(&world, "Север", "doc-1", "")
    );
    send(&world, &[("kabinet___1.json", text.as_bytes())]);
    let news = ["Новый документ", "появилась просрочка"];
    for words in news {
        director.hears(words);
    }
    let heard = seer.get("/notices").expect(200).body();
    for words in news {
        assert!(!heard.contains(words), "{words}");
    }
}

/// Is a file of these bytes in the archive of all documents?
fn packed(client: &Client, bytes: &[u8]) -> bool {
    let archive = client.get("/documents/all.zip");
    if archive.status == 303 {
        return false;
    }
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive.expect(200).bytes.clone())).unwrap();
    (0..zip.len()).any(|at| {
        let mut found = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_index(at).unwrap(), &mut found).unwrap();
        found == bytes
    })
}

#[test]
fn a_withdrawn_document_says_so_and_its_file_is_the_manufacturers_alone() {
    let world = connected();
    let act = |more: &str| {
        let file = format!(r#", "file": {{"name": "act.pdf"}}{more}"#);
        told(&[
            document(&world, "Север", "doc-1", &file),
            document(&world, "Север", "doc-2", ""),
        ])
    };
    let bytes = b"%PDF-1.7 act";
    let text = act("");
    send(
        &world,
        &[("kabinet___1.json", text.as_bytes()), ("kabinet_files/act.pdf", bytes)],
    );
    let (director, manager) = (director(&world), world.manager());
    let file = format!("{}/file", at("doc-1"));
    assert_eq!(director.get(&file).expect(200).bytes, bytes);
    let id = at("doc-1").rsplit('/').next().unwrap().to_owned();
    director
        .post("/documents/picked.zip", &[("d", id.as_str())])
        .expect(200);

    assert!(packed(&director, bytes));

    let text = act(r#", "withdrawn": true"#);
    send(&world, &[("kabinet___2.json", text.as_bytes())]);
    let page = director.get(&at("doc-1"));
    page.expect(200).contains("больше не действует");
    assert!(page.attributes("a[href$='/file']", "href").is_empty());
    let row = director.get("/documents").texts("[data-document='doc-1']").join(" ");
    assert!(row.contains("Отозван"), "{row}");
    // Neither alone nor in an archive.
    director.get(&file).expect(404);
    director
        .post("/documents/picked.zip", &[("d", id.as_str())])
        .expect(303);
    assert!(!packed(&director, bytes));
    assert!(packed(&manager, bytes));
    assert_eq!(manager.get(&file).expect(200).bytes, bytes);
    manager.get(&at("doc-1")).expect(200).contains("отозван");
    manager.get("/documents?state=withdrawn").contains("doc-1");
    // 1C brings it back.
    let text = act("");
    send(&world, &[("kabinet___3.json", text.as_bytes())]);
    assert_eq!(director.get(&file).expect(200).bytes, bytes);
}
