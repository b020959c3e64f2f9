//! Whoever may not see purchase prices and margins is never sent them: every page that a seller can reach, searches,
//! differences, drafts with and without script, mistakes in forms.

use std::collections::{BTreeMap, VecDeque};
use std::io::{Cursor, Read};
use std::process::Command;

use kabinet::platform::access::Role;

use crate::harness::{Answer, Client, GOODS, World};
use crate::papers;
use crate::price_changes::offered;

/// Pages that a crawl opens at most: the world of the tests is small.
const PAGES_MAX: usize = 400;
/// Of one page by its filters, orders and halves.
const VARIANTS_MAX: usize = 12;

/// Every page that links lead to from the home page, by address; each once as a page and once as a part of one.
pub fn crawl(client: &Client) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut ahead: VecDeque<String> = ["/", "/profile", "/notices", "/orders?stage=all"]
        .map(str::to_owned)
        .into();
    for asked in ["TST-0417", "TST", "1234", "2468"] {
        ahead.push_back(format!("/search?q={asked}"));
        ahead.push_back(format!("/catalogue?q={asked}"));
    }
    // A list is the same list under each of its filters: some of them will do.
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(path) = ahead.pop_front() {
        if pages.contains_key(&path) || pages.len() >= PAGES_MAX {
            continue;
        }
        let times = asked
            .entry(path.split('?').next().unwrap_or_default().to_owned())
            .or_default();
        *times += 1;
        if *times > VARIANTS_MAX {
            continue;
        }
        let page = client.get(&path);
        // A file is the same file when a script asks for it.
        let is_page = page.header("content-type").starts_with("text/html");
        let part = is_page.then(|| client.get_with(&path, &[("hx-request", "true")]).body());
        let links = page.attributes("a[href^='/']", "href");
        pages.insert(path, told(&page) + &part.unwrap_or_default());
        let inner = links.into_iter().filter(|link| !link.starts_with("//"));
        ahead.extend(inner.map(|link| link.split('#').next().unwrap_or_default().to_owned()));
    }
    assert!(pages.len() < PAGES_MAX, "the crawl was cut short");
    pages
}

/// All that an answer tells: its headers, and what its body comes to when a reader opens it.
fn told(answer: &Answer) -> String {
    let kind = answer.header("content-type").to_owned();
    let mut said = format!("{} {kind} ", answer.header("content-disposition"));
    let bytes = &answer.bytes;
    if bytes.starts_with(b"PK") {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook or an archive");
        for at in 0..zip.len() {
            let mut part = Vec::new();
            zip.by_index(at).unwrap().read_to_end(&mut part).unwrap();
            said.push_str(&String::from_utf8_lossy(&part));
        }
    } else if bytes.starts_with(b"%PDF") {
        said.push_str(&text_of_pdf(bytes));
    } else {
        said.push_str(&answer.body());
    }
    said
}

/// The words of a paper; of what no reader can open, its bytes.
pub fn text_of_pdf(bytes: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let done = Command::new("pdftotext")
        .arg("-layout")
        .arg(file.path())
        .arg("-")
        .output();
    let done = done.expect("pdftotext is installed (bash tests/run tools)");
    let words = if done.status.success() { &done.stdout } else { bytes };
    String::from_utf8_lossy(words).into_owned()
}

/// Digits with no-break spaces between thousands.
pub fn spaced(figure: i64) -> String {
    let digits = figure.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| str::from_utf8(group).unwrap())
        .collect();
    groups.join("\u{a0}")
}

/// What a purchase price of the world looks like: a piece, the two of the order, the margin, in each spelling.
fn secrets() -> Vec<String> {
    let goods = &GOODS[0];
    let (price, margin) = (goods.price, goods.rrp - goods.price);
    let mut secrets = Vec::new();
    for roubles in [price, 2 * price, margin, 2 * margin] {
        // As a page shows it, as a field sends it, in minor units.
        secrets.extend([
            format!("{},00", spaced(roubles)),
            format!("{roubles},00"),
            format!("\"{roubles}00"),
            // As a cell of a workbook holds it.
            format!("<v>{roubles}</v>"),
        ]);
    }
    // (2000 - 1234) / 2000
    assert_eq!(margin * 10_000 / goods.rrp, 3_830);
    secrets.extend(["38,30\u{a0}%".to_owned(), "38,3\u{a0}%".to_owned()]);
    secrets
}

/// What of the secrets pages tell, with the page.
pub fn found(pages: &BTreeMap<String, String>) -> Vec<String> {
    let secrets = secrets();
    let marks = ["purchase-price", "margin", "balance", "payment"].map(|field| format!("data-field=\"{field}\""));
    let mut found = Vec::new();
    for (path, body) in pages {
        let told = secrets
            .iter()
            .chain(&marks)
            .filter(|secret| body.contains(secret.as_str()));
        found.extend(told.map(|secret| format!("{path}: {secret}")));
    }
    found
}

