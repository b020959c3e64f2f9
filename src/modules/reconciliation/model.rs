//! A reconciliation: what 1C's ledger said of a contract and a period when it was asked for, what the two sides say of its
//! lines, and who has agreed.

use serde::{Deserialize, Serialize};

use crate::modules::documents::Company;
use crate::modules::settlements::{Operation, Settlement, SettlementId};
use crate::platform::files::Attachment;
use crate::platform::journal::Who;
use crate::platform::values::{Currency, Day, DealerId, Id, MembershipId, Message, Moment, Money};

pub type ActId = Id<Act>;
pub type MarkId = Id<Mark>;

/// The longest period.
pub const YEARS_MAX: i32 = 5;
/// Marks of one reconciliation, those that were taken back included.
pub const MARKS_MAX: usize = 500;
/// Words under one mark.
pub const REPLIES_MAX: usize = 20;
/// Of a comment or an answer, in characters.
pub const TEXT_MAX: usize = 2_000;
/// Of a short text of an added line, in characters.
pub const SHORT_MAX: usize = 120;
/// Reconciliations of one contract that may be open at once.
pub const OPEN_MAX: usize = 20;

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Party {
    Dealer,
    Maker,
}

impl Party {
    pub const fn other(self) -> Party {
        match self {
            Party::Dealer => Party::Maker,
            Party::Maker => Party::Dealer,
        }
    }

    /// In keys of indexes.
    pub const fn code(self) -> u8 {
        match self {
            Party::Dealer => 0,
            Party::Maker => 1,
        }
    }

    /// Whoever has no company is the manufacturer's.
    pub const fn of_company(company: Option<DealerId>) -> Party {
        match company {
            Some(_) => Party::Dealer,
            None => Party::Maker,
        }
    }
}

/// Who did something, by the name of then, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub party: Party,
    pub name: String,
    #[serde(default)]
    pub member: Option<MembershipId>,
    pub at: Moment,
}

impl Signed {
    pub fn of(who: &Who, name: &str, company: Option<DealerId>, at: Moment) -> Signed {
        let member = match who {
            Who::Person { membership, .. } => Some(*membership),
            _ => None,
        };
        Signed {
            party: Party::of_company(company),
            name: name.to_owned(),
            member,
            at,
        }
    }
}

/// Where the opening balance comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opening {
    /// 1C's own: the period begins where its list does.
    Told,
    /// 1C's own and the operations before the period.
    WorkedOut,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Open,
    /// Both sides have agreed.
    Closed(Moment),
    /// By who asked; `instead`: the one that was made anew.
    Cancelled {
        by: Signed,
        instead: Option<ActId>,
    },
}

/// A reconciliation. Its figures never change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    pub id: ActId,
    pub settlement: SettlementId,
    pub dealer: DealerId,
    /// The contract.
    pub number: String,
    #[serde(default)]
    pub day: Option<Day>,
    pub currency: Currency,
    pub seller: Company,
    pub buyer: Company,
    /// Both days included.
    pub from: Day,
    pub to: Day,
    /// 1C's time of the figures.
    pub as_of: Moment,
    /// The state of the settlement that was copied.
    pub copied: Moment,
    pub opening: Money,
    pub opening_by: Opening,
    pub debit: Money,
    pub credit: Money,
    pub closing: Money,
    /// By how much 1C's closing balance was above what its whole list comes to.
    #[serde(default)]
    pub differs: Option<Money>,
    pub rows: u32,
    pub asked: Signed,
    #[serde(default)]
    pub agreed_dealer: Option<Signed>,
    #[serde(default)]
    pub agreed_maker: Option<Signed>,
    /// Who did something last: the other side's turn.
    pub last: Party,
    /// Lines that somebody disagrees with now.
    pub marks: u32,
    /// The ledger turned out to be another dealer's: the manufacturer's alone.
    #[serde(default)]
    pub withdrawn: bool,
    pub state: State,
    pub version: u32,
    pub changed: Moment,
}

/// A line of the ledger as it was copied. In minor units of the reconciliation's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub operation: Id<Operation>,
    pub day: Day,
    pub kind: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    pub debit: i64,
    pub credit: i64,
}

