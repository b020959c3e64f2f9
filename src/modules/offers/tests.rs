//! Rules of prices and of an offer's life.

use proptest::prelude::*;

use super::pricing::{Basis, line, unit_of};
use super::*;
use crate::modules::orders::Author;
use crate::platform::access::hashed_secret;
use crate::platform::values::{Currency, Day, Id, Moment, Money, Percent, Quantity, UnitPrice, VatRate};

const RUB: Currency = Currency::Rub;

fn basis(purchase: i64, rrp: i64) -> Basis {
    Basis {
        purchase: Some(UnitPrice::new(purchase, RUB)),
        rrp: Some(UnitPrice::new(rrp, RUB)),
    }
}

fn percent(hundredths: i64) -> Percent {
    Percent::from_hundredths(hundredths)
}

#[test]
fn each_rule_gives_its_price_and_each_step_its_rounding() {
    // Purchase 1,234 roubles, RRP 2,000.
    let basis = basis(12_340_000, 20_000_000);
    for (rule, rounding, kopecks) in [
        (Rule::Rrp, Rounding::Kopeck, 200_000),
        (Rule::Discount(percent(12_50)), Rounding::Kopeck, 175_000),
        (Rule::Premium(percent(5_00)), Rounding::Kopeck, 210_000),
        // 1234 / 0.75 = 1645.333
        (Rule::Margin(percent(25_00)), Rounding::Kopeck, 164_533),
        (Rule::Margin(percent(25_00)), Rounding::Rouble, 164_500),
        (Rule::Margin(percent(25_00)), Rounding::Ten, 165_000),
        // 1234 * 1.25 = 1542.5
        (Rule::Markup(percent(25_00)), Rounding::Kopeck, 154_250),
        (Rule::Markup(percent(25_00)), Rounding::Rouble, 154_300),
        (Rule::Markup(percent(25_00)), Rounding::Ten, 154_000),
    ] {
        let price = rule.price(&basis, rounding).unwrap();
        assert_eq!(price, Money::new(kopecks, RUB), "{rule:?} {rounding:?}");
    }
}

#[test]
fn a_step_never_swallows_a_price() {
    let screw = basis(2_400, 4_000);
    for (rounding, kopecks) in [(Rounding::Kopeck, 40), (Rounding::Rouble, 40), (Rounding::Ten, 40)] {
        assert_eq!(Rule::Rrp.price(&screw, rounding).unwrap().minor, kopecks);
    }
    let bolt = basis(24_000, 41_600);
    for (rounding, kopecks) in [(Rounding::Kopeck, 416), (Rounding::Rouble, 400), (Rounding::Ten, 400)] {
        assert_eq!(Rule::Rrp.price(&bolt, rounding).unwrap().minor, kopecks);
    }
}

#[test]
fn what_a_rule_begins_with_must_be_known() {
    let nothing = Basis::default();
    for rule in [Rule::Rrp, Rule::Margin(percent(10_00)), Rule::Markup(percent(10_00))] {
        assert_eq!(rule.price(&nothing, Rounding::Kopeck), None);
    }
}

#[test]
fn rules_are_read_as_typed() {
    assert_eq!(Rule::parse("rrp", ""), Ok(Rule::Rrp));
    assert_eq!(Rule::parse("margin", " 27,5 "), Ok(Rule::Margin(percent(27_50))));
    assert_eq!(Rule::parse("markup", "27.5%"), Ok(Rule::Markup(percent(27_50))));
    for (code, typed) in [
        ("margin", "99,5"),
        ("margin", "100"),
        ("discount", "100"),
        ("discount", "-1"),
        ("markup", ""),
        ("markup", "x"),
        ("none", "5"),
    ] {
        assert!(Rule::parse(code, typed).is_err(), "{code} {typed}");
    }
}

#[test]
fn the_tax_is_within_the_sum_of_a_line() {
    let (sum, vat) = line(Money::new(100_00, RUB), Quantity::whole(1), VatRate::percent(22)).unwrap();
    assert_eq!((sum.minor, vat.minor), (100_00, 18_03));
    let (sum, vat) = line(
        Money::new(99_99, RUB),
        Quantity::from_thousandths(2_500),
        VatRate::Exempt,
    )
    .unwrap();
    // 249.975 half up
    assert_eq!((sum.minor, vat.minor), (249_98, 0));
}

