//! The imaginary 1C base: orders by their number, and what becomes of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use crate::platform::values::Day;

use super::order::{Line, SiteOrder};
use super::{StandInError, Step};

/// Where an order stands in 1C.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Awaits approval: the only state in which a repeated load rewrites the order (dossier 3.1).
    Awaiting,
    Confirmed,
    Production,
    Shipped,
    Cancelled,
}

/// A document that belongs to an order: its number and date in 1C.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    pub id: String,
    pub number: String,
    /// `yyyy-MM-ddTHH:mm:ss`.
    pub at: String,
    /// The carrier's number of a shipment.
    #[serde(default)]
    pub track: Option<String>,
}

/// An order of the base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseOrder {
    /// The id of the 1C document.
    pub id: String,
    pub number: String,
    pub day: Day,
    pub status: Status,
    pub planned: Option<Day>,
    /// Since the confirmation.
    #[serde(default)]
    pub invoice: Option<Paper>,
    pub payment: Option<Paper>,
    pub shipment: Option<Paper>,
    /// Grows with every change: the source of `НомерВерсии`.
    pub version: u64,
    /// Has changed since it was last sent to the site.
    pub changed: bool,
    pub site: SiteOrder,
}

/// What became of a loaded order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    New,
    Rewritten,
    Skipped(String),
}

/// The whole base.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Base {
    #[serde(default)]
    counter: u64,
    /// By the number that the site gave.
    #[serde(default)]
    pub orders: BTreeMap<String, BaseOrder>,
}

impl Base {
    /// Reads the state, or begins a new base when there is no such file.
    pub fn load(path: Option<&Path>) -> Result<Base, StandInError> {
        let Some(path) = path else {
            return Ok(Base::default());
        };
        match fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|error| StandInError::Usage(format!("{}: not a state file: {error}", path.display()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Base::default()),
            Err(error) => Err(StandInError::file(path)(error)),
        }
    }

    /// Writes the state by a temporary name, so that a broken run never leaves half a base.
    pub fn save(&self, path: Option<&Path>) -> Result<(), StandInError> {
        let Some(path) = path else {
            return Ok(());
        };
        let bytes = serde_json::to_vec_pretty(self)
            .map_err(|error| StandInError::Usage(format!("the state can't be written: {error}")))?;
        let temporary = path.with_extension("new");
        fs::write(&temporary, bytes).map_err(StandInError::file(&temporary))?;
        fs::rename(&temporary, path).map_err(StandInError::file(path))
    }

    /// Takes an order in by its number. An existing one is rewritten only while it awaits approval; else it is
    /// skipped with a message (dossier 3.1).
    pub fn accept(&mut self, order: SiteOrder, day: Day) -> Accepted {
        let key = order.number.clone();
        if let Some(known) = self.orders.get_mut(&key) {
            if known.status != Status::Awaiting {
                return Accepted::Skipped(format!("{key}: already {:?} as {}", known.status, known.number));
            }
            if cancels(&order) {
                known.status = Status::Cancelled;
            }
            known.site = order;
            known.version += 1;
            return Accepted::Rewritten;
        }
        let number = self.next_number("ТДКБ");
        let status = if cancels(&order) {
            Status::Cancelled
        } else {
            Status::Awaiting
        };
        let id = document_id("order", &key);
        let new = BaseOrder {
            id,
            number,
            day,
            status,
            planned: None,
            invoice: None,
            payment: None,
            shipment: None,
            version: 1,
            // Those loaded in this run are left out of what is sent in it (dossier 3.2).
            changed: false,
            site: order,
        };
        self.orders.insert(key, new);
        Accepted::New
    }

    /// Takes one step with every order that is ready for it. Returns how many moved.
    pub fn process(&mut self, step: Step, day: Day) -> usize {
        let keys: Vec<String> = self.orders.keys().cloned().collect();
        keys.iter().filter(|key| self.advance(key, step, day)).count()
    }

    fn advance(&mut self, key: &str, step: Step, day: Day) -> bool {
        let paper_number = match step {
            Step::Confirm | Step::Pay | Step::Ship => self.next_number("ТДКБ"),
            _ => String::new(),
        };
        let Some(order) = self.orders.get_mut(key) else {
            return false;
        };
        let paper = |kind: &str| Paper {
            id: document_id(kind, key),
            number: paper_number.clone(),
            at: format!("{day}T12:00:00"),
            track: None,
        };
        let agreed = matches!(order.status, Status::Confirmed | Status::Production);
        match step {
            Step::Confirm if order.status == Status::Awaiting => {
                order.status = Status::Confirmed;
                order.invoice = Some(paper("invoice"));
            }
            Step::Produce if order.status == Status::Confirmed => {
                order.status = Status::Production;
                order.planned = Some(planned(day, key));
            }
            // Before the goods leave or after.
            Step::Pay if (agreed || order.status == Status::Shipped) && order.payment.is_none() => {
                order.payment = Some(paper("payment"))
            }
            Step::Ship if agreed => {
                order.status = Status::Shipped;
                let track = format!("80{:012}", number_of("track", key) % 1_000_000_000_000);
                order.shipment = Some(Paper {
                    track: Some(track),
                    ..paper("shipment")
                });
            }
            _ => return false,
        }
        order.version += 1;
        order.changed = true;
        true
    }

    /// Cancels an order on the side of 1C.
    pub fn refuse(&mut self, number: &str) -> Result<(), StandInError> {
        let order = self.known(number)?;
        order.status = Status::Cancelled;
        order.version += 1;
        order.changed = true;
        Ok(())
    }

