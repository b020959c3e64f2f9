//! What one person may do, and where each right comes from.

use maud::{Markup, html};

use super::{right, section};
use crate::modules::rights::pages::person::Typed;
use crate::platform::access::{Breadth, Membership, Permission, RightAsk};
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Choice, Field, Form, PageHead, Select, hidden};
use crate::platform::values::Day;
use crate::platform::web::{Cx, Problems};
use crate::{icon, tr};

/// Where a right of a person comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    Role,
    Given,
    Lent,
    No,
    /// It takes the orders of the whole company, and this person sees only their own.
    Narrow,
    /// The manufacturer withholds it from the whole dealer.
    Withheld,
}

pub struct Page<'a> {
    pub member: &'a Membership,
    /// The reader's own: nobody gives rights to themselves.
    pub own: bool,
    pub role: &'a str,
    /// Whose drafts and orders this person works with; of a dealer's people.
    pub breadth: Option<Breadth>,
    pub sections: &'a [(&'static str, Vec<(Permission, Held)>)],
    pub colleagues: &'a [Membership],
    pub asked: &'a [RightAsk],
    pub typed: &'a Typed,
    pub today: Day,
}

pub fn page(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let labels = [
        ("of", tr!(l, "rights-stand-in-of")),
        ("until", tr!(l, "rights-stand-in-until")),
    ];
    html! {
        (PageHead::new(l, tr!(l, "rights-person", name = page.member.name.as_str()))
            .crumb(page.member.name.as_str(), format!("/people/{}", page.member.id))
            .facts(html! {
                span { (page.role) }
                span { (page.member.company_name) }
                @if let Some(breadth) = page.breadth {
                    span data-breadth=(breadth.code()) {
                        @if breadth == Breadth::Own { (tr!(l, "rights-breadth-own")) } @else { (tr!(l, "rights-breadth-company")) }
                    }
                }
            }))
        (problems.summary(cx, &labels))
        div.kb-grid.kb-g-side {
            div.kb-stack-lg {
                @if page.own { (Alert::info(tr!(l, "rights-own"))) }
                @for (room, rows) in page.sections {
                    (Card::titled(section(l, room)).body(html! {
                        ul.kb-rights {
                            @for (permission, held) in rows { (row(cx, page, permission, *held)) }
                        }
                    }))
                }
            }
            (stand_ins(cx, page, problems))
        }
    }
}

fn row(cx: &Cx, page: &Page<'_>, permission: &Permission, held: Held) -> Markup {
    let l = cx.locale;
    let off = matches!(held, Held::No | Held::Narrow | Held::Withheld);
    let asked = page.asked.iter().any(|ask| ask.right == permission.id);
    let note = match held {
        Held::Role => "",
        Held::Given => tr!(l, "rights-held-given"),
        Held::Lent => tr!(l, "rights-held-lent"),
        Held::Narrow => tr!(l, "rights-held-narrow"),
        Held::Withheld => tr!(l, "rights-held-withheld"),
        Held::No if asked => tr!(l, "rights-held-asked"),
        Held::No => "",
    };
    let action = format!("/people/{}/rights", page.member.id);
    let button = |give: bool, label: &'static str| {
        Form::post(action.clone(), cx.csrf()).body(html! {
            (hidden("right", permission.id))
            (hidden("give", if give { "true" } else { "false" }))
            (Button::quiet(label).small())
        })
    };
    html! {
        li.kb-rights-who.is-off[off] data-right=(permission.id) data-held=(!off) {
            span.kb-rights-name {
                @if off { (icon!("minus")) } @else { (icon!("check")) }
                span { (right(l, permission)) @if !note.is_empty() { span.kb-sub { (note) } } }
            }
            @if !page.own && held == Held::Given { (button(false, tr!(l, "rights-take"))) }
            @if !page.own && held == Held::No && cx.access.may(*permission) { (button(true, tr!(l, "rights-give"))) }
        }
    }
}

fn stand_ins(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let action = format!("/people/{}/stand-ins", page.member.id);
    let now = cx.access.now();
    let open = || page.member.stands_in.iter().filter(|of| of.is_open(now));
    let choices = std::iter::once(Choice::new("", tr!(l, "rights-stand-in-choose"))).chain(
        page.colleagues
            .iter()
            .map(|one| Choice::new(one.id.to_string(), one.name.as_str())),
    );
    html! {
        (Card::titled(tr!(l, "rights-stand-ins")).body(html! {
            div.kb-stack {
                p.m-0.kb-soft { (tr!(l, "rights-stand-ins-about")) }
                @for of in open() {
                    @let last = of.until.plus_seconds(-1).day_in(&cx.services().zone);
                    div.kb-rights-who data-stand-in=(of.of) {
                        span { (of.name) span.kb-sub { (tr!(l, "rights-stand-in-till", day = last)) } }
                        (Form::post(format!("{action}/end"), cx.csrf()).body(html! {
                            (hidden("of", of.of.to_string()))
                            (Button::quiet(tr!(l, "rights-stand-in-end")).small())
                        }))
                    }
                }
                @if page.colleagues.is_empty() { p.m-0 { (tr!(l, "rights-stand-in-nobody")) } } @else {
                    (Form::post(action.as_str(), cx.csrf()).class("kb-stack").attr("novalidate", "").body(html! {
                        (Select::new("of", tr!(l, "rights-stand-in-of"), choices).chosen(&page.typed.of).error(problems.at("of")))
                        (Field::text("until", tr!(l, "rights-stand-in-until")).value(&page.typed.until).error(problems.at("until"))
                            .autocomplete("off").placeholder(format::date(page.today).to_string()))
                        (Button::plain(tr!(l, "rights-stand-in-begin")).icon(icon!("user-share")))
                    }))
                }
            }
        }))
    }
}
