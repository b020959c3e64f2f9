//! Drafts made of drafts, two people at one draft, and ordering the same again.

use kabinet::platform::access::Role;

use crate::harness::{Answer, Client, GOODS, World};

/// A draft of «Север» with three pieces of the first product and two of the second.
fn draft(client: &Client, name: &str) -> String {
    let draft = client
        .post("/drafts", &[("name", name)])
        .expect(303)
        .location()
        .to_owned();
    for (goods, quantity) in GOODS.iter().zip(["3", "2"]) {
        let line = [("article", goods.article), ("quantity", quantity)];
        client.post(&format!("{draft}/lines"), &line).expect(303);
    }
    draft
}

fn field(page: &Answer, draft: &str, name: &str) -> Vec<String> {
    let form = page.form(draft).into_iter();
    form.filter(|(of, _)| of == name).map(|(_, value)| value).collect()
}

fn post(client: &Client, path: &str, form: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.post(path, &fields)
}

/// The form of a page with some fields changed.
fn typed(page: &Answer, action: &str, change: impl Fn(&str, usize, &mut String)) -> Vec<(String, String)> {
    let mut form = page.form(action);
    let mut seen = std::collections::HashMap::<String, usize>::new();
    for (name, value) in &mut form {
        let at = seen.entry(name.clone()).or_default();
        change(name, *at, value);
        *at += 1;
    }
    form
}

#[test]
fn a_draft_is_split_and_merged_again_and_no_line_is_lost() {
    let world = World::fresh();
    let buyer = world.buyer();
    let whole = draft(&buyer, "Целый");
    let version = field(&buyer.get(&whole), &whole, "version").remove(0);
    // All of it, or nothing of it, is no split.
    for lines in [vec![], vec![("line", "0"), ("line", "1")]] {
        let fields = [vec![("version", version.as_str())], lines].concat();
        buyer
            .post(&format!("{whole}/split"), &fields)
            .expect(422)
            .contains("Отметьте часть строк");
    }
    let fields = [("version", version.as_str()), ("line", "1"), ("name", "Половина")];
    let half = buyer
        .post(&format!("{whole}/split"), &fields)
        .expect(303)
        .location()
        .to_owned();
    assert_eq!(field(&buyer.get(&whole), &whole, "q"), ["3"]);
    let page = buyer.get(&half);
    assert_eq!(field(&page, &half, "q"), ["2"]);
    page.contains("Половина");
    // Pressed again, the version is another one: nothing is taken twice.
    buyer.post(&format!("{whole}/split"), &fields).expect(422);

    let id = half.trim_start_matches("/drafts/");
    let page = buyer.get(&whole);
    assert!(
        page.attributes("select[name=other] option", "value")
            .contains(&id.to_owned())
    );
    let fields = [
        ("version", field(&page, &whole, "version").remove(0)),
        ("other", id.to_owned()),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value));
    post(&buyer, &format!("{whole}/merger"), &fields).expect(303);
    assert_eq!(field(&buyer.get(&whole), &whole, "q"), ["3", "2"]);
    buyer.get(&half).expect(404);
    // What is another dealer's is not there to be taken in.
    let version = field(&buyer.get(&whole), &whole, "version").remove(0);
    let foreign = [
        ("version", version.as_str()),
        ("other", world.yug.deal().draft.as_str()),
    ];
    buyer.post(&format!("{whole}/merger"), &foreign).expect(404);
    // An administrator sees both, and a draft still takes lines of its own dealer alone.
    world.admin().post(&format!("{whole}/merger"), &foreign).expect(422);
}

#[test]
fn a_template_begins_drafts_and_is_never_sent() {
    let world = World::fresh();
    let buyer = world.buyer();
    let drafts = |client: &Client| client.get("/drafts").attributes("[data-draft]", "data-draft").len();
    let source = draft(&buyer, "Каждый месяц");
    let before = drafts(&buyer);
    let template = buyer
        .post(&format!("{source}/template"), &[])
        .expect(303)
        .location()
        .to_owned();
    assert_eq!(drafts(&buyer), before, "a template is no draft");
    let director = world.signed_in(world.sever.person(Role::Director));
    let listed = director.get("/drafts").attributes("[data-template]", "data-template");
    assert_eq!(
        listed,
        [template.trim_start_matches("/drafts/")],
        "it is shared in the company"
    );
    let page = buyer.get(&template);
    page.expect(200).contains("Это шаблон");
    let form = page.form(&template);
    post(&buyer, &format!("{template}/submission"), &form)
        .expect(422)
        .contains("Шаблон не отправляют");

    let begun = director
        .post(&format!("{template}/copy"), &[])
        .expect(303)
        .location()
        .to_owned();
    let page = director.get(&begun);
    assert_eq!(field(&page, &begun, "q"), ["3", "2"]);
    assert_eq!(field(&page, &begun, "name"), ["Каждый месяц"]);
    assert_eq!(drafts(&buyer), before + 1);
    // Goods from the catalogue go into a draft, not into the template that was touched last.
    let renamed = typed(&buyer.get(&template), &template, |name, _, value| {
        if name == "name" {
            "Раз в месяц".clone_into(value);
        }
    });
    post(&buyer, &template, &renamed).expect(303);
    let sku = field(&page, &begun, "s").remove(0);
    let picked = buyer.post("/drafts/lines", &[("sku", &sku), ("quantity", "1")]);
    assert_ne!(picked.expect(303).location(), template);
}

