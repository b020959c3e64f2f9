//! What a request asks: the words in its address.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// `type=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    Catalogue,
    Sale,
}

/// `mode=` with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    CheckAuth,
    /// `version=` tells a client of our times: it wants more lines, and calls `import` for orders.
    Init {
        version: Option<String>,
    },
    File {
        name: String,
    },
    Import {
        name: String,
    },
    Query,
    Success,
    Deactivate {
        timestamp: Option<String>,
    },
    Complete,
    Info,
    Unknown(String),
}

/// A request of the exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub topic: Topic,
    pub mode: Mode,
    pub token: Option<String>,
}

impl Call {
    /// Reads a query string. Names come as they are, percent-encoded, or as raw bytes of some charset.
    pub fn parse(query: &str) -> Call {
        let pairs: Vec<(&str, String)> = query
            .split('&')
            .take(32)
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (name, decoded(value)))
            .collect();
        let value = |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.clone())
        };
        let topic = match value("type").as_deref() {
            Some("sale") => Topic::Sale,
            _ => Topic::Catalogue,
        };
        let file = || value("filename").unwrap_or_default();
        let mode = match value("mode").unwrap_or_default().as_str() {
            "checkauth" => Mode::CheckAuth,
            "init" => Mode::Init {
                version: value("version").filter(|version| !version.is_empty()),
            },
            "file" => Mode::File { name: file() },
            "import" => Mode::Import { name: file() },
            "query" => Mode::Query,
            "success" => Mode::Success,
            "deactivate" => Mode::Deactivate {
                timestamp: value("timestamp").or_else(|| bare_timestamp(&pairs)),
            },
            "complete" => Mode::Complete,
            "info" => Mode::Info,
            other => Mode::Unknown(other.chars().take(40).collect()),
        };
        Call {
            topic,
            mode,
            token: value("sessid").filter(|token| !token.is_empty()),
        }
    }
}

/// Some clients send the time as a key without a name: `&2026-11-23_10:00:00`.
fn bare_timestamp(pairs: &[(&str, String)]) -> Option<String> {
    let looks =
        |key: &&str| key.len() == 19 && key.as_bytes()[10] == b'_' && key.starts_with(|c: char| c.is_ascii_digit());
    pairs.iter().map(|(key, _)| *key).find(looks).map(str::to_owned)
}

/// Percent-decoded; `+` stands for itself, since names come unencoded. Bytes that are not UTF-8 are windows-1251.
fn decoded(value: &str) -> String {
    let bytes: Cow<'_, [u8]> = percent_decode_str(value).into();
    match std::str::from_utf8(&bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1251
            .decode_without_bom_handling(&bytes)
            .0
            .into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_read_with_what_belongs_to_them() {
        let call = Call::parse("type=sale&mode=init&version=3.1&sessid=ab12");
        assert_eq!(call.topic, Topic::Sale);
        assert_eq!(
            call.mode,
            Mode::Init {
                version: Some("3.1".into())
            }
        );
        assert_eq!(call.token.as_deref(), Some("ab12"));
        let cases = [
            ("mode=file&filename=a+b.xml", Mode::File { name: "a+b.xml".into() }),
            (
                "mode=import&filename=%D0%B0.xml",
                Mode::Import {
                    name: "\u{430}.xml".into(),
                },
            ),
            (
                "mode=import&filename=%E0.xml",
                Mode::Import {
                    name: "\u{430}.xml".into(),
                },
            ),
            ("mode=init", Mode::Init { version: None }),
            (
                "mode=deactivate&timestamp=17",
                Mode::Deactivate {
                    timestamp: Some("17".into()),
                },
            ),
            (
                "mode=deactivate&2026-11-23_10:00:00",
                Mode::Deactivate {
                    timestamp: Some("2026-11-23_10:00:00".into()),
                },
            ),
            ("mode=x", Mode::Unknown("x".into())),
            ("", Mode::Unknown(String::new())),
        ];
        for (query, mode) in cases {
            assert_eq!(Call::parse(query).mode, mode, "{query}");
        }
    }
}
