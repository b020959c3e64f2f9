//! Files over the in-memory engine, through the same desk that the doors use.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::*;
use crate::modules::catalogue::{
    Group, PriceType, Prices, Product, Sku, SkuPrices, SkuStock, Warehouse, WarehouseId, queries,
};
use crate::modules::dealers::{Country, LegalEntity, Requisites};
use crate::modules::exchange::connections::{Connection, ConnectionMark};
use crate::modules::exchange::desk::{Desk, Imported, Incoming, Origin, Progress, RunId};
use crate::modules::exchange::{Fault, Kind};
use crate::modules::orders::{About, Order, OrderEvent};
use crate::platform::access::{Access, Membership, Role};
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Reader, Record, Store};
use crate::platform::values::{Clock, Currency, DealerId, Id, Moment, Quantity};

struct NoPictures;

impl PictureKeeper for NoPictures {
    fn keep(&self, _: &Path, path: &str) -> Option<String> {
        path.ends_with("_a.jpg").then(|| "a".repeat(64))
    }
}

pub(super) struct Desktop {
    pub services: Arc<Services>,
    pub house: House,
    pub connection: Connection,
    folder: tempfile::TempDir,
}

pub(super) const NOW: Moment = Moment::from_millis(1_790_000_000_000);

pub(super) fn desktop() -> Desktop {
    let store = Store::start(MemoryEngine::new(17), |error| panic!("{error}")).unwrap();
    let services = Services::new(store, Clock::standing_at(NOW), TimeZone::UTC);
    let access = Access::system(&services, "test");
    let book = Prices::read(&access.read().unwrap()).unwrap();
    services.provide(Arc::new(Prices::new(book)));
    let folder = tempfile::tempdir().unwrap();
    Desktop {
        house: House::new(&services, folder.path(), Arc::new(NoPictures)),
        connection: Connection::new(Id::<ConnectionMark>::derived("connection", "1"), "UT", NOW),
        services,
        folder,
    }
}

impl Desktop {
    pub fn access(&self) -> Access {
        Access::system(&self.services, "test")
    }

    pub fn get<R: Record>(&self, key: &R::Key) -> Option<R> {
        self.access().read().unwrap().get(key).unwrap()
    }

    /// An order as a buyer's submission leaves it.
    pub fn submit(&self, order: Order) {
        let member = Membership {
            id: Id::derived("member", "buyer"),
            account: Id::derived("account", "buyer"),
            company: Some(order.dealer),
            role: Role::Buyer,
            own_role: None,
            extra: Default::default(),
            stands_in: Vec::new(),
            company_name: "Север".into(),
            name: "Анна".into(),
            dealers: Vec::new(),
            phone: None,
            disabled: false,
            created: NOW,
        };
        let event = OrderEvent::Submitted {
            of: About::of(&order),
            lines: order.lines.len(),
        };
        Access::of_member(&self.services, &member, "test")
            .unwrap()
            .write_blocking(move |w| w.save(&order, &event))
            .unwrap();
    }

    /// The exchange folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self) -> RunId {
        self.house.open(&self.connection, Origin::Folder).unwrap()
    }

    fn import(&self, run: RunId, path: &Path) -> Imported {
        let incoming = Incoming {
            name: path.file_name().unwrap().to_str().unwrap(),
            path,
            folder: path.parent().unwrap(),
        };
        self.house
            .import(&self.connection, run, incoming, &Progress::default())
            .unwrap()
    }

    /// Imports a text in a run of its own.
    pub fn take(&self, name: &str, text: &str) -> Imported {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        let run = self.run();
        let imported = self.import(run, &path);
        self.house.close(&self.connection, run).unwrap();
        imported
    }

    pub fn fixture(&self, name: &str) -> Imported {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data/exchange")
            .join(name);
        let run = self.run();
        let imported = self.import(run, &path);
        self.house.close(&self.connection, run).unwrap();
        imported
    }
}

pub(super) fn within(inner: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><КоммерческаяИнформация>{inner}</КоммерческаяИнформация>")
}

