//! What the base writes back about its orders, in the shape of each family.

use super::Family;
use super::base::{BaseOrder, Paper, Status};
use super::order::{Line, show};
use super::xml::Node;

/// The file of changed orders, and the name under which the family sends it. `tag` makes the name unique.
pub fn documents(family: Family, orders: &[&BaseOrder], tag: &str, formed: &str) -> (String, String) {
    let (schema, namespace) = match family {
        Family::A => ("2.07", "urn:1C.ru:commerceml_2"),
        Family::B => ("2.09", "urn:1C.ru:commerceml_2"),
        Family::C => ("3.1", "urn:1C.ru:commerceml_3"),
    };
    let mut root = Node::new("КоммерческаяИнформация")
        .attr("xmlns", namespace)
        .attr("xmlns:xs", "http://www.w3.org/2001/XMLSchema")
        .attr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .attr("ВерсияСхемы", schema)
        .attr("ДатаФормирования", formed);
    for order in orders {
        root = match family {
            Family::A => root.with(document_a(order)),
            Family::B => root.with(document_b(order)),
            Family::C => root.with(container(order)),
        };
    }
    let name = match family {
        // Dossier 1.6 and 2.
        Family::A | Family::B => format!("orders-{tag}_1.xml"),
        Family::C => format!("documents___{tag}.xml"),
    };
    (name, root.document())
}

/// A: the number, date and time are those of the site; what 1C knows is in requisites, and those that are false are
/// left out (dossier 3.2). The status and the track number are additional attributes, which a base sends as requisites
/// when it is set up so (docs/exchange.md asks for it).
fn document_a(order: &BaseOrder) -> Node {
    let mut values = vec![
        ("Номер по 1С", order.number.clone()),
        ("Дата по 1С", order.day.to_string()),
    ];
    if is_posted(order.status) {
        values.push(("Проведен", "true".into()));
    }
    values.extend(paper_values(order));
    if order.status == Status::Cancelled {
        values.push(("Отменен", "true".into()));
    }
    values.push(("Статус заказа", status_words(order.status).1.to_owned()));
    values.extend(order.shipment.as_ref().and_then(track_value));
    let node = Node::new("Документ")
        .text("Ид", &order.id)
        .text("Номер", &order.site.number);
    let node = head(node, order).with(goods(order, "ЦенаЗаЕдиницу"));
    node.with(requisites(&values))
}

/// B, and the order itself for C: versions, marks and the 1C number are elements; the status is a requisite
/// (dossier 3.2).
fn document_new(order: &BaseOrder) -> Node {
    let (code, text) = status_words(order.status);
    let mut values = vec![("Проведен", is_posted(order.status).to_string())];
    values.extend(paper_values(order));
    values.push(("Отменен", (order.status == Status::Cancelled).to_string()));
    values.push(("Статус заказа", text.to_owned()));
    values.push(("Статуса заказа ИД", code.to_owned()));
    let node = Node::new("Документ")
        .text("Ид", &order.site.id)
        .text("НомерВерсии", version(order.version))
        .text("ПометкаУдаления", "false")
        .text("Номер", &order.site.number)
        .text("Номер1С", &order.number)
        .text("Дата1С", order.day.to_string());
    head(node, order).with(requisites(&values)).with(goods(order, "Цена"))
}

/// B nests payments and shipments in the order (dossier 3.2).
fn document_b(order: &BaseOrder) -> Node {
    let node = document_new(order);
    let papers = subordinates(order);
    if papers.is_empty() {
        return node;
    }
    let nested = papers.into_iter().fold(
        Node::new("ПодчиненныеДокументы"),
        |all, mut paper| {
            paper.name = "ПодчиненныйДокумент".into();
            all.with(paper)
        },
    );
    node.with(nested)
}

/// C puts all documents of one order into one container (dossier 3).
fn container(order: &BaseOrder) -> Node {
    let container = Node::new("Контейнер").with(document_new(order));
    subordinates(order).into_iter().fold(container, Node::with)
}

