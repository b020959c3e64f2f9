//! 50,000 orders as a workbook, from the request to the last byte, beside a bare pass of the library that writes it over
//! the same cells; and the memory of the server that does it, which must not grow with the rows.

use std::time::Instant;

use anyhow::{Context, ensure};
use kabinet::modules::orders::OrderTotals;
use kabinet::platform::sheets;
use rust_xlsxwriter::{Format, Workbook};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::http::get;
use crate::load::once;
use crate::machine::memory_mib;
use crate::seed::House;
use crate::server::Server;
use crate::table::{Goal, Table, median};

const GROUP: &str = "export";
/// Lines over the table and under it: as of when, the filter, headings; totals.
const AROUND: usize = 10;
const COLUMNS: &str = "stage.buyer.created.planned.lines.weight.sum";

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let many = arguments.size(50_000, 5_000);
    let folder = arguments.folder("export")?;
    let data = folder.path().join("data");
    let house = House::build(&data, 500, 10)?;
    let order = house.order(&house.buyers[0].clone(), 3)?;
    house.orders_like(&order, many - 1)?;
    // The others have the same lines.
    let one = OrderTotals::of(&order.lines, order.currency).total.minor;
    let total = one * i64::try_from(many)?;
    let cookie = house.admin.cookie.clone();
    house.close()?;

    let server = Server::start(arguments, &data)?;
    server.settle()?;
    let idle = memory_mib(server.pid(), "VmHWM")?;
    let request = get(&format!("/orders/export.xlsx?stage=all&cols={COLUMNS}"), &cookie);
    let (mut ratios, mut exports, mut bares, mut bytes) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for number in 0..=arguments.size(3, 1) {
        let begun = Instant::now();
        let answer = once(server.address(), &request)?;
        let taken = begun.elapsed().as_secs_f64();
        ensure!(answer.status == 200, "the file answers {}", answer.status);
        let rows = checked(&answer.body, many, total)?;
        let begun = Instant::now();
        let written = bare(&rows)?;
        let pass = begun.elapsed().as_secs_f64();
        ensure!(written > 0, "the bare pass wrote nothing");
        // The first one warms up both.
        if number > 0 {
            ratios.push(taken / pass);
            exports.push(taken);
            bares.push(pass);
        }
        bytes = answer.body.len();
    }
    let peak = memory_mib(server.pid(), "VmHWM")?;
    server.stop()?;
    let details = format!(
        "{:.2} s against {:.2} s; {many} orders, {:.1} MB",
        median(exports),
        median(bares),
        bytes as f64 / 1e6
    );
    let name = format!("{many} orders to XLSX / bare pass");
    table.ratio(GROUP, &name, median(ratios), Goal::AtMost(4.0), details);
    let details = format!("most memory held by the server that wrote it; {idle:.0} MiB before");
    table.figure(GROUP, "memory", peak, "MiB", Goal::AtMost(192.0), details);
    Ok(())
}

/// The rows of the file, when every order is in it once and the sums are those that were put in.
fn checked(file: &[u8], many: usize, total: i64) -> Outcome<Vec<Vec<String>>> {
    let grid = sheets::read(file, many + AROUND).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let rows: Vec<Vec<String>> = grid.rows.into_iter().map(|(_, cells)| cells).collect();
    // Numbers are `20-000001`; no other row begins so.
    let is_order = |cells: &&Vec<String>| {
        let number = cells.first().and_then(|cell| cell.split_once('-'));
        number.is_some_and(|(year, rest)| {
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits(year) && digits(rest)
        })
    };
    let orders: Vec<&Vec<String>> = rows.iter().filter(is_order).collect();
    let mut numbers: Vec<&str> = orders.iter().map(|cells| cells[0].as_str()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    ensure!(
        numbers.len() == many && orders.len() == many,
        "{} of {many} orders are in the file, {} of them once",
        orders.len(),
        numbers.len()
    );
    // The sum and its currency are the last two columns.
    let sum_of = |cells: &Vec<String>| -> Outcome<i64> {
        let text = cells.iter().rev().nth(1).context("a row without a sum")?;
        kopecks(text).with_context(|| format!("{text} is no sum"))
    };
    let mut sum = 0;
    for cells in &orders {
        sum += sum_of(cells)?;
    }
    ensure!(sum == total, "the rows come to {sum} instead of {total} kopecks");
    let last = sum_of(rows.last().context("an empty file")?)?;
    ensure!(
        last == total,
        "the row of totals says {last} instead of {total} kopecks"
    );
    Ok(rows)
}

/// `1234.5` in kopecks.
fn kopecks(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: i64 = format!("{part:0<2}").get(..2)?.parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + part)
}

/// The same cells by the library alone, in the way that holds one row in memory.
fn bare(rows: &[Vec<String>]) -> Outcome<usize> {
    let mut book = Workbook::new();
    let (text, figure) = (
        Format::new().set_num_format("@"),
        Format::new().set_num_format("#,##0.00"),
    );
    let sheet = book.add_worksheet_with_constant_memory()?;
    for (row, cells) in (0_u32..).zip(rows) {
        for (at, cell) in (0_u16..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(value) => sheet.write_number_with_format(row, at, value, &figure)?,
                Err(_) => sheet.write_string_with_format(row, at, cell.as_str(), &text)?,
            };
        }
    }
    Ok(book.save_to_buffer()?.len())
}
