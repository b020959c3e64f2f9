//! Compression of pages on their way out.
//!
//! A page is whole when it leaves its handler, so it is compressed in one go, by a compressor that each worker keeps:
//! a streaming layer sets one up (some 300 KiB) for every answer, a third of what compressing a page costs.

use std::cell::RefCell;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, VARY};
use axum::middleware::Next;
use axum::response::Response;
use flate2::{Compress, Compression, FlushCompress, Status};

use super::refusal;
use crate::platform::error::Error;

/// Shorter answers fit into one packet either way.
const BYTES_MIN: u64 = 1_000;
/// Longer ones are files, which are sent as they are.
const BYTES_MAX: u64 = 4 << 20;
/// The window of gzip, as a power of two.
const WINDOW_BITS: u8 = 15;

thread_local! {
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new_gzip(Compression::fast(), WINDOW_BITS));
}

/// The middleware: answers of text are compressed for those who can read that.
pub async fn gzipped(request: Request, next: Next) -> Response {
    let accepted = accepts_gzip(request.headers());
    let mut answer = next.run(request).await;
    if !is_worth_it(&answer) {
        return answer;
    }
    answer
        .headers_mut()
        .append(VARY, HeaderValue::from_static("Accept-Encoding"));
    if !accepted {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let packed = to_bytes(body, BYTES_MAX as usize).await.map_err(Error::internal);
    match packed.and_then(|plain| pack(&plain).map_err(Error::internal)) {
        Ok(packed) => {
            parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            parts.headers.remove(CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(packed))
        }
        Err(error) => refusal::plain(&error),
    }
}

/// Text of a known length that isn't compressed yet.
fn is_worth_it(answer: &Response) -> bool {
    let headers = answer.headers();
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let text = kind.is_some_and(|kind| kind.starts_with("text/") || kind.starts_with("application/json"));
    let length = answer.body().size_hint().exact();
    text && !headers.contains_key(CONTENT_ENCODING)
        && length.is_some_and(|length| (BYTES_MIN..=BYTES_MAX).contains(&length))
}

/// `gzip`, or `*`, and not with a weight of nothing.
pub fn accepts_gzip(headers: &HeaderMap) -> bool {
    let sent = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut any = false;
    for one in sent.flat_map(|line| line.split(',')) {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Ok(1.0_f32), str::parse);
        let wanted = weight.is_ok_and(|weight| weight > 0.0);
        match name.trim() {
            name if name.eq_ignore_ascii_case("gzip") => return wanted,
            "*" => any = wanted,
            _ => {}
        }
    }
    any
}

fn pack(plain: &Bytes) -> Result<Vec<u8>, flate2::CompressError> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut packed = Vec::with_capacity(plain.len() / 3 + 256);
        loop {
            let done = compressor.total_in() as usize;
            match compressor.compress_vec(&plain[done..], &mut packed, FlushCompress::Finish)? {
                Status::StreamEnd => return Ok(packed),
                // No room was left: text that hardly compresses.
                Status::Ok | Status::BufError => packed.reserve(packed.capacity()),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn unpacked(packed: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(packed).read_to_end(&mut plain).unwrap();
        plain
    }

    #[test]
    fn what_is_packed_comes_out_as_it_went_in() {
        // Twice each: the compressor is used again. Noise needs more room than was guessed.
        let noise: Vec<u8> = (0..200_000_u32)
            .flat_map(|n| blake3::hash(&n.to_le_bytes()).as_bytes()[..4].to_vec())
            .collect();
        for plain in [b"".to_vec(), b"<p>".repeat(30_000), noise] {
            let plain = Bytes::from(plain);
            for _ in 0..2 {
                assert_eq!(unpacked(&pack(&plain).unwrap()), plain);
            }
        }
    }

    #[test]
    fn only_those_who_say_so_get_gzip() {
        let cases = [
            ("gzip", true),
            ("gzip, deflate, br", true),
            ("br;q=1.0, GZIP;q=0.2, *;q=0.1", true),
            ("gzip;q=0", false),
            ("gzip;q=0.000, *", false),
            ("gzip;q=nonsense", false),
            ("*", true),
            ("identity, *;q=0", false),
            ("br", false),
            ("", false),
        ];
        for (sent, accepted) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(sent));
            assert_eq!(accepts_gzip(&headers), accepted, "{sent:?}");
        }
        assert!(!accepts_gzip(&HeaderMap::new()));
    }
}
