//! The story on the page of an order: all of it, part by part, whose doing each entry was and for whom.

use kabinet::modules::orders::OrderNumber;
use kabinet::modules::orders::actions::promise;
use kabinet::platform::access::{Access, Role};
use kabinet::platform::values::Day;

use crate::harness::{Answer, GOODS, World};

/// Entries of a part, as they are read.
fn entries(page: &Answer) -> Vec<String> {
    page.expect(200).texts("ol.kb-tl > li")
}

/// Where the older part is.
fn older(page: &Answer) -> Option<String> {
    page.attributes("a[href*='/history?before=']", "href")
        .into_iter()
        .next()
}

#[test]
fn the_story_is_read_to_its_beginning_and_counted_whole() {
    const MOVES: u32 = 95;
    let mut world = World::fresh();
    let number: OrderNumber = world.sever.deal().order.parse().unwrap();
    let member = world.maker.person(Role::Admin).member.clone();
    let reason = |version: u32| format!("Причина переноса №{version}.");
    world.below(async |access| {
        let manager = Access::of_member(access.services(), &member, "tests").unwrap();
        for version in 1..=MOVES {
            let day = Day::constant(2030, 1, 1).checked_add(jiff::Span::new().days(version));
            promise(&manager, number, version, day.unwrap(), reason(version))
                .await
                .unwrap();
        }
    });
    let buyer = world.buyer();
    let page = buyer.get(&format!("/orders/{number}"));
    // Sent, and moved so many times.
    page.expect(200).contains(&format!("{} событий", MOVES + 1));
    let mut told = entries(&page);
    assert_eq!(told.len(), 40);
    let (mut next, mut parts) = (older(&page), 1);
    while let Some(link) = next {
        let whole = buyer.get(&link);
        whole
            .contains(&format!("{} событий", MOVES + 1))
            .contains("<!DOCTYPE html>");
        // With script the same part comes alone, to stand behind the one before it.
        let part = buyer.get_with(&link, &[("hx-request", "true")]);
        assert!(!part.body().contains("<html"), "{}", part.body());
        assert_eq!(entries(&part), entries(&whole));
        told.extend(entries(&whole));
        next = older(&whole);
        parts += 1;
    }
    assert_eq!((told.len(), parts), (96, 3));
    for (at, version) in (1..=MOVES).rev().enumerate() {
        // The first day needs no reason.
        assert!(
            version == 1 || told[at].contains(&reason(version)),
            "{at}: {}",
            told[at]
        );
        assert!(told[at].contains(", производитель"), "{}", told[at]);
        // Each part tells what its last entry changed too.
        assert!(told[at].contains("Что изменилось"), "{at}: {}", told[at]);
    }
    let last = told.last().unwrap();
    assert!(last.contains(", дилер") && !last.contains("Что изменилось"), "{last}");
    let stranger = world.signed_in(world.yug.person(Role::Buyer));
    stranger.get(&format!("/orders/{number}/history")).expect(404);
    buyer.get("/orders/26-999999/history").expect(404);
    buyer.get(&format!("/orders/{number}/history?before=x")).expect(422);
    assert_eq!(
        entries(&buyer.get(&format!("/orders/{number}/history?before=0"))).len(),
        0
    );
}

#[test]
fn who_entered_an_order_for_a_dealer_is_named_with_the_dealer() {
    let world = World::fresh();
    let manager = world.manager();
    let dealer = world.sever.dealer.unwrap().to_string();
    let begun = manager.post("/drafts", &[("name", "Для Севера"), ("dealer", &dealer)]);
    let draft = begun.expect(303).location().to_owned();
    let line = [("article", GOODS[0].article), ("quantity", "2")];
    manager.post(&format!("{draft}/lines"), &line).expect(303);
    let form = manager.get(&draft).form(&draft);
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let sent = manager.post(&format!("{draft}/submission"), &fields);
    let order = sent.expect(303).location().to_owned();
    let buyer = world.buyer();
    let story = entries(&buyer.get(&order));
    let first = story.last().expect("it was sent");
    assert!(first.contains("производитель, за «Север»"), "{first}");
    // Its own orders are entered for nobody.
    let own = entries(&buyer.get(&format!("/orders/{}", world.sever.deal().order)));
    assert!(
        own.last().unwrap().contains(", дилер") && !own.concat().contains("за «"),
        "{own:?}"
    );
    // The rewind says the same of the version.
    buyer
        .get(&format!("{order}/rewind?at=1"))
        .expect(200)
        .contains("производитель, за «Север»");
}
