//! The form of a feed.

use std::sync::Arc;

use maud::{Markup, html};

use crate::modules::catalogue::queries::Tree;
use crate::modules::dealers::Contract;
use crate::modules::feeds::pages::form::Typed;
use crate::modules::feeds::{Feed, Format, NAME_MAX, Pricing, SITE_MAX};
use crate::modules::offers::Rounding;
use crate::platform::i18n::try_text;
use crate::platform::ui::{Button, Card, Check, Choice, Field, Form as Posted, PageHead, Select, hidden};
use crate::platform::web::{Cx, Problems};
use crate::{icon, tr};

pub struct Form<'a> {
    pub title: &'a str,
    /// The one that is changed.
    pub feed: Option<&'a Feed>,
    pub typed: &'a Typed,
    pub contracts: &'a [Arc<Contract>],
    pub tree: &'a Tree,
    pub sees_costs: bool,
}

/// Groups are chosen among those of these levels; those below go with them.
const DEPTH_SHOWN: usize = 2;
/// The most groups that are offered.
const GROUPS_SHOWN: usize = 400;

pub fn form(cx: &Cx, form: &Form<'_>, problems: &Problems) -> Markup {
    let (l, typed) = (cx.locale, form.typed);
    let labels = [
        ("name", tr!(l, "feeds-name")),
        ("format", tr!(l, "feeds-format")),
        ("contract", tr!(l, "feeds-contract")),
        ("rule", tr!(l, "feeds-rule")),
        ("percent", tr!(l, "feeds-percent")),
        ("site", tr!(l, "feeds-site")),
        ("groups", tr!(l, "feeds-groups")),
    ];
    let (action, back) = match form.feed {
        Some(feed) => (format!("/feeds/{}", feed.id), format!("/feeds/{}", feed.id)),
        None => ("/feeds".to_owned(), "/feeds".to_owned()),
    };
    let mut head = PageHead::new(l, form.title).crumb(tr!(l, "feeds-title"), "/feeds");
    if let Some(feed) = form.feed {
        head = head.crumb(feed.settings.name.as_str(), back.as_str());
    }
    html! {
        (head)
        (Posted::post(action, cx.csrf()).class("kb-stack-lg").attr("novalidate", "").body(html! {
            (hidden("id", typed.id.as_str()))
            (hidden("version", typed.version.to_string()))
            (problems.summary(cx, &labels))
            div.kb-grid.kb-g-side {
                div.kb-stack-lg {
                    (what(cx, form, problems))
                    (prices(cx, form, problems))
                }
                (goods(cx, form, problems))
            }
            div.kb-row {
                (Button::primary(if form.feed.is_some() { tr!(l, "feeds-save") } else { tr!(l, "feeds-make") }).icon(icon!("check")))
                (Button::quiet(tr!(l, "feeds-cancel")).href(back.as_str()))
            }
        }))
    }
}

fn what(cx: &Cx, form: &Form<'_>, problems: &Problems) -> Markup {
    let (l, typed) = (cx.locale, form.typed);
    let formats =
        Format::ALL.map(|format| Choice::new(format.code(), try_text(l, format.message()).unwrap_or_default()));
    html! {
        (Card::titled(tr!(l, "feeds-card-what")).body(html! {
            div.kb-stack {
                (Field::text("name", tr!(l, "feeds-name")).value(typed.name.as_str()).required()
                    .placeholder(tr!(l, "feeds-name-example")).attr("maxlength", NAME_MAX.to_string())
                    .error(problems.at("name")))
                @if let Some(feed) = form.feed {
                    (Field::text("format-shown", tr!(l, "feeds-format")).id("format").read_only()
                        .value(try_text(l, feed.format.message()).unwrap_or_default()).hint(tr!(l, "feeds-format-fixed")))
                } @else {
                    (Select::new("format", tr!(l, "feeds-format"), formats).chosen(typed.format.as_str())
                        .hint(tr!(l, "feeds-format-hint")).error(problems.at("format")))
                }
                (Field::text("site", tr!(l, "feeds-site")).value(typed.site.as_str()).placeholder("https://")
                    .attr("maxlength", SITE_MAX.to_string()).attr("inputmode", "url")
                    .hint(tr!(l, "feeds-site-hint")).error(problems.at("site")))
            }
        }))
    }
}

