//! The page of a draft: every change is saved and calculated at once, with script or without.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::response::IntoResponse;
use serde::Deserialize;

use super::{back, filling, frame};
use crate::modules::catalogue::{Prices, SkuId, by_article, offers, sellable};
use crate::modules::dealers::Contract;
use crate::modules::orders::conflict::{About, Clash, Field, clashes};
use crate::modules::orders::draft_form::{DraftForm, Fault};
use crate::modules::orders::panels::{Drawn, Panels};
use crate::modules::orders::read_models::{ClashView, DraftView};
use crate::modules::orders::{
    Calculation, Deal, Draft, DraftId, DraftLine, Order, Refusal, Worksheet, actions, permissions, queries, views,
};
use crate::platform::error::Error;
use crate::platform::i18n::parse_quantity;
use crate::platform::store::Reader;
use crate::platform::values::{Id, Message, PageRequest, Quantity};
use crate::platform::web::{Cx, Outcome, PageHead};

/// Drafts that are looked through for those that can be merged.
const MERGEABLE_LOOKED: usize = 100;

/// What a page of a draft says besides the draft.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) faults: Vec<Fault>,
    /// Said above everything.
    pub(super) alert: Option<Message>,
    /// What somebody else saved otherwise meanwhile.
    pub(super) clashes: Vec<Clash>,
    /// What was asked for and not found in the catalogue.
    pub(super) lost: Option<String>,
    /// What the catalogue has for it by name.
    pub(super) offers: Option<maud::Markup>,
    /// Only figures changed: under htmx the fields stay as they are.
    pub(super) figures_only: bool,
}

pub async fn page(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    if let Some(order) = submitted(&cx, id)? {
        return cx.redirect(&format!("/orders/{}", order.number));
    }
    show(&cx, id, Notes::default())
}

/// A draft that was submitted meanwhile is an order now.
fn submitted(cx: &Cx, id: DraftId) -> Result<Option<Order>, Error> {
    Ok(cx.access.read()?.get::<Order>(&id.cast())?)
}

fn load(cx: &Cx, id: DraftId) -> Result<(Draft, Worksheet), Error> {
    let tx = cx.access.read()?;
    let draft = tx.get::<Draft>(&id)?.ok_or(Error::NotFound)?;
    let book = cx.part::<Prices>().current();
    let sheet = Worksheet::of(&tx, &book, draft.clone(), actions::today(&cx.access))?;
    Ok((draft, sheet))
}

pub(super) fn show(cx: &Cx, id: DraftId, notes: Notes) -> Outcome {
    let (draft, sheet) = load(cx, id)?;
    let sending = match draft.template {
        true => None,
        false => cx.part::<Panels>().sending(cx, &cx.access.read()?, &sheet)?,
    };
    let panels = match notes.figures_only && cx.is_htmx() {
        true => Drawn::default(),
        false => cx.part::<Panels>().of_draft(cx, &cx.access.read()?, &sheet)?,
    };
    let view = DraftView::of(&cx.access.read()?, sheet, cx.locale, cx.access.sight())?;
    let alert = notes.alert.as_ref().map(|message| cx.say(message));
    let others = match notes.figures_only && cx.is_htmx() {
        true => Vec::new(),
        false => mergeable(cx, &draft)?,
    };
    let clashes = clash_views(cx, &notes.clashes)?;
    let page = views::draft::Page {
        view: &view,
        panels: &panels,
        sending: sending.as_ref(),
        others: &others,
        clashes: &clashes,
        faults: &notes.faults,
        alert: alert.as_deref(),
        lost: notes.lost.as_deref(),
        offers: notes.offers.as_ref(),
        may_submit: cx.access.may(permissions::SUBMIT) && !draft.template,
    };
    let failed = page.says_something();
    if cx.is_htmx() && notes.figures_only && !failed {
        let parts = views::draft::calculated(&frame(cx), &page);
        return Ok(([("hx-reswap", "none")], parts).into_response());
    }
    if cx.is_htmx() {
        let mut answer = views::draft::body(&frame(cx), &page).into_response();
        if failed {
            *answer.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        }
        return Ok(answer);
    }
    let head = PageHead {
        title: &draft.name,
        current: "/drafts",
    };
    let body = views::draft::page(&frame(cx), &page);
    if failed {
        cx.page_unprocessable(head, body)
    } else {
        cx.page(head, body)
    }
}

