//! Approval inside a dealer: which orders of the company need somebody's yes, whose, one after another, and what came of it.
//!
//! A draft that a rule asks about is *sent for approval*: what is approved (its content, its sum, its chain) is kept, and
//! the draft is held. The last yes places the order in the sender's name. Nothing gets past the [`gate`](actions::gate),
//! which every submission asks, nor past that of a sent order's [changes](actions::edit_gate),
//! nor past that of a [yes](actions::acceptance_gate) to what the manufacturer proposes.

pub mod actions;
mod events;
mod model;
mod pages;
pub mod permissions;
pub mod queries;
mod records;
pub mod rules;
mod views;

pub use events::{ApprovalEvent, RuleEvent};
pub use model::{Approval, ApprovalId, As, Asked, Condition, Decision, Reason, Rule, RuleId, Settings, State, Step};
pub use records::{APPROVAL_BY_DEALER, APPROVAL_BY_DRAFT, APPROVAL_WAITING, RECORDS, RULE_BY_DEALER};

use std::sync::Arc;

use crate::icon;
use crate::modules::orders::Gates;
use crate::modules::orders::panels::{Panel, Panels, Place};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "approvals",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    menu: &[MenuItem {
        label: "approvals-title",
        icon: icon!("checks"),
        href: "/approvals",
        permission: permissions::SEE,
        group: MenuGroup::Work,
        count: Some(queries::waiting_count),
    }],
    boot,
    home: Some(pages::panels::home),
    ..Module::EMPTY
};

/// A form of a decision, in bytes: a reason and little more.
const FORM_MAX: usize = 64 << 10;

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    let gates = services.part::<Gates>();
    gates.add_to_submissions(actions::gate);
    gates.add_to_edits(actions::edit_gate);
    gates.add_to_acceptances(actions::acceptance_gate);
    let panels = services.part::<Panels>();
    panels.add_to_sending(pages::panels::sending);
    panels.add_to_draft(Place::Top, pages::panels::refused);
    panels.add_to_draft_rows(pages::panels::row);
    panels.add_to_order(Panel {
        place: Place::Aside,
        tag: pages::panels::order_tag,
        show: pages::panels::order,
    });
    Ok(())
}

fn routes() -> Vec<Route> {
    use crate::modules::orders::permissions::SUBMIT;
    use Authority::{Key, Person};
    use pages::{letter, list, one, rules};
    use permissions::{RULES, SEE};
    vec![
        Route::get("/approvals", Person(SEE), list::page),
        Route::get("/approvals/rules", Person(RULES), rules::list),
        Route::post("/approvals/rules", Person(RULES), rules::own),
        Route::get("/approvals/rules/new/{sort}", Person(RULES), rules::new),
        Route::post("/approvals/rules/new/{sort}", Person(RULES), rules::make),
        Route::get("/approvals/rules/{id}", Person(RULES), rules::edit),
        Route::post("/approvals/rules/{id}", Person(RULES), rules::save),
        Route::post("/approvals/rules/{id}/removal", Person(RULES), rules::removal),
        Route::get("/approvals/{id}", Person(SEE), one::page),
        Route::post("/approvals/{id}", Person(SEE), one::decide).body_limit(FORM_MAX),
        Route::post("/approvals/{id}/withdrawal", Person(SUBMIT), one::withdrawal),
        Route::post("/drafts/{id}/approval", Person(SUBMIT), one::send),
        Route::get("/decisions/{secret}", Key(events::APPROVAL), letter::page),
        Route::post("/decisions/{secret}", Key(events::APPROVAL), letter::decide).body_limit(FORM_MAX),
    ]
}

#[cfg(test)]
mod tests;
