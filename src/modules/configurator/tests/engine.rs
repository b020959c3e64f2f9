//! What an evaluation answers.

use super::*;

fn total(model: &Model, choices: &Choices, name: &str) -> i64 {
    price(model, choices, type_of(name)).unwrap().total.minor
}

#[test]
fn a_complete_window_is_priced_step_by_step_and_opens_to_its_arithmetic() {
    let model = model(WINDOW);
    let choices = model
        .initial()
        .with("width", mm(1400))
        .with("height", mm(1300))
        .with("colour", one("oak"))
        .with("extras", many(&["vent", "net"]));
    let outcome = evaluate(&model, &choices, &[type_of("Опт 1"), type_of("Опт 2"), type_of("РРЦ")]);
    assert_eq!(outcome.state(), State::Complete);
    // 1 400 lies between 1 200 and 1 500, 1 300 is a row: 2 900 + 6 900 × m², rounded to ten, then straight between.
    let (left, right) = (13_660_00, 16_360_00);
    let frame = left + (right - left) * 2 / 3;
    let mullion = 690_00 * 1_300 / 1_000;
    let base = frame + mullion + 3_420_00;
    let film = 1_610_00 * 5_400 / 1_000;
    let wood = (base * 6 + 50) / 100;
    let net = 1_290_00 * 1_820_000 / 1_000_000;
    let before = base + film + wood + 480_00 + net;
    let packing = (before * 15 + 500) / 1_000;
    assert_eq!(outcome.price(type_of("Опт 1")).unwrap().total.minor, before + packing);
    let steps = &outcome.price(type_of("Опт 1")).unwrap().steps;
    assert_eq!(steps.iter().map(|step| step.sum).sum::<i64>(), before + packing);
    assert_eq!(
        steps[0].how,
        Arithmetic::Table {
            width: 1400,
            height: 1300,
            linear: true
        }
    );
    assert_eq!(
        steps[3].how,
        Arithmetic::Times {
            size: Size::Length(5_400),
            price: 1_610_0000,
            raised: false
        }
    );
    assert_eq!(
        steps[4].how,
        Arithmetic::Percent {
            percent: 6_0000,
            of: base
        }
    );

    // Another price type is a share of the whole, and its last step is the difference.
    let second = outcome.price(type_of("Опт 2")).unwrap();
    assert_eq!(second.total.minor, ((before + packing) * 104 + 50) / 100);
    assert_eq!(
        second.steps.iter().map(|step| step.sum).sum::<i64>(),
        second.total.minor
    );
    assert!(second.derived && !outcome.price(type_of("РРЦ")).unwrap().derived);
    // Who may see only the second is told its parts: they add up to it, and no figure of the first is among them.
    let parts = second.own_steps();
    assert_eq!(parts.len(), steps.len());
    assert_eq!(parts.iter().map(|step| step.sum).sum::<i64>(), second.total.minor);
    for (part, step) in parts.iter().zip(steps) {
        assert_eq!(part.name, step.name);
        assert!(matches!(part.how, Arithmetic::Within { .. }), "{part:?}");
        assert!(
            (part.sum * 100 - step.sum * 104).abs() <= 100,
            "{part:?} is 104 % of {step:?}"
        );
    }
    assert_eq!(
        parts[3].how,
        Arithmetic::Within {
            size: Some(Size::Length(5_400))
        }
    );
    assert_eq!(outcome.price(type_of("Опт 1")).unwrap().own_steps(), *steps);

    assert_eq!(outcome.days, Some(9));
    assert_eq!(outcome.spans.len(), 2);
    assert_eq!(outcome.weight_g, Some(38 * 1_820 + 6_000));
    assert_eq!(outcome.volume, Some(218_000), "0.12 of 1.82 m² is 218 litres");
    assert_eq!(outcome.papers, ["Согласование цвета"]);
}

#[test]
fn a_minimum_is_counted_where_less_is_asked_for() {
    let model = model(WINDOW);
    let small = model
        .initial()
        .with("width", mm(800))
        .with("height", mm(400))
        .with("extras", many(&["net"]));
    let priced = price(&model, &small, type_of("Опт 1")).unwrap();
    let net = priced.steps.iter().find(|step| step.name.contains("сетка")).unwrap();
    assert_eq!(
        net.how,
        Arithmetic::Times {
            size: Size::Area(800_000),
            price: 1_290_0000,
            raised: true
        }
    );
    assert_eq!(net.sum, 1_032_00);
}

#[test]
fn a_size_between_two_of_a_table_costs_as_the_next_one() {
    let model = model(TRANSOM);
    let at = |width: i64, height: i64| {
        let choices = model
            .initial()
            .with("width", mm(width))
            .with("height", mm(height))
            .with("opening", one("fixed"))
            .with("grip", None);
        let steps = price(&model, &choices, type_of("Опт 1")).unwrap().steps;
        (steps[0].how, steps[0].sum)
    };
    let table = |width: i64, height: i64| Arithmetic::Table {
        width,
        height,
        linear: false,
    };
    assert_eq!(at(900, 500), (table(900, 500), 6_120_00));
    assert_eq!(at(910, 500), (table(1200, 500), 7_180_00));
    assert_eq!(at(500, 400), (table(600, 500), 5_190_00));
    assert_eq!(at(1600, 510), (table(1600, 700), 10_280_00));
}

