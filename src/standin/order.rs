//! How 1C reads the orders of a site, and what makes it refuse them.

use serde::{Deserialize, Serialize};

use super::error::broken;
use super::xml::{self, Node};
use super::{Family, StandInError};

/// Ten-thousandths: 1C keeps sums with two decimals, prices with up to four.
pub type E4 = i64;

/// An order as it came from the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteOrder {
    pub id: String,
    /// The key by which 1C knows the order again (dossier 3.1).
    pub number: String,
    pub date: String,
    pub time: String,
    pub currency: String,
    pub sum: E4,
    pub comment: String,
    pub buyer: Buyer,
    pub lines: Vec<Line>,
    /// Is the tax inside the sum? `None` without a tax at the document.
    pub tax_included: Option<bool>,
    pub requisites: Vec<(String, String)>,
}

/// The first counterparty of a document: the only one that 1C reads (dossier 3.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    pub id: String,
    pub name: String,
    pub official_name: String,
    pub inn: String,
    pub kpp: String,
}

/// A line of goods.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: String,
    pub article: String,
    pub name: String,
    pub unit: String,
    pub price: E4,
    /// Ten-thousandths of the unit.
    pub quantity: E4,
    pub sum: E4,
    pub tax_rate: String,
    pub tax_sum: E4,
}

/// Reads the reply to `query`, or the file of orders in a folder.
pub fn read(family: Family, text: &str) -> Result<Vec<SiteOrder>, StandInError> {
    let root = xml::parse(text).map_err(|error| broken("1.6", "the orders are well-formed XML", error))?;
    if root.name != "КоммерческаяИнформация" {
        return Err(broken("3", "the root is КоммерческаяИнформация", &root.name));
    }
    // Dossier 3.1: a known namespace makes 1C validate by its own schema.
    if let Some(namespace) = root.attribute("xmlns").filter(|_| family == Family::A) {
        return Err(broken(
            "3.1",
            "the root of orders for client A names no namespace",
            namespace,
        ));
    }
    if let Some(empty) = root.first_empty() {
        return Err(broken("3.1", "no element is empty", &empty.name));
    }
    let documents: Vec<&Node> = match family {
        Family::A | Family::B => {
            if root.child("Контейнер").is_some() {
                return Err(broken(
                    "3",
                    "clients A and B read Документ right below the root",
                    "Контейнер",
                ));
            }
            root.all("Документ").collect()
        }
        Family::C => {
            if let Some(outside) = root.child("Документ") {
                let came = outside.text_of("Номер");
                return Err(broken("3", "client C ignores documents outside Контейнер", came));
            }
            root.all("Контейнер")
                .flat_map(|container| container.all("Документ"))
                .collect()
        }
    };
    let mut orders = Vec::new();
    for document in documents {
        let operation = document.text_of("ХозОперация");
        if operation == "Заказ товара" {
            orders.push(order(document)?);
        } else if family == Family::A {
            let rule = "one document that is not «Заказ товара» fails the whole load of client A";
            return Err(broken("3.1", rule, operation));
        }
    }
    check_buyers(&orders)?;
    Ok(orders)
}

