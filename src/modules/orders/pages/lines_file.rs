//! The lines of one order as a workbook: what the reader sees of them on the page of the order, in figures that add up.

use crate::modules::catalogue::PriceOffer;
use crate::modules::orders::read_models::{Parties, stage_name};
use crate::modules::orders::{Order, OrderLine, actions, stages, views};
use crate::platform::access::Sight;
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::sheets::{self, Cell, Ledger, SheetError};
use crate::platform::values::Locale;
use crate::platform::web::{Cx, Outcome};
use crate::tr;

pub async fn file(cx: Cx) -> Outcome {
    let (order, stage, about) = {
        let tx = cx.access.read()?;
        let stages = stages(&tx)?;
        let order = actions::by_number(&tx, cx.param("number")?)?;
        let order = stages.as_seen(&order, cx.access.is_staff());
        let stage = stage_name(cx.locale, &stages, &order.stage);
        let about = about(&cx, &order, &Parties::of(&tx, &order)?);
        (order, stage, about)
    };
    let (l, sight) = (cx.locale, cx.access.sight());
    let name = format!(
        "{}.xlsx",
        tr!(l, "orders-lines-file", number = order.number.to_string())
    );
    // Writing a workbook takes a while: others are not kept waiting.
    let made = tokio::task::spawn_blocking(move || written(l, sight, &order, &stage, &about));
    let bytes = made.await.map_err(Error::internal)?.map_err(Error::internal)?;
    cx.download(&name, sheets::XLSX, bytes)
}

/// What stands over the headings.
fn about(cx: &Cx, order: &Order, parties: &Parties) -> Vec<String> {
    let l = cx.locale;
    let sent = format::date(order.created.day_in(&cx.zone)).to_string();
    let mut about = vec![tr!(l, "orders-lines-of", number = order.number.to_string(), day = sent)];
    about.extend(Some(order.name.clone()).filter(|name| !name.is_empty()));
    if cx.access.is_staff() {
        about.push(parties.dealer.clone());
    }
    about.push(parties.buyer.clone());
    let at = format::datetime(cx.access.now(), &cx.zone);
    about.push(tr!(l, "lists-as-of", at = at.as_str()));
    about
}

/// The bytes of the file. Without the right to purchase prices there are no columns of money at all.
fn written(l: Locale, sight: Sight, order: &Order, stage: &str, about: &[String]) -> Result<Vec<u8>, SheetError> {
    let priced = sight.purchase_price;
    let mut heads: Vec<(String, u16)> = [
        (tr!(l, "orders-lines-place"), 6),
        (tr!(l, "orders-line-article"), 18),
        (tr!(l, "orders-line-name"), 44),
        (tr!(l, "orders-line-configuration"), 44),
        (tr!(l, "orders-line-comment"), 30),
        (tr!(l, "orders-line-quantity"), 12),
        (tr!(l, "orders-line-unit"), 10),
    ]
    .map(|(head, width)| (head.to_owned(), width))
    .to_vec();
    if priced {
        heads.extend(
            [
                (tr!(l, "orders-line-price"), 14),
                (tr!(l, "orders-line-sum"), 16),
                (tr!(l, "orders-line-vat-rate"), 12),
                (tr!(l, "orders-line-vat"), 16),
                (tr!(l, "orders-line-total"), 16),
                (tr!(l, "orders-field-currency"), 9),
            ]
            .map(|(head, width)| (head.to_owned(), width)),
        );
    }
    heads.extend(
        [
            (tr!(l, "orders-field-wished"), 14),
            (tr!(l, "orders-field-planned"), 14),
            (tr!(l, "orders-field-stage"), 22),
        ]
        .map(|(head, width)| (head.to_owned(), width)),
    );
    let mut ledger = Ledger::new(tr!(l, "orders-lines"), about, &heads)?;
    for (at, line) in order.lines.iter().enumerate() {
        ledger.row(&row(l, priced, order, stage, at, line))?;
    }
    let mut total = vec![Cell::text(tr!(l, "orders-total"))];
    total.resize(7, Cell::Empty);
    if priced {
        let of = &order.totals;
        total.extend([
            Cell::Empty,
            of.sum.into(),
            Cell::Empty,
            of.vat.into(),
            of.total.into(),
            Cell::text(order.currency.code()),
        ]);
    }
    ledger.total(&total)?;
    let mut bytes = std::io::Cursor::new(Vec::new());
    ledger.save(&mut bytes)?;
    Ok(bytes.into_inner())
}

fn row(l: Locale, priced: bool, order: &Order, stage: &str, at: usize, line: &OrderLine) -> Vec<Cell> {
    let made = line.configuration.as_ref().map(|settled| settled.told(l).line());
    let mut row = vec![
        Cell::Whole(i64::try_from(at + 1).unwrap_or(i64::MAX)),
        Cell::text(line.article.as_str()),
        Cell::text(line.name.as_str()),
        made.into(),
        Cell::text(line.comment.as_str()),
        line.quantity.into(),
        Cell::text(line.unit.as_str()),
    ];
    if priced {
        let offer = PriceOffer {
            price: line.price,
            factor: line.factor,
        };
        row.extend([
            offer.of_unit().into(),
            line.sum.into(),
            Cell::text(views::rate(l, line.vat_rate)),
            line.vat.into(),
            line.total.into(),
            Cell::text(line.total.currency.code()),
        ]);
    }
    row.extend([order.wish_of(line).into(), order.day_of(line).into(), Cell::text(stage)]);
    row
}
