//! The frame of every page: menu, top bar, search, the person's own choices; and the bare frame of sign-in and errors.
//!
//! Works without script: menus are `details`, choices are forms. Below 1024 px the side menu gives way to a tab bar.

use maud::{DOCTYPE, Markup, Render, html};

use super::components::{Button, csrf_field, fresh, hidden};
use super::{Icon, assets};
use crate::platform::i18n::format;
use crate::platform::values::Locale;
use crate::{icon, tr};

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

/// All that the frame of a page shows. `Shell { title, locale, ..Shell::default() }` in tests; `web` fills it.
#[derive(Clone, Copy, Default)]
pub struct Shell<'a> {
    pub locale: Locale,
    pub theme: Theme,
    pub title: &'a str,
    /// The manufacturer's name.
    pub brand: &'a str,
    /// The address of the manufacturer's two colours, if set.
    pub brand_style: Option<&'a str>,
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
        shell.brand_style,
        &html! {
            a.kb-skip href="#main" { (tr!(l, "ui-skip")) }
            div.kb-app {
                aside.kb-side aria-label=(tr!(l, "ui-sections")) {
                    a.kb-logo href="/" { (Mark) (shell.brand) }
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

/// A page without menus: sign-in, errors before it.
#[derive(Clone, Copy, Default)]
pub struct Bare<'a> {
    pub locale: Locale,
    pub theme: Theme,
    pub title: &'a str,
    pub brand: &'a str,
    pub brand_style: Option<&'a str>,
    pub here: &'a str,
    /// Beside the form on a wide screen.
    pub aside: Option<&'a Markup>,
}

pub fn bare(frame: &Bare<'_>, body: impl Render) -> Markup {
    let l = frame.locale;
    document(
        l,
        frame.theme,
        frame.title,
        frame.brand,
        frame.brand_style,
        &html! {
            main.kb-login.is-alone[frame.aside.is_none()] id="main" {
                div.kb-login-form {
                    div.kb-stack-lg {
                        p.kb-logo { (Mark) (frame.brand) }
                        (body)
                        (language_links(l, frame.here))
                    }
                }
                @if let Some(aside) = frame.aside { div.kb-login-art { (aside) } }
            }
        },
    )
}

/// What htmx may do: no style of its own, no code from attributes, no pages kept after sign-out; a form that comes
/// back with 422 is shown.
const HTMX: &str = concat!(
    r#"{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"selfRequestsOnly":true,"#,
    r#""historyCacheSize":0,"refreshOnHistoryMiss":true,"responseHandling":[{"code":"204","swap":false},"#,
    r#"{"code":"[23]..","swap":true},{"code":"422","swap":true},{"code":"[45]..","swap":false,"error":true}]}"#
);

fn document(
    locale: Locale,
    theme: Theme,
    title: &str,
    brand: &str,
    brand_style: Option<&str>,
    body: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) data-bs-theme=(theme.name()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="htmx-config" content=(HTMX);
                title { (title) @if !brand.is_empty() { " · " (brand) } }
                // Before the styles: it turns "auto" into the device's theme without a flash.
                @if theme == Theme::Auto { script src=(assets::THEME_JS) {} }
                link rel="stylesheet" href=(assets::TABLER_CSS);
                link rel="stylesheet" href=(assets::KABINET_CSS);
                @if let Some(style) = brand_style { link rel="stylesheet" href=(style); }
                link rel="icon" type="image/svg+xml" href=(assets::FAVICON_SVG);
                script src=(assets::HTMX_JS) defer {}
                script src=(assets::KABINET_JS) defer {}
            }
            body { (body) }
        }
    }
}

/// The mark beside the manufacturer's name, in the brand colours.
struct Mark;

