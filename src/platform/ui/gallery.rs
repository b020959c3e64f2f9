//! Every component in every state, in one page.

use maud::{Markup, html};

use super::Theme;
use crate::platform::values::Locale;

pub fn gallery(_locale: Locale, _theme: Theme) -> Markup {
    html! {}
}
