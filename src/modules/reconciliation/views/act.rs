//! The page of one reconciliation.

use maud::{Markup, html};

use super::{BALANCE, balance, figure, marks, side};
use crate::modules::reconciliation::model::{Act, Drift, Line, Opening, Party, State};
use crate::modules::reconciliation::pages::HERE;
use crate::modules::reconciliation::pages::act::{ROWS, Row, Shown};
use crate::modules::reconciliation::paper::ROWS_MAX;
use crate::platform::i18n::format;
use crate::platform::ui::{
    Alert, Button, Card, Column, Empty, Form, KeyValues, OrDash, PageHead, Pager, RowState, Table, Tone, hidden, kpi,
    status,
};
use crate::platform::values::{Moment, Money};
use crate::platform::web::{Cx, Problems};
use crate::{icon, tr};

pub fn page(cx: &Cx, shown: &Shown, title: &str, problems: &Problems, typed: Option<(&str, &str)>) -> Markup {
    let l = cx.locale;
    let act = &shown.act;
    let facts = html! {
        p {
            (act.buyer.name)
            @if let Some(dealer) = &shown.dealer { ", " (dealer) }
            ". " (tr!(l, "settlements-as-of", at = as_of(cx, act.as_of).as_str()))
        }
    };
    let files = html! {
        (Button::plain("XLSX").icon(icon!("file-spreadsheet")).href(format!("{HERE}/{}/act.xlsx", act.id)).attr("data-file", ""))
        @if act.rows <= ROWS_MAX {
            (Button::plain("PDF").icon(icon!("printer")).href(format!("{HERE}/{}/act.pdf", act.id)).attr("data-file", ""))
        }
    };
    html! {
        (PageHead::new(l, title).crumb(tr!(l, "reconciliation-title"), HERE).facts(facts).actions(files))
        div.kb-stack-lg {
            (problems.summary(cx, &[]))
            (words(cx, shown))
            @if let Some(drift) = &shown.drift { (drifted(cx, shown, drift)) }
            @if let Some(by) = act.differs {
                (Alert::warning(tr!(l, "reconciliation-differs")).body(html! {
                    p.m-0 data-field=(BALANCE) { (tr!(l, "reconciliation-differs-by", by = by)) }
                }))
            }
            div.kb-grid.kb-g-4.kb-kpis {
                (kpi(tr!(l, "reconciliation-opening"), balance(l, act, act.opening), opening_note(cx, act)))
                (kpi(tr!(l, "reconciliation-turnover-debit"), super::secret(BALANCE, format::money(l, act.debit)), None))
                (kpi(tr!(l, "reconciliation-turnover-credit"), super::secret(BALANCE, format::money(l, act.credit)), None))
                (kpi(tr!(l, "reconciliation-closing"), balance(l, act, act.closing), None))
            }
            (marks::card(cx, shown, problems, typed))
            (lines(cx, shown))
            p.kb-note.m-0 {
                (tr!(l, "reconciliation-draft"))
                @if act.rows > ROWS_MAX { " " (tr!(l, "reconciliation-paper-long", n = ROWS_MAX)) }
            }
        }
    }
}

fn as_of(cx: &Cx, at: Moment) -> String {
    format::as_of(cx.locale, at, cx.access.now(), &cx.zone)
}

fn opening_note(cx: &Cx, act: &Act) -> Option<Markup> {
    (act.opening_by == Opening::WorkedOut).then(|| html! { (tr!(cx.locale, "reconciliation-worked-out")) })
}

