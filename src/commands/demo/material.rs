//! What the demonstration is made of, as it stands in `assets/demo`.

use std::collections::BTreeMap;

use anyhow::Context;
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::modules::dealers::DeferralIn;

/// What 1C with split files leaves in an exchange folder.
#[derive(RustEmbed)]
#[folder = "assets/demo/1c"]
pub struct OneCFiles;

/// Everything but the files of 1C.
pub struct Material {
    pub parties: Parties,
    pub year: Year,
}

pub fn read() -> anyhow::Result<Material> {
    let parties = include_str!("../../../assets/demo/dealers.toml");
    let year = include_str!("../../../assets/demo/history.toml");
    Ok(Material {
        parties: toml::from_str(parties).context("assets/demo/dealers.toml")?,
        year: toml::from_str(year).context("assets/demo/history.toml")?,
    })
}

impl Material {
    /// The manufacturer's name as people say it: what stands between the quotes of its first company.
    pub fn brand(&self) -> &str {
        let name = self
            .parties
            .own_entity
            .first()
            .map_or("", |entity| entity.company.name.as_str());
        name.split(['\u{ab}', '\u{bb}']).nth(1).unwrap_or(name)
    }

    /// The settings file of the demonstration.
    pub fn settings(&self) -> String {
        let zone = &self.parties.demo.time_zone;
        format!(
            "# Settings of the demonstration.\nbrand = {:?}\nzone = {zone:?}\nsecond_factor = \"optional\"\nlog = \"warn\"\n",
            self.brand()
        )
    }
}

#[derive(Deserialize)]
pub struct Parties {
    pub demo: Head,
    pub own_entity: Vec<OwnCompany>,
    pub staff: Vec<Person>,
    pub dealer: Vec<Dealer>,
}

#[derive(Deserialize)]
pub struct Head {
    pub time_zone: String,
    pub main_dealer: String,
}

#[derive(Deserialize)]
pub struct OwnCompany {
    pub key: String,
    #[serde(flatten)]
    pub company: Company,
}

/// A legal entity. Numbers of both countries; those that a country doesn't have are empty.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Company {
    pub country: String,
    pub name: String,
    pub full_name: String,
    pub inn: String,
    pub bin: String,
    pub iin: String,
    pub kpp: String,
    pub ogrn: String,
    pub ogrnip: String,
    pub address: String,
    pub bank: String,
    pub bik: String,
    pub account: String,
    pub correspondent_account: String,
}

#[derive(Deserialize)]
pub struct Person {
    #[serde(default)]
    pub key: String,
    pub name: String,
    pub role: String,
    pub email: String,
    #[serde(default)]
    pub phone: String,
}

#[derive(Deserialize)]
pub struct Dealer {
    pub key: String,
    pub name: String,
    pub country: String,
    pub city: String,
    pub region: String,
    pub tier: String,
    pub status: String,
    pub manager: String,
    pub orders_weight: u64,
    pub entity: Vec<Entity>,
    pub contract: Vec<Contract>,
    pub person: Vec<Person>,
}

#[derive(Deserialize)]
pub struct Entity {
    pub key: String,
    #[serde(flatten)]
    pub company: Company,
}

#[derive(Deserialize)]
pub struct Contract {
    pub number: String,
    pub date: String,
    pub own_entity: String,
    pub entity: String,
    pub price_type: String,
    pub currency: String,
    pub deferral_days: u16,
    #[serde(default)]
    pub deferral_in: DeferralIn,
    #[serde(default)]
    pub credit_limit: String,
    pub vat_included: bool,
}

/// What an administrator calls things of the line of stages.
#[derive(Deserialize)]
pub struct LineWords {
    /// The stage that dealers don't see.
    pub check_ru: String,
    pub check_en: String,
    /// The paper that production waits for.
    pub paper: String,
    /// The name of its file, and what stands under it.
    pub paper_file: String,
    pub paper_signed: String,
}

#[derive(Deserialize)]
pub struct Year {
    pub history: History,
    pub seasonality: BTreeMap<String, u64>,
    pub archetype: Vec<Archetype>,
    pub names: BTreeMap<String, Vec<String>>,
    pub draft: Vec<OpenDraft>,
    /// Goods that are made to order.
    pub model: Vec<ModelOf>,
    pub stages_by_age: Vec<StagesByAge>,
    pub steps: Steps,
    pub moved_date: Vec<Moved>,
    pub cancellation: Vec<Reason>,
    pub carrier: Vec<Carrier>,
    /// Carriers of the site's list, with their tracking pages.
    pub followed: Vec<Followed>,
    pub delivered: Delivered,
    pub addresses: BTreeMap<String, Vec<String>>,
    pub recipient: Vec<Recipient>,
    pub comments: Comments,
    pub line: LineWords,
}

