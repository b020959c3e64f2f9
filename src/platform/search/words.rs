//! Words of a text, folded and stemmed: the same for documents and for queries.

use tantivy::tokenizer::{Language, PreTokenizedString, RawTokenizer, Stemmer, StopWordFilter, TextAnalyzer, Token};

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

/// Makes words. Cheap enough to be made for each query.
pub(super) struct Analyzer {
    russian: TextAnalyzer,
    english: TextAnalyzer,
    russian_stops: TextAnalyzer,
    english_stops: TextAnalyzer,
}

impl Analyzer {
    pub fn new() -> Analyzer {
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
        }
    }

    /// The words of a text, at most `limit`.
    pub fn words(&mut self, text: &str, limit: usize) -> Vec<Word> {
        let folded = fold(text);
        folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && word.chars().count() <= WORD_MAX)
            .take(limit)
            .map(|word| self.word(word))
            .collect()
    }

    /// The tokens of a text for the index: stems, and for words with digits their keys and pieces.
    pub fn tokens(&mut self, text: &str, limit: usize) -> PreTokenizedString {
        let mut tokens = Vec::new();
        for (position, word) in self.words(text, limit).into_iter().enumerate() {
            let mut push = |text: String| {
                tokens.push(Token {
                    position,
                    text,
                    ..Token::default()
                })
            };
            match word.code {
                None => push(word.stem),
                Some((key, pieces)) => {
                    push(key);
                    pieces.into_iter().for_each(|piece| push(piece.stem));
                }
            }
        }
        PreTokenizedString {
            text: text.to_owned(),
            tokens,
        }
    }

    fn word(&mut self, word: &str) -> Word {
        let digits = word.chars().any(char::is_numeric);
        let letters = word.chars().any(char::is_alphabetic);
        if digits && letters {
            let pieces = pieces(word).into_iter().map(|piece| self.plain(piece)).collect();
            return Word {
                folded: word.to_owned(),
                stem: String::new(),
                code: Some((code_key(word), pieces)),
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
        let (stemmer, stops) = if cyrillic {
            (&mut self.russian, &mut self.russian_stops)
        } else {
            (&mut self.english, &mut self.english_stops)
        };
        let stem = only_token(stemmer, &word).unwrap_or_else(|| word.clone());
        let stop = only_token(stops, &word).is_none();
        Word {
            folded: word,
            stem,
            code: None,
            stop,
        }
    }
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
        Analyzer::new()
            .tokens(text, 100)
            .tokens
            .into_iter()
            .map(|token| token.text)
            .collect()
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
