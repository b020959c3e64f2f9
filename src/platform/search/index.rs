//! The index on disk: one writer, readers that see the last commit.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::{Mutex, MutexGuard};
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::schema::Value;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

use super::keys::other_layouts;
use super::plan::{Planner, STEPS};
use super::schema::{Fields, VERSION, document, document_key, schema};
use super::vocabulary::Vocabulary;
use super::words::Analyzer;
use super::{Change, Doc, HITS_MAX, Hit, Hits, Query, SearchError, TOTAL_MAX};

/// Memory of the writer's only thread, in bytes. The library asks for 15 MB at least.
const WRITER_BYTES: usize = 20_000_000;

/// A full text index. All its methods block: call them from a blocking thread, except [`SearchIndex::query`], which
/// takes about a millisecond.
pub struct SearchIndex {
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<Writer>,
    position: AtomicU64,
}

/// Who writes, and what it remembers of the words that it met.
struct Writer {
    index: IndexWriter,
    analyzer: Analyzer,
}

impl SearchIndex {
    /// Opens the index in `dir`, or makes an empty one. An index that can't be read, or that another version of the
    /// analysis made, is thrown away: its position is 0 then and the journal fills it again.
    pub fn open(dir: &Path) -> Result<SearchIndex, SearchError> {
        std::fs::create_dir_all(dir)?;
        match open_in(dir) {
            Ok(Some(index)) => Ok(index),
            // Another process holds the writer's lock: the files are in use, not broken.
            Err(SearchError::Index(tantivy::TantivyError::LockFailure(failure, about))) => {
                Err(tantivy::TantivyError::LockFailure(failure, about).into())
            }
            outcome => {
                if let Err(error) = outcome {
                    tracing::warn!(%error, "the search index can't be read and is built anew");
                }
                std::fs::remove_dir_all(dir)?;
                std::fs::create_dir_all(dir)?;
                let (schema, fields) = schema();
                let directory = MmapDirectory::open(dir).map_err(tantivy::TantivyError::from)?;
                SearchIndex::over(Index::open_or_create(directory, schema)?, fields, 0)
            }
        }
    }

    /// An index without files, for tests.
    pub fn in_memory() -> Result<SearchIndex, SearchError> {
        let (schema, fields) = schema();
        SearchIndex::over(Index::create_in_ram(schema), fields, 0)
    }

    /// Applies changes and remembers, in the same commit, up to which entry of the journal they go.
    pub fn apply(&self, changes: &[Change], position: u64) -> Result<(), SearchError> {
        let mut writer = self.writer.lock();
        let outcome = self.write(&mut writer, changes, position);
        self.settle(&mut writer, outcome, position)
    }

    /// Forgets everything and takes `docs` instead, in one commit: readers see the old index until then.
    pub fn rebuild(&self, docs: impl IntoIterator<Item = Doc>, position: u64) -> Result<(), SearchError> {
        let mut filling = self.fill()?;
        for doc in docs {
            filling.add(&doc)?;
        }
        filling.finish(position)
    }

