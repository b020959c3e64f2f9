//! Lines that only spaces part, and goods made to order among them.

use super::*;
use crate::modules::quick::readings::tails;

/// The first reading of each line, then its others: what is named, and the quantity.
fn readings(text: &str) -> Vec<Vec<(String, String)>> {
    let of = |row: &Written| {
        let readings = (0..=row.others.len()).map(|at| row.reading(at));
        readings
            .map(|(what, quantity)| (what.to_owned(), quantity.to_owned()))
            .collect()
    };
    written(&rows_of_text(text, 100).unwrap()).iter().map(of).collect()
}

#[test]
fn a_line_that_only_a_space_parts_is_read_in_all_its_ways() {
    let cases: &[(&str, &[&[(&str, &str)]])] = &[
        ("ТВ-70 12", &[&[("ТВ-70", "12"), ("ТВ-70 12", "1")]]),
        (
            "ТВ-70 12,5",
            &[&[("ТВ-70", "12,5"), ("ТВ-70 12", "5"), ("ТВ-70 12,5", "1")]],
        ),
        ("ТВ-70 12.5", &[&[("ТВ-70", "12.5"), ("ТВ-70 12.5", "1")]]),
        ("ТВ-70 — 12 шт.", &[&[("ТВ-70", "12 шт"), ("ТВ-70 — 12 шт.", "1")]]),
        ("ТВ-70\u{a0}х12шт", &[&[("ТВ-70", "12 шт"), ("ТВ-70 х12шт", "1")]]),
        ("Петля 70 12", &[&[("Петля 70", "12"), ("Петля 70 12", "1")]]),
        (
            "ТВ-70 1 204",
            &[&[("ТВ-70 1", "204"), ("ТВ-70", "1 204"), ("ТВ-70 1 204", "1")]],
        ),
        (
            "ТВ 12 345 678,5 кг",
            &[&[
                ("ТВ 12 345", "678,5 кг"),
                ("ТВ 12", "345 678,5 кг"),
                ("ТВ", "12 345 678,5 кг"),
                ("ТВ 12 345 678", "5 кг"),
                ("ТВ 12 345 678,5 кг", "1"),
            ]],
        ),
        // Headings are told though nothing but a space parts them; a line without a quantity has none.
        (
            "Артикул Кол-во\nТВ-70 12\nПД-300",
            &[&[("ТВ-70", "12"), ("ТВ-70 12", "1")], &[("ПД-300", "")]],
        ),
        // One line of three ends in a number: a list of goods, where that number may still be a quantity.
        (
            "Ручка\nТВ-70 12\nПД-300",
            &[
                &[("Ручка", "1")],
                &[("ТВ-70 12", "1"), ("ТВ-70", "12")],
                &[("ПД-300", "1")],
            ],
        ),
        // Where other lines have a mark, the line that lacks it is read by its words.
        (
            "ТВ-70\t12\nПД-300 3\nРучка\t1 204",
            &[
                &[("ТВ-70", "12")],
                &[("ПД-300", "3"), ("ПД-300 3", "1")],
                &[("Ручка", "1 204")],
            ],
        ),
        (
            "Болт М8 20,5\nГайка,3",
            &[
                &[("Болт М8 20", "5"), ("Болт М8", "20,5"), ("Болт М8 20,5", "1")],
                &[("Гайка", "3")],
            ],
        ),
        // Neither an article alone nor a size is a quantity.
        ("12", &[&[("12", "1")]]),
        ("Труба 1/2", &[&[("Труба 1/2", "1")]]),
        ("Болт М8", &[&[("Болт М8", "1")]]),
        ("Болт 0", &[&[("Болт 0", "1")]]),
    ];
    for (text, want) in cases {
        let got = readings(text);
        let got: Vec<Vec<(&str, &str)>> = got
            .iter()
            .map(|row| {
                row.iter()
                    .map(|(what, quantity)| (what.as_str(), quantity.as_str()))
                    .collect()
            })
            .collect();
        assert_eq!(got, *want, "{text:?}");
    }
}

/// What a list comes to in a catalogue of these names: for each row the goods, the quantity and the kind.
fn read_by(catalogue: &[&str], text: &str) -> Vec<(Kind, Vec<(String, String)>)> {
    let rows = written(&rows_of_text(text, 100).unwrap());
    let plain = |text: &str| text.to_lowercase().replace([' ', '-'], "");
    let known = |text: &str| {
        let items: Vec<Sellable> = catalogue
            .iter()
            .filter(|name| plain(name) == plain(text))
            .map(|name| item(name, 0))
            .collect();
        meant(&items)
    };
    let meanings: Vec<Vec<Meant>> = rows
        .iter()
        .map(|row| (0..=row.others.len()).map(|at| known(row.reading(at).0)).collect())
        .collect();
    let meaning = |at: usize| Meaning {
        chosen: None,
        meant: &meanings[at][0],
        others: meanings[at][1..].iter().collect(),
        near: &[],
        instead: Vec::new(),
    };
    let of = |verdict: Verdict| {
        let goods = match &verdict {
            Verdict::Ready { item, quantity, .. } => {
                vec![(item.name.clone(), (quantity.thousandths() / 1_000).to_string())]
            }
            Verdict::Unsure { choices } => choices
                .iter()
                .map(|of| (of.item.name.clone(), of.quantity.clone()))
                .collect(),
            _ => Vec::new(),
        };
        (verdict.kind(), goods)
    };
    check(&rows, meaning, unknown).into_iter().map(of).collect()
}

