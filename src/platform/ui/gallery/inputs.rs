//! What people fill in and press.

use maud::{Render, html};

use crate::platform::i18n;
use crate::platform::ui::*;
use crate::platform::values::{Currency, Locale, Message, Money};
use crate::{icon, tr};

pub(super) fn fields(l: Locale) -> impl Render {
    Card::titled(tr!(l, "gallery-fields")).body(Form::post("/dev/gallery", "gallery").body(html! {
        div.kb-grid.kb-g-2 {
            (Field::text("name", tr!(l, "gallery-name")).hint(tr!(l, "gallery-name-hint")))
            (Field::decimal("sum", tr!(l, "gallery-sum")).value(i18n::format::amount(l, Money::new(123_456_750, Currency::Rub)).to_string()).unit("\u{20bd}"))
            (Select::new("contract", tr!(l, "gallery-contract"), [
                Choice::new("17", tr!(l, "gallery-contract-1")),
                Choice::new("24", tr!(l, "gallery-contract-2")),
            ]).chosen("24"))
            (Field::digits("code", tr!(l, "gallery-code")).value("7600000001").read_only())
        }
        (TextArea::new("note", tr!(l, "gallery-note"), 2).value(tr!(l, "gallery-note-value")))
        div.kb-row {
            (Check::new("stock", "1", tr!(l, "gallery-check"), true))
            (Check::new("mail", "1", tr!(l, "gallery-switch"), true).switch())
            (Check::new("mail2", "1", tr!(l, "gallery-switch"), false).switch())
        }
        (Segmented {
            legend: tr!(l, "gallery-delivery").into(),
            name: "delivery".into(),
            choices: vec![Choice::new("own", tr!(l, "gallery-delivery-own")), Choice::new("carrier", tr!(l, "gallery-delivery-carrier"))],
            chosen: "own".into(),
        })
        (Stepper { locale: l, name: "quantity".into(), subject: "A-82".into(), value: "6".into(), step: "0.5".into(), attrs: vec![] })
    }))
}

pub(super) fn form_with_mistakes(l: Locale) -> impl Render {
    let say = |message: Message| i18n::render(l, &jiff::tz::TimeZone::UTC, &message);
    let wrong = i18n::parse_quantity("x").map_err(|error| say(error.message()));
    let absent = i18n::parse_day("31.02.2026").map_err(|error| say(error.message()));
    Card::titled(tr!(l, "gallery-fields")).body(html! {
        (error_summary(
            tr!(l, "gallery-summary"),
            &[("bad-sum", tr!(l, "gallery-sum")), ("bad-date", tr!(l, "gallery-date"))],
            tr!(l, "gallery-summary-rest"),
        ))
        (Form::post("/dev/gallery", "gallery").body(fieldset(tr!(l, "gallery-delivery"), html! {
            (Field::decimal("sum", tr!(l, "gallery-sum")).id("bad-sum").value("x").unit("\u{20bd}").error(wrong.err()))
            (Field::text("date", tr!(l, "gallery-date")).id("bad-date").value("31.02.2026").error(absent.err()))
            (Field::password("secret", tr!(l, "gallery-code")).autocomplete("off"))
            (Check::radio("way", "own", tr!(l, "gallery-delivery-own"), true))
            (Check::radio("way", "carrier", tr!(l, "gallery-delivery-carrier"), false))
        })))
    })
}

pub(super) fn navigation(l: Locale) -> impl Render {
    let here = "/dev/gallery";
    Card::titled(tr!(l, "gallery-navigation")).body(html! {
        (tabs(tr!(l, "gallery-navigation"), [
            Tab { text: tr!(l, "gallery-tab-lines").into(), href: here.into(), count: Some(6), current: true },
            Tab { text: tr!(l, "gallery-tab-history").into(), href: here.into(), count: None, current: false },
        ]))
        div.kb-row {
            (segments(tr!(l, "gallery-view"), [
                (tr!(l, "gallery-view-month"), here.into(), true),
                (tr!(l, "gallery-view-list"), here.into(), false),
            ]))
        }
        (chips(tr!(l, "gallery-navigation"), [
            Chip::new(tr!(l, "gallery-chip-mine"), here, true).count(4),
            Chip { removes: true, ..Chip::new(tr!(l, "gallery-chip-system"), here, false) },
            Chip { icon: Some(icon!("star")), ..Chip::new(tr!(l, "gallery-st-held"), here, false).count(1) },
        ]))
        (steps(&[tr!(l, "gallery-step-file"), tr!(l, "gallery-step-check"), tr!(l, "gallery-step-done")], 1))
        (Pager { locale: l, previous: Some(here.into()), next: Some(here.into()), shown: Some(tr!(l, "gallery-shown").into()) })
    })
}
