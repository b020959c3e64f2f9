//! What is done to the look. The only file that saves.

use std::sync::Arc;

use super::events::BrandEvent;
use super::model::{BrandSettings, NAME_MAX};
use super::queries;
use crate::platform::access::Access;
use crate::platform::access::permissions::ADMINISTER;
use crate::platform::brand::{Brand, BrandNow};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::values::Message;

/// A name as it is kept.
///
/// # Errors
/// `Invalid` at `field` when it is empty or longer than [`NAME_MAX`].
pub fn named(field: &str, typed: &str) -> Result<String, Error> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        1..=NAME_MAX if !name.chars().any(char::is_control) => Ok(name),
        _ => Err(Error::invalid(
            field,
            Message::new("brand-name-wrong").with("most", NAME_MAX),
        )),
    }
}

/// Changes what is set, and shows it at once. `change` gets what is there, and may run more than once. `seen`: the version
/// that the person has read; `None` where it doesn't matter, because nothing that others set is touched.
///
/// # Errors
/// `Invalid` for a colour in which something can't be read; `Refused` when somebody else has changed it since `seen`.
pub async fn save(
    access: &Access,
    seen: Option<u32>,
    change: impl Fn(BrandSettings) -> BrandSettings + Send + Sync + 'static,
) -> Result<(), Error> {
    access.require(ADMINISTER)?;
    access
        .write(move |write| {
            let old = queries::settings(&**write)?;
            if seen.is_some_and(|seen| seen != old.version) {
                return Err(Error::Refused(Message::new("brand-moved")));
            }
            let new = change(old.clone());
            if let Some(colour) = new.colour.filter(|colour| !colour.contrasts().are_enough()) {
                let nearest = colour.nearest_readable().to_string();
                let message = Message::new("brand-colour-unreadable").with("nearest", nearest);
                return Err(Error::invalid("colour", message));
            }
            let same = (&new.name, new.colour, new.logo) == (&old.name, old.colour, old.logo);
            if same {
                return Ok(());
            }
            let saved = BrandSettings {
                version: old.version.saturating_add(1),
                changed: write.now(),
                ..new
            };
            let event = BrandEvent::Set {
                old,
                new: saved.clone(),
            };
            write.save(&saved, &event).map(drop)
        })
        .await?;
    shown(access.services())
}

/// Puts what is set before everybody's eyes.
pub fn shown(services: &Arc<Services>) -> Result<(), Error> {
    let settings = queries::settings(&Access::system(services, "brand").read()?)?;
    let now = services.part::<BrandNow>();
    now.set(Brand {
        name: match settings.name.as_str() {
            "" => now.configured().name.clone(),
            name => name.to_owned(),
        },
        style: settings
            .colour
            .map(|colour| format!("/brand/colour/{}.css", colour.digits())),
        logo: settings.logo.map(|hash| format!("/brand/logo/{hash}")),
    });
    Ok(())
}
