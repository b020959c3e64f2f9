//! How a person is reached: telephone numbers and e-mail addresses.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a telephone number or an address was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    #[error("nothing is given")]
    Empty,
    #[error("it is too short or too long")]
    Length,
    #[error("it holds a character that can't be in it")]
    Characters,
    #[error("the country can't be told: the number must begin with a plus and the country's code")]
    Country,
    #[error("it is not built like an address or a number")]
    Structure,
}

/// A telephone number in the form of E.164: a plus and up to 15 digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl Phone {
    /// Takes the ways in which numbers are written in Russia and Kazakhstan (`8 (912) …`, `+7 912 …`, ten digits) and
    /// any number with a plus and the country's code.
    pub fn parse(text: &str) -> Result<Phone, ContactError> {
        const LONGEST_INPUT: usize = 64;
        let text = text.trim();
        if text.is_empty() {
            return Err(ContactError::Empty);
        }
        if text.len() > LONGEST_INPUT {
            return Err(ContactError::Length);
        }
        let (international, rest) = match text.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut digits = String::with_capacity(16);
        for c in rest.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '(' | ')' | '-' | '.' | '\u{2010}'..='\u{2015}' => {}
                c if c.is_whitespace() => {}
                _ => return Err(ContactError::Characters),
            }
        }
        let digits = match (international, digits.len(), digits.as_bytes().first()) {
            (_, 0, _) => return Err(ContactError::Structure),
            (true, _, _) => digits,
            (false, 11, Some(b'7' | b'8')) => format!("7{}", &digits[1..]),
            (false, 10, _) => format!("7{digits}"),
            (false, 0..10, _) => return Err(ContactError::Length),
            (false, _, _) => return Err(ContactError::Country),
        };
        // E.164 allows 15 digits; no country has numbers shorter than 8 with its code.
        if !(8..=15).contains(&digits.len()) {
            return Err(ContactError::Length);
        }
        match digits.as_bytes() {
            [b'0', ..] => Err(ContactError::Country),
            // The zone of Russia and Kazakhstan: ten digits, of which the first is 3 to 9.
            [b'7', first, ..] if digits.len() != 11 || !(b'3'..=b'9').contains(first) => Err(ContactError::Structure),
            _ => Ok(Phone(format!("+{digits}"))),
        }
    }

    /// `+79129876543`: for storage, links and dialling.
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// Kazakh numbers share the code 7 with Russia and begin with 6 or 7 after it.
    pub fn is_kazakh(&self) -> bool {
        self.0.starts_with("+77") || self.0.starts_with("+76")
    }
}

/// `+7 912 987-65-43` where the country's way is known, E.164 otherwise.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Countries around whose numbers have nine digits after the code, written 2-3-2-2.
        const NINE_DIGITS: [&str; 5] = ["375", "992", "994", "996", "998"];
        let digits = &self.0[1..];
        let (code, area, rest) = if digits.starts_with('7') {
            (&digits[..1], &digits[1..4], &digits[4..])
        } else if digits.len() == 12 && NINE_DIGITS.contains(&&digits[..3]) {
            (&digits[..3], &digits[3..5], &digits[5..])
        } else {
            return f.write_str(&self.0);
        };
        write!(f, "+{code} {area} {}-{}-{}", &rest[..3], &rest[3..5], &rest[5..])
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> String {
        phone.0
    }
}

impl TryFrom<String> for Phone {
    type Error = ContactError;
    fn try_from(text: String) -> Result<Phone, ContactError> {
        Phone::parse(&text)
    }
}