fn order(node: &Node) -> Result<SiteOrder, StandInError> {
    let number = node.text_of("Номер");
    if number.is_empty() || number.chars().count() > 11 {
        return Err(broken(
            "3.1",
            "Номер is the key of an order and has 1 to 11 characters",
            number,
        ));
    }
    let currency = node.text_of("Валюта");
    if currency.is_empty() {
        return Err(broken("3.1", "an empty Валюта fails the whole load", number));
    }
    let (date, time) = (node.text_of("Дата"), node.text_of("Время"));
    if !has_shape(date, "dddd-dd-dd") {
        return Err(broken("3.1", "Дата has the form yyyy-MM-dd", date));
    }
    if !has_shape(time, "dd:dd:dd") {
        return Err(broken("3.1", "Время has the form HH:mm:ss, without a zone", time));
    }
    let buyer = node
        .child("Контрагенты")
        .and_then(|all| all.child("Контрагент"))
        .map(buyer);
    let Some(buyer) = buyer.filter(|buyer| !buyer.name.is_empty()) else {
        return Err(broken(
            "3.1",
            "the first Контрагент is the buyer and has a Наименование",
            number,
        ));
    };
    let goods = node.child("Товары");
    let lines = goods.into_iter().flat_map(|goods| goods.all("Товар")).map(line);
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    let tax = node
        .child("Налоги")
        .and_then(|taxes| taxes.all("Налог").find(|tax| tax.text_of("Наименование") == "НДС"));
    let tax_included = match tax.map(|tax| tax.text_of("УчтеноВСумме")) {
        None => None,
        Some("true") => Some(true),
        Some("false") => Some(false),
        Some(other) => return Err(broken("3.1", "УчтеноВСумме is true or false", other)),
    };
    if tax_included.is_none() && lines.iter().any(|line| line.tax_sum != 0) {
        let rule = "tax in the lines goes with a block Налоги/Налог named НДС at the document, else it is added on top";
        return Err(broken("3.1", rule, number));
    }
    let order = SiteOrder {
        id: node.text_of("Ид").to_owned(),
        number: number.to_owned(),
        date: date.to_owned(),
        time: time.to_owned(),
        currency: currency.to_owned(),
        sum: decimal(node, "Сумма")?,
        comment: node.text_of("Комментарий").to_owned(),
        buyer,
        lines,
        tax_included,
        requisites: requisites(node),
    };
    check_sum(&order)?;
    Ok(order)
}

fn buyer(node: &Node) -> Buyer {
    let text = |name| node.text_of(name).to_owned();
    Buyer {
        id: text("Ид"),
        name: text("Наименование"),
        official_name: text("ОфициальноеНаименование"),
        inn: text("ИНН"),
        kpp: text("КПП"),
    }
}

fn line(node: &Node) -> Result<Line, StandInError> {
    let id = node.text_of("Ид");
    if id.is_empty() {
        return Err(broken(
            "3.1",
            "a line of goods has an Ид, else 1C makes a new product",
            node.text_of("Наименование"),
        ));
    }
    let rate = node
        .child("СтавкиНалогов")
        .and_then(|rates| rates.child("СтавкаНалога"));
    let tax = node.child("Налоги").and_then(|taxes| taxes.child("Налог"));
    let unit = match node.child("БазоваяЕдиница") {
        Some(unit) if !unit.text.trim().is_empty() => unit.text.trim(),
        Some(unit) => unit.attribute("Код").unwrap_or_default().trim(),
        None => "",
    };
    Ok(Line {
        id: id.to_owned(),
        article: node.text_of("Артикул").to_owned(),
        name: node.text_of("Наименование").to_owned(),
        unit: unit.to_owned(),
        price: match node.child("ЦенаЗаЕдиницу") {
            Some(_) => decimal(node, "ЦенаЗаЕдиницу")?,
            None => decimal(node, "Цена")?,
        },
        quantity: decimal(node, "Количество")?,
        sum: decimal(node, "Сумма")?,
        tax_rate: rate.map_or("", |rate| rate.text_of("Ставка")).to_owned(),
        tax_sum: tax.map_or(Ok(0), |tax| match tax.child("Сумма") {
            Some(_) => decimal(tax, "Сумма"),
            None => Ok(0),
        })?,
    })
}

fn requisites(node: &Node) -> Vec<(String, String)> {
    let values = node
        .child("ЗначенияРеквизитов")
        .into_iter()
        .flat_map(|all| all.all("ЗначениеРеквизита"));
    let pair = |value: &Node| {
        (
            value.text_of("Наименование").to_owned(),
            value.text_of("Значение").to_owned(),
        )
    };
    values.map(pair).collect()
}

/// 1C sums the lines itself: a document whose sum is neither that of the lines nor that with the tax on top is wrong.
fn check_sum(order: &SiteOrder) -> Result<(), StandInError> {
    let lines: E4 = order.lines.iter().map(|line| line.sum).sum();
    let tax: E4 = order.lines.iter().map(|line| line.tax_sum).sum();
    if order.sum == lines || (order.tax_included == Some(false) && order.sum == lines + tax) {
        return Ok(());
    }
    let came = format!("{}: {} beside lines of {}", order.number, show(order.sum), show(lines));
    Err(broken("3.1", "Сумма of a document is that of its lines", came))
}

