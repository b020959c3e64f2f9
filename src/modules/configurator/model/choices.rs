//! What a buyer has chosen, and how it goes through forms and addresses.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::{CODE_MAX, Kind, Model, PARAMETERS_MAX, Parameter, TEXT_MAX, VALUES_MAX};
use crate::platform::i18n::{NumberError, parse_quantity};
use crate::platform::values::Quantity;

/// The longest choices in an address, in bytes.
pub const TOKEN_MAX: usize = 8_000;
/// Values that a parameter hasn't and that are kept all the same, for the evaluation to name them.
const STRANGE_MAX: usize = 10;

/// What stands in one parameter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Chosen {
    One(String),
    /// In the order of the parameter's values.
    Many(Vec<String>),
    Figure(Quantity),
    Text(String),
}

/// By the codes of parameters; what isn't chosen isn't there.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choices(BTreeMap<String, Chosen>);

impl Choices {
    pub fn get(&self, code: &str) -> Option<&Chosen> {
        self.0.get(code)
    }

    pub fn set(&mut self, code: &str, chosen: Option<Chosen>) {
        match chosen {
            Some(chosen) => self.0.insert(code.to_owned(), chosen),
            None => self.0.remove(code),
        };
    }

    pub fn with(&self, code: &str, chosen: Option<Chosen>) -> Choices {
        let mut choices = self.clone();
        choices.set(code, chosen);
        choices
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Chosen)> {
        self.0.iter().map(|(code, chosen)| (code.as_str(), chosen))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn figure(&self, code: &str) -> Option<Quantity> {
        match self.get(code) {
            Some(Chosen::Figure(figure)) => Some(*figure),
            _ => None,
        }
    }

    /// Is this value chosen, alone or among others?
    pub fn has(&self, code: &str, value: &str) -> bool {
        match self.get(code) {
            Some(Chosen::One(one)) => one == value,
            Some(Chosen::Many(many)) => many.iter().any(|one| one == value),
            _ => false,
        }
    }

    /// Choices of parameters that the model has, and values that it knows; the codes of what had to go.
    pub fn fitting(&self, model: &Model) -> (Choices, Vec<String>) {
        let (mut kept, mut gone) = (Choices::default(), Vec::new());
        for (code, chosen) in self.iter() {
            let known = model
                .parameter(code)
                .is_some_and(|parameter| match (chosen, parameter.kind) {
                    (Chosen::One(one), Kind::One | Kind::Colour) => parameter.value(one).is_some(),
                    (Chosen::Many(many), Kind::Many) => many.iter().all(|one| parameter.value(one).is_some()),
                    (Chosen::Figure(_), kind) => kind.figure(),
                    (Chosen::Text(_), Kind::Text) => true,
                    _ => false,
                });
            match known {
                true => kept.set(code, Some(chosen.clone())),
                false => gone.push(code.to_owned()),
            }
        }
        (kept, gone)
    }

    /// In an address: `width=2080&colour=white`, both sides escaped.
    pub fn token(&self) -> String {
        let escaped = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs = self.iter().map(|(code, chosen)| {
            let value = match chosen {
                Chosen::One(one) => format!("o{}", escaped(one)),
                Chosen::Many(many) => {
                    let many: Vec<String> = many.iter().map(|one| escaped(one)).collect();
                    format!("m{}", many.join("+"))
                }
                Chosen::Figure(figure) => format!("f{figure}"),
                Chosen::Text(text) => format!("t{}", escaped(text)),
            };
            format!("{}={value}", escaped(code))
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// What a token says; anything that can't be read is left out.
    pub fn from_token(token: &str) -> Choices {
        let mut choices = Choices::default();
        if token.len() > TOKEN_MAX {
            return choices;
        }
        let plain = |text: &str| -> String {
            percent_decode_str(text)
                .decode_utf8_lossy()
                .chars()
                .take(TEXT_MAX)
                .collect()
        };
        for pair in token.split('&').take(PARAMETERS_MAX) {
            let Some((code, value)) = pair.split_once('=') else {
                continue;
            };
            let mut letters = value.chars();
            let (kind, rest) = (letters.next(), letters.as_str());
            let chosen = match kind {
                Some('o') => Some(Chosen::One(plain(rest))),
                Some('m') => Some(Chosen::Many(
                    rest.split('+')
                        .filter(|one| !one.is_empty())
                        .take(VALUES_MAX)
                        .map(plain)
                        .collect(),
                )),
                Some('f') => parse_quantity(rest).ok().map(Chosen::Figure),
                Some('t') => Some(Chosen::Text(plain(rest))),
                _ => None,
            };
            if let Some(chosen) = chosen {
                choices.set(&plain(code), Some(chosen));
            }
        }
        choices
    }

    /// Bytes that mean these choices and no others: what both sides agree on.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut put = |tag: u8, text: &[u8]| {
            bytes.push(tag);
            bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
            bytes.extend_from_slice(text);
        };
        for (code, chosen) in self.iter() {
            put(b'p', code.as_bytes());
            match chosen {
                Chosen::One(one) => put(b'o', one.as_bytes()),
                Chosen::Many(many) => many.iter().for_each(|one| put(b'm', one.as_bytes())),
                Chosen::Figure(figure) => put(b'f', &figure.thousandths().to_be_bytes()),
                Chosen::Text(text) => put(b't', text.as_bytes()),
            }
        }
        bytes
    }
}

impl Chosen {
    /// What was typed or ticked for a parameter; `None` where that is nothing. A value that the parameter hasn't is no error
    /// here: the evaluation says it.
    pub fn read(parameter: &Parameter, typed: &[&str]) -> Result<Option<Chosen>, NumberError> {
        let text = typed.first().map(|text| text.trim()).unwrap_or_default();
        let short: String = text.chars().take(TEXT_MAX).collect();
        Ok(match parameter.kind {
            Kind::One | Kind::Colour => Some(short).filter(|code| !code.is_empty()).map(Chosen::One),
            Kind::Many => {
                let ticked = typed.iter().flat_map(|text| text.split(',')).map(str::trim);
                let ticked: Vec<&str> = ticked.filter(|code| !code.is_empty()).take(2 * VALUES_MAX).collect();
                let known = parameter.values.iter().map(|value| value.code.as_str());
                let mut many: Vec<String> = known.filter(|code| ticked.contains(code)).map(str::to_owned).collect();
                let strange = ticked.iter().filter(|code| parameter.value(code).is_none());
                many.extend(
                    strange
                        .take(STRANGE_MAX)
                        .map(|code| code.chars().take(CODE_MAX).collect::<String>()),
                );
                Some(many).filter(|many| !many.is_empty()).map(Chosen::Many)
            }
            Kind::Number | Kind::Size => match text.is_empty() {
                true => None,
                false => Some(Chosen::Figure(parse_quantity(text)?)),
            },
            // A text that is too long is kept a little longer than allowed, so that the evaluation says it.
            Kind::Text => {
                let text: String = text
                    .chars()
                    .filter(|letter| !letter.is_control())
                    .take(TEXT_MAX + 1)
                    .collect();
                Some(text).filter(|text| !text.is_empty()).map(Chosen::Text)
            }
        })
    }
}
