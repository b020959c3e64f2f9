//! What the exchange remembers: runs and their files, rows as they were before, and the words of 1C that wait for a
//! meaning. All of it is for administrators alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::modules::catalogue::{Group, PriceType, Product, Sku, SkuPrices, SkuStock, Warehouse};
use crate::modules::dealers::LegalEntity;
use crate::modules::exchange::connections::ConnectionId;
use crate::modules::exchange::desk::{Origin, RunId, Sent};
use crate::modules::exchange::{Kind, Report, Tally};
use crate::modules::orders::StageKey;
use crate::platform::access::Technical;
use crate::platform::store::{Index, Indexer, Record, Table};
use crate::platform::values::{Id, Message, Moment, Scope};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    Open,
    Closed,
    /// The process ended before the run did; what it had applied stands.
    Interrupted,
}

/// One exchange session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    pub id: RunId,
    pub connection: ConnectionId,
    /// The connection's name as it was.
    pub name: String,
    pub origin: Origin,
    pub started: Moment,
    #[serde(default)]
    pub ended: Option<Moment>,
    pub state: RunState,
    #[serde(default)]
    pub files: u32,
    /// Files of which nothing was taken.
    #[serde(default)]
    pub refused: u32,
    /// Sums over all files.
    #[serde(default)]
    pub tallies: BTreeMap<Kind, Tally>,
    /// Findings that are warnings or errors.
    #[serde(default)]
    pub findings: u64,
    /// The sweep that this run ended with, if it found something.
    #[serde(default)]
    pub sweep: Option<RunSweep>,
}

/// What a sweep found, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunSweep {
    /// When its session began: what was not named since is missing.
    pub since: Moment,
    pub at: Moment,
    /// Products that were missing, or hidden once somebody decided so.
    pub found: u64,
    /// Products on sale in the catalogues that the session told of.
    pub of: u64,
    pub state: SweepState,
    /// While it is asked about: until when what 1C has named is out of the list of [`Asked`].
    #[serde(default)]
    pub listed: Option<Moment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SweepState {
    /// Too many to hide them unasked: an administrator decides.
    Asked,
    Hidden,
    /// An administrator left them on sale.
    Left,
    /// Hidden, and put back on sale.
    TakenBack,
}

/// All runs, by when they began.
pub const RUN_BY_START: Index<Run> = Index::new(56 * 16, "exchange run.by_start");
/// Runs of a connection whose sweep waits for a decision, by when they began.
pub const RUN_ASKED: Index<Run> = Index::new(56 * 16 + 1, "exchange run.asked");

impl Record for Run {
    const TABLE: Table = Table::new(56, "exchange run");
    // 2: asked.
    const INDEXES: u16 = 2;
    type Key = RunId;

    fn key(&self) -> RunId {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&RUN_BY_START, &self.started);
        if self
            .sweep
            .as_ref()
            .is_some_and(|sweep| sweep.state == SweepState::Asked)
        {
            indexer.put(&RUN_ASKED, &(self.connection, self.started));
        }
    }
}
impl Technical for Run {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileState {
    Applying,
    Applied,
    /// Nothing of it was taken.
    Refused,
    /// The process ended while it was applied; what was applied stands, and the next exchange of the same rows goes on.
    Interrupted,
    /// Nothing of it was taken, and later it was: the run of the retry has it.
    Retried,
    /// Nothing of it was taken, and somebody removed it from the quarantine.
    Discarded,
}

/// One file of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunFile {
    pub id: Id<RunFile>,
    pub run: RunId,
    pub number: u32,
    pub name: String,
    #[serde(default)]
    pub bytes: u64,
    /// BLAKE3 of its bytes, in hexadecimal digits.
    #[serde(default)]
    pub digest: String,
    pub state: FileState,
    /// Items of the file that are applied: where an interrupted one goes on.
    #[serde(default)]
    pub applied: u64,
    /// In which order they are counted: that of the version that began.
    #[serde(default)]
    pub order: u32,
    /// Where it lay while it was applied, so that a restart can go on.
    #[serde(default)]
    pub path: String,
    #[serde(default)]
    pub folder: String,
    /// Where it is kept now, relative to the exchange folder.
    #[serde(default)]
    pub kept: String,
    /// Why nothing was taken, and the line (0: the whole file).
    #[serde(default)]
    pub fault: Option<(Message, u32)>,
    #[serde(default)]
    pub report: Report,
    pub at: Moment,
}

