//! The list of jobs.

use maud::{Markup, html};

use crate::platform::i18n::{format, try_text};
use crate::platform::timetable::JobView;
use crate::platform::ui::{Button, Card, Column, Form, PageHead, RowState, Table, Tone, status};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub(crate) fn list(cx: &Cx, jobs: &[JobView]) -> Markup {
    let (l, zone) = (cx.locale, &cx.services().zone);
    let table = Table::new(tr!(l, "office-jobs-title"), jobs)
        .column(Column::title(tr!(l, "office-jobs-name"), |job: &JobView| {
            html! { (try_text(l, job.title).unwrap_or(job.name)) br; span.kb-sm.kb-soft { (job.name) } }
        }))
        .column(Column::status(tr!(l, "office-jobs-state"), |job: &JobView| {
            state(cx, job)
        }))
        .column(Column::text(tr!(l, "office-jobs-last"), |job: &JobView| last(cx, job)))
        .column(Column::text(tr!(l, "office-jobs-next"), |job: &JobView| {
            html! {
                @if let Some(next) = job.next { (format::datetime(next, zone)) }
                @else { (tr!(l, "office-jobs-never")) }
            }
        }))
        .column(Column::actions(tr!(l, "office-jobs-actions"), |job: &JobView| {
            html! {
                @if !job.running {
                    (Form::post(format!("/admin/jobs/{}/run", job.name), cx.csrf())
                        .class("kb-row")
                        .body(Button::quiet(tr!(l, "office-jobs-run")).small().icon(icon!("player-play"))))
                }
            }
        }))
        .row_state(|job| if failed(job) { RowState::Bad } else { RowState::Plain });
    html! {
        (PageHead::new(l, tr!(l, "office-jobs-title")).facts(tr!(l, "office-jobs-zone", zone = zone_name(cx))))
        (Card::new().flush(table))
    }
}

fn failed(job: &JobView) -> bool {
    !job.running && job.last.as_ref().is_some_and(|run| run.failure.is_some())
}

fn state(cx: &Cx, job: &JobView) -> Markup {
    let l = cx.locale;
    match (&job.last, job.running) {
        (_, true) => status(Tone::Move, icon!("loader"), tr!(l, "office-jobs-running")),
        (None, _) => status(Tone::Idle, icon!("clock"), tr!(l, "office-jobs-waiting")),
        (Some(run), _) if run.failure.is_some() => {
            status(Tone::Bad, icon!("alert-circle"), tr!(l, "office-jobs-failed"))
        }
        (Some(_), _) => status(Tone::Good, icon!("check"), tr!(l, "office-jobs-done")),
    }
}

fn last(cx: &Cx, job: &JobView) -> Markup {
    let (l, zone) = (cx.locale, &cx.services().zone);
    let Some(run) = &job.last else {
        return html! { (tr!(l, "office-jobs-not-yet")) };
    };
    let took = run.finished.map(|finished| finished.seconds_since(run.started));
    html! {
        (format::datetime(run.started, zone))
        @if let Some(seconds) = took { ", " (tr!(l, "office-jobs-took", seconds = seconds)) }
        @if let Some(failure) = run.failure.as_ref().filter(|_| !job.running) {
            div.kb-sm { (failure) }
            @if run.failures_in_row > 1 {
                div.kb-sm.kb-soft { (tr!(l, "office-jobs-in-row", count = run.failures_in_row)) }
            }
        }
    }
}

fn zone_name(cx: &Cx) -> String {
    cx.services().zone.iana_name().unwrap_or("UTC").to_owned()
}