/// Who has said what, whose turn it is, and what the reader can do.
fn words(cx: &Cx, shown: &Shown) -> Markup {
    let l = cx.locale;
    let act = &shown.act;
    let said = |party: Party| match act.agreed(party) {
        Some(by) => html! {
            (status(Tone::Good, icon!("check"), tr!(l, "reconciliation-agreed")))
            span.kb-sub { (by.name) ", " (format::datetime(by.at, &cx.zone)) }
        },
        None => html! { (OrDash(None::<Markup>)) },
    };
    let title = match (&act.state, act.turn()) {
        _ if act.withdrawn => tr!(l, "reconciliation-is-withdrawn").to_owned(),
        (State::Closed(_), _) if act.marks > 0 => tr!(l, "reconciliation-is-disagreed", n = act.marks),
        (State::Closed(_), _) => tr!(l, "reconciliation-is-closed").to_owned(),
        (State::Cancelled { .. }, _) => tr!(l, "reconciliation-is-cancelled").to_owned(),
        (State::Open, Some(turn)) if turn == shown.own => tr!(l, "reconciliation-your-turn").to_owned(),
        (State::Open, turn) => {
            let whose = side(l, act, turn.unwrap_or(Party::Dealer));
            tr!(l, "reconciliation-their-turn", name = whose)
        }
    };
    let facts = KeyValues::new()
        .row(
            tr!(l, "reconciliation-asked"),
            html! { (marks::who(cx, act, &act.asked)) },
        )
        .row(side(l, act, Party::Maker), said(Party::Maker))
        .row(side(l, act, Party::Dealer), said(Party::Dealer));
    let facts = match &act.state {
        State::Cancelled { by, instead } if !act.withdrawn => facts.row(
            tr!(l, "reconciliation-state-cancelled"),
            html! {
                (marks::who(cx, act, by))
                @if let Some(instead) = instead {
                    " " a href=(format!("{HERE}/{instead}")) { (tr!(l, "reconciliation-instead")) }
                }
            },
        ),
        _ => facts,
    };
    let card = Card::titled(title).id("words").body(facts);
    match shown.may_answer && act.is_open() {
        true => html! { (card.footer(html! { div.kb-row { (agreeing(cx, shown)) } })) },
        false => html! { (card) },
    }
}

fn agreeing(cx: &Cx, shown: &Shown) -> Markup {
    let l = cx.locale;
    let act = &shown.act;
    let here = format!("{HERE}/{}", act.id);
    let words = match act.marks {
        0 => tr!(l, "reconciliation-agree"),
        _ => tr!(l, "reconciliation-agree-disagreed"),
    };
    html! {
        @if act.agreed(shown.own).is_none() {
            (Form::post(format!("{here}/agreement"), cx.csrf()).class("kb-row").body(html! {
                (hidden("version", act.version.to_string()))
                (Button::primary(words).icon(icon!("check")))
            }))
        } @else { span.kb-note { (tr!(l, "reconciliation-waits-word")) } }
        @if act.asked.party == shown.own {
            (Form::post(format!("{here}/cancellation"), cx.csrf()).class("kb-row").body(html! {
                (Button::quiet(tr!(l, "reconciliation-cancel")).icon(icon!("ban")))
            }))
        }
    }
}

/// 1C tells otherwise by now: what, and how to begin anew.
fn drifted(cx: &Cx, shown: &Shown, drift: &Drift) -> Markup {
    let l = cx.locale;
    let act = &shown.act;
    let again = html! {
        @if shown.may_answer && act.is_open() && act.asked.party == shown.own {
            (Form::post(format!("{HERE}/new"), cx.csrf()).class("kb-row").body(html! {
                (hidden("id", shown.fresh.to_string()))
                (hidden("contract", act.settlement.to_string()))
                (hidden("from", format::date(act.from).as_str()))
                (hidden("to", format::date(act.to).as_str()))
                (hidden("instead", act.id.to_string()))
                (Button::plain(tr!(l, "reconciliation-again")).small().icon(icon!("refresh")))
            }))
        }
    };
    html! {
        (Alert::warning(tr!(l, "reconciliation-drifted"))
            .body(html! {
                p.m-0 {
                    (tr!(l, "reconciliation-drifted-by", added = drift.added, gone = drift.gone, at = as_of(cx, drift.as_of).as_str()))
                    " " a href=(format!("{HERE}/{}/changes", act.id)) { (tr!(l, "reconciliation-drifted-show")) }
                }
            })
            .action(again))
    }
}

