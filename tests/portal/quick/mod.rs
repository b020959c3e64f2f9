//! Quick order over plain HTTP: lists are pasted and uploaded, checked, and their good rows become lines of a draft.

use std::io::{Cursor, Write};

use kabinet::platform::access::Role;
use kabinet::platform::sheets::{self, Book};

use crate::harness::{Answer, Client, GOODS, World};

mod drafts;
mod readings;
mod substitutes;

const LIST: &str = "Артикул\tКол-во\nTST-0417\t3\ntst 0418\t2\nTST-0417\t1\nНЕТ-ТАКОГО\t4\nTST-0418\tмного\n";

/// Pastes a list; the address of its check.
fn pasted(client: &Client, text: &str) -> String {
    client
        .post("/quick", &[("text", text)])
        .expect(303)
        .location()
        .to_owned()
}

fn uploaded(client: &Client, query: &str, name: &str, bytes: &[u8]) -> Answer {
    let token = client.form_token().unwrap().unwrap_or_default();
    let mut body = Vec::new();
    write!(
        body,
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    )
    .unwrap();
    body.extend(bytes);
    body.extend(b"\r\n--edge--\r\n");
    let headers = [("content-type", "multipart/form-data; boundary=edge")];
    client
        .send("POST", &format!("/quick/file?_csrf={token}{query}"), &headers, body)
        .unwrap()
}

/// The lines of a draft as its page's form has them: quantities, in order.
fn quantities(client: &Client, draft: &str) -> Vec<String> {
    let form = client.get(draft).form(draft);
    form.into_iter()
        .filter(|(name, _)| name == "q")
        .map(|(_, value)| value)
        .collect()
}

/// Sends the form of a sheet as a browser does, with some fields changed.
fn send(client: &Client, sheet: &str, to: &str, change: impl Fn(&str, &mut String)) -> Answer {
    let mut form = client.get(sheet).form(sheet);
    form.iter_mut().for_each(|(name, value)| change(name, value));
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.post(&format!("{sheet}{to}"), &fields)
}

#[test]
fn good_rows_go_into_a_draft_and_bad_ones_stay_until_they_are_mended() {
    let world = World::fresh();
    let buyer = world.buyer();
    let sheet = pasted(&buyer, LIST);
    let page = buyer.get(&sheet);
    page.expect(200)
        .contains("Такого товара нет в каталоге")
        .contains("Добавить 2 строки в черновик");
    // The article stands twice with three and one, so a line of four; the other is spelled otherwise, and good.
    let all = buyer.get(&format!("{sheet}?kind=remarked"));
    all.expect(200)
        .contains("Сложено из 2 строк")
        .contains("Сложено со строкой 2");
    assert_eq!(page.attributes("tr[data-kind]", "data-kind"), ["not-found", "quantity"]);

    let added = send(&buyer, &sheet, "/lines", |name, value| {
        if name == "name" {
            "С объекта".clone_into(value);
        }
    });
    assert_eq!(added.expect(303).location(), sheet, "two rows stay on the sheet");
    let drafts = buyer.get("/drafts");
    let draft = drafts.attributes("a.kb-b[href^='/drafts/']", "href").remove(0);
    drafts.contains("С объекта");
    assert_eq!(quantities(&buyer, &draft), ["4", "2"]);

    // What waits is found again from the page where lists are brought, by a colleague too.
    let director = world.signed_in(world.sever.person(Role::Director));
    let waiting = format!("a[href='{sheet}']");
    assert_eq!(director.get("/quick").texts(&waiting), ["2 строки"]);

    // Mended: another article, and a quantity. They go into the draft where the others are.
    let mended = send(&buyer, &sheet, "", |name, value| match (name, value.as_str()) {
        ("w", "НЕТ-ТАКОГО") => GOODS[1].article.clone_into(value),
        ("q", "много") => "5".clone_into(value),
        _ => {}
    });
    mended.expect(303);
    buyer.get(&sheet).expect(200).contains("Добавить 1 строку в черновик");
    let all_in = send(&buyer, &sheet, "/lines", |_, _| {});
    assert_eq!(all_in.expect(303).location(), draft);
    assert_eq!(quantities(&buyer, &draft), ["4", "11"], "2 + 4 + 5");
    assert!(director.get("/quick").texts(&waiting).is_empty());
}

#[test]
fn a_second_press_puts_nothing_in_twice_and_a_second_person_is_told() {
    let world = World::fresh();
    let buyer = world.buyer();
    let sheet = pasted(&buyer, "TST-0417\t3");
    let form = buyer.get(&sheet).form(&sheet);
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let draft = buyer
        .post(&format!("{sheet}/lines"), &fields)
        .expect(303)
        .location()
        .to_owned();
    for _ in 0..2 {
        assert_eq!(
            buyer.post(&format!("{sheet}/lines"), &fields).expect(303).location(),
            draft
        );
    }
    assert_eq!(quantities(&buyer, &draft), ["3"]);

    // A colleague mends the same list meanwhile.
    let sheet = pasted(&buyer, LIST);
    let form = buyer.get(&sheet).form(&sheet);
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let director = world.signed_in(world.sever.person(Role::Director));
    send(&director, &sheet, "", |name, value| {
        if name == "w" {
            GOODS[0].article.clone_into(value);
        }
    })
    .expect(303);
    for to in ["", "/lines"] {
        let stale = buyer.post(&format!("{sheet}{to}"), &fields);
        stale.expect(422).contains("Список изменили, пока вы на него смотрели");
    }
}

