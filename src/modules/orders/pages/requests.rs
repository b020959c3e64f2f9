//! Changing an order after it was sent: the form, a look at what it comes to, the request, and its answer.

use maud::Markup;
use serde::Deserialize;

use super::order::answer as answered;
use super::{frame, remaking};
use crate::modules::catalogue::{Prices, ProductId, Sellable, sellable};
use crate::modules::configurator::{Configuration, line_of, queries as models, spoken};
use crate::modules::orders::additions::{Addition, Found, Unpriced, found, priced};
use crate::modules::orders::draft_form::Fault;
use crate::modules::orders::edit_form::{CONFIGURE, EditForm, Proposal, made_how, read};
use crate::modules::orders::panels::Panels;
use crate::modules::orders::read_models::{contracts_of, hidden};
use crate::modules::orders::unsent;
use crate::modules::orders::views::edit::preview::Preview;
use crate::modules::orders::views::edit::{Choices, FormPage, Moved, Row, Said};
use crate::modules::orders::views::order::DeskForm;
use crate::modules::orders::{
    DeliveryWish, Differences, Order, OrderLine, OrderNumber, Refusal, Verdict, actions, history, permissions, rewind,
    stages, views,
};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::values::{Locale, Message, Moment, Quantity};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub async fn page(cx: Cx) -> Outcome {
    let order = actions::by_number(&cx.access.read()?, cx.param("number")?)?;
    if !order.may_be_asked() {
        return blocked(&cx, &order, false);
    }
    let kept = unsent::of(&cx.access, &cx.access.read()?, &order)?;
    let Some(kept) = kept.filter(|kept| !kept.form.is_blank()) else {
        let form = EditForm::of(cx.locale, &order);
        return show(&cx, &order, &form, Notes::default());
    };
    let notes = Notes {
        kept: Some(kept.at),
        ..Notes::default()
    };
    let form = seen(&cx, kept.form);
    match form.version == order.version {
        true => show(&cx, &order, &form, notes),
        false => moved(&cx, &order, form, notes),
    }
}

/// What is kept and not sent comes to, before it is sent: where another delivery was written down.
pub async fn look(cx: Cx) -> Outcome {
    let order = actions::by_number(&cx.access.read()?, cx.param("number")?)?;
    if !order.may_be_asked() {
        return blocked(&cx, &order, false);
    }
    let Some(kept) = unsent::of(&cx.access, &cx.access.read()?, &order)? else {
        return cx.redirect(&format!("/orders/{}/edit", order.number));
    };
    let mut form = seen(&cx, kept.form(cx.locale, &order));
    if form.version != order.version {
        return moved(&cx, &order, form, Notes::default());
    }
    match step(&cx, &order, &mut form).await {
        Err(Error::Refused(message)) => show(&cx, &order, &form, Notes::refused(message)),
        outcome => outcome,
    }
}

/// Whoever sees no prices proposes none, whatever the form or an earlier one of theirs says.
fn seen(cx: &Cx, form: EditForm) -> EditForm {
    match cx.access.sight().purchase_price {
        true => form,
        false => form.without_offers(),
    }
}

/// Another delivery that the asker has written down for this order.
fn wish(cx: &Cx, order: &Order) -> Result<Option<DeliveryWish>, Error> {
    Ok(unsent::of(&cx.access, &cx.access.read()?, order)?.and_then(|kept| kept.delivery))
}

/// What other modules say of a delivery that is written down and not sent.
fn of_wish(cx: &Cx, tx: &ReadTx, order: &Order, wish: Option<&DeliveryWish>) -> Result<Vec<Markup>, Error> {
    match wish {
        Some(wish) => cx.part::<Panels>().of_wish(cx, tx, order, wish),
        None => Ok(Vec::new()),
    }
}

fn head(cx: &Cx) -> PageHead<'_> {
    PageHead {
        title: tr!(cx.locale, "orders-edit-title"),
        current: "/orders",
    }
}