#[derive(Deserialize)]
pub struct History {
    pub seed: u64,
    pub orders: usize,
    pub days: i64,
    pub working_hours: [i64; 2],
    pub hour_weights: Vec<u64>,
    pub weekday_weights: [u64; 7],
}

#[derive(Deserialize)]
pub struct Archetype {
    pub weight: u64,
    pub names: Vec<String>,
    #[serde(default)]
    pub tiers: Vec<String>,
    #[serde(default)]
    pub months: Vec<i8>,
    pub lines: Vec<Goods>,
}

#[derive(Deserialize)]
pub struct Goods {
    pub article: String,
    pub min: i64,
    pub max: i64,
    #[serde(default)]
    pub step: Option<i64>,
    #[serde(default)]
    pub chance: Option<u64>,
    #[serde(default)]
    pub variant: Option<String>,
    #[serde(default)]
    pub note: Option<String>,
    #[serde(default)]
    pub months: Vec<i8>,
    #[serde(default)]
    pub countries: Vec<String>,
}

#[derive(Deserialize)]
pub struct OpenDraft {
    pub name: String,
    pub by: String,
    #[serde(default)]
    pub note: String,
    /// Kept to begin drafts from.
    #[serde(default)]
    pub template: bool,
    /// Sent as soon as it is filled.
    #[serde(default)]
    pub sent: bool,
    pub lines: Vec<OpenLine>,
}

#[derive(Deserialize)]
pub struct OpenLine {
    pub article: String,
    pub quantity: String,
    #[serde(default)]
    pub variant: Option<String>,
    /// What is chosen of goods that are made to order, by the codes of the model.
    #[serde(default)]
    pub choices: BTreeMap<String, String>,
}

/// A product that is made to order, and the tables of its model.
#[derive(Deserialize)]
pub struct ModelOf {
    pub article: String,
    pub tables: String,
}

#[derive(Deserialize)]
pub struct StagesByAge {
    pub from: i64,
    pub to: i64,
    pub weights: BTreeMap<String, u64>,
}

#[derive(Deserialize)]
pub struct Steps {
    pub confirmation_hours: [i64; 2],
    pub queue_days: [i64; 2],
    pub production_days: [i64; 2],
    pub packing_days: [i64; 2],
    pub transit_days: [i64; 2],
    pub closing_days: [i64; 2],
    pub moved_percent: u64,
    pub moved_twice_percent: u64,
    pub entered_by_staff_percent: u64,
}

#[derive(Deserialize)]
pub struct Moved {
    pub reason: String,
    pub days: [i64; 2],
    pub weight: u64,
}

#[derive(Deserialize)]
pub struct Reason {
    pub reason: String,
    pub weight: u64,
}

#[derive(Deserialize)]
pub struct Carrier {
    pub name: String,
    pub countries: Vec<String>,
    pub track: String,
    pub weight: u64,
}

#[derive(Deserialize)]
pub struct Followed {
    pub name: String,
    #[serde(default)]
    pub tracking: String,
    #[serde(default)]
    pub terminals: Vec<String>,
}

/// What is told of the order that leaves in parts, of the one that a person gets, and of kept addresses.
#[derive(Deserialize)]
pub struct Delivered {
    pub carrier: String,
    pub tracks: Vec<String>,
    pub remark: String,
    /// The beginning of a picture's place among the files of 1C.
    pub photo: String,
    /// Name, telephone, number of the passport.
    pub person: [String; 3],
    pub address_names: Vec<String>,
    pub window: String,
    pub contact: String,
    pub phone: String,
}

#[derive(Deserialize)]
pub struct Recipient {
    pub name: String,
    pub phone: String,
    pub dealer: String,
}

#[derive(Deserialize)]
pub struct Comments {
    pub order: Vec<String>,
    pub line: Vec<String>,
    pub comment_percent: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_material_is_whole() {
        let material = read().unwrap();
        assert_eq!(material.parties.dealer.len(), 12);
        assert_eq!(material.year.history.orders, 300);
        assert!(OneCFiles::iter().any(|name| name.starts_with("goods/")));
        assert!(!material.brand().is_empty());
        let main = &material.parties.demo.main_dealer;
        assert!(material.parties.dealer.iter().any(|dealer| dealer.key == *main));
    }
}
