//! Working days: an administrator corrects the shipped calendar, two never overwrite each other, and it comes back.

use kabinet::platform::access::Role;

use crate::harness::{Answer, Client, World};

const HERE: &str = "/admin/work-days";

fn at(country: &str, year: i16) -> String {
    format!("{HERE}?country={country}&year={year}")
}

fn say(client: &Client, country: &str, year: &str, version: &str, day: &str, is: &str) -> Answer {
    let fields = [
        ("country", country),
        ("year", year),
        ("version", version),
        ("day", day),
        ("is", is),
    ];
    client.post(HERE, &fields)
}

/// The days that are said of a year, and whether each is off.
fn said(client: &Client, country: &str, year: i16) -> Vec<(String, bool)> {
    let page = client.get(&at(country, year));
    let days = page.attributes("td[data-day]", "data-day");
    let off = page.attributes("td[data-day]", "class");
    let off = off.iter().map(|class| class.contains("is-off"));
    days.into_iter().zip(off).collect()
}

#[test]
fn a_day_is_said_and_taken_back_and_two_never_overwrite_each_other() {
    let world = World::fresh();
    let admin = world.admin();
    // 4 November is a holiday in Russia and a Wednesday like any other in Kazakhstan.
    admin.get(&at("RU", 2026)).contains("Ноябрь");
    say(&admin, "RU", "2026", "0", "04.11.2026", "working").expect(303);
    say(&admin, "RU", "2026", "1", "5.11.2026", "off").expect(303);
    let expected = [("2026-11-04".to_owned(), false), ("2026-11-05".to_owned(), true)];
    assert_eq!(said(&admin, "RU", 2026), expected);
    assert_eq!(said(&admin, "KZ", 2026), []);
    // Somebody who still sees the first version.
    let late = say(&admin, "RU", "2026", "1", "06.11.2026", "off");
    late.expect(422)
        .contains("изменил кто-то другой")
        .contains("06.11.2026");
    assert_eq!(said(&admin, "RU", 2026), expected);
    // Pressed twice it is done once.
    say(&admin, "RU", "2026", "1", "05.11.2026", "off").expect(303);
    assert_eq!(said(&admin, "RU", 2026), expected);
    // What is so already, what is no day, no year of the calendar, and neither off nor worked.
    for (day, is, words) in [
        ("07.11.2026", "off", "и так выходной"),
        ("06.11.2026", "working", "и так рабочий"),
        ("31.11.2026", "off", "Такой даты нет"),
        ("", "off", "Введите дату"),
        ("06.11.1999", "off", "Календарь ведётся с 2020 по 2060 год"),
        ("06.11.2026", "", "Выберите"),
    ] {
        say(&admin, "RU", "2026", "2", day, is).expect(422).contains(words);
    }
    // Back to what was shipped; done twice it is done once.
    let back = [("country", "RU"), ("year", "2026"), ("version", "2")];
    admin.post(&format!("{HERE}/shipped"), &back).expect(303);
    admin.post(&format!("{HERE}/shipped"), &back).expect(303);
    assert_eq!(said(&admin, "RU", 2026), []);
    let page = admin.get(&at("RU", 2026));
    page.contains("Календарь 2026 года возвращён к исходному");
    for role in [Role::Director, Role::Accountant] {
        world.signed_in(world.sever.person(role)).get(HERE).expect(403);
    }
    world.manager().get(HERE).expect(403);
}

#[test]
fn a_year_that_is_not_known_says_so() {
    let world = World::shared();
    let admin = world.admin();
    admin
        .get(&at("RU", 2027))
        .contains("Переносов, которые утверждает правительство, пока нет");
    admin
        .get(&at("KZ", 2040))
        .contains("Праздников за этот год в кабинете нет");
    let known = admin.get(&at("KZ", 2026)).body();
    assert!(!known.contains("Праздников за этот год") && !known.contains("Переносов, которые"));
    // Beyond the calendar stands its last year.
    admin.get(&at("RU", 9999)).expect(200).contains("2060");
}
