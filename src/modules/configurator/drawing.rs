//! A drawing to scale as SVG: attributes only, since the page's policy forbids styles.

use maud::{Markup, html};

use super::model::{Choices, Chosen, Drawing, Model};
use crate::platform::i18n::format;
use crate::platform::values::{Locale, Quantity};
use crate::tr;

/// The box that the frame is fitted into.
const WIDTH: i64 = 416;
const HEIGHT: i64 = 300;
/// Room for the marks of sizes.
const LEFT: i64 = 24;
const TOP: i64 = 12;
/// The frame and a leaf's own frame, as drawn.
const FRAME: i64 = 12;
const LEAF: i64 = 8;
/// The most leaves that are drawn.
const LEAVES_MAX: usize = 12;

struct Leaf {
    sign: char,
    x: i64,
    y: i64,
    width: i64,
    height: i64,
}

/// What is chosen, drawn; `None` until both sizes are, or where the model has no drawing.
pub fn drawing(l: Locale, model: &Model, choices: &Choices, bad: bool) -> Option<Markup> {
    let of = model.drawing.as_ref()?;
    let size = |code: &str| {
        choices
            .figure(code)
            .map(Quantity::thousandths)
            .filter(|size| *size >= 1_000)
    };
    let (width, height) = (size(&of.width)?, size(&of.height)?);
    // Within the box, at one scale for both sides; what is far too long to draw is drawn narrow.
    let by_width = i128::from(width) * i128::from(HEIGHT) >= i128::from(height) * i128::from(WIDTH);
    let scaled = |side: i64, whole: i64, room: i64| {
        let exact = i128::from(side) * i128::from(room) / i128::from(whole.max(1));
        i64::try_from(exact).unwrap_or(room).clamp(40, room)
    };
    let (w, h) = match by_width {
        true => (WIDTH, scaled(height, width, WIDTH).min(HEIGHT)),
        false => (scaled(width, height, HEIGHT).min(WIDTH), HEIGHT),
    };
    let mm = |thousandths: i64| format::quantity(l, Quantity::from_thousandths(thousandths)).to_string();
    let leaves = leaves(model, of, choices, w, h);
    let label = tr!(
        l,
        "configurator-drawing-label",
        width = mm(width),
        height = mm(height),
        leaves = leaves.len()
    );
    let (right, bottom) = (LEFT + w, TOP + h);
    let colour = colour(model, of, choices);
    Some(html! {
        svg.kb-art.kb-chart viewBox={ "0 0 " (w + LEFT + 96) " " (h + TOP + 44) } role="img" aria-label=(label) {
            @match colour {
                Some(rgb) => rect x=(LEFT) y=(TOP) width=(w) height=(h) rx="2" fill=(format!("#{rgb:06x}")) {},
                None => rect.fr x=(LEFT) y=(TOP) width=(w) height=(h) rx="2" {},
            }
            @for leaf in &leaves { (drawn(leaf)) }
            @if bad { rect.badl x=(LEFT) y=(TOP) width=(w) height=(h) rx="2" {} }
            path.dm d=(format!("M{LEFT} {}v22M{right} {}v22M{LEFT} {}H{right}", bottom + 4, bottom + 4, bottom + 18)) {}
            text x=(LEFT + w / 2) y=(bottom + 36) { (mm(width)) }
            path.dm d=(format!("M{} {TOP}h22M{} {bottom}h22M{} {TOP}V{bottom}", right + 4, right + 4, right + 18)) {}
            text x=(right + 56) y=(TOP + h / 2 + 5) { (mm(height)) }
        }
    })
}

fn chosen_value<'m>(model: &'m Model, code: &str, choices: &Choices) -> Option<&'m super::model::Value> {
    match choices.get(code)? {
        Chosen::One(one) => model.parameter(code)?.value(one),
        _ => None,
    }
}

fn colour(model: &Model, of: &Drawing, choices: &Choices) -> Option<u32> {
    chosen_value(model, &of.colour, choices)?.colour
}

/// The leaves side by side within the frame.
fn leaves(model: &Model, of: &Drawing, choices: &Choices, w: i64, h: i64) -> Vec<Leaf> {
    let sketch = chosen_value(model, &of.leaves, choices).map(|value| value.sketch.as_str());
    let signs: Vec<char> = sketch.unwrap_or("-").chars().take(LEAVES_MAX).collect();
    let signs = if signs.is_empty() { vec!['-'] } else { signs };
    let count = signs.len() as i64;
    let room = (w - FRAME * (count + 1)).max(count * 4);
    let (width, height) = (room / count, (h - FRAME * 2).max(4));
    let place = |at: usize| LEFT + FRAME + (width + FRAME) * at as i64;
    let leaves = signs.into_iter().enumerate();
    leaves
        .map(|(at, sign)| Leaf {
            sign,
            x: place(at),
            y: TOP + FRAME,
            width,
            height,
        })
        .collect()
}

fn drawn(leaf: &Leaf) -> Markup {
    let Leaf {
        sign,
        x,
        y,
        width,
        height,
    } = *leaf;
    let opens = matches!(sign, '<' | '>' | '^' | '(' | ')');
    let inset = if opens { LEAF.min(width / 4) } else { 0 };
    let (left, top, right, bottom) = (x + inset, y + inset, x + width - inset, y + height - inset);
    let (middle_x, middle_y) = (x + width / 2, y + height / 2);
    // Lines meet at the handle: opposite the hinges.
    let hung_left = format!("M{left} {top}L{right} {middle_y}L{left} {bottom}");
    let hung_right = format!("M{right} {top}L{left} {middle_y}L{right} {bottom}");
    let tilts = format!("M{left} {bottom}L{middle_x} {top}L{right} {bottom}");
    let path = match sign {
        '<' => Some(hung_left),
        '>' => Some(hung_right),
        '^' => Some(tilts),
        '(' => Some(format!("{hung_left}{tilts}")),
        ')' => Some(format!("{hung_right}{tilts}")),
        _ => None,
    };
    html! {
        @if opens { rect.fr x=(x) y=(y) width=(width) height=(height) {} }
        rect class=(if sign == '=' { "fr" } else { "gl" }) x=(left) y=(top) width=((right - left).max(1)) height=((bottom - top).max(1)) {}
        @if let Some(path) = path { path.op d=(path) {} }
    }
}
