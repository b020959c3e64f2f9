//! Quick order: reading columns, and what the check says of rows.

use proptest::prelude::*;

use super::*;
use crate::modules::catalogue::{Meant, Product, Sellable, Sku, SkuId, StockRule, StockShown, Unit};
use crate::platform::i18n::render;
use crate::platform::sheets::rows_of_text;
use crate::platform::values::{Id, Locale, Quantity};

mod readings;

fn rows(text: &str) -> Vec<(String, String, String)> {
    let grid = rows_of_text(text, 100).unwrap();
    written(&grid)
        .into_iter()
        .map(|row| (row.what, row.quantity, row.comment))
        .collect()
}

fn row(what: &str, quantity: &str, comment: &str) -> (String, String, String) {
    (what.to_owned(), quantity.to_owned(), comment.to_owned())
}

#[test]
fn columns_are_told_by_headings_and_by_what_stands_in_them() {
    let want = [row("ТВ-70", "12", ""), row("ПД-300", "1 204,5", "")];
    for text in [
        "ТВ-70\t12\nПД-300\t1 204,5",
        "12\tТВ-70\n1\u{a0}204,5\tПД-300",
        "Артикул\tКол-во, шт.\nТВ-70\t12\nПД-300\t1 204,5",
        "Количество;Артикул\n12;ТВ-70\n1 204,5;ПД-300",
        "Заявка на май\n\n№;Артикул;Наименование;Ед.;Кол-во;Цена\n1;ТВ-70;Окно;шт;12;100,00\n2;ПД-300;Подоконник;шт;1 204,5;7,00",
        "SKU,Qty\nТВ-70,12\nПД-300,1 204",
    ] {
        let found: Vec<_> = rows(text)
            .into_iter()
            .map(|(what, quantity, _)| (what, quantity.replace('\u{a0}', " ").replace("1 204,5", "1 204")))
            .collect();
        let want: Vec<_> = want
            .iter()
            .map(|(what, quantity, _)| (what.clone(), quantity.replace("1 204,5", "1 204")))
            .collect();
        assert_eq!(found, want, "{text}");
    }
    // Articles of digits: the shorter numbers are quantities, the second column of equal ones.
    assert_eq!(
        rows("100417\t5\n100418\t12"),
        [row("100417", "5", ""), row("100418", "12", "")]
    );
    assert_eq!(
        rows("5\t100417\n12\t100418"),
        [row("100417", "5", ""), row("100418", "12", "")]
    );
    assert_eq!(rows("17\t12\n18\t13"), [row("17", "12", ""), row("18", "13", "")]);
    // One column means one of each; a name stands in where the article is missing; a comment goes along.
    assert_eq!(rows("ТВ-70\nПД-300"), [row("ТВ-70", "1", ""), row("ПД-300", "1", "")]);
    assert_eq!(
        rows("Артикул;Название;Кол-во;Примечание\n;Окно;2;левое\nТВ-70;Дверь;;"),
        [row("Окно", "2", "левое"), row("ТВ-70", "", "")]
    );
    // A quantity without goods (a merged cell) is a row with a fault, not a lost one.
    assert_eq!(rows("ТВ-70\t2\n\t3"), [row("ТВ-70", "2", ""), row("", "3", "")]);
}

