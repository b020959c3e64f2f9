//! The card of the reader's own calendar feed.

use maud::{Markup, html};

use crate::modules::calendar::pages::HERE;
use crate::modules::calendar::pages::month::Feed;
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Dialog, Field, Form};
use crate::platform::web::Cx;
use crate::{icon, tr};

const RENEW: &str = "calendar-key";
const REVOKE: &str = "calendar-key-revocation";

pub fn card(cx: &Cx, feed: &Feed) -> Markup {
    let l = cx.locale;
    let make = |button: Button<'static>| Form::post("/calendar/key", cx.csrf()).body(button);
    let covered = format!("{}{HERE}/••••••••.ics", feed.origin);
    html! {
        (Card::titled(tr!(l, "calendar-feed")).id("feed").body(html! {
            div.kb-stack {
                p.m-0 { (tr!(l, "calendar-feed-what")) }
                @match (&feed.key, &feed.address) {
                    (Some(_), Some(address)) => {
                        (Alert::good(tr!(l, "calendar-feed-once")).body(html! { p.m-0 { (tr!(l, "calendar-feed-keep")) } }))
                        (Field::text("address", tr!(l, "calendar-feed-address")).id("calendar-address").value(address.as_str()).read_only())
                        div.kb-row {
                            (Button::primary(tr!(l, "calendar-feed-copy")).icon(icon!("copy")).plain_type()
                                .attr("data-copy", "#calendar-address").attr("data-copied", tr!(l, "calendar-feed-copied")))
                            (Button::quiet(tr!(l, "calendar-feed-revoke")).icon(icon!("ban")).opens(REVOKE))
                        }
                    },
                    (Some(key), None) => {
                        (Field::text("address", tr!(l, "calendar-feed-address")).id("calendar-address").value(covered).read_only()
                            .hint(tr!(l, "calendar-feed-hidden", at = format::datetime(key.made, &cx.zone).as_str())))
                        div.kb-row {
                            (Button::plain(tr!(l, "calendar-feed-renew")).icon(icon!("key")).opens(RENEW))
                            (Button::quiet(tr!(l, "calendar-feed-revoke")).icon(icon!("ban")).opens(REVOKE))
                        }
                    },
                    (None, _) => { (make(Button::plain(tr!(l, "calendar-feed-make")).icon(icon!("rss")))) },
                }
            }
        }))
        @if feed.key.is_some() {
            (Dialog::new(l, RENEW, tr!(l, "calendar-feed-renew-ask")).small()
                .body(html! { p.m-0 { (tr!(l, "calendar-feed-renew-what")) } })
                .footer(html! {
                    (make(Button::primary(tr!(l, "calendar-feed-renew"))))
                    (Button::quiet(tr!(l, "calendar-cancel")).href("#main").attr("data-close", ""))
                }))
            (Dialog::new(l, REVOKE, tr!(l, "calendar-feed-revoke-ask")).small()
                .body(html! { p.m-0 { (tr!(l, "calendar-feed-revoke-what")) } })
                .footer(html! {
                    (Form::post("/calendar/key/revocation", cx.csrf()).body(Button::danger(tr!(l, "calendar-feed-revoke"))))
                    (Button::quiet(tr!(l, "calendar-cancel")).href("#main").attr("data-close", ""))
                }))
        }
    }
}
