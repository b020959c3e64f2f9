//! Drafts made of drafts: copies, templates, halves, sums; and what is taken where two people edited one.

use serde::Deserialize;

use super::draft::{Notes, done, show};
use crate::modules::catalogue::Deal;
use crate::modules::orders::conflict::Resolution;
use crate::modules::orders::{Draft, DraftId, actions};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome};
use crate::tr;

fn loaded(cx: &Cx, id: DraftId) -> Result<Draft, Error> {
    cx.access.read()?.get::<Draft>(&id)?.ok_or(Error::NotFound)
}

/// The beginning of a name, so that words before it still fit.
fn short(name: &str) -> String {
    name.chars().take(100).collect()
}

/// A draft like this one; of a template, a draft of its name.
pub async fn copy(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    let draft = loaded(&cx, id)?;
    let name = match draft.template {
        true => draft.name,
        false => tr!(cx.locale, "orders-draft-copy-of", name = short(&draft.name)),
    };
    let copy = actions::copy_draft(&cx.access, id, name, false).await?;
    cx.redirect(&format!("/drafts/{}", copy.id))
}

/// Keeps a draft as a template; the draft itself stays.
pub async fn template(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    let name = loaded(&cx, id)?.name;
    let copy = actions::copy_draft(&cx.access, id, name, true).await?;
    let said = Message::new("orders-template-kept").with("name", copy.name.as_str());
    cx.flash(said).await?;
    cx.redirect(&format!("/drafts/{}", copy.id))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SplitForm {
    version: u32,
    line: Vec<usize>,
    name: String,
}

pub async fn split(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    let form: SplitForm = cx.form()?;
    let name = match form.name.trim() {
        "" => tr!(cx.locale, "orders-draft-part-of", name = short(&loaded(&cx, id)?.name)),
        typed => typed.to_owned(),
    };
    match actions::split_draft(&cx.access, id, form.version, form.line, name).await {
        Ok(taken) => cx.redirect(&format!("/drafts/{}", taken.id)),
        Err(Error::Refused(why)) => refused(&cx, id, why),
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
struct MergerForm {
    #[serde(default)]
    version: u32,
    other: DraftId,
}

pub async fn merger(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    let form: MergerForm = cx.form()?;
    match actions::merge_drafts(&cx.access, id, form.version, form.other).await {
        Ok(_) => cx.redirect(&format!("/drafts/{id}")),
        Err(Error::Refused(why)) => refused(&cx, id, why),
        Err(error) => Err(error),
    }
}

fn refused(cx: &Cx, id: DraftId, why: Message) -> Outcome {
    let notes = Notes {
        alert: Some(why),
        ..Notes::default()
    };
    show(cx, id, notes)
}

/// Takes what the second person chose of their own where the first one saved otherwise.
pub async fn resolution(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    let form: Resolution = cx.form()?;
    let draft = loaded(&cx, id)?;
    let contracts = Deal::contracts(&cx.access.read()?, draft.dealer)?;
    let (edited, faults) = form.apply(&draft, &contracts, cx.access.now(), actions::today(&cx.access));
    if edited != draft || draft.version != form.version {
        let saved = actions::edit_draft(&cx.access, id, Some(form.version), move |_, _| Ok(edited.clone())).await;
        match saved {
            Ok(_) => {}
            Err(Error::Refused(why)) => return refused(&cx, id, why),
            Err(error) => return Err(error),
        }
    }
    let notes = Notes {
        faults,
        ..Notes::default()
    };
    done(&cx, id, notes)
}
