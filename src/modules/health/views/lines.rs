//! The parts of the installation one by one: how each is, and what to do when it isn't well.

use crate::modules::health::facts::{ExchangeFacts, Facts};
use crate::modules::health::model::{self, Grade};
use crate::platform::i18n::format;
use crate::platform::values::Moment;
use crate::platform::web::Cx;
use crate::tr;

/// A line of the page, said.
pub struct Line {
    /// For tests and scripts of browsers.
    pub code: &'static str,
    pub what: String,
    pub grade: Grade,
    pub now: String,
    /// A second, smaller one.
    pub more: Option<String>,
    /// What to do, where something is to be done.
    pub advice: Option<String>,
    /// Where it is done.
    pub href: Option<&'static str>,
}

pub fn all(cx: &Cx, facts: &Facts) -> Vec<Line> {
    let mut lines = vec![
        store(cx, facts),
        journal(cx, facts),
        disk(cx, facts),
        backups(cx, facts),
    ];
    lines.extend(facts.exchange.iter().map(|one| exchange(cx, one, facts.now)));
    if facts.exchange.is_empty() {
        lines.push(no_exchange(cx));
    }
    lines.push(mail(cx, facts));
    lines.push(jobs(cx, facts));
    lines.extend(certificate(cx, facts));
    lines.extend(memory(cx, facts));
    lines
}

/// Advice is for what isn't well.
fn when_bad(grade: Grade, advice: &str) -> Option<String> {
    (grade >= Grade::Watch).then(|| advice.to_owned())
}

fn store(cx: &Cx, facts: &Facts) -> Line {
    let l = cx.locale;
    let grade = model::store(facts);
    let now = match facts.writer_ms {
        Some(ms) => tr!(l, "health-store-answers", ms = ms),
        None => tr!(l, "health-store-silent").to_owned(),
    };
    let size = format::bytes(l, facts.store_bytes);
    Line {
        code: "store",
        what: tr!(l, "health-store").to_owned(),
        grade,
        now,
        more: Some(tr!(l, "health-store-more", size = size, queue = facts.queue)),
        advice: when_bad(grade, tr!(l, "health-store-do")),
        href: None,
    }
}

fn journal(cx: &Cx, facts: &Facts) -> Line {
    let l = cx.locale;
    let at = facts
        .journal_at
        .map(|at| tr!(l, "health-journal-at", at = format::ago(l, at, facts.now, &cx.zone)));
    Line {
        code: "journal",
        what: tr!(l, "health-journal").to_owned(),
        grade: Grade::Good,
        now: tr!(
            l,
            "health-journal-position",
            n = format::count(facts.journal).to_string()
        ),
        more: at,
        advice: None,
        href: None,
    }
}

fn disk(cx: &Cx, facts: &Facts) -> Line {
    let l = cx.locale;
    let grade = model::disk(facts.disk_free, facts.store_bytes);
    Line {
        code: "disk",
        what: tr!(l, "health-disk").to_owned(),
        grade,
        now: match facts.disk_free {
            Some(free) => tr!(l, "health-disk-free", size = format::bytes(l, free)),
            None => tr!(l, "health-disk-unknown").to_owned(),
        },
        more: None,
        advice: when_bad(grade, tr!(l, "health-disk-do")),
        href: None,
    }
}

fn backups(cx: &Cx, facts: &Facts) -> Line {
    let l = cx.locale;
    let state = &facts.backups;
    let grade = model::backups(state);
    let now = match &state.last_good {
        Some(run) => tr!(
            l,
            "health-backups-good",
            at = format::ago(l, run.begun, facts.now, &cx.zone)
        ),
        None => tr!(l, "health-backups-never").to_owned(),
    };
    let failed = state.last.as_ref().and_then(|run| run.failure.as_ref());
    let advice = match (state.is_trouble(), state.is_on()) {
        (true, _) => tr!(l, "health-backups-do-failed"),
        (false, false) => tr!(l, "health-backups-do-off"),
        (false, true) => tr!(l, "health-backups-do-disk"),
    };
    Line {
        code: "backups",
        what: tr!(l, "health-backups").to_owned(),
        grade,
        now,
        more: failed.map(|failure| cx.say(&failure.sentence())),
        advice: when_bad(grade, advice),
        href: Some("/admin/backups"),
    }
}

