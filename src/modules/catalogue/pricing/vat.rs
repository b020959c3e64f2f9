//! Value added tax as data: which rate a sale has on a day.
//!
//! The rate follows from the seller's country and regime, the product's class, the destination, and the planned day of
//! shipment: an order placed in December and shipped in January has January's rate. The rows are kept as data, so that
//! a new law is a new row and not a new release.

use serde::{Deserialize, Serialize};

use crate::modules::dealers::{Contract, Country, OwnEntity};
use crate::platform::store::{Record, Table};
use crate::platform::values::{Arg, Day, Message, Percent, Scope, VatMode, VatRate};

/// How the selling entity pays the tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VatRegime {
    #[default]
    General,
    /// Russia, УСН with 5 %.
    Simplified5,
    /// Russia, УСН with 7 %.
    Simplified7,
    /// Does not pay it: «без НДС», which is not 0 %.
    Exempt,
}

impl VatRegime {
    /// Those that rows of the law speak of; who is exempt needs none.
    pub const WITH_ROWS: [VatRegime; 3] = [VatRegime::General, VatRegime::Simplified5, VatRegime::Simplified7];

    /// In forms.
    pub const fn code(self) -> &'static str {
        match self {
            VatRegime::General => "general",
            VatRegime::Simplified5 => "simplified5",
            VatRegime::Simplified7 => "simplified7",
            VatRegime::Exempt => "exempt",
        }
    }

    /// The text of its name.
    pub const fn message(self) -> &'static str {
        match self {
            VatRegime::General => "catalogue-vat-regime-general",
            VatRegime::Simplified5 => "catalogue-vat-regime-simplified5",
            VatRegime::Simplified7 => "catalogue-vat-regime-simplified7",
            VatRegime::Exempt => "catalogue-vat-regime-exempt",
        }
    }

    /// From what the selling entity and the contract say: an own rate of 5 or 7 % is the simplified system's.
    pub fn of(seller: &OwnEntity, contract: &Contract) -> VatRegime {
        match (contract.vat, seller.vat) {
            (VatMode::None, _) | (_, Some(VatRate::Exempt)) => VatRegime::Exempt,
            (_, Some(rate)) if rate == VatRate::percent(5) => VatRegime::Simplified5,
            (_, Some(rate)) if rate == VatRate::percent(7) => VatRegime::Simplified7,
            _ => VatRegime::General,
        }
    }
}

/// What the law says of a product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VatClass {
    #[default]
    Standard,
    Reduced,
    Zero,
    Exempt,
}

impl VatClass {
    /// Those that rows of the law speak of: the rate of the others is in their name.
    pub const WITH_ROWS: [VatClass; 2] = [VatClass::Standard, VatClass::Reduced];

    /// In forms.
    pub const fn code(self) -> &'static str {
        match self {
            VatClass::Standard => "standard",
            VatClass::Reduced => "reduced",
            VatClass::Zero => "zero",
            VatClass::Exempt => "exempt",
        }
    }

    /// The text of its name.
    pub const fn message(self) -> &'static str {
        match self {
            VatClass::Standard => "catalogue-vat-class-standard",
            VatClass::Reduced => "catalogue-vat-class-reduced",
            VatClass::Zero => "catalogue-vat-class-zero",
            VatClass::Exempt => "catalogue-vat-class-exempt",
        }
    }

    /// 1C names a rate, often of last year («20%»): it tells the class, and the class tells the rate of the day.
    pub fn of(rate: Option<VatRate>) -> VatClass {
        match rate {
            None => VatClass::Standard,
            Some(VatRate::Exempt) => VatClass::Exempt,
            Some(VatRate::Rate(rate)) if rate.hundredths() == 0 => VatClass::Zero,
            Some(VatRate::Rate(rate)) if rate <= Percent::whole(10) => VatClass::Reduced,
            Some(VatRate::Rate(_)) => VatClass::Standard,
        }
    }
}

/// One row of the law: from `from` up to and not including `until`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatRow {
    pub seller: Country,
    pub regime: VatRegime,
    pub class: VatClass,
    /// Sold out of the seller's country?
    #[serde(default)]
    pub export: bool,
    pub from: Day,
    #[serde(default)]
    pub until: Option<Day>,
    pub rate: VatRate,
}

impl VatRow {
    /// Do both rows speak of the same sales, if of different days?
    pub fn same_sales(&self, other: &VatRow) -> bool {
        (self.seller, self.regime, self.class, self.export) == (other.seller, other.regime, other.class, other.export)
    }

    /// Which sales the row speaks of, in words.
    pub fn sales(&self) -> Message {
        let country = match self.seller {
            Country::Ru => "dealers-country-ru",
            Country::Kz => "dealers-country-kz",
        };
        let way = match self.export {
            false => "catalogue-vat-home",
            true => "catalogue-vat-export",
        };
        Message::new("catalogue-vat-sales")
            .with("country", Message::new(country))
            .with("regime", Message::new(self.regime.message()))
            .with("class", Message::new(self.class.message()))
            .with("way", Message::new(way))
    }

