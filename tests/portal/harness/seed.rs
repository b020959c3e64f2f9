//! What a world is made of: a manufacturer's goods and prices, two dealers with their people, legal entities and
//! contracts, and an order and a draft of each.

use std::fmt::Debug;
use std::path::Path;
use std::sync::Arc;

use kabinet::app::{App, DataDir};
use kabinet::config::Settings;
use kabinet::modules::catalogue::{
    Group, PriceRow, PriceType, PriceUse, Prices, Product, Sku, SkuPrices, SkuStock, StockRow, Unit, Warehouse,
};
use kabinet::modules::dealers::{
    Contract, Country, Dealer, DealerStatus, LegalEntity, OwnEntity, Requisites, StockRule, Tier,
};
use kabinet::modules::orders::{Draft, actions};
use kabinet::modules::price_changes::{Cause, Figure, Leaf, Moved, Pair, Repricing, Row, Tally, Touched, TouchedDraft};
use kabinet::platform::access::{Access, AccessEvent, Browser, Entered, Invited, Membership, Role, accept, invite};
use kabinet::platform::files::Files;
use kabinet::platform::journal::{Changed, Event, Recipient, Subject};
use kabinet::platform::services::Services;
use kabinet::platform::store::Record;
use kabinet::platform::values::{
    Clock, Currency, Day, DealerId, Id, Message, Money, Quantity, UnitPrice, VatMode, VatRate,
};

use super::made::seed_made;
use super::papers::{OWN_INN, seed_papers};
use super::world::{Company, PASSWORD, Person};

/// A product: what the tests put in and look for.
pub struct Goods {
    pub external: &'static str,
    pub article: &'static str,
    pub name: &'static str,
    /// Roubles for a piece, VAT inside.
    pub price: i64,
    pub rrp: i64,
}

/// The group of all goods.
pub const GROUP: &str = "Испытательные";

pub const GOODS: [Goods; 2] = [
    Goods {
        external: "11111111-0000-4000-8000-000000000001",
        article: "TST-0417",
        name: "Кронштейн испытательный",
        price: 1_234,
        rrp: 2_000,
    },
    Goods {
        external: "11111111-0000-4000-8000-000000000002",
        article: "TST-0418",
        name: "Муфта проверочная",
        price: 777,
        rrp: 1_111,
    },
];

/// What a dealer buys under, and what it has bought.
#[derive(Clone, Debug)]
pub struct Deal {
    pub entity: Id<LegalEntity>,
    pub own_entity: Id<OwnEntity>,
    pub contract: Id<Contract>,
    /// A draft's name is «Черновик» and the dealer's.
    pub draft: String,
    /// A submitted order of two pieces of the first product.
    pub order: String,
}

/// The manufacturer, «Север», «Юг», and the address of a picture.
pub fn seed(data: &Path) -> ([Company; 3], String) {
    let settings = Settings::of(&[("brand", "Завод «Тест»")]);
    let app = App::open(DataDir::create(data, false, "").unwrap(), settings, Clock::system()).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let services = &app.services;
        let (sever, yug) = (dealer(services, "Север").await, dealer(services, "Юг").await);
        let mut companies = [
            company(services, None, "Завод «Тест»", &Role::STAFF).await,
            company(services, Some(sever), "Север", &Role::OF_DEALER).await,
            company(services, Some(yug), "Юг", &Role::OF_DEALER).await,
        ];
        let manager = Membership {
            dealers: vec![sever],
            ..companies[0].person(Role::Manager).member.clone()
        };
        Access::system(services, "tests.seed")
            .write(move |write| {
                write.save(
                    &manager,
                    &AccessEvent::Changed {
                        member: manager.clone(),
                    },
                )
            })
            .await
            .unwrap();
        goods(services).await;
        seed_made(services, &companies[0]).await;
        for (company, tax_id) in companies[1..].iter_mut().zip(["7707083893", "7728168971"]) {
            company.deal = Some(deal(services, company, tax_id).await);
            seed_papers(services, company).await;
        }
        let picture = picture(services);
        app.close().await;
        (companies, picture)
    })
}

pub async fn put<R: Record>(services: &Arc<Services>, record: R)
where
    R::Key: Debug,
{
    let key = format!("{:?}", record.key());
    Access::system(services, "tests.seed")
        .write(move |write| write.save(&record, &Seeded(R::TABLE.name, key.clone())))
        .await
        .unwrap();
}

async fn dealer(services: &Arc<Services>, name: &str) -> DealerId {
    let dealer = Dealer {
        id: DealerId::derived("tests", name),
        name: name.to_owned(),
        tier: Tier::Base,
        country: Country::Ru,
        city: "Ярославль".to_owned(),
        region: "76".to_owned(),
        status: DealerStatus::Active,
        managers: Vec::new(),
        stock_rule: StockRule::Exact,
        created: services.clock.now(),
    };
    let id = dealer.id;
    put(services, dealer).await;
    id
}

