//! Devices that a person has signed in on: a browser keeps a token of its own for long, and a sign-in without a known one is
//! told to the person. It opens nothing and proves nothing else.

use serde::{Deserialize, Serialize};

use super::actor::{Technical, Write};
use super::events::AccessEvent;
use super::member::Membership;
use super::session::{SessionToken, hashed};
use crate::platform::error::Error;
use crate::platform::store::{Index, Indexer, Reader, Record, Table};
use crate::platform::values::{AccountId, Moment, PageRequest, Scope};

/// A browser keeps its token for so many days after the last sign-in: as long as browsers keep any cookie.
pub const DEVICE_DAYS: i64 = 400;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Device {
    /// BLAKE3 of the account and of the browser's token: colleagues at one computer have a record each.
    pub key: String,
    pub account: AccountId,
    pub first: Moment,
    /// The latest sign-in.
    pub seen: Moment,
}

const DEVICE_BY_ACCOUNT: Index<Device> = Index::new(186 * 16, "device.by_account");
/// The longest unseen first.
const DEVICE_BY_SEEN: Index<Device> = Index::new(186 * 16 + 1, "device.by_seen");

impl Record for Device {
    const TABLE: Table = Table::new(186, "device");
    type Key = String;

    fn key(&self) -> String {
        self.key.clone()
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&DEVICE_BY_ACCOUNT, &self.account);
        indexer.put(&DEVICE_BY_SEEN, &self.seen);
    }
}

impl Technical for Device {}

/// The token that a browser came with, if it is one, or a new one.
pub(super) fn device_token(came: Option<&str>) -> SessionToken {
    let shaped = |text: &&str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match came.filter(shaped) {
        Some(known) => SessionToken::known(known),
        None => SessionToken::new(rand::random()),
    }
}

/// Notes that a person signs in on this device, and tells the person where it isn't a known one. The first one ever isn't told:
/// there is nothing that it could be told from. True for a new one that was told.
pub(super) fn seen_on(
    write: &mut Write<'_, '_>,
    member: &Membership,
    token: &SessionToken,
    agent: &str,
) -> Result<bool, Error> {
    let (account, now) = (member.account, write.now());
    let key = hashed(&format!("{account} {}", token.as_str()));
    let known = write.get::<Device>(&key)?;
    let others = write.scan(&DEVICE_BY_ACCOUNT, &account, &PageRequest::first(1))?;
    let told = known.is_none() && !others.items.is_empty();
    let first = known.map_or(now, |known| known.first);
    write.technical(&Device {
        key,
        account,
        first,
        seen: now,
    })?;
    if told {
        let event = AccessEvent::NewDevice {
            member: member.clone(),
            device: device_name(agent),
        };
        write.change(&event)?;
    }
    Ok(told)
}

/// Forgets devices that nobody has signed in on for long, some at a time; gives their number.
pub(super) fn forget_old_devices(write: &mut Write<'_, '_>, portion: usize) -> Result<usize, Error> {
    let end = write.now().plus_seconds(-DEVICE_DAYS * 86_400);
    let page = write.scan(&DEVICE_BY_SEEN, &(), &PageRequest::first(portion))?;
    let mut removed = 0;
    for device in page.items.into_iter().take_while(|device| device.seen < end) {
        removed += usize::from(write.forget::<Device>(&device.key)?);
    }
    Ok(removed)
}

/// What a person recognises in a browser's name for itself; nothing where there is nothing known in it.
pub fn device_name(agent: &str) -> Option<String> {
    const BROWSERS: [(&str, &str); 6] = [
        ("YaBrowser", "Yandex Browser"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 5] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let named = |list: &[(&str, &'static str)]| {
        let found = list.iter().find(|(mark, _)| agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser}, {system}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}
