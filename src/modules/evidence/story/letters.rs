//! Letters about an order, each with what the mail server answered. Letters are kept for a time (`notify::KEPT_DAYS`); the pack says so.

use serde::Serialize;
use serde_json::Value;

use super::Look;
use crate::platform::error::Error;
use crate::platform::notify::{Attempt, Line, MAIL_BY_TIME, Mail, MailState};
use crate::platform::store::Reader;
use crate::platform::values::{Moment, PageRequest};

/// Letters that are read in one go.
const PORTION: usize = 200;

/// A letter as far as it is about the order.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    pub id: String,
    pub to: String,
    pub name: String,
    pub created: Moment,
    pub state: MailState,
    /// Its sentences about this order, in the language of the letter.
    pub lines: Vec<String>,
    pub attempts: Vec<Attempt>,
}

/// The oldest first.
pub fn about(look: &Look<'_>) -> Result<Vec<Told>, Error> {
    let number = look.order.number.to_string();
    let (mut told, mut request) = (Vec::new(), PageRequest::first(PORTION).descending());
    loop {
        let page = look.tx.scan(&MAIL_BY_TIME, &(), &request)?;
        for mail in page.items {
            if mail.created < look.order.created {
                told.reverse();
                return Ok(told);
            }
            told.extend(of(look, &mail, &number));
        }
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => {
                told.reverse();
                return Ok(told);
            }
        }
    }
}

fn of(look: &Look<'_>, mail: &Mail, number: &str) -> Option<Told> {
    // A staff member's letter is nothing for a dealer, nor the other way round where a company writes to itself.
    if mail.secret || !look.staff && mail.company != Some(look.order.dealer) {
        return None;
    }
    let own = mail
        .lines
        .iter()
        .filter(|line| is_about(line, number) && told(look, mail, line));
    let lines: Vec<String> = own
        .map(|line| crate::platform::i18n::render(mail.locale, &look.asked.zone, &line.sentence))
        .collect();
    (!lines.is_empty()).then(|| Told {
        id: mail.id.to_string(),
        to: mail.to.as_str().to_owned(),
        name: mail.name.clone(),
        created: mail.created,
        state: mail.state,
        lines,
        attempts: mail.attempts.clone(),
    })
}

/// Does it lead to the order, or name it? Links by a key are erased when a letter has gone.
fn is_about(line: &Line, number: &str) -> bool {
    let page = format!("/orders/{number}");
    let leads = line.link.as_deref().is_some_and(|link| {
        link.strip_prefix(&page)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    });
    let named = serde_json::to_value(&line.sentence).is_ok_and(|sentence| names(&sentence, number));
    leads || named
}

fn names(value: &Value, number: &str) -> bool {
    match value {
        Value::String(text) => text == number,
        Value::Array(rows) => rows.iter().any(|row| names(row, number)),
        Value::Object(fields) => fields.values().any(|field| names(field, number)),
        _ => false,
    }
}

/// Words that one side alone is told of, by the beginning of their ids.
const OF_DEALERS: [&str; 2] = ["approvals-", "offers-"];

/// Word of a note is a part of the notes; what a dealer decides inside is the dealer's.
fn told(look: &Look<'_>, mail: &Mail, line: &Line) -> bool {
    let id = line.sentence.id.as_ref();
    let own = mail.company.is_none() == look.staff;
    match id == "talk-event-noted" {
        true => look.asked.internal && own,
        false => own || !OF_DEALERS.iter().any(|of| id.starts_with(of)),
    }
}