/// Why it can't be changed, and what can be done instead.
fn blocked(cx: &Cx, order: &Order, sent: bool) -> Outcome {
    let tx = cx.access.read()?;
    let stages = stages(&tx)?;
    let may_repeat = cx.access.may(permissions::DRAFT);
    let body = views::edit::blocked(&frame(cx), order, &stages, may_repeat);
    match sent {
        true => cx.page_unprocessable(head(cx), body),
        false => cx.page(head(cx), body),
    }
}

/// What a page of the form says besides the form.
#[derive(Default)]
struct Notes {
    faults: Vec<Fault>,
    alert: Option<Message>,
    /// What was done; it stops nobody.
    done: Vec<Message>,
    choices: Option<(Choices, Vec<Sellable>)>,
    moved: Option<Moved>,
    /// What was typed earlier and not sent stands in the form: since when.
    kept: Option<Moment>,
}

impl Notes {
    fn refused(why: Message) -> Notes {
        Notes {
            alert: Some(why),
            ..Notes::default()
        }
    }

    fn said(&self, cx: &Cx) -> Said {
        Said {
            alert: self.alert.as_ref().map(|message| cx.say(message)),
            done: self.done.iter().map(|message| cx.say(message)).collect(),
            faults: self
                .faults
                .iter()
                .map(|fault| (fault.field.clone(), cx.say(&fault.text)))
                .collect(),
        }
    }
}

fn show(cx: &Cx, order: &Order, form: &EditForm, notes: Notes) -> Outcome {
    let tx = cx.access.read()?;
    let wish = unsent::of(&cx.access, &tx, order)?.and_then(|kept| kept.delivery);
    let contracts = match order.is_changed_at_once(!cx.access.is_staff()) {
        true => Some(contracts_of(&tx, order.dealer)?),
        false => None,
    };
    let page = FormPage {
        contracts: contracts.as_deref(),
        delivery: of_wish(cx, &tx, order, wish.as_ref())?,
        order,
        form,
        rows: rows(cx, &tx, order, form)?,
        said: notes.said(cx),
        choices: notes.choices.as_ref().map(|(why, items)| (*why, items.as_slice())),
        moved: notes.moved.as_ref(),
        kept: notes.kept,
        stages: &stages(&tx)?,
        sees_price: cx.access.sight().purchase_price,
    };
    let failed = page.said.alert.is_some() || !page.said.faults.is_empty() || page.choices.is_some();
    let body = views::edit::page(&frame(cx), &page);
    match failed || (page.moved.is_some() && page.kept.is_none()) {
        true => cx.page_unprocessable(head(cx), body),
        false => cx.page(head(cx), body),
    }
}

