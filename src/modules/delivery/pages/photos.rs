//! Pictures of remarks: taken in with the receipt, and shown encoded anew.

use bytes::Bytes;

use crate::modules::delivery::{ParcelId, Photo, Refusal, queries};
use crate::modules::orders::actions::by_number;
use crate::platform::error::Error;
use crate::platform::files::{FileKind, Files, PictureSize};
use crate::platform::web::{Cx, Outcome, SentFile};

/// What a field of files is called, before the row's number.
pub const FIELD: &str = "photo-";

/// A form with files, or without.
#[derive(Default)]
pub struct Sent {
    pub fields: Vec<(String, String)>,
    /// The row of each picture, and its bytes.
    files: Vec<(usize, Bytes)>,
}

impl Sent {
    pub async fn read(cx: &Cx) -> Result<Sent, Error> {
        let sent = cx.sent().await?;
        let row = |file: SentFile| Some((file.field.strip_prefix(FIELD)?.parse().ok()?, file.bytes));
        Ok(Sent {
            fields: sent.fields,
            files: sent.files.into_iter().filter_map(row).collect(),
        })
    }

    /// Has this row a picture?
    pub fn has(&self, row: usize) -> bool {
        self.files.iter().any(|(of, _)| *of == row)
    }

    /// Keeps the pictures, each with its row. Nothing is kept when one of them can't be.
    pub async fn keep(self, cx: &Cx) -> Result<Vec<(usize, Photo)>, Error> {
        let large = |bytes: &Bytes| bytes.len() as u64 > Photo::BYTES_MAX;
        if self.files.len() > Photo::MOST || self.files.iter().any(|(_, bytes)| large(bytes)) {
            return Err(Refusal::Photos.into());
        }
        // What it is say its own bytes.
        if !self
            .files
            .iter()
            .all(|(_, bytes)| FileKind::of_head(bytes).is_picture())
        {
            return Err(Refusal::Photo.into());
        }
        let store = cx.part::<Files>();
        let put = move || -> Result<Vec<(usize, Photo)>, Error> {
            let mut kept = Vec::with_capacity(self.files.len());
            for (row, bytes) in self.files {
                let stored = store.put(bytes.as_ref(), Photo::BYTES_MAX).map_err(Error::internal)?;
                let photo = Photo {
                    hash: stored.hash,
                    size: stored.size,
                };
                kept.push((row, photo));
            }
            Ok(kept)
        };
        tokio::task::spawn_blocking(put).await.map_err(Error::internal)?
    }
}

fn photo(cx: &Cx) -> Result<Photo, Error> {
    let tx = cx.access.read()?;
    let order = by_number(&tx, cx.param("number")?)?;
    let (id, place): (ParcelId, usize) = (cx.param("parcel")?, cx.param("place")?);
    let parcels = queries::parcels(&tx, order.id)?;
    let parcel = parcels.iter().find(|parcel| parcel.id == id).ok_or(Error::NotFound)?;
    let receipt = parcel.receipt.as_ref().ok_or(Error::NotFound)?;
    receipt.photos().nth(place).copied().ok_or(Error::NotFound)
}

pub async fn picture(cx: Cx) -> Outcome {
    let photo = photo(&cx)?;
    let size = PictureSize::from_pixels(cx.param("pixels")?).ok_or(Error::NotFound)?;
    cx.picture(photo.hash, size, "private, max-age=3600").await
}
