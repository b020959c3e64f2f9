//! What is found, by whom, in which order.

use super::*;

fn product(id: &str, title: &str, article: &str, properties: &str, body: &str) -> Doc {
    Doc {
        id: id.into(),
        kind: "product".into(),
        audience: vec![Audience::Everyone],
        title: title.into(),
        articles: vec![article.into()],
        properties: properties.into(),
        body: body.into(),
        ..Doc::default()
    }
}

fn goods() -> SearchIndex {
    let mut docs = vec![
        product(
            "window",
            "Окно ПВХ поворотное 1200×800",
            "ОК-1042-БЛ",
            "белый; профиль 70 мм",
            "Двухкамерный пакет",
        ),
        product(
            "sill",
            "Подоконник для окна 300 мм",
            "ПД-300",
            "белый",
            "Под любое окно",
        ),
        product(
            "door",
            "Дверь входная «Север»",
            "DV-2000/7",
            "тёмный дуб",
            "С окном из триплекса",
        ),
        product(
            "paint",
            "Краска фасадная",
            "КР-16.5",
            "белая; 10 л",
            "Для дерева и бетона",
        ),
        product("bolt", "Болт М10×60", "B-10-60", "цинк", "ГОСТ 7798"),
        product("board", "Плита MDF 16мм", "MDF-16", "шлифованная", ""),
    ];
    docs[3].barcodes.push("4601234567893".into());
    docs[0].groups = vec![vec!["openings".into(), "windows".into()]];
    docs[2].groups = vec![vec!["openings".into(), "doors".into()]];
    let index = SearchIndex::in_memory().unwrap();
    index.rebuild(docs, 1).unwrap();
    index
}

fn found(index: &SearchIndex, text: &str) -> Vec<String> {
    let hits = index.query(&Query::new(text, Scope::All, 10)).unwrap();
    hits.items.into_iter().map(|hit| hit.id).collect()
}

#[test]
fn people_find_what_they_mean() {
    let index = goods();
    let cases = [
        ("окно", &["window", "sill", "door"][..]),
        ("окна", &["window", "sill", "door"]),
        ("ОКНОМ", &["window", "sill", "door"]),
        ("окно белое", &["window", "sill"]),
        ("темный", &["door"]),
        ("тёмная дверь", &["door"]),
        ("краска по дереву", &["paint"]),
        ("подок", &["sill"]),
        ("фас крас", &["paint"]),
        ("ок1042бл", &["window"]),
        ("OK 1042", &["window"]),
        ("1042", &["window"]),
        ("dv-2000-7", &["door"]),
        ("ДВ-2000", &["door"]),
        ("кр165", &["paint"]),
        ("4601234567893", &["paint"]),
        ("4601234567894", &[]),
        ("1200х800", &["window"]),
        ("1200*800", &["window"]),
        ("1300x800", &[]),
        ("м10", &["bolt"]),
        ("мдф", &[]),
        ("плита 16 мм", &["board"]),
        ("mdf16", &["board"]),
        ("jryj", &["window", "sill", "door"]),
        ("ldthm", &["door"]),
        ("ьва", &["board"]),
        ("JR-1042", &["window"]),
        ("двреь", &["door"]),
        ("пвоортное", &["window"]),
        ("паваротное", &["window"]),
        ("потоконик", &["sill"]),
        ("rhfcrf", &["paint"]),
        ("крсака фасадная", &["paint"]),
        ("окно дверь краска", &[]),
        ("", &[]),
        ("  -- ", &[]),
        ("*", &[]),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, ids)| (text, found(&index, text), ids))
        .filter(|(_, got, ids)| got != *ids)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_turned_layout_is_told() {
    let index = goods();
    let corrected = |text: &str| index.query(&Query::new(text, Scope::All, 10)).unwrap().corrected;
    assert_eq!(corrected("jryj").as_deref(), Some("окно"));
    assert_eq!(corrected("окно"), None);
}

#[test]
fn a_group_holds_what_lies_below_it() {
    let index = goods();
    let within = |group: &[&str]| {
        let mut query = Query::new("окно", Scope::All, 10);
        query.group = group.iter().map(|id| (*id).to_owned()).collect();
        index.query(&query).unwrap().total
    };
    assert_eq!(within(&["openings"]), 2);
    assert_eq!(within(&["openings", "doors"]), 1);
    assert_eq!(within(&["windows"]), 0);
}

