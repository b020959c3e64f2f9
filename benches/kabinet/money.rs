//! Pages of money beside a bare hello: the month of a dealer with 5,000 open invoices, and the settlement of a contract with
//! 100,000 operations.

use anyhow::ensure;
use kabinet::platform::i18n::format;
use kabinet::platform::values::{Currency, Locale, Money};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::hello::{HELLO, Hello};
use crate::http::{find, get};
use crate::load::{Same, Side, once, round};
use crate::seed::House;
use crate::server::Server;
use crate::table::{Goal, Table, rate};

const GROUP: &str = "money";
/// Connections that ask at the same time.
const CLIENTS: usize = 32;
const DUES: usize = 5_000;
/// All of them in one month.
const DAYS: usize = 28;

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let folder = arguments.folder(GROUP)?;
    let operations = arguments.size(100_000, 10_000);
    let house = House::build(&folder.path().join("data"), 500, 12)?;
    let (buyer, admin) = (house.buyers[0].clone(), house.admin.clone());
    // A month that is wholly to come: none of it is overdue on whatever day this runs.
    let first = house.today().last_of_month().tomorrow()?;
    let owed = house.owed(&buyer, operations, DUES, first, DAYS)?;
    house.close()?;

    let server = Server::start(arguments, &folder.path().join("data"))?;
    server.settle()?;
    let hello = Hello::start()?;
    let address = server.address();
    let month = format!("{:04}-{:02}", first.year(), first.month());
    let paths = [
        format!("/calendar?dealer={}&month={month}", buyer.dealer),
        format!("/settlements/{}", owed.settlement),
    ];
    // What was put in stands there: the month's sum, and the newest operation.
    let left = format::money(Locale::Ru, Money::new(owed.left, Currency::Rub)).to_string();
    let expected = [left, owed.newest.clone()];
    let mut asked = Vec::new();
    for (path, expected) in paths.iter().zip(&expected) {
        let request = get(path, &admin.cookie);
        let page = once(address, &request)?;
        ensure!(page.status == 200, "{path} answers {}", page.status);
        let shown = find(&page.body, expected.as_bytes()).is_some();
        ensure!(shown, "{path} doesn't show {expected}");
        asked.push((request, page.body));
    }
    let mut hellos = Side::default();
    let mut sides: [Side; 2] = Default::default();
    let time = arguments.round();
    // The first round warms up.
    for number in 0..=arguments.rounds {
        let bare = get("/", "");
        let (hello_round, _) = round(&hello.address(), Same::clients(CLIENTS, &bare, 200, HELLO), time)?;
        if number > 0 {
            hellos.add(&hello_round);
        }
        for ((request, body), side) in asked.iter().zip(&mut sides) {
            let (page, _) = round(address, Same::clients(CLIENTS, request, 200, body), time)?;
            if number > 0 {
                side.add(&page);
            }
        }
    }
    let names = [
        (format!("month of {DUES} open invoices / hello"), 0.01),
        (format!("settlement of {operations} operations / hello"), 0.1),
    ];
    for ((side, (name, goal)), (_, body)) in sides.iter().zip(names).zip(&asked) {
        let details = format!(
            "{} against {}; p50 {:.1} ms, p99 {:.1} ms; {:.1} KB",
            rate(side.rate()),
            rate(hellos.rate()),
            side.p50() / 1e3,
            side.p99() / 1e3,
            body.len() as f64 / 1e3
        );
        table.ratio(GROUP, &name, side.over(&hellos), Goal::AtLeast(goal), details);
    }
    server.stop()
}