fn stock(product: &str, quantity: &str) -> String {
    within(&format!(
        "<ПакетПредложений><Предложения><Предложение><Ид>{product}</Ид><Остатки><Остаток>{quantity}</Остаток></Остатки></Предложение></Предложения></ПакетПредложений>"
    ))
}

#[test]
fn a_catalogue_is_applied_row_by_row_and_a_repeated_exchange_changes_nothing() {
    let desk = desktop();
    let imported = desk.fixture("classifier-2.07.xml");
    assert_eq!(imported.fault, None);
    let products = imported.report.tallies[&Kind::Product];
    // p-1 twice: the second time it only changes.
    assert_eq!((products.created, products.updated, products.skipped), (3, 1, 1));
    let product: Product = desk.get(&Product::id_of("p-1")).unwrap();
    // The last one wins, and what it doesn't say stays.
    assert_eq!(product.name, "Повтор");
    assert_eq!(product.article, "КФ-10");
    assert_eq!(product.properties.len(), 2);
    assert_eq!(product.properties[0].value, "Белый");
    assert_eq!(product.pictures, ["a".repeat(64)]);
    assert_eq!((product.unit.code.as_str(), product.unit.name.as_str()), ("796", "шт"));
    assert_eq!(product.groups, [Group::id_of("*5108"), Group::id_of("77")]);
    assert!(desk.get::<Product>(&Product::id_of("p-2")).unwrap().removed);
    let variant: Sku = desk.get(&Sku::id_of("p-3#v-1")).unwrap();
    assert_eq!(variant.suffix, "3 л");
    let group: Group = desk.get(&Group::id_of("child-first")).unwrap();
    assert_eq!(group.parent, Some(Group::id_of("parent-last")));

    let again = desk.fixture("classifier-2.07.xml");
    let changed: u64 = again.report.tallies.values().map(|tally| tally.created).sum();
    assert_eq!(changed, 0, "{:?}", again.report.tallies);
    assert_eq!(desk.get::<Product>(&Product::id_of("p-1")).unwrap(), product);
}

#[test]
fn prices_and_stock_come_before_their_products_and_reach_the_book_at_the_end_of_the_run() {
    let desk = desktop();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange/changes-ut11.xml");
    let run = desk.run();
    let before = desk.services.part::<Prices>().current();
    let imported = desk.import(run, &path);
    let counts = &imported.report.counts;
    assert_eq!(counts["exchange-applied-price-type-unknown"], 1);
    assert_eq!(counts["exchange-applied-warehouse-unknown"], 2);
    assert_eq!(counts["exchange-applied-product-unknown"], 1);
    assert!(
        Arc::ptr_eq(&before, &desk.services.part::<Prices>().current()),
        "not before the end"
    );
    desk.house.close(&desk.connection, run).unwrap();
    assert!(!Arc::ptr_eq(&before, &desk.services.part::<Prices>().current()));
    assert!(desk.get::<Product>(&Product::id_of("p-1")).unwrap().stub);
    let sku = Sku::id_of("p-1#v-9");
    let prices: SkuPrices = desk.get(&sku).unwrap();
    assert_eq!(prices.rows[0].price.e4, 1_005_500);
    let rests: SkuStock = desk.get(&sku).unwrap();
    assert_eq!(
        rests.rows.len(),
        2,
        "the sum of warehouses is none of its own: {rests:?}"
    );

    desk.fixture("classifier-2.07.xml");
    assert!(!desk.get::<Product>(&Product::id_of("p-1")).unwrap().stub);
    desk.fixture("offers-2.07.xml");
    let price_type: PriceType = desk.get(&PriceType::id_of("pt-1")).unwrap();
    assert!(!price_type.stub && price_type.vat_included);
    assert_eq!(
        desk.get::<Warehouse>(&Warehouse::id_of("w-1")).unwrap().name,
        "Основной"
    );
    assert!(desk.get::<Warehouse>(&Warehouse::id_of("w-2")).unwrap().stub);
}

