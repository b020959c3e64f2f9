//! Where a person's cabinet is open, and who has tried to come in: for the person, and for the administrator.

use maud::{Markup, html};
use serde::Deserialize;

use super::second_factor;
use crate::platform::access::{
    self, Account, SIGN_IN_DAYS, Session, SignInNote, SignInOutcome, device_name, manageable, session_handle,
    sign_ins_of,
};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::Reader;
use crate::platform::ui::{Button, Card, Column, Empty, Form, PageHead as Head, Pager, Table, Tone, status};
use crate::platform::values::{AccountId, Cursor, MembershipId, Message, PageRequest};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::{icon, tr};

pub const HERE: &str = "/profile/sessions";
/// Sign-ins on one page.
const ROWS: usize = 30;

#[derive(Deserialize)]
struct Shown {
    after: Option<Cursor>,
}

pub async fn page(cx: Cx) -> Outcome {
    let l = cx.locale;
    let person = cx.person()?;
    let sessions = access::sessions_of(cx.services(), person.account.id)?;
    let footer = html! {
        @if sessions.len() > 1 {
            (Form::post("/profile/sessions/end", cx.csrf())
                .body(html! { (Button::plain(tr!(l, "entrance-profile-sessions-end")).icon(icon!("logout"))) }))
        } @else { span.kb-sm.kb-soft { (tr!(l, "entrance-profile-sessions-one")) } }
    };
    let open = sessions_table(&cx, &sessions).column(Column::actions(tr!(l, "entrance-sessions-actions"), |session| {
        end_button(&cx, session, &person.session)
    }));
    let body = html! {
        (Head::new(l, tr!(l, "entrance-sessions-title")).crumb(tr!(l, "entrance-profile"), "/profile"))
        div.kb-stack-lg {
            (Card::titled(tr!(l, "entrance-profile-sessions")).small(tr!(l, "entrance-profile-sessions-note")).flush(open).footer(footer))
            (log(&cx, person.account.id, HERE)?)
        }
    };
    let title = tr!(l, "entrance-sessions-title");
    cx.page(
        PageHead {
            title,
            current: "/profile",
        },
        body,
    )
}

fn end_button(cx: &Cx, session: &Session, own: &Session) -> Markup {
    let l = cx.locale;
    html! {
        @if session.token_hash != own.token_hash {
            (Form::post(format!("{HERE}/{}/end", session_handle(session)), cx.csrf())
                .class("kb-row")
                .body(Button::quiet(tr!(l, "entrance-sessions-end")).small()))
        }
    }
}

/// Ends one of the person's own sessions.
pub async fn end(cx: Cx) -> Outcome {
    let handle: String = cx.param("id")?;
    let person = cx.person()?;
    access::end_session(cx.services(), person.account.id, &handle).await?;
    cx.flash(Message::new("entrance-sessions-ended")).await?;
    cx.redirect(HERE)
}

/// Ends all of them but this one.
pub async fn end_others(cx: Cx) -> Outcome {
    let person = cx.person()?;
    let keep = Some(person.session.token_hash.clone());
    access::end_sessions_of(cx.services(), person.account.id, keep).await?;
    cx.flash(Message::new("entrance-profile-sessions-ended")).await?;
    cx.redirect(HERE)
}

/// The same of somebody else, to look at: for the administrator.
pub async fn of_person(cx: Cx) -> Outcome {
    let l = cx.locale;
    let id: MembershipId = cx.param("id")?;
    let tx = cx.access.read()?;
    let member = manageable(&tx, cx.access.actor(), id)?;
    let account: Account = tx.get(&member.account)?.ok_or(Error::NotFound)?;
    drop(tx);
    let sessions = access::sessions_of(cx.services(), account.id)?;
    let title = tr!(l, "entrance-sessions-title");
    let person = format!("/people/{id}");
    let head = Head::new(l, title)
        .crumb(member.name.as_str(), person.as_str())
        .facts(html! {
            span { (account.email) }
            span { (tr!(l, "entrance-factor-title")) ": " (second_factor::state_word(&cx, &account)) }
        });
    let body = html! {
        (head)
        div.kb-stack-lg {
            @if sessions.is_empty() {
                (Card::titled(tr!(l, "entrance-profile-sessions")).body(html! { p.kb-soft.m-0 { (tr!(l, "entrance-sessions-none")) } }))
            } @else {
                (Card::titled(tr!(l, "entrance-profile-sessions")).flush(sessions_table(&cx, &sessions)))
            }
            (log(&cx, account.id, &format!("{person}/sign-ins"))?)
        }
    };
    cx.page(
        PageHead {
            title,
            current: if member.company.is_none() { "/people" } else { "" },
        },
        body,
    )
}

