//! Every text of the tree: used, complete in both languages, written by the rules.

use std::collections::{BTreeMap, BTreeSet};

use super::super::catalogue::{message_ids, sources};
use super::source::{Call, Source, product};
use crate::platform::values::Locale;

/// Id -> (file, body) of a language.
fn messages(locale: Locale) -> BTreeMap<&'static str, (&'static str, String)> {
    let mut found = BTreeMap::new();
    for (language, file, source) in sources() {
        if *language != locale.tag() {
            continue;
        }
        let mut id = None;
        for line in source.lines() {
            if let Some(start) = message_ids(line).next() {
                id = Some(start);
                let body = line.split_once('=').map_or("", |(_, body)| body);
                assert!(
                    found.insert(start, (*file, body.to_owned())).is_none(),
                    "{start} stands twice in {language}"
                );
            } else if line.starts_with([' ', '}']) {
                let (_, body) = found.get_mut(id.expect("a message goes on after its id")).unwrap();
                body.push('\n');
                body.push_str(line);
            }
        }
    }
    found
}

fn variables(body: &str) -> BTreeSet<String> {
    let names = body.split('$').skip(1);
    names
        .map(|rest| {
            rest.chars()
                .take_while(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
                .collect()
        })
        .collect()
}

/// Whether a literal names the id, or begins the family that it is of: `"access-permission-"`, `"orders-kind-{}"`.
fn names(literal: &str, id: &str, module: &str) -> bool {
    let family = match literal.split_once('{') {
        Some((start, _)) => start,
        None => literal,
    };
    literal == id || (family.ends_with('-') && family.len() > module.len() + 1 && id.starts_with(family))
}

#[test]
fn both_languages_say_the_same_things() {
    let (ru, en) = (messages(Locale::Ru), messages(Locale::En));
    let ids = |of: &BTreeMap<&'static str, _>| of.keys().copied().collect::<BTreeSet<_>>();
    let only = ids(&ru).symmetric_difference(&ids(&en)).copied().collect::<Vec<_>>();
    assert!(only.is_empty(), "in one language only: {only:?}");
    for (id, (file, body)) in &ru {
        assert_eq!(variables(body), variables(&en[id].1), "variables of {id}");
        assert_eq!(*file, en[id].0, "{id} stands in different files");
        let module = file.trim_end_matches(".ftl");
        assert!(
            id.strip_prefix(module).is_some_and(|rest| rest.starts_with('-')),
            "{id} doesn't begin with {module}-"
        );
    }
}

fn takes(variables: &BTreeSet<String>, call: &Call) -> bool {
    if call.open {
        call.args.is_subset(variables)
    } else {
        *variables == call.args
    }
}

#[test]
fn every_text_that_code_asks_for_exists_and_takes_these_arguments() {
    let ru = messages(Locale::Ru);
    let mut wrong = Vec::new();
    for source in product() {
        for call in source.calls() {
            match ru.get(&*call.id) {
                None => wrong.push(format!("{}: no text {}", source.path.display(), call.id)),
                Some((_, body)) if !takes(&variables(body), &call) => {
                    wrong.push(format!(
                        "{}: {} takes {:?}, given {:?}",
                        source.path.display(),
                        call.id,
                        variables(body),
                        call.args
                    ));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_text_is_unused() {
    let sources = product();
    let literals: BTreeSet<&str> = sources
        .iter()
        .flat_map(Source::product_literals)
        .filter(|literal| literal.contains('-'))
        .collect();
    let unused: Vec<_> = messages(Locale::Ru)
        .into_iter()
        .filter(|(id, (file, _))| {
            !literals
                .iter()
                .any(|literal| names(literal, id, file.trim_end_matches(".ftl")))
        })
        .map(|(id, _)| id)
        .collect();
    assert!(unused.is_empty(), "no code asks for {unused:?}");
}

#[test]
fn plurals_have_all_forms_of_the_language() {
    for (locale, forms) in [
        (Locale::Ru, &["[one]", "[few]", "*[many]"][..]),
        (Locale::En, &["[one]", "*[other]"]),
    ] {
        for (id, (_, body)) in messages(locale) {
            let plurals = body.matches("[one]").count();
            for form in forms {
                assert!(
                    body.matches(form).count() >= plurals,
                    "{id} in {}: a plural without {form}",
                    locale.tag()
                );
            }
            assert!(
                plurals > 0 || !body.contains("[few]"),
                "{id} in {}: [few] without [one]",
                locale.tag()
            );
        }
    }
}

#[test]
fn russian_texts_keep_the_tone() {
    for (id, (_, body)) in messages(Locale::Ru) {
        let lower = body.to_lowercase();
        for bad in [
            "!",
            "успешно",
            "пожалуйста",
            "уважаем",
            "осуществля",
            "\"",
            " - ",
            "...",
        ] {
            assert!(!lower.contains(bad), "{id}: {bad:?} in {body:?}");
        }
    }
}

#[test]
fn words_for_people_are_texts_and_not_literals() {
    let mut wrong = Vec::new();
    for source in product() {
        // The exchange and the stand-in for 1C name elements of the 1C format, which are Russian words.
        if source
            .path
            .components()
            .any(|part| part.as_os_str() == "exchange" || part.as_os_str() == "standin")
        {
            continue;
        }
        for literal in source.product_literals() {
            if literal.chars().any(|letter| ('\u{400}'..='\u{4ff}').contains(&letter)) {
                wrong.push(format!("{}: {literal:?}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_compose_components_and_never_raw_html() {
    for source in product() {
        let ui = source.path.components().any(|part| part.as_os_str() == "ui");
        assert!(
            ui || !source.code.contains("PreEscaped"),
            "{}: raw HTML outside ui",
            source.path.display()
        );
    }
}