proptest! {
    #[test]
    fn a_units_part_makes_the_sum_again(minor in 1_i64..10_000_000_00, whole in 1_i64..1_000) {
        let quantity = Quantity::whole(whole);
        let unit = unit_of(Money::new(minor, RUB), quantity).unwrap();
        let again = unit.times(quantity).unwrap();
        // Half of a ten-thousandth for each unit.
        prop_assert!((again.minor - minor).abs() <= whole / 200 + 1);
    }

    #[test]
    fn a_margin_is_what_it_says(purchase in 1_000_i64..10_000_000_000, hundredths in 0_i64..90_00) {
        let price = Rule::Margin(percent(hundredths)).price(&basis(purchase, 0), Rounding::Kopeck).unwrap();
        let exact = purchase as f64 / 100.0 / (1.0 - hundredths as f64 / 10_000.0);
        prop_assert!((price.minor as f64 - exact).abs() <= 0.51 + exact * 1e-12);
    }

    #[test]
    fn prices_never_fall_below_the_purchase(purchase in 100_i64..10_000_000_000, hundredths in 0_i64..99_00) {
        for rule in [Rule::Margin(percent(hundredths)), Rule::Markup(percent(hundredths))] {
            let price = rule.price(&basis(purchase, 0), Rounding::Kopeck).unwrap();
            // Rounded to the kopeck, half up.
            prop_assert!(price.minor * 100 + 50 >= purchase);
        }
    }
}

fn offer() -> Offer {
    let at = Moment::from_millis(1_000);
    Offer {
        id: Id::derived("tests", "offer"),
        dealer: Id::derived("tests", "dealer"),
        number: 1,
        title: "Кухня".to_owned(),
        client: String::new(),
        author: Author::system(),
        variants: vec![VariantHead {
            name: "Кухня".to_owned(),
            source: Source::Draft(Id::derived("tests", "draft")),
            lines: 1,
            total: Money::new(1_00, RUB),
        }],
        until: Day::constant(2026, 11, 30),
        state: State::Sent,
        turn: 0,
        first_seen: None,
        answers: Vec::new(),
        replaces: None,
        replaced_by: None,
        created: at,
        changed: at,
        version: 1,
    }
}

fn answer(comment: &str) -> Answer {
    Answer {
        kind: AnswerKind::Asked,
        at: Moment::from_millis(2_000),
        name: "Ольга".to_owned(),
        contact: "+7 900 000-00-00".to_owned(),
        comment: comment.to_owned(),
        settled: None,
    }
}

const LAST: Day = Day::constant(2026, 11, 30);
const AFTER: Day = Day::constant(2026, 12, 1);

#[test]
fn an_offer_stands_through_its_last_day() {
    assert_eq!(offer().status(LAST), Status::Sent);
    assert_eq!(offer().status(AFTER), Status::Expired);
    let seen = offer().seen(Moment::from_millis(5));
    assert_eq!(seen.status(LAST), Status::Viewed);
    assert!(seen.is_open(LAST) && !seen.is_open(AFTER));
}

#[test]
fn it_is_taken_once_and_not_when_it_is_over() {
    let taken = offer().accepted(answer(""), 0, LAST).unwrap().unwrap();
    assert_eq!(taken.status(AFTER), Status::Accepted);
    assert_eq!(taken.acceptance().unwrap().1, 0);
    assert_eq!(taken.clone().accepted(answer("second"), 0, LAST), Ok(None));
    assert!(taken.clone().revoked(None, Moment::EPOCH).is_err());
    assert!(taken.extended(AFTER, LAST, Moment::EPOCH).is_err());
    assert!(offer().accepted(answer(""), 0, AFTER).is_err());
    assert!(offer().accepted(answer(""), 1, LAST).is_err());
    let revoked = offer().revoked(None, Moment::EPOCH).unwrap();
    assert!(revoked.clone().accepted(answer(""), 0, LAST).is_err());
    assert!(revoked.revoked(None, Moment::EPOCH).is_err());
}

