//! From blocks to pages: what stands where, when a page is full, and what is drawn on it.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Size as Extent, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use qrcodegen::{QrCode, QrCodeEcc};

use super::text::{Faces, Shaped, Typeface, faces};
use super::{Block, Cell, Paper, PdfError, Size, Table};

/// A4, in points.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 42.0;
/// Where the body ends; the foot stands below.
const BOTTOM: f32 = HEIGHT - 54.0;
const BODY: f32 = WIDTH - 2.0 * MARGIN;
/// Of a line's height by the size of its letters.
const LEADING: f32 = 1.4;
const NORMAL: f32 = 9.5;
const SMALL: f32 = 8.0;
const PICTURE: f32 = 34.0;
const CODE: f32 = 72.0;
const INK: (u8, u8, u8) = (26, 33, 43);
const SOFT: (u8, u8, u8) = (86, 96, 112);
const LINE: (u8, u8, u8) = (207, 213, 221);

/// Something at a place of a page.
enum Mark {
    Words {
        x: f32,
        y: f32,
        words: Shaped,
        size: f32,
        strong: bool,
        soft: bool,
    },
    Rule {
        y: f32,
    },
    Picture {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        image: Image,
    },
    Code {
        x: f32,
        y: f32,
        code: QrCode,
    },
}

/// Pages as they fill up.
struct Pen<'f> {
    faces: &'f Faces,
    pages: Vec<Vec<Mark>>,
    y: f32,
}

/// How words look.
#[derive(Clone, Copy)]
struct Style {
    size: f32,
    strong: bool,
    soft: bool,
}

const fn style(size: f32, strong: bool, soft: bool) -> Style {
    Style { size, strong, soft }
}

pub(super) fn drawn(paper: &Paper) -> Result<Vec<u8>, PdfError> {
    let faces = faces().ok_or_else(|| PdfError("the fonts can't be read".into()))?;
    let mut pen = Pen {
        faces,
        pages: vec![Vec::new()],
        y: MARGIN,
    };
    for block in &paper.blocks {
        pen.block(block);
    }
    pen.feet(paper);
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(paper.title.clone())
            .authors(vec![paper.author.clone()])
            .language(paper.locale.tag().to_owned()),
    );
    for marks in pen.pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| PdfError("no page".into()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            draw(&mut surface, faces, mark);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| PdfError(format!("{error:?}")))
}