#[test]
fn files_are_read_in_every_spelling_and_what_waits_comes_back_with_the_reason() {
    let world = World::fresh();
    let buyer = world.buyer();
    let book = Book {
        name: "Лист",
        columns: vec![("Артикул", 20), ("Количество", 12), ("Комментарий", 12)],
        rows: vec![
            vec!["TST-0417", "3", "левый"],
            vec!["=1+1", "2", ""],
            vec!["TST-0418", "", ""],
        ],
    };
    let text = "Артикул;Количество;Комментарий\r\nTST-0417;3;левый\r\n=1+1;2;\r\nTST-0418;;\r\n";
    let (windows, ..) = encoding_rs::WINDOWS_1251.encode(text);
    let marked = format!("\u{feff}{text}");
    let commas = text.replace(';', ",");
    let files: [(&str, Vec<u8>); 5] = [
        ("заказ.xlsx", book.bytes().unwrap()),
        ("заказ.csv", text.into()),
        ("windows.csv", windows.into_owned()),
        ("bom.csv", marked.into()),
        ("commas.csv", commas.into()),
    ];
    for (name, bytes) in files {
        let answer = uploaded(&buyer, "", name, &bytes);
        let sheet = answer.expect(303).location().to_owned();
        let page = buyer.get(&sheet);
        assert_eq!(
            page.attributes("tr[data-kind]", "data-kind"),
            ["not-found", "quantity"],
            "{name}"
        );
        // Written again, nothing of it runs in a spreadsheet, and the reason stands beside each row.
        let csv = buyer.get(&format!("{sheet}/rest/csv"));
        let said = csv.expect(200).body();
        assert!(csv.header("content-disposition").starts_with("attachment"));
        assert_eq!(
            said,
            "\u{feff}Артикул;Количество;Комментарий;Что исправить\r\n'=1+1;2;;Такого товара нет в каталоге\r\n\
             TST-0418;;;Введите число\r\n",
            "{name}"
        );
        let xlsx = buyer.get(&format!("{sheet}/rest/xlsx"));
        let grid = sheets::read(&xlsx.expect(200).bytes, 10).unwrap();
        assert_eq!(
            grid.rows[1].1,
            ["=1+1", "2", "", "Такого товара нет в каталоге"],
            "{name}"
        );
        // It can be mended and uploaded again: the reasons are passed over.
        let again = uploaded(&buyer, "", "again.xlsx", &xlsx.bytes);
        let page = buyer.get(again.expect(303).location());
        assert_eq!(page.attributes("tr[data-kind]", "data-kind"), ["not-found", "quantity"]);
    }
    for format in ["xlsx", "csv"] {
        let template = buyer.get(&format!("/quick/templates/{format}"));
        let grid = sheets::read(&template.expect(200).bytes, 10).unwrap();
        assert_eq!(grid.rows.len(), 1);
        assert_eq!(grid.rows[0].1, ["Артикул", "Количество", "Комментарий"]);
    }
    buyer.get("/quick/templates/pdf").expect(404);
}

