//! Settings: flag, then environment, then file, then default. Each has a name, a default, a unit and an origin; an
//! unknown key in the file is an error.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::platform::values::{AddressError, Network, networks};

/// A setting that exists.
pub struct Known {
    pub key: &'static str,
    pub default: &'static str,
    /// What it does, with its unit.
    pub help: &'static str,
    pub secret: bool,
}

const fn known(key: &'static str, default: &'static str, help: &'static str) -> Known {
    Known {
        key,
        default,
        help,
        secret: false,
    }
}

/// Every setting. The environment's name is `KABINET_` and the key in capitals with `_` for `.`; for secrets a name
/// with `_FILE` added points to a file that holds the value.
pub const KNOWN: &[Known] = &[
    known(
        "listen",
        "127.0.0.1:8080",
        "address and port to serve on; port 0 takes a free one",
    ),
    known(
        "brand",
        "Kabinet",
        "the manufacturer's name, shown on every page and in mail",
    ),
    known(
        "origin",
        "",
        "public address, https://cabinet.example; links in mail use it, and https binds cookies to TLS",
    ),
    known(
        "zone",
        "Europe/Moscow",
        "the manufacturer's time zone: deadlines, schedules, people without an own zone",
    ),
    known(
        "second_factor",
        "staff",
        "who must sign in with a code of an app besides the password: staff, all, or optional (nobody must, everyone may)",
    ),
    known("cache_mb", "64", "memory for the store's cache, MiB"),
    known(
        "log",
        "info",
        "log level (error, warn, info, debug, trace), or directives such as kabinet=debug,info",
    ),
    known("log_json", "false", "log as JSON lines"),
    known(
        "mail.transport",
        "none",
        "none, smtp, or file (writes .eml files into the data directory)",
    ),
    known("mail.host", "", "SMTP server"),
    known("mail.port", "587", "SMTP port"),
    known(
        "mail.tls",
        "starttls",
        "starttls, tls, or none (only for a server on the same machine)",
    ),
    known("mail.user", "", "SMTP user"),
    Known {
        key: "mail.password",
        default: "",
        help: "SMTP password",
        secret: true,
    },
    known("mail.from", "", "sender's address"),
    known(
        "proxy.trusted",
        "127.0.0.0/8, ::1",
        "addresses and networks of proxies whose X-Forwarded-For is believed, separated by commas; empty: nobody's",
    ),
    known(
        "tls.certificate",
        "",
        "PEM file with the certificate and its chain, where the cabinet ends TLS itself; loaded again at SIGHUP",
    ),
    known(
        "tls.key",
        "",
        "PEM file with the certificate's key, without a passphrase",
    ),
    Known {
        key: "metrics.token",
        default: "",
        help: "who sends it as `Authorization: Bearer` may read /metrics; at least 16 characters; empty: nobody by a token",
        secret: true,
    },
    known(
        "metrics.trusted",
        "",
        "addresses and networks that may read /metrics without a token, separated by commas; empty: nobody",
    ),
    known(
        "evidence.heads_to",
        "",
        "addresses that get the head of the journal's chain each day, separated by commas",
    ),
    known(
        "exchange.folder",
        "",
        "folder of the exchange with 1C; the data directory's exchange/ when empty",
    ),
    known(
        "exchange.schedule",
        "0 */5 * * * *",
        "when the folder is looked at: cron with seconds, manufacturer's zone",
    ),
    known(
        "exchange.rest_seconds",
        "5",
        "a file is taken when size and time rested this long, seconds",
    ),
    known(
        "exchange.hold_seconds",
        "20",
        "a call of 1C that waits for an import is answered `progress` after this, seconds",
    ),
    known(
        "exchange.archive_days",
        "90",
        "files that were read are kept this long, days; 0: for ever",
    ),
    known(
        "exchange.archive_gb",
        "20",
        "the oldest of them go when they take more, gigabytes; 0: no limit",
    ),
];

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    Flag,
    Env,
    File,
    Default,
}

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{path}: can't be read: {reason}")]
    Unreadable { path: PathBuf, reason: String },
    #[error("{path}: unknown setting `{key}`; `kabinet config show` lists the known ones")]
    Unknown { path: PathBuf, key: String },
    #[error("setting `{key}` (from {origin}): {reason}")]
    Wrong {
        key: &'static str,
        origin: Origin,
        reason: String,
    },
}

