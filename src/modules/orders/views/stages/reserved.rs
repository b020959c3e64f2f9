//! Moves that are left to single roles: the part of a stage's form, and the words of the list.

use maud::{Markup, html};

use crate::modules::orders::pages::stages::{Typed, reserved_code};
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::{Reserved, Stage, StageKey, StageLine};
use crate::platform::access::Role;
use crate::platform::i18n::try_text;
use crate::platform::ui::more;
use crate::platform::values::Locale;
use crate::platform::web::{Cx, Problems};
use crate::tr;

/// From any stage at first sight; from single stages where somebody wants that, or has it.
pub fn part(cx: &Cx, line: &StageLine, others: &[&Stage], typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let anywhere = (None, tr!(l, "orders-stages-reserved-any").to_owned());
    let single: Vec<(Option<&StageKey>, String)> = others
        .iter()
        .map(|stage| (Some(&stage.key), stage_name(l, line, &stage.key)))
        .collect();
    let is_said = |from: Option<&StageKey>| {
        let mut roles = Reserved::choices().into_iter();
        roles.any(|role| typed.reserved.contains(&reserved_code(from, role)))
    };
    let open = single.iter().any(|(from, _)| is_said(*from));
    html! {
        p.kb-sm.kb-soft.m-0 { (tr!(l, "orders-stages-reserved-hint")) }
        @if let Some(fault) = problems.at("reserved") { p.kb-err.m-0 { (fault) } }
        (rows(l, &[anywhere], typed))
        (more(tr!(l, "orders-stages-reserved-single"), rows(l, &single, typed), open))
    }
}

fn rows(l: Locale, from: &[(Option<&StageKey>, String)], typed: &Typed) -> Markup {
    let roles: Vec<(Role, &str)> = Reserved::choices()
        .into_iter()
        .map(|role| {
            (
                role,
                try_text(l, &format!("access-role-{}", role.id())).unwrap_or_default(),
            )
        })
        .collect();
    html! {
        table.kb-ways {
            caption.visually-hidden { (tr!(l, "orders-stages-reserved")) }
            thead { tr {
                th scope="col" { (tr!(l, "orders-stages-from-col")) }
                @for (_, name) in &roles { th scope="col" { (name) } }
            } }
            tbody {
                @for (from, name) in from {
                    tr {
                        th scope="row" { (name) }
                        @for (role, role_name) in &roles {
                            @let code = reserved_code(*from, *role);
                            td { label {
                                input.form-check-input type="checkbox" name="reserved" value=(code)
                                    checked[typed.reserved.contains(&code)] aria-label=(format!("{role_name}: {name}"));
                            } }
                        }
                    }
                }
            }
        }
    }
}

/// An entry in words, for the list of stages.
pub fn said(cx: &Cx, line: &StageLine, of: &Reserved) -> String {
    let (l, who) = (cx.locale, cx.say(&of.said()));
    match &of.from {
        None => tr!(l, "orders-stages-only-roles", who = who),
        Some(from) => tr!(
            l,
            "orders-stages-only-roles-from",
            who = who,
            stage = stage_name(l, line, from)
        ),
    }
}
