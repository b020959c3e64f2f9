//! Backups as markup.

pub(super) mod settings;

use std::collections::HashSet;

use maud::{Markup, Render, html};

use crate::modules::backups::model::BackupRun;
use crate::modules::backups::pages::{HERE, settings as form};
use crate::modules::backups::queries::State;
use crate::platform::i18n::format;
use crate::platform::journal::Entry;
use crate::platform::ui::{
    Alert, Button, Card, Column, Empty, Form, KeyValues, PageHead, Pager, RowState, Table, Tone, status,
};
use crate::platform::web::{Cx, changes};
use crate::{icon, tr};

pub struct Page<'a> {
    pub state: &'a State,
    pub running: bool,
    pub runs: &'a [BackupRun],
    pub next: Option<String>,
    pub first: bool,
    pub history: Vec<Entry>,
    /// Archives that runs have made and that aren't in their place any more.
    pub gone: HashSet<String>,
}

pub fn page(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let actions = html! {
        (Button::plain(tr!(l, "backups-settings")).icon(icon!("settings")).href(form::HERE))
        @if !page.running { (make_now(cx, true)) }
    };
    html! {
        (PageHead::new(l, tr!(l, "backups-title")).facts(html! { p { (next(cx, page.state)) } }).actions(actions))
        div.kb-stack-lg {
            (alerts(cx, page.state))
            @if page.first { (Card::titled(tr!(l, "backups-now")).id("state").body(facts(cx, page.state, page.running))) }
            @if page.runs.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("archive"),
                    title: tr!(l, "backups-none").into(),
                    body: tr!(l, "backups-none-do").into(),
                    action: None,
                }))
            } @else {
                (Card::new().flush(table(cx, page.runs, &page.gone)))
                (Pager {
                    locale: l,
                    previous: (!page.first).then(|| HERE.into()),
                    next: page.next.clone().map(Into::into),
                    shown: None,
                })
            }
            p.kb-hint { (tr!(l, "backups-keys")) }
            (changes(cx, tr!(l, "backups-history"), tr!(l, "backups-history-empty"), &page.history))
        }
    }
}

fn next(cx: &Cx, state: &State) -> String {
    let l = cx.locale;
    match state.next {
        Some(next) => tr!(l, "backups-next", at = format::datetime(next, &cx.services().zone)),
        None => tr!(l, "backups-off").to_owned(),
    }
}

fn make_now(cx: &Cx, main: bool) -> Markup {
    let label = tr!(cx.locale, "backups-make-now");
    let button = match main {
        true => Button::primary(label),
        false => Button::plain(label).small(),
    };
    Form::post(format!("{HERE}/now"), cx.csrf())
        .class("kb-row")
        .body(button.icon(icon!("player-play")))
        .render()
}

/// What there is to do, the worst first.
fn alerts(cx: &Cx, state: &State) -> Markup {
    let l = cx.locale;
    let failed = state.last.as_ref().and_then(|run| run.failure.as_ref());
    html! {
        @if state.overdue {
            (Alert::bad(tr!(l, "backups-overdue")).body(tr!(l, "backups-overdue-do")))
        }
        @if let Some(failure) = failed {
            (Alert::bad(cx.say(&failure.sentence())).body(html! {
                p.m-0.kb-sm lang="en" { (failure.detail) }
            }))
        }
        @if !state.is_on() {
            (Alert::warning(tr!(l, "backups-off")).body(tr!(l, "backups-off-do"))
                .action(Button::plain(tr!(l, "backups-turn-on")).small().href(form::HERE)))
        }
        @if state.settings.as_ref().is_some_and(|settings| settings.on && settings.on_one_disk()) {
            (Alert::warning(tr!(l, "backups-one-disk")).body(tr!(l, "backups-one-disk-do")))
        }
    }
}

