//! The rules as tables: when approval is asked, by whom, who decides, what a decision changes.

use std::collections::HashSet;

use super::model::*;
use crate::modules::catalogue::Group;
use crate::modules::orders::{Author, Side};
use crate::platform::values::{AccountId, Currency, DealerId, Id, MembershipId, Moment, Money};

fn member(name: &str) -> MembershipId {
    Id::derived("tests", name)
}

fn roubles(n: i64) -> Money {
    Money::new(n * 100, Currency::Rub)
}

fn tenge(n: i64) -> Money {
    Money::new(n * 100, Currency::Kzt)
}

fn person(name: &str) -> Asked {
    Asked::Person {
        member: member(name),
        name: name.to_owned(),
    }
}

fn rule(at: i64, condition: Condition, steps: &[Asked]) -> Rule {
    Rule {
        id: Id::derived("tests rule", &at.to_string()),
        dealer: DealerId::derived("tests", "Север"),
        condition,
        steps: steps.to_vec(),
        version: 1,
        created: Moment::from_millis(at),
    }
}

fn budget(limit: Money, of: Option<&str>) -> Condition {
    Condition::Budget {
        limit,
        person: of.map(member),
        name: of.unwrap_or_default().to_owned(),
    }
}

fn order(total: Money, spent: Money, groups: &HashSet<crate::modules::catalogue::GroupId>) -> Order<'_> {
    Order {
        total,
        sender: member("Буянов"),
        spent,
        groups,
    }
}

/// Who is asked, by name; «любой» for anyone.
fn chain(rules: &[Rule], of: &Order<'_>) -> Vec<String> {
    let steps = demanded(rules, of).map(|(_, steps)| steps).unwrap_or_default();
    let name = |asked: Asked| match asked {
        Asked::Person { name, .. } => name,
        Asked::Any => "любой".to_owned(),
    };
    steps.into_iter().map(name).collect()
}

#[test]
fn a_total_asks_from_its_sum_on_and_in_its_currency_alone() {
    let rules = [rule(1, Condition::Total { from: roubles(100) }, &[Asked::Any])];
    let none = HashSet::new();
    let cases = [
        (Money::new(9_999, Currency::Rub), false),
        (roubles(100), true),
        (roubles(101), true),
        (tenge(1_000_000), false),
    ];
    for (total, asked) in cases {
        let found = !chain(&rules, &order(total, total, &none)).is_empty();
        assert_eq!(found, asked, "{total:?}");
    }
}

#[test]
fn a_budget_is_passed_by_more_than_it_and_ones_own_goes_before_everyones() {
    let common = rule(1, budget(roubles(100), None), &[person("Общий")]);
    let own = rule(2, budget(roubles(500), Some("Буянов")), &[person("Свой")]);
    let others = rule(3, budget(roubles(10), Some("Сидоров")), &[person("Чужой")]);
    let foreign = rule(4, budget(tenge(1), Some("Буянов")), &[person("Тенге")]);
    let none = HashSet::new();
    let cases: [(&[&Rule], Money, &[&str]); 6] = [
        (&[&common], roubles(100), &[]),
        (&[&common], roubles(101), &["Общий"]),
        // A budget of one's own in another currency is no budget in this one.
        (&[&common, &foreign], roubles(101), &["Общий"]),
        (&[&common, &own], roubles(101), &[]),
        (&[&common, &own, &others], roubles(501), &["Свой"]),
        (&[&others], roubles(501), &[]),
    ];
    for (rules, spent, asked) in cases {
        let rules: Vec<Rule> = rules.iter().map(|rule| (*rule).clone()).collect();
        assert_eq!(chain(&rules, &order(roubles(1), spent, &none)), asked, "{spent:?}");
    }
}

#[test]
fn several_rules_join_in_the_order_in_which_they_were_made_and_ask_each_once() {
    let group = Group::id_of("Замки");
    let of_group = Condition::Group {
        group,
        name: "Замки".to_owned(),
    };
    let rules = [
        rule(3, of_group, &[person("Замков"), person("Главный")]),
        rule(
            1,
            Condition::Total { from: roubles(10) },
            &[person("Первый"), Asked::Any],
        ),
        rule(
            2,
            Condition::Total { from: roubles(20) },
            &[Asked::Any, person("Главный")],
        ),
    ];
    let groups = HashSet::from([group]);
    let whole = order(roubles(20), roubles(20), &groups);
    assert_eq!(chain(&rules, &whole), ["Первый", "любой", "Главный", "Замков"]);
    let (reasons, _) = demanded(&rules, &whole).unwrap();
    assert_eq!(reasons.len(), 3);
    let none = HashSet::new();
    assert_eq!(
        chain(&rules, &order(roubles(10), roubles(10), &none)),
        ["Первый", "любой"]
    );
    assert_eq!(demanded(&rules, &order(roubles(9), roubles(9), &none)), None);
}

