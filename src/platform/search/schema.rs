//! The fields of the index, and how a document fills them.

use tantivy::TantivyDocument;
use tantivy::schema::{
    Facet, FacetOptions, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::keys::code_key;
use super::words::Analyzer;
use super::{Audience, Doc};

/// Raised whenever documents would be analysed in another way: an index of another version is built anew.
pub(super) const VERSION: u32 = 5;

/// Words that are indexed of each text; the rest of a longer one is left out.
const TITLE_WORDS: usize = 100;
const PROPERTY_WORDS: usize = 1_000;
const BODY_WORDS: usize = 20_000;
/// Articles and barcodes of one document.
const CODES: usize = 500;
/// Groups of one document.
const GROUPS: usize = 50;
/// The shortest part of an article that is found.
pub(super) const CODE_PART_MIN: usize = 2;

#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// Kind and id: what a document is replaced and deleted by.
    pub key: Field,
    pub id: Field,
    pub kind: Field,
    pub audience: Field,
    pub group: Field,
    /// As it is shown.
    pub shown_title: Field,
    pub shown_article: Field,
    pub link: Field,
    /// Stems of the title.
    pub title: Field,
    /// The stem of the title's first word: what the thing is.
    pub head: Field,
    /// Keys of articles, and barcodes.
    pub code: Field,
    /// Every tail of those keys, so that a part is found as a beginning.
    pub code_part: Field,
    pub properties: Field,
    /// Stems of the title, of the properties and of the description: the words of the whole index.
    pub body: Field,
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    // The analyzer's tokens with spaces between: the library's own form of a text in tokens goes through JSON, which
    // costs more than the indexing itself.
    let words = |fieldnorms| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("whitespace")
            .set_fieldnorms(fieldnorms)
            .set_index_option(IndexRecordOption::WithFreqs);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        key: builder.add_text_field("key", STRING),
        id: builder.add_text_field("id", STORED),
        kind: builder.add_text_field("kind", STRING | STORED),
        audience: builder.add_text_field("audience", STRING),
        group: builder.add_facet_field("group", FacetOptions::default()),
        shown_title: builder.add_text_field("shown_title", STORED),
        shown_article: builder.add_text_field("shown_article", STORED),
        link: builder.add_text_field("link", STORED),
        title: builder.add_text_field("title", words(true)),
        head: builder.add_text_field("head", STRING),
        code: builder.add_text_field("code", STRING),
        code_part: builder.add_text_field("code_part", STRING),
        properties: builder.add_text_field("properties", words(false)),
        body: builder.add_text_field("body", words(false)),
    };
    (builder.build(), fields)
}

pub(super) fn document(fields: &Fields, doc: &Doc, analyzer: &mut Analyzer) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_text(fields.key, document_key(&doc.kind, &doc.id));
    document.add_text(fields.id, &doc.id);
    document.add_text(fields.kind, &doc.kind);
    for audience in &doc.audience {
        document.add_text(fields.audience, audience_term(audience));
    }
    for path in doc.groups.iter().filter(|path| !path.is_empty()).take(GROUPS) {
        document.add_facet(fields.group, Facet::from_path(path));
    }
    document.add_text(fields.shown_title, &doc.title);
    document.add_text(fields.shown_article, doc.articles.first().map_or("", String::as_str));
    document.add_text(fields.link, &doc.link);
    let mut title = String::new();
    analyzer.tokens(&doc.title, TITLE_WORDS, &mut title);
    if let Some(head) = title.split(' ').next().filter(|head| !head.is_empty()) {
        document.add_text(fields.head, head);
    }
    for code in doc.articles.iter().chain(&doc.barcodes).take(CODES) {
        let key = code_key(code);
        if key.is_empty() {
            continue;
        }
        for (start, _) in key.char_indices() {
            if key[start..].chars().count() >= CODE_PART_MIN {
                document.add_text(fields.code_part, &key[start..]);
            }
        }
        document.add_text(fields.code, key);
    }
    let mut properties = String::new();
    analyzer.tokens(&doc.properties, PROPERTY_WORDS, &mut properties);
    let mut body = String::with_capacity(doc.body.len() + title.len() + properties.len() + 2);
    analyzer.tokens(&doc.body, BODY_WORDS, &mut body);
    for part in [&title, &properties] {
        body.push(' ');
        body.push_str(part);
    }
    document.add_text(fields.title, title);
    document.add_text(fields.properties, properties);
    document.add_text(fields.body, body);
    document
}

pub(super) fn document_key(kind: &str, id: &str) -> String {
    format!("{kind} {id}")
}

pub(super) fn audience_term(audience: &Audience) -> String {
    match audience {
        Audience::Everyone => "everyone".into(),
        Audience::Staff => "staff".into(),
        Audience::Dealer(dealer) => format!("dealer {dealer}"),
        Audience::Company(dealer) => format!("company {dealer}"),
        Audience::Person(dealer, account) => format!("person {dealer} {account}"),
    }
}
