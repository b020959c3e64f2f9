//! The catalogue of one draft: what is on sale at the draft's own prices, each with a quantity and «add».

use crate::modules::catalogue::{self, Filling};
use crate::modules::orders::{Draft, DraftId};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::web::{Cx, Outcome};

/// The draft of the address, as the catalogue needs it.
pub(super) fn filling(cx: &Cx, id: DraftId) -> Result<Filling, Error> {
    let draft = cx.access.read()?.shared::<Draft>(&id)?.ok_or(Error::NotFound)?;
    Ok(Filling {
        draft: draft.name.clone(),
        address: format!("/drafts/{id}"),
        dealer: draft.dealer,
        contract: draft.contract,
        lines: draft.lines.len(),
    })
}

pub async fn all(cx: Cx) -> Outcome {
    let filling = filling(&cx, cx.param("id")?)?;
    catalogue::browse(&cx, None, filling).await
}

pub async fn group(cx: Cx) -> Outcome {
    let filling = filling(&cx, cx.param("id")?)?;
    catalogue::browse(&cx, Some(cx.param("group")?), filling).await
}

pub async fn product(cx: Cx) -> Outcome {
    let filling = filling(&cx, cx.param("id")?)?;
    catalogue::choose(&cx, cx.param("product")?, filling)
}
