//! What CommerceML can't say about an order, in Kabinet's own extension file (`docs/exchange.md`): a real base writes
//! it by an external data processor. Planned days go here.

use super::base::{BaseOrder, Status};
use super::xml::Node;

/// The file for these orders and its name; `None` when none of them has anything to say.
pub fn document(orders: &[&BaseOrder], tag: &str) -> Option<(String, String)> {
    let entries: Vec<Node> = orders.iter().filter_map(|order| entry(order)).collect();
    if entries.is_empty() {
        return None;
    }
    let all = entries.into_iter().fold(Node::new("Orders"), Node::with);
    let root = Node::new("KabinetExchange").attr("version", "1").with(all);
    Some((format!("kabinet___{tag}.xml"), root.document()))
}

fn entry(order: &BaseOrder) -> Option<Node> {
    let planned = order.planned.filter(|_| order.status == Status::Production)?;
    let node = Node::new("Order")
        .attr("number", &order.site.number)
        .attr("planned", planned.to_string());
    Some(node)
}