fn facts(cx: &Cx, state: &State, running: bool) -> Markup {
    let l = cx.locale;
    let (now, zone) = (cx.access.now(), &cx.zone);
    let second = state.last_good.as_ref().map(|run| match run.second.as_str() {
        "" => tr!(l, "backups-second-none"),
        path => path,
    });
    let values = KeyValues::new()
        .row(
            tr!(l, "backups-last-good"),
            html! {
                @if let Some(run) = &state.last_good {
                    (format::ago(l, run.begun, now, zone)) " "
                    (status(Tone::Good, icon!("shield-check"), tr!(l, "backups-verified")))
                } @else { (tr!(l, "backups-never")) }
            },
        )
        .row_if(
            tr!(l, "backups-size"),
            state.last_good.as_ref().map(|run| format::bytes(l, run.bytes)),
        )
        .row_if(tr!(l, "backups-second"), second);
    html! {
        (values)
        @if running { p.kb-mt { (status(Tone::Move, icon!("loader"), tr!(l, "backups-running"))) } }
    }
}

/// For the administrator's home page.
pub fn card(cx: &Cx, state: &State, running: bool) -> Markup {
    let l = cx.locale;
    let mut card = Card::titled(tr!(l, "backups-title"))
        .id("backups")
        .aside(html! { a href=(HERE) { (tr!(l, "backups-all")) } });
    if state.is_trouble() {
        card = card.hold();
    }
    let failed = state.last.as_ref().and_then(|run| run.failure.as_ref());
    card.body(html! {
        div.kb-stack {
            (facts(cx, state, running))
            @if state.overdue { p.m-0 { (tr!(l, "backups-overdue")) } }
            @if let Some(failure) = failed { p.m-0 { (cx.say(&failure.sentence())) } }
            @if !state.is_on() {
                p.m-0 { (tr!(l, "backups-off")) }
            }
            div.kb-row {
                @if !running { (make_now(cx, false)) }
                @if !state.is_on() {
                    (Button::plain(tr!(l, "backups-turn-on")).small().href(form::HERE))
                }
            }
        }
    })
    .render()
}

fn table(cx: &Cx, runs: &[BackupRun], gone: &HashSet<String>) -> Markup {
    let (l, zone) = (cx.locale, &cx.zone);
    let table = Table::new(tr!(l, "backups-list"), runs)
        .row_data("data-run", |run: &BackupRun| run.number.to_string())
        .column(Column::title(tr!(l, "backups-when"), |run: &BackupRun| {
            html! {
                (format::datetime(run.begun, zone))
                span.kb-sub {
                    @if run.before_upgrade { (tr!(l, "backups-before-upgrade")) }
                    @else if run.by_hand { (tr!(l, "backups-by-hand")) }
                    @else { (tr!(l, "backups-by-time")) }
                }
            }
        }))
        .column(Column::status(tr!(l, "backups-state"), |run: &BackupRun| {
            state_of(cx, run)
        }))
        .column(Column::num(tr!(l, "backups-size"), |run: &BackupRun| {
            html! { @if run.is_good() { (format::bytes(l, run.bytes)) } }
        }))
        .column(Column::num(tr!(l, "backups-took"), |run: &BackupRun| {
            html! {
                @if let Some(ended) = run.ended {
                    (tr!(l, "backups-seconds", n = ended.seconds_since(run.begun)))
                }
            }
        }))
        .column(Column::text(tr!(l, "backups-where"), |run: &BackupRun| {
            html! {
                @for path in [&run.file, &run.second].into_iter().filter(|path| !path.is_empty()) {
                    @match gone.contains(path) {
                        true => div.kb-sm.kb-soft { s { (path) } " " (tr!(l, "backups-gone")) },
                        false => div.kb-sm { (path) },
                    }
                }
                @if let Some(failure) = &run.failure {
                    div.kb-sm { (cx.say(&failure.sentence())) }
                    div.kb-sm.kb-soft lang="en" { (failure.detail) }
                }
            }
        }))
        .row_state(|run: &BackupRun| match run.failure {
            Some(_) => RowState::Bad,
            None => RowState::Plain,
        });
    table.render()
}

fn state_of(cx: &Cx, run: &BackupRun) -> Markup {
    let l = cx.locale;
    match (run.ended, run.is_good(), &run.failure) {
        (None, ..) => status(Tone::Move, icon!("loader"), tr!(l, "backups-running")),
        (_, true, None) => status(Tone::Good, icon!("shield-check"), tr!(l, "backups-verified")),
        (_, true, Some(_)) => status(Tone::Wait, icon!("alert-triangle"), tr!(l, "backups-partly")),
        (_, false, _) => status(Tone::Bad, icon!("alert-circle"), tr!(l, "backups-failed")),
    }
}
