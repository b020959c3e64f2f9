//! Pages about one person: inviting, the link, rights.

use maud::{Markup, html};

use super::words;
use crate::modules::dealers::pages::person_form::Typed;
use crate::modules::dealers::queries::Person;
use crate::platform::access::{INVITATION_DAYS, OwnRole, Role};
use crate::platform::i18n::try_text;
use crate::platform::ui::{Alert, Button, Card, Choice, Dialog, Field, Form, PageHead, Select, hidden};
use crate::platform::web::Cx;
use crate::platform::web::Problems;
use crate::{icon, tr};

/// The company that a person is invited to.
pub struct Company<'a> {
    pub name: &'a str,
    /// The page with its people.
    pub back: &'a str,
    pub back_label: &'a str,
    pub action: &'a str,
    pub roles: &'static [Role],
    /// Roles that the company made for itself.
    pub own: &'a [OwnRole],
}

/// The ready roles, then the company's own.
fn role_choices<'a>(cx: &Cx, roles: &[Role], own: &'a [OwnRole]) -> Vec<Choice<'a>> {
    let ready = roles
        .iter()
        .map(|role| Choice::new(role.id(), words::role(cx.locale, *role)));
    ready
        .chain(own.iter().map(|own| Choice::new(own.id.to_string(), own.name.as_str())))
        .collect()
}

/// What each role can do, beside the form.
fn roles_explained(cx: &Cx, roles: &[Role]) -> Markup {
    let l = cx.locale;
    html! {
        (Card::titled(tr!(l, "dealers-roles")).body(html! {
            dl.kb-stack {
                @for role in roles {
                    div {
                        dt.kb-b { (words::role(l, *role)) }
                        dd.kb-sm.kb-soft.m-0 { (try_text(l, &format!("dealers-role-{}", role.id())).unwrap_or_default()) }
                    }
                }
            }
        }))
    }
}

pub fn invite(cx: &Cx, company: &Company<'_>, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let labels = [
        ("name", tr!(l, "dealers-field-person")),
        ("email", tr!(l, "dealers-field-email")),
        ("role", tr!(l, "dealers-col-role")),
    ];
    html! {
        (PageHead::new(l, tr!(l, "dealers-invite-title", company = company.name))
            .crumb(company.back_label, company.back)
            .facts(html! { p { (tr!(l, "dealers-invite-about")) } }))
        div.kb-grid.kb-g-side {
            (Form::post(company.action, cx.csrf()).class("card").attr("novalidate", "").body(html! {
                div.card-body.kb-stack-lg {
                    (problems.summary(cx, &labels))
                    div.kb-grid.kb-g-2 {
                        (Field::text("name", labels[0].1).value(&typed.name).error(problems.at("name")).autocomplete("off").required().autofocus())
                        (Field::email("email", labels[1].1).value(&typed.email).error(problems.at("email")).autocomplete("off").required())
                    }
                    (Select::new("role", labels[2].1, role_choices(cx, company.roles, company.own)).chosen(&typed.role).error(problems.at("role")))
                }
                div.card-footer.kb-row {
                    (Button::primary(tr!(l, "dealers-invite-send")).icon(icon!("send")))
                    (Button::quiet(tr!(l, "dealers-cancel")).href(company.back))
                }
            }))
            (roles_explained(cx, company.roles))
        }
    }
}

/// The link, shown this once: it isn't stored, and a small company may have no mail set up.
pub fn invited(cx: &Cx, person: &Person, link: &str, back: &str, mailed: bool) -> Markup {
    let l = cx.locale;
    let said = if mailed {
        tr!(l, "dealers-invited-mailed", email = person.email.as_str())
    } else {
        tr!(l, "dealers-invited-by-hand", email = person.email.as_str())
    };
    html! {
        (PageHead::new(l, tr!(l, "dealers-invited-title", name = person.member.name.as_str())))
        (Card::new().body(html! {
            div.kb-stack {
                (Alert::good(said).body(html! { p.m-0 { (tr!(l, "dealers-invited-do", days = INVITATION_DAYS)) } }).live())
                (Field::text("link", tr!(l, "dealers-invited-link")).value(link).read_only().attr("data-invitation", "")
                    .hint(tr!(l, "dealers-invited-once")))
                div.kb-row { (Button::primary(tr!(l, "dealers-invited-back")).href(back)) }
            }
        }))
    }
}

