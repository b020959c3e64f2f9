//! Words as glyphs: shaped, measured, and broken into lines.

use std::sync::LazyLock;

use harfrust::{Feature, FontRef, ShapeOptions, ShaperData, Tag, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};

static REGULAR: Face = Face(include_bytes!(concat!(
    env!("KABINET_NODE_MODULES"),
    "/@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"
)));
static STRONG: Face = Face(include_bytes!(concat!(
    env!("KABINET_NODE_MODULES"),
    "/@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"
)));

struct Face(&'static [u8]);

/// A font ready to shape and to be put into a file.
pub(super) struct Typeface {
    pub(super) font: Font,
    reference: FontRef<'static>,
    shaper: ShaperData,
    units: f32,
}

impl Typeface {
    fn of(face: &Face) -> Option<Typeface> {
        let font = Font::new(face.0.into(), 0)?;
        let reference = FontRef::new(face.0).ok()?;
        Some(Typeface {
            units: font.units_per_em(),
            shaper: ShaperData::new(&reference),
            font,
            reference,
        })
    }
}

/// Both faces. `None` only where the embedded files are no fonts, which a test rules out.
pub(super) struct Faces {
    pub(super) regular: Typeface,
    pub(super) strong: Typeface,
}

static FACES: LazyLock<Option<Faces>> = LazyLock::new(|| {
    Some(Faces {
        regular: Typeface::of(&REGULAR)?,
        strong: Typeface::of(&STRONG)?,
    })
});

pub(super) fn faces() -> Option<&'static Faces> {
    FACES.as_ref()
}

/// A line of words that has been shaped.
pub(super) struct Shaped {
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// Points.
    pub(super) width: f32,
}

impl Typeface {
    pub(super) fn shaped(&self, text: &str, size: f32) -> Shaped {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        // Digits of one width: figures stand under each other.
        let features = [Feature::new(Tag::new(b"tnum"), 1, ..)];
        let shaper = self.shaper.shaper(&self.reference).build();
        let found = shaper.shape(buffer, ShapeOptions::new().features(&features));
        let (infos, places) = (found.glyph_infos(), found.glyph_positions());
        let em = |units: i32| units as f32 / self.units;
        let mut glyphs = Vec::with_capacity(infos.len());
        let mut width = 0.0;
        for (at, (info, place)) in infos.iter().zip(places).enumerate() {
            let start = info.cluster as usize;
            let next = infos[at + 1..].iter().find(|next| next.cluster != info.cluster);
            let end = next.map_or(text.len(), |next| next.cluster as usize);
            width += em(place.x_advance);
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                em(place.x_advance),
                em(place.x_offset),
                em(place.y_offset),
                em(place.y_advance),
                start..end.max(start),
                None,
            ));
        }
        Shaped {
            text: text.to_owned(),
            glyphs,
            width: width * size,
        }
    }

    /// Lines no wider than `width`, broken at spaces, and inside a word that is wider by itself.
    pub(super) fn lines(&self, text: &str, size: f32, width: f32) -> Vec<Shaped> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            for word in paragraph.split([' ', '\t']).filter(|word| !word.is_empty()) {
                let longer = match line.is_empty() {
                    true => word.to_owned(),
                    false => format!("{line} {word}"),
                };
                if self.shaped(&longer, size).width <= width {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(self.shaped(&line, size));
                }
                line = self.cut(word, size, width, &mut lines);
            }
            lines.push(self.shaped(&line, size));
        }
        lines
    }

    /// What is left of a word after the full lines that it fills.
    fn cut(&self, word: &str, size: f32, width: f32, lines: &mut Vec<Shaped>) -> String {
        if self.shaped(word, size).width <= width {
            return word.to_owned();
        }
        let mut line = String::new();
        for letter in word.chars() {
            line.push(letter);
            if line.chars().count() > 1 && self.shaped(&line, size).width > width {
                line.pop();
                lines.push(self.shaped(&line, size));
                line = letter.to_string();
            }
        }
        line
    }
}
