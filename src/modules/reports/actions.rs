//! What an administrator does with the plan's settings.

use serde_json::{Value, json};

use super::model::{GroupTree, PlanSettings};
use super::permissions::{EDIT_PLAN, SEE_PLAN};
use super::records::{StoredPlan, plan_settings};
use crate::modules::catalogue::Group;
use crate::msg;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Message};

/// What journal entries of the settings are about: their kind and the one key.
pub const PLAN_SUBJECT: (&str, &str) = ("plan-settings", "plan");
/// The most groups of a catalogue.
pub const GROUPS_MAX: usize = 5_000;

pub fn group_tree(tx: &impl Reader) -> Result<GroupTree, Error> {
    Ok(GroupTree::of(tx.list::<Group>(GROUPS_MAX)?))
}

/// Keeps other settings.
///
/// # Errors
/// `Refused` with what is wrong with them, or when somebody kept others since version `seen`.
pub async fn set_plan(access: &Access, seen: u32, plan: PlanSettings) -> Result<(), Error> {
    access.require(EDIT_PLAN)?;
    access
        .write(move |write| {
            let old = plan_settings(&**write)?;
            if old.version != seen {
                return Err(Error::Refused(msg!("reports-capacity-moved")));
            }
            group_tree(&**write)?.check(&plan).map_err(Error::Refused)?;
            let new = PlanSettings {
                version: seen.saturating_add(1),
                ..plan.clone()
            };
            let event = PlanChanged {
                shown: (old.shown != new.shown).then_some(new.shown),
                old,
                new: new.clone(),
            };
            write.save(&StoredPlan { plan: new }, &event)?;
            write.flash(msg!("reports-capacity-kept"))
        })
        .await
}

struct PlanChanged {
    /// Where what dealers see changed.
    shown: Option<bool>,
    old: PlanSettings,
    new: PlanSettings,
}

impl Event for PlanChanged {
    fn kind(&self) -> &'static str {
        "plan.settings-changed"
    }

    fn subject(&self) -> Subject {
        Subject::new(PLAN_SUBJECT.0, PLAN_SUBJECT.1, "/plan/capacity")
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        match self.shown {
            Some(true) => msg!("reports-event-plan-shown"),
            Some(false) => msg!("reports-event-plan-hidden"),
            None => msg!("reports-event-plan-changed", groups = self.new.capacities.len()),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        vec![Recipient::Staff {
            permission: SEE_PLAN.id.to_owned(),
        }]
    }

    fn details(&self) -> Value {
        json!({ "old": self.old, "new": self.new })
    }
}
