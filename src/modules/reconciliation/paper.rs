//! A reconciliation on paper, in the form that Russian accountants know: two halves, debit and credit, balances, turnovers,
//! in whose favour, a place to sign. A draft, and it says so.

use jiff::tz::TimeZone;

use super::model::{Act, Line, Opening, Party, Signed, State};
use super::pages::act::Marked;
use super::views::marks::line_words;
use super::views::{in_favour, side};
use crate::platform::i18n::format;
use crate::platform::pdf::{Block, Cell, Column, Paper, Row, Size, Table};
use crate::platform::values::{Locale, Money};
use crate::tr;

/// The most lines of a paper: some sixty pages. A longer one is a workbook alone.
pub const ROWS_MAX: u32 = 2_000;

/// Of a column of sums and of a day, in points.
const SUM: f32 = 78.0;
const DAY: f32 = 54.0;

/// Does the buyer's half show figures? What the buyer hasn't agreed with isn't the buyer's.
pub fn buyer_has_said(act: &Act) -> bool {
    act.agreed(Party::Dealer).is_some()
}

/// Does the buyer's half show turnovers and a closing balance? With lines of its own they would be others.
pub fn buyer_totals(act: &Act, marks: &[Marked]) -> bool {
    buyer_has_said(act) && !marks.iter().any(|marked| marked.mark.by.party == Party::Dealer)
}

/// A line as the buyer has it: debit and credit the other way round, and its own figures where it disagrees; `None` where
/// it has said nothing.
pub fn of_buyer(act: &Act, place: u32, line: &Line, marks: &[Marked]) -> Option<(i64, i64)> {
    let own = marks
        .iter()
        .map(|marked| &marked.mark)
        .find(|mark| mark.line == Some(place) && mark.by.party == Party::Dealer);
    match own {
        Some(mark) if mark.debit.is_some() || mark.credit.is_some() => {
            Some((mark.credit.unwrap_or(0), mark.debit.unwrap_or(0)))
        }
        // It disagrees and doesn't say what it has.
        Some(_) => None,
        None => buyer_has_said(act).then_some((line.credit, line.debit)),
    }
}

/// What the papers say under their title.
pub fn about(l: Locale, zone: &TimeZone, act: &Act) -> Vec<String> {
    let company = |party: Party| {
        let of = match party {
            Party::Maker => &act.seller,
            Party::Dealer => &act.buyer,
        };
        let name = side(l, act, party);
        match (of.tax_id.as_str(), of.kpp.as_str()) {
            ("", _) => name,
            (tax_id, "") => tr!(l, "reconciliation-company", name = name, inn = tax_id),
            (tax_id, kpp) => tr!(l, "reconciliation-company-kpp", name = name, inn = tax_id, kpp = kpp),
        }
    };
    let contract = match act.day {
        Some(day) => tr!(l, "documents-contract-of", number = act.number.as_str(), day = day),
        None => tr!(l, "documents-number", number = act.number.as_str()),
    };
    let mut lines = vec![
        tr!(
            l,
            "reconciliation-between",
            seller = company(Party::Maker),
            buyer = company(Party::Dealer)
        ),
        tr!(
            l,
            "reconciliation-by-contract",
            contract = contract,
            currency = act.currency.code()
        ),
        tr!(
            l,
            "reconciliation-1c-at",
            at = format::datetime(act.as_of, zone).as_str()
        ),
    ];
    if act.opening_by == Opening::WorkedOut {
        lines.push(tr!(l, "reconciliation-opening-worked").to_owned());
    }
    if let Some(by) = act.differs {
        lines.push(tr!(l, "reconciliation-differs-by", by = by));
    }
    lines
}

/// «На 30.09.2026 задолженность в пользу ООО … 1 234,56 ₽».
pub fn result(l: Locale, act: &Act) -> String {
    let sum = Money::new(act.closing.minor.checked_abs().unwrap_or(i64::MAX), act.currency);
    match in_favour(l, act, act.closing) {
        Some(whose) => tr!(l, "reconciliation-result", day = act.to, whose = whose, sum = sum),
        None => tr!(l, "reconciliation-result-none", day = act.to),
    }
}

/// What the two have said in the cabinet.
pub fn said(l: Locale, zone: &TimeZone, act: &Act) -> Vec<String> {
    let by = |by: &Signed| {
        tr!(
            l,
            "reconciliation-said-by",
            side = side(l, act, by.party),
            name = by.name.as_str(),
            at = format::datetime(by.at, zone).as_str()
        )
    };
    let words = [Party::Maker, Party::Dealer]
        .into_iter()
        .filter_map(|party| act.agreed(party));
    let mut said: Vec<String> = words.map(by).collect();
    match &act.state {
        _ if act.withdrawn => said.push(tr!(l, "reconciliation-is-withdrawn").to_owned()),
        State::Cancelled { .. } => said.push(tr!(l, "reconciliation-is-cancelled").to_owned()),
        State::Closed(_) => {}
        State::Open => said.push(tr!(l, "reconciliation-is-open").to_owned()),
    }
    said
}

/// A mark in one line: who, what, the own figure.
pub fn mark_words(l: Locale, zone: &TimeZone, act: &Act, marked: &Marked) -> Vec<String> {
    let mark = &marked.mark;
    let sum = |minor: i64| Money::new(minor, act.currency);
    let own = match (mark.debit, mark.credit) {
        (None, None) => String::new(),
        (debit, credit) => tr!(
            l,
            "reconciliation-own-figures",
            debit = sum(debit.unwrap_or(0)),
            credit = sum(credit.unwrap_or(0))
        ),
    };
    let name = format!(
        "{}, {}, {}",
        mark.by.name,
        side(l, act, mark.by.party),
        format::datetime(mark.by.at, zone)
    );
    let mut words = vec![line_words(l, marked), own, mark.comment.clone(), name];
    words.extend(
        mark.replies
            .iter()
            .map(|reply| format!("{}, {}: {}", reply.by.name, side(l, act, reply.by.party), reply.text)),
    );
    words.retain(|words| !words.is_empty());
    words
}

