//! Products become documents, and those who may not see one don't find it.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::super::search::{SOURCE, changed, find};
use super::super::{Group, Product, Property, Sku};
use crate::platform::access::{Access, Membership, Role};
use crate::platform::journal::{Changed, Event, Recipient, Subject};
use crate::platform::search::{Feed, SearchIndex};
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Store};
use crate::platform::values::{Clock, DealerId, Id, Message, Moment};

struct Came(Vec<Changed>);

impl Event for Came {
    fn kind(&self) -> &'static str {
        "catalogue.came"
    }
    fn subject(&self) -> Subject {
        Subject::new("catalogue", "all", "/catalogue")
    }
    fn dealer(&self) -> Option<DealerId> {
        None
    }
    fn sentence(&self) -> Message {
        Message::new("catalogue-came")
    }
    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
    fn changed(&self) -> Vec<Changed> {
        self.0.clone()
    }
}

fn services() -> Arc<Services> {
    let store = Store::start(MemoryEngine::new(9), |error| panic!("{error}")).unwrap();
    let services = Services::new(
        store,
        Clock::standing_at(Moment::from_millis(1_790_000_000_000)),
        TimeZone::UTC,
    );
    let feed = Feed::new(Arc::new(SearchIndex::in_memory().unwrap()));
    feed.add(SOURCE);
    services.provide(feed);
    services
}

fn dealers_person(services: &Arc<Services>) -> Access {
    let member = Membership {
        id: Id::derived("membership", "buyer"),
        account: Id::derived("account", "buyer"),
        company: Some(Id::derived("dealer", "north")),
        company_name: "Север".into(),
        name: "Анна".into(),
        role: Role::Buyer,
        own_role: None,
        extra: Default::default(),
        stands_in: Vec::new(),
        dealers: Vec::new(),
        phone: None,
        disabled: false,
        created: Moment::EPOCH,
    };
    Access::of_member(services, &member, "test").unwrap()
}

async fn save(services: &Arc<Services>, products: Vec<Product>, skus: Vec<Sku>, groups: Vec<Group>) {
    let event = Arc::new(Came(products.iter().map(|product| changed(product.id)).collect()));
    let work = move |write: &mut crate::platform::access::Write<'_, '_>| {
        let mut change = write.change(event.as_ref())?;
        groups.iter().try_for_each(|group| change.save(group).map(|_| ()))?;
        skus.iter().try_for_each(|sku| change.save(sku).map(|_| ()))?;
        products.iter().try_for_each(|product| change.save(product).map(|_| ()))
    };
    Access::system(services, "test").write(work).await.unwrap();
    let subscriber = services.part::<Feed>().subscriber(services);
    let follower = services.follower(subscriber);
    while follower.portion().await.unwrap() > 0 {}
}

fn group(external: &str, parent: Option<&str>) -> Group {
    Group {
        id: Group::id_of(external),
        external: external.into(),
        name: external.into(),
        parent: parent.map(Group::id_of),
        removed: false,
        stub: false,
    }
}

#[tokio::test]
async fn a_product_is_found_by_its_words_its_variants_and_within_its_groups() {
    let services = services();
    let (root, paints) = (group("root", None), group("paints", Some("root")));
    let mut product = Product::stub("p1");
    product.stub = false;
    product.name = "Краска фасадная".into();
    product.article = "КР-Ф".into();
    product.groups = vec![paints.id];
    product.properties = vec![Property {
        name: "База".into(),
        value: "алкидная".into(),
    }];
    let mut sku = Sku::of_offer("p1#v1");
    sku.suffix = "2,7 л, красная охра".into();
    sku.barcode = "2100038252780".into();
    sku.article = "КР-Ф-27".into();
    save(
        &services,
        vec![product.clone()],
        vec![sku],
        vec![root.clone(), paints.clone()],
    )
    .await;
    let access = dealers_person(&services);
    for text in [
        "красками",
        "krf",
        "крф27",
        "2100038252780",
        "охра",
        "алкидной",
        "rhfcrf",
    ] {
        let expected = if text == "krf" { vec![] } else { vec![product.id] };
        assert_eq!(find(&access, text, &[], 10, 0).unwrap().products, expected, "{text}");
    }
    assert_eq!(find(&access, "краска", &[&root, &paints], 10, 0).unwrap().total, 1);
    assert_eq!(find(&access, "краска", &[&root], 10, 0).unwrap().total, 1);
    assert_eq!(
        find(&access, "краска", &[&group("other", None)], 10, 0).unwrap().total,
        0
    );
}

#[tokio::test]
async fn what_is_not_on_sale_is_found_by_staff_or_by_nobody() {
    let services = services();
    let product = |external: &str, change: fn(&mut Product)| {
        let mut product = Product::stub(external);
        product.stub = false;
        product.name = "Окно".into();
        change(&mut product);
        product
    };
    let products = vec![
        product("sold", |_| {}),
        product("hidden", |product| product.hidden = true),
        product("removed", |product| product.removed = true),
        product("stub", |product| product.stub = true),
    ];
    save(&services, products, Vec::new(), Vec::new()).await;
    let total = |access: &Access| find(access, "окно", &[], 10, 0).unwrap().total;
    assert_eq!(total(&dealers_person(&services)), 1);
    assert_eq!(total(&Access::system(&services, "test")), 2);
    save(
        &services,
        vec![product("sold", |product| product.removed = true)],
        Vec::new(),
        Vec::new(),
    )
    .await;
    assert_eq!(total(&dealers_person(&services)), 0);
}
