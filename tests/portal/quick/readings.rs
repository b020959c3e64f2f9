//! What lists hold beside articles and quantities in columns: lines that only spaces part, goods made to order, merged
//! cells.

use super::*;
use crate::harness::{MADE_ARTICLE, made};

#[test]
fn a_list_that_only_spaces_part_orders_what_it_says_and_asks_where_it_may_mean_other_goods() {
    let world = World::fresh();
    let buyer = world.buyer();
    let sheet = pasted(&buyer, "Артикул Кол-во\nTST-0417 12\nTST-0418 2,5\nTST-0417 1 204 шт\n");
    let page = buyer.get(&sheet);
    // 2,5 pieces are rounded up to three; the thousand and the twelve are of the same goods.
    page.expect(200).contains("Добавить 2 строки в черновик");
    let draft = send(&buyer, &sheet, "/lines", |_, _| {})
        .expect(303)
        .location()
        .to_owned();
    assert_eq!(quantities(&buyer, &draft), ["1\u{a0}216", "3"], "12 + 1204");

    // «TST 04 17» with a space is the article TST-0417 as a whole, and nothing is called «TST 04».
    let sheet = pasted(&buyer, "TST 04 17\nTST-0418 5\nНЕТ 3\n");
    let page = buyer.get(&sheet);
    assert_eq!(
        page.attributes("tr[data-kind]", "data-kind"),
        ["ambiguous", "not-found"]
    );
    page.contains("Строку можно прочитать по-разному");
    let values = page.attributes("select[name=pick] option", "value");
    let whole = values.into_iter().find(|value| value.ends_with(":1")).unwrap();
    let asked = std::cell::Cell::new(true);
    let answered = send(&buyer, &sheet, "", |name, value| {
        // The row that asks stands first; the other's field of a choice is hidden and empty.
        if name == "pick" && asked.replace(false) {
            whole.clone_into(value);
        }
    });
    answered.expect(303);
    let draft = send(&buyer, &sheet, "/lines", |_, _| {});
    assert_eq!(draft.expect(303).location(), sheet, "one row stays");
    let drafts = buyer.get("/drafts");
    let draft = drafts.attributes("a.kb-b[href^='/drafts/']", "href").remove(0);
    assert_eq!(quantities(&buyer, &draft), ["1", "5"]);
}

#[test]
fn the_reading_that_was_chosen_stays_chosen_beside_the_change_of_another() {
    let world = World::fresh();
    let buyer = world.buyer();
    let sheet = pasted(&buyer, "TST 04 17\nTST-0418 5\nНЕТ 3\n");
    let drawn = buyer.get(&sheet).form(&sheet);
    let values = buyer.get(&sheet).attributes("select[name=pick] option", "value");
    let chosen = values.into_iter().find(|value| value.ends_with(":1")).unwrap();
    // Somebody else saves meanwhile.
    let director = world.signed_in(world.sever.person(Role::Director));
    send(&director, &sheet, "", |name, value| {
        if name == "q" && value == "3" {
            "4".clone_into(value);
        }
    })
    .expect(303);
    let mut asked = true;
    let fields: Vec<(&str, &str)> = drawn
        .iter()
        .map(|(name, value)| match name == "pick" && std::mem::take(&mut asked) {
            true => (name.as_str(), chosen.as_str()),
            false => (name.as_str(), value.as_str()),
        })
        .collect();
    let refused = buyer.post(&sheet, &fields);
    refused.expect(422);
    let marked = refused.attributes("select[name=pick] option[selected]", "value");
    assert!(marked.contains(&chosen), "{marked:?}");
    // Sent as the page has it now, the choice is made.
    let again = refused.form(&sheet);
    let fields: Vec<(&str, &str)> = again.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    buyer.post(&sheet, &fields).expect(303);
    assert_eq!(
        buyer.get(&sheet).attributes("tr[data-kind]", "data-kind"),
        ["not-found"]
    );
}

