//! What the texts of a list mean.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::super::{Product, Sku, meant};
use crate::platform::access::Access;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Record, Store};
use crate::platform::values::{Clock, DealerId, Message, Moment};

struct Came;

impl Event for Came {
    fn kind(&self) -> &'static str {
        "catalogue.came"
    }
    fn subject(&self) -> Subject {
        Subject::new("catalogue", "all", "/catalogue")
    }
    fn dealer(&self) -> Option<DealerId> {
        None
    }
    fn sentence(&self) -> Message {
        Message::new("catalogue-title")
    }
    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}

async fn put<R: Record>(services: &Arc<Services>, record: R) {
    Access::system(services, "test")
        .write(move |write| write.save(&record, &Came))
        .await
        .unwrap();
}

fn product(external: &str, article: &str, name: &str, barcode: &str) -> Product {
    Product {
        stub: false,
        article: article.into(),
        name: name.into(),
        barcode: barcode.into(),
        ..Product::stub(external)
    }
}

fn variant(external: &str, article: &str, suffix: &str) -> Sku {
    Sku {
        article: article.into(),
        suffix: suffix.into(),
        ..Sku::of_offer(external)
    }
}

pub async fn catalogue() -> Arc<Services> {
    let store = Store::start(MemoryEngine::new(5), |error| panic!("{error}")).unwrap();
    let services = Services::new(store, Clock::standing_at(Moment::from_millis(0)), TimeZone::UTC);
    put(&services, product("a", "OK-1042.Б", "Окно «Север»", "4600000000017")).await;
    put(&services, product("b", "РЧ-Л", "Ручка «Лайн»", "")).await;
    put(&services, variant("b#1", "РЧ-Л-БЕЛ", "белая")).await;
    put(&services, variant("b#2", "РЧ-Л-ЧЕР", "чёрная")).await;
    put(&services, product("c", "ПД-300", "Подоконник", "")).await;
    put(&services, product("d", "ПД-301", "Подоконник", "")).await;
    let mut gone = product("e", "ПД-299", "Подоконник старый", "");
    gone.removed = true;
    put(&services, gone).await;
    put(&services, Product::stub("f")).await;
    services
}

async fn names(texts: &[&str]) -> Vec<(Vec<String>, bool)> {
    let services = catalogue().await;
    let tx = Access::system(&services, "test").read().unwrap();
    let found = meant(&tx, texts).unwrap();
    found
        .into_iter()
        .map(|meant| {
            let mut articles: Vec<String> = meant.on_sale.into_iter().map(|item| item.article).collect();
            articles.sort();
            (articles, !meant.withdrawn.is_empty())
        })
        .collect()
}

#[tokio::test]
async fn an_article_is_found_however_it_is_spelled() {
    // As it is; without marks; Cyrillic letters for Latin ones and the other way; a zero for the letter.
    let texts = [
        "OK-1042.Б",
        "ok1042б",
        "ОК 1042 Б",
        "0К/1042–б",
        " ок_1042-Б ",
        "4600000000017",
        "окно  «север»",
    ];
    for (text, (found, withdrawn)) in texts.iter().zip(names(&texts).await) {
        assert_eq!((found, withdrawn), (vec!["OK-1042.Б".to_owned()], false), "{text}");
    }
}

#[tokio::test]
async fn what_means_several_says_all_and_what_means_nothing_says_so() {
    let white = vec!["РЧ-Л-БЕЛ".to_owned()];
    let both = vec!["РЧ-Л-БЕЛ".to_owned(), "РЧ-Л-ЧЕР".to_owned()];
    let sills = vec!["ПД-300".to_owned(), "ПД-301".to_owned()];
    for (text, want) in [
        // An article of a product with variants, and its name.
        ("РЧ-Л", (both.clone(), false)),
        ("Ручка «Лайн»", (both, false)),
        ("Ручка «Лайн», белая", (white.clone(), false)),
        ("рч л бел", (white, false)),
        // Two products of one name.
        ("подоконник", (sills, false)),
        ("пд299", (vec![], true)),
        ("Подоконник старый", (vec![], true)),
        ("ПД-302", (vec![], false)),
        ("", (vec![], false)),
        ("—", (vec![], false)),
    ] {
        assert_eq!(names(&[text]).await, [want], "{text}");
    }
}
