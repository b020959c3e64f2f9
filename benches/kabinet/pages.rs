//! The order page beside a bare hello: plain, compressed as served, and revalidated.

use std::io::Read;

use anyhow::{Context, ensure};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::hello::{HELLO, Hello};
use crate::http::{find, get};
use crate::load::{Same, Side, once, round};
use crate::machine::cpu_seconds;
use crate::seed::House;
use crate::server::Server;
use crate::table::{Goal, Table, rate};

const GROUP: &str = "pages";
/// Connections that ask at the same time.
const CLIENTS: usize = 32;
/// Lines of the order.
const LINES: usize = 50;

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let folder = arguments.folder("pages")?;
    let house = House::build(&folder.path().join("data"), 500, 12)?;
    let buyer = house.buyers[0].clone();
    let order = house.order(&buyer, LINES)?;
    house.orders_like(&order, arguments.size(1_000, 100))?;
    house.close()?;

    let server = Server::start(arguments, &folder.path().join("data"))?;
    server.settle()?;
    let hello = Hello::start()?;
    let (address, path) = (server.address(), format!("/orders/{}", order.number));
    let cookie = &buyer.person.cookie;

    let plain_request = get(&path, cookie);
    let plain = once(address, &plain_request)?;
    ensure!(plain.status == 200, "{path} answers {}", plain.status);
    for line in &order.lines {
        let shown = find(&plain.body, line.article.as_bytes()).is_some();
        ensure!(shown, "{path} doesn't show {}", line.article);
    }
    let gzip_request = get(&path, &format!("{cookie}accept-encoding: gzip, deflate, br\r\n"));
    let gzip = once(address, &gzip_request)?;
    ensure!(
        gzip.encoding.as_deref() == Some("gzip"),
        "{path} came as {:?}",
        gzip.encoding
    );
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&*gzip.body).read_to_end(&mut unpacked)?;
    ensure!(unpacked == plain.body, "compressed, {path} is another page");
    let tag = plain.etag.with_context(|| format!("{path} has no ETag"))?;
    let revalidation = get(&path, &format!("{cookie}if-none-match: {tag}\r\n"));
    let not_modified = once(address, &revalidation)?;
    ensure!(
        not_modified.status == 304,
        "revalidated, {path} answers {}",
        not_modified.status
    );

    let mut hellos = Side::default();
    let mut sides: [(Side, f64); 3] = Default::default();
    let asked: [(&[u8], u16, &[u8]); 3] = [
        (&plain_request, 200, &plain.body),
        (&gzip_request, 200, &gzip.body),
        (&revalidation, 304, b""),
    ];
    let time = arguments.round();
    // The first round warms up.
    for number in 0..=arguments.rounds {
        let bare = get("/", "");
        let (hello_round, _) = round(&hello.address(), Same::clients(CLIENTS, &bare, 200, HELLO), time)?;
        if number > 0 {
            hellos.add(&hello_round);
        }
        for ((request, status, body), (side, cpu)) in asked.iter().zip(&mut sides) {
            let before = cpu_seconds(server.pid())?;
            let (page, _) = round(address, Same::clients(CLIENTS, request, *status, body), time)?;
            if number > 0 {
                *cpu += (cpu_seconds(server.pid())? - before) / page.answers as f64 / arguments.rounds as f64;
                side.add(&page);
            }
        }
    }
    let names = [
        (format!("order page of {LINES} lines / hello"), 0.12, plain.body.len()),
        ("the same compressed (gzip) / hello".to_owned(), 0.10, gzip.body.len()),
        ("the same revalidated (304) / hello".to_owned(), 0.3, 0),
    ];
    for ((side, cpu), (name, goal, bytes)) in sides.iter().zip(names) {
        let details = format!(
            "{} against {}; p50 {:.1} ms, p99 {:.1} ms; {:.0} µs of processor each; {:.1} KB",
            rate(side.rate()),
            rate(hellos.rate()),
            side.p50() / 1e3,
            side.p99() / 1e3,
            cpu * 1e6,
            bytes as f64 / 1e3
        );
        table.ratio(GROUP, &name, side.over(&hellos), Goal::AtLeast(goal), details);
    }
    server.stop()
}
