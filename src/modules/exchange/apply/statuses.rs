//! What a status of 1C means for an order's stage: as an administrator decided, else by our own names, which 1C echoes,
//! else by the words that its usual configurations come with. What nobody knows waits on the mapping page.

use super::events::ExchangeEvent;
use super::words;
use crate::modules::exchange::Message;
use crate::modules::exchange::commerceml::Document;
use crate::modules::exchange::runs::{OneCStatus, StatusSeen};
use crate::modules::orders::{Kind, Order, Stage, StageKey, StageLine};
use crate::platform::access::Write;
use crate::platform::error::Error;
use crate::platform::i18n::render;
use crate::platform::store::Reader;
use crate::platform::values::{Arg, Locale};

/// Requisites that name a status, the surest first.
const NAMES: [&str; 3] = ["Статуса заказа ИД", "Статус заказа", "Статус"];
/// A longer one is no status.
const STATUS_CHARS_MAX: usize = 120;

/// Statuses and states of orders in УТ 11, КА 2, ERP 2 and УНФ as they are shipped, in lower case and without ё.
const USUAL: &[(&str, Kind)] = &[
    ("не согласован", Kind::Waiting),
    ("на согласовании", Kind::Waiting),
    ("ожидается согласование", Kind::Waiting),
    ("новый", Kind::Waiting),
    ("принят", Kind::Waiting),
    ("согласован", Kind::Confirmed),
    ("подтвержден", Kind::Confirmed),
    ("к выполнению", Kind::Confirmed),
    ("к обеспечению", Kind::Confirmed),
    ("готов к обеспечению", Kind::Confirmed),
    ("в работе", Kind::Confirmed),
    ("открыт", Kind::Confirmed),
    ("ожидается аванс (до обеспечения)", Kind::Confirmed),
    ("ожидается предоплата (до отгрузки)", Kind::Confirmed),
    ("в резерве", Kind::Queued),
    ("в очереди", Kind::Queued),
    ("ожидается обеспечение", Kind::Queued),
    ("в производстве", Kind::Production),
    ("производится", Kind::Production),
    ("изготовлен", Kind::Ready),
    ("готов", Kind::Ready),
    ("собран", Kind::Ready),
    ("к отгрузке", Kind::Ready),
    ("готов к отгрузке", Kind::Ready),
    ("в процессе отгрузки", Kind::Ready),
    ("отгружен", Kind::Shipped),
    ("отправлен покупателю", Kind::Shipped),
    ("доставляется", Kind::Shipped),
    ("ожидается оплата (после отгрузки)", Kind::Shipped),
    ("готов к закрытию", Kind::Shipped),
    ("доставлен", Kind::Closed),
    ("выполнен", Kind::Closed),
    ("завершен", Kind::Closed),
    ("закрыт", Kind::Closed),
    ("отменен", Kind::Cancelled),
    ("отказ", Kind::Cancelled),
    ("аннулирован", Kind::Cancelled),
];

/// A status as it is compared: 1C's users write it with and without ё, in either case.
fn plain(status: &str) -> String {
    status.trim().to_lowercase().replace('ё', "е")
}

/// The words of 1C that have a meaning before anybody decided about them, as 1C writes them.
pub fn usual(line: &StageLine) -> Vec<(String, StageKey)> {
    let named = USUAL.iter().filter_map(|(word, kind)| {
        let mut letters = word.chars();
        let first = letters.next()?;
        let word = first.to_uppercase().chain(letters).collect();
        Some((word, stage_of(line, *kind)?))
    });
    named.collect()
}

fn stage_of(line: &StageLine, kind: Kind) -> Option<StageKey> {
    let stage = match kind {
        Kind::Waiting => line.entry(),
        kind => line.first_of(kind),
    };
    stage.map(|stage| stage.key.clone())
}

/// The stage of this key or name.
fn named<'a>(stages: &'a [Stage], said: &str) -> Option<&'a Stage> {
    stages.iter().find(|stage| {
        let names = [Locale::Ru, Locale::En].map(|locale| match (stage.name(locale), stage.label()) {
            (Some(name), _) => name.to_owned(),
            (None, Arg::Message(message)) => render(locale, &jiff::tz::TimeZone::UTC, &message),
            (None, _) => stage.key.to_string(),
        });
        stage.key.as_str() == said || names.iter().any(|name| plain(name) == said)
    })
}

/// A stage of this name that was taken out, and the one that stands for it now: 1C still says what it once got from us.
fn inherited<'a>(line: &'a StageLine, said: &str) -> Option<(&'a Stage, &'a Stage)> {
    let gone = named(&line.retired, said)?;
    Some((gone, line.standing_for(&gone.key)?))
}

/// What a status means while nobody has decided: our own stage by its key or name, which 1C got from us, the heir of
/// one that was taken out, or one of the
/// usual words.
pub fn meaning(line: &StageLine, status: &str) -> Option<StageKey> {
    let said = plain(status);
    match named(&line.stages, &said).or_else(|| inherited(line, &said).map(|(_, heir)| heir)) {
        // The dealer's own approval is none of 1C's: to it an order that waits has come in.
        Some(own) if own.kind == Kind::Waiting => stage_of(line, Kind::Waiting),
        Some(own) => Some(own.key.clone()),
        None => USUAL
            .iter()
            .find(|(word, _)| *word == said)
            .and_then(|(_, kind)| stage_of(line, *kind)),
    }
}

