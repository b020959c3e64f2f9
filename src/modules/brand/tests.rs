//! Threats: a colour in which nothing can be read; two administrators at once; a stylesheet with somebody else's text in it.

use std::sync::Arc;

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::colour::{Colour, LEAST, OWN, SHARES, contrast};
use super::{BrandSettings, actions, queries};
use crate::platform::access::Access;
use crate::platform::brand::{Brand, BrandNow};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Store};
use crate::platform::values::{Clock, Moment};

fn colour(text: &str) -> Colour {
    text.parse().unwrap()
}

#[test]
fn contrast_is_that_of_wcag() {
    // From its definition: 1 and 21 are its ends; #767676 is the lightest grey that passes on white (W3C, G18).
    let white = colour("#ffffff");
    for (text, expected) in [
        ("#ffffff", 1.0),
        ("#000000", 21.0),
        ("#767676", 4.54),
        ("#777777", 4.48),
    ] {
        let found = contrast(colour(text), white);
        assert!((found - expected).abs() < 0.01, "{text}: {found}");
    }
}

#[test]
fn what_is_no_colour_is_refused() {
    for text in [
        "",
        "#",
        "red",
        "#12345",
        "#1234567",
        "#12345g",
        "#12 456",
        "#1f5bb5;}",
        "+1f5bb5",
        "№1f5bb",
    ] {
        assert!(text.parse::<Colour>().is_err(), "{text}");
    }
    assert_eq!(colour("1F5BB5"), OWN);
    assert_eq!(OWN.style(), ":root{--kb-brand:#1f5bb5;--kb-on-brand:#ffffff}\n");
}

#[test]
fn what_is_checked_is_what_the_styles_draw() {
    let styles = include_str!("../../../assets/css/02-tokens.css");
    let mix = |share: u32, with: &str| format!("color-mix(in oklab,var(--kb-brand) {share}%,{with})");
    let [link, dark_link, tint, dark_tint] = SHARES;
    for drawn in [
        format!("--kb-brand:{OWN};"),
        format!("--kb-link:{};", mix(link, "#000")),
        format!("--kb-link:{};", mix(dark_link, "#fff")),
        format!("--kb-tint:{};", mix(tint, "#fff")),
        format!("--kb-tint:{};", mix(dark_tint, "#181e26")),
        "--kb-surface:#181e26;".to_owned(),
    ] {
        assert!(styles.contains(&drawn), "{drawn}");
    }
}

#[test]
fn what_cannot_be_read_has_a_neighbour_that_can() {
    assert!(OWN.contrasts().are_enough());
    // A light yellow as links on white, and black as links in the dark.
    for text in ["#ffe600", "#ffffff", "#000000", "#c0c0c0"] {
        assert!(!colour(text).contrasts().are_enough(), "{text}");
    }
}

proptest! {
    #[test]
    fn every_colour_has_a_readable_neighbour(bytes: [u8; 3]) {
        let [red, green, blue] = bytes;
        let tried = colour(&format!("#{red:02x}{green:02x}{blue:02x}"));
        let nearest = tried.nearest_readable();
        prop_assert!(nearest.contrasts().least() >= LEAST, "{tried}: {nearest}");
        prop_assert!(contrast(nearest.text(), nearest) >= LEAST);
    }
}

fn services() -> Arc<Services> {
    let store = Store::start(MemoryEngine::new(7), |error| panic!("{error}")).unwrap();
    let clock = Clock::standing_at(Moment::from_millis(1_790_000_000_000));
    let services = Services::new(store, clock, TimeZone::UTC);
    services.provide(Arc::new(BrandNow::new(Brand {
        name: "Configured".into(),
        ..Brand::default()
    })));
    services
}

#[tokio::test]
async fn what_is_set_is_shown_at_once_and_again_after_a_start() {
    let services = services();
    let access = Access::system(&services, "test");
    actions::shown(&services).unwrap();
    assert_eq!(services.part::<BrandNow>().get().name, "Configured");

    let set = |name: &'static str, colour: Option<&'static str>| {
        move |old| BrandSettings {
            name: name.into(),
            colour: colour.map(|text| text.parse().unwrap()),
            ..old
        }
    };
    actions::save(&access, Some(0), set("Завод", Some("#8a1c2b")))
        .await
        .unwrap();
    let expected = Brand {
        name: "Завод".into(),
        style: Some("/brand/colour/8a1c2b.css".into()),
        logo: None,
    };
    assert_eq!(*services.part::<BrandNow>().get(), expected);

    // Who has read the one before doesn't write over this one.
    let late = actions::save(&access, Some(0), set("Другой", None)).await;
    assert!(matches!(late, Err(Error::Refused(message)) if message.id == "brand-moved"));
    let unreadable = actions::save(&access, Some(1), set("Завод", Some("#ffe600"))).await;
    assert!(matches!(unreadable, Err(Error::Invalid(fields)) if fields[0].message.id == "brand-colour-unreadable"));
    assert_eq!(queries::settings(&access.read().unwrap()).unwrap().version, 1);

    // The same once more is no change, and nothing for the journal.
    let position = crate::platform::journal::position(&access.read().unwrap()).unwrap();
    actions::save(&access, Some(1), set("Завод", Some("#8a1c2b")))
        .await
        .unwrap();
    assert_eq!(
        crate::platform::journal::position(&access.read().unwrap()).unwrap(),
        position
    );

    // As a process that has just started.
    services.part::<BrandNow>().set(Brand::default());
    actions::shown(&services).unwrap();
    assert_eq!(*services.part::<BrandNow>().get(), expected);
}
