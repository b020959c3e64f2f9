//! The filter of the grid: as it was typed, as it is meant, and as an address says it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::Col;
use crate::modules::orders::read_models::sees_margin;
use crate::modules::orders::{Kind, Order as OrderRecord, StageKey, StageLine};
use crate::platform::access::Sight;
use crate::platform::error::FieldError;
use crate::platform::i18n::{parse_day, parse_money};
use crate::platform::values::{Currency, Day, DealerId, MembershipId};

/// The longest text that is looked for, in characters.
const TEXT_MAX: usize = 100;
/// The most stages of one filter.
const STAGES_MAX: usize = 100;

/// The fields of the filter's form as they came.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub q: String,
    /// `open`, `stopped`, `all`, or keys of stages.
    pub stage: Vec<String>,
    pub dealer: String,
    pub manager: String,
    pub from: String,
    pub to: String,
    pub due_from: String,
    pub due_to: String,
    pub sum_from: String,
    pub sum_to: String,
    pub late: String,
    pub sort: String,
    pub cols: String,
    // What the page itself asks for.
    pub view: String,
    pub after: String,
    pub page: usize,
    pub totals: String,
}

impl Typed {
    /// Does the address say nothing at all? Then the list opens with the view that the person chose for it.
    pub fn is_blank(&self) -> bool {
        let texts = [
            &self.q,
            &self.dealer,
            &self.manager,
            &self.from,
            &self.to,
            &self.due_from,
            &self.due_to,
            &self.sum_from,
            &self.sum_to,
            &self.late,
            &self.sort,
            &self.cols,
            &self.view,
            &self.after,
            &self.totals,
        ];
        self.stage.is_empty() && self.page == 0 && texts.iter().all(|text| text.is_empty())
    }
}

/// Which stages are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Places {
    /// Still going on.
    #[default]
    Open,
    /// Stands still for the asker's side, or is late.
    Stopped,
    All,
    Stages(Vec<StageKey>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    Created,
    Planned,
    Name,
    Stage,
    Buyer,
    Lines,
    Weight,
    Margin,
    Sum,
}

impl SortBy {
    const ALL: [(SortBy, &'static str); 9] = [
        (SortBy::Created, "created"),
        (SortBy::Planned, "planned"),
        (SortBy::Name, "name"),
        (SortBy::Stage, "stage"),
        (SortBy::Buyer, "buyer"),
        (SortBy::Lines, "lines"),
        (SortBy::Weight, "weight"),
        (SortBy::Margin, "margin"),
        (SortBy::Sum, "sum"),
    ];

    pub fn key(self) -> &'static str {
        SortBy::ALL
            .iter()
            .find(|(of, _)| *of == self)
            .map_or("", |(_, key)| key)
    }

    /// An order of rows tells a figure as well as the figure itself does.
    fn is_open_to(self, sight: Sight) -> bool {
        match self {
            SortBy::Sum => sight.purchase_price,
            SortBy::Margin => sees_margin(sight),
            _ => true,
        }
    }
}

/// By what rows are sorted, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub by: SortBy,
    pub descending: bool,
}

impl Order {
    /// The latest first: what the index gives.
    pub const NEWEST: Order = Order {
        by: SortBy::Created,
        descending: true,
    };

    fn read(text: &str, sight: Sight) -> Order {
        let (key, descending) = match text.strip_prefix('-') {
            Some(key) => (key, true),
            None => (text, false),
        };
        let known = SortBy::ALL
            .iter()
            .find(|(by, name)| *name == key && by.is_open_to(sight));
        known.map_or(Order::NEWEST, |(by, _)| Order { by: *by, descending })
    }

    pub fn text(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.by.key())
    }
}

