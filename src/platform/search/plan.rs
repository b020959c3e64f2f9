//! From what was typed to what the index is asked.
//!
//! Ranking: each word counts by the best field in which it is found, title over a part of the article over properties
//! over description, and an exact form over a beginning over a misspelling. Scores are constant a field on purpose:
//! a word that is rare in descriptions must not beat one in a title. Among equals a title that begins with the word
//! and a short title win.

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhrasePrefixQuery,
    Query as Asked, TermQuery, TermSetQuery,
};
use tantivy::schema::{Facet, Field, IndexRecordOption};

use super::keys::code_key;
use super::schema::{CODE_PART_MIN, Fields, audience_term};
use super::vocabulary::Vocabulary;
use super::words::{Analyzer, Word};
use super::{Audience, Query};
use crate::platform::values::Scope;

/// Longer text is cut: nobody types more, and each word costs.
const TEXT_MAX: usize = 200;
const WORDS_MAX: usize = 10;
/// Terms that a beginning may stand for.
const PREFIX_TERMS: u32 = 1_000;

const WHOLE_CODE: f32 = 1_000.0;
const TITLE: f32 = 8.0;
const CODE_PART: f32 = 4.0;
const PROPERTIES: f32 = 2.0;
const BODY: f32 = 1.0;
/// Shares of a field's weight for less than the exact stem.
const PREFIX: f32 = 0.8;
const MISSPELLED: f32 = 0.5;
const MISSPELLED_TWICE: f32 = 0.3;
/// Order among equals; below the difference of any two fields.
const HEAD: f32 = 0.5;
const RELEVANCE: f32 = 0.03;

/// What a word of the query may stand for. Each step holds those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tolerance {
    /// Its stem; the last word, which may not be finished, also what begins with it.
    Stems,
    /// What begins with it.
    Prefixes,
    /// One wrong, lost, added or swapped letter.
    Typo,
    /// Two in a long word, one in the beginning of the last word.
    Typos,
}

/// The steps, in order. Misspellings are tried only when nothing is found without them: they cost most and are least
/// sure.
pub(super) const STEPS: [Tolerance; 4] = [Tolerance::Stems, Tolerance::Prefixes, Tolerance::Typo, Tolerance::Typos];

pub(super) struct Planner<'a> {
    pub fields: &'a Fields,
    pub analyzer: Analyzer,
    pub vocabulary: Vocabulary<'a>,
}

