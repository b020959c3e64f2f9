//! A batch that was worked out beside the writer comes to the same as one that the writer works out.

use jiff::tz::TimeZone;

use super::batch::{Ahead, Mark, apply_rows, rehearse_rows};
use super::events::ExchangeEvent;
use super::ops::{OfferOp, Op, ProductOp, Row};
use crate::modules::catalogue::{
    PRODUCT_BY_NAME, PRODUCTS_ON_SALE, PriceRow, PriceType, Product, Sku, SkuPrices, SkuStock, StockRow, Warehouse,
};
use crate::modules::exchange::Report;
use crate::modules::exchange::commerceml::Given;
use crate::modules::exchange::runs::{FileState, RunFile};
use crate::platform::access::Access;
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Reader, RedbEngine, Rehearser, Store};
use crate::platform::values::{Clock, Currency, Id, Moment, PageRequest, Quantity, UnitPrice};

const NOW: Moment = Moment::from_millis(1_790_000_000_000);

fn access(store: Store) -> Access {
    Access::system(
        &Services::new(store, Clock::standing_at(NOW), TimeZone::UTC),
        "exchange",
    )
}

fn mark() -> Mark {
    let run = Id::at(NOW, 1);
    Mark {
        run,
        origin: "UT".into(),
        file: RunFile {
            id: Id::at(NOW, 2),
            run,
            number: 0,
            name: "import0_1.xml".into(),
            bytes: 0,
            digest: String::new(),
            state: FileState::Applying,
            applied: 0,
            order: 1,
            path: String::new(),
            folder: String::new(),
            kept: String::new(),
            fault: None,
            report: Report::default(),
            at: NOW,
        },
    }
}

fn product(number: u32, name: &str) -> Row {
    let external = format!("p{number}");
    let op = ProductOp {
        id: Product::id_of(&external),
        external,
        version: String::new(),
        removed: None,
        article: Given::Value(format!("A-{number}")),
        barcode: Given::Absent,
        name: Given::Value(name.into()),
        unit: Given::Absent,
        pack: None,
        groups: None,
        description: Given::Absent,
        pictures: None,
        catalogue: "c".into(),
        properties: None,
        vat: Given::Absent,
        weight_g: None,
        volume: None,
        maker: Given::Absent,
        substitutes: None,
    };
    Row {
        line: number,
        op: Op::Product(Box::new(op)),
    }
}

fn offer(number: u32, variant: Option<&str>, price: i64) -> Row {
    let product = format!("p{number}");
    let external = variant.map_or_else(|| product.clone(), |variant| format!("{product}#{variant}"));
    let op = OfferOp {
        sku: Sku::id_of(&external),
        product: Product::id_of(&product),
        external,
        product_external: product,
        is_variant: variant.is_some(),
        removed: None,
        article: Given::Absent,
        barcode: Given::Absent,
        name: Given::Absent,
        characteristics: None,
        prices: Some(vec![PriceRow {
            price_type: PriceType::id_of("retail"),
            price: UnitPrice::new(price, Currency::Rub),
            factor: Quantity::ONE,
            unit: String::new(),
            minimum: Quantity::ZERO,
        }]),
        stock: Some(vec![StockRow {
            warehouse: Warehouse::id_of("main"),
            quantity: Quantity::from_thousandths(price),
        }]),
    };
    Row {
        line: number,
        op: Op::Offer(Box::new(op)),
    }
}

/// Products, some of them twice; offers of them, of one that is not known, and of variants; then new names and prices.
fn batches() -> Vec<Vec<Row>> {
    let names = |from: u32, to: u32, word: &str| (from..to).map(|n| product(n, &format!("{word} {n}"))).collect();
    let prices = |from: u32, to: u32, price: i64| -> Vec<Row> {
        (from..to)
            .flat_map(|n| [offer(n, None, price), offer(n, (n % 3 == 0).then_some("v"), price + 1)])
            .collect()
    };
    vec![
        names(0, 40, "Paint"),
        names(30, 60, "Varnish"),
        prices(0, 30, 100),
        prices(25, 65, 100),
        names(50, 70, "Primer"),
        prices(0, 70, 200),
        prices(0, 70, 200),
    ]
}

