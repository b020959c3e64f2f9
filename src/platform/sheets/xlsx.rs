//! Reading the first sheet of a workbook, or all of them, row by row.
//!
//! By hand over a pull parser, and not by a library for workbooks: those reserve memory by what the file says of itself
//! (a count of texts, the corner of a sheet), which a few bytes can make into gigabytes. Here memory grows with what was
//! really read, and what was really read is bounded.
//!
//! A formula's cell has the value that was last calculated; where there is none the cell is empty. Of merged cells the
//! first one has the value, as in the file. A date is the number that the file keeps for it.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use super::unpacked::{Unpacked, unreadable};
use super::{COLUMNS_MAX, Grid, SheetError, cut};

/// Elements within each other: a real workbook has some ten.
const DEPTH_MAX: usize = 64;
/// Shared texts of all sheets together: more than a workbook of this size can be about.
const TEXTS_MAX: usize = 1_000_000;
/// How many rows below each other a sheet may leave empty in its numbering; a real one has at most this many.
const ROWS_MAX: usize = 1_048_576;

pub(super) fn read(bytes: &[u8], limit: usize) -> Result<Grid, SheetError> {
    let mut archive = Unpacked::open(bytes)?;
    let sheet = first_sheet(&mut archive)?;
    let sheet = archive
        .part(&sheet)?
        .ok_or_else(|| unreadable("its sheet is missing"))?;
    let texts = match archive.part("xl/sharedStrings.xml")? {
        Some(xml) => shared_texts(&xml)?,
        None => Vec::new(),
    };
    rows(&sheet, &texts, limit)
}

/// The sheets that are shown, at most `sheets` of them, by name. The limit is one for each.
pub(super) fn read_all(bytes: &[u8], sheets: usize, limit: usize) -> Result<Vec<(String, Grid)>, SheetError> {
    let mut archive = Unpacked::open(bytes)?;
    let listed = listed_sheets(&mut archive)?;
    if listed.len() > sheets {
        return Err(SheetError::TooLarge);
    }
    let texts = match archive.part("xl/sharedStrings.xml")? {
        Some(xml) => shared_texts(&xml)?,
        None => Vec::new(),
    };
    let mut book = Vec::with_capacity(listed.len());
    for (name, path) in listed {
        let sheet = archive
            .part(&path)?
            .ok_or_else(|| unreadable("one of its sheets is missing"))?;
        book.push((name, rows(&sheet, &texts, limit)?));
    }
    Ok(book)
}

/// The path of the first sheet that is shown.
fn first_sheet(archive: &mut Unpacked<'_>) -> Result<String, SheetError> {
    let first = listed_sheets(archive)?.into_iter().next();
    Ok(first.map_or_else(|| "xl/worksheets/sheet1.xml".to_owned(), |(_, path)| path))
}

/// The names and paths of the sheets that are shown, in their order.
fn listed_sheets(archive: &mut Unpacked<'_>) -> Result<Vec<(String, String)>, SheetError> {
    let book = archive
        .part("xl/workbook.xml")?
        .ok_or_else(|| unreadable("no workbook in it"))?;
    let links = archive.part("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let mut shown = Vec::new();
    each_start(&book, |tag| {
        if local(tag) == "sheet" && !matches!(attribute(tag, "state").as_deref(), Some("hidden" | "veryHidden")) {
            shown.push((attribute(tag, "name").unwrap_or_default(), attribute(tag, "id")));
        }
    })?;
    let mut targets: HashMap<String, String> = HashMap::new();
    each_start(&links, |tag| {
        if local(tag) == "Relationship"
            && let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target"))
        {
            targets.entry(id).or_insert(target);
        }
    })?;
    let found = shown.into_iter().filter_map(|(name, id)| {
        let path = targets.get(&id?)?;
        Some((
            name,
            match path.strip_prefix('/') {
                Some(from_root) => from_root.to_owned(),
                None => format!("xl/{path}"),
            },
        ))
    });
    Ok(found.collect())
}

/// The events of a part, none of them nested deeper than real ones are.
struct Events<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
}

impl<'x> Events<'x> {
    fn of(xml: &'x str) -> Events<'x> {
        Events {
            reader: Reader::from_str(xml),
            depth: 0,
        }
    }

    fn next(&mut self) -> Result<Event<'x>, SheetError> {
        let event = self.reader.read_event().map_err(unreadable)?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        match self.depth <= DEPTH_MAX {
            true => Ok(event),
            false => Err(unreadable("elements within elements without end")),
        }
    }
}

fn local<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    let name: &str = tag;
    let name = name.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

/// An attribute by the end of its name: `r:id` and `id` are the same here.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    // Without the check for repeated names, which compares each with all before it.
    let found = tag.attributes().with_checks(false).flatten().find(|attribute| {
        let key: &str = attribute.key.as_ref();
        key.rsplit(':').next() == Some(name)
    })?;
    let value: &str = &found.value;
    unescape(value).ok().map(|value| value.into_owned())
}

