//! The letter with the link of an invitation.

use crate::modules::dealers::queries::Person;
use crate::platform::access::{Access, INVITATION_DAYS};
use crate::platform::error::Error;
use crate::platform::notify::{Letter, Mailer, queue};
use crate::platform::values::{Email, Locale, Message};

/// Queues the letter. False when mail is not set up or the address can't be written to: then the link has to be handed
/// over by the one who invited.
pub async fn mail_invitation(access: &Access, person: &Person, locale: Locale, secret: &str) -> Result<bool, Error> {
    let on = access
        .services()
        .find_part::<Mailer>()
        .is_some_and(|mailer| mailer.is_on());
    let Some(to) = Email::parse(&person.email).ok().filter(|_| on) else {
        return Ok(false);
    };
    let member = &person.member;
    let letter = Letter {
        to,
        name: member.name.clone(),
        company: member.company,
        locale,
        subject: Message::new("dealers-mail-subject").with("company", member.company_name.as_str()),
        lines: vec![
            Message::new("dealers-mail-body")
                .with("name", member.name.as_str())
                .with("company", member.company_name.as_str())
                .with("days", INVITATION_DAYS),
        ],
        link: Some((format!("/invitation/{secret}"), Message::new("dealers-mail-link"))),
        secret: true,
    };
    // The log of letters is the administrators'; a director's letter gets into it all the same.
    Access::system(access.services(), "people.invite")
        .write(move |write| queue(write, letter.clone()))
        .await?;
    Ok(true)
}
