//! A sentence before it has a language: a Fluent id and its arguments.
//!
//! Rules refuse, events tell and imports report with messages, so that each reader gets them in the own language, and
//! stored ones can be shown again in another.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Day, Moment, Money, Percent, Quantity};

/// An argument of a [`Message`]; formatted for the reader's language when it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arg {
    Text(String),
    Number(i64),
    Money(Money),
    Quantity(Quantity),
    Percent(Percent),
    Day(Day),
    Moment(Moment),
    /// Another message, shown inside this one: the name of a stage, a kind of file.
    Message(Box<Message>),
}

/// A Fluent id with arguments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    pub id: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

impl Message {
    pub const fn new(id: &'static str) -> Message {
        Message {
            id: Cow::Borrowed(id),
            args: Vec::new(),
        }
    }

    /// A message whose id is put together: the name of a right, of a role.
    pub const fn named(id: String) -> Message {
        Message {
            id: Cow::Owned(id),
            args: Vec::new(),
        }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Message {
        self.args.push((Cow::Borrowed(name), value.into()));
        self
    }
}

macro_rules! arg_from {
    ($($source:ty => $variant:ident),* $(,)?) => {
        $(impl From<$source> for Arg {
            fn from(value: $source) -> Arg {
                Arg::$variant(value.into())
            }
        })*
    };
}
arg_from! {
    String => Text, &str => Text, i64 => Number, i32 => Number, u32 => Number, u16 => Number, Money => Money,
    Quantity => Quantity, Percent => Percent, Day => Day, Moment => Moment,
}
impl From<usize> for Arg {
    fn from(value: usize) -> Arg {
        Arg::Number(i64::try_from(value).unwrap_or(i64::MAX))
    }
}
impl From<Message> for Arg {
    fn from(value: Message) -> Arg {
        Arg::Message(Box::new(value))
    }
}
