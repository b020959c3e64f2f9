//! Rules and actions over the in-memory engine.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::actions::*;
use super::checks::Checks;
use super::model::*;
use super::price_types::{PriceTypeChoice, PriceTypes};
use super::queries;
use crate::platform::access::{
    Access, Browser, Invited, Membership, Passwords, PersonEdit, Role, SignIn, Throttle, accept, edit_person, invite,
    invite_again, set_disabled, sign_in,
};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Reader, Store};
use crate::platform::values::{Clock, Currency, Day, DealerId, Id, MembershipId, Moment, VatMode};

fn services() -> Arc<Services> {
    let clock = Clock::standing_at(Moment::from_millis(1_790_000_000_000));
    let services = Services::new(
        Store::start(MemoryEngine::new(5), |_| {}).unwrap(),
        clock,
        TimeZone::UTC,
    );
    services.provide(Arc::new(Throttle::default()));
    services.provide(Arc::new(Passwords::default()));
    services.provide(Arc::new(PriceTypes::default()));
    services
}

fn dealer_input(name: &str) -> DealerInput {
    DealerInput {
        name: name.into(),
        tier: Tier::Gold,
        country: Country::Ru,
        city: "Ярославль".into(),
        region: "76".into(),
        stock_rule: StockRule::Levels,
        managers: Vec::new(),
    }
}

fn company(name: &str) -> EntityInput {
    EntityInput {
        name: name.into(),
        full_name: String::new(),
        country: Country::Ru,
        requisites: Requisites {
            tax_id: "7707083893".into(),
            kpp: "773601001".into(),
            ..Requisites::default()
        },
        closed: false,
    }
}

async fn person(services: &Arc<Services>, email: &str, role: Role, company: Option<DealerId>) -> (Membership, String) {
    let invited = Invited {
        email: email.into(),
        name: email.split('@').next().unwrap_or_default().into(),
        role: role.into(),
        company,
        company_name: "Север".into(),
    };
    invite(&Access::system(services, "test"), invited).await.unwrap()
}

