//! A feed and its rules. Pure.

use serde::{Deserialize, Serialize};

use crate::modules::catalogue::GroupId;
use crate::modules::dealers::Contract;
use crate::modules::offers::{Basis, Rounding, Rule};
use crate::platform::values::{DealerId, Id, Locale, MembershipId, Message, Moment, Money, Percent};

pub type FeedId = Id<Feed>;

pub const NAME_MAX: usize = 80;
pub const SITE_MAX: usize = 200;
/// The most groups that a feed names.
pub const GROUPS_MAX: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Yml,
    Csv,
    Json,
}

impl Format {
    pub const ALL: [Format; 3] = [Format::Yml, Format::Csv, Format::Json];

    /// In forms, and as the ending of the address.
    pub const fn code(self) -> &'static str {
        match self {
            Format::Yml => "yml",
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }

    pub fn from_code(code: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.code() == code)
    }

    pub const fn name(self) -> &'static str {
        match self {
            Format::Yml => "YML",
            Format::Csv => "CSV",
            Format::Json => "JSON",
        }
    }

    /// For what it is, in words.
    pub const fn message(self) -> &'static str {
        match self {
            Format::Yml => "feeds-format-yml",
            Format::Csv => "feeds-format-csv",
            Format::Json => "feeds-format-json",
        }
    }

    pub const fn mime(self) -> &'static str {
        match self {
            Format::Yml => "application/xml; charset=utf-8",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Json => "application/json",
        }
    }
}

/// Which price stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pricing {
    /// A price for clients, by the rules of offers.
    Client(Rule),
    /// The dealer's own price, as it is: for its ERP.
    Purchase,
}

/// Of [`Pricing::Purchase`] in forms.
pub const PURCHASE: &str = "purchase";

impl Pricing {
    pub const fn code(self) -> &'static str {
        match self {
            Pricing::Client(rule) => rule.code(),
            Pricing::Purchase => PURCHASE,
        }
    }

    /// The text of a rule's name.
    pub fn message(code: &str) -> &'static str {
        match code {
            PURCHASE => "feeds-rule-purchase",
            code => Rule::message(code),
        }
    }

    /// The rules that a reader may choose from.
    pub fn codes(sees_costs: bool) -> Vec<&'static str> {
        let client = Rule::codes(sees_costs).iter().copied();
        client.chain(sees_costs.then_some(PURCHASE)).collect()
    }

    pub fn parse(code: &str, typed: &str) -> Result<Pricing, Message> {
        match code {
            PURCHASE => Ok(Pricing::Purchase),
            code => Rule::parse(code, typed).map(Pricing::Client),
        }
    }

    pub const fn percent(self) -> Option<Percent> {
        match self {
            Pricing::Client(rule) => rule.percent(),
            Pricing::Purchase => None,
        }
    }

    /// May somebody make, see and read it who does or doesn't see purchase prices? Whoever has the address could work
    /// the purchase price out of a margin.
    pub const fn is_open_to(self, sees_costs: bool) -> bool {
        match self {
            Pricing::Client(rule) => rule.is_open_to(sees_costs),
            Pricing::Purchase => sees_costs,
        }
    }

    /// What stands in the file for one unit, with the tax; `None` where it can't be told.
    pub fn price(self, basis: &Basis, rounding: Rounding) -> Option<Money> {
        let priced = match self {
            Pricing::Client(rule) => rule.price(basis, rounding),
            // An own price is never rounded beyond what money has.
            Pricing::Purchase => Rule::Markup(Percent::whole(0)).price(basis, Rounding::Kopeck),
        };
        priced.filter(|price| price.minor > 0)
    }
}

/// What a person chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub name: String,
    /// Its prices and currency.
    pub contract: Id<Contract>,
    /// With those below them; empty: all goods.
    #[serde(default)]
    pub groups: Vec<GroupId>,
    pub pricing: Pricing,
    #[serde(default)]
    pub rounding: Rounding,
    /// Is stock told?
    #[serde(default)]
    pub stock: bool,
    /// Are goods told that aren't in stock?
    #[serde(default)]
    pub absent: bool,
    /// Are addresses of pictures told?
    #[serde(default)]
    pub pictures: bool,
    /// The shop's own address, for YML.
    #[serde(default)]
    pub site: String,
    #[serde(default)]
    pub locale: Locale,
}

/// Who answers for a feed: it sees what this person sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keeper {
    pub membership: MembershipId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    pub id: FeedId,
    pub dealer: DealerId,
    /// Fixed: whoever reads the address expects it.
    pub format: Format,
    pub settings: Settings,
    pub keeper: Keeper,
    /// Of the secret in the address.
    pub link: String,
    /// Stands in the addresses of pictures, which are public once a shop shows them. It opens nothing but pictures.
    pub pictures: String,
    /// When the secret was made.
    pub keyed: Moment,
    #[serde(default)]
    pub revoked: Option<Moment>,
    pub created: Moment,
    pub changed: Moment,
    pub version: u32,
}

impl Feed {
    pub fn expect(&self, version: u32) -> Result<(), Message> {
        match self.version == version {
            true => Ok(()),
            false => Err(Message::new("feeds-moved")),
        }
    }

    /// The next version. Whoever changes a feed answers for it from then on.
    pub fn touched(mut self, keeper: Keeper, at: Moment) -> Feed {
        self.keeper = keeper;
        self.changed = at;
        self.version = self.version.saturating_add(1);
        self
    }
}

/// Why a feed doesn't answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Revoked,
    /// The dealer is paused.
    Dealer,
    /// Who answers for it has left, or may not make feeds any more.
    Person,
    /// Who answers for it doesn't see purchase prices any more.
    Sight,
    /// The contract is closed or gone.
    Contract,
}

impl Stop {
    /// On the page.
    pub const fn message(self) -> &'static str {
        match self {
            Stop::Revoked => "feeds-stop-revoked",
            Stop::Dealer => "feeds-stop-dealer",
            Stop::Person => "feeds-stop-person",
            Stop::Sight => "feeds-stop-sight",
            Stop::Contract => "feeds-stop-contract",
        }
    }

    /// Is it over for good, as far as a reader can know?
    pub const fn is_gone(self) -> bool {
        matches!(self, Stop::Revoked | Stop::Contract)
    }
}

/// What a file held, and what was left out of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub goods: u64,
    /// Without a price by the rule.
    pub priceless: u64,
    /// Made to order: what they cost depends on the size.
    pub made: u64,
    /// Not in stock, where those are left out.
    pub absent: u64,
    pub bytes: u64,
    /// More goods than a file may hold: the rest isn't told.
    #[serde(default)]
    pub cut: bool,
}

/// Who read a feed, and what it held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads {
    pub feed: FeedId,
    pub dealer: DealerId,
    #[serde(default)]
    pub count: u64,
    #[serde(default)]
    pub last: Option<Moment>,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub agent: String,
    /// What was in the file when it was last made.
    #[serde(default)]
    pub held: Held,
    /// Of the file's content, and since when it is so.
    #[serde(default)]
    pub tag: String,
    #[serde(default)]
    pub since: Option<Moment>,
}

impl Reads {
    pub fn of(feed: &Feed) -> Reads {
        Reads {
            feed: feed.id,
            dealer: feed.dealer,
            count: 0,
            last: None,
            address: String::new(),
            agent: String::new(),
            held: Held::default(),
            tag: String::new(),
            since: None,
        }
    }
}
