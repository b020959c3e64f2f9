//! Handlers of quick order.

pub mod desk;
pub mod files;
pub mod sheet;

use super::views::Frame;
use crate::modules::dealers::Dealer;
use crate::modules::orders::Draft;
use crate::modules::orders::permissions::DRAFT;
use crate::modules::orders::queries::drafts;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{DealerId, PageRequest};
use crate::platform::web::{Cx, Home, HomeTask};
use crate::{icon, tr};

/// The most drafts to choose from.
const DRAFTS_SHOWN: usize = 50;

fn frame(cx: &Cx) -> Frame {
    Frame {
        locale: cx.locale,
        zone: cx.zone.clone(),
        csrf: cx.csrf(),
        staff: cx.access.is_staff(),
    }
}

/// The way in from the home page of those who order for their own company.
pub fn home(cx: &Cx, _: &ReadTx, home: &mut Home) -> Result<(), Error> {
    if cx.access.is_staff() || !cx.access.may(DRAFT) {
        return Ok(());
    }
    let l = cx.locale;
    home.tasks.push(HomeTask {
        icon: icon!("bolt"),
        pressing: false,
        what: tr!(l, "quick-home").to_owned(),
        why: tr!(l, "quick-home-why").to_owned(),
        action: (tr!(l, "quick-title").to_owned(), "/quick".to_owned()),
    });
    Ok(())
}

/// For whom rows are meant: a dealer's own people mean their company, whatever the form says.
fn dealer_of(cx: &Cx, tx: &ReadTx, named: Option<DealerId>) -> Result<Dealer, Error> {
    let id = cx.access.scope().dealer().or(named).ok_or(Error::NotFound)?;
    tx.get::<Dealer>(&id)?.ok_or(Error::NotFound)
}

/// The drafts of a dealer that rows may go to, latest first.
fn drafts_of(tx: &ReadTx, dealer: DealerId) -> Result<Vec<Draft>, Error> {
    let request = PageRequest::first(DRAFTS_SHOWN).descending();
    let mut found = drafts(tx, Some(dealer), &request)?.items;
    found.retain(|draft| !draft.held);
    Ok(found)
}
