//! The payment calendar: what 1C tells stands on its days, moves when 1C moves it, and nobody reads it who may not.

use jiff::ToSpan;
use kabinet::modules::dealers::actions::{ContractInput, save_contract};
use kabinet::modules::dealers::{Contract, DeferralIn};
use kabinet::platform::access::{Account, Membership, Role};
use kabinet::platform::store::Reader as _;
use kabinet::platform::values::{Clock, Day};

use crate::blind::spaced;
use crate::exchange::connected;
use crate::harness::papers::{DUE_PAID, DUE_SUM, contract_external, id_of, paper_number};
use crate::harness::{Client, GOODS, World, put, wait_for};
use crate::papers::{buyer, send};

/// Where the manufacturer is.
fn today() -> Day {
    Clock::system()
        .now()
        .day_in(&jiff::tz::TimeZone::get("Europe/Moscow").unwrap())
}

fn ahead(days: i64) -> Day {
    today().checked_add(days.days()).unwrap()
}

pub fn shown(day: Day) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

fn month_of(day: Day) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// Texts of elements have plain spaces.
pub fn says(text: &str, words: &str) -> bool {
    text.contains(&words.replace('\u{a0}', " "))
}

/// `1 234,56 ₽` as a page has it.
pub fn money(minor: i64, sign: &str) -> String {
    format!("{},{:02}\u{a0}{sign}", spaced(minor / 100), minor % 100)
}

pub fn figure(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn due(number: &str, day: Day, sum: i64, paid: i64, more: &str) -> String {
    format!(
        r#"{{"document": "doc-{number}", "number": "{number}", "day": "{day}", "sum": "{}", "paid": "{}"{more}}}"#,
        figure(sum),
        figure(paid)
    )
}

/// A settlement with these dues, told at a minute of a day that is over.
pub fn settlement(
    buyer: &str,
    contract: &str,
    number: &str,
    currency: &str,
    minute: u32,
    dues: &str,
    more: &str,
) -> String {
    format!(
        r#"{{"contract": "{contract}", "number": "{number}", "currency": "{currency}", "asOf": "{}T10:{minute:02}:00",
        "opening": "0", "closing": "0", "buyer": {buyer}{more}{dues}}}"#,
        ahead(-1)
    )
}

