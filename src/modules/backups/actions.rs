//! What is done to what is known of backups. The only file that saves.

use super::events::BackupsEvent;
use super::model::{BackupRun, BackupSettings, Failure, Outcome, Step, Streak, Trouble};
use super::records::RUN_NUMBERS;
use super::{queries, schedule};
use crate::platform::access::permissions::ADMINISTER;
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::notify::{Letter, Mailer, queue};
use crate::platform::store::Reader;
use crate::platform::values::{Message, Moment};

/// Runs that are remembered: more than a year of days.
const KEPT: u64 = 500;

/// Saves what is wished; folders were looked at before. `next` comes with the version that was seen.
///
/// # Errors
/// `Refused` when somebody else has said something else meanwhile.
pub async fn save(access: &Access, next: BackupSettings, proposed: BackupSettings) -> Result<(), Error> {
    access.require(ADMINISTER)?;
    access
        .write(move |write| {
            let old = queries::settings(&**write)?.unwrap_or_else(|| proposed.clone());
            if old.version != next.version {
                return Err(Error::Refused(Message::new("backups-settings-moved")));
            }
            // A day that has passed isn't made up for because the hour was changed.
            let anew = next.on && (!old.on || old.at != next.at);
            let saved = BackupSettings {
                version: old.version.saturating_add(1),
                since: if anew { write.now() } else { old.since },
                changed: write.now(),
                ..next.clone()
            };
            let event = BackupsEvent::Set {
                old: Box::new(old),
                new: Box::new(saved.clone()),
            };
            write.save(&saved, &event).map(drop)
        })
        .await
}

/// Writes down that somebody asked for one now.
pub async fn ask(access: &Access) -> Result<(), Error> {
    access.require(ADMINISTER)?;
    access.write(|write| write.change(&BackupsEvent::Asked).map(drop)).await
}

/// A run begins: its number.
pub async fn begin(access: &Access, by_hand: bool) -> Result<u64, Error> {
    access
        .write(move |write| {
            let number = u64::try_from(write.next_number(RUN_NUMBERS, &())?).unwrap_or(u64::MAX);
            let run = BackupRun {
                number,
                begun: write.now(),
                ended: None,
                by_hand,
                before_upgrade: false,
                file: String::new(),
                bytes: 0,
                entries: 0,
                second: String::new(),
                failure: None,
            };
            write.technical(&run)?;
            if let Some(old) = number.checked_sub(KEPT) {
                write.forget::<BackupRun>(&old)?;
            }
            Ok(number)
        })
        .await
}

/// Remembers the archive that was made before the data was changed. Blocks: for boot.
pub fn made_before_upgrade(access: &Access, begun: Moment, outcome: Outcome) -> Result<(), Error> {
    access.write_blocking(move |write| {
        let number = u64::try_from(write.next_number(RUN_NUMBERS, &())?).unwrap_or(u64::MAX);
        let run = BackupRun {
            number,
            begun,
            ended: Some(write.now()),
            by_hand: false,
            before_upgrade: true,
            file: outcome.file.clone(),
            bytes: outcome.bytes,
            entries: outcome.entries,
            second: String::new(),
            failure: None,
        };
        write.technical(&run)?;
        if let Some(old) = number.checked_sub(KEPT) {
            write.forget::<BackupRun>(&old)?;
        }
        write.change(&BackupsEvent::Made { run }).map(drop)
    })
}

/// A run has ended. Who is to hear of it is told: of the first failure in a row, and when it works again.
pub async fn end(access: &Access, number: u64, outcome: Outcome) -> Result<(), Error> {
    let mails = mails(access);
    access
        .write(move |write| {
            let Some(run) = write.get::<BackupRun>(&number)?.filter(|run| run.ended.is_none()) else {
                return Ok(());
            };
            let Outcome {
                file,
                bytes,
                entries,
                second,
                failure,
            } = outcome.clone();
            let run = BackupRun {
                ended: Some(write.now()),
                file,
                bytes,
                entries,
                second,
                failure,
                ..run
            };
            write.technical(&run)?;
            ended(write, run, mails)
        })
        .await
}

