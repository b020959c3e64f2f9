//! What can be done with feeds. The only file that saves.

use super::events::{FeedEvent, What};
use super::{FEEDS, Feed, FeedId, Format, GROUPS_MAX, Held, Keeper, NAME_MAX, Reads, SITE_MAX, Settings, sees_costs};
use crate::modules::catalogue::Group;
use crate::modules::dealers::Contract;
use crate::platform::access::{Access, Write, hashed};
use crate::platform::error::{Error, FieldError};
use crate::platform::journal::Who;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Message, Moment, cleaned_line};

/// The most feeds of one dealer.
pub const FEEDS_MAX: i64 = 50;
const AGENT_MAX: usize = 160;
const ADDRESS_MAX: usize = 64;

/// A feed that is ready to be made.
#[derive(Clone)]
pub struct Wanted {
    /// Of the form, so that pressing twice makes one feed.
    pub id: FeedId,
    pub dealer: DealerId,
    pub format: Format,
    pub settings: Settings,
    /// The secret of the address; only its hash is kept.
    pub secret: String,
    /// For addresses of pictures.
    pub pictures: String,
}

/// Makes a feed. `false`: it was made already, by the same form.
pub async fn make(access: &Access, wanted: Wanted) -> Result<bool, Error> {
    let sees = sees_costs(access.sight());
    let settings = sound(wanted.settings.clone())?;
    access
        .write(move |write| {
            if write.get::<Feed>(&wanted.id)?.is_some() {
                return Ok(false);
            }
            if write.count(FEEDS, &wanted.dealer)? >= FEEDS_MAX {
                return Err(Error::Refused(Message::new("feeds-many").with("most", FEEDS_MAX)));
            }
            fits(&**write, wanted.dealer, &settings, sees)?;
            let now = write.now();
            let feed = Feed {
                id: wanted.id,
                dealer: wanted.dealer,
                format: wanted.format,
                settings: settings.clone(),
                keeper: keeper(write)?,
                link: hashed(&wanted.secret),
                pictures: wanted.pictures.clone(),
                keyed: now,
                revoked: None,
                created: now,
                changed: now,
                version: 1,
            };
            write.save(&feed, &FeedEvent(What::Made, &feed))?;
            write.flash(Message::new("feeds-made").with("name", feed.settings.name.as_str()))?;
            Ok(true)
        })
        .await
}

/// Other settings for the same address.
pub async fn change(access: &Access, id: FeedId, version: u32, settings: Settings) -> Result<Feed, Error> {
    let sees = sees_costs(access.sight());
    let settings = sound(settings)?;
    access
        .write(move |write| {
            let old = found(write, id, version, sees)?;
            fits(&**write, old.dealer, &settings, sees)?;
            let mut feed = old.touched(keeper(write)?, write.now());
            feed.settings = settings.clone();
            write.save(&feed, &FeedEvent(What::Changed, &feed))?;
            write.flash(Message::new("feeds-changed"))?;
            Ok(feed)
        })
        .await
}

/// Another address instead of the one that there was; one that was switched off answers again.
pub async fn rekey(access: &Access, id: FeedId, version: u32, secret: &str) -> Result<Feed, Error> {
    let (sees, link) = (sees_costs(access.sight()), hashed(secret));
    access
        .write(move |write| {
            let now = write.now();
            let mut feed = found(write, id, version, sees)?.touched(keeper(write)?, now);
            feed.link.clone_from(&link);
            feed.keyed = now;
            feed.revoked = None;
            write.save(&feed, &FeedEvent(What::Rekeyed, &feed))?;
            write.flash(Message::new("feeds-rekeyed"))?;
            Ok(feed)
        })
        .await
}

/// The address answers no more.
pub async fn revoke(access: &Access, id: FeedId, version: u32) -> Result<Feed, Error> {
    let sees = sees_costs(access.sight());
    access
        .write(move |write| {
            let now = write.now();
            let old = found(write, id, version, sees)?;
            if old.revoked.is_some() {
                return Ok(old);
            }
            let mut feed = old.touched(keeper(write)?, now);
            feed.revoked = Some(now);
            write.save(&feed, &FeedEvent(What::Revoked, &feed))?;
            write.flash(Message::new("feeds-revoked-done"))?;
            Ok(feed)
        })
        .await
}

/// Takes a feed out of the list, with what is known of its readers.
pub async fn remove(access: &Access, id: FeedId, version: u32) -> Result<(), Error> {
    let sees = sees_costs(access.sight());
    access
        .write(move |write| {
            let feed = found(write, id, version, sees)?;
            let mut change = write.change(&FeedEvent(What::Removed, &feed))?;
            change.delete::<Feed>(&id)?;
            change.delete::<Reads>(&id)?;
            write.flash(Message::new("feeds-removed").with("name", feed.settings.name.as_str()))?;
            Ok(())
        })
        .await
}

