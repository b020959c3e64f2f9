//! Bank details: БИК, accounts with their keys, and the Kazakh IBAN.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::TaxIdError;
use super::tax_id::{digits_of, normalised, number_type, proved};

number_type! {
    /// БИК: a Russian bank's number, 9 digits: 04 for banks, 01 for units of the treasury. No check digit.
    Bik
}
number_type! {
    /// ИИК: a Kazakh account in the form of an IBAN, 20 characters (ISO 13616).
    Iban
}

impl Bik {
    pub fn parse(text: &str) -> Result<Bik, TaxIdError> {
        let (text, _) = digits_of(text, &[9])?;
        if !text.starts_with("04") && !text.starts_with("01") {
            return Err(TaxIdError::Structure);
        }
        Ok(Bik(text))
    }

    /// A unit of the treasury, whose accounts don't follow the key's rule reliably.
    pub fn is_treasury(&self) -> bool {
        self.0.starts_with("01")
    }

    /// Does a payment to a client of this bank go through the bank's own account in the Bank of Russia? Units of the Bank of
    /// Russia itself have none.
    pub fn needs_correspondent(&self) -> bool {
        !self.is_central_bank()
    }

    /// Is the account held in the Bank of Russia's own unit?
    fn is_central_bank(&self) -> bool {
        ["000", "001", "002"].iter().any(|ending| self.0.ends_with(ending))
    }
}

impl Iban {
    /// `KZ`, two check digits, three digits of the bank, thirteen letters or digits.
    pub fn parse(text: &str) -> Result<Iban, TaxIdError> {
        let text = normalised(text)?.to_ascii_uppercase();
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(TaxIdError::Characters);
        }
        if text.len() != 20 {
            return Err(TaxIdError::Length);
        }
        if !text.starts_with("KZ") || !text.bytes().skip(2).take(5).all(|byte| byte.is_ascii_digit()) {
            return Err(TaxIdError::Structure);
        }
        let rotated = text.bytes().skip(4).chain(text.bytes().take(4));
        let remainder = rotated.fold(0_u32, |rest, byte| match byte {
            b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
            letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
        });
        proved(remainder == 1).map(|()| Iban(text))
    }
}

/// A client's account in a Russian bank. Stored as `БИК/account`, since the key is proved by both.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BankAccount {
    bik: Bik,
    number: String,
}

/// A bank's own account in the Bank of Russia (корреспондентский счёт).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CorrespondentAccount {
    bik: Bik,
    number: String,
}

impl BankAccount {
    /// Treasury accounts are taken without the key (see [`BankAccount::is_proved`]).
    pub fn parse(bik: &Bik, number: &str) -> Result<BankAccount, TaxIdError> {
        let (number, digits) = account_digits(number)?;
        let account = BankAccount {
            bik: bik.clone(),
            number,
        };
        let prefix = if bik.is_central_bank() {
            unit_prefix(bik)
        } else {
            bank_prefix(bik)
        };
        proved(!account.is_proved() || key_holds(prefix, &digits)).map(|()| account)
    }

    pub fn bik(&self) -> &Bik {
        &self.bik
    }

    /// Twenty characters without spaces.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// False for treasury accounts, whose key can't be relied on: warn, don't refuse.
    pub fn is_proved(&self) -> bool {
        !is_treasury(&self.bik, &self.number)
    }
}

impl CorrespondentAccount {
    /// Begins with 301, or with 40102 in a unit of the treasury (taken without the key).
    pub fn parse(bik: &Bik, number: &str) -> Result<CorrespondentAccount, TaxIdError> {
        let (number, digits) = account_digits(number)?;
        let treasury = is_treasury(bik, &number);
        if !number.starts_with("301") && !treasury {
            return Err(TaxIdError::Structure);
        }
        proved(treasury || key_holds(unit_prefix(bik), &digits))?;
        Ok(CorrespondentAccount {
            bik: bik.clone(),
            number,
        })
    }

    pub fn bik(&self) -> &Bik {
        &self.bik
    }

    pub fn number(&self) -> &str {
        &self.number
    }
}

macro_rules! stored_with_bik {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.number)
            }
        }
        impl From<$name> for String {
            fn from(account: $name) -> String {
                format!("{}/{}", account.bik, account.number)
            }
        }
        impl TryFrom<String> for $name {
            type Error = TaxIdError;
            fn try_from(text: String) -> Result<$name, TaxIdError> {
                let (bik, number) = text.split_once('/').ok_or(TaxIdError::Structure)?;
                $name::parse(&Bik::parse(bik)?, number)
            }
        }
    };
}
stored_with_bik!(BankAccount);
stored_with_bik!(CorrespondentAccount);

fn is_treasury(bik: &Bik, number: &str) -> bool {
    bik.is_treasury() || number.starts_with("03") || number.starts_with("40102")
}

/// Twenty digits; the sixth place may hold a letter of a clearing currency.
fn account_digits(text: &str) -> Result<(String, Vec<u8>), TaxIdError> {
    const CLEARING: &str = "ABCEHKMPTX";
    let text = normalised(text)?.to_ascii_uppercase();
    if !text.is_ascii() {
        return Err(TaxIdError::Characters);
    }
    if text.len() != 20 {
        return Err(TaxIdError::Length);
    }
    let value = |(at, c): (usize, char)| match c.to_digit(10) {
        Some(digit) => Some(digit as u8),
        None if at == 5 => CLEARING.find(c).map(|value| value as u8),
        None => None,
    };
    let digits = text
        .chars()
        .enumerate()
        .map(value)
        .collect::<Option<Vec<u8>>>()
        .ok_or(TaxIdError::Characters)?;
    Ok((text, digits))
}

