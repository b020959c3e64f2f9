//! The person who gets the goods of an order: masked, until somebody asks to read the papers.

use serde::Deserialize;

use crate::modules::delivery::actions::{asks, people};
use crate::modules::delivery::person::{Document, Papers};
use crate::modules::delivery::seal::PeopleKeys;
use crate::modules::delivery::{Person, Refusal, queries, views::recipient as view};
use crate::modules::orders::OrderNumber;
use crate::modules::orders::actions::by_number;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: u32,
    pub name: String,
    pub phone: String,
    pub document: String,
    pub number: String,
    pub agreed: Option<String>,
}

pub async fn page(cx: Cx) -> Outcome {
    show(&cx, cx.param("number")?, None, None, None)
}

fn show(cx: &Cx, number: OrderNumber, typed: Option<Typed>, read: Option<Papers>, error: Option<Error>) -> Outcome {
    let moved = matches!(&error, Some(Error::Refused(message)) if message.id == Refusal::Moved.message());
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let tx = cx.access.read()?;
    let order = by_number(&tx, number)?;
    let rules = queries::rules(&tx)?;
    let person: Option<Person> = tx.get(&order.id)?;
    let keys = cx.part::<PeopleKeys>();
    let sealed = person.as_ref().and_then(|person| person.sealed.as_ref());
    let kept = match (read, sealed) {
        (Some(papers), Some(_)) => Some(Ok((papers, true))),
        (_, Some(sealed)) => Some(keys.open(order.id, sealed).map(|papers| (papers.masked(), false))),
        (_, None) => None,
    };
    let version = person.as_ref().map_or(0, |person| person.version);
    let page = view::Page {
        order: &order,
        kept,
        asks: asks::may_ask(&cx.access, &tx, &order).is_ok(),
        open: rules.allow(order.kind, cx.access.is_staff()),
        key: !keys.is_empty(),
        keep_days: rules.keep_days,
        refused: typed.is_some(),
        typed: Typed {
            // Sent again after somebody else's change, it stands over what the page shows now; after any other refusal over
            // what it was drawn from, so that nobody is replaced unseen.
            version: typed.as_ref().filter(|_| !moved).map_or(version, |typed| typed.version),
            ..typed.unwrap_or_else(|| Typed {
                document: Document::Passport.code().to_owned(),
                ..Typed::default()
            })
        },
        person: person.as_ref(),
    };
    let head = PageHead {
        title: tr!(cx.locale, "delivery-person"),
        current: "/orders",
    };
    let body = view::page(cx, &page, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

pub async fn enter(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    by_number(&cx.access.read()?, number)?;
    let typed: Typed = cx.form()?;
    let done = match Papers::read(&typed.name, &typed.phone, &typed.document, &typed.number) {
        Ok(papers) => people::enter(&cx.access, number, typed.version, papers, typed.agreed.is_some()).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => {
            cx.flash(Message::new("delivery-person-saved")).await?;
            cx.redirect(&format!("/orders/{number}/recipient"))
        }
        Err(error) => show(&cx, number, Some(typed), None, Some(error)),
    }
}

/// Shows the papers in the answer itself: no address leads to them.
pub async fn open(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    match people::open(&cx.access, number).await {
        Ok(papers) => show(&cx, number, None, Some(papers), None),
        // The page says these itself.
        Err(Error::Refused(message))
            if [Refusal::OtherKey, Refusal::Wiped]
                .iter()
                .any(|refusal| refusal.message() == message.id) =>
        {
            cx.redirect(&format!("/orders/{number}/recipient"))
        }
        Err(error) => show(&cx, number, None, None, Some(error)),
    }
}

/// The same of the person who is asked for in the open request.
pub async fn open_asked(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    match asks::open(&cx.access, number).await {
        Ok(papers) => {
            let order = by_number(&cx.access.read()?, number)?;
            let head = PageHead {
                title: tr!(cx.locale, "delivery-asked-person"),
                current: "/orders",
            };
            cx.page(head, view::asked(&cx, &order, &papers))
        }
        // The order says it itself.
        Err(Error::Refused(_)) => cx.redirect(&format!("/orders/{number}")),
        Err(error) => Err(error),
    }
}

pub async fn wipe(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    match people::wipe(&cx.access, number).await {
        Ok(()) => {
            cx.flash(Message::new("delivery-person-removed")).await?;
            cx.redirect(&format!("/orders/{number}/recipient"))
        }
        Err(error) => show(&cx, number, None, None, Some(error)),
    }
}
