//! What CommerceML can't say about an order, in Kabinet's own extension file (`docs/exchange.md`): a real base writes
//! it by an external data processor. Planned days go here, papers with their files, and what is owed by contract.

use std::collections::BTreeSet;

use super::base::{Base, BaseOrder, Status, document_id};
use super::order::{E4, show};
use super::papers;
use super::xml::Node;

/// The file, and those that lie beside it, by their places.
pub struct Extension {
    pub name: String,
    pub text: String,
    pub files: Vec<(String, Vec<u8>)>,
}

/// What there is to say of these orders, as of `formed` (`yyyy-MM-ddTHH:mm:ss`); `None` when it is nothing.
pub fn document(base: &Base, orders: &[&BaseOrder], formed: &str, tag: &str) -> Option<Extension> {
    let planned: Vec<Node> = orders.iter().filter_map(|order| entry(order)).collect();
    let (mut documents, mut files) = (Vec::new(), Vec::new());
    for sent in orders.iter().flat_map(|order| papers::of(order)) {
        documents.push(sent.node);
        files.push((sent.place, sent.bytes));
    }
    let settlements = settlements(base, orders, formed);
    let lists = [
        ("Orders", planned),
        ("Documents", documents),
        ("Settlements", settlements),
    ];
    let said: Vec<Node> = (lists.into_iter())
        .filter(|(_, nodes)| !nodes.is_empty())
        .map(|(name, nodes)| nodes.into_iter().fold(Node::new(name), Node::with))
        .collect();
    if said.is_empty() {
        return None;
    }
    let root = Node::new("KabinetExchange").attr("version", "1");
    Some(Extension {
        name: format!("kabinet___{tag}.xml"),
        text: said.into_iter().fold(root, Node::with).document(),
        files,
    })
}

fn entry(order: &BaseOrder) -> Option<Node> {
    let planned = order.planned.filter(|_| order.status == Status::Production)?;
    let node = Node::new("Order")
        .attr("number", &order.site.number)
        .attr("planned", planned.to_string());
    Some(node)
}

/// A contract as the base knows it: by its number, its currency, and whose it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Contract<'o> {
    number: &'o str,
    currency: &'o str,
    inn: &'o str,
    buyer: &'o str,
}

impl<'o> Contract<'o> {
    /// Of an order that has been invoiced.
    fn of(order: &'o BaseOrder) -> Option<Contract<'o>> {
        order.invoice.as_ref()?;
        Some(Contract {
            number: papers::contract(order)?,
            currency: &order.site.currency,
            inn: &order.site.buyer.inn,
            buyer: &order.site.buyer.id,
        })
    }
}

/// The settlements of the contracts of these orders: whole lists, of all orders of the base.
fn settlements(base: &Base, orders: &[&BaseOrder], formed: &str) -> Vec<Node> {
    let contracts: BTreeSet<Contract<'_>> = orders.iter().filter_map(|order| Contract::of(order)).collect();
    let of = |contract: &Contract<'_>| {
        let all = base.orders.values();
        let own: Vec<&BaseOrder> = all
            .filter(|order| Contract::of(order).as_ref() == Some(contract))
            .collect();
        settlement(*contract, &own, formed)
    };
    contracts.iter().map(of).collect()
}

/// What has left is owed, what has come is paid. An invoice is due until it is paid.
fn settlement(contract: Contract<'_>, orders: &[&BaseOrder], formed: &str) -> Node {
    let mut operations: Vec<(&str, Node)> = Vec::new();
    let (mut closing, mut dues): (E4, Node) = (0, Node::new("Dues"));
    for order in orders {
        let sum = order.site.sum;
        if let Some(paper) = &order.shipment {
            closing += sum;
            operations.push((paper.at.as_str(), operation("Реализация", paper, "debit", sum)));
        }
        if let Some(paper) = &order.payment {
            closing -= sum;
            operations.push((paper.at.as_str(), operation("Оплата", paper, "credit", sum)));
        }
        let open = order.payment.is_none() && order.status != Status::Cancelled;
        if let Some((invoice, day)) = order
            .invoice
            .as_ref()
            .filter(|_| open)
            .and_then(|of| Some((of, papers::due(of)?)))
        {
            dues = dues.with(
                Node::new("Due")
                    .attr("document", &invoice.id)
                    .attr("number", &invoice.number)
                    .attr("order", &order.site.number)
                    .attr("day", day.to_string())
                    .attr("sum", show(sum)),
            );
        }
    }
    operations.sort_by_key(|(at, _)| *at);
    let from = operations.first().map_or(formed, |(at, _)| *at);
    let key = format!(
        "{} {} {} {}",
        contract.number, contract.currency, contract.inn, contract.buyer
    );
    let node = Node::new("Settlement")
        .attr("contract", document_id("contract", &key))
        .attr("number", contract.number)
        .attr("currency", contract.currency)
        .attr("asOf", formed)
        .attr("from", from.split('T').next().unwrap_or_default())
        .attr("opening", "0")
        .attr("closing", show(closing));
    let node = orders
        .first()
        .map_or(node.clone(), |order| node.with(papers::buyer(order)));
    operations
        .into_iter()
        .fold(node, |node, (_, operation)| node.with(operation))
        .with(dues)
}