impl From<&Operation> for Line {
    fn from(of: &Operation) -> Line {
        Line {
            operation: of.id,
            day: of.day,
            kind: of.kind.clone(),
            document: of.document.clone(),
            number: of.number.clone(),
            debit: of.debit.minor,
            credit: of.credit.minor,
        }
    }
}

/// Lines of a leaf.
pub const LEAF_ROWS: u32 = 250;

/// A stretch of the lines: a reconciliation of a hundred thousand is written and read by these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leaf {
    pub act: ActId,
    /// From 0.
    pub number: u32,
    pub dealer: DealerId,
    pub lines: Vec<Line>,
}

/// A line that one side has and the ledger hasn't.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    pub day: Day,
    pub what: String,
    #[serde(default)]
    pub number: String,
}

/// A side disagrees with a line, or misses one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    pub id: MarkId,
    pub act: ActId,
    pub dealer: DealerId,
    pub by: Signed,
    /// Its place among the lines, from 0; `None` for a line that the ledger lacks.
    pub line: Option<u32>,
    #[serde(default)]
    pub lacking: Option<Lacking>,
    /// The side's own figure, in the seller's terms, in minor units.
    #[serde(default)]
    pub debit: Option<i64>,
    #[serde(default)]
    pub credit: Option<i64>,
    pub comment: String,
    #[serde(default)]
    pub file: Option<Attachment>,
    #[serde(default)]
    pub replies: Vec<Reply>,
    /// Taken back.
    #[serde(default)]
    pub gone: Option<Signed>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    pub by: Signed,
    pub text: String,
}

/// How 1C's ledger differs now from what was copied, worked out once for each state of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drift {
    pub act: ActId,
    pub dealer: DealerId,
    /// The state of the settlement that was looked at.
    pub at: Moment,
    /// 1C's time of it.
    pub as_of: Moment,
    /// The opening balance of the period now, where it is another.
    pub opening: Option<Money>,
    pub added: u32,
    pub gone: u32,
    /// The first of each, in the order of days.
    pub added_lines: Vec<Line>,
    pub gone_lines: Vec<Line>,
}

impl Drift {
    pub fn is_none(&self) -> bool {
        self.opening.is_none() && self.added == 0 && self.gone == 0
    }
}

impl Act {
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    pub fn agreed(&self, party: Party) -> Option<&Signed> {
        match party {
            Party::Dealer => self.agreed_dealer.as_ref(),
            Party::Maker => self.agreed_maker.as_ref(),
        }
    }

    /// Whose turn it is: of the side that hasn't agreed where the other has, else of the one that didn't act last.
    pub fn turn(&self) -> Option<Party> {
        match (&self.state, &self.agreed_dealer, &self.agreed_maker) {
            (State::Open, Some(_), None) => Some(Party::Maker),
            (State::Open, None, Some(_)) => Some(Party::Dealer),
            (State::Open, ..) => Some(self.last.other()),
            _ => None,
        }
    }

    /// Something was done that both have to look at.
    pub fn touched(mut self, by: Party, at: Moment) -> Act {
        self.last = by;
        self.version += 1;
        self.changed = at;
        self
    }

    /// What was agreed was agreed of other marks.
    pub fn reopened(mut self) -> Act {
        (self.agreed_dealer, self.agreed_maker) = (None, None);
        self
    }

    /// A side agrees; the second one closes.
    pub fn agreed_by(mut self, by: Signed) -> Act {
        let (party, at) = (by.party, by.at);
        match party {
            Party::Dealer => self.agreed_dealer = Some(by),
            Party::Maker => self.agreed_maker = Some(by),
        }
        if self.agreed_dealer.is_some() && self.agreed_maker.is_some() {
            self.state = State::Closed(at);
        }
        self.touched(party, at)
    }

    /// Is it the same question: contract, period?
    pub fn asks_the_same(&self, other: &Act) -> bool {
        (self.settlement, self.from, self.to) == (other.settlement, other.from, other.to)
    }
}

/// What a period of the ledger comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Of all lines before the period, debit less credit.
    before: i128,
    debit: i128,
    credit: i128,
    pub rows: u64,
    /// All lines of the ledger, and what they come to.
    pub all: u64,
    whole: i128,
}