proptest! {
    /// Whatever two columns of articles and quantities look like, they are read back, in either order.
    #[test]
    fn pairs_are_read_in_either_order(
        pairs in proptest::collection::vec(("[А-ЯA-Z]{2,4}-[0-9]{1,4}", 1_u32..100_000, 0_u32..1_000), 1..30),
        swapped: bool,
        mark in prop_oneof![Just("\t"), Just(";"), Just("    ")],
        headed: bool,
    ) {
        let amount = |whole: &u32, part: &u32| match part {
            0 => whole.to_string(),
            part => format!("{whole},{part:03}"),
        };
        let mut lines: Vec<(String, String)> = pairs.iter().map(|(article, whole, part)| (article.clone(), amount(whole, part))).collect();
        if headed {
            lines.insert(0, ("Артикул".into(), "Количество".into()));
        }
        let text: Vec<String> = lines.iter().map(|(article, quantity)| match swapped {
            true => format!("{quantity}{mark}{article}"),
            false => format!("{article}{mark}{quantity}"),
        }).collect();
        let grid = rows_of_text(&text.join("\r\n"), 100).unwrap();
        let got: Vec<(String, String)> = written(&grid).into_iter().map(|row| (row.what, row.quantity)).collect();
        prop_assert_eq!(got, &lines[usize::from(headed)..]);
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,300}") {
        let _ = rows_of_text(&text, 50).map(|grid| written(&grid));
    }

    /// No good row is lost, and none is counted twice: the lines of the draft hold what the good rows asked for.
    #[test]
    fn what_was_asked_for_is_ordered(asked in proptest::collection::vec((0_usize..4, 1_i64..50), 0..40)) {
        let goods: Vec<Meant> = (0..4).map(|at| meant(&[item(&format!("g{at}"), 0)])).collect();
        let rows: Vec<Written> = asked.iter().enumerate()
            .map(|(at, (good, quantity))| Written::new(at, &format!("g{good}"), &quantity.to_string(), "")).collect();
        let verdicts = check(&rows, |at| of(&goods[asked[at].0]), unknown);
        let ordered: i64 = verdicts.iter().map(|verdict| match verdict {
            Verdict::Ready { quantity, .. } => quantity.thousandths() / 1_000,
            _ => 0,
        }).sum();
        prop_assert_eq!(ordered, asked.iter().map(|(_, quantity)| quantity).sum::<i64>());
        prop_assert!(verdicts.iter().all(|verdict| verdict.kind().is_good()));
    }
}

fn item(external: &str, pack: i64) -> Sellable {
    let product = Product {
        stub: false,
        name: external.into(),
        pack: Quantity::whole(pack),
        unit: Unit {
            code: String::new(),
            name: "шт".into(),
        },
        ..Product::stub(external)
    };
    Sellable::of(&product, &Sku::of_offer(external))
}

fn meant(items: &[Sellable]) -> Meant {
    Meant {
        on_sale: items.to_vec(),
        withdrawn: Vec::new(),
    }
}

fn unknown(_: &Sellable) -> Told {
    Told {
        stock: StockShown::Unknown,
        made_to_order: false,
    }
}

fn of(meant: &Meant) -> Meaning<'_> {
    Meaning {
        chosen: None,
        meant,
        others: Vec::new(),
        near: &[],
        instead: Vec::new(),
    }
}

fn judged(quantity: &str, pack: i64, stock: Option<i64>, rule: StockRule) -> Verdict {
    let goods = meant(&[item("a", pack)]);
    let rows = [Written::new(1, "a", quantity, "")];
    check(
        &rows,
        |_| of(&goods),
        |_| Told {
            stock: rule.show(stock.map(Quantity::whole)),
            made_to_order: false,
        },
    )
    .pop()
    .unwrap()
}

#[test]
fn a_quantity_is_read_rounded_to_packs_and_held_against_the_stock_that_may_be_known() {
    let words = StockRule::Words {
        few: Quantity::whole(10),
    };
    let short = |have: Option<i64>| Remark::Short {
        have: have.map(Quantity::whole),
    };
    let rounded = |asked: i64, step: i64| Remark::Rounded {
        asked: Quantity::whole(asked),
        step: Quantity::whole(step),
    };
    for (typed, pack, stock, rule, want, remarks) in [
        ("5", 0, Some(5), StockRule::Exact, 5, vec![]),
        ("1 204", 0, None, StockRule::Exact, 1_204, vec![]),
        ("12\u{a0}204,0", 0, None, StockRule::Hidden, 12_204, vec![]),
        ("12 шт.", 0, None, StockRule::Exact, 12, vec![]),
        ("12PCS", 0, None, StockRule::Exact, 12, vec![]),
        ("5", 6, Some(100), StockRule::Exact, 6, vec![rounded(5, 6)]),
        ("12", 6, Some(100), StockRule::Exact, 12, vec![]),
        (
            "5",
            6,
            Some(5),
            StockRule::Exact,
            6,
            vec![rounded(5, 6), short(Some(5))],
        ),
        ("5", 0, Some(0), StockRule::Exact, 5, vec![short(None)]),
        // By words a dealer doesn't learn how much there is, by asking for ever more neither.
        ("500", 0, Some(5), words, 500, vec![]),
        ("5", 0, Some(0), words, 5, vec![short(None)]),
        ("5", 0, Some(0), StockRule::Hidden, 5, vec![]),
    ] {
        let verdict = judged(typed, pack, stock, rule);
        let Verdict::Ready {
            quantity,
            remarks: said,
            ..
        } = verdict
        else {
            panic!("{typed}: {verdict:?}");
        };
        assert_eq!(
            (quantity, said),
            (Quantity::whole(want), remarks),
            "{typed} of {stock:?}"
        );
    }
    for typed in [
        "", "два", "0", "-3", "1000001", "1,2345", "#REF!", "70 12", "1 20 300", "1204 500", "5 уп", "5 кг",
    ] {
        let verdict = judged(typed, 0, None, StockRule::Exact);
        let Verdict::Quantity { why, .. } = &verdict else {
            panic!("{typed}: {verdict:?}");
        };
        assert!(!render(Locale::Ru, &jiff::tz::TimeZone::UTC, why).is_empty());
    }
}

