//! The manufacturer, its dealers and everybody's people.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use tokio::task::JoinSet;

use super::accounts::{Account, fresh_password};
use super::material::{self, Material};
use crate::commands::said;
use crate::modules::catalogue::PriceType;
use crate::modules::dealers::actions::{
    ContractInput, DealerInput, EntityInput, OwnEntityInput, edit_dealer, make_dealer, save_contract, save_entity,
    save_own_entity, set_status,
};
use crate::modules::dealers::{
    Contract, Country, Dealer, DealerStatus, LegalEntity, OwnEntity, Requisites, StockRule, Tier,
};
use crate::platform::access::{
    Access, Browser, Entered, Invited, Membership, PersonEdit, Role, accept, edit_person, hashed, invite, sign_out,
};
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{Currency, DealerId, Id, MembershipId, VatMode};

/// Everybody by the names that the material gives them.
#[derive(Default)]
pub struct Cast {
    pub own: HashMap<String, OwnEntity>,
    pub dealers: HashMap<String, Dealer>,
    pub entities: HashMap<String, LegalEntity>,
    /// By dealer.
    pub contracts: HashMap<String, Vec<Contract>>,
    /// By e-mail; the people of the manufacturer too.
    pub people: HashMap<String, Membership>,
    /// By the keys of the material.
    pub managers: HashMap<String, MembershipId>,
    pub accounts: Vec<Account>,
}

impl Cast {
    /// The access of somebody; managers are read anew, since their dealers came later than they did.
    pub fn access(&self, services: &Arc<Services>, email: &str) -> anyhow::Result<Access> {
        let member = self.people.get(email).with_context(|| format!("{email} is nobody"))?;
        let member = Access::system(services, "demo").read()?.get::<Membership>(&member.id)?;
        let member = member.with_context(|| format!("{email} is gone"))?;
        Ok(Access::of_member(services, &member, "demo")?)
    }
}

/// Own companies, staff, dealers and their legal entities: what must stand before the first exchange, so that 1C's
/// counterparties find their companies.
pub async fn before_exchange(access: &Access, material: &Material) -> anyhow::Result<Cast> {
    let mut cast = Cast::default();
    for own in &material.parties.own_entity {
        let input = OwnEntityInput {
            name: own.company.name.clone(),
            full_name: own.company.full_name.clone(),
            country: country(&own.company.country)?,
            requisites: requisites(&own.company),
            vat: None,
        };
        let saved = save_own_entity(access, None, input).await;
        cast.own
            .insert(own.key.clone(), saved.map_err(|error| broken(&own.key, &error))?);
    }
    let mut staff = Vec::new();
    for person in &material.parties.staff {
        // The main job knows two roles of the manufacturer; others come with the modules that need them.
        let Some(role) = Role::from_id(&person.role).filter(|role| role.is_staff()) else {
            continue;
        };
        staff.push(Joining::of(person, role, None, material.brand()));
    }
    join_all(access, &mut cast, staff).await?;
    for person in &material.parties.staff {
        if let Some(member) = cast
            .people
            .get(&person.email)
            .filter(|member| member.role == Role::Manager)
        {
            cast.managers.insert(person.key.clone(), member.id);
        }
    }
    let mut people = Vec::new();
    for dealer in &material.parties.dealer {
        people.extend(make(access, &mut cast, material, dealer).await?);
    }
    join_all(access, &mut cast, people).await?;
    Ok(cast)
}

async fn make(
    access: &Access,
    cast: &mut Cast,
    material: &Material,
    dealer: &material::Dealer,
) -> anyhow::Result<Vec<Joining>> {
    let input = DealerInput {
        name: dealer.name.clone(),
        tier: Tier::from_code(&dealer.tier).context("a tier")?,
        country: country(&dealer.country)?,
        city: dealer.city.clone(),
        region: dealer.region.clone(),
        stock_rule: if dealer.key == material.parties.demo.main_dealer {
            StockRule::Exact
        } else {
            StockRule::Levels
        },
        managers: Vec::new(),
    };
    let made = make_dealer(access, input.clone())
        .await
        .map_err(|error| broken(&dealer.key, &error))?;
    if let Some(manager) = cast.managers.get(&dealer.manager) {
        let managers = vec![*manager];
        let assigned = edit_dealer(access, made.id, DealerInput { managers, ..input }).await;
        assigned.map_err(|error| broken(&dealer.key, &error))?;
    }
    for entity in &dealer.entity {
        let input = EntityInput {
            name: entity.company.name.clone(),
            full_name: entity.company.full_name.clone(),
            country: country(&entity.company.country)?,
            requisites: requisites(&entity.company),
            closed: false,
        };
        let saved = save_entity(access, made.id, None, input).await;
        let saved = saved.map_err(|error| broken(&entity.key, &error))?;
        cast.entities.insert(entity.key.clone(), saved);
    }
    let mut people = Vec::new();
    for person in &dealer.person {
        let role = Role::from_id(&person.role).context("a role")?;
        people.push(Joining::of(person, role, Some(made.id), &dealer.name));
    }
    cast.dealers.insert(dealer.key.clone(), made);
    Ok(people)
}