#[test]
fn what_is_missing_is_named_and_nothing_is_priced() {
    let model = model(WINDOW);
    let choices = model.initial().with("glass", None).with("handle", None);
    let outcome = evaluate(&model, &choices, &[type_of("Опт 1")]);
    assert_eq!(outcome.state(), State::Incomplete);
    let names: Vec<&str> = outcome
        .missing
        .iter()
        .map(|at| model.parameters[*at].name.as_str())
        .collect();
    // The handle is wanted by a rule, not by itself.
    assert_eq!(names, ["Ручка", "Стеклопакет"]);
    assert!(outcome.prices.is_empty() && outcome.days.is_none());
}

#[test]
fn what_cannot_be_made_says_which_rule_says_so_and_what_comes_nearest() {
    let model = model(WINDOW);
    let wide = model.initial().with("scheme", one("po")).with("width", mm(1040));
    let outcome = evaluate(&model, &wide, &[]);
    assert_eq!(outcome.violations, [Violation { why: Why::Rule(0) }]);
    let near = nearest(&model, &wide);
    let changes: Vec<&(String, Option<Chosen>)> = near.iter().flat_map(|near| near.changes.iter()).collect();
    assert!(changes.contains(&&("width".to_owned(), mm(900))), "{changes:?}");
    assert!(changes.contains(&&("scheme".to_owned(), one("g-po"))), "{changes:?}");
    for near in near {
        assert!(violations(&model, &near.choices).is_empty());
    }
}

#[test]
fn limits_steps_texts_and_areas_are_kept() {
    let model = model(WINDOW);
    let long = "д".repeat(61);
    let long = long.as_str();
    let whole = model.initial();
    let cases: Vec<(Choices, Why)> = vec![
        (
            whole
                .with("width", mm(399))
                .with("scheme", one("g"))
                .with("handle", None),
            Why::Limits { parameter: 0 },
        ),
        (whole.with("width", mm(1405)), Why::Limits { parameter: 0 }),
        (
            whole.with("mark", Some(Chosen::Text(long.to_owned()))),
            Why::Long { parameter: 8 },
        ),
        (whole.with("glass", one("s99")), Why::Unknown { parameter: 5 }),
        (
            whole.with("anchors", Some(Chosen::Figure(Quantity::from_thousandths(4_500)))),
            Why::Limits { parameter: 7 },
        ),
        (
            whole
                .with("width", mm(2400))
                .with("height", mm(1900))
                .with("scheme", one("g-po-g")),
            Why::Rule(3),
        ),
        (
            whole.with("width", Some(Chosen::Text("wide".into()))),
            Why::Unknown { parameter: 0 },
        ),
    ];
    for (choices, why) in cases {
        let found = violations(&model, &choices);
        assert_eq!(found.first().map(|violation| &violation.why), Some(&why), "{choices:?}");
        let near = nearest(&model, &choices);
        assert!(!near.is_empty(), "something near {why:?}");
    }
}

#[test]
fn two_things_that_are_wrong_at_once_are_mended_at_once() {
    let model = model(WINDOW);
    let choices = model.initial().with("width", mm(5000)).with("glass", one("gone"));
    let near = nearest(&model, &choices);
    assert!(!near.is_empty());
    for near in near {
        assert!(near.changes.len() >= 2);
        assert!(violations(&model, &near.choices).is_empty());
    }
}

#[test]
fn a_price_type_that_the_model_lacks_is_said() {
    let model = model(WINDOW);
    assert_eq!(
        price(&model, &model.initial(), type_of("Экспорт")),
        Err(Unpriced::Column)
    );
    let mut without = model.clone();
    without.parts[3].figures[0] = None;
    assert_eq!(price(&without, &model.initial(), type_of("Опт 1")), Err(Unpriced::Part));
    let mut huge = model.clone();
    huge.parts[3].figures[0] = Some(i64::MAX);
    assert_eq!(price(&huge, &model.initial(), type_of("Опт 1")), Err(Unpriced::Size));
}

#[test]
fn choices_go_through_an_address_whole_and_nonsense_is_left_out() {
    let model = model(WINDOW);
    let choices = model
        .initial()
        .with("mark", Some(Chosen::Text("кв. 5 & 6 = «Лесная»; 100%".into())))
        .with("extras", many(&["vent", "child"]));
    assert_eq!(Choices::from_token(&choices.token()), choices);
    assert_eq!(Choices::from_token(""), Choices::default());
    for text in ["=", "a=", "a=x1", "%%%=o%", "a=fmany", "&&&&", "a=o\u{0}"] {
        let _ = Choices::from_token(text);
    }
    assert_eq!(
        Choices::from_token(&"a=ob&".repeat(5_000)),
        Choices::default(),
        "longer than any address"
    );
    assert!(total(&model, &model.initial(), "Опт 1") > 0);
}

#[test]
fn a_newer_model_keeps_what_it_knows_and_names_what_it_lost() {
    let mut newer = model(WINDOW);
    let choices = newer.initial().with("colour", one("nut"));
    let at = newer
        .parameters
        .iter()
        .position(|parameter| parameter.code == "colour")
        .unwrap();
    newer.parameters[at].values.retain(|value| value.code != "nut");
    let (kept, gone) = choices.fitting(&newer);
    assert_eq!(gone, ["colour"]);
    assert_eq!(kept, choices.with("colour", None));
}
