//! Words of a text, folded and stemmed: the same for documents and for queries.

use std::collections::HashMap;
use std::sync::LazyLock;

use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, StopWordFilter, TextAnalyzer};

use super::keys::{code_key, cyrillic_twin, is_cyrillic};

/// Longer words are noise (encoded data, links) and are left out.
const WORD_MAX: usize = 60;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, `ё` as `е`.
    pub folded: String,
    /// The stem, where the word is of letters only.
    pub stem: String,
    /// For a word of letters and digits together: its key, and its pieces of letters or of digits alone.
    pub code: Option<(String, Vec<Word>)>,
    /// A word that carries no meaning alone («и», «для», `the`).
    pub stop: bool,
}

impl Word {
    /// May it be misspelled? Numbers may not: 1200 is not a misspelled 1300.
    pub fn is_alphabetic(&self) -> bool {
        self.folded.chars().all(char::is_alphabetic)
    }

    /// In characters.
    pub fn length(&self) -> usize {
        self.folded.chars().count()
    }
}

/// Makes words. Cheap to clone, not to build: see [`Analyzer::new`].
#[derive(Clone)]
pub(super) struct Analyzer {
    russian: TextAnalyzer,
    english: TextAnalyzer,
    russian_stops: TextAnalyzer,
    english_stops: TextAnalyzer,
    /// Stems of the words met so far: texts repeat their words, and stemming is most of indexing.
    stems: HashMap<String, String>,
}

/// Stems that are remembered; then the memory begins anew.
const STEMS_MAX: usize = 50_000;

impl Analyzer {
    pub fn new() -> Analyzer {
        static PROTOTYPE: LazyLock<Analyzer> = LazyLock::new(Analyzer::build);
        PROTOTYPE.clone()
    }

    /// The words of a query, at most `limit`.
    pub fn words(&mut self, text: &str, limit: usize) -> Vec<Word> {
        let mut words = self.split(text, limit);
        for word in &mut words {
            let stops = match word.folded.chars().any(is_cyrillic) {
                true => &mut self.russian_stops,
                false => &mut self.english_stops,
            };
            word.stop = only_token(stops, &word.folded).is_none();
        }
        words
    }

    /// Adds the tokens of a text for the index to `to`, each after a space but the first: stems, and for words with
    /// digits their keys and pieces.
    pub fn tokens(&mut self, text: &str, limit: usize, to: &mut String) {
        let folded = fold(text);
        for word in words_of(&folded, limit) {
            if is_code(word) {
                push(&code_key(word), to);
                for piece in pieces(word) {
                    self.push_stem(piece, to);
                }
            } else {
                self.push_stem(word, to);
            }
        }
    }

    /// Texts repeat their words: one that was met before costs a look into the memory and nothing else.
    fn push_stem(&mut self, word: &str, to: &mut String) {
        match self.stems.get(word) {
            Some(stem) => push(stem, to),
            None => push(&self.plain(word).stem, to),
        }
    }

    fn build() -> Analyzer {
        let stemmer = |language| {
            TextAnalyzer::builder(RawTokenizer::default())
                .filter(Stemmer::new(language))
                .build()
        };
        let stops = |language| {
            let filter = StopWordFilter::new(language).unwrap_or_else(|| StopWordFilter::remove([]));
            TextAnalyzer::builder(RawTokenizer::default()).filter(filter).build()
        };
        Analyzer {
            russian: stemmer(Language::Russian),
            english: stemmer(Language::English),
            russian_stops: stops(Language::Russian),
            english_stops: stops(Language::English),
            stems: HashMap::new(),
        }
    }

    fn split(&mut self, text: &str, limit: usize) -> Vec<Word> {
        let folded = fold(text);
        words_of(&folded, limit).map(|word| self.word(word)).collect()
    }

    fn word(&mut self, word: &str) -> Word {
        if is_code(word) {
            let pieces = pieces(word).into_iter().map(|piece| self.plain(piece)).collect();
            let code = Some((code_key(word), pieces));
            return Word {
                folded: word.to_owned(),
                stem: String::new(),
                code,
                stop: false,
            };
        }
        self.plain(word)
    }