impl Render for Mark {
    fn render_to(&self, out: &mut String) {
        html! {
            svg viewBox="0 0 26 26" aria-hidden="true" {
                rect width="26" height="26" rx="6" {}
                path d="M7 6.5h12v13H7zM13 6.5v13M7 13h6" {}
            }
        }
        .render_to(out);
    }
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

fn top(shell: &Shell<'_>) -> Markup {
    let l = shell.locale;
    let bell = match shell.unread {
        0 => tr!(l, "ui-bell-none").to_owned(),
        n => tr!(l, "ui-bell", n = n),
    };
    html! {
        header.kb-top {
            a.kb-logo.kb-only-phone href="/" aria-label=(tr!(l, "ui-to-home", brand = shell.brand)) { (Mark) }
            (companies(shell))
            form.kb-search role="search" action="/search" {
                (icon!("search"))
                input.form-control type="search" name="q" value=(shell.query) maxlength="200"
                    aria-label=(tr!(l, "ui-search")) placeholder=(tr!(l, "ui-search-what")) data-slash;
                kbd aria-hidden="true" { "/" }
            }
            div.kb-top-end {
                @if let Some((text, old)) = shell.fresh { span.kb-top-fresh { (fresh(text, old)) } }
                a.btn.btn-icon.btn-ghost.kb-only-phone href="/search" aria-label=(tr!(l, "ui-search")) { (icon!("search")) }
                a.btn.btn-icon.btn-ghost.kb-bell href="/notifications" aria-label=(bell) title=(bell) {
                    (icon!("bell"))
                    @if shell.unread > 0 { span.kb-bell-n aria-hidden="true" { @if shell.unread > 99 { "99+" } @else { (shell.unread) } } }
                }
                details.kb-menu.kb-no-phone {
                    summary.btn.btn-ghost {
                        span.avatar.avatar-sm.is-brand aria-hidden="true" { (shell.viewer.initials()) }
                        span.kb-sm { (shell.viewer.name.split_whitespace().next().unwrap_or_default()) }
                    }
                    div.kb-menu-body { (own_choices(shell)) }
                }
            }
        }
    }
}

/// The company that the person acts for; a menu where there are several.
fn companies(shell: &Shell<'_>) -> Markup {
    let current = shell.companies.iter().find(|company| company.current);
    html! {
        @if let Some(current) = current {
            @if shell.companies.len() == 1 {
                span.kb-switch.is-single { (icon!("building-store")) span { (current.name) } }
            } @else {
                details.kb-menu.kb-company {
                    summary.kb-switch aria-label=(tr!(shell.locale, "ui-company", name = current.name)) {
                        (icon!("building-store")) span { (current.name) } (icon!("selector"))
                    }
                    form.kb-menu-body method="post" action="/session/membership" {
                        (csrf_field(shell.csrf))
                        @for company in shell.companies {
                            button.kb-menu-a type="submit" name="membership" value=(company.membership)
                                aria-current=[company.current.then_some("true")]
                            {
                                @if company.current { (icon!("check")) } @else { (icon!("building-store")) }
                                (company.name)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Name, settings, theme, language, sign-out.
fn own_choices(shell: &Shell<'_>) -> Markup {
    let l = shell.locale;
    html! {
        p.kb-menu-who { b { (shell.viewer.name) } span.kb-sub { (shell.viewer.role) } }
        a.kb-menu-a href="/profile" { (icon!("settings")) (tr!(l, "ui-profile")) }
        (preference(shell, tr!(l, "ui-theme"), "theme", &Theme::ALL.map(|theme| {
            let (text, icon) = match theme {
                Theme::Light => (tr!(l, "ui-theme-light"), icon!("sun")),
                Theme::Dark => (tr!(l, "ui-theme-dark"), icon!("moon")),
                Theme::Auto => (tr!(l, "ui-theme-auto"), icon!("device-desktop")),
            };
            (theme.name(), text, icon, theme == shell.theme)
        })))
        (preference(shell, tr!(l, "ui-language"), "locale", &Locale::ALL.map(|locale| {
            (locale.tag(), language_name(locale), icon!("language"), locale == l)
        })))
        form method="post" action="/session/end" {
            (csrf_field(shell.csrf))
            button.kb-menu-a type="submit" { (icon!("logout")) (tr!(l, "ui-sign-out")) }
        }
    }
}

/// A language is named in itself.
fn language_name(locale: Locale) -> &'static str {
    tr!(locale, "ui-language-name")
}

fn preference(shell: &Shell<'_>, label: &str, name: &str, values: &[(&str, &str, Icon, bool)]) -> Markup {
    html! {
        form.kb-pref method="post" action="/preferences" aria-label=(label) {
            (csrf_field(shell.csrf))
            (hidden("back", shell.here))
            @for (value, text, icon, on) in values {
                button.kb-pref-b type="submit" name=(name) value=(value) aria-pressed=(if *on { "true" } else { "false" }) {
                    (icon) (text)
                }
            }
        }
    }
}

/// Before sign-in there is no token: the language is a query that the server turns into a cookie.
fn language_links(now: Locale, here: &str) -> Markup {
    let join = if here.contains('?') { '&' } else { '?' };
    html! {
        p.kb-note {
            @for locale in Locale::ALL {
                @if locale != now {
                    a href={ (here) (join) "lang=" (locale.tag()) } lang=(locale.tag()) hreflang=(locale.tag()) { (language_name(locale)) }
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
                h2 { (shell.companies.iter().find(|company| company.current).map_or(shell.brand, |company| company.name)) }
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