/// What the grid is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderFilter {
    /// A part of number, name, 1C's number or buyer; in lower case.
    pub text: String,
    pub places: Places,
    pub dealer: Option<DealerId>,
    pub manager: Option<MembershipId>,
    /// Days of submission, both included.
    pub created: (Option<Day>, Option<Day>),
    /// Days of shipment as promised last, both included.
    pub planned: (Option<Day>, Option<Day>),
    /// Sums in minor units, both included.
    pub sum: (Option<i64>, Option<i64>),
    /// The promised day has passed.
    pub late: bool,
    pub sort: Order,
    /// Stages that this reader sees as those of `places`: hidden ones, which no address names.
    pub covered: Vec<StageKey>,
}

/// A filter with what could not be read of it.
pub struct Asked {
    pub filter: OrderFilter,
    pub wrong: Vec<FieldError>,
}

impl OrderFilter {
    /// Reads the form. What can't be read narrows nothing and is told; what the reader may not see can't be asked about.
    pub fn read(typed: &Typed, sight: Sight) -> Asked {
        let mut wrong = Vec::new();
        let mut day = |field: &str, text: &str| match text.trim() {
            "" => None,
            text => match parse_day(text) {
                Ok(day) => Some(day),
                Err(error) => {
                    wrong.push(FieldError {
                        field: field.to_owned(),
                        message: error.message(),
                    });
                    None
                }
            },
        };
        let created = (day("from", &typed.from), day("to", &typed.to));
        let planned = (day("due_from", &typed.due_from), day("due_to", &typed.due_to));
        let mut sum = |field: &str, text: &str| match text.trim() {
            "" => None,
            _ if !sight.purchase_price => None,
            text => match parse_money(text, Currency::Rub) {
                Ok(money) => Some(money.minor),
                Err(error) => {
                    wrong.push(FieldError {
                        field: field.to_owned(),
                        message: error.message(),
                    });
                    None
                }
            },
        };
        let sum = (sum("sum_from", &typed.sum_from), sum("sum_to", &typed.sum_to));
        let text: String = typed.q.trim().chars().take(TEXT_MAX).collect();
        let filter = OrderFilter {
            text: text.to_lowercase(),
            places: places(&typed.stage),
            dealer: typed.dealer.parse().ok(),
            manager: typed.manager.parse().ok(),
            created,
            planned,
            sum,
            late: !typed.late.is_empty(),
            sort: Order::read(&typed.sort, sight),
            covered: Vec::new(),
        };
        Asked { filter, wrong }
    }

    /// Reads stages with the eyes of the line's reader: a hidden one is what is seen instead of it.
    pub fn see(&mut self, line: &StageLine) {
        let Places::Stages(stages) = &mut self.places else {
            return;
        };
        let asked = std::mem::take(stages);
        for key in asked {
            let seen = line.seen(&key).clone();
            if !stages.contains(&seen) {
                self.covered.extend(line.covered(&seen).cloned());
                stages.push(seen);
            }
        }
    }

    /// Does an index answer it alone?
    pub fn is_plain(&self) -> bool {
        let Places::Stages(stages) = &self.places else {
            return self.narrowed() == 0;
        };
        stages.len() == 1 && self.covered.is_empty() && self.narrowed() == 0
    }

    /// How many conditions there are besides the stages; the dealer isn't counted, an index has it.
    pub fn narrowed(&self) -> usize {
        let spans = [self.created, self.planned];
        usize::from(!self.text.is_empty())
            + usize::from(self.manager.is_some())
            + spans.iter().filter(|(from, to)| from.is_some() || to.is_some()).count()
            + usize::from(self.sum.0.is_some() || self.sum.1.is_some())
            + usize::from(self.late)
    }

