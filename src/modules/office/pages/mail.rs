//! The log of letters.

use serde::Deserialize;

use crate::modules::office::{OfficeEvent, views};
use crate::platform::error::Error;
use crate::platform::notify::{self, Letter, MAIL_BY_STATE, MAIL_BY_TIME, MAIL_COUNT, Mail, MailState, Mailer};
use crate::platform::store::Reader;
use crate::platform::values::{Cursor, Email, Id, Message, PageRequest};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Letters on one page.
const ROWS: usize = 50;

#[derive(Deserialize)]
pub(crate) struct ListQuery {
    state: Option<String>,
    after: Option<Cursor>,
}

pub(crate) async fn list(cx: Cx) -> Outcome {
    let query: ListQuery = cx.query()?;
    let state = query
        .state
        .as_deref()
        .map(|id| MailState::from_id(id).ok_or(Error::NotFound))
        .transpose()?;
    let tx = cx.access.read()?;
    let request = PageRequest::first(ROWS).descending().after(query.after.clone());
    let page = match state {
        Some(state) => tx.scan(&MAIL_BY_STATE, &state, &request)?,
        None => tx.scan(&MAIL_BY_TIME, &(), &request)?,
    };
    let mut counts = [0; 3];
    for (count, state) in counts.iter_mut().zip(MailState::ALL) {
        *count = u64::try_from(tx.count(MAIL_COUNT, &state)?).unwrap_or(0);
    }
    drop(tx);
    let mailer = cx.part::<Mailer>();
    let next = page.next.map(|next| {
        let state = state.map(|state| format!("state={}&", state.id())).unwrap_or_default();
        format!("/admin/mail?{state}after={}", String::from(next))
    });
    let view = views::mail::List {
        cx: &cx,
        mails: &page.items,
        state,
        counts,
        next,
        first: query.after.is_none(),
        settings: mailer.settings(),
    };
    let head = PageHead {
        title: tr!(cx.locale, "office-mail-title"),
        current: "/admin/mail",
    };
    cx.page(head, view.render())
}

pub(crate) async fn resend(cx: Cx) -> Outcome {
    let id: Id<Mail> = cx.param("id")?;
    let outcome = cx
        .access
        .write(move |write| {
            notify::resend(write, id)?;
            write.change(&OfficeEvent::MailResent { id }).map(|_| ())
        })
        .await;
    let said = match outcome {
        Ok(()) => Message::new("office-mail-resent"),
        Err(Error::Refused(message)) => message,
        Err(error) => return Err(error),
    };
    cx.flash(said).await?;
    cx.redirect("/admin/mail")
}

/// A letter to oneself: does mail work at all?
pub(crate) async fn trial(cx: Cx) -> Outcome {
    let person = cx.person()?;
    let letter = Letter {
        to: Email::parse(&person.account.email).map_err(|_| Error::Refused(Message::new("office-mail-own-address")))?,
        name: person.member.name.clone(),
        company: None,
        locale: cx.locale,
        subject: Message::new("office-mail-trial-subject"),
        lines: vec![Message::new("office-mail-trial-line")],
        link: Some(("/admin/mail".into(), Message::new("office-mail-title"))),
        secret: false,
    };
    cx.access
        .write(move |write| {
            let id = notify::queue(write, letter.clone())?;
            write.change(&OfficeEvent::MailTried { id }).map(|_| ())
        })
        .await?;
    cx.flash(Message::new("office-mail-trial-queued")).await?;
    cx.redirect("/admin/mail")
}
