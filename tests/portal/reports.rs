//! Plans and figures over plain HTTP: what they come to, who sees whose, and what an administrator's form takes.

use jiff::tz::TimeZone;
use kabinet::modules::orders::actions::by_number;
use kabinet::platform::access::Role;
use kabinet::platform::journal::{Event, Recipient, Subject};
use kabinet::platform::sheets;
use kabinet::platform::values::{Clock, Currency, DealerId, Message};

use crate::harness::{Answer, Client, GOODS, GROUP, World, wait_for};

/// A page as a reader sees its figures: every kind of space is a space.
fn plain(answer: &Answer) -> String {
    answer.body().replace(['\u{a0}', '\u{202f}'], " ")
}

/// The page once the orders that were put in are counted: the follower of the journal is behind for a moment.
fn counted(client: &Client, path: &str, sign: &str) -> String {
    wait_for(sign, || {
        let body = plain(client.get(path).expect(200));
        body.contains(sign).then_some(body)
    })
}

/// `1 234 567`.
fn roubles(whole: i64) -> String {
    let digits = whole.to_string();
    let mut spaced = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spaced.push(' ');
        }
        spaced.push(digit);
    }
    spaced
}

fn rows_of(answer: &Answer) -> Vec<Vec<String>> {
    let grid = sheets::read(&answer.expect(200).bytes, 1_000).unwrap();
    grid.rows.into_iter().map(|(_, cells)| cells).collect()
}

#[test]
fn sales_come_to_what_was_ordered_and_a_manager_sees_the_own_dealers() {
    let world = World::fresh();
    let (admin, manager) = (world.admin(), world.manager());
    let one = 2 * GOODS[0].price;
    // Each dealer has one order of two pieces.
    let all = counted(&admin, "/analytics?period=year", &roubles(2 * one));
    assert!(
        all.contains("Север") && all.contains("Юг"),
        "an administrator sees both"
    );
    let own = counted(&manager, "/analytics?period=year", &roubles(one));
    assert!(
        own.contains("Север") && !own.contains("Юг"),
        "a manager sees the own dealers"
    );
    let (yug, others) = (world.yug.dealer.unwrap(), world.yug.deal().order.as_str());
    for path in [
        "/analytics",
        "/analytics/orders",
        "/plan",
        "/pipeline",
        "/analytics.xlsx",
        "/plan.xlsx",
    ] {
        manager.get(&format!("{path}?dealer={yug}")).expect(404);
    }
    for path in [
        "/analytics/orders?period=year",
        "/analytics?period=year&by=manager",
        "/analytics?period=year&by=region",
        "/pipeline",
        "/plan",
        "/plan/orders?which=undated",
    ] {
        let body = plain(manager.get(path).expect(200));
        assert!(
            !body.contains("Юг") && !body.contains(others),
            "{path} shows a foreign dealer"
        );
    }
    let behind = plain(manager.get("/analytics/orders?period=year").expect(200));
    assert!(
        behind.contains(&world.sever.deal().order),
        "a figure opens to its orders"
    );
    let group = plain(manager.get("/analytics?period=year&by=group").expect(200));
    assert!(group.contains(GROUP) && group.contains(&roubles(one)), "sums by group");
    let file = manager.get("/analytics.xlsx?period=year");
    let rows = rows_of(&file);
    let row = rows.iter().find(|row| row[0] == "Север").expect("the dealer's row");
    assert_eq!((row[1].as_str(), row[2].as_str()), ("1", one.to_string().as_str()));
    assert!(rows.iter().all(|row| row[0] != "Юг"));
    for wrong in [
        "period=never",
        "by=nothing",
        "currency=XXX",
        "group=zzz",
        "manager=zzz",
        "against=q",
    ] {
        manager.get(&format!("/analytics?{wrong}")).expect(404);
    }
}

#[test]
fn sums_follow_an_order_that_is_cancelled() {
    let world = World::fresh();
    let director = world.signed_in(world.sever.person(Role::Director));
    let manager = world.manager();
    counted(&manager, "/pipeline", &roubles(2 * GOODS[0].price));
    let order = &world.sever.deal().order;
    let page = format!("/orders/{order}");
    let mut form = director.get(&page).form(&format!("{page}/cancellation"));
    form.retain(|(name, _)| name != "reason");
    form.push(("reason".into(), "Передумали".into()));
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    director.post(&format!("{page}/cancellation"), &fields).expect(303);
    let empty = |path: &str, sign: &str| {
        wait_for(sign, || {
            plain(manager.get(path).expect(200)).contains(sign).then_some(())
        });
    };
    empty("/pipeline", "Открытых заказов нет");
    empty("/analytics?period=year", "Заказов за период нет");
    empty("/plan", "Готовить нечего");
}