#[test]
fn what_is_absent_stays_and_what_is_listed_as_zero_is_zero() {
    let desk = desktop();
    let at = |id: WarehouseId| {
        let stock: SkuStock = desk.get(&Sku::id_of("p")).unwrap();
        stock
            .rows
            .iter()
            .find(|row| row.warehouse == id)
            .map(|row| row.quantity)
    };
    let warehouse =
        |id: &str, quantity: &str| format!("<Склад><Ид>{id}</Ид><Количество>{quantity}</Количество></Склад>");
    let both = format!("{}</Остаток><Остаток>{}", warehouse("w-1", "5"), warehouse("w-2", "7"));
    desk.take("rests1.xml", &stock("p", &both));
    desk.take("rests2.xml", &stock("p", &warehouse("w-1", "0")));
    assert_eq!(at(Warehouse::id_of("w-1")), Some(Quantity::ZERO));
    assert_eq!(at(Warehouse::id_of("w-2")), Some(Quantity::whole(7)));
    // A sum takes the place of warehouses, and they that of a sum.
    desk.take("rests3.xml", &stock("p", "<Количество>3</Количество>"));
    assert_eq!(at(Id::NIL), Some(Quantity::whole(3)));
    assert_eq!(at(Warehouse::id_of("w-2")), None);
    desk.take("rests4.xml", &stock("p", &warehouse("w-2", "-1,5")));
    assert_eq!(at(Id::NIL), None);
    assert_eq!(at(Warehouse::id_of("w-2")), Some(Quantity::from_thousandths(-1_500)));
}

#[test]
fn a_file_that_is_broken_anywhere_changes_nothing() {
    let desk = desktop();
    let whole =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange/classifier-2.07.xml"))
            .unwrap();
    let cut = whole.find("</Каталог>").unwrap();
    let imported = desk.take("import0_1.xml", &whole[..cut]);
    assert!(matches!(imported.fault, Some(Fault::Truncated { .. })));
    assert_eq!(desk.access().read().unwrap().list::<Product>(10).unwrap().len(), 0);
    assert_eq!(desk.access().read().unwrap().list::<Group>(10).unwrap().len(), 0);
    let runs = desk.access().read().unwrap().list::<Run>(10).unwrap();
    assert_eq!((runs[0].files, runs[0].refused), (1, 1));
    let files = desk.house.files_of(runs[0].id).unwrap();
    assert_eq!(files[0].state, FileState::Refused);
    let (message, line) = files[0].fault.clone().unwrap();
    assert_eq!(message.id, "exchange-fault-truncated");
    assert!(line > 60);
}

#[test]
fn a_repeated_request_within_a_run_is_answered_from_its_record() {
    let desk = desktop();
    let path = desk.folder.path().join("rests.xml");
    fs::write(&path, stock("p", "<Количество>3</Количество>")).unwrap();
    let run = desk.run();
    let first = desk.import(run, &path);
    let second = desk.import(run, &path);
    assert_eq!(first.report, second.report);
    assert_eq!(desk.house.files_of(run).unwrap().len(), 1);
}

