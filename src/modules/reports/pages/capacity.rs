//! What production can make: the administrator's form.

use std::collections::BTreeSet;

use crate::modules::catalogue::GroupId;
use crate::modules::reports::actions::{group_tree, set_plan};
use crate::modules::reports::model::{Capacity, Exceptions, Measure, PlanSettings};
use crate::modules::reports::records::plan_settings;
use crate::modules::reports::views;
use crate::msg;
use crate::platform::error::Error;
use crate::platform::i18n::{parse_day, parse_quantity};
use crate::platform::values::{Day, Message, Quantity};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// The form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub version: u32,
    pub shown: bool,
    pub off: String,
    pub on: String,
    /// Group, a day's figure, its measure, minutes for one.
    pub rows: Vec<(GroupId, String, String, String)>,
}

impl Typed {
    fn row(&mut self, group: GroupId) -> &mut (GroupId, String, String, String) {
        let at = match self.rows.iter().position(|row| row.0 == group) {
            Some(at) => at,
            None => {
                self.rows.push((group, String::new(), String::new(), String::new()));
                self.rows.len() - 1
            }
        };
        &mut self.rows[at]
    }

    fn of(pairs: Vec<(String, String)>) -> Typed {
        let mut typed = Typed::default();
        for (name, value) in pairs {
            match name.as_str() {
                "version" => typed.version = value.parse().unwrap_or(0),
                "shown" => typed.shown = true,
                "off" => typed.off = value,
                "on" => typed.on = value,
                name => {
                    let Some((field, group)) = name.split_once('-') else {
                        continue;
                    };
                    let Ok(group) = group.parse::<GroupId>() else { continue };
                    match field {
                        "day" => typed.row(group).1 = value,
                        "measure" => typed.row(group).2 = value,
                        "minutes" => typed.row(group).3 = value,
                        _ => {}
                    }
                }
            }
        }
        typed
    }

    /// The settings that were typed.
    ///
    /// # Errors
    /// What can't be read, with the group or the word that it is about.
    fn settings(&self, name: impl Fn(GroupId) -> String) -> Result<PlanSettings, Message> {
        let mut capacities = Vec::new();
        for (group, per_day, measure, minutes) in &self.rows {
            if per_day.trim().is_empty() {
                continue;
            }
            let wrong = || msg!("reports-capacity-figure", group = name(*group));
            let measure = Measure::from_code(measure).unwrap_or(Measure::Units);
            let minutes = match measure {
                Measure::Units => Quantity::ZERO,
                Measure::Minutes => parse_quantity(minutes).map_err(|_| wrong())?,
            };
            capacities.push(Capacity {
                group: *group,
                measure,
                per_day: parse_quantity(per_day).map_err(|_| wrong())?,
                minutes,
            });
        }
        Ok(PlanSettings {
            capacities,
            exceptions: Exceptions {
                off: days(&self.off)?,
                on: days(&self.on)?,
            },
            shown: self.shown,
            version: self.version,
        })
    }
}

/// Days with spaces, commas or lines between.
fn days(text: &str) -> Result<BTreeSet<Day>, Message> {
    let words = text.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
    let words = words.filter(|word| !word.is_empty());
    words
        .map(|word| parse_day(word).map_err(|_| msg!("reports-capacity-day-wrong", day = word)))
        .collect()
}

pub async fn page(cx: Cx) -> Outcome {
    show(&cx, None, None)
}

fn show(cx: &Cx, typed: Option<&Typed>, alert: Option<&Message>) -> Outcome {
    let tx = cx.access.read()?;
    let (settings, tree) = (plan_settings(&tx)?, group_tree(&tx)?);
    let page = views::capacity::Page {
        settings: &settings,
        tree: &tree,
        typed,
        alert: alert.map(|message| cx.say(message)),
    };
    let head = PageHead {
        title: tr!(cx.locale, "reports-capacity-title"),
        current: "/plan",
    };
    let body = views::capacity::page(cx, &page);
    match alert {
        Some(_) => cx.page_unprocessable(head, body),
        None => cx.page(head, body),
    }
}

pub async fn keep(cx: Cx) -> Outcome {
    let typed = Typed::of(cx.form_pairs()?);
    let tree = group_tree(&cx.access.read()?)?;
    let settings = match typed.settings(|group| tree.name(group).to_owned()) {
        Ok(settings) => settings,
        Err(message) => return show(&cx, Some(&typed), Some(&message)),
    };
    match set_plan(&cx.access, typed.version, settings).await {
        Ok(()) => cx.redirect("/plan"),
        Err(Error::Refused(message)) => show(&cx, Some(&typed), Some(&message)),
        Err(error) => Err(error),
    }
}
