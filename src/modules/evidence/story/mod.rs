//! What a pack tells: everything that the asker sees of an order, out of one snapshot.
//!
//! Lists are written as they are read; what grows with the order's age lies on disk, not in memory.

mod entries;
mod files;
mod letters;
mod page;

use std::io::{self, Write};

use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Value, json};

use entries::{Deed, Deeds};
use files::Attached;

use super::pack::{Audience, CHAIN, DATA, Header, JOURNAL, Line, Part, Span, Spool, knot_bytes};
use super::records::{HEAD_BY_SEQ, MailedHead};
use super::{Settings, may_take};
use crate::modules::dealers::Dealer;
use crate::modules::delivery::{Parcel, parcels};
use crate::modules::documents::{self, Document};
use crate::modules::orders::{Differences, ORDER_BY_NUMBER, Order, OrderNumber, StageLine, name_all, stages};
use crate::modules::talk::{Audience as Side, POST_BY_ORDER, Post};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::files::Files;
use crate::platform::i18n::render;
use crate::platform::journal::{exhibit, walk};
use crate::platform::store::{ReadTx, Reader, StoreError};
use crate::platform::values::{Locale, Message, PageRequest, hex};

/// Records that are read in one go.
const PORTION: usize = 50;
/// The most entries of one order, so that a list of their numbers stays small.
const ENTRIES_MAX: usize = 200_000;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    pub number: OrderNumber,
    /// With the notes that the asker's side keeps for itself.
    pub internal: bool,
    pub locale: Locale,
    pub zone: TimeZone,
}

/// What everything below works with.
pub struct Look<'a> {
    pub access: &'a Access,
    pub tx: &'a ReadTx,
    pub order: &'a Order,
    pub line: StageLine,
    pub staff: bool,
    pub asked: &'a Asked,
}

impl Look<'_> {
    pub fn say(&self, message: &Message) -> String {
        render(self.asked.locale, &self.asked.zone, message)
    }

    /// Is a conversation's post part of the pack?
    pub fn tells(&self, post: &Post) -> bool {
        post.audience == Side::Shared || self.asked.internal
    }

    pub fn tells_documents(&self) -> bool {
        self.access.may(documents::permissions::SEE) && self.access.sight().finance
    }
}

/// The order, where the asker may take a pack of it.
pub fn order(access: &Access, tx: &ReadTx, number: OrderNumber) -> Result<Order, Error> {
    may_take(access)?;
    let found = tx.shared_find(&ORDER_BY_NUMBER, number.to_string().as_str())?;
    found.map(|order| Order::clone(&order)).ok_or(Error::NotFound)
}

/// Gathers the parts of a pack. Blocks on the disk.
pub fn gather(
    access: &Access,
    settings: &Settings,
    files: &Files,
    asked: &Asked,
) -> Result<(Header, Vec<Part>), Error> {
    let tx = &access.read()?;
    let order = &order(access, tx, asked.number)?;
    let look = &Look {
        access,
        tx,
        order,
        line: stages(tx)?,
        staff: tx.scope().is_staff(),
        asked,
    };
    let deeds = entries::find(look)?;
    let (span, chain) = chain(look, &deeds)?;
    let journal = journal(look, &deeds)?;
    let made = access.now();
    let audience = match look.staff {
        true => Audience::Staff,
        false => Audience::Dealer,
    };
    let about = Header {
        order: order.number.to_string(),
        made: made.timestamp().to_string(),
        installation: settings.installation.to_string(),
        program: format!("kabinet {}", env!("CARGO_PKG_VERSION")),
        audience,
        internal: asked.internal,
        demo: settings.demo,
        chain: span,
    };
    let mut attached = Attached::default();
    let told = told(look, &about, &deeds, &mut attached)?;
    let (kept, missing) = attached.parts(files).map_err(disk)?;
    let page = page::page(look, &about, &told, &kept, &missing)?;
    let data = data(look, &about, &told, &kept, &missing)?;
    let mut parts = vec![page, data, journal, chain];
    parts.extend(kept.into_iter().map(|(_, part)| part));
    Ok((about, parts))
}