/// The conditional number of a bank: the last three digits of its БИК.
fn bank_prefix(bik: &Bik) -> [u8; 3] {
    let digits = bik.0.as_bytes();
    [digits[6] - b'0', digits[7] - b'0', digits[8] - b'0']
}

/// The conditional number of a unit of the Bank of Russia: zero and the fifth and sixth digits of the БИК.
fn unit_prefix(bik: &Bik) -> [u8; 3] {
    let digits = bik.0.as_bytes();
    [0, digits[4] - b'0', digits[5] - b'0']
}

/// The account key of the Bank of Russia's order 515 of 08.09.1997: weights 7, 1, 3 over 23 digits, last digits of
/// the products summed, must end with zero.
fn key_holds(prefix: [u8; 3], account: &[u8]) -> bool {
    let digits = prefix.iter().chain(account);
    let sum: u32 = digits
        .zip([7, 1, 3].iter().cycle())
        .map(|(digit, weight)| u32::from(*digit) * weight % 10)
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use TaxIdError::{Characters, CheckDigit, Length, Structure};

    fn client(pair: &str) -> Result<BankAccount, TaxIdError> {
        let (bik, number) = pair.split_once('+').unwrap();
        BankAccount::parse(&Bik::parse(bik)?, number)
    }

    fn correspondent(pair: &str) -> Result<CorrespondentAccount, TaxIdError> {
        let (bik, number) = pair.split_once('+').unwrap();
        CorrespondentAccount::parse(&Bik::parse(bik)?, number)
    }

    #[test]
    fn accounts_of_clients() {
        for pair in [
            "049805746+40602810700000000025",
            "044525225+40702810200000000001",
            "044525225+40702810938000012345",
            "044525974+40702810210000123456",
            "044525187+40702810000160000777",
            "044525593+40802810800000004321",
            "044030653+40702810155000098765",
            "046577674+40802810116540055555",
            "044525000+40503810500000001000",
            "044525823+40702840300000000111",
        ] {
            assert!(client(pair).is_ok(), "{pair}");
        }
        for (pair, error) in [
            ("049805746+40602810800000000025", CheckDigit),
            ("044525974+40702810200000000001", CheckDigit),
            ("044525225+40702810020000000001", CheckDigit),
            ("044525225+4070281020000000000", Length),
            ("044525225+407028102000000000011", Length),
            ("04452522+40702810200000000001", Length),
            ("044525225+40702810300000000001", CheckDigit),
            ("044525225+4070281020000000000A", Characters),
            ("044525225+40702810200000000002", CheckDigit),
            ("044525187+40802810800000004321", CheckDigit),
            ("994525225+40702810200000000001", Structure),
        ] {
            assert_eq!(client(pair).err(), Some(error), "{pair}");
        }
    }

    #[test]
    fn accounts_of_banks() {
        for pair in [
            "044525225+30101810400000000225",
            "044525187+30101810700000000187",
            "044525593+30101810200000000593",
            "044525974+30101810145250000974",
            "044525823+30101810200000000823",
            "044030653+30101810500000000653",
            "046577674+30101810500000000674",
            "049805746+30101810800000000746",
        ] {
            assert!(correspondent(pair).is_ok(), "{pair}");
        }
        for (pair, error) in [
            ("044525225+30101810500000000225", CheckDigit),
            ("049805746+30101810600000000746", CheckDigit),
            ("044030653+30101810400000000225", CheckDigit),
            ("044525225+40702810200000000001", Structure),
            ("044525225+3010181040000000022", Length),
            ("044525187+30101810700000000178", CheckDigit),
            ("044525974+30101810145250000947", CheckDigit),
            ("044525225+30101810400000000226", CheckDigit),
        ] {
            assert_eq!(correspondent(pair).err(), Some(error), "{pair}");
        }
    }

    #[test]
    fn treasury_accounts_are_taken_and_known_as_unproved() {
        let account = client("017501500+03100643000000016901").unwrap();
        assert!(!account.is_proved());
        assert!(client("044525225+40702810200000000001").unwrap().is_proved());
        assert!(correspondent("017501500+40102810645370000062").is_ok());
    }

    #[test]
    fn iban_of_kazakhstan() {
        assert_eq!(
            Iban::parse("KZ86 125K ZT50 0410 0100").unwrap().as_str(),
            "KZ86125KZT5004100100"
        );
        assert!(Iban::parse("kz86125kzt5004100100").is_ok());
        for (text, error) in [
            ("KZ87125KZT5004100100", CheckDigit),
            ("KZ86125KZT500410010", Length),
            ("DE86125KZT5004100100", Structure),
            ("KZ8612KKZT5004100100", Structure),
            ("KZ86125КZT5004100100", Characters),
        ] {
            assert_eq!(Iban::parse(text).err(), Some(error), "{text}");
        }
    }

    #[test]
    fn an_account_is_stored_with_its_bank() {
        let account = client("044525225+40702810200000000001").unwrap();
        let json = serde_json::to_string(&account).unwrap();
        assert_eq!(json, "\"044525225/40702810200000000001\"");
        assert_eq!(serde_json::from_str::<BankAccount>(&json).unwrap(), account);
        assert!(serde_json::from_str::<BankAccount>("\"044525974/40702810200000000001\"").is_err());
    }
}
