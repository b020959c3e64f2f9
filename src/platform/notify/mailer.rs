//! The worker that sends what is due.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::letter::letter;
use super::mail::{MAIL_DUE, Mail, MailState};
use super::transport::{MailSettings, Sender, Transport};
use crate::platform::access::{Access, Write};
use crate::platform::brand::BrandNow;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{Id, Message, PageRequest};

/// Letters that are looked at in one round.
const ROUND: usize = 50;
/// Commits come by hundreds; a look at the queue waits for them to settle.
const SETTLE: Duration = Duration::from_millis(200);
/// A look at the queue without a commit: retries come due by time.
const LOOK: Duration = Duration::from_secs(20);
/// After nobody answered.
const REST: Duration = Duration::from_secs(30);

/// Sends letters. A part: `services.part::<Mailer>()`.
pub struct Mailer {
    settings: MailSettings,
    sender: Sender,
}

impl Mailer {
    pub fn new(settings: MailSettings) -> Result<Arc<Mailer>, Error> {
        let sender = Sender::new(&settings.transport)?;
        Ok(Arc::new(Mailer { settings, sender }))
    }

    pub fn settings(&self) -> &MailSettings {
        &self.settings
    }

    /// False when mail is not set up.
    pub fn is_on(&self) -> bool {
        !matches!(self.settings.transport, Transport::Off)
    }

    /// Sends until `stop` is raised. One at a time: a small manufacturer's mail server has hourly limits anyway.
    pub async fn run(self: Arc<Mailer>, services: Arc<Services>, mut stop: watch::Receiver<bool>) {
        if !self.is_on() {
            return;
        }
        let access = Access::system(&services, "mail");
        let mut commits = services.store.commits();
        while !*stop.borrow() {
            commits.borrow_and_update();
            let rest = match self.round(&access).await {
                Ok(Round::Idle) => None,
                Ok(Round::Sent) => continue,
                Ok(Round::Unreachable) => Some(REST),
                Err(error) => {
                    tracing::warn!(%error, "letters can't be sent now");
                    Some(REST)
                }
            };
            tokio::select! {
                _ = stop.changed() => return,
                () = tokio::time::sleep(rest.unwrap_or(LOOK)) => {}
                _ = commits.changed(), if rest.is_none() => tokio::time::sleep(SETTLE).await,
            }
        }
    }

    /// Tries the letters that are due. Public for tests and commands.
    pub async fn send_due(&self, access: &Access) -> Result<(), Error> {
        while matches!(self.round(access).await?, Round::Sent) {}
        Ok(())
    }

    async fn round(&self, access: &Access) -> Result<Round, Error> {
        let now = access.now();
        let mut due = access.read()?.scan(&MAIL_DUE, &(), &PageRequest::first(ROUND))?.items;
        due.retain(|mail| mail.due <= now);
        if due.is_empty() {
            return Ok(Round::Idle);
        }
        for mail in due {
            let unreachable = self.try_one(access, &mail).await?;
            if unreachable {
                return Ok(Round::Unreachable);
            }
        }
        Ok(Round::Sent)
    }

    /// One try and its outcome in the log; true when nobody answered.
    async fn try_one(&self, access: &Access, mail: &Mail) -> Result<bool, Error> {
        let file = format!("{}-{}.eml", mail.created.millis(), mail.id);
        let services = access.services();
        let brand = services.find_part::<BrandNow>().unwrap_or_default().get();
        let (outcome, unreachable) = match letter(mail, &self.settings, &brand.name, &services.zone) {
            Err(error) => (Err((true, error.to_string())), false),
            Ok(message) => match self.sender.send(&file, &message).await {
                Ok(answer) => (Ok(answer), false),
                Err(failure) => {
                    // What a mail server answers names the address: it stands with the letter, and not in the log.
                    let reason = if failure.unreachable {
                        failure.reason.as_str()
                    } else {
                        "the server refused it"
                    };
                    tracing::info!(mail = %mail.id, reason, "a letter was not taken");
                    (Err((failure.last, failure.reason)), failure.unreachable)
                }
            },
        };
        let id = mail.id;
        access
            .write(move |write| {
                let Some(mut mail) = write.get::<Mail>(&id)? else {
                    return Ok(());
                };
                mail.tried(write.now(), outcome.clone());
                write.technical(&mail)
            })
            .await?;
        Ok(unreachable)
    }
}

enum Round {
    Idle,
    Sent,
    Unreachable,
}

/// Puts a finished letter back into the queue, by hand.
pub fn resend(write: &mut Write<'_, '_>, id: Id<Mail>) -> Result<(), Error> {
    let mut mail = write.get::<Mail>(&id)?.ok_or(Error::NotFound)?;
    if mail.state == MailState::Waiting {
        return Err(Error::Refused(Message::new("notify-mail-waits")));
    }
    if !mail.can_be_resent() {
        return Err(Error::Refused(Message::new("notify-mail-erased")));
    }
    mail.again(write.now());
    write.technical(&mail)
}