fn operation(kind: &str, paper: &super::base::Paper, side: &str, sum: E4) -> Node {
    Node::new("Operation")
        .attr("day", papers::day(paper))
        .attr("kind", kind)
        .attr("document", &paper.id)
        .attr("number", &paper.number)
        .attr(side, show(sum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standin::order::{Buyer, SiteOrder};
    use crate::standin::{Step, xml};

    #[test]
    fn the_file_tells_papers_and_what_is_owed_and_says_a_cancelled_paper_off() {
        let day = jiff::civil::date(2026, 11, 23);
        let mut base = Base::default();
        for (number, sum) in [("26-000001", 50_5000), ("26-000002", 20_0000), ("../3", 7_0000)] {
            let order = SiteOrder {
                number: number.into(),
                sum,
                currency: "RUB".into(),
                buyer: Buyer {
                    inn: "7707083893".into(),
                    ..Buyer::default()
                },
                requisites: vec![("Договор".into(), "17-Д".into())],
                ..SiteOrder::default()
            };
            base.accept(order, day);
        }
        let told = |base: &Base| {
            let told = document(base, &base.changed(), "2026-11-23T12:00:00", "t").unwrap();
            (
                xml::parse(told.text.trim_start_matches('\u{feff}')).unwrap(),
                told.files,
            )
        };
        assert_eq!(base.process(Step::Confirm, day), 3);
        let (root, files) = told(&base);
        let of = |root: &Node, list: &str| root.child(list).unwrap().children.clone();
        let kinds = |root: &Node| -> Vec<String> {
            let kind = |node: &Node| node.attribute("kind").unwrap().to_owned();
            of(root, "Documents").iter().map(kind).collect()
        };
        assert_eq!(kinds(&root), ["invoice"; 3]);
        let places: Vec<&str> = files.iter().map(|(place, _)| place.as_str()).collect();
        let expected = ["invoice----3.pdf", "invoice-26-000001.pdf", "invoice-26-000002.pdf"];
        assert_eq!(places, expected.map(|name| format!("kabinet_files/{name}")));
        assert!(files.iter().all(|(_, bytes)| bytes.starts_with(b"%PDF-")));
        let settlement = of(&root, "Settlements").remove(0);
        assert_eq!(settlement.attribute("closing"), Some("0"));
        let dues: Vec<_> = settlement.child("Dues").unwrap().all("Due").cloned().collect();
        let days: Vec<_> = dues.iter().filter_map(|due| due.attribute("day")).collect();
        assert_eq!(days, ["2026-12-07"; 3]);

        // One leaves and isn't paid, one is paid and stays, one is cancelled.
        base.delivered();
        base.refuse("../3").unwrap();
        base.orders.get_mut("26-000002").unwrap().status = Status::Awaiting;
        base.process(Step::Ship, day);
        base.orders.get_mut("26-000002").unwrap().status = Status::Confirmed;
        base.orders.get_mut("26-000001").unwrap().status = Status::Awaiting;
        base.process(Step::Pay, day);
        let (root, _) = told(&base);
        assert_eq!(kinds(&root), ["invoice", "invoice", "upd", "invoice"]);
        let withdrawn: Vec<bool> = (of(&root, "Documents").iter())
            .map(|node| node.attribute("withdrawn") == Some("true"))
            .collect();
        assert_eq!(withdrawn, [true, false, false, false]);
        let settlement = of(&root, "Settlements").remove(0);
        // 50.50 have left, 20 are paid.
        assert_eq!(settlement.attribute("closing"), Some("30.5"));
        let operations: Vec<_> = settlement.all("Operation").collect();
        assert_eq!(operations[0].attribute("debit"), Some("50.5"));
        assert_eq!(operations[1].attribute("credit"), Some("20"));
        let dues: Vec<_> = settlement.child("Dues").unwrap().all("Due").collect();
        assert_eq!(dues.len(), 1);
        assert_eq!(dues[0].attribute("order"), Some("26-000001"));
    }
}