/// All settings as text, with origins.
#[derive(Clone, Debug)]
pub struct Settings {
    values: BTreeMap<&'static str, (String, Origin)>,
}

impl Settings {
    /// Reads `kabinet.toml` in `data` (or `file`, which then must exist), the environment and `flags`.
    pub fn load(data: &Path, file: Option<&Path>, flags: &[(&'static str, String)]) -> Result<Settings, ConfigError> {
        let in_data = data.join("kabinet.toml");
        let path = file.unwrap_or(&in_data);
        let from_file = match std::fs::read_to_string(path) {
            Ok(text) => parse(path, &text)?,
            // Whether the folder is one at all is for whoever opens it to say.
            Err(error)
                if file.is_none()
                    && matches!(
                        error.kind(),
                        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
                    ) =>
            {
                BTreeMap::new()
            }
            Err(error) => {
                return Err(ConfigError::Unreadable {
                    path: path.into(),
                    reason: error.to_string(),
                });
            }
        };
        let mut values = BTreeMap::new();
        for known in KNOWN {
            let flag = flags
                .iter()
                .find(|(key, _)| *key == known.key)
                .map(|(_, value)| (value.clone(), Origin::Flag));
            let value = match flag {
                Some(flag) => flag,
                None => from_environment(known)?
                    .or_else(|| from_file.get(known.key).map(|value| (value.clone(), Origin::File)))
                    .unwrap_or_else(|| (known.default.to_owned(), Origin::Default)),
            };
            values.insert(known.key, value);
        }
        let settings = Settings { values };
        settings.check()?;
        Ok(settings)
    }

    /// Values without files and environment, for tests.
    pub fn of(pairs: &[(&'static str, &str)]) -> Settings {
        let values = KNOWN.iter().map(|known| {
            let own = pairs.iter().find(|(key, _)| *key == known.key);
            (
                known.key,
                own.map_or((known.default.to_owned(), Origin::Default), |(_, v)| {
                    ((*v).to_owned(), Origin::Flag)
                }),
            )
        });
        Settings {
            values: values.collect(),
        }
    }

    pub fn text(&self, key: &'static str) -> &str {
        self.values.get(key).map_or("", |(value, _)| value)
    }

    /// Every setting with its value and origin; secrets as asterisks.
    pub fn shown(&self) -> Vec<(&'static Known, String, Origin)> {
        KNOWN
            .iter()
            .filter_map(|known| {
                let (value, origin) = self.values.get(known.key)?;
                let value = if known.secret && !value.is_empty() {
                    "***".to_owned()
                } else {
                    value.clone()
                };
                Some((known, value, *origin))
            })
            .collect()
    }

    fn check(&self) -> Result<(), ConfigError> {
        self.listen()?;
        self.zone()?;
        self.cache_bytes()?;
        self.number("mail.port", 1, 65_535)?;
        self.number("exchange.rest_seconds", 0, 3_600)?;
        self.number("exchange.hold_seconds", 0, 120)?;
        self.number("exchange.archive_days", 0, 36_500)?;
        self.number("exchange.archive_gb", 0, 1_000_000)?;
        if tracing_subscriber::EnvFilter::try_new(self.text("log")).is_err() {
            return Err(self.wrong(
                "log",
                "a level, such as info, or directives, such as kabinet=debug,info",
            ));
        }
        if !["true", "false"].contains(&self.text("log_json")) {
            return Err(self.wrong("log_json", "is true or false"));
        }
        self.networks("proxy.trusted")?;
        self.networks("metrics.trusted")?;
        let token = self.text("metrics.token");
        if !token.is_empty() && (token.len() < TOKEN_MIN || !token.bytes().all(|byte| byte.is_ascii_graphic())) {
            return Err(self.wrong(
                "metrics.token",
                &format!("at least {TOKEN_MIN} Latin letters, digits or signs, without spaces"),
            ));
        }
        if self.text("tls.certificate").is_empty() != self.text("tls.key").is_empty() {
            return Err(self.wrong(
                "tls.key",
                "stands beside tls.certificate: both are files, or both are empty",
            ));
        }
        if !["staff", "all", "optional"].contains(&self.text("second_factor")) {
            return Err(self.wrong("second_factor", "is staff, all or optional"));
        }
        let origin = self.text("origin");
        if !origin.is_empty() && !origin.starts_with("https://") && !origin.starts_with("http://") {
            return Err(self.wrong("origin", "begins with https:// or http://"));
        }
        if !["none", "smtp", "file"].contains(&self.text("mail.transport")) {
            return Err(self.wrong("mail.transport", "is none, smtp or file"));
        }
        if !["starttls", "tls", "none"].contains(&self.text("mail.tls")) {
            return Err(self.wrong("mail.tls", "is starttls, tls or none"));
        }
        Ok(())
    }

    pub fn listen(&self) -> Result<SocketAddr, ConfigError> {
        self.text("listen")
            .parse()
            .map_err(|_| self.wrong("listen", "an address and a port, such as 127.0.0.1:8080"))
    }

    pub fn zone(&self) -> Result<TimeZone, ConfigError> {
        TimeZone::get(self.text("zone")).map_err(|_| self.wrong("zone", "a zone's name, such as Europe/Moscow"))
    }

    pub fn cache_bytes(&self) -> Result<usize, ConfigError> {
        Ok(usize::try_from(self.number("cache_mb", 8, 65_536)?).unwrap_or(64) << 20)
    }

    /// Cookies are bound to HTTPS when the public address is, or when the cabinet itself ends TLS.
    pub fn secure(&self) -> bool {
        self.text("origin").starts_with("https://") || !self.text("tls.certificate").is_empty()
    }

    /// A list of addresses and networks.
    pub fn networks(&self, key: &'static str) -> Result<Vec<Network>, ConfigError> {
        let wrong = |AddressError(line)| {
            self.wrong(
                key,
                &format!("`{line}` is neither an address nor a network such as 10.0.0.0/8"),
            )
        };
        networks(self.text(key)).map_err(wrong)
    }

    pub fn number(&self, key: &'static str, min: i64, max: i64) -> Result<i64, ConfigError> {
        let number = self
            .text(key)
            .parse::<i64>()
            .ok()
            .filter(|number| (min..=max).contains(number));
        number.ok_or_else(|| self.wrong(key, &format!("a number from {min} to {max}")))
    }

    fn wrong(&self, key: &'static str, reason: &str) -> ConfigError {
        let origin = self.values.get(key).map_or(Origin::Default, |(_, origin)| *origin);
        ConfigError::Wrong {
            key,
            origin,
            reason: reason.to_owned(),
        }
    }
}

fn parse(path: &Path, text: &str) -> Result<BTreeMap<String, String>, ConfigError> {
    let unreadable = |reason: String| ConfigError::Unreadable {
        path: path.into(),
        reason,
    };
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| unreadable(error.to_string()))?;
    let mut flat = BTreeMap::new();
    for (key, value) in table {
        match value {
            toml::Value::Table(inner) => {
                for (name, value) in inner {
                    flat.insert(format!("{key}.{name}"), plain(&value));
                }
            }
            value => drop(flat.insert(key, plain(&value))),
        }
    }
    match flat
        .keys()
        .find(|key| !KNOWN.iter().any(|known| known.key == key.as_str()))
    {
        Some(key) => Err(ConfigError::Unknown {
            path: path.into(),
            key: key.clone(),
        }),
        None => Ok(flat),
    }
}

fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Names of the environment that are nearly settings: `KABINET_LISTN` changes nothing, and nobody would say so.
pub fn unknown_names() -> Vec<String> {
    let known = |name: &str| {
        let setting = name.trim_start_matches(PREFIX);
        KNOWN.iter().any(|known| {
            let own = known.key.to_uppercase().replace('.', "_");
            own == setting || (known.secret && setting == format!("{own}_FILE"))
        }) || OTHER_NAMES.contains(&setting)
    };
    let mut names: Vec<String> = std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .filter(|name| name.starts_with(PREFIX) && !known(name))
        .collect();
    names.sort();
    names
}

/// Characters of a token that nobody guesses: 16 of 64 are 96 bits.
const TOKEN_MIN: usize = 16;
const PREFIX: &str = "KABINET_";
/// What the command line reads besides settings.
const OTHER_NAMES: [&str; 4] = ["DATA", "CONFIG", "DEMO_DATA", "EXCHANGE_PASSWORD"];

fn from_environment(known: &Known) -> Result<Option<(String, Origin)>, ConfigError> {
    let name = format!("KABINET_{}", known.key.to_uppercase().replace('.', "_"));
    if let Ok(value) = std::env::var(&name) {
        return Ok(Some((value, Origin::Env)));
    }
    if known.secret
        && let Ok(path) = std::env::var(format!("{name}_FILE"))
    {
        let value = std::fs::read_to_string(&path).map_err(|error| ConfigError::Unreadable {
            path: path.into(),
            reason: error.to_string(),
        })?;
        return Ok(Some((value.trim_end().to_owned(), Origin::Env)));
    }
    Ok(None)
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Origin::Flag => "flag",
            Origin::Env => "environment",
            Origin::File => "file",
            Origin::Default => "default",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str, flags: &[(&'static str, String)]) -> Result<Settings, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("kabinet.toml"), text).unwrap();
        Settings::load(folder.path(), None, flags)
    }

    #[test]
    fn a_flag_beats_the_file_and_the_file_beats_the_default() {
        let text = "brand = \"Tarvista\"\nlisten = \"127.0.0.1:1\"\n[mail]\nport = 25\n";
        let settings = load(text, &[("listen", "127.0.0.1:2".into())]).unwrap();
        assert_eq!(settings.text("listen"), "127.0.0.1:2");
        assert_eq!(settings.text("brand"), "Tarvista");
        assert_eq!(settings.number("mail.port", 1, 100).unwrap(), 25);
        assert_eq!(settings.text("zone"), "Europe/Moscow");
    }

    #[test]
    fn an_unknown_key_and_a_wrong_value_are_errors() {
        assert!(matches!(load("brnad = 1", &[]), Err(ConfigError::Unknown { key, .. }) if key == "brnad"));
        assert!(matches!(
            load("zone = \"Mars\"", &[]),
            Err(ConfigError::Wrong { key: "zone", .. })
        ));
        assert!(matches!(
            load("cache_mb = 1", &[]),
            Err(ConfigError::Wrong { key: "cache_mb", .. })
        ));
        assert!(matches!(load("=", &[]), Err(ConfigError::Unreadable { .. })));
    }

    #[test]
    fn a_token_of_metrics_is_long_and_fits_into_a_header() {
        for (token, right) in [
            ("", true),
            ("0123456789abcde", false),
            ("0123456789abcdef", true),
            ("0123456789 abcdef", false),
            ("0123456789abcdeф", false),
        ] {
            let read = load(&format!("[metrics]\ntoken = \"{token}\""), &[]);
            assert_eq!(read.is_ok(), right, "{token}");
        }
        assert!(load("[metrics]\ntrusted = \"10.0.0.0/40\"", &[]).is_err());
    }

    #[test]
    fn secrets_are_not_shown() {
        let settings = load("[mail]\npassword = \"hush\"", &[]).unwrap();
        let shown = settings.shown();
        assert!(
            shown
                .iter()
                .any(|(known, value, _)| known.key == "mail.password" && value == "***")
        );
        assert!(shown.iter().all(|(_, value, _)| value != "hush"));
    }
}