fn colleague(name: &str, capable: bool, director: bool, stands_in: &[&str]) -> Colleague {
    Colleague {
        member: member(name),
        name: name.to_owned(),
        capable,
        director,
        stands_in: stands_in.iter().map(|of| member(of)).collect(),
    }
}

fn who(step: &Asked, people: &[Colleague], sender: &str, own: bool) -> Vec<(String, As)> {
    let name = |id: MembershipId| people.iter().find(|one| one.member == id).unwrap().name.clone();
    let all = deciders(step, people, member(sender), own);
    all.into_iter().map(|(id, how)| (name(id), how)).collect()
}

#[test]
fn who_decides_a_step() {
    let buyer = || colleague("Буянов", false, false, &[]);
    let asked = || colleague("Орлов", true, false, &[]);
    let deputy = || colleague("Зимин", true, false, &["Орлов"]);
    let director = || colleague("Дронов", true, true, &[]);
    let found = |name: &str, how: As| (name.to_owned(), how);
    let for_orlov = As::Deputy {
        of: "Орлов".to_owned()
    };
    let blind = Colleague {
        capable: false,
        ..asked()
    };
    type Case<'a> = (&'a str, Asked, Vec<Colleague>, &'a str, bool, Vec<(String, As)>);
    let cases: Vec<Case<'_>> = vec![
        (
            "the asked, the deputy, and the director always",
            person("Орлов"),
            vec![buyer(), asked(), deputy(), director()],
            "Буянов",
            false,
            vec![
                found("Орлов", As::Own),
                found("Зимин", for_orlov.clone()),
                found("Дронов", As::Director),
            ],
        ),
        (
            "who is asked has left: no deputy stands in for them",
            person("Орлов"),
            vec![buyer(), deputy(), director()],
            "Буянов",
            false,
            vec![found("Дронов", As::Director)],
        ),
        (
            "who is asked doesn't see prices",
            person("Орлов"),
            vec![buyer(), blind.clone(), director()],
            "Буянов",
            false,
            vec![found("Дронов", As::Director)],
        ),
        (
            "their deputy does while they are away",
            person("Орлов"),
            vec![buyer(), blind, deputy(), director()],
            "Буянов",
            false,
            vec![found("Зимин", for_orlov), found("Дронов", As::Director)],
        ),
        (
            "one's own order goes to the director",
            person("Орлов"),
            vec![asked(), deputy(), director()],
            "Орлов",
            false,
            vec![found("Дронов", As::Director)],
        ),
        (
            "unless the company lets them",
            person("Орлов"),
            vec![asked(), director()],
            "Орлов",
            true,
            vec![found("Дронов", As::Director), found("Орлов", As::Oneself)],
        ),
        (
            "a sole director decides alone",
            person("Дронов"),
            vec![buyer(), director()],
            "Дронов",
            false,
            vec![found("Дронов", As::Alone)],
        ),
        (
            "anyone is anyone but the sender",
            Asked::Any,
            vec![asked(), deputy(), director(), buyer()],
            "Орлов",
            false,
            vec![found("Зимин", As::Own), found("Дронов", As::Own)],
        ),
        (
            "nobody is left, and the sender can't",
            person("Орлов"),
            vec![buyer()],
            "Буянов",
            false,
            vec![],
        ),
    ];
    for (case, step, people, sender, own, expected) in cases {
        assert_eq!(who(&step, &people, sender, own), expected, "{case}");
    }
}

#[test]
fn directors_hear_only_where_nobody_else_is_left() {
    let people = [
        colleague("Орлов", true, false, &[]),
        colleague("Дронов", true, true, &[]),
    ];
    let heard = |people: &[Colleague]| called(&person("Орлов"), people, member("Буянов"), false);
    assert_eq!(heard(&people), [member("Орлов")]);
    assert_eq!(heard(&people[1..]), [member("Дронов")]);
}

