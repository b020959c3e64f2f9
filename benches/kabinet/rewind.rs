//! An order of 500 versions rewound, beside one of 5: the page must not cost more for all that lies between.

use anyhow::ensure;

use crate::Outcome;
use crate::arguments::Arguments;
use crate::http::{find, get};
use crate::load::{Same, Side, once, round};
use crate::seed::House;
use crate::server::Server;
use crate::table::{Goal, Table, rate};

const GROUP: &str = "rewind";
const CLIENTS: usize = 8;
const LINES: usize = 20;
const FEW: u32 = 5;

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let many = u32::try_from(arguments.size(500, 60))?;
    let folder = arguments.folder("rewind")?;
    let house = House::build(&folder.path().join("data"), 500, 2)?;
    let buyers = [house.buyers[0].clone(), house.buyers[1].clone()];
    let mut asked = Vec::new();
    for (buyer, versions) in buyers.iter().zip([FEW, many]) {
        let order = house.order(buyer, LINES)?;
        house.changed(&order, versions)?;
        // The middle, compared with the version before it.
        let path = format!("/orders/{}/rewind?at={}", order.number, versions / 2 + 1);
        asked.push((
            path,
            buyer.person.cookie.clone(),
            order.lines[LINES - 1].article.clone(),
        ));
    }
    house.close()?;
    let server = Server::start(arguments, &folder.path().join("data"))?;
    server.settle()?;
    let mut requests = Vec::new();
    for (path, cookie, article) in &asked {
        let request = get(path, cookie);
        // The first answer makes the index of the order's versions, which lasts while the server runs.
        let answer = once(server.address(), &request)?;
        ensure!(answer.status == 200, "{path} answers {}", answer.status);
        let shown = find(&answer.body, article.as_bytes()).is_some();
        ensure!(shown, "{path} doesn't show {article}");
        requests.push((request, answer.body));
    }
    let mut sides: [Side; 2] = Default::default();
    for number in 0..=arguments.rounds {
        for ((request, body), side) in requests.iter().zip(&mut sides) {
            let clients = Same::clients(CLIENTS, request, 200, body);
            let (done, _) = round(server.address(), clients, arguments.round())?;
            if number > 0 {
                side.add(&done);
            }
        }
    }
    let [few_side, many_side] = &sides;
    let details = format!(
        "{} at {FEW}, {} at {many} versions; {:.1} and {:.1} KB",
        rate(few_side.rate()),
        rate(many_side.rate()),
        requests[0].1.len() as f64 / 1e3,
        requests[1].1.len() as f64 / 1e3
    );
    let name = format!("an order rewound: cost at {many} / at {FEW} versions");
    table.ratio(GROUP, &name, few_side.over(many_side), Goal::AtMost(1.5), details);
    server.stop()
}
