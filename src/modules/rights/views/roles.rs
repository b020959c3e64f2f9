//! Roles: the list, what a ready one holds, the form of an own one.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{right, section};
use crate::modules::rights::pages::roles::{Place, Typed, titled};
use crate::platform::access::{
    Breadth, Membership, OwnRole, Permission, ROLE_NAME_MAX, Rights, Role, permissions::ADMINISTER,
};
use crate::platform::i18n::try_text;
use crate::platform::ui::{Alert, Button, Card, Check, Column, Dialog, Field, Form, PageHead, Table, fieldset, hidden};
use crate::platform::values::DealerId;
use crate::platform::web::{Cx, Problems};
use crate::{icon, tr};

/// A role in the list.
pub struct Row {
    pub name: String,
    pub about: String,
    pub href: Option<String>,
    pub own: bool,
    /// How many hold it.
    pub people: usize,
}

/// Permissions under the rooms that declare them.
pub type Sections = [(&'static str, Vec<Permission>)];

pub fn list(cx: &Cx, place: &Place, rows: &[Row]) -> Markup {
    let l = cx.locale;
    let own = place.dealer.is_none();
    let table = Table::new(tr!(l, "rights-roles"), rows)
        .column(Column::title(tr!(l, "rights-col-role"), |row: &Row| {
            html! {
                @match &row.href {
                    Some(href) => a.kb-b href=(href) { (row.name) },
                    None => span.kb-b { (row.name) },
                }
                span.kb-sub { (row.about) }
            }
        }))
        .column(Column::text(tr!(l, "rights-col-kind"), move |row: &Row| {
            match row.own {
                true => tr!(l, "rights-kind-own"),
                false => tr!(l, "rights-kind-ready"),
            }
        }))
        .column(Column::num(tr!(l, "rights-col-people"), |row: &Row| {
            row.people.to_string()
        }));
    html! {
        (PageHead::new(l, tr!(l, "rights-roles"))
            .crumb(place.above.0.as_str(), place.above.1.clone())
            .facts(html! {
                p { @if own { (tr!(l, "rights-roles-about")) } @else { (tr!(l, "rights-dealer-roles-about")) } }
            })
            .actions(html! {
                @if cx.access.may(ADMINISTER) && cx.access.is_staff() {
                    (Button::plain(tr!(l, "rights-ceilings")).icon(icon!("stack-2")).href("/roles/ceilings"))
                }
                @if own { (Button::plain(tr!(l, "rights-asks")).icon(icon!("help-circle")).href("/rights/asks")) }
                (Button::primary(tr!(l, "rights-role-new")).icon(icon!("plus")).href(format!("{}/new", place.base)))
            }))
        (Card::new().flush(table))
    }
}

/// What a ready role holds; it can't be changed, but be the beginning of another.
pub fn ready(cx: &Cx, role: Role, sections: &Sections, people: &[Membership]) -> Markup {
    let l = cx.locale;
    let about = try_text(l, &format!("dealers-role-{}", role.id())).unwrap_or_default();
    html! {
        (PageHead::new(l, titled(try_text(l, role.message()).unwrap_or_default()))
            .crumb(tr!(l, "rights-roles"), "/roles")
            .facts(html! {
                p { (about) }
                @if !role.is_staff() { p data-breadth=(Breadth::Company.code()) { (tr!(l, "rights-breadth-company")) } }
            })
            .actions(html! {
                (Button::plain(tr!(l, "rights-role-copy")).icon(icon!("copy")).href(format!("/roles/new?from={}", role.id())))
            }))
        div.kb-grid.kb-g-side {
            div.kb-stack-lg {
                @for (room, all) in sections {
                    (Card::titled(section(l, room)).body(html! {
                        ul.kb-rights {
                            @for permission in all {
                                @let held = permission.held_by(role);
                                li.is-off[!held] data-right=(permission.id) data-held=(held) {
                                    @if held { (icon!("check")) } @else { (icon!("minus")) }
                                    span { (right(l, permission)) }
                                    @if !held { span.visually-hidden { (tr!(l, "rights-not-held")) } }
                                }
                            }
                        }
                    }))
                }
            }
            (holders(cx, people))
        }
    }
}

/// Who holds the role, each with the way to see the cabinet as they do.
fn holders(cx: &Cx, people: &[Membership]) -> Markup {
    let l = cx.locale;
    let own = cx.person().map(|person| person.member.id).ok();
    // Others see on a person's page whether they may.
    let chief = cx.access.actor().rights.as_ref().is_some_and(Rights::is_chief);
    html! {
        (Card::titled(tr!(l, "rights-holders")).body(html! {
            @if people.is_empty() { p.kb-soft.m-0 { (tr!(l, "rights-holders-none")) } }
            ul.kb-rights {
                @for one in people {
                    li.kb-rights-who {
                        a href={ "/people/" (one.id) "/rights" } { (one.name) }
                        @if chief && Some(one.id) != own {
                            (Form::post(format!("/people/{}/seen", one.id), cx.csrf()).body(html! {
                                (Button::quiet(tr!(l, "dealers-see-as")).small().icon(icon!("eye")))
                            }))
                        }
                    }
                }
            }
        }))
    }
}

pub struct Page<'a> {
    pub place: &'a Place,
    /// `None`: a new one.
    pub role: Option<&'a OwnRole>,
    pub typed: &'a Typed,
    pub of_dealer: bool,
    /// How wide the reader's own rights are.
    pub widest: Breadth,
    pub chosen: BTreeSet<String>,
    pub sections: &'a Sections,
    pub people: &'a [Membership],
}

/// The list that a role belongs to.
fn roles_of(cx: &Cx, place: &Place) -> String {
    match &place.dealer {
        None => tr!(cx.locale, "rights-roles").to_owned(),
        Some(name) => tr!(cx.locale, "rights-dealer-roles", name = name.as_str()),
    }
}

/// On a dealer's card: the roles that it made itself.
pub fn card(cx: &Cx, dealer: DealerId, own: &[OwnRole]) -> Markup {
    let l = cx.locale;
    html! {
        (Card::titled(tr!(l, "rights-roles")).body(html! {
            div.kb-stack {
                @if own.is_empty() { p.kb-soft.m-0 { (tr!(l, "rights-dealer-roles-none")) } }
                ul.kb-rights { @for role in own { li { (role.name) } } }
                div { (Button::plain(tr!(l, "rights-dealer-roles-open")).small().href(format!("/dealers/{dealer}/roles"))) }
            }
        }))
    }
}

const REMOVAL: &str = "role-removal";

pub fn form(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let action = match page.role {
        Some(role) => format!("{}/{}", page.place.base, role.id),
        None => format!("{}/new", page.place.base),
    };
    let labels = [
        ("name", tr!(l, "rights-field-name")),
        ("breadth", tr!(l, "rights-field-breadth")),
        ("rights", tr!(l, "rights-field-rights")),
    ];
    let rule = match page.place.dealer {
        None => tr!(l, "rights-form-rule"),
        Some(_) => tr!(l, "rights-form-rule-there"),
    };
    html! {
        (PageHead::new(l, page.role.map_or(tr!(l, "rights-role-new"), |role| role.name.as_str()))
            .crumb(roles_of(cx, page.place), page.place.base.clone())
            .actions(html! { @if let Some(role) = page.role { (removal(cx, page.place, role, page.people.len())) } }))
        div.kb-grid.kb-g-side {
            (Form::post(action.as_str(), cx.csrf()).class("card").attr("novalidate", "").body(html! {
                (hidden("version", page.typed.version.to_string()))
                div.card-body.kb-stack-lg {
                    (problems.summary(cx, &labels))
                    (Field::text("name", labels[0].1).value(&page.typed.name).error(problems.at("name")).required()
                        .attr("maxlength", ROLE_NAME_MAX.to_string()))
                    @if !page.of_dealer {
                        (Check::new("everywhere", "true", tr!(l, "rights-field-everywhere"), page.typed.everywhere).switch())
                    }
                    @if page.of_dealer { (breadth(cx, page, problems)) }
                    div.kb-stack id="rights" {
                        @if let Some(error) = problems.at("rights") { (Alert::bad(error)) }
                        @for (room, all) in page.sections {
                            (fieldset(section(l, room), html! {
                                div.kb-stack-sm {
                                    @for permission in all { (choice(cx, page, permission)) }
                                }
                            }))
                        }
                    }
                }
                div.card-footer.kb-row {
                    (Button::primary(tr!(l, "dealers-save")).icon(icon!("check")))
                    (Button::quiet(tr!(l, "dealers-cancel")).href(page.place.base.as_str()))
                }
            }))
            @if page.role.is_some() { (holders(cx, page.people)) } @else {
                (Card::titled(tr!(l, "rights-form-about")).body(html! { p.m-0.kb-soft { (rule) } }))
            }
        }
    }
}

/// Whose drafts and orders the holders work with.
fn breadth(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let chosen = Breadth::from_code(&page.typed.breadth).unwrap_or_default();
    let choice = |of: Breadth| {
        let label = match of {
            Breadth::Own => tr!(l, "access-breadth-own"),
            Breadth::Company => tr!(l, "access-breadth-company"),
        };
        let choice = Check::radio("breadth", of.code(), label, of == chosen);
        match of > page.widest {
            true => choice.attr("disabled", ""),
            false => choice,
        }
    };
    html! {
        div id="breadth" {
            (fieldset(tr!(l, "rights-field-breadth"), html! {
                div.kb-stack-sm {
                    @if let Some(error) = problems.at("breadth") { (Alert::bad(error)) }
                    (choice(Breadth::Company))
                    (choice(Breadth::Own))
                    @if page.widest == Breadth::Own { p.kb-note.m-0 { (tr!(l, "access-breadth-lacking")) } }
                    @else { p.kb-note.m-0 { (tr!(l, "rights-breadth-means")) } }
                }
            }))
        }
    }
}

/// One right of the form. What the giver lacks can't be given.
fn choice(cx: &Cx, page: &Page<'_>, permission: &Permission) -> Markup {
    let l = cx.locale;
    let may = page.place.gives(cx, *permission);
    let why = match page.place.dealer {
        None => tr!(l, "rights-not-yours"),
        Some(_) => tr!(l, "rights-withheld-there"),
    };
    let on = page.chosen.contains(permission.id);
    let check = Check::new("right", permission.id, right(l, permission), on);
    html! {
        @if may { (check) } @else {
            div { (check.attr("disabled", "")) span.kb-note { (why) } }
        }
    }
}

fn removal(cx: &Cx, place: &Place, role: &OwnRole, held: usize) -> Markup {
    let l = cx.locale;
    html! {
        (Button::plain(tr!(l, "rights-role-remove")).icon(icon!("trash")).opens(REMOVAL))
        (Dialog::new(l, REMOVAL, tr!(l, "rights-role-remove-ask", name = role.name.as_str())).small()
            .body(html! { p { @if held > 0 { (tr!(l, "access-role-held", n = held)) } @else { (tr!(l, "rights-role-remove-means")) } } })
            .footer(html! {
                @if held == 0 {
                    (Form::post(format!("{}/{}/removal", place.base, role.id), cx.csrf()).class("kb-row").body(html! {
                        (Button::danger(tr!(l, "rights-role-remove")))
                    }))
                }
            }))
    }
}
