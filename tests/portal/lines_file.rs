//! The lines of one order as a workbook: each role gets what it sees on the page, and nothing in it runs.

use std::io::{Cursor, Read};

use kabinet::platform::access::Role;
use kabinet::platform::sheets;

use crate::harness::{Client, GOODS, World};

/// Words of headings that only those see who see purchase prices.
const MONEY: [&str; 6] = ["Цена", "Сумма", "Ставка НДС", "НДС", "Сумма с НДС", "Валюта"];
const EVIL: &str = "=HYPERLINK(\"http://a.example\",\"x\")";

fn unpacked(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut all = String::new();
    for at in 0..zip.len() {
        let mut part = Vec::new();
        zip.by_index(at).unwrap().read_to_end(&mut part).unwrap();
        all.push_str(&String::from_utf8_lossy(&part));
    }
    all
}

/// Roubles as a cell holds them.
fn figure(kopecks: i64) -> String {
    let text = format!("{}.{:02}", kopecks / 100, kopecks % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The tax inside of a sum: 22 %, to the nearest kopeck.
fn vat(total: i64) -> i64 {
    (total * 22 * 2 + 122) / (122 * 2)
}

/// An order of both goods with a hostile note; its address.
fn ordered(buyer: &Client) -> String {
    let draft = buyer
        .post("/drafts", &[("name", EVIL)])
        .expect(303)
        .location()
        .to_owned();
    for (goods, quantity) in GOODS.iter().zip(["3", "7"]) {
        let line = [("article", goods.article), ("quantity", quantity)];
        buyer.post(&format!("{draft}/lines"), &line).expect(303);
    }
    let page = buyer.get(&draft);
    assert!(
        page.form(&draft).iter().any(|(name, _)| name == "c"),
        "a note of the first line"
    );
    buyer.submit(&page, &draft, &[("c", EVIL)]).expect(303);
    let form = buyer.get(&draft).form(&draft);
    assert!(form.contains(&("c".to_owned(), EVIL.to_owned())));
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let sent = buyer.post(&format!("{draft}/submission"), &fields);
    sent.expect(303).location().to_owned()
}

#[test]
fn each_role_takes_what_it_sees_of_the_lines() {
    let world = World::fresh();
    let buyer = world.buyer();
    let order = ordered(&buyer);
    let number = order.trim_start_matches("/orders/").to_owned();
    let file = format!("{order}/lines.xlsx");
    let admin = world.admin();
    // The order is promised for one day, its second line for another; both are wished for a third.
    admin
        .fill(&order, &format!("{order}/stage"), &[("stage", "confirmed")])
        .expect(303);
    admin
        .fill(&order, &format!("{order}/promises"), &[("day", "2030-03-05")])
        .expect(303);
    let version = admin.get(&order).form(&format!("{order}/dates")).remove(0).1;
    let days = [
        ("version", version.as_str()),
        ("scope", "picked"),
        ("line", "1"),
        ("day", "2030-04-06"),
        ("reason", "Муфты позже"),
    ];
    admin.post(&format!("{order}/dates"), &days).expect(303);

    let sums = [3 * GOODS[0].price * 100, 7 * GOODS[1].price * 100];
    let mut readers = vec![("manager", world.manager(), true), ("admin", world.admin(), true)];
    for (role, priced) in [
        (Role::Director, true),
        (Role::Buyer, true),
        (Role::Seller, false),
        (Role::Accountant, true),
    ] {
        readers.push(("dealer", world.signed_in(world.sever.person(role)), priced));
    }
    for (who, reader, priced) in &readers {
        reader.get(&order).expect(200).contains("lines.xlsx");
        let answer = reader.get(&file);
        let grid = sheets::read(&answer.expect(200).bytes, 100).unwrap();
        let plain = |cells: &Vec<String>| cells.iter().map(|cell| cell.replace('\u{a0}', " ")).collect();
        let rows: Vec<Vec<String>> = grid.rows.iter().map(|(_, cells)| plain(cells)).collect();
        assert!(rows[0][0].contains(&number), "{who}: {rows:?}");
        let head = rows
            .iter()
            .position(|row| row.contains(&"Артикул".to_owned()))
            .expect("headings");
        let heads = &rows[head];
        let at = |name: &str| heads.iter().position(|head| head == name);
        for word in MONEY {
            assert_eq!(at(word).is_some(), *priced, "{who}: {word} among {heads:?}");
        }
        for (place, goods) in GOODS.iter().enumerate() {
            let row = &rows[head + 1 + place];
            let cell = |name: &str| row.get(at(name).unwrap()).map_or("", String::as_str);
            assert_eq!((cell("Артикул"), cell("Название")), (goods.article, goods.name));
            assert_eq!((cell("Количество"), cell("Единица")), (["3", "7"][place], "шт"));
            assert_eq!(cell("Этап"), "Подтверждён");
            // Days as spreadsheets count them: 5 March and 6 April 2030.
            assert_eq!(cell("Плановая дата"), ["47547", "47579"][place], "{who}: {row:?}");
            if *priced {
                assert_eq!(cell("Цена"), goods.price.to_string());
                assert_eq!(cell("Сумма с НДС"), figure(sums[place]));
                assert_eq!(cell("НДС"), figure(vat(sums[place])));
            }
            assert_eq!(cell("Комментарий"), [EVIL, ""][place]);
        }
        let total = &rows[head + 3];
        if *priced {
            assert_eq!(total[at("Сумма с НДС").unwrap()], figure(sums[0] + sums[1]));
        }
        let all = unpacked(&answer.bytes);
        assert!(
            !all.contains("<f>") && !all.contains("<f ") && !all.contains("hyperlink"),
            "{who}: it runs"
        );
        assert!(all.contains("HYPERLINK"), "the order's name stays a text");
        if !*priced {
            let secrets = [GOODS[0].price, GOODS[1].price].map(|price| price.to_string());
            for secret in secrets.into_iter().chain(sums.map(figure)) {
                assert!(
                    !all.contains(&format!("<v>{secret}</v>")) && !all.contains(&format!(">{secret}<")),
                    "{secret}"
                );
            }
        }
    }
    world.signed_in(world.yug.person(Role::Director)).get(&file).expect(404);
    assert_eq!(world.anonymous().get(&file).status, 303);
}
