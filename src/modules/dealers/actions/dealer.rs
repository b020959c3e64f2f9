//! Making, changing and pausing a dealer.

use crate::modules::dealers::ceilings::ceiling_of;
use crate::modules::dealers::checks::{Checks, NAME_MAX};
use crate::modules::dealers::events::DealersEvent;
use crate::modules::dealers::model::{Country, DEALER_BY_NAME, Dealer, DealerStatus, StockRule, Tier};
use crate::modules::dealers::permissions::EDIT;
use crate::platform::access::{Access, Change, Membership, Role, Write, people_of};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, MembershipId, Message, PAGE_LIMIT_MAX, PageRequest};

/// Managers of one dealer: the first answers the telephone, others stand in.
const MANAGERS_MAX: usize = 10;

/// A dealer as it was typed.
#[derive(Clone, Debug)]
pub struct DealerInput {
    pub name: String,
    pub tier: Tier,
    pub country: Country,
    pub city: String,
    pub region: String,
    pub stock_rule: StockRule,
    pub managers: Vec<MembershipId>,
}

impl DealerInput {
    fn checked(mut self) -> Result<DealerInput, Error> {
        let mut checks = Checks::default();
        self.name = checks.required("name", &self.name, NAME_MAX);
        self.city = checks.text("city", &self.city, NAME_MAX);
        self.region = checks.text("region", &self.region, 10).to_uppercase();
        if !self.region.is_empty() && !region_fits(self.country, &self.region) {
            checks.wrong("region", Message::new("dealers-region-wrong"));
        }
        let mut seen = Vec::new();
        self.managers.retain(|manager| {
            !seen.contains(manager) && {
                seen.push(*manager);
                true
            }
        });
        if self.managers.len() > MANAGERS_MAX {
            checks.wrong(
                "managers",
                Message::new("dealers-managers-many").with("max", MANAGERS_MAX),
            );
        }
        checks.finish()?;
        Ok(self)
    }
}

/// Two digits of the tax service's register; in Kazakhstan the code of ISO 3166-2, `KZ-75`.
fn region_fits(country: Country, region: &str) -> bool {
    let digits = match country {
        Country::Ru => region,
        Country::Kz => region.strip_prefix("KZ-").unwrap_or(""),
    };
    digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

pub async fn make_dealer(access: &Access, input: DealerInput) -> Result<Dealer, Error> {
    access.require(EDIT)?;
    let input = input.checked()?;
    access
        .write(move |write| {
            let id = write.fresh_id();
            name_is_free(write, &input.name, id)?;
            let managers = managers_after(write, id, &[], &input.managers)?;
            let dealer = Dealer {
                id,
                name: input.name.clone(),
                tier: input.tier,
                country: input.country,
                city: input.city.clone(),
                region: input.region.clone(),
                status: DealerStatus::Active,
                managers: input.managers.clone(),
                stock_rule: input.stock_rule,
                created: write.now(),
            };
            let ceiling = ceiling_of(write, &dealer)?;
            let mut change = write.change(&DealersEvent::Made { dealer: dealer.clone() })?;
            change.save(&dealer)?;
            change.save(&ceiling)?;
            save_members(&mut change, &managers)?;
            Ok(dealer)
        })
        .await
}

/// Changes a dealer. Its managers' own dealers (their scope) and its people's company name change in the same entry.
pub async fn edit_dealer(access: &Access, id: DealerId, input: DealerInput) -> Result<Dealer, Error> {
    access.require(EDIT)?;
    let input = input.checked()?;
    access
        .write(move |write| {
            let old = write.get::<Dealer>(&id)?.ok_or(Error::NotFound)?;
            name_is_free(write, &input.name, id)?;
            let mut members = managers_after(write, id, &old.managers, &input.managers)?;
            if input.name != old.name {
                members.extend(people_of(&**write, Some(id))?.into_iter().map(|person| Membership {
                    company_name: input.name.clone(),
                    ..person
                }));
            }
            let new = Dealer {
                name: input.name.clone(),
                tier: input.tier,
                country: input.country,
                city: input.city.clone(),
                region: input.region.clone(),
                managers: input.managers.clone(),
                stock_rule: input.stock_rule,
                ..old.clone()
            };
            if new == old && members.is_empty() {
                return Ok(new);
            }
            let assigned = new.managers.iter().filter(|manager| !old.managers.contains(manager));
            let event = DealersEvent::Edited {
                assigned: assigned.copied().collect(),
                old,
                new: new.clone(),
            };
            // Another tier has another ceiling.
            let ceiling = ceiling_of(write, &new)?;
            let mut change = write.change(&event)?;
            change.save(&new)?;
            change.save(&ceiling)?;
            save_members(&mut change, &members)?;
            Ok(new)
        })
        .await
}

/// Pauses a dealer (it reads, but submits no orders) or lets it work again.
pub async fn set_status(access: &Access, id: DealerId, status: DealerStatus) -> Result<Dealer, Error> {
    access.require(EDIT)?;
    access
        .write(move |write| {
            let old = write.get::<Dealer>(&id)?.ok_or(Error::NotFound)?;
            let dealer = Dealer { status, ..old.clone() };
            if dealer != old {
                write.save(&dealer, &DealersEvent::StatusSet { dealer: dealer.clone() })?;
            }
            Ok(dealer)
        })
        .await
}

fn name_is_free(write: &Write<'_, '_>, name: &str, own: DealerId) -> Result<(), Error> {
    let named = write.scan(&DEALER_BY_NAME, name.to_lowercase().as_str(), &PageRequest::first(2))?;
    if named.items.iter().any(|dealer| dealer.id != own) {
        return Err(Error::invalid("name", Message::new("dealers-name-taken")));
    }
    Ok(())
}

/// The managers whose own dealers change when `dealer` passes from `before` to `after`, as they will be.
fn managers_after(
    write: &Write<'_, '_>,
    dealer: DealerId,
    before: &[MembershipId],
    after: &[MembershipId],
) -> Result<Vec<Membership>, Error> {
    let mut changed = Vec::new();
    for id in after {
        let member = write.get::<Membership>(id)?;
        let known = member.filter(|member| member.company.is_none() && member.role == Role::Manager);
        let Some(mut member) = known.filter(|member| !member.disabled || before.contains(id)) else {
            return Err(Error::invalid("managers", Message::new("dealers-manager-wrong")));
        };
        if !member.dealers.contains(&dealer) {
            if member.dealers.len() >= PAGE_LIMIT_MAX {
                let message = Message::new("dealers-manager-full").with("name", member.name.as_str());
                return Err(Error::invalid("managers", message));
            }
            member.dealers.push(dealer);
            changed.push(member);
        }
    }
    for id in before.iter().filter(|id| !after.contains(id)) {
        if let Some(mut member) = write.get::<Membership>(id)?
            && member.dealers.contains(&dealer)
        {
            member.dealers.retain(|own| *own != dealer);
            changed.push(member);
        }
    }
    Ok(changed)
}

fn save_members(change: &mut Change<'_, '_>, members: &[Membership]) -> Result<(), Error> {
    for member in members {
        change.save(member)?;
    }
    Ok(())
}