/// Why a form was not taken; where somebody else saved meanwhile, what they and the form say differently.
fn refused(cx: &Cx, id: DraftId, form: &DraftForm, why: Message) -> Result<Notes, Error> {
    let mut notes = Notes {
        alert: Some(why),
        ..Notes::default()
    };
    let draft = cx.access.read()?.get::<Draft>(&id)?.ok_or(Error::NotFound)?;
    if draft.version != form.version {
        notes.clashes = clashes(form, &draft);
        let who = draft.changed_by.as_ref().unwrap_or(&draft.author);
        let who = views::author(cx.locale, who, cx.access.is_staff());
        notes.alert = Some(
            Message::new("orders-draft-clash")
                .with("who", who)
                .with("at", draft.changed),
        );
    }
    Ok(notes)
}

/// The same dealer's other drafts under the same contract.
fn mergeable(cx: &Cx, draft: &Draft) -> Result<Vec<(DraftId, String)>, Error> {
    let request = PageRequest::first(MERGEABLE_LOOKED).descending();
    let page = queries::drafts(&cx.access.read()?, Some(draft.dealer), &request)?;
    let others = page.items.into_iter().filter(|other| !other.held);
    let same = others.filter(|other| other.id != draft.id && other.contract == draft.contract);
    Ok(same.map(|other| (other.id, other.name)).collect())
}

/// Differences with the names of what they are about.
fn clash_views(cx: &Cx, clashes: &[Clash]) -> Result<Vec<ClashView>, Error> {
    let tx = cx.access.read()?;
    let mut views = Vec::with_capacity(clashes.len());
    for clash in clashes {
        let (what, contract) = match clash.about {
            About::Quantity(place) | About::Comment(place) | About::Wished(place) => {
                let item = sellable(&tx, place.sku)?;
                (item.map(|item| format!("{} · {}", item.article, item.name)), false)
            }
            About::Field(field) => (None, field == Field::Contract),
        };
        let named = |id: &str| -> Result<String, Error> {
            let id: Option<Id<Contract>> = id.parse().ok().filter(|_| contract);
            let found = id.map(|id| tx.get::<Contract>(&id)).transpose()?.flatten();
            Ok(found.map(|contract| contract.number).unwrap_or_default())
        };
        views.push(ClashView {
            what,
            shown: match contract {
                true => Some((named(clash.theirs.as_deref().unwrap_or_default())?, named(&clash.mine)?)),
                false => None,
            },
            clash: clash.clone(),
        });
    }
    Ok(views)
}

/// Where a change ends: the same page again, by GET, or the part of it under htmx.
pub(super) fn done(cx: &Cx, id: DraftId, notes: Notes) -> Outcome {
    let quiet = notes.faults.is_empty() && notes.clashes.is_empty() && notes.alert.is_none() && notes.lost.is_none();
    if quiet && !cx.is_htmx() {
        return cx.redirect(&format!("/drafts/{id}"));
    }
    show(cx, id, notes)
}

/// What came of a form.
struct Saved {
    draft: Draft,
    changed: bool,
    /// Another day is wished for a line than before.
    wished: bool,
    /// What could not be read.
    faults: Vec<Fault>,
}

/// Saves what of the form can be read.
async fn save(cx: &Cx, id: DraftId, form: &DraftForm) -> Result<Saved, Error> {
    let (draft, contracts) = {
        let tx = cx.access.read()?;
        let draft = tx.shared::<Draft>(&id)?.ok_or(Error::NotFound)?;
        let contracts = Deal::contracts(&tx, draft.dealer)?;
        (Draft::clone(&draft), contracts)
    };
    draft.expect(form.version)?;
    let (edited, faults) = form.apply(&draft, &contracts, cx.access.now(), actions::today(&cx.access));
    let changed = edited != draft;
    let same = |(old, new): (&DraftLine, &DraftLine)| old.wished == new.wished;
    let wished = !draft.lines.iter().zip(&edited.lines).all(same);
    let draft = match changed {
        false => draft,
        true => actions::edit_draft(&cx.access, id, Some(form.version), move |_, _| Ok(edited.clone())).await?,
    };
    Ok(Saved {
        draft,
        changed,
        wished,
        faults,
    })
}

