//! The page of a feed.

use maud::{Markup, html};

use super::{badge, rule};
use crate::modules::feeds::{Feed, Pricing, Reads, Stop, queries};
use crate::platform::i18n::{format, try_text};
use crate::platform::journal::Entry;
use crate::platform::ui::{Alert, Button, Card, Dialog, Field, Form, KeyValues, PageHead, hidden};
use crate::platform::web::{Cx, Problems, changes};
use crate::{icon, tr};

pub struct Page<'a> {
    pub feed: &'a Feed,
    /// Only just after it was made.
    pub address: Option<String>,
    pub origin: &'a str,
    pub reads: Reads,
    pub stop: Option<Stop>,
    pub groups: Vec<String>,
    pub contract: String,
    pub history: Vec<Entry>,
}

impl Page<'_> {
    fn path(&self, rest: &str) -> String {
        format!("/feeds/{}{rest}", self.feed.id)
    }
}

const REKEY: &str = "feed-key";
const REVOKE: &str = "feed-revocation";
const REMOVE: &str = "feed-removal";

pub fn page(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let (l, feed) = (cx.locale, page.feed);
    let revoked = page.stop == Some(Stop::Revoked);
    html! {
        (PageHead::new(l, feed.settings.name.as_str())
            .crumb(tr!(l, "feeds-title"), "/feeds")
            .facts(html! { div.kb-mt { span.kb-row {
                (badge(l, page.stop))
                span.kb-soft { (feed.format.name()) }
            } } })
            .actions(html! {
                @if page.stop.is_none() {
                    (Button::plain(tr!(l, "feeds-file")).icon(icon!("file-download")).href(page.path("/file")).attr("download", ""))
                }
                (Button::plain(tr!(l, "feeds-edit-do")).icon(icon!("edit")).href(page.path("/edit")))
                @if revoked {
                    (Button::quiet(tr!(l, "feeds-remove")).icon(icon!("trash")).opens(REMOVE))
                } @else {
                    (Button::quiet(tr!(l, "feeds-revoke")).icon(icon!("ban")).opens(REVOKE))
                }
            }))
        div.kb-stack-lg {
            (problems.summary(cx, &[]))
            @if let Some(stop) = page.stop {
                (Alert::warning(tr!(l, "feeds-stopped"))
                    .body(html! { p.m-0 { (try_text(l, stop.message()).unwrap_or_default()) } }))
            }
            @if feed.settings.pricing == Pricing::Purchase {
                (Alert::warning(tr!(l, "feeds-purchase-warning"))
                    .body(html! { p.m-0 { (tr!(l, "feeds-purchase-what")) } }))
            }
            div.kb-grid.kb-g-side {
                div.kb-stack-lg {
                    (address(cx, page))
                    (held(cx, page))
                    (changes(cx, tr!(l, "feeds-history"), tr!(l, "feeds-history-empty"), &page.history))
                }
                div.kb-stack-lg {
                    (reading(cx, page))
                    (settings(cx, page))
                }
            }
        }
        (dialog(cx, page, REKEY, "/key", &Ask {
            title: tr!(l, "feeds-rekey-ask"), what: tr!(l, "feeds-rekey-what"), button: tr!(l, "feeds-rekey"), danger: !revoked,
        }))
        @if revoked {
            (dialog(cx, page, REMOVE, "/removal", &Ask {
                title: tr!(l, "feeds-remove-ask"), what: tr!(l, "feeds-remove-what"), button: tr!(l, "feeds-remove"), danger: true,
            }))
        } @else {
            (dialog(cx, page, REVOKE, "/revocation", &Ask {
                title: tr!(l, "feeds-revoke-ask"), what: tr!(l, "feeds-revoke-what"), button: tr!(l, "feeds-revoke"), danger: true,
            }))
        }
    }
}

struct Ask {
    title: &'static str,
    what: &'static str,
    button: &'static str,
    danger: bool,
}

fn dialog(cx: &Cx, page: &Page<'_>, id: &'static str, path: &str, ask: &Ask) -> Markup {
    let l = cx.locale;
    let button = if ask.danger {
        Button::danger(ask.button)
    } else {
        Button::primary(ask.button)
    };
    html! {
        (Dialog::new(l, id, ask.title).small()
            .body(html! { p.m-0 { (ask.what) } })
            .footer(html! {
                (Form::post(page.path(path), cx.csrf()).body(html! {
                    (hidden("version", page.feed.version.to_string()))
                    (button)
                }))
                (Button::quiet(tr!(l, "feeds-cancel")).href("#main").attr("data-close", ""))
            }))
    }
}

