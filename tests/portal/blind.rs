//! Whoever may not see purchase prices and margins is never sent them: every page that a seller can reach, searches,
//! differences, drafts with and without script, mistakes in forms.

use std::collections::{BTreeMap, VecDeque};

use kabinet::platform::access::Role;

use crate::harness::{Client, GOODS, World};

/// Pages that a crawl opens at most: the world of the tests is small.
const PAGES_MAX: usize = 400;

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
    while let Some(path) = ahead.pop_front() {
        if pages.contains_key(&path) || pages.len() >= PAGES_MAX {
            continue;
        }
        let page = client.get(&path);
        let part = client.get_with(&path, &[("hx-request", "true")]);
        let links = page.attributes("a[href^='/']", "href");
        pages.insert(path, page.body() + &part.body());
        let inner = links.into_iter().filter(|link| !link.starts_with("//"));
        ahead.extend(inner.map(|link| link.split('#').next().unwrap_or_default().to_owned()));
    }
    assert!(pages.len() < PAGES_MAX, "the crawl was cut short");
    pages
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
        ]);
    }
    // (2000 - 1234) / 2000
    assert_eq!(margin * 10_000 / goods.rrp, 3_830);
    secrets.extend(["38,30\u{a0}%".to_owned(), "38,3\u{a0}%".to_owned()]);
    secrets
}

fn found(pages: &BTreeMap<String, String>) -> Vec<String> {
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