/// Somebody who comes into a company.
struct Joining {
    name: String,
    email: String,
    phone: String,
    role: Role,
    company: Option<DealerId>,
    company_name: String,
}

impl Joining {
    fn of(person: &material::Person, role: Role, company: Option<DealerId>, company_name: &str) -> Joining {
        Joining {
            name: person.name.clone(),
            email: person.email.clone(),
            phone: person.phone.clone(),
            role,
            company,
            company_name: company_name.to_owned(),
        }
    }
}

/// All come in side by side: most of the time goes into hashing passwords and flushing, which they share.
async fn join_all(access: &Access, cast: &mut Cast, all: Vec<Joining>) -> anyhow::Result<()> {
    let mut coming = JoinSet::new();
    for (place, joining) in all.into_iter().enumerate() {
        let access = access.clone();
        coming.spawn(async move { join(&access, joining).await.map(|joined| (place, joined)) });
    }
    let mut joined = Vec::new();
    while let Some(done) = coming.join_next().await {
        joined.push(done??);
    }
    joined.sort_by_key(|(place, _)| *place);
    for (_, (account, member)) in joined {
        cast.people.insert(account.email.clone(), member);
        cast.accounts.push(account);
    }
    Ok(())
}

/// Invites somebody, who accepts at once.
async fn join(access: &Access, joining: Joining) -> anyhow::Result<(Account, Membership)> {
    let Joining {
        name,
        email,
        phone,
        role,
        company,
        company_name,
    } = joining;
    let invited = Invited {
        email: email.clone(),
        name: name.clone(),
        role: role.into(),
        company,
        company_name: company_name.clone(),
    };
    let (member, secret) = invite(access, invited).await.map_err(|error| broken(&email, &error))?;
    let password = fresh_password();
    let services = access.services();
    let entered = accept(services, &secret, &password, Browser::default()).await;
    if let Entered::In(opening) = entered.map_err(|error| broken(&email, &error))? {
        sign_out(services, hashed(opening.token.as_str())).await?;
    }
    let edit = PersonEdit {
        name: name.clone(),
        role: role.into(),
        phone,
    };
    let member = edit_person(access, member.id, edit).await;
    let member = member.map_err(|error| broken(&email, &error))?;
    let account = Account {
        role: role.id().to_owned(),
        email,
        password,
        name,
        company: company_name,
        told: false,
    };
    Ok((account, member))
}

/// Contracts: they name price types, which come with the first exchange.
pub async fn contracts(access: &Access, cast: &mut Cast, material: &Material) -> anyhow::Result<()> {
    let price_types = access.read()?.list::<PriceType>(100)?;
    for dealer in &material.parties.dealer {
        let id = cast.dealers[&dealer.key].id;
        for contract in &dealer.contract {
            let price_type = price_types
                .iter()
                .find(|known| known.name.trim() == contract.price_type);
            let price_type = price_type.with_context(|| format!("price type {}", contract.price_type))?;
            let input = ContractInput {
                entity: cast.entities.get(&contract.entity).map(|entity| entity.id),
                own_entity: cast.own.get(&contract.own_entity).map(|entity| entity.id),
                number: contract.number.clone(),
                day: contract.date.parse().context("a day")?,
                price_type: Some(price_type.id.uuid()),
                price_type_name: price_type.name.clone(),
                currency: Currency::from_code(&contract.currency).context("a currency")?,
                vat: if contract.vat_included {
                    VatMode::Included
                } else {
                    VatMode::OnTop
                },
                deferral_days: contract.deferral_days,
                deferral_in: contract.deferral_in,
                closed: false,
            };
            let saved = save_contract(access, id, None::<Id<Contract>>, input).await;
            let saved = saved.map_err(|error| broken(&contract.number, &error))?;
            cast.contracts.entry(dealer.key.clone()).or_default().push(saved);
        }
    }
    Ok(())
}

/// Dealers that are paused today; their orders were made before.
pub async fn pauses(access: &Access, cast: &Cast, material: &Material) -> anyhow::Result<()> {
    for dealer in &material.parties.dealer {
        if DealerStatus::from_code(&dealer.status) == Some(DealerStatus::Paused) {
            let paused = set_status(access, cast.dealers[&dealer.key].id, DealerStatus::Paused).await;
            paused.map_err(|error| broken(&dealer.key, &error))?;
        }
    }
    Ok(())
}

fn country(code: &str) -> anyhow::Result<Country> {
    Country::from_code(code).with_context(|| format!("country {code}"))
}

fn requisites(company: &material::Company) -> Requisites {
    let first = |texts: [&String; 3]| {
        texts
            .into_iter()
            .find(|text| !text.is_empty())
            .cloned()
            .unwrap_or_default()
    };
    Requisites {
        tax_id: first([&company.inn, &company.bin, &company.iin]),
        kpp: company.kpp.clone(),
        ogrn: first([&company.ogrn, &company.ogrnip, &String::new()]),
        address: company.address.clone(),
        bank: company.bank.clone(),
        bik: company.bik.clone(),
        account: company.account.clone(),
        correspondent_account: company.correspondent_account.clone(),
    }
}

pub fn broken(what: &str, error: &crate::platform::error::Error) -> anyhow::Error {
    anyhow!("{what}: {}", said(error))
}
