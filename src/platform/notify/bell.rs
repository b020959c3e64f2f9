//! The subscriber that turns journal entries into notices, and notices into letters.

use std::sync::Arc;

use super::mail::{self, Mail, Told};
use super::notice::Notice;
use super::owner::{Owner, people_of};
use super::preference::gets_mail;
use super::recipients::recipients;
use crate::platform::access::{Account, Membership, Permission, mint_letter_key};
use crate::platform::error::Error;
use crate::platform::journal::{Entry, Subscriber};
use crate::platform::store::{Reader, WriteTx};
use crate::platform::values::Moment;

/// Entries older than this become notices that are already read: history that was imported or made up for a
/// demonstration is not news.
const NEWS_DAYS: i64 = 14;
/// Entries older than this are not told by mail.
const MAIL_HOURS: i64 = 24;

/// The bell. `permissions` and `owners` are all that modules declare; `mail` is false where no mail is set up, so that
/// letters don't pile up.
pub fn bell(permissions: Vec<Permission>, owners: Vec<Owner>, mail: bool) -> Subscriber {
    let permissions: Arc<[Permission]> = permissions.into();
    let owners: Arc<[Owner]> = owners.into();
    Subscriber::inside("bell", move |tx, entry| ring(tx, entry, (&permissions, &owners), mail))
}

fn ring(
    tx: &mut WriteTx<'_>,
    entry: &Entry,
    (permissions, owners): (&[Permission], &[Owner]),
    mail: bool,
) -> Result<(), Error> {
    let Some(particulars) = &entry.particulars else {
        return Ok(());
    };
    if particulars.told.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    let age = now.seconds_since(entry.at);
    let people = match entry.dealer {
        Some(_) => people_of(owners, tx, &entry.subject.kind, &entry.subject.key)?,
        None => None,
    };
    let see = owners.iter().find(|owner| owner.kind == entry.subject.kind);
    let see = see
        .and_then(|owner| owner.see)
        .map(|permission| permission.id.to_owned());
    for member in recipients(tx, entry, &particulars.told, permissions, people.as_deref())? {
        let notice = Notice {
            id: Notice::id_of(member.id, entry.seq),
            membership: member.id,
            company: member.company,
            people: people.clone().filter(|_| member.company.is_some()),
            dealer: entry.dealer,
            told: Some(particulars.told.clone()),
            see: see.clone(),
            seq: entry.seq,
            at: entry.at,
            who: particulars.name.clone(),
            by: entry.who.by(),
            kind: entry.kind.clone(),
            sentence: particulars.sentence.clone(),
            link: entry.subject.link.clone(),
            read: (age > NEWS_DAYS * 86_400).then_some(entry.at),
        };
        if tx.get::<Notice>(&notice.id)?.is_some() {
            continue;
        }
        tx.put(&notice)?;
        if mail && age < MAIL_HOURS * 3_600 && (particulars.always_mailed || gets_mail(tx, member.id)?) {
            gather(tx, entry, &member, &notice, now)?;
        }
    }
    Ok(())
}

/// Puts the notice into the letter that is being gathered for this person, or begins one.
fn gather(tx: &mut WriteTx<'_>, entry: &Entry, member: &Membership, notice: &Notice, now: Moment) -> Result<(), Error> {
    let particulars = entry.particulars.as_ref();
    let path = particulars.and_then(|of| of.by_key.as_deref());
    let by_key = match path {
        Some(path) => Some(format!(
            "{path}{}",
            mint_letter_key(tx, member, &entry.subject, entry.seq)?
        )),
        None => None,
    };
    let told = Told {
        notice,
        letter: particulars.and_then(|of| of.letter.as_ref()),
        by_key,
    };
    let gathering = tx.find(&mail::MAIL_GATHERING, &member.id)?;
    let letter = match gathering {
        Some(mut letter) => {
            letter.add(told);
            letter
        }
        None => {
            let Some(account) = tx.get::<Account>(&member.account)?.filter(|account| !account.disabled) else {
                return Ok(());
            };
            let id = tx.fresh_id();
            match Mail::of_notice(id, &account, member, told, now) {
                Some(letter) => letter,
                None => return Ok(()),
            }
        }
    };
    tx.put(&letter)?;
    Ok(())
}