impl Pen<'_> {
    fn face(&self, style: Style) -> &Typeface {
        if style.strong {
            &self.faces.strong
        } else {
            &self.faces.regular
        }
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
    }

    /// A new page where so much doesn't fit on this one. True when it was turned.
    fn room(&mut self, height: f32) -> bool {
        let turns = self.y + height > BOTTOM && self.y > MARGIN;
        if turns {
            self.turn();
        }
        turns
    }

    fn words(&mut self, x: f32, y: f32, words: Shaped, style: Style) {
        if !words.text.is_empty() {
            self.put(Mark::Words {
                x,
                y: y + style.size,
                words,
                size: style.size,
                strong: style.strong,
                soft: style.soft,
            });
        }
    }

    /// Lines one under another, each on a page that has room for it.
    fn paragraph(&mut self, text: &str, style: Style, after: f32) {
        let lines = self.face(style).lines(text, style.size, BODY);
        for line in lines {
            self.room(style.size * LEADING);
            let y = self.y;
            self.words(MARGIN, y, line, style);
            self.y += style.size * LEADING;
        }
        self.y += after;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Head { logo, name, lines } => self.head(logo.as_deref(), name, lines),
            Block::Title(text) => self.paragraph(text, style(17.0, true, false), 2.0),
            Block::Heading(text) => {
                self.y += 8.0;
                // A heading stays with what it heads.
                self.room(100.0);
                self.paragraph(text, style(12.0, true, false), 2.0);
            }
            Block::Text { text, size } => {
                let style = match size {
                    Size::Normal => style(NORMAL, false, false),
                    Size::Strong => style(11.0, true, false),
                    Size::Small => style(SMALL, false, true),
                };
                self.paragraph(text, style, 4.0);
            }
            Block::Table(table) => self.table(table),
            Block::Sums(lines) => self.sums(lines),
            Block::Code { content, words } => self.code(content, words),
        }
    }

    fn head(&mut self, logo: Option<&[u8]>, name: &str, lines: &[String]) {
        let top = self.y;
        let mut left = 0.0;
        match logo.and_then(|bytes| Image::from_jpeg(bytes.to_vec().into(), false).ok()) {
            Some(image) => {
                let (width, height) = fitted(&image, 170.0, 52.0);
                left = height;
                self.put(Mark::Picture {
                    x: MARGIN,
                    y: top,
                    width,
                    height,
                    image,
                });
            }
            None => {
                let look = style(13.0, true, false);
                for line in self.face(look).lines(name, look.size, BODY * 0.55) {
                    self.words(MARGIN, top + left, line, look);
                    left += look.size * LEADING;
                }
            }
        }
        let mut right = 0.0;
        for (at, line) in lines.iter().enumerate() {
            let look = style(NORMAL, at == 0, at > 0);
            for line in self.face(look).lines(line, look.size, BODY * 0.42) {
                let x = WIDTH - MARGIN - line.width;
                self.words(x, top + right, line, look);
                right += look.size * LEADING;
            }
        }
        self.y = top + left.max(right) + 18.0;
    }

    fn table(&mut self, table: &Table) {
        let widths = widths(table);
        self.y += 6.0;
        self.room(60.0);
        self.table_head(table, &widths);
        for row in &table.rows {
            let cells: Vec<(Vec<Shaped>, Vec<Shaped>)> = row
                .cells
                .iter()
                .zip(&widths)
                .map(|(cell, width)| self.cell(cell, *width, row.strong))
                .collect();
            let heights = cells.iter().zip(&row.cells).map(|((lines, subs), cell)| {
                let words = lines.len() as f32 * NORMAL * LEADING + subs.len() as f32 * SMALL * LEADING;
                words.max(if cell.picture.is_some() { PICTURE } else { 0.0 })
            });
            let height = heights.fold(0.0, f32::max) + 8.0;
            if self.room(height) {
                self.table_head(table, &widths);
            }
            let (top, mut x) = (self.y + 4.0, MARGIN);
            for (at, (lines, subs)) in cells.into_iter().enumerate() {
                let right = table.columns.get(at).is_some_and(|column| column.right);
                let mut y = top;
                for (line, look) in lines
                    .into_iter()
                    .map(|line| (line, style(NORMAL, row.strong, false)))
                    .chain(subs.into_iter().map(|line| (line, style(SMALL, false, true))))
                {
                    let indent = if right { widths[at] - 6.0 - line.width } else { 0.0 };
                    self.words(x + indent, y, line, look);
                    y += look.size * LEADING;
                }
                let picture = row.cells.get(at).and_then(|cell| cell.picture.as_deref());
                if let Some(image) = picture.and_then(|bytes| Image::from_jpeg(bytes.to_vec().into(), false).ok()) {
                    let (width, height) = fitted(&image, PICTURE, PICTURE);
                    self.put(Mark::Picture {
                        x,
                        y: top,
                        width,
                        height,
                        image,
                    });
                }
                x += widths[at];
            }
            self.y += height;
            let y = self.y;
            self.put(Mark::Rule { y });
        }
        self.y += 6.0;
    }

    fn cell(&self, cell: &Cell, width: f32, strong: bool) -> (Vec<Shaped>, Vec<Shaped>) {
        let lines = |text: &str, look: Style| match text.is_empty() {
            true => Vec::new(),
            false => self.face(look).lines(text, look.size, width - 6.0),
        };
        let words = lines(&cell.text, style(NORMAL, strong, false));
        (words, lines(&cell.sub, style(SMALL, false, true)))
    }

    fn table_head(&mut self, table: &Table, widths: &[f32]) {
        let look = style(SMALL, false, true);
        let (top, mut x, mut lowest) = (self.y, MARGIN, self.y);
        for (column, width) in table.columns.iter().zip(widths) {
            let mut y = top;
            for line in self.face(look).lines(&column.title, look.size, width - 6.0) {
                let indent = if column.right { width - 6.0 - line.width } else { 0.0 };
                self.words(x + indent, y, line, look);
                y += look.size * LEADING;
            }
            lowest = f32::max(lowest, y);
            x += width;
        }
        self.y = lowest + 3.0;
        let y = self.y;
        self.put(Mark::Rule { y });
    }

    fn sums(&mut self, sums: &[String]) {
        let looks = |at: usize| {
            if at == 0 {
                style(13.0, true, false)
            } else {
                style(NORMAL, false, true)
            }
        };
        let mut lines: Vec<(Shaped, Style)> = Vec::new();
        for (at, sum) in sums.iter().enumerate() {
            let look = looks(at);
            let shaped = self.face(look).lines(sum, look.size, BODY);
            lines.extend(shaped.into_iter().map(|line| (line, look)));
        }
        // A sum isn't torn apart.
        self.room(lines.iter().map(|(_, look)| look.size * LEADING).sum());
        for (line, look) in lines {
            let (x, y) = (WIDTH - MARGIN - line.width, self.y);
            self.words(x, y, line, look);
            self.y += look.size * LEADING;
        }
        self.y += 8.0;
    }

    fn code(&mut self, content: &str, words: &str) {
        let Ok(code) = QrCode::encode_text(content, QrCodeEcc::Medium) else {
            return;
        };
        let look = style(SMALL, false, true);
        let lines = self.face(look).lines(words, look.size, BODY - CODE - 14.0);
        let height = CODE.max(lines.len() as f32 * look.size * LEADING);
        self.y += 8.0;
        self.room(height);
        let y = self.y;
        self.put(Mark::Code { x: MARGIN, y, code });
        for (at, line) in lines.into_iter().enumerate() {
            let down = at as f32 * look.size * LEADING;
            self.words(MARGIN + CODE + 14.0, y + down, line, look);
        }
        self.y += height + 8.0;
    }

    fn feet(&mut self, paper: &Paper) {
        let look = style(SMALL, false, true);
        let count = self.pages.len();
        for at in 0..count {
            let number = (paper.numbered)(paper.locale, at + 1, count);
            let number = self.faces.regular.shaped(&number, look.size);
            let room = BODY - number.width - 20.0;
            let mut foot = self.faces.regular.lines(&paper.foot, look.size, room);
            foot.truncate(1);
            let x = WIDTH - MARGIN - number.width;
            for (x, words) in [(x, number)].into_iter().chain(foot.pop().map(|foot| (MARGIN, foot))) {
                self.pages[at].push(Mark::Words {
                    x,
                    y: HEIGHT - 30.0,
                    words,
                    size: look.size,
                    strong: false,
                    soft: true,
                });
            }
        }
    }
}

