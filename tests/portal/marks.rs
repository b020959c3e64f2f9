//! Papers and payments that staff stands for: with a file and without, made up where 1C has put an order, taken back.

use kabinet::modules::orders::actions::{apply_from_1c, by_number};
use kabinet::modules::orders::{OneCOrder, OrderNumber, StageKey};
use kabinet::platform::access::Role;

use crate::harness::{Answer, Client, World};
use crate::parcels::PNG;
use crate::stage_rules::{change, moved, order_version};

const PAPER: &str = "Подписанная спецификация";
const TEXT: &[u8] = b"%PDF-1.7 specification";

fn asks<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("enter", "staff"),
        ("enter", "1c"),
        ("requires", "paper"),
        ("paper", PAPER),
    ];
    form.extend(more);
    form
}

/// Sends a form with the file of a paper.
fn sent(client: &Client, order: &str, to: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
    let version = order_version(client, order);
    let mut parts: Vec<(&str, Option<&str>, &[u8])> = vec![("version", None, version.as_bytes())];
    parts.extend(fields.iter().map(|(name, value)| (*name, None, value.as_bytes())));
    parts.extend(file.map(|(name, bytes)| ("paper_file", Some(name), bytes)));
    client.upload(&format!("{order}/{to}"), &parts)
}

fn papers(client: &Client, order: &str) -> Vec<String> {
    client.get(order).attributes("[data-card=papers] a[href]", "href")
}

const NUMBERED: [(&str, &str); 2] = [("paper_number", "С-17"), ("paper_day", "20.11.2026")];

#[test]
fn a_paper_that_dealers_see_carries_its_file_with_the_rights_of_the_order() {
    let world = World::fresh();
    let (admin, manager, buyer) = (world.admin(), world.manager(), world.buyer());
    change(&admin, "queued", &asks(&[("paper_shown", "1")])).expect(303);
    admin
        .get("/stages/queued")
        .contains("Подлинность бумаги кабинет не проверяет");
    let order = buyer.ordered("Калитка", "2");
    let mut given = vec![("stage", "queued")];
    given.extend(NUMBERED);
    let hostile = ("../папка/<скан>.pdf", TEXT);
    // An empty file, and one that is too large, are refused at their field; what was typed stays.
    let large = vec![0u8; (10 << 20) + 1];
    for bytes in [&[][..], &large] {
        sent(&manager, &order, "stage", &given, Some(("скан.pdf", bytes)))
            .expect(422)
            .contains("непустой и до 10")
            .contains("С-17");
    }
    // A file without a number names no paper.
    let numberless = [("stage", "queued"), ("paper_number", ""), ("paper_day", "")];
    sent(&manager, &order, "stage", &numberless, Some(hostile))
        .expect(422)
        .contains("до 60 знаков")
        .contains("Выберите файл ещё раз");
    sent(&manager, &order, "stage", &given, Some(hostile)).expect(303);

    let paths = papers(&manager, &order);
    assert_eq!(papers(&buyer, &order), paths);
    assert_eq!(paths.len(), 1);
    for client in [&manager, &buyer] {
        let page = client.get(&order);
        let card = page.texts("[data-card=papers] li").join(" ");
        assert!(card.contains("Подписанная спецификация № С-17 от 20.11.2026"), "{card}");
        assert!(card.contains("_скан_.pdf"), "{card}");
        page.contains("Подлинность кабинет не проверяет")
            .contains("файл «_скан_.pdf»");
        let file = client.get(&paths[0]);
        assert_eq!(file.expect(200).bytes, TEXT);
        assert!(file.header("content-disposition").starts_with("attachment"));
    }
    // The file has the rights of the order, and a hash alone opens nothing.
    let yug = world.signed_in(world.yug.person(Role::Buyer));
    yug.get(&paths[0]).expect(404);
    let hash = paths[0].rsplit('/').next().unwrap();
    let other = buyer.ordered("Калитка", "1");
    for client in [&manager, &buyer] {
        client.get(&format!("{other}/paper/{hash}")).expect(404);
        client.get(&format!("{order}/paper/{}", "0".repeat(64))).expect(404);
        client.get(&format!("{order}/paper/{}", &hash[1..])).expect(404);
    }
    assert!(world.anonymous().get(&paths[0]).status != 200);

    // It is taken back with a reason: it stays on the order for staff, counts for nothing, and is gone for the dealer.
    let withdrawal = |reason: &str| {
        let version = order_version(&manager, &order);
        let fields = [("version", version.as_str()), ("reason", reason)];
        manager.post(&format!("{order}/marks/0/withdrawal"), &fields)
    };
    withdrawal(" ").expect(422).contains("причин");
    let director = world.signed_in(world.sever.person(Role::Director));
    director
        .post(
            &format!("{order}/marks/0/withdrawal"),
            &[("version", "2"), ("reason", "x")],
        )
        .expect(403);
    let before = order_version(&manager, &order);
    withdrawal("Подпись не того человека").expect(303);
    withdrawal("Ещё раз").expect(422);
    // From a page of before: the same press is done, and another isn't taken for it.
    for (reason, status) in [("Подпись не того человека", 303), ("Не та бумага", 422)] {
        let fields = [("version", before.as_str()), ("reason", reason)];
        manager
            .post(&format!("{order}/marks/0/withdrawal"), &fields)
            .expect(status);
    }
    manager
        .get(&order)
        .contains("Отметка снята")
        .contains("снята отметка о бумаге «Подписанная спецификация» №\u{a0}С-17. Подпись не того человека")
        .contains("На этом этапе выполнены не все условия");
    buyer.get(&paths[0]).expect(404);
    assert!(papers(&buyer, &order).is_empty());
    manager.get(&paths[0]).expect(200);
    buyer.get(&order).contains("снята отметка о бумаге");

    // The stage asks for it again, right there; now without a file, which comes later.
    let again = [("paper_number", "С-18"), ("paper_day", "21.11.2026")];
    sent(&manager, &order, "marks", &again, None).expect(303);
    assert!(!manager.get(&order).body().contains("data-card=\"lacks\""));
    let at = |place: usize| format!("marks/{place}/file");
    sent(&manager, &order, &at(1), &[], None)
        .expect(422)
        .contains("Выберите файл");
    sent(&manager, &order, &at(0), &[], Some(("a.png", PNG)))
        .expect(422)
        .contains("Этой отметки уже нет");
    sent(&manager, &order, &at(1), &[], Some(("a.png", PNG))).expect(303);
    sent(&manager, &order, &at(1), &[], Some(("b.png", PNG))).expect(422);
    buyer
        .get(&order)
        .contains("к бумаге «Подписанная спецификация» №\u{a0}С-18 приложен файл «a.png»");
    assert_eq!(buyer.get(&papers(&buyer, &order)[0]).expect(200).bytes, PNG);
}

