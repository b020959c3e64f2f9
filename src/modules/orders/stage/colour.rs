//! The colours that a stage may have: a fixed set, each with a text, a tint and a bar that hold their contrast in light and
//! dark. Colour is never alone: a badge has an icon and a word.

use serde::{Deserialize, Serialize};

use super::{Kind, Stage};
use crate::platform::ui::Tone;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    Grey,
    Blue,
    Teal,
    Violet,
    Amber,
    Green,
    Red,
}

impl Colour {
    pub const ALL: [Colour; 7] = [
        Colour::Grey,
        Colour::Blue,
        Colour::Teal,
        Colour::Violet,
        Colour::Amber,
        Colour::Green,
        Colour::Red,
    ];

    /// In forms.
    pub const fn code(self) -> &'static str {
        match self {
            Colour::Grey => "grey",
            Colour::Blue => "blue",
            Colour::Teal => "teal",
            Colour::Violet => "violet",
            Colour::Amber => "amber",
            Colour::Green => "green",
            Colour::Red => "red",
        }
    }

    pub fn from_code(code: &str) -> Option<Colour> {
        Colour::ALL.into_iter().find(|colour| colour.code() == code)
    }

    pub const fn tone(self) -> Tone {
        match self {
            Colour::Grey => Tone::Idle,
            Colour::Blue => Tone::Move,
            Colour::Teal => Tone::Teal,
            Colour::Violet => Tone::Violet,
            Colour::Amber => Tone::Wait,
            Colour::Green => Tone::Good,
            Colour::Red => Tone::Bad,
        }
    }
}

impl Kind {
    /// The colour of stages that were given none.
    pub const fn tone(self) -> Tone {
        match self {
            Kind::Waiting => Tone::Wait,
            Kind::Confirmed | Kind::Queued | Kind::Production => Tone::Move,
            Kind::Ready | Kind::Shipped => Tone::Good,
            Kind::Closed | Kind::Cancelled => Tone::Past,
        }
    }
}

impl Stage {
    pub fn tone(&self) -> Tone {
        self.colour.map_or(self.kind.tone(), Colour::tone)
    }
}
