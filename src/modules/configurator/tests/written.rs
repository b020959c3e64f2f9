//! Models as tables: they come back as they went, and what is wrong with them is told by table and row.

use super::super::tables::*;
use super::*;
use crate::platform::values::Locale;

#[test]
fn a_model_comes_back_from_its_tables_as_it_went_in_either_language() {
    for text in [WINDOW, TRANSOM] {
        let model = model(text);
        for locale in Locale::ALL {
            let again = parse(&write(&model, locale), &types());
            assert_eq!(again.findings(), []);
            assert_eq!(again.model, model);
        }
    }
}

#[test]
fn figures_follow_their_price_types_and_go_with_those_that_become_shares() {
    let model = model(WINDOW);
    let named = |name: &str| model.columns.iter().find(|of| of.name == name).unwrap().clone();
    let share = |name: &str, of: &str| Column {
        share: Some((type_of(of), 90_0000)),
        ..named(name)
    };
    // The recommended price comes first, and the first wholesale price becomes a share of it.
    let (other, lost) = model
        .clone()
        .with_columns(vec![named("РРЦ"), share("Опт 1", "РРЦ"), share("Опт 2", "РРЦ")]);
    assert_eq!(lost, ["Опт 1"], "the second never had figures");
    let place = model.column(type_of("РРЦ")).unwrap();
    for (part, before) in other.parts.iter().zip(&model.parts) {
        assert_eq!(part.figures, [before.figures[place], None, None]);
    }
    let tables = |model: &Model| -> Vec<PriceTypeId> {
        let tables = model.matrices.iter().flat_map(|matrix| &matrix.tables);
        tables.map(|table| table.price_type).collect()
    };
    assert!(tables(&model).contains(&type_of("Опт 1")));
    assert!(!tables(&other).contains(&type_of("Опт 1")) && tables(&other).contains(&type_of("РРЦ")));
    let again = parse(&write(&other, Locale::Ru), &types());
    assert_eq!((again.unread, again.model), (Vec::new(), other));

    // A type that 1C calls otherwise now is written by the name of today, and so can be read again.
    let mut known = types();
    known[0].name = "Опт первый".to_owned();
    assert!(!parse(&write(&model, Locale::Ru), &known).unread.is_empty());
    let again = parse(&write(&renamed(model.clone(), &known), Locale::Ru), &known);
    assert_eq!(again.unread, []);
    assert_eq!(again.model.parts, model.parts);
}

#[test]
fn a_thousand_strange_values_are_neither_kept_nor_looked_at_for_long() {
    let model = model(WINDOW);
    let parameter = model.parameter("extras").unwrap();
    let typed = vec!["nonsense"; 100_000].join(",");
    let Ok(Some(Chosen::Many(kept))) = Chosen::read(parameter, &[&format!("net,{typed}")]) else {
        panic!("something is chosen");
    };
    assert_eq!(kept[0], "net");
    assert!(kept.len() <= 11, "{} are kept", kept.len());
}

fn rows(findings: &[Finding]) -> Vec<(Sheet, Option<usize>, &str)> {
    findings
        .iter()
        .map(|finding| (finding.sheet, finding.row, finding.text.id.as_ref()))
        .collect()
}

/// The findings after one text of the window is replaced by another.
fn changed(old: &str, new: &str) -> Vec<Finding> {
    assert!(WINDOW.contains(old), "{old}");
    parsed(&WINDOW.replacen(old, new, 1)).findings()
}

#[test]
fn what_cannot_be_read_is_told_by_table_and_row() {
    let cases = [
        (
            "height | Высота | Размеры проёма | размер",
            "height | Высота | Размеры проёма | рост",
            Sheet::Parameters,
            3,
            "configurator-read-kind",
        ),
        (
            "размер | да | 400 | 2400",
            "размер | да | =1+1 | 2400",
            Sheet::Parameters,
            2,
            "configurator-read-figure",
        ),
        (
            "размер | да | 400 | 2400",
            "размер | да | 99999999999999999999 | 2400",
            Sheet::Parameters,
            2,
            "configurator-read-figure",
        ),
        (
            "| #f4f4f0 |",
            "| белый |",
            Sheet::Values,
            16,
            "configurator-read-colour",
        ),
        (
            "scheme=po | ограничивает",
            "scheme~po | ограничивает",
            Sheet::Rules,
            2,
            "configurator-read-condition",
        ),
        (
            "scheme=po | ограничивает",
            "scheme=po | не любит",
            Sheet::Rules,
            2,
            "configurator-read-effect",
        ),
        (
            "Опт 2 | Опт 1 | 104",
            "Опт 9 | Опт 1 | 104",
            Sheet::Columns,
            3,
            "configurator-read-price-type",
        ),
        (
            "Опт 1 | РРЦ\nРама",
            "Опт 1 | Цена\nРама",
            Sheet::Parts,
            1,
            "configurator-read-figure-column",
        ),
        (
            "| сумма |  |  | да | 3420",
            "| как-нибудь |  |  | да | 3420",
            Sheet::Parts,
            5,
            "configurator-read-by",
        ),
        (
            "| линейно | 1",
            "| на глаз | 1",
            Sheet::Matrices,
            1,
            "configurator-read-lookup",
        ),
        (
            "срок | обычных",
            "сроки | обычных",
            Sheet::Facts,
            7,
            "configurator-read-what",
        ),
    ];
    for (old, new, sheet, row, id) in cases {
        let found = changed(old, new);
        assert!(
            rows(&found).contains(&(sheet, Some(row), id)),
            "{new}: {:?}",
            rows(&found)
        );
    }
}

