//! The dated rates of value added tax: an administrator adds one, drafts are counted by it, and nobody submits sums that
//! were not shown.

use kabinet::platform::access::Role;
use kabinet::platform::values::{Clock, Day};

use crate::harness::{Client, GOODS, World};

/// Days from today.
fn day(ahead: i32) -> String {
    let today: Day = Clock::system()
        .now()
        .day_in(&jiff::tz::TimeZone::get("Europe/Moscow").unwrap());
    let day = today.checked_add(jiff::Span::new().days(ahead)).unwrap();
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

/// The general regime of Russia, standard goods, sold at home.
fn rate<'a>(from: &'a str, rate: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("seller", "RU"),
        ("regime", "general"),
        ("class", "standard"),
        ("export", ""),
        ("from", from),
        ("rate", rate),
    ]
}

/// What the form of a draft holds, with one field changed.
fn fields(client: &Client, draft: &str, change: (&str, &str)) -> Vec<(String, String)> {
    let mut form = client.get(draft).form(draft);
    form.iter_mut()
        .filter(|(name, _)| name == change.0)
        .for_each(|(_, value)| change.1.clone_into(value));
    form
}

fn borrowed(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// The sum of the tax as the draft shows it.
fn vat(client: &Client, draft: &str) -> Vec<String> {
    let sums = client.get(draft).texts("#draft-sums dd[data-field=purchase-price]");
    sums.into_iter().skip(1).collect()
}

/// The tax inside `gross` minor units at `percent`, half up, as a Russian reads it.
fn inside(gross: i64, percent: i64) -> String {
    let minor = (2 * gross * percent + (100 + percent)) / (2 * (100 + percent));
    let (roubles, kopecks) = (minor / 100, minor % 100);
    assert!(roubles < 1_000, "the figures of this test are short");
    format!("{roubles},{kopecks:02} \u{20bd}")
}

#[test]
fn a_rate_from_a_day_on_counts_for_shipments_from_that_day_on() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let (before, from, after) = (day(20), day(40), day(60));
    let begun = buyer.post("/drafts", &[("name", "К новому году")]);
    let draft = begun.expect(303).location().to_owned();
    let line = [("article", GOODS[0].article), ("quantity", "1")];
    buyer.post(&format!("{draft}/lines"), &line).expect(303);
    let gross = GOODS[0].price * 100;

    let wished = |wished: &str| {
        let form = fields(&buyer, &draft, ("wished", wished));
        buyer.post(&draft, &borrowed(&form)).expect(303);
    };
    wished(&after);
    let shown = vat(&buyer, &draft);
    admin.post("/vat-rates", &rate(&from, "30")).expect(303);
    admin.get("/vat-rates").expect(200).contains(&from);
    assert_eq!(vat(&buyer, &draft), [inside(gross, 30)]);
    assert_ne!(vat(&buyer, &draft), shown);
    wished(&before);
    assert_eq!(vat(&buyer, &draft), shown, "the day before has the rate of before");

    // A mistake is corrected by the same day, and what has not begun is taken back.
    admin.post("/vat-rates", &rate(&from, "25,5")).expect(303);
    wished(&after);
    let rows = admin.get("/vat-rates").texts("tbody td:nth-child(6)");
    assert_eq!(
        rows.iter().filter(|rate| rate.as_str() == "25,5 %").count(),
        1,
        "{rows:?}"
    );
    assert!(rows.iter().all(|rate| rate.as_str() != "30 %"), "{rows:?}");
    admin.post("/vat-rates/removal", &rate(&from, "25,5")).expect(303);
    assert_eq!(vat(&buyer, &draft), shown);
    admin.post("/vat-rates/removal", &rate(&from, "25,5")).expect(404);
}

#[test]
fn a_rate_that_moved_under_a_draft_is_shown_before_it_is_sent() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let draft = format!("/drafts/{}", world.sever.deal().draft);
    let form = buyer.get(&draft).form(&draft);
    admin.post("/vat-rates", &rate(&day(0), "30")).expect(303);
    let refused = buyer.post(&format!("{draft}/submission"), &borrowed(&form));
    let sums = refused.expect(422).texts("#draft-sums dd[data-field=purchase-price]");
    assert_eq!(sums[1..], [inside(2 * GOODS[0].price * 100, 30)]);
    let orders = |client: &Client| {
        let list = client.get("/orders?stage=all");
        list.attributes("[data-order]", "data-order").len()
    };
    assert_eq!(orders(&buyer), 1, "only the seeded order is there");
    let form = refused.form(&draft);
    buyer.post(&format!("{draft}/submission"), &borrowed(&form)).expect(303);
    assert_eq!(orders(&buyer), 2);
}

#[test]
fn a_wrong_rate_comes_back_with_what_was_typed() {
    let world = World::shared();
    let admin = world.admin();
    let ahead = day(30);
    let far = day(366 * 20);
    for (name, value, field) in [
        ("rate", "много", "rate"),
        ("rate", "100", "rate"),
        ("rate", "-1", "rate"),
        ("from", "31.02.2027", "from"),
        ("from", "01.01.1990", "from"),
        ("from", far.as_str(), "from"),
        ("regime", "monthly", "regime"),
        ("class", "zero", "class"),
    ] {
        let mut typed = rate(&ahead, "22");
        typed
            .iter_mut()
            .filter(|one| one.0 == name)
            .for_each(|one| one.1 = value);
        let answer = admin.post("/vat-rates", &typed);
        answer.expect(422);
        let error = format!("{field}-error");
        assert_eq!(
            answer.attributes(&format!("#{error}"), "id"),
            [error.as_str()],
            "{value}"
        );
        if name == "rate" || name == "from" {
            let kept = answer.attributes(&format!("input[name={name}]"), "value");
            assert_eq!(kept, [value]);
        }
    }
    // УСН is Russian law.
    let mut typed = rate(&ahead, "5");
    (typed[0].1, typed[1].1) = ("KZ", "simplified5");
    admin.post("/vat-rates", &typed).expect(422);
    // What holds is not taken back.
    admin
        .post("/vat-rates/removal", &rate("01.01.2026", "22"))
        .expect(422)
        .contains("01.01.2026");
    for role in [
        Role::Manager,
        Role::Director,
        Role::Buyer,
        Role::Seller,
        Role::Accountant,
    ] {
        let other = world.signed_in(world.of_role(role));
        other.get("/vat-rates").expect(403);
        other.post("/vat-rates", &rate(&ahead, "1")).expect(403);
    }
}
