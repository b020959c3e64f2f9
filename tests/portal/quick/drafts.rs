//! Long lists, and two people at one.

use kabinet::modules::catalogue::Product;

use super::*;
use crate::harness::Seeded;

#[test]
fn a_long_list_goes_into_as_many_drafts_as_it_needs() {
    let mut world = World::fresh();
    const GOODS_MANY: usize = 2_100;
    world.below(async |access| {
        access
            .write(|write| {
                for at in 0..GOODS_MANY {
                    let product = Product {
                        stub: false,
                        article: format!("MNG-{at}"),
                        name: format!("Мелочь {at}"),
                        ..Product::stub(&format!("many-{at}"))
                    };
                    write.save(&product, &Seeded("product", format!("many {at}")))?;
                }
                Ok(())
            })
            .await
            .unwrap();
    });
    let buyer = world.buyer();
    let list: String = (0..GOODS_MANY).map(|at| format!("MNG-{at}\t1\n")).collect();
    let sheet = pasted(&buyer, &(list + "НЕТ-ТАКОГО\t1\n"));
    buyer.get(&sheet).expect(200).contains("понадобится 3 черновика");
    let put = |sheet: &str, name: &str| {
        send(&buyer, sheet, "/lines", |field, value| {
            if field == "name" {
                name.clone_into(value);
            }
        })
    };
    assert_eq!(put(&sheet, "Большой").expect(303).location(), sheet, "one row stays");
    let lines = |name: &str| {
        let drafts = buyer.get("/drafts");
        let at = drafts
            .texts("a.kb-b[href^='/drafts/']")
            .iter()
            .position(|text| text == name);
        let draft = drafts
            .attributes("a.kb-b[href^='/drafts/']", "href")
            .remove(at.expect(name));
        quantities(&buyer, &draft).len()
    };
    assert_eq!(
        [lines("Большой"), lines("Большой (2)"), lines("Большой (3)")],
        [1_000, 1_000, 100]
    );
    // The list goes on with the last of them, where there is room; a full one that is named overflows into a new one.
    let full = {
        let drafts = buyer.get("/drafts");
        let at = drafts
            .texts("a.kb-b[href^='/drafts/']")
            .iter()
            .position(|text| text == "Большой")
            .unwrap();
        drafts
            .attributes("a.kb-b[href^='/drafts/']", "href")
            .remove(at)
            .trim_start_matches("/drafts/")
            .to_owned()
    };
    let next = pasted(&buyer, "TST-0418\t1\n");
    send(&buyer, &next, "/lines", |field, value| {
        if field == "draft" {
            full.clone_into(value);
        }
    })
    .expect(303);
    let of = ["Большой", "Большой (2)", "Большой (3)", "Большой (4)"];
    assert_eq!(of.map(lines), [1_000, 1_000, 100, 1], "no two drafts have one name");
}

#[test]
fn what_the_second_of_two_people_typed_stays_beside_what_the_first_saved() {
    let world = World::fresh();
    let (buyer, director) = (world.buyer(), world.signed_in(world.sever.person(Role::Director)));
    let sheet = pasted(&buyer, "НЕТ-А\t1\nНЕТ-Б\t2\nНЕТ-В\t3\n");
    let mut mine = buyer.get(&sheet).form(&sheet);
    // The first mends one row, and throws another away.
    send(&director, &sheet, "", |name, value| {
        if (name, value.as_str()) == ("w", "НЕТ-А") {
            GOODS[0].article.clone_into(value);
        }
    })
    .expect(303);
    let version = director
        .get(&sheet)
        .form(&sheet)
        .into_iter()
        .find(|(name, _)| name == "version")
        .unwrap()
        .1;
    director
        .post(&sheet, &[("version", &version), ("drop", "3")])
        .expect(303);
    // The second has typed into the same two rows, and left the third alone.
    for (name, value) in &mut mine {
        match (name.as_str(), value.as_str()) {
            ("w", "НЕТ-А") => GOODS[1].article.clone_into(value),
            ("q", "3") => "33".clone_into(value),
            _ => {}
        }
    }
    let fields: Vec<(&str, &str)> = mine
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    for to in ["", "/lines"] {
        let told = buyer.post(&format!("{sheet}{to}"), &fields);
        told.expect(422)
            .contains("Что вы ввели, осталось в полях")
            .contains(&format!("Сейчас в списке: «{}», количество 1", GOODS[0].article))
            .contains("Этих строк в списке больше нет")
            .contains("Строка 3: 33");
        assert_eq!(told.attributes("input[id^=w-]", "value"), [GOODS[1].article, "НЕТ-Б"]);
        // Sent again as it now stands, it is saved.
        if to == "/lines" {
            let form = told.form(&sheet);
            let fields: Vec<(&str, &str)> = form
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            buyer.post(&sheet, &fields).expect(303);
            let ready = buyer.get(&format!("{sheet}?kind=ready"));
            ready.expect(200).contains(GOODS[1].article);
        }
    }
}
