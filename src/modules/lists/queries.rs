//! The views that a person finds over a list.

use std::sync::Arc;

use super::{Habit, SavedView, VIEW_BY_OWNER, VIEW_SHARED, ViewId};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::Who;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, MembershipId};

/// The most views over one list, own and shared each.
const SHOWN: usize = 50;

/// Who asks: the membership and its company. The system has no views.
pub fn me(access: &Access) -> Option<(MembershipId, Option<DealerId>)> {
    match &access.actor().who {
        Who::Person { membership, .. } => Some((*membership, access.actor().company)),
        _ => None,
    }
}

/// What a person has over a list.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Own ones first, then those that colleagues share.
    pub views: Vec<Arc<SavedView>>,
    pub habit: Option<Arc<Habit>>,
    pub me: Option<MembershipId>,
}

impl Shelf {
    /// The view that the list opens with, when it is still there.
    pub fn default(&self) -> Option<&Arc<SavedView>> {
        let id = self.habit.as_ref()?.default?;
        self.views.iter().find(|view| view.id == id)
    }

    pub fn columns(&self) -> &[String] {
        self.habit.as_ref().map_or(&[], |habit| &habit.columns)
    }
}

pub fn shelf(tx: &impl Reader, access: &Access, list: &str) -> Result<Shelf, Error> {
    let Some((membership, company)) = me(access) else {
        return Ok(Shelf {
            views: Vec::new(),
            habit: None,
            me: None,
        });
    };
    let mut views = tx.shared_scan(&VIEW_BY_OWNER, &(membership, list), SHOWN)?;
    let shared = tx.shared_scan(&VIEW_SHARED, &(company, list), SHOWN)?;
    views.extend(
        shared
            .into_iter()
            .filter(|view: &Arc<SavedView>| view.owner != membership),
    );
    Ok(Shelf {
        views,
        habit: tx.shared::<Habit>(&Habit::id_of(membership, list))?,
        me: Some(membership),
    })
}

/// A view that this person may see; a stranger's is not found.
pub fn opened(tx: &impl Reader, access: &Access, list: &str, id: ViewId) -> Result<Arc<SavedView>, Error> {
    let (membership, company) = me(access).ok_or(Error::NotFound)?;
    let found = tx.shared::<SavedView>(&id)?;
    found
        .filter(|view| view.list == list && view.is_for(membership, company))
        .ok_or(Error::NotFound)
}
