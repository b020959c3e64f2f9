//! The page of working days: a year of a country, and what is said of it.

use serde::Deserialize;

use crate::modules::dealers::Country;
use crate::modules::work_days::events::{SUBJECT, country_message, subject_id};
use crate::modules::work_days::model::YEARS;
use crate::modules::work_days::{actions, queries, views};
use crate::platform::error::Error;
use crate::platform::i18n::parse_day;
use crate::platform::journal;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

pub const HERE: &str = "/admin/work-days";
/// Changes that the page shows.
const HISTORY: usize = 15;

/// The fields, of the address and of the forms.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub country: String,
    pub year: String,
    pub version: u32,
    pub day: String,
    /// `off` or `working`.
    pub is: String,
}

impl Typed {
    fn country(&self) -> Country {
        Country::from_code(&self.country).unwrap_or(Country::Ru)
    }

    /// The asked year, within what there is to say something of.
    fn year(&self, cx: &Cx) -> i16 {
        let now = cx.access.now().day_in(&cx.services().zone).year();
        self.year.parse().unwrap_or(now).clamp(*YEARS.start(), *YEARS.end())
    }
}

pub async fn page(cx: Cx) -> Outcome {
    let typed: Typed = cx.query()?;
    show(&cx, &typed, None)
}

fn show(cx: &Cx, typed: &Typed, error: Option<Error>) -> Outcome {
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let tx = cx.access.read()?;
    let (country, year) = (typed.country(), typed.year(cx));
    let page = views::Page {
        country,
        year,
        said: queries::said(&tx, country, year)?,
        calendar: queries::calendar(&tx, country)?,
        today: cx.access.now().day_in(&cx.services().zone),
        typed,
        history: journal::about(&tx, SUBJECT, &subject_id(country, year), None, HISTORY)?,
    };
    let head = PageHead {
        title: tr!(cx.locale, "work-days-title"),
        current: HERE,
    };
    let body = views::page(cx, &page, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

/// Where a year of a country is.
pub fn address(country: Country, year: i16) -> String {
    format!("{HERE}?country={}&year={year}", country.code())
}

pub async fn say(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let done = match (parse_day(&typed.day), typed.is.as_str()) {
        (Ok(day), is @ ("off" | "working")) => {
            let off = is == "off";
            let said = actions::say(&cx.access, typed.country(), day, off, typed.version).await;
            said.map(|_| (day, off))
        }
        (Ok(_), _) => Err(Error::invalid("is", Message::new("work-days-choose"))),
        (Err(error), _) => Err(Error::invalid("day", error.message())),
    };
    match done {
        Ok((day, off)) => {
            let id = match off {
                true => "work-days-event-off",
                false => "work-days-event-working",
            };
            let country = Message::new(country_message(typed.country()));
            cx.flash(Message::new(id).with("day", day).with("country", country))
                .await?;
            cx.redirect(&address(typed.country(), day.year()))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => show(&cx, &typed, Some(error)),
        Err(error) => Err(error),
    }
}

pub async fn restore(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let (country, year) = (typed.country(), typed.year(&cx));
    match actions::restore(&cx.access, country, year, typed.version).await {
        Ok(()) => {
            let said = Message::new("work-days-event-restored");
            let said = said.with("year", year.to_string());
            cx.flash(said.with("country", Message::new(country_message(country))))
                .await?;
            cx.redirect(&address(country, year))
        }
        Err(error @ Error::Refused(_)) => show(&cx, &typed, Some(error)),
        Err(error) => Err(error),
    }
}
