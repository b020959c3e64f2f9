//! The first administrator: nobody is there yet who could invite one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::account::{ACCOUNT_BY_EMAIL, Account, account_id_of, normal_email};
use super::actor::Access;
use super::events::AccessEvent;
use super::invitation::checked_address;
use super::member::{MEMBER_BY_COMPANY, Membership};
use super::password::{Passwords, chosen};
use super::people::checked_name;
use super::permission::Role;
use super::sign_in::{Browser, Opening, open_session};
use crate::platform::error::{Error, FieldError};
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Id, Locale, Message, PageRequest};

/// Who sets the installation up.
#[derive(Clone, Debug)]
pub struct Founder {
    pub email: String,
    pub name: String,
    pub password: String,
    /// The manufacturer's name.
    pub company_name: String,
    pub locale: Locale,
}

impl Founder {
    /// Everything that is wrong with what was typed.
    pub fn mistakes(&self) -> Vec<FieldError> {
        let checks = [
            checked_name(&self.name).map(drop),
            checked_address(&self.email).map(drop),
            Passwords::check(&self.password),
        ];
        let wrong = checks.into_iter().filter_map(|check| match check {
            Err(Error::Invalid(fields)) => Some(fields),
            _ => None,
        });
        wrong.flatten().collect()
    }
}

/// Has the manufacturer nobody yet, not even somebody who was invited?
pub fn is_unfounded(tx: &impl Reader) -> Result<bool, Error> {
    let page = tx.scan(&MEMBER_BY_COMPANY, &None::<DealerId>, &PageRequest::first(1))?;
    Ok(page.items.is_empty())
}

/// Makes the first administrator and signs them in.
///
/// # Errors
/// `Invalid` by field; `Refused` when somebody is there already.
pub async fn found(services: &Arc<Services>, founder: Founder, browser: Browser<'_>) -> Result<Opening, Error> {
    let email = checked_address(&founder.email)?;
    let name = checked_name(&founder.name)?;
    let now = services.clock.now();
    let account = Account {
        id: account_id_of(&email),
        email: normal_email(&email),
        name: name.clone(),
        password: None,
        locale: founder.locale,
        theme: Default::default(),
        zone: None,
        disabled: false,
        second_factor: None,
        created: now,
    };
    let member = Membership {
        id: Id::derived("membership", &format!("founder {email}")),
        account: account.id,
        company: None,
        company_name: founder.company_name,
        name,
        role: Role::Admin,
        own_role: None,
        extra: BTreeSet::new(),
        stands_in: Vec::new(),
        dealers: Vec::new(),
        phone: None,
        disabled: false,
        created: now,
    };
    let password = chosen(services, &founder.password, &account, &member).await?;
    let account = Account {
        password: Some(password),
        ..account
    };
    let (kept_account, kept_member) = (account.clone(), member.clone());
    // In the own name: the journal begins with who began it.
    Access::of_member(services, &member, "access.found")?
        .write(move |write| {
            // Inside the write, so that two browsers can't both be the first.
            if !is_unfounded(&**write)? {
                return Err(Error::Refused(Message::new("access-founded")));
            }
            if write.find(&ACCOUNT_BY_EMAIL, kept_account.email.as_str())?.is_some() {
                return Err(Error::invalid("email", Message::new("access-already-member")));
            }
            let event = AccessEvent::Joined {
                member: kept_member.clone(),
            };
            let mut change = write.change(&event)?;
            change.save(&kept_account)?;
            change.save(&kept_member)?;
            Ok(())
        })
        .await?;
    open_session(services, &account, &member, browser).await
}