fn ended(write: &mut Write<'_, '_>, run: BackupRun, mails: bool) -> Result<(), Error> {
    let before = queries::streak(&**write)?;
    let mailed = named(write)?.is_empty();
    if run.is_good() {
        write.change(&BackupsEvent::Made { run: run.clone() })?;
    }
    let after = match &run.failure {
        // A stop of the server is no trouble yet: the backup is tried again.
        Some(failure) if failure.trouble == Trouble::Interrupted => {
            let event = BackupsEvent::Failed {
                failure: failure.clone(),
                first: false,
                mailed,
            };
            write.change(&event)?;
            before.clone()
        }
        Some(failure) => {
            let first = before.failures == 0;
            let failure = failure.clone();
            let event = BackupsEvent::Failed { failure, first, mailed };
            match first {
                true => tell(write, &event, mails)?,
                false => drop(write.change(&event)?),
            }
            Streak {
                failures: before.failures.saturating_add(1),
                overdue: before.overdue && !run.is_good(),
            }
        }
        None => {
            if before.is_trouble() {
                tell(write, &BackupsEvent::Recovered { mailed }, mails)?;
            }
            Streak::default()
        }
    };
    match after == before {
        true => Ok(()),
        false => write.technical(&after),
    }
}

/// Closes runs that a stop of the process has cut off. How many there were.
pub async fn close_interrupted(access: &Access) -> Result<usize, Error> {
    let left = queries::runs(&access.read()?, None, schedule::TRIES)?.items;
    let mut closed = 0;
    for run in left.into_iter().filter(|run| run.ended.is_none()) {
        let failure = Failure::new(Step::Making, Trouble::Interrupted, "the server was stopped meanwhile");
        let outcome = Outcome {
            failure: Some(failure),
            ..Outcome::default()
        };
        end(access, run.number, outcome).await?;
        closed += 1;
    }
    Ok(closed)
}

/// Tells once that no good backup has come for too long.
pub async fn tell_overdue(access: &Access) -> Result<(), Error> {
    let mails = mails(access);
    access
        .write(move |write| {
            let streak = queries::streak(&**write)?;
            if streak.overdue {
                return Ok(());
            }
            let mailed = named(write)?.is_empty();
            tell(write, &BackupsEvent::Overdue { mailed }, mails)?;
            write.technical(&Streak {
                overdue: true,
                ..streak
            })
        })
        .await
}

/// Letters that nothing sends would pile up.
fn mails(access: &Access) -> bool {
    let mailer = access.services().find_part::<Mailer>();
    mailer.is_some_and(|mailer| mailer.is_on())
}

fn named(write: &Write<'_, '_>) -> Result<Vec<crate::platform::values::Email>, Error> {
    Ok(queries::settings(&**write)?.map_or_else(Vec::new, |settings| settings.mail_to))
}

/// By the bell, and by mail to the addresses that are named.
fn tell(write: &mut Write<'_, '_>, event: &BackupsEvent, mails: bool) -> Result<(), Error> {
    use crate::platform::journal::Event;
    write.change(event)?;
    if !mails {
        return Ok(());
    }
    let Some(settings) = queries::settings(&**write)? else {
        return Ok(());
    };
    for to in settings.mail_to {
        let letter = Letter {
            name: to.as_str().to_owned(),
            to,
            company: None,
            locale: settings.language,
            subject: Message::new("backups-letter-subject"),
            lines: vec![event.sentence()],
            link: Some(("/admin/backups".to_owned(), Message::new("backups-letter-link"))),
            secret: false,
        };
        queue(write, letter)?;
    }
    Ok(())
}

/// Is one due now?
pub fn is_due(access: &Access, now: Moment) -> Result<bool, Error> {
    let tx = access.read()?;
    let Some(settings) = queries::settings(&tx)? else {
        return Ok(false);
    };
    // Of a day there are few: those by time, and some by hand.
    let runs = queries::runs(&tx, None, 100)?.items;
    Ok(schedule::is_due(&settings, &access.services().zone, &runs, now))
}
