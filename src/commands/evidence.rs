//! `kabinet evidence`

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use tempfile::TempDir;

use super::backup::archived;
use super::{Place, exit, runtime, said};
use crate::app::{App, DataDir, InUse, evidence_key};
use crate::modules::evidence::{Asked, PublicKey, Settings, gather, note, pack};
use crate::modules::orders::OrderNumber;
use crate::platform::access::Access;
use crate::platform::backup::{Archive, Kind, Wishes, folder_of, restore};
use crate::platform::files::Files;
use crate::platform::i18n::render;
use crate::platform::values::{Clock, Locale, Message, unhex};

/// The whole story of an order as a signed archive, and its verification without the cabinet.
#[derive(Args)]
pub struct Evidence {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Order(Order),
    Verify(Verify),
    Key(Key),
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Language {
    Ru,
    En,
}

impl Language {
    pub fn locale(self) -> Locale {
        match self {
            Language::Ru => Locale::Ru,
            Language::En => Locale::En,
        }
    }
}

/// Writes the evidence pack of an order, as the manufacturer sees it.
///
/// Beside a running server it is made from a copy of the data as of now, which takes about twice the room of the data for a
/// moment, in the folder of the archive; the server's journal then doesn't tell that it was made.
///
/// Example: kabinet evidence order TV26-000042 --data /var/lib/kabinet --out evidence.zip
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct Order {
    #[command(flatten)]
    place: Place,
    /// The order's number.
    number: String,
    /// The archive; a file that is there already is not overwritten.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Takes the manufacturer's internal notes in.
    #[arg(long)]
    with_internal: bool,
    /// Language of the page within.
    #[arg(long, default_value = "ru")]
    lang: Language,
    /// Prints {"file", "order", "head", "hash", "key", "from_copy"} as JSON.
    #[arg(long)]
    json: bool,
}

/// Verifies an evidence pack: every byte, the chain, the signature. No installation is needed. Ends with 0 only when all
/// of it holds, and says what that proves and what it doesn't; with 3 when something doesn't hold.
///
/// Example: kabinet evidence verify evidence.zip --key 0f3a...
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct Verify {
    file: PathBuf,
    /// The installation's public key, had from elsewhere than the pack: 64 hexadecimal digits.
    #[arg(long, value_name = "PUBLIC", value_parser = public_key)]
    key: Option<PublicKey>,
    /// A head of the chain from a letter, NUMBER:HASH; may be given several times.
    #[arg(long, value_name = "NUMBER:HASH", value_parser = head)]
    head: Vec<(u64, [u8; 32])>,
    /// Language of the explanation.
    #[arg(long, default_value = "ru")]
    lang: Language,
    /// Prints {"ok", "order", "key", "key_known", "entries", "states", "files", "head", "hash"} or {"ok", "fault"} as JSON.
    #[arg(long)]
    json: bool,
}

/// Prints the public key of the installation: give it to whoever will verify packs, before there is a dispute.
///
/// Example: kabinet evidence key --data /var/lib/kabinet
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct Key {
    #[command(flatten)]
    place: Place,
    /// Prints {"key"} as JSON.
    #[arg(long)]
    json: bool,
}

fn public_key(typed: &str) -> Result<PublicKey, String> {
    PublicKey::parse(&typed.to_lowercase()).ok_or_else(|| "64 hexadecimal digits".to_owned())
}

fn head(typed: &str) -> Result<(u64, [u8; 32]), String> {
    let read = typed.trim().split_once(':').and_then(|(seq, hash)| {
        let hash = <[u8; 32]>::try_from(unhex(&hash.trim().to_lowercase())?).ok()?;
        Some((seq.trim().parse().ok()?, hash))
    });
    read.ok_or_else(|| "NUMBER:HASH, the hash as 64 hexadecimal digits".to_owned())
}

impl Evidence {
    pub fn run(self) -> anyhow::Result<u8> {
        match self.command {
            Command::Order(command) => command.run(),
            Command::Verify(command) => command.run(),
            Command::Key(command) => command.run(),
        }
    }
}

impl Order {
    /// What a running server has open, as of now, in a folder that goes when it is dropped.
    fn copied(&self) -> anyhow::Result<(App, TempDir)> {
        let folder = tempfile::Builder::new()
            .prefix(".kabinet-evidence-")
            .tempdir_in(folder_of(&self.out))?;
        let (archive, data, clock) = (folder.path().join("copy"), folder.path().join("data"), Clock::system());
        archived(&DataDir::open(&self.place.data)?, Kind::Export, &archive, true, &clock)?;
        let mut archive = Archive::open(&archive)?;
        restore(&mut archive, &data, Wishes::Move, &App::records(), &clock, |_, _| {
            Ok(true)
        })?;
        let settings = self.place.settings(&[])?;
        Ok((App::open(DataDir::open(&data)?, settings, clock)?, folder))
    }