#[test]
fn the_catalogue_tells_readings_apart_and_a_person_where_it_cannot() {
    let one = |name: &str, quantity: &str| vec![(name.to_owned(), quantity.to_owned())];
    let two = |a: (&str, &str), b: (&str, &str)| [one(a.0, a.1), one(b.0, b.1)].concat();
    for (catalogue, text, want) in [
        (&["ТВ-70"][..], "ТВ-70 12", vec![(Kind::Ready, one("ТВ-70", "12"))]),
        // The whole line names goods, and so does a part of it: nobody guesses.
        (
            &["ТВ-70", "ТВ-7012"],
            "ТВ-70 12",
            vec![(Kind::Ambiguous, two(("ТВ-70", "12"), ("ТВ-7012", "1")))],
        ),
        // The whole line alone: the quantity is missing, or a letter of other goods is wrong.
        (
            &["Петля 70 12"],
            "Петля 70 12",
            vec![(Kind::Ambiguous, one("Петля 70 12", "1"))],
        ),
        (
            &["ТВ-70", "Петля 70 12"],
            "ТВ-70 3\nПетля 70 12\nПетля 70 12\nПетля 70 12",
            vec![
                (Kind::Ready, one("ТВ-70", "3")),
                (Kind::Ambiguous, one("Петля 70 12", "1")),
                (Kind::Ambiguous, one("Петля 70 12", "1")),
                (Kind::Ambiguous, one("Петля 70 12", "1")),
            ],
        ),
        // A whole list of names that end in numbers has no quantities.
        (
            &["Петля 70", "Петля 80", "Петля 90"],
            "Петля 70\nПетля 80\nПетля 90",
            vec![
                (Kind::Remarked, one("Петля 70", "1")),
                (Kind::Remarked, one("Петля 80", "1")),
                (Kind::Remarked, one("Петля 90", "1")),
            ],
        ),
        // A decimal comma, or two columns: what is known decides, and is told.
        (
            &["ТВ-70 12"],
            "ТВ-70 12,5",
            vec![(Kind::Remarked, one("ТВ-70 12", "5"))],
        ),
        (
            &["ТВ-70", "ТВ-70 12"],
            "ТВ-70 12,5",
            vec![(Kind::Ambiguous, two(("ТВ-70", "12,5"), ("ТВ-70 12", "5")))],
        ),
        (&["ТВ-70"], "ТВ-70 1 204", vec![(Kind::Remarked, one("ТВ-70", "1204"))]),
        (&["ПД-300"], "ТВ-70 12", vec![(Kind::NotFound, Vec::new())]),
    ] {
        assert_eq!(read_by(catalogue, text), want, "{text:?} in {catalogue:?}");
    }
}

#[test]
fn a_choice_between_readings_rewrites_the_row_and_a_change_by_hand_ends_them() {
    let sku: SkuId = Id::derived("tests", "sku");
    let row = written(&rows_of_text("Петля 70 12", 9).unwrap()).remove(0);
    let edited = |edit: Edit| {
        sheet(vec![row.clone()])
            .edited(&[Edit { place: 1, ..edit }])
            .rows
            .remove(0)
    };
    let whole = edited(Edit {
        what: Some("Петля 70".into()),
        quantity: Some("12".into()),
        chosen: Some(sku),
        reading: 1,
        ..Edit::default()
    });
    assert_eq!((whole.what.as_str(), whole.quantity.as_str()), ("Петля 70 12", "1"));
    assert_eq!((whole.chosen, whole.others.len()), (Some(sku), 0));
    let first = edited(Edit {
        chosen: Some(sku),
        ..Edit::default()
    });
    assert_eq!(
        (first.what.as_str(), first.quantity.as_str(), first.chosen),
        ("Петля 70", "12", Some(sku))
    );
    // Checked again without an answer, it is asked again.
    assert_eq!(edited(Edit::default()), row);
    for by_hand in [
        Edit {
            quantity: Some("13".into()),
            ..Edit::default()
        },
        Edit {
            what: Some("Петля 71".into()),
            ..Edit::default()
        },
    ] {
        assert!(edited(by_hand).others.is_empty());
    }
    // A reading that isn't there chooses nothing else.
    let beyond = edited(Edit {
        chosen: Some(sku),
        reading: 9,
        ..Edit::default()
    });
    assert_eq!((beyond.what.as_str(), beyond.quantity.as_str()), ("Петля 70", "12"));
}

#[test]
fn goods_made_to_order_wait_to_be_configured_and_are_never_summed() {
    let goods = meant(&[item("a", 0)]);
    let rows = [
        Written::new(1, "a", "2", "левый"),
        Written::new(2, "a", "1", ""),
        Written::new(3, "a", "два", ""),
    ];
    let told = |_: &Sellable| Told {
        stock: StockShown::None,
        made_to_order: true,
    };
    let verdicts = check(&rows, |_| of(&goods), told);
    let item = item("a", 0);
    let waits = |quantity: i64| Verdict::Configure {
        item: item.clone(),
        quantity: Quantity::whole(quantity),
    };
    assert_eq!(verdicts[..2], [waits(2), waits(1)]);
    assert_eq!(verdicts[2].kind(), Kind::Quantity);
    assert!(!verdicts[0].kind().is_good());
}

#[test]
fn a_line_of_nothing_but_numbers_has_few_readings_and_short_quantities() {
    let line = format!("Q1{}", " 100".repeat(120));
    let readings = tails(&line);
    assert!(readings.len() <= 4, "{}", readings.len());
    let digits = format!("Q1 {}", "9".repeat(400));
    for reading in readings.iter().chain(&tails(&digits)) {
        assert!(reading.quantity.chars().count() <= 32, "{reading:?}");
    }
}
