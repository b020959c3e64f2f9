//! Papers and payments that staff stands for: what is still to be marked, and the marks themselves.

use maud::{Markup, html};

use super::super::{Frame, author};
use super::desk::version;
use super::{DeskForm, Page};
use crate::modules::orders::pages::marks::FILE;
use crate::modules::orders::{Requirement, Stage, Voucher};
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Field, Form, ListItem, list, more};
use crate::{icon, tr};

/// What the order lacks on the stage where it stands.
pub struct Lacks<'a> {
    pub stage: &'a Stage,
    pub what: Vec<Requirement>,
    /// Each with who can supply it.
    pub said: Vec<String>,
    /// 1C has put the order there; else a mark was taken back.
    pub by_one_c: bool,
}

/// What is missing, with fields for what can be made up right here.
pub fn lacking(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let Some(lacks) = &page.lacks else { return html! {} };
    let title = match lacks.by_one_c {
        true => tr!(l, "orders-lacks-one-c"),
        false => tr!(l, "orders-lacks-here"),
    };
    let is = |what| page.hand.is_some() && lacks.what.contains(&what);
    let paper = is(Requirement::Paper);
    let payment = is(Requirement::Payment) && page.may_vouch && !page.order.is_paid_known();
    let planned = is(Requirement::Planned) && page.may_plan;
    let form = Form::post(
        format!("{}/marks?_csrf={}", page.address(), frame.csrf),
        frame.csrf.as_str(),
    );
    html! {
        (Alert::warning(title).body(html! { div.kb-stack data-card="lacks" {
            ul.kb-plain { @for lack in &lacks.said { li { (lack) } } }
            @if paper || payment || planned {
                (form.multipart().class("kb-stack").body(html! {
                    (version(page))
                    @if paper { (paper_fields(frame, page, DeskForm::Marks, "mark", lacks.stage.paper_shown)) }
                    @if payment { (payment_field(frame, page, DeskForm::Marks, "mark", None)) }
                    @if planned {
                        (Field::text("day", tr!(l, "orders-field-planned")).id("mark-day")
                            .placeholder(tr!(l, "orders-day-form"))
                            .value(page.typed(DeskForm::Marks, "day", "")).error(page.error(DeskForm::Marks, "day")))
                    }
                    div { (Button::plain(tr!(l, "orders-mark")).small().icon(icon!("check"))) }
                }))
            }
        } }))
    }
}

/// Number and day side by side, then the file.
pub fn paper_fields(frame: &Frame, page: &Page<'_>, form: DeskForm, id: &str, shown: bool) -> Markup {
    let l = frame.locale;
    let means = match shown {
        true => tr!(l, "orders-paper-means-shown"),
        false => tr!(l, "orders-paper-means"),
    };
    // A browser doesn't give a file back: after a refusal it has to be chosen again.
    let hint = match page.refused(form).is_some() {
        true => tr!(l, "orders-paper-file-again"),
        false => tr!(l, "orders-paper-file-hint"),
    };
    html! {
        div.kb-pair {
            (Field::text("paper_number", tr!(l, "orders-paper-number")).id(format!("{id}-paper-number"))
                .value(page.typed(form, "paper_number", "")).error(page.error(form, "paper_number")))
            (Field::text("paper_day", tr!(l, "orders-paper-day")).id(format!("{id}-paper-day"))
                .placeholder(tr!(l, "orders-day-form"))
                .value(page.typed(form, "paper_day", "")).error(page.error(form, "paper_day")))
        }
        (Field::file(FILE, tr!(l, "orders-paper-file")).id(format!("{id}-paper-file")).hint(hint)
            .error(page.error(form, FILE)))
        p.kb-sm.kb-soft.m-0 { (means) }
    }
}

/// By what the payment is told. `stages`: which ones ask for it, where that isn't plain.
pub fn payment_field(frame: &Frame, page: &Page<'_>, form: DeskForm, id: &str, stages: Option<&str>) -> Markup {
    let l = frame.locale;
    let hint = match stages {
        Some(stages) => tr!(l, "orders-payment-vouch-hint", stages = stages),
        None => tr!(l, "orders-payment-vouch-here").to_owned(),
    };
    html! {
        (Field::text("payment", tr!(l, "orders-payment-vouch")).id(format!("{id}-payment")).hint(hint)
            .value(page.typed(form, "payment", "")).error(page.error(form, "payment")))
    }
}