fn widths(table: &Table) -> Vec<f32> {
    let known: f32 = table.columns.iter().filter_map(|column| column.width).sum();
    let free = table
        .columns
        .iter()
        .filter(|column| column.width.is_none())
        .count()
        .max(1);
    let rest = ((BODY - known) / free as f32).max(60.0);
    table
        .columns
        .iter()
        .map(|column| column.width.unwrap_or(rest))
        .collect()
}

/// As large as the box allows, never blown up beyond it.
fn fitted(image: &Image, width: f32, height: f32) -> (f32, f32) {
    let (own_width, own_height) = image.size();
    let (own_width, own_height) = (own_width.max(1) as f32, own_height.max(1) as f32);
    let scale = (width / own_width).min(height / own_height);
    (own_width * scale, own_height * scale)
}

fn fill((red, green, blue): (u8, u8, u8)) -> Option<Fill> {
    Some(Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        ..Fill::default()
    })
}

fn draw(surface: &mut Surface<'_>, faces: &Faces, mark: Mark) {
    match mark {
        Mark::Words {
            x,
            y,
            words,
            size,
            strong,
            soft,
        } => {
            surface.set_fill(fill(if soft { SOFT } else { INK }));
            let face = if strong { &faces.strong } else { &faces.regular };
            let start = Point::from_xy(x, y);
            surface.draw_glyphs(start, &words.glyphs, face.font.clone(), &words.text, size, false);
        }
        Mark::Rule { y } => rectangle(surface, LINE, [(MARGIN, y, BODY, 0.6)]),
        Mark::Picture {
            x,
            y,
            width,
            height,
            image,
        } => {
            if let Some(extent) = Extent::from_wh(width, height) {
                surface.push_transform(&Transform::from_translate(x, y));
                surface.draw_image(image, extent);
                surface.pop();
            }
        }
        Mark::Code { x, y, code } => {
            let side = CODE / code.size() as f32;
            let dots = (0..code.size()).flat_map(|row| (0..code.size()).map(move |column| (column, row)));
            let dark = dots.filter(|(column, row)| code.get_module(*column, *row));
            let squares = dark.map(|(column, row)| (x + column as f32 * side, y + row as f32 * side, side, side));
            rectangle(surface, INK, squares);
        }
    }
}

/// Filled rectangles as one path.
fn rectangle(surface: &mut Surface<'_>, colour: (u8, u8, u8), all: impl IntoIterator<Item = (f32, f32, f32, f32)>) {
    let mut path = PathBuilder::new();
    for (x, y, width, height) in all {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rect);
        }
    }
    if let Some(path) = path.finish() {
        surface.set_fill(fill(colour));
        surface.draw_path(&path);
    }
}
