//! Search over 10,000 documents as people search: words and their forms, beginnings, articles, slips of the hand, the
//! wrong keyboard layout.

use std::time::Instant;

use anyhow::{Context, ensure};
use kabinet::platform::search::{Audience, Doc, Query, SearchIndex};
use kabinet::platform::values::{Id, Scope};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::table::{Goal, Table, median};

const DOCUMENTS: usize = 10_000;

/// Things, what they are called in another form, and a slip in writing them.
const THINGS: [(&str, &str, &str); 8] = [
    ("Окно", "окнами", "jryj"),
    ("Подоконник", "подоконников", "подаконник"),
    ("Герметик", "герметиком", "гермитик"),
    ("Шпингалет", "шпингалеты", "шпиннгалет"),
    ("Москитная сетка", "москитных сеток", "маскитная сетка"),
    ("Водоотлив", "водоотливы", "dljjnkbd"),
    ("Краска фасадная", "краской фасадной", "rhfcrf"),
    ("Дальномер лазерный", "лазерного дальномера", "дальнамер"),
];
const COLOURS: [&str; 12] = [
    "белый",
    "дуб",
    "орех",
    "антрацит",
    "серый",
    "вишня",
    "бежевый",
    "коричневый",
    "зелёный",
    "махагон",
    "сосна",
    "венге",
];

fn document(number: usize) -> Doc {
    let (thing, _, _) = THINGS[number % THINGS.len()];
    let colour = COLOURS[number / THINGS.len() % COLOURS.len()];
    Doc {
        id: number.to_string(),
        kind: "product".into(),
        audience: vec![Audience::Everyone],
        title: format!("{thing} Скандия {number}, {colour}"),
        link: format!("/products/{number}"),
        articles: vec![article(number)],
        barcodes: vec![format!("21{number:011}")],
        properties: format!(
            "{colour} {} мм серия{} модель{}",
            300 + number % 700,
            number % 50,
            number % 900
        ),
        body: format!(
            "{thing} для дома и дачи. Поставляется в заводской упаковке, гарантия {} лет. Подходит к изделиям серии {}, \
             артикул поставщика П{number}. Монтаж по инструкции завода, хранить в сухом помещении.",
            1 + number % 10,
            number % 50
        ),
        groups: vec![vec![format!("g{}", number % THINGS.len())]],
    }
}

fn article(number: usize) -> String {
    format!("ТВ-{:02}-{number:05}", number % 60)
}

/// A query and what its first hit must begin with, or be.
enum Expected {
    Title(&'static str),
    Id(usize),
}

fn queries() -> Vec<(&'static str, String, Expected)> {
    let mut queries = Vec::new();
    for (at, (thing, form, slip)) in THINGS.into_iter().enumerate() {
        let number = 4_000 + at * 97;
        let beginning: String = thing.chars().take(5).collect();
        queries.extend([
            ("forms", form.to_owned(), Expected::Title(thing)),
            ("slips and layouts", slip.to_owned(), Expected::Title(thing)),
            ("beginnings", beginning, Expected::Title(thing)),
            ("two words", format!("{form} {}", COLOURS[at]), Expected::Title(thing)),
            ("articles", article(number), Expected::Id(number)),
            (
                "articles",
                article(number).to_lowercase().replace('-', ""),
                Expected::Id(number),
            ),
            ("barcodes", format!("21{number:011}"), Expected::Id(number)),
        ]);
    }
    queries
}

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let folder = arguments.folder("search")?;
    let index = SearchIndex::open(&folder.path().join("index"))?;
    index.rebuild((0..DOCUMENTS).map(document), 1)?;
    ensure!(
        index.len() == DOCUMENTS as u64,
        "{} documents in the index",
        index.len()
    );
    let buyer = Scope::Dealer(Id::derived("bench dealer", "search"));
    let queries = queries();
    let times = arguments.size(40, 5);
    let (mut p50, mut p99) = (Vec::new(), Vec::new());
    let mut slowest = ("", 0.0);
    for number in 0..=arguments.rounds {
        let mut taken = Vec::new();
        for _ in 0..times {
            for (kind, text, expected) in &queries {
                let query = Query::new(text.as_str(), buyer.clone(), 20).of_kind("product");
                let begun = Instant::now();
                let hits = index.query(&query)?;
                let time = begun.elapsed().as_secs_f64() * 1e3;
                let first = hits
                    .items
                    .first()
                    .with_context(|| format!("nothing found for {text:?}"))?;
                let fits = match expected {
                    Expected::Title(title) => first.title.starts_with(title),
                    Expected::Id(id) => first.id == id.to_string(),
                };
                ensure!(fits, "{text:?} ({kind}) finds {:?} first", first.title);
                taken.push((time, *kind));
            }
        }
        taken.sort_by(|a, b| a.0.total_cmp(&b.0));
        if number > 0 {
            p50.push(taken[taken.len() / 2].0);
            let (time, kind) = taken[taken.len() * 99 / 100];
            p99.push(time);
            slowest = (kind, time);
        }
    }
    let details = format!(
        "p50 {:.2} ms; {} queries of 6 kinds, slowest kind: {}; 20 hits and the total",
        median(p50),
        queries.len() * times,
        slowest.0
    );
    let name = "p99 of a query over 10,000 documents";
    table.figure("search", name, median(p99), "ms", Goal::AtMost(2.0), details);
    Ok(())
}
