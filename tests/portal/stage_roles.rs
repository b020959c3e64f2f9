//! Moves that are left to single roles of staff: who is offered what, who is refused in which words, and that 1C isn't asked.

use kabinet::modules::orders::actions::{apply_from_1c, by_number};
use kabinet::modules::orders::{OneCOrder, OrderNumber, StageKey};
use kabinet::platform::access::Role;

use crate::harness::{Client, World};
use crate::stage_rules::{change, moved};

/// The stages that the desk of an order offers.
fn offered(client: &Client, order: &str) -> Vec<String> {
    let page = client.get(order);
    page.attributes(&format!("form[action='{order}/stage'] select option"), "value")
}

#[test]
fn a_move_is_offered_to_the_roles_it_is_left_to_and_refused_to_others_by_name() {
    let mut world = World::fresh();
    let (admin, manager, buyer) = (world.admin(), world.manager(), world.buyer());
    let left = [
        ("enter", "staff"),
        ("enter", "1c"),
        ("requires", "agreed"),
        ("reserved", "any:admin"),
    ];
    change(&admin, "production", &left).expect(303);
    // What was ticked is ticked again, and the list says it.
    let form = admin.get("/stages/production");
    let ticked = form.attributes("input[name=reserved][checked]", "value");
    assert_eq!(ticked, ["any:admin"]);
    form.contains("Администратор может всегда")
        .contains("1С это не ограничивает");
    admin.get("/stages").contains("Только администратор");

    let order = buyer.ordered("Пила", "2");
    assert!(!offered(&manager, &order).contains(&"production".to_owned()));
    assert!(offered(&manager, &order).contains(&"queued".to_owned()));
    assert!(offered(&admin, &order).contains(&"production".to_owned()));
    manager
        .get(&order)
        .contains("На «В производстве» переводит администратор");
    // It isn't offered in the list of orders, and both doors refuse it in words.
    let bulk = |client: &Client| {
        client
            .get("/orders")
            .attributes("#bulk select[name=stage] option", "value")
    };
    assert!(!bulk(&manager).contains(&"production".to_owned()));
    assert!(bulk(&admin).contains(&"production".to_owned()));
    let why = "Перевести сюда может только администратор";
    moved(&manager, &order, &[("stage", "production")])
        .expect(422)
        .contains(why);
    let number = order.rsplit('/').next().unwrap().to_owned();
    let picked = format!("{number}:1");
    let many = [("o", picked.as_str()), ("stage", "production")];
    manager.post("/orders/bulk/stage", &many).expect(200).contains(why);
    assert!(!buyer.get(&order).body().contains("data-field=\"stage-turn\""));

    // Whose turn it is stands on the order where the next move is left to somebody.
    assert!(!manager.get(&order).body().contains("stage-turn"));
    moved(&manager, &order, &[("stage", "queued")]).expect(303);
    for client in [&manager, &admin] {
        let turn = client.get(&order).texts("[data-field=stage-turn]");
        assert_eq!(
            turn,
            ["Чей ход: администратор. Другим сотрудникам переход на «В производстве» закрыт"]
        );
    }
    assert!(buyer.get(&order).texts("[data-field=stage-turn]").is_empty());
    moved(&admin, &order, &[("stage", "production")]).expect(303);

    // 1C is the accounting system: its word is taken as it comes.
    let second = buyer.ordered("Пила", "2");
    let number: OrderNumber = second.rsplit('/').next().unwrap().parse().unwrap();
    let document = OneCOrder {
        order: Some(number.to_string()),
        stage: StageKey::new("production"),
        ..OneCOrder::default()
    };
    world.below(async |access| {
        let told = access.write(move |write| apply_from_1c(write, &document).map(|_| ()));
        told.await.unwrap();
        let order = by_number(&access.read().unwrap(), number).unwrap();
        assert_eq!(order.stage.as_str(), "production");
    });
}

#[test]
fn single_stages_have_roles_of_their_own_and_bad_ones_are_refused() {
    let world = World::fresh();
    let (admin, manager, buyer) = (world.admin(), world.manager(), world.buyer());
    let left = [
        ("enter", "staff"),
        ("enter", "1c"),
        ("reserved", "any:admin"),
        ("reserved", "confirmed:manager"),
    ];
    change(&admin, "queued", &left).expect(303);
    admin
        .get("/stages")
        .contains("Только администратор")
        .contains("С этапа «Подтверждён» только менеджер или администратор");
    let order = buyer.ordered("Пила", "2");
    moved(&manager, &order, &[("stage", "queued")])
        .expect(422)
        .contains("Перевести сюда может только администратор");
    moved(&manager, &order, &[("stage", "confirmed")]).expect(303);
    moved(&manager, &order, &[("stage", "queued")]).expect(303);
    // What no page offers is refused at its field, and what was typed stays.
    for bad in ["any:buyer", "any:king", "admin", "nowhere:admin", "queued:admin"] {
        let form = [
            ("enter", "staff"),
            ("ru", "Очередь цеха"),
            ("en", "Queue"),
            ("reserved", bad),
        ];
        change(&admin, "queued", &form).expect(422).contains("Очередь цеха");
    }
    // An order gets stuck with nobody: whatever is left to whom, the administrator goes on with it.
    for key in ["ready", "shipped", "closed", "cancelled", "production"] {
        let form = [("enter", "staff"), ("enter", "1c"), ("reserved", "any:admin")];
        change(&admin, key, &form).expect(303);
    }
    assert_eq!(offered(&manager, &order), ["submitted", "confirmed"]);
    manager.get(&order).contains("На «Отменён» переводит администратор");
    for key in ["production", "ready", "shipped", "closed"] {
        moved(&admin, &order, &[("stage", key)]).expect(303);
    }
    // Whoever may not edit the line doesn't reach its pages.
    let director = world.signed_in(world.sever.person(Role::Director));
    director.get("/stages/queued").expect(403);
    manager.get("/stages/queued").expect(403);
}
