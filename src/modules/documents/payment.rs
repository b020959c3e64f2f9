//! The payment code of an invoice: what a bank's app needs to fill in a payment order, by ГОСТ Р 56042-2014.
//!
//! The standard: the text begins with `ST`, the version `0001`, the digit of the encoding (2: UTF-8) and the separator, a
//! sign that stands in no value; then `Name=value` blocks, the five that are required first. Lengths are the standard's, in
//! characters. The sum is in kopecks. The symbol is a QR code with the correction level M, which the standard advises.
//! It was written for payments of private persons; banks' apps for companies read it too.

use super::model::{Company, DocumentKind, Told};
use crate::modules::dealers::{Country, OwnEntity, Requisites};
use crate::platform::i18n::format;
use crate::platform::ui::qr_path;
use crate::platform::values::{BankAccount, Bik, CorrespondentAccount, Currency, Day, Locale, Money};
use crate::tr;

const NAME_MAX: usize = 160;
const BANK_MAX: usize = 45;
const PURPOSE_MAX: usize = 210;
/// With less room than this a contract isn't named: what would be left of its number says nothing.
const CONTRACT_MIN: usize = 16;
/// The largest sum: 18 digits, in kopecks.
const SUM_MAX: i64 = 999_999_999_999_999_999;
/// Signs that may part the blocks, the customary one first.
const SEPARATORS: [char; 8] = ['|', '^', '~', '\\', '`', '#', '!', '\u{7f}'];
/// What is written where a bank has no account in the Bank of Russia of its own.
const NO_CORRESPONDENT: &str = "0";
/// Of the sign of roubles in an account, places 6 to 8: 810, and 643 in newer registers.
const ROUBLES: [&str; 2] = ["810", "643"];

/// A payment as a bank takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    pub name: String,
    pub account: String,
    pub bank: String,
    pub bik: String,
    /// `None`: the bank has none.
    pub correspondent: Option<String>,
    pub sum: Money,
    pub purpose: String,
    pub inn: String,
    /// Empty for a person.
    pub kpp: String,
}

/// A requisite without which nobody can pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// None of the own legal entities is the document's seller.
    Seller,
    Bank,
    Bik,
    Account,
    /// The account is held in another currency.
    Roubles,
    Correspondent,
}

impl Lack {
    pub const fn message(self) -> &'static str {
        match self {
            Lack::Seller => "documents-pay-lacks-seller",
            Lack::Bank => "documents-pay-lacks-bank",
            Lack::Bik => "documents-pay-lacks-bik",
            Lack::Account => "documents-pay-lacks-account",
            Lack::Roubles => "documents-pay-lacks-roubles",
            Lack::Correspondent => "documents-pay-lacks-correspondent",
        }
    }
}

/// Is it a paper that one pays by in Russia: an invoice in roubles with a sum, still in force?
pub fn is_payable(told: &Told) -> bool {
    told.kind == DocumentKind::Invoice
        && !told.withdrawn
        && told
            .sum
            .is_some_and(|sum| (1..=SUM_MAX).contains(&sum.minor) && sum.currency == Currency::Rub)
}

/// Which own legal entity sells: the tax number must be the same, and the КПП where 1C names one. Of several branches with
/// one tax number none is guessed.
pub fn seller<'a>(own: &'a [OwnEntity], said: &Company) -> Option<&'a OwnEntity> {
    let mut found = own.iter().filter(|entity| {
        !said.tax_id.is_empty()
            && entity.requisites.tax_id == said.tax_id
            && (said.kpp.is_empty() || entity.requisites.kpp == said.kpp)
    });
    match (found.next(), found.next()) {
        (Some(entity), None) => Some(entity),
        _ => None,
    }
}

