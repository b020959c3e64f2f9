//! Every component in every state, on one page of two languages and themes: `/dev/gallery` of debug builds.
//! It is looked at by people and by the accessibility check, so a new component gets its place here.

mod facts;
mod inputs;

use maud::{Markup, Render, html};

use super::*;
use crate::platform::brand::Brand;
use crate::platform::values::Locale;
use crate::{icon, tr};

pub fn gallery(locale: Locale, theme: Theme) -> Markup {
    let l = locale;
    let item = |icon, label, count, alarm, current| NavItem {
        icon,
        label,
        href: "/dev/gallery",
        count,
        alarm,
        current,
    };
    let first = [
        item(icon!("home"), tr!(l, "gallery-nav-home"), None, false, false),
        item(
            icon!("layout-grid"),
            tr!(l, "gallery-nav-catalogue"),
            None,
            false,
            false,
        ),
        item(icon!("pencil"), tr!(l, "gallery-nav-drafts"), Some(3), false, true),
        item(
            icon!("clipboard-list"),
            tr!(l, "gallery-nav-orders"),
            Some(1_204),
            false,
            false,
        ),
    ];
    let money = [item(
        icon!("calendar-dollar"),
        tr!(l, "gallery-nav-payments"),
        Some(1),
        true,
        false,
    )];
    let groups = [
        NavGroup {
            label: None,
            items: &first,
        },
        NavGroup {
            label: Some(tr!(l, "gallery-nav-money")),
            items: &money,
        },
    ];
    let companies = [
        Company {
            name: tr!(l, "gallery-dealer"),
            membership: "1",
            current: true,
        },
        Company {
            name: tr!(l, "gallery-dealer-2"),
            membership: "2",
            current: false,
        },
    ];
    let flash = [Flash {
        bad: false,
        title: tr!(l, "gallery-good").to_owned(),
        body: tr!(l, "gallery-good-body").to_owned(),
    }];
    let banner = html! { (icon!("eye")) span { (tr!(l, "gallery-banner")) } };
    let brand = Brand {
        name: tr!(l, "gallery-brand").to_owned(),
        ..Brand::default()
    };
    let shell = Shell {
        locale,
        theme,
        title: tr!(l, "gallery-title"),
        brand: &brand,
        nav: &groups,
        viewer: Viewer {
            name: tr!(l, "gallery-person"),
            role: tr!(l, "gallery-role"),
        },
        companies: &companies,
        fresh: Some((tr!(l, "gallery-fresh"), false)),
        unread: 3,
        csrf: "gallery",
        here: "/dev/gallery",
        query: "",
        flash: &flash,
        manager: Some(Contact {
            name: tr!(l, "gallery-manager"),
            phone: "+7 300 210-14-18",
        }),
        client_beside: Some(true),
        banner: Some(&banner),
    };
    page(
        &shell,
        html! {
            (PageHead::new(l, tr!(l, "gallery-title"))
                .crumb(tr!(l, "gallery-nav-home"), "/")
                .crumb(tr!(l, "gallery-nav-orders"), "/orders")
                .facts(html! { p { (tr!(l, "gallery-facts")) } })
                .actions(html! {
                    (Button::plain(tr!(l, "gallery-button-repeat")).icon(icon!("copy")))
                    (Menu::more(l, vec![
                        MenuItem::link(icon!("printer"), tr!(l, "gallery-button-print"), "#main"),
                        MenuItem::post(icon!("trash"), tr!(l, "gallery-button-delete"), "/dev/gallery", "gallery"),
                    ]))
                }))
            div.kb-grid.kb-g-2.kb-gal {
                (colours(l)) (buttons(l)) (statuses(l)) (messages(l))
                (inputs::fields(l)) (inputs::form_with_mistakes(l)) (inputs::navigation(l)) (facts::money(l))
                (facts::progress_and_waiting(l)) (facts::stages(l)) (facts::cards(l)) (empty(l))
            }
            div.kb-stack-lg.kb-mt3 { (facts::table(l)) (hold(l)) }
            (Dialog::new(l, "delete", tr!(l, "gallery-dialog")).small()
                .body(html! { p { (tr!(l, "gallery-dialog-body")) } })
                .footer(html! {
                    (Button::danger(tr!(l, "gallery-button-delete")).icon(icon!("trash")).plain_type())
                    (Button::plain(tr!(l, "gallery-keep")).plain_type().attr("data-close", ""))
                }))
        },
    )
}

