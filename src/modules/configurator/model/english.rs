//! A model in the other language. Its author writes it in Russian; what stands beside each text is what an English reader
//! is told. A text without one is told as it is.

use std::collections::BTreeMap;

use super::Model;
use crate::platform::values::Locale;

/// English texts by the Russian ones: a text that stands in several places is written once.
pub type English = BTreeMap<String, String>;

/// A text for a reader.
pub fn told<'t>(english: &'t English, l: Locale, text: &'t str) -> &'t str {
    match l {
        Locale::Ru => text,
        Locale::En => english.get(text).map_or(text, String::as_str),
    }
}

impl Model {
    /// Every text that people read, in the order of the tables. Codes, and price types that 1C names, are none.
    fn each_text(&mut self, mut visit: impl FnMut(&mut String)) {
        for parameter in &mut self.parameters {
            let own = [
                &mut parameter.name,
                &mut parameter.section,
                &mut parameter.unit,
                &mut parameter.hint,
            ];
            own.into_iter().for_each(&mut visit);
            parameter.values.iter_mut().for_each(|value| visit(&mut value.name));
        }
        self.rules.iter_mut().for_each(|rule| visit(&mut rule.why));
        self.parts.iter_mut().for_each(|part| visit(&mut part.name));
        self.facts.iter_mut().for_each(|fact| visit(&mut fact.name));
    }

    /// What can be translated, each text once.
    pub fn texts(&self) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        self.clone().each_text(|text| {
            if text.chars().any(char::is_alphabetic) && seen.insert(text.clone()) {
                texts.push(text.clone());
            }
        });
        texts
    }

    /// The same model as a reader of this language reads it; it calculates the same. `None`: as it is.
    pub fn told(&self, l: Locale) -> Option<Model> {
        if l == Locale::Ru || self.english.is_empty() {
            return None;
        }
        let mut model = self.clone();
        let english = std::mem::take(&mut model.english);
        model.each_text(|text| {
            if let Some(said) = english.get(text) {
                text.clone_from(said);
            }
        });
        Some(model)
    }
}
