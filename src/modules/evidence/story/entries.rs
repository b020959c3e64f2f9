//! Which entries of the journal belong to an order's story, and how much of each is for the asker.

use serde_json::{Value, json};

use super::{ENTRIES_MAX, Look};
use crate::modules::delivery::Parcel;
use crate::modules::documents::{self, Document};
use crate::modules::evidence::pack::Shown;
use crate::modules::orders::{Order, Side, history};
use crate::modules::talk::{Post, TALK};
use crate::platform::error::Error;
use crate::platform::journal::{By, Entry, Kept, Stored, about_portion, state};
use crate::platform::store::{KeyPart, Reader, Record};
use crate::platform::values::{Id, Message, Moment, hex, unhex};

/// Entries that are read in one go.
const PORTION: usize = 256;

/// An entry of the story.
#[derive(Clone, Debug)]
pub struct Deed {
    pub seq: u64,
    pub at: Moment,
    pub kind: String,
    pub by: By,
    /// Of the manufacturer, where it is known.
    pub side: Side,
    pub name: String,
    pub behalf: Option<String>,
    pub said: String,
    pub shown: Shown,
}

impl Deed {
    pub fn data(&self) -> Value {
        json!({
            "seq": self.seq,
            "at": self.at,
            "kind": self.kind,
            "by": self.by,
            "side": self.side,
            "name": self.name,
            "on_behalf_of": self.behalf,
            "said": self.said,
        })
    }
}

/// In the order of the journal.
pub struct Deeds(Vec<Deed>);