impl Sums {
    pub fn add(&mut self, period: (Day, Day), day: Day, debit: i64, credit: i64) {
        let (debit, credit) = (i128::from(debit), i128::from(credit));
        self.all += 1;
        self.whole += debit - credit;
        if day < period.0 {
            self.before += debit - credit;
        } else if day <= period.1 {
            self.debit += debit;
            self.credit += credit;
            self.rows += 1;
        }
    }

    /// What the opening balance and all lines come to; `None` past the edge of figures.
    pub fn listed(&self, opening: Money) -> Option<Money> {
        money(i128::from(opening.minor) + self.whole, opening.currency)
    }

    /// Opening, debit, credit, closing of the period, from the ledger's own opening balance.
    pub fn figures(&self, opening: Money) -> Option<[Money; 4]> {
        let of = |minor| money(minor, opening.currency);
        let first = i128::from(opening.minor) + self.before;
        let last = first + self.debit - self.credit;
        Some([of(first)?, of(self.debit)?, of(self.credit)?, of(last)?])
    }
}

fn money(minor: i128, currency: Currency) -> Option<Money> {
    i64::try_from(minor).ok().map(|minor| Money::new(minor, currency))
}

/// Why a period can't be asked for; the message is for the field.
pub fn period(from: Option<Day>, to: Option<Day>, known: Day, today: Day) -> Result<(Day, Day), Vec<Wrong>> {
    let mut wrong = Vec::new();
    let (Some(from), Some(to)) = (from, to) else {
        if from.is_none() {
            wrong.push(("from", Message::new("reconciliation-day-wrong")));
        }
        if to.is_none() {
            wrong.push(("to", Message::new("reconciliation-day-wrong")));
        }
        return Err(wrong);
    };
    if from < known {
        wrong.push(("from", Message::new("reconciliation-from-early").with("day", known)));
    }
    if to > today {
        wrong.push(("to", Message::new("reconciliation-to-ahead").with("day", today)));
    } else if to < from {
        wrong.push(("to", Message::new("reconciliation-to-before")));
    } else if from
        .checked_add(jiff::Span::new().years(YEARS_MAX))
        .is_ok_and(|limit| to >= limit)
    {
        wrong.push((
            "to",
            Message::new("reconciliation-period-long").with("years", YEARS_MAX),
        ));
    }
    match wrong.is_empty() {
        true => Ok((from, to)),
        false => Err(wrong),
    }
}