#[test]
fn a_file_that_a_restart_cut_off_goes_on_after_its_last_batch() {
    let desk = desktop();
    let path = desk.folder.path().join("import.xml");
    let product =
        |number: u32| format!("<Товар><Ид>p-{number}</Ид><Наименование>Товар {number}</Наименование></Товар>");
    let products: String = (0..1_200).map(product).collect();
    fs::write(
        &path,
        within(&format!("<Каталог><Товары>{products}</Товары></Каталог>")),
    )
    .unwrap();
    let run = desk.run();
    desk.import(run, &path);
    // As if the process had ended after the first thousand rows.
    let mut file = desk.house.files_of(run).unwrap().remove(0);
    assert_eq!(file.applied, 1_201);
    file.state = FileState::Applying;
    file.applied = 1_001;
    desk.access().write_blocking(move |w| w.technical(&file)).unwrap();
    assert_eq!(desk.house.resume().unwrap(), 1);
    let file = desk.house.files_of(run).unwrap().remove(0);
    assert_eq!((file.state, file.applied), (FileState::Applied, 1_201));
    // Only what came after the checkpoint was looked at again, and it was there already.
    assert_eq!(file.report.tallies[&Kind::Product].unchanged, 200);
    let record: Run = desk.get(&run).unwrap();
    assert_eq!(record.state, RunState::Interrupted);

    // An older version counted in another order: everything is looked at again.
    let mut older = file.clone();
    (older.state, older.applied, older.order) = (FileState::Applying, 1_001, 0);
    desk.access().write_blocking(move |w| w.technical(&older)).unwrap();
    desk.house.resume().unwrap();
    let whole = desk.house.files_of(run).unwrap().remove(0);
    assert_eq!(whole.report.tallies[&Kind::Product].unchanged, 1_200);

    let gone = desk.run();
    let mut lost = file.clone();
    (lost.id, lost.run, lost.state) = (Id::derived("file", "lost"), gone, FileState::Applying);
    lost.path = desk.folder.path().join("gone.xml").to_string_lossy().into_owned();
    desk.access().write_blocking(move |w| w.technical(&lost)).unwrap();
    desk.house.resume().unwrap();
    assert_eq!(desk.house.files_of(gone).unwrap()[0].state, FileState::Interrupted);
}

#[test]
fn a_batch_keeps_the_rows_as_they_were() {
    let desk = desktop();
    let named = |name: &str| {
        within(&format!(
            "<Каталог><Товары><Товар><Ид>p</Ид><Наименование>{name}</Наименование></Товар></Товары></Каталог>"
        ))
    };
    desk.take("a.xml", &named("Старое"));
    desk.take("b.xml", &named("Новое"));
    let before = desk.access().read().unwrap().list::<Before>(10).unwrap();
    assert_eq!(before.len(), 2);
    let created = before.iter().find(|batch| batch.products.is_empty()).unwrap();
    assert_eq!(created.created[&25].len(), 1);
    let changed = before.iter().find(|batch| !batch.products.is_empty()).unwrap();
    assert_eq!(changed.products[0].name, "Старое");
}

fn entity(tax_id: &str, kpp: &str) -> LegalEntity {
    LegalEntity {
        id: Id::derived("entity", &format!("{tax_id}{kpp}")),
        dealer: DealerId::derived("dealer", "sever"),
        name: "Север ООО".into(),
        full_name: String::new(),
        country: Country::Ru,
        requisites: Requisites {
            tax_id: tax_id.into(),
            kpp: kpp.into(),
            ..Requisites::default()
        },
        counterparty: None,
        closed: false,
        created: NOW,
    }
}

#[test]
fn a_counterparty_is_matched_by_tax_id_or_waits_and_never_makes_a_dealer() {
    let desk = desktop();
    let known = entity("7701234567", "770101001");
    let id = known.id;
    let event = crate::modules::exchange::apply::ExchangeEvent::StatusFound {
        external: "test".into(),
    };
    desk.access().write_blocking(move |w| w.save(&known, &event)).unwrap();
    let imported = desk.fixture("split-3.1.xml");
    assert_eq!(imported.report.counts["exchange-applied-counterparty-waits"], 1);
    let party: Party = desk.get(&"c-1".to_owned()).unwrap();
    assert_eq!(party.state, PartyState::Matched(id));
    assert_eq!(
        desk.get::<LegalEntity>(&id).unwrap().counterparty.as_deref(),
        Some("c-1")
    );
    let waiting: Party = desk.get(&"c-2".to_owned()).unwrap();
    assert_eq!(waiting.state, PartyState::Waiting);
    // Another branch of the same company is another counterparty.
    let branch = within(
        "<Контрагенты><Контрагент><Ид>c-3</Ид><Наименование>Север ООО (филиал)</Наименование><ИНН>7701234567</ИНН><КПП>770199999</КПП></Контрагент></Контрагенты>",
    );
    desk.take("branch.xml", &branch);
    assert_eq!(desk.get::<Party>(&"c-3".to_owned()).unwrap().state, PartyState::Waiting);
    let again = desk.fixture("split-3.1.xml");
    let tally = again.report.tallies[&Kind::Counterparty];
    assert_eq!((tally.created, tally.updated, tally.unchanged), (0, 0, 2));
}

