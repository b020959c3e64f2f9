//! Changes of an order that both sides answer for, over plain HTTP.

use kabinet::platform::access::Role;

use crate::harness::{Client, World};

/// Sends a form of the order's page as a browser does, with some fields set.
fn send(client: &Client, page: &str, action: &str, set: &[(&str, &str)]) -> crate::harness::Answer {
    let mut form = client.get(page).expect(200).form(action);
    for (name, value) in set {
        match form.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = (*value).to_owned(),
            None => form.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.post(action, &fields)
}

/// The quantity of the only line, as the page of editing has it.
fn quantity(client: &Client, order: &str) -> String {
    let edit = format!("/orders/{order}/edit");
    let form = client.get(&edit).expect(200).form(&format!("/orders/{order}/requests"));
    form.into_iter()
        .find(|(name, _)| name == "quantity")
        .expect("a quantity")
        .1
}

#[test]
fn a_confirmed_order_changes_when_the_other_side_accepts() {
    let world = World::fresh();
    let (director, manager) = (world.signed_in(world.sever.person(Role::Director)), world.manager());
    let order = world.sever.deal().order.as_str();
    let page = format!("/orders/{order}");
    let (edit, requests) = (format!("{page}/edit"), format!("{page}/requests"));
    let answer = format!("{page}/requests/answer");

    // Before confirmation the dealer changes it at once.
    send(&director, &edit, &requests, &[("quantity", "3")]).expect(303);
    assert_eq!(quantity(&manager, order), "3");

    send(&manager, &page, &format!("{page}/stage"), &[("stage", "confirmed")]).expect(303);
    // Afterwards it is a request: nothing changes until the manager says so, and production waits.
    send(
        &director,
        &edit,
        &requests,
        &[("quantity", "5"), ("reason", "Клиент просит больше")],
    )
    .expect(303);
    manager.get(&page).expect(200).contains("Клиент просит больше");
    send(&manager, &page, &format!("{page}/stage"), &[("stage", "production")]).expect(422);
    // Whoever asked can't answer for the other side, and a refusal needs a reason.
    send(&manager, &page, &answer, &[("answer", "refuse"), ("reason", "")]).expect(422);
    send(&manager, &page, &answer, &[("answer", "accept")]).expect(303);
    assert_eq!(quantity(&director, order), "5");

    // A form of before: the lines are drawn as they are now, what was said of the whole stays.
    let stale = [
        ("version", "1"),
        ("quantity", "9"),
        ("comment", ""),
        ("reason", "Опоздали"),
    ];
    let late = director.post(&requests, &stale);
    late.expect(422).contains("Опоздали");
    let drawn = late.form(&requests).into_iter().find(|(name, _)| name == "quantity");
    assert_eq!(drawn.map(|(_, value)| value).as_deref(), Some("5"));
    assert_eq!(quantity(&director, order), "5");

    let foreign = world.signed_in(world.yug.person(Role::Director));
    foreign.get(&edit).expect(404);
    world.signed_in(world.sever.person(Role::Seller)).get(&edit).expect(403);
}
