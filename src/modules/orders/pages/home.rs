//! What the module adds to the home page: open orders, what waits for whom, and the draft at hand.

use super::{frame, marked};
use crate::modules::dealers::Dealer;
use crate::modules::orders::queries::{self, Filter};
use crate::modules::orders::read_models::{OrderRow, stage_name};
use crate::modules::orders::views::home::{Step, Stopped, Why};
use crate::modules::orders::{Kind, Order, StageLine, actions, permissions, stages, standstill, views};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::ui::Button;
use crate::platform::values::{Day, PageRequest};
use crate::platform::web::{Cx, Home, HomeTask};
use crate::{icon, tr};

/// Open orders that the home page shows.
const SHOWN: usize = 6;
/// Drafts that one can go on with from the home page.
const DRAFTS: usize = 3;
/// Orders that are named as standing still.
const STOPPED: usize = 5;

pub fn fill(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    if !cx.access.may(permissions::SEE) {
        return Ok(());
    }
    let l = cx.locale;
    let frame = frame(cx);
    let stages = stages(tx)?;
    let newest = PageRequest::first(SHOWN).descending();
    let open = queries::orders(tx, &Filter::Open, None, &newest)?.items;
    let count = queries::open(tx)?;
    home.facts.push(format!("{}.", tr!(l, "orders-home-open", n = count)));
    let (stopped, stopped_count) = stopped(cx, tx)?;
    if !stopped.is_empty() {
        home.blocked.push(views::home::stopped(&frame, &stopped, stopped_count));
    } else if count > 0 {
        home.facts.push(tr!(l, "orders-home-stopped-none").to_owned());
    }
    if count > 0 {
        let steps = steps(cx, tx, &stages)?;
        home.top.push(views::home::pipeline(&frame, &steps, count));
    }
    match cx.access.is_staff() {
        true => waiting(cx, tx, &stages, home)?,
        false => drafts(cx, tx, home)?,
    }
    let (sight, staff) = (cx.access.sight(), cx.access.is_staff());
    let rows: Vec<OrderRow> = open
        .iter()
        .map(|order| marked(cx, tx, order, OrderRow::of(tx, l, order, &stages, sight, staff)?))
        .collect::<Result<_, _>>()?;
    let may_draft = cx.access.may(permissions::DRAFT);
    home.open
        .push(views::home::open_card(&frame, &rows, sight, count, may_draft));
    Ok(())
}

/// Why an order stands still for the reader's side, if it does. What differs from the agreed comes first: no date holds
/// before that is settled.
pub fn why_stopped(order: &Order, today: Day, dealer: bool) -> Option<Why> {
    if standstill(order, dealer) == Some(None) {
        return Some(Why::Differs);
    }
    let planned = standstill(order, dealer)?.filter(|planned| *planned < today)?;
    let days = today.since(planned).map_or(1, |span| i64::from(span.get_days()));
    Some(Why::Late { planned, days })
}

/// The stages that open orders stand in; the dealer's own approval only where somebody uses it.
fn steps(cx: &Cx, tx: &ReadTx, stages: &StageLine) -> Result<Vec<Step>, Error> {
    let mut steps = Vec::new();
    for stage in stages.stages.iter().filter(|stage| !stage.kind.is_over()) {
        let count = queries::seen_in_stage(tx, stages, &stage.key)?;
        let entry = stages.entry().is_some_and(|entry| entry.key == stage.key);
        if count > 0 || stage.kind != Kind::Waiting || entry {
            steps.push(Step {
                key: stage.key.to_string(),
                name: stage_name(cx.locale, stages, &stage.key),
                tone: stage.tone(),
                count,
            });
        }
    }
    Ok(steps)
}

/// Orders that stand still, the longest first, and how many there are: those that differ from what was agreed and wait
/// for the reader's side, and those whose promised day has passed.
fn stopped(cx: &Cx, tx: &ReadTx) -> Result<(Vec<Stopped>, usize), Error> {
    let today = actions::today(&cx.access);
    let staff = cx.access.is_staff();
    let count = queries::standing_still(tx, today)?;
    if count == 0 {
        return Ok((Vec::new(), 0));
    }
    let orders = queries::orders(tx, &Filter::Standstill(today), None, &PageRequest::first(STOPPED))?.items;
    let mut found = Vec::with_capacity(orders.len());
    for order in orders {
        let Some(why) = why_stopped(&order, today, !staff) else {
            continue;
        };
        let dealer = match staff {
            true => tx.shared::<Dealer>(&order.dealer)?.map(|dealer| dealer.name.clone()),
            false => None,
        };
        found.push(Stopped {
            number: order.number.to_string(),
            name: order.name.clone(),
            dealer,
            why,
        });
    }
    Ok((found, count))
}

/// Staff: what waits to be confirmed.
fn waiting(cx: &Cx, tx: &ReadTx, stages: &StageLine, home: &mut Home) -> Result<(), Error> {
    let l = cx.locale;
    if cx.access.may(permissions::DRAFT) {
        let new = Button::primary(tr!(l, "orders-new-for-dealer"))
            .icon(icon!("plus"))
            .href("/drafts#new");
        home.primary.get_or_insert_with(|| maud::Render::render(&new));
    }
    for stage in stages.stages.iter().filter(|stage| stage.kind == Kind::Waiting) {
        let count = queries::in_stage(tx, &stage.key)?;
        if count == 0 || stages.entry().is_none_or(|entry| entry.key != stage.key) {
            continue;
        }
        home.tasks.push(HomeTask {
            icon: icon!("clock"),
            pressing: true,
            what: tr!(l, "orders-home-waiting", n = count),
            why: tr!(l, "orders-home-waiting-why").to_owned(),
            action: (
                tr!(l, "orders-home-look").to_owned(),
                format!("/orders?stage={}", stage.key),
            ),
        });
    }
    Ok(())
}

/// A dealer: the drafts that were changed last, or the way to the first one.
fn drafts(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    let l = cx.locale;
    if !cx.access.may(permissions::DRAFT) {
        return Ok(());
    }
    let new = Button::primary(tr!(l, "orders-new"))
        .icon(icon!("plus"))
        .href("/drafts");
    home.primary.get_or_insert_with(|| maud::Render::render(&new));
    let latest = queries::drafts(tx, None, &PageRequest::first(DRAFTS).descending())?.items;
    if latest.is_empty() {
        home.tasks.push(HomeTask {
            icon: icon!("package"),
            pressing: false,
            what: tr!(l, "orders-home-first").to_owned(),
            why: tr!(l, "orders-drafts-empty-do").to_owned(),
            action: (tr!(l, "orders-to-catalogue").to_owned(), "/catalogue".to_owned()),
        });
    }
    // What somebody decides about is nobody's to go on with.
    let open = latest.into_iter().filter(|draft| !draft.held);
    home.tasks.extend(open.map(|draft| HomeTask {
        icon: icon!("pencil"),
        pressing: false,
        what: tr!(l, "orders-home-draft", name = draft.name.as_str()),
        why: tr!(l, "orders-lines-count", n = draft.lines.len()),
        action: (
            tr!(l, "orders-home-continue").to_owned(),
            format!("/drafts/{}", draft.id),
        ),
    }));
    Ok(())
}