    /// The same piece by piece. Nobody else writes meanwhile; dropped unfinished, the old index stays.
    pub fn fill(&self) -> Result<Filling<'_>, SearchError> {
        let writer = self.writer.lock();
        writer.index.delete_all_documents()?;
        Ok(Filling {
            index: self,
            writer,
            done: false,
        })
    }

    /// The last entry of the journal that the index holds; 0 when it is empty.
    pub fn position(&self) -> u64 {
        self.position.load(Ordering::SeqCst)
    }

    /// Documents in the index.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn query(&self, query: &Query) -> Result<Hits, SearchError> {
        let searcher = self.reader.searcher();
        let mut planner = Planner {
            fields: &self.fields,
            analyzer: Analyzer::new(),
            vocabulary: Vocabulary::new(&searcher),
        };
        let filters = planner.filters(query);
        let layouts = other_layouts(&query.text);
        let texts: Vec<(&str, bool)> = std::iter::once((query.text.as_str(), false))
            .chain(layouts.iter().map(|text| (text.as_str(), true)))
            .collect();
        for tolerance in STEPS {
            for (text, turned) in &texts {
                let Some(planned) = planner.plan(text, tolerance, filters.as_ref())? else {
                    continue;
                };
                let mut hits = self.hits(&searcher, planned.as_ref(), query)?;
                if hits.total > 0 {
                    hits.corrected = turned.then(|| (*text).to_owned());
                    return Ok(hits);
                }
            }
        }
        Ok(Hits::default())
    }

    fn over(index: Index, fields: Fields, position: u64) -> Result<SearchIndex, SearchError> {
        let writer = index.writer_with_num_threads(1, WRITER_BYTES)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(SearchIndex {
            fields,
            reader,
            writer: Mutex::new(Writer {
                index: writer,
                analyzer: Analyzer::new(),
            }),
            position: AtomicU64::new(position),
        })
    }

    fn write(&self, writer: &mut Writer, changes: &[Change], position: u64) -> tantivy::Result<()> {
        let Writer { index, analyzer } = writer;
        for change in changes {
            let (kind, id) = match change {
                Change::Put(doc) => (&doc.kind, &doc.id),
                Change::Delete { kind, id } => (kind, id),
            };
            index.delete_term(Term::from_field_text(self.fields.key, &document_key(kind, id)));
            if let Change::Put(doc) = change {
                index.add_document(document(&self.fields, doc, analyzer))?;
            }
        }
        commit(index, position)
    }

    /// After a commit readers see it; after a failure the writer forgets what it was given.
    fn settle(&self, writer: &mut Writer, outcome: tantivy::Result<()>, position: u64) -> Result<(), SearchError> {
        match outcome {
            Ok(()) => {
                self.position.store(position, Ordering::SeqCst);
                Ok(self.reader.reload()?)
            }
            Err(error) => {
                if let Err(rollback) = writer.index.rollback() {
                    tracing::error!(error = %rollback, "the search index's writer can't be rolled back");
                }
                Err(error.into())
            }
        }
    }

    fn hits(
        &self,
        searcher: &Searcher,
        planned: &dyn tantivy::query::Query,
        query: &Query,
    ) -> Result<Hits, SearchError> {
        let limit = query.limit.clamp(1, HITS_MAX);
        let offset = query.offset.min(TOTAL_MAX);
        let top = TopDocs::with_limit(limit).and_offset(offset).order_by_score();
        let (found, total) = searcher.search(planned, &(top, Count))?;
        let mut items = Vec::with_capacity(found.len());
        for (_, address) in found {
            let document: TantivyDocument = searcher.doc(address)?;
            let text = |field| {
                document
                    .get_first(field)
                    .and_then(|value| value.as_str())
                    .unwrap_or_default()
                    .to_owned()
            };
            items.push(Hit {
                id: text(self.fields.id),
                kind: text(self.fields.kind),
                title: text(self.fields.shown_title),
                link: text(self.fields.link),
                article: text(self.fields.shown_article),
            });
        }
        Ok(Hits {
            total: total.min(TOTAL_MAX),
            items,
            corrected: None,
        })
    }
}

/// An index being filled anew; see [`SearchIndex::fill`].
pub struct Filling<'a> {
    index: &'a SearchIndex,
    writer: MutexGuard<'a, Writer>,
    done: bool,
}

impl Filling<'_> {
    pub fn add(&mut self, doc: &Doc) -> Result<(), SearchError> {
        let Writer { index, analyzer } = &mut *self.writer;
        index.add_document(document(&self.index.fields, doc, analyzer))?;
        Ok(())
    }

    pub fn finish(mut self, position: u64) -> Result<(), SearchError> {
        let outcome = commit(&mut self.writer.index, position);
        self.done = true;
        self.index.settle(&mut self.writer, outcome, position)
    }
}

impl Drop for Filling<'_> {
    fn drop(&mut self) {
        if !self.done
            && let Err(error) = self.writer.index.rollback()
        {
            tracing::error!(%error, "the search index's writer can't be rolled back");
        }
    }
}

/// The index in `dir` when it is there and of this version.
fn open_in(dir: &Path) -> Result<Option<SearchIndex>, SearchError> {
    let directory = MmapDirectory::open(dir).map_err(tantivy::TantivyError::from)?;
    if !Index::exists(&directory).map_err(tantivy::TantivyError::from)? {
        return Ok(None);
    }
    let index = Index::open(directory)?;
    let (schema, fields) = schema();
    let payload = index.load_metas()?.payload.unwrap_or_default();
    match position_in(&payload) {
        Some(position) if index.schema() == schema => SearchIndex::over(index, fields, position).map(Some),
        _ => Ok(None),
    }
}

fn commit(writer: &mut IndexWriter, position: u64) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&format!("{VERSION} {position}"));
    prepared.commit().map(|_| ())
}

/// The position in a commit's payload, when this version wrote it.
fn position_in(payload: &str) -> Option<u64> {
    let (version, position) = payload.split_once(' ')?;
    (version.parse() == Ok(VERSION)).then(|| position.parse().ok())?
}