/// An e-mail address in lower case: people don't keep to the case of their own address, and no server they use does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// One bare address: an ASCII local part, a domain with a dot (national domains are taken as they are).
    pub fn parse(text: &str) -> Result<Email, ContactError> {
        // RFC 5321, 4.5.3.1: 254 for the whole address.
        const LONGEST: usize = 254;
        let text = text.trim();
        if text.is_empty() {
            return Err(ContactError::Empty);
        }
        if text.len() > LONGEST {
            return Err(ContactError::Length);
        }
        if text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | ',' | ';'))
        {
            return Err(ContactError::Characters);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(ContactError::Structure)?;
        if !local.is_ascii() {
            return Err(ContactError::Characters);
        }
        if !domain.contains('.') || domain.starts_with('[') {
            return Err(ContactError::Structure);
        }
        let text = text.to_lowercase();
        text.parse::<lettre::Address>().map_err(|_| ContactError::Structure)?;
        Ok(Email(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

impl TryFrom<String> for Email {
    type Error = ContactError;
    fn try_from(text: String) -> Result<Email, ContactError> {
        Email::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ContactError::{Characters, Country, Empty, Length, Structure};

    #[test]
    fn phones_are_taken_in_every_usual_spelling() {
        for (text, e164, shown) in [
            ("+7 912 987-65-43", "+79129876543", "+7 912 987-65-43"),
            ("8 (912) 987-65-43", "+79129876543", "+7 912 987-65-43"),
            ("79129876543", "+79129876543", "+7 912 987-65-43"),
            ("9129876543", "+79129876543", "+7 912 987-65-43"),
            (
                "8\u{a0}912\u{a0}987\u{2011}65\u{2011}43",
                "+79129876543",
                "+7 912 987-65-43",
            ),
            ("+7 (701) 123-45-67", "+77011234567", "+7 701 123-45-67"),
            ("8 727 250 00 00", "+77272500000", "+7 727 250-00-00"),
            ("+375 29 123 45 67", "+375291234567", "+375 29 123-45-67"),
            ("+49 30 901820", "+4930901820", "+4930901820"),
        ] {
            let phone = Phone::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((phone.e164(), phone.to_string().as_str()), (e164, shown), "{text}");
            assert_eq!(Phone::parse(&phone.to_string()), Ok(phone));
        }
        assert!(Phone::parse("+77011234567").unwrap().is_kazakh());
        assert!(!Phone::parse("+79129876543").unwrap().is_kazakh());
    }

    #[test]
    fn phones_that_cannot_be_are_refused() {
        for (text, error) in [
            ("", Empty),
            ("+", Structure),
            ("2-12-85", Length),
            ("987-65-43", Length),
            ("+7 912 987-65-4", Structure),
            ("+7 8 912 987-65-43", Structure),
            ("+7 112 987-65-43", Structure),
            ("491234567890", Country),
            ("+0123456789", Country),
            ("+1234567890123456", Length),
            ("912 98A 65 43", Characters),
            ("９１２９８７６５４３", Characters),
        ] {
            assert_eq!(Phone::parse(text).err(), Some(error), "{text}");
        }
        assert_eq!(Phone::parse(&"9".repeat(10_000)), Err(Length));
    }

    #[test]
    fn addresses() {
        assert_eq!(
            Email::parse(" Zakaz@Sever.Example ").unwrap().as_str(),
            "zakaz@sever.example"
        );
        assert!(Email::parse("zakaz@завод.рф").is_ok());
        assert!(Email::parse("i.petrov+orders@mail.sever.example").is_ok());
        for (text, error) in [
            ("", Empty),
            ("sever.example", Structure),
            ("@sever.example", Structure),
            ("a@b@sever.example", Structure),
            ("a..b@sever.example", Structure),
            ("a@localhost", Structure),
            ("a@[127.0.0.1]", Structure),
            ("a@-bad-.example", Structure),
            ("Ivan <a@sever.example>", Characters),
            ("a@sever.example\r\nBcc: b@sever.example", Characters),
            ("заказ@sever.example", Characters),
        ] {
            assert_eq!(Email::parse(text).err(), Some(error), "{text}");
        }
        assert_eq!(Email::parse(&format!("{}@sever.example", "a".repeat(300))), Err(Length));
    }
}
