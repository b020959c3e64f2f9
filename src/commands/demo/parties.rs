//! The manufacturer, its dealers and everybody's people.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context, anyhow};

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
    Access, Invited, Membership, PersonEdit, Role, accept, edit_person, hashed, invite, sign_out,
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
        Ok(Access::of_member(services, &member, "demo"))
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
    for person in &material.parties.staff {
        // The main job knows two roles of the manufacturer; others come with the modules that need them.
        let Some(role) = Role::from_id(&person.role).filter(|role| role.is_staff()) else {
            continue;
        };
        let member = join(access, &mut cast, person, role, None, material.brand()).await?;
        if role == Role::Manager {
            cast.managers.insert(person.key.clone(), member);
        }
    }
    for dealer in &material.parties.dealer {
        make(access, &mut cast, material, dealer).await?;
    }
    Ok(cast)
}

async fn make(access: &Access, cast: &mut Cast, material: &Material, dealer: &material::Dealer) -> anyhow::Result<()> {
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
    for person in &dealer.person {
        let role = Role::from_id(&person.role).context("a role")?;
        join(access, cast, person, role, Some(made.id), &dealer.name).await?;
    }
    cast.dealers.insert(dealer.key.clone(), made);
    Ok(())
}

/// Invites somebody, who accepts at once.
async fn join(
    access: &Access,
    cast: &mut Cast,
    person: &material::Person,
    role: Role,
    company: Option<DealerId>,
    company_name: &str,
) -> anyhow::Result<MembershipId> {
    let invited = Invited {
        email: person.email.clone(),
        name: person.name.clone(),
        role,
        company,
        company_name: company_name.to_owned(),
    };
    let (member, secret) = invite(access, invited)
        .await
        .map_err(|error| broken(&person.email, &error))?;
    let password = fresh_password();
    let services = access.services();
    let session = accept(services, &secret, &password, "demo").await;
    let session = session.map_err(|error| broken(&person.email, &error))?;
    sign_out(services, hashed(session.as_str())).await?;
    let edit = PersonEdit {
        name: person.name.clone(),
        role,
        phone: person.phone.clone(),
    };
    let member = edit_person(access, member.id, edit)
        .await
        .map_err(|error| broken(&person.email, &error))?;
    cast.accounts.push(Account {
        role: role.id().to_owned(),
        email: person.email.clone(),
        password,
        name: person.name.clone(),
        company: company_name.to_owned(),
        told: false,
    });
    let id = member.id;
    cast.people.insert(person.email.clone(), member);
    Ok(id)
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
