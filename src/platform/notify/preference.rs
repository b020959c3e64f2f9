//! Whether a person wants notices by mail, in each company apart.

use serde::{Deserialize, Serialize};

use crate::platform::access::{Technical, Write};
use crate::platform::error::Error;
use crate::platform::store::{Reader, Record, StoreError, Table};
use crate::platform::values::{DealerId, MembershipId, Scope};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preference {
    pub membership: MembershipId,
    #[serde(default)]
    pub company: Option<DealerId>,
    pub mail: bool,
}

impl Record for Preference {
    const TABLE: Table = Table::new(10, "notice_preference");
    type Key = MembershipId;

    fn key(&self) -> MembershipId {
        self.membership
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        match self.company {
            Some(dealer) => scope.includes(dealer),
            None => scope.is_staff(),
        }
    }
}

impl Technical for Preference {}

/// Does the membership get its notices by mail too? Yes, until it says no.
pub fn gets_mail(tx: &impl Reader, membership: MembershipId) -> Result<bool, StoreError> {
    Ok(tx
        .get::<Preference>(&membership)?
        .is_none_or(|preference| preference.mail))
}

/// A person's own choice.
pub fn set_mail(
    write: &mut Write<'_, '_>,
    membership: MembershipId,
    company: Option<DealerId>,
    mail: bool,
) -> Result<(), Error> {
    write.technical(&Preference {
        membership,
        company,
        mail,
    })
}