fn disk(error: io::Error) -> Error {
    Error::internal(error)
}

fn stored(error: impl ToString) -> StoreError {
    StoreError::Engine(error.to_string())
}

/// The rows of the chain from the order's first entry on.
fn chain(look: &Look<'_>, deeds: &Deeds) -> Result<(Span, Part), Error> {
    let mut out = Spool::new().map_err(disk)?;
    let from = deeds.first().ok_or(Error::NotFound)?;
    let mut before = String::new();
    let head = walk(look.tx, &mut |seq, hash, knot| {
        if seq == from {
            before = hex(hash);
        }
        match seq < from {
            true => Ok(()),
            false => out.write_all(&knot_bytes(knot)).map_err(stored),
        }
    })?;
    let span = Span {
        from,
        before,
        head: head.seq,
        hash: head.hash,
    };
    Ok((span, out.finish(CHAIN).map_err(disk)?))
}

/// The order's entries with their bytes.
fn journal(look: &Look<'_>, deeds: &Deeds) -> Result<Part, Error> {
    let mut out = Spool::new().map_err(disk)?;
    for deed in deeds.iter() {
        let Some(stored) = exhibit(look.tx, deed.seq)? else {
            continue;
        };
        let states = entries::states(look, deed, &stored)?;
        let (shown, states) = entries::shown(deed, &stored, states);
        let line = Line::of(deed.seq, &stored, shown, &states).map_err(Error::internal)?;
        row(&mut out, &line)?;
    }
    out.finish(JOURNAL).map_err(disk)
}

fn row(out: &mut Spool, value: &impl Serialize) -> Result<(), Error> {
    serde_json::to_writer(&mut *out, value).map_err(Error::internal)?;
    out.write_all(b"\n").map_err(disk)
}

/// What both the page and the data tell, but for the states, which are read again for each.
pub struct Told {
    pub dealer: String,
    pub deeds: Vec<Deed>,
    pub posts: Vec<Post>,
    pub documents: Vec<Document>,
    pub parcels: Vec<Parcel>,
    pub letters: Vec<letters::Told>,
    pub heads: Vec<MailedHead>,
}

fn told(look: &Look<'_>, about: &Header, deeds: &Deeds, attached: &mut Attached) -> Result<Told, Error> {
    let (tx, order) = (look.tx, look.order);
    let dealer = tx.shared::<Dealer>(&order.dealer)?;
    let documents: Vec<Document> = match look.tells_documents() {
        true => documents::of_order(tx, order.id)?
            .into_iter()
            .map(|document| document.as_seen(look.staff))
            .collect(),
        false => Vec::new(),
    };
    let told = Told {
        dealer: dealer.map(|dealer| dealer.name.clone()).unwrap_or_default(),
        deeds: deeds.iter().cloned().collect(),
        posts: posts(look)?,
        documents,
        parcels: parcels(tx, order.id)?,
        letters: letters::about(look)?,
        heads: heads(look, about)?,
    };
    each_state(look, |_, state| {
        attached.find(&serde_json::to_value(state).map_err(Error::internal)?);
        Ok(())
    })?;
    for value in [json!(told.posts), json!(told.documents), json!(told.parcels)] {
        attached.find(&value);
    }
    Ok(told)
}

/// What was said, the oldest first.
fn posts(look: &Look<'_>) -> Result<Vec<Post>, Error> {
    let own = Side::notes_of(!look.staff);
    let prefixes = [Side::Shared, own].map(|audience| (look.order.id, audience.code()));
    let (mut posts, mut request) = (Vec::new(), PageRequest::first(PORTION));
    loop {
        let page = look
            .tx
            .scan_merged(&POST_BY_ORDER, &prefixes.iter().collect::<Vec<_>>(), &request)?;
        posts.extend(page.items.into_iter().filter(|post| look.tells(post)));
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(posts),
        }
    }
}

