//! Models of goods that are made to order, as administrators bring and build them.

use kabinet::platform::sheets;

use crate::configurator::{Says, book_of, model, rewritten, uploaded, with_text};
use crate::harness::{GOODS, MADE_NAME, World};

#[test]
fn hostile_workbooks_change_nothing_and_say_why() {
    let world = World::fresh();
    let admin = world.admin();
    let book = book_of(&admin);
    let kept = || {
        assert_eq!(
            sheets::read_book(&book_of(&admin), 20, 5_000).unwrap(),
            sheets::read_book(&book, 20, 5_000).unwrap()
        )
    };
    let cases = [
        // A figure beyond all figures, a code that isn't there, a way that looks like a formula; and nothing at all.
        (">500<", ">99999999999999999999<", "«99999999999999999999»"),
        (">width*height<", ">width*depth<", "Параметра «depth» нет"),
        (">за м²<", ">=CMD|'/c calc'!A1<", "Способа «=CMD|'/c calc'!A1» нет"),
        (">размер<", ">размер<", ""),
    ];
    for (old, new, said) in cases {
        let answer = uploaded(&admin, &with_text(&book, old, new));
        match said.is_empty() {
            true => drop(answer.expect(303)),
            false => drop(
                answer
                    .expect(422)
                    .says(said)
                    .says("Прежний черновик модели остался как был"),
            ),
        }
        kept();
    }
    // Formulas: what was last calculated is read, and what never was is nothing.
    let formula = rewritten(&book, "xl/worksheets/sheet5.xml", |text| {
        let at = text.find("r=\"G3\"").expect("the sash has a price");
        let start = text[..at].rfind("<c ").unwrap();
        let end = start + text[start..].find("</c>").unwrap() + 4;
        format!("{}<c r=\"G3\"><f>1+1</f></c>{}", &text[..start], &text[end..])
    });
    uploaded(&admin, &formula).expect(422).says("Нет цены для вида «Опт»");
    // 200,000 rows, a bomb, no workbook at all.
    let rows: String = (1..=200_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>"))
        .collect();
    let long = rewritten(&book, "xl/worksheets/sheet3.xml", |_| {
        format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
    });
    uploaded(&admin, &long).expect(422);
    let bomb = rewritten(&book, "xl/worksheets/sheet3.xml", |_| " ".repeat(80 << 20));
    assert!(bomb.len() < 5 << 20, "it is small until it is unpacked");
    uploaded(&admin, &bomb).expect(422);
    uploaded(&admin, b"not a workbook").expect(422);
    uploaded(&admin, b"").expect(422);
    kept();
    admin.get(&model()).expect(200).says(MADE_NAME);
}

#[test]
fn a_model_is_built_on_pages_from_nothing() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let unknown = admin.post("/configurator", &[("product", "НЕТ-ТАКОГО")]);
    unknown.expect(422).says("Товара «НЕТ-ТАКОГО» в каталоге нет");
    let model = admin
        .post("/configurator", &[("product", GOODS[1].article)])
        .expect(303)
        .location()
        .to_owned();
    admin
        .get(&model)
        .expect(200)
        .says("Нет ни одного параметра")
        .says("Опубликовать пока нельзя");
    admin
        .post(&format!("{model}/publication"), &[("version", "1")])
        .expect(422);

    let save = |table: &str, rows: &[&[&str]]| {
        let address = format!("{model}/tables/{table}");
        let form = admin.get(&address).form(&address);
        let told = |name: &str| {
            form.iter()
                .find(|(of, _)| of == name)
                .expect("the form has it")
                .1
                .clone()
        };
        let (version, width) = (told("version"), told("width"));
        let columns: usize = width.parse().unwrap();
        let mut fields = vec![("version", version.as_str()), ("width", width.as_str())];
        for row in rows {
            fields.extend((0..columns).map(|at| ("c", row.get(at).copied().unwrap_or_default())));
        }
        admin.post(&address, &fields)
    };
    let saved = |table: &str, rows: &[&[&str]]| {
        save(table, rows).expect(303);
    };
    // Each table is saved by itself: what the next one still lacks keeps back publication alone.
    saved(
        "parameters",
        &[
            &["length", "Длина", "", "размер", "да", "100", "3000", "1"],
            &["finish", "Покрытие", "", "один из", "да"],
        ],
    );
    admin.get(&model).expect(200).says("У параметра нет значений");
    saved("values", &[&["finish", "zinc", "Цинк"], &["finish", "paint", "Краска"]]);
    saved(
        "prices",
        &[
            &["Труба", "", "за метр", "length", "0,5", "да", "100", "250"],
            &["Краска", "finish=paint", "процент от основы", "", "", "нет", "20", "20"],
        ],
    );
    admin.get(&model).expect(200).says("Замечаний нет");
    let form = admin.get(&model).form(&format!("{model}/publication"));
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    admin.post(&format!("{model}/publication"), &fields).expect(303);

    // 1.5 m of 100, and a fifth more for the paint; 250 for a metre at the recommended price.
    let product = model.trim_start_matches("/configurator/");
    let page = format!("/products/{product}/configuration");
    let asked = [("o.length", "1500"), ("o.finish", "paint"), ("q", "1")];
    let answer = buyer.post(&page, &asked).expect(303).location().to_owned();
    buyer
        .get(&answer)
        .expect(200)
        .says("180,00")
        .says("450,00")
        .says("1,5 м × 100,00 ₽")
        .says("20 % от 150,00 ₽");
    buyer.get("/catalogue").expect(200).says("Рассчитать");

    // The dealers' price becomes a share of the recommended one: its figures go, and its steps tell nothing of the other.
    save("price-types", &[&["Опт", "НЕТ-ТАКОЙ", "60"], &["РРЦ"]])
        .expect(422)
        .says("НЕТ-ТАКОЙ");
    saved("price-types", &[&["Опт", "РРЦ", "60"], &["РРЦ"]]);
    admin
        .get(&model)
        .expect(200)
        .says("Из таблиц цен убраны столбцы: Опт")
        .says("Замечаний нет");
    let form = admin.get(&model).form(&format!("{model}/publication"));
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    admin.post(&format!("{model}/publication"), &fields).expect(303);
    let answer = buyer.post(&page, &asked).expect(303).location().to_owned();
    // 1.5 m of 250 and a fifth: 450; 60 % of it.
    let seen = buyer.get(&answer);
    seen.expect(200).says("270,00").says("225,00").says("45,00");
    assert!(
        !seen.said().contains("60 %"),
        "the percentage is nobody's business: {}",
        seen.said()
    );

    // The book's price of what is calculated isn't in the price list.
    let list = buyer.get("/catalogue/price-list.xlsx");
    let grid = sheets::read(&list.expect(200).bytes, 100).unwrap();
    let row = grid
        .rows
        .iter()
        .find(|(_, cells)| cells.first().is_some_and(|cell| cell == GOODS[1].article));
    let (_, cells) = row.expect("the goods are in the list");
    assert_eq!(cells[4..7], ["", "по размерам", ""]);
}