fn wrong_fields<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<String> {
    match outcome {
        Err(Error::Invalid(fields)) => fields
            .into_iter()
            .map(|error| format!("{}: {}", error.field, error.message.id))
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn requisites_are_checked_by_the_rules_of_their_country() {
    let typed = |pairs: &[(&str, &str)]| {
        let mut requisites = Requisites::default();
        for (field, value) in pairs {
            let place = match *field {
                "tax_id" => &mut requisites.tax_id,
                "kpp" => &mut requisites.kpp,
                "ogrn" => &mut requisites.ogrn,
                "bik" => &mut requisites.bik,
                "account" => &mut requisites.account,
                _ => &mut requisites.correspondent_account,
            };
            *place = (*value).to_owned();
        }
        requisites
    };
    let whole = [
        ("tax_id", "ИНН 7600855949"),
        ("kpp", "760001001"),
        ("ogrn", "1147600180958"),
        ("bik", "047899904"),
        ("account", "4070 2810 4605 8867 7527"),
        ("correspondent", "30101810900000000904"),
    ];
    type Case<'a> = (&'a str, Country, &'a [(&'a str, &'a str)], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        ("whole", Country::Ru, &whole, &[]),
        (
            "entrepreneur",
            Country::Ru,
            &[("tax_id", "760042754744"), ("ogrn", "315760082061256")],
            &[],
        ),
        ("nothing", Country::Ru, &[], &["tax_id: dealers-inn-required"]),
        (
            "a digit mistyped",
            Country::Ru,
            &[("tax_id", "7600855948"), ("kpp", "760001001")],
            &["tax_id: dealers-number-check-digit"],
        ),
        (
            "zero lost by a spreadsheet",
            Country::Ru,
            &[("tax_id", "274062111"), ("kpp", "027401001")],
            &["tax_id: dealers-inn-lost-zero"],
        ),
        (
            "company without KPP",
            Country::Ru,
            &[("tax_id", "7600855949")],
            &["kpp: dealers-kpp-required"],
        ),
        (
            "entrepreneur with KPP",
            Country::Ru,
            &[("tax_id", "760042754744"), ("kpp", "760001001")],
            &["kpp: dealers-kpp-person"],
        ),
        (
            "another kind's OGRN",
            Country::Ru,
            &[("tax_id", "760042754744"), ("ogrn", "1147600180958")],
            &["ogrn: dealers-ogrn-kind"],
        ),
        (
            "account of another bank",
            Country::Ru,
            &[
                ("tax_id", "7600855949"),
                ("kpp", "760001001"),
                ("bik", "047899901"),
                ("account", "40702810460588677528"),
            ],
            &["account: dealers-number-check-digit"],
        ),
        (
            "account without bank",
            Country::Ru,
            &[
                ("tax_id", "7600855949"),
                ("kpp", "760001001"),
                ("account", "40702810460588677527"),
            ],
            &["bik: dealers-bik-required"],
        ),
        (
            "Kazakh company",
            Country::Kz,
            &[
                ("tax_id", "180640999657"),
                ("bik", "zhkpkzkx"),
                ("account", "KZ849977531771409747"),
            ],
            &[],
        ),
        (
            "Kazakh company with Russian numbers",
            Country::Kz,
            &[("tax_id", "7600855949"), ("kpp", "760001001"), ("bik", "1")],
            &[
                "tax_id: dealers-bin-length",
                "kpp: dealers-not-in-kazakhstan",
                "bik: dealers-swift-wrong",
            ],
        ),
    ];
    for (name, country, pairs, expected) in cases {
        let mut checks = Checks::default();
        super::requisites::checked(*country, &typed(pairs), &mut checks);
        let found = match checks.finish() {
            Ok(()) => Vec::new(),
            wrong => wrong_fields(wrong),
        };
        assert_eq!(found, *expected, "{name}");
    }
}

#[tokio::test]
async fn managers_of_a_dealer_see_it_and_former_ones_do_not() {
    let services = services();
    let admin = Access::system(&services, "test");
    let (first, _) = person(&services, "one@maker.example", Role::Manager, None).await;
    let (second, _) = person(&services, "two@maker.example", Role::Manager, None).await;
    let input = |managers: &[MembershipId]| DealerInput {
        managers: managers.to_vec(),
        ..dealer_input("Север")
    };
    let dealer = make_dealer(&admin, input(&[first.id])).await.unwrap();
    let sees = |id: MembershipId| {
        let member = admin.read().unwrap().get::<Membership>(&id).unwrap().unwrap();
        let tx = Access::of_member(&services, &member, "test").unwrap().read().unwrap();
        tx.get::<Dealer>(&dealer.id).unwrap().is_some()
    };
    assert!(sees(first.id) && !sees(second.id));
    edit_dealer(&admin, dealer.id, input(&[second.id, second.id]))
        .await
        .unwrap();
    assert!(!sees(first.id) && sees(second.id));
    let nobody = wrong_fields(edit_dealer(&admin, dealer.id, input(&[Id::derived("x", "y")])).await);
    assert_eq!(nobody, ["managers: dealers-manager-wrong"]);
    // An administrator is no manager; neither is somebody of a dealer.
    let (buyer, _) = person(&services, "b@sever.example", Role::Buyer, Some(dealer.id)).await;
    let (chief, _) = person(&services, "a@maker.example", Role::Admin, None).await;
    for id in [buyer.id, chief.id] {
        assert!(matches!(
            edit_dealer(&admin, dealer.id, input(&[id])).await,
            Err(Error::Invalid(_))
        ));
    }
}

#[tokio::test]
async fn a_renamed_dealer_is_renamed_for_its_people_too() {
    let services = services();
    let admin = Access::system(&services, "test");
    let dealer = make_dealer(&admin, dealer_input("Север")).await.unwrap();
    let (buyer, _) = person(&services, "b@sever.example", Role::Buyer, Some(dealer.id)).await;
    make_dealer(&admin, dealer_input("Юг")).await.unwrap();
    assert_eq!(
        wrong_fields(edit_dealer(&admin, dealer.id, dealer_input(" юг ")).await),
        ["name: dealers-name-taken"]
    );
    edit_dealer(&admin, dealer.id, dealer_input("Север и сыновья"))
        .await
        .unwrap();
    let buyer = admin.read().unwrap().get::<Membership>(&buyer.id).unwrap().unwrap();
    assert_eq!(buyer.company_name, "Север и сыновья");
}

#[tokio::test]
async fn hostile_fields_are_refused_one_by_one() {
    let services = services();
    let admin = Access::system(&services, "test");
    let huge = "Я".repeat(10_000);
    let input = DealerInput {
        name: huge.clone(),
        city: huge.clone(),
        region: "KZ-75".into(),
        ..dealer_input("")
    };
    assert_eq!(
        wrong_fields(make_dealer(&admin, input).await),
        [
            "name: dealers-text-long",
            "city: dealers-text-long",
            "region: dealers-region-wrong"
        ]
    );
    assert_eq!(
        wrong_fields(make_dealer(&admin, dealer_input(" \u{a0}\r\n\0 ")).await),
        ["name: dealers-required"]
    );
    let named = make_dealer(&admin, dealer_input("  ООО\t«Север\r\nи  Юг»\0 "))
        .await
        .unwrap();
    assert_eq!(named.name, "ООО «Север и Юг»");
}

#[tokio::test]
async fn the_same_tax_number_and_kpp_belong_to_one_company() {
    let services = services();
    let admin = Access::system(&services, "test");
    let one = make_dealer(&admin, dealer_input("Север")).await.unwrap();
    let other = make_dealer(&admin, dealer_input("Юг")).await.unwrap();
    let first = save_entity(&admin, one.id, None, company("ООО «Север»")).await.unwrap();
    let twice = save_entity(&admin, other.id, None, company("ООО «Юг»")).await;
    assert_eq!(wrong_fields(twice), ["tax_id: dealers-tax-id-taken"]);
    let mut branch = company("ООО «Север», филиал");
    branch.requisites.kpp = "773602001".into();
    save_entity(&admin, other.id, None, branch).await.unwrap();
    // Saving the same again is no conflict with itself, and another dealer's entity isn't there.
    save_entity(&admin, one.id, Some(first.id), company("ООО «Север» новое"))
        .await
        .unwrap();
    let foreign = save_entity(&admin, other.id, Some(first.id), company("ООО «Юг»")).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let nowhere = save_entity(&admin, Id::derived("dealer", "none"), None, company("X")).await;
    assert!(matches!(nowhere, Err(Error::NotFound)));
}

fn contract(entity: Id<LegalEntity>, own_entity: Id<OwnEntity>) -> ContractInput {
    ContractInput {
        entity: Some(entity),
        own_entity: Some(own_entity),
        number: "7".into(),
        day: Day::constant(2026, 2, 1),
        price_type: None,
        price_type_name: "Опт".into(),
        currency: Currency::Rub,
        vat: VatMode::Included,
        deferral_days: 14,
        deferral_in: Default::default(),
        closed: false,
    }
}

#[tokio::test]
async fn a_contract_ties_own_sides_at_prices_of_its_currency() {
    let services = services();
    let tenge = uuid::Uuid::from_u128(7);
    services.provide(Arc::new(PriceTypes(|_| {
        Ok(vec![PriceTypeChoice {
            id: uuid::Uuid::from_u128(7),
            name: "Опт KZ".into(),
            currency: Currency::Kzt,
        }])
    })));
    let admin = Access::system(&services, "test");
    let one = make_dealer(&admin, dealer_input("Север")).await.unwrap();
    let other = make_dealer(&admin, dealer_input("Юг")).await.unwrap();
    let entity = save_entity(&admin, one.id, None, company("ООО «Север»")).await.unwrap();
    let own = OwnEntityInput {
        name: "Завод".into(),
        full_name: String::new(),
        country: Country::Ru,
        requisites: company("").requisites,
        vat: None,
    };
    let own = save_own_entity(&admin, None, own).await.unwrap();
    let good = contract(entity.id, own.id);
    let saved = save_contract(&admin, one.id, None, good.clone()).await.unwrap();
    let cases = [
        ("twice", one.id, None, good.clone(), "number: dealers-contract-taken"),
        (
            "of another dealer",
            other.id,
            None,
            good.clone(),
            "entity: dealers-entity-foreign",
        ),
        (
            "no side",
            one.id,
            None,
            ContractInput {
                own_entity: Some(Id::derived("x", "y")),
                ..good.clone()
            },
            "own_entity: dealers-choose",
        ),
        (
            "other currency",
            one.id,
            Some(saved.id),
            ContractInput {
                price_type: Some(tenge),
                ..good.clone()
            },
            "currency: dealers-price-type-currency",
        ),
        (
            "unknown price type",
            one.id,
            Some(saved.id),
            ContractInput {
                price_type: Some(uuid::Uuid::nil()),
                ..good.clone()
            },
            "price_type: dealers-price-type-unknown",
        ),
        (
            "a century of deferral",
            one.id,
            Some(saved.id),
            ContractInput {
                deferral_days: 36_500,
                ..good.clone()
            },
            "deferral_days: dealers-deferral-long",
        ),
    ];
    for (name, dealer, id, input, expected) in cases {
        assert_eq!(
            wrong_fields(save_contract(&admin, dealer, id, input).await),
            [expected],
            "{name}"
        );
    }
    let foreign = save_contract(&admin, other.id, Some(saved.id), good.clone()).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let priced = ContractInput {
        price_type: Some(tenge),
        currency: Currency::Kzt,
        ..good
    };
    let priced = save_contract(&admin, one.id, Some(saved.id), priced).await.unwrap();
    assert_eq!(
        (priced.price_type_name.as_str(), priced.currency),
        ("Опт KZ", Currency::Kzt)
    );
}

#[tokio::test]
async fn the_last_administrator_stays_and_nobody_locks_himself_out() {
    let services = services();
    let (chief, secret) = person(&services, "a@maker.example", Role::Admin, None).await;
    accept(&services, &secret, "a long password", Browser::default())
        .await
        .unwrap();
    let system = Access::system(&services, "test");
    let last = set_disabled(&system, chief.id, true).await;
    assert!(matches!(last, Err(Error::Refused(message)) if message.id == "access-last-administrator"));
    let demoted = PersonEdit {
        name: "A".into(),
        role: Role::Manager.into(),
        phone: String::new(),
    };
    let last = edit_person(&system, chief.id, demoted.clone()).await;
    assert!(matches!(last, Err(Error::Refused(message)) if message.id == "access-last-administrator"));
    let (second, _) = person(&services, "b@maker.example", Role::Admin, None).await;
    let own = Access::of_member(&services, &chief, "test").unwrap();
    let himself = set_disabled(&own, chief.id, true).await;
    assert!(matches!(himself, Err(Error::Refused(message)) if message.id == "access-disable-self"));
    assert!(matches!(
        edit_person(&own, chief.id, demoted).await,
        Err(Error::Invalid(_))
    ));
    set_disabled(&own, second.id, true).await.unwrap();
    // A disabled administrator doesn't count as one who remains.
    assert!(set_disabled(&system, chief.id, true).await.is_err());
}

#[tokio::test]
async fn a_director_manages_people_of_the_own_company_only() {
    let services = services();
    let admin = Access::system(&services, "test");
    let sever = make_dealer(&admin, dealer_input("Север")).await.unwrap();
    let yug = make_dealer(&admin, dealer_input("Юг")).await.unwrap();
    let (director, _) = person(&services, "d@sever.example", Role::Director, Some(sever.id)).await;
    let (own, _) = person(&services, "b@sever.example", Role::Buyer, Some(sever.id)).await;
    let (foreign, _) = person(&services, "b@yug.example", Role::Buyer, Some(yug.id)).await;
    let (staff, _) = person(&services, "m@maker.example", Role::Manager, None).await;
    let access = Access::of_member(&services, &director, "test").unwrap();
    for other in [foreign.id, staff.id] {
        assert!(matches!(set_disabled(&access, other, true).await, Err(Error::NotFound)));
        assert!(matches!(invite_again(&access, other).await, Err(Error::NotFound)));
        let edit = PersonEdit {
            name: "X".into(),
            role: Role::Buyer.into(),
            phone: String::new(),
        };
        assert!(matches!(edit_person(&access, other, edit).await, Err(Error::NotFound)));
    }
    let seller = PersonEdit {
        name: "Пётр".into(),
        role: Role::Seller.into(),
        phone: " 8 900 ".into(),
    };
    let seller = edit_person(&access, own.id, seller).await.unwrap();
    assert_eq!((seller.role, seller.phone.as_deref()), (Role::Seller, Some("8 900")));
    let promoted = PersonEdit {
        name: "Пётр".into(),
        role: Role::Admin.into(),
        phone: String::new(),
    };
    assert!(matches!(
        edit_person(&access, own.id, promoted).await,
        Err(Error::Invalid(_))
    ));
    let elsewhere = Invited {
        email: "x@yug.example".into(),
        name: "X".into(),
        role: Role::Buyer.into(),
        company: Some(yug.id),
        company_name: "Юг".into(),
    };
    assert!(invite(&access, elsewhere).await.is_err());
    let tx = access.read().unwrap();
    assert_eq!(queries::people(&tx, Some(sever.id)).unwrap().len(), 2);
    assert!(queries::people(&tx, Some(yug.id)).unwrap().is_empty());
}

#[tokio::test]
async fn a_disabled_person_is_out_and_a_new_invitation_voids_the_old_link() {
    let services = services();
    let admin = Access::system(&services, "test");
    let sever = make_dealer(&admin, dealer_input("Север")).await.unwrap();
    let (buyer, old) = person(&services, "b@sever.example", Role::Buyer, Some(sever.id)).await;
    let (_, new) = invite_again(&admin, buyer.id).await.unwrap();
    assert!(matches!(
        accept(&services, &old, "a long password", Browser::default()).await,
        Err(Error::NotFound)
    ));
    accept(&services, &new, "a long password", Browser::default())
        .await
        .unwrap();
    let (_, forgotten) = invite_again(&admin, buyer.id).await.unwrap();
    accept(&services, &forgotten, "a newer password", Browser::default())
        .await
        .unwrap();
    set_disabled(&admin, buyer.id, true).await.unwrap();
    let attempt = || SignIn {
        email: "b@sever.example",
        password: "a newer password",
        browser: Browser::default(),
    };
    assert!(sign_in(&services, attempt()).await.is_err());
    set_disabled(&admin, buyer.id, false).await.unwrap();
    sign_in(&services, attempt()).await.unwrap();
    let again = Invited {
        email: "B@sever.example".into(),
        name: "B".into(),
        role: Role::Buyer.into(),
        company: Some(sever.id),
        company_name: "Север".into(),
    };
    assert_eq!(
        wrong_fields(invite(&admin, again).await),
        ["email: access-already-member"]
    );
}

#[tokio::test]
async fn lists_are_searched_and_stay_within_the_scope() {
    let services = services();
    let admin = Access::system(&services, "test");
    let (manager, _) = person(&services, "m@maker.example", Role::Manager, None).await;
    for at in 0..260 {
        make_dealer(&admin, dealer_input(&format!("Дилер {at:03}")))
            .await
            .unwrap();
    }
    let own = DealerInput {
        managers: vec![manager.id],
        tier: Tier::Base,
        ..dealer_input("Ясень")
    };
    make_dealer(&admin, own).await.unwrap();
    let tx = admin.read().unwrap();
    let filter = |text: &str, tier| queries::DealerFilter {
        text: text.into(),
        tier,
        ..Default::default()
    };
    let named = queries::dealers(&tx, &filter("яСеНь", None), None).unwrap();
    assert_eq!((named.items.len(), named.next.is_none()), (1, true));
    assert_eq!(
        queries::dealers(&tx, &filter("", Some(Tier::Base)), None)
            .unwrap()
            .items
            .len(),
        1
    );
    let mut seen = 0;
    let mut cursor = None;
    loop {
        let page = queries::dealers(&tx, &filter("", None), cursor).unwrap();
        seen += page.items.len();
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, 261);
    let manager = tx.get::<Membership>(&manager.id).unwrap().unwrap();
    let tx = Access::of_member(&services, &manager, "test").unwrap().read().unwrap();
    let own = queries::dealers(&tx, &queries::DealerFilter::default(), None).unwrap();
    assert_eq!(
        own.items.iter().map(|dealer| dealer.name.as_str()).collect::<Vec<_>>(),
        ["Ясень"]
    );
}
