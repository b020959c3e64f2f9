//! What holds for any choices, and for any model.

use proptest::prelude::*;

use super::*;

fn any_chosen() -> impl Strategy<Value = Chosen> {
    let code = prop_oneof![
        Just("g"),
        Just("po"),
        Just("g-po"),
        Just("po-po"),
        Just("g-po-g"),
        Just("s40"),
        Just("s44"),
        Just("white"),
        Just("bronze"),
        Just("key"),
        Just("oak"),
        Just("nut"),
        Just("vent"),
        Just("net"),
        Just("unheard"),
    ];
    let code = code.prop_map(str::to_owned);
    prop_oneof![
        code.clone().prop_map(Chosen::One),
        proptest::collection::vec(code, 0..4).prop_map(Chosen::Many),
        prop_oneof![(400_i64..2_500).prop_map(|mm| mm * 1_000), any::<i64>()]
            .prop_map(|figure| Chosen::Figure(Quantity::from_thousandths(figure))),
        ".{0,70}".prop_map(Chosen::Text),
    ]
}

fn any_choices() -> impl Strategy<Value = Choices> {
    let codes = prop_oneof![
        Just("width"),
        Just("height"),
        Just("scheme"),
        Just("handle"),
        Just("extras"),
        Just("glass"),
        Just("colour"),
        Just("anchors"),
        Just("mark"),
        Just("elsewhere"),
    ];
    proptest::collection::vec((codes, any_chosen()), 0..6).prop_map(|changes| {
        let mut choices = model(WINDOW).initial();
        for (code, chosen) in changes {
            choices.set(code, Some(chosen));
        }
        choices
    })
}

/// Any figures and any names, sound or not.
fn any_model() -> impl Strategy<Value = Model> {
    let figure = || prop_oneof![any::<i64>(), -10_000_i64..10_000_000];
    (proptest::collection::vec(figure(), 8), 0_usize..9, any::<bool>()).prop_map(|(figures, at, drop)| {
        let mut model = model(WINDOW);
        let quantity = |at: usize| Quantity::from_thousandths(figures[at]);
        let place = at % model.parameters.len();
        model.parameters[place].min = Some(quantity(0));
        model.parameters[place].max = Some(quantity(1));
        model.parameters[place].step = quantity(2);
        let place = at % model.parts.len();
        model.parts[place].figures = vec![Some(figures[3]); 4];
        model.parts[place].minimum = Some(quantity(4));
        model.facts[at % 5].figure = quantity(5);
        model.rules[3].effect = Effect::Limit {
            of: Extent::Length(vec![(255, "width".into()), (1, "height".into())]),
            min: Some(quantity(6)),
            max: Some(quantity(7)),
        };
        model.matrices[0].tables[0]
            .cells
            .iter_mut()
            .step_by(at + 1)
            .for_each(|cell| *cell = Some(figures[0]));
        if let Some(width) = model.matrices[0].tables[0].widths.get_mut(at) {
            *width = figures[1];
        }
        model.matrices[0].lookup = Lookup::Linear { unit: figures[2] };
        if drop {
            model.parameters.remove(at % model.parameters.len());
            model.columns.remove(at % model.columns.len());
            model.matrices[0].tables.truncate(at % 2);
        }
        model
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_same_choices_always_come_to_the_same(choices in any_choices()) {
        let model = model(WINDOW);
        let wanted = [type_of("Опт 1"), type_of("Опт 3"), type_of("РРЦ")];
        let first = evaluate(&model, &choices, &wanted);
        prop_assert_eq!(&first, &evaluate(&model.clone(), &choices.clone(), &wanted));
        for (_, priced) in &first.prices {
            let priced = priced.as_ref().unwrap();
            prop_assert_eq!(priced.steps.iter().map(|step| step.sum).sum::<i64>(), priced.total.minor);
        }
        prop_assert_eq!(Choices::from_token(&Choices::from_token(&choices.token()).token()), Choices::from_token(&choices.token()));
    }

    #[test]
    fn what_is_nearest_is_allowed(choices in any_choices()) {
        let model = model(WINDOW);
        let allowed = violations(&model, &choices).is_empty();
        let near = nearest(&model, &choices);
        prop_assert_eq!(allowed && !near.is_empty(), false);
        for near in near {
            prop_assert!(violations(&model, &near.choices).is_empty());
            prop_assert!(near.choices != choices);
        }
    }

    #[test]
    fn no_model_and_no_choices_make_it_panic(model in any_model(), choices in any_choices()) {
        let wanted: Vec<PriceTypeId> = types().into_iter().map(|of| of.id).collect();
        let outcome = evaluate(&model, &choices, &wanted);
        for (_, priced) in outcome.prices {
            if let Ok(priced) = priced {
                prop_assert_eq!(priced.steps.iter().map(|step| step.sum).sum::<i64>(), priced.total.minor);
                prop_assert!(priced.total.minor >= 0);
            }
        }
        for near in nearest(&model, &choices) {
            prop_assert!(violations(&model, &near.choices).is_empty());
        }
        check(&model);
    }

    #[test]
    fn a_table_that_grows_gives_prices_that_grow(
        steps in proptest::collection::vec(0_i64..5_000_000, 12),
        (width, height) in (1_i64..=3_000, 1_i64..=2_000),
        (wider, higher) in (0_i64..=1_500, 0_i64..=1_000),
        unit in 1_i64..20_000,
    ) {
        // Four widths and three heights; each cell is more than those to its left and above it.
        let mut cells: Vec<i64> = Vec::new();
        for row in 0..3 {
            for column in 0..4 {
                let left = if column > 0 { cells[row * 4 + column - 1] } else { 0 };
                let above = if row > 0 { cells[(row - 1) * 4 + column] } else { 0 };
                cells.push(left.max(above) + steps[row * 4 + column]);
            }
        }
        let table = MatrixTable {
            price_type: type_of("Опт 1"),
            widths: vec![1, 700, 1_900, 4_500],
            heights: vec![1, 800, 3_000],
            cells: cells.into_iter().map(Some).collect(),
        };
        for lookup in [Lookup::UpToNext, Lookup::Linear { unit }] {
            let small = table.find(lookup, width, height).unwrap().minor;
            let large = table.find(lookup, width + wider, height + higher).unwrap().minor;
            prop_assert!(small <= large, "{lookup:?}: {small} > {large}");
        }
    }

    #[test]
    fn any_text_in_any_cell_is_read_or_told(row in 0_usize..90, cell in 0_usize..8, text in "[^|\\n\\[\\]]{0,40}") {
        let lines: Vec<&str> = WINDOW.lines().collect();
        let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
        let at = row % lines.len();
        let mut cells: Vec<&str> = lines[at].split('|').collect();
        if !lines[at].starts_with('[') && cell < cells.len() {
            cells[cell] = &text;
            lines[at] = cells.join("|");
        }
        let parsed = parsed(&lines.join("\n"));
        parsed.findings();
        evaluate(&parsed.model, &parsed.model.initial(), &[type_of("Опт 1")]);
    }
}