fn approval(steps: &[Asked], total: Money) -> Approval {
    let mut sender = Author::person(Side::Dealer, AccountId::derived("tests", "Буянов"), "Буянов");
    sender.membership = Some(member("Буянов"));
    Approval {
        id: Id::derived("tests", "approval"),
        dealer: DealerId::derived("tests", "Север"),
        draft: Id::derived("tests", "draft"),
        name: "Объект".to_owned(),
        sender,
        role: None,
        draft_version: 3,
        book: 7,
        total,
        lines: 1,
        reasons: vec![Reason::Total { from: roubles(1) }],
        steps: steps
            .iter()
            .map(|asked| Step {
                asked: asked.clone(),
                decided: None,
            })
            .collect(),
        own: false,
        state: State::Waiting,
        sent: Moment::from_millis(1),
        version: 1,
    }
}

fn by(name: &str, on: u32) -> Decision {
    Decision {
        by: member(name),
        name: name.to_owned(),
        how: As::Own,
        at: Moment::from_millis(2),
        on,
        by_letter: false,
    }
}

#[test]
fn yes_goes_step_by_step_and_the_last_one_lets_the_draft_through() {
    let mut of = approval(&[person("Орлов"), person("Дронов")], roubles(100));
    assert_eq!(of.current().unwrap().0, 0);
    assert!(!of.covers(3, roubles(100)));
    of.approve(by("Орлов", 1), roubles(100), vec![], vec![]);
    assert_eq!((of.current().unwrap().0, of.version), (1, 2));
    assert!(of.was_decided(member("Орлов"), 1) && !of.was_decided(member("Орлов"), 2));
    of.approve(by("Дронов", 2), roubles(90), vec![], vec![]);
    assert_eq!(of.state, State::Approved { order: None });
    assert_eq!(of.current(), None);
    let cases = [
        (3, roubles(90), true),
        (3, roubles(80), true),
        // The last word was about ninety.
        (3, Money::new(9_001, Currency::Rub), false),
        (3, roubles(100), false),
        (3, tenge(90), false),
        (4, roubles(90), false),
    ];
    for (version, total, covered) in cases {
        assert_eq!(of.covers(version, total), covered, "{version} {total:?}");
    }
    // Placed once, it lets nothing through any more.
    of.state = State::Approved {
        order: Some("26-000001".to_owned()),
    };
    assert!(!of.covers(3, roubles(90)));
}

#[test]
fn a_larger_sum_asks_again_and_asks_those_whom_todays_rules_add() {
    let mut of = approval(&[person("Орлов"), person("Дронов")], roubles(100));
    of.approve(by("Орлов", 1), roubles(100), vec![], vec![]);
    let more = vec![person("Дронов"), person("Главный")];
    of.approve(by("Дронов", 2), roubles(120), more, vec![]);
    // The second has decided at the new sum; the first is asked again, then whom the larger sum adds.
    assert_eq!(of.total, roubles(120));
    assert_eq!(of.current().unwrap().1.asked, person("Орлов"));
    of.approve(by("Орлов", 3), roubles(120), vec![], vec![]);
    assert_eq!(of.current().unwrap().1.asked, person("Главный"));
    of.approve(by("Главный", 4), roubles(120), vec![], vec![]);
    assert!(of.covers(3, roubles(120)) && !of.covers(3, roubles(121)));
}

#[test]
fn what_the_sender_passes_by_the_companys_word_stays_passed() {
    let mut of = approval(&[person("Буянов"), person("Дронов")], roubles(100));
    of.steps[0].decided = Some(Decision {
        how: As::Oneself,
        ..by("Буянов", 0)
    });
    of.approve(by("Дронов", 1), roubles(150), vec![], vec![]);
    assert!(of.covers(3, roubles(150)));
}

#[test]
fn an_ended_approval_is_nobodys_turn() {
    let people = [colleague("Дронов", true, true, &[])];
    let mut refused = approval(&[person("Дронов")], roubles(1));
    assert_eq!(refused.turn_of(member("Дронов"), &people), Some(As::Own));
    refused.refuse(by("Дронов", 1), "Дорого".to_owned());
    assert_eq!(refused.turn_of(member("Дронов"), &people), None);
    assert!(!refused.covers(3, roubles(1)));
    let mut withdrawn = approval(&[person("Дронов")], roubles(1));
    withdrawn.withdraw("Буянов".to_owned(), Moment::from_millis(3));
    assert_eq!(withdrawn.turn_of(member("Дронов"), &people), None);
    // Neither changes by a yes that comes late.
    let before = refused.clone();
    refused.approve(by("Дронов", 2), roubles(1), vec![], vec![]);
    assert_eq!(refused, before);
}