    /// Does an order pass, names aside?
    pub fn takes(&self, order: &OrderRecord, seen: Kind, today: Day, created: Day) -> bool {
        let within = |(from, to): (Option<Day>, Option<Day>), day: Option<Day>| match day {
            _ if from.is_none() && to.is_none() => true,
            None => false,
            Some(day) => from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to),
        };
        let total = order.totals.total.minor;
        self.places.takes(order, &self.covered)
            && within(self.created, Some(created))
            && within(self.planned, order.planned)
            && self.sum.0.is_none_or(|from| total >= from)
            && self.sum.1.is_none_or(|to| total <= to)
            && (!self.late || is_late(seen, order.planned, today))
    }

    /// Does its own text stand in the order's?
    pub fn names(&self, order: &OrderRecord) -> bool {
        let holds = |text: &str| text.to_lowercase().contains(&self.text);
        self.text.is_empty() || holds(&order.number.to_string()) || holds(&order.name) || holds(&order.one_c.number)
    }

    /// The filter as an address has it, in one spelling; with columns where some were named.
    pub fn query(&self, cols: Option<&[Col]>) -> String {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        match &self.places {
            Places::Open => pairs.push(("stage", "open".to_owned())),
            Places::Stopped => pairs.push(("stage", "stopped".to_owned())),
            Places::All => pairs.push(("stage", "all".to_owned())),
            Places::Stages(stages) => pairs.extend(stages.iter().map(|stage| ("stage", stage.to_string()))),
        }
        let day = |day: Day| crate::platform::i18n::format::iso_date(day).to_string();
        let sum = |minor: i64| crate::platform::values::Money::new(minor, Currency::Rub).to_string();
        let mut put = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        put("q", (!self.text.is_empty()).then(|| self.text.clone()));
        put("dealer", self.dealer.map(|id| id.to_string()));
        put("manager", self.manager.map(|id| id.to_string()));
        put("from", self.created.0.map(day));
        put("to", self.created.1.map(day));
        put("due_from", self.planned.0.map(day));
        put("due_to", self.planned.1.map(day));
        put("sum_from", self.sum.0.map(sum));
        put("sum_to", self.sum.1.map(sum));
        put("late", self.late.then(|| "1".to_owned()));
        put("sort", (self.sort != Order::NEWEST).then(|| self.sort.text()));
        put(
            "cols",
            cols.map(|cols| cols.iter().map(|col| col.key()).collect::<Vec<_>>().join(".")),
        );
        joined(&pairs)
    }
}

/// What may stand in an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

fn joined(pairs: &[(&str, String)]) -> String {
    let one = |(name, value): &(&str, String)| format!("{name}={}", utf8_percent_encode(value, PLAIN));
    pairs.iter().map(one).collect::<Vec<_>>().join("&")
}

/// Is the promised day over, and the goods still here?
pub fn is_late(kind: Kind, planned: Option<Day>, today: Day) -> bool {
    kind < Kind::Shipped && planned.is_some_and(|day| day < today)
}

fn places(asked: &[String]) -> Places {
    let (mut word, mut stages) = (Places::Open, Vec::<StageKey>::new());
    // The form says where the list was; stages that are ticked in it win.
    for one in asked.iter().take(STAGES_MAX) {
        match one.as_str() {
            "all" => word = Places::All,
            "open" => word = Places::Open,
            "stopped" => word = Places::Stopped,
            key => stages.extend(StageKey::new(key).filter(|key| !stages.contains(key))),
        }
    }
    match stages.is_empty() {
        true => word,
        false => Places::Stages(stages),
    }
}

impl Places {
    /// What stands still is told by its index.
    fn takes(&self, order: &OrderRecord, covered: &[StageKey]) -> bool {
        match self {
            Places::Open => !order.kind.is_over(),
            Places::All | Places::Stopped => true,
            Places::Stages(stages) => stages.contains(&order.stage) || covered.contains(&order.stage),
        }
    }

    /// The word of the one chip that is meant.
    pub fn word(&self) -> &str {
        match self {
            Places::Open => "open",
            Places::Stopped => "stopped",
            Places::All => "all",
            Places::Stages(stages) => match stages.as_slice() {
                [one] => one.as_str(),
                _ => "",
            },
        }
    }
}
