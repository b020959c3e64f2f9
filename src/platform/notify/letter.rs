//! A letter as it is sent: plain text, and the same with links for those who read HTML.

use jiff::tz::TimeZone;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use maud::{DOCTYPE, html};

use super::mail::Mail;
use super::transport::MailSettings;
use crate::platform::error::Error;
use crate::platform::i18n::render;
use crate::platform::values::Message;
use crate::tr;

/// `brand` is the manufacturer's name: the sender's, and who says what stands in the letter.
pub(super) fn letter(
    mail: &Mail,
    settings: &MailSettings,
    brand: &str,
    zone: &TimeZone,
) -> Result<lettre::Message, Error> {
    let say = |message: &Message| render(mail.locale, zone, message);
    let address = |path: &str| format!("{}{}", settings.public_origin.trim_end_matches('/'), path);
    let lines: Vec<(String, Option<String>, Option<String>)> = mail
        .lines
        .iter()
        .map(|line| {
            (
                say(&line.sentence),
                line.link.as_deref().map(address),
                line.link_text.as_ref().map(say),
            )
        })
        .collect();
    let more = (mail.more > 0).then(|| tr!(mail.locale, "notify-mail-more", count = mail.more));
    let gathers = mail.gathers.is_some();
    let footer = if gathers {
        tr!(mail.locale, "notify-mail-footer-notices", brand = brand)
    } else {
        tr!(mail.locale, "notify-mail-footer", brand = brand)
    };

    let mut text = String::new();
    for (sentence, link, _) in &lines {
        text.push_str(sentence);
        if let Some(link) = link {
            text.push('\n');
            text.push_str(link);
        }
        text.push_str("\n\n");
    }
    if let Some(more) = &more {
        text.push_str(more);
        text.push_str("\n\n");
    }
    text.push_str("-- \n");
    text.push_str(&footer);
    text.push('\n');

    let page = html! {
        (DOCTYPE)
        html lang=(mail.locale.tag()) {
            head { meta charset="utf-8"; title { (say(&mail.subject)) } }
            body {
                @for (sentence, link, words) in &lines {
                    p {
                        (sentence)
                        @if let Some(link) = link {
                            br;
                            a href=(link) { (words.as_deref().unwrap_or(link)) }
                        }
                    }
                }
                @if let Some(more) = &more { p { (more) } }
                hr;
                p { small { (footer) } }
            }
        }
    };

    let mailbox = |name: &str, address: &str| -> Result<Mailbox, Error> {
        Ok(Mailbox::new(
            Some(one_line(name)),
            address.parse().map_err(Error::internal)?,
        ))
    };
    let domain = settings.from.as_str().rsplit('@').next().unwrap_or("localhost");
    let mut message = lettre::Message::builder()
        .from(mailbox(brand, settings.from.as_str())?)
        .to(mailbox(&mail.name, mail.to.as_str())?)
        .subject(one_line(&say(&mail.subject)))
        // The same letter keeps its id when it is tried again, so that a double is seen to be one.
        .message_id(Some(format!("<{}@{domain}>", mail.id)))
        .date(std::time::UNIX_EPOCH + std::time::Duration::from_millis(mail.created.millis().max(0) as u64))
        .multipart(MultiPart::alternative_plain_html(text, page.into_string()))
        .map_err(Error::internal)?;
    // RFC 3834: vacation answers are not sent to a machine.
    let name = HeaderName::new_from_ascii_str("Auto-Submitted");
    message
        .headers_mut()
        .insert_raw(HeaderValue::new(name, "auto-generated".into()));
    Ok(message)
}

/// A header's text: a line break in a name or a subject would begin another header.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(200)
        .collect()
}
