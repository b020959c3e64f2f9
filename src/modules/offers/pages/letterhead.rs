//! What a company's offers begin with: logo, words, how long they stand, how each company pays the tax.

use serde::Deserialize;

use super::{dealer, frame};
use crate::modules::dealers::queries::entities;
use crate::modules::offers::form::regime_of;
use crate::modules::offers::views::letterhead::{Page as View, page as view};
use crate::modules::offers::{DAYS_MAX, Letterhead, TEXT_MAX, actions};
use crate::platform::error::Error;
use crate::platform::files::{FileError, Files, Picture, PictureSize};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub async fn page(cx: Cx) -> Outcome {
    let head = actions::letterhead(&cx.access.read()?, dealer(&cx)?)?;
    let days = head.days.to_string();
    show(&cx, &head, &days, &[])
}

fn show(cx: &Cx, head: &Letterhead, days: &str, faults: &[(&'static str, Message)]) -> Outcome {
    let entities = entities(&cx.access.read()?, head.dealer)?;
    let faults: Vec<(&str, String)> = faults
        .iter()
        .map(|(field, message)| (*field, cx.say(message)))
        .collect();
    let body = view(
        &frame(cx),
        &View {
            head,
            days,
            entities: &entities,
            faults: &faults,
        },
    );
    let title = PageHead {
        title: tr!(cx.locale, "offers-letterhead"),
        current: "/offers",
    };
    match faults.is_empty() {
        true => cx.page(title, body),
        false => cx.page_unprocessable(title, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Words {
    text: String,
    days: String,
}

pub async fn save(cx: Cx) -> Outcome {
    let own = dealer(&cx)?;
    let form: Words = cx.form()?;
    let pairs = cx.form_pairs()?;
    let (mut head, entities) = {
        let tx = cx.access.read()?;
        (actions::letterhead(&tx, own)?, entities(&tx, own)?)
    };
    head.text = form.text.replace("\r\n", "\n").trim().to_owned();
    head.regimes = entities
        .iter()
        .filter_map(|entity| {
            let name = format!("regime-{}", entity.id);
            let (_, code) = pairs.iter().find(|(field, _)| *field == name)?;
            Some((entity.id, regime_of(code)?))
        })
        .collect();
    let mut faults = Vec::new();
    if head.text.chars().count() > TEXT_MAX {
        faults.push(("text", Message::new("offers-too-long").with("most", TEXT_MAX)));
    }
    match form.days.trim().parse::<u16>() {
        Ok(days) if (1..=DAYS_MAX).contains(&i64::from(days)) => head.days = days,
        _ => faults.push(("days", Message::new("offers-days-range").with("most", DAYS_MAX))),
    }
    if !faults.is_empty() {
        return show(&cx, &head, &form.days, &faults);
    }
    actions::set_letterhead(&cx.access, own, move |old| Letterhead {
        logo: old.logo,
        ..head.clone()
    })
    .await?;
    cx.redirect("/offers/letterhead")
}

pub async fn logo(cx: Cx) -> Outcome {
    let own = dealer(&cx)?;
    let refused = |id: &'static str| -> Outcome {
        let head = actions::letterhead(&cx.access.read()?, own)?;
        let days = head.days.to_string();
        show(&cx, &head, &days, &[("logo", Message::new(id))])
    };
    let Some(bytes) = cx.uploaded("logo").await? else {
        return refused("offers-logo-none");
    };
    let files = cx.part::<Files>();
    let kept = tokio::task::spawn_blocking(move || -> Result<_, FileError> {
        let stored = files.put(&bytes[..], super::super::LOGO_MAX as u64)?;
        // Shown to clients re-encoded only; what can't be is no logo.
        match files.picture(stored.hash, PictureSize::Medium)? {
            Picture::Jpeg(_) => Ok(Some(stored.hash)),
            Picture::Placeholder => Ok(None),
        }
    });
    match kept.await.map_err(Error::internal)?.map_err(Error::internal)? {
        Some(hash) => {
            actions::set_letterhead(&cx.access, own, move |old| Letterhead {
                logo: Some(hash),
                ..old
            })
            .await?;
            cx.redirect("/offers/letterhead")
        }
        None => refused("offers-logo-wrong"),
    }
}

pub async fn logo_removal(cx: Cx) -> Outcome {
    actions::set_letterhead(&cx.access, dealer(&cx)?, |old| Letterhead { logo: None, ..old }).await?;
    cx.redirect("/offers/letterhead")
}
