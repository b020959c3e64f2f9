//! The order of goods and what fits a filter, over rows of every kind.

use crate::modules::catalogue::StockShown;
use crate::modules::catalogue::grid::{Col, Filter, Sees, Typed};
use crate::modules::catalogue::read_models::{Figures, ProductRow};
use crate::platform::values::{Currency, Quantity, UnitPrice};

const ALL: Sees = Sees {
    price: true,
    margin: true,
};
const BLIND: Sees = Sees {
    price: false,
    margin: false,
};

fn row(name: &str, price: Option<i64>, rrp: Option<i64>, stock: StockShown) -> ProductRow {
    let unit = |roubles: i64| UnitPrice::new(roubles * 10_000, Currency::Rub);
    ProductRow {
        id: crate::platform::values::Id::derived("test", name),
        name: name.to_owned(),
        article: String::new(),
        facts: String::new(),
        picture: None,
        unit: String::new(),
        step: Quantity::ONE,
        barcode: String::new(),
        weight_g: None,
        sku: None,
        variants: 0,
        figures: Some(Figures {
            price: Some(price.map(unit)),
            rrp: rrp.map(unit),
            margin: None,
            stock,
        }),
        made_to_order: false,
    }
}

fn rows() -> Vec<ProductRow> {
    let there = |n: i64| StockShown::Exact(Quantity::whole(n));
    vec![
        row("b", Some(10), Some(40), there(3)),
        row("a", Some(20), Some(30), there(0)),
        row("d", None, Some(20), StockShown::Unknown),
        row("c", Some(10), None, there(5)),
        ProductRow {
            figures: None,
            made_to_order: true,
            ..row("e", None, None, StockShown::Unknown)
        },
    ]
}

fn typed(pairs: &str) -> Typed {
    serde_html_form::from_str(pairs).unwrap()
}

fn asked(pairs: &str, sees: Sees) -> String {
    let (filter, wrong) = Filter::read(&typed(pairs), sees);
    assert_eq!(wrong, []);
    let mut rows = rows();
    rows.retain(|row| filter.fits(row, sees));
    rows.sort_by(|a, b| filter.order(&filter.rank(a, sees), &filter.rank(b, sees)));
    rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn what_has_no_figure_stands_last_either_way() {
    for (pairs, sees, expected) in [
        ("", ALL, "abcde"),
        ("sort=-name", ALL, "edcba"),
        ("sort=price", ALL, "bcade"),
        ("sort=-price", ALL, "abcde"),
        ("sort=rrp", ALL, "dabce"),
        ("sort=-rrp", ALL, "badce"),
        ("sort=stock", ALL, "abcde"),
        ("sort=-stock", ALL, "cbade"),
        // The reader's own price isn't there to sort by: the recommended one is.
        ("sort=price", BLIND, "dabce"),
        ("sort=margin", BLIND, "abcde"),
        ("stock=in", ALL, "bc"),
        ("from=10&to=10", ALL, "bc"),
        ("from=10.01", ALL, "a"),
        ("to=30", BLIND, "ad"),
    ] {
        assert_eq!(asked(pairs, sees), expected, "{pairs}");
    }
}

#[test]
fn an_address_says_what_was_typed_and_nothing_that_could_not_be_read() {
    let (filter, _) = Filter::read(&typed("from=1 200,50&stock=in&sort=-stock"), ALL);
    let base = [("q", "тумба & co".to_owned()), ("terms", String::new())];
    let query = filter.query(&base, Some(&[Col::Rrp, Col::Stock]));
    assert_eq!(
        query,
        "q=%D1%82%D1%83%D0%BC%D0%B1%D0%B0%20%26%20co&stock=in&from=1200.50&sort=-stock&cols=rrp.stock"
    );
    let (again, wrong) = Filter::read(&typed(&query), ALL);
    assert_eq!((again, wrong.len()), (filter, 0));
    let (filter, wrong) = Filter::read(&typed("from=x&to=-1"), ALL);
    assert_eq!((filter.from, filter.to, wrong.len()), (None, None, 2));
    let (filter, wrong) = Filter::read(&typed("from=5&to=4"), ALL);
    assert_eq!(
        (filter.from, filter.to, wrong[0].field.as_str()),
        (Some(50_000), None, "to")
    );
}

#[test]
fn columns_are_those_asked_for_within_the_readers_rights() {
    let keys = |asked: &str, habit: &[&str], sees| -> Vec<&str> {
        let habit: Vec<String> = habit.iter().map(|key| (*key).to_owned()).collect();
        Col::chosen(asked, &habit, sees).into_iter().map(Col::key).collect()
    };
    assert_eq!(keys("", &[], ALL), ["price", "rrp", "margin", "stock"]);
    assert_eq!(keys("", &[], BLIND), ["rrp", "stock"]);
    assert_eq!(keys("price.stock", &["rrp"], BLIND), ["stock"]);
    assert_eq!(keys("price", &[], BLIND), ["rrp", "stock"], "nothing would be left");
    assert_eq!(keys("", &["rrp", "gone"], ALL), ["rrp"]);
}
