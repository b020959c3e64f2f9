//! A person's second factor: setting it up, new recovery codes, turning it off.

use axum::http::header::{self, HeaderValue};
use maud::{Markup, html};
use serde::Deserialize;

use super::code::code_field;
use crate::platform::access::{
    self, Account, FactorState, RECOVERY_CODES, begin_factor, confirm_factor, end_factor, factor_address, factor_state,
    factor_text, renew_codes,
};
use crate::platform::error::{Error, FieldError};
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Field, Form, KeyValues, PageHead as Head, more, qr};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::{icon, tr};

pub const HERE: &str = "/profile/second-factor";

/// «On» or «off».
pub fn state_word(cx: &Cx, account: &Account) -> &'static str {
    match account.second_factor {
        Some(_) => tr!(cx.locale, "entrance-profile-factor-on"),
        None => tr!(cx.locale, "entrance-profile-factor-off"),
    }
}

/// The forms of the page, each with a code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Begin,
    Confirm,
    Codes,
    End,
}

pub async fn page(cx: Cx) -> Outcome {
    let body = body(&cx, None)?;
    cx.page(head(&cx), body)
}

fn head(cx: &Cx) -> PageHead<'static> {
    PageHead {
        title: tr!(cx.locale, "entrance-factor-title"),
        current: "/profile",
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    code: String,
    password: String,
}

pub async fn begin(mut cx: Cx) -> Outcome {
    let form: Typed = cx.form()?;
    let session = &cx.person()?.session;
    match begin_factor(cx.services(), session, &form.password).await {
        Ok(()) => cx.redirect(&here(&cx, HERE)),
        Err(error) => {
            // Links of the page to itself, such as those of languages, lead to one that can be opened.
            HERE.clone_into(&mut cx.path);
            wrong(&cx, Part::Begin, error)
        }
    }
}

pub async fn confirm(cx: Cx) -> Outcome {
    let form: Typed = cx.form()?;
    let person = cx.person()?;
    match confirm_factor(cx.services(), &person.session, &person.member, &form.code).await {
        Ok(codes) => shown(&cx, &codes),
        Err(error) => wrong(&cx, Part::Confirm, error),
    }
}

pub async fn codes(cx: Cx) -> Outcome {
    let form: Typed = cx.form()?;
    let person = cx.person()?;
    match renew_codes(cx.services(), &person.session, &person.member, &form.code).await {
        Ok(codes) => shown(&cx, &codes),
        Err(error) => wrong(&cx, Part::Codes, error),
    }
}

pub async fn end(cx: Cx) -> Outcome {
    let form: Typed = cx.form()?;
    let person = cx.person()?;
    let (session, member) = (&person.session, &person.member);
    match end_factor(cx.services(), session, member, &form.password, &form.code).await {
        Ok(()) => {
            cx.flash(Message::new("entrance-factor-ended")).await?;
            cx.redirect(HERE)
        }
        Err(error) => wrong(&cx, Part::End, error),
    }
}

/// The form again, with what was wrong. What is over by now is begun from the page as it stands.
fn wrong(cx: &Cx, part: Part, error: Error) -> Outcome {
    let fields = match error {
        Error::Invalid(fields) => fields,
        Error::Refused(message) => vec![FieldError {
            field: String::new(),
            message,
        }],
        Error::NotFound => return cx.redirect(HERE),
        error => return Err(error),
    };
    let body = body(cx, Some((part, &fields)))?;
    cx.page_unprocessable(head(cx), body)
}

/// An address with the language of the page, where that isn't the account's: a page without the frame keeps it so.
fn here(cx: &Cx, path: &str) -> String {
    let own = cx.person().is_ok_and(|person| person.account.locale == cx.locale);
    match own {
        true => path.to_owned(),
        false => format!("{path}?lang={}", cx.locale.tag()),
    }
}

type Wrong<'a> = Option<(Part, &'a [FieldError])>;

fn said(cx: &Cx, wrong: Wrong<'_>, part: Part, field: &str) -> Option<String> {
    let (at, fields) = wrong?;
    let found = fields.iter().find(|one| at == part && one.field == field);
    found.map(|one| cx.say(&one.message))
}

