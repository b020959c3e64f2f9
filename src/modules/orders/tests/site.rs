//! A small portal in memory: a manufacturer, two dealers, five products, and people of every role who click through
//! the real routes.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use jiff::tz::TimeZone;
use tower::ServiceExt;

use super::desk::{OPT, RRP, price_type};
use crate::modules::catalogue::{
    PriceRow, PriceType, PriceUse, Prices, Product, Sku, SkuPrices, SkuStock, StockRow, Unit, Warehouse,
};
use crate::modules::dealers::{
    Contract, Country, Dealer, DealerStatus, LegalEntity, OwnEntity, Requisites, StockRule, Tier,
};
use crate::modules::{catalogue, dealers, lists, orders};
use crate::platform::access::{
    Access, Browser, Entered, Invited, Passwords, Role, SecondFactorRule, Session, SignIn, Throttle, accept,
    csrf_token, hashed, invite, sign_in,
};
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::search::{Feed, SearchIndex};
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Reader, Record, Store};
use crate::platform::values::*;
use crate::platform::web::{Module, Portal, WebSettings, router};

static MODULES: &[Module] = &[lists::MODULE, dealers::MODULE, catalogue::MODULE, orders::MODULE];
const PASSWORD: &str = "a long password";
/// 23.11.2026, noon in Moscow.
pub const NOW: Moment = Moment::from_millis(1_795_424_400_000);

struct Prepared;

impl Event for Prepared {
    fn kind(&self) -> &'static str {
        "tests.prepared"
    }
    fn subject(&self) -> Subject {
        Subject::new("test", "site", "/")
    }
    fn dealer(&self) -> Option<DealerId> {
        None
    }
    fn sentence(&self) -> Message {
        Message::new("orders-title")
    }
    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}

pub struct Site {
    pub services: Arc<Services>,
    router: Router,
}

/// Somebody with a signed-in browser.
pub struct Visitor {
    token: String,
    csrf: String,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub location: String,
    pub body: String,
}

