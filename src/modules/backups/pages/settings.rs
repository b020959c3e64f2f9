//! What is wished of backups, as a form.

use std::ops::RangeInclusive;
use std::sync::Arc;

use serde::Deserialize;

use crate::modules::backups::folder::{self, Checked};
use crate::modules::backups::model::{ADDRESSES_MAX, BackupSettings, DAYS, MONTHS, WEEKS, minutes};
use crate::modules::backups::{Installation, actions, queries, views};
use crate::platform::error::{Error, FieldError};
use crate::platform::values::{Email, Message};
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

pub const HERE: &str = "/admin/backups/settings";

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: u32,
    pub on: Option<String>,
    pub at: String,
    pub days: String,
    pub weeks: String,
    pub months: String,
    pub folder: String,
    pub second: String,
    pub mail_to: String,
}

impl Typed {
    fn of(settings: &BackupSettings) -> Typed {
        let mail_to: Vec<&str> = settings.mail_to.iter().map(Email::as_str).collect();
        Typed {
            version: settings.version,
            on: settings.on.then(|| "1".to_owned()),
            at: settings.time(),
            days: settings.days.to_string(),
            weeks: settings.weeks.to_string(),
            months: settings.months.to_string(),
            folder: settings.folder.clone(),
            second: settings.second.clone(),
            mail_to: mail_to.join(", "),
        }
    }

    /// Everything that is wrong at once. Looks at the disk: not on a thread of the runtime.
    fn read(&self, installation: &Installation) -> Result<BackupSettings, Error> {
        let mut wrong = Vec::new();
        let mut find = |field: &str, message: Message| {
            wrong.push(FieldError {
                field: field.to_owned(),
                message,
            });
        };
        let at = minutes(&self.at).unwrap_or_else(|| {
            find("at", Message::new("backups-time-wrong"));
            0
        });
        let mut number = |field: &str, typed: &str, range: RangeInclusive<u16>| {
            let read = typed.trim().parse().ok().filter(|count| range.contains(count));
            read.unwrap_or_else(|| {
                let message = Message::new("backups-count-wrong");
                find(field, message.with("from", *range.start()).with("to", *range.end()));
                *range.start()
            })
        };
        let days = number("days", &self.days, DAYS);
        let weeks = number("weeks", &self.weeks, WEEKS);
        let months = number("months", &self.months, MONTHS);
        let mail_to = addresses(&self.mail_to).unwrap_or_else(|message| {
            find("mail_to", message);
            Vec::new()
        });
        let looked = |typed: &str| folder::checked(typed, &installation.data, &installation.id);
        let first = looked(&self.folder).map_err(|message| find("folder", message)).ok();
        let second = match self.second.trim() {
            "" => None,
            typed => looked(typed).map_err(|message| find("second", message)).ok(),
        };
        let same = |one: &Checked, other: &Checked| one.real == other.real;
        if let (Some(first), Some(second)) = (&first, &second)
            && same(first, second)
        {
            find("second", Message::new("backups-folder-same"));
        }
        let Some(first) = first.filter(|_| wrong.is_empty()) else {
            return Err(Error::Invalid(wrong));
        };
        Ok(BackupSettings {
            on: self.on.is_some(),
            at,
            days,
            weeks,
            months,
            same_disk: first.same_disk,
            folder: first.path,
            second_same_disk: second.as_ref().is_some_and(|second| second.same_disk),
            second: second.map(|second| second.path).unwrap_or_default(),
            mail_to,
            version: self.version,
            ..installation.proposed()
        })
    }
}

/// Separated by commas, semicolons or spaces.
fn addresses(typed: &str) -> Result<Vec<Email>, Message> {
    let parts = typed.split([',', ';']).flat_map(str::split_whitespace);
    let mut found = Vec::new();
    for part in parts {
        let address = Email::parse(part).map_err(|_| Message::new("backups-address-wrong").with("address", part))?;
        if !found.contains(&address) {
            found.push(address);
        }
    }
    match found.len() {
        0..=ADDRESSES_MAX => Ok(found),
        _ => Err(Message::new("backups-addresses-many").with("max", ADDRESSES_MAX)),
    }
}

pub async fn page(cx: Cx) -> Outcome {
    let settings = queries::settings(&cx.access.read()?)?;
    let settings = settings.unwrap_or_else(|| {
        // One who comes here wants them.
        let proposed = cx.part::<Installation>().proposed();
        BackupSettings { on: true, ..proposed }
    });
    show(&cx, &Typed::of(&settings), None)
}

fn show(cx: &Cx, typed: &Typed, error: Option<Error>) -> Outcome {
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let head = PageHead {
        title: tr!(cx.locale, "backups-settings-title"),
        current: super::HERE,
    };
    let body = views::settings::form(cx, typed, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

pub async fn save(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let installation = cx.part::<Installation>();
    let (form, place, language) = (typed.clone(), Arc::clone(&installation), cx.locale);
    // A share that doesn't answer must not hold the others up.
    let read = tokio::task::spawn_blocking(move || form.read(&place))
        .await
        .map_err(Error::internal)?;
    let saved = match read {
        Ok(next) => {
            let next = BackupSettings { language, ..next };
            let one_disk = next.on && next.on_one_disk();
            actions::save(&cx.access, next, installation.proposed())
                .await
                .map(|()| one_disk)
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(one_disk) => {
            cx.flash(Message::new(match one_disk {
                true => "backups-saved-one-disk",
                false => "backups-saved",
            }))
            .await?;
            cx.redirect(super::HERE)
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => show(&cx, &typed, Some(error)),
        Err(error) => Err(error),
    }
}