/// Heads of the chain that were mailed since the order began: whoever kept such a letter can compare.
fn heads(look: &Look<'_>, about: &Header) -> Result<Vec<MailedHead>, Error> {
    let (mut heads, mut request) = (Vec::new(), PageRequest::first(PORTION).descending());
    loop {
        let page = look.tx.scan(&HEAD_BY_SEQ, &(), &request)?;
        for head in page.items {
            if head.seq < about.chain.from {
                heads.reverse();
                return Ok(heads);
            }
            heads.push(head);
        }
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => {
                heads.reverse();
                return Ok(heads);
            }
        }
    }
}

/// Every version of the order as the asker sees it, with the journal's number, the oldest first.
pub fn each_state(look: &Look<'_>, mut visit: impl FnMut(u64, &Order) -> Result<(), Error>) -> Result<(), Error> {
    let mut after = 0;
    loop {
        let portion = look.tx.versions::<Order>(&look.order.id, after, PORTION)?;
        let read = portion.len();
        for (seq, order) in portion {
            visit(seq, &look.line.as_seen(&order, look.staff))?;
            after = seq;
        }
        if read < PORTION {
            return Ok(());
        }
    }
}

/// What a version changed, with names in the place of identities.
pub fn changed(look: &Look<'_>, old: &Order, new: &Order) -> Result<Differences, Error> {
    let mut found = Differences::between(old, new);
    name_all(look.tx, &mut found)?;
    Ok(found)
}

/// The story as data: an object whose lists are written row by row.
fn data(
    look: &Look<'_>,
    about: &Header,
    told: &Told,
    kept: &[(files::Name, Part)],
    missing: &[files::Name],
) -> Result<Part, Error> {
    let mut out = Spool::new().map_err(disk)?;
    let put = |out: &mut Spool, text: &str| out.write_all(text.as_bytes()).map_err(disk);
    put(&mut out, "{\n\"about\": ")?;
    row(&mut out, about)?;
    put(&mut out, ",\"dealer\": ")?;
    row(&mut out, &told.dealer)?;
    put(&mut out, ",\"states\": [\n")?;
    let mut first = true;
    each_state(look, |seq, state| {
        let comma = if std::mem::take(&mut first) { "" } else { "," };
        out.write_all(comma.as_bytes()).map_err(disk)?;
        row(&mut out, &json!({ "seq": seq, "state": state }))
    })?;
    put(&mut out, "]\n")?;
    let files = |(name, part): &(files::Name, Part)| json!({ "name": name.name, "part": part.name, "blake3": name.hash.to_string() });
    let lists: [(&str, Vec<Value>); 7] = [
        ("events", told.deeds.iter().map(Deed::data).collect()),
        ("messages", told.posts.iter().map(|post| json!(post)).collect()),
        ("documents", told.documents.iter().map(|of| json!(of)).collect()),
        ("parcels", told.parcels.iter().map(|of| json!(of)).collect()),
        ("letters", told.letters.iter().map(|of| json!(of)).collect()),
        (
            "heads",
            told.heads
                .iter()
                .map(|of| json!({ "seq": of.seq, "hash": of.hash, "at": of.at, "to": of.to }))
                .collect(),
        ),
        ("files", kept.iter().map(files).collect()),
    ];
    for (name, rows) in lists {
        put(&mut out, &format!(",\"{name}\": "))?;
        row(&mut out, &rows)?;
    }
    put(&mut out, ",\"missing_files\": ")?;
    let missing: Vec<Value> = missing
        .iter()
        .map(|of| json!({ "name": of.name, "blake3": of.hash.to_string() }))
        .collect();
    row(&mut out, &missing)?;
    put(&mut out, "}\n")?;
    out.finish(DATA).map_err(disk)
}
