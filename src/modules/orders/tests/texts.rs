//! Every message of the rules exists in both languages, and every stored field has a label.

use std::collections::BTreeSet;

use super::desk::*;
use crate::modules::orders::difference::{LINE_FIELDS, ORDER_FIELDS};
use crate::modules::orders::*;
use crate::platform::journal::Event;
use crate::platform::values::*;

const LOCALES: [(&str, &str); 2] = [
    (
        "ru",
        concat!(
            include_str!("../../../../assets/locales/ru/orders.ftl"),
            include_str!("../../../../assets/locales/ru/catalogue.ftl")
        ),
    ),
    (
        "en",
        concat!(
            include_str!("../../../../assets/locales/en/orders.ftl"),
            include_str!("../../../../assets/locales/en/catalogue.ftl")
        ),
    ),
];

fn ids(text: &str) -> BTreeSet<&str> {
    text.lines()
        .filter(|line| line.starts_with("orders-") || line.starts_with("catalogue-"))
        .filter_map(|line| line.split(' ').next())
        .collect()
}

/// An order with every optional field filled, so that none is missing from its stored form.
fn full_order() -> Order {
    let mut order = order();
    let day = Some(DAY);
    order.wished = day;
    order.planned = day;
    order.comment = "к".into();
    order.lines[0].comment = "к".into();
    order.lines[0].no_margin = Some(NoMargin::Vat);
    order.lines[0].configuration = Some(crate::modules::configurator::Settled::default());
    order.lines[0].wished = day;
    order.lines[0].told = day;
    order.lines[0].promises = vec![Promise {
        day: DAY,
        reason: "к".into(),
        by: order.author.clone(),
        at: order.created,
        of_lines: false,
        after: 1,
    }];
    order.one_c = OneCName {
        id: "1".into(),
        number: "2".into(),
        day,
        stage: Some(order.stage.clone()),
        planned: day,
    };
    order.agreed.open = Some(Side::OneC);
    order.request = Some(ChangeRequest {
        lines: order.lines.clone(),
        wished: day,
        base: "0".into(),
        by: order.author.clone(),
        at: order.created,
        reason: "к".into(),
        delivery: Some(Box::default()),
    });
    order.agreed.refused = Some(Declined {
        by: order.author.clone(),
        at: order.created,
        reason: "к".into(),
    });
    order.answered = vec![Answered {
        version: 1,
        verdict: Verdict::Refused,
        asked_by: order.author.clone(),
        by: order.author.clone(),
        at: order.created,
        reason: "к".into(),
    }];
    order.vouchers = vec![Voucher {
        what: Requirement::Paper,
        stage: order.stage.clone(),
        paper: "к".into(),
        number: "1".into(),
        day: Some(DAY),
        reason: String::new(),
        file: None,
        shown: true,
        withdrawn: Some(Withdrawn {
            by: order.author.clone(),
            at: order.created,
            reason: "к".into(),
        }),
        by: order.author.clone(),
        at: order.created,
    }];
    let line = &mut order.lines[0];
    line.bargain = Some(Bargain {
        list: line.price,
        factor: line.factor,
        discount: None,
    });
    order
}

fn stored_fields(value: &serde_json::Value, parts: &[&str]) -> BTreeSet<String> {
    let object = value.as_object().expect("a record is stored as a map");
    let mut fields = BTreeSet::new();
    for (name, value) in object {
        match parts.contains(&name.as_str()) {
            true => fields.extend(value.as_object().unwrap().keys().map(|part| format!("{name}.{part}"))),
            false => drop(fields.insert(name.clone())),
        }
    }
    fields
}

#[test]
fn every_field_of_an_order_and_of_a_line_has_a_label() {
    let stored = serde_json::to_value(full_order()).unwrap();
    let labelled: BTreeSet<String> = ORDER_FIELDS.iter().map(|label| label.field.to_owned()).collect();
    assert_eq!(
        stored_fields(&stored, &["delivery", "totals", "one_c", "agreed"]),
        labelled
    );
    let labelled: BTreeSet<String> = LINE_FIELDS.iter().map(|label| label.field.to_owned()).collect();
    assert_eq!(stored_fields(&stored["lines"][0], &[]), labelled);
}

#[test]
fn every_message_that_rules_name_exists_in_both_languages() {
    let mut used: BTreeSet<String> = BTreeSet::new();
    used.extend(ORDER_FIELDS.iter().map(|label| label.label.to_owned()));
    used.extend(LINE_FIELDS.iter().map(|label| label.label.to_owned()));
    used.extend(Refusal::ALL.iter().map(|refusal| refusal.message().to_owned()));
    used.extend(DeliveryWay::ALL.iter().map(|way| way.message().to_owned()));
    used.extend(StageLine::shipped().stages.iter().map(Stage::message));
    let step = Quantity::ONE;
    let findings = [
        Finding::Removed,
        Finding::NoPrice,
        Finding::Currency(Currency::Rub),
        Finding::NotPositive,
        Finding::TooLarge,
        Finding::Pack { step, nearest: step },
        Finding::NoVat,
        Finding::Unfinished,
        Finding::Impossible,
        Finding::ModelMoved,
    ];
    used.extend(findings.iter().map(|finding| finding.message().to_owned()));
    used.extend(events().iter().map(|event| event.sentence().id.into_owned()));
    for (locale, text) in LOCALES {
        let known = ids(text);
        for id in &used {
            assert!(known.contains(id.as_str()), "{locale} lacks {id}");
        }
    }
    assert_eq!(
        ids(LOCALES[0].1),
        ids(LOCALES[1].1),
        "both languages have the same messages"
    );
    let refusals: BTreeSet<&str> = Refusal::ALL.iter().map(|refusal| refusal.message()).collect();
    assert_eq!(refusals.len(), Refusal::ALL.len(), "a message each");
}

