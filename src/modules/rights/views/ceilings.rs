//! The ceilings of the tiers, one form each.

use maud::{Markup, html};

use super::roles::Sections;
use super::{right, section};
use crate::modules::dealers::ceilings::TierCeiling;
use crate::platform::i18n::try_text;
use crate::platform::ui::{Alert, Button, Check, Form, PageHead, fieldset, hidden};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub fn page(cx: &Cx, ceilings: &[TierCeiling], sections: &Sections, alert: Option<&str>) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "rights-ceilings"))
            .crumb(tr!(l, "rights-roles"), "/roles")
            .facts(html! { p { (tr!(l, "rights-ceilings-about")) } }))
        div.kb-stack-lg {
            @if let Some(alert) = alert { (Alert::warning(alert).live()) }
            @for ceiling in ceilings { (tier(cx, ceiling, sections)) }
        }
    }
}

fn tier(cx: &Cx, ceiling: &TierCeiling, sections: &Sections) -> Markup {
    let l = cx.locale;
    let name = try_text(l, ceiling.tier.message()).unwrap_or_default();
    html! {
        (Form::post("/roles/ceilings", cx.csrf()).class("card").attr("data-tier", ceiling.tier.code()).body(html! {
            (hidden("tier", ceiling.tier.code()))
            (hidden("version", ceiling.version.to_string()))
            div.card-header { h2.card-title { (tr!(l, "rights-ceiling-of", tier = name)) } }
            div.card-body.kb-rights-ceiling {
                @for (room, all) in sections {
                    (fieldset(section(l, room), html! {
                        div.kb-stack-sm {
                            @for permission in all {
                                (Check::new("right", permission.id, right(l, permission), !ceiling.withheld.contains(permission.id)))
                            }
                        }
                    }))
                }
            }
            div.card-footer.kb-row { (Button::primary(tr!(l, "dealers-save")).icon(icon!("check"))) }
        }))
    }
}
