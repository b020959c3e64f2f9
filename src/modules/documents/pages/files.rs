//! Files of documents: one, the ticked ones, or all of a filter as one archive.

use super::HERE;
use super::document::asked;
use super::list::Typed;
use crate::modules::documents::actions::{Way, may_read, note};
use crate::modules::documents::archive::{self, Entry};
use crate::modules::documents::model::{Document, DocumentId};
use crate::modules::documents::queries;
use crate::platform::error::Error;
use crate::platform::files::Files;
use crate::platform::store::Reader;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome};
use crate::tr;

/// The most documents of one archive.
pub const ARCHIVE_MAX: usize = 500;

/// The file of one document, as a download.
pub async fn one(cx: Cx) -> Outcome {
    let document = asked(&cx)?;
    let file = document.file_for(cx.access.is_staff()).cloned();
    let file = file.ok_or(Error::NotFound)?;
    note(&cx.access, std::slice::from_ref(&document), Way::Taken).await?;
    cx.attachment(file).await
}

/// The ticked ones.
pub async fn picked(cx: Cx) -> Outcome {
    may_read(&cx.access)?;
    let ids: Vec<DocumentId> = cx
        .form_pairs()?
        .into_iter()
        .filter(|(name, _)| name == "d")
        .map(|(_, value)| value.parse().map_err(|_| Error::NotFound))
        .collect::<Result<_, _>>()?;
    if ids.is_empty() {
        cx.flash(Message::new("documents-pick-some")).await?;
        return cx.redirect(HERE);
    }
    if ids.len() > ARCHIVE_MAX {
        return Err(Error::Refused(
            Message::new("documents-archive-many").with("n", ARCHIVE_MAX),
        ));
    }
    let tx = cx.access.read()?;
    let mut documents = Vec::with_capacity(ids.len());
    for id in ids {
        documents.push(tx.get::<Document>(&id)?.ok_or(Error::NotFound)?);
    }
    drop(tx);
    archived(&cx, documents, true).await
}

/// All of the filter, the newest first.
pub async fn filtered(cx: Cx) -> Outcome {
    may_read(&cx.access)?;
    let typed: Typed = cx.query()?;
    let (filter, _) = typed.filter(&cx.access);
    let access = cx.access.clone();
    let look = move || queries::all(&access.read()?, &filter, ARCHIVE_MAX);
    let (documents, whole) = tokio::task::spawn_blocking(look).await.map_err(Error::internal)??;
    archived(&cx, documents, whole).await
}

async fn archived(cx: &Cx, documents: Vec<Document>, whole: bool) -> Outcome {
    let (l, staff) = (cx.locale, cx.access.is_staff());
    let (with, without): (Vec<Document>, Vec<Document>) =
        (documents.into_iter()).partition(|document| document.file_for(staff).is_some());
    if with.is_empty() {
        cx.flash(Message::new("documents-archive-empty")).await?;
        return cx.redirect(HERE);
    }
    note(&cx.access, &with, Way::Taken).await?;
    let entries: Vec<Entry> = with
        .iter()
        .filter_map(|document| {
            Some(Entry {
                title: cx.say(&document.title()),
                file: document.file_for(staff).cloned()?,
            })
        })
        .collect();
    let mut words: Vec<String> = without.iter().map(|document| cx.say(&document.title())).collect();
    if !words.is_empty() {
        words.insert(0, tr!(l, "documents-archive-without").to_owned());
    }
    if !whole {
        words.push(tr!(l, "documents-archive-cut", n = ARCHIVE_MAX));
    }
    let note = (!words.is_empty()).then(|| (tr!(l, "documents-archive-note").to_owned(), words.join("\r\n")));
    let files = cx.part::<Files>();
    let name = format!("{}.zip", tr!(l, "documents-title"));
    Ok(cx.download_streamed(&name, "application/zip", move |out| {
        archive::write(&files, &entries, note, out)
    }))
}
