//! A colour, and whether pages can be read in it.
//!
//! Contrast is that of WCAG 2.2 (relative luminance, 1.4.3: 4.5 to 1 for text). Mixing is that of CSS Color 5,
//! `color-mix(in oklab, …)`, with the shares of `assets/css/02-tokens.css`: what is checked is what browsers will draw.
//! OKLab: Björn Ottosson, «A perceptual color space for image processing», 2020.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

/// Kabinet's own, the same as in `02-tokens.css`.
pub const OWN: Colour = Colour([0x1f, 0x5b, 0xb5]);

const WHITE: Colour = Colour([0xff; 3]);
const BLACK: Colour = Colour([0; 3]);
/// Dark text on a light fill.
const INK: Colour = Colour([0x14, 0x18, 0x1f]);
/// `--kb-surface` of the dark theme.
const DARK_SURFACE: Colour = Colour([0x18, 0x1e, 0x26]);
/// Shares of the colour, in percent, that styles mix: a link on light and on dark, a tint of light and of dark.
pub const SHARES: [u32; 4] = [92, 48, 8, 20];
/// The least contrast of text.
pub const LEAST: f64 = 4.5;
/// Steps of lightness in which another colour is looked for.
const STEPS: u8 = 100;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a colour is # and six hexadecimal digits")]
pub struct NoColour;

impl FromStr for Colour {
    type Err = NoColour;

    fn from_str(text: &str) -> Result<Colour, NoColour> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NoColour);
        }
        let value = u32::from_str_radix(digits, 16).map_err(|_| NoColour)?;
        let [_, red, green, blue] = value.to_be_bytes();
        Ok(Colour([red, green, blue]))
    }
}

impl TryFrom<String> for Colour {
    type Error = NoColour;
    fn try_from(text: String) -> Result<Colour, NoColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> String {
        colour.to_string()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The least contrasts that a colour comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrasts {
    /// Text on a button.
    pub button: f64,
    /// Links in the light theme, on the worst of their grounds.
    pub light: f64,
    /// Links in the dark theme, likewise.
    pub dark: f64,
}

impl Contrasts {
    pub fn are_enough(&self) -> bool {
        self.least() >= LEAST
    }

    pub fn least(&self) -> f64 {
        self.button.min(self.light).min(self.dark)
    }
}

impl Colour {
    /// What text on a fill of this colour is drawn with.
    pub fn text(self) -> Colour {
        match contrast(WHITE, self) >= LEAST {
            true => WHITE,
            false => INK,
        }
    }

    pub fn contrasts(self) -> Contrasts {
        let [link, dark_link, tint, dark_tint] = SHARES.map(|percent| f64::from(percent) / 100.0);
        let (link, dark_link) = (mixed(self, link, BLACK), mixed(self, dark_link, WHITE));
        Contrasts {
            button: contrast(self.text(), self),
            // The current item of the menu stands on a tint.
            light: contrast(link, WHITE).min(contrast(link, mixed(self, tint, WHITE))),
            dark: contrast(dark_link, DARK_SURFACE).min(contrast(dark_link, mixed(self, dark_tint, DARK_SURFACE))),
        }
    }

    /// The colour of the same hue, nearest in lightness, in which everything can be read.
    pub fn nearest_readable(self) -> Colour {
        let [lightness, a, b] = oklab(self);
        let steps = (1..=STEPS).flat_map(|step| {
            let by = f64::from(step) / f64::from(STEPS);
            [lightness - by, lightness + by]
        });
        let found = steps
            .filter(|lightness| (0.0..=1.0).contains(lightness))
            .map(|lightness| of_oklab([lightness, a, b]))
            .find(|colour| colour.contrasts().are_enough());
        found.unwrap_or(OWN)
    }

    /// The stylesheet that puts it on.
    pub fn style(self) -> String {
        format!(":root{{--kb-brand:{self};--kb-on-brand:{}}}\n", self.text())
    }

    /// For an address: without `#`.
    pub fn digits(self) -> String {
        self.to_string().split_off(1)
    }
}

/// From a byte to light, by the curve of sRGB (IEC 61966-2-1).
fn linear(byte: u8) -> f64 {
    let share = f64::from(byte) / 255.0;
    match share <= 0.04045 {
        true => share / 12.92,
        false => ((share + 0.055) / 1.055).powf(2.4),
    }
}

fn byte(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let share = match light <= 0.003_130_8 {
        true => light * 12.92,
        false => 1.055 * light.powf(1.0 / 2.4) - 0.055,
    };
    (share * 255.0).round() as u8
}

fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.0.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// From 1 (the same) to 21 (black on white).
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn oklab(colour: Colour) -> [f64; 3] {
    let [r, g, b] = colour.0.map(linear);
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

fn of_oklab([lightness, a, b]: [f64; 3]) -> Colour {
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    Colour([
        byte(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
        byte(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
        byte(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s),
    ])
}

/// `share` of one, the rest of the other.
fn mixed(one: Colour, share: f64, other: Colour) -> Colour {
    let (one, other) = (oklab(one), oklab(other));
    of_oklab(std::array::from_fn(|at| one[at] * share + other[at] * (1.0 - share)))
}
