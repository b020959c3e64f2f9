//! Papers of the base for people: what they are called in the extension file, and their files.

use crate::platform::values::{Day, hex};

use super::base::{BaseOrder, Paper, Status};
use super::order::show;
use super::xml::Node;

/// Days that the base gives to pay an invoice.
const DAYS_TO_PAY: i64 = 14;

/// A paper as it is sent: its element, and the file with its place beside the extension file.
pub struct Sent {
    pub node: Node,
    pub place: String,
    pub bytes: Vec<u8>,
}

/// The invoice from the confirmation on, and the transfer document once the goods have left.
pub fn of(order: &BaseOrder) -> Vec<Sent> {
    let invoice = order.invoice.as_ref().map(|paper| sent(order, "invoice", paper));
    let upd = order.shipment.as_ref().map(|paper| sent(order, "upd", paper));
    invoice.into_iter().chain(upd).collect()
}

/// The day by which an invoice is to be paid.
pub fn due(invoice: &Paper) -> Option<Day> {
    use jiff::ToSpan;
    day(invoice).parse::<Day>().ok()?.checked_add(DAYS_TO_PAY.days()).ok()
}

/// The day of a paper, as the base writes it.
pub fn day(paper: &Paper) -> &str {
    paper.at.split('T').next().unwrap_or_default()
}

/// The contract's number, which the site names in a requisite.
pub fn contract(order: &BaseOrder) -> Option<&str> {
    let named = order.site.requisites.iter().find(|(name, _)| name == "Договор");
    named
        .map(|(_, number)| number.as_str())
        .filter(|number| !number.is_empty())
}

/// The buyer, as the site named it.
pub fn buyer(order: &BaseOrder) -> Node {
    let buyer = &order.site.buyer;
    let told = [
        ("id", &buyer.id),
        ("name", &buyer.name),
        ("inn", &buyer.inn),
        ("kpp", &buyer.kpp),
    ];
    let said = told.into_iter().filter(|(_, value)| !value.is_empty());
    said.fold(Node::new("Buyer"), |node, (name, value)| node.attr(name, value))
}

fn sent(order: &BaseOrder, kind: &str, paper: &Paper) -> Sent {
    // The number comes from the server, and becomes a name of a file.
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    let number: String = order.site.number.chars().map(plain).collect();
    let name = format!("{kind}-{number}.pdf");
    let bytes = pdf(&format!(
        "{kind} of order {number}, {}, {} {}",
        day(paper),
        show(order.site.sum),
        order.site.currency
    ));
    let sum = ring::digest::digest(&ring::digest::SHA256, &bytes);
    let mut node = Node::new("Document")
        .attr("id", &paper.id)
        .attr("kind", kind)
        .attr("number", &paper.number)
        .attr("day", day(paper))
        .attr("sum", show(order.site.sum))
        .attr("currency", &order.site.currency)
        .attr("order", &order.site.number);
    let vat: i64 = order.site.lines.iter().map(|line| line.tax_sum).sum();
    if vat != 0 {
        node = node.attr("vat", show(vat));
    }
    if let Some(contract) = contract(order) {
        node = node.attr("contract", contract);
    }
    if order.status == Status::Cancelled {
        node = node.attr("withdrawn", "true");
    }
    let file = Node::new("File")
        .attr("name", &name)
        .attr("size", bytes.len().to_string())
        .attr("sha256", hex(sum));
    Sent {
        node: node.with(buyer(order)).with(file),
        place: format!("kabinet_files/{name}"),
        bytes,
    }
}

/// A page with one line of Latin letters, the same for the same words.
fn pdf(words: &str) -> Vec<u8> {
    let words: String = words
        .chars()
        .filter(|letter| !matches!(letter, '(' | ')' | '\\'))
        .collect();
    let stream = format!("BT /F1 12 Tf 72 770 Td ({words}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut text = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", text.len()));
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let (count, start) = (objects.len() + 1, text.len());
    text.push_str(&format!(
        "xref\n0 {count}\n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ));
    text.into_bytes()
}
