//! The rules of views.

use super::model::{NAME_MAX, QUERY_MAX, valid_name, valid_query};
use super::{SavedView, ViewEdit};
use crate::platform::values::{Id, Moment};

fn view() -> SavedView {
    SavedView {
        id: Id::derived("test", "view"),
        list: "orders".to_owned(),
        owner: Id::derived("test", "owner"),
        owner_name: "Марина".to_owned(),
        company: Some(Id::derived("test", "company")),
        name: "Декабрь".to_owned(),
        query: "stage=open".to_owned(),
        shared: false,
        changed: Moment::EPOCH,
    }
}

#[test]
fn a_view_is_for_its_owner_and_when_shared_for_the_company() {
    let (own, colleague, strange) = (view(), Id::derived("test", "colleague"), Id::derived("test", "strange"));
    let shared = SavedView { shared: true, ..view() };
    let cases = [
        (&own, own.owner, own.company, true),
        (&own, colleague, own.company, false),
        // The same person in another company.
        (&own, own.owner, Some(strange), false),
        (&shared, colleague, own.company, true),
        (&shared, colleague, Some(strange), false),
        (&shared, colleague, None, false),
    ];
    for (at, (view, membership, company, seen)) in cases.into_iter().enumerate() {
        assert_eq!(view.is_for(membership, company), seen, "case {at}");
    }
}

#[test]
fn names_and_filters_have_bounds() {
    assert_eq!(valid_name("  Декабрь ").unwrap(), "Декабрь");
    for name in ["", "  ", "а\nб", &"я".repeat(NAME_MAX + 1)] {
        assert!(valid_name(name).is_err(), "{name:?}");
    }
    for query in ["", "stage=open&q=%D0%BB", "sort=-created&cols=stage.sum"] {
        assert_eq!(valid_query(query).unwrap(), query);
    }
    let long = "a".repeat(QUERY_MAX + 1);
    for query in ["a b", "q=лес", "q=\"", "x#y", "a\r\nb", "<b>", long.as_str()] {
        assert!(valid_query(query).is_err(), "{query:?}");
    }
}

#[test]
fn what_a_form_leaves_out_stays() {
    let at = Moment::from_millis(5);
    let edit = ViewEdit {
        name: Some("Январь".to_owned()),
        ..ViewEdit::default()
    };
    let edited = view().edited(&edit, at).unwrap();
    assert_eq!(
        (edited.name.as_str(), edited.query.as_str(), edited.shared),
        ("Январь", "stage=open", false)
    );
    assert_eq!(edited.changed, at);
}
