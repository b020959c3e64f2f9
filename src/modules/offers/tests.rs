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

fn sheet(lines: &[(Option<i64>, Option<i64>, i64)]) -> sheet::Sheet {
    let at = |e4: Option<i64>| e4.map(|e4| UnitPrice::new(e4, RUB));
    let line = |(n, (purchase, rrp, pieces)): (usize, &(Option<i64>, Option<i64>, i64))| sheet::SheetLine {
        sku: Id::derived("tests", &n.to_string()),
        name: format!("Товар {n}"),
        article: String::new(),
        unit: "шт".to_owned(),
        quantity: Quantity::whole(*pieces),
        comment: String::new(),
        making: None,
        basis: Basis {
            purchase: at(*purchase),
            rrp: at(*rrp),
        },
        purchase: at(*purchase).map(|price| price.times(Quantity::whole(*pieces)).unwrap()),
        class: crate::modules::catalogue::VatClass::Standard,
        picture: None,
    };
    sheet::Sheet {
        source: Source::Draft(Id::derived("tests", "draft")),
        name: "Кухня".to_owned(),
        dealer: Id::derived("tests", "dealer"),
        contract: None,
        entity: None,
        currency: RUB,
        book: 1,
        lines: lines.iter().enumerate().map(line).collect(),
    }
}