fn lines(cx: &Cx, shown: &Shown) -> Markup {
    let l = cx.locale;
    let act = &shown.act;
    let may = shown.may_answer && act.is_open();
    let own = shown.own;
    let table = Table::new(tr!(l, "reconciliation-lines"), &shown.rows)
        .row_data("data-line", |row: &Row| (row.place + 1).to_string())
        .row_state(|row: &Row| match row.marked.is_empty() {
            true => RowState::Plain,
            false => RowState::Bad,
        })
        .column(Column::title(tr!(l, "settlements-op-kind"), |row: &Row| {
            html! {
                @match row.link {
                    Some(id) => a href=(format!("/documents/{id}")) { (row.line.kind) },
                    None => (row.line.kind),
                }
                @if !row.line.number.is_empty() { span.kb-sub { (row.line.number) } }
            }
        }))
        .column(Column::text(tr!(l, "reconciliation-col-day"), |row: &Row| {
            format::date(row.line.day)
        }))
        .column(
            Column::num(tr!(l, "reconciliation-debit"), move |row: &Row| {
                figure(l, row.line.debit, act.currency)
            })
            .field(BALANCE),
        )
        .column(
            Column::num(tr!(l, "reconciliation-credit"), move |row: &Row| {
                figure(l, row.line.credit, act.currency)
            })
            .field(BALANCE),
        )
        .column(Column::actions(tr!(l, "reconciliation-col-mark"), move |row: &Row| {
            html! {
                @for party in &row.marked {
                    a href="#marks" { (status(Tone::Bad, icon!("alert-triangle"), tr!(l, "reconciliation-disagrees", name = side(l, act, *party)))) }
                }
                @if may && !row.marked.contains(&own) {
                    a.btn.btn-sm href=(format!("{HERE}/{}/mark?line={}", act.id, row.place + 1))
                        aria-label=(tr!(l, "reconciliation-disagree-with", line = row.line.kind.as_str(), day = row.line.day)) {
                        (tr!(l, "reconciliation-disagree"))
                    }
                }
            }
        }));
    let address = |at: u32| match at {
        0 => format!("{HERE}/{}#lines", act.id),
        at => format!("{HERE}/{}?at={at}#lines", act.id),
    };
    let next = shown.at.saturating_add(ROWS);
    html! {
        (Card::titled(tr!(l, "reconciliation-lines")).id("lines").small(tr!(l, "reconciliation-by-seller", name = side(l, act, Party::Maker))).flush(html! {
            @if shown.rows.is_empty() {
                (Empty {
                    icon: icon!("list"),
                    title: tr!(l, "settlements-operations-none").into(),
                    body: tr!(l, "reconciliation-lines-none").into(),
                    action: None,
                })
            } @else { (table) }
        }))
        (Pager {
            locale: l,
            previous: (shown.at > 0).then(|| address(shown.at.saturating_sub(ROWS)).into()),
            next: (next < act.rows).then(|| address(next).into()),
            shown: None,
        })
    }
}

/// What 1C tells otherwise by now, line by line.
pub fn changes(cx: &Cx, act: &Act, title: &str, drift: Option<&Drift>) -> Markup {
    let l = cx.locale;
    let back = format!("{HERE}/{}", act.id);
    let head = PageHead::new(l, tr!(l, "reconciliation-changes"))
        .crumb(tr!(l, "reconciliation-title"), HERE)
        .crumb(title, back);
    let Some(drift) = drift else {
        return html! {
            (head)
            (Card::new().flush(Empty {
                icon: icon!("circle-check"),
                title: tr!(l, "reconciliation-same").into(),
                body: tr!(l, "reconciliation-same-do").into(),
                action: None,
            }))
        };
    };
    let head = head.facts(html! { p { (tr!(l, "settlements-as-of", at = as_of(cx, drift.as_of).as_str())) } });
    html! {
        (head)
        div.kb-stack-lg {
            @if let Some(now) = drift.opening {
                (Alert::info(tr!(l, "reconciliation-opening-now")).body(html! {
                    p.m-0 data-field=(BALANCE) { (opening(cx, act.opening, now)) }
                }))
            }
            (differing(cx, act, tr!(l, "reconciliation-added"), &drift.added_lines, drift.added))
            (differing(cx, act, tr!(l, "reconciliation-gone"), &drift.gone_lines, drift.gone))
        }
    }
}

fn opening(cx: &Cx, old: Money, now: Money) -> Markup {
    let l = cx.locale;
    html! { (crate::platform::ui::difference(format::money(l, old), format::money(l, now))) }
}

fn differing(cx: &Cx, act: &Act, title: &str, lines: &[Line], all: u32) -> Markup {
    let l = cx.locale;
    if lines.is_empty() {
        return html! {};
    }
    let table = Table::new(title, lines)
        .column(Column::title(tr!(l, "settlements-op-kind"), |line: &Line| {
            html! { (line.kind) @if !line.number.is_empty() { span.kb-sub { (line.number) } } }
        }))
        .column(Column::text(tr!(l, "reconciliation-col-day"), |line: &Line| {
            format::date(line.day)
        }))
        .column(
            Column::num(tr!(l, "reconciliation-debit"), move |line: &Line| {
                figure(l, line.debit, act.currency)
            })
            .field(BALANCE),
        )
        .column(
            Column::num(tr!(l, "reconciliation-credit"), move |line: &Line| {
                figure(l, line.credit, act.currency)
            })
            .field(BALANCE),
        );
    let card = Card::titled(title).flush(table);
    match all as usize > lines.len() {
        true => {
            html! { (card.footer(html! { p.kb-note.m-0 { (tr!(l, "reconciliation-first", n = lines.len(), all = all)) } })) }
        }
        false => html! { (card) },
    }
}
