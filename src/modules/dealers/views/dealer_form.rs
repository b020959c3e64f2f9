//! The form of a dealer.

use maud::{Markup, html};

use super::words;
use crate::modules::dealers::model::{Country, StockRule, Tier};
use crate::modules::dealers::pages::dealer_form::Typed;
use crate::platform::access::Membership;
use crate::platform::ui::{Button, Check, Choice, Field, Form, PageHead, Select, fieldset};
use crate::platform::web::Cx;
use crate::platform::web::Problems;
use crate::{icon, tr};

pub fn page(
    cx: &Cx,
    typed: &Typed,
    managers: &[Membership],
    existing: Option<(&str, &str)>,
    problems: &Problems,
) -> Markup {
    let l = cx.locale;
    let (title, action, back) = match existing {
        Some((id, name)) => (name.to_owned(), format!("/dealers/{id}/edit"), format!("/dealers/{id}")),
        None => (
            tr!(l, "dealers-new").to_owned(),
            "/dealers/new".to_owned(),
            "/dealers".to_owned(),
        ),
    };
    let labels = [
        ("name", tr!(l, "dealers-field-name")),
        ("tier", tr!(l, "dealers-col-tier")),
        ("country", tr!(l, "dealers-field-country")),
        ("city", tr!(l, "dealers-field-city")),
        ("region", tr!(l, "dealers-field-region")),
        ("stock_rule", tr!(l, "dealers-field-stock")),
        ("managers", tr!(l, "dealers-field-managers")),
    ];
    html! {
        (PageHead::new(l, title).crumb(tr!(l, "dealers-title"), "/dealers"))
        (Form::post(action, cx.csrf()).class("card").attr("novalidate", "").body(html! {
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                (fieldset(tr!(l, "dealers-facts"), html! {
                    div.kb-grid.kb-g-2 {
                        (Field::text("name", labels[0].1).value(&typed.name).error(problems.at("name")).required().autofocus())
                        (Select::new("tier", labels[1].1, [Tier::Gold, Tier::Silver, Tier::Base].map(|tier| Choice::new(tier.code(), words::tier(l, tier)))).chosen(&typed.tier).error(problems.at("tier")))
                        (Select::new("country", labels[2].1, [Country::Ru, Country::Kz].map(|country| Choice::new(country.code(), words::country(l, country)))).chosen(&typed.country).error(problems.at("country")))
                        (Field::text("city", labels[3].1).value(&typed.city).error(problems.at("city")))
                        (Field::text("region", labels[4].1).value(&typed.region).hint(tr!(l, "dealers-region-hint")).error(problems.at("region")))
                        (Select::new("stock_rule", labels[5].1, [StockRule::Exact, StockRule::Levels, StockRule::Hidden].map(|rule| Choice::new(rule.code(), words::stock_rule(l, rule)))).chosen(&typed.stock_rule).error(problems.at("stock_rule")))
                    }
                }))
                (fieldset(tr!(l, "dealers-field-managers"), html! {
                    div id="managers" {
                        @if managers.is_empty() {
                            p.kb-soft.m-0 { (tr!(l, "dealers-managers-none")) " " a href="/people/new" { (tr!(l, "dealers-invite")) } }
                        }
                        div.kb-checks {
                            @for manager in managers {
                                @let id = manager.id.to_string();
                                @let on = typed.managers.contains(&id);
                                (Check::new("managers", id, manager.name.as_str(), on))
                            }
                        }
                        @if let Some(wrong) = problems.at("managers") { p.kb-err { (icon!("alert-circle")) span { (wrong) } } }
                        @else if !managers.is_empty() { p.kb-hint { (tr!(l, "dealers-managers-hint")) } }
                    }
                }))
            }
            div.card-footer.kb-row {
                (Button::primary(tr!(l, "dealers-save")).icon(icon!("check")))
                (Button::quiet(tr!(l, "dealers-cancel")).href(back))
            }
        }))
    }
}