#[test]
fn a_director_sees_the_own_company_alone_and_an_accountant_no_margin() {
    let world = World::fresh();
    let (price, rrp) = (2 * GOODS[0].price, 2 * GOODS[0].rrp);
    let director = world.signed_in(world.sever.person(Role::Director));
    let body = counted(&director, "/company/report?period=year", &roubles(price));
    assert!(body.contains(&roubles(rrp - price)), "the margin is RRP less the price");
    assert!(!body.contains("Юг"));
    let accountant = world.signed_in(world.sever.person(Role::Accountant));
    let body = plain(accountant.get("/company/report?period=year").expect(200));
    assert!(body.contains(&roubles(price)));
    assert!(!body.contains(&roubles(rrp - price)) && !body.contains("data-field=\"margin\""));
    let rows = rows_of(&accountant.get("/company/report.xlsx?period=year"));
    let cells: Vec<&String> = rows.iter().flatten().collect();
    assert!(cells.iter().any(|cell| **cell == price.to_string()));
    assert!(!cells.iter().any(|cell| cell.contains(&(rrp - price).to_string())));
    for role in [Role::Buyer, Role::Seller] {
        world
            .signed_in(world.sever.person(role))
            .get("/company/report")
            .expect(403);
    }
    world.admin().get("/company/report").expect(403);
}

#[test]
fn capacity_is_checked_and_dealers_see_the_load_when_they_may() {
    let world = World::fresh();
    let (admin, seller) = (world.admin(), world.signed_in(world.sever.person(Role::Seller)));
    counted(&admin, "/pipeline", &roubles(2 * 2 * GOODS[0].price));
    let form = admin.get("/plan/capacity").form("/plan/capacity");
    let day = form.iter().map(|(name, _)| name).find(|name| name.starts_with("day-"));
    let day = day.expect("a group's field").clone();
    let version = form.iter().find(|(name, _)| name == "version").unwrap().1.clone();
    let keep = |fields: &[(&str, &str)]| {
        let mut all = vec![("version", version.as_str())];
        all.extend_from_slice(fields);
        admin.post("/plan/capacity", &all)
    };
    for (figure, off) in [
        ("много", ""),
        ("0", ""),
        ("-5", ""),
        ("20", "когда-нибудь"),
        ("20", "31.02.2026"),
    ] {
        let answer = keep(&[(&day, figure), ("off", off)]);
        let back = answer.expect(422).form("/plan/capacity");
        let typed = |name: &str| {
            back.iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
        };
        assert_eq!(typed(&day).as_deref(), Some(figure), "what was typed stays");
    }
    assert!(plain(seller.get("/plan/load").expect(200)).contains("Загрузка не показывается"));
    keep(&[(&day, "20")]).expect(303);
    assert!(plain(seller.get("/plan/load").expect(200)).contains("Загрузка не показывается"));
    // The form of before: somebody kept another one since.
    keep(&[(&day, "30"), ("shown", "1")])
        .expect(422)
        .contains("уже изменил");
    let form = admin.get("/plan/capacity").form("/plan/capacity");
    assert!(form.contains(&(day.clone(), "20".into())));
    let version = &form.iter().find(|(name, _)| name == "version").unwrap().1;
    admin
        .post("/plan/capacity", &[("version", version), (&day, "20"), ("shown", "1")])
        .expect(303);
    let load = plain(seller.get("/plan/load").expect(200));
    assert!(load.contains(GROUP) && load.contains("0 %"));
    assert!(!load.contains("Юг") && !load.contains(&world.yug.deal().order) && !load.contains('₽'));
    let rows = rows_of(&admin.get("/plan.xlsx"));
    assert!(
        rows.iter().any(|row| row[0] == GROUP),
        "each week of the group is a row"
    );
}

/// That somebody put in an order by hand.
struct Foreign(String);

impl Event for Foreign {
    fn kind(&self) -> &'static str {
        "tests.foreign"
    }
    fn subject(&self) -> Subject {
        Subject::new("order", &self.0, "/")
    }
    fn dealer(&self) -> Option<DealerId> {
        None
    }
    fn sentence(&self) -> Message {
        Message::new("orders-title")
    }
    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}

#[test]
fn the_plan_as_a_file_keeps_currencies_apart() {
    let mut world = World::fresh();
    let numbers = [&world.sever, &world.yug].map(|company| company.deal().order.clone());
    let planned = Clock::system().now().plus_seconds(10 * 86_400).day_in(&TimeZone::UTC);
    world.below(async move |access| {
        for (number, currency) in numbers.into_iter().zip([Currency::Rub, Currency::Kzt]) {
            let mut order = by_number(&access.read().unwrap(), number.parse().unwrap()).unwrap();
            (order.currency, order.totals.total.currency) = (currency, currency);
            (order.planned, order.version) = (Some(planned), order.version + 1);
            let saved = access.write(move |write| write.save(&order, &Foreign(number.clone())).map(drop));
            saved.await.unwrap();
        }
    });
    let admin = world.admin();
    let rows = wait_for("both orders are counted", || {
        let rows = rows_of(&admin.get("/plan.xlsx"));
        rows.iter().any(|row| row[0] == GROUP && row[4] == "2").then_some(rows)
    });
    let heads = rows.iter().find(|row| row.iter().any(|cell| cell.contains("KZT")));
    let heads = heads.expect("a column of tenge");
    let row = rows.iter().find(|row| row[0] == GROUP && row[4] == "2").unwrap();
    let sum = (2 * GOODS[0].price).to_string();
    for code in ["RUB", "KZT"] {
        let at = heads.iter().position(|head| head.ends_with(code)).expect(code);
        assert_eq!(row[at], sum, "{code}: {row:?}");
    }
}
