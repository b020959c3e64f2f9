//! What CommerceML can't say about an order, in Kabinet's own extension file (`docs/exchange.md`): a real base writes
//! it by an external data processor. Planned dates, production status and track numbers go here.

use super::base::{BaseOrder, Status};
use super::xml::Node;

/// The file for these orders and its name; `None` when none of them has anything to say.
pub fn document(orders: &[&BaseOrder], tag: &str, formed: &str) -> Option<(String, String)> {
    let entries: Vec<Node> = orders.iter().filter_map(|order| entry(order)).collect();
    if entries.is_empty() {
        return None;
    }
    let root = Node::new("КабинетРасширение")
        .attr("Версия", "1")
        .attr("ДатаФормирования", formed);
    let all = entries.into_iter().fold(Node::new("Заказы"), Node::with);
    Some((format!("kabinet___{tag}.xml"), root.with(all).document()))
}

fn entry(order: &BaseOrder) -> Option<Node> {
    let track = order.shipment.as_ref().and_then(|paper| paper.track.clone());
    let production = order.status == Status::Production;
    if order.planned.is_none() && track.is_none() && !production {
        return None;
    }
    let planned = order.planned.map(|day| day.to_string()).unwrap_or_default();
    let node = Node::new("Заказ")
        .text("Номер", &order.site.number)
        .text("ПлановаяДата", planned)
        .text("ТрекНомер", track.unwrap_or_default());
    Some(node)
}
