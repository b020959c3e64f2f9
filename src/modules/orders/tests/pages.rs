//! The buyer's and the manager's path through the real routes, and what each role never gets to see.

use axum::http::StatusCode;

use super::site::{NOW, Page, Site, Visitor};
use crate::modules::catalogue::{Product, Sku};
use crate::modules::orders::actions::{Applied, apply_from_1c};
use crate::modules::orders::*;
use crate::platform::access::Role;
use crate::platform::store::Reader;
use crate::platform::values::*;

const NBSP: char = '\u{a0}';

/// With plain spaces, so that the tests can be read.
fn plain(page: &Page) -> String {
    page.body.replace(NBSP, " ")
}

/// A draft of 6 windows and 2 sills; where it is.
async fn filled(site: &Site, buyer: &Visitor) -> String {
    let begun = site.post(buyer, "/drafts", &[("name", "Объект на Лесной")]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let draft = begun.location;
    for (article, quantity) in [("тв82 2с", "6"), ("ПД-Б-300", "2")] {
        let path = format!("{draft}/lines");
        let added = site
            .post(buyer, &path, &[("article", article), ("quantity", quantity)])
            .await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    }
    draft
}

/// The fields of the draft's form as the page holds them.
fn form(page: &Page, quantities: &[&str]) -> Vec<(String, String)> {
    let mut fields = vec![
        ("version".to_owned(), page.hidden("version")),
        ("book".to_owned(), page.hidden("book")),
        ("name".to_owned(), "Объект на Лесной".to_owned()),
        (
            "contract".to_owned(),
            Id::<()>::derived("contract", "sever").to_string(),
        ),
        ("way".to_owned(), "pick-up".to_owned()),
    ];
    for quantity in quantities {
        fields.push(("q".to_owned(), (*quantity).to_owned()));
        fields.push(("c".to_owned(), String::new()));
    }
    let was = page.body.split("name=\"was\" value=\"").skip(1);
    fields.extend(was.map(|rest| ("was".to_owned(), rest.split('"').next().unwrap().to_owned())));
    fields
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

#[tokio::test]
async fn a_buyer_finds_calculates_and_submits() {
    let site = Site::new().await;
    let buyer = site.person(Role::Buyer, Some("sever")).await;

    let list = plain(&site.get(&buyer, "/catalogue").await);
    for part in [
        "Окно двустворчатое",
        "100,00 ₽",
        "150,00 ₽",
        "33,33 %",
        "есть",
        "Ручка «Лайн»",
        "17-sever",
    ] {
        assert!(list.contains(part), "the catalogue shows {part}");
    }
    assert!(!list.contains("77 шт"), "levels of stock don't tell the number");
    let product = plain(&site.get(&buyer, &format!("/products/{}", Product::id_of("a"))).await);
    assert!(product.contains("ТВ-82-2С") && product.contains("50,00 ₽"), "{product}");

    let sku = Sku::id_of("a").to_string();
    let picked = site
        .post(
            &buyer,
            "/drafts/lines",
            &[("sku", &sku), ("quantity", "1"), ("back", "/catalogue")],
        )
        .await;
    assert_eq!(
        (picked.status, picked.location.as_str()),
        (StatusCode::SEE_OTHER, "/catalogue")
    );
    let said = site
        .post(
            &buyer,
            "/drafts/lines",
            &[("sku", &sku), ("quantity", "1"), ("back", "//evil.test")],
        )
        .await;
    assert!(
        said.location.starts_with("/drafts/"),
        "never leaves the site: {}",
        said.location
    );

    let draft = filled(&site, &buyer).await;
    let page = site.get(&buyer, &draft).await;
    let text = plain(&page);
    for part in ["2 600,00 ₽", "468,86 ₽", "3 300,00 ₽", "700,00 ₽ · 21,21 %", "8 кг"] {
        assert!(text.contains(part), "the draft shows {part}: {text}");
    }

    // Live: one more window, as htmx sends it.
    let part = site
        .post_part(&buyer, &draft, &borrowed(&form(&page, &["7", "2"])))
        .await;
    assert_eq!(part.status, StatusCode::OK);
    assert!(
        !part.body.contains("name=\"q\""),
        "fields that somebody types in are left alone"
    );
    assert!(
        !part.body.contains("<html") && plain(&part).contains("2 700,00 ₽"),
        "{}",
        part.body
    );
    // What can't be read is told; what can be is kept.
    let bad = site
        .post_part(&buyer, &draft, &borrowed(&form(&part, &["сорок", "3"])))
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.body.contains("сорок") && plain(&bad).contains("3 700,00 ₽"),
        "{}",
        bad.body
    );
    // A form that is behind changes nothing.
    let stale = site.post(&buyer, &draft, &borrowed(&form(&page, &["1", "1"]))).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);

    let page = site.get(&buyer, &draft).await;
    let submission = format!("{draft}/submission");
    // Typed but not yet seen with its sums: saved, not sent.
    let unseen = site
        .post(&buyer, &submission, &borrowed(&form(&page, &["6", "2"])))
        .await;
    assert_eq!(unseen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = form(&unseen, &["6", "2"]);
    let sent = site.post(&buyer, &submission, &borrowed(&fields)).await;
    assert_eq!(
        (sent.status, sent.location.as_str()),
        (StatusCode::SEE_OTHER, "/orders/26-000001"),
        "{}",
        sent.body
    );
    let again = site.post(&buyer, &submission, &borrowed(&fields)).await;
    assert_eq!(again.location, "/orders/26-000001", "twice is once");

    let order = site.get(&buyer, "/orders/26-000001").await;
    let text = plain(&order);
    for part in ["Объект на Лесной", "2 600,00 ₽", "Отправлен", "2 строки", "ООО sever"]
    {
        assert!(text.contains(part), "the order shows {part}");
    }
    let orders = site.get(&buyer, "/orders").await;
    assert!(orders.body.contains("data-order=\"26-000001\""));
    assert_eq!(orders.body.matches("data-order=").count(), 1);
    assert_eq!(
        site.get(&buyer, &draft).await.location,
        "/orders/26-000001",
        "the draft leads to its order"
    );

    let again = site.post(&buyer, "/orders/26-000001/repetition", &[]).await;
    let copy = plain(&site.get(&buyer, &again.location).await);
    assert!(copy.contains("2 600,00 ₽"), "the same goods again");
}

#[tokio::test]
async fn prices_that_moved_meanwhile_are_shown_before_anything_is_sent() {
    let site = Site::new().await;
    let buyer = site.person(Role::Buyer, Some("sever")).await;
    let draft = filled(&site, &buyer).await;
    let seen = site.get(&buyer, &draft).await;
    let submission = format!("{draft}/submission");

    // Another product's price moves the snapshot, but nothing that the sender saw.
    site.price("c", 5_0000, 6_0000).await;
    site.price("a", 101_0000, 150_0000).await;
    site.reprice();
    let refused = site
        .post(&buyer, &submission, &borrowed(&form(&seen, &["6", "2"])))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("Цены обновились") && plain(&refused).contains("2 606,00 ₽"),
        "{}",
        refused.body
    );
    assert!(site.get(&buyer, "/orders").await.body.matches("data-order=").count() == 0);

    site.price("c", 7_0000, 8_0000).await;
    site.reprice();
    let sent = site
        .post(&buyer, &submission, &borrowed(&form(&refused, &["6", "2"])))
        .await;
    assert_eq!(
        sent.location, "/orders/26-000001",
        "a foreign price is no surprise: {}",
        sent.body
    );
}