fn exchange(cx: &Cx, one: &ExchangeFacts, now: Moment) -> Line {
    let l = cx.locale;
    let grade = model::exchange(one, now);
    let ago = |at: Moment| format::ago(l, at, now, &cx.zone);
    let advice = match (one.refused, one.interrupted) {
        (1.., _) => tr!(l, "health-exchange-do-refused"),
        (0, true) => tr!(l, "health-exchange-do-interrupted"),
        (0, false) => tr!(l, "health-exchange-do-silent"),
    };
    Line {
        code: "exchange",
        what: tr!(l, "health-exchange", name = one.name.as_str()),
        grade,
        now: match one.last {
            Some(last) => tr!(l, "health-exchange-last", at = ago(last)),
            None => tr!(l, "health-exchange-never").to_owned(),
        },
        more: match (one.last, one.good) {
            (Some(last), Some(good)) if good < last => Some(tr!(l, "health-exchange-good", at = ago(good))),
            _ => None,
        },
        advice: when_bad(grade, advice),
        href: Some("/admin/exchange"),
    }
}

fn no_exchange(cx: &Cx) -> Line {
    let l = cx.locale;
    Line {
        code: "exchange",
        what: tr!(l, "health-exchange-none").to_owned(),
        grade: Grade::Quiet,
        now: tr!(l, "health-exchange-none-now").to_owned(),
        more: None,
        advice: None,
        href: None,
    }
}

fn mail(cx: &Cx, facts: &Facts) -> Line {
    let l = cx.locale;
    let mail = &facts.mail;
    let grade = model::mail(mail, facts.now);
    let advice = match model::is_stuck(mail, facts.now) {
        true => tr!(l, "health-mail-do-stuck"),
        false => tr!(l, "health-mail-do-failed"),
    };
    Line {
        code: "mail",
        what: tr!(l, "health-mail").to_owned(),
        grade,
        now: match mail.on {
            _ if cx.portal.settings.recovery => tr!(l, "health-mail-recovery").to_owned(),
            true => tr!(l, "health-mail-queue", waiting = mail.waiting, failed = mail.failed),
            false => tr!(l, "health-mail-off").to_owned(),
        },
        more: None,
        advice: when_bad(grade, advice),
        href: Some("/admin/mail"),
    }
}

fn jobs(cx: &Cx, facts: &Facts) -> Line {
    let l = cx.locale;
    let failed = facts.jobs.iter().filter(|job| model::job(job) == Grade::Bad).count();
    let grade = if failed == 0 { Grade::Good } else { Grade::Bad };
    Line {
        code: "jobs",
        what: tr!(l, "health-jobs").to_owned(),
        grade,
        now: match failed {
            0 => tr!(l, "health-jobs-good").to_owned(),
            failed => tr!(l, "health-jobs-failed", n = failed),
        },
        more: None,
        advice: when_bad(grade, tr!(l, "health-jobs-do")),
        href: Some("/admin/jobs"),
    }
}

fn certificate(cx: &Cx, facts: &Facts) -> Option<Line> {
    let l = cx.locale;
    let ends = facts.certificate.as_ref()?;
    let grade = model::certificate(ends, facts.now);
    let (now, more) = match ends {
        Ok(ends) => {
            let at = format::datetime(*ends, &cx.zone).to_string();
            match model::days_left(*ends, facts.now) {
                ..0 => (tr!(l, "health-certificate-ended").to_owned(), Some(at)),
                days => (tr!(l, "health-certificate-days", n = days), Some(at)),
            }
        }
        Err(reason) => (tr!(l, "health-certificate-unread").to_owned(), Some(reason.clone())),
    };
    Some(Line {
        code: "certificate",
        what: tr!(l, "health-certificate").to_owned(),
        grade,
        now,
        more,
        advice: when_bad(grade, tr!(l, "health-certificate-do")),
        href: None,
    })
}

/// A figure without a grade: how much is too much only the server's owner knows.
fn memory(cx: &Cx, facts: &Facts) -> Option<Line> {
    let l = cx.locale;
    let memory = facts.memory?;
    Some(Line {
        code: "memory",
        what: tr!(l, "health-memory").to_owned(),
        grade: Grade::Good,
        now: format::bytes(l, memory),
        more: None,
        advice: None,
        href: None,
    })
}