#[test]
fn a_seller_is_sent_no_purchase_price_and_no_margin_anywhere() {
    let world = World::fresh();
    // The control: the same crawl by a buyer finds them, so the seller's could.
    let shown = found(&crawl(&world.buyer()));
    let sum = format!("{},00", spaced(2 * GOODS[0].price));
    for secret in [sum.as_str(), "38,30", "\"margin\"", "\"246800"] {
        let seen = shown.iter().any(|line| line.contains(secret));
        assert!(seen, "a buyer doesn't see {secret}: {shown:#?}");
    }

    let seller = world.signed_in(world.sever.person(Role::Seller));
    let mut pages = crawl(&seller);
    assert!(pages.len() > 15, "{:?}", pages.keys());
    // A draft as it answers changes: with script, without, and with what can't be read.
    let draft = format!("/drafts/{}", world.sever.deal().draft);
    let token = seller.form_token().unwrap().unwrap();
    for quantity in ["2", "три", "-1", "2"] {
        let mut form = seller.get(&draft).form(&draft);
        form.iter_mut()
            .filter(|(name, _)| name == "q")
            .for_each(|(_, value)| quantity.clone_into(value));
        let fields: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let plain = seller.post(&draft, &fields);
        let script = [("hx-request", "true"), ("x-csrf-token", token.as_str())];
        let scripted = seller.post_raw(&draft, &script, &fields);
        pages.insert(format!("POST {draft} {quantity}"), plain.body() + &scripted.body());
        let sent = seller.post(&format!("{draft}/submission"), &fields);
        sent.expect(403);
        pages.insert(format!("POST {draft}/submission {quantity}"), sent.body());
    }
    let lost = seller.post(&format!("{draft}/lines"), &[("article", "1234"), ("quantity", "1")]);
    pages.insert(format!("POST {draft}/lines"), lost.body());
    assert_eq!(found(&pages), Vec::<String>::new());
}

/// Somebody of «Север» with all rights that a director can give but these, by a role of the company's own.
fn blind_to(world: &World, name: &str, without: &[&str]) -> Client {
    let director = world.signed_in(world.sever.person(Role::Director));
    let all = director
        .get("/roles/new")
        .attributes("input[name=right]:not([disabled])", "value");
    let mut fields = vec![("name", name)];
    fields.extend(
        all.iter()
            .filter(|right| !without.contains(&right.as_str()))
            .map(|right| ("right", right.as_str())),
    );
    assert_eq!(
        fields.len() - 1,
        all.len() - without.len(),
        "the form offers what is left out: {all:?}"
    );
    director.post("/roles/new", &fields).expect(303);
    let page = director.get("/roles");
    let at = page.texts("a[href^='/roles/']").iter().position(|text| text == name);
    let link = page.attributes("a[href^='/roles/']", "href").remove(at.unwrap());
    let person = world.sever.person(Role::Seller);
    let form = [
        ("name", person.member.name.as_str()),
        ("role", link.trim_start_matches("/roles/")),
        ("phone", ""),
    ];
    director
        .post(&format!("/people/{}", person.member.id), &form)
        .expect(303);
    world.signed_in(person)
}

#[test]
fn a_role_without_a_sight_is_sent_nothing_of_it_on_any_page_or_file() {
    let world = World::fresh();
    offered(&world);
    let prices = secrets();
    // 2000 - 1234, of one and of two, and in percent.
    let margin = GOODS[0].rrp - GOODS[0].price;
    let margins: Vec<String> = [margin, 2 * margin]
        .into_iter()
        .flat_map(|roubles| {
            [
                format!("{},00", spaced(roubles)),
                format!("\"{roubles}00"),
                format!("<v>{roubles}</v>"),
            ]
        })
        .chain(["38,30\u{a0}%".to_owned(), "38,3\u{a0}%".to_owned()])
        .collect();
    let mark = |field: &str| format!("data-field=\"{field}\"");
    let cases: [(&str, &[&str], Vec<String>); 3] = [
        (
            "Без цен",
            &["see.purchase-price", "see.margin"],
            [prices, vec![mark("purchase-price"), mark("margin")]].concat(),
        ),
        ("Без маржи", &["see.margin"], [margins, vec![mark("margin")]].concat()),
        ("Без денег", &["see.finance"], vec![mark("balance"), mark("payment")]),
    ];
    // The control: a director finds figures of each kind, in pages, workbooks and papers.
    let director = crawl(&world.signed_in(world.sever.person(Role::Director)));
    let shows = |secret: &str| director.values().any(|text| text.contains(secret));
    let price = spaced(GOODS[0].price);
    for secret in [
        format!("{price},00"),
        format!("<v>{}</v>", GOODS[0].price),
        "38,30\u{a0}%".to_owned(),
        mark("purchase-price"),
        mark("margin"),
    ] {
        assert!(shows(&secret), "a director doesn't see {secret}");
    }
    for (name, without, secrets) in cases {
        let blind = blind_to(&world, name, without);
        let pages = crawl(&blind);
        if without.contains(&"see.finance") {
            // Holding the right to papers and settlements is not enough.
            for path in papers::files() {
                let answer = blind.get(&path);
                answer.expect(403);
                assert!(
                    papers::secrets().iter().all(|secret| !answer.body().contains(secret)),
                    "{path}"
                );
            }
        }
        assert!(pages.len() > 25, "{name}: {:?}", pages.keys());
        assert!(
            pages.keys().any(|path| path.contains("xlsx")),
            "{name}: files are among them"
        );
        assert!(
            pages.values().any(|text| text.contains(" application/pdf ")),
            "{name}: a paper is among them: {:?}",
            pages.keys()
        );
        let mut leaks = Vec::new();
        for (path, text) in &pages {
            let told = secrets.iter().filter(|secret| text.contains(secret.as_str()));
            leaks.extend(told.map(|secret| format!("{name}, {path}: {secret}")));
        }
        assert_eq!(leaks, Vec::<String>::new());
    }
}
