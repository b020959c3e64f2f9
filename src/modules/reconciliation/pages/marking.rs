//! Disagreeing with a line, or missing one; and what is said to it.

use serde::Deserialize;

use super::{HERE, act, asked};
use crate::modules::reconciliation::actions::{self, Marking, may_answer};
use crate::modules::reconciliation::model::{Act, Lacking, Line, MarkId};
use crate::modules::reconciliation::views::marking as view;
use crate::modules::reconciliation::{FILE_MAX, queries};
use crate::platform::error::{Error, FieldError};
use crate::platform::i18n::{parse_day, parse_money};
use crate::platform::values::{Day, Message};
use crate::platform::web::{Cx, Outcome, PageHead, Problems, SentFile};
use crate::tr;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Query {
    /// The line, from 1; 0 for one that the ledger lacks.
    line: u32,
}

/// The fields as they were typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub id: String,
    /// From 1; empty for a line that the ledger lacks.
    pub line: String,
    pub day: String,
    pub what: String,
    pub number: String,
    pub debit: String,
    pub credit: String,
    pub comment: String,
}

impl Typed {
    fn of(fields: &[(String, String)]) -> Typed {
        let text = |name: &str| {
            let found = fields.iter().find(|(field, _)| field == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        Typed {
            id: text("id"),
            line: text("line"),
            day: text("day"),
            what: text("what"),
            number: text("number"),
            debit: text("debit"),
            credit: text("credit"),
            comment: text("comment"),
        }
    }

    /// Everything that is wrong is said at once.
    fn read(&self, act: &Act, place: Option<u32>, fresh: MarkId) -> Result<Marking, Error> {
        let mut wrong: Vec<FieldError> = Vec::new();
        let mut say = |field: &str, message: Message| {
            wrong.push(FieldError {
                field: field.to_owned(),
                message,
            });
        };
        let mut sum = |field: &str, typed: &str| -> Option<i64> {
            if typed.trim().is_empty() {
                return None;
            }
            match parse_money(typed, act.currency) {
                Ok(money) => Some(money.minor),
                Err(error) => {
                    say(field, error.message());
                    None
                }
            }
        };
        let (debit, credit) = (sum("debit", &self.debit), sum("credit", &self.credit));
        let mut lacking = None;
        if place.is_none() {
            let day = parse_day(&self.day);
            match &day {
                Err(error) => say("day", error.message()),
                Ok(day) if *day < act.from || *day > act.to => say(
                    "day",
                    Message::new("reconciliation-day-outside")
                        .with("from", act.from)
                        .with("to", act.to),
                ),
                Ok(_) => {}
            }
            lacking = Some(Lacking {
                day: day.unwrap_or(Day::ZERO),
                what: self.what.clone(),
                number: self.number.clone(),
            });
        }
        let marking = Marking {
            id: self.id.parse().unwrap_or(fresh),
            act: act.id,
            line: place,
            lacking,
            debit,
            credit,
            comment: self.comment.clone(),
            file: None,
        };
        match actions::checked(marking) {
            Err(Error::Invalid(fields)) => {
                let said: Vec<String> = wrong.iter().map(|error| error.field.clone()).collect();
                wrong.extend(fields.into_iter().filter(|error| !said.contains(&error.field)));
                Err(Error::Invalid(wrong))
            }
            Ok(marking) if wrong.is_empty() => Ok(marking),
            Ok(_) => Err(Error::Invalid(wrong)),
            Err(error) => Err(error),
        }
    }
}

fn show(cx: &Cx, act: &Act, line: Option<(u32, Line)>, typed: &Typed, problems: &Problems) -> Outcome {
    let title = match line {
        Some(_) => tr!(cx.locale, "reconciliation-mark-line"),
        None => tr!(cx.locale, "reconciliation-mark-lacking"),
    };
    let head = PageHead { title, current: HERE };
    let body = view::form(cx, act, title, line.as_ref(), typed, problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

/// A number for a mark that is about to be made.
fn coming(cx: &Cx) -> MarkId {
    MarkId::at(cx.access.now(), rand::random())
}

/// The line of a number from 1; 0 is a line that isn't there.
fn line_of(cx: &Cx, act: &Act, number: u32) -> Result<Option<(u32, Line)>, Error> {
    let Some(place) = number.checked_sub(1) else {
        return Ok(None);
    };
    let line = queries::line(&cx.access.read()?, act, place)?.ok_or(Error::NotFound)?;
    Ok(Some((place, line)))
}

pub async fn form(cx: Cx) -> Outcome {
    may_answer(&cx.access)?;
    let act = asked(&cx, &cx.access.read()?)?;
    let query: Query = cx.query()?;
    let line = line_of(&cx, &act, query.line)?;
    let typed = Typed {
        id: coming(&cx).to_string(),
        line: line
            .as_ref()
            .map(|(place, _)| (place + 1).to_string())
            .unwrap_or_default(),
        ..Typed::default()
    };
    let problems = match act.is_open() {
        true => Problems::default(),
        false => Problems::of(&cx, Error::Refused(Message::new("reconciliation-over")))?,
    };
    show(&cx, &act, line, &typed, &problems)
}

pub async fn mark(cx: Cx) -> Outcome {
    may_answer(&cx.access)?;
    // Before a file is kept: whoever may not see it leaves nothing behind.
    let act = asked(&cx, &cx.access.read()?)?;
    let sent = cx.sent().await?;
    let typed = Typed::of(&sent.fields);
    let number: u32 = match typed.line.as_str() {
        "" => 0,
        text => text.parse().map_err(|_| Error::NotFound)?,
    };
    let line = line_of(&cx, &act, number)?;
    let place = line.as_ref().map(|(place, _)| *place);
    let done = match typed.read(&act, place, coming(&cx)) {
        Ok(marking) => keep(&cx, &act, marking, sent.files).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(id) => {
            cx.flash(Message::new("reconciliation-said-marked")).await?;
            cx.redirect(&format!("{HERE}/{}#m-{id}", act.id))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let problems = Problems::of(&cx, error)?;
            show(&cx, &act, line, &typed, &problems)
        }
        Err(error) => Err(error),
    }
}

/// Keeps the file, if there is one, and the mark. Nothing is kept when either can't be.
async fn keep(cx: &Cx, act: &Act, marking: Marking, files: Vec<SentFile>) -> Result<MarkId, Error> {
    let files: Vec<SentFile> = files.into_iter().filter(|file| file.field == "file").collect();
    let wrong = |id: &'static str| Err(Error::invalid("file", Message::new(id)));
    if files.len() > 1 {
        return wrong("reconciliation-file-one");
    }
    if files.iter().any(|file| file.bytes.len() as u64 > FILE_MAX) {
        return wrong("reconciliation-file-large");
    }
    if files.iter().any(|file| file.bytes.is_empty()) {
        return wrong("reconciliation-file-empty");
    }
    if !act.is_open() {
        return Err(Error::Refused(Message::new("reconciliation-over")));
    }
    let file = cx.keep(files, FILE_MAX).await?.pop();
    Ok(actions::mark(&cx.access, Marking { file, ..marking }).await?.id)
}

pub async fn remove(cx: Cx) -> Outcome {
    let of = asked(&cx, &cx.access.read()?)?;
    match actions::unmark(&cx.access, of.id, cx.param("mark")?).await {
        Ok(()) => {
            cx.flash(Message::new("reconciliation-said-unmarked")).await?;
            cx.redirect(&format!("{HERE}/{}#marks", of.id))
        }
        Err(error @ Error::Refused(_)) => act::show(&cx, 0, Some(error), None).await,
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
struct AnswerForm {
    #[serde(default)]
    text: String,
}

pub async fn answer(cx: Cx) -> Outcome {
    let of = asked(&cx, &cx.access.read()?)?;
    let id: MarkId = cx.param("mark")?;
    let form: AnswerForm = cx.form()?;
    match actions::answer(&cx.access, of.id, id, &form.text).await {
        Ok(()) => cx.redirect(&format!("{HERE}/{}#m-{id}", of.id)),
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            act::show(&cx, 0, Some(error), Some((&id.to_string(), &form.text))).await
        }
        Err(error) => Err(error),
    }
}