impl Planner<'_> {
    /// The query for `text` at one step, within `filters`; `None` when there is nothing to search by, or a word of it
    /// stands for nothing in the index.
    pub fn plan(
        &mut self,
        text: &str,
        tolerance: Tolerance,
        filters: &dyn Asked,
    ) -> tantivy::Result<Option<Box<dyn Asked>>> {
        let text: String = text.chars().take(TEXT_MAX).collect();
        let words = self.words(&text);
        let mut ways: Vec<Box<dyn Asked>> = Vec::new();
        if tolerance == Tolerance::Stems {
            ways.extend(self.codes(&text));
        }
        if !words.is_empty() {
            ways.extend(self.all_words(&words, tolerance, text.ends_with(char::is_whitespace))?);
        }
        if ways.is_empty() {
            return Ok(None);
        }
        let ways: Box<dyn Asked> = Box::new(DisjunctionMaxQuery::new(ways));
        Ok(Some(Box::new(BooleanQuery::new(vec![
            (Occur::Must, filters.box_clone()),
            (Occur::Must, ways),
        ]))))
    }

    /// Kinds, audience and group, without a share in the score.
    pub fn filters(&self, query: &Query) -> Box<dyn Asked> {
        let terms = |field: Field, values: &mut dyn Iterator<Item = String>| -> Box<dyn Asked> {
            let terms: Vec<Term> = values.map(|value| Term::from_field_text(field, &value)).collect();
            match terms.as_slice() {
                [one] => Box::new(TermQuery::new(one.clone(), IndexRecordOption::Basic)),
                _ => Box::new(TermSetQuery::new(terms)),
            }
        };
        let mut filters: Vec<Box<dyn Asked>> = Vec::new();
        if !query.kinds.is_empty() {
            filters.push(terms(self.fields.kind, &mut query.kinds.iter().cloned()));
        }
        match &query.scope {
            Scope::All => {}
            Scope::Nothing => filters.push(Box::new(EmptyQuery)),
            scope => {
                let audiences = audiences(scope);
                filters.push(terms(self.fields.audience, &mut audiences.iter().map(audience_term)));
            }
        }
        if !query.group.is_empty() {
            let term = Term::from_facet(self.fields.group, &Facet::from_path(&query.group));
            filters.push(Box::new(TermQuery::new(term, IndexRecordOption::Basic)));
        }
        let filter: Box<dyn Asked> = match filters.len() {
            0 => Box::new(AllQuery),
            _ => Box::new(BooleanQuery::intersection(filters)),
        };
        Box::new(ConstScoreQuery::new(filter, 0.0))
    }

    /// The words that matter: empty ones count only when there are no others.
    fn words(&mut self, text: &str) -> Vec<Word> {
        let words = self.analyzer.words(text, WORDS_MAX);
        if words.iter().all(|word| word.stop) {
            return words;
        }
        words.into_iter().filter(|word| !word.stop).collect()
    }

    /// The whole text as an article or a barcode, or as a part of one.
    fn codes(&self, text: &str) -> Vec<Box<dyn Asked>> {
        const PART_MIN: usize = 3;
        let key = code_key(text);
        let mut ways: Vec<Box<dyn Asked>> = Vec::new();
        if !key.is_empty() {
            ways.push(exact(self.fields.code, &key, WHOLE_CODE));
        }
        if key.chars().count() >= PART_MIN {
            ways.push(beginning(self.fields.code_part, &key, CODE_PART));
        }
        ways
    }

    fn all_words(
        &self,
        words: &[Word],
        tolerance: Tolerance,
        finished: bool,
    ) -> tantivy::Result<Option<Box<dyn Asked>>> {
        let mut clauses: Vec<(Occur, Box<dyn Asked>)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let open = at + 1 == words.len() && !finished;
            let Some(ways) = self.one_word(word, tolerance, open)? else {
                return Ok(None);
            };
            clauses.push((Occur::Must, ways));
            for plain in plain_words(word) {
                let head = exact(self.fields.head, &plain.stem, HEAD);
                let title = Term::from_field_text(self.fields.title, &plain.stem);
                let title = TermQuery::new(title, IndexRecordOption::WithFreqs);
                clauses.push((Occur::Should, head));
                clauses.push((Occur::Should, Box::new(BoostQuery::new(Box::new(title), RELEVANCE))));
            }
        }
        Ok(Some(Box::new(BooleanQuery::new(clauses))))
    }

    /// All ways in which one word may be found; the best of them counts.
    fn one_word(&self, word: &Word, tolerance: Tolerance, open: bool) -> tantivy::Result<Option<Box<dyn Asked>>> {
        let mut ways: Vec<Box<dyn Asked>> = Vec::new();
        let key = code_key(&word.folded);
        let is_code = key.chars().count() >= CODE_PART_MIN && self.vocabulary.begins(self.fields.code_part, &key)?;
        if is_code {
            ways.push(beginning(self.fields.code_part, &key, CODE_PART));
        }
        if let Some((key, pieces)) = &word.code {
            for (field, weight) in self.text_fields() {
                ways.push(exact(field, key, weight));
            }
            let last = pieces.len().saturating_sub(1);
            let mut all = Vec::new();
            for (at, piece) in pieces.iter().enumerate() {
                all.extend(self.one_word(piece, tolerance, open && at == last)?);
            }
            if all.len() == pieces.len() {
                let share = 1.0 / pieces.len().max(1) as f32;
                ways.push(Box::new(BoostQuery::new(
                    Box::new(BooleanQuery::intersection(all)),
                    share,
                )));
            }
            return Ok(Some(Box::new(DisjunctionMaxQuery::new(ways))));
        }
        let mut meant: Vec<(Meant, f32)> = Vec::new();
        if self.vocabulary.has(self.fields.body, &word.stem)? {
            meant.push((Meant::Words(vec![word.stem.clone()]), 1.0));
        }
        let prefixes = (open || tolerance >= Tolerance::Prefixes) && word.length() >= 2;
        if prefixes && self.vocabulary.begins(self.fields.body, &word.folded)? {
            meant.push((Meant::Beginning(word.folded.clone()), PREFIX));
        }
        if word.is_alphabetic() {
            meant.extend(self.misspelled(word, tolerance, open)?);
        }
        for (field, weight) in self.text_fields() {
            for (meant, share) in &meant {
                ways.push(match meant {
                    Meant::Words(words) => one_of(field, words, weight * share),
                    Meant::Beginning(text) => beginning(field, text, weight * share),
                });
            }
        }
        Ok((!ways.is_empty()).then(|| Box::new(DisjunctionMaxQuery::new(ways)) as Box<dyn Asked>))
    }

    /// Words of the index that may have been meant.
    fn misspelled(&self, word: &Word, tolerance: Tolerance, open: bool) -> tantivy::Result<Vec<(Meant, f32)>> {
        /// Shorter words have too many neighbours.
        const ONE_FROM: usize = 4;
        const TWO_FROM: usize = 8;
        const STEM_MIN: usize = 3;
        let length = word.length();
        if tolerance < Tolerance::Typo || length < ONE_FROM || word.stem.chars().count() < STEM_MIN {
            return Ok(Vec::new());
        }
        let field = self.fields.body;
        let mut meant = vec![(self.vocabulary.near(field, &word.stem, 1, false)?, MISSPELLED)];
        if tolerance >= Tolerance::Typos {
            if length >= TWO_FROM {
                meant.push((self.vocabulary.near(field, &word.stem, 2, false)?, MISSPELLED_TWICE));
            }
            if open {
                meant.push((self.vocabulary.near(field, &word.folded, 1, true)?, MISSPELLED_TWICE));
            }
        }
        meant.retain(|(words, _)| !words.is_empty());
        Ok(meant
            .into_iter()
            .map(|(words, share)| (Meant::Words(words), share))
            .collect())
    }

    fn text_fields(&self) -> [(Field, f32); 3] {
        [
            (self.fields.title, TITLE),
            (self.fields.properties, PROPERTIES),
            (self.fields.body, BODY),
        ]
    }
}

