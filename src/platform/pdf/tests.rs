//! A paper of any length is made, with every letter that we write.

use proptest::prelude::*;

use super::*;

fn paper(rows: usize, text: &str) -> Vec<u8> {
    let row = |n: usize| Row {
        cells: vec![Cell::text(format!("Кронштейн {n}")), Cell::text("1 234,50 ₽")],
        strong: n % 2 == 1,
    };
    let column = |title: &str, width, right| Column {
        title: title.to_owned(),
        width,
        right,
    };
    let paper = Paper {
        locale: Locale::Ru,
        title: "Предложение".to_owned(),
        author: "ООО".to_owned(),
        blocks: vec![
            Block::Title("Предложение".to_owned()),
            Block::Text {
                text: text.to_owned(),
                size: Size::Normal,
            },
            Block::Table(Table {
                columns: vec![column("Товар", None, false), column("Сумма", Some(90.0), true)],
                rows: (0..rows).map(row).collect(),
            }),
            Block::Code {
                content: "https://kabinet.example/o/0123".to_owned(),
                words: "Онлайн".to_owned(),
            },
        ],
        foot: "Предложение № 1".to_owned(),
        numbered: |_, page, pages| format!("{page} / {pages}"),
    };
    paper.to_pdf().unwrap()
}

/// Pages as the file's own dictionary counts them.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let (_, count) = text.split_once("/Count ").expect("a tree of pages");
    count
        .split(|c: char| !c.is_ascii_digit())
        .next()
        .unwrap()
        .parse()
        .unwrap()
}

#[test]
fn every_letter_that_we_write_has_a_glyph() {
    let faces = text::faces().expect("the embedded files are fonts");
    let letters: String = ('а'..='я').chain('А'..='Я').chain(' '..='~').collect();
    let shaped = faces
        .regular
        .shaped(&format!("{letters}ёЁ№«»„“—–−…₽₸€¥ҚқӘәҮүҰұҒғӨөҢңІіҺһ"), 10.0);
    let missing = shaped.glyphs.iter().filter(|glyph| glyph.glyph_id.to_u32() == 0);
    let missing: Vec<&str> = missing.map(|glyph| &shaped.text[glyph.text_range.clone()]).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn digits_have_one_width() {
    let face = &text::faces().unwrap().regular;
    let widths: Vec<f32> = (0..10)
        .map(|digit| face.shaped(&digit.to_string(), 10.0).width)
        .collect();
    assert!(
        widths.iter().all(|width| (width - widths[0]).abs() < 0.001),
        "{widths:?}"
    );
}

#[test]
fn a_long_table_takes_more_pages_and_the_same_paper_is_the_same_file() {
    assert_eq!(pages(&paper(1, "")), 1);
    assert!(pages(&paper(300, "")) >= 5);
    assert_eq!(paper(40, "x"), paper(40, "x"));
}

#[test]
fn lines_are_no_wider_than_asked() {
    let face = &text::faces().unwrap().regular;
    let long = "Поставка и монтаж ".repeat(20) + &"щ".repeat(400);
    for line in face.lines(&long, 9.5, 120.0) {
        assert!(line.width <= 120.0, "{}", line.text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_makes_a_paper(text in "\\PC{0,400}") {
        prop_assert!(paper(1, &text).starts_with(b"%PDF-"));
    }
}