#[tokio::test]
async fn a_seller_is_blind_to_purchase_prices_everywhere() {
    let site = Site::new().await;
    let (buyer, seller) = (
        site.person(Role::Buyer, Some("sever")).await,
        site.person(Role::Seller, Some("sever")).await,
    );
    let draft = filled(&site, &buyer).await;
    let page = site.get(&buyer, &draft).await;
    let submission = format!("{draft}/submission");
    let kept = site.post(&seller, "/drafts", &[("name", "Мой")]).await.location;
    site.post(
        &seller,
        &format!("{kept}/lines"),
        &[("article", "ТВ-82-2С"), ("quantity", "6")],
    )
    .await;
    assert_eq!(
        site.post(&buyer, &submission, &borrowed(&form(&page, &["6", "2"])))
            .await
            .location,
        "/orders/26-000001"
    );
    for path in [
        "/catalogue",
        &kept,
        "/orders",
        "/orders/26-000001",
        &format!("/products/{}", Product::id_of("a")),
    ] {
        let page = site.get(&seller, path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let text = plain(&page);
        for secret in [
            "purchase-price",
            "data-field=\"margin\"",
            "2 600,00",
            "100,00 ₽",
            "33,3",
            "21,2",
            "name=\"was\"",
        ] {
            assert!(!text.contains(secret), "{path} tells {secret}");
        }
    }
    assert!(
        plain(&site.get(&seller, "/catalogue").await).contains("150,00 ₽"),
        "the RRP is for everyone"
    );
    let forbidden = site.post(&seller, &submission, &[("version", "1")]).await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    let accountant = site.person(Role::Accountant, Some("sever")).await;
    let text = plain(&site.get(&accountant, "/orders/26-000001").await);
    assert!(
        text.contains("2 600,00 ₽") && !text.contains("21,21 %"),
        "an accountant sees sums and no margin"
    );
}

#[tokio::test]
async fn a_foreign_order_or_draft_is_as_absent_as_one_that_never_was() {
    let site = Site::new().await;
    let (buyer, other) = (
        site.person(Role::Buyer, Some("sever")).await,
        site.person(Role::Director, Some("yug")).await,
    );
    let draft = filled(&site, &buyer).await;
    let missing = format!("/drafts/{}", Id::<()>::derived("draft", "none"));
    for (foreign, absent) in [
        (draft.clone(), missing.clone()),
        (format!("{draft}/copy"), format!("{missing}/copy")),
    ] {
        let (a, b) = match foreign.ends_with("copy") {
            true => (
                site.post(&other, &foreign, &[]).await,
                site.post(&other, &absent, &[]).await,
            ),
            false => (site.get(&other, &foreign).await, site.get(&other, &absent).await),
        };
        assert_eq!((a.status, b.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    }
    let page = site.get(&buyer, &draft).await;
    site.post(
        &buyer,
        &format!("{draft}/submission"),
        &borrowed(&form(&page, &["6", "2"])),
    )
    .await;
    assert_eq!(site.get(&buyer, "/orders/26-000001").await.status, StatusCode::OK);
    assert_eq!(
        site.get(&other, "/orders/26-000001").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        site.post(&other, "/orders/26-000001/repetition", &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert!(!site.get(&other, "/orders?stage=all").await.body.contains("26-000001"));
}

#[tokio::test]
async fn staff_moves_the_order_1c_answers_and_the_dealer_accepts() {
    let site = Site::new().await;
    let (buyer, admin) = (
        site.person(Role::Buyer, Some("sever")).await,
        site.person(Role::Admin, None).await,
    );
    let draft = filled(&site, &buyer).await;
    let page = site.get(&buyer, &draft).await;
    site.post(
        &buyer,
        &format!("{draft}/submission"),
        &borrowed(&form(&page, &["6", "2"])),
    )
    .await;
    let path = "/orders/26-000001";
    let version = async |who: &Visitor| site.get(who, path).await.hidden("version");

    let now = version(&admin).await;
    let stage = format!("{path}/stage");
    let forbidden = site
        .post(&buyer, &stage, &[("version", &now), ("stage", "confirmed")])
        .await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    let moved = site
        .post(&admin, &stage, &[("version", &now), ("stage", "confirmed")])
        .await;
    assert_eq!(moved.location, path);
    let twice = site
        .post(&admin, &stage, &[("version", &now), ("stage", "queued")])
        .await;
    assert_eq!(
        twice.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a page that is behind moves nothing"
    );

    let promises = format!("{path}/promises");
    let now = version(&admin).await;
    assert_eq!(
        site.post(&admin, &promises, &[("version", &now), ("day", "04.12.2026")])
            .await
            .location,
        path
    );
    let now = version(&admin).await;
    let silent = site
        .post(&admin, &promises, &[("version", &now), ("day", "08.12.2026")])
        .await;
    assert_eq!(
        silent.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a moved promise needs a reason"
    );
    let told = [
        ("version", now.as_str()),
        ("day", "08.12.2026"),
        ("reason", "стеклопакеты придут позже"),
    ];
    assert_eq!(site.post(&admin, &promises, &told).await.location, path);
    let shown = plain(&site.get(&buyer, path).await);
    assert!(
        shown.contains("Подтверждён") && shown.contains("стеклопакеты придут позже"),
        "{shown}"
    );
    assert!(
        shown.contains("04.12.2026") && shown.contains("08.12.2026"),
        "the ledger keeps every date"
    );

    let before = site
        .system()
        .read()
        .unwrap()
        .find(&ORDER_BY_NUMBER, "26-000001")
        .unwrap()
        .unwrap();
    let line = &before.lines[0];
    let sum = Money::new(400_00, Currency::Rub);
    let doc = OneCOrder {
        order: Some("26-000001".into()),
        number: Some("ТД00-000017".into()),
        stage: StageKey::new("production"),
        lines: Some(vec![OneCLine {
            sku: line.sku,
            product: line.product,
            external: line.external.clone(),
            name: String::new(),
            article: String::new(),
            unit: String::new(),
            unit_code: String::new(),
            quantity: Quantity::whole(4),
            price: line.price,
            factor: line.factor,
            sum,
            vat_rate: line.vat_rate,
            vat: Money::new(72_13, Currency::Rub),
            total: sum,
            planned: None,
        }]),
        shipments: vec![Shipment {
            number: "О-1".into(),
            day: None,
            carrier: "ТК".into(),
            track: "RU77".into(),
            sum: None,
        }],
        ..OneCOrder::default()
    };
    let apply = async |doc: OneCOrder| {
        site.system()
            .write(move |write| apply_from_1c(write, &doc))
            .await
            .unwrap()
    };
    assert!(matches!(apply(doc.clone()).await, Applied::Changed(_, ref warnings) if warnings.is_empty()));
    assert!(
        matches!(apply(doc.clone()).await, Applied::Unchanged(_)),
        "1C repeats itself"
    );
    let unknown = OneCOrder {
        order: Some("26-000099".into()),
        ..OneCOrder::default()
    };
    assert_eq!(apply(unknown).await, Applied::Unknown);

    let shown = plain(&site.get(&buyer, path).await);
    for part in [
        "В производстве",
        "400,00 ₽",
        "RU77",
        "отличается от согласованного",
        "Убрано: Подоконник",
        "ТД00-000017",
    ] {
        assert!(shown.contains(part), "the buyer sees {part}: {shown}");
    }
    let now = site.get(&buyer, path).await.hidden("version");
    assert_eq!(
        site.post(
            &admin,
            &format!("{path}/acceptance"),
            &[("version", &now), ("answer", "accept")]
        )
        .await
        .status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        site.post(
            &buyer,
            &format!("{path}/acceptance"),
            &[("version", &now), ("answer", "accept")]
        )
        .await
        .location,
        path
    );
    assert!(
        !site
            .get(&buyer, path)
            .await
            .body
            .contains("отличается от согласованного")
    );

    let tx = site.system().read().unwrap();
    let sent = queries::outgoing(&tx, 0, 10).unwrap();
    assert_eq!(sent.orders.len(), 1, "one order, once");
    assert!(queries::outgoing(&tx, sent.position, 10).unwrap().orders.is_empty());
    assert_eq!(NOW, site.services.clock.now());
}

#[tokio::test]
async fn a_dealer_cancels_only_what_waits_and_with_a_reason() {
    let site = Site::new().await;
    let buyer = site.person(Role::Buyer, Some("sever")).await;
    let draft = filled(&site, &buyer).await;
    let page = site.get(&buyer, &draft).await;
    site.post(
        &buyer,
        &format!("{draft}/submission"),
        &borrowed(&form(&page, &["6", "2"])),
    )
    .await;
    let path = "/orders/26-000001/cancellation";
    let silent = site.post(&buyer, path, &[("version", "1"), ("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("Напишите причину"));
    let cancelled = site
        .post(&buyer, path, &[("version", "1"), ("reason", "клиент передумал")])
        .await;
    assert_eq!(cancelled.location, "/orders/26-000001");
    let shown = plain(&site.get(&buyer, "/orders/26-000001").await);
    assert!(shown.contains("Отменён") && shown.contains("клиент передумал"));
    assert_eq!(
        site.get(&buyer, "/orders").await.body.matches("data-order=").count(),
        0,
        "not among the open ones"
    );
    assert!(
        site.get(&buyer, "/orders?stage=cancelled")
            .await
            .body
            .contains("26-000001")
    );
}