#[test]
fn nobody_finds_what_is_not_addressed_to_them() {
    let (north, south) = (
        DealerId::derived("dealer", "north"),
        DealerId::derived("dealer", "south"),
    );
    let (anna, boris) = (
        AccountId::derived("account", "anna"),
        AccountId::derived("account", "boris"),
    );
    let order = |id: &str, audience: &[Audience]| Doc {
        id: id.into(),
        kind: "order".into(),
        audience: audience.to_vec(),
        title: "Заказ".into(),
        ..Doc::default()
    };
    let index = SearchIndex::in_memory().unwrap();
    let docs = [
        order("everyone", &[Audience::Everyone]),
        order("staff", &[Audience::Staff]),
        order("north", &[Audience::Dealer(north)]),
        order("south", &[Audience::Dealer(south)]),
        order("anna", &[Audience::Person(north, anna)]),
        order("works", &[Audience::Company(north), Audience::Person(north, anna)]),
        order("nobody", &[]),
    ];
    index.rebuild(docs, 1).unwrap();
    for (scope, expected) in [
        (
            Scope::All,
            &["anna", "everyone", "nobody", "north", "south", "staff", "works"][..],
        ),
        (Scope::dealers([north]), &["everyone", "north", "staff", "works"]),
        (Scope::dealers([]), &["everyone", "staff"]),
        (Scope::Dealer(north), &["everyone", "north", "works"]),
        (Scope::Dealer(south), &["everyone", "south"]),
        (Scope::people(north, [anna]), &["anna", "everyone", "north", "works"]),
        (Scope::people(north, [boris]), &["everyone", "north"]),
        (
            Scope::people(north, [boris, anna]),
            &["anna", "everyone", "north", "works"],
        ),
        (Scope::Nothing, &[]),
    ] {
        // Stems, a misspelling and the wrong layout all pass through the same net.
        for text in ["заказ", "зоказ", "pfrfp"] {
            let hits = index.query(&Query::new(text, scope.clone(), 10)).unwrap();
            let mut ids: Vec<&str> = hits.items.iter().map(|hit| hit.id.as_str()).collect();
            ids.sort_unstable();
            assert_eq!(ids, expected, "{scope:?} {text}");
            assert_eq!(hits.total, expected.len());
        }
    }
}

#[test]
fn kinds_narrow_and_pages_follow_each_other() {
    let index = SearchIndex::in_memory().unwrap();
    let docs = (0..30).map(|at| product(&format!("p{at:02}"), "Петля", &format!("П-{at}"), "", ""));
    let news = Doc {
        id: "news".into(),
        kind: "news".into(),
        title: "Петля недели".into(),
        ..Doc::default()
    };
    index.rebuild(docs.chain([news]), 1).unwrap();
    let mut query = Query::new("петля", Scope::All, 20).of_kind("product");
    let first = index.query(&query).unwrap();
    query.offset = 20;
    let second = index.query(&query).unwrap();
    assert_eq!((first.total, first.items.len(), second.items.len()), (30, 20, 10));
    assert!(first.items.iter().all(|hit| !second.items.contains(hit)));
    assert_eq!(
        index
            .query(&Query::new("петля", Scope::All, 5).of_kind("news"))
            .unwrap()
            .total,
        1
    );
}

#[test]
fn changes_replace_and_delete_by_id() {
    let index = SearchIndex::in_memory().unwrap();
    let put = |title: &str| Change::Put(Box::new(product("one", title, "А-1", "", "")));
    let delete = |id: &str| Change::Delete {
        kind: "product".into(),
        id: id.into(),
    };
    index.apply(&[put("Окно"), put("Дверь")], 5).unwrap();
    assert_eq!((index.len(), index.position()), (1, 5));
    assert!(found(&index, "окно").is_empty());
    assert_eq!(found(&index, "дверь"), ["one"]);
    index.apply(&[delete("one"), delete("absent")], 7).unwrap();
    assert!(index.is_empty());
    assert_eq!(index.position(), 7);
}

#[test]
fn the_position_survives_and_a_broken_index_begins_anew() {
    let dir = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(dir.path()).unwrap();
    assert_eq!(index.position(), 0);
    index
        .apply(&[Change::Put(Box::new(product("one", "Окно", "А-1", "", "")))], 42)
        .unwrap();
    assert!(
        SearchIndex::open(dir.path()).is_err(),
        "a second writer must be refused, not erase the index"
    );
    drop(index);
    let index = SearchIndex::open(dir.path()).unwrap();
    assert_eq!((index.position(), index.len()), (42, 1));
    drop(index);
    std::fs::write(dir.path().join("meta.json"), b"{ torn").unwrap();
    let index = SearchIndex::open(dir.path()).unwrap();
    assert_eq!((index.position(), index.len()), (0, 0));
}

#[test]
fn hostile_text_is_only_text() {
    let index = goods();
    for text in [
        "\u{0}\u{0}",
        "title:окно AND (",
        "\"",
        "/../..",
        "\u{202e}онко",
        "[[[[",
        &"а ".repeat(10_000),
        &"ы".repeat(100_000),
    ] {
        index.query(&Query::new(text, Scope::All, usize::MAX)).unwrap();
    }
}
