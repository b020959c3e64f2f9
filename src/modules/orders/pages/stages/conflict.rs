//! Two administrators at one line: what the other has done since a form was drawn, and where both changed the same.
//!
//! What only the other has changed is taken over, so that the form loses nobody's work. Where both have changed a field,
//! the own value is kept in the form and has to be insisted on.

use super::{LINE_SUBJECT, Typed};
use crate::modules::orders::{Refusal, Stage, StageKey, StageLine};
use crate::platform::error::Error;
use crate::platform::journal::{self, Entry};
use crate::platform::store::ReadTx;
use crate::platform::values::{Message, Moment};
use crate::platform::web::Cx;

/// Changes that are looked at. Whoever is further behind is shown the stage as it is now.
const LOOKED_AT: u32 = 50;

/// What somebody else has done to the line.
pub struct Done {
    pub said: String,
    pub who: String,
    pub at: Moment,
}

/// A field of the stage that somebody else has changed.
pub struct Row {
    pub field: &'static str,
    /// `None`: too long ago to tell.
    pub was: Option<Vec<String>>,
    pub theirs: Vec<String>,
    /// What the form holds from now on.
    pub own: Vec<String>,
    /// Both have changed it, each to something else.
    pub both: bool,
}

pub struct Conflict {
    /// The newest first.
    pub done: Vec<Done>,
    pub rows: Vec<Row>,
    /// The version of the line that it was compared with.
    pub version: u32,
}

impl Conflict {
    /// Has the writer to say whose values win?
    pub fn is_both(&self) -> bool {
        self.rows.iter().any(|row| row.both)
    }
}

pub fn is_moved(error: &Error) -> bool {
    matches!(error, Error::Refused(message) if message.id == Refusal::LineMoved.message())
}

/// What happened to the line since the form was drawn, and the form with what only others have changed.
pub fn of(
    cx: &Cx,
    tx: &ReadTx,
    line: &StageLine,
    stage: Option<&Stage>,
    typed: &Typed,
) -> Result<(Conflict, Typed), Error> {
    let behind = line.version.saturating_sub(typed.version);
    let entries = since(tx, behind)?;
    let mut conflict = Conflict {
        done: entries.iter().filter_map(|entry| done(cx, entry)).collect(),
        rows: Vec::new(),
        version: line.version,
    };
    let mut merged = typed.clone();
    if let Some(stage) = stage {
        let mut theirs = Typed::of(stage, line);
        let mut was = match (entries.iter().rev().find_map(|entry| before(entry, &stage.key)), behind) {
            (Some(was), ..=LOOKED_AT) => Some(Typed::of(&was, line)),
            (None, ..=LOOKED_AT) => Some(theirs.clone()),
            _ => None,
        };
        conflict.rows = merge(was.as_mut(), &mut theirs, &mut merged);
    }
    Ok((conflict, merged))
}

/// The refusal of a press beside a form, with who was first.
pub fn told(cx: &Cx, message: Message) -> Result<Message, Error> {
    if message.id != Refusal::LineMoved.message() {
        return Ok(message);
    }
    let newest = since(&cx.access.read()?, 1)?;
    Ok(match newest.first().and_then(|entry| done(cx, entry)) {
        None => message,
        Some(done) => {
            let said = Message::new("orders-line-moved-by").with("who", done.who);
            said.with("at", done.at).with("what", done.said)
        }
    })
}

/// Each change of the line is one version and one entry.
fn since(tx: &ReadTx, versions: u32) -> Result<Vec<Entry>, Error> {
    let count = versions.clamp(1, LOOKED_AT) as usize;
    Ok(journal::about(tx, LINE_SUBJECT.0, LINE_SUBJECT.1, None, count)?)
}

fn done(cx: &Cx, entry: &Entry) -> Option<Done> {
    let of = entry.particulars.as_ref()?;
    Some(Done {
        said: cx.say(&of.sentence),
        who: cx.who(entry.who.by(), &of.name).to_owned(),
        at: entry.at,
    })
}

/// The stage as it was before a change of it.
fn before(entry: &Entry, key: &StageKey) -> Option<Stage> {
    let details = &entry.particulars.as_ref()?.details;
    let was: Stage = serde_json::from_value(details["old"].clone()).ok()?;
    (was.key == *key).then_some(was)
}

