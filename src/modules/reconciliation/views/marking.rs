//! The form in which a side disagrees with a line, or misses one.

use maud::{Markup, html};

use super::{BALANCE, figure, title};
use crate::modules::reconciliation::model::{Act, Line};
use crate::modules::reconciliation::pages::HERE;
use crate::modules::reconciliation::pages::marking::Typed;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Field, Form, KeyValues, PageHead, TextArea, hidden};
use crate::platform::web::{Cx, Problems};
use crate::{icon, tr};

pub fn form(cx: &Cx, act: &Act, words: &str, line: Option<&(u32, Line)>, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let back = format!("{HERE}/{}", act.id);
    let token = percent_encoding::utf8_percent_encode(&cx.csrf(), percent_encoding::NON_ALPHANUMERIC).to_string();
    let labels = [
        ("day", tr!(l, "reconciliation-col-day")),
        ("what", tr!(l, "reconciliation-what")),
        ("number", tr!(l, "reconciliation-number")),
        ("debit", tr!(l, "reconciliation-own-debit")),
        ("credit", tr!(l, "reconciliation-own-credit")),
        ("comment", tr!(l, "reconciliation-comment")),
        ("file", tr!(l, "reconciliation-file")),
    ];
    let text = |at: usize, value: &str| {
        Field::text(labels[at].0, labels[at].1)
            .value(value.to_owned())
            .autocomplete("off")
            .error(problems.at(labels[at].0))
    };
    let sum = |at: usize, value: &str| {
        Field::decimal(labels[at].0, labels[at].1)
            .value(value.to_owned())
            .unit(act.currency.symbol())
            .error(problems.at(labels[at].0))
    };
    html! {
        (PageHead::new(l, words)
            .crumb(tr!(l, "reconciliation-title"), HERE)
            .crumb(title(l, act), back.as_str()))
        (Form::post(format!("{back}/mark?_csrf={token}"), cx.csrf()).multipart().class("card").attr("novalidate", "").body(html! {
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                (hidden("id", typed.id.as_str()))
                (hidden("line", typed.line.as_str()))
                @if let Some((_, line)) = line { (of_ledger(cx, act, line)) }
                @else {
                    p.kb-note.m-0 { (tr!(l, "reconciliation-lacking-about", from = act.from, to = act.to)) }
                    div.kb-grid.kb-g-3 {
                        (text(0, &typed.day).placeholder(tr!(l, "documents-day-example")).required())
                        (text(1, &typed.what).placeholder(tr!(l, "reconciliation-what-example")).required())
                        (text(2, &typed.number))
                    }
                }
                div.kb-stack {
                    div.kb-grid.kb-g-2 { (sum(3, &typed.debit)) (sum(4, &typed.credit)) }
                    p.kb-hint.m-0 {
                        @if line.is_some() { (tr!(l, "reconciliation-own-about")) } @else { (tr!(l, "reconciliation-own-about-lacking")) }
                    }
                }
                (TextArea::new("comment", labels[5].1, 3).value(typed.comment.as_str()).error(problems.at("comment")))
                (Field::file("file", labels[6].1).hint(tr!(l, "reconciliation-file-about")).error(problems.at("file")))
                @if act.agreed_dealer.is_some() || act.agreed_maker.is_some() {
                    p.kb-note.m-0 { (tr!(l, "reconciliation-takes-back")) }
                }
            }
            div.card-footer.kb-row {
                (Button::primary(tr!(l, "reconciliation-mark")).icon(icon!("check")))
                (Button::quiet(tr!(l, "reconciliation-back")).href(back.as_str()))
            }
        }))
    }
}

fn of_ledger(cx: &Cx, act: &Act, line: &Line) -> Markup {
    let l = cx.locale;
    let number = Some(line.number.clone()).filter(|number| !number.is_empty());
    html! {
        (KeyValues::new()
            .row(tr!(l, "reconciliation-col-day"), format::date(line.day))
            .row(tr!(l, "settlements-op-kind"), line.kind.clone())
            .row_if(tr!(l, "settlements-op-number"), number)
            .secret(BALANCE, tr!(l, "reconciliation-debit"), figure(l, line.debit, act.currency))
            .secret(BALANCE, tr!(l, "reconciliation-credit"), figure(l, line.credit, act.currency)))
    }
}