fn sessions_table<'a>(cx: &'a Cx, sessions: &'a [Session]) -> Table<'a, Session> {
    let l = cx.locale;
    let own = cx.person().ok().map(|person| person.session.token_hash.as_str());
    Table::new(tr!(l, "entrance-profile-sessions"), sessions)
        .column(Column::title(
            tr!(l, "entrance-profile-device"),
            move |session: &Session| {
                html! {
                    (device(cx, &session.agent))
                    @if Some(session.token_hash.as_str()) == own { span.kb-sub { (tr!(l, "entrance-profile-this")) } }
                }
            },
        ))
        .column(Column::text(
            tr!(l, "entrance-sessions-from"),
            move |session: &Session| session.address.clone(),
        ))
        .column(Column::text(
            tr!(l, "entrance-profile-since"),
            move |session: &Session| format::datetime(session.created, &cx.zone),
        ))
        .column(Column::text(
            tr!(l, "entrance-profile-seen"),
            move |session: &Session| format::datetime(session.seen, &cx.zone),
        ))
}

/// The log of an account's sign-ins, by pages.
fn log(cx: &Cx, account: AccountId, here: &str) -> Result<Markup, Error> {
    let l = cx.locale;
    let shown: Shown = cx.query()?;
    let first = shown.after.is_none();
    let page = sign_ins_of(cx.services(), account, &PageRequest::first(ROWS).after(shown.after))?;
    if page.items.is_empty() {
        return Ok(html! {
            (Card::titled(tr!(l, "entrance-log")).body(Empty {
                icon: icon!("login"),
                title: tr!(l, "entrance-log-empty").into(),
                body: tr!(l, "entrance-log-note", days = SIGN_IN_DAYS).into(),
                action: None,
            }))
        });
    }
    let table = Table::new(tr!(l, "entrance-log"), &page.items)
        .column(Column::title(tr!(l, "entrance-log-at"), |note: &SignInNote| {
            html! { span.kb-nowrap { (format::datetime(note.at, &cx.zone)) } }
        }))
        .column(Column::status(tr!(l, "entrance-log-outcome"), |note: &SignInNote| {
            outcome(cx, note)
        }))
        .column(Column::text(tr!(l, "entrance-profile-device"), |note: &SignInNote| {
            device(cx, &note.from.agent)
        }))
        .column(Column::text(tr!(l, "entrance-sessions-from"), |note: &SignInNote| {
            note.from.address.clone()
        }));
    let next = page
        .next
        .as_ref()
        .map(|next| format!("{here}?after={}", String::from(next.clone())));
    Ok(html! {
        (Card::titled(tr!(l, "entrance-log")).small(tr!(l, "entrance-log-note", days = SIGN_IN_DAYS)).flush(table))
        (Pager {
            locale: l,
            previous: (!first).then(|| here.to_owned().into()),
            next: next.map(Into::into),
            shown: None,
        })
    })
}

fn outcome(cx: &Cx, note: &SignInNote) -> Markup {
    let l = cx.locale;
    let word = match note.outcome {
        SignInOutcome::In => tr!(l, "entrance-log-in"),
        SignInOutcome::InByCode => tr!(l, "entrance-log-in-by-code"),
        SignInOutcome::InByRecoveryCode => tr!(l, "entrance-log-in-by-recovery-code"),
        SignInOutcome::AwaitsCode => tr!(l, "entrance-log-awaits-code"),
        SignInOutcome::WrongPassword => tr!(l, "entrance-log-wrong-password"),
        SignInOutcome::WrongCode => tr!(l, "entrance-log-wrong-code"),
        SignInOutcome::Closed => tr!(l, "entrance-log-closed"),
    };
    html! {
        @if note.outcome.is_in() { (status(Tone::Good, icon!("check"), word)) }
        @else if note.outcome == SignInOutcome::AwaitsCode { (status(Tone::Wait, icon!("clock"), word)) }
        @else { (status(Tone::Bad, icon!("alert-circle"), word)) }
        @if note.new_device { span.kb-sub { (tr!(l, "entrance-log-new-device")) } }
    }
}

/// What a person recognises a device by.
fn device(cx: &Cx, agent: &str) -> String {
    let known = device_name(agent);
    known.unwrap_or_else(|| match agent.trim() {
        "" => tr!(cx.locale, "entrance-sessions-device-unknown").to_owned(),
        other => other.chars().take(40).collect(),
    })
}
