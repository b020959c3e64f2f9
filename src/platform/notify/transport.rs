//! How letters leave: by SMTP, into a folder, or not at all.

use std::fmt;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use crate::platform::error::Error;
use crate::platform::values::Email;

/// Seconds for a whole conversation with the mail server.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Of an answer, in characters: a hostile server could fill the log.
const ANSWER_MAX: usize = 500;

/// Settings of mail, from the configuration.
#[derive(Clone, Debug)]
pub struct MailSettings {
    pub transport: Transport,
    /// The sender's address.
    pub from: Email,
    /// `https://cabinet.example`, without a slash at the end: links begin with it.
    pub public_origin: String,
}

#[derive(Clone, Debug)]
pub enum Transport {
    /// Mail is not set up: notices stay in the bell, letters wait.
    Off,
    /// Each letter becomes an `.eml` file: demonstrations, tests.
    Folder(PathBuf),
    Smtp(Smtp),
}

#[derive(Clone)]
pub struct Smtp {
    pub host: String,
    /// The usual one of the security when absent: 465, 587, 25.
    pub port: Option<u16>,
    pub security: Security,
    pub user: Option<String>,
    pub password: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after a greeting; without it nothing is sent.
    StartTls,
    /// None: only for a server on the same machine or network. A password is not sent over it.
    Plain,
}

impl fmt::Debug for Smtp {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Smtp({}:{:?}, {:?}, user {:?})",
            self.host, self.port, self.security, self.user
        )
    }
}

/// Seconds that a mail server has to answer a question whether it is there.
const PROBE: Duration = Duration::from_secs(10);

/// Connects, greets and signs in, as a letter would, and sends nothing.
///
/// # Errors
/// What the mail server said, or that it didn't answer in time.
pub async fn probe(smtp: &Smtp) -> Result<(), String> {
    let builder = smtp.builder().map_err(|error| error.to_string())?;
    let transport: AsyncSmtpTransport<Tokio1Executor> = builder.timeout(Some(PROBE)).build();
    match tokio::time::timeout(PROBE, transport.test_connection()).await {
        Err(_) => Err("no answer in time".into()),
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err("it closed the connection".into()),
        Ok(Err(error)) => Err(cut(&error_chain(&error))),
    }
}

/// A try that failed.
#[derive(Debug)]
pub(super) struct Failure {
    /// The server said no for good.
    pub last: bool,
    /// Nobody answered: other letters would fail as well.
    pub unreachable: bool,
    pub reason: String,
}

/// A transport that is ready to send.
pub(super) enum Sender {
    Off,
    Folder(PathBuf),
    Smtp {
        settings: AsyncSmtpTransportBuilder,
        /// Made by the first letter: its pool of connections must be born inside the async runtime.
        pool: OnceLock<AsyncSmtpTransport<Tokio1Executor>>,
    },
}

impl Sender {
    pub fn new(transport: &Transport) -> Result<Sender, Error> {
        Ok(match transport {
            Transport::Off => Sender::Off,
            Transport::Folder(folder) => {
                std::fs::create_dir_all(folder).map_err(Error::internal)?;
                Sender::Folder(folder.clone())
            }
            Transport::Smtp(smtp) => Sender::Smtp {
                settings: smtp.builder()?,
                pool: OnceLock::new(),
            },
        })
    }

    /// Returns the server's answer.
    pub async fn send(&self, name: &str, message: &lettre::Message) -> Result<String, Failure> {
        match self {
            Sender::Off => Err(Failure {
                last: false,
                unreachable: true,
                reason: "mail is not set up".into(),
            }),
            Sender::Folder(folder) => {
                let (place, bytes) = (folder.join(name), message.formatted());
                let temporary = place.with_extension("new");
                let written = async {
                    tokio::fs::write(&temporary, bytes).await?;
                    tokio::fs::rename(&temporary, &place).await
                };
                let failure = |error: std::io::Error| Failure {
                    last: false,
                    unreachable: true,
                    reason: error.to_string(),
                };
                written.await.map_err(failure).map(|()| name.to_owned())
            }
            Sender::Smtp { settings, pool } => match tokio::time::timeout(
                TIMEOUT,
                pool.get_or_init(|| settings.clone().build()).send(message.clone()),
            )
            .await
            {
                Err(_) => Err(Failure {
                    last: false,
                    unreachable: true,
                    reason: "no answer in time".into(),
                }),
                Ok(Ok(response)) => {
                    let words: Vec<&str> = response.message().collect();
                    Ok(cut(&format!("{} {}", response.code(), words.join(" "))))
                }
                Ok(Err(error)) => Err(Failure {
                    last: error.is_permanent(),
                    unreachable: error.status().is_none(),
                    reason: cut(&error_chain(&error)),
                }),
            },
        }
    }
}

impl Smtp {
    fn builder(&self) -> Result<AsyncSmtpTransportBuilder, Error> {
        let parameters = || TlsParameters::new(self.host.clone()).map_err(Error::internal);
        let (tls, port) = match self.security {
            Security::Tls => (Tls::Wrapper(parameters()?), 465),
            Security::StartTls => (Tls::Required(parameters()?), 587),
            Security::Plain => (Tls::None, 25),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&self.host)
            .port(self.port.unwrap_or(port))
            .tls(tls)
            .timeout(Some(TIMEOUT));
        if let (Some(user), Some(password)) = (&self.user, &self.password) {
            if self.security == Security::Plain {
                return Err(Error::internal(
                    "a password is not sent over an unprotected connection to the mail server",
                ));
            }
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(builder)
    }
}

fn error_chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

/// One line of bounded length without control characters.
fn cut(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(ANSWER_MAX)
        .collect()
}
