//! A client of HTTP/1.1 that costs little: one connection that stays open, answers whole or in chunks.

use anyhow::{Context, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Outcome;

/// Answers above this are no answer: the largest that a row asks for has a hundred megabytes.
const ANSWER_LIMIT: usize = 256 << 20;

/// A connection. One request at a time.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    body: Vec<u8>,
}

/// An answer, borrowed from its connection until the next request.
pub struct Answer<'c> {
    pub status: u16,
    head: &'c [u8],
    pub body: &'c [u8],
}

impl Answer<'_> {
    /// A header by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(self.head, name)
    }
}

impl Connection {
    pub async fn open(address: &str) -> Outcome<Connection> {
        let stream = TcpStream::connect(address)
            .await
            .with_context(|| format!("{address} can't be reached"))?;
        stream.set_nodelay(true)?;
        Ok(Connection {
            stream,
            buffer: Vec::with_capacity(64 << 10),
            body: Vec::with_capacity(64 << 10),
        })
    }

    /// Sends a whole request and reads the whole answer.
    pub async fn ask(&mut self, request: &[u8]) -> Outcome<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head_end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at;
            }
            self.more().await?;
        };
        let status = std::str::from_utf8(self.buffer.get(9..12).unwrap_or_default())
            .ok()
            .and_then(|status| status.parse().ok())
            .context("not an answer of HTTP")?;
        let start = head_end + 4;
        let head = &self.buffer[..head_end];
        let chunked = header(head, "transfer-encoding").is_some_and(|kind| kind == "chunked");
        let length: usize = header(head, "content-length").map_or(Ok(0), str::parse)?;
        if chunked {
            self.chunks(start).await?;
            return Ok(Answer {
                status,
                head: &self.buffer[..head_end],
                body: &self.body,
            });
        }
        let length = if status == 304 { 0 } else { length };
        ensure!(length <= ANSWER_LIMIT, "an answer of {length} bytes");
        while self.buffer.len() < start + length {
            self.more().await?;
        }
        Ok(Answer {
            status,
            head: &self.buffer[..head_end],
            body: &self.buffer[start..start + length],
        })
    }

    /// What was taken goes from the buffer: an answer of a hundred megabytes is held once. The head stays where it is.
    async fn chunks(&mut self, at: usize) -> Outcome {
        self.body.clear();
        loop {
            let line = loop {
                if let Some(end) = find(&self.buffer[at..], b"\r\n") {
                    break at..at + end;
                }
                self.more().await?;
            };
            let size = std::str::from_utf8(&self.buffer[line.clone()])?;
            let size = usize::from_str_radix(size.trim(), 16).context("a chunk without a size")?;
            let start = line.end + 2;
            ensure!(size <= ANSWER_LIMIT - self.body.len(), "an endless answer");
            while self.buffer.len() < start + size + 2 {
                self.more().await?;
            }
            if size == 0 {
                return Ok(());
            }
            self.body.extend_from_slice(&self.buffer[start..start + size]);
            self.buffer.drain(at..start + size + 2);
        }
    }

    async fn more(&mut self) -> Outcome {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }
}

fn header<'h>(head: &'h [u8], name: &str) -> Option<&'h str> {
    let lines = head.split(|byte| *byte == b'\n').skip(1);
    for line in lines {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            continue;
        };
        if line[..colon].eq_ignore_ascii_case(name.as_bytes()) {
            return std::str::from_utf8(&line[colon + 1..]).ok().map(str::trim);
        }
    }
    None
}

pub fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// A GET with these further header lines, each ended by CR LF.
pub fn get(path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{headers}\r\n").into_bytes()
}

/// A form as a browser on the own page sends it.
pub fn post(path: &str, headers: &str, form: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n{headers}\r\n{form}",
        form.len()
    )
    .into_bytes()
}
