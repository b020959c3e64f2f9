//! The offer on paper: made from what the client reads on the page, and from nothing else.

use std::collections::HashMap;

use super::public::{PublicLine, PublicOffer, PublicVariant};
use super::views::public::{differing, spelled, vat_lines};
use super::views::{requisites, savings};
use crate::platform::files::ContentHash;
use crate::platform::i18n::format;
use crate::platform::pdf::{Block, Cell, Column, Paper, Row, Size, Table};
use crate::platform::values::Locale;
use crate::tr;

/// Pictures re-encoded, by the hash of the file.
pub type Pictures = HashMap<ContentHash, Vec<u8>>;

/// Of a variant's column in the comparison, in points.
const VARIANT_WIDTH: f32 = 104.0;

/// `address` is where the page is.
pub fn paper(offer: &PublicOffer, address: &str, pictures: &Pictures) -> Paper {
    let l = offer.locale;
    let title = tr!(l, "offers-public-title", number = offer.number);
    let mut blocks = vec![head(offer, pictures), Block::Title(title.clone())];
    let mut text = |text: String, size: Size| {
        if !text.is_empty() {
            blocks.push(Block::Text { text, size });
        }
    };
    text(offer.title.clone(), Size::Strong);
    let mut facts = vec![
        tr!(l, "offers-public-made", day = offer.day),
        tr!(l, "offers-public-until", day = offer.until),
    ];
    if !offer.client.is_empty() {
        facts.push(tr!(l, "offers-for", client = offer.client.as_str()));
    }
    text(facts.join(" · "), Size::Small);
    for paragraph in offer.text.split("\n\n") {
        text(paragraph.trim().to_owned(), Size::Normal);
    }
    if offer.variants.len() > 1 {
        blocks.push(Block::Heading(tr!(l, "offers-public-compare").to_owned()));
        blocks.push(Block::Table(comparison(l, &offer.variants)));
        if differing(&offer.variants).is_empty() {
            blocks.push(Block::Text {
                text: tr!(l, "offers-public-same").to_owned(),
                size: Size::Small,
            });
        }
    }
    for variant in &offer.variants {
        if offer.variants.len() > 1 {
            blocks.push(Block::Heading(variant.name.clone()));
        }
        blocks.push(Block::Table(table(l, variant, pictures)));
        blocks.push(Block::Sums(sums(l, variant)));
    }
    blocks.push(Block::Code {
        content: address.to_owned(),
        words: format!(
            "{}\n\n{}",
            tr!(l, "offers-paper-online", address = address),
            seller(offer)
        ),
    });
    Paper {
        locale: l,
        foot: format!("{title} · {}", offer.seller.name),
        title,
        author: offer.seller.name.clone(),
        blocks,
        numbered: |l, page, pages| tr!(l, "offers-paper-page", page = page, pages = pages),
    }
}

fn head(offer: &PublicOffer, pictures: &Pictures) -> Block {
    let contact = &offer.contact;
    let lines = [&contact.name, &contact.phone, &contact.email];
    Block::Head {
        logo: offer.logo.and_then(|logo| pictures.get(&logo).cloned()),
        name: offer.seller.name.clone(),
        lines: lines.into_iter().filter(|line| !line.is_empty()).cloned().collect(),
    }
}

/// Variants side by side, as on the page: the goods in which they differ, and what each comes to.
fn comparison(l: Locale, variants: &[PublicVariant]) -> Table {
    let goods = Column {
        title: tr!(l, "offers-col-goods").to_owned(),
        width: None,
        right: false,
    };
    let columns = variants.iter().map(|variant| Column {
        title: variant.name.clone(),
        width: Some(VARIANT_WIDTH),
        right: true,
    });
    let differing = differing(variants);
    let rows = differing.into_iter().map(|(name, cells)| {
        let figures = cells.into_iter().map(|line| match line {
            Some(line) => Cell {
                text: format::money(l, line.sum).to_string(),
                sub: format!("{}\u{a0}{}", format::quantity(l, line.quantity), line.unit),
                picture: None,
            },
            None => Cell::text("—"),
        });
        Row {
            cells: std::iter::once(Cell::text(name)).chain(figures).collect(),
            strong: false,
        }
    });
    let totals = variants.iter().map(|variant| format::money(l, variant.total));
    let totals = Row {
        cells: std::iter::once(tr!(l, "offers-total").to_owned())
            .chain(totals.map(|total| total.to_string()))
            .map(Cell::text)
            .collect(),
        strong: true,
    };
    Table {
        columns: std::iter::once(goods).chain(columns).collect(),
        rows: rows.chain([totals]).collect(),
    }
}

fn table(l: Locale, variant: &PublicVariant, pictures: &Pictures) -> Table {
    let shows = variant.lines.iter().any(|line| line.picture.is_some());
    let column = |title: &str, width: Option<f32>, right: bool| Column {
        title: title.to_owned(),
        width,
        right,
    };
    let mut columns = vec![column(tr!(l, "offers-paper-no"), Some(26.0), false)];
    if shows {
        columns.push(column("", Some(44.0), false));
    }
    columns.extend([
        column(tr!(l, "offers-col-goods"), None, false),
        column(tr!(l, "offers-col-quantity"), Some(72.0), true),
        column(tr!(l, "offers-public-price"), Some(88.0), true),
        column(tr!(l, "offers-col-sum"), Some(98.0), true),
    ]);
    let rows = variant.lines.iter().enumerate();
    Table {
        columns,
        rows: rows.map(|(at, line)| row(l, at, line, shows, pictures)).collect(),
    }
}

fn row(l: Locale, at: usize, line: &PublicLine, shows: bool, pictures: &Pictures) -> Row {
    let mut cells = vec![Cell::text((at + 1).to_string())];
    if shows {
        cells.push(Cell {
            picture: line.picture.and_then(|picture| pictures.get(&picture).cloned()),
            ..Cell::default()
        });
    }
    let subs = [line.article.as_str(), line.comment.as_str()];
    let subs: Vec<&str> = subs.into_iter().filter(|sub| !sub.is_empty()).collect();
    let before = line.before.filter(|before| before.minor > line.price.minor);
    cells.extend([
        Cell {
            text: line.name.clone(),
            sub: subs.join(" · "),
            picture: None,
        },
        Cell::text(format!("{}\u{a0}{}", format::quantity(l, line.quantity), line.unit)),
        Cell {
            text: format::money(l, line.price).to_string(),
            sub: before
                .map(|before| tr!(l, "offers-paper-before", rrp = before))
                .unwrap_or_default(),
            picture: None,
        },
        Cell::text(format::money(l, line.sum).to_string()),
    ]);
    Row { cells, strong: false }
}

fn sums(l: Locale, variant: &PublicVariant) -> Vec<String> {
    let mut sums = vec![format!(
        "{}: {}",
        tr!(l, "offers-total"),
        format::money(l, variant.total)
    )];
    sums.extend(vat_lines(l, variant));
    sums.push(spelled(l, variant.total));
    sums.extend(savings(l, variant));
    sums
}

fn seller(offer: &PublicOffer) -> String {
    let (l, seller) = (offer.locale, &offer.seller);
    let name = if seller.full_name.is_empty() {
        &seller.name
    } else {
        &seller.full_name
    };
    let rows = requisites(l, seller.country, &seller.requisites);
    let rows: Vec<String> = rows
        .into_iter()
        .map(|(name, value)| format!("{name}\u{a0}{value}"))
        .collect();
    format!("{name}\n{}", rows.join(", "))
}