enum Part<'a> {
    One(&'a mut String),
    Many(&'a mut Vec<String>),
}

impl Part<'_> {
    fn values(&self) -> Vec<String> {
        match self {
            Part::One(text) => Some(text.trim().to_owned())
                .filter(|text| !text.is_empty())
                .into_iter()
                .collect(),
            Part::Many(list) => {
                let mut list = (*list).clone();
                list.sort_unstable();
                list.dedup();
                list
            }
        }
    }

    fn take(&mut self, from: &mut Part<'_>) {
        match (self, from) {
            (Part::One(own), Part::One(theirs)) => (**own).clone_from(theirs),
            (Part::Many(own), Part::Many(theirs)) => (**own).clone_from(theirs),
            _ => unreachable!("the same field of two forms"),
        }
    }
}

/// The fields of a form that are a stage's own. Its kind never changes.
fn parts(of: &mut Typed) -> [(&'static str, Part<'_>); 14] {
    [
        ("ru", Part::One(&mut of.ru)),
        ("en", Part::One(&mut of.en)),
        ("colour", Part::One(&mut of.colour)),
        ("enter", Part::Many(&mut of.enter)),
        ("from", Part::Many(&mut of.from)),
        ("from_dealer", Part::Many(&mut of.from_dealer)),
        ("reserved", Part::Many(&mut of.reserved)),
        ("requires", Part::Many(&mut of.requires)),
        ("paper", Part::One(&mut of.paper)),
        ("paper_shown", Part::One(&mut of.paper_shown)),
        ("paid", Part::One(&mut of.paid)),
        ("hidden", Part::One(&mut of.hidden)),
        ("dealer_ru", Part::One(&mut of.dealer_ru)),
        ("dealer_en", Part::One(&mut of.dealer_en)),
    ]
}

/// What differs for the others; `own` takes over what its writer left as it was.
fn merge(was: Option<&mut Typed>, theirs: &mut Typed, own: &mut Typed) -> Vec<Row> {
    let was: Option<Vec<Vec<String>>> = was.map(|was| parts(was).iter().map(|(_, part)| part.values()).collect());
    let mut rows = Vec::new();
    for (at, ((field, mut mine), (_, mut now))) in parts(own).into_iter().zip(parts(theirs)).enumerate() {
        let (typed, theirs) = (mine.values(), now.values());
        let was = was.as_ref().map(|was| was[at].clone());
        let moved = was.as_ref().is_none_or(|was| *was != theirs);
        let kept = was.as_ref().is_some_and(|was| *was == typed);
        if !moved || (was.is_none() && typed == theirs) {
            continue;
        }
        if kept {
            mine.take(&mut now);
        }
        rows.push(Row {
            field,
            was,
            own: mine.values(),
            both: !kept && typed != theirs,
            theirs,
        });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(ru: &str, colour: &str, enter: &[&str]) -> Typed {
        Typed {
            ru: ru.into(),
            colour: colour.into(),
            enter: enter.iter().map(|of| (*of).to_owned()).collect(),
            ..Typed::default()
        }
    }

    #[test]
    fn what_only_one_has_changed_is_kept_and_what_both_have_is_shown() {
        let was = || typed("Цех", "", &["staff"]);
        // Theirs, own; the merged form; fields that differ, with whether both have changed them.
        let cases = [
            (
                was(),
                typed("Цех 2", "", &["staff"]),
                typed("Цех 2", "", &["staff"]),
                vec![],
            ),
            (
                typed("Цех 3", "", &["staff"]),
                was(),
                typed("Цех 3", "", &["staff"]),
                vec![("ru", false)],
            ),
            (
                typed("Цех 3", "teal", &["1c", "staff"]),
                typed("Цех 2", "", &["staff"]),
                typed("Цех 2", "teal", &["1c", "staff"]),
                vec![("ru", true), ("colour", false), ("enter", false)],
            ),
            // Both came to the same.
            (
                typed("Цех 3", "", &["staff", "1c"]),
                typed("Цех 3", "", &["1c", "staff"]),
                typed("Цех 3", "", &["1c", "staff"]),
                vec![("ru", false), ("enter", false)],
            ),
        ];
        for (mut theirs, mut own, merged, differs) in cases {
            let rows = merge(Some(&mut was()), &mut theirs, &mut own);
            let rows: Vec<(&str, bool)> = rows.iter().map(|row| (row.field, row.both)).collect();
            assert_eq!(rows, differs, "{merged:?}");
            assert_eq!(format!("{own:?}"), format!("{merged:?}"));
        }
        // Too far behind to know what was: whatever differs has to be decided.
        let mut own = typed("Цех 2", "", &["staff"]);
        let rows = merge(None, &mut typed("Цех 3", "", &["staff"]), &mut own);
        assert_eq!((rows.len(), rows[0].field, rows[0].both), (1, "ru", true));
        assert_eq!(own.ru, "Цех 2");
    }
}
