//! What 1C is answered: HTTP 200, a body that is never empty, a first line that is one of few words, and a charset that
//! is named.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::modules::exchange::dialect::{Charset, Settings};

/// Clients show a failure to their user only when it is shorter than 255 characters.
const FAILURE_CHARS_MAX: usize = 240;

/// A reply before it is bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// `success`, with nothing after it.
    Success,
    /// `success` and lines for the log of the client.
    Done(String),
    Progress(String),
    Failure(String),
    /// Lines of a dialogue step.
    Lines(Vec<String>),
    /// XML without a declaration, to be written in the connection's charset.
    Document(String),
    /// XML in the bytes of its own declaration.
    Xml {
        bytes: Vec<u8>,
        charset: &'static str,
    },
}

impl Reply {
    fn text(&self) -> String {
        let one_line = |text: &str, max: usize| -> String {
            let clean = text
                .chars()
                .map(|character| if character.is_control() { ' ' } else { character });
            clean.take(max).collect()
        };
        match self {
            Reply::Success => "success".into(),
            Reply::Done(text) => format!("success\n{}", one_line(text, 1_000)),
            Reply::Progress(text) => format!("progress\n{}", one_line(text, 1_000)),
            Reply::Failure(text) => format!("failure\n{}", one_line(text, FAILURE_CHARS_MAX)),
            Reply::Lines(lines) => lines.join("\n"),
            Reply::Xml { .. } | Reply::Document(_) => String::new(),
        }
    }

    /// The response, in the charset of the connection. Only XML has a byte order mark: before a status word it would
    /// make another word of it.
    pub fn into_response(self, settings: &Settings) -> Response {
        let charset = settings.charset;
        let (bytes, kind) = match self {
            Reply::Xml { bytes, charset } => (bytes, format!("application/xml; charset={charset}")),
            Reply::Document(text) => {
                let label = charset.label();
                let text = format!("<?xml version=\"1.0\" encoding=\"{label}\"?>\n{text}");
                let mark: &[u8] = match settings.bom && charset == Charset::Utf8 {
                    true => b"\xef\xbb\xbf",
                    false => b"",
                };
                let bytes = [mark, &encode(charset, &text)].concat();
                (bytes, format!("application/xml; charset={label}"))
            }
            other => (
                encode(charset, &other.text()),
                format!("text/plain; charset={}", charset.label()),
            ),
        };
        let mut response = Response::new(Body::from(bytes));
        *response.status_mut() = StatusCode::OK;
        let kind = HeaderValue::from_str(&kind).unwrap_or(HeaderValue::from_static("text/plain"));
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// Letters that the charset has not become `?`.
fn encode(charset: Charset, text: &str) -> Vec<u8> {
    match charset {
        Charset::Utf8 => text.as_bytes().to_vec(),
        Charset::Windows1251 => {
            let known = |character: char| {
                let (_, _, unmappable) = encoding_rs::WINDOWS_1251.encode(character.encode_utf8(&mut [0; 4]));
                if unmappable { '?' } else { character }
            };
            let plain: String = text.chars().map(known).collect();
            encoding_rs::WINDOWS_1251.encode(&plain).0.into_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_charset_lacks_becomes_a_question_mark() {
        let text = "Цена \u{20bd} 5 \u{2014} ok";
        assert_eq!(encode(Charset::Windows1251, text), b"\xd6\xe5\xed\xe0 ? 5 \x97 ok");
        assert_eq!(encode(Charset::Utf8, text), text.as_bytes());
    }

    #[test]
    fn a_failure_is_one_short_line_after_its_word() {
        let text = Reply::Failure(format!("a\nb\r{}", "x".repeat(400))).text();
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0], "failure");
        assert!(lines[1].starts_with("a b ") && lines[1].chars().count() < 255);
    }
}
