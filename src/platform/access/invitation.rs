//! Invitations: the only way in. A link with a secret, once, for a week; the invited person sets the password.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::account::{ACCOUNT_BY_EMAIL, Account, account_id_of, normal_email};
use super::actor::{Access, Technical};
use super::events::AccessEvent;
use super::member::{MEMBER_BY_ACCOUNT, Membership};
use super::own_role::{KnownPermissions, RoleChoice};
use super::password::{Passwords, chosen};
use super::people::{checked_name, may_give};
use super::session::{SessionToken, hashed};
use super::sign_in::{Browser, Entered, end_sessions_in, entered};
use super::sign_in_log::{SignInOutcome, note_refused};
use super::throttle::Throttle;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{Index, Indexer, Reader, Record, Table};
use crate::platform::values::{AccountId, DealerId, MembershipId, Message, Moment, PageRequest, Scope};

pub const INVITATION_DAYS: i64 = 7;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invitation {
    /// BLAKE3 of the secret in the link.
    pub token_hash: String,
    pub account: AccountId,
    pub membership: MembershipId,
    pub expires: Moment,
    #[serde(default)]
    pub used: Option<Moment>,
    /// The account has a password, and this link sets a new one: it was forgotten.
    #[serde(default)]
    pub fresh_password: bool,
}

/// The links that a person was sent.
pub const INVITATION_BY_MEMBERSHIP: Index<Invitation> = Index::new(64, "invitation.by_membership");

impl Record for Invitation {
    const TABLE: Table = Table::new(4, "invitation");
    type Key = String;

    fn key(&self) -> String {
        self.token_hash.clone()
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&INVITATION_BY_MEMBERSHIP, &self.membership);
    }
}

impl Technical for Invitation {}

/// An invitation for `member` and the secret of its link, which is stored nowhere.
pub(super) fn new_invitation(member: &Membership, now: Moment) -> (Invitation, String) {
    let secret = SessionToken::new(rand::random()).as_str().to_owned();
    let invitation = Invitation {
        token_hash: hashed(&secret),
        account: member.account,
        membership: member.id,
        expires: now.plus_seconds(INVITATION_DAYS * 86_400),
        used: None,
        fresh_password: false,
    };
    (invitation, secret)
}

/// Whom to invite, and as what.
#[derive(Clone, Debug)]
pub struct Invited {
    pub email: String,
    pub name: String,
    pub role: RoleChoice,
    pub company: Option<DealerId>,
    pub company_name: String,
}

/// An address to sign in with, in its normal spelling.
pub(super) fn checked_address(typed: &str) -> Result<String, Error> {
    let email = normal_email(typed);
    match email.contains('@') && email.len() <= 254 && !email.contains(char::is_whitespace) {
        true => Ok(email),
        false => Err(Error::invalid("email", Message::new("access-email-wrong"))),
    }
}

/// Makes the account (unless the address has one), the membership and the invitation. Returns the membership and the
/// secret for the link, which is stored nowhere.
pub async fn invite(access: &Access, invited: Invited) -> Result<(Membership, String), Error> {
    let email = checked_address(&invited.email)?;
    let name = checked_name(&invited.name)?;
    let system = Access::system(access.services(), "access.invite");
    let known_permissions = KnownPermissions::of(access.services());
    let member = access
        .write(move |write| {
            let now = write.now();
            let known = write.find(&ACCOUNT_BY_EMAIL, email.as_str())?;
            let account = known.clone().unwrap_or_else(|| Account {
                id: account_id_of(&email),
                email: email.clone(),
                name: name.clone(),
                password: None,
                locale: Default::default(),
                theme: Default::default(),
                zone: None,
                disabled: false,
                second_factor: None,
                created: now,
            });
            let page = write.scan(&MEMBER_BY_ACCOUNT, &account.id, &PageRequest::first(50))?;
            if page.items.iter().any(|member| member.company == invited.company) {
                return Err(Error::invalid("email", Message::new("access-already-member")));
            }
            let (role, own_role) = invited.role.settled(&**write, invited.company)?;
            let member = Membership {
                id: write.fresh_id(),
                account: account.id,
                company: invited.company,
                company_name: invited.company_name.clone(),
                name: name.clone(),
                role,
                own_role,
                extra: BTreeSet::new(),
                stands_in: Vec::new(),
                dealers: Vec::new(),
                phone: None,
                disabled: false,
                created: now,
            };
            may_give(write, &member, &known_permissions)?;
            let event = AccessEvent::Invited { member: member.clone() };
            let mut change = write.change(&event)?;
            if known.is_none() {
                change.save(&account)?;
            }
            change.save(&member)?;
            Ok(member)
        })
        .await?;
    let (invitation, secret) = new_invitation(&member, access.now());
    system.write(move |write| write.technical(&invitation)).await?;
    Ok((member, secret))
}