fn colours(l: Locale) -> impl Render {
    Card::titled(tr!(l, "gallery-colours")).body(html! {
        div.kb-row {
            @for (class, name) in [("c1", "brand"), ("c2", "tint"), ("c3", "ok"), ("c4", "warn"), ("c5", "bad"), ("c6", "idle"), ("c7", "surface"), ("c8", "sunk"), ("c9", "text"), ("c0", "soft")] {
                span.kb-sw { i class=(class) {} (name) }
            }
        }
        div {
            p.h1 { (tr!(l, "gallery-type-page")) }
            p.h2 { (tr!(l, "gallery-type-card")) }
            p { (tr!(l, "gallery-type-text")) }
            p lang="kk" { (tr!(l, "gallery-type-kazakh")) }
        }
    })
}

fn buttons(l: Locale) -> impl Render {
    let print = tr!(l, "gallery-button-print");
    Card::titled(tr!(l, "gallery-buttons")).body(html! {
        div.kb-row {
            (Button::primary(tr!(l, "gallery-button-send")).icon(icon!("send")).plain_type())
            (Button::plain(tr!(l, "gallery-button-repeat")).icon(icon!("copy")).plain_type())
            (Button::quiet(tr!(l, "gallery-button-quiet")).plain_type())
        }
        div.kb-row {
            (Button::danger(tr!(l, "gallery-button-delete")).icon(icon!("trash")).opens("delete"))
            (Button::plain(print).only_icon(icon!("printer")).plain_type())
            (Button::plain(print).small().icon(icon!("printer")).plain_type())
            (Button::quiet(print).small().only_icon(icon!("printer")).plain_type())
        }
        div.kb-row {
            (Button::primary(tr!(l, "gallery-button-send")).disabled("why-not"))
            span.kb-sm.kb-soft id="why-not" { (tr!(l, "gallery-button-reason")) }
        }
        div.kb-row {
            (split_button(
                &Button::plain(tr!(l, "gallery-button-repeat")).plain_type(),
                tr!(l, "gallery-chip-mine"),
                &[MenuItem::link(icon!("plus"), tr!(l, "gallery-st-draft"), "#main")],
            ))
        }
    })
}

fn statuses(l: Locale) -> impl Render {
    let day = jiff::civil::date(2026, 12, 2);
    Card::titled(tr!(l, "gallery-statuses")).body(html! {
        div.kb-row {
            (status(Tone::Idle, icon!("pencil"), tr!(l, "gallery-st-draft")))
            (status(Tone::Wait, icon!("user-check"), tr!(l, "gallery-st-approval")))
            (status(Tone::Move, icon!("settings-cog"), tr!(l, "gallery-st-production")))
            (status(Tone::Good, icon!("package"), tr!(l, "gallery-st-ready")))
            (status(Tone::Bad, icon!("lock"), tr!(l, "gallery-st-held")))
            (status(Tone::Past, icon!("archive"), tr!(l, "gallery-st-closed")))
        }
        div.kb-row {
            (due(day)) (due_moved(jiff::civil::date(2026, 11, 27), day)) (due_late(tr!(l, "gallery-late")))
            (fresh(tr!(l, "gallery-fresh"), false)) (fresh(tr!(l, "gallery-fresh-old"), true)) (count(12)) (count_alarm(1))
        }
    })
}

fn messages(l: Locale) -> impl Render {
    Card::titled(tr!(l, "gallery-messages")).body(html! {
        (Alert::info(tr!(l, "gallery-info")))
        (Alert::good(tr!(l, "gallery-good")).body(tr!(l, "gallery-good-body")))
        (Alert::warning(tr!(l, "gallery-warning")).body(tr!(l, "gallery-warning-body")))
        (Alert::bad(tr!(l, "gallery-bad")).body(tr!(l, "gallery-bad-body"))
            .action(Button::plain(tr!(l, "gallery-retry")).small().plain_type()))
        (toast(l, tr!(l, "gallery-toast"), tr!(l, "gallery-toast-body")))
    })
}

fn empty(l: Locale) -> impl Render {
    Card::titled(tr!(l, "gallery-empty")).flush(Empty {
        icon: icon!("tool"),
        title: tr!(l, "gallery-empty-title").into(),
        body: tr!(l, "gallery-empty-body").into(),
        action: Some(Button::primary(tr!(l, "gallery-empty-do")).href("#main").render()),
    })
}

fn hold(l: Locale) -> impl Render {
    Card::titled(tr!(l, "gallery-hold-title")).hold().body(html! {
        p.kb-hold-say { (tr!(l, "gallery-hold")) }
        div.kb-row { (Button::primary(tr!(l, "gallery-pay")).icon(icon!("qrcode")).plain_type()) }
    })
}
