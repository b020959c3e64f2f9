//! Files of posts: pictures encoded anew, all else as a download. Which file it is says the post: a hash alone opens
//! nothing here.

use std::io::Read;

use axum::http::header;
use axum::response::IntoResponse;

use super::order;
use crate::modules::talk::model::Attachment;
use crate::modules::talk::queries;
use crate::platform::error::Error;
use crate::platform::files::{FileError, Files, PLACEHOLDER_SVG, Picture, PictureSize};
use crate::platform::web::{Cx, Outcome};

fn attachment(cx: &Cx) -> Result<Attachment, Error> {
    let tx = cx.access.read()?;
    let order = order(&tx, cx.param("number")?)?;
    let post = queries::post(&tx, order.id, cx.param("post")?)?;
    let place: usize = cx.param("place")?;
    post.files.into_iter().nth(place).ok_or(Error::NotFound)
}

fn absent(error: FileError) -> Error {
    match error {
        FileError::Missing => Error::NotFound,
        error => Error::internal(error),
    }
}

pub async fn download(cx: Cx) -> Outcome {
    let attachment = attachment(&cx)?;
    let files = cx.part::<Files>();
    let read = move || -> Result<(Attachment, Vec<u8>), FileError> {
        let mut bytes = Vec::new();
        files
            .get(attachment.hash)?
            .read_to_end(&mut bytes)
            .map_err(FileError::Io)?;
        Ok((attachment, bytes))
    };
    let read = tokio::task::spawn_blocking(read).await.map_err(Error::internal)?;
    let (attachment, bytes) = read.map_err(absent)?;
    cx.download(&attachment.name, attachment.kind.media_type(), bytes)
}

pub async fn picture(cx: Cx) -> Outcome {
    let attachment = attachment(&cx)?;
    let size = PictureSize::from_pixels(cx.param("pixels")?).ok_or(Error::NotFound)?;
    let files = cx.part::<Files>();
    let read = move || -> Result<Option<Vec<u8>>, FileError> {
        match files.picture(attachment.hash, size)? {
            Picture::Placeholder => Ok(None),
            Picture::Jpeg(mut file) => {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).map_err(FileError::Io)?;
                Ok(Some(bytes))
            }
        }
    };
    let read = tokio::task::spawn_blocking(read).await.map_err(Error::internal)?;
    let (mime, bytes) = match read.map_err(absent)? {
        Some(bytes) => ("image/jpeg", bytes),
        None => ("image/svg+xml", PLACEHOLDER_SVG.as_bytes().to_vec()),
    };
    // Not for long: the post may be taken back.
    let headers = [
        (header::CONTENT_TYPE, mime),
        (header::CACHE_CONTROL, "private, max-age=300"),
    ];
    Ok((headers, bytes).into_response())
}
