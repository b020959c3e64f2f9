//! The line of stages: the list, a stage's form, its place, its end.

use serde::Deserialize;

use crate::modules::orders::line::{LINE_SUBJECT, LineChange, change_line};
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::views::stages::{self as view, Page, Row};
use crate::modules::orders::{
    Kind, Mover, Names, ORDERS_BY_STAGE, Requirement, Stage, StageKey, StageLine, StageSpec, stages,
};
use crate::platform::error::{Error, FieldError};
use crate::platform::journal;
use crate::platform::store::Reader;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

pub const HERE: &str = "/stages";
/// Changes that the page shows.
const HISTORY: usize = 15;
/// Whom the form asks about: what the cabinet moves itself is its own matter.
pub const ASKED_MOVERS: [(Mover, &str); 3] = [(Mover::Staff, "staff"), (Mover::Dealer, "dealer"), (Mover::OneC, "1c")];
pub const REQUIREMENTS: [(Requirement, &str); 4] = [
    (Requirement::Planned, "planned"),
    (Requirement::Agreed, "agreed"),
    (Requirement::Shipment, "shipment"),
    (Requirement::Reason, "reason"),
];

pub async fn list(cx: Cx) -> Outcome {
    show(&cx, None)
}

fn show(cx: &Cx, alert: Option<String>) -> Outcome {
    let tx = cx.access.read()?;
    let line = stages(&tx)?;
    let mut rows = Vec::with_capacity(line.stages.len());
    for stage in &line.stages {
        let orders = u64::try_from(tx.count(ORDERS_BY_STAGE, stage.key.as_str())?).unwrap_or(0);
        rows.push(Row {
            stage: stage.clone(),
            name: stage_name(cx.locale, &line, &stage.key),
            from: stage
                .from
                .iter()
                .map(|from| stage_name(cx.locale, &line, from))
                .collect(),
            orders,
            back: line.with_moved(&stage.key, false).is_ok(),
            forward: line.with_moved(&stage.key, true).is_ok(),
            removable: orders == 0 && line.without(&stage.key).is_ok(),
            entry: line.entry().is_some_and(|entry| entry.key == stage.key),
        });
    }
    let page = Page {
        rows,
        version: line.version,
        history: journal::about(&tx, LINE_SUBJECT.0, LINE_SUBJECT.1, None, HISTORY)?,
        alert,
    };
    let head = PageHead {
        title: tr!(cx.locale, "orders-stages-title"),
        current: HERE,
    };
    let body = view::list(cx, &page);
    match page.alert {
        Some(_) => cx.page_unprocessable(head, body),
        None => cx.page(head, body),
    }
}

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: u32,
    pub ru: String,
    pub en: String,
    pub kind: String,
    pub enter: Vec<String>,
    pub from: Vec<String>,
    pub requires: Vec<String>,
}

impl Typed {
    fn of(stage: &Stage, line: &StageLine) -> Typed {
        let named = |name: fn(&Names) -> &String| stage.names.as_ref().map(name).cloned().unwrap_or_default();
        let enter = ASKED_MOVERS.iter().filter(|(mover, _)| stage.enter.contains(mover));
        let requires = REQUIREMENTS.iter().filter(|(what, _)| stage.requires.contains(what));
        Typed {
            version: line.version,
            ru: named(|names| &names.ru),
            en: named(|names| &names.en),
            kind: stage.kind.code().to_owned(),
            enter: enter.map(|(_, code)| (*code).to_owned()).collect(),
            from: stage.from.iter().map(ToString::to_string).collect(),
            requires: requires.map(|(_, code)| (*code).to_owned()).collect(),
        }
    }

    fn spec(&self) -> StageSpec {
        let (ru, en) = (self.ru.trim(), self.en.trim());
        let own = !ru.is_empty() || !en.is_empty();
        let ticked = |list: &[String], code: &str| list.iter().any(|one| one == code);
        StageSpec {
            names: own.then(|| Names {
                ru: ru.to_owned(),
                en: en.to_owned(),
            }),
            enter: ASKED_MOVERS
                .into_iter()
                .filter(|(_, code)| ticked(&self.enter, code))
                .map(|(mover, _)| mover)
                .collect(),
            from: self.from.iter().filter_map(|key| StageKey::new(key)).collect(),
            requires: REQUIREMENTS
                .into_iter()
                .filter(|(_, code)| ticked(&self.requires, code))
                .map(|(what, _)| what)
                .collect(),
        }
    }

