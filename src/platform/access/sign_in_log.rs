//! What is kept of sign-ins, good and refused: the person sees it, and the administrator.
//!
//! An address that belongs to no account leaves nothing: whoever tries addresses fills no store. Tries of a known account are
//! bounded by the wait after failures.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::actor::{Access, Technical, Write};
use super::sign_in::Browser;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{Index, Indexer, Reader, Record, Table};
use crate::platform::values::{AccountId, Id, Moment, Page, PageRequest, Scope};

/// Days that a sign-in is kept.
pub const SIGN_IN_DAYS: i64 = 90;
/// What a browser calls itself is kept to so many characters.
const AGENT_MAX: usize = 200;
/// The longest address is that of IPv6 with an IPv4 part.
const ADDRESS_MAX: usize = 45;

/// What came of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignInOutcome {
    /// In, by the password alone or by a link for a new one.
    In,
    /// In, by password and code.
    InByCode,
    InByRecoveryCode,
    /// The password was right, the code hasn't come.
    AwaitsCode,
    WrongPassword,
    WrongCode,
    /// The account is switched off, or has no company that lets it in.
    Closed,
}

impl SignInOutcome {
    pub fn is_in(self) -> bool {
        matches!(
            self,
            SignInOutcome::In | SignInOutcome::InByCode | SignInOutcome::InByRecoveryCode
        )
    }
}

/// Where a try came from, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameFrom {
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub agent: String,
}

impl CameFrom {
    pub(super) fn of(browser: Browser<'_>) -> CameFrom {
        CameFrom {
            address: browser.address.chars().take(ADDRESS_MAX).collect(),
            agent: browser.agent.chars().take(AGENT_MAX).collect(),
        }
    }

    /// Commands come from nowhere.
    pub(super) fn is_browser(&self) -> bool {
        !self.address.is_empty()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignInNote {
    pub id: Id<SignInNote>,
    pub account: AccountId,
    pub at: Moment,
    pub outcome: SignInOutcome,
    pub from: CameFrom,
    /// The account had other devices, and this wasn't one of them.
    #[serde(default)]
    pub new_device: bool,
}

/// Of an account, the earliest first.
const SIGN_IN_BY_ACCOUNT: Index<SignInNote> = Index::new(185 * 16, "sign_in.by_account");
const SIGN_IN_BY_TIME: Index<SignInNote> = Index::new(185 * 16 + 1, "sign_in.by_time");

impl Record for SignInNote {
    const TABLE: Table = Table::new(185, "sign_in");
    type Key = Id<SignInNote>;

    fn key(&self) -> Id<SignInNote> {
        self.id
    }

    /// Read by the pages of the person and of the administrator, which ask whose it is.
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&SIGN_IN_BY_ACCOUNT, &(self.account, self.at));
        indexer.put(&SIGN_IN_BY_TIME, &self.at);
    }
}

impl Technical for SignInNote {}

/// Notes a try within a write; gives what it is taken back by. Where no browser takes part nothing is noted.
pub(super) fn noted(
    write: &mut Write<'_, '_>,
    account: AccountId,
    outcome: SignInOutcome,
    from: &CameFrom,
    new_device: bool,
) -> Result<Option<Id<SignInNote>>, Error> {
    if !from.is_browser() {
        return Ok(None);
    }
    let note = SignInNote {
        id: write.fresh_id(),
        account,
        at: write.now(),
        outcome,
        from: from.clone(),
        new_device,
    };
    write.technical(&note)?;
    Ok(Some(note.id))
}

/// Notes a refusal after the answer has gone: the time of the answer must not tell that there is such an account.
pub(super) fn note_refused(services: &Arc<Services>, account: AccountId, outcome: SignInOutcome, browser: Browser<'_>) {
    let (services, from) = (Arc::clone(services), CameFrom::of(browser));
    tokio::spawn(async move {
        let done = Access::system(&services, "access.sign-in")
            .write(move |write| noted(write, account, outcome, &from, false).map(drop))
            .await;
        if let Err(error) = done {
            tracing::error!(%error, "a refused sign-in isn't noted");
        }
    });
}

/// Sign-ins of an account, the latest first. Who asks has looked whether the reader may see them.
pub fn sign_ins_of(services: &Services, account: AccountId, page: &PageRequest) -> Result<Page<SignInNote>, Error> {
    let page = page.clone().descending();
    Ok(services.read_all().scan(&SIGN_IN_BY_ACCOUNT, &account, &page)?)
}

/// Removes sign-ins that are too old, some at a time; gives their number.
pub(super) fn forget_old_sign_ins(write: &mut Write<'_, '_>, portion: usize) -> Result<usize, Error> {
    let end = write.now().plus_seconds(-SIGN_IN_DAYS * 86_400);
    let page = write.scan(&SIGN_IN_BY_TIME, &(), &PageRequest::first(portion))?;
    let mut removed = 0;
    for note in page.items.into_iter().take_while(|note| note.at < end) {
        removed += usize::from(write.forget::<SignInNote>(&note.id)?);
    }
    Ok(removed)
}