/// The marks of an order: dealers see the papers that they are shown.
pub fn card(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let marks = &page.order.vouchers;
    if marks.is_empty() {
        return html! {};
    }
    let rows = marks
        .iter()
        .enumerate()
        .map(|(place, mark)| row(frame, page, place, mark));
    html! {
        (Card::titled(tr!(l, "orders-marks"))
            .flush(html! { div data-card="papers" { (list(rows)) } })
            .footer(html! { span.kb-sm.kb-soft { (tr!(l, "orders-marks-mean")) } }))
    }
}

fn row(frame: &Frame, page: &Page<'_>, place: usize, mark: &Voucher) -> ListItem {
    let l = frame.locale;
    let gone = mark.withdrawn.as_ref();
    let name = match (mark.is_paper(), mark.day) {
        (true, Some(day)) => tr!(
            l,
            "orders-marks-paper",
            paper = mark.paper.as_str(),
            number = mark.number.as_str(),
            day = day
        ),
        (true, None) => mark.paper.clone(),
        (false, _) => tr!(l, "orders-marks-payment", reason = mark.reason.as_str()),
    };
    let when = |by, at| format!("{}, {}", author(l, by, frame.staff), format::datetime(at, &frame.zone));
    let icon = match mark.is_paper() {
        true => icon!("file-text"),
        false => icon!("receipt"),
    };
    let body = html! {
        @if gone.is_some() { del { (name) } } @else { b { (name) } }
        span.kb-sub { (when(&mark.by, mark.at)) }
        @if let Some(of) = &mark.file {
            span.kb-sub {
                a href=(format!("{}/paper/{}", page.address(), of.file.hash)) { (of.file.name) }
                @if of.at != mark.at || of.by != mark.by { " · " (when(&of.by, of.at)) }
            }
        } @else if mark.is_paper() && gone.is_none() && !frame.staff {
            span.kb-sub { (tr!(l, "orders-marks-no-file")) }
        }
        @if frame.staff && mark.is_shown() { span.kb-sub { (tr!(l, "orders-marks-shown")) } }
        @if let Some(gone) = gone {
            span.kb-sub { (tr!(l, "orders-marks-gone", who = when(&gone.by, gone.at), reason = gone.reason.as_str())) }
        } @else if page.hand.is_some() {
            (changing(frame, page, place, mark))
        }
    };
    ListItem {
        icon: Some(icon),
        body,
        end: None,
    }
}

/// What staff does with a mark that stands.
fn changing(frame: &Frame, page: &Page<'_>, place: usize, mark: &Voucher) -> Markup {
    let l = frame.locale;
    let is_here = |form| page.refused(form).is_some() && page.typed(form, "place", "") == place.to_string();
    let action = |what: &str| format!("{}/marks/{place}/{what}", page.address());
    let (filing, taking) = (is_here(DeskForm::PaperFile), is_here(DeskForm::Withdrawal));
    let file = Form::post(format!("{}?_csrf={}", action("file"), frame.csrf), frame.csrf.as_str());
    let error = |form, here: bool, field| page.error(form, field).filter(|_| here);
    html! {
        @if mark.is_paper() && mark.file.is_none() {
            (more(tr!(l, "orders-marks-file"), file.multipart().class("kb-stack").body(html! {
                (version(page))
                (Field::file(FILE, tr!(l, "orders-paper-file")).id(format!("mark-file-{place}"))
                    .hint(tr!(l, "orders-paper-file-hint")).error(error(DeskForm::PaperFile, filing, FILE)))
                div { (Button::plain(tr!(l, "orders-marks-file-do")).small()) }
            }), filing))
        }
        @if mark.is_paper() || page.may_vouch {
            (more(tr!(l, "orders-marks-withdraw"), Form::post(action("withdrawal"), frame.csrf.as_str())
                .class("kb-stack").body(html! {
                    (version(page))
                    (Field::text("reason", tr!(l, "orders-reason")).id(format!("mark-reason-{place}")).required()
                        .value(if taking { page.typed(DeskForm::Withdrawal, "reason", "") } else { String::new() })
                        .error(error(DeskForm::Withdrawal, taking, "reason")))
                    div { (Button::danger(tr!(l, "orders-marks-withdraw-do")).small()) }
                }), taking))
        }
    }
}
