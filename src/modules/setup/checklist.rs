//! What an installation needs before dealers are let in. Each step is done when the thing itself is there: nothing is
//! ticked off by hand.

use super::views;
use crate::modules::backups;
use crate::modules::dealers::DEALER_BY_NAME;
use crate::modules::dealers::queries::own_entities;
use crate::modules::exchange::runs::RUN_BY_START;
use crate::platform::access::permissions::ADMINISTER;
use crate::platform::error::Error;
use crate::platform::notify::{MAIL_COUNT, MailState, Mailer};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::ui::Icon;
use crate::platform::values::PageRequest;
use crate::platform::web::{Cx, Home};
use crate::{icon, tr};

/// One thing to do.
pub struct Step {
    /// For tests and styles.
    pub name: &'static str,
    pub icon: Icon,
    pub done: bool,
    pub what: String,
    /// What it is good for, or how it is done where no page does it.
    pub why: String,
    /// The button's words, and its page; `None` where it is done outside of the cabinet.
    pub action: Option<(String, &'static str)>,
}

/// Over everything else on the administrator's home page, until all is done.
pub fn home(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    // Nobody sets a demonstration up.
    if !cx.access.may(ADMINISTER) || cx.portal.settings.demo {
        return Ok(());
    }
    let steps = steps(cx, tx)?;
    if steps.iter().any(|step| !step.done) {
        home.top.insert(0, views::card(cx, &steps));
    }
    Ok(())
}

fn steps(cx: &Cx, tx: &ReadTx) -> Result<Vec<Step>, Error> {
    let l = cx.locale;
    let one = PageRequest::first(1);
    let backups = backups::state(tx, &cx.services().zone, cx.access.now())?;
    let mailer = cx.part::<Mailer>();
    let mail_sent = mailer.is_on() && tx.count(MAIL_COUNT, &MailState::Sent)? > 0;
    let mail_why = match mailer.is_on() {
        true => tr!(l, "setup-mail-try"),
        false => tr!(l, "setup-mail-why"),
    };
    let open = |words: &str, href| Some((words.to_owned(), href));
    Ok(vec![
        Step {
            name: "look",
            icon: icon!("photo"),
            done: cx.brand.logo.is_some() || cx.brand.style.is_some(),
            what: tr!(l, "setup-look").to_owned(),
            why: tr!(l, "setup-look-why").to_owned(),
            action: open(tr!(l, "setup-look-open"), "/admin/brand"),
        },
        Step {
            name: "address",
            icon: icon!("lock"),
            done: cx.portal.settings.secure,
            what: tr!(l, "setup-address").to_owned(),
            why: tr!(l, "setup-address-why").to_owned(),
            action: None,
        },
        Step {
            name: "mail",
            icon: icon!("mail"),
            done: mail_sent,
            what: tr!(l, "setup-mail").to_owned(),
            why: mail_why.to_owned(),
            action: mailer
                .is_on()
                .then(|| (tr!(l, "setup-mail-open").to_owned(), "/admin/mail")),
        },
        Step {
            name: "entities",
            icon: icon!("building-store"),
            done: !own_entities(tx)?.is_empty(),
            what: tr!(l, "setup-entities").to_owned(),
            why: tr!(l, "setup-entities-why").to_owned(),
            action: open(tr!(l, "setup-entities-open"), "/own-entities"),
        },
        Step {
            name: "exchange",
            icon: icon!("arrows-exchange"),
            done: !tx.scan(&RUN_BY_START, &(), &one)?.items.is_empty(),
            what: tr!(l, "setup-exchange").to_owned(),
            why: tr!(l, "setup-exchange-why").to_owned(),
            action: open(tr!(l, "setup-exchange-open"), "/admin/exchange/connections"),
        },
        Step {
            name: "backups",
            icon: icon!("archive"),
            done: backups.is_on() && backups.last_good.is_some(),
            what: tr!(l, "setup-backups").to_owned(),
            why: tr!(l, "setup-backups-why").to_owned(),
            action: open(tr!(l, "setup-backups-open"), "/admin/backups/settings"),
        },
        Step {
            name: "dealers",
            icon: icon!("users"),
            done: !tx.scan(&DEALER_BY_NAME, &(), &one)?.items.is_empty(),
            what: tr!(l, "setup-dealers").to_owned(),
            why: tr!(l, "setup-dealers-why").to_owned(),
            action: open(tr!(l, "setup-dealers-open"), "/dealers"),
        },
    ])
}
