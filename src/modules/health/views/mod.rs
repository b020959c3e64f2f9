//! The page of the installation's state as markup.

mod lines;

use maud::{Markup, html};

use super::facts::Facts;
use super::model::{self, Grade};
use crate::platform::i18n::{format, try_text};
use crate::platform::timetable::JobView;
use crate::platform::ui::{Alert, Button, Card, Column, OrDash, PageHead, RowState, Table, Tone, status};
use crate::platform::web::{Cx, RouteTraffic, UNMATCHED};
use crate::{icon, tr};

pub use lines::Line;

pub fn page(cx: &Cx, facts: &Facts, slowest: &[RouteTraffic]) -> Markup {
    let l = cx.locale;
    let lines = lines::all(cx, facts);
    let troubles = lines.iter().filter(|line| line.grade >= Grade::Watch).count();
    let worst = lines.iter().map(|line| line.grade).max().unwrap_or(Grade::Quiet);
    let version = tr!(
        l,
        "health-version",
        version = env!("CARGO_PKG_VERSION"),
        at = format::datetime(facts.started, &cx.zone)
    );
    html! {
        (PageHead::new(l, tr!(l, "health-title")).facts(html! { p { (version) } }))
        div.kb-stack-lg {
            @match worst {
                Grade::Bad => { (Alert::bad(tr!(l, "health-troubles", n = troubles)).body(tr!(l, "health-troubles-do"))) }
                Grade::Watch => { (Alert::warning(tr!(l, "health-troubles", n = troubles)).body(tr!(l, "health-troubles-do"))) }
                _ => { (Alert::good(tr!(l, "health-good"))) }
            }
            (Card::titled(tr!(l, "health-parts")).id("parts").flush(parts(cx, &lines)))
            (Card::titled(tr!(l, "health-jobs")).id("jobs")
                .aside(html! { a href="/admin/jobs" { (tr!(l, "health-jobs-all")) } })
                .flush(jobs(cx, &facts.jobs)))
            (Card::titled(tr!(l, "health-slowest")).id("slowest").small(tr!(l, "health-slowest-about"))
                .flush(slow(cx, slowest)))
        }
    }
}

fn grade(cx: &Cx, grade: Grade) -> Markup {
    let l = cx.locale;
    match grade {
        Grade::Quiet => status(Tone::Idle, icon!("clock"), tr!(l, "health-grade-quiet")),
        Grade::Good => status(Tone::Good, icon!("check"), tr!(l, "health-grade-good")),
        Grade::Watch => status(Tone::Wait, icon!("alert-triangle"), tr!(l, "health-grade-watch")),
        Grade::Bad => status(Tone::Bad, icon!("alert-circle"), tr!(l, "health-grade-bad")),
    }
}

fn row_state(grade: Grade) -> RowState {
    match grade {
        Grade::Bad => RowState::Bad,
        _ => RowState::Plain,
    }
}

fn parts(cx: &Cx, lines: &[Line]) -> Markup {
    use maud::Render;
    let l = cx.locale;
    let table = Table::new(tr!(l, "health-parts"), lines)
        .row_data("data-part", |line: &Line| line.code.to_owned())
        .column(Column::title(tr!(l, "health-part"), |line: &Line| {
            html! { (line.what) }
        }))
        .column(Column::status(tr!(l, "health-grade"), |line: &Line| {
            let code = format!("{:?}", line.grade).to_lowercase();
            html! { span data-grade=(code) { (grade(cx, line.grade)) } }
        }))
        .column(Column::text(tr!(l, "health-now"), |line: &Line| {
            html! { div { (line.now) @if let Some(more) = &line.more { div.kb-sm.kb-soft { (more) } } } }
        }))
        .column(Column::text(tr!(l, "health-do"), |line: &Line| {
            OrDash(line.advice.as_ref().map(|advice| {
                html! {
                    div {
                        (advice)
                        @if let Some(href) = line.href {
                            div.kb-row { (Button::plain(tr!(l, "health-open")).small().href(href)) }
                        }
                    }
                }
            }))
        }))
        .row_state(|line: &Line| row_state(line.grade));
    table.render()
}

fn jobs(cx: &Cx, jobs: &[JobView]) -> Markup {
    use maud::Render;
    let (l, zone) = (cx.locale, &cx.zone);
    let table = Table::new(tr!(l, "health-jobs"), jobs)
        .row_data("data-job", |job: &JobView| job.name.to_owned())
        .column(Column::title(tr!(l, "health-job"), |job: &JobView| {
            html! { (try_text(l, job.title).unwrap_or(job.name)) }
        }))
        .column(Column::status(tr!(l, "health-grade"), |job: &JobView| {
            match job.running {
                true => status(Tone::Move, icon!("loader"), tr!(l, "health-job-runs")),
                false => grade(cx, model::job(job)),
            }
        }))
        .column(Column::text(tr!(l, "health-job-last"), |job: &JobView| {
            html! {
                @match &job.last {
                    None => { (tr!(l, "health-job-never")) }
                    Some(run) => {
                        div {
                            (format::datetime(run.started, zone))
                            @if let Some(failure) = run.failure.as_ref().filter(|_| !job.running) {
                                div.kb-sm lang="en" { (failure) }
                                @if let Some(good) = run.succeeded {
                                    div.kb-sm.kb-soft { (tr!(l, "health-job-good", at = format::datetime(good, zone))) }
                                }
                            }
                        }
                    }
                }
            }
        }))
        .row_state(|job: &JobView| row_state(model::job(job)));
    table.render()
}

fn slow(cx: &Cx, slowest: &[RouteTraffic]) -> Markup {
    use maud::Render;
    let l = cx.locale;
    let within = |route: &RouteTraffic, percent| match route.within_ms(percent) {
        Some(ms) => tr!(l, "health-within", ms = ms),
        None => tr!(l, "health-longer").to_owned(),
    };
    let table = Table::new(tr!(l, "health-slowest"), slowest)
        .row_data("data-route", |route: &RouteTraffic| route.route.to_owned())
        .column(Column::title(tr!(l, "health-route"), |route: &RouteTraffic| {
            html! {
                @match route.route {
                    UNMATCHED => { (tr!(l, "health-route-none")) }
                    pattern => { code { (route.method) " " (pattern) } }
                }
            }
        }))
        .column(Column::num(tr!(l, "health-requests"), |route: &RouteTraffic| {
            format::count(route.count())
        }))
        .column(Column::num(tr!(l, "health-errors"), |route: &RouteTraffic| {
            format::count(route.classes[4])
        }))
        .column(Column::num(tr!(l, "health-half"), |route: &RouteTraffic| {
            within(route, 50)
        }))
        .column(Column::num(tr!(l, "health-most"), |route: &RouteTraffic| {
            within(route, 99)
        }));
    table.render()
}