/// The files of a run, in their order.
pub const FILE_BY_RUN: Index<RunFile> = Index::new(57 * 16, "exchange file.by_run");
/// Files that were being applied when the process ended, by when they came.
pub const FILE_OPEN: Index<RunFile> = Index::new(57 * 16 + 1, "exchange file.open");

/// Files of which nothing was taken and about which nobody has decided, by when they came.
pub const FILE_REFUSED: Index<RunFile> = Index::new(57 * 16 + 2, "exchange file.refused");

impl Record for RunFile {
    const TABLE: Table = Table::new(57, "exchange file");
    type Key = Id<RunFile>;

    fn key(&self) -> Id<RunFile> {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&FILE_BY_RUN, &(self.run, self.number));
        if self.state == FileState::Applying {
            indexer.put(&FILE_OPEN, &self.at);
        }
        if self.state == FileState::Refused {
            indexer.put(&FILE_REFUSED, &self.at);
        }
    }
}
impl Technical for RunFile {}

/// Products that a run named, a portion: what `deactivate` spares.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    pub at: Moment,
    pub portion: Id<Seen>,
    pub connection: ConnectionId,
    /// Ids of products, each as 32 hexadecimal digits.
    pub products: String,
}

impl Record for Seen {
    const TABLE: Table = Table::new(58, "exchange seen");
    type Key = (Moment, Id<Seen>);

    fn key(&self) -> Self::Key {
        (self.at, self.portion)
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}
impl Technical for Seen {}

/// Products that a sweep of a run hid, a portion: what can be put back on sale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hidden {
    pub id: Id<Hidden>,
    pub run: RunId,
    pub at: Moment,
    /// Ids of products, each as 32 hexadecimal digits.
    pub products: String,
}

/// What a run hid.
pub const HIDDEN_BY_RUN: Index<Hidden> = Index::new(66 * 16, "exchange hidden.by_run");

impl Record for Hidden {
    const TABLE: Table = Table::new(66, "exchange hidden");
    type Key = Id<Hidden>;

    fn key(&self) -> Id<Hidden> {
        self.id
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&HIDDEN_BY_RUN, &self.run);
    }
}
impl Technical for Hidden {}

/// A page of the products that a sweep asks about, by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    pub run: RunId,
    /// From 0.
    pub number: u32,
    /// Ids of products, each as 32 hexadecimal digits.
    pub products: String,
}

impl Record for Asked {
    const TABLE: Table = Table::new(68, "exchange asked");
    type Key = (RunId, u32);

    fn key(&self) -> Self::Key {
        (self.run, self.number)
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}
impl Technical for Asked {}

/// Rows of the catalogue as they were before a batch, so that a run can be taken back within 30 days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Before {
    pub at: Moment,
    pub batch: Id<Before>,
    pub run: RunId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<Product>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<Sku>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub price_types: Vec<PriceType>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warehouses: Vec<Warehouse>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prices: Vec<SkuPrices>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stock: Vec<SkuStock>,
    /// Rows that were not there: table code, and keys in hexadecimal digits.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub created: BTreeMap<u16, Vec<String>>,
}

impl Before {
    pub fn new(at: Moment, batch: Id<Before>, run: RunId) -> Before {
        Before {
            at,
            batch,
            run,
            groups: Vec::new(),
            products: Vec::new(),
            skus: Vec::new(),
            price_types: Vec::new(),
            warehouses: Vec::new(),
            prices: Vec::new(),
            stock: Vec::new(),
            created: BTreeMap::new(),
        }
    }
}

impl Record for Before {
    const TABLE: Table = Table::new(59, "exchange before");
    type Key = (Moment, Id<Before>);

    fn key(&self) -> Self::Key {
        (self.at, self.batch)
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}
impl Technical for Before {}

/// A property of 1C's classifier: products refer to it and its values by ids.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KnownProperty {
    pub external: String,
    pub name: String,
    /// Texts of values by their ids; empty when the values are texts themselves.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

impl Record for KnownProperty {
    const TABLE: Table = Table::new(60, "exchange property");
    type Key = String;

    fn key(&self) -> String {
        self.external.clone()
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}
impl Technical for KnownProperty {}

/// A unit of measure of 1C's classifier: schema 3.1 names units by code alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KnownUnit {
    pub external: String,
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub name: String,
}

impl Record for KnownUnit {
    const TABLE: Table = Table::new(61, "exchange unit");
    type Key = String;