fn found(write: &Write<'_, '_>, id: FeedId, version: u32, sees: bool) -> Result<Feed, Error> {
    let feed = write.get::<Feed>(&id)?.ok_or(Error::NotFound)?;
    // Whoever sees no purchase prices must not get a new address for them.
    if !feed.settings.pricing.is_open_to(sees) {
        return Err(Error::NotFound);
    }
    feed.expect(version).map_err(Error::Refused)?;
    Ok(feed)
}

/// Who acts answers for the feed.
fn keeper(write: &Write<'_, '_>) -> Result<Keeper, Error> {
    let actor = write.actor();
    match &actor.who {
        Who::Person { membership, .. } => Ok(Keeper {
            membership: *membership,
            name: actor.name.clone(),
        }),
        _ => Err(Error::NotFound),
    }
}

/// What was typed, put in order.
fn sound(mut settings: Settings) -> Result<Settings, Error> {
    settings.name = cleaned_line(&settings.name);
    settings.site = cleaned_line(&settings.site);
    settings.groups.sort_unstable();
    settings.groups.dedup();
    let mut faults = Vec::new();
    let mut fault = |field: &str, message: Message| {
        faults.push(FieldError {
            field: field.to_owned(),
            message,
        });
    };
    match settings.name.chars().count() {
        0 => fault("name", Message::new("feeds-name-required")),
        count if count > NAME_MAX => fault("name", Message::new("feeds-too-long").with("most", NAME_MAX)),
        _ => {}
    }
    let web = |site: &str| {
        let rest = site.strip_prefix("https://").or_else(|| site.strip_prefix("http://"));
        rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
    };
    if settings.site.chars().count() > SITE_MAX {
        fault("site", Message::new("feeds-too-long").with("most", SITE_MAX));
    } else if !settings.site.is_empty() && !web(&settings.site) {
        fault("site", Message::new("feeds-site-wrong"));
    }
    if settings.groups.len() > GROUPS_MAX {
        fault("groups", Message::new("feeds-groups-many").with("most", GROUPS_MAX));
    }
    match faults.is_empty() {
        true => Ok(settings),
        false => Err(Error::Invalid(faults)),
    }
}

/// Does what the settings name belong to this dealer, and may the actor ask for it?
fn fits(tx: &impl Reader, dealer: DealerId, settings: &Settings, sees: bool) -> Result<(), Error> {
    if !settings.pricing.is_open_to(sees) {
        return Err(Error::invalid("rule", Message::new("offers-rule-hidden")));
    }
    let contract = tx.shared::<Contract>(&settings.contract)?;
    if !contract.is_some_and(|contract| contract.dealer == dealer && !contract.closed) {
        return Err(Error::invalid("contract", Message::new("feeds-contract-wrong")));
    }
    for group in &settings.groups {
        if tx.shared::<Group>(group)?.is_none_or(|group| group.removed) {
            return Err(Error::invalid("groups", Message::new("feeds-group-gone")));
        }
    }
    Ok(())
}

/// A reading of the address.
#[derive(Clone, Debug)]
pub struct Reading {
    pub address: String,
    pub agent: String,
}

/// What was found in the file: its tag and what it held.
#[derive(Clone, Debug)]
pub struct Found {
    pub tag: String,
    pub held: Held,
}

/// Notes that a file was made or read. Answers since when its content is as it is.
pub async fn note(
    access: &Access,
    id: FeedId,
    found: Option<Found>,
    reading: Option<Reading>,
) -> Result<Moment, Error> {
    access
        .write(move |write| {
            let now = write.now();
            let Some(feed) = write.get::<Feed>(&id)? else {
                return Ok(now);
            };
            let mut reads = write.get::<Reads>(&id)?.unwrap_or_else(|| Reads::of(&feed));
            if let Some(found) = &found {
                if reads.tag != found.tag || reads.since.is_none() {
                    reads.since = Some(now);
                }
                reads.tag.clone_from(&found.tag);
                reads.held = found.held;
            }
            if let Some(reading) = &reading {
                reads.count = reads.count.saturating_add(1);
                reads.last = Some(now);
                reads.address = bounded(&reading.address, ADDRESS_MAX);
                reads.agent = bounded(&reading.agent, AGENT_MAX);
            }
            write.technical(&reads)?;
            Ok(reads.since.unwrap_or(now))
        })
        .await
}

/// Words of strangers: on one line, without what can't be seen, and not long.
fn bounded(text: &str, most: usize) -> String {
    cleaned_line(text).chars().take(most).collect()
}