#[test]
fn a_question_is_kept_once_and_so_many_at_most() {
    let mut asked = offer().asked(answer("0"), LAST).unwrap().unwrap();
    assert_eq!(asked.status(LAST), Status::Asked);
    assert_eq!(asked.clone().asked(answer("0"), LAST), Ok(None));
    for n in 1..ANSWERS_MAX {
        asked = asked.asked(answer(&n.to_string()), LAST).unwrap().unwrap();
    }
    assert!(asked.clone().asked(answer("one more"), LAST).is_err());
    assert_eq!(asked.waiting().count(), ANSWERS_MAX);
    assert_eq!(asked.settled(Moment::EPOCH).waiting().count(), 0);
}

#[test]
fn a_visitor_is_counted_once_in_a_while() {
    let views = Views::of(&offer());
    let at = Moment::from_millis(10_000_000);
    let one = views.with(7, at).unwrap();
    assert!(one.clone().with(7, at.plus_seconds(600)).is_none());
    assert_eq!(one.clone().with(8, at.plus_seconds(600)).unwrap().count, 2);
    assert_eq!(one.with(7, at.plus_seconds(1_800)).unwrap().count, 2);
}

#[test]
fn secrets_differ_by_offer_turn_and_installation() {
    let (id, other) = (offer().id, Id::derived("tests", "other"));
    let key = LinkKey::new([1; 32]);
    let secret = key.secret(id, 0);
    // 160 bits.
    assert_eq!(secret.len(), 40);
    assert_eq!(hashed_secret(&secret), Some(key.hash(id, 0)));
    assert_ne!(secret, key.secret(id, 1));
    assert_ne!(secret, key.secret(other, 0));
    assert_ne!(secret, LinkKey::new([2; 32]).secret(id, 0));
    assert!(hashed_secret("../etc").is_none() && hashed_secret(&"g".repeat(40)).is_none());
}

#[test]
fn an_address_may_do_so_much() {
    use super::limits::Doing;
    let (limits, now) = (Limits::default(), Moment::from_millis(0));
    let admitted = (0..100)
        .filter(|_| limits.admits(Doing::Answer, "10.0.0.1", now))
        .count();
    assert_eq!(admitted, 12);
    assert!(limits.admits(Doing::Answer, "10.0.0.2", now));
    assert!(limits.admits(Doing::Answer, "10.0.0.1", now.plus_seconds(3_600)));
}

/// An offer of many lines, with everything that can stand on paper.
fn public(lines: usize) -> public::PublicOffer {
    let line = |n: usize| public::PublicLine {
        name: format!("Окно двустворчатое, вариант {n}, с длинным названием, которое не помещается в строку"),
        article: format!("ТВ-{n}"),
        unit: "шт".to_owned(),
        quantity: Quantity::whole(2),
        price: Money::new(1_234_56, RUB),
        sum: Money::new(2_469_12, RUB),
        vat_rate: VatRate::percent(22),
        vat: Money::new(445_25, RUB),
        before: None,
        picture: None,
        comment: String::new(),
    };
    let total = Money::new(2_469_12 * lines as i64, RUB);
    public::PublicOffer {
        id: offer().id,
        dealer: offer().dealer,
        link: String::new(),
        locale: crate::platform::values::Locale::Ru,
        number: 1,
        title: "Кухня".to_owned(),
        client: "Ольга".to_owned(),
        day: LAST,
        until: LAST,
        currency: RUB,
        seller: public::Seller {
            name: "ООО «Север»".to_owned(),
            full_name: String::new(),
            country: crate::modules::dealers::Country::Ru,
            requisites: Default::default(),
        },
        contact: public::Contact::default(),
        logo: None,
        text: "Абзац.\n\nЕщё абзац.".to_owned(),
        variants: vec![public::PublicVariant {
            name: "Кухня".to_owned(),
            lines: (1..=lines).map(line).collect(),
            total,
            vat: vec![crate::modules::catalogue::VatShare {
                rate: VatRate::percent(22),
                total,
                vat: Money::new(445_25 * lines as i64, RUB),
            }],
        }],
        taken: None,
        revoked: None,
        replaced: false,
    }
}

#[test]
fn three_hundred_lines_make_a_paper() {
    let pictures = paper::Pictures::new();
    let short = paper::paper(&public(3), "https://kabinet.example/o/1", &pictures)
        .to_pdf()
        .unwrap();
    let long = paper::paper(&public(300), "https://kabinet.example/o/1", &pictures)
        .to_pdf()
        .unwrap();
    assert!(long.len() > short.len());
    // Only the glyphs that are used go into the file.
    assert!(short.len() < 120_000, "{} bytes", short.len());
}