impl Page {
    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let rest = self
            .body
            .split(&mark)
            .nth(1)
            .unwrap_or_else(|| panic!("no field {name}"));
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Site {
    pub async fn new() -> Site {
        let clock = Clock::standing_at(NOW);
        let store = Store::start(MemoryEngine::new(11), |error| panic!("{error}")).unwrap();
        let services = Services::new(store, clock, TimeZone::get("Europe/Moscow").unwrap());
        services.provide(Arc::new(Throttle::default()));
        services.provide(Arc::new(Passwords::default()));
        services.provide(Feed::new(Arc::new(SearchIndex::in_memory().unwrap())));
        for module in MODULES {
            (module.boot)(&services).unwrap();
        }
        let settings = WebSettings {
            recovery: false,
            public_origin: "http://localhost".into(),
            secure: false,
            demo: false,
            second_factor: SecondFactorRule::Optional,
        };
        let router = router(&Portal::new(Arc::clone(&services), settings, MODULES));
        let site = Site { services, router };
        site.prepare().await;
        site
    }

    pub fn system(&self) -> Access {
        Access::system(&self.services, "test")
    }

    pub async fn save<R: Record>(&self, record: R) {
        self.system()
            .write(move |write| write.save(&record, &Prepared).map(drop))
            .await
            .unwrap();
    }

    async fn prepare(&self) {
        for (name, usage) in [(OPT, PriceUse::Purchase), (RRP, PriceUse::Rrp)] {
            self.save(price_type(name, Currency::Rub, true, usage)).await;
        }
        let id = Warehouse::id_of("main");
        let warehouse = Warehouse {
            id,
            external: "main".into(),
            name: "Склад".into(),
            shown: true,
            stub: false,
        };
        self.save(warehouse).await;
        for (external, name, article) in [
            ("a", "Окно двустворчатое", "ТВ-82-2С"),
            ("b", "Подоконник «Берег»", "ПД-Б-300"),
            ("c", "Ручка «Лайн»", "РЧ-Л-К"),
        ] {
            let mut product = Product {
                stub: false,
                name: name.into(),
                article: article.into(),
                ..Product::stub(external)
            };
            product.unit = Unit {
                code: "796".into(),
                name: "шт".into(),
            };
            product.weight_g = Some(1_000);
            self.save(product).await;
        }
        self.price("a", 100_0000, 150_0000).await;
        self.price("b", 1_000_0000, 1_200_0000).await;
        let quantity = StockRow {
            warehouse: id,
            quantity: Quantity::whole(77),
        };
        self.save(SkuStock {
            sku: Sku::id_of("a"),
            rows: vec![quantity],
            as_of: NOW,
        })
        .await;
        self.reprice();
        let seller = Id::derived("own", "tarvista");
        self.save(OwnEntity {
            id: seller,
            name: "ООО «Тарвиста»".into(),
            full_name: String::new(),
            country: Country::Ru,
            requisites: Requisites {
                tax_id: "7700000001".into(),
                ..Requisites::default()
            },
            vat: None,
            created: NOW,
        })
        .await;
        for dealer in ["sever", "yug"] {
            self.save(Dealer {
                id: Id::derived("dealer", dealer),
                name: format!("Дилер {dealer}"),
                tier: Tier::Base,
                country: Country::Ru,
                city: String::new(),
                region: String::new(),
                status: DealerStatus::Active,
                managers: Vec::new(),
                stock_rule: StockRule::Levels,
                created: NOW,
            })
            .await;
            let entity = Id::derived("entity", dealer);
            self.save(LegalEntity {
                id: entity,
                dealer: Id::derived("dealer", dealer),
                name: format!("ООО {dealer}"),
                full_name: String::new(),
                country: Country::Ru,
                requisites: Requisites {
                    tax_id: format!("77{dealer}"),
                    ..Requisites::default()
                },
                counterparty: None,
                closed: false,
                created: NOW,
            })
            .await;
            self.save(Contract {
                id: Id::derived("contract", dealer),
                dealer: Id::derived("dealer", dealer),
                entity,
                own_entity: seller,
                number: format!("17-{dealer}"),
                day: Day::constant(2026, 1, 14),
                price_type: Some(PriceType::id_of(OPT).uuid()),
                price_type_name: "Опт 1".into(),
                currency: Currency::Rub,
                vat: VatMode::Included,
                deferral_days: 14,
                deferral_in: Default::default(),
                closed: false,
                created: NOW,
            })
            .await;
        }
    }

    /// Sets the prices of a sku; [`Site::reprice`] brings them into force.
    pub async fn price(&self, external: &str, opt: i64, rrp: i64) {
        let row = |name: &str, e4: i64| PriceRow {
            price_type: PriceType::id_of(name),
            price: UnitPrice::new(e4, Currency::Rub),
            factor: Quantity::ONE,
            unit: String::new(),
            minimum: Quantity::ZERO,
        };
        let rows = vec![row(OPT, opt), row(RRP, rrp)];
        self.save(SkuPrices {
            sku: Sku::id_of(external),
            rows,
            as_of: NOW,
        })
        .await;
    }

    pub fn reprice(&self) {
        let tx = self.system().read().unwrap();
        self.services.part::<Prices>().rebuild(&tx).unwrap();
    }

    /// Signs in somebody new: of a dealer by its name, or of the manufacturer.
    pub async fn person(&self, role: Role, dealer: Option<&str>) -> Visitor {
        let company = dealer.map(|name| Id::derived("dealer", name));
        let email = format!("{}.{}@example.test", role.id(), dealer.unwrap_or("staff"));
        let invited = Invited {
            email: email.clone(),
            name: format!("Анна {}", role.id()),
            role: role.into(),
            company,
            company_name: dealer.unwrap_or("Тарвиста").into(),
        };
        let (_, secret) = invite(&self.system(), invited).await.unwrap();
        accept(&self.services, &secret, PASSWORD, Browser::default())
            .await
            .unwrap();
        let attempt = SignIn {
            email: &email,
            password: PASSWORD,
            browser: Browser::default(),
        };
        let Entered::In(opening) = sign_in(&self.services, attempt).await.unwrap() else {
            panic!("nobody here has a second factor");
        };
        let token = opening.token.as_str().to_owned();
        let session = self
            .system()
            .read()
            .unwrap()
            .get::<Session>(&hashed(&token))
            .unwrap()
            .unwrap();
        Visitor {
            csrf: csrf_token(&session),
            token,
        }
    }

    pub async fn get(&self, who: &Visitor, path: &str) -> Page {
        self.ask(
            Request::get(path).header(header::COOKIE, format!("sid={}", who.token)),
            Body::empty(),
        )
        .await
    }

    /// The same without the person's form token in the fields: it is added here.
    pub async fn post(&self, who: &Visitor, path: &str, fields: &[(&str, &str)]) -> Page {
        self.send(who, path, fields, false).await
    }

    /// As htmx sends it.
    pub async fn post_part(&self, who: &Visitor, path: &str, fields: &[(&str, &str)]) -> Page {
        self.send(who, path, fields, true).await
    }

    async fn send(&self, who: &Visitor, path: &str, fields: &[(&str, &str)], htmx: bool) -> Page {
        let encode =
            |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let mut body = format!("_csrf={}", encode(&who.csrf));
        for (name, value) in fields {
            body.push_str(&format!("&{}={}", encode(name), encode(value)));
        }
        let mut request = Request::post(path)
            .header(header::COOKIE, format!("sid={}", who.token))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        if htmx {
            request = request.header("hx-request", "true");
        }
        self.ask(request, Body::from(body)).await
    }

    async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Page {
        let answer = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = answer.status();
        let place = |name: &str| {
            answer
                .headers()
                .get(name)
                .and_then(|v| v.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let location = if place("location").is_empty() {
            place("hx-redirect")
        } else {
            place("location")
        };
        let bytes = to_bytes(answer.into_body(), 4 << 20).await.unwrap();
        Page {
            status,
            location,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}