    fn kind(&self) -> Result<Kind, Error> {
        let kind = Kind::from_code(&self.kind);
        kind.ok_or_else(|| {
            Error::Invalid(vec![FieldError {
                field: "kind".to_owned(),
                message: Message::new("orders-stages-choose"),
            }])
        })
    }
}

pub async fn new(cx: Cx) -> Outcome {
    let line = stages(&cx.access.read()?)?;
    let typed = Typed {
        version: line.version,
        kind: Kind::Production.code().to_owned(),
        enter: vec!["staff".to_owned(), "1c".to_owned()],
        ..Typed::default()
    };
    form(&cx, &line, None, &typed, None)
}

pub async fn one(cx: Cx) -> Outcome {
    let line = stages(&cx.access.read()?)?;
    let stage = line.get(&key(&cx)?).ok_or(Error::NotFound)?;
    form(&cx, &line, Some(stage), &Typed::of(stage, &line), None)
}

pub async fn add(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let done = match typed.kind() {
        Ok(kind) => {
            let spec = typed.spec();
            change_line(&cx.access, typed.version, LineChange::Added { kind, spec }).await
        }
        Err(error) => Err(error),
    };
    saved(&cx, None, &typed, done).await
}

pub async fn change(cx: Cx) -> Outcome {
    let key = key(&cx)?;
    let typed: Typed = cx.form()?;
    let change = LineChange::Changed {
        key: key.clone(),
        spec: typed.spec(),
    };
    let done = change_line(&cx.access, typed.version, change).await;
    saved(&cx, Some(key), &typed, done).await
}

async fn saved(cx: &Cx, key: Option<StageKey>, typed: &Typed, done: Result<Stage, Error>) -> Outcome {
    match done {
        Ok(stage) => {
            let said = Message::new("orders-stages-saved").with("stage", stage.label());
            cx.flash(said).await?;
            cx.redirect(HERE)
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let line = stages(&cx.access.read()?)?;
            let stage = key
                .as_ref()
                .map(|key| line.get(key).ok_or(Error::NotFound))
                .transpose()?;
            // What was refused because the line moved is sent again over the line as it is now.
            let typed = Typed {
                version: line.version,
                ..typed.clone()
            };
            form(cx, &line, stage, &typed, Some(error))
        }
        Err(error) => Err(error),
    }
}

fn form(cx: &Cx, line: &StageLine, stage: Option<&Stage>, typed: &Typed, error: Option<Error>) -> Outcome {
    let l = cx.locale;
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let name = stage.map(|stage| stage_name(l, line, &stage.key));
    let head = PageHead {
        title: name.as_deref().unwrap_or(tr!(l, "orders-stages-new")),
        current: HERE,
    };
    let body = view::form(cx, line, stage, typed, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PlaceForm {
    version: u32,
    /// `back` or `forward` along the line.
    to: String,
}

pub async fn place(cx: Cx) -> Outcome {
    let key = key(&cx)?;
    let form: PlaceForm = cx.form()?;
    let forward = form.to == "forward";
    match change_line(&cx.access, form.version, LineChange::Moved { key, forward }).await {
        Ok(_) => cx.redirect(HERE),
        Err(Error::Refused(message)) => show(&cx, Some(cx.say(&message))),
        Err(error) => Err(error),
    }
}

pub async fn removal(cx: Cx) -> Outcome {
    let key = key(&cx)?;
    let form: PlaceForm = cx.form()?;
    match change_line(&cx.access, form.version, LineChange::Removed { key }).await {
        Ok(stage) => {
            cx.flash(Message::new("orders-event-stage-removed").with("stage", stage.label()))
                .await?;
            cx.redirect(HERE)
        }
        Err(Error::Refused(message)) => show(&cx, Some(cx.say(&message))),
        Err(error) => Err(error),
    }
}

fn key(cx: &Cx) -> Result<StageKey, Error> {
    let text: String = cx.param("key")?;
    StageKey::new(&text).ok_or(Error::NotFound)
}