    /// The rate for a sentence.
    pub fn rate_arg(&self) -> Arg {
        match self.rate {
            VatRate::Rate(rate) => rate.into(),
            VatRate::Exempt => Message::new("catalogue-vat-regime-exempt").into(),
        }
    }
}

/// The dated rows, the administrator's to edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VatTable {
    pub rows: Vec<VatRow>,
}

/// A sale, as far as the tax asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VatCase {
    pub seller: Country,
    pub regime: VatRegime,
    pub destination: Country,
    /// The planned day of shipment; until there is one, today.
    pub day: Day,
}

impl VatCase {
    pub fn is_export(&self) -> bool {
        self.seller != self.destination
    }
}

impl VatTable {
    /// The most rows: a law changes once a year.
    pub const ROWS_MAX: usize = 300;

    /// The rate of a sale. `None`: no row covers it, and nobody may guess.
    pub fn rate(&self, case: &VatCase, class: VatClass) -> Option<VatRate> {
        if case.regime == VatRegime::Exempt || class == VatClass::Exempt {
            return Some(VatRate::Exempt);
        }
        if class == VatClass::Zero {
            return Some(VatRate::percent(0));
        }
        let covers = |row: &&VatRow| {
            row.seller == case.seller
                && row.regime == case.regime
                && row.class == class
                && row.export == case.is_export()
                && row.from <= case.day
                && row.until.is_none_or(|until| case.day < until)
        };
        // A later row overrides an earlier one that was left open.
        self.rows
            .iter()
            .filter(covers)
            .max_by_key(|row| row.from)
            .map(|row| row.rate)
    }

    /// The first day on which the row no longer holds: its own end, or the day of the next row for the same sales.
    pub fn ends(&self, row: &VatRow) -> Option<Day> {
        let next = self
            .rows
            .iter()
            .filter(|other| other.same_sales(row) && other.from > row.from);
        let next = next.map(|other| other.from).min();
        [row.until, next].into_iter().flatten().min()
    }

    /// The table with one more row. A row for the same sales from the same day is replaced: it was a mistake.
    pub fn with(&self, row: VatRow) -> VatTable {
        let mut rows = self.without(&row).rows;
        rows.push(row);
        VatTable { rows }
    }

    /// The table without the row for these sales from this day.
    pub fn without(&self, row: &VatRow) -> VatTable {
        let other = |held: &&VatRow| !(held.same_sales(row) && held.from == row.from);
        VatTable {
            rows: self.rows.iter().filter(other).cloned().collect(),
        }
    }

    /// The rows that a new installation begins with: Russia and Kazakhstan, as of 2026.
    ///
    /// НК РФ ст. 164: 20 % until the end of 2025, 22 % from 2026 (425-ФЗ), 10 % reduced, 0 % for export; УСН payers
    /// 5 or 7 % since 2025, at home and abroad alike but for export's 0 %. Kazakhstan: 12 %, from 2026 16 %.
    pub fn shipped() -> VatTable {
        use VatClass::{Reduced, Standard};
        use VatRegime::{General, Simplified5, Simplified7};
        let (russia, kazakhstan) = (Country::Ru, Country::Kz);
        let day = |year| Day::constant(year, 1, 1);
        let mut rows = Vec::new();
        let mut add = |seller, regime, class, export, from, until: Option<i16>, percent| {
            let until = until.map(day);
            rows.push(VatRow {
                seller,
                regime,
                class,
                export,
                from: day(from),
                until,
                rate: VatRate::percent(percent),
            });
        };
        add(russia, General, Standard, false, 2019, Some(2026), 20);
        add(russia, General, Standard, false, 2026, None, 22);
        add(russia, General, Reduced, false, 2019, None, 10);
        add(kazakhstan, General, Standard, false, 2009, Some(2026), 12);
        add(kazakhstan, General, Standard, false, 2026, None, 16);
        for class in [Standard, Reduced] {
            add(russia, Simplified5, class, false, 2025, None, 5);
            add(russia, Simplified7, class, false, 2025, None, 7);
            for regime in [General, Simplified5, Simplified7] {
                add(russia, regime, class, true, 2019, None, 0);
            }
            add(kazakhstan, General, class, true, 2009, None, 0);
        }
        VatTable { rows }
    }
}

/// The administrator's rows of the tax; there is one, under the key 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredVat {
    pub table: VatTable,
    /// Grows with each change: a draft that was shown with other rates is shown again before it is sent.
    #[serde(default)]
    pub version: u32,
}

/// The key of the one table of rates.
pub const VAT_TABLE: u16 = 1;

impl Record for StoredVat {
    const TABLE: Table = Table::new(31, "vat_table");
    const VERSIONED: bool = true;
    type Key = u16;

    fn key(&self) -> u16 {
        VAT_TABLE
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
}
