//! Answers that are written while they are sent: a file of any length takes a few pieces of memory.

use std::io::{self, Write};

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use http_body_util::channel::{Channel, Sender};
use tokio::runtime::Handle;

use super::Cx;

/// The length of a piece.
const PIECE: usize = 64 << 10;
/// Pieces that may wait for a slow reader; the writer waits then.
const WAITING: usize = 4;

/// A body that `write` writes, on a thread that may block. An error of its breaks the answer off, so that the reader
/// doesn't take a part for the whole.
pub fn streamed<E: std::fmt::Display>(
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), E> + Send + 'static,
) -> Body {
    let (sender, body) = Channel::<Bytes, io::Error>::new(WAITING);
    let handle = Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut pipe = Pipe {
            handle,
            sender,
            piece: Vec::with_capacity(PIECE),
            broken: false,
        };
        let written = write(&mut pipe).map_err(|error| error.to_string());
        match written.and_then(|()| pipe.flush().map_err(|error| error.to_string())) {
            Ok(()) => {}
            // Whoever went away isn't told.
            Err(_) if pipe.broken => {}
            Err(error) => {
                tracing::warn!(%error, "an answer was broken off");
                pipe.sender.abort(io::Error::other(error));
            }
        }
    });
    Body::new(body)
}

struct Pipe {
    handle: Handle,
    sender: Sender<Bytes, io::Error>,
    piece: Vec<u8>,
    broken: bool,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE)));
        self.handle.block_on(self.sender.send_data(piece)).map_err(|_| {
            self.broken = true;
            io::Error::from(io::ErrorKind::BrokenPipe)
        })
    }
}

impl Cx {
    /// A file to keep, written while it is sent.
    pub fn download_streamed<E: std::fmt::Display>(
        &self,
        name: &str,
        mime: &str,
        write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), E> + Send + 'static,
    ) -> Response {
        let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
        let disposition = format!("attachment; filename*=UTF-8''{encoded}");
        let headers = [
            (header::CONTENT_TYPE, mime.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ];
        (headers, streamed(write)).into_response()
    }
}
