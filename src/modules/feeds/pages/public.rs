//! What a reader gets by the address, without signing in.

use axum::http::header::{self, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::sending::{Sent, send};
use crate::modules::catalogue::{Prices, Product, ProductId};
use crate::modules::feeds::actions::Reading;
use crate::modules::feeds::gate::{Doing, Gate};
use crate::modules::feeds::queries::{covers, standing};
use crate::modules::feeds::{FEED_BY_LINK, FEED_BY_PICTURES, Feed, Stop, hash_of};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::files::{ContentHash, PictureSize};
use crate::platform::store::Reader;
use crate::platform::web::{Cx, Outcome, unlisted};
use crate::tr;

pub async fn file(cx: Cx) -> Outcome {
    let secret: String = cx.param("secret")?;
    let hash = hash_of(&secret).ok_or(Error::NotFound)?;
    let tx = Access::system(cx.services(), "feeds.file").read()?;
    let feed: Feed = tx.find(&FEED_BY_LINK, hash.as_str())?.ok_or(Error::NotFound)?;
    drop(tx);
    if let Some(answer) = often(&cx, Doing::File, &feed) {
        return Ok(answer);
    }
    // To ask for the head alone is no reading.
    let reading = (cx.method == Method::GET).then(|| Reading {
        address: cx.address.clone(),
        agent: cx.header("user-agent").unwrap_or_default().to_owned(),
    });
    Ok(unlisted(match send(&cx, feed.id, reading).await? {
        Sent::Answer(answer) => answer,
        Sent::Stopped(stop) => stopped(&cx, stop),
    }))
}

/// Too often: when to come again.
fn often(cx: &Cx, doing: Doing, feed: &Feed) -> Option<Response> {
    let seconds = cx.part::<Gate>().admits(doing, feed.id, cx.access.now()).err()?;
    let text = tr!(cx.locale, "feeds-often", n = doing.a_minute());
    let mut answer = words(StatusCode::TOO_MANY_REQUESTS, &text);
    answer
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Some(answer)
}

/// A stranger learns that it is over, and whom to ask; why is the dealer's own affair.
fn stopped(cx: &Cx, stop: Stop) -> Response {
    match stop.is_gone() {
        true => words(StatusCode::GONE, tr!(cx.locale, "feeds-public-gone")),
        false => words(StatusCode::FORBIDDEN, tr!(cx.locale, "feeds-public-stopped")),
    }
}

fn words(status: StatusCode, text: &str) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (status, kind, format!("{text}\n")).into_response()
}

/// A picture of a good that the feed tells of; no other of the cabinet's.
pub async fn picture(cx: Cx) -> Outcome {
    let (key, product): (String, ProductId) = (cx.param("key")?, cx.param("product")?);
    let hash: ContentHash = cx.param("hash")?;
    let system = Access::system(cx.services(), "feeds.picture");
    let tx = system.read()?;
    let feed: Feed = tx.find(&FEED_BY_PICTURES, key.as_str())?.ok_or(Error::NotFound)?;
    if let Some(answer) = often(&cx, Doing::Picture, &feed) {
        return Ok(answer);
    }
    let product = tx.shared::<Product>(&product)?.ok_or(Error::NotFound)?;
    let named = hash.to_string();
    let shown = feed.settings.pictures
        && product.is_on_sale()
        && product.pictures.contains(&named)
        && covers(&tx, &feed, &product)?;
    let book = cx.part::<Prices>().current();
    if !shown || standing(cx.services(), &tx, &book, feed)?.is_err() {
        return Err(Error::NotFound);
    }
    drop(tx);
    let bytes = cx.jpeg(hash, PictureSize::Large).await?.ok_or(Error::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    Ok(unlisted((headers, bytes).into_response()))
}
