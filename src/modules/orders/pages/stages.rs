//! The line of stages: the list, a stage's form, its place, its end.

pub mod conflict;

use serde::Deserialize;

use crate::modules::orders::line::{LINE_SUBJECT, LineChange, change_line, rehouse};
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::views::stages::{self as view, Page, Removal, Row};
use crate::modules::orders::{
    Colour, Gates, Kind, Mover, Names, ORDERS_BY_STAGE, Refusal, Requirement, Reserved, Stage, StageKey, StageLine,
    StageSpec, stages,
};
use crate::platform::access::Role;
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
pub const REQUIREMENTS: [(Requirement, &str); 7] = [
    (Requirement::Wished, "wished"),
    (Requirement::Planned, "planned"),
    (Requirement::Agreed, "agreed"),
    (Requirement::Shipment, "shipment"),
    (Requirement::Reason, "reason"),
    (Requirement::Paper, "paper"),
    (Requirement::Payment, "payment"),
];

pub async fn list(cx: Cx) -> Outcome {
    show(&cx, None)
}

fn show(cx: &Cx, alert: Option<String>) -> Outcome {
    let tx = cx.access.read()?;
    let line = stages(&tx)?;
    let seen = line.for_dealers();
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
            reserved: stage
                .reserved
                .iter()
                .map(|of| view::reserved_said(cx, &line, of))
                .collect(),
            orders,
            back: line.with_moved(&stage.key, false).is_ok(),
            forward: line.with_moved(&stage.key, true).is_ok(),
            removable: line.without(&stage.key, None).is_ok(),
            seen: stage_name(cx.locale, &seen, &stage.key),
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
    /// Of the line that the form was drawn from.
    pub version: u32,
    /// The version that the own values win over, where somebody says so.
    pub over: String,
    pub ru: String,
    pub en: String,
    pub kind: String,
    pub enter: Vec<String>,
    pub from: Vec<String>,
    pub from_dealer: Vec<String>,
    /// Roles of staff that a move is left to: `<stage>:<role>`, [`ANYWHERE`] for any stage.
    pub reserved: Vec<String>,
    pub requires: Vec<String>,
    pub paper: String,
    /// Ticked: dealers see the paper.
    pub paper_shown: String,
    pub paid: String,
    pub colour: String,
    /// Ticked: dealers don't see it.
    pub hidden: String,
    pub dealer_ru: String,
    pub dealer_en: String,
}

/// In place of a stage: from any that has no roles of its own.
pub const ANYWHERE: &str = "any";

pub fn reserved_code(from: Option<&StageKey>, role: Role) -> String {
    format!("{}:{}", from.map_or(ANYWHERE, StageKey::as_str), role.id())
}

fn reserved_codes(of: &Reserved) -> Vec<String> {
    let codes = of.roles.iter().map(|role| reserved_code(of.from.as_ref(), *role));
    codes.collect()
}

/// `None` for what no page offers.
fn reserved_of(code: &str) -> Option<Reserved> {
    let (from, role) = code.split_once(':')?;
    let from = match from {
        ANYWHERE => None,
        key => Some(StageKey::new(key)?),
    };
    Some(Reserved {
        from,
        roles: vec![Role::from_id(role)?],
    })
}

impl Typed {
    fn of(stage: &Stage, line: &StageLine) -> Typed {
        let named = |name: fn(&Names) -> &String| stage.names.as_ref().map(name).cloned().unwrap_or_default();
        let seen = |name: fn(&Names) -> &String| stage.dealer_names.as_ref().map(name).cloned().unwrap_or_default();
        let enter = ASKED_MOVERS.iter().filter(|(mover, _)| stage.enter.contains(mover));
        let requires = REQUIREMENTS.iter().filter(|(what, _)| stage.requires.contains(what));
        let ticked = |on: bool| if on { "1".to_owned() } else { String::new() };
        Typed {
            version: line.version,
            over: String::new(),
            ru: named(|names| &names.ru),
            en: named(|names| &names.en),
            kind: stage.kind.code().to_owned(),
            enter: enter.map(|(_, code)| (*code).to_owned()).collect(),
            from: stage.from.iter().map(ToString::to_string).collect(),
            from_dealer: stage.from_dealer.iter().map(ToString::to_string).collect(),
            reserved: stage.reserved.iter().flat_map(reserved_codes).collect(),
            requires: requires.map(|(_, code)| (*code).to_owned()).collect(),
            paper: stage.paper.clone(),
            paper_shown: ticked(stage.paper_shown),
            paid: stage.paid.map(|percent| percent.to_string()).unwrap_or_default(),
            colour: stage.colour.map(|colour| colour.code().to_owned()).unwrap_or_default(),
            hidden: ticked(stage.hidden),
            dealer_ru: seen(|names| &names.ru),
            dealer_en: seen(|names| &names.en),
        }
    }

    /// Where the writer says that the own values win: over the version that they were shown.
    fn insisting(mut self) -> Typed {
        if let Ok(over) = std::mem::take(&mut self.over).parse() {
            self.version = over;
        }
        self
    }

