//! Pictures of remarks: taken in with the receipt, and shown encoded anew.

use std::io::Read;

use axum::body::Body;
use axum::http::header;
use axum::response::IntoResponse;
use bytes::Bytes;

use crate::modules::delivery::{ParcelId, Photo, Refusal, queries};
use crate::modules::orders::actions::by_number;
use crate::platform::error::Error;
use crate::platform::files::{FileError, FileKind, Files, PLACEHOLDER_SVG, Picture, PictureSize};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome};

/// The most fields of one form.
const FIELDS_MAX: usize = 2_000;
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
        let kind = cx.header("content-type").unwrap_or_default();
        let Ok(boundary) = multer::parse_boundary(kind) else {
            return Ok(Sent {
                fields: cx.form_pairs()?,
                files: Vec::new(),
            });
        };
        let wrong = |error: multer::Error| {
            tracing::debug!(%error, "an upload can't be read");
            Error::Refused(Message::new("errors-form-wrong"))
        };
        let body = Body::from(cx.body.clone()).into_data_stream();
        let mut parts = multer::Multipart::new(body, boundary);
        let mut sent = Sent::default();
        while let Some(part) = parts.next_field().await.map_err(wrong)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(|name| !name.is_empty());
            let bytes = part.bytes().await.map_err(wrong)?;
            let row = name.strip_prefix(FIELD).and_then(|row| row.parse().ok());
            match (file, row) {
                // A field of files without a file comes as one without a name.
                (Some(true), Some(row)) => sent.files.push((row, bytes)),
                (Some(_), _) => {}
                (None, _) if sent.fields.len() >= FIELDS_MAX => {
                    return Err(Error::Refused(Message::new("errors-form-large")));
                }
                (None, _) => sent.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(sent)
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
    let files = cx.part::<Files>();
    let read = move || -> Result<Option<Vec<u8>>, FileError> {
        match files.picture(photo.hash, size)? {
            Picture::Placeholder => Ok(None),
            Picture::Jpeg(mut file) => {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).map_err(FileError::Io)?;
                Ok(Some(bytes))
            }
        }
    };
    let read = tokio::task::spawn_blocking(read).await.map_err(Error::internal)?;
    let (mime, bytes) = match read {
        Ok(Some(bytes)) => ("image/jpeg", bytes),
        Ok(None) => ("image/svg+xml", PLACEHOLDER_SVG.as_bytes().to_vec()),
        Err(FileError::Missing) => return Err(Error::NotFound),
        Err(error) => return Err(Error::internal(error)),
    };
    let headers = [
        (header::CONTENT_TYPE, mime),
        (header::CACHE_CONTROL, "private, max-age=3600"),
    ];
    Ok((headers, bytes).into_response())
}