pub fn dues(list: &[String]) -> String {
    format!(r#", "dues": [{}]"#, list.join(", "))
}

pub fn told(settlements: &[String]) -> Vec<u8> {
    format!(r#"{{"version": 1, "settlements": [{}]}}"#, settlements.join(", ")).into_bytes()
}

fn director(world: &World) -> Client {
    world.signed_in(world.sever.person(Role::Director))
}

/// The text of a day of the month that it lies in.
pub fn on(client: &Client, day: Day) -> String {
    let page = client.get(&format!("/calendar?month={}", month_of(day)));
    page.expect(200);
    page.texts(&format!("li[data-day='{day}']")).join(" ")
}

#[test]
fn what_is_due_stands_on_its_day_by_currency_and_moves_when_1c_sends_a_new_day() {
    let world = connected();
    let own = buyer(&world, "Север");
    let (soon, later) = (ahead(3), ahead(40));
    let (first, second, tenge) = (350_551_00, 12_345_67, 77_000_50);
    let (paid, late) = (90_000_01, 41_999_99);
    let list = [
        due(
            "УТ-17",
            soon,
            first,
            paid,
            &format!(r#", "order": "{}""#, world.sever.deal().order),
        ),
        due("УТ-18", soon, second, 0, ""),
        due("УТ-3", ahead(-9), late, 0, ""),
    ];
    let file = |minute, list: &[String]| {
        told(&[
            settlement(&own, "c-1", "Д-Север", "RUB", minute, &dues(list), ""),
            settlement(
                &own,
                "c-kzt",
                "КЗ-1",
                "KZT",
                minute,
                &dues(&[due("АЛ-1", soon, tenge, 0, "")]),
                "",
            ),
        ])
    };
    send(&world, &[("kabinet___1.json", &file(1, &list))]);
    let director = director(&world);

    let cell = on(&director, soon);
    let left = money(first - paid + second, "₽");
    for words in [&*left, &money(tenge, "₸"), "2 платежа", "АЛ-1", "часть оплачена"] {
        assert!(says(&cell, words), "«{words}» is not in {cell}");
    }
    let page = director.get("/calendar");
    let overdue = page.texts("#overdue").join(" ");
    assert!(
        overdue.contains("просрочен на 9 дней") && says(&overdue, &money(late, "₽")),
        "{overdue}"
    );
    page.contains("10:01");
    // Nothing is added up across currencies, and the month says its own sums.
    let month = director.get(&format!("/calendar?month={}", month_of(soon)));
    let body = month.body();
    assert!(!body.contains(&spaced((first - paid + second + tenge) / 100)));

    let day = director.get(&format!("/calendar?view=list&day={soon}"));
    for words in [
        money(first, "₽"),
        money(paid, "₽"),
        money(first - paid, "₽"),
        money(second, "₽"),
        money(tenge, "₸"),
    ] {
        day.contains(&words);
    }
    assert_eq!(day.attributes("tr[data-due]", "data-due").len(), 3);
    let order = format!("/orders/{}", world.sever.deal().order);
    assert!(day.attributes("#list a", "href").contains(&order));
    // The oldest first; the world's own due is among them.
    let all = director
        .get("/calendar?view=list")
        .attributes("tr[data-due]", "data-due");
    assert_eq!(all[0], "УТ-3");

    // 1C moves one, is paid another, and says nothing of the tenge contract any more.
    let moved = [
        due("УТ-17", later, first, paid, ""),
        due("УТ-3", ahead(-9), late, late, ""),
    ];
    let text = told(&[settlement(&own, "c-1", "Д-Север", "RUB", 2, &dues(&moved), "")]);
    send(&world, &[("kabinet___2.json", &text)]);
    let cell = on(&director, soon);
    assert!(cell.contains("АЛ-1") && !cell.contains('₽'), "{cell}");
    assert!(says(&on(&director, later), &money(first - paid, "₽")));
    assert_eq!(director.get("/calendar").texts("#overdue"), Vec::<String>::new());

    // Silence keeps the days, at their own time; an empty list empties them.
    send(
        &world,
        &[(
            "kabinet___3.json",
            &told(&[settlement(&own, "c-1", "Д-Север", "RUB", 3, "", "")]),
        )],
    );
    assert!(says(&on(&director, later), &money(first - paid, "₽")));
    let sources = director.get("/calendar").texts("#sources").join(" ");
    assert!(sources.contains("10:02") && !sources.contains("10:03"), "{sources}");
    send(
        &world,
        &[(
            "kabinet___4.json",
            &told(&[settlement(&own, "c-1", "Д-Север", "RUB", 4, &dues(&[]), "")]),
        )],
    );
    assert!(!on(&director, later).contains('₽'));
}

#[test]
fn bad_rows_are_told_and_the_good_ones_stand() {
    let world = connected();
    let own = buyer(&world, "Север");
    let day = ahead(5);
    let row = |number: &str, rest: &str| format!(r#"{{"number": "{number}", {rest}}}"#);
    let list = [
        row("Н-1", &format!(r#""day": "{day}", "sum": "-5.00""#)),
        row("Н-2", r#""day": "2026-02-30", "sum": "5.00""#),
        row("Н-3", &format!(r#""day": "{day}", "sum": "5.00", "paid": "5.01""#)),
        row("Н-4", &format!(r#""day": "{day}", "sum": "5.00", "currency": "KZT""#)),
        // A contract that the cabinet doesn't have, and no day: nothing to work it out by.
        row("Н-5", &format!(r#""from": "{day}", "sum": "5.55""#)),
        due("Н-6", day, 7_77, 0, ""),
    ];
    let said = send(
        &world,
        &[(
            "kabinet___1.json",
            &told(&[settlement(&own, "c-9", "НЕТ-1", "RUB", 1, &dues(&list), "")]),
        )],
    );
    for words in [
        "«-5.00» должна быть больше нуля",
        "«2026-02-30» — не срок оплаты",
        "оплачено «5.01»",
        "«Н-4» в другой валюте",
        "Договора НЕТ-1 у этого юрлица нет",
        "«Н-5» не указан",
    ] {
        assert!(said.contains(words), "«{words}» is not in: {said}");
    }
    let director = director(&world);
    let cell = on(&director, day);
    assert!(says(&cell, &money(7_77, "₽")) && cell.contains("Н-6"), "{cell}");
    let page = director.get("/calendar");
    page.contains("Без срока: 1 платёж").contains(&money(5_55, "₽"));
    for gone in ["Н-1", "Н-2", "Н-3", "Н-4"] {
        assert!(!director.get("/calendar?view=list").body().contains(gone), "{gone}");
    }
    director.get("/calendar?view=list").contains("без срока");
}

/// The next day that isn't a Saturday or a Sunday, from a day on.
fn working(mut day: Day) -> Day {
    while day.weekday().to_monday_zero_offset() > 4 {
        day = day.tomorrow().unwrap();
    }
    day
}

#[test]
fn a_day_that_1c_does_not_name_follows_the_contract_and_the_working_days() {
    let mut world = connected();
    let own = buyer(&world, "Север");
    // A Monday of a year that no holidays are known of: fourteen days later is a Monday too.
    let from = Day::constant(2028, 2, 7);
    let due_day = working(from.checked_add(14.days()).unwrap());
    let list = [format!(
        r#"{{"document": "doc-w", "number": "УТ-50", "from": "{from}", "sum": "1000.00"}}"#
    )];
    let text = told(&[settlement(&own, "c-1", "Д-Север", "RUB", 1, &dues(&list), "")]);
    send(&world, &[("kabinet___1.json", &text)]);
    let at = |client: &Client, day: Day| {
        let row = client
            .get(&format!("/calendar?view=list&day={day}"))
            .texts("tr[data-due='УТ-50']")
            .join(" ");
        (!row.is_empty()).then_some(row)
    };
    let row = at(&director(&world), due_day).expect("it stands on the day that was worked out");
    assert!(row.contains("рассчитан кабинетом"), "{row}");

    // An administrator makes that Monday a day off: the payment moves to Tuesday.
    let admin = world.admin();
    let fields = [
        ("country", "RU"),
        ("year", "2028"),
        ("version", "0"),
        ("day", &shown(due_day)),
        ("is", "off"),
    ];
    admin.post("/admin/work-days", &fields).expect(303);
    let tuesday = due_day.tomorrow().unwrap();
    wait_for("the day moves with the working days", || at(&director(&world), tuesday));
    assert_eq!(at(&director(&world), due_day), None);

    // The contract counts three working days instead: Thursday of the first week.
    let (dealer, contract) = (world.sever.dealer.unwrap(), world.sever.deal().contract);
    world.below(async |access| {
        let old: Contract = access.read().unwrap().get(&contract).unwrap().unwrap();
        let input = ContractInput {
            entity: Some(old.entity),
            own_entity: Some(old.own_entity),
            number: old.number.clone(),
            day: old.day,
            price_type: old.price_type,
            price_type_name: old.price_type_name.clone(),
            currency: old.currency,
            vat: old.vat,
            deferral_days: 3,
            deferral_in: DeferralIn::Bank,
            closed: false,
        };
        save_contract(access, dealer, Some(contract), input).await.unwrap();
    });
    let thursday = Day::constant(2028, 2, 10);
    wait_for("the day moves with the contract", || at(&director(&world), thursday));
}

#[test]
fn filters_narrow_by_contract_and_entity_and_pages_hold_every_due_once() {
    let world = connected();
    let own = buyer(&world, "Север");
    let day = ahead(6);
    let many: Vec<String> = (0..120)
        .map(|n| due(&format!("М-{n:03}"), day, 1_00 + n, 0, ""))
        .collect();
    let one = [due("Т-1", day, 9_99, 0, "")];
    let text = told(&[
        settlement(&own, "c-1", "Д-Север", "RUB", 1, &dues(&many), ""),
        settlement(&own, "c-2", "КЗ-1", "KZT", 1, &dues(&one), ""),
        settlement(
            &buyer(&world, "Юг"),
            "c-3",
            "Д-Юг",
            "RUB",
            1,
            &dues(&[due("Ю-1", day, 3_33, 0, "")]),
            "",
        ),
    ]);
    send(&world, &[("kabinet___1.json", &text)]);
    let director = director(&world);
    let all = |path: &str| {
        let (mut found, mut path) = (Vec::new(), path.to_owned());
        loop {
            let page = director.get(&path);
            page.expect(200);
            found.extend(page.attributes("tr[data-due]", "data-due"));
            match page.attributes("a[rel=next]", "href").pop() {
                Some(next) => path = next,
                None => return found,
            }
        }
    };
    let contract = |external: &str| id_of("settlement", external);
    let mut found = all(&format!("/calendar?view=list&contract={}", contract("c-1")));
    assert_eq!(found.len(), 120);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 120);
    assert_eq!(
        all(&format!("/calendar?view=list&contract={}", contract("c-2"))),
        ["Т-1"]
    );
    // All: also what the world began with.
    assert_eq!(all("/calendar?view=list").len(), 122);
    let entity = world.sever.deal().entity;
    assert_eq!(all(&format!("/calendar?view=list&entity={entity}")).len(), 122);
    let sum: i64 = (0..120).map(|n| 1_00 + n).sum();
    let page = director.get(&format!(
        "/calendar?month={}&contract={}",
        month_of(day),
        contract("c-1")
    ));
    page.contains(&money(sum, "₽")).contains("120 платежей");
    // Of others nothing is there.
    for foreign in [
        format!("/calendar?contract={}", contract("c-3")),
        format!("/calendar?entity={}", world.yug.deal().entity),
        "/calendar?contract=0123456789abcdef0123456789abcdef".to_owned(),
        format!("/calendar?draft={}", world.yug.deal().draft),
    ] {
        director.get(&foreign).expect(404);
    }
    let listed = director.get("/calendar?view=list").body();
    assert!(!listed.contains("Ю-1"));
    world
        .manager()
        .get(&format!("/calendar?dealer={}", world.yug.dealer.unwrap()))
        .expect(404);
    world.manager().get("/calendar").contains("Север");
    let manager = world.manager().get(&format!(
        "/calendar?view=list&dealer={}&contract={}",
        world.sever.dealer.unwrap(),
        contract("c-2")
    ));
    manager.contains("Т-1");
    for role in [Role::Buyer, Role::Seller] {
        let blind = world.signed_in(world.sever.person(role));
        blind.get("/calendar").expect(403);
        blind.get("/calendar/list.xlsx").expect(403);
        assert!(!blind.get("/").body().contains("Ближайшие платежи"));
    }
    director.get("/").contains("Ближайшие платежи");
    // Months end somewhere, and nonsense is this month.
    director.get("/calendar?month=1900-01").expect(200);
    director.get("/calendar?month=чушь&day=чушь").expect(200);
    director.get("/calendar?view=list&after=чушь").expect(404);
}

/// The path of the feed's address, as the page shows it once.
fn made(client: &Client) -> String {
    client.post("/calendar/key", &[]).expect(303);
    let shown = client
        .get("/calendar")
        .attributes("#calendar-address", "value")
        .remove(0);
    let (_, path) = shown.split_once("/calendar/").expect("an address of the calendar");
    format!("/calendar/{path}")
}

#[test]
fn a_calendar_program_sees_what_its_person_sees_now_and_nothing_else() {
    let mut world = World::fresh();
    let client = director(&world);
    let path = made(&client);
    assert!(path.ends_with(".ics"));
    let hidden = client
        .get("/calendar")
        .attributes("#calendar-address", "value")
        .remove(0);
    assert!(hidden.contains('•'), "shown once: {hidden}");

    let anonymous = world.anonymous();
    let file = anonymous.get(&path);
    file.expect(200);
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(file.header("cache-control").contains("private"));
    assert!(file.header("x-robots-tag").contains("noindex"));
    let text = file.body();
    let day = ahead(10);
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && unfolded.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 1);
    let stamp = format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
    assert!(
        unfolded.contains(&format!("DTSTART;VALUE=DATE:{stamp}\r\n")),
        "{unfolded}"
    );
    let left = money((DUE_SUM - DUE_PAID) * 100, "₽").replace(',', "\\,");
    assert!(
        unfolded.contains(&left) && unfolded.contains(&paper_number("Север")),
        "{unfolded}"
    );
    assert!(!unfolded.contains("Юг"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    let uid = |text: &str| text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
    let before = uid(&unfolded);

    // Another address ends the one before; the event stays itself.
    let second = made(&client);
    anonymous.get(&path).expect(404);
    assert_eq!(uid(&anonymous.get(&second).body().replace("\r\n ", "")), before);
    client.post("/calendar/key/revocation", &[]).expect(303);
    client.post("/calendar/key/revocation", &[]).expect(303);
    anonymous.get(&second).expect(404);
    for wrong in [
        "/calendar/",
        "/calendar/x",
        "/calendar/0123456789abcdef0123456789abcdef01234567.ics",
    ] {
        anonymous.get(wrong).expect(404);
    }

    // Whoever loses the right, the membership or the account loses the feed at once, and it tells nothing of why.
    let third = made(&client);
    let member = world.sever.person(Role::Director).member.clone();
    let with = |change: fn(&mut Membership)| {
        let mut changed = member.clone();
        change(&mut changed);
        changed
    };
    let moved: [fn(&mut Membership); 3] = [
        |member| member.disabled = true,
        |member| member.role = Role::Buyer,
        |member| member.company = None,
    ];
    for change in moved {
        let changed = with(change);
        world.below(async |access| put(access.services(), changed).await);
        world.anonymous().get(&third).expect(404);
    }
    let member = member.clone();
    world.below(async |access| {
        put(access.services(), member.clone()).await;
        let account: Account = access.read().unwrap().get(&member.account).unwrap().unwrap();
        put(
            access.services(),
            Account {
                disabled: true,
                ..account
            },
        )
        .await;
    });
    world.anonymous().get(&third).expect(404);
}

#[test]
fn a_calendar_program_that_runs_wild_is_told_to_come_later() {
    let world = World::fresh();
    let path = made(&director(&world));
    let anonymous = world.anonymous();
    let answers: Vec<u16> = (0..21).map(|_| anonymous.get(&path).status).collect();
    assert_eq!(answers[..20], [200; 20]);
    assert_eq!(answers[20], 429);
}

#[test]
fn a_draft_laid_on_the_calendar_tells_when_the_limit_breaks_and_when_it_fits_again() {
    let world = connected();
    let own = buyer(&world, "Север");
    // Two pieces at the dealer's price.
    let total = GOODS[0].price * 100 * 2;
    let coming = ahead(4);
    // So much of the limit is left that the draft is 7.77 too dear, and a due of ten times that comes soon.
    let (by, closing) = (7_77, 5_000_00);
    let limit = closing + total - by;
    let file = |minute, closing: i64| {
        let more = format!(r#", "limit": "{}""#, figure(limit));
        let list = dues(&[due("УТ-1", coming, by * 10, 0, "")]);
        let external = contract_external("Север");
        let text = settlement(&own, &external, "Д-Север", "RUB", minute, &list, &more);
        told(&[text.replace(r#""closing": "0""#, &format!(r#""closing": "{}""#, figure(closing)))])
    };
    send(&world, &[("kabinet___1.json", &file(1, closing))]);
    let director = director(&world);
    let path = director
        .post("/drafts", &[("name", "Проба")])
        .expect(303)
        .location()
        .to_owned();
    let fields = [("article", GOODS[0].article), ("quantity", "2")];
    director.post(&format!("{path}/lines"), &fields).expect(303);
    let id = path.trim_start_matches("/drafts/");
    let contract = world.sever.deal().contract.to_string();
    let mut form = director.get(&path).form(&path);
    for (name, value) in &mut form {
        if name == "contract" {
            value.clone_from(&contract);
        }
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    director.post(&path, &form);

    let panel = director.get(&path).texts("#draft-payment").join(" ");
    let again = coming.tomorrow().unwrap();
    for words in [
        format!("{} лимит будет превышен на {}", shown(today()), money(by, "₽")),
        format!("Снова уложитесь в лимит {}", shown(again)),
        money(total, "₽"),
        money(closing, "₽"),
        money(limit, "₽"),
        "Это расчёт кабинета, а не 1С".to_owned(),
    ] {
        assert!(says(&panel, &words), "«{words}» is not in: {panel}");
    }
    // Fourteen days of deferral, to a working day.
    let page = director.get(&format!("/calendar?draft={id}&month={}", month_of(today())));
    page.contains("Если отправить «Проба»");
    let marked = page.texts(&format!("li[data-day='{}']", today())).join(" ");
    assert!(marked.contains("лимит превышен"), "{marked}");
    // By a kopeck less than it takes, it fits.
    send(&world, &[("kabinet___2.json", &file(2, closing - by))]);
    let panel = director.get(&path).texts("#draft-payment").join(" ");
    assert!(
        panel.contains("Лимита хватает") && says(&panel, &money(0, "₽")),
        "{panel}"
    );
    // Who may not see finance meets none of it.
    let buyer = world.buyer().get(&path);
    assert!(!buyer.body().contains("draft-payment"));
    world.buyer().get(&format!("/calendar?draft={id}")).expect(403);
}

#[test]
fn the_workbook_has_each_due_with_its_currency() {
    let world = World::shared();
    let client = director(&world);
    let file = client.get("/calendar/list.xlsx");
    file.expect(200);
    let read = kabinet::platform::sheets::read(&file.bytes, 100).unwrap();
    let text = format!("{read:?}");
    // A day is the number that the file keeps.
    let first = Day::constant(1899, 12, 30);
    let serial = ahead(10).since(first).unwrap().get_days().to_string();
    for words in [paper_number("Север"), "RUB".to_owned(), serial] {
        assert!(text.contains(&words), "«{words}» is not in {text}");
    }
    assert!(!text.contains("Юг"));
}