fn prices(cx: &Cx, form: &Form<'_>, problems: &Problems) -> Markup {
    let (l, typed) = (cx.locale, form.typed);
    let contracts = form.contracts.iter().map(|contract| {
        let text = tr!(
            l,
            "feeds-contract-of",
            number = contract.number.as_str(),
            currency = contract.currency.code()
        );
        Choice::new(contract.id.to_string(), text)
    });
    let rules = Pricing::codes(form.sees_costs);
    let rules = rules
        .into_iter()
        .map(|code| Choice::new(code, try_text(l, Pricing::message(code)).unwrap_or_default()));
    let roundings =
        Rounding::ALL.map(|rounding| Choice::new(rounding.code(), try_text(l, rounding.message()).unwrap_or_default()));
    html! {
        (Card::titled(tr!(l, "feeds-card-prices")).body(html! {
            div.kb-stack {
                (Select::new("contract", tr!(l, "feeds-contract"), contracts).chosen(typed.contract.as_str())
                    .hint(tr!(l, "feeds-contract-hint")).error(problems.at("contract")))
                div.kb-offer-fields {
                    (Select::new("rule", tr!(l, "feeds-rule"), rules).chosen(typed.rule.as_str()).error(problems.at("rule")))
                    (Field::decimal("percent", tr!(l, "feeds-percent")).value(typed.percent.as_str()).unit("%")
                        .attr("maxlength", "10").hint(tr!(l, "feeds-percent-hint")).error(problems.at("percent")))
                }
                (Select::new("rounding", tr!(l, "feeds-rounding"), roundings).chosen(typed.rounding.as_str()))
                p.kb-note.m-0 {
                    @if form.sees_costs { (tr!(l, "feeds-rule-note")) } @else { (tr!(l, "feeds-rule-blind")) }
                }
            }
        }))
    }
}

fn goods(cx: &Cx, form: &Form<'_>, problems: &Problems) -> Markup {
    let (l, typed) = (cx.locale, form.typed);
    // What is chosen is always there, wherever it stands by now: a box that isn't drawn would be a group taken out, and
    // a feed without groups holds everything.
    let chosen = |id| typed.groups.contains(id);
    let mut room = GROUPS_SHOWN;
    let mut fits = |depth: usize| {
        let fits = depth < DEPTH_SHOWN && room > 0;
        room -= usize::from(fits);
        fits
    };
    let nodes = form.tree.nodes.iter();
    let shown: Vec<_> = nodes
        .filter(|node| chosen(&node.group.id) || fits(node.depth))
        .collect();
    let gone = typed.groups.iter().filter(|id| form.tree.get(**id).is_none());
    html! {
        (Card::titled(tr!(l, "feeds-card-goods")).body(html! {
            div.kb-stack {
                (Check::new("stock", "1", tr!(l, "feeds-stock"), typed.stock.is_some()))
                (Check::new("absent", "1", tr!(l, "feeds-absent"), typed.absent.is_some()))
                (Check::new("pictures", "1", tr!(l, "feeds-pictures"), typed.pictures.is_some()))
                fieldset.kb-feed-groups id="groups" tabindex="-1" {
                    legend.form-label { (tr!(l, "feeds-groups")) }
                    p.kb-note.m-0 { (tr!(l, "feeds-groups-hint")) }
                    @if let Some(fault) = problems.at("groups") { p.kb-err.m-0 { (fault) } }
                    div.kb-feed-list {
                        @for node in shown {
                            div.kb-feed-below[node.depth > 0] {
                                (Check::new("group", node.group.id.to_string(), node.group.name.as_str(),
                                    chosen(&node.group.id)))
                            }
                        }
                        @for id in gone {
                            (Check::new("group", id.to_string(), tr!(l, "feeds-group-removed"), true))
                        }
                    }
                }
            }
        }))
    }
}