#[test]
fn repeated_goods_are_summed_where_they_stand_first() {
    let goods = [meant(&[item("a", 6)]), meant(&[item("b", 0)])];
    let rows: Vec<Written> = [("a", "4"), ("b", "1"), ("A", "4"), ("a", "семь"), ("a", "1")]
        .iter()
        .enumerate()
        .map(|(at, (what, quantity))| Written::new(at + 1, what, quantity, ""))
        .collect();
    let verdicts = check(&rows, |at| of(&goods[usize::from(at == 1)]), unknown);
    let kinds: Vec<Kind> = verdicts.iter().map(Verdict::kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Remarked,
            Kind::Ready,
            Kind::Remarked,
            Kind::Quantity,
            Kind::Remarked
        ]
    );
    let Verdict::Ready { quantity, remarks, .. } = &verdicts[0] else {
        panic!("{:?}", verdicts[0]);
    };
    // 4 + 4 + 1, in packs of six: rounded once, not row by row.
    assert_eq!(*quantity, Quantity::whole(12));
    assert_eq!(remarks[0], Remark::Summed { rows: 3 });
    assert_eq!(verdicts[2], Verdict::Joined { first: 0 });
}

#[test]
fn a_choice_decides_what_a_text_leaves_open() {
    let (one, two) = (item("a", 0), item("b", 0));
    let several = meant(&[one.clone(), two.clone()]);
    let gone = Meant {
        on_sale: Vec::new(),
        withdrawn: vec![Sellable {
            on_sale: false,
            ..item("c", 0)
        }],
    };
    let nothing = Meant::default();
    let near = [one.clone()];
    let rows = [Written::new(1, "x", "2", "")];
    let judge = |meant: &Meant, chosen: Option<Sellable>| {
        let meaning = |_| Meaning {
            chosen: chosen.clone(),
            meant,
            others: Vec::new(),
            near: &near,
            instead: Vec::new(),
        };
        check(&rows, meaning, unknown).pop().unwrap()
    };
    assert_eq!(judge(&several, None).kind(), Kind::Ambiguous);
    assert_eq!(judge(&several, None).near().len(), 2);
    assert_eq!(judge(&gone, None).kind(), Kind::Withdrawn);
    assert_eq!(
        judge(&nothing, None),
        Verdict::NotFound {
            near: vec![one.clone()]
        }
    );
    for meant in [&several, &gone, &nothing] {
        assert_eq!(judge(meant, Some(two.clone())).kind(), Kind::Ready);
    }
    // What isn't sold any more can't be chosen either.
    let withdrawn = Sellable { on_sale: false, ..two };
    assert_eq!(judge(&nothing, Some(withdrawn)).kind(), Kind::NotFound);
}

