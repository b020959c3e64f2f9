//! A person's own page: password, time zone, and the ways to what else is theirs.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;

use super::{second_factor, sessions};
use crate::platform::access::{self, Access, AccessEvent, Account, PASSWORD_LENGTH_MIN};
use crate::platform::error::{Error, FieldError};
use crate::platform::i18n::{format, try_text};
use crate::platform::store::Reader;
use crate::platform::ui::{Button, Card, Choice, Field, Form, KeyValues, PageHead as Head, Select};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::{icon, tr};

/// Zones of the countries that we work in; the manufacturer's own stands for everyone who chose none.
const ZONES: [&str; 13] = [
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
    "Asia/Almaty",
    "UTC",
];

pub async fn page(cx: Cx) -> Outcome {
    let body = body(&cx, &[])?;
    cx.page(
        PageHead {
            title: tr!(cx.locale, "entrance-profile"),
            current: "/profile",
        },
        body,
    )
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Passwords {
    old: String,
    password: String,
}

pub async fn password(cx: Cx) -> Outcome {
    let form: Passwords = cx.form()?;
    let person = cx.person()?;
    match access::change_password(
        cx.services(),
        &person.session,
        &person.member,
        &form.old,
        &form.password,
    )
    .await
    {
        Ok(()) => {
            cx.flash(Message::new("entrance-profile-password-set")).await?;
            cx.redirect("/profile")
        }
        Err(Error::Invalid(wrong)) => {
            let body = body(&cx, &wrong)?;
            cx.page_unprocessable(
                PageHead {
                    title: tr!(cx.locale, "entrance-profile"),
                    current: "/profile",
                },
                body,
            )
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
pub struct Zone {
    zone: String,
}

pub async fn zone(cx: Cx) -> Outcome {
    let form: Zone = cx.form()?;
    let zone = Some(form.zone).filter(|zone| !zone.is_empty());
    if zone.as_deref().is_some_and(|zone| !ZONES.contains(&zone)) {
        return Err(Error::invalid("zone", Message::new("entrance-profile-zone-wrong")));
    }
    let person = cx.person()?;
    let (id, event) = (
        person.account.id,
        AccessEvent::Preferred {
            member: (*person.member).clone(),
        },
    );
    Access::system(cx.services(), "web.preferences")
        .write(move |write| {
            let account: Account = write.get(&id)?.ok_or(Error::NotFound)?;
            write
                .save(
                    &Account {
                        zone: zone.clone(),
                        ..account
                    },
                    &event,
                )
                .map(drop)
        })
        .await?;
    cx.redirect("/profile")
}

fn body(cx: &Cx, wrong: &[FieldError]) -> Result<Markup, Error> {
    let l = cx.locale;
    let person = cx.person()?;
    let sessions = access::sessions_of(cx.services(), person.account.id)?.len();
    let role = format!("access-role-{}", person.member.role.id());
    let error = |field: &str| {
        wrong
            .iter()
            .find(|one| one.field == field)
            .map(|one| cx.say(&one.message))
    };
    let (old, new) = (error("old"), error("password"));
    let csrf = cx.csrf();
    Ok(html! {
        (Head::new(l, tr!(l, "entrance-profile")))
        div.kb-grid.kb-g-2 {
            div.kb-stack-lg {
                (Card::titled(tr!(l, "entrance-profile-who")).body(KeyValues::new()
                    .row(tr!(l, "entrance-profile-name"), &person.member.name)
                    .row(tr!(l, "entrance-email"), &person.account.email)
                    .row(tr!(l, "entrance-profile-company"), &person.member.company_name)
                    .row(tr!(l, "entrance-profile-role"), try_text(l, &role).unwrap_or_default())))
                (Card::titled(tr!(l, "entrance-profile-zone")).body(zone_form(cx, &person.account, &csrf)))
            }
            div.kb-stack-lg {
                (Card::titled(tr!(l, "entrance-profile-password")).body(Form::post("/profile/password", &csrf)
                    .class("kb-stack")
                    .body(html! {
                        (Field::password("old", tr!(l, "entrance-profile-old")).required().autocomplete("current-password")
                            .error(old.as_deref()))
                        (Field::password("password", tr!(l, "entrance-profile-new")).required().autocomplete("new-password")
                            .hint(tr!(l, "entrance-invitation-hint", min = PASSWORD_LENGTH_MIN)).error(new.as_deref()))
                        div.kb-row { (Button::primary(tr!(l, "entrance-profile-password-do"))) }
                    })))
                (Card::titled(tr!(l, "entrance-profile-factor"))
                    .small(second_factor::state_word(cx, &person.account))
                    .body(html! {
                        (Button::plain(tr!(l, "entrance-profile-factor-open")).href(second_factor::HERE).icon(icon!("device-mobile")))
                    }))
                (Card::titled(tr!(l, "entrance-sessions-title"))
                    .body(html! {
                        p { (tr!(l, "entrance-sessions-count", count = sessions)) }
                        (Button::plain(tr!(l, "entrance-sessions-look")).href(sessions::HERE).icon(icon!("devices")))
                    }))
            }
        }
    })
}

fn zone_form(cx: &Cx, account: &Account, csrf: &str) -> Markup {
    let l = cx.locale;
    let now = cx.access.now();
    let mut choices = vec![Choice::new("", tr!(l, "entrance-profile-zone-common"))];
    for name in ZONES {
        let time = TimeZone::get(name)
            .map(|zone| format::time(now, &zone).to_string())
            .unwrap_or_default();
        choices.push(Choice::new(name, format!("{name} — {time}")));
    }
    html! {
        (Form::post("/profile/zone", csrf).class("kb-stack").body(html! {
            (Select::new("zone", tr!(l, "entrance-profile-zone-show"), choices).chosen(account.zone.as_deref().unwrap_or("")))
            div.kb-row { (Button::plain(tr!(l, "entrance-profile-save"))) }
        }))
    }
}