fn write(access: &Access, rows: Vec<Row>, mut ahead: Ahead) {
    access
        .as_import()
        .write_blocking(move |w| apply_rows(w, &rows, &mut ahead, &mark()).map(drop))
        .unwrap();
}

#[derive(Debug, PartialEq)]
struct Catalogue {
    products: Vec<Product>,
    by_name: Vec<Product>,
    on_sale: i64,
    skus: Vec<Sku>,
    prices: Vec<SkuPrices>,
    stock: Vec<SkuStock>,
}

fn catalogue(access: &Access) -> Catalogue {
    let tx = access.read().unwrap();
    let by_name = |on_sale: bool| {
        tx.scan(&PRODUCT_BY_NAME, &on_sale, &PageRequest::first(100))
            .unwrap()
            .items
    };
    Catalogue {
        products: tx.list(1_000).unwrap(),
        by_name: by_name(true).into_iter().chain(by_name(false)).collect(),
        on_sale: tx.count(PRODUCTS_ON_SALE, &()).unwrap(),
        skus: tx.list(1_000).unwrap(),
        prices: tx.list(1_000).unwrap(),
        stock: tx.list(1_000).unwrap(),
    }
}

#[test]
fn ahead_or_in_the_write_it_comes_to_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let redb = |name: &str| {
        let engine = RedbEngine::open(&folder.path().join(name), 16 << 20, |_| {}).unwrap();
        Store::start(engine, |error| panic!("{error}")).unwrap()
    };
    let plain = access(redb("plain.redb"));
    for rows in batches() {
        write(&plain, rows, Ahead::default());
    }
    let expected = catalogue(&plain);
    assert_eq!((expected.products.len(), expected.on_sale), (70, 70));

    // Some batches on their way at once, as between the threads of an import.
    let memory = Store::start(MemoryEngine::new(5), |error| panic!("{error}")).unwrap();
    for ahead in [access(redb("ahead.redb")), access(memory)] {
        let mut rehearser = Rehearser::new();
        let mut waiting = Vec::new();
        for rows in batches() {
            waiting.push((rehearse_rows(&ahead, &mut rehearser, &rows, mark().run), rows));
            if waiting.len() == 3 {
                let (worked, rows) = waiting.remove(0);
                write(&ahead, rows, worked);
            }
        }
        for (worked, rows) in waiting {
            write(&ahead, rows, worked);
        }
        assert_eq!(catalogue(&ahead), expected);
    }
}

#[test]
fn what_a_person_changed_meanwhile_stays() {
    for seed in 0..8 {
        let store = Store::start(MemoryEngine::new(seed), |error| panic!("{error}")).unwrap();
        let access = access(store);
        write(
            &access,
            vec![product(1, "Paint"), product(2, "Varnish")],
            Ahead::default(),
        );
        let mut rehearser = Rehearser::new();
        let run = mark().run;
        let (first, second) = (vec![product(1, "White paint")], vec![offer(1, Some("v"), 100)]);
        let ready = [
            rehearse_rows(&access, &mut rehearser, &first, run),
            rehearse_rows(&access, &mut rehearser, &second, run),
        ];
        let id = Product::id_of("p1");
        access
            .write_blocking(move |w| {
                let mut product = w.get::<Product>(&id)?.expect("it was written");
                product.hidden = true;
                let event = ExchangeEvent::Swept {
                    run,
                    products: vec![id],
                };
                w.save(&product, &event)
            })
            .unwrap();
        for (ahead, rows) in ready.into_iter().zip([first, second]) {
            write(&access, rows, ahead);
        }
        let product: Product = access.read().unwrap().get(&id).unwrap().unwrap();
        assert_eq!((product.name.as_str(), product.hidden), ("White paint", true));
        assert_eq!(access.read().unwrap().count(PRODUCTS_ON_SALE, &()).unwrap(), 1);
        assert_eq!(catalogue(&access).skus.len(), 1);
    }
}