#[test]
fn goods_made_to_order_are_configured_from_the_list_and_hold_nothing_up() {
    let world = World::fresh();
    let buyer = world.buyer();
    let list = format!("{MADE_ARTICLE}\t2\tлевый\nTST-0417\t3\n{MADE_ARTICLE}\t1\n");
    let sheet = pasted(&buyer, &list);
    let page = buyer.get(&sheet);
    page.expect(200)
        .contains("Делается на заказ")
        .contains("Добавить 1 строку в черновик");
    assert_eq!(
        page.attributes("tr[data-kind]", "data-kind"),
        ["configure", "configure"]
    );
    assert_eq!(
        page.attributes("button[name=configure]", "value"),
        ["1", "3"],
        "each is a thing of its own"
    );
    let csv = buyer.get(&format!("{sheet}/rest/csv"));
    csv.expect(200).contains("Делается на заказ: цена будет после расчёта");

    // The good line goes, the others stay.
    assert_eq!(send(&buyer, &sheet, "/lines", |_, _| {}).expect(303).location(), sheet);
    // Now each goes on to where it is configured, with its quantity and comment.
    let configure = |place: &str| {
        let form = buyer.get(&sheet).form(&sheet);
        let mut fields: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        fields.push(("configure", place));
        buyer.post(&format!("{sheet}/lines"), &fields)
    };
    let there = configure("1").expect(303).location().to_owned();
    let draft = there.split("/configure/").next().unwrap().to_owned();
    assert!(
        there.starts_with(&format!("{draft}/configure/{}?line=1&", made())),
        "{there}"
    );
    let page = buyer.get(&there);
    let fields = page.expect(200).attributes("input[name=q]", "value");
    assert!(fields.contains(&"2".to_owned()), "the quantity went along: {fields:?}");
    assert_eq!(quantities(&buyer, &draft), ["3", "2"]);
    // The other one is a line of its own, not a larger quantity of the first.
    let there = configure("3").expect(303).location().to_owned();
    assert!(there.contains("?line=2&"), "{there}");
    assert_eq!(quantities(&buyer, &draft), ["3", "2", "1"]);
    // Pressed again it is gone, and nothing is put in twice.
    let fields = [("version", "9"), ("configure", "3")];
    buyer.post(&format!("{sheet}/lines"), &fields).expect(422);
    assert_eq!(quantities(&buyer, &draft), ["3", "2", "1"]);
}

#[test]
fn merged_cells_and_formulas_of_a_workbook_are_read_as_they_stand() {
    let world = World::fresh();
    let buyer = world.buyer();
    let row = |at: usize, cells: &str| format!("<row r=\"{at}\">{cells}</row>");
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = [
        // A title over all columns, merged; below, goods merged over two rows, and a quantity over two columns.
        row(1, &text("A1", "Заявка на май")),
        row(
            2,
            &(text("A2", "Артикул") + &text("B2", "Кол-во") + &text("C2", "Комментарий")),
        ),
        row(
            3,
            &format!(
                "{}<c r=\"B3\"><v>3</v></c>{}",
                text("A3", GOODS[0].article),
                text("C3", "левый")
            ),
        ),
        row(4, "<c r=\"A4\"/><c r=\"B4\"><f>B3*2</f><v>6</v></c>"),
        row(
            5,
            &format!(
                "{}<c r=\"B5\"><f>B3+1</f><v>4</v></c><c r=\"C5\"/>",
                text("A5", GOODS[1].article)
            ),
        ),
    ];
    let sheet = format!(
        "<worksheet><sheetData>{}</sheetData><mergeCells count=\"3\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A3:A4\"/>\
         <mergeCell ref=\"B5:C5\"/></mergeCells></worksheet>",
        rows.concat()
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in [
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Заявка\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(body.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let sheet = uploaded(&buyer, "", "заказ.xlsx", &bytes)
        .expect(303)
        .location()
        .to_owned();
    // The second row of merged goods has a quantity and no goods: a fault with its place, not a guess and not lost.
    let page = buyer.get(&sheet);
    assert_eq!(page.attributes("tr[data-kind]", "data-kind"), ["not-found"]);
    page.contains("Строка 4").contains("Артикул не указан");
    assert_eq!(page.attributes("input[id^=q-]", "value"), ["6"]);
    send(&buyer, &sheet, "/lines", |_, _| {}).expect(303);
    let drafts = buyer.get("/drafts");
    let draft = drafts.attributes("a.kb-b[href^='/drafts/']", "href").remove(0);
    assert_eq!(quantities(&buyer, &draft), ["3", "4"]);
}