    fn key(&self) -> String {
        self.external.clone()
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}
impl Technical for KnownUnit {}

/// What became of a counterparty of 1C.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartyState {
    /// No legal entity has its tax id: a person decides on the mapping page.
    Waiting,
    Matched(Id<LegalEntity>),
    /// A person said that it is none of our dealers.
    Ignored,
}

/// A counterparty as 1C tells it. It never makes a dealer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    pub external: String,
    pub name: String,
    #[serde(default)]
    pub full_name: String,
    #[serde(default)]
    pub tax_id: String,
    #[serde(default)]
    pub kpp: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub removed: bool,
    pub state: PartyState,
    /// When 1C first named it.
    pub first: Moment,
}

/// Counterparties by whether they wait (0) or not (1), then by name.
pub const PARTY_BY_STATE: Index<Party> = Index::new(62 * 16, "exchange counterparty.by_state");

impl Record for Party {
    const TABLE: Table = Table::new(62, "exchange counterparty");
    const VERSIONED: bool = true;
    type Key = String;

    fn key(&self) -> String {
        self.external.clone()
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
    fn index(&self, indexer: &mut Indexer) {
        let settled = self.state != PartyState::Waiting;
        indexer.put(&PARTY_BY_STATE, &(settled, self.name.to_lowercase().as_str()));
    }
}

/// A status of orders in 1C, by the id or the text that it comes with, and the stage that it means here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OneCStatus {
    pub external: String,
    /// `None`: waits on the mapping page, and moves nothing until then.
    #[serde(default)]
    pub stage: Option<StageKey>,
    /// Nobody decided: the stage is that of the usual word.
    #[serde(default)]
    pub by_default: bool,
    /// An administrator said that it moves nothing.
    #[serde(default)]
    pub settled: bool,
    /// It meant this stage, until that was taken out of the line and its heir took over. Nobody has decided since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<StageKey>,
    pub first: Moment,
}

/// Statuses by whether they wait (0) or not (1), then by their words.
pub const STATUS_BY_STATE: Index<OneCStatus> = Index::new(63 * 16, "exchange status.by_state");

impl Record for OneCStatus {
    const TABLE: Table = Table::new(63, "exchange status");
    const VERSIONED: bool = true;
    // 2: by state.
    const INDEXES: u16 = 2;
    type Key = String;

    fn key(&self) -> String {
        self.external.clone()
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(
            &STATUS_BY_STATE,
            &(!self.waits(), self.external.to_lowercase().as_str()),
        );
    }
}

impl OneCStatus {
    /// Does somebody have to decide?
    pub fn waits(&self) -> bool {
        self.stage.is_none() && !self.settled
    }
}

/// How often documents came with a status that has no meaning yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatusSeen {
    pub external: String,
    pub count: u64,
    pub last: Moment,
}

impl Record for StatusSeen {
    const TABLE: Table = Table::new(67, "exchange status seen");
    type Key = String;

    fn key(&self) -> String {
        self.external.clone()
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}
impl Technical for StatusSeen {}

/// How 1C confirmed orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// `mode=success`.
    Success,
    /// An order came back through the folder.
    CameBack,
    /// An operator said so.
    Operator,
}

/// How far a connection has the orders: what was read of the journal, the last confirmation, and what stands in the
/// folder's file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delivered {
    pub connection: ConnectionId,
    /// Changes up to this position of the journal were gathered ([`super::Waiting`]).
    pub position: u64,
    /// When 1C last confirmed.
    pub at: Moment,
    /// The numbers of the last delivery, for the page.
    #[serde(default)]
    pub numbers: Vec<String>,
    #[serde(default)]
    pub way: Option<Way>,
    /// What stands in the folder's file, and since when just that.
    #[serde(default)]
    pub file: Vec<Sent>,
    #[serde(default)]
    pub file_at: Option<Moment>,
}

impl Delivered {
    pub fn none(connection: ConnectionId) -> Delivered {
        Delivered {
            connection,
            position: 0,
            at: Moment::EPOCH,
            numbers: Vec::new(),
            way: None,
            file: Vec::new(),
            file_at: None,
        }
    }
}

impl Record for Delivered {
    const TABLE: Table = Table::new(64, "exchange delivered");
    type Key = ConnectionId;

    fn key(&self) -> ConnectionId {
        self.connection
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
}
impl Technical for Delivered {}