    fn run(self) -> anyhow::Result<u8> {
        let number: OrderNumber = self
            .number
            .parse()
            .map_err(|_| anyhow::anyhow!("{} is no order number", self.number))?;
        if self.out.exists() {
            bail!("{} is there already", self.out.display());
        }
        let (app, copy) = match self.place.open() {
            Err(error) if error.is::<InUse>() => {
                let (app, folder) = self.copied()?;
                (app, Some(folder))
            }
            opened => (opened?, None),
        };
        let access = Access::system(&app.services, "command.evidence");
        let asked = Asked {
            number,
            internal: self.with_internal,
            locale: self.lang.locale(),
            zone: app.services.zone.clone(),
        };
        let settings = app.services.part::<Settings>();
        let files = app.services.part::<Files>();
        let made = runtime()?.block_on(async {
            // An entry of the copy would stand in nobody's journal.
            let noted = match &copy {
                None => note(&access, &asked).await,
                Some(_) => Ok(()),
            };
            let made = noted.and_then(|()| gather(&access, &settings, &files, &asked));
            app.close().await;
            made
        });
        let (about, parts) = made.map_err(|error| match error {
            crate::platform::error::Error::NotFound => anyhow::anyhow!("there is no order {number}"),
            error => anyhow::anyhow!("{}", said(&error)),
        })?;
        let (head, hash) = (about.chain.head, about.chain.hash.clone());
        // Whole or not at all: a file that broke off would only fail where it is needed.
        let beside = self.out.with_extension("part");
        let written = File::create(&beside).and_then(|file| {
            let mut out = BufWriter::new(file);
            pack::assemble(&settings.key, about, parts, Some(&files), &mut out)?;
            out.flush()?;
            out.get_ref().sync_all()?;
            std::fs::rename(&beside, &self.out)
        });
        if let Err(error) = written {
            let _ = std::fs::remove_file(&beside);
            return Err(anyhow::Error::new(error).context(format!("{} can't be written", self.out.display())));
        }
        let key = settings.key.public().text();
        if self.json {
            super::print(serde_json::json!({
                "file": self.out.display().to_string(), "order": number.to_string(), "head": head, "hash": hash, "key": key,
                "from_copy": copy.is_some(),
            }));
        } else {
            super::print(format_args!(
                "Made {}. Head of the chain: {head}:{hash}\nPublic key: {key}",
                self.out.display()
            ));
        }
        Ok(exit::OK)
    }
}

impl Verify {
    fn run(self) -> anyhow::Result<u8> {
        let path = &self.file;
        File::open(path).with_context(|| format!("{} can't be read", path.display()))?;
        let found = pack::verify(|| File::open(path), self.key, &self.head);
        let say = |message: &Message| render(self.lang.locale(), &jiff::tz::TimeZone::UTC, message);
        match found {
            Ok(proven) => {
                if self.json {
                    super::print(serde_json::json!({
                        "ok": true,
                        "order": proven.about.order,
                        "key": proven.key.text(),
                        "key_known": self.key.is_some(),
                        "entries": proven.entries,
                        "veiled": proven.veiled,
                        "states": proven.states,
                        "files": proven.files,
                        "others": proven.others,
                        "stated_to": proven.stated_to,
                        "heads": proven.heads,
                        "head": proven.about.chain.head,
                        "hash": proven.about.chain.hash,
                    }));
                } else {
                    for message in proven.explained(self.key.is_some()) {
                        super::print(say(&message));
                    }
                }
                Ok(exit::OK)
            }
            Err(fault) => {
                let said = say(&fault.message());
                if self.json {
                    super::print(serde_json::json!({ "ok": false, "fault": said }));
                } else {
                    super::print(say(&Message::new("evidence-verify-failed")));
                    super::print(said);
                }
                Ok(exit::FOUND)
            }
        }
    }
}

impl Key {
    fn run(self) -> anyhow::Result<u8> {
        let key = evidence_key(&DataDir::open(&self.place.data)?)?.public().text();
        if self.json {
            super::print(serde_json::json!({ "key": key }));
        } else {
            super::print(key);
        }
        Ok(exit::OK)
    }
}
