//! The page behind a letter's link: one approval for one person, to decide once, and nothing else. Looking decides nothing:
//! mail programs open links by themselves.

use super::one::{Typed, look};
use crate::modules::approvals::actions;
use crate::modules::approvals::events::{APPROVAL, BY_KEY};
use crate::modules::approvals::model::ApprovalId;
use crate::modules::approvals::permissions::SEE;
use crate::modules::approvals::queries::seen;
use crate::modules::approvals::views::letter::{Letter, page as view};
use crate::modules::approvals::views::one::View;
use crate::platform::access::{LetterKey, by_letter};
use crate::platform::error::Error;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

/// From here on the request is that of the person whom the key was sent to.
fn admit(cx: &mut Cx) -> Result<(LetterKey, ApprovalId, String), Error> {
    let secret: String = cx.param("secret")?;
    let opened = by_letter(cx.services(), &secret, APPROVAL, cx.access.request())?;
    opened.access.require(SEE)?;
    let id = opened.key.key.parse().map_err(|_| Error::NotFound)?;
    cx.locale = opened.account.locale;
    let zone = opened.account.zone.as_deref();
    if let Some(zone) = zone.and_then(|name| jiff::tz::TimeZone::get(name).ok()) {
        cx.zone = zone;
    }
    cx.access = opened.access;
    Ok((opened.key, id, secret))
}

pub async fn page(mut cx: Cx) -> Outcome {
    let (key, id, secret) = admit(&mut cx)?;
    show(&cx, &key, id, &secret, &Typed::default(), None)
}

fn show(cx: &Cx, key: &LetterKey, id: ApprovalId, secret: &str, typed: &Typed, error: Option<Error>) -> Outcome {
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let tx = cx.access.read()?;
    let (of, people) = seen(&tx, &cx.access, id)?;
    let action = format!("{BY_KEY}{secret}");
    let look = look(cx, &tx, &of, &people)?;
    let used = key.uses > 0;
    let letter = Letter {
        view: View {
            look: &look,
            of: &of,
            typed,
            problems: &problems,
            action: &action,
            csrf: None,
        },
        name: &cx.access.actor().name,
        // What it was for is done: it shows no more than that.
        open: of.is_waiting() && !used && (look.turn.is_some() || look.blind),
        used,
    };
    let head = PageHead {
        title: tr!(cx.locale, "approvals-title"),
        current: "",
    };
    let body = view(cx, &letter);
    match wrong {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}

pub async fn decide(mut cx: Cx) -> Outcome {
    let (key, id, secret) = admit(&mut cx)?;
    let typed: Typed = cx.form()?;
    let verdict = match (key.uses > 0, typed.verdict()) {
        (true, _) => Err(Error::Refused(Message::new("access-letter-key-used"))),
        (false, verdict) => verdict,
    };
    let decided = match verdict {
        Ok(verdict) => actions::decide(&cx.access, id, typed.version, verdict, Some(key.token_hash.clone())).await,
        Err(error) => Err(error),
    };
    match decided {
        Ok(_) => cx.redirect(&format!("{BY_KEY}{secret}")),
        Err(error) => show(&cx, &key, id, &secret, &typed, Some(error)),
    }
}