fn subordinates(order: &BaseOrder) -> Vec<Node> {
    let payment = order.payment.as_ref().map(|paper| {
        let values = [
            ("Номер оплаты по 1С", paper.number.clone()),
            ("Дата оплаты по 1С", paper.at.clone()),
            ("Проведен", "true".into()),
        ];
        subordinate(order, paper, "Выплата безналичных денег").with(requisites(&values))
    });
    let shipment = order.shipment.as_ref().map(|paper| {
        let mut values = vec![
            ("Номер отгрузки по 1С", paper.number.clone()),
            ("Дата отгрузки по 1С", paper.at.clone()),
            ("Проведен", "true".into()),
        ];
        values.extend(track_value(paper));
        let node = subordinate(order, paper, "Отпуск товара");
        node.with(goods(order, "Цена")).with(requisites(&values))
    });
    payment.into_iter().chain(shipment).collect()
}

fn subordinate(order: &BaseOrder, paper: &Paper, operation: &str) -> Node {
    let (date, time) = paper.at.split_once('T').unwrap_or((&paper.at, ""));
    Node::new("Документ")
        .text("Ид", &paper.id)
        .text("НомерВерсии", version(order.version))
        .text("ПометкаУдаления", "false")
        .text("Номер", &paper.number)
        .text("Номер1С", &paper.number)
        .text("Дата", date)
        .text("Дата1С", date)
        .text("Время", time)
        .text("ХозОперация", operation)
        .text("Основание", &order.site.id)
        .text("Валюта", &order.site.currency)
        .text("Курс", "1")
        .text("Сумма", show(order.site.sum))
        .text("Роль", "Продавец")
}

fn head(node: Node, order: &BaseOrder) -> Node {
    let site = &order.site;
    let buyer = Node::new("Контрагент")
        .text("Ид", &site.buyer.id)
        .text("Наименование", &site.buyer.name)
        .text("ОфициальноеНаименование", &site.buyer.official_name)
        .text("ИНН", &site.buyer.inn)
        .text("КПП", &site.buyer.kpp)
        .text("Роль", "Покупатель");
    let mut node = node
        .text("Дата", &site.date)
        .text("Время", &site.time)
        .text("ХозОперация", "Заказ товара")
        .text("Роль", "Продавец")
        .text("Валюта", &site.currency)
        .text("Курс", "1")
        .text("Сумма", show(site.sum))
        .with(Node::new("Контрагенты").with(buyer))
        .text("Комментарий", &site.comment);
    if let Some(included) = site.tax_included {
        let sum = site.lines.iter().map(|line| line.tax_sum).sum();
        node = node.with(Node::new("Налоги").with(tax(included, sum, "")));
    }
    node
}

fn goods(order: &BaseOrder, price: &str) -> Node {
    let lines = order
        .site
        .lines
        .iter()
        .map(|line| item(line, price, order.site.tax_included));
    lines.fold(Node::new("Товары"), Node::with)
}

fn item(line: &Line, price: &str, included: Option<bool>) -> Node {
    let mut node = Node::new("Товар")
        .text("Ид", &line.id)
        .text("Артикул", &line.article)
        .text("Наименование", &line.name);
    if price == "ЦенаЗаЕдиницу" {
        // A writes the unit with padded code and attributes (dossier 3).
        let unit = Node::new("БазоваяЕдиница")
            .attr("Код", "796 ")
            .attr("НаименованиеПолное", "Штука");
        node = node.with(Node {
            text: line.unit.clone(),
            ..unit
        });
    } else {
        let unit = Node::new("Единица")
            .text("Ид", "796 ")
            .text("НаименованиеКраткое", &line.unit)
            .text("Код", "796 ");
        node = node.with(unit);
    }
    node = node
        .text("Коэффициент", "1")
        .text("Количество", show(line.quantity))
        .text(price, show(line.price))
        .text("Сумма", show(line.sum));
    if !line.tax_rate.is_empty() {
        let rate = Node::new("СтавкаНалога")
            .text("Наименование", "НДС")
            .text("Ставка", &line.tax_rate);
        node = node.with(Node::new("СтавкиНалогов").with(rate));
        if let Some(included) = included {
            node = node.with(Node::new("Налоги").with(tax(included, line.tax_sum, &line.tax_rate)));
        }
    }
    node
}

/// An empty `Сумма` inside a tax is normal (dossier 3.2): written so where there is none.
fn tax(included: bool, sum: i64, rate: &str) -> Node {
    let sum = Node {
        text: if sum == 0 { String::new() } else { show(sum) },
        ..Node::new("Сумма")
    };
    Node::new("Налог")
        .text("Наименование", "НДС")
        .text("УчтеноВСумме", included.to_string())
        .with(sum)
        .text("Ставка", rate)
}

