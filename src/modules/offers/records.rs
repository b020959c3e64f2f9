//! How offers are stored: tables, indexes, counters, and who may see what.

use serde::{Deserialize, Serialize};

use super::public::PublicOffer;
use super::{Costs, Offer, OfferId, Views};
use crate::modules::catalogue::VatRegime;
use crate::modules::dealers::LegalEntity;
use crate::modules::orders::OrderId;
use crate::platform::access::Technical;
use crate::platform::files::ContentHash;
use crate::platform::notify::Owner;
use crate::platform::store::{Counter, Index, Indexer, Reader, Record, RecordInfo, StoreError, Table};
use crate::platform::values::{DealerId, Id, Scope};

/// By dealer, then by age.
pub const OFFER_BY_DEALER: Index<Offer> = Index::new(93 * 16, "offer.by_dealer");
/// By dealer, then by age: those with an answer that waits for somebody.
pub const OFFER_WAITING: Index<Offer> = Index::new(93 * 16 + 1, "offer.waiting");
/// By dealer and the draft or order behind a variant, then by age.
pub const OFFER_BY_SOURCE: Index<Offer> = Index::new(93 * 16 + 3, "offer.by_source");
/// By the hash of the secret in the address.
pub const PUBLIC_BY_LINK: Index<PublicOffer> = Index::unique(94 * 16, "public_offer.by_link");

/// Offers of a dealer with an answer that waits.
pub const OFFERS_WAITING: Counter = Counter::new(93 * 16, "offer.count_waiting");
/// Offers of a dealer.
pub const OFFERS: Counter = Counter::new(93 * 16 + 1, "offer.count");
/// The series of offer numbers, by dealer.
pub const OFFER_NUMBERS: Counter = Counter::new(93 * 16 + 15, "offer.numbers");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Offer>(),
    RecordInfo::of::<PublicOffer>(),
    RecordInfo::of::<Costs>(),
    RecordInfo::of::<Views>(),
    RecordInfo::of::<Letterhead>(),
];

impl Record for Offer {
    const TABLE: Table = Table::new(93, "offer");
    const VERSIONED: bool = true;
    type Key = OfferId;

    fn key(&self) -> OfferId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes_people(self.dealer, self.author.people())
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&OFFER_BY_DEALER, &(self.dealer, self.created));
        indexer.count(OFFERS, &self.dealer);
        let mut sources: Vec<OrderId> = self.variants.iter().map(|variant| variant.source.order()).collect();
        sources.sort_unstable();
        sources.dedup();
        for source in sources {
            indexer.put(&OFFER_BY_SOURCE, &(self.dealer, source, self.created));
        }
        if self.waiting().next().is_some() {
            indexer.put(&OFFER_WAITING, &(self.dealer, self.created));
            indexer.count(OFFERS_WAITING, &self.dealer);
        }
    }
}

/// Nobody sees it but the dealer; the public page reads it as the cabinet itself, by the hash of the secret.
impl Record for PublicOffer {
    const TABLE: Table = Table::new(94, "public_offer");
    type Key = OfferId;

    fn key(&self) -> OfferId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        Ok(tx.shared::<Offer>(&self.id)?.is_some())
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&PUBLIC_BY_LINK, self.link.as_str());
    }
}

impl Record for Costs {
    const TABLE: Table = Table::new(95, "offer_costs");
    type Key = OfferId;

    fn key(&self) -> OfferId {
        self.offer
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        Ok(tx.shared::<Offer>(&self.offer)?.is_some())
    }
}

impl Record for Views {
    const TABLE: Table = Table::new(96, "offer_views");
    type Key = OfferId;

    fn key(&self) -> OfferId {
        self.offer
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn seen_with<T: Reader + ?Sized>(&self, tx: &T) -> Result<bool, StoreError> {
        Ok(tx.shared::<Offer>(&self.offer)?.is_some())
    }
}

/// Visits are counted, not told: the first one makes an event of the offer.
impl Technical for Views {}

/// What a dealer's offers begin with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Letterhead {
    pub dealer: DealerId,
    #[serde(default)]
    pub logo: Option<ContentHash>,
    #[serde(default)]
    pub text: String,
    /// Days that an offer stands.
    #[serde(default = "two_weeks")]
    pub days: u16,
    /// How each company pays the tax, where it isn't the usual way.
    #[serde(default)]
    pub regimes: Vec<(Id<LegalEntity>, VatRegime)>,
}

const fn two_weeks() -> u16 {
    14
}

impl Letterhead {
    pub fn plain(dealer: DealerId) -> Letterhead {
        Letterhead {
            dealer,
            logo: None,
            text: String::new(),
            days: two_weeks(),
            regimes: Vec::new(),
        }
    }

    pub fn regime(&self, entity: Id<LegalEntity>) -> VatRegime {
        let known = self.regimes.iter().find(|(of, _)| *of == entity);
        known.map(|(_, regime)| *regime).unwrap_or_default()
    }
}

impl Record for Letterhead {
    const TABLE: Table = Table::new(97, "offer_letterhead");
    const VERSIONED: bool = true;
    type Key = DealerId;

    fn key(&self) -> DealerId {
        self.dealer
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
}

/// For the bell: whose the offers are that it tells of.
pub const OWNERS: &[Owner] = &[Owner {
    kind: "offer",
    see: None,
    people: |tx, key| {
        let offer = key
            .parse()
            .ok()
            .map(|id| tx.shared::<Offer>(&id))
            .transpose()?
            .flatten();
        Ok(Some(
            offer.map(|offer| offer.author.people().collect()).unwrap_or_default(),
        ))
    },
}];
