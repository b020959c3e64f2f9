use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::*;

fn cells(grid: &Grid) -> Vec<Vec<&str>> {
    grid.rows
        .iter()
        .map(|(_, cells)| cells.iter().map(String::as_str).collect())
        .collect()
}

fn of_text(text: &str) -> Vec<Vec<String>> {
    let grid = rows_of_text(text, 100).unwrap();
    grid.rows.into_iter().map(|(_, cells)| cells).collect()
}

#[test]
fn pasted_columns_are_told_apart() {
    for (text, want) in [
        (
            "TST-1\t5\nTST-2\t1 204,5\n",
            vec![vec!["TST-1", "5"], vec!["TST-2", "1 204,5"]],
        ),
        ("TST-1;5\r\nTST-2;7", vec![vec!["TST-1", "5"], vec!["TST-2", "7"]]),
        (
            "Болт М8   12,5\nГайка М8      3",
            vec![vec!["Болт М8", "12,5"], vec!["Гайка М8", "3"]],
        ),
        ("TST-1,5\nTST-2,7", vec![vec!["TST-1", "5"], vec!["TST-2", "7"]]),
        // A decimal comma at the end of every line is no mark, with a unit after it or without.
        ("ТВ-70 12,5", vec![vec!["ТВ-70 12,5"]]),
        (
            "ТВ-70 12,5\nПД-300 4,25 м\nРучка 3,5кг.",
            vec![vec!["ТВ-70 12,5"], vec!["ПД-300 4,25 м"], vec!["Ручка 3,5кг."]],
        ),
        (
            "Болт М8 20,5\nГайка,3",
            vec![vec!["Болт М8 20", "5"], vec!["Гайка", "3"]],
        ),
        ("12,5\n12,6", vec![vec!["12", "5"], vec!["12", "6"]]),
        ("TST-1\nTST-2", vec![vec!["TST-1"], vec!["TST-2"]]),
        // An empty cell keeps its place; empty lines and ends go.
        ("\n\nA\t\t3\t\t\n\n", vec![vec!["A", "", "3"]]),
        ("\"Ручка \"\"Люкс\"\"\";2", vec![vec!["Ручка \"Люкс\"", "2"]]),
        (
            "\"две\nстроки\"\t2\nB\t3",
            vec![vec!["две строки", "2"], vec!["B", "3"]],
        ),
        // A quote that nothing closes, or after which something follows, is a sign like another.
        (
            "\"Гефест\" ручка\t5\nТруба 1/2\"\t6",
            vec![vec!["\"Гефест\" ручка", "5"], vec!["Труба 1/2\"", "6"]],
        ),
        ("\"A\t1\nB\t2", vec![vec!["\"A", "1"], vec!["B", "2"]]),
    ] {
        assert_eq!(of_text(text), want, "{text:?}");
    }
    let parted = |text: &str| rows_of_text(text, 9).unwrap().parted;
    assert_eq!(parted("TST-1,5\nTST-2,7"), Parted::ByCommas);
    assert_eq!(parted("TST-1;5,5"), Parted::Surely);
    let numbers: Vec<usize> = rows_of_text("A\n\n\nB", 9)
        .unwrap()
        .rows
        .iter()
        .map(|row| row.0)
        .collect();
    assert_eq!(numbers, [1, 4], "a row keeps its place in the text");
}

#[test]
fn text_is_decoded_by_its_mark_and_by_what_it_is() {
    let text = "Артикул;Количество\r\nТВ-70;12,5\r\n";
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(text.as_bytes());
    let (windows, ..) = encoding_rs::WINDOWS_1251.encode(text);
    let mut unicode = b"\xff\xfe".to_vec();
    unicode.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    for bytes in [text.as_bytes(), &marked, &windows, &unicode] {
        let grid = read(bytes, 10).unwrap();
        assert_eq!(cells(&grid), [["Артикул", "Количество"], ["ТВ-70", "12,5"]]);
    }
    assert_eq!(read(b"", 10), Err(SheetError::Empty));
    assert_eq!(read(b" ; \r\n\r\n", 10), Err(SheetError::Empty));
    assert!(matches!(read(b"\x89PNG\r\n\0\0\0", 10), Err(SheetError::Unreadable(_))));
    assert_eq!(read("A\n".repeat(11).as_bytes(), 10), Err(SheetError::TooManyRows(10)));
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(body).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="Скрытый" state="hidden" r:id="rId1"/>
    <sheet name="Заявка" r:id="rId2"/></sheets></workbook>"#;
const LINKS: &str = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
    <Relationship Id="rId2" Target="/xl/worksheets/second.xml"/></Relationships>"#;

fn workbook(texts: &str, rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    packed(&[
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/sharedStrings.xml", texts.as_bytes()),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
        ),
        ("xl/worksheets/second.xml", sheet.as_bytes()),
    ])
}

