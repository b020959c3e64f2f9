//! The bell's page.

use serde::Deserialize;

use crate::modules::office::views;
use crate::platform::error::Error;
use crate::platform::notify::{self, Listener, Mailer, Notice};
use crate::platform::store::ReadTx;
use crate::platform::values::{Cursor, Id, Message, PageRequest};
use crate::platform::web::{Cx, Home, Outcome, PageHead};
use crate::tr;

/// Notices on one page.
const ROWS: usize = 50;

#[derive(Deserialize)]
pub(crate) struct ListQuery {
    after: Option<Cursor>,
}

pub(crate) async fn list(cx: Cx) -> Outcome {
    let query: ListQuery = cx.query()?;
    let listener = own(&cx)?;
    let tx = cx.access.read()?;
    let request = PageRequest::first(ROWS).descending().after(query.after.clone());
    let page = notify::heard(&tx, &listener, request)?;
    let mail = notify::gets_mail(&tx, listener.membership)?;
    let unread = notify::unread(&tx, &listener)?;
    drop(tx);
    let newest = page.items.first().map_or(0, |notice| notice.seq);
    let numbers: Vec<(u64, bool)> = page
        .items
        .iter()
        .map(|notice| (notice.seq, notice.read.is_some()))
        .collect();
    // «5 минут назад» goes stale by the minute.
    let minute = cx.access.now().millis() / 60_000;
    if let Some(same) = cx.not_modified((numbers, mail, unread, minute))? {
        return Ok(same);
    }
    let view = views::notices::List {
        cx: &cx,
        notices: &page.items,
        unread,
        newest,
        next: page.next.map(|next| format!("/notices?after={}", String::from(next))),
        first: query.after.is_none(),
        mail: cx.part::<Mailer>().is_on().then_some(mail),
    };
    let head = PageHead {
        title: tr!(cx.locale, "office-notices-title"),
        current: "/notices",
    };
    cx.page(head, view.render())
}

/// Notices on the home page.
const ON_HOME: usize = 4;
/// What is older than this many days is no change any more.
const ON_HOME_DAYS: i64 = 30;

/// What the module adds to the home page: what changed lately.
pub(crate) fn home(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    let Some(listener) = Listener::of(&cx.access) else {
        return Ok(());
    };
    let latest = PageRequest::first(ON_HOME).descending();
    let mut notices = notify::heard(tx, &listener, latest)?.items;
    let now = cx.access.now();
    notices.retain(|notice| now.seconds_since(notice.at) < ON_HOME_DAYS * 86_400);
    if !notices.is_empty() {
        let unread = notify::unread(tx, &listener)?;
        home.open.push(views::notices::latest(cx, &notices, unread));
    }
    Ok(())
}

/// Opens what a notice is about, and marks it as read: a link, so that it opens in another tab too.
pub(crate) async fn open(cx: Cx) -> Outcome {
    let id: Id<Notice> = cx.param("id")?;
    // The bell is one's own, also while one sees the cabinet as somebody else.
    let own = cx.access.of_oneself()?;
    let listener = Listener::of(&own).ok_or(Error::NotFound)?;
    let notice = own.write(move |write| notify::read_one(write, &listener, id)).await?;
    cx.redirect(own_path(&notice.link))
}

#[derive(Deserialize)]
pub(crate) struct ReadingForm {
    /// The newest notice on the page: what came meanwhile stays unread.
    upto: u64,
}

pub(crate) async fn read_all(cx: Cx) -> Outcome {
    let form: ReadingForm = cx.form()?;
    let membership = own(&cx)?.membership;
    while cx
        .access
        .write(move |write| notify::read_all(write, membership, form.upto))
        .await?
    {}
    cx.redirect("/notices")
}

#[derive(Deserialize)]
pub(crate) struct MailForm {
    on: bool,
}

pub(crate) async fn mail(cx: Cx) -> Outcome {
    let form: MailForm = cx.form()?;
    let membership = own(&cx)?.membership;
    let company = cx.access.actor().company;
    cx.access
        .write(move |write| notify::set_mail(write, membership, company, form.on))
        .await?;
    let said = if form.on {
        "office-notices-mail-now-on"
    } else {
        "office-notices-mail-now-off"
    };
    cx.flash(Message::new(said)).await?;
    cx.redirect("/notices")
}

fn own(cx: &Cx) -> Result<Listener, Error> {
    Listener::of(&cx.access).ok_or(Error::NotFound)
}

/// A link is written by our own events; whatever else it might be leads home.
fn own_path(link: &str) -> &str {
    let inside = link.starts_with('/') && !link.starts_with("//") && !link.contains('\\');
    if inside { link } else { "/" }
}

#[cfg(test)]
mod tests {
    #[test]
    fn notices_lead_into_the_cabinet_only() {
        for (link, expected) in [
            ("/orders/26-000042", "/orders/26-000042"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("", "/"),
        ] {
            assert_eq!(super::own_path(link), expected);
        }
    }
}
