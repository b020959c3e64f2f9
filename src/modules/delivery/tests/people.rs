//! Papers: what is read, what is shown of them, how they are sealed.

use crate::modules::delivery::model::Refusal;
use crate::modules::delivery::person::{Document, Papers};
use crate::modules::delivery::seal::PeopleKeys;
use crate::modules::orders::OrderId;
use crate::platform::error::Error;

const FIRST: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const SECOND: &str = "2222222222222222222222222222222222222222222222222222222222222222";

fn papers() -> Papers {
    Papers::read("Иванов  Пётр Ильич", "8 912 345-67-89", "passport", "45 08 123 456").unwrap()
}

#[test]
fn papers_are_read_in_one_form() {
    let read = papers();
    assert_eq!(read.name, "Иванов Пётр Ильич");
    assert_eq!(
        (read.document, read.number.as_str()),
        (Document::Passport, "4508123456")
    );
    assert_eq!(read.number_shown(), "4508\u{a0}123456");
    for (document, good, bad) in [
        ("none", "", "1"),
        ("passport", "4508 № 123456", "4508 12345а"),
        ("foreign-passport", "75 1234567", "751234567890"),
        ("driving-licence", "77 АА 123456", "77 АА 12345"),
        ("id-card", "012345678", "0123"),
    ] {
        assert!(
            Papers::read("А Б", "+79123456789", document, good).is_ok(),
            "{document}"
        );
        match Papers::read("А Б", "+79123456789", document, bad) {
            Err(Error::Invalid(fields)) => assert_eq!(fields[0].field, "number", "{document}"),
            other => panic!("{document}: {other:?}"),
        }
    }
    match Papers::read("Иванов", "12", "card", "1") {
        Err(Error::Invalid(fields)) => {
            let named: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
            assert_eq!(named, ["name", "phone", "document", "number"]);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mask_tells_little_and_a_log_nothing() {
    let masked = papers().masked();
    assert_eq!(masked.name, "И••• П••• И•••");
    assert_eq!((masked.phone.as_str(), masked.number.as_str()), ("••••89", "••••56"));
    assert_eq!(format!("{:?}", papers()), "Papers");
}

#[test]
fn a_seal_is_opened_by_its_key_for_its_order_only() {
    let (order, other) = (OrderId::derived("order", "1"), OrderId::derived("order", "2"));
    let keys = PeopleKeys::parse(FIRST);
    let sealed = keys.seal(order, &papers()).unwrap();
    assert!(keys.open(order, &sealed).unwrap() == papers());
    assert_eq!(keys.open(other, &sealed).unwrap_err(), Refusal::OtherKey);
    assert_eq!(
        PeopleKeys::parse(SECOND).open(order, &sealed).unwrap_err(),
        Refusal::OtherKey
    );
    // The same papers never look the same.
    assert_ne!(keys.seal(order, &papers()).unwrap(), sealed);

    // A new last line seals, the older one still opens.
    let both = PeopleKeys::parse(&format!("{FIRST}\n\n{SECOND}\n"));
    assert!(both.is_old(&sealed) && !keys.is_old(&sealed));
    assert!(both.open(order, &sealed).unwrap() == papers());
    let anew = both.seal(order, &papers()).unwrap();
    assert!(!both.is_old(&anew));
    assert_eq!(keys.open(order, &anew).unwrap_err(), Refusal::OtherKey);
    assert!(PeopleKeys::parse(SECOND).open(order, &anew).is_ok());
}

#[test]
fn without_a_readable_key_nothing_is_sealed() {
    let damaged = format!("{FIRST}\nnot a key");
    for text in ["", "\n", "1234", damaged.as_str()] {
        let keys = PeopleKeys::parse(text);
        assert!(keys.is_empty(), "{text}");
        let refused = keys.seal(OrderId::derived("order", "1"), &papers());
        assert_eq!(refused.unwrap_err(), Refusal::NoKey);
    }
}