fn each_start(xml: &str, mut visit: impl FnMut(&BytesStart<'_>)) -> Result<(), SheetError> {
    let mut events = Events::of(xml);
    loop {
        match events.next()? {
            Event::Start(tag) | Event::Empty(tag) => visit(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Adds what an event says to a text, up to the longest cell.
fn collect(text: &mut String, event: &Event<'_>) {
    if text.len() > super::CELL_MAX * 4 {
        return;
    }
    match event {
        Event::Text(part) => text.push_str(part),
        Event::CData(part) => text.push_str(part),
        Event::GeneralRef(entity) => {
            if let Ok(Some(letter)) = entity.resolve_char_ref() {
                text.push(letter);
            } else if let Some(known) = resolve_predefined_entity(entity) {
                text.push_str(known);
            }
        }
        _ => {}
    }
}

/// The texts that cells refer to by their places. Readings in small print above Asian words (`rPh`) are no part of them.
fn shared_texts(xml: &str) -> Result<Vec<String>, SheetError> {
    let mut events = Events::of(xml);
    let (mut texts, mut text) = (Vec::new(), String::new());
    let (mut inside, mut reading) = (false, false);
    loop {
        let event = events.next()?;
        match &event {
            Event::Start(tag) => match local(tag) {
                "si" => text.clear(),
                "t" => inside = !reading,
                "rPh" => reading = true,
                _ => {}
            },
            Event::Empty(tag) if local(tag) == "si" => {
                if texts.len() >= TEXTS_MAX {
                    return Err(SheetError::TooLarge);
                }
                texts.push(String::new());
            }
            Event::End(tag) => {
                let name: &str = tag;
                match name.trim_end().rsplit(':').next().unwrap_or_default() {
                    "si" if texts.len() >= TEXTS_MAX => return Err(SheetError::TooLarge),
                    "si" => texts.push(cut(text.trim())),
                    "t" => inside = false,
                    "rPh" => reading = false,
                    _ => {}
                }
            }
            Event::Eof => return Ok(texts),
            event if inside => collect(&mut text, event),
            _ => {}
        }
    }
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    text: String,
}

impl Cell {
    fn value(&self, texts: &[String]) -> String {
        let text = self.text.trim();
        match self.kind.as_str() {
            "s" => text
                .parse()
                .ok()
                .and_then(|at: usize| texts.get(at))
                .cloned()
                .unwrap_or_default(),
            "str" | "inlineStr" | "e" | "b" => cut(text),
            _ => number(text),
        }
    }
}

/// The file writes 0.1 as 0.10000000000000001: the shortest number that means the same is what was typed.
fn number(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => number.to_string(),
        _ => cut(text),
    }
}

fn rows(xml: &str, texts: &[String], limit: usize) -> Result<Grid, SheetError> {
    let mut events = Events::of(xml);
    let mut grid = Grid::default();
    let (mut number, mut cells, mut cell, mut inside) = (0_usize, Vec::new(), Cell::default(), false);
    let mut column = 0_usize;
    loop {
        let event = events.next()?;
        match &event {
            Event::Start(tag) => match local(tag) {
                "row" => {
                    let told = attribute(tag, "r").and_then(|row| row.parse().ok());
                    number = told.filter(|row| (1..=ROWS_MAX).contains(row)).unwrap_or(number + 1);
                    (column, cells) = (0, Vec::new());
                }
                "c" => {
                    let place = attribute(tag, "r").as_deref().and_then(column_of);
                    column = place.unwrap_or(column);
                    cell = Cell {
                        column,
                        kind: attribute(tag, "t").unwrap_or_default(),
                        text: String::new(),
                    };
                    column += 1;
                }
                "v" | "t" => inside = true,
                _ => {}
            },
            // A cell with a format and nothing in it moves those after it on.
            Event::Empty(tag) if local(tag) == "c" => {
                column = attribute(tag, "r").as_deref().and_then(column_of).unwrap_or(column) + 1;
            }
            Event::End(tag) => {
                let name: &str = tag;
                match name.trim_end().rsplit(':').next().unwrap_or_default() {
                    "v" | "t" => inside = false,
                    "c" if cell.column < COLUMNS_MAX => {
                        cells.resize(cells.len().max(cell.column + 1), String::new());
                        cells[cell.column] = cell.value(texts);
                    }
                    "row" if !grid.push(number, std::mem::take(&mut cells), limit) => {
                        return Err(SheetError::TooManyRows(limit));
                    }
                    // What follows the rows is of no interest.
                    "sheetData" => return Ok(grid),
                    _ => {}
                }
            }
            Event::Eof => return Ok(grid),
            event if inside => collect(&mut cell.text, event),
            _ => {}
        }
    }
}

/// `AB12` is column 27, from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let column = letters
        .take(4)
        .fold(0_usize, |column, letter| column * 26 + usize::from(letter - b'A') + 1);
    column.checked_sub(1)
}