#[test]
fn what_would_not_work_is_found_before_publication() {
    let cases = [
        (
            "height | Высота",
            "width | Высота",
            Sheet::Parameters,
            Some(3),
            "configurator-defect-twice",
        ),
        (
            "размер | да | 400 | 2400",
            "размер | да | 2500 | 2400",
            Sheet::Parameters,
            Some(2),
            "configurator-defect-limits",
        ),
        (
            "размер | да | 400 | 2400 | 10",
            "размер | да | 400,5 | 2400 | 10",
            Sheet::Parameters,
            Some(2),
            "configurator-defect-millimetres",
        ),
        (
            "| width |  |  | 900 |",
            "| breadth |  |  | 900 |",
            Sheet::Rules,
            Some(2),
            "configurator-defect-unknown",
        ),
        (
            "extras | vent, child, net",
            "extras | vent, cat",
            Sheet::Rules,
            Some(6),
            "configurator-defect-unknown-value",
        ),
        (
            "| 3420 | 4860",
            "| 3420 |",
            Sheet::Parts,
            Some(5),
            "configurator-defect-no-figure",
        ),
        (
            "| матрица | frame |",
            "| матрица | wall |",
            Sheet::Parts,
            Some(2),
            "configurator-defect-unknown-matrix",
        ),
        (
            "за м² | width*height | 0.6",
            "за м² | width*anchors | 0.6",
            Sheet::Parts,
            Some(7),
            "configurator-defect-not-size",
        ),
        (
            "Опт 3 | Опт 1 | 109",
            "Опт 3 | Опт 2 | 109",
            Sheet::Columns,
            Some(4),
            "configurator-defect-share",
        ),
        (
            "Опт 3 | Опт 1 | 109",
            "Опт 3 | Опт 1 | 0",
            Sheet::Columns,
            Some(4),
            "configurator-defect-percent",
        ),
    ];
    for (old, new, sheet, row, id) in cases {
        let found = changed(old, new);
        assert!(rows(&found).contains(&(sheet, row, id)), "{new}: {:?}", rows(&found));
    }
}

#[test]
fn rules_that_go_round_in_a_ring_are_found() {
    let ring = "scheme=g | исключает | handle | white, bronze, key |  |  | У глухого окна нет ручки
scheme=po | требует | handle | bronze | | |
handle=bronze | требует | colour | oak | | |
colour=oak | требует | glass | s48 | | |
glass=s48 | исключает | scheme | po | | |";
    let old = "scheme=g | исключает | handle | white, bronze, key |  |  | У глухого окна нет ручки";
    let found = changed(old, ring);
    let never: Vec<_> = found
        .iter()
        .filter(|finding| finding.text.id == "configurator-defect-never")
        .collect();
    assert_eq!(never.len(), 1, "{found:?}");
    assert_eq!(never[0].sheet, Sheet::Values);
    // A ring that agrees with itself is none.
    let agreed =
        format!("{old}\nhandle=bronze | требует | colour | oak | | |\ncolour=oak | требует | handle | bronze | | |");
    assert_eq!(changed(old, &agreed), []);
}

#[test]
fn a_model_beyond_its_bounds_is_refused_and_not_looked_at() {
    let mut text = String::from(WINDOW);
    for at in 0..500 {
        text = text.replacen(
            "[Виды цен]",
            &format!("width>{at} | исключает | colour | nut | | |\n[Виды цен]"),
            1,
        );
    }
    let found = parsed(&text).findings();
    assert_eq!(rows(&found), [(Sheet::Rules, None, "configurator-defect-many")]);
    assert_eq!(
        rows(&parse(&Tables::default(), &types()).findings()).len(),
        3,
        "three sheets are needed"
    );
}

#[test]
fn an_english_reader_is_told_the_model_in_english_at_the_same_price() {
    use crate::modules::configurator::model::evaluate;
    let model = model(WINDOW);
    assert_eq!(
        model.english.len(),
        model.texts().len(),
        "the demonstration is translated as a whole"
    );
    let told = model.told(Locale::En).expect("it has English texts");
    let cyrillic = |text: &String| text.chars().any(|letter| ('а'..='я').contains(&letter));
    assert!(told.texts().iter().all(|text| !cyrillic(text)), "{:?}", told.texts());
    assert_eq!(model.told(Locale::Ru), None);
    let types = [type_of("Опт 1"), type_of("РРЦ")];
    let (ru, en) = (
        evaluate(&model, &model.initial(), &types),
        evaluate(&told, &model.initial(), &types),
    );
    for of in types {
        let total = |outcome: &crate::modules::configurator::Outcome| outcome.price(of).map(|priced| priced.total);
        assert_eq!(total(&ru), total(&en));
    }
    // What nobody has translated is told as it is, and a text that is gone takes its English with it.
    let renamed = WINDOW.replacen("width | Ширина |", "width | Ширина в свету |", 1);
    let renamed = super::model(&renamed);
    assert!(!renamed.english.contains_key("Ширина"));
    let told = renamed.told(Locale::En).unwrap();
    assert_eq!(told.parameters[0].name, "Ширина в свету");
    assert_eq!(told.parameters[1].name, "Height");
    // A model from before there were translations has none.
    let mut old = serde_json::to_value(&model).unwrap();
    old.as_object_mut().unwrap().remove("english");
    let old: Model = serde_json::from_value(old).unwrap();
    assert_eq!((old.told(Locale::En), old.parameters), (None, model.parameters));
    let long = WINDOW.replacen("| Height", &format!("| {}", "h".repeat(201)), 1);
    assert!(
        rows(&parsed(&long).findings())
            .iter()
            .any(|(sheet, _, id)| { (*sheet, *id) == (Sheet::Texts, "configurator-read-english") })
    );
}
