//! The list of drafts, and what makes one.

use serde::Deserialize;

use super::{back, frame};
use crate::modules::catalogue::{MadeToOrder, SkuId};
use crate::modules::dealers::queries::{DealerFilter, dealers};
use crate::modules::dealers::{Dealer, DealerStatus};
use crate::modules::orders::panels::Panels;
use crate::modules::orders::read_models::DraftRow;
use crate::modules::orders::{Draft, DraftId, DraftLine, Refusal, actions, queries, views};
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
        let marks = cx.part::<Panels>().of_draft_row(&cx, &tx, &draft)?;
        rows.push(DraftRow {
            marks,
            ..row(&cx, draft, dealer)
        });
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
        marks: Vec::new(),
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

/// The most goods of one press: two pages of the catalogue.
const PICKED_MAX: usize = 100;

/// The goods that were ticked in the catalogue, a pack of each.
fn ticked(cx: &Cx) -> Result<Vec<DraftLine>, Error> {
    let tx = cx.access.read()?;
    let mut lines = Vec::new();
    for (_, value) in cx.form_pairs()?.iter().filter(|(name, _)| name == "sku") {
        let sku: SkuId = value.parse().map_err(|_| Error::NotFound)?;
        if lines.len() == PICKED_MAX {
            return Err(Error::Refused(
                Message::new("orders-picked-too-many").with("limit", PICKED_MAX),
            ));
        }
        let item = crate::modules::catalogue::sellable(&tx, sku)?.filter(|item| item.on_sale);
        let item = item.ok_or(Error::NotFound)?;
        if MadeToOrder::asks(cx.services(), &tx, item.product)? {
            return Err(Error::Refused(
                Message::new("orders-picked-made").with("what", item.name.as_str()),
            ));
        }
        let quantity = Some(item.step).filter(|step| step.is_positive());
        lines.push(DraftLine::plain(sku, quantity.unwrap_or(Quantity::ONE), String::new()));
    }
    Ok(lines)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct TickedForm {
    draft: Option<DraftId>,
    dealer: Option<DealerId>,
    back: String,
}

/// Many from the catalogue: into the named draft, or into the one that was changed last.
pub async fn pick_many(cx: Cx) -> Outcome {
    let form: TickedForm = cx.form()?;
    let dealer = own_dealer(&cx, form.dealer)?;
    let target = match form.draft {
        Some(draft) => actions::Target::Draft(dealer, draft),
        None => actions::Target::New(dealer, unnamed(&cx)),
    };
    into(&cx, target, back(&form.back, "/catalogue")).await
}

/// Many from the catalogue of this draft.
pub async fn pick_many_into(cx: Cx) -> Outcome {
    let form: TickedForm = cx.form()?;
    let id: DraftId = cx.param("id")?;
    let dealer = cx.access.read()?.shared::<Draft>(&id)?.ok_or(Error::NotFound)?.dealer;
    let catalogue = format!("/drafts/{id}/catalogue");
    into(&cx, actions::Target::Draft(dealer, id), back(&form.back, &catalogue)).await
}

async fn into(cx: &Cx, target: actions::Target, to: &str) -> Outcome {
    let lines = ticked(cx)?;
    if lines.is_empty() {
        cx.flash(Message::new("orders-picked-none")).await?;
        return cx.redirect(to);
    }
    let n = lines.len();
    let draft = actions::add_all_to_draft(&cx.access, target, lines).await?;
    let said = Message::new("orders-picked-many")
        .with("n", n)
        .with("draft", draft.name.as_str());
    cx.flash(said).await?;
    cx.redirect(to)
}
