//! The bar above a page: company, search, freshness, bell, and the person's own choices.

use maud::{Markup, html};

use super::document::{language_name, mark};
use super::{Shell, Theme};
use crate::platform::ui::Icon;
use crate::platform::ui::components::{csrf_field, fresh, hidden};
use crate::platform::values::Locale;
use crate::{icon, tr};

pub(super) fn top(shell: &Shell<'_>) -> Markup {
    let l = shell.locale;
    let bell = match shell.unread {
        0 => tr!(l, "ui-bell-none").to_owned(),
        n => tr!(l, "ui-bell", n = n),
    };
    html! {
        header.kb-top {
            a.kb-logo.kb-only-phone href="/" aria-label=(tr!(l, "ui-to-home", brand = shell.brand.name.as_str())) { (mark(shell.brand)) }
            (companies(shell))
            form.kb-search role="search" action="/search" aria-label=(tr!(l, "ui-search")) {
                (icon!("search"))
                input.form-control type="search" name="q" value=(shell.query) maxlength="200"
                    aria-label=(tr!(l, "ui-search")) placeholder=(tr!(l, "ui-search-what")) data-slash;
                kbd aria-hidden="true" { "/" }
            }
            div.kb-top-end {
                @if let Some((text, old)) = shell.fresh { span.kb-top-fresh { (fresh(text, old)) } }
                (client_beside(shell))
                a.btn.btn-icon.btn-ghost.kb-only-phone href="/search" aria-label=(tr!(l, "ui-search")) { (icon!("search")) }
                a.btn.btn-icon.btn-ghost.kb-bell href="/notices" aria-label=(bell) title=(bell) {
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

/// Hides what the client beside the reader may not see, and says so while it does.
fn client_beside(shell: &Shell<'_>) -> Markup {
    let l = shell.locale;
    html! {
        @if let Some(on) = shell.client_beside {
            @let label = if on { tr!(l, "ui-client-beside-off") } else { tr!(l, "ui-client-beside-on") };
            form method="post" action="/session/client" data-client-beside=(on) {
                (csrf_field(shell.csrf))
                (hidden("back", shell.here))
                (hidden("beside", if on { "false" } else { "true" }))
                button.btn.btn-ghost.kb-beside type="submit" aria-label=(label) title=(label)
                    aria-pressed=(if on { "true" } else { "false" })
                {
                    @if on { (icon!("eye-off")) span.kb-sm.kb-no-phone { (tr!(l, "ui-client-beside")) } } @else { (icon!("eye")) }
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
pub(super) fn own_choices(shell: &Shell<'_>) -> Markup {
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