#[test]
fn documents_about_orders_that_are_not_ours_are_skipped_with_their_numbers() {
    let desk = desktop();
    let imported = desk.fixture("documents.xml");
    assert_eq!(imported.fault, None);
    assert_eq!(imported.report.counts["exchange-applied-order-unknown"], 3);
    assert_eq!(imported.report.tallies[&Kind::Document].skipped, 4);
    let plan = "{\"version\": 1, \"orders\": [{\"number\": \"26-000042\", \"planned\": \"2026-12-01\"}]}";
    let imported = desk.take("plan.json", plan);
    assert_eq!(imported.report.counts["exchange-applied-order-unknown"], 1);
}

#[test]
fn files_are_kept_with_their_reports() {
    let desk = desktop();
    let run = desk.run();
    let path = desk.folder.path().join("bad.xml");
    fs::write(&path, "<КоммерческаяИнформация>").unwrap();
    let imported = desk.import(run, &path);
    let fault = imported.fault.clone().unwrap();
    desk.house
        .quarantine(&desk.connection, run, "bad.xml", &path, &fault)
        .unwrap();
    let files = desk.house.files_of(run).unwrap();
    assert_eq!(files.len(), 1, "it is one file, told of twice");
    assert!(!path.exists());
    let kept = desk.folder.path().join(&files[0].kept);
    assert_eq!(fs::read_to_string(&kept).unwrap(), "<КоммерческаяИнформация>");
    let report = fs::read_to_string(format!("{}.report.json", kept.display())).unwrap();
    assert!(report.contains("exchange-fault-truncated"), "{report}");
    let path = desk.folder.path().join("good.xml");
    fs::write(&path, within("")).unwrap();
    let imported = desk.import(run, &path);
    desk.house
        .archive(&desk.connection, run, "sub/good.xml", &path, &imported)
        .unwrap();
    assert!(!path.exists());
}

fn demo() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/1c");
    let folders = [
        "units",
        "storages",
        "priceLists",
        "groups",
        "propertiesGoods",
        "goods",
        "offers",
        "prices",
        "rests",
        "contragents",
    ];
    let mut files = Vec::new();
    for folder in folders {
        let mut found: Vec<PathBuf> = fs::read_dir(root.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
            .collect();
        found.sort();
        files.extend(found);
    }
    files
}

#[test]
fn the_demonstration_range_comes_in_whole_and_in_any_order() {
    for backwards in [false, true] {
        let desk = desktop();
        let mut files = demo();
        if backwards {
            files.reverse();
        }
        let run = desk.run();
        for file in &files {
            let imported = desk.import(run, file);
            assert_eq!(imported.fault, None, "{}", file.display());
            let skipped: u64 = imported.report.tallies.values().map(|tally| tally.skipped).sum();
            assert_eq!(skipped, 0, "{}: {:?}", file.display(), imported.report.findings);
        }
        desk.house.close(&desk.connection, run).unwrap();
        let tx = desk.access().read().unwrap();
        let products: Vec<Product> = tx.list(10_000).unwrap();
        assert!(products.len() >= 400, "{}", products.len());
        let odd = |product: &&Product| product.stub || product.groups.is_empty() || product.vat.is_none();
        assert_eq!(products.iter().find(odd), None);
        // Units that come after their products are known by code alone until the next exchange.
        assert!(backwards || products.iter().all(|product| product.unit.name != product.unit.code));
        assert!(products.iter().filter(|product| product.pack.is_positive()).count() > 100);
        let types: Vec<PriceType> = tx.list(100).unwrap();
        assert_eq!(types.len(), 6);
        assert!(types.iter().all(|of| !of.stub && of.currency != Currency::Usd));
        assert_eq!(tx.list::<Warehouse>(100).unwrap().len(), 3);
        let skus: Vec<Sku> = tx.list(10_000).unwrap();
        assert!(
            skus.iter().all(|sku| !sku.suffix.is_empty()),
            "{:?}",
            skus.iter().find(|sku| sku.suffix.is_empty())
        );
        assert!(tx.list::<SkuPrices>(10_000).unwrap().len() >= 400);
        // Everything again, and nothing moves.
        for file in demo() {
            let imported = desk.import(desk.run(), &file);
            let moved: u64 = imported
                .report
                .tallies
                .values()
                .map(|tally| tally.created + tally.updated)
                .sum();
            if !backwards {
                assert_eq!(moved, 0, "{}: {:?}", file.display(), imported.report.tallies);
            }
        }
    }
}

