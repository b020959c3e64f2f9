//! Dealers with contracts, and people who are signed in.

use kabinet::modules::dealers::{
    Contract, Country, Dealer, DealerStatus, LegalEntity, OwnEntity, Requisites, StockRule, Tier,
};
use kabinet::platform::access::{Access, Account, Membership, Role, Session, Theme, account_id_of, csrf_token, hashed};
use kabinet::platform::values::{Currency, Day, DealerId, Id, Locale, VatMode};

use super::{goods, said, save_all};
use crate::Outcome;

/// Somebody with a session.
#[derive(Clone)]
pub struct Person {
    pub member: Membership,
    /// The header line of the session's cookie.
    pub cookie: String,
    /// The form token.
    pub csrf: String,
    session: Session,
    account: Account,
}

/// A dealer's buyer, and what the dealer buys under.
#[derive(Clone)]
pub struct Buyer {
    pub dealer: DealerId,
    pub contract: Id<Contract>,
    pub entity: Id<LegalEntity>,
    pub person: Person,
    records: Box<(Dealer, LegalEntity, Contract)>,
}

impl Buyer {
    /// Of the contract.
    pub fn number(&self) -> &str {
        &self.records.2.number
    }
}

fn person(access: &Access, name: &str, role: Role, company: Option<(DealerId, &str)>) -> Person {
    let now = access.now();
    let email = format!("{name}@bench.example");
    let account = Account {
        id: account_id_of(&email),
        email: email.clone(),
        name: format!("Анна {name}"),
        password: None,
        locale: Locale::Ru,
        theme: Theme::Auto,
        zone: None,
        disabled: false,
        created: now,
        second_factor: None,
    };
    let member = Membership {
        id: Id::derived("bench member", &email),
        account: account.id,
        company: company.map(|(dealer, _)| dealer),
        company_name: company.map_or("Бенч", |(_, name)| name).to_owned(),
        name: account.name.clone(),
        role,
        own_role: None,
        extra: Default::default(),
        stands_in: Vec::new(),
        dealers: Vec::new(),
        phone: Some("+7 485 200-00-00".into()),
        disabled: false,
        created: now,
    };
    let token = format!("{name}-{:032x}", rand::random::<u128>());
    let session = Session {
        token_hash: hashed(&token),
        account: account.id,
        membership: member.id,
        created: now,
        // Ahead of the clock, so that no request has to note the time of the session while others are measured.
        seen: now.plus_seconds(3_600),
        secret: format!("{:032x}", rand::random::<u128>()),
        client_beside: false,
        seen_as: None,
        flash: Vec::new(),
        agent: "bench".into(),
        address: String::new(),
    };
    Person {
        member,
        cookie: format!("cookie: sid={token}\r\n"),
        csrf: csrf_token(&session),
        session,
        account,
    }
}

fn buyer(access: &Access, number: usize, own: &OwnEntity) -> Buyer {
    let now = access.now();
    let dealer: DealerId = Id::derived("bench dealer", &number.to_string());
    let name = format!("Дилер {number:03}");
    let entity = LegalEntity {
        id: Id::derived("bench entity", &number.to_string()),
        dealer,
        name: format!("ООО «Дилер {number:03}»"),
        full_name: String::new(),
        country: Country::Ru,
        requisites: Requisites {
            tax_id: format!("76{number:08}"),
            kpp: "760401001".into(),
            ..Requisites::default()
        },
        counterparty: None,
        closed: false,
        created: now,
    };
    let contract = Contract {
        id: Id::derived("bench contract", &number.to_string()),
        dealer,
        entity: entity.id,
        own_entity: own.id,
        number: format!("Д-{number:03}"),
        day: Day::constant(2026, 1, 12),
        price_type: Some(goods::price_type().uuid()),
        price_type_name: "bench-opt".into(),
        currency: Currency::Rub,
        vat: VatMode::Included,
        deferral_days: 14,
        deferral_in: Default::default(),
        closed: false,
        created: now,
    };
    let record = Dealer {
        id: dealer,
        name: name.clone(),
        tier: Tier::Base,
        country: Country::Ru,
        city: "Ярославль".into(),
        region: "76".into(),
        status: DealerStatus::Active,
        managers: Vec::new(),
        stock_rule: StockRule::Exact,
        created: now,
    };
    Buyer {
        dealer,
        contract: contract.id,
        entity: entity.id,
        person: person(access, &format!("buyer{number}"), Role::Buyer, Some((dealer, &name))),
        records: Box::new((record, entity, contract)),
    }
}

/// Puts in an administrator and so many dealers with a buyer each.
pub fn put(access: &Access, dealers: usize) -> Outcome<(Person, Vec<Buyer>)> {
    let own = OwnEntity {
        id: Id::derived("bench own entity", ""),
        name: "ООО «Бенч»".into(),
        full_name: String::new(),
        country: Country::Ru,
        requisites: Requisites::default(),
        vat: None,
        created: access.now(),
    };
    let admin = person(access, "admin", Role::Admin, None);
    let buyers: Vec<Buyer> = (1..=dealers).map(|number| buyer(access, number, &own)).collect();
    save_all(access, "own entity", &[own], |change, of| change.save(of).map(drop))?;
    save_all(access, "dealers", &buyers, |change, buyer| {
        let (dealer, entity, contract) = &*buyer.records;
        change.save(dealer)?;
        change.save(entity)?;
        change.save(contract).map(drop)
    })?;
    let people: Vec<Person> = std::iter::once(&admin)
        .chain(buyers.iter().map(|buyer| &buyer.person))
        .cloned()
        .collect();
    save_all(access, "people", &people, |change, person| {
        change.save(&person.account)?;
        change.save(&person.member).map(drop)
    })?;
    access
        .write_blocking(move |write| people.iter().try_for_each(|person| write.technical(&person.session)))
        .map_err(said)?;
    Ok((admin, buyers))
}