pub async fn change(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    if let Some(order) = submitted(&cx, id)? {
        return cx.redirect(&format!("/orders/{}", order.number));
    }
    let form: DraftForm = cx.form()?;
    match save(&cx, id, &form).await {
        Ok(Saved {
            draft, faults, wished, ..
        }) => {
            // What is wished for a line stands beside its field in words.
            let figures_only = form.whole.is_none() && draft.lines.len() == form.q.len() && !wished;
            done(
                &cx,
                id,
                Notes {
                    faults,
                    figures_only,
                    ..Notes::default()
                },
            )
        }
        Err(Error::Refused(message)) => {
            let notes = refused(&cx, id, &form, message)?;
            done(&cx, id, notes)
        }
        Err(error) => Err(error),
    }
}

/// Sends the draft. What was typed and not yet saved is saved first, and then the sender looks at the sums again.
pub async fn submission(cx: Cx) -> Outcome {
    let access = cx.access.clone();
    send_form(cx, |id, version, seen| async move {
        let order = actions::submit_seen(&access, id, version, |now| seen.book(now)).await?;
        Ok(format!("/orders/{}", order.number))
    })
    .await
}

/// What the sender of a draft's form saw.
pub struct Seen {
    form: DraftForm,
    sees_sums: bool,
    unseen: AtomicBool,
}

impl Seen {
    /// The number of the price book that the sender saw, by what the draft costs now.
    pub fn book(&self, now: &Calculation) -> u64 {
        let prices = now.lines.iter().filter_map(|line| line.price);
        let totals: Vec<_> = prices.map(|price| (price.total, price.vat)).collect();
        match (self.form.saw(&totals), self.form.was.is_empty()) {
            (true, _) => now.book,
            // Whoever sees sums sends along those that were shown. Without them nobody has looked: the answer is the draft
            // with its sums, to be sent from there.
            (false, true) if self.sees_sums => {
                self.unseen.store(true, Ordering::Relaxed);
                !now.book
            }
            (false, true) => self.form.book,
            // Other sums than those that were shown: the tax may have moved where the prices did not.
            (false, false) => !now.book,
        }
    }
}

/// Sends the form of a draft, once it is saved and its sender has seen today's sums. `send` answers where that leads.
pub async fn send_form<F, Fut>(cx: Cx, send: F) -> Outcome
where
    F: FnOnce(DraftId, u32, Arc<Seen>) -> Fut,
    Fut: Future<Output = Result<String, Error>>,
{
    let id: DraftId = cx.param("id")?;
    if let Some(order) = submitted(&cx, id)? {
        return cx.redirect(&format!("/orders/{}", order.number));
    }
    let form: DraftForm = cx.form()?;
    match submit(&cx, id, &form, send).await {
        Ok(Sent::To(address)) => cx.redirect(&address),
        Ok(Sent::Look(notes)) => show(&cx, id, notes),
        Err(Error::Refused(message)) => match submitted(&cx, id)? {
            Some(order) => cx.redirect(&format!("/orders/{}", order.number)),
            None => {
                let notes = refused(&cx, id, &form, message)?;
                show(&cx, id, notes)
            }
        },
        Err(error) => Err(error),
    }
}

enum Sent {
    To(String),
    Look(Notes),
}

