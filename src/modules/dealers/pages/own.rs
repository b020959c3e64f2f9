//! The manufacturer's own legal entities.

use super::entity_form::{Typed, answer};
use crate::modules::dealers::actions;
use crate::modules::dealers::model::{Country, OwnEntity};
use crate::modules::dealers::queries;
use crate::modules::dealers::views::company as view;
use crate::modules::dealers::views::entity_form::Place;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Id, Message};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

const HERE: &str = "/own-entities";

pub async fn page(cx: Cx) -> Outcome {
    let entities = queries::own_entities(&cx.access.read()?)?;
    let head = PageHead {
        title: tr!(cx.locale, "dealers-own"),
        current: HERE,
    };
    cx.page(head, view::own_entities(&cx, &entities))
}

pub async fn new(cx: Cx) -> Outcome {
    let typed = Typed {
        country: Country::Ru.code().into(),
        ..Typed::default()
    };
    show(&cx, None, &typed, None)
}

pub async fn make(cx: Cx) -> Outcome {
    settle(&cx, None).await
}

pub async fn edit(cx: Cx) -> Outcome {
    let entity = entity_of(&cx)?;
    show(&cx, Some(&entity), &Typed::of_own(&entity), None)
}

pub async fn save(cx: Cx) -> Outcome {
    let entity = entity_of(&cx)?;
    settle(&cx, Some(&entity)).await
}

fn entity_of(cx: &Cx) -> Result<OwnEntity, Error> {
    let id: Id<OwnEntity> = cx.param("entity")?;
    cx.access.read()?.get::<OwnEntity>(&id)?.ok_or(Error::NotFound)
}

async fn settle(cx: &Cx, existing: Option<&OwnEntity>) -> Outcome {
    let typed: Typed = cx.form()?;
    let done = match typed.own_input() {
        Ok(input) => actions::save_own_entity(&cx.access, existing.map(|entity| entity.id), input).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(entity) => {
            cx.flash(Message::new("dealers-saved").with("name", entity.name))
                .await?;
            cx.redirect(HERE)
        }
        Err(error) => show(cx, existing, &typed, Some(error)),
    }
}

fn show(cx: &Cx, existing: Option<&OwnEntity>, typed: &Typed, error: Option<Error>) -> Outcome {
    let l = cx.locale;
    let place = Place {
        title: existing.map_or(tr!(l, "dealers-own-new"), |entity| &entity.name),
        crumbs: vec![(tr!(l, "dealers-own").to_owned(), HERE.to_owned())],
        action: match existing {
            Some(entity) => format!("{HERE}/{}", entity.id),
            None => format!("{HERE}/new"),
        },
        back: HERE.to_owned(),
        own: true,
    };
    answer(cx, &place, HERE, typed, error)
}
