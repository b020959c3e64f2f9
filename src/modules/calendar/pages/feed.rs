//! What a calendar program gets by the address, without signing in: what the person who made it sees now.

use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::HERE;
use crate::modules::calendar::actions::may_read;
use crate::modules::calendar::ics::{Event, calendar};
use crate::modules::calendar::model::CalendarKey;
use crate::modules::calendar::queries::{self, Selection};
use crate::modules::calendar::records::KEY_BY_LINK;
use crate::modules::dealers::Dealer;
use crate::modules::settlements::{self, Due, Period};
use crate::platform::access::{Access, Account, Membership};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Day, Locale, MembershipId, PAGE_LIMIT_MAX};
use crate::platform::web::{Cx, Outcome, Rate, Window, hash_of_secret, unlisted};
use crate::tr;

/// The most events of one calendar: programs read no longer ones.
const EVENTS_MAX: usize = 5_000;
/// How often an address may be read.
const A_MINUTE: usize = 20;

/// Counted by the person, so that one program that runs wild stops nobody else's.
#[derive(Default)]
pub struct Gate(Window<MembershipId>);

/// Who reads, with the rights of now. Whoever may not is as one who isn't there: an address tells nothing.
fn reader(cx: &Cx, secret: &str) -> Result<(CalendarKey, Access, Locale), Error> {
    let hash = hash_of_secret(secret).ok_or(Error::NotFound)?;
    let tx = Access::system(cx.services(), "calendar.feed").read()?;
    let key: CalendarKey = tx.find(&KEY_BY_LINK, hash.as_str())?.ok_or(Error::NotFound)?;
    let member = tx.shared::<Membership>(&key.membership)?;
    let member = member.filter(|member| !member.disabled && member.company == Some(key.dealer));
    let member = member.ok_or(Error::NotFound)?;
    let account = tx.shared::<Account>(&member.account)?;
    let account = account.filter(|account| !account.disabled).ok_or(Error::NotFound)?;
    let access = Access::of_member(cx.services(), &member, "calendar")?;
    may_read(&access).map_err(|_| Error::NotFound)?;
    Ok((key, access, account.locale))
}

pub async fn file(cx: Cx) -> Outcome {
    let secret: String = cx.param("secret")?;
    let (key, access, locale) = reader(&cx, &secret)?;
    let rate = Rate {
        most: A_MINUTE,
        seconds: 60,
    };
    if let Err(seconds) = cx.part::<Gate>().0.admits(key.membership, rate, cx.access.now()) {
        return Ok(often(locale, seconds));
    }
    let tx = access.read()?;
    let dealer: Dealer = tx.get(&key.dealer)?.ok_or(Error::NotFound)?;
    let today = access.now().day_in(&cx.services().zone);
    let selection = Selection::of(&tx, dealer.id, None, None)?;
    let events = events(&cx, &tx, &selection, locale, today)?;
    let text = calendar(
        &tr!(locale, "calendar-feed-name", dealer = dealer.name.as_str()),
        &events,
    );
    let mut answer = text.into_response();
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/calendar; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("inline; filename=\"kabinet.ics\""),
    );
    Ok(unlisted(answer))
}

fn often(locale: Locale, seconds: i64) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    let text = tr!(locale, "calendar-feed-often", n = A_MINUTE);
    let mut answer = (StatusCode::TOO_MANY_REQUESTS, kind, format!("{text}\n")).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    answer
}

/// All that is open and has a day, the longest overdue first.
fn events(cx: &Cx, tx: &ReadTx, selection: &Selection, l: Locale, today: Day) -> Result<Vec<Event>, Error> {
    let origin = cx.portal.settings.public_origin.trim_end_matches('/');
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    let mut told = std::collections::HashMap::new();
    for settlement in &selection.settlements {
        let as_of = settlements::dues_as_of(tx, settlement.id)?;
        told.insert(settlement.id, (settlement, as_of));
    }
    let (mut events, mut after) = (Vec::new(), None);
    while events.len() < EVENTS_MAX {
        let (found, next) = queries::page(tx, selection, Period::default(), after, PAGE_LIMIT_MAX)?;
        for due in found {
            let (Some(day), Some((settlement, as_of))) = (due.day, told.get(&due.settlement)) else {
                continue;
            };
            let mut about = vec![tr!(
                l,
                "calendar-feed-contract",
                number = settlement.number.as_str(),
                buyer = settlement.buyer.name.as_str()
            )];
            if due.is_partly_paid() {
                about.push(tr!(l, "calendar-paid-of", paid = due.paid, sum = due.sum));
            }
            if due.worked_out {
                about.push(tr!(l, "calendar-worked-out-long").to_owned());
            }
            if let Some(at) = as_of {
                about.push(tr!(
                    l,
                    "calendar-as-of",
                    at = format::datetime(*at, &cx.services().zone).as_str()
                ));
            }
            events.push(Event {
                uid: format!("{}-{}@{host}", due.settlement, due.id),
                day,
                summary: summary(l, &due, today),
                description: about.join("\n"),
                url: format!("{origin}{HERE}?day={}", format::iso_date(day)),
                stamp: as_of.unwrap_or(settlement.changed),
            });
        }
        after = next;
        if after.is_none() {
            break;
        }
    }
    events.truncate(EVENTS_MAX);
    Ok(events)
}

fn summary(l: Locale, due: &Due, today: Day) -> String {
    match (due.is_overdue(today), due.number.is_empty()) {
        (true, true) => tr!(l, "calendar-feed-late-unnamed", sum = due.left()),
        (true, false) => tr!(l, "calendar-feed-late", sum = due.left(), number = due.number.as_str()),
        (false, true) => tr!(l, "calendar-feed-pay-unnamed", sum = due.left()),
        (false, false) => tr!(l, "calendar-feed-pay", sum = due.left(), number = due.number.as_str()),
    }
}
