//! Two administrators at the line of stages: the second sees what the first has done, and overwrites nothing unasked.

use kabinet::platform::access::Role;

use crate::harness::{Answer, Client, World};
use crate::stage_rules::{add, change, version};

const FORM: &str = "/stages/production";

/// The form as it stands on a page, with some fields typed anew; those of a list are replaced whole.
fn press(client: &Client, drawn: &Answer, action: &str, set: &[(&str, &str)]) -> Answer {
    let mut form = drawn.form(action);
    form.retain(|(name, _)| set.iter().all(|(of, _)| of != name));
    form.extend(
        set.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.post(action, &fields)
}

fn field(page: &Answer, action: &str, name: &str) -> Vec<String> {
    let form = page.form(action).into_iter();
    form.filter(|(of, _)| of == name).map(|(_, value)| value).collect()
}

fn differing(page: &Answer) -> Vec<String> {
    page.attributes("[data-conflict]", "data-conflict")
}

#[test]
fn what_both_have_changed_is_overwritten_only_when_somebody_says_so() {
    let world = World::fresh();
    let admin = world.admin();
    let base = [("enter", "staff"), ("enter", "1c"), ("ru", "Цех"), ("en", "Shop")];
    change(&admin, "production", &base).expect(303);
    let drawn = admin.get(FORM);
    // Meanwhile: another name, a colour, a hidden stage.
    let theirs = [
        ("enter", "staff"),
        ("enter", "1c"),
        ("ru", "Цех Б"),
        ("en", "Shop"),
        ("colour", "teal"),
    ];
    change(&admin, "production", &theirs).expect(303);

    let mine = [("ru", "Цех А"), ("en", "Shop A")];
    let first = press(&admin, &drawn, FORM, &mine);
    let who = &world.maker.person(Role::Admin).name;
    first
        .expect(422)
        .contains("Пока вы правили, этапы изменили")
        .contains(who)
        .contains("Цех Б");
    assert_eq!(differing(&first), ["ru", "colour"]);
    // Own words stay, what only the other has changed is taken over, and the tick isn't set.
    assert_eq!(field(&first, FORM, "ru"), ["Цех А"]);
    assert_eq!(field(&first, FORM, "en"), ["Shop A"]);
    assert_eq!(field(&first, FORM, "colour"), ["teal"]);
    assert!(field(&first, FORM, "over").is_empty());
    // A second press without the tick overwrites nothing.
    let second = press(&admin, &first, FORM, &[]);
    second.expect(422).contains("Мои значения важнее");
    assert_eq!(differing(&second), ["ru", "colour"]);
    admin.get("/stages").contains("Цех Б");

    // A tick holds for what was shown: when the line moves once more, it is asked again, about what is new.
    let over = second.attributes("input[name=over]", "value").remove(0);
    let third = [("enter", "staff"), ("ru", "Цех В"), ("en", "Shop"), ("colour", "teal")];
    change(&admin, "production", &third).expect(303);
    let again = press(&admin, &second, FORM, &[("over", &over)]);
    again.expect(422).contains("Цех В");
    assert_eq!(differing(&again), ["ru", "enter"]);
    let over = again.attributes("input[name=over]", "value").remove(0);
    press(&admin, &again, FORM, &[("over", &over)]).expect(303);
    let kept = admin.get(FORM);
    assert_eq!(field(&kept, FORM, "ru"), ["Цех А"]);
    assert_eq!(field(&kept, FORM, "en"), ["Shop A"]);
    assert_eq!(field(&kept, FORM, "colour"), ["teal"]);
    assert_eq!(field(&kept, FORM, "enter"), ["staff"], "theirs is kept");
}

#[test]
fn changes_that_dont_meet_are_both_kept_and_nothing_typed_is_lost() {
    let world = World::fresh();
    let admin = world.admin();
    let drawn = admin.get(FORM);
    let theirs = [
        ("enter", "staff"),
        ("enter", "1c"),
        ("requires", "agreed"),
        ("hidden", "1"),
    ];
    change(&admin, "production", &theirs).expect(303);
    let painting = [
        ("kind", "production"),
        ("ru", "Покраска"),
        ("en", "Painting"),
        ("enter", "staff"),
    ];
    add(&admin, &painting).expect(303);
    let first = press(&admin, &drawn, FORM, &[("colour", "violet")]);
    first
        .expect(422)
        .contains("Проверьте и сохраните ещё раз")
        .contains("Добавлен этап «Покраска»");
    assert_eq!(differing(&first), ["hidden"]);
    assert!(first.attributes("input[name=over]", "value").is_empty());
    press(&admin, &first, FORM, &[]).expect(303);
    let kept = admin.get(FORM);
    assert_eq!(field(&kept, FORM, "colour"), ["violet"]);
    assert_eq!(field(&kept, FORM, "hidden"), ["1"]);

    // A field that is wrong doesn't make an old form a new one.
    let old = admin.get(FORM);
    let again = [("enter", "staff"), ("enter", "1c"), ("colour", "red")];
    change(&admin, "production", &again).expect(303);
    let wrong = press(&admin, &old, FORM, &[("colour", "mauve")]);
    let mended = press(
        &admin,
        wrong.expect(422).contains("Выберите цвет"),
        FORM,
        &[("colour", "blue")],
    );
    assert_eq!(differing(mended.expect(422)), ["colour", "requires", "hidden"]);

    // The stage itself is taken out meanwhile: what was typed can become another one.
    let painting = "/stages/production-2";
    let drawn = admin.get(painting);
    let now = version(&admin);
    admin
        .post(&format!("{painting}/removal"), &[("version", &now)])
        .expect(303);
    let gone = press(
        &admin,
        &drawn,
        painting,
        &[("ru", "Покраска и сушка"), ("en", "Painting")],
    );
    gone.expect(422).contains("Покраска и сушка");
    press(&admin, &gone, "/stages", &[]).expect(303);
    admin.get("/stages").contains("Покраска и сушка");

    // A new stage, a place and a removal tell who was first, too.
    let before = version(&admin);
    change(
        &admin,
        "ready",
        &[("enter", "staff"), ("enter", "1c"), ("colour", "blue")],
    )
    .expect(303);
    let who = &world.maker.person(Role::Admin).name;
    for (path, fields) in [
        (
            "/stages/production-3/place",
            [("version", before.as_str()), ("to", "back")],
        ),
        (
            "/stages/production-3/removal",
            [("version", before.as_str()), ("to", "production")],
        ),
    ] {
        admin
            .post(path, &fields)
            .expect(422)
            .contains("Пока вы смотрели, этапы изменили")
            .contains(who);
    }
    let stage = [
        ("version", before.as_str()),
        ("kind", "ready"),
        ("ru", "Упаковка"),
        ("en", "Packing"),
        ("enter", "staff"),
    ];
    let late = admin.post("/stages", &stage);
    late.expect(422).contains("Упаковка").contains(who);
    press(&admin, &late, "/stages", &[]).expect(303);
}