#[test]
fn a_file_that_means_harm_is_refused_with_words() {
    let world = World::shared();
    let buyer = world.buyer();
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    let blank = vec![b' '; 1 << 20];
    for _ in 0..80 {
        bomb.write_all(&blank).unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    let long: String = (0..200_000).map(|row| format!("TST-{row};1\n")).collect();
    for (bytes, words) in [
        (locked, "Файл защищён паролем"),
        (bomb, "Файл слишком большой"),
        (long.into_bytes(), "Разделите его на части"),
        (b"PK\x03\x04 no workbook".to_vec(), "Файл не читается"),
        (b"%PDF-1.7\0\0\0".to_vec(), "Файл не читается"),
        (Vec::new(), "Файл пуст"),
        (b"\r\n;;;\r\n".to_vec(), "Файл пуст"),
    ] {
        uploaded(&buyer, "", "заказ.xlsx", &bytes).expect(422).contains(words);
    }
    let heavy = vec![b'x'; (5 << 20) + 1];
    uploaded(&buyer, "", "заказ.csv", &heavy).expect(413);
    let without_token = buyer.send(
        "POST",
        "/quick/file",
        &[("content-type", "multipart/form-data; boundary=edge")],
        Vec::new(),
    );
    assert_eq!(without_token.unwrap().status, 403);
}

#[test]
fn a_seller_checks_lists_and_sees_no_purchase_price() {
    let world = World::fresh();
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let sheet = pasted(&seller, LIST);
    let buyer = world.buyer();
    let ready = format!("{sheet}?kind=remarked");
    let paid = format!("{},00", 4 * GOODS[0].price);
    // The control: with the right it is there.
    let digits = |page: &Answer| page.body().replace(['\u{a0}', '\u{202f}'], "");
    assert!(digits(&buyer.get(&ready)).contains(&paid));
    for path in [
        sheet.clone(),
        ready,
        format!("{sheet}/rest/csv"),
        "/quick/templates/csv".to_owned(),
        "/quick".to_owned(),
        "/quick/suggestions?w=TST-0417".to_owned(),
    ] {
        let page = seller.get(&path);
        let body = digits(page.expect(200));
        for secret in [&paid, &format!("{},00", GOODS[0].price), &"purchase-price".to_owned()] {
            assert!(!body.contains(secret.as_str()), "{path}: {secret}");
        }
    }
    let added = send(&seller, &sheet, "/lines", |_, _| {});
    added.expect(303);
}

#[test]
fn staff_brings_a_list_for_a_dealer_and_the_dealer_sees_who() {
    let world = World::fresh();
    let manager = world.manager();
    let dealer = world.sever.dealer.unwrap().to_string();
    let page = manager.get("/quick");
    assert_eq!(
        page.expect(200).attributes("select[name=dealer] option", "value"),
        ["", dealer.as_str()]
    );
    assert!(
        page.attributes("textarea", "name").is_empty(),
        "first it is said for whom"
    );
    manager
        .get(&format!("/quick?dealer={dealer}"))
        .expect(200)
        .contains("textarea");
    let fields = [("dealer", dealer.as_str()), ("text", "TST-0417;2")];
    let sheet = manager.post("/quick", &fields).expect(303).location().to_owned();
    let draft = send(&manager, &sheet, "/lines", |_, _| {})
        .expect(303)
        .location()
        .to_owned();
    let entered = world.maker.person(Role::Manager).name.as_str();
    world.buyer().get(&draft).expect(200).contains(entered);
    uploaded(&manager, &format!("&dealer={dealer}"), "a.csv", b"TST-0417;2").expect(303);

    // «Юг» is another manager's, and so is its draft.
    let other = world.yug.dealer.unwrap().to_string();
    manager
        .post("/quick", &[("dealer", &other), ("text", "TST-0417;2")])
        .expect(404);
    uploaded(&manager, &format!("&dealer={other}"), "a.csv", b"TST-0417;2").expect(404);
    let buyer = world.buyer();
    let foreign = world.yug.deal().draft.as_str();
    buyer.get(&format!("/quick?draft={foreign}")).expect(404);
    buyer
        .post("/quick", &[("draft", foreign), ("text", "TST-0417;2")])
        .expect(404);
    let sheet = pasted(&buyer, "TST-0417;2");
    let refused = send(&buyer, &sheet, "/lines", |name, value| {
        if name == "draft" {
            foreign.clone_into(value);
        }
    });
    refused.expect(404);
    // An administrator sees both dealers, and still doesn't mix them.
    let admin = world.admin();
    admin
        .post(
            "/quick",
            &[("dealer", &dealer), ("draft", foreign), ("text", "TST-0417;2")],
        )
        .expect(404);
}

#[test]
fn rows_are_typed_without_a_script_too() {
    let world = World::fresh();
    let buyer = world.buyer();
    let rows = buyer.get("/quick").attributes("input[name=w]", "id").len();
    let draft = format!("/drafts/{}", world.sever.deal().draft);
    let fields = [
        ("w", "tst0418"),
        ("q", "7"),
        ("w", ""),
        ("q", ""),
        ("w", "TST-0417"),
        ("q", ""),
    ];
    let more = buyer.post("/quick", &[&fields[..], &[("more", "1")]].concat());
    let shown = more.expect(200).attributes("input[name=w]", "value");
    assert_eq!(shown.len(), 3 + rows);
    assert_eq!(shown[0], "tst0418");
    let id = world.sever.deal().draft.as_str();
    let sheet = buyer.post("/quick", &[&fields[..], &[("draft", id)]].concat());
    let sheet = sheet.expect(303).location().to_owned();
    // Begun from a draft, it goes there unless something else is said.
    assert_eq!(send(&buyer, &sheet, "/lines", |_, _| {}).expect(303).location(), draft);
    assert_eq!(
        quantities(&buyer, &draft),
        ["3", "7"],
        "two were there of the first, one is meant without a quantity"
    );
    buyer
        .post("/quick", &[("text", " \n")])
        .expect(422)
        .contains("Пока нечего проверять");
    let found = buyer.get("/quick/suggestions?w=tst%200418");
    assert_eq!(found.attributes("li[role=option]", "data-value"), [GOODS[1].article]);
}