#[test]
fn a_line_goes_by_its_own_rule_and_the_others_by_the_variants() {
    use super::composition::{Shown, Tax, TypedLine, priced, settled};
    use crate::modules::catalogue::{VatRegime, VatTable};
    use crate::platform::access::Sight;
    // Roubles: purchase 1,234 and RRP 2,000, two pieces each; the last has no purchase price.
    let whole = Some(12_340_000);
    let rrp = Some(20_000_000);
    let sheet = sheet(&[
        (whole, rrp, 2),
        (whole, rrp, 2),
        (whole, rrp, 2),
        (whole, rrp, 2),
        (None, rrp, 2),
    ]);
    let typed = |lines: &[(usize, &str, &str)]| {
        let line = |&(place, rule, value): &(usize, &str, &str)| {
            let typed = TypedLine {
                rule: rule.to_owned(),
                value: value.to_owned(),
                ..TypedLine::default()
            };
            ((place, sheet.lines[place].sku), typed)
        };
        lines.iter().map(line).collect::<composition::Typed>()
    };
    let table = VatTable::shipped();
    let tax = Tax::of(&table, VatRegime::Exempt, None, LAST);
    let of = |lines: &[(usize, &str, &str)], sight| {
        let rule = Some(Rule::Discount(percent(10_00)));
        priced(&sheet, rule, Rounding::Kopeck, &typed(lines), &tax, sight)
    };
    let chosen = [
        (0, "margin", "25"),
        (1, "markup", "33,33"),
        (2, "discount", "0,05"),
        (3, "", "1 999,99"),
    ];
    let found = of(&chosen, Sight::FULL);
    let prices: Vec<i64> = found.lines.iter().map(|line| line.price.unwrap().minor).collect();
    // 1234 / 0.75; 1234 × 1.3333 = 1645.2922; 2000 × 0.9995; as typed; the variant's tenth off.
    let expected = [164_533, 164_529, 199_900, 199_999, 180_000];
    assert_eq!(prices, expected);
    assert_eq!(found.total.unwrap().minor, expected.iter().sum::<i64>() * 2);
    let shown = Shown {
        locale: crate::platform::values::Locale::Ru,
        articles: true,
        pictures: false,
        comments: false,
        before: false,
    };
    let (public, costs) = settled("Кухня", &sheet, &found, shown).unwrap();
    let rules: Vec<Option<Rule>> = costs.lines.iter().map(|line| line.rule).collect();
    assert_eq!(
        rules,
        [
            Some(Rule::Margin(percent(25_00))),
            Some(Rule::Markup(percent(33_33))),
            Some(Rule::Discount(percent(5))),
            None,
            None
        ]
    );
    assert_eq!(costs.lines[3].own, Some(Money::new(199_999, RUB)));
    // What the client reads has no place for a rule, and none for what goods cost.
    let told = serde_json::to_string(&public).unwrap();
    for secret in ["margin", "markup", "rule", "purchase", "own", "3333", "1234", "2500"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    // An offer of an earlier version has no rules of lines.
    let old = serde_json::to_value(&costs.lines[0]).unwrap();
    let mut old = old.as_object().unwrap().clone();
    old.remove("rule");
    let old: LineCost = serde_json::from_value(old.into()).unwrap();
    assert_eq!((old.rule, old.configuration), (None, None));

    // What is wrong stands at its line, and what was typed stays.
    for (place, rule, value, sight) in [
        (0, "margin", "", Sight::FULL),
        (0, "margin", "100", Sight::FULL),
        (0, "markup", "много", Sight::FULL),
        (0, "none", "5", Sight::FULL),
        // No purchase price to begin with.
        (4, "margin", "25", Sight::FULL),
        // A margin would tell the purchase price to one who doesn't see it; above RRP only the seller decides.
        (0, "margin", "25", Sight::BLIND),
        (0, "markup", "25", Sight::BLIND),
        (0, "premium", "5", Sight::BLIND),
    ] {
        let found = of(&[(place, rule, value)], sight);
        let faults: Vec<bool> = found.lines.iter().map(|line| line.fault.is_some()).collect();
        let only: Vec<bool> = (0..5).map(|at| at == place).collect();
        assert_eq!(faults, only, "{rule} {value}");
        assert_eq!((found.total, found.lines[place].price), (None, None));
        assert_eq!(found.lines[place].typed.value, value);
    }
    let blind = of(&[(0, "discount", "25"), (1, "rrp", "")], Sight::BLIND);
    let prices: Vec<i64> = blind.lines.iter().map(|line| line.price.unwrap().minor).collect();
    assert_eq!(prices, [150_000, 200_000, 180_000, 180_000, 180_000]);
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
    // Several variants stand beside each other first.
    let mut two = public(3);
    let mut other = two.variants[0].clone();
    other.name = "Дороже".to_owned();
    two.variants.push(other);
    let compared = paper::paper(&two, "https://kabinet.example/o/1", &pictures);
    let tables = |paper: &crate::platform::pdf::Paper| {
        let is_table = |block: &&crate::platform::pdf::Block| matches!(block, crate::platform::pdf::Block::Table(_));
        paper.blocks.iter().filter(is_table).count()
    };
    assert_eq!(tables(&compared), 3, "the comparison and a table each");
    // Only the glyphs that are used go into the file.
    assert!(short.len() < 120_000, "{} bytes", short.len());
}

/// «Наценка 15» that goes back to a price is not a price of 15, nor the other way; what was typed anew stands.
#[test]
fn a_percent_does_not_become_a_price() {
    let sku = Id::at(Moment::EPOCH, 7);
    let read = |drawn: &str, rule: &str, value: &str| {
        let of = |field: &str| format!("{field}-0-0-{sku}");
        let pairs = [
            ("source-0".to_owned(), format!("draft:{sku}")),
            (of("d"), drawn.to_owned()),
            (of("r"), rule.to_owned()),
            (of("p"), value.to_owned()),
        ];
        let mut form = form::OfferForm::read(pairs.to_vec());
        let line = form.variants[0].typed.remove(&(0, sku)).unwrap_or_default();
        (line.rule, line.value)
    };
    let said = |rule: &str, value: &str| (rule.to_owned(), value.to_owned());
    assert_eq!(read("markup|15", "", "15"), said("", ""));
    assert_eq!(read("|1500", "markup", "1500"), said("markup", ""));
    assert_eq!(read("markup|15", "", "1600"), said("", "1600"));
    assert_eq!(read("markup|15", "margin", "15"), said("margin", "15"));
    assert_eq!(read("|1500", "", "1500"), said("", "1500"));
}
