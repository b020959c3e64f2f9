//! Days of single lines over plain HTTP: wished in a draft and later, named by the manufacturer, kept in ledgers, counted.

use jiff::ToSpan;
use jiff::tz::TimeZone;
use kabinet::modules::orders::actions::{apply_from_1c, by_number, today};
use kabinet::modules::orders::{OneCLine, OneCOrder, OneCPlanned, Order, StageKey};
use kabinet::platform::access::Role;
use kabinet::platform::sheets;
use kabinet::platform::values::{Clock, Day};

use crate::harness::{Answer, Client, GOODS, GROUP, World, wait_for};

/// So many days from now, as people write it.
fn ahead(days: i64) -> String {
    let today = Clock::system().now().day_in(&TimeZone::get("Europe/Moscow").unwrap());
    written(today.saturating_add(days.days()))
}

fn written(day: Day) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

fn fields(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// Sets the field of one line among those that share a name.
fn set(form: &mut [(String, String)], name: &str, place: usize, value: &str) {
    let cell = form.iter_mut().filter(|(of, _)| of == name).nth(place);
    cell.unwrap_or_else(|| panic!("no {name} {place}")).1 = value.to_owned();
}

fn values(page: &Answer, address: &str, name: &str) -> Vec<String> {
    let form = page.form(address).into_iter();
    form.filter(|(of, _)| of == name).map(|(_, value)| value).collect()
}

/// A draft of the two goods; its address.
fn draft(client: &Client) -> String {
    let begun = client.post("/drafts", &[("name", "Даты строк")]);
    let address = begun.expect(303).location().to_owned();
    for goods in GOODS {
        let line = [("article", goods.article), ("quantity", "2")];
        client.post(&format!("{address}/lines"), &line).expect(303);
    }
    address
}

fn submitted(client: &Client, draft: &str) -> String {
    let form = client.get(draft).form(draft);
    let sent = client.post(&format!("{draft}/submission"), &fields(&form));
    sent.expect(303).location().to_owned()
}

/// An order of two lines, confirmed.
fn confirmed(world: &World, client: &Client) -> String {
    let page = submitted(client, &draft(client));
    let set = [("stage", "confirmed")];
    world.admin().fill(&page, &format!("{page}/stage"), &set).expect(303);
    page
}

/// Names a day for the lines at these places.
fn plan(client: &Client, page: &str, lines: &[&str], day: &str, reason: &str) -> Answer {
    let drawn = client.get(page);
    post(client, page, &version(&drawn, page), lines, day, reason, "picked")
}

fn version(drawn: &Answer, page: &str) -> String {
    values(drawn.expect(200), &format!("{page}/dates"), "version").remove(0)
}

fn post(client: &Client, page: &str, version: &str, lines: &[&str], day: &str, reason: &str, scope: &str) -> Answer {
    let mut fields = vec![("version", version), ("day", day), ("reason", reason), ("scope", scope)];
    fields.extend(lines.iter().map(|line| ("line", *line)));
    client.post(&format!("{page}/dates"), &fields)
}

fn said(page: &Answer, field: &str) -> Vec<String> {
    page.texts(&format!("[data-field={field}]"))
}

#[test]
fn a_line_is_wished_for_a_day_of_its_own_in_the_draft_and_later() {
    let world = World::fresh();
    let buyer = world.buyer();
    let address = draft(&buyer);
    // What can't be taken is told beside the field and stays in it; the rest of the form is saved.
    for (typed, why) in [
        ("31.02.2027", "Такой даты нет"),
        ("когда-нибудь", "Такой даты нет"),
        ("01.01.0001", "Эта дата прошла"),
        ("31.12.9999", "слишком далеко"),
        (ahead(-1).as_str(), "Эта дата прошла"),
    ] {
        let mut form = buyer.get(&address).form(&address);
        set(&mut form, "w", 1, typed);
        set(&mut form, "q", 0, "3");
        let refused = buyer.post(&address, &fields(&form));
        refused.expect(422).contains(why);
        assert_eq!(refused.attributes("#w-1", "value"), [typed]);
        assert_eq!(refused.attributes("details.kb-wish[open] #w-1", "value"), [typed]);
        assert_eq!(refused.attributes("#q-0", "value"), ["3"]);
    }
    let (early, late) = (ahead(10), ahead(20));
    let mut form = buyer.get(&address).form(&address);
    set(&mut form, "w", 1, &early);
    set(&mut form, "wished", 0, &late);
    buyer.post(&address, &fields(&form)).expect(303);
    let saved = buyer.get(&address);
    assert_eq!(values(&saved, &address, "w"), ["", early.as_str()]);
    // A form without the field (an older page) leaves it alone.
    let form: Vec<_> = saved
        .form(&address)
        .into_iter()
        .filter(|(name, _)| name != "w")
        .collect();
    buyer.post(&address, &fields(&form)).expect(303);
    assert_eq!(values(&buyer.get(&address), &address, "w")[1], early);
    // Two people: the second sees what differs.
    let mut theirs = saved.form(&address);
    set(&mut theirs, "w", 1, &ahead(12));
    let director = world.signed_in(world.sever.person(Role::Director));
    director.post(&address, &fields(&theirs)).expect(303);
    let mut mine = saved.form(&address);
    set(&mut mine, "w", 1, &ahead(14));
    set(&mut mine, "version", 0, "1");
    let clash = buyer.post(&address, &fields(&mine));
    clash.expect(422).contains(&ahead(12)).contains(&ahead(14));
    let mut form = buyer.get(&address).form(&address);
    set(&mut form, "w", 1, &early);
    buyer.post(&address, &fields(&form)).expect(303);
    // A copy begins without days, and so does an order that is repeated.
    let copy = buyer.post(&format!("{address}/copy"), &[]);
    let copy = copy.expect(303).location().to_owned();
    assert_eq!(values(&buyer.get(&copy), &copy, "w"), ["", ""]);

    let page = submitted(&buyer, &address);
    for client in [&buyer, &world.manager()] {
        let order = client.get(&page);
        assert_eq!(said(order.expect(200), "requested").len(), 2);
        order
            .contains(&format!("желаемая {early}"))
            .contains(&format!("желаемая {late}"));
    }
    // After it was sent a wish is a part of the change: checked, looked at, asked for, answered, and told in the history.
    let admin = world.admin();
    admin
        .fill(&page, &format!("{page}/stage"), &[("stage", "confirmed")])
        .expect(303);
    let (edit, requests) = (format!("{page}/edit"), format!("{page}/requests"));
    let mut form = director.get(&edit).form(&requests);
    form.push(("step".to_owned(), "check".to_owned()));
    set(&mut form, "wish", 0, "01.01.0001");
    let refused = director.post(&requests, &fields(&form));
    refused.expect(422).contains("Эта дата прошла");
    assert_eq!(refused.attributes("#wish-0", "value"), ["01.01.0001"]);
    let sooner = ahead(7);
    set(&mut form, "wish", 0, &sooner);
    let preview = director.post(&requests, &fields(&form));
    preview.expect(200).contains("Желаемая дата").contains(&sooner);
    let sent = [("step", "send"), ("reason", "Монтаж раньше")];
    director.submit(&preview, &requests, &sent).expect(303);
    let asked = admin.get(&page);
    assert!(asked.texts("[data-card=request]")[0].contains(&sooner));
    // While the request waits, a day is named: the answer loses neither.
    plan(&admin, &page, &["1"], &ahead(30), "").expect(303);
    let answer = [("answer", "accept")];
    admin
        .fill(&page, &format!("{page}/requests/answer"), &answer)
        .expect(303);
    let order = director.get(&page);
    assert!(said(&order, "requested")[0].contains(&sooner));
    assert!(said(&order, "confirmed")[1].contains(&ahead(30)));
    let rewound = director.get(&format!("{page}/rewind"));
    rewound.expect(200).contains("Желаемая дата").contains(&sooner);
}

#[test]
fn the_manufacturer_names_days_for_lines_and_the_dealer_sees_why() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let page = confirmed(&world, &buyer);
    let dates = format!("{page}/dates");
    // The whole order first, then one line earlier and the other later.
    let whole = ahead(10);
    let first = admin.fill(&page, &dates, &[("day", &whole), ("scope", "all")]);
    first.expect(303);
    let drawn = admin.get(&page);
    // Moving a given day needs a reason; what was typed and ticked is kept.
    for (lines, day, reason, why) in [
        (&["1"][..], ahead(15), "", "Напишите причину"),
        (&["1"], "31.02.2027".to_owned(), "Нет стекла", "Такой даты нет"),
        (&["1"], ahead(-1), "Нет стекла", "Эта дата прошла"),
        (&["1"], "31.12.9999".to_owned(), "Нет стекла", "слишком далеко"),
        (&["1"], "01.01.0001".to_owned(), "Нет стекла", "Эта дата прошла"),
        (&[], ahead(15), "Нет стекла", "Отметьте строки"),
        (&["1", "7"], ahead(15), "Нет стекла", "Этой строки уже нет"),
        (&["1"], whole.clone(), "Нет стекла", "уже обещана"),
    ] {
        let refused = plan(&admin, &page, lines, &day, reason);
        refused.expect(422).contains(why);
        assert_eq!(refused.attributes("#line-day", "value"), [day.as_str()], "{why}");
        assert_eq!(refused.attributes("#line-reason", "value").concat(), reason, "{why}");
        let ticked = refused.attributes("input[name=line][checked]", "value");
        assert_eq!(
            ticked,
            lines.iter().filter(|line| **line == "1").copied().collect::<Vec<_>>()
        );
    }
    for broken in ["-1", "один", "18446744073709551616"] {
        plan(&admin, &page, &[broken], &ahead(15), "x")
            .expect(422)
            .contains("Этой строки уже нет");
    }
    let long = "п".repeat(2_001);
    plan(&admin, &page, &["1"], &ahead(15), &long).expect(422);
    assert!(said(&admin.get(&page), "confirmed").is_empty(), "nothing was done");

    let late = ahead(15);
    let seen = version(&drawn, &page);
    post(&admin, &page, &seen, &["1"], &late, "Нет стекла", "picked").expect(303);
    // Pressed twice it happens once.
    post(&admin, &page, &seen, &["1"], &late, "Нет стекла", "picked").expect(303);
    // Somebody else with the page of before: told, nothing done, what was ticked is kept.
    let manager = world.manager();
    let stale = post(&manager, &page, &seen, &["0"], &ahead(12), "Сдвиг", "picked");
    stale.expect(422).contains("заказ изменили");
    assert_eq!(stale.attributes("input[name=line][checked]", "value"), ["0"]);
    for client in [&admin, &buyer] {
        let order = client.get(&page);
        let confirmed = said(order.expect(200), "confirmed");
        assert!(
            confirmed[0].contains(&whole) && confirmed[1].contains(&late),
            "{confirmed:?}"
        );
        order.contains("2 обещанные даты").contains("Нет стекла");
    }
    // The order leaves with its last line, and its own ledger says so.
    let list = buyer.get("/orders?stage=all");
    list.expect(200).contains(&late);
    buyer.hears("Нет стекла");
    let bells = buyer.get("/notices");
    let rung = bells.texts("main").concat().matches("Нет стекла").count();
    assert_eq!(rung, 1, "one notice for one action:\n{}", bells.said());
    // Who may not see prices sees days; the dealer doesn't name them.
    let seller = world.signed_in(world.sever.person(Role::Seller));
    assert_eq!(said(seller.get(&page).expect(200), "confirmed").len(), 2);
    for client in [&buyer, &seller] {
        assert!(client.get(&page).texts("#line-dates").is_empty());
        client
            .post(&dates, &[("version", &seen), ("line", "0"), ("day", &late)])
            .expect(403);
    }
    let foreign = format!("/orders/{}", world.yug.deal().order);
    post(&manager, &foreign, "1", &["0"], "вчера", "", "picked").expect(404);
    // As many lines as an order may have, and more.
    let many: Vec<String> = (0..5_000).map(|place: usize| place.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    plan(&admin, &page, &many, &ahead(16), "x")
        .expect(422)
        .contains("Этой строки уже нет");
    plan(&admin, &page, &["1"; 5_000], &ahead(16), "Ещё день").expect(303);
    let change = admin.get(&page).attributes("a[href*='/changes/']", "href").remove(0);
    admin
        .get(&change)
        .expect(200)
        .contains("Дата отгрузки")
        .contains("Ещё день");
    // A day for all takes the place of all.
    let all = ahead(18);
    admin
        .fill(
            &page,
            &dates,
            &[("day", &all), ("reason", "Линия стоит"), ("scope", "all")],
        )
        .expect(303);
    let order = buyer.get(&page);
    assert!(said(&order, "confirmed").iter().all(|of| of.contains(&all)));
    order.contains("4 обещанные даты");

    // A line goes meanwhile: the page of before changes nothing.
    let seen = version(&admin.get(&page), &page);
    let director = world.signed_in(world.sever.person(Role::Director));
    let requests = format!("{page}/requests");
    let gone = [("removed", "0"), ("step", "check")];
    let preview = director.fill(&format!("{page}/edit"), &requests, &gone);
    director
        .submit(preview.expect(200), &requests, &[("step", "send")])
        .expect(303);
    let answer = [("answer", "accept")];
    admin
        .fill(&page, &format!("{page}/requests/answer"), &answer)
        .expect(303);
    let stale = post(&admin, &page, &seen, &["0", "1"], &ahead(25), "Сдвиг", "picked");
    stale.expect(422).contains("заказ изменили").contains(GOODS[1].name);
    assert!(!said(&buyer.get(&page), "confirmed")[0].contains(&ahead(25)));
}

#[test]
fn goods_that_have_left_have_no_day_to_come() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let page = confirmed(&world, &buyer);
    plan(&admin, &page, &["0"], &ahead(5), "").expect(303);
    let seen = version(&admin.get(&page), &page);
    for stage in ["production", "ready", "shipped"] {
        let set = [("stage", stage), ("reason", "Так решили")];
        admin.fill(&page, &format!("{page}/stage"), &set).expect(303);
    }
    let order = admin.get(&page);
    assert!(order.expect(200).texts("#line-dates").is_empty());
    let now = values(&order, &format!("{page}/shipments"), "version").remove(0);
    let refused = post(&admin, &page, &now, &["0"], &ahead(9), "x", "picked");
    refused.expect(422).contains("уже отгружен");
    post(&admin, &page, &seen, &["0"], &ahead(9), "x", "picked").expect(422);
}

