//! The body of `mode=file`, straight to disk.

use std::io;
use std::path::PathBuf;

use axum::body::Body;
use http_body_util::BodyExt;
use tokio::io::AsyncWriteExt;

use crate::modules::exchange::spool::{Head, Part, SESSION_BYTES_MAX};

#[derive(Debug)]
pub enum BodyError {
    Empty,
    TooLarge,
    Io(io::Error),
}

impl From<io::Error> for BodyError {
    fn from(error: io::Error) -> BodyError {
        BodyError::Io(error)
    }
}

/// Writes the body to `path`, hashing it on the way. A body cut off leaves nothing.
pub async fn receive(body: Body, path: PathBuf) -> Result<Part, BodyError> {
    let outcome = write(body, &path).await;
    if outcome.is_err() {
        let _ = tokio::fs::remove_file(&path).await;
    }
    let (length, digest, head) = outcome?;
    Ok(Part {
        path,
        length,
        digest,
        head,
    })
}

async fn write(mut body: Body, path: &std::path::Path) -> Result<(u64, String, Head), BodyError> {
    let mut file = tokio::fs::File::create_new(path).await?;
    let mut hasher = blake3::Hasher::new();
    let (mut length, mut first) = (0_u64, Vec::new());
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| BodyError::Io(io::Error::other(error)))?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len() as u64;
        if length > SESSION_BYTES_MAX {
            return Err(BodyError::TooLarge);
        }
        if first.len() < 16 {
            first.extend_from_slice(&data[..data.len().min(16)]);
        }
        hasher.update(&data);
        file.write_all(&data).await?;
    }
    file.flush().await?;
    if length == 0 {
        return Err(BodyError::Empty);
    }
    Ok((length, hasher.finalize().to_hex().to_string(), Head::of(&first)))
}
