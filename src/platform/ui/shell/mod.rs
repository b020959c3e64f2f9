//! The frame of every page: menu, top bar, search, the person's own choices; and the bare frame of sign-in and errors.
//!
//! Works without script: menus are `details`, choices are forms. Below 1024 px the side menu gives way to a tab bar.

mod document;
mod top;

use maud::{Markup, Render, html};

use document::{document, mark};
use top::{own_choices, top};

use super::Icon;
use super::components::Button;
use crate::platform::brand::Brand;
use crate::platform::i18n::format;
use crate::platform::values::Locale;
use crate::{icon, tr};

pub use document::{Bare, bare, leaflet};

/// The person's choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
    /// As the system of the person's device.
    #[default]
    Auto,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::Auto];

    /// For cookies, forms and `data-bs-theme`.
    pub const fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Auto => "auto",
        }
    }

    pub fn from_name(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// A group of the side menu; the first one has no label.
#[derive(Clone, Copy, Debug, Default)]
pub struct NavGroup<'a> {
    pub label: Option<&'a str>,
    pub items: &'a [NavItem<'a>],
}

#[derive(Clone, Copy, Debug)]
pub struct NavItem<'a> {
    pub icon: Icon,
    pub label: &'a str,
    pub href: &'a str,
    pub count: Option<u64>,
    /// The count asks for something to be done at once.
    pub alarm: bool,
    pub current: bool,
}

/// Who is signed in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Viewer<'a> {
    pub name: &'a str,
    /// «закупщик»
    pub role: &'a str,
}

impl Viewer<'_> {
    /// At most two first letters.
    pub fn initials(&self) -> String {
        initials(self.name)
    }
}

/// At most two first letters of a name, for the round mark.
pub fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

/// A company that the person may act for. Switching posts `membership` to `/session/membership`.
#[derive(Clone, Copy, Debug)]
pub struct Company<'a> {
    pub name: &'a str,
    pub membership: &'a str,
    pub current: bool,
}

/// The dealer's manager, at the foot of the menu.
#[derive(Clone, Copy, Debug)]
pub struct Contact<'a> {
    pub name: &'a str,
    pub phone: &'a str,
}

/// An answer to what was just done, carried over a redirect.
#[derive(Clone, Debug)]
pub struct Flash {
    pub bad: bool,
    pub title: String,
    pub body: String,
}

/// All that the frame of a page shows; `web` fills it.
#[derive(Clone, Copy)]
pub struct Shell<'a> {
    pub locale: Locale,
    pub theme: Theme,
    pub title: &'a str,
    pub brand: &'a Brand,
    pub nav: &'a [NavGroup<'a>],
    pub viewer: Viewer<'a>,
    pub companies: &'a [Company<'a>],
    /// «1С: данные на 10:42» and whether that is too long ago.
    pub fresh: Option<(&'a str, bool)>,
    /// Unread notifications.
    pub unread: u64,
    pub csrf: &'a str,
    /// The path and query of this page: where a changed preference leads back.
    pub here: &'a str,
    /// What was searched for.
    pub query: &'a str,
    pub flash: &'a [Flash],
    pub manager: Option<Contact<'a>>,
    /// Are purchase prices and margin hidden from the client beside? `None`: there is nothing to hide.
    pub client_beside: Option<bool>,
    /// «Вы смотрите как…», a broken exchange: above the page.
    pub banner: Option<&'a Markup>,
}

/// A whole page.
pub fn page(shell: &Shell<'_>, body: impl Render) -> Markup {
    let l = shell.locale;
    document(
        l,
        shell.theme,
        shell.title,
        shell.brand,
        &html! {
            a.kb-skip href="#main" { (tr!(l, "ui-skip")) }
            div.kb-app {
                aside.kb-side aria-label=(tr!(l, "ui-sections")) {
                    a.kb-logo href="/" { (mark(shell.brand)) (shell.brand.name) }
                    nav aria-label=(tr!(l, "ui-main-menu")) { (nav(shell.nav)) }
                    @if let Some(manager) = shell.manager {
                        p.kb-side-foot { (tr!(l, "ui-manager", name = manager.name)) br; span.kb-tab { (manager.phone) } }
                    }
                }
                div {
                    (top(shell))
                    @if let Some(banner) = shell.banner { div.kb-as role="region" aria-label=(tr!(l, "ui-notice")) { (banner) } }
                    main.kb-main id="main" tabindex="-1" {
                        @for flash in shell.flash { (flash_alert(flash)) }
                        (body)
                    }
                }
            }
            (tab_bar(shell))
            (menu_sheet(shell))
            div.kb-toasts id="toasts" aria-live="polite" {}
        },
    )
}

fn nav(groups: &[NavGroup<'_>]) -> Markup {
    html! {
        ul.kb-nav {
            @for group in groups {
                @if let Some(label) = group.label { li.kb-nav-h { (label) } }
                @for item in group.items {
                    li {
                        a.kb-nav-a href=(item.href) aria-current=[item.current.then_some("page")] {
                            (item.icon) (item.label)
                            @if let Some(n) = item.count { span.kb-count.is-bad[item.alarm] { (format::count(n)) } }
                        }
                    }
                }
            }
        }
    }
}

fn flash_alert(flash: &Flash) -> Markup {
    let (class, icon) = if flash.bad {
        ("alert alert-danger", icon!("alert-circle"))
    } else {
        ("alert alert-success", icon!("circle-check"))
    };
    html! {
        div class={ (class) " kb-flash" } role=(if flash.bad { "alert" } else { "status" }) {
            (icon)
            div.kb-grow { b { (flash.title) } @if !flash.body.is_empty() { p.kb-sm { (flash.body) } } }
        }
    }
}

/// Four sections and the rest, under a thumb.
fn tab_bar(shell: &Shell<'_>) -> Markup {
    html! {
        nav.kb-tabbar aria-label=(tr!(shell.locale, "ui-quick-sections")) {
            @for item in shell.nav.iter().flat_map(|group| group.items).take(4) {
                a href=(item.href) aria-current=[item.current.then_some("page")] { (item.icon) span { (item.label) } }
            }
            a href="#kb-menu" data-dialog="kb-menu" { (icon!("menu-2")) span { (tr!(shell.locale, "ui-rest")) } }
        }
    }
}

fn menu_sheet(shell: &Shell<'_>) -> Markup {
    let l = shell.locale;
    let close = tr!(l, "ui-close");
    html! {
        dialog.kb-dialog.is-sm id="kb-menu" aria-label=(tr!(l, "ui-menu")) {
            header {
                h2 { (shell.companies.iter().find(|company| company.current).map_or(shell.brand.name.as_str(), |company| company.name)) }
                a.btn.btn-icon.btn-ghost href="#main" aria-label=(close) title=(close) data-close { (icon!("x")) }
            }
            div.kb-body {
                nav aria-label=(tr!(l, "ui-all-sections")) { (nav(shell.nav)) }
                div { (own_choices(shell)) }
                @if let Some(manager) = shell.manager {
                    (Button::plain(tr!(l, "ui-call-manager", name = manager.name)).icon(icon!("phone")).href(format!("tel:{}", dialled(manager.phone))))
                }
            }
        }
    }
}

/// A telephone number without spaces and hyphens.
fn dialled(phone: &str) -> String {
    phone
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '+')
        .collect()
}