fn address(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let covered = format!("{}/f/••••••••.{}", page.origin, page.feed.format.code());
    html! {
        (Card::titled(tr!(l, "feeds-address")).body(html! {
            div.kb-stack {
                @if let Some(address) = &page.address {
                    (Alert::good(tr!(l, "feeds-address-once")).body(html! { p.m-0 { (tr!(l, "feeds-address-keep")) } }))
                    (Field::text("address", tr!(l, "feeds-address-field")).id("feed-address").value(address.as_str()).read_only())
                    div { (Button::primary(tr!(l, "feeds-address-copy")).icon(icon!("copy")).plain_type()
                        .attr("data-copy", "#feed-address").attr("data-copied", tr!(l, "feeds-address-copied"))) }
                } @else {
                    (Field::text("address", tr!(l, "feeds-address-field")).id("feed-address").value(covered).read_only()
                        .hint(tr!(l, "feeds-address-hidden")))
                    div { (Button::plain(tr!(l, "feeds-rekey")).icon(icon!("key")).opens(REKEY)) }
                }
            }
        }))
    }
}

fn held(cx: &Cx, page: &Page<'_>) -> Markup {
    let (l, held) = (cx.locale, page.reads.held);
    let left = [
        ("feeds-left-priceless", held.priceless),
        ("feeds-left-made", held.made),
        ("feeds-left-absent", held.absent),
    ];
    let mut facts = KeyValues::new()
        .row(tr!(l, "feeds-held-goods"), format::count(held.goods))
        .row(tr!(l, "feeds-held-size"), format::bytes(l, held.bytes));
    for (id, count) in left.into_iter().filter(|(_, count)| *count > 0) {
        facts = facts.row(try_text(l, id).unwrap_or_default(), format::count(count));
    }
    html! {
        (Card::titled(tr!(l, "feeds-held")).body(html! {
            @if held.cut {
                (Alert::warning(tr!(l, "feeds-held-cut", n = format::count(queries::GOODS_MAX).to_string()))
                    .body(html! { p.m-0 { (tr!(l, "feeds-held-cut-what")) } }))
            }
            @if let Some(since) = page.reads.since {
                (facts.row(tr!(l, "feeds-held-since"), format::datetime(since, &cx.zone)))
            } @else {
                p.kb-soft.m-0 { (tr!(l, "feeds-held-never")) }
            }
        }))
    }
}

fn reading(cx: &Cx, page: &Page<'_>) -> Markup {
    let (l, reads) = (cx.locale, &page.reads);
    html! {
        (Card::titled(tr!(l, "feeds-reading")).body(html! {
            @if let Some(at) = reads.last {
                (KeyValues::new()
                    .row(tr!(l, "feeds-read-last"), format::datetime(at, &cx.zone))
                    .row(tr!(l, "feeds-read-count"), format::count(reads.count))
                    .row(tr!(l, "feeds-read-from"), reads.address.as_str())
                    .row_if(tr!(l, "feeds-read-agent"), Some(reads.agent.as_str()).filter(|agent| !agent.is_empty())
                        .map(|agent| html! { span.kb-wrap { (agent) } })))
            } @else {
                p.kb-soft.m-0 { (tr!(l, "feeds-read-never")) }
            }
        }))
    }
}

fn settings(cx: &Cx, page: &Page<'_>) -> Markup {
    let (l, feed) = (cx.locale, page.feed);
    let of = &feed.settings;
    let yes = |on: bool| if on { tr!(l, "feeds-yes") } else { tr!(l, "feeds-no") };
    let groups = match page.groups.is_empty() {
        true => tr!(l, "feeds-groups-all").to_owned(),
        false => page.groups.join(", "),
    };
    let rounding = try_text(l, of.rounding.message()).unwrap_or_default();
    html! {
        (Card::titled(tr!(l, "feeds-settings")).body(html! {
            (KeyValues::new()
                .row(tr!(l, "feeds-col-prices"), rule(l, of.pricing))
                .row_if(tr!(l, "feeds-rounding"), (of.pricing != Pricing::Purchase).then_some(rounding))
                .row(tr!(l, "feeds-contract"), page.contract.as_str())
                .row(tr!(l, "feeds-groups"), groups)
                .row(tr!(l, "feeds-stock-short"), yes(of.stock))
                .row(tr!(l, "feeds-absent-short"), yes(of.absent))
                .row(tr!(l, "feeds-pictures-short"), yes(of.pictures))
                .row_if(tr!(l, "feeds-site"), Some(of.site.as_str()).filter(|site| !site.is_empty()))
                .row(tr!(l, "feeds-keeper"), feed.keeper.name.as_str())
                .row(tr!(l, "feeds-keyed"), format::datetime(feed.keyed, &cx.zone)))
        }))
    }
}