fn body(cx: &Cx, wrong: Wrong<'_>) -> Result<Markup, Error> {
    let l = cx.locale;
    let person = cx.person()?;
    let state = factor_state(cx.services(), &person.session)?;
    let whole = [Part::Begin, Part::Confirm, Part::Codes, Part::End]
        .into_iter()
        .find_map(|part| said(cx, wrong, part, ""));
    let inner = match &state {
        FactorState::Off => off(cx, wrong),
        FactorState::Begun(seed) => begun(cx, seed, wrong)?,
        FactorState::On { since, codes } => html! {
            (Card::new().body(html! {
                div.kb-stack {
                    (Alert::good(tr!(l, "entrance-factor-on")))
                    (KeyValues::new()
                        .row(tr!(l, "entrance-factor-since"), format::datetime(*since, &cx.zone))
                        .row(tr!(l, "entrance-factor-codes"), tr!(l, "entrance-factor-codes-left", left = *codes, all = RECOVERY_CODES)))
                    @if *codes < 3 { (Alert::warning(tr!(l, "entrance-factor-codes-few"))) }
                }
            }))
            (Card::titled(tr!(l, "entrance-factor-renew")).body(html! {
                p { (tr!(l, "entrance-factor-renew-what")) }
                (Form::post(format!("{HERE}/codes"), cx.csrf()).class("kb-stack").body(html! {
                    (code_field(tr!(l, "entrance-code")).id("renew-code").error(said(cx, wrong, Part::Codes, "code")))
                    div.kb-row { (Button::plain(tr!(l, "entrance-factor-renew-do")).icon(icon!("refresh"))) }
                }))
            }))
            (Card::titled(tr!(l, "entrance-factor-end")).body(html! {
                p { (tr!(l, "entrance-factor-end-what")) }
                (Form::post(format!("{HERE}/end"), cx.csrf()).class("kb-stack").body(html! {
                    (Field::password("password", tr!(l, "entrance-password")).autocomplete("current-password").required()
                        .error(said(cx, wrong, Part::End, "password")))
                    (Field::text("code", tr!(l, "entrance-factor-end-code")).id("end-code").autocomplete("one-time-code").required()
                        .error(said(cx, wrong, Part::End, "code")))
                    div.kb-row { (Button::danger(tr!(l, "entrance-factor-end-do"))) }
                }))
            }))
        },
    };
    let inner = html! {
        @if let Some(whole) = whole { (Alert::bad(whole).live()) }
        (inner)
    };
    Ok(framed(cx, tr!(l, "entrance-factor-title"), inner))
}

/// Within the frame of the cabinet, or alone where nothing else can be done yet.
fn framed(cx: &Cx, title: &str, inner: Markup) -> Markup {
    let l = cx.locale;
    match cx.person().is_ok_and(|person| person.must_set_up) {
        true => html! {
            h1 { (title) }
            (inner)
            (Form::post("/session/end", cx.csrf()).class("kb-row").body(html! {
                (Button::quiet(tr!(l, "entrance-factor-leave")).icon(icon!("logout")))
            }))
        },
        false => html! {
            (Head::new(l, title).crumb(tr!(l, "entrance-profile"), "/profile"))
            div.kb-stack-lg.kb-narrow { (inner) }
        },
    }
}

fn card(cx: &Cx, inner: Markup) -> Markup {
    match cx.person().is_ok_and(|person| person.must_set_up) {
        // The page is a card itself.
        true => inner,
        false => html! { (Card::new().body(inner)) },
    }
}

fn off(cx: &Cx, wrong: Wrong<'_>) -> Markup {
    let l = cx.locale;
    let person = cx.person().ok();
    let must = person.is_some_and(|person| person.must_set_up);
    let fresh = person.is_some_and(|person| access::is_fresh(&person.session, cx.access.now()));
    card(
        cx,
        html! {
            @if must { p { (tr!(l, "entrance-factor-must")) } }
            p { (tr!(l, "entrance-factor-what")) }
            p.kb-sm.kb-soft { (tr!(l, "entrance-factor-apps")) }
            (Form::post(here(cx, &format!("{HERE}/beginning")), cx.csrf()).class("kb-stack").body(html! {
                @if !fresh {
                    (Field::password("password", tr!(l, "entrance-password")).autocomplete("current-password").required()
                        .error(said(cx, wrong, Part::Begin, "password")))
                }
                div.kb-row { (Button::primary(tr!(l, "entrance-factor-begin")).icon(icon!("device-mobile"))) }
            }))
        },
    )
}

fn begun(cx: &Cx, seed: &[u8; 20], wrong: Wrong<'_>) -> Result<Markup, Error> {
    let l = cx.locale;
    let email = &cx.person()?.account.email;
    let address = factor_address(&cx.brand.name, email, seed);
    let text = factor_text(seed);
    let groups: Vec<&str> = (0..text.len())
        .step_by(4)
        .filter_map(|at| text.get(at..at + 4))
        .collect();
    let by_hand = html! {
        p.kb-note { (tr!(l, "entrance-factor-by-hand-what")) }
        p { code.kb-tab data-secret="factor" { (groups.join(" ")) } }
        p.kb-note { a href=(address) { (tr!(l, "entrance-factor-here")) } }
    };
    Ok(card(
        cx,
        html! {
            p { (tr!(l, "entrance-factor-scan")) }
            div { (qr(&address, tr!(l, "entrance-factor-qr"))) }
            (more(tr!(l, "entrance-factor-by-hand"), by_hand, false))
            (Form::post(here(cx, HERE), cx.csrf()).class("kb-stack").body(html! {
                (code_field(tr!(l, "entrance-code")).hint(tr!(l, "entrance-factor-confirm-hint"))
                    .error(said(cx, wrong, Part::Confirm, "code")))
                div.kb-row { (Button::primary(tr!(l, "entrance-factor-confirm")).icon(icon!("check"))) }
            }))
        },
    ))
}

/// The recovery codes, this once. Whoever asks for the page again gets the state without them.
fn shown(cx: &Cx, codes: &[String]) -> Outcome {
    let l = cx.locale;
    let inner = card(
        cx,
        html! {
            (Alert::good(tr!(l, "entrance-factor-done")).live())
            p { (tr!(l, "entrance-factor-keep")) }
            ol.kb-plain.kb-tab data-secret="recovery" { @for code in codes { li { code { (code) } } } }
            div.kb-row { (Button::primary(tr!(l, "entrance-factor-kept")).href("/").icon(icon!("check"))) }
        },
    );
    let body = framed(cx, tr!(l, "entrance-factor-codes"), inner);
    let mut answer = cx.page(head(cx), body)?;
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}