/// The lines of the order and those that come, as they are called and priced now.
fn rows(cx: &Cx, tx: &ReadTx, order: &Order, form: &EditForm) -> Result<Vec<Row>, Error> {
    let sees_price = cx.access.sight().purchase_price;
    let mut rows: Vec<Row> = order
        .lines
        .iter()
        .enumerate()
        .map(|(place, line)| Row::kept(cx.locale, place, line, form, sees_price))
        .collect();
    remade(cx, tx, order, form, &mut rows)?;
    let mut additions = Vec::with_capacity(form.added.len());
    for (place, sku) in form.added.iter().enumerate() {
        additions.push(Addition {
            sku: sku.parse().map_err(|_| Refusal::LineUnknown)?,
            // For its price: what is typed may not be a quantity yet.
            quantity: Quantity::ONE,
            comment: String::new(),
            made: made_how(form.make.get(place).map(String::as_str).unwrap_or_default())?,
        });
    }
    let mut items = Vec::with_capacity(additions.len());
    for addition in &mut additions {
        let item = sellable(tx, addition.sku)?;
        addition.quantity = item
            .as_ref()
            .map_or(Quantity::ONE, |item| Quantity::ONE.round_up_to(item.step));
        items.push(item);
    }
    let book = cx.part::<Prices>().current();
    let today = actions::today(&cx.access);
    let lines = priced(tx, &book, &form.under(tx, &book, order, today)?, today, &additions)?;
    for (place, (item, line)) in items.iter().zip(lines).enumerate() {
        let mut row = Row::added(place, item.as_ref(), line.ok().as_ref(), form, sees_price);
        if let (Some(item), Some(made)) = (item, &additions[place].made) {
            row.made = said(tx, cx.locale, item.product, made)?;
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Lines that are to be made otherwise: how, and at what price.
fn remade(cx: &Cx, tx: &ReadTx, order: &Order, form: &EditForm, rows: &mut [Row]) -> Result<(), Error> {
    let mut wishes: Vec<(usize, Addition)> = Vec::new();
    for (place, line) in order.lines.iter().enumerate() {
        if let Some(made) = form.remade(place, line)? {
            rows[place].made = said(tx, cx.locale, line.product, &made)?;
            rows[place].remade = true;
            let addition = Addition {
                sku: line.sku,
                // For its price alone.
                quantity: line.quantity,
                comment: String::new(),
                made: Some(made),
            };
            wishes.push((place, addition));
        }
    }
    let (places, asked): (Vec<usize>, Vec<Addition>) = wishes.into_iter().unzip();
    let book = cx.part::<Prices>().current();
    let today = actions::today(&cx.access);
    let lines = priced(tx, &book, &form.under(tx, &book, order, today)?, today, &asked)?;
    for (place, line) in places.into_iter().zip(lines) {
        let line: Option<OrderLine> = line.ok();
        rows[place].priced(line.as_ref().filter(|_| cx.access.sight().purchase_price));
    }
    Ok(())
}

/// How goods are made, in words of the edition that it was chosen by.
fn said(tx: &ReadTx, l: Locale, product: ProductId, made: &Configuration) -> Result<Option<String>, Error> {
    let edition = models::edition(tx, product, made.edition)?;
    let said = edition.map(|edition| spoken(l, &edition.model, &made.choices));
    Ok(said.map(|said| line_of(&said)))
}

pub async fn ask(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let form: EditForm = cx.form()?;
    // Whoever may not see the order learns nothing of what is wrong with the form.
    let order = actions::by_number(&cx.access.read()?, number)?;
    let mut form = seen(&cx, form.tidied()?);
    if form.step == SEND && actions::is_asked(&cx.access, &order, form.version, &form.seen) {
        return cx.redirect(&format!("/orders/{number}"));
    }
    if !order.is_changeable() {
        return blocked(&cx, &order, true);
    }
    if form.version != order.version {
        return moved(&cx, &order, form, Notes::default());
    }
    match step(&cx, &order, &mut form).await {
        Err(Error::Refused(message)) => {
            let now = actions::by_number(&cx.access.read()?, number)?;
            match now.version == order.version {
                true => show(&cx, &order, &form, Notes::refused(message)),
                false => moved(&cx, &now, form, Notes::default()),
            }
        }
        outcome => outcome,
    }
}

const SEND: &str = "send";

async fn step(cx: &Cx, order: &Order, form: &mut EditForm) -> Outcome {
    if form.step == "edit" {
        return show(cx, order, form, Notes::default());
    }
    if let Some(place) = form.step.strip_prefix(CONFIGURE) {
        let place = place.parse().map_err(|_| Refusal::LineUnknown)?;
        return remaking::open(cx, order, form, place).await;
    }
    // Whoever has written an article means it, whichever button was pressed.
    if !form.article.trim().is_empty() || form.step == "add" {
        return take(cx, order, form).await;
    }
    let wish = wish(cx, order)?;
    let proposal = {
        let tx = cx.access.read()?;
        let book = cx.part::<Prices>().current();
        form.propose(&tx, cx.locale, &book, order, wish.as_ref(), actions::today(&cx.access))?
    };
    let proposal = match proposal {
        Ok(proposal) => proposal,
        Err(faults) => {
            let notes = Notes {
                faults,
                alert: Some(Message::new("orders-edit-faults")),
                ..Notes::default()
            };
            return show(cx, order, form, notes);
        }
    };
    if !order.may_be_asked() {
        // A request that somebody else sent meanwhile, or a stage that was reached: the rule has the words for it.
        order.clone().ask(&proposal.edit, "-", act(cx))?;
    }
    let seal = proposal.order.seal(cx.access.sight().purchase_price);
    if form.step != SEND {
        return preview(cx, order, form, &proposal, &seal, None);
    }
    if form.seen != seal {
        let alert = Message::new("orders-edit-sums-moved");
        return preview(cx, order, form, &proposal, &seal, Some(alert));
    }
    let (edit, reason) = (proposal.edit.clone(), form.reason.clone());
    match actions::ask(&cx.access, order.number, form.version, edit, reason, seal.clone()).await {
        Ok(_) => cx.redirect(&format!("/orders/{}", order.number)),
        Err(Error::Refused(message))
            if [Refusal::TooLong, Refusal::NeedsReason]
                .iter()
                .any(|refusal| refusal.message() == message.id) =>
        {
            preview(cx, order, form, &proposal, &seal, Some(message))
        }
        Err(error) => Err(error),
    }
}

fn act(cx: &Cx) -> crate::modules::orders::Act {
    crate::modules::orders::Act {
        by: actions::author(cx.access.actor()),
        role: cx.access.actor().role,
        at: cx.access.now(),
    }
}

/// Takes goods by their article into the form.
async fn take(cx: &Cx, order: &Order, form: &mut EditForm) -> Outcome {
    let fault = |field: &str, typed: &str, id: &'static str| Fault {
        field: field.to_owned(),
        typed: typed.to_owned(),
        text: Message::new(id),
    };
    let mut faults = Vec::new();
    let text = form.article.trim().to_owned();
    let pick = form.pick.parse().ok();
    if text.is_empty() && pick.is_none() {
        faults.push(fault("article", "", "orders-edit-article-empty"));
    }
    let quantity = match form.count.trim() {
        "" => Ok(Quantity::ONE),
        typed => read(typed),
    };
    if let Err(refusal) = quantity {
        faults.push(fault("count", &form.count, refusal.message()));
    }
    let (Ok(quantity), true) = (quantity, faults.is_empty()) else {
        let notes = Notes {
            faults,
            ..Notes::default()
        };
        return show(cx, order, form, notes);
    };
    let tx = cx.access.read()?;
    let item = match found(&cx.access, &tx, &text, pick)? {
        Found::One(item) => item,
        Found::Several(items) => return offered(cx, order, form, Choices::Several, items),
        Found::Withdrawn(items) => return offered(cx, order, form, Choices::Withdrawn, items),
        Found::Nothing(items) => return offered(cx, order, form, Choices::Nothing, items),
    };
    let asked = Addition {
        sku: item.sku,
        quantity: quantity.round_up_to(item.step),
        comment: String::new(),
        made: None,
    };
    let book = cx.part::<Prices>().current();
    let known = order
        .lines
        .iter()
        .any(|line| line.sku == item.sku && line.configuration.is_none());
    let today = actions::today(&cx.access);
    let under = form.under(&tx, &book, order, today)?;
    let line = priced(&tx, &book, &under, today, std::slice::from_ref(&asked))?.pop();
    if matches!(line, Some(Err(Unpriced::Made))) {
        let (product, quantity) = (item.product, asked.quantity);
        drop((item, tx));
        (form.article, form.count, form.pick) = Default::default();
        return remaking::begin(cx, order, form, product, quantity).await;
    }
    if let Some(Err(why)) = line.filter(|_| !known) {
        let notes = Notes {
            faults: vec![Fault {
                field: "article".to_owned(),
                typed: text,
                text: why.message(),
            }],
            ..Notes::default()
        };
        return show(cx, order, form, notes);
    }
    let said = form.take(cx.locale, order, &item, quantity);
    (form.article, form.count, form.pick) = Default::default();
    let notes = Notes {
        done: vec![said],
        ..Notes::default()
    };
    show(cx, order, form, notes)
}

fn offered(cx: &Cx, order: &Order, form: &EditForm, why: Choices, items: Vec<Sellable>) -> Outcome {
    let notes = Notes {
        choices: Some((why, items)),
        ..Notes::default()
    };
    show(cx, order, form, notes)
}

/// What the change comes to, before it is sent.
fn preview(
    cx: &Cx,
    order: &Order,
    form: &EditForm,
    proposal: &Proposal,
    seal: &str,
    alert: Option<Message>,
) -> Outcome {
    let sight = cx.access.sight();
    let wrong_reason = alert
        .as_ref()
        .is_some_and(|message| message.id != "orders-edit-sums-moved");
    let alert = alert.map(|message| cx.say(&message));
    let tx = cx.access.read()?;
    let differences = Differences::between(order, &proposal.order).without(&hidden(sight));
    let mut differences = match &proposal.edit.head {
        Some(_) => differences.brief_of_terms(),
        None => differences.brief(),
    };
    rewind::name_all(&tx, &mut differences)?;
    let page = Preview {
        wrong_reason,
        delivery: match &proposal.edit.delivery {
            Some(wish) => of_wish(cx, &tx, order, Some(wish))?,
            None => Vec::new(),
        },
        asks_price: proposal.edit.asks_price(),
        lines: proposal.order.lines != order.lines
            || proposal.order.wished != order.wished
            || proposal.edit.head.is_some(),
        order,
        after: &proposal.order,
        remade: &views::edit::remade::lines(cx.locale, order, &proposal.order, sight),
        differences: &differences,
        stages: &stages(&tx)?,
        form,
        seal,
        notes: proposal.notes.iter().map(|message| cx.say(message)).collect(),
        alert: alert.as_deref(),
        sight,
    };
    let body = views::edit::preview::page(&frame(cx), &page);
    match alert {
        Some(_) => cx.page_unprocessable(head(cx), body),
        None => cx.page(head(cx), body),
    }
}

/// The order is another than the form was drawn from: what differs, and what was typed at the lines as they are now.
fn moved(cx: &Cx, order: &Order, form: EditForm, notes: Notes) -> Outcome {
    let sight = cx.access.sight();
    let tx = cx.access.read()?;
    let old = history::version(&tx, order, form.version)?;
    let form = match &old {
        // A form of a version that isn't kept, or of none: its lines mean nothing here.
        Some(old) if old.lines.len() == form.quantity.len() => form.carried(cx.locale, old, order),
        _ => EditForm {
            wished: form.wished,
            reason: form.reason,
            ..EditForm::of(cx.locale, order)
        },
    };
    let (line, staff) = (stages(&tx)?, cx.access.is_staff());
    let mut differences = old
        .map(|old| {
            let (old, new) = (line.as_seen(&old, staff), line.as_seen(order, staff));
            Differences::between(&old, &new).without(&hidden(sight))
        })
        .unwrap_or_default();
    rewind::name_all(&tx, &mut differences)?;
    let notes = Notes {
        moved: Some(Moved {
            who: views::changed_by(cx.locale, &order.changed_by, cx.access.is_staff()),
            at: order.changed,
            differences,
        }),
        ..notes
    };
    show(cx, order, &form, notes)
}

#[derive(Deserialize)]
struct AnswerForm {
    version: u32,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    reason: String,
}

impl AnswerForm {
    fn typed(&self, form: DeskForm) -> Option<(DeskForm, Vec<(&'static str, String)>)> {
        Some((form, vec![("reason", self.reason.clone())]))
    }
}

/// Answers the request of the other side, or takes the own one back.
pub async fn answer(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let form: AnswerForm = cx.form()?;
    let verdict = match form.answer.as_str() {
        "accept" => Verdict::Accepted,
        "withdraw" => Verdict::Withdrawn,
        "refuse" => Verdict::Refused,
        _ => return Err(Error::NotFound),
    };
    let typed = form.typed(DeskForm::Request);
    let outcome = actions::answer(&cx.access, number, form.version, verdict, form.reason).await;
    answered(&cx, number, outcome, typed)
}

/// Answers what 1C has changed: the dealer takes it or says no, the manufacturer takes it back.
pub async fn difference(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let form: AnswerForm = cx.form()?;
    let typed = form.typed(DeskForm::Agreement);
    let outcome = match form.answer.as_str() {
        "refuse" => actions::refuse(&cx.access, number, form.version, form.reason).await,
        "restore" => actions::restore(&cx.access, number, form.version).await,
        "accept" => actions::accept(&cx.access, number, form.version).await,
        // What binds is never taken for granted.
        _ => return Err(Error::NotFound),
    };
    answered(&cx, number, outcome, typed)
}