pub struct Rights<'a> {
    pub person: &'a Person,
    pub back: String,
    pub back_label: String,
    pub roles: &'static [Role],
    /// Roles that the company made for itself.
    pub own_roles: &'a [OwnRole],
    /// One can't switch off oneself, nor change the own role.
    pub own: bool,
    /// The reader may see how this person comes in.
    pub sign_ins: bool,
    /// The reader may see the cabinet as this person.
    pub sees_as: bool,
}

pub fn rights(cx: &Cx, rights: &Rights<'_>, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let person = rights.person;
    let base = format!("/people/{}", person.member.id);
    let labels = [
        ("name", tr!(l, "dealers-field-person")),
        ("role", tr!(l, "dealers-col-role")),
        ("phone", tr!(l, "dealers-col-phone")),
    ];
    html! {
        (PageHead::new(l, person.member.name.as_str())
            .crumb(rights.back_label.as_str(), rights.back.as_str())
            .facts(html! { (words::person_status(l, person)) span { (person.email) } span { (person.member.company_name) } })
            .actions(html! {
                @if !rights.own {
                    @if rights.sign_ins { (Button::plain(tr!(l, "dealers-person-sign-ins")).icon(icon!("login")).href(format!("{base}/sign-ins"))) }
                    (Button::plain(tr!(l, "dealers-person-rights")).icon(icon!("key")).href(format!("{base}/rights")))
                    @if rights.sees_as { (see_as(cx, person, &base)) }
                    (state_buttons(cx, person, &base))
                }
            }))
        div.kb-grid.kb-g-side {
            (Form::post(base.as_str(), cx.csrf()).class("card").attr("novalidate", "").body(html! {
                div.card-body.kb-stack-lg {
                    (problems.summary(cx, &labels))
                    div.kb-grid.kb-g-2 {
                        (Field::text("name", labels[0].1).value(&typed.name).error(problems.at("name")).required())
                        (Select::new("role", labels[1].1, role_choices(cx, rights.roles, rights.own_roles)).chosen(&typed.role).error(problems.at("role")))
                        (Field::text("phone", labels[2].1).value(&typed.phone).error(problems.at("phone")).autocomplete("off"))
                    }
                }
                div.card-footer.kb-row {
                    (Button::primary(tr!(l, "dealers-save")).icon(icon!("check")))
                    (Button::quiet(tr!(l, "dealers-cancel")).href(rights.back.as_str()))
                }
            }))
            (roles_explained(cx, rights.roles))
        }
    }
}

/// The way to see the cabinet as this person does.
fn see_as(cx: &Cx, person: &Person, base: &str) -> Markup {
    let l = cx.locale;
    html! {
        (Form::post(format!("{base}/seen"), cx.csrf()).class("kb-row").body(html! {
            (Button::plain(tr!(l, "dealers-see-as")).icon(icon!("eye"))
                .attr("title", tr!(l, "dealers-see-as-means", name = person.member.name.as_str())))
        }))
    }
}

fn state_buttons(cx: &Cx, person: &Person, base: &str) -> Markup {
    let l = cx.locale;
    let state = format!("{base}/state");
    html! {
        @if !person.joined && !person.member.disabled {
            (Form::post(format!("{base}/invitation"), cx.csrf()).class("kb-row").body(html! {
                (Button::plain(tr!(l, "dealers-invite-again")).icon(icon!("send")))
            }))
        }
        @if person.member.disabled {
            (Form::post(state.as_str(), cx.csrf()).class("kb-row").body(html! {
                (hidden("disabled", "no"))
                (Button::plain(tr!(l, "dealers-person-enable")).icon(icon!("user-check")))
            }))
        } @else {
            (Button::plain(tr!(l, "dealers-person-disable")).icon(icon!("user-off")).opens("disable"))
            (Dialog::new(l, "disable", tr!(l, "dealers-person-disable-ask", name = person.member.name.as_str())).small()
                .body(html! { p { (tr!(l, "dealers-person-disable-means")) } })
                .footer(html! {
                    (Form::post(state.as_str(), cx.csrf()).class("kb-row").body(html! {
                        (hidden("disabled", "yes"))
                        (Button::danger(tr!(l, "dealers-person-disable")))
                    }))
                }))
        }
    }
}
