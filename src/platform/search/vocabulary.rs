//! The words that the index knows: asked before searching, so that a misspelling costs one walk over a dictionary and a
//! word that stands for nothing ends the search.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// Words that one misspelled word may stand for.
const NEAR_MAX: usize = 16;

pub(super) struct Vocabulary<'a> {
    searcher: &'a Searcher,
    /// What was asked of [`Vocabulary::near`]: the later steps ask again.
    asked: RefCell<HashMap<(String, u8, bool), Vec<String>>>,
}

impl<'a> Vocabulary<'a> {
    pub fn new(searcher: &'a Searcher) -> Vocabulary<'a> {
        Vocabulary {
            searcher,
            asked: RefCell::default(),
        }
    }

    pub fn has(&self, field: Field, word: &str) -> tantivy::Result<bool> {
        Ok(self.searcher.doc_freq(&Term::from_field_text(field, word))? > 0)
    }

    /// Does any word begin with `text`?
    pub fn begins(&self, field: Field, text: &str) -> tantivy::Result<bool> {
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut words = index.terms().range().ge(text.as_bytes()).into_stream()?;
            if words.advance() && words.key().starts_with(text.as_bytes()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The most used words within `distance` letters of `word` (a swap of neighbours is one), or whose beginning is.
    pub fn near(&self, field: Field, word: &str, distance: u8, beginning: bool) -> tantivy::Result<Vec<String>> {
        let question = (word.to_owned(), distance, beginning);
        if let Some(words) = self.asked.borrow().get(&question) {
            return Ok(words.clone());
        }
        let term = Term::from_field_text(field, word);
        let query = match beginning {
            true => FuzzyTermQuery::new_prefix(term, distance, true),
            false => FuzzyTermQuery::new(term, distance, true),
        };
        let automaton = query.automaton()?;
        let mut found: BTreeMap<String, u32> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut words = index.terms().search(&automaton).into_stream()?;
            while words.advance() {
                if let Ok(word) = std::str::from_utf8(words.key()) {
                    *found.entry(word.to_owned()).or_default() += words.value().doc_freq;
                }
            }
        }
        let mut found: Vec<(String, u32)> = found.into_iter().collect();
        found.sort_by_key(|(_, used)| std::cmp::Reverse(*used));
        let found: Vec<String> = found.into_iter().take(NEAR_MAX).map(|(word, _)| word).collect();
        self.asked.borrow_mut().insert(question, found.clone());
        Ok(found)
    }
}
