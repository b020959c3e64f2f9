//! The card of what is held, on the home page.

use maud::{Markup, html};

use super::BALANCE;
use crate::modules::holds::pages::HERE;
use crate::modules::holds::pages::list::Row;
use crate::modules::holds::words;
use crate::platform::ui::{Card, ListItem, count_alarm, list};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub fn card(cx: &Cx, rows: &[Row], count: u64, finance: bool, all: &str) -> Markup {
    let l = cx.locale;
    let items = rows.iter().map(|row| ListItem {
        icon: Some(icon!("hand-stop")),
        body: html! {
            a href=(format!("{HERE}/{}", row.held.order)) { (row.held.number) }
            @if let Some(dealer) = &row.dealer { " " span.kb-soft { (dealer) } }
            @if finance && row.verdict.is_held() {
                span.kb-sub data-field=(BALANCE) { (cx.say(&words::to_pay(&row.verdict))) }
            } @else {
                span.kb-sub { (cx.say(&words::mark(row.held.step))) }
            }
        },
        end: None,
    });
    html! {
        (Card::titled(tr!(l, "holds-home")).id("home-holds").hold()
            .aside(html! { (count_alarm(count)) " " a.kb-sm href=(all) { (tr!(l, "holds-all")) } })
            .flush(list(items)))
    }
}