/// Different buyers have different ids (dossier 3.1), or 1C takes them for one.
fn check_buyers(orders: &[SiteOrder]) -> Result<(), StandInError> {
    let mut known = std::collections::HashMap::new();
    for order in orders.iter().filter(|order| !order.buyer.id.is_empty()) {
        let identity = (&order.buyer.inn, &order.buyer.kpp, &order.buyer.name);
        let earlier = known.entry(&order.buyer.id).or_insert(identity);
        if *earlier != identity {
            return Err(broken("3.1", "the Ид of Контрагент differs per buyer", &order.buyer.id));
        }
    }
    Ok(())
}

fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
            b'd' => byte.is_ascii_digit(),
            other => byte == other,
        })
}

/// A decimal with a dot and at most four decimals.
fn decimal(node: &Node, name: &str) -> Result<E4, StandInError> {
    let text = node.text_of(name);
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    let sound = !unsigned.is_empty() && digits(unsigned) && digits(part) && part.trim_end_matches('0').len() <= 4;
    let value = format!("{whole}{:0<4.4}", part).parse::<E4>();
    match value {
        Ok(value) if sound => Ok(value),
        _ => Err(broken(
            "3.1",
            "a number is written with a dot and without spaces",
            format!("{name}: {text}"),
        )),
    }
}

/// A number as 1C writes it: with a dot, without trailing zeros.
pub(super) fn show(value: E4) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.unsigned_abs();
    let part = format!("{:04}", value % 10_000);
    let part = part.trim_end_matches('0');
    let dot = if part.is_empty() { "" } else { "." };
    format!("{sign}{}{dot}{part}", value / 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: &str = "<КоммерческаяИнформация ВерсияСхемы=\"2.07\"><Документ><Ид>1</Ид><Номер>26-000042</Номер>\
        <Дата>2026-11-23</Дата><Время>12:00:01</Время><ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль>\
        <Валюта>RUB</Валюта><Сумма>200.50</Сумма><Контрагенты><Контрагент><Ид>b1</Ид>\
        <Наименование>ООО &quot;Ветер&quot; &amp; К</Наименование><ИНН>7700000000</ИНН></Контрагент></Контрагенты>\
        <Товары><Товар><Ид>p1#v1</Ид><Наименование>Стол</Наименование><ЦенаЗаЕдиницу>100.25</ЦенаЗаЕдиницу>\
        <Количество>2</Количество><Сумма>200.5</Сумма></Товар></Товары></Документ></КоммерческаяИнформация>";

    #[test]
    fn an_order_is_read_with_its_lines() {
        let orders = read(Family::A, ORDER).unwrap();
        assert_eq!(orders[0].number, "26-000042");
        assert_eq!(orders[0].buyer.name, "ООО \"Ветер\" & К");
        assert_eq!((orders[0].lines[0].price, orders[0].sum), (100_2500, 200_5000));
        assert!(read(Family::C, ORDER).is_err(), "client C reads containers alone");
    }

    #[test]
    fn what_1c_refuses_is_refused_with_the_rule() {
        let cases = [
            ("26-000042", "26-000042-11", "11 characters"),
            ("<Валюта>RUB</Валюта>", "", "Валюта"),
            ("Заказ товара", "Отпуск товара", "fails the whole load"),
            ("12:00:01", "12:00:01+03:00", "without a zone"),
            ("2026-11-23", "23.11.2026", "yyyy-MM-dd"),
            ("<ИНН>7700000000</ИНН>", "<ИНН/>", "no element is empty"),
            ("<Сумма>200.50</Сумма>", "<Сумма>200,50</Сумма>", "with a dot"),
            ("<Сумма>200.50</Сумма>", "<Сумма>200.51</Сумма>", "that of its lines"),
            (
                "ВерсияСхемы",
                "xmlns=\"urn:1C.ru:commerceml_2\" ВерсияСхемы",
                "no namespace",
            ),
            ("</КоммерческаяИнформация>", "", "well-formed"),
            ("<Ид>p1#v1</Ид>", "", "has an Ид"),
        ];
        for (from, to, rule) in cases {
            let error = read(Family::A, &ORDER.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.contains(rule), "{from} -> {to}: {error}");
        }
    }

    #[test]
    fn numbers_are_shown_without_trailing_zeros() {
        let cases = [(100_0000, "100"), (100_2500, "100.25"), (1, "0.0001"), (-5000, "-0.5")];
        for (value, text) in cases {
            assert_eq!(show(value), text);
        }
    }
}
