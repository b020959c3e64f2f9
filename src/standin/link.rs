//! One HTTP session of the exchange: requests as 1C sends them, replies judged as 1C judges them.

use std::fs::File;
use std::io::Read;
use std::time::Duration;

use super::address::{address_of, base64, raw_name};
use super::error::broken;
use super::{Family, StandInError};
use encoding_rs::Encoding;

const REPLY_MAX: u64 = 256 << 20;

/// The side of the shop that a session is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Catalogue,
    Sale,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Kind::Catalogue => "catalog",
            Kind::Sale => "sale",
        }
    }
}

/// A reply, read whole.
pub struct Reply {
    pub bytes: Vec<u8>,
    pub text: String,
}

impl Reply {
    /// The first line as clients compare it: trimmed, in lower case (dossier 1).
    pub fn word(&self) -> String {
        self.text.lines().next().unwrap_or("").trim().to_lowercase()
    }

    /// What follows the first line.
    pub fn rest(&self) -> String {
        self.text.lines().skip(1).collect::<Vec<_>>().join("\n")
    }
}

/// What `init` agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub zip: bool,
    /// Bytes of one chunk; 0 is no splitting.
    pub file_limit: u64,
    /// The schema that the server named, when it was asked.
    pub version: Option<String>,
}

/// A session: born by `checkauth`, known by its cookie.
pub struct Link {
    agent: ureq::Agent,
    address: String,
    family: Family,
    credentials: String,
    cookie: Option<(String, String)>,
    /// Ready to append: `&sessid=...`.
    session: String,
    /// The value of the `timestamp=` line of `checkauth`.
    pub timestamp: Option<String>,
    /// Departures that 1C logs but lives with.
    pub warnings: Vec<String>,
    /// Requests made so far.
    pub requests: u64,
}

