//! Records of the module and their rules.

use serde::{Deserialize, Serialize};

use crate::platform::store::{Index, Indexer, Record, Table};
use crate::platform::values::{Currency, Day, DealerId, Id, MembershipId, Moment, Scope, VatMode, VatRate};

/// A country that we trade in; it decides registers, VAT and how things are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Country {
    Ru,
    Kz,
}

impl Country {
    pub const ALL: [Country; 2] = [Country::Ru, Country::Kz];
}

/// A level of the dealer programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    Gold,
    Silver,
    Base,
}

impl Tier {
    pub const ALL: [Tier; 3] = [Tier::Gold, Tier::Silver, Tier::Base];

    /// The text of its name.
    pub const fn message(self) -> &'static str {
        match self {
            Tier::Gold => "dealers-tier-gold",
            Tier::Silver => "dealers-tier-silver",
            Tier::Base => "dealers-tier-base",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DealerStatus {
    Active,
    /// Signs in and reads, but submits no orders.
    Paused,
}

/// What a dealer sees of stock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StockRule {
    /// The number.
    Exact,
    /// There is, there is little, there is none.
    #[default]
    Levels,
    Hidden,
}

/// A partner company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dealer {
    pub id: DealerId,
    pub name: String,
    pub tier: Tier,
    pub country: Country,
    #[serde(default)]
    pub city: String,
    /// A region by the register of the tax service (`76`), or `KZ-75`.
    #[serde(default)]
    pub region: String,
    pub status: DealerStatus,
    /// The responsible sales managers; the first one's telephone is shown to the dealer.
    #[serde(default)]
    pub managers: Vec<MembershipId>,
    #[serde(default)]
    pub stock_rule: StockRule,
    pub created: Moment,
}

pub const DEALER_BY_NAME: Index<Dealer> = Index::new(16 * 16, "dealer.by_name");

impl Record for Dealer {
    const TABLE: Table = Table::new(16, "dealer");
    const VERSIONED: bool = true;
    type Key = DealerId;

    fn key(&self) -> DealerId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.id)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&DEALER_BY_NAME, self.name.to_lowercase().as_str());
    }
}

/// Requisites of a company in the register of its country. Numbers are text: leading zeros matter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Requisites {
    /// ИНН in Russia, БИН or ИИН in Kazakhstan.
    pub tax_id: String,
    /// КПП: branches of one company differ by it.
    #[serde(default)]
    pub kpp: String,
    /// ОГРН or ОГРНИП.
    #[serde(default)]
    pub ogrn: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub bank: String,
    #[serde(default)]
    pub bik: String,
    #[serde(default)]
    pub account: String,
    #[serde(default)]
    pub correspondent_account: String,
}

/// A dealer's company in the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LegalEntity {
    pub id: Id<LegalEntity>,
    pub dealer: DealerId,
    pub name: String,
    #[serde(default)]
    pub full_name: String,
    pub country: Country,
    pub requisites: Requisites,
    /// 1C's id of the counterparty, once it was matched.
    #[serde(default)]
    pub counterparty: Option<String>,
    #[serde(default)]
    pub closed: bool,
    pub created: Moment,
}

pub const ENTITY_BY_DEALER: Index<LegalEntity> = Index::new(17 * 16, "legal_entity.by_dealer");
/// By tax number and КПП: what a counterparty from 1C is matched with.
pub const ENTITY_BY_TAX_ID: Index<LegalEntity> = Index::unique(17 * 16 + 1, "legal_entity.by_tax_id");
/// By 1C's id of the counterparty.
pub const ENTITY_BY_COUNTERPARTY: Index<LegalEntity> = Index::unique(17 * 16 + 2, "legal_entity.by_counterparty");
/// Those that no counterparty of 1C was found for, by name.
pub const ENTITY_UNMATCHED: Index<LegalEntity> = Index::new(17 * 16 + 3, "legal_entity.unmatched");

impl Record for LegalEntity {
    const TABLE: Table = Table::new(17, "legal_entity");
    const VERSIONED: bool = true;
    // 2: unmatched.
    const INDEXES: u16 = 2;
    type Key = Id<LegalEntity>;

    fn key(&self) -> Id<LegalEntity> {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&ENTITY_BY_DEALER, &(self.dealer, self.name.as_str()));
        indexer.put(
            &ENTITY_BY_TAX_ID,
            &(self.requisites.tax_id.as_str(), self.requisites.kpp.as_str()),
        );
        match &self.counterparty {
            Some(counterparty) => indexer.put(&ENTITY_BY_COUNTERPARTY, counterparty.as_str()),
            None => indexer.put(&ENTITY_UNMATCHED, self.name.to_lowercase().as_str()),
        }
    }
}

/// The manufacturer's own company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnEntity {
    pub id: Id<OwnEntity>,
    pub name: String,
    #[serde(default)]
    pub full_name: String,
    pub country: Country,
    pub requisites: Requisites,
    /// The rate that this company sells at where a product says nothing else; `None`: the country's general rate.
    #[serde(default)]
    pub vat: Option<VatRate>,
    pub created: Moment,
}

impl Record for OwnEntity {
    const TABLE: Table = Table::new(18, "own_entity");
    const VERSIONED: bool = true;
    type Key = Id<OwnEntity>;

    fn key(&self) -> Id<OwnEntity> {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
}

/// How the days of a deferral are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeferralIn {
    #[default]
    Calendar,
    /// Working days of the seller's country.
    Bank,
}

impl DeferralIn {
    pub const ALL: [DeferralIn; 2] = [DeferralIn::Calendar, DeferralIn::Bank];
}

/// An agreement between a dealer's and an own legal entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contract {
    pub id: Id<Contract>,
    pub dealer: DealerId,
    pub entity: Id<LegalEntity>,
    pub own_entity: Id<OwnEntity>,
    pub number: String,
    pub day: Day,
    /// The catalogue's price type, by its id there; `None` until 1C's price types are known.
    #[serde(default)]
    pub price_type: Option<uuid::Uuid>,
    /// The price type's name as it was agreed.
    #[serde(default)]
    pub price_type_name: String,
    pub currency: Currency,
    pub vat: VatMode,
    /// Days until payment is due after shipment.
    #[serde(default)]
    pub deferral_days: u16,
    #[serde(default)]
    pub deferral_in: DeferralIn,
    #[serde(default)]
    pub closed: bool,
    pub created: Moment,
}

pub const CONTRACT_BY_DEALER: Index<Contract> = Index::new(19 * 16, "contract.by_dealer");

impl Record for Contract {
    const TABLE: Table = Table::new(19, "contract");
    const VERSIONED: bool = true;
    type Key = Id<Contract>;

    fn key(&self) -> Id<Contract> {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&CONTRACT_BY_DEALER, &(self.dealer, self.number.as_str()));
    }
}
