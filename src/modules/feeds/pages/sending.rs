//! A feed's file on its way: made on a thread that may block, tagged, packed for those who can unpack it.

use std::fs::File;
use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::fmt::rfc2822;
use tokio::sync::Semaphore;

use crate::modules::catalogue::{PriceBook, Prices};
use crate::modules::feeds::actions::{Found, Reading, note};
use crate::modules::feeds::file::{Known, Stamp, made};
use crate::modules::feeds::queries::{Open, reads, standing};
use crate::modules::feeds::{Feed, FeedId, Made, Reads, Stop};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Moment;
use crate::platform::web::{Cx, accepts_gzip, streamed};

/// Files that are made at one time.
static MAKING: Semaphore = Semaphore::const_new(2);

/// An answer with the file, or why there is none.
pub enum Sent {
    Answer(Response),
    Stopped(Stop),
}

/// What a file would be made from now.
struct Look {
    tx: ReadTx,
    book: Arc<PriceBook>,
    kept: Reads,
    stamp: Stamp,
    open: Open,
}

impl Look {
    fn of(cx: &Cx, system: &Access, id: FeedId) -> Result<Result<Look, Stop>, Error> {
        let tx = system.read()?;
        let book = cx.part::<Prices>().current();
        let feed = tx.get::<Feed>(&id)?.ok_or(Error::NotFound)?;
        let kept = reads(&tx, &feed)?;
        let open = match standing(cx.services(), &tx, &book, feed)? {
            Ok(open) => open,
            Err(stop) => return Ok(Err(stop)),
        };
        let stamp = Stamp {
            position: journal::position(&tx)?,
            version: open.feed.version,
            today: open.today,
            book: Arc::downgrade(&book),
        };
        Ok(Ok(Look {
            tx,
            book,
            kept,
            stamp,
            open,
        }))
    }

    /// The reader has this very file, and it needn't be made to know that. With its tag, since when it is unchanged.
    fn known(&self, cx: &Cx) -> Option<(String, Moment)> {
        let tag = cx.part::<Known>().tag(self.open.feed.id, &self.stamp)?;
        let since = self.kept.since.filter(|_| self.kept.tag == tag)?;
        is_unchanged(&cx.headers, &tag, since).then_some((tag, since))
    }
}

/// Answers with the feed's file, or that it is unchanged. `reading`: somebody outside reads it.
pub async fn send(cx: &Cx, id: FeedId, reading: Option<Reading>) -> Result<Sent, Error> {
    let system = Access::system(cx.services(), "feeds.file");
    let known = match Look::of(cx, &system, id)? {
        Ok(look) => look.known(cx),
        Err(stop) => return Ok(Sent::Stopped(stop)),
    };
    if let Some(known) = known {
        return unchanged(&system, id, &known, reading).await;
    }
    // Looked at again when its turn has come: no snapshot of the store is held by those who wait, and somebody before may
    // have made this very file.
    let turn = MAKING.acquire().await.map_err(Error::internal)?;
    let look = match Look::of(cx, &system, id)? {
        Ok(look) => look,
        Err(stop) => return Ok(Sent::Stopped(stop)),
    };
    if let Some(known) = look.known(cx) {
        drop((turn, look));
        return unchanged(&system, id, &known, reading).await;
    }
    let (services, origin) = (Arc::clone(cx.services()), cx.portal.settings.public_origin.clone());
    let make = move || {
        let _turn = turn;
        let made = made(&services, &look.tx, &look.book, &look.open, &origin)?;
        Ok::<_, Error>((made, look.open, look.stamp))
    };
    let (made, open, stamp) = tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    cx.part::<Known>().keep(id, stamp, made.tag.clone());
    let found = Found {
        tag: made.tag.clone(),
        held: made.held,
    };
    let since = note(&system, id, Some(found), reading).await?;
    if is_unchanged(&cx.headers, &made.tag, since) {
        return Ok(Sent::Answer(not_modified(&made.tag, since)));
    }
    Ok(Sent::Answer(whole(cx, &open, made, since)))
}

/// The reader has the file already.
async fn unchanged(
    system: &Access,
    id: FeedId,
    (tag, since): &(String, Moment),
    reading: Option<Reading>,
) -> Result<Sent, Error> {
    if reading.is_some() {
        note(system, id, None, reading).await?;
    }
    Ok(Sent::Answer(not_modified(tag, *since)))
}

/// Weak, since it may be packed on the way.
fn etag(tag: &str) -> String {
    format!("W/\"{tag}\"")
}

/// By the tag where the reader has one, otherwise by the time.
fn is_unchanged(headers: &HeaderMap, tag: &str, since: Moment) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(sent) = text(header::IF_NONE_MATCH) {
        let bare = |one: &str| one.trim().trim_start_matches("W/").trim_matches('"').to_owned();
        return sent.split(',').any(|one| one.trim() == "*" || bare(one) == tag);
    }
    let sent = text(header::IF_MODIFIED_SINCE).and_then(|sent| rfc2822::parse(sent).ok());
    sent.is_some_and(|sent| sent.timestamp().as_second() >= since.timestamp().as_second())
}

fn validators(tag: &str, since: Moment) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut put = |name: HeaderName, text: String| {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    };
    put(header::ETAG, etag(tag));
    let printer = rfc2822::DateTimePrinter::new();
    if let Ok(text) = printer.timestamp_to_rfc9110_string(&since.timestamp()) {
        put(header::LAST_MODIFIED, text);
    }
    put(header::CACHE_CONTROL, "private, no-cache".to_owned());
    put(header::VARY, "Accept-Encoding".to_owned());
    headers
}

fn not_modified(tag: &str, since: Moment) -> Response {
    (StatusCode::NOT_MODIFIED, validators(tag, since)).into_response()
}

fn whole(cx: &Cx, open: &Open, made: Made, since: Moment) -> Response {
    let format = open.feed.format;
    let packed = accepts_gzip(&cx.headers);
    let mut headers = validators(&made.tag, since);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.mime()));
    let name = format!("inline; filename=\"kabinet.{}\"", format.code());
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    match packed {
        true => headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip")),
        false => headers.insert(header::CONTENT_LENGTH, HeaderValue::from(made.held.bytes)),
    };
    if cx.method == Method::HEAD {
        return (headers, Body::empty()).into_response();
    }
    let mut file: File = made.file;
    let body = streamed(move |out| -> io::Result<()> {
        match packed {
            true => {
                let mut gzip = GzEncoder::new(out, Compression::fast());
                io::copy(&mut file, &mut gzip)?;
                gzip.finish().map(|_| ())
            }
            false => io::copy(&mut file, out).map(|_| ()),
        }
    });
    (headers, body).into_response()
}
