//! The form of what is wished of backups.

use maud::{Markup, html};

use crate::modules::backups::model::{DAYS, MONTHS, WEEKS};
use crate::modules::backups::pages::HERE as LIST;
use crate::modules::backups::pages::settings::{HERE, Typed};
use crate::platform::ui::{Alert, Button, Check, Field, Form, PageHead, fieldset, hidden};
use crate::platform::web::{Cx, Problems};
use crate::{icon, tr};

pub fn form(cx: &Cx, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let zone = cx.services().zone.iana_name().unwrap_or("UTC").to_owned();
    let labels = [
        ("at", tr!(l, "backups-field-at")),
        ("days", tr!(l, "backups-field-days")),
        ("weeks", tr!(l, "backups-field-weeks")),
        ("months", tr!(l, "backups-field-months")),
        ("folder", tr!(l, "backups-field-folder")),
        ("second", tr!(l, "backups-field-second")),
        ("mail_to", tr!(l, "backups-field-mail")),
    ];
    let count = |at: usize, value: &str, range: std::ops::RangeInclusive<u16>| {
        let (field, label) = labels[at];
        let hint = tr!(
            l,
            "backups-count-hint",
            from = i64::from(*range.start()),
            to = i64::from(*range.end())
        );
        html! { (Field::digits(field, label).value(value).hint(hint).error(problems.at(field))) }
    };
    html! {
        (PageHead::new(l, tr!(l, "backups-settings-title")).crumb(tr!(l, "backups-title"), LIST))
        (Form::post(HERE, cx.csrf()).class("card kb-form").attr("novalidate", "").body(html! {
            (hidden("version", typed.version.to_string()))
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                (Check::new("on", "1", tr!(l, "backups-field-on"), typed.on.is_some()))
                (Field::text("at", labels[0].1).value(typed.at.as_str()).placeholder("02:30").autocomplete("off")
                    .hint(tr!(l, "backups-field-at-hint", zone = zone)).error(problems.at("at")))
                (fieldset(tr!(l, "backups-field-keep"), html! {
                    div.kb-grid.kb-g-3 {
                        (count(1, &typed.days, DAYS))
                        (count(2, &typed.weeks, WEEKS))
                        (count(3, &typed.months, MONTHS))
                    }
                    p.kb-note.m-0 { (tr!(l, "backups-field-keep-hint")) }
                }))
                (Field::text("folder", labels[4].1).value(typed.folder.as_str()).autocomplete("off")
                    .hint(tr!(l, "backups-field-folder-hint")).error(problems.at("folder")))
                (Field::text("second", labels[5].1).value(typed.second.as_str()).autocomplete("off")
                    .hint(tr!(l, "backups-field-second-hint")).error(problems.at("second")))
                (Field::text("mail_to", labels[6].1).value(typed.mail_to.as_str()).autocomplete("off")
                    .hint(tr!(l, "backups-field-mail-hint")).error(problems.at("mail_to")))
                (Alert::info(tr!(l, "backups-keys")))
            }
            div.card-footer.kb-row {
                (Button::primary(tr!(l, "backups-save")).icon(icon!("check")))
                (Button::quiet(tr!(l, "backups-cancel")).href(LIST))
            }
        }))
    }
}