pub fn paper(l: Locale, zone: &TimeZone, act: &Act, lines: &[(u32, Line)], marks: &[Marked]) -> Paper {
    let title = tr!(l, "reconciliation-paper", from = act.from, to = act.to);
    let mut blocks = vec![Block::Title(title.clone())];
    let small = |text: String| Block::Text {
        text,
        size: Size::Small,
    };
    blocks.extend(about(l, zone, act).into_iter().map(|text| Block::Text {
        text,
        size: Size::Normal,
    }));
    blocks.push(small(tr!(l, "reconciliation-draft").to_owned()));
    blocks.push(Block::Table(table(l, act, lines, marks)));
    blocks.push(Block::Text {
        text: result(l, act),
        size: Size::Strong,
    });
    if !marks.is_empty() {
        blocks.push(Block::Heading(tr!(l, "reconciliation-marks").to_owned()));
        for (at, marked) in marks.iter().enumerate() {
            let words = mark_words(l, zone, act, marked).join("\n");
            blocks.push(small(format!("{}. {words}", at + 1)));
        }
    }
    blocks.extend(said(l, zone, act).into_iter().map(small));
    blocks.push(Block::Table(signatures(l, act)));
    Paper {
        locale: l,
        foot: title.clone(),
        title,
        author: side(l, act, Party::Maker),
        blocks,
        numbered: |l, page, pages| tr!(l, "offers-paper-page", page = page, pages = pages),
    }
}

fn table(l: Locale, act: &Act, lines: &[(u32, Line)], marks: &[Marked]) -> Table {
    let column = |title: String, width: Option<f32>, right: bool| Column { title, width, right };
    let by = |party: Party, what: &str| format!("{what}\n{}", side(l, act, party));
    let (debit, credit) = (tr!(l, "reconciliation-debit"), tr!(l, "reconciliation-credit"));
    let columns = vec![
        column(tr!(l, "reconciliation-col-day").to_owned(), Some(DAY), false),
        column(tr!(l, "settlements-op-number").to_owned(), None, false),
        column(by(Party::Maker, debit), Some(SUM), true),
        column(by(Party::Maker, credit), Some(SUM), true),
        column(by(Party::Dealer, debit), Some(SUM), true),
        column(by(Party::Dealer, credit), Some(SUM), true),
    ];
    let figure = |minor: i64| match minor {
        0 => String::new(),
        minor => format::amount(l, Money::new(minor, act.currency)).to_string(),
    };
    let (said, totals) = (buyer_has_said(act), buyer_totals(act, marks));
    let total = |words: &str, (debit, credit): (i64, i64), of_buyer: bool| {
        let buyers = if of_buyer {
            [figure(credit), figure(debit)]
        } else {
            Default::default()
        };
        let cells = [String::new(), words.to_owned(), figure(debit), figure(credit)];
        Row {
            cells: cells.into_iter().chain(buyers).map(Cell::text).collect(),
            strong: true,
        }
    };
    let [opening, closing] = [act.opening.minor, act.closing.minor].map(split);
    let mut rows = vec![total(tr!(l, "reconciliation-opening"), opening, said)];
    for (place, line) in lines {
        let buyers = of_buyer(act, *place, line, marks);
        let numbers: Vec<String> = (1..)
            .zip(marks)
            .filter(|(_, marked)| marked.mark.line == Some(*place))
            .map(|(number, _)| tr!(l, "reconciliation-see", n = number))
            .collect();
        let subs = [line.number.as_str(), &numbers.join(", ")];
        let subs: Vec<&str> = subs.into_iter().filter(|sub| !sub.is_empty()).collect();
        let [debit, credit] = match buyers {
            Some((debit, credit)) => [figure(debit), figure(credit)],
            None => Default::default(),
        };
        rows.push(Row {
            cells: vec![
                Cell::text(format::date(line.day).to_string()),
                Cell {
                    text: line.kind.clone(),
                    sub: subs.join(", "),
                    picture: None,
                },
                Cell::text(figure(line.debit)),
                Cell::text(figure(line.credit)),
                Cell::text(debit),
                Cell::text(credit),
            ],
            strong: false,
        });
    }
    rows.push(total(
        tr!(l, "reconciliation-turnovers"),
        (act.debit.minor, act.credit.minor),
        totals,
    ));
    rows.push(total(tr!(l, "reconciliation-closing"), closing, totals));
    Table { columns, rows }
}

/// A balance as debit and credit of the seller.
pub fn split(minor: i64) -> (i64, i64) {
    match minor {
        0.. => (minor, 0),
        _ => (0, minor.checked_neg().unwrap_or(i64::MAX)),
    }
}

fn signatures(l: Locale, act: &Act) -> Table {
    let column = |party| Column {
        title: tr!(l, "reconciliation-from-side", name = side(l, act, party)),
        width: (party == Party::Maker).then_some(250.0),
        right: false,
    };
    let sign = tr!(l, "reconciliation-sign");
    Table {
        columns: vec![column(Party::Maker), column(Party::Dealer)],
        rows: vec![Row {
            cells: vec![Cell::text(sign), Cell::text(sign)],
            strong: false,
        }],
    }
}