#[test]
fn substitutes_are_taken_by_id_before_and_after_what_they_name() {
    let desk = desktop();
    let goods = |inner: &str| {
        within(&format!(
            "<Каталог><Ид>c</Ид><ИдКлассификатора>c</ИдКлассификатора><Наименование>Т</Наименование><Товары>{inner}</Товары></Каталог>"
        ))
    };
    let named =
        |id: &str, rest: &str| format!("<Товар><Ид>{id}</Ид><Наименование>Товар {id}</Наименование>{rest}</Товар>");
    // An analogue is described like a product; what isn't known yet, the product itself and repetitions do no harm.
    let analogues = "<Аналоги><Аналог><Ид>new</Ид><Наименование>Чужое имя</Наименование><ИдКаталога>x</ИдКаталога></Аналог>\
        <Аналог><Ид>new#v-1</Ид></Аналог><Аналог><Ид>old</Ид></Аналог><Аналог><Артикул>без ид</Артикул></Аналог>\
        <Аналог><Ид>later</Ид></Аналог></Аналоги><ПометкаУдаления>true</ПометкаУдаления>";
    let imported = desk.take("a.xml", &goods(&(named("old", analogues) + &named("new", ""))));
    assert_eq!(imported.fault, None);
    let old: Product = desk.get(&Product::id_of("old")).unwrap();
    assert!(old.removed);
    assert_eq!(old.substitutes, [Product::id_of("new"), Product::id_of("later")]);
    assert_eq!(desk.get::<Product>(&Product::id_of("new")).unwrap().name, "Товар new");
    assert!(
        desk.get::<Product>(&Product::id_of("later")).is_none(),
        "nothing is made of a reference alone"
    );
    // In order: the one that is known; when the other comes, both, and no chain runs in a ring.
    let instead = |desk: &Desktop| -> Vec<String> {
        let tx = desk.access().read().unwrap();
        let old: Product = tx.get(&Product::id_of("old")).unwrap().unwrap();
        let items = queries::substitutes(&tx, &old, 9).unwrap();
        items.into_iter().map(|item| item.name).collect()
    };
    assert_eq!(instead(&desk), ["Товар new"]);
    desk.take("b.xml", &goods(&named("later", "")));
    assert_eq!(instead(&desk), ["Товар new", "Товар later"]);
    let gone = "<Аналоги><Аналог><Ид>old</Ид></Аналог><Аналог><Ид>third</Ид></Аналог></Аналоги><ПометкаУдаления>true</ПометкаУдаления>";
    desk.take("c.xml", &goods(&(named("new", gone) + &named("third", ""))));
    assert_eq!(
        instead(&desk),
        ["Товар later", "Товар third"],
        "what stands in for what stood in"
    );
    // What a later file doesn't say stays; an empty list takes them away.
    desk.take(
        "d.xml",
        &goods(&named("old", "<ПометкаУдаления>true</ПометкаУдаления>")),
    );
    assert_eq!(instead(&desk).len(), 2);
    desk.take(
        "e.xml",
        &goods(&named("old", "<Аналоги/><ПометкаУдаления>true</ПометкаУдаления>")),
    );
    assert!(instead(&desk).is_empty());
}