    /// Cuts the first line to half of what was ordered, as a base does that is short of goods.
    pub fn shorten(&mut self, number: &str) -> Result<(), StandInError> {
        let order = self.known(number)?;
        let Some(line) = order.site.lines.first_mut() else {
            return Err(StandInError::Usage(format!("{number}: no lines")));
        };
        // Whole units, at least one left.
        let quantity = (line.quantity / 2 / 10_000).max(1) * 10_000;
        let cut = Line {
            quantity,
            sum: share(line.sum, quantity, line.quantity),
            tax_sum: share(line.tax_sum, quantity, line.quantity),
            ..line.clone()
        };
        order.site.sum -= line.sum - cut.sum;
        if order.site.tax_included == Some(false) {
            order.site.sum -= line.tax_sum - cut.tax_sum;
        }
        *line = cut;
        order.version += 1;
        order.changed = true;
        Ok(())
    }

    /// The orders to send to the site.
    pub fn changed(&self) -> Vec<&BaseOrder> {
        self.orders.values().filter(|order| order.changed).collect()
    }

    /// Counts everything as delivered.
    pub fn delivered(&mut self) {
        for order in self.orders.values_mut() {
            order.changed = false;
        }
    }

    fn known(&mut self, number: &str) -> Result<&mut BaseOrder, StandInError> {
        let missing = || StandInError::Usage(format!("{number}: no such order in the base"));
        self.orders.get_mut(number).ok_or_else(missing)
    }

    /// Numbers of 1C: a prefix of the organisation and six digits.
    fn next_number(&mut self, prefix: &str) -> String {
        self.counter += 1;
        format!("{prefix}-{:06}", self.counter)
    }
}

/// `Отменен` = true cancels (dossier 3.1).
fn cancels(order: &SiteOrder) -> bool {
    order
        .requisites
        .iter()
        .any(|(name, value)| name == "Отменен" && value == "true")
}

/// Two to four weeks ahead, the same for the same order.
fn planned(day: Day, key: &str) -> Day {
    let days = 14 + (number_of("planned", key) % 15) as i64;
    day.checked_add(days.days()).unwrap_or(day)
}

/// `whole * part / of`, halves up, to the kopeck.
fn share(whole: i64, part: i64, of: i64) -> i64 {
    if of == 0 {
        return 0;
    }
    let kopecks = (i128::from(whole) * i128::from(part) * 2 / 100 + i128::from(of)) / (i128::from(of) * 2);
    kopecks as i64 * 100
}

/// The id of a document, the same for the same order in every base.
pub(super) fn document_id(kind: &str, key: &str) -> String {
    let bytes = blake3::hash(format!("{kind} {key}").as_bytes());
    uuid::Builder::from_random_bytes(first16(&bytes))
        .into_uuid()
        .to_string()
}

fn number_of(kind: &str, key: &str) -> u64 {
    let bytes = blake3::hash(format!("{kind} {key}").as_bytes());
    u128::from_be_bytes(first16(&bytes)) as u64
}

fn first16(hash: &blake3::Hash) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(number: &str) -> SiteOrder {
        let line = Line {
            id: "p".into(),
            price: 10_0000,
            quantity: 5_0000,
            sum: 50_0000,
            ..Line::default()
        };
        SiteOrder {
            number: number.into(),
            sum: 50_0000,
            lines: vec![line],
            ..SiteOrder::default()
        }
    }

    fn day() -> Day {
        jiff::civil::date(2026, 11, 23)
    }

    #[test]
    fn an_order_goes_its_way_and_is_rewritten_only_before_approval() {
        let mut base = Base::default();
        assert_eq!(base.accept(order("1"), day()), Accepted::New);
        assert!(base.changed().is_empty(), "just loaded ones are not sent back");
        assert_eq!(base.accept(order("1"), day()), Accepted::Rewritten);
        assert_eq!(
            base.process(Step::Ship, day()),
            0,
            "an order that awaits approval is not shipped"
        );
        assert_eq!(base.process(Step::Confirm, day()), 1);
        assert!(matches!(base.accept(order("1"), day()), Accepted::Skipped(_)));
        assert_eq!(base.process(Step::Produce, day()), 1);
        assert_eq!(base.process(Step::Pay, day()), 1);
        assert_eq!(base.process(Step::Pay, day()), 0);
        assert_eq!(base.process(Step::Ship, day()), 1);
        let done = &base.orders["1"];
        assert!(done.planned.unwrap() >= jiff::civil::date(2026, 12, 7));
        assert!(done.shipment.as_ref().unwrap().track.is_some() && done.payment.is_some() && done.changed);
    }

    #[test]
    fn a_short_base_cuts_the_first_line_and_the_sum() {
        let mut base = Base::default();
        base.accept(order("1"), day());
        base.shorten("1").unwrap();
        let site = &base.orders["1"].site;
        assert_eq!(
            (site.lines[0].quantity, site.lines[0].sum, site.sum),
            (2_0000, 20_0000, 20_0000)
        );
        assert!(base.shorten("2").is_err());
    }

    #[test]
    fn the_state_survives_a_round_trip() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("base.json");
        let mut base = Base::load(Some(&path)).unwrap();
        base.accept(order("1"), day());
        base.save(Some(&path)).unwrap();
        assert_eq!(Base::load(Some(&path)).unwrap().orders, base.orders);
        fs::write(&path, "nonsense").unwrap();
        assert!(Base::load(Some(&path)).is_err());
    }
}
