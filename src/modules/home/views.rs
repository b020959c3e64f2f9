//! The home page as markup.

use maud::{Markup, html};

use crate::platform::ui::{Button, Card, Empty, PageHead};
use crate::platform::web::{Cx, Home, HomeTask};
use crate::{icon, tr};

pub fn page(cx: &Cx, home: Home) -> Markup {
    let l = cx.locale;
    let facts = [today(cx)].into_iter().chain(home.facts).collect::<Vec<_>>().join(" ");
    let mut head = PageHead::new(l, greeting(cx)).facts(html! { p { (facts) } });
    if let Some(primary) = &home.primary {
        head = head.actions(primary.clone());
    }
    let main = !home.blocked.is_empty() || !home.open.is_empty();
    html! {
        (head)
        @for card in &home.top { div.kb-home-top { (card) } }
        div.kb-grid.kb-g-side[main] {
            @if main {
                div.kb-stack-lg {
                    @for card in &home.blocked { (card) }
                    @for card in &home.open { (card) }
                }
            }
            div.kb-stack-lg {
                (tasks(cx, &home.tasks))
                @for card in &home.aside { (card) }
            }
        }
    }
}

fn tasks(cx: &Cx, tasks: &[HomeTask]) -> Markup {
    let l = cx.locale;
    let card = Card::titled(tr!(l, "home-tasks")).id("tasks");
    if tasks.is_empty() {
        return html! { (card.flush(Empty {
            icon: icon!("circle-check"),
            title: tr!(l, "home-tasks-none").into(),
            body: tr!(l, "home-tasks-none-do").into(),
            action: None,
        })) };
    }
    html! {
        (card.flush(html! {
            ul.kb-list {
                @for task in tasks {
                    li {
                        span.kb-list-ic.is-warn[task.pressing] { (task.icon) }
                        div.kb-grow {
                            b { (task.what) }
                            @if !task.why.is_empty() { span.kb-sub { (task.why) } }
                        }
                        (Button::plain(task.action.0.as_str()).small().href(task.action.1.as_str()))
                    }
                }
            }
        }))
    }
}

/// By the hour in the reader's zone. The first word of the name is how one is called.
fn greeting(cx: &Cx) -> String {
    let l = cx.locale;
    let hour = cx.zone.to_datetime(cx.access.now().timestamp()).time().hour();
    let name = cx.access.actor().name.split_whitespace().next().unwrap_or_default();
    match hour {
        5..=11 => tr!(l, "home-morning", name = name),
        12..=17 => tr!(l, "home-afternoon", name = name),
        18..=22 => tr!(l, "home-evening", name = name),
        _ => tr!(l, "home-night", name = name),
    }
}

/// «Понедельник, 23 ноября.»
fn today(cx: &Cx) -> String {
    let day = cx.access.now().day_in(&cx.zone);
    tr!(
        cx.locale,
        "home-today",
        weekday = i64::from(day.weekday().to_monday_one_offset()),
        day = i64::from(day.day()),
        month = i64::from(day.month())
    )
}