/// The payment of an invoice to its seller, or what is missing for it.
pub fn payment(told: &Told, seller: &OwnEntity) -> Result<Payment, Vec<Lack>> {
    let of: &Requisites = &seller.requisites;
    let mut lacks = Vec::new();
    let bank = line(&of.bank);
    if bank.is_empty() {
        lacks.push(Lack::Bank);
    }
    let (mut account, mut correspondent) = (None, None);
    match Bik::parse(&of.bik) {
        Err(_) => lacks.extend([Lack::Bik, Lack::Account]),
        Ok(bik) => {
            account = BankAccount::parse(&bik, &of.account).ok();
            match &account {
                None => lacks.push(Lack::Account),
                Some(account) if !ROUBLES.contains(&account.number().get(5..8).unwrap_or_default()) => {
                    lacks.push(Lack::Roubles);
                }
                Some(_) => {}
            }
            correspondent = CorrespondentAccount::parse(&bik, &of.correspondent_account).ok();
            if correspondent.is_none() && bik.needs_correspondent() {
                lacks.push(Lack::Correspondent);
            }
        }
    }
    let (Some(sum), Some(account), true) = (told.sum, account, lacks.is_empty()) else {
        return Err(lacks);
    };
    let full = line(&seller.full_name);
    let named = !full.is_empty() && full.chars().count() <= NAME_MAX;
    Ok(Payment {
        name: cut(if named { full } else { line(&seller.name) }, NAME_MAX),
        account: account.number().to_owned(),
        bank: cut(bank, BANK_MAX),
        bik: account.bik().to_string(),
        correspondent: correspondent.map(|account| account.number().to_owned()),
        sum,
        purpose: purpose(told),
        inn: of.tax_id.clone(),
        kpp: of.kpp.clone(),
    })
}

/// Requisites of a Russian bank are all that this code knows.
pub fn is_russian(seller: &OwnEntity) -> bool {
    seller.country == Country::Ru
}

/// What the payment is for, as Russian banks read it, whatever language the page is in. The tax must be told, so that what
/// doesn't fit goes from the contract's number, then from the invoice's.
fn purpose(told: &Told) -> String {
    let l = Locale::Ru;
    let number = match told.number.trim() {
        "" => tr!(l, "documents-unnumbered").to_owned(),
        number => line(number),
    };
    let paid = |day: Day| tr!(l, "documents-pay-for", number = number.as_str(), day = day);
    let vat = match told.vat {
        None => String::new(),
        Some(vat) if vat.minor == 0 => format!(". {}", tr!(l, "documents-pay-no-vat")),
        Some(vat) => format!(
            ". {}",
            tr!(
                l,
                "documents-pay-vat",
                sum = format::amount(l, vat).as_str().replace('\u{a0}', "")
            )
        ),
    };
    let contract = match told.contract.trim() {
        "" => String::new(),
        contract => tr!(l, "documents-pay-contract", number = line(contract).as_str()),
    };
    let vat = plain(&vat);
    let room = PURPOSE_MAX.saturating_sub(vat.chars().count());
    let head = cut(plain(&paid(told.day)), room);
    let left = room.saturating_sub(head.chars().count());
    let contract = match contract.is_empty() || left < CONTRACT_MIN {
        true => String::new(),
        false => cut(format!(", {}", plain(&contract)), left),
    };
    format!("{head}{contract}{vat}")
}

/// One line with simple spaces: values go into a bank's form.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn cut(text: String, max: usize) -> String {
    match text.chars().count() > max {
        true => text.chars().take(max).collect(),
        false => text,
    }
}

impl Payment {
    fn blocks(&self) -> Vec<(&'static str, String)> {
        let mut blocks = vec![
            ("Name", self.name.clone()),
            ("PersonalAcc", self.account.clone()),
            ("BankName", self.bank.clone()),
            ("BIC", self.bik.clone()),
            (
                "CorrespAcc",
                self.correspondent
                    .clone()
                    .unwrap_or_else(|| NO_CORRESPONDENT.to_owned()),
            ),
            ("Sum", self.sum.minor.to_string()),
            ("Purpose", self.purpose.clone()),
            ("PayeeINN", self.inn.clone()),
        ];
        if !self.kpp.is_empty() {
            blocks.push(("KPP", self.kpp.clone()));
        }
        blocks
    }

    /// The text of the code; `None` where every separator stands in some value.
    pub fn text(&self) -> Option<String> {
        let blocks = self.blocks();
        let free = |sign: &char| blocks.iter().all(|(_, value)| !value.contains(*sign));
        let separator = SEPARATORS.into_iter().find(free)?;
        let mut text = "ST00012".to_owned();
        for (name, value) in blocks {
            text.push(separator);
            text.push_str(name);
            text.push('=');
            text.push_str(&value);
        }
        Some(text)
    }

    /// The code as a drawing, black on white in any theme; `None` where there is no such code.
    pub fn drawn(&self, title: &str) -> Option<String> {
        let (path, whole) = qr_path(&self.text()?)?;
        let title = maud::html! { title { (title) } }.into_string();
        Some(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" shape-rendering=\"crispEdges\">{title}\
             <path fill=\"#fff\" d=\"M0 0h{whole}v{whole}h-{whole}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
        ))
    }
}

#[cfg(test)]
mod tests;
