//! Approval and orders that were sent already: neither an edit, nor a request, nor a yes to a proposal gets round it.

use kabinet::platform::access::Role;

use crate::approvals::{by_sum, director, draft, edit, goes, name_of};
use crate::blind::spaced;
use crate::harness::World;
use crate::rights::id_of;

#[test]
fn a_sent_order_grows_past_its_approval_neither_by_an_edit_nor_by_a_request() {
    let world = World::fresh();
    let (buyer, manager) = (world.buyer(), world.manager());
    by_sum(&world, "2000", &["any"]);
    let order = goes(&buyer, &draft(&buyer, "Растёт", "1")).expect("1234 asks nobody");
    let stays = || {
        let answer = edit(&buyer, &order, "2");
        answer.expect(422).contains("заказ нужно согласовать");
        let form = buyer.get(&format!("{order}/edit")).form(&format!("{order}/requests"));
        assert!(form.contains(&("quantity".to_owned(), "1".to_owned())), "{form:?}");
    };
    stays();
    // Once the manufacturer has taken it, a change is a request, and isn't sent either.
    let taken = [("stage", "confirmed")];
    manager.fill(&order, &format!("{order}/stage"), &taken).expect(303);
    stays();
}

#[test]
fn what_the_manufacturer_proposes_is_accepted_by_who_may_decide_about_it() {
    let world = World::fresh();
    let (buyer, director, manager) = (world.buyer(), director(&world), world.manager());
    by_sum(&world, "2000", &[&id_of(&world, Role::Director)]);
    let order = goes(&buyer, &draft(&buyer, "Растёт", "1")).expect("1234 asks nobody");
    let taken = [("stage", "confirmed")];
    manager.fill(&order, &format!("{order}/stage"), &taken).expect(303);
    edit(&manager, &order, "2").expect(303);
    let answer = format!("{order}/requests/answer");
    let accept = [("answer", "accept")];
    let refused = buyer.fill(&order, &answer, &accept);
    refused
        .expect(422)
        .contains("заказ нужно согласовать")
        .contains(&format!("Принять его может: {}", name_of(&world, Role::Director)));
    // The request still waits, and whoever may decide says yes.
    director.fill(&order, &answer, &accept).expect(303);
    buyer.get(&order).contains(&format!("{},00", spaced(2_468)));
    // A smaller sum asks nobody.
    edit(&manager, &order, "1").expect(303);
    buyer.fill(&order, &answer, &accept).expect(303);
}
