//! A reconciliation as a workbook: all its lines, a leaf at a time.

use jiff::tz::TimeZone;

use super::model::{Act, LEAF_ROWS, Party};
use super::pages::act::Marked;
use super::paper::{about, buyer_has_said, buyer_totals, mark_words, of_buyer, result, said, split};
use super::queries;
use super::views::side;
use crate::platform::error::Error;
use crate::platform::sheets::{Cell, Ledger};
use crate::platform::store::ReadTx;
use crate::platform::values::{Locale, Money};
use crate::tr;

pub fn workbook(l: Locale, zone: &TimeZone, tx: &ReadTx, act: &Act, marks: &[Marked]) -> Result<Ledger, Error> {
    let mut lines = vec![tr!(l, "reconciliation-paper", from = act.from, to = act.to)];
    lines.extend(about(l, zone, act));
    lines.push(tr!(l, "reconciliation-draft").to_owned());
    let (debit, credit) = (tr!(l, "reconciliation-debit"), tr!(l, "reconciliation-credit"));
    let by = |party: Party, what: &str| (format!("{what}, {}", side(l, act, party)), 20);
    let heads = [
        (tr!(l, "reconciliation-no").to_owned(), 8),
        (tr!(l, "reconciliation-col-day").to_owned(), 12),
        (tr!(l, "settlements-op-kind").to_owned(), 34),
        (tr!(l, "settlements-op-number").to_owned(), 20),
        by(Party::Maker, debit),
        by(Party::Maker, credit),
        by(Party::Dealer, debit),
        by(Party::Dealer, credit),
        (tr!(l, "reconciliation-marks").to_owned(), 48),
    ];
    let mut ledger = Ledger::new(tr!(l, "reconciliation-lines"), &lines, &heads).map_err(Error::internal)?;
    let figure = |minor: i64| match minor {
        0 => Cell::Empty,
        minor => Cell::Money(Money::new(minor, act.currency)),
    };
    let (has_said, totals) = (buyer_has_said(act), buyer_totals(act, marks));
    let total = |words: &str, (debit, credit): (i64, i64), of_buyer: bool| {
        let buyers = match of_buyer {
            true => [figure(credit), figure(debit)],
            false => [Cell::Empty, Cell::Empty],
        };
        let cells = [
            Cell::Empty,
            Cell::Empty,
            Cell::text(words),
            Cell::Empty,
            figure(debit),
            figure(credit),
        ];
        cells.into_iter().chain(buyers).collect::<Vec<Cell>>()
    };
    let write = |ledger: &mut Ledger, cells: &[Cell]| ledger.total(cells).map_err(Error::internal);
    write(
        &mut ledger,
        &total(tr!(l, "reconciliation-opening"), split(act.opening.minor), has_said),
    )?;
    let mut at = 0;
    while at < act.rows {
        for (place, line) in queries::lines(tx, act, at, LEAF_ROWS)? {
            let (debit, credit) = of_buyer(act, place, &line, marks).unwrap_or((0, 0));
            let of_line = marks.iter().filter(|marked| marked.mark.line == Some(place));
            // The line itself stands in the row.
            let words: Vec<String> = of_line
                .map(|marked| mark_words(l, zone, act, marked)[1..].join("\n"))
                .collect();
            let cells = [
                Cell::Whole(i64::from(place) + 1),
                Cell::Day(line.day),
                Cell::text(line.kind),
                Cell::text(line.number),
                figure(line.debit),
                figure(line.credit),
                figure(debit),
                figure(credit),
                Some(words.join("\n")).filter(|words| !words.is_empty()).into(),
            ];
            ledger.row(&cells).map_err(Error::internal)?;
        }
        at += LEAF_ROWS;
    }
    let turnovers = (act.debit.minor, act.credit.minor);
    write(
        &mut ledger,
        &total(tr!(l, "reconciliation-turnovers"), turnovers, totals),
    )?;
    write(
        &mut ledger,
        &total(tr!(l, "reconciliation-closing"), split(act.closing.minor), totals),
    )?;
    let line = |words: String| [Cell::Empty, Cell::Empty, Cell::text(words)];
    write(&mut ledger, &line(result(l, act)))?;
    for marked in marks.iter().filter(|marked| marked.mark.line.is_none()) {
        let words = mark_words(l, zone, act, marked).join("\n");
        ledger.row(&line(words)).map_err(Error::internal)?;
    }
    for words in said(l, zone, act) {
        ledger.row(&line(words)).map_err(Error::internal)?;
    }
    for party in [Party::Maker, Party::Dealer] {
        let words = tr!(l, "reconciliation-from-side", name = side(l, act, party));
        let sign = tr!(l, "reconciliation-sign");
        ledger.row(&line(format!("{words}: {sign}"))).map_err(Error::internal)?;
    }
    Ok(ledger)
}