    fn spec(&self) -> Result<StageSpec, Error> {
        let named = |ru: &str, en: &str| {
            let own = !ru.trim().is_empty() || !en.trim().is_empty();
            own.then(|| Names {
                ru: ru.trim().to_owned(),
                en: en.trim().to_owned(),
            })
        };
        let wrong = |refusal: Refusal| FieldError {
            field: refusal.field().unwrap_or_default().to_owned(),
            message: Message::new(refusal.message()),
        };
        let mut problems = Vec::new();
        let reserved: Option<Vec<Reserved>> = self.reserved.iter().map(|code| reserved_of(code)).collect();
        if reserved.is_none() {
            problems.push(wrong(Refusal::StageRole));
        }
        let colour = match self.colour.as_str() {
            "" => None,
            code => {
                let known = Colour::from_code(code);
                if known.is_none() {
                    problems.push(wrong(Refusal::StageColour));
                }
                known
            }
        };
        let paid = match self.paid.trim().trim_end_matches(['%', ' ', '\u{a0}']) {
            "" => None,
            typed => {
                let percent = typed.parse::<u8>().ok().filter(|percent| (1..=100).contains(percent));
                if percent.is_none() {
                    problems.push(wrong(Refusal::StagePercent));
                }
                percent
            }
        };
        let reserved = reserved.unwrap_or_default();
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let keys = |typed: &[String]| typed.iter().filter_map(|key| StageKey::new(key)).collect();
        let ticked = |list: &[String], code: &str| list.iter().any(|one| one == code);
        Ok(StageSpec {
            names: named(&self.ru, &self.en),
            dealer_names: named(&self.dealer_ru, &self.dealer_en),
            colour,
            paid,
            paper: self.paper.trim().to_owned(),
            paper_shown: !self.paper_shown.is_empty(),
            hidden: !self.hidden.is_empty(),
            from_dealer: keys(&self.from_dealer),
            enter: ASKED_MOVERS
                .into_iter()
                .filter(|(_, code)| ticked(&self.enter, code))
                .map(|(mover, _)| mover)
                .collect(),
            from: keys(&self.from),
            reserved,
            requires: REQUIREMENTS
                .into_iter()
                .filter(|(_, code)| ticked(&self.requires, code))
                .map(|(what, _)| what)
                .collect(),
        })
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
    form(&cx, &line, None, &typed, Answer::Plain)
}

pub async fn one(cx: Cx) -> Outcome {
    let line = stages(&cx.access.read()?)?;
    let stage = line.get(&key(&cx)?).ok_or(Error::NotFound)?;
    form(&cx, &line, Some(stage), &Typed::of(stage, &line), Answer::Plain)
}

pub async fn add(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let done = match typed.kind().and_then(|kind| Ok((kind, typed.spec()?))) {
        Ok((kind, spec)) => change_line(&cx.access, typed.version, LineChange::Added { kind, spec }).await,
        Err(error) => Err(error),
    };
    saved(&cx, None, typed, done).await
}

pub async fn change(cx: Cx) -> Outcome {
    let key = key(&cx)?;
    let typed = cx.form::<Typed>()?.insisting();
    let done = match typed.spec() {
        Ok(spec) => {
            let change = LineChange::Changed { key: key.clone(), spec };
            change_line(&cx.access, typed.version, change).await
        }
        Err(error) => Err(error),
    };
    saved(&cx, Some(key), typed, done).await
}

async fn saved(cx: &Cx, key: Option<StageKey>, typed: Typed, done: Result<Stage, Error>) -> Outcome {
    match done {
        Ok(stage) => {
            let said = Message::new("orders-stages-saved").with("stage", stage.label());
            cx.flash(said).await?;
            cx.redirect(HERE)
        }
        Err(error) if conflict::is_moved(&error) => moved(cx, key.as_ref(), typed),
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let line = stages(&cx.access.read()?)?;
            let stage = key
                .as_ref()
                .map(|key| line.get(key).ok_or(Error::NotFound))
                .transpose()?;
            form(cx, &line, stage, &typed, Answer::Refused(at_field(error)))
        }
        Err(error) => Err(error),
    }
}

/// Somebody else has changed the line: the form again, over the line as it is now.
fn moved(cx: &Cx, key: Option<&StageKey>, typed: Typed) -> Outcome {
    let tx = cx.access.read()?;
    let line = stages(&tx)?;
    let stage = key.and_then(|key| line.get(key));
    let (conflict, mut typed) = conflict::of(cx, &tx, &line, stage, &typed)?;
    if !conflict.is_both() {
        typed.version = line.version;
    }
    // The stage itself was taken out: what was typed can still become another one.
    if let (Some(key), None) = (key, stage) {
        let gone = line.ever(key).ok_or(Error::NotFound)?;
        gone.kind.code().clone_into(&mut typed.kind);
    }
    form(cx, &line, stage, &typed, Answer::Moved(&conflict))
}

