//! Requisites as they were typed, checked by the rules of their country.

use super::checks::{Checks, TEXT_MAX};
use super::model::{Country, Requisites};
use crate::platform::values::{
    BankAccount, Bik, CorrespondentAccount, Iban, Inn, Kpp, Message, Ogrn, TaxId, TaxIdError,
};

/// The requisites in their one spelling; what is wrong goes to `checks` under the names of the fields.
pub fn checked(country: Country, typed: &Requisites, checks: &mut Checks) -> Requisites {
    let address = checks.text("address", &typed.address, TEXT_MAX);
    let bank = checks.text("bank", &typed.bank, TEXT_MAX);
    let numbers = match country {
        Country::Ru => russian(typed, checks),
        Country::Kz => kazakh(typed, checks),
    };
    Requisites {
        address,
        bank,
        ..numbers
    }
}

fn russian(typed: &Requisites, checks: &mut Checks) -> Requisites {
    let inn = russian_inn(&typed.tax_id, checks);
    let company = inn.as_ref().is_none_or(Inn::is_company);
    let mut kpp = None;
    if company {
        kpp = checks.number("kpp", &typed.kpp, "dealers-kpp-length", Kpp::parse);
        if inn.is_some() && typed.kpp.trim().is_empty() {
            checks.wrong("kpp", Message::new("dealers-kpp-required"));
        }
    } else {
        checks.must_be_empty("kpp", &typed.kpp, "dealers-kpp-person");
    }
    let ogrn = checks.number("ogrn", &typed.ogrn, "dealers-ogrn-length", Ogrn::parse);
    if inn.is_some() && ogrn.as_ref().is_some_and(|ogrn| ogrn.is_company() != company) {
        checks.wrong("ogrn", Message::new("dealers-ogrn-kind"));
    }
    let bik = checks.number("bik", &typed.bik, "dealers-bik-length", Bik::parse);
    if bik.is_none()
        && !checks.has("bik")
        && !(typed.account.trim().is_empty() && typed.correspondent_account.trim().is_empty())
    {
        checks.wrong("bik", Message::new("dealers-bik-required"));
    }
    let (mut account, mut correspondent) = (None, None);
    if let Some(bik) = &bik {
        account = checks.number("account", &typed.account, "dealers-account-length", |text| {
            BankAccount::parse(bik, text)
        });
        correspondent = checks.number(
            "correspondent_account",
            &typed.correspondent_account,
            "dealers-account-length",
            |text| CorrespondentAccount::parse(bik, text),
        );
    }
    Requisites {
        tax_id: text_of(inn),
        kpp: text_of(kpp),
        ogrn: text_of(ogrn),
        bik: text_of(bik),
        account: text_of(account),
        correspondent_account: text_of(correspondent),
        ..Requisites::default()
    }
}

fn russian_inn(typed: &str, checks: &mut Checks) -> Option<Inn> {
    if typed.trim().is_empty() {
        checks.wrong("tax_id", Message::new("dealers-inn-required"));
        return None;
    }
    if let (Err(TaxIdError::Length), Some(meant)) = (Inn::parse(typed), Inn::with_lost_zero(typed)) {
        checks.wrong(
            "tax_id",
            Message::new("dealers-inn-lost-zero").with("inn", meant.as_str()),
        );
        return None;
    }
    checks.number("tax_id", typed, "dealers-inn-length", Inn::parse)
}

fn kazakh(typed: &Requisites, checks: &mut Checks) -> Requisites {
    if typed.tax_id.trim().is_empty() {
        checks.wrong("tax_id", Message::new("dealers-bin-required"));
    }
    let tax_id = checks.number("tax_id", &typed.tax_id, "dealers-bin-length", TaxId::parse_kazakh);
    checks.must_be_empty("kpp", &typed.kpp, "dealers-not-in-kazakhstan");
    checks.must_be_empty("ogrn", &typed.ogrn, "dealers-not-in-kazakhstan");
    checks.must_be_empty(
        "correspondent_account",
        &typed.correspondent_account,
        "dealers-not-in-kazakhstan",
    );
    let account = checks.number("account", &typed.account, "dealers-iban-length", Iban::parse);
    let bik = typed.bik.trim().to_ascii_uppercase();
    // A SWIFT code: 8 letters and digits, or 11 with a branch.
    let is_swift = matches!(bik.len(), 8 | 11) && bik.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !bik.is_empty() && !is_swift {
        checks.wrong("bik", Message::new("dealers-swift-wrong"));
    }
    Requisites {
        tax_id: text_of(tax_id),
        bik,
        account: text_of(account),
        ..Requisites::default()
    }
}

fn text_of(number: Option<impl ToString>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}
