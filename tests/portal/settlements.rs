//! Settlements: 1C's figures as they are, each dealer's own, with what doesn't add up told.

use kabinet::platform::access::Role;

use crate::blind::spaced;
use crate::exchange::connected;
use crate::harness::papers::id_of;
use crate::papers::{buyer, send};

pub fn settlement(buyer: &str, contract: &str, number: &str, more: &str) -> String {
    format!(r#"{{"contract": "{contract}", "number": "{number}", "buyer": {buyer}, {more}}}"#)
}

pub fn told(settlements: &[String]) -> String {
    format!(r#"{{"version": 1, "settlements": [{}]}}"#, settlements.join(", "))
}

pub fn at(contract: &str) -> String {
    format!("/settlements/{}", id_of("settlement", contract))
}

/// `1 234,56 ₽` as a page has it.
pub fn money(minor: i64, sign: &str) -> String {
    format!("{},{:02}\u{a0}{sign}", spaced(minor / 100), minor % 100)
}

#[test]
fn the_figures_of_1c_stand_as_they_are_and_what_does_not_add_up_is_told() {
    let world = connected();
    let own = buyer(&world, "Север");
    // Opening, three operations, and a closing that is 100.01 more than they come to.
    let (opening, shipped, paid, reversed) = (10_000_00, 250_000_55, 90_000_00, -1_000_01);
    let listed = opening + shipped - paid + reversed;
    let closing = listed + 100_01;
    let (limit, overdue) = (500_000_00, 40_000_00);
    let figure = |minor: i64| {
        format!(
            "{}{}.{:02}",
            if minor < 0 { "-" } else { "" },
            minor.abs() / 100,
            minor.abs() % 100
        )
    };
    let more = format!(
        r#""currency": "RUB", "asOf": "2026-11-23T10:15:00", "from": "2026-01-01", "opening": "{}", "closing": "{}", "overdue": "{}", "limit": "{}", "limitReason": "Решение от 10.11", "operations": [
          {{"day": "2026-02-03", "kind": "Реализация", "number": "УТ-1", "document": "paper-Север", "debit": "{}"}},
          {{"day": "2026-03-04", "kind": "Оплата", "number": "П-1", "credit": "{}"}},
          {{"day": "2026-03-05", "kind": "Сторно", "debit": "{}"}}]"#,
        figure(opening),
        figure(closing),
        figure(overdue),
        figure(limit),
        figure(shipped),
        figure(paid),
        figure(reversed)
    );
    let tenge = r#""currency": "KZT", "asOf": "2026-11-23", "opening": "0", "closing": "-5.00""#;
    let text = told(&[
        settlement(&own, "c-1", "Д-Север", &more),
        settlement(&own, "c-kzt", "КЗ-1", tenge),
        settlement(&buyer(&world, "Юг"), "c-2", "Д-Юг", tenge),
    ]);
    let said = send(&world, &[("kabinet___1.json", text.as_bytes())]);
    let by = money(100_01, "₽");
    assert!(
        said.contains(&format!("баланс 1С отличается от суммы операций на {by}").replace('\u{a0}', " ")),
        "{said}"
    );

    let director = world.signed_in(world.sever.person(Role::Director));
    let page = director.get(&at("c-1"));
    page.expect(200).contains("Решение от 10.11").contains("не сходятся");
    for minor in [
        opening,
        closing,
        listed,
        100_01,
        overdue,
        limit,
        limit - closing,
        shipped,
        paid,
    ] {
        page.contains(&money(minor, "₽"));
    }
    // 1C's own id of the document leads to it.
    let paper = format!("/documents/{}", id_of("document", "paper-Север"));
    assert!(page.attributes("#operations a", "href").contains(&paper));
    // In the manufacturer's zone.
    page.contains("10:15");
    let within = director
        .get(&format!("{}?from=01.03.2026&to=04.03.2026", at("c-1")))
        .texts("#operations tbody")
        .join(" ");
    assert!(
        within.contains("П-1") && !within.contains("УТ-1") && !within.contains("Сторно"),
        "{within}"
    );

    let list = director.get("/settlements");
    list.contains(&money(closing, "₽"))
        .contains(&money(5_00, "₸"))
        .contains(">аванс<")
        .contains("Не сходится");
    assert!(!list.body().contains("Д-Юг"));
    let overdue_only = director
        .get("/settlements?overdue=1")
        .attributes("tr[data-settlement]", "data-settlement");
    assert_eq!(overdue_only, ["c-1"]);
    director
        .get("/")
        .contains(&money(closing, "₽"))
        .contains(&money(overdue, "₽"));
    director.hears("По договору Д-Север появилась просрочка");
    let dealer = world.sever.dealer.unwrap();
    world
        .manager()
        .get(&format!("/dealers/{dealer}"))
        .contains(&money(closing, "₽"));
    world.manager().get(&at("c-2")).expect(404);
    director.get(&at("c-2")).expect(404);
    for role in [Role::Buyer, Role::Seller] {
        let blind = world.signed_in(world.sever.person(role));
        blind.get(&at("c-1")).expect(403);
        assert!(!blind.get("/").body().contains(&spaced(closing / 100)));
        assert!(!blind.get("/notices").body().contains("просрочка"));
    }

    // Said again it is nothing new; what left the list is gone; older figures change nothing.
    let again = send(&world, &[("kabinet___2.json", text.as_bytes())]);
    let unchanged = director.get(&at("c-1")).texts("#operations tbody");
    assert_eq!(page.texts("#operations tbody"), unchanged, "{again}");
    let fewer = format!(
        r#""currency": "RUB", "asOf": "2026-11-24T09:00:00", "opening": "{}", "closing": "{}", "operations": [{{"day": "2026-02-03", "kind": "Реализация", "number": "УТ-1", "debit": "{}"}}]"#,
        figure(opening),
        figure(opening + shipped),
        figure(shipped)
    );
    send(
        &world,
        &[(
            "kabinet___3.json",
            told(&[settlement(&own, "c-1", "Д-Север", &fewer)]).as_bytes(),
        )],
    );
    let page = director.get(&at("c-1"));
    page.contains(&money(opening + shipped, "₽"))
        .contains(&money(limit, "₽"));
    assert!(!page.body().contains("не сходятся") && !page.body().contains("П-1"));
    let stale = send(&world, &[("kabinet___4.json", text.as_bytes())]);
    assert!(stale.contains("старше известных"), "{stale}");
    director.get(&at("c-1")).contains(&money(opening + shipped, "₽"));
}

#[test]
fn a_broken_figure_is_refused_with_words_and_the_rest_stays() {
    let world = connected();
    let own = buyer(&world, "Север");
    let base = |more: &str| {
        format!(r#""currency": "RUB", "asOf": "2026-11-23T10:00:00", "opening": "0", "closing": "777.00", {more}"#)
    };
    let first = told(&[settlement(
        &own,
        "c-1",
        "Д-Север",
        &base(r#""limit": "900.00", "overdue": "1.00""#),
    )]);
    send(&world, &[("kabinet___1.json", first.as_bytes())]);
    let director = world.signed_in(world.sever.person(Role::Director));
    director.get(&at("c-1")).contains(&money(900_00, "₽"));
    let operations = r#""limit": "-5", "overdue": "-1", "operations": [
        {"day": "2026-11-01", "kind": "Чужая валюта", "currency": "KZT", "credit": "10"},
        {"day": "скоро", "kind": "Без даты", "credit": "10"},
        {"day": "2026-11-02", "kind": "Без суммы"},
        {"day": "2026-11-03", "kind": "Верная", "debit": "777.00"}]"#;
    let second = told(&[
        settlement(&own, "c-1", "Д-Север", &base(operations)),
        settlement(&own, "c-broken", "Б-1", &base(r#""overdue": "много""#)),
        settlement(
            &own,
            "c-sum",
            "Б-2",
            r#""currency": "RUB", "asOf": "2026-11-23", "opening": "0", "closing": "1.005""#,
        ),
        settlement(
            &own,
            "c-none",
            "Б-3",
            r#""asOf": "2026-11-23", "opening": "0", "closing": "1""#,
        ),
        settlement(
            &own,
            "c-when",
            "Б-4",
            r#""currency": "RUB", "asOf": "вчера", "opening": "0", "closing": "1""#,
        ),
        settlement(
            &own,
            "c-far",
            "Б-5",
            r#""currency": "RUB", "asOf": "2126-11-23", "opening": "0", "closing": "1""#,
        ),
    ]);
    let said = send(&world, &[("kabinet___2.json", second.as_bytes())]);
    for words in [
        "«-5» — не лимит",
        "просрочка не может быть отрицательной (-1)",
        "операция «2026-11-01 Чужая валюта» в другой валюте",
        "операция «скоро Без даты» без даты или без суммы",
        "операция «2026-11-02 Без суммы» без даты или без суммы",
        "Договор Б-1: «много» — не сумма",
        "Договор Б-2: «1.005» — не сумма",
        "Договор Б-3: валюта «» неизвестна или не указана",
        "Договор Б-4: «вчера» — не время",
        "Договор Б-5: время взаиморасчётов ещё не наступило",
    ] {
        assert!(said.contains(words), "«{words}» is not in: {said}");
    }
    let page = director.get(&at("c-1"));
    page.contains(&money(900_00, "₽"))
        .contains(&money(1_00, "₽"))
        .contains("Верная");
    for gone in ["Чужая валюта", "Без даты", "Без суммы"] {
        assert!(!page.body().contains(gone), "{gone}");
    }
    for contract in ["c-broken", "c-sum", "c-none", "c-when", "c-far"] {
        director.get(&at(contract)).expect(404);
    }
}

#[test]
fn a_filter_that_finds_nothing_says_so() {
    let world = connected();
    let yug = world.signed_in(world.yug.person(Role::Director));
    yug.get("/settlements?overdue=1").contains("Просрочки нет");
    yug.get("/documents?kind=contract").contains("Ничего не нашлось");
}