async fn company(services: &Arc<Services>, dealer: Option<DealerId>, name: &str, roles: &[Role]) -> Company {
    let mut people = std::collections::BTreeMap::new();
    for &role in roles {
        let suffix = if name == "Юг" { ".yug" } else { "" };
        let place = if dealer.is_some() { name } else { "Завод" };
        let person = Invited {
            email: format!("{}{suffix}@test.example", role.id()),
            name: format!("{place} {}", role.id()),
            role: role.into(),
            company: dealer,
            company_name: name.to_owned(),
        };
        let (email, name) = (person.email.clone(), person.name.clone());
        let system = Access::system(services, "tests.seed");
        let (member, secret) = invite(&system, person).await.unwrap();
        let entered = accept(services, &secret, PASSWORD, Browser::default()).await;
        let Ok(Entered::In(opening)) = entered else {
            panic!("{email} can't come in");
        };
        let session = opening.token.as_str().to_owned();
        people.insert(
            role,
            Person {
                email,
                name,
                member,
                session,
            },
        );
    }
    Company {
        dealer,
        name: name.to_owned(),
        people,
        deal: None,
    }
}

/// Stores a picture of the demonstration; its hash.
fn picture(services: &Arc<Services>) -> String {
    let mut pending = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/1c/goods/import_files")];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            let stored = services.part::<Files>().put(bytes.as_slice(), 1 << 20).unwrap();
            return stored.hash.to_string();
        }
    }
    panic!("the demonstration has pictures");
}

async fn goods(services: &Arc<Services>) {
    let now = services.clock.now();
    for (name, usage) in [("Опт", PriceUse::Purchase), ("РРЦ", PriceUse::Rrp)] {
        let price_type = PriceType {
            id: PriceType::id_of(name),
            external: name.to_owned(),
            name: name.to_owned(),
            currency: Currency::Rub,
            vat_included: true,
            usage,
            stub: false,
        };
        put(services, price_type).await;
    }
    let group = Group {
        id: Group::id_of(GROUP),
        external: GROUP.to_owned(),
        name: GROUP.to_owned(),
        parent: None,
        removed: false,
        stub: false,
    };
    let groups = vec![group.id];
    put(services, group).await;
    let warehouse = Warehouse {
        id: Warehouse::id_of("main"),
        external: "main".to_owned(),
        name: "Основной".to_owned(),
        shown: true,
        stub: false,
    };
    let main = warehouse.id;
    put(services, warehouse).await;
    for goods in GOODS {
        let product = Product {
            article: goods.article.to_owned(),
            name: goods.name.to_owned(),
            groups: groups.clone(),
            unit: Unit {
                code: "796".to_owned(),
                name: "шт".to_owned(),
            },
            vat: Some(VatRate::percent(20)),
            weight_g: Some(1_500),
            stub: false,
            ..Product::stub(goods.external)
        };
        put(services, product).await;
        let sku = Sku::of_offer(goods.external);
        let row = |name: &str, roubles: i64| PriceRow {
            price_type: PriceType::id_of(name),
            price: UnitPrice::new(roubles * 10_000, Currency::Rub),
            factor: Quantity::ONE,
            unit: String::new(),
            minimum: Quantity::ZERO,
        };
        let prices = SkuPrices {
            sku: sku.id,
            rows: vec![row("Опт", goods.price), row("РРЦ", goods.rrp)],
            as_of: now,
        };
        let stock = SkuStock {
            sku: sku.id,
            rows: vec![StockRow {
                warehouse: main,
                quantity: Quantity::from_thousandths(43_000),
            }],
            as_of: now,
        };
        put(services, sku).await;
        put(services, prices).await;
        put(services, stock).await;
    }
    let tx = Access::system(services, "tests.seed").read().unwrap();
    services.part::<Prices>().rebuild(&tx).unwrap();
}