/// A field and what is wrong with it.
pub type Wrong = (&'static str, Message);

/// The first day that a ledger can be asked of: where its list begins, by its own word or by its first line.
pub fn known_from(settlement: &Settlement, first: Option<Day>, as_of: Day) -> Day {
    settlement.from.or(first).unwrap_or(as_of)
}

/// The last quarter before this day's.
pub fn quarter(today: Day) -> (Day, Day) {
    let month = (today.month() - 1) / 3 * 3 + 1;
    let this = Day::new(today.year(), month, 1).unwrap_or(today);
    let from = this.checked_sub(jiff::Span::new().months(3)).unwrap_or(this);
    (from, this.yesterday().unwrap_or(this))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUB: Currency = Currency::Rub;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_added_up_exactly_from_the_ledgers_own_opening() {
        let period = (day("2026-02-01"), day("2026-03-31"));
        let mut sums = Sums::default();
        for (at, debit, credit) in [
            ("2026-01-31", 1_000_01, 0),
            ("2026-02-01", 500_00, 0),
            ("2026-03-31", 0, 700_03),
            ("2026-03-31", -20_00, 0),
            ("2026-04-01", 9_00, 0),
        ] {
            sums.add(period, day(at), debit, credit);
        }
        let opening = Money::new(10_00, RUB);
        let rub = |minor| Money::new(minor, RUB);
        let closing = 10_00 + 1_000_01 + 500_00 - 20_00 - 700_03;
        assert_eq!(
            sums.figures(opening),
            Some([rub(10_00 + 1_000_01), rub(480_00), rub(700_03), rub(closing)])
        );
        assert_eq!(sums.listed(opening), Some(rub(closing + 9_00)));
        assert_eq!((sums.rows, sums.all), (3, 5));
    }

    #[test]
    fn sums_past_the_edge_are_no_sums_and_on_the_way_there_no_fault() {
        let period = (day("2026-01-01"), day("2026-01-31"));
        let mut sums = Sums::default();
        for _ in 0..3 {
            sums.add(period, day("2026-01-02"), i64::MAX, 0);
        }
        assert_eq!(sums.figures(Money::zero(RUB)), None);
        let mut sums = Sums::default();
        sums.add(period, day("2025-12-31"), i64::MAX, 0);
        sums.add(period, day("2025-12-31"), 5, i64::MAX);
        assert_eq!(sums.figures(Money::new(1, RUB)).unwrap()[0], Money::new(6, RUB));
    }

    #[test]
    fn a_period_lies_within_what_is_known_and_is_no_longer_than_five_years() {
        let (known, today) = (day("2020-01-15"), day("2026-11-27"));
        let asked = |from: &str, to: &str| {
            period(from.parse().ok(), to.parse().ok(), known, today)
                .map(drop)
                .map_err(|wrong| wrong.into_iter().map(|(field, _)| field).collect::<Vec<_>>())
        };
        for (from, to, said) in [
            ("2020-01-15", "2025-01-14", Ok(())),
            ("2020-01-15", "2025-01-15", Err(vec!["to"])),
            ("2020-01-14", "2020-02-01", Err(vec!["from"])),
            ("2026-11-27", "2026-11-27", Ok(())),
            ("2026-11-01", "2026-11-28", Err(vec!["to"])),
            ("2026-11-02", "2026-11-01", Err(vec!["to"])),
            ("", "2026-11-01", Err(vec!["from"])),
            ("", "", Err(vec!["from", "to"])),
            ("2010-01-01", "2030-01-01", Err(vec!["from", "to"])),
        ] {
            assert_eq!(asked(from, to), said, "{from} {to}");
        }
    }

    #[test]
    fn the_turn_goes_to_and_fro_and_two_words_close() {
        let at = Moment::from_millis(1);
        let signed = |party| Signed {
            party,
            name: "А".into(),
            member: None,
            at,
        };
        let act = Act {
            id: Id::derived("tests", "act"),
            settlement: Id::derived("tests", "s"),
            dealer: Id::derived("tests", "d"),
            number: "1".into(),
            day: None,
            currency: RUB,
            seller: Company::default(),
            buyer: Company::default(),
            from: day("2026-01-01"),
            to: day("2026-01-31"),
            as_of: at,
            copied: at,
            opening: Money::zero(RUB),
            opening_by: Opening::Told,
            debit: Money::zero(RUB),
            credit: Money::zero(RUB),
            closing: Money::zero(RUB),
            differs: None,
            rows: 0,
            asked: signed(Party::Dealer),
            agreed_dealer: None,
            agreed_maker: None,
            last: Party::Dealer,
            marks: 0,
            withdrawn: false,
            state: State::Open,
            version: 1,
            changed: at,
        };
        assert_eq!(act.turn(), Some(Party::Maker));
        let agreed = act.clone().agreed_by(signed(Party::Maker));
        assert_eq!((agreed.turn(), agreed.is_open()), (Some(Party::Dealer), true));
        // The maker marks a line after it has agreed: its word is taken back, and the dealer looks.
        let marked = agreed.clone().reopened().touched(Party::Maker, at);
        assert_eq!(
            (marked.agreed(Party::Maker), marked.turn()),
            (None, Some(Party::Dealer))
        );
        let closed = agreed.agreed_by(signed(Party::Dealer));
        assert_eq!((closed.state.clone(), closed.turn()), (State::Closed(at), None));
    }

    #[test]
    fn the_form_begins_with_the_quarter_that_is_over() {
        for (today, from, to) in [
            ("2026-11-27", "2026-07-01", "2026-09-30"),
            ("2026-01-01", "2025-10-01", "2025-12-31"),
            ("2026-03-31", "2025-10-01", "2025-12-31"),
            ("2024-04-01", "2024-01-01", "2024-03-31"),
        ] {
            let [today, from, to]: [Day; 3] = [today, from, to].map(|day| day.parse().unwrap());
            assert_eq!(quarter(today), (from, to));
        }
    }
}