fn events() -> Vec<OrderEvent> {
    let of = About::of(&order());
    let (day, stage) = (DAY, order().stage);
    let text = String::from("слово");
    let request = |step, reason: &str| OrderEvent::Request {
        delivery: false,
        of: of.clone(),
        step,
        by_dealer: true,
        reason: reason.to_owned(),
    };
    let moved = |reason: &str| OrderEvent::StageMoved {
        of: of.clone(),
        from: stage.clone(),
        to: stage.clone(),
        kind: Kind::Ready,
        name: StageLine::shipped().stages[0].label(),
        inside: StageLine::shipped().stages[0].label(),
        reason: reason.into(),
        heard: Heard::All,
    };
    let planned = |old, reason: &str| OrderEvent::PlannedMoved {
        of: of.clone(),
        old,
        new: day,
        reason: reason.into(),
    };
    let lines = |alike, reason: &str| OrderEvent::LinesPlanned {
        of: of.clone(),
        lines: 2,
        new: day,
        alike,
        moved: true,
        reason: reason.into(),
        heard: true,
    };
    let shipped = |track: &str| OrderEvent::Shipped {
        of: of.clone(),
        carrier: String::new(),
        track: track.into(),
        day: None,
    };
    vec![
        OrderEvent::Submitted {
            of: of.clone(),
            lines: 2,
        },
        moved(""),
        moved("слово"),
        lines(true, ""),
        lines(true, "слово"),
        lines(false, ""),
        lines(false, "слово"),
        OrderEvent::Vouched {
            of: of.clone(),
            paper: text.clone(),
            number: text.clone(),
            day: Some(day),
            reason: String::new(),
            file: String::new(),
            shown: false,
        },
        OrderEvent::Vouched {
            of: of.clone(),
            paper: text.clone(),
            number: text.clone(),
            day: Some(day),
            reason: String::new(),
            file: text.clone(),
            shown: true,
        },
        OrderEvent::PaperFiled {
            of: of.clone(),
            paper: text.clone(),
            number: text.clone(),
            file: text.clone(),
            shown: true,
        },
        OrderEvent::VoucherWithdrawn {
            of: of.clone(),
            paper: text.clone(),
            number: text.clone(),
            reason: text.clone(),
            shown: true,
        },
        OrderEvent::VoucherWithdrawn {
            of: of.clone(),
            paper: String::new(),
            number: String::new(),
            reason: text.clone(),
            shown: false,
        },
        OrderEvent::Vouched {
            of: of.clone(),
            paper: String::new(),
            number: String::new(),
            day: None,
            reason: text.clone(),
            file: String::new(),
            shown: false,
        },
        planned(None, ""),
        planned(Some(day), ""),
        planned(Some(day), "слово"),
        OrderEvent::ChangedByOneC {
            of: of.clone(),
            open: true,
        },
        OrderEvent::ChangedByOneC {
            of: of.clone(),
            open: false,
        },
        OrderEvent::NamedByOneC {
            of: of.clone(),
            number: text,
        },
        shipped(""),
        shipped("77"),
        OrderEvent::Paid {
            of: of.clone(),
            sum: Some(Money::new(1, Currency::Rub)),
            day: None,
        },
        OrderEvent::Accepted { of: of.clone() },
        OrderEvent::DeliveryChanged { of: of.clone() },
        request(RequestStep::Edited, ""),
        request(RequestStep::Asked, ""),
        request(RequestStep::Asked, "r"),
        request(RequestStep::Accepted, ""),
        request(RequestStep::Refused, "r"),
        request(RequestStep::Withdrawn, ""),
    ]
}

/// What a sentence is given is what its text asks for, in both languages: a missing argument panics in tests.
#[test]
fn sentences_are_given_every_argument_that_their_texts_use() {
    for event in events() {
        for locale in Locale::ALL {
            let said = crate::platform::i18n::render(locale, &jiff::tz::TimeZone::UTC, &event.sentence());
            assert!(said.contains("26-000042"), "{said}");
        }
        assert!(
            !format!("{:?}", event.sentence()).contains("Money"),
            "sentences tell no sums"
        );
    }
}

#[test]
fn orders_survive_their_stored_form() {
    let mut bytes = Vec::new();
    let mut writer = rmp_serde::Serializer::new(&mut bytes)
        .with_struct_map()
        .with_human_readable();
    serde::Serialize::serialize(&full_order(), &mut writer).unwrap();
    let mut reader = rmp_serde::Deserializer::new(&bytes[..]).with_human_readable();
    let read: Order = serde::Deserialize::deserialize(&mut reader).unwrap();
    assert_eq!(read, full_order());
}
