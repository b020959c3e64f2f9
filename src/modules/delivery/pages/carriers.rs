//! The administrator's list of carriers, and until when a dealer may change the delivery.

use serde::Deserialize;

use crate::modules::delivery::events::CARRIERS_SUBJECT;
use crate::modules::delivery::model::Refusal;
use crate::modules::delivery::{Carrier, CarrierId, Rules, actions, queries, views::carriers as view};
use crate::modules::orders::Kind;
use crate::platform::error::Error;
use crate::platform::journal;
use crate::platform::store::Reader;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

pub const HERE: &str = "/carriers";
/// Changes that the page shows.
const HISTORY: usize = 15;

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Made when the form is drawn, so that pressing twice makes one carrier.
    pub id: String,
    pub version: u32,
    pub name: String,
    pub tracking: String,
    pub terminals: String,
    pub active: Option<String>,
}

impl Typed {
    fn of(carrier: &Carrier) -> Typed {
        Typed {
            id: carrier.id.to_string(),
            version: carrier.version,
            name: carrier.name.clone(),
            tracking: carrier.tracking.clone(),
            terminals: carrier.terminals.join("\n"),
            active: carrier.active.then(|| "1".to_owned()),
        }
    }

    fn carrier(&self, id: CarrierId) -> Carrier {
        Carrier {
            id,
            name: self.name.clone(),
            tracking: self.tracking.clone(),
            terminals: self.terminals.lines().map(str::to_owned).collect(),
            active: self.active.is_some(),
            version: self.version,
        }
    }
}

pub async fn list(cx: Cx) -> Outcome {
    show(&cx, None)
}

fn show(cx: &Cx, error: Option<Error>) -> Outcome {
    let tx = cx.access.read()?;
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let page = view::Page {
        carriers: queries::carriers(&tx)?,
        rules: queries::rules(&tx)?,
        history: journal::about(&tx, CARRIERS_SUBJECT.0, CARRIERS_SUBJECT.1, None, HISTORY)?,
    };
    let head = PageHead {
        title: tr!(cx.locale, "delivery-carriers"),
        current: HERE,
    };
    let body = view::list(cx, &page, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

pub async fn new(cx: Cx) -> Outcome {
    let typed = Typed {
        id: CarrierId::at(cx.access.now(), rand::random()).to_string(),
        active: Some("1".to_owned()),
        ..Typed::default()
    };
    form(&cx, None, &typed, None)
}

pub async fn one(cx: Cx) -> Outcome {
    let id: CarrierId = cx.param("id")?;
    let carrier = cx.access.read()?.get::<Carrier>(&id)?.ok_or(Error::NotFound)?;
    form(&cx, Some(id), &Typed::of(&carrier), None)
}

pub async fn add(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let id = typed
        .id
        .parse()
        .map_err(|_| Error::Refused(Message::new("errors-form-wrong")))?;
    let wanted = typed.carrier(id);
    // Pressed twice: it is there already, as it was typed.
    let known = cx.access.read()?.get::<Carrier>(&id)?;
    let twice = known.is_some_and(|known| {
        known.version == 1 && typed.version == 0 && wanted.clone().sound().is_ok_and(|sound| sound.name == known.name)
    });
    if twice {
        return cx.redirect(HERE);
    }
    let done = actions::save_carrier(&cx.access, wanted).await;
    saved(&cx, None, &typed, done).await
}

pub async fn change(cx: Cx) -> Outcome {
    let id: CarrierId = cx.param("id")?;
    if cx.access.read()?.get::<Carrier>(&id)?.is_none() {
        return Err(Error::NotFound);
    }
    let typed: Typed = cx.form()?;
    let done = actions::save_carrier(&cx.access, typed.carrier(id)).await;
    saved(&cx, Some(id), &typed, done).await
}

async fn saved(cx: &Cx, id: Option<CarrierId>, typed: &Typed, done: Result<Carrier, Error>) -> Outcome {
    match done {
        Ok(carrier) => {
            cx.flash(Message::new("delivery-carrier-saved").with("name", carrier.name))
                .await?;
            cx.redirect(HERE)
        }
        Err(error) => form(cx, id, typed, Some(at_field(error))),
    }
}

/// A refusal that is about one field stands under it.
fn at_field(error: Error) -> Error {
    let of = [
        (Refusal::Name, "name"),
        (Refusal::NameTaken, "name"),
        (Refusal::Tracking, "tracking"),
        (Refusal::Terminals, "terminals"),
    ];
    error.at_field(|id| {
        let (_, field) = of.iter().find(|(refusal, _)| refusal.message() == id)?;
        Some(*field)
    })
}

fn form(cx: &Cx, id: Option<CarrierId>, typed: &Typed, error: Option<Error>) -> Outcome {
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let title = match id {
        Some(_) if !typed.name.trim().is_empty() => typed.name.as_str(),
        Some(_) => tr!(cx.locale, "delivery-carrier"),
        None => tr!(cx.locale, "delivery-carrier-new"),
    };
    let head = PageHead { title, current: HERE };
    let body = view::form(cx, title, id, typed, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RulesForm {
    version: u32,
    until: String,
    /// None where the form has no such field.
    days: Vec<String>,
}

pub async fn rules(cx: Cx) -> Outcome {
    let form: RulesForm = cx.form()?;
    let kind = Kind::from_code(&form.until).filter(|kind| Rules::KINDS.contains(kind));
    let days = form.days.first().map(|days| days.trim().parse::<u16>());
    let done = match (kind, days.transpose()) {
        (Some(until), Ok(days)) => actions::set_rules(&cx.access, form.version, until, days).await,
        (None, _) => Err(Refusal::Way.into()),
        (_, Err(_)) => Err(Refusal::Days.into()),
    };
    match done {
        Ok(_) => {
            cx.flash(Message::new("delivery-rules-saved")).await?;
            cx.redirect(HERE)
        }
        Err(error) => show(&cx, Some(error)),
    }
}