/// What 1C says of an order of two lines: days before today for the whole, and for the second line.
fn told(order: &Order, today: Day, whole: Option<i64>, line: Option<i64>) -> OneCOrder {
    let planned = |before: i64| OneCPlanned {
        day: today.saturating_sub(before.days()),
        reason: "Фурнитура".to_owned(),
    };
    let lines = order.lines.iter().enumerate().map(|(place, of)| OneCLine {
        sku: of.sku,
        product: of.product,
        external: of.external.clone(),
        name: String::new(),
        article: String::new(),
        unit: String::new(),
        unit_code: String::new(),
        quantity: of.quantity,
        price: of.price,
        factor: of.factor,
        sum: of.sum,
        vat_rate: of.vat_rate,
        vat: of.vat,
        total: of.total,
        planned: line.filter(|_| place == 1).map(planned),
    });
    OneCOrder {
        order: Some(order.number.to_string()),
        planned: whole.map(planned),
        lines: Some(lines.collect()),
        ..OneCOrder::default()
    }
}

#[test]
fn a_line_with_a_day_of_its_own_is_a_promise_by_itself() {
    let mut world = World::fresh();
    let page = confirmed(&world, &world.buyer());
    let number = page.trim_start_matches("/orders/").to_owned();
    // The order was promised for two days ago, and its second line for six days ago; then both were moved to today.
    let today = world.below(async |access| {
        let today = today(access);
        let said = [(Some(2), Some(6)), (Some(0), Some(0))];
        for (whole, line) in said {
            let order = by_number(&access.read().unwrap(), number.parse().unwrap()).unwrap();
            let document = told(&order, today, whole, line);
            access
                .write(move |write| apply_from_1c(write, &document).map(|_| ()))
                .await
                .unwrap();
        }
        today
    });
    let admin = world.admin();
    let row = |client: &Client, query: &str, name: &str, expected: [usize; 4]| {
        let expected = expected.map(|n| n.to_string());
        wait_for(&format!("{name} of {query}: {expected:?}"), || {
            let book = client.get(&format!("/promises.xlsx?period=twelve&{query}"));
            let grid = sheets::read(&book.expect(200).bytes, 1_000).unwrap();
            let row = grid.rows.into_iter().map(|(_, row)| row).find(|row| row[0] == name)?;
            (row[1..5] == expected).then_some(row)
        })
    };
    // By the first day: the line, 6 days over, though the order was named first in the same document (2 days over for both);
    // the line's ledger begins with the order's day.
    let first = row(&admin, "by=dealer", "Север", [2, 0, 2, 2]);
    assert_eq!(first[6].replace('.', ","), "2", "(2 + 2) / 2");
    row(&admin, "by=group", GROUP, [2, 0, 2, 2]);
    // By the last one: today, which isn't over.
    wait_for("nothing is judged by the last day", || {
        let behind = admin.get("/promises/orders?period=twelve&which=all&basis=last");
        let found = behind.expect(200).attributes("[data-order]", "data-order");
        found.is_empty().then_some(())
    });
    let behind = admin.get("/promises/orders?period=twelve&which=overdue");
    assert_eq!(
        behind.attributes("[data-order]", "data-order"),
        std::slice::from_ref(&number)
    );
    behind
        .contains("2 обещания по строкам")
        .contains(&written(today.saturating_sub(2.days()))[..5]);

    world.below(async |access| {
        let order = by_number(&access.read().unwrap(), number.parse().unwrap()).unwrap();
        // Only the line is late in the end.
        let document = told(&order, today, None, Some(3));
        let left = OneCOrder {
            order: Some(order.number.to_string()),
            stage: StageKey::new("shipped"),
            ..OneCOrder::default()
        };
        for document in [document, left] {
            access
                .write(move |write| apply_from_1c(write, &document).map(|_| ()))
                .await
                .unwrap();
        }
    });
    let admin = world.admin();
    row(&admin, "by=dealer&basis=last", "Север", [2, 1, 1, 0]);
    row(&admin, "by=group&basis=last", GROUP, [2, 1, 1, 0]);
    for (which, found) in [("kept", 1), ("broken", 1), ("all", 2), ("overdue", 0)] {
        let behind = admin.get(&format!("/promises/orders?period=twelve&basis=last&which={which}"));
        assert_eq!(
            behind.expect(200).attributes("[data-order]", "data-order").len(),
            found,
            "{which}"
        );
    }
}