#[test]
fn of_two_people_at_one_draft_the_second_sees_the_difference_and_overwrites_nothing_silently() {
    let world = World::fresh();
    let (buyer, director) = (world.buyer(), world.signed_in(world.sever.person(Role::Director)));
    let shared = draft(&buyer, "Общий");
    // Both open it. The director saves another quantity, a note and a name.
    let seen = buyer.get(&shared);
    let theirs = typed(&director.get(&shared), &shared, |name, at, value| match (name, at) {
        ("q", 0) => "30".clone_into(value),
        ("c", 1) => "срочно".clone_into(value),
        ("name", _) => "Общий, уточнён".clone_into(value),
        _ => {}
    });
    post(&director, &shared, &theirs).expect(303);
    // The buyer types something else from what was seen before.
    let mine = typed(&seen, &shared, |name, at, value| match (name, at) {
        ("q", 0) => "7".clone_into(value),
        ("q", 1) => "4".clone_into(value),
        _ => {}
    });
    for path in [shared.clone(), format!("{shared}/submission")] {
        let told = post(&buyer, &path, &mine);
        told.expect(422)
            .contains("меняет этот черновик вместе с вами")
            .contains(&world.sever.person(Role::Director).name);
        let resolution = format!("{shared}/resolution");
        let keys: Vec<String> = told
            .form(&resolution)
            .into_iter()
            .filter(|(name, _)| name == "mine")
            .map(|(_, value)| value)
            .collect();
        assert_eq!(keys, ["7", "4", "", "Общий"], "two quantities, a note, the name");
    }
    let page = director.get(&shared);
    assert_eq!(field(&page, &shared, "q"), ["30", "2"], "nothing is overwritten");

    // Of the own changes the buyer takes one; the rest stays as the director saved it.
    let told = post(&buyer, &shared, &mine);
    let mut form = told.form(&format!("{shared}/resolution"));
    // What was surely typed is offered first.
    assert!(form.iter().any(|field| *field == ("take".to_owned(), "0".to_owned())));
    form.retain(|(name, _)| name != "take");
    form.push(("take".to_owned(), "1".to_owned()));
    post(&buyer, &format!("{shared}/resolution"), &form).expect(303);
    let page = director.get(&shared);
    assert_eq!(field(&page, &shared, "q"), ["30", "4"]);
    assert_eq!(field(&page, &shared, "c"), ["", "срочно"]);
    assert_eq!(field(&page, &shared, "name"), ["Общий, уточнён"]);
    // A resolution of a difference that is not the newest is refused too.
    post(&buyer, &format!("{shared}/resolution"), &form).expect(422);

    // A line that the other person took out is offered back.
    let seen = buyer.get(&shared);
    let out = typed(&director.get(&shared), &shared, |name, at, value| {
        if (name, at) == ("q", 0) {
            "0".clone_into(value);
        }
    });
    post(&director, &shared, &out).expect(303);
    let told = post(&buyer, &shared, &seen.form(&shared));
    told.expect(422).contains("Строки уже нет");
    let mut form = told.form(&format!("{shared}/resolution"));
    form.push(("take".to_owned(), "0".to_owned()));
    post(&buyer, &format!("{shared}/resolution"), &form).expect(303);
    assert_eq!(field(&buyer.get(&shared), &shared, "q"), ["4", "30"]);
}

#[test]
fn ordering_again_says_first_what_changed_and_takes_the_picked_lines() {
    let world = World::fresh();
    let order = format!("/orders/{}/repetition", world.sever.deal().order);
    let buyer = world.buyer();
    let page = buyer.get(&order);
    // The world's order is of two pieces of the first product, at the prices of today.
    page.expect(200)
        .contains(GOODS[0].name)
        .contains("Цены, наличие и ассортимент те же")
        .contains("Цена тогда");
    assert_eq!(page.attributes("input[name^=line-]", "value"), ["0"]);
    let begun = post(&buyer, &order, &page.form(&order))
        .expect(303)
        .location()
        .to_owned();
    assert_eq!(field(&buyer.get(&begun), &begun, "q"), ["2"]);
    let none = buyer.post(&order, &[("picked", "1")]).expect(303).location().to_owned();
    assert!(field(&buyer.get(&none), &none, "q").is_empty());

    let seller = world.signed_in(world.sever.person(Role::Seller)).get(&order);
    seller.expect(200).contains(GOODS[0].name);
    assert!(seller.attributes("[data-field=purchase-price]", "class").is_empty());
    let price = format!("1\u{a0}{},00", GOODS[0].price % 1_000);
    assert!(page.body().contains(&price), "the control");
    assert!(!seller.body().contains(&price));
}
