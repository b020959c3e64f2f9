//! Icons: one sprite, a reference each.

use maud::Render;

use super::assets;

/// An icon of the sprite. Made by [`icon!`](crate::icon), which `build.rs` looks for: a name that the icon set doesn't
/// have stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(&'static str);

impl Icon {
    #[doc(hidden)]
    pub const fn named(name: &'static str) -> Icon {
        Icon(name)
    }

    pub const fn name(self) -> &'static str {
        self.0
    }

    pub(super) fn with_class(self, class: &'static str, buffer: &mut String) {
        buffer.push_str("<svg class=\"");
        buffer.push_str(class);
        buffer.push_str("\" aria-hidden=\"true\"><use href=\"");
        buffer.push_str(assets::ICONS_SVG);
        buffer.push('#');
        buffer.push_str(self.0);
        buffer.push_str("\"/></svg>");
    }
}

/// A picture beside words: hidden from screen readers, as large as the text.
impl Render for Icon {
    fn render_to(&self, buffer: &mut String) {
        self.with_class("ic", buffer);
    }
}

/// An icon by its Tabler name: `icon!("truck-delivery")`, `icon!("filled:star")`.
#[macro_export]
macro_rules! icon {
    ($name:literal) => {
        const { $crate::platform::ui::Icon::named($name) }
    };
}