impl Deeds {
    pub fn first(&self) -> Option<u64> {
        self.0.first().map(|deed| deed.seq)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Deed> {
        self.0.iter()
    }
}

/// Every entry about the order, its conversation and its documents that the asker may know of.
pub fn find(look: &Look<'_>) -> Result<Deeds, Error> {
    let number = look.order.number.to_string();
    let mut subjects = vec![("order", number.clone()), (TALK, number)];
    if look.tells_documents() {
        for document in documents::of_order(look.tx, look.order.id)? {
            subjects.push((documents::SUBJECT, document.id.to_string()));
        }
    }
    let mut deeds = Vec::new();
    for (kind, key) in subjects {
        each(look, kind, &key, |entry| {
            if let Some(deed) = deed(look, &entry)? {
                deeds.push(deed);
            }
            match deeds.len() > ENTRIES_MAX {
                true => Err(Error::Refused(Message::new("evidence-refused-long"))),
                false => Ok(()),
            }
        })?;
    }
    deeds.sort_by_key(|deed| deed.seq);
    Ok(Deeds(deeds))
}

fn each(
    look: &Look<'_>,
    kind: &str,
    key: &str,
    mut visit: impl FnMut(Entry) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut before = None;
    loop {
        let (entries, next) = about_portion(look.tx, kind, key, before, PORTION)?;
        for entry in entries {
            visit(entry)?;
        }
        match next {
            Some(next) => before = Some(next),
            None => return Ok(()),
        }
    }
}

/// An entry as the asker may know it; `None`: not at all.
fn deed(look: &Look<'_>, entry: &Entry) -> Result<Option<Deed>, Error> {
    let mut shown = Shown::Whole;
    if let Some(of) = &entry.particulars {
        // A stage that dealers don't know of leaves no trace.
        if history::stage_of(entry).is_some_and(|stage| look.line.is_hidden(&stage)) {
            return Ok(None);
        }
        // The name that a stage has inside stands among the particulars.
        if !look.staff && !of.details["inside"].is_null() {
            shown = Shown::Link;
        }
    } else {
        shown = Shown::Link;
    }
    if entry.subject.kind == TALK {
        let post = match post_of(entry) {
            Some(id) => look.tx.get::<Post>(&id)?,
            None => None,
        };
        match post {
            Some(post) if look.tells(&post) => {
                // What was taken back isn't brought up again by its earlier states.
                if post.removed.is_some() && shown == Shown::Whole {
                    shown = Shown::Said;
                }
            }
            _ => return Ok(None),
        }
    }
    let particulars = entry.particulars.as_ref();
    let said = particulars.map(|of| match look.staff {
        true => look.say(&history::told_inside(entry, &of.sentence)),
        false => look.say(&of.sentence),
    });
    Ok(Some(Deed {
        seq: entry.seq,
        at: entry.at,
        kind: entry.kind.clone(),
        by: entry.who.by(),
        side: history::side(look.tx, entry)?,
        name: particulars.map(|of| of.name.clone()).unwrap_or_default(),
        behalf: particulars.and_then(|of| of.on_behalf_name.clone()),
        said: said.unwrap_or_default(),
        shown,
    }))
}

fn post_of(entry: &Entry) -> Option<Id<Post>> {
    entry.particulars.as_ref()?.details["post"].as_str()?.parse().ok()
}

/// The states that an entry vouches for, each at its place; `None` as a whole where one of them isn't for the asker.
pub fn states(look: &Look<'_>, deed: &Deed, stored: &Stored) -> Result<Option<Vec<Option<Vec<u8>>>>, Error> {
    let kept = stored.kept.iter().map(|row| Kept::read(row));
    let kept: Vec<Kept> = kept.collect::<Result<_, _>>()?;
    let mut states = Vec::with_capacity(kept.len());
    for (place, of) in kept.iter().enumerate() {
        let later = kept[place + 1..]
            .iter()
            .any(|other| other.table == of.table && other.key == of.key);
        if later {
            states.push(None);
            continue;
        }
        match bytes(look, deed.seq, of)? {
            Some(bytes) => states.push(Some(bytes)),
            None => return Ok(None),
        }
    }
    Ok(Some(states))
}

/// The bytes of a state, where the asker sees all of it.
fn bytes(look: &Look<'_>, seq: u64, of: &Kept) -> Result<Option<Vec<u8>>, Error> {
    let key = unhex(&of.key).and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
    let Some(key) = key else { return Ok(None) };
    let (tx, order) = (look.tx, look.order);
    if of.table == Order::TABLE.code && of.key == hex(order.id.to_bytes()) {
        let found = state::<Order>(tx, &order.id, seq)?;
        let whole = found.filter(|(state, _)| look.line.as_seen(state, look.staff) == *state);
        return Ok(whole.map(|(_, bytes)| bytes));
    }
    if of.table == Post::TABLE.code {
        let found = state::<Post>(tx, &Id::from_bytes(key), seq)?;
        let told = found.filter(|(post, _)| post.order == order.id && look.tells(post));
        return Ok(told.map(|(_, bytes)| bytes));
    }
    if of.table == Parcel::TABLE.code {
        let found = state::<Parcel>(tx, &Id::from_bytes(key), seq)?;
        return Ok(found
            .filter(|(parcel, _)| parcel.order == order.id)
            .map(|(_, bytes)| bytes));
    }
    if of.table == Document::TABLE.code && look.tells_documents() {
        let found = state::<Document>(tx, &Id::from_bytes(key), seq)?;
        let Some(now) = tx.shared::<Document>(&Id::from_bytes(key))? else {
            return Ok(None);
        };
        let own = found.filter(|(document, _)| {
            // What is withdrawn now isn't brought up again by its earlier states.
            let mut state = document.clone();
            state.told.withdrawn |= now.told.withdrawn;
            document.order.is_some_and(|(of, _)| of == order.id) && state.as_seen(look.staff) == state
        });
        return Ok(own.map(|(_, bytes)| bytes));
    }
    Ok(None)
}

/// How much of an entry is shown after all, with the states that are.
pub fn shown(deed: &Deed, stored: &Stored, states: Option<Vec<Option<Vec<u8>>>>) -> (Shown, Vec<Option<Vec<u8>>>) {
    match (deed.shown, states) {
        (Shown::Whole, Some(states)) => (Shown::Whole, states),
        (Shown::Whole, None) if stored.particulars.is_some() => (Shown::Said, Vec::new()),
        (Shown::Whole, None) => (Shown::Link, Vec::new()),
        (other, _) => (other, Vec::new()),
    }
}