impl Link {
    pub fn new(family: Family, address: &str, user: &str, password: &str) -> Result<Link, StandInError> {
        // Dossier, head table: A gives up after 180 s, B after 1800 s. For C nothing is known: B's patience.
        let timeout = match family {
            Family::A => 180,
            Family::B | Family::C => 1_800,
        };
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(timeout)))
            // Dossier 1.1.
            .user_agent("1C+Enterprise/8.3")
            .accept_encoding("identity")
            .build();
        Ok(Link {
            agent: config.new_agent(),
            address: address_of(address)?,
            family,
            credentials: format!("Basic {}", base64(format!("{user}:{password}").as_bytes())),
            cookie: None,
            session: String::new(),
            timestamp: None,
            warnings: Vec::new(),
            requests: 0,
        })
    }

    /// Begins a session anew, as every phase and every portion does (dossier 1.1).
    pub fn checkauth(&mut self, kind: Kind) -> Result<(), StandInError> {
        self.cookie = None;
        self.session.clear();
        self.timestamp = None;
        let reply = self.get(kind, "mode=checkauth")?;
        let lines: Vec<&str> = reply.text.lines().map(str::trim).collect();
        match reply.word().as_str() {
            "success" => {}
            "failure" => return Err(refused("checkauth", &reply)),
            _ => {
                return Err(broken(
                    "1.1",
                    "the first line of checkauth is success or failure",
                    &reply.text,
                ));
            }
        }
        let (Some(name), Some(value)) = (lines.get(1), lines.get(2)) else {
            let rule = "lines 2 and 3 of checkauth are the name and the value of the cookie";
            return Err(broken("1.1", rule, &reply.text));
        };
        let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if name.is_empty() || name.contains(['=', ';', ' ']) || !plain(value) {
            let rule = "the cookie goes into a header as it is: its value is of Latin letters and digits alone";
            return Err(broken("1.1", rule, format!("{name}={value}")));
        }
        self.cookie = Some(((*name).to_owned(), (*value).to_owned()));
        if let Some(line) = lines.get(3).filter(|line| !line.is_empty()) {
            let Some(token) = line.strip_prefix("sessid=").filter(|token| plain(token)) else {
                return Err(broken("1.1", "line 4 of checkauth, when given, is sessid=VALUE", line));
            };
            // A keeps the value and writes the name itself; B and C append the line: the same bytes.
            self.session = format!("&sessid={token}");
        } else if self.family == Family::C {
            return Err(broken(
                "1.1",
                "client C needs the token on line 4 of checkauth",
                &reply.text,
            ));
        }
        self.timestamp = lines
            .iter()
            .skip(4)
            .find_map(|line| line.strip_prefix("timestamp="))
            .map(str::to_owned);
        Ok(())
    }

    /// Asks for the terms of transfer (dossier 1.2).
    pub fn init(&mut self, kind: Kind) -> Result<Terms, StandInError> {
        let version = match self.family {
            Family::A => "",
            Family::B => "&version=2.09&cmlVersion=2.10",
            Family::C => "&version=3.1",
        };
        let reply = self.get(kind, &format!("mode=init{version}"))?;
        if reply.word() == "failure" {
            return Err(refused("init", &reply));
        }
        let lines: Vec<&str> = reply.text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
        let expected = if version.is_empty() { 2 } else { 4 };
        if lines.len() != expected {
            let rule = match self.family {
                Family::A => "the reply to init without a version has exactly two lines, without a line end after them",
                _ => "the reply to init with a version has four lines: zip, file_limit, sessid, version",
            };
            return Err(broken("1.2", rule, &reply.text));
        }
        let zip = match lines[0] {
            "zip=yes" => true,
            "zip=no" => false,
            other => return Err(broken("1.2", "line 1 of init is zip=yes or zip=no", other)),
        };
        let Some(limit) = lines[1].strip_prefix("file_limit=") else {
            return Err(broken("1.2", "line 2 of init is file_limit=BYTES", lines[1]));
        };
        let file_limit = limit
            .parse()
            .map_err(|_| broken("1.2", "file_limit is a plain number of bytes", limit))?;
        let mut version = None;
        if expected == 4 {
            let Some(token) = lines[2].strip_prefix("sessid=").filter(|token| !token.is_empty()) else {
                return Err(broken("1.2", "line 3 of init is sessid=VALUE", lines[2]));
            };
            self.session = format!("&sessid={token}");
            let Some(schema) = lines[3].strip_prefix("version=").filter(|schema| !schema.is_empty()) else {
                return Err(broken("1.2", "line 4 of init is version=SCHEMA", lines[3]));
            };
            version = Some(schema.to_owned());
        }
        Ok(Terms {
            zip,
            file_limit,
            version,
        })
    }

    /// Sends a file, in chunks under one name when it is longer than the limit (dossier 1.3).
    pub fn send(&mut self, kind: Kind, terms: &Terms, name: &str, path: &std::path::Path) -> Result<u64, StandInError> {
        let mut file = File::open(path).map_err(StandInError::file(path))?;
        let length = file.metadata().map_err(StandInError::file(path))?.len();
        let chunk = if terms.file_limit == 0 {
            length
        } else {
            terms.file_limit.min(length)
        }
        .max(1);
        let query = format!("mode=file&filename={}", raw_name(name));
        let mut sent = 0;
        while sent < length {
            let part = chunk.min(length - sent);
            let mut body = (&mut file).take(part);
            let step = format!("file {name}");
            let reply = self.request(kind, &query, Some((part, &mut body)), &step)?;
            sent += part;
            match reply.word().as_str() {
                "success" => {}
                "failure" => return Err(refused(&step, &reply)),
                _ => return Err(broken("1.3", "the reply to file is success or failure", &reply.text)),
            }
            if reply.text.trim() != "success" {
                self.warnings.push(format!(
                    "dossier 1.3: more than success in the reply to file: {}",
                    reply.text
                ));
            }
        }
        Ok(sent)
    }

    /// Asks to import a file until that is done (dossier 1.4). Returns how many calls it took.
    pub fn import(&mut self, kind: Kind, name: &str, pause: Duration) -> Result<u64, StandInError> {
        let query = format!("mode=import&filename={}", raw_name(name));
        for calls in 1.. {
            let reply = self.get(kind, &query)?;
            match reply.word().as_str() {
                "success" => return Ok(calls),
                // A asks again at once, B waits (head table).
                "progress" if self.family == Family::A => {}
                "progress" => std::thread::sleep(pause),
                "failure" => return Err(refused(&format!("import {name}"), &reply)),
                _ => {
                    return Err(broken(
                        "1.4",
                        "the first line of import is success, progress or failure",
                        &reply.text,
                    ));
                }
            }
            if calls > 100_000 {
                return Err(broken(
                    "1.4",
                    "a reply of progress is held for some seconds",
                    format!("{calls} of them"),
                ));
            }
        }
        unreachable!("the loop ends by returning")
    }

    /// A call whose only right answer is `success`.
    pub fn expect_success(&mut self, kind: Kind, query: &str, section: &'static str) -> Result<(), StandInError> {
        let reply = self.get(kind, query)?;
        match reply.word().as_str() {
            "success" => Ok(()),
            "failure" => Err(refused(query, &reply)),
            _ => Err(broken(section, "the first line is success or failure", &reply.text)),
        }
    }

    /// A GET of this session.
    pub fn get(&mut self, kind: Kind, query: &str) -> Result<Reply, StandInError> {
        self.request(kind, query, None, query)
    }

    fn request(
        &mut self,
        kind: Kind,
        query: &str,
        body: Option<(u64, &mut dyn Read)>,
        step: &str,
    ) -> Result<Reply, StandInError> {
        let address = format!("{}?type={}&{query}{}", self.address, kind.word(), self.session);
        let failed = |cause: ureq::Error| StandInError::Transport {
            step: step.to_owned(),
            cause: cause.to_string(),
        };
        self.requests += 1;
        let cookie = self.cookie.as_ref().map(|(name, value)| format!("{name}={value}"));
        let response = match body {
            None => {
                let mut request = self.agent.get(&address).header("Authorization", &self.credentials);
                if let Some(cookie) = &cookie {
                    request = request.header("Cookie", cookie);
                }
                request.call()
            }
            Some((length, reader)) => {
                let mut request = self
                    .agent
                    .post(&address)
                    .header("Authorization", &self.credentials)
                    .header("Content-Type", "application/octet-stream")
                    .header("Content-Length", length.to_string());
                if let Some(cookie) = &cookie {
                    request = request.header("Cookie", cookie);
                }
                request.send(ureq::SendBody::from_reader(reader))
            }
        };
        let mut response = response.map_err(failed)?;
        // Dossier 1: another code than 200 is logged, and the body is read all the same.
        if response.status() != 200 {
            self.warnings
                .push(format!("dossier 1: {step}: HTTP status {}", response.status()));
        }
        let charset = response.body().charset().map(str::to_owned);
        let bytes = response
            .body_mut()
            .with_config()
            .limit(REPLY_MAX)
            .read_to_vec()
            .map_err(failed)?;
        // Dossier 1: an empty body is a failure, even where success is all there is to say.
        if bytes.is_empty() {
            return Err(broken(
                "1",
                "a reply has a body",
                format!("{step}: an empty one, HTTP {}", response.status()),
            ));
        }
        let encoding = match charset
            .as_deref()
            .map(|label| (label, Encoding::for_label(label.as_bytes())))
        {
            Some((_, Some(encoding))) => encoding,
            Some((label, None)) => return Err(broken("1", "the charset of the reply has a known name", label)),
            None => {
                self.warnings
                    .push(format!("dossier 1: {step}: no charset in Content-Type"));
                encoding_rs::UTF_8
            }
        };
        let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        Ok(Reply { bytes, text })
    }
}

fn refused(step: &str, reply: &Reply) -> StandInError {
    StandInError::Refused {
        step: step.to_owned(),
        text: reply.rest(),
    }
}
