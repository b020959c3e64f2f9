//! What the module adds to the home page: open orders, what waits for whom, and the draft at hand.

use super::frame;
use crate::modules::orders::queries::{self, Filter};
use crate::modules::orders::read_models::OrderRow;
use crate::modules::orders::{Kind, Order, StageLine, permissions, stages, views};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::ui::{Alert, Button};
use crate::platform::values::PageRequest;
use crate::platform::web::{Cx, Home, HomeTask};
use crate::{icon, tr};

/// Open orders that the home page shows.
const SHOWN: usize = 6;
/// Open orders that are looked through for disagreements.
const LOOKED: usize = 50;

pub fn fill(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    if !cx.access.may(permissions::SEE) {
        return Ok(());
    }
    let l = cx.locale;
    let stages = stages(tx)?;
    let open = queries::orders(tx, &Filter::Open, None, &PageRequest::first(LOOKED).descending())?.items;
    let count = queries::open(tx)?;
    home.facts.push(format!("{}.", tr!(l, "orders-home-open", n = count)));
    disagreements(cx, &open, home);
    match cx.access.is_staff() {
        true => waiting(cx, tx, &stages, home)?,
        false => drafts(cx, tx, home)?,
    }
    let (sight, staff) = (cx.access.sight(), cx.access.is_staff());
    let shown = open.iter().take(SHOWN);
    let rows: Vec<OrderRow> = shown
        .map(|order| OrderRow::of(tx, l, order, &stages, sight, staff))
        .collect::<Result<_, _>>()?;
    home.open
        .push(views::orders::open_card(&frame(cx), &rows, sight, count));
    Ok(())
}

/// Orders that differ from what was agreed and wait for the reader's side.
fn disagreements(cx: &Cx, open: &[Order], home: &mut Home) {
    let l = cx.locale;
    let dealer = !cx.access.is_staff();
    let ours = |order: &&Order| order.agreed.open.is_some_and(|by| by.is_dealer() != dealer);
    for order in open.iter().filter(ours).take(SHOWN) {
        let number = order.number.to_string();
        let title = tr!(l, "orders-home-differs", number = number.as_str());
        home.blocked.push(maud::Render::render(
            &Alert::warning(title).body(tr!(l, "orders-home-differs-why")).action(
                Button::primary(tr!(l, "orders-home-look"))
                    .small()
                    .href(format!("/orders/{number}")),
            ),
        ));
    }
}

/// Staff: what waits to be confirmed.
fn waiting(cx: &Cx, tx: &ReadTx, stages: &StageLine, home: &mut Home) -> Result<(), Error> {
    let l = cx.locale;
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

/// A dealer: the draft that was changed last, or the way to the first one.
fn drafts(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    let l = cx.locale;
    if !cx.access.may(permissions::DRAFT) {
        return Ok(());
    }
    let new = Button::primary(tr!(l, "orders-new"))
        .icon(icon!("plus"))
        .href("/drafts");
    home.primary.get_or_insert_with(|| maud::Render::render(&new));
    let latest = queries::drafts(tx, None, &PageRequest::first(1).descending())?
        .items
        .pop();
    home.tasks.push(match latest {
        Some(draft) => HomeTask {
            icon: icon!("pencil"),
            pressing: false,
            what: tr!(l, "orders-home-draft", name = draft.name.as_str()),
            why: tr!(l, "orders-lines-count", n = draft.lines.len()),
            action: (
                tr!(l, "orders-home-continue").to_owned(),
                format!("/drafts/{}", draft.id),
            ),
        },
        None => HomeTask {
            icon: icon!("package"),
            pressing: false,
            what: tr!(l, "orders-home-first").to_owned(),
            why: tr!(l, "orders-drafts-empty-do").to_owned(),
            action: (tr!(l, "orders-to-catalogue").to_owned(), "/catalogue".to_owned()),
        },
    });
    Ok(())
}