    fn plain(&mut self, word: &str) -> Word {
        let cyrillic = word.chars().any(is_cyrillic);
        let latin = word.chars().any(|c| c.is_ascii_alphabetic());
        // A letter of the other alphabet slipped in: it looks right and compares wrong.
        let word: String = if cyrillic && latin {
            word.chars().map(cyrillic_twin).collect()
        } else {
            word.to_owned()
        };
        if let Some(stem) = self.stems.get(&word) {
            return Word {
                stem: stem.clone(),
                folded: word,
                code: None,
                stop: false,
            };
        }
        let stemmer = if cyrillic { &mut self.russian } else { &mut self.english };
        let stem = only_token(stemmer, &word).unwrap_or_else(|| word.clone());
        if self.stems.len() >= STEMS_MAX {
            self.stems.clear();
        }
        self.stems.insert(word.clone(), stem.clone());
        Word {
            folded: word,
            stem,
            code: None,
            stop: false,
        }
    }
}

/// The first words of a folded text.
fn words_of(folded: &str, limit: usize) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !is_of_word(c))
        .filter(|word| !word.is_empty() && word.chars().count() <= WORD_MAX)
        .take(limit)
}

/// The Unicode tables are slow to ask, and most letters are these.
fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{430}'..='\u{44f}') || (!c.is_ascii() && c.is_alphanumeric())
}

/// A word of letters and digits together.
fn is_code(word: &str) -> bool {
    word.chars().any(char::is_numeric) && word.chars().any(char::is_alphabetic)
}

fn push(token: &str, to: &mut String) {
    if !to.is_empty() {
        to.push(' ');
    }
    to.push_str(token);
}

fn only_token(analyzer: &mut TextAnalyzer, word: &str) -> Option<String> {
    let mut stream = analyzer.token_stream(word);
    stream.advance().then(|| std::mem::take(&mut stream.token_mut().text))
}

/// Lower case, `ё` as `е`, decomposed letters composed, and the sign of multiplication between digits as a space.
fn fold(text: &str) -> String {
    const BREVE: char = '\u{306}';
    const DIAERESIS: char = '\u{308}';
    let mut folded = String::with_capacity(text.len());
    let mut chars = text.chars().flat_map(char::to_lowercase).peekable();
    let mut previous = ' ';
    while let Some(c) = chars.next() {
        let c = match c {
            '\u{451}' => '\u{435}',
            DIAERESIS => continue,
            BREVE if previous == '\u{438}' => {
                folded.pop();
                '\u{439}'
            }
            BREVE => continue,
            // 1200x800: the letter stands for the sign of multiplication.
            'x' | '\u{445}' if previous.is_numeric() && chars.peek().is_some_and(|next| next.is_numeric()) => ' ',
            other => other,
        };
        folded.push(c);
        previous = c;
    }
    folded
}

/// Runs of letters and runs of digits.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<bool> = None;
    for (at, c) in word.char_indices() {
        let numeric = c.is_numeric();
        if previous.is_some_and(|was| was != numeric) {
            pieces.push(&word[start..at]);
            start = at;
        }
        previous = Some(numeric);
    }
    pieces.push(&word[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let mut tokens = String::new();
        Analyzer::new().tokens(text, 100, &mut tokens);
        tokens.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (one, other) in [
            ("краски", "краской"),
            ("краску", "КРАСКА"),
            ("тёмный", "темного"),
            ("windows", "window"),
            ("и\u{306}од", "йод"),
            ("oкно", "окно"),
        ] {
            assert_eq!(tokens(one), tokens(other), "{one} {other}");
        }
    }

    #[test]
    fn words_with_digits_keep_their_key_and_fall_into_pieces() {
        assert_eq!(tokens("плита 16мм"), ["плит", "16MM", "16", "мм"]);
        for size in ["1200x800", "1200х800", "1200×800", "1200*800", "1200 X 800"] {
            let found = tokens(size);
            assert!(
                found.contains(&"1200".into()) && found.contains(&"800".into()),
                "{size}: {found:?}"
            );
        }
        assert_eq!(tokens("М10"), ["M10", "м", "10"]);
    }

    #[test]
    fn empty_words_are_known_in_both_languages() {
        let words = Analyzer::new().words("краска для дерева and the door", 100);
        let stops: Vec<&str> = words
            .iter()
            .filter(|word| word.stop)
            .map(|word| word.folded.as_str())
            .collect();
        assert_eq!(stops, ["для", "and", "the"]);
    }

    #[test]
    fn there_is_a_limit_on_everything() {
        assert_eq!(Analyzer::new().words(&"слово ".repeat(1_000), 12).len(), 12);
        assert!(tokens(&"я".repeat(1_000)).is_empty());
    }
}