async fn submit<F, Fut>(cx: &Cx, id: DraftId, form: &DraftForm, send: F) -> Result<Sent, Error>
where
    F: FnOnce(DraftId, u32, Arc<Seen>) -> Fut,
    Fut: Future<Output = Result<String, Error>>,
{
    let Saved {
        draft, changed, faults, ..
    } = save(cx, id, form).await?;
    if changed || !faults.is_empty() {
        let alert = Some(Message::new("orders-look-again"));
        return Ok(Sent::Look(Notes {
            faults,
            alert,
            ..Notes::default()
        }));
    }
    let seen = Arc::new(Seen {
        form: form.clone(),
        sees_sums: cx.access.sight().purchase_price,
        unseen: AtomicBool::new(false),
    });
    match send(id, draft.version, Arc::clone(&seen)).await {
        Ok(address) => Ok(Sent::To(address)),
        Err(Error::Refused(said))
            if seen.unseen.load(Ordering::Relaxed) && said.id == Refusal::PricesMoved.message() =>
        {
            Ok(Sent::Look(Notes {
                alert: Some(Message::new("orders-sums-unseen")),
                ..Notes::default()
            }))
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct LineForm {
    /// An article in any spelling, or words to search for.
    article: String,
    /// From the draft's catalogue: just this.
    sku: Option<SkuId>,
    quantity: String,
    back: String,
}

/// Adds a line: what was chosen in the draft's catalogue, or what the article means. Words that are no article are
/// searched for.
pub async fn line(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    let form: LineForm = cx.form()?;
    let typed = form.quantity.trim();
    let Ok(quantity) = (if typed.is_empty() {
        Ok(Quantity::ONE)
    } else {
        parse_quantity(typed)
    }) else {
        let alert = Some(Message::new(Refusal::Quantity.message()));
        return done(
            &cx,
            id,
            Notes {
                alert,
                ..Notes::default()
            },
        );
    };
    let filling = filling::filling(&cx, id)?;
    let found = match form.sku {
        Some(sku) => {
            let item = sellable(&cx.access.read()?, sku)?.filter(|item| item.on_sale);
            vec![item.ok_or(Error::NotFound)?]
        }
        None => by_article(&cx.access.read()?, &form.article, 2)?,
    };
    let [item] = found.as_slice() else {
        let typed = form.article.trim();
        let offers = match typed {
            "" => None,
            typed => offers(&cx, typed, filling)?,
        };
        return done(
            &cx,
            id,
            Notes {
                lost: Some(typed.to_owned()),
                offers,
                ..Notes::default()
            },
        );
    };
    // A pack is what can be had: the next multiple above.
    let (sku, quantity) = (item.sku, quantity.round_up_to(item.step));
    let said = Message::new("orders-picked")
        .with("what", item.name.as_str())
        .with("quantity", quantity)
        .with("unit", item.unit.name.as_str())
        .with("draft", filling.draft.as_str());
    match actions::edit_draft(&cx.access, id, None, move |draft, at| {
        draft.with_added(sku, quantity, at)
    })
    .await
    {
        Ok(_) if form.sku.is_some() => {
            cx.flash(said).await?;
            cx.redirect(back(&form.back, &filling.address))
        }
        Ok(_) => done(&cx, id, Notes::default()),
        Err(Error::Refused(message)) => done(
            &cx,
            id,
            Notes {
                alert: Some(message),
                ..Notes::default()
            },
        ),
        Err(error) => Err(error),
    }
}

pub async fn removal(cx: Cx) -> Outcome {
    actions::remove_draft(&cx.access, cx.param("id")?).await?;
    cx.redirect("/drafts")
}

#[derive(Deserialize)]
struct SubstitutionForm {
    /// «place:sku»
    line: String,
    version: u32,
}

/// Takes what 1C puts in place of withdrawn goods.
pub async fn substitution(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    let form: SubstitutionForm = cx.form()?;
    let (place, sku) = form.line.split_once(':').ok_or(Error::NotFound)?;
    let place = place.parse().map_err(|_| Error::NotFound)?;
    let sku = sku.parse().map_err(|_| Error::NotFound)?;
    match actions::substitute(&cx.access, id, form.version, place, sku).await {
        Ok(_) => {}
        Err(Error::Refused(why)) => cx.flash(why).await?,
        Err(error) => return Err(error),
    }
    cx.redirect(&format!("/drafts/{id}"))
}