/// A refusal of one field stands at that field.
fn at_field(error: Error) -> Error {
    const FIELDS: [&str; 6] = ["paper", "paid", "dealer_ru", "colour", "hidden", "reserved"];
    error.at_field(|id| {
        let refusal = Refusal::ALL.into_iter().find(|of| of.message() == id);
        refusal.and_then(Refusal::field).filter(|field| FIELDS.contains(field))
    })
}

/// How a form comes back.
enum Answer<'a> {
    Plain,
    Refused(Error),
    Moved(&'a conflict::Conflict),
}

fn form(cx: &Cx, line: &StageLine, stage: Option<&Stage>, typed: &Typed, answer: Answer<'_>) -> Outcome {
    let l = cx.locale;
    let (problems, conflict) = match answer {
        Answer::Plain => (Problems::default(), None),
        Answer::Refused(error) => (Problems::of(cx, error)?, None),
        Answer::Moved(conflict) => (Problems::default(), Some(conflict)),
    };
    let name = stage.map(|stage| stage_name(l, line, &stage.key));
    let head = PageHead {
        title: name.as_deref().unwrap_or(tr!(l, "orders-stages-new")),
        current: HERE,
    };
    let body = view::form(cx, line, stage, typed, &problems, conflict);
    match problems.is_empty() && conflict.is_none() {
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
        Err(Error::Refused(message)) => show(&cx, Some(cx.say(&conflict::told(&cx, message)?))),
        Err(error) => Err(error),
    }
}

/// What points at a stage, and the question where it goes.
pub async fn removal_page(cx: Cx) -> Outcome {
    let key = key(&cx)?;
    let asked: RemovalForm = cx.query()?;
    ask(&cx, &key, &asked.to, None)
}

fn ask(cx: &Cx, key: &StageKey, heir: &str, alert: Option<String>) -> Outcome {
    let tx = cx.access.read()?;
    let line = stages(&tx)?;
    let stage = line.get(key).ok_or(Error::NotFound)?;
    let mut statuses = Vec::new();
    for of in cx.part::<Gates>().stage_uses() {
        statuses.extend((of.named)(&tx, key)?);
    }
    let heirs = line
        .stages
        .iter()
        .filter(|other| other.kind == stage.kind && other.key != *key);
    let page = Removal {
        stage,
        name: stage_name(cx.locale, &line, key),
        version: line.version,
        orders: u64::try_from(tx.count(ORDERS_BY_STAGE, key.as_str())?).unwrap_or(0),
        statuses,
        heirs: heirs
            .map(|heir| (heir.key.to_string(), stage_name(cx.locale, &line, &heir.key)))
            .collect(),
        heir: heir.to_owned(),
        forbidden: line
            .without(key, None)
            .err()
            .map(|refusal| cx.say(&Message::new(refusal.message()))),
        alert,
    };
    let head = PageHead {
        title: tr!(cx.locale, "orders-stages-removal"),
        current: HERE,
    };
    let body = view::removal(cx, &page);
    match page.alert {
        Some(_) => cx.page_unprocessable(head, body),
        None => cx.page(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RemovalForm {
    version: u32,
    /// The stage that takes over what points at this one.
    to: String,
}

pub async fn removal(cx: Cx) -> Outcome {
    let key = key(&cx)?;
    let form: RemovalForm = cx.form()?;
    match remove(&cx, &key, &form).await {
        Ok(Some(stage)) => {
            cx.flash(Message::new("orders-event-stage-removed").with("stage", stage.label()))
                .await?;
            cx.redirect(HERE)
        }
        Ok(None) => cx.redirect(&format!("{HERE}/{key}/removal?to={}", form.to)),
        Err(Error::Refused(message)) => {
            let message = conflict::told(&cx, message)?;
            ask(&cx, &key, &form.to, Some(cx.say(&message)))
        }
        Err(error) => Err(error),
    }
}

/// `None`: there are more orders than one press moves.
async fn remove(cx: &Cx, key: &StageKey, form: &RemovalForm) -> Result<Option<Stage>, Error> {
    let heir = match form.to.as_str() {
        "" => None,
        to => Some(StageKey::new(to).ok_or(Refusal::StageHeir)?),
    };
    if let Some(heir) = &heir {
        // Nothing moves for a stage that has to stay.
        stages(&cx.access.read()?)?.without(key, None)?;
        let (moved, left) = rehouse(&cx.access, form.version, key, heir).await?;
        if left > 0 {
            let said =
                Message::new("orders-stages-rehoused").with("moved", usize::try_from(moved).unwrap_or(usize::MAX));
            cx.flash(said.with("left", usize::try_from(left).unwrap_or(usize::MAX)))
                .await?;
            return Ok(None);
        }
    }
    let change = LineChange::Removed { key: key.clone(), heir };
    change_line(&cx.access, form.version, change).await.map(Some)
}

fn key(cx: &Cx) -> Result<StageKey, Error> {
    let text: String = cx.param("key")?;
    StageKey::new(&text).ok_or(Error::NotFound)
}
