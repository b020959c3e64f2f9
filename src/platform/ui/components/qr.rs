//! QR codes as drawings.

use std::fmt::Write;

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules around the code, as a reader needs them (ISO/IEC 18004).
const QUIET: i32 = 4;

/// A code of correction level M as a path in units of modules, and the side of its square; `None` where the text is too long.
pub fn qr_path(text: &str) -> Option<(String, i32)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let mut run = 0;
            while x + run < size && code.get_module(x + run, y) {
                run += 1;
            }
            if run > 0 {
                let (left, down) = (x + QUIET, y + QUIET);
                let _ = write!(path, "M{left} {down}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    Some((path, size + 2 * QUIET))
}

/// A code within a page, black on white in any theme; empty where the text is too long. `title` says what it is for.
pub fn qr(text: &str, title: &str) -> Markup {
    html! {
        @if let Some((path, side)) = qr_path(text) {
            svg width="232" height="232" viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" role="img" aria-label=(title) {
                path fill="#fff" d={ "M0 0h" (side) "v" (side) "h-" (side) "z" } {}
                path fill="#000" d=(path) {}
            }
        }
    }
}