#[test]
fn a_substitute_is_counted_in_its_own_unit() {
    let unit = |code: &str, name: &str| Unit {
        code: code.into(),
        name: name.into(),
    };
    let (pieces, thousands) = (unit("796", "шт"), unit("798", "тыс. шт"));
    let (metres, packs) = (unit("006", "м"), unit("778", "упак"));
    let of_unit = |name: &str, pack, unit: &Unit| Sellable {
        unit: unit.clone(),
        ..item(name, pack)
    };
    let judge = |old: &Unit, typed: &str, new: &Unit, pack| {
        let gone = Meant {
            on_sale: Vec::new(),
            withdrawn: vec![Sellable {
                on_sale: false,
                ..of_unit("old", 0, old)
            }],
        };
        let meaning = |_| Meaning {
            chosen: Some(of_unit("new", pack, new)),
            ..of(&gone)
        };
        check(&[Written::new(1, "old", typed, "")], meaning, unknown)
            .pop()
            .unwrap()
    };
    let whole = |n: i64| Quantity::from_thousandths(n * 1_000);
    for (old, typed, new, pack, expected, remarks) in [
        (&pieces, "7", &pieces, 0, 7, vec![]),
        (
            &pieces,
            "7 шт",
            &pieces,
            5,
            10,
            vec![Remark::Rounded {
                asked: whole(7),
                step: whole(5),
            }],
        ),
        (
            &thousands,
            "2",
            &pieces,
            0,
            2_000,
            vec![Remark::Converted {
                asked: whole(2),
                from: "тыс. шт".into(),
                to: whole(2_000),
            }],
        ),
        // Written in the substitute's own unit it is that.
        (&metres, "3 шт", &pieces, 0, 3, vec![]),
    ] {
        match judge(old, typed, new, pack) {
            Verdict::Ready {
                quantity,
                remarks: said,
                ..
            } => {
                assert_eq!((quantity, said), (whole(expected), remarks), "{typed}");
            }
            other => panic!("{typed}: {other:?}"),
        }
    }
    for (old, typed, new, why) in [
        (&metres, "3", &pieces, "quick-why-substitute-unit"),
        (&metres, "3 м", &pieces, "quick-why-substitute-unit"),
        (&packs, "3", &pieces, "quick-why-substitute-unit"),
        (&metres, "3 кг", &pieces, "quick-why-unit"),
    ] {
        match judge(old, typed, new, 0) {
            Verdict::Quantity { why: said, .. } => assert_eq!(said.id, why, "{typed}"),
            other => panic!("{typed}: {other:?}"),
        }
    }
}

fn sheet(rows: Vec<Written>) -> Intake {
    Intake {
        id: Id::derived("tests", "sheet"),
        dealer: Id::derived("tests", "dealer"),
        author: crate::modules::orders::Author::system(),
        draft: None,
        rows,
        created: crate::platform::values::Moment::EPOCH,
        version: 3,
    }
}

#[test]
fn a_sheet_is_edited_by_places_and_keeps_what_nobody_touched() {
    let sheet = sheet(
        (1..=4)
            .map(|place| Written::new(place, &format!("a{place}"), "1", "к"))
            .collect(),
    );
    assert_eq!(sheet.clone().edited(&[]), sheet);
    let sku: SkuId = Id::derived("tests", "sku");
    let edits = [
        Edit {
            place: 1,
            removed: true,
            ..Edit::default()
        },
        Edit {
            place: 2,
            quantity: Some("7".into()),
            chosen: Some(sku),
            ..Edit::default()
        },
        Edit {
            place: 3,
            what: Some("другое".into()),
            chosen: Some(sku),
            ..Edit::default()
        },
        Edit {
            place: 99,
            removed: true,
            ..Edit::default()
        },
    ];
    let edited = sheet.clone().edited(&edits);
    assert_eq!(edited.version, 4);
    let rows: Vec<_> = edited
        .rows
        .iter()
        .map(|row| (row.place, row.what.as_str(), row.quantity.as_str(), row.chosen))
        .collect();
    // A text that was rewritten means something else than what had been chosen for it.
    assert_eq!(
        rows,
        [
            (2, "a2", "7", Some(sku)),
            (3, "другое", "1", None),
            (4, "a4", "1", None)
        ]
    );
    assert!(edited.rows.iter().all(|row| row.comment == "к"));
    assert_eq!(edited.expect(3), Err(Refusal::Moved));
}
