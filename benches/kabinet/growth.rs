//! Pages must not cost more as data grows: the same pages over few and over many orders.

use anyhow::ensure;

use crate::Outcome;
use crate::arguments::{Arguments, Folder};
use crate::http::{find, get};
use crate::load::{Same, Side, once, round};
use crate::seed::House;
use crate::server::Server;
use crate::table::{Goal, Table, rate};

const GROUP: &str = "growth";
const CLIENTS: usize = 8;
/// So few that the page of a dealer's list is full at 1,000 orders too.
const DEALERS: usize = 10;

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let (few, many) = (1_000, arguments.size(200_000, 5_000));
    let small = Site::build(arguments, few)?;
    let large = Site::build(arguments, many)?;
    let pages = [
        ("order page", true, small.order.clone(), large.order.clone()),
        ("list of a dealer's orders", true, "/orders".into(), "/orders".into()),
        ("list of all orders", false, "/orders".into(), "/orders".into()),
    ];
    for (name, as_buyer, at_small, at_large) in pages {
        let asked = [small.page(as_buyer, &at_small)?, large.page(as_buyer, &at_large)?];
        let mut sides: [Side; 2] = Default::default();
        for number in 0..=arguments.rounds {
            for ((site, (request, body)), side) in [&small, &large].into_iter().zip(&asked).zip(&mut sides) {
                let clients = Same::clients(CLIENTS, request, 200, body);
                let (done, _) = round(site.server.address(), clients, arguments.round())?;
                if number > 0 {
                    side.add(&done);
                }
            }
        }
        let [few_side, many_side] = &sides;
        let details = format!(
            "{} at {few}, {} at {many} orders",
            rate(few_side.rate()),
            rate(many_side.rate())
        );
        let name = format!("{name}: cost at {many} / at {few} orders");
        table.ratio(GROUP, &name, few_side.over(many_side), Goal::AtMost(1.1), details);
    }
    large.server.stop()?;
    small.server.stop()
}

/// An installation with so many orders, served.
struct Site {
    server: Server,
    order: String,
    article: String,
    buyer: String,
    admin: String,
    #[allow(dead_code, reason = "its drop removes the data")]
    folder: Folder,
}

impl Site {
    fn build(arguments: &Arguments, orders: usize) -> Outcome<Site> {
        let folder = arguments.folder(&format!("growth-{orders}"))?;
        let data = folder.path().join("data");
        let house = House::build(&data, 500, DEALERS)?;
        let buyer = house.buyers[0].clone();
        let order = house.order(&buyer, 50)?;
        house.orders_like(&order, orders - 1)?;
        let admin = house.admin.cookie.clone();
        house.close()?;
        let server = Server::start(arguments, &data)?;
        server.settle()?;
        Ok(Site {
            server,
            order: format!("/orders/{}", order.number),
            article: order.lines[49].article.clone(),
            buyer: buyer.person.cookie.clone(),
            admin,
            folder,
        })
    }

    /// The request for a page and the answer that was looked at.
    fn page(&self, as_buyer: bool, path: &str) -> Outcome<(Vec<u8>, Vec<u8>)> {
        let cookie = if as_buyer { &self.buyer } else { &self.admin };
        let request = get(path, cookie);
        let answer = once(self.server.address(), &request)?;
        ensure!(answer.status == 200, "{path} answers {}", answer.status);
        let wanted = match path.strip_prefix("/orders/") {
            Some(_) => self.article.as_str(),
            // The newest order is the one that was made by hand; a list begins with it.
            None => self.order.as_str(),
        };
        ensure!(
            find(&answer.body, wanted.as_bytes()).is_some(),
            "{path} doesn't show {wanted}"
        );
        Ok((request, answer.body))
    }
}