async fn deal(services: &Arc<Services>, company: &Company, tax_id: &str) -> Deal {
    let now = services.clock.now();
    let dealer = company.dealer.expect("it is a dealer");
    let requisites = |tax_id: &str| Requisites {
        tax_id: tax_id.to_owned(),
        kpp: "760401001".to_owned(),
        ..Requisites::default()
    };
    let own_entity = OwnEntity {
        id: Id::derived("tests", "own"),
        name: "ООО «Завод Тест»".to_owned(),
        full_name: String::new(),
        country: Country::Ru,
        requisites: Requisites {
            bank: "Банк Тест".to_owned(),
            bik: "047899901".to_owned(),
            account: "40702810658937315526".to_owned(),
            correspondent_account: "30101810000000000901".to_owned(),
            ..requisites(OWN_INN)
        },
        vat: None,
        created: now,
    };
    let entity = LegalEntity {
        id: Id::derived("tests entity", &company.name),
        dealer,
        name: format!("ООО «{}»", company.name),
        full_name: String::new(),
        country: Country::Ru,
        requisites: requisites(tax_id),
        counterparty: None,
        closed: false,
        created: now,
    };
    let contract = Contract {
        id: Id::derived("tests contract", &company.name),
        dealer,
        entity: entity.id,
        own_entity: own_entity.id,
        number: format!("Д-{}", company.name),
        day: Day::constant(2026, 1, 12),
        price_type: Some(PriceType::id_of("Опт").uuid()),
        price_type_name: "Опт".to_owned(),
        currency: Currency::Rub,
        vat: VatMode::Included,
        deferral_days: 14,
        deferral_in: Default::default(),
        closed: false,
        created: now,
    };
    let ids = (entity.id, own_entity.id, contract.id);
    put(services, own_entity).await;
    put(services, entity).await;
    put(services, contract).await;

    let buyer = Access::of_member(services, &company.person(Role::Buyer).member, "tests.seed").unwrap();
    let sku = Sku::id_of(GOODS[0].external);
    let draft = actions::begin_draft(&buyer, dealer, format!("Заказ {}", company.name))
        .await
        .unwrap();
    let two = Quantity::from_thousandths(2_000);
    let draft = actions::add_to_draft(&buyer, dealer, Some(draft.id), String::new(), sku, two)
        .await
        .unwrap();
    let book = services.part::<Prices>().current().number();
    let order = actions::submit(&buyer, draft.id, draft.version, book).await.unwrap();
    let draft = actions::begin_draft(&buyer, dealer, format!("Черновик {}", company.name))
        .await
        .unwrap();
    let draft = actions::add_to_draft(&buyer, dealer, Some(draft.id), String::new(), sku, two)
        .await
        .unwrap();
    change_of_prices(services, company, &draft).await;
    Deal {
        entity: ids.0,
        own_entity: ids.1,
        contract: ids.2,
        draft: draft.id.to_string(),
        order: order.number.to_string(),
    }
}

/// A change of prices that concerns this dealer alone, as if the first product had cost a hundred less before.
async fn change_of_prices(services: &Arc<Services>, company: &Company, draft: &Draft) {
    let (goods, dealer, at) = (&GOODS[0], company.dealer.expect("it is a dealer"), services.clock.now());
    let (purchase, rrp) = (PriceType::id_of("Опт"), PriceType::id_of("РРЦ"));
    let figure = |roubles: i64| Figure {
        price: UnitPrice::new(roubles * 10_000, Currency::Rub),
        factor: Quantity::ONE,
    };
    let moved = |price_type, roubles: i64| Moved {
        price_type,
        old: figure(roubles - 100),
        new: Some(figure(roubles)),
    };
    let row = Row {
        sku: Sku::id_of(goods.external),
        product: Some(Product::id_of(goods.external)),
        article: goods.article.to_owned(),
        name: goods.name.to_owned(),
        groups: vec![Group::id_of(GROUP)],
        moved: vec![moved(purchase, goods.price), moved(rrp, goods.rrp)],
    };
    let tally = |moved: &Moved| {
        let mut tally = Tally::new(moved.price_type);
        tally.add(moved, goods.article);
        tally
    };
    let repricing = Repricing {
        id: Id::derived("tests repricing", &company.name),
        at,
        cause: Cause::Exchange {
            origin: "1С тестов".to_owned(),
        },
        dealer: Some(dealer),
        tallies: row.moved.iter().map(tally).collect(),
        rows: 1,
        fresh: 0,
        left_out: 0,
        done: true,
    };
    let pair = |roubles: i64| Pair {
        old: Some(Money::new((roubles - 100) * 200, Currency::Rub)),
        new: Some(Money::new(roubles * 200, Currency::Rub)),
    };
    let touched = Touched {
        repricing: repricing.id,
        dealer,
        at,
        cause: repricing.cause.clone(),
        types: vec![purchase],
        rrp_types: vec![rrp],
        products: 1,
        rrp_products: 1,
        drafts: vec![TouchedDraft {
            id: draft.id,
            name: draft.name.clone(),
            template: false,
            lines: 1,
            rrp_lines: 1,
            purchase: pair(goods.price),
            rrp: pair(goods.rrp),
        }],
        offers: Vec::new(),
    };
    let leaf = Leaf {
        repricing: repricing.id,
        number: 0,
        rows: vec![row],
    };
    put(services, repricing).await;
    put(services, leaf).await;
    put(services, touched).await;
}

/// The event of what is put in without an action of the portal.
pub struct Seeded(pub &'static str, pub String);

impl Event for Seeded {
    fn kind(&self) -> &'static str {
        "tests.seeded"
    }
    fn subject(&self) -> Subject {
        Subject::new(self.0, "seed", "/")
    }
    fn dealer(&self) -> Option<DealerId> {
        None
    }
    fn sentence(&self) -> Message {
        Message::new("access-event-changed").with("name", self.0)
    }
    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
    fn changed(&self) -> Vec<Changed> {
        vec![Changed {
            kind: self.0.to_owned(),
            key: self.1.clone(),
        }]
    }
}
