//! The list of drafts, and what makes one.

use serde::Deserialize;

use super::{back, frame};
use crate::modules::catalogue::SkuId;
use crate::modules::dealers::queries::{DealerFilter, dealers};
use crate::modules::dealers::{Dealer, DealerStatus};
use crate::modules::orders::read_models::DraftRow;
use crate::modules::orders::{Draft, DraftId, Refusal, actions, queries, views};
use crate::platform::error::Error;
use crate::platform::i18n::{format, parse_quantity};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, DealerId, Message, PageRequest, Quantity};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

const ROWS: usize = 50;

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListQuery {
    after: Option<String>,
    /// For staff: the dealer whose drafts are meant, and for whom a new one is.
    dealer: Option<DealerId>,
}

/// The most dealers in one list to choose from; more are reached from their cards.
const DEALERS_SHOWN: usize = 500;

pub async fn list(cx: Cx) -> Outcome {
    let query: ListQuery = cx.query()?;
    let after = query
        .after
        .clone()
        .map(Cursor::try_from)
        .transpose()
        .map_err(|_| Error::NotFound)?;
    let tx = cx.access.read()?;
    let request = PageRequest::first(ROWS).descending().after(after);
    let staff = cx.access.is_staff();
    let named = match query.dealer.filter(|_| staff) {
        Some(id) => Some(tx.get::<Dealer>(&id)?.ok_or(Error::NotFound)?),
        None => None,
    };
    let page = queries::drafts(&tx, named.as_ref().map(|dealer| dealer.id), &request)?;
    let mut rows = Vec::new();
    for draft in page.items {
        let dealer = match staff {
            true => tx.get::<Dealer>(&draft.dealer)?.map(|dealer| dealer.name),
            false => None,
        };
        rows.push(row(&cx, draft, dealer));
    }
    let meant = cx.access.scope().dealer().or(named.as_ref().map(|dealer| dealer.id));
    let templates = match meant.filter(|_| query.after.is_none()) {
        Some(dealer) => queries::templates(&tx, dealer)?,
        None => Vec::new(),
    };
    let templates: Vec<DraftRow> = templates.into_iter().map(|draft| row(&cx, draft, None)).collect();
    let of_dealer = named.as_ref().map(|dealer| format!("&dealer={}", dealer.id));
    let next = page.next.map(|cursor| {
        format!(
            "/drafts?after={}{}",
            String::from(cursor),
            of_dealer.unwrap_or_default()
        )
    });
    let list = views::drafts::List {
        rows: &rows,
        templates: &templates,
        dealers: if staff {
            choices(&tx, named.as_ref())?
        } else {
            Vec::new()
        },
        named: named.as_ref(),
        next,
    };
    let body = views::drafts::list(&frame(&cx), &list);
    cx.page(
        PageHead {
            title: tr!(cx.locale, "orders-drafts-title"),
            current: "/drafts",
        },
        body,
    )
}

fn row(cx: &Cx, draft: Draft, dealer: Option<String>) -> DraftRow {
    DraftRow {
        id: draft.id,
        author: views::author(cx.locale, &draft.author, cx.access.is_staff()),
        dealer,
        lines: draft.lines.len(),
        comment: draft.comment.chars().take(120).collect(),
        changed: draft.changed,
        name: draft.name,
    }
}

/// For whom staff can begin a draft: dealers in scope that may order, and the one that was named.
fn choices(tx: &ReadTx, named: Option<&Dealer>) -> Result<Vec<(DealerId, String)>, Error> {
    let filter = DealerFilter {
        status: Some(DealerStatus::Active),
        ..DealerFilter::default()
    };
    let mut found: Vec<Dealer> = named.cloned().into_iter().collect();
    let mut after = None;
    while found.len() < DEALERS_SHOWN {
        let page = dealers(tx, &filter, after)?;
        found.extend(
            page.items
                .into_iter()
                .filter(|dealer| named.is_none_or(|named| named.id != dealer.id)),
        );
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    found.sort_by_cached_key(|dealer| dealer.name.to_lowercase());
    Ok(found.into_iter().map(|dealer| (dealer.id, dealer.name)).collect())
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
pub(super) fn unnamed(cx: &Cx) -> String {
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
