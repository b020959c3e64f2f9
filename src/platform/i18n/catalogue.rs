//! The Fluent bundles, loaded once, with plain texts resolved ahead.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Arg, Figure};
use crate::platform::values::Locale;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// A plain text, found at its first use and kept where it is used.
pub struct Slot {
    id: &'static str,
    texts: OnceLock<[&'static str; 2]>,
}

impl Slot {
    pub const fn new(id: &'static str) -> Slot {
        Slot {
            id,
            texts: OnceLock::new(),
        }
    }

    pub fn get(&self, locale: Locale) -> &'static str {
        self.texts
            .get_or_init(|| [Locale::Ru, Locale::En].map(|locale| plain(locale, self.id)))[locale as usize]
    }
}

/// The text of an id that is made at run time (the name of a permission, say): only texts without arguments.
pub fn try_text(locale: Locale, id: &str) -> Option<&'static str> {
    CATALOGUES[locale as usize].plain.get(id).copied()
}

/// The text of an id with arguments. Use [`tr!`](crate::tr) where the id is known.
pub fn format_text(locale: Locale, id: &str, args: &[(&'static str, Arg<'_>)]) -> String {
    format_dynamic(locale, id, args)
}

/// The same for ids and names that were stored.
pub(super) fn format_dynamic(locale: Locale, id: &str, args: &[(&str, Arg<'_>)]) -> String {
    let catalogue = &CATALOGUES[locale as usize];
    if args.is_empty()
        && let Some(text) = catalogue.plain.get(id)
    {
        return (*text).to_owned();
    }
    let Some(pattern) = catalogue.bundle.get_message(id).and_then(|message| message.value()) else {
        return missing(locale, id).to_owned();
    };
    let mut fluent_args = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        fluent_args.set(*name, value.to_fluent(locale));
    }
    let mut errors = Vec::new();
    let text = catalogue
        .bundle
        .format_pattern(pattern, Some(&fluent_args), &mut errors)
        .into_owned();
    debug_assert!(errors.is_empty(), "text {id} in {}: {errors:?}", locale.tag());
    text
}

struct Catalogue {
    plain: HashMap<&'static str, &'static str>,
    bundle: FluentBundle<FluentResource>,
}

static CATALOGUES: LazyLock<[Catalogue; 2]> = LazyLock::new(|| [Locale::Ru, Locale::En].map(load));

fn load(locale: Locale) -> Catalogue {
    let language: LanguageIdentifier = locale.tag().parse().expect("our own language tags are valid");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::Ru => |value, _| grouped(Locale::Ru, value),
        Locale::En => |value, _| grouped(Locale::En, value),
    }));
    let mut ids = Vec::new();
    for (language, file, source) in SOURCES {
        if *language != locale.tag() {
            continue;
        }
        ids.extend(message_ids(source));
        let resource = FluentResource::try_new(bound(source))
            .unwrap_or_else(|(_, errors)| panic!("locales/{language}/{file}: {errors:?}"));
        bundle
            .add_resource(resource)
            .unwrap_or_else(|errors| panic!("locales/{language}/{file}: {errors:?}"));
    }
    let plain = ids
        .into_iter()
        .filter_map(|id| Some((id, resolve(&bundle, id)?)))
        .collect();
    Catalogue { plain, bundle }
}

/// Sticks to its neighbour what must not stand alone at the end or the start of a line: signs and dashes.
fn bound(source: &str) -> String {
    source
        .replace("\u{2116} ", "\u{2116}\u{a0}")
        .replace(" \u{20bd}", "\u{a0}\u{20bd}")
        .replace(" %", "\u{a0}%")
        .replace(" \u{2014}", "\u{a0}\u{2014}")
}

/// The ids of a Fluent source: what stands before `=` at the start of a line. Terms (`-brand`) are not messages.
pub(super) fn message_ids(source: &'static str) -> impl Iterator<Item = &'static str> {
    source.lines().filter_map(|line| {
        let (id, _) = line.split_once('=')?;
        let id = id.trim_end();
        (id.starts_with(|c: char| c.is_ascii_lowercase()) && !id.contains(' ')).then_some(id)
    })
}

/// The text of a message that needs no arguments; `None` for the others.
fn resolve(bundle: &FluentBundle<FluentResource>, id: &str) -> Option<&'static str> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, None, &mut errors);
    // The catalogue lives as long as the program, and so do its texts.
    errors
        .is_empty()
        .then(|| &*Box::leak(text.into_owned().into_boxed_str()))
}

fn plain(locale: Locale, id: &'static str) -> &'static str {
    try_text(locale, id).unwrap_or_else(|| missing(locale, id))
}

fn missing(locale: Locale, id: &str) -> &str {
    if cfg!(debug_assertions) {
        panic!("no text {id} in {}, or it needs arguments", locale.tag());
    }
    id
}

/// Numbers inside texts are written as everywhere else.
fn grouped(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    // Counts and quantities only, handed in from integers: money never takes this road.
    let thousandths = (number.value * 1_000.0).round();
    (thousandths.abs() < 9.0e18).then(|| Figure::decimal(locale, thousandths as i64, 3, 0).to_string())
}

#[cfg(test)]
pub(super) fn sources() -> &'static [(&'static str, &'static str, &'static str)] {
    SOURCES
}
