//! Days of single lines, named by the manufacturer's people.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::order::{DAY_WRONG, answer};
use crate::modules::orders::difference::pairs;
use crate::modules::orders::views::order::DeskForm;
use crate::modules::orders::{OrderNumber, Refusal, actions, history};
use crate::platform::error::Error;
use crate::platform::i18n::parse_day;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome};

#[derive(Deserialize, Default)]
#[serde(default)]
struct DatesForm {
    version: u32,
    /// Places of lines that are ticked.
    line: Vec<String>,
    day: String,
    reason: String,
    /// `all`: for every line, whatever is ticked.
    scope: String,
}

impl DatesForm {
    fn places(&self) -> Result<BTreeSet<usize>, Error> {
        let places = self.line.iter().map(|place| place.parse::<usize>());
        places
            .collect::<Result<_, _>>()
            .map_err(|_| Refusal::LineUnknown.into())
    }
}

/// A day for the lines that are ticked, or for all of them.
pub async fn plan(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let form: DatesForm = cx.form()?;
    // Whoever may not see the order learns nothing of what is wrong with the form.
    actions::by_number(&cx.access.read()?, number)?;
    let outcome = match (parse_day(form.day.trim()), form.places()) {
        (Err(_), _) => Err(Error::Refused(Message::new(DAY_WRONG))),
        (_, Err(error)) => Err(error),
        (Ok(day), _) if form.scope == "all" => {
            actions::promise(&cx.access, number, form.version, day, form.reason.clone()).await
        }
        (Ok(day), Ok(places)) => {
            actions::promise_lines(&cx.access, number, form.version, places, day, form.reason.clone()).await
        }
    };
    let mut typed = vec![("day", form.day.clone()), ("reason", form.reason.clone())];
    if outcome.is_err() {
        let ticked = still(&cx, number, &form)?;
        typed.extend(ticked.into_iter().map(|place| ("line", place.to_string())));
    }
    answer(&cx, number, outcome, Some((DeskForm::Dates, typed)))
}

/// Where the lines that were ticked stand now: somebody may have changed the order meanwhile.
fn still(cx: &Cx, number: OrderNumber, form: &DatesForm) -> Result<BTreeSet<usize>, Error> {
    let ticked = form.places().unwrap_or_default();
    let tx = cx.access.read()?;
    let now = actions::by_number(&tx, number)?;
    if now.version == form.version {
        return Ok(ticked);
    }
    let Some(old) = history::version(&tx, &now, form.version)? else {
        return Ok(BTreeSet::new());
    };
    let was = pairs(&old.lines, &now.lines).into_iter().enumerate();
    let kept = was.filter(|(_, was)| was.is_some_and(|was| ticked.contains(&was)));
    Ok(kept.map(|(place, _)| place).collect())
}