fn paper_values(order: &BaseOrder) -> Vec<(&'static str, String)> {
    let mut values = Vec::new();
    if let Some(paper) = &order.payment {
        values.push(("Номер оплаты по 1С", paper.number.clone()));
        values.push(("Дата оплаты по 1С", paper.at.clone()));
    }
    if let Some(paper) = &order.shipment {
        values.push(("Номер отгрузки по 1С", paper.number.clone()));
        values.push(("Дата отгрузки по 1С", paper.at.clone()));
    }
    values
}

fn requisites(values: &[(&str, String)]) -> Node {
    values.iter().fold(
        Node::new("ЗначенияРеквизитов"),
        |all, (name, value)| {
            all.with(
                Node::new("ЗначениеРеквизита")
                    .text("Наименование", name)
                    .text("Значение", value),
            )
        },
    )
}

fn track_value(paper: &Paper) -> Option<(&'static str, String)> {
    paper.track.clone().map(|track| ("Трек-номер", track))
}

/// The code and the text of a status, as a base has them that was set up for a shop.
fn status_words(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Awaiting => ("N", "Ожидается согласование"),
        Status::Confirmed => ("P", "Подтвержден"),
        Status::Production => ("M", "В производстве"),
        Status::Shipped => ("D", "Отгружен"),
        Status::Cancelled => ("C", "Отменен"),
    }
}

fn is_posted(status: Status) -> bool {
    matches!(status, Status::Confirmed | Status::Production | Status::Shipped)
}

/// The opaque version of a record (dossier 3.4): base64 of eight bytes that change with every write.
fn version(number: u64) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = u128::from(number) << 2;
    let digit = |place: u32| char::from(DIGITS[(bits >> (6 * place)) as usize & 63]);
    let mut text: String = (0..11).rev().map(digit).collect();
    text.push('=');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standin::base::Base;
    use crate::standin::order::SiteOrder;
    use crate::standin::{Step, xml};

    fn base() -> Base {
        let line = Line {
            id: "p#v".into(),
            name: "Стол".into(),
            sum: 50_0000,
            quantity: 1_0000,
            ..Line::default()
        };
        let order = SiteOrder {
            id: "site-1".into(),
            number: "26-000001".into(),
            sum: 50_0000,
            currency: "RUB".into(),
            lines: vec![line],
            ..SiteOrder::default()
        };
        let day = jiff::civil::date(2026, 11, 23);
        let mut base = Base::default();
        base.accept(order, day);
        for step in [Step::Confirm, Step::Produce, Step::Pay, Step::Ship] {
            assert_eq!(base.process(step, day), 1);
        }
        base
    }

    #[test]
    fn each_family_answers_in_its_own_shape() {
        let base = base();
        let read = |family| {
            let (name, text) = documents(family, &base.changed(), "t", "2026-11-23T10:00:00");
            (name, xml::parse(text.trim_start_matches('\u{feff}')).unwrap())
        };
        let (name, root) = read(Family::A);
        assert_eq!(name, "orders-t_1.xml");
        let document = root.child("Документ").unwrap();
        assert_eq!(document.text_of("Номер"), "26-000001");
        assert_ne!(document.text_of("Ид"), "site-1");
        let (_, root) = read(Family::B);
        let nested = root.child("Документ").unwrap().child("ПодчиненныеДокументы").unwrap();
        assert_eq!(nested.children.len(), 2);
        let (name, root) = read(Family::C);
        assert_eq!(name, "documents___t.xml");
        let container = root.child("Контейнер").unwrap();
        let operations: Vec<&str> = container
            .children
            .iter()
            .map(|paper| paper.text_of("ХозОперация"))
            .collect();
        assert_eq!(
            operations,
            ["Заказ товара", "Выплата безналичных денег", "Отпуск товара"]
        );
        assert_eq!(container.children[0].text_of("Номер1С"), "ТДКБ-000001");
    }

    #[test]
    fn versions_are_base64_of_eight_bytes() {
        // As in real files: AAAAAAAAAAE= is 1.
        assert_eq!(version(1), "AAAAAAAAAAE=");
        assert_eq!(version(2), "AAAAAAAAAAI=");
    }
}
