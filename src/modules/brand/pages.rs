//! The page of the look, and what browsers are given of it.

use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;

use super::colour::Colour;
use super::events::{KEY, SUBJECT};
use super::{LOGO_MAX, actions, queries, views};
use crate::platform::error::Error;
use crate::platform::files::{ContentHash, FileError, Files, Picture, PictureSize};
use crate::platform::journal;
use crate::platform::ui::assets::CACHE_CONTROL;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

pub const HERE: &str = "/admin/brand";
/// Changes that are shown.
const HISTORY: usize = 10;

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: u32,
    pub name: String,
    /// The colour is the manufacturer's own.
    pub own: Option<String>,
    pub colour: String,
}

pub async fn page(cx: Cx) -> Outcome {
    show(&cx, None, None)
}

/// `typed`: what is given back to be mended.
fn show(cx: &Cx, typed: Option<Typed>, error: Option<Error>) -> Outcome {
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let tx = cx.access.read()?;
    let settings = queries::settings(&tx)?;
    let typed = typed.unwrap_or_else(|| Typed {
        version: settings.version,
        name: cx.brand.name.clone(),
        own: settings.colour.map(|_| "1".to_owned()),
        colour: settings.colour.map(|colour| colour.to_string()).unwrap_or_default(),
    });
    let history = journal::about(&tx, SUBJECT, KEY, None, HISTORY)?;
    let head = PageHead {
        title: tr!(cx.locale, "brand-title"),
        current: HERE,
    };
    let body = views::page(cx, &settings, &typed, &history, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

pub async fn save(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    match keep(&cx, &typed).await {
        Ok(()) => {
            cx.flash(Message::new("brand-saved")).await?;
            cx.redirect(HERE)
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => show(&cx, Some(typed), Some(error)),
        Err(error) => Err(error),
    }
}

async fn keep(cx: &Cx, typed: &Typed) -> Result<(), Error> {
    let name = actions::named("name", &typed.name)?;
    let wrong = |_| Error::invalid("colour", Message::new("brand-colour-wrong"));
    let colour = match typed.own {
        Some(_) => Some(typed.colour.parse::<Colour>().map_err(wrong)?),
        None => None,
    };
    let change = move |old| super::BrandSettings {
        name: name.clone(),
        colour,
        ..old
    };
    actions::save(&cx.access, Some(typed.version), change).await
}

pub async fn logo(cx: Cx) -> Outcome {
    let refused = |id: &'static str| show(&cx, None, Some(Error::invalid("logo", Message::new(id))));
    let Some(bytes) = cx.uploaded("logo").await? else {
        return refused("brand-logo-none");
    };
    let files = cx.part::<Files>();
    let kept = tokio::task::spawn_blocking(move || -> Result<_, FileError> {
        let stored = files.put(&bytes[..], LOGO_MAX as u64)?;
        // Shown encoded anew only; what can't be is no picture.
        Ok(match files.picture(stored.hash, PictureSize::Medium)? {
            Picture::Jpeg(_) => Some(stored.hash),
            Picture::Placeholder => None,
        })
    });
    let Some(hash) = kept.await.map_err(Error::internal)?.map_err(Error::internal)? else {
        return refused("brand-logo-wrong");
    };
    let change = move |old| super::BrandSettings {
        logo: Some(hash),
        ..old
    };
    actions::save(&cx.access, None, change).await?;
    cx.flash(Message::new("brand-saved")).await?;
    cx.redirect(HERE)
}

pub async fn logo_removal(cx: Cx) -> Outcome {
    let change = |old| super::BrandSettings { logo: None, ..old };
    actions::save(&cx.access, None, change).await?;
    cx.flash(Message::new("brand-saved")).await?;
    cx.redirect(HERE)
}

/// The stylesheet of a colour. It follows from the address alone, so that it can be kept for ever.
pub async fn style(cx: Cx) -> Outcome {
    let name: String = cx.param("colour")?;
    let digits = name.strip_suffix(".css").ok_or(Error::NotFound)?;
    let colour: Colour = digits.parse().map_err(|_| Error::NotFound)?;
    if colour.digits() != digits || !colour.contrasts().are_enough() {
        return Err(Error::NotFound);
    }
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, CACHE_CONTROL),
    ];
    Ok((headers, colour.style()).into_response())
}

/// The logo that is shown now, and no other file.
pub async fn picture(cx: Cx) -> Outcome {
    let hash: ContentHash = cx.param("hash")?;
    let address = format!("/brand/logo/{hash}");
    match cx.brand.logo.as_deref() == Some(address.as_str()) {
        true => cx.picture(hash, PictureSize::Medium, CACHE_CONTROL).await,
        false => Err(Error::NotFound),
    }
}
