//! What the sides disagree with, with their words.

use maud::{Markup, html};

use super::{BALANCE, figure, side};
use crate::modules::reconciliation::model::{Act, Signed};
use crate::modules::reconciliation::pages::HERE;
use crate::modules::reconciliation::pages::act::{Marked, Shown};
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Form, TextArea};
use crate::platform::values::Locale;
use crate::platform::web::{Cx, Problems};
use crate::{icon, tr};

pub fn card(cx: &Cx, shown: &Shown, problems: &Problems, typed: Option<(&str, &str)>) -> Markup {
    let l = cx.locale;
    let act = &shown.act;
    let may = shown.may_answer && act.is_open();
    let card = Card::titled(tr!(l, "reconciliation-marks")).id("marks").aside(html! {
        @if may {
            (Button::plain(tr!(l, "reconciliation-add-lacking")).small().icon(icon!("plus")).href(format!("{HERE}/{}/mark", act.id)))
        }
    });
    if shown.marks.is_empty() {
        let words = match may {
            true => tr!(l, "reconciliation-marks-none-do"),
            false => tr!(l, "reconciliation-marks-none"),
        };
        return html! { (card.body(html! { p.kb-note.m-0 { (words) } })) };
    }
    let body = html! {
        div.kb-stack-lg {
            @for marked in &shown.marks { (one(cx, shown, marked, problems, typed)) }
        }
    };
    html! { (card.body(body)) }
}

/// The line in words: of the ledger, or the one that it lacks.
pub fn line_words(l: Locale, marked: &Marked) -> String {
    match (&marked.line, &marked.mark.lacking) {
        (Some(line), _) => line_of(l, format::date(line.day).as_str(), &line.kind, &line.number),
        (None, Some(lacking)) => {
            let line = line_of(l, format::date(lacking.day).as_str(), &lacking.what, &lacking.number);
            tr!(l, "reconciliation-lacks", line = line)
        }
        (None, None) => String::new(),
    }
}

fn line_of(l: Locale, day: &str, what: &str, number: &str) -> String {
    match number {
        "" => tr!(l, "reconciliation-line", what = what, day = day),
        number => tr!(
            l,
            "reconciliation-line-numbered",
            what = what,
            number = number,
            day = day
        ),
    }
}

/// «Г. Шустова, ООО «…», 27.11.2026 10:15».
pub fn who(cx: &Cx, act: &Act, by: &Signed) -> String {
    format!(
        "{}, {}, {}",
        by.name,
        side(cx.locale, act, by.party),
        format::datetime(by.at, &cx.zone)
    )
}

fn one(cx: &Cx, shown: &Shown, marked: &Marked, problems: &Problems, typed: Option<(&str, &str)>) -> Markup {
    let l = cx.locale;
    let (act, mark) = (&shown.act, &marked.mark);
    let own = mark.by.party == shown.own;
    let here = format!("{HERE}/{}/marks/{}", act.id, mark.id);
    let field = format!("text-{}", mark.id);
    let text = typed
        .filter(|(id, _)| *id == mark.id.to_string())
        .map(|(_, text)| text.to_owned());
    html! {
        div.kb-stack id=(format!("m-{}", mark.id)) data-mark=(mark.id.to_string()) {
            div {
                b { (line_words(l, marked)) }
                span.kb-sub { (who(cx, act, &mark.by)) }
            }
            (figures(l, act, marked))
            p.m-0.kb-msg-text { (mark.comment) }
            @if let Some(file) = &mark.file {
                a.kb-row.kb-sm href=(format!("{here}/file")) download=(file.name) {
                    (icon!("paperclip")) span { (file.name) ", " (format::bytes(l, file.size)) }
                }
            }
            @for reply in &mark.replies {
                div.kb-bubble {
                    p.kb-xs.kb-soft.m-0 { (who(cx, act, &reply.by)) }
                    p.m-0.kb-msg-text { (reply.text) }
                }
            }
            @if shown.may_answer && act.is_open() {
                details.kb-more open[text.is_some()] {
                    summary { @if own { (tr!(l, "reconciliation-add-words")) } @else { (tr!(l, "reconciliation-answer")) } }
                    (Form::post(format!("{here}/answer"), cx.csrf()).class("kb-stack").body(html! {
                        (TextArea::new("text", tr!(l, "reconciliation-answer-words"), 2).id(field.as_str())
                            .value(text.clone().unwrap_or_default()).error(problems.at(&field)))
                        div { (Button::plain(tr!(l, "reconciliation-send")).icon(icon!("send"))) }
                    }))
                }
                @if own {
                    (Form::post(format!("{here}/removal"), cx.csrf()).class("kb-row").body(html! {
                        (Button::quiet(tr!(l, "reconciliation-unmark")).small().icon(icon!("arrow-back-up")))
                    }))
                }
            }
        }
    }
}

/// The ledger's figure and the side's own.
fn figures(l: Locale, act: &Act, marked: &Marked) -> Markup {
    let mark = &marked.mark;
    let both = |debit: i64, credit: i64| {
        html! {
            @if debit != 0 { (tr!(l, "reconciliation-debit")) " " (figure(l, debit, act.currency)) }
            @if debit != 0 && credit != 0 { ", " }
            @if credit != 0 { (tr!(l, "reconciliation-credit")) " " (figure(l, credit, act.currency)) }
            @if debit == 0 && credit == 0 { (figure(l, 0, act.currency)) }
        }
    };
    let own = (mark.debit.is_some() || mark.credit.is_some())
        .then(|| both(mark.debit.unwrap_or(0), mark.credit.unwrap_or(0)));
    html! {
        p.m-0.kb-sm data-field=(BALANCE) {
            @if let Some(line) = &marked.line {
                (tr!(l, "reconciliation-in-ledger")) " " (both(line.debit, line.credit))
                @if own.is_some() { ". " }
            }
            @if let Some(own) = own {
                (tr!(l, "reconciliation-in-own", name = side(l, act, mark.by.party))) " " (own)
            }
        }
    }
}