#[test]
fn an_internal_paper_and_its_file_are_nothing_to_the_dealer() {
    let world = World::fresh();
    let (admin, manager, buyer) = (world.admin(), world.manager(), world.buyer());
    change(&admin, "queued", &asks(&[])).expect(303);
    let order = buyer.ordered("Калитка", "2");
    let mut given = vec![("stage", "queued")];
    given.extend(NUMBERED);
    sent(&manager, &order, "stage", &given, Some(("служебная.pdf", TEXT))).expect(303);
    let paths = papers(&manager, &order);
    assert_eq!(manager.get(&paths[0]).expect(200).bytes, TEXT);
    // What is ticked later shows nothing of before.
    change(&admin, "queued", &asks(&[("paper_shown", "1")])).expect(303);
    for path in [order.clone(), format!("{order}/rewind"), "/notices".to_owned()] {
        let page = buyer.get(&path);
        for secret in ["С-17", "служебная", PAPER] {
            assert!(!page.expect(200).body().contains(secret), "{secret} at {path}");
        }
    }
    buyer.get(&paths[0]).expect(404);
    // A move without a file still comes as a plain form.
    let second = buyer.ordered("Калитка", "1");
    moved(&manager, &second, &given).expect(303);
    assert!(papers(&manager, &second).is_empty());
}

#[test]
fn what_lacks_where_1c_has_put_an_order_is_made_up_right_there() {
    let mut world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let more = [("requires", "planned"), ("requires", "payment"), ("paid", "50")];
    change(&admin, "queued", &asks(&more)).expect(303);
    let order = buyer.ordered("Калитка", "2");
    let number: OrderNumber = order.rsplit('/').next().unwrap().parse().unwrap();
    let document = OneCOrder {
        order: Some(number.to_string()),
        stage: StageKey::new("queued"),
        ..OneCOrder::default()
    };
    world.below(async |access| {
        let told = access.write(move |write| apply_from_1c(write, &document).map(|_| ()));
        told.await.unwrap();
        assert_eq!(
            by_number(&access.read().unwrap(), number).unwrap().stage.as_str(),
            "queued"
        );
    });
    let (manager, buyer) = (world.manager(), world.buyer());
    let lacks = |client: &Client| client.get(&order).texts("[data-card=lacks] li").len();
    manager.get(&order).contains("Этап поставила 1С");
    assert_eq!((lacks(&manager), lacks(&buyer)), (3, 0));
    // Nothing, and half of a paper, change nothing; what was typed comes back.
    sent(&manager, &order, "marks", &[], None)
        .expect(422)
        .contains("Отмечать нечего");
    sent(
        &manager,
        &order,
        "marks",
        &[("paper_number", "С-1"), ("paper_day", "завтра")],
        None,
    )
    .expect(422)
    .contains("С-1");
    sent(
        &manager,
        &order,
        "marks",
        &[("day", "вчера"), ("payment", "п/п 4")],
        None,
    )
    .expect(422)
    .contains("п/п 4");
    assert_eq!(lacks(&manager), 3);
    // One after the other, then the rest at once.
    sent(&manager, &order, "marks", &NUMBERED, Some(("с.pdf", TEXT))).expect(303);
    assert_eq!(lacks(&manager), 2);
    let version = order_version(&manager, &order);
    let rest = [
        ("version", version.as_str()),
        ("day", "24.12.2020"),
        ("payment", "Платёжка № 88"),
    ];
    // The day has passed: nothing is half done.
    manager.post(&format!("{order}/marks"), &rest).expect(422);
    assert_eq!(lacks(&manager), 2);
    let rest = [
        ("version", version.as_str()),
        ("day", "24.12.2027"),
        ("payment", "Платёжка № 88"),
    ];
    manager.post(&format!("{order}/marks"), &rest).expect(303);
    let page = manager.get(&order);
    assert!(!page.body().contains("data-card=\"lacks\""));
    page.contains("24.12.2027")
        .contains("оплата подтверждена вручную. Платёжка № 88");
    // Pressed twice it is done once; somebody else's old page is told so.
    manager.post(&format!("{order}/marks"), &rest).expect(303);
    world
        .admin()
        .post(&format!("{order}/marks"), &rest)
        .expect(422)
        .contains("Пока вы смотрели");
    buyer.get(&order).contains("24.12.2027");
    assert!(!buyer.get(&order).body().contains("Платёжка № 88"));
}