#[test]
fn a_workbook_is_read_as_it_is_seen() {
    let texts = r#"<sst count="3" uniqueCount="3"><si><t>Артикул</t></si><si><r><t>ТВ</t></r><r><t xml:space="preserve">-70 &amp; </t></r>
        <rPh><t>небылица</t></rPh></si><si/></sst>"#;
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Кол&#45;во</t></is></c></row>
        <row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5" s="4"/><c r="C5"><f>SUM(1,2)</f><v>12.5</v></c></row>
        <row r="6"><c r="A6" t="s"><v>99</v></c><c r="C6"><f>SUM(1,2)</f></c></row>
        <row r="7"><c r="A7"><v>100417</v></c><c r="C7"><v>0.10000000000000001</v></c><c r="D7" t="e"><v>#REF!</v></c></row>
        <row><c t="str"><v>=1+1</v></c><c><v>2</v></c></row>"#;
    let grid = read(&workbook(texts, rows), 10).unwrap();
    let want = [
        (1, vec!["Артикул", "", "Кол-во"]),
        (5, vec!["ТВ-70 &", "", "12.5"]),
        (7, vec!["100417", "", "0.1", "#REF!"]),
        (8, vec!["=1+1", "2"]),
    ];
    let numbers: Vec<usize> = grid.rows.iter().map(|row| row.0).collect();
    assert_eq!(numbers, want.iter().map(|row| row.0).collect::<Vec<_>>());
    assert_eq!(cells(&grid), want.map(|row| row.1));
}

#[test]
fn a_hostile_workbook_gets_an_answer_and_little_memory() {
    // A count of texts, a far corner and a far row: claims that cost nothing to make.
    let texts = r#"<sst uniqueCount="99999999999999"><si><t>A</t></si></sst>"#;
    let far = r#"<dimension ref="A1:XFD1048576"/><row r="1048576"><c r="A1048576" t="s"><v>0</v></c><c r="XFD1048576"><v>1</v></c>
        <c r="ZZZZZZZZZZ1"><v>1</v></c></row><row r="99999999999"><c><v>3</v></c></row>"#;
    let grid = read(&workbook(texts, far), 10).unwrap();
    assert_eq!(cells(&grid), [["A"], ["3"]]);

    let many: String = (1..=200_000)
        .map(|row| format!("<row r=\"{row}\"><c><v>{row}</v></c></row>"))
        .collect();
    assert_eq!(
        read(&workbook("<sst/>", &many), 5_000),
        Err(SheetError::TooManyRows(5_000))
    );

    let bomb = workbook("<sst/>", &" ".repeat(80 << 20));
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    assert_eq!(read(&bomb, 5_000), Err(SheetError::TooLarge));

    // What makes a careless reader slow or greedy: attributes without end, elements within elements, empty texts.
    let wide: String = (0..200_000).map(|at| format!(" a{at}=\"\"")).collect();
    let grid = read(
        &workbook("<sst/>", &format!("<row{wide} r=\"3\"><c><v>1</v></c></row>")),
        10,
    )
    .unwrap();
    assert_eq!(grid.rows, [(3, vec!["1".to_owned()])]);
    let deep = read(&workbook("<sst/>", &"<a>".repeat(1_000_000)), 10);
    assert!(matches!(deep, Err(SheetError::Unreadable(_))), "{deep:?}");
    assert_eq!(
        read(&workbook(&format!("<sst>{}</sst>", "<si/>".repeat(1_000_001)), ""), 10),
        Err(SheetError::TooLarge)
    );

    let names: Vec<String> = (0..2_500).map(|at| format!("xl/{at}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(read(&packed(&parts), 10), Err(SheetError::TooLarge));

    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    assert_eq!(read(&locked, 10), Err(SheetError::OldFormat));
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&locked, 10), Err(SheetError::Encrypted));

    for broken in [
        packed(&[("word/document.xml", b"<document/>")]),
        b"PK\x03\x04 and then nothing".to_vec(),
        workbook("<sst/>", "<row><c></row>"),
        packed(&[("xl/workbook.xml", b"<a"), ("xl/worksheets/sheet1.xml", b"")]),
    ] {
        assert!(
            matches!(read(&broken, 10), Err(SheetError::Unreadable(_))),
            "{:?}",
            read(&broken, 10)
        );
    }
    let mut cut = workbook("<sst/>", "<row><c><v>1</v></c></row>");
    cut.truncate(cut.len() / 2);
    assert!(matches!(read(&cut, 10), Err(SheetError::Unreadable(_))));
}

