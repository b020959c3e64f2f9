//! A dealer's addresses.

use serde::Deserialize;

use crate::modules::dealers::queries::entities;
use crate::modules::delivery::actions::addresses as actions;
use crate::modules::delivery::form::Typed as Terms;
use crate::modules::delivery::{Address, AddressId, Refusal, queries, views::addresses as view};
use crate::platform::error::{Error, FieldError};
use crate::platform::store::Reader;
use crate::platform::values::{Currency, DealerId, Message};
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

pub const HERE: &str = "/addresses";

/// The fields as they were typed; those of the way are read as in the terms.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Made when the form is drawn, so that pressing twice makes one address.
    pub id: String,
    pub version: u32,
    pub name: String,
    pub way: String,
    pub carrier: String,
    pub terminal: String,
    pub address: String,
    pub window: String,
    pub contact: String,
    pub phone: String,
    pub comment: String,
    pub entity: String,
}

impl Typed {
    fn of(address: &Address) -> Typed {
        Typed {
            id: address.id.to_string(),
            version: address.version,
            name: address.name.clone(),
            way: address.way.code().to_owned(),
            carrier: address.carrier.clone(),
            terminal: address.terminal.clone(),
            address: address.address.clone(),
            window: address.window.clone(),
            contact: address.contact.clone(),
            phone: address.phone.clone(),
            comment: address.comment.clone(),
            entity: address.entity.map(|entity| entity.to_string()).unwrap_or_default(),
        }
    }

    fn read(&self, cx: &Cx, id: AddressId) -> Result<Address, Error> {
        let dealer = dealer(cx)?;
        let terms = Terms {
            way: self.way.clone(),
            carrier: self.carrier.clone(),
            terminal: self.terminal.clone(),
            address: self.address.clone(),
            window: self.window.clone(),
            contact: self.contact.clone(),
            phone: self.phone.clone(),
            comment: self.comment.clone(),
            ..Terms::default()
        };
        let mut wrong = Vec::new();
        let name = self.name.trim();
        if name.is_empty() {
            wrong.push(FieldError {
                field: "name".to_owned(),
                message: Message::new(Refusal::Name.message()),
            });
        }
        // No sum is read here, so that any currency does.
        let delivery = terms.read(Currency::Rub);
        if let Err(Error::Invalid(fields)) = &delivery {
            wrong.extend(fields.iter().cloned());
        }
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let entity = match self.entity.as_str() {
            "" => None,
            typed => {
                let known = entities(&cx.access.read()?, dealer)?;
                let known = known.into_iter().find(|entity| entity.id.to_string() == typed);
                Some(known.ok_or(Refusal::Way)?.id)
            }
        };
        Ok(Address {
            entity,
            version: self.version,
            ..Address::of(id, dealer, name, &delivery?)
        })
    }
}

/// The reader's own company: nobody else has these pages.
fn dealer(cx: &Cx) -> Result<DealerId, Error> {
    cx.access.scope().dealer().ok_or(Error::NotFound)
}

pub async fn list(cx: Cx) -> Outcome {
    let tx = cx.access.read()?;
    let dealer = dealer(&cx)?;
    let head = PageHead {
        title: tr!(cx.locale, "delivery-addresses"),
        current: HERE,
    };
    let body = view::list(&cx, &queries::addresses(&tx, dealer)?, &entities(&tx, dealer)?);
    cx.page(head, body)
}

pub async fn new(cx: Cx) -> Outcome {
    let typed = Typed {
        id: AddressId::at(cx.access.now(), rand::random()).to_string(),
        ..Typed::default()
    };
    form(&cx, None, &typed, None)
}

pub async fn one(cx: Cx) -> Outcome {
    let id: AddressId = cx.param("id")?;
    let address = cx.access.read()?.get::<Address>(&id)?.ok_or(Error::NotFound)?;
    form(&cx, Some(id), &Typed::of(&address), None)
}

pub async fn add(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let id = typed
        .id
        .parse()
        .map_err(|_| Error::Refused(Message::new("errors-form-wrong")))?;
    saved(&cx, None, id, &typed).await
}

pub async fn change(cx: Cx) -> Outcome {
    let id: AddressId = cx.param("id")?;
    if cx.access.read()?.get::<Address>(&id)?.is_none() {
        return Err(Error::NotFound);
    }
    let typed: Typed = cx.form()?;
    saved(&cx, Some(id), id, &typed).await
}

async fn saved(cx: &Cx, known: Option<AddressId>, id: AddressId, typed: &Typed) -> Outcome {
    let done = match typed.read(cx, id) {
        Ok(address) => actions::save(&cx.access, address).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(address) => {
            cx.flash(Message::new("delivery-address-saved").with("name", address.name))
                .await?;
            cx.redirect(HERE)
        }
        Err(error) => {
            // Sent again, it stands over the address as it is now.
            let version = cx.access.read()?.get::<Address>(&id)?.map_or(0, |known| known.version);
            let typed = Typed {
                version,
                ..typed.clone()
            };
            form(cx, known, &typed, Some(at_field(error)))
        }
    }
}

pub async fn remove(cx: Cx) -> Outcome {
    let removed = actions::remove(&cx.access, cx.param("id")?).await?;
    cx.flash(Message::new("delivery-address-removed").with("name", removed.name))
        .await?;
    cx.redirect(HERE)
}

/// A refusal of the name stands under it.
fn at_field(error: Error) -> Error {
    let of_name = [Refusal::Name.message(), Refusal::NameTaken.message()];
    error.at_field(|id| of_name.contains(&id).then_some("name"))
}

fn form(cx: &Cx, id: Option<AddressId>, typed: &Typed, error: Option<Error>) -> Outcome {
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let tx = cx.access.read()?;
    let title = match id {
        Some(_) if !typed.name.trim().is_empty() => typed.name.as_str(),
        Some(_) => tr!(cx.locale, "delivery-address"),
        None => tr!(cx.locale, "delivery-address-new"),
    };
    let page = view::Page {
        title,
        id,
        typed,
        entities: entities(&tx, dealer(cx)?)?,
        carriers: queries::carriers(&tx)?,
    };
    let head = PageHead { title, current: HERE };
    let body = view::form(cx, &page, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}