/// The open invitation behind a link, with its membership and account.
pub fn find(services: &Arc<Services>, secret: &str) -> Result<(Invitation, Membership, Account), Error> {
    let tx = services.read_all();
    let invitation = tx.get::<Invitation>(&hashed(secret))?.ok_or(Error::NotFound)?;
    if invitation.used.is_some() {
        return Err(Error::Refused(Message::new("access-invitation-used")));
    }
    if invitation.expires < services.clock.now() {
        return Err(Error::Refused(Message::new("access-invitation-expired")));
    }
    let member = tx.get::<Membership>(&invitation.membership)?.ok_or(Error::NotFound)?;
    let account = tx.get::<Account>(&invitation.account)?.ok_or(Error::NotFound)?;
    Ok((invitation, member, account))
}

/// Accepts an invitation: sets the password of a new account (a known one keeps its own) and opens a session. A second factor
/// stays: its code is asked for, whatever the link was.
pub async fn accept(
    services: &Arc<Services>,
    secret: &str,
    password: &str,
    browser: Browser<'_>,
) -> Result<Entered, Error> {
    let (invitation, member, account) = find(services, secret)?;
    let known = account.password.is_some() && !invitation.fresh_password;
    let chosen = match known {
        true => {
            check_known(services, &account, password, browser).await?;
            None
        }
        false => Some(chosen(services, password, &account, &member).await?),
    };
    let event = if invitation.fresh_password {
        AccessEvent::PasswordSet { member: member.clone() }
    } else {
        AccessEvent::Joined { member: member.clone() }
    };
    let (key, id, checked) = (invitation.token_hash.clone(), account.id, account.password);
    let account = Access::of_member(services, &member, "access.accept")?
        .write(move |write| {
            let now = write.now();
            // Inside the write, so that two browsers can't both use the link.
            let open = write.beyond_scope(|tx| tx.get::<Invitation>(&key))?;
            let open = open.filter(|invitation| invitation.used.is_none() && invitation.expires >= now);
            let open = open.ok_or(Error::Refused(Message::new("access-invitation-used")))?;
            // As it is now: a second factor that was set up meanwhile stays, and so does being disabled.
            let mut account: Account = write.get(&id)?.ok_or(Error::NotFound)?;
            match &chosen {
                Some(hash) => account.password = Some(hash.clone()),
                None if account.password != checked => return Err(wrong_password()),
                None => {}
            }
            write.save(&account, &event)?;
            let ends = open.fresh_password;
            let used = Invitation {
                used: Some(now),
                ..open
            };
            write.beyond_scope(|tx| tx.put(&used))?;
            if ends {
                end_sessions_in(write, id, None)?;
            }
            Ok(account)
        })
        .await?;
    entered(services, &account, &member, browser).await
}

fn wrong_password() -> Error {
    Error::invalid("password", Message::new("access-invitation-known-password"))
}

/// Who has an account already says its password, and wrong ones are slowed down as at the door: whoever sent the invitation has
/// the link too.
async fn check_known(
    services: &Arc<Services>,
    account: &Account,
    password: &str,
    browser: Browser<'_>,
) -> Result<(), Error> {
    let (throttle, now) = (services.part::<Throttle>(), services.clock.now());
    let keys = [
        format!("account {}", account.email),
        format!("address {}", browser.address),
    ];
    throttle.admits(&keys, now)?;
    let passwords = services.part::<Passwords>();
    if passwords.verify(password, account.password.as_deref()).await? {
        return Ok(());
    }
    for key in &keys {
        throttle.failed(key, now);
    }
    note_refused(services, account.id, SignInOutcome::WrongPassword, browser);
    Err(wrong_password())
}