/// The stage that a document's status means; `None` when it names none, or one that moves nothing.
pub(super) fn told_stage(
    w: &mut Write<'_, '_>,
    document: &Document,
    order: &Order,
    line: &StageLine,
    mut warn: impl FnMut(Message),
) -> Result<Option<StageKey>, Error> {
    let told = NAMES.iter().filter_map(|name| document.requisite(name).map(str::trim));
    let told: Vec<&str> = told
        .filter(|status| !status.is_empty() && status.chars().count() <= STATUS_CHARS_MAX)
        .collect();
    let mut decided = false;
    for status in &told {
        if let Some(known) = w.get::<OneCStatus>(&(*status).to_owned())? {
            let Some(meant) = &known.stage else {
                decided |= known.settled;
                continue;
            };
            let Some(stage) = line.standing_for(meant) else {
                // It means a stage that is no longer in the line: somebody has to say what it means now.
                let message = Message::new(words::STATUS_GONE).with("status", *status);
                warn(message.with("stage", name_of(line, meant)));
                return Ok(None);
            };
            if known.by_default && !advances(line, order, &stage.key) {
                return Ok(None);
            }
            let gone = known.was.as_ref().or(Some(meant).filter(|meant| **meant != stage.key));
            if let Some(gone) = gone.filter(|_| moves(line, order, &stage.key)) {
                warn(handed(status, name_of(line, gone), stage));
            }
            return Ok(Some(stage.key.clone()));
        }
    }
    // An administrator said that it moves nothing.
    if decided {
        return Ok(None);
    }
    for status in &told {
        if let Some(stage) = meaning(line, status) {
            let said = plain(status);
            let own = named(&line.stages, &said).is_some();
            let gone = inherited(line, &said).filter(|_| !own);
            found(w, status, Some(stage.clone()), gone.map(|(gone, _)| gone.key.clone()))?;
            if let Some((gone, heir)) = gone.filter(|_| advances(line, order, &stage) && moves(line, order, &stage)) {
                warn(handed(status, gone.label(), heir));
            }
            return Ok(Some(stage).filter(|stage| advances(line, order, stage)));
        }
    }
    let Some(status) = told.first() else {
        return Ok(None);
    };
    warn(Message::new(words::STATUS_UNKNOWN).with("status", *status));
    found(w, status, None, None)?;
    let now = w.now();
    let seen = w.get::<StatusSeen>(&(*status).to_owned())?;
    let count = seen.map_or(0, |seen| seen.count) + 1;
    w.technical(&StatusSeen {
        external: (*status).to_owned(),
        count,
        last: now,
    })?;
    Ok(None)
}

/// Would a word for this stage move the order now? Repeating what it said last doesn't.
fn moves(line: &StageLine, order: &Order, stage: &StageKey) -> bool {
    let last = order.one_c.stage.as_ref();
    let last = last.map(|last| line.standing_for(last).map_or(last, |stage| &stage.key));
    order.stage != *stage && last != Some(stage)
}

fn name_of(line: &StageLine, key: &StageKey) -> Arg {
    let known = line.ever(key);
    known.map_or_else(|| key.to_string().into(), Stage::label)
}

/// For the report: the order goes where the stage's heir is.
fn handed(status: &str, gone: Arg, heir: &Stage) -> Message {
    let message = Message::new(words::STATUS_HANDED).with("status", status);
    message.with("gone", gone).with("stage", heir.label())
}

/// A word that nobody has decided about moves an order forward only: 1C echoes the status that it got from us, and its
/// own are often coarser than the stages here.
fn advances(line: &StageLine, order: &Order, stage: &StageKey) -> bool {
    let kind = line.get(stage).map(|stage| stage.kind);
    !order.kind.is_over() && kind.is_some_and(|kind| kind > order.kind)
}

/// Writes down a status when it is first met.
fn found(w: &mut Write<'_, '_>, status: &str, stage: Option<StageKey>, was: Option<StageKey>) -> Result<(), Error> {
    let external = status.to_owned();
    if w.get::<OneCStatus>(&external)?.is_some() {
        return Ok(());
    }
    let event = ExchangeEvent::StatusFound {
        external: external.clone(),
    };
    let found = OneCStatus {
        external,
        by_default: stage.is_some(),
        stage,
        was,
        settled: false,
        first: w.now(),
    };
    w.save(&found, &event)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_words_lead_to_stages_of_their_kind_whatever_their_spelling() {
        let line = StageLine::shipped();
        let cases = [
            ("Не согласован", Some("submitted")),
            ("К выполнению", Some("confirmed")),
            ("Подтвержден", Some("confirmed")),
            ("подтверждён ", Some("confirmed")),
            ("В производстве", Some("production")),
            ("К отгрузке", Some("ready")),
            ("ОТГРУЖЕН", Some("shipped")),
            ("Закрыт", Some("closed")),
            ("Отменён", Some("cancelled")),
            // Our own, as `info` and the orders gave them to 1C.
            ("production", Some("production")),
            ("In production", Some("production")),
            ("На усмотрение склада", None),
        ];
        for (word, stage) in cases {
            let found = meaning(&line, word);
            assert_eq!(found.as_ref().map(StageKey::as_str), stage, "{word}");
        }
        for (word, stage) in usual(&line) {
            assert_eq!(meaning(&line, &word), Some(stage), "{word}");
        }
    }
}