#[test]
fn what_is_written_is_read_again_and_runs_nothing() {
    let hostile = [
        "=1+1",
        "+7",
        "-5",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "plain; \"quoted\"",
        "00417",
    ];
    let csv = String::from_utf8(csv([hostile.to_vec()])).unwrap();
    assert_eq!(
        csv,
        "\u{feff}'=1+1;'+7;'-5;'@SUM(A1);\"'\tx\";\"'\rx\";\"plain; \"\"quoted\"\"\";00417\r\n"
    );
    let book = Book {
        name: "Заявка",
        columns: vec![("Артикул", 20), ("Количество", 12)],
        rows: vec![vec!["=HYPERLINK(\"http://x\")", "5"], vec!["00417", "1 204,5"]],
    };
    let bytes = book.bytes().unwrap();
    let grid = read(&bytes, 10).unwrap();
    assert_eq!(
        cells(&grid),
        [
            ["Артикул", "Количество"],
            ["=HYPERLINK(\"http://x\")", "5"],
            ["00417", "1 204,5"]
        ]
    );
    let sheet = unpacked::Unpacked::open(&bytes)
        .unwrap()
        .part("xl/worksheets/sheet1.xml")
        .unwrap()
        .unwrap();
    assert!(!sheet.contains("<f>"), "no cell is a formula");
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, 5);
    }

    /// Whatever cells hold, they come back as they were, but for spaces at their ends and line ends within them.
    #[test]
    fn cells_come_back_from_csv(rows in proptest::collection::vec(proptest::collection::vec("[A-Яа-я0-9 ;,\"./_-]{1,12}", 2..5), 1..8)) {
        let want: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| {
            let run = cell.starts_with(['=', '+', '-', '@']);
            format!("{}{cell}", if run { "'" } else { "" }).trim().to_owned()
        }).collect()).collect();
        let bytes = csv(rows.iter().map(|row| row.iter().map(String::as_str).collect()));
        let grid = rows_of_text(&decoded(&bytes).unwrap(), 100).unwrap();
        let mut got: Vec<Vec<String>> = grid.rows.into_iter().map(|row| row.1).collect();
        // Empty ends are dropped: put them back to compare.
        let kept: Vec<Vec<String>> = want.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        prop_assert_eq!(got.len(), kept.len());
        for (row, want) in got.iter_mut().zip(&kept) {
            row.resize(want.len(), String::new());
        }
        prop_assert_eq!(got, kept);
    }

    #[test]
    fn a_pasted_pair_is_two_cells(article in "[A-ZА-Я]{1,4}-[0-9]{1,5}", quantity in "[0-9]{1,4}(,[0-9]{1,3})?", mark in prop_oneof![Just("\t"), Just(";"), Just("   ")]) {
        let text = format!("{article}{mark}{quantity}\r\n{article}{mark}{quantity}");
        let row = vec![article, quantity];
        prop_assert_eq!(of_text(&text), vec![row.clone(), row]);
    }
}