/// What one word of the query stands for in the index.
enum Meant {
    Words(Vec<String>),
    Beginning(String),
}

fn plain_words(word: &Word) -> &[Word] {
    match &word.code {
        None => std::slice::from_ref(word),
        Some((_, pieces)) => pieces,
    }
}

fn exact(field: Field, text: &str, score: f32) -> Box<dyn Asked> {
    let term = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic);
    Box::new(ConstScoreQuery::new(Box::new(term), score))
}

fn beginning(field: Field, text: &str, score: f32) -> Box<dyn Asked> {
    let mut query = PhrasePrefixQuery::new(vec![Term::from_field_text(field, text)]);
    query.set_max_expansions(PREFIX_TERMS);
    Box::new(ConstScoreQuery::new(Box::new(query), score))
}

fn one_of(field: Field, words: &[String], score: f32) -> Box<dyn Asked> {
    match words {
        [word] => exact(field, word, score),
        _ => {
            let terms = TermSetQuery::new(words.iter().map(|word| Term::from_field_text(field, word)));
            Box::new(ConstScoreQuery::new(Box::new(terms), score))
        }
    }
}

/// To whom a document must be addressed for this scope to find it.
fn audiences(scope: &Scope) -> Vec<Audience> {
    let mut audiences = vec![Audience::Everyone];
    match scope {
        Scope::All | Scope::Nothing => {}
        Scope::Dealers(dealers) => {
            audiences.push(Audience::Staff);
            audiences.extend(dealers.iter().map(|dealer| Audience::Dealer(*dealer)));
            audiences.extend(dealers.iter().map(|dealer| Audience::Company(*dealer)));
        }
        Scope::Dealer(dealer) => audiences.extend([Audience::Dealer(*dealer), Audience::Company(*dealer)]),
        Scope::Person { dealer, accounts } => {
            audiences.push(Audience::Dealer(*dealer));
            audiences.extend(accounts.iter().map(|account| Audience::Person(*dealer, *account)));
        }
    }
    audiences
}
