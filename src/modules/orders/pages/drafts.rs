//! The list of drafts, and what makes one.

use serde::Deserialize;

use super::{back, frame};
use crate::modules::catalogue::SkuId;
use crate::modules::dealers::Dealer;
use crate::modules::orders::read_models::DraftRow;
use crate::modules::orders::{DraftId, Refusal, actions, queries, views};
use crate::platform::error::Error;
use crate::platform::i18n::{format, parse_quantity};
use crate::platform::store::Reader;
use crate::platform::values::{Cursor, DealerId, Message, PageRequest, Quantity};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

const ROWS: usize = 50;

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListQuery {
    after: Option<String>,
}

pub async fn list(cx: Cx) -> Outcome {
    let query: ListQuery = cx.query()?;
    let after = query
        .after
        .map(Cursor::try_from)
        .transpose()
        .map_err(|_| Error::NotFound)?;
    let tx = cx.access.read()?;
    let request = PageRequest::first(ROWS).descending().after(after);
    let page = queries::drafts(&tx, None, &request)?;
    let mut rows = Vec::new();
    for draft in page.items {
        let dealer = match cx.access.is_staff() {
            true => tx.get::<Dealer>(&draft.dealer)?.map(|dealer| dealer.name),
            false => None,
        };
        rows.push(DraftRow {
            id: draft.id,
            name: draft.name,
            author: draft.author.name,
            dealer,
            lines: draft.lines.len(),
            changed: draft.changed,
        });
    }
    let next = page
        .next
        .map(|cursor| format!("/drafts?after={}", String::from(cursor)));
    let body = views::drafts::list(&frame(&cx), &rows, cx.access.scope().dealer(), next);
    cx.page(
        PageHead {
            title: tr!(cx.locale, "orders-drafts-title"),
            current: "/drafts",
        },
        body,
    )
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct NewForm {
    name: String,
    /// For staff, who enter an order for a dealer.
    dealer: Option<DealerId>,
}

fn own_dealer(cx: &Cx, named: Option<DealerId>) -> Result<DealerId, Error> {
    cx.access.scope().dealer().or(named).ok_or(Error::NotFound)
}

/// The name of a draft that nobody named.
fn unnamed(cx: &Cx) -> String {
    let day = cx.access.now().day_in(&cx.zone);
    tr!(cx.locale, "orders-draft-unnamed", day = format::date(day))
}

pub async fn begin(cx: Cx) -> Outcome {
    let form: NewForm = cx.form()?;
    let dealer = own_dealer(&cx, form.dealer)?;
    let name = if form.name.trim().is_empty() {
        unnamed(&cx)
    } else {
        form.name
    };
    let draft = actions::begin_draft(&cx.access, dealer, name).await?;
    cx.redirect(&format!("/drafts/{}", draft.id))
}

#[derive(Deserialize)]
struct PickForm {
    sku: SkuId,
    #[serde(default)]
    quantity: String,
    #[serde(default)]
    draft: Option<DraftId>,
    #[serde(default)]
    dealer: Option<DealerId>,
    #[serde(default)]
    back: String,
}

/// From the catalogue: into the named draft, or into the one that was changed last.
pub async fn pick(cx: Cx) -> Outcome {
    let form: PickForm = cx.form()?;
    let dealer = own_dealer(&cx, form.dealer)?;
    let quantity = match form.quantity.trim() {
        "" => Quantity::ONE,
        typed => parse_quantity(typed).map_err(|_| Error::from(Refusal::Quantity))?,
    };
    let known = {
        let tx = cx.access.read()?;
        crate::modules::catalogue::sellable(&tx, form.sku)?
            .filter(|item| item.on_sale)
            .ok_or(Error::NotFound)?
    };
    let draft = actions::add_to_draft(&cx.access, dealer, form.draft, unnamed(&cx), form.sku, quantity).await?;
    let said = Message::new("orders-picked")
        .with("what", known.name)
        .with("quantity", quantity)
        .with("unit", known.unit.name)
        .with("draft", draft.name.as_str());
    cx.flash(said).await?;
    let to = format!("/drafts/{}", draft.id);
    cx.redirect(back(&form.back, &to))
}
