//! The list of letters.

use maud::{Markup, Render, html};

use crate::platform::i18n::format;
use crate::platform::notify::{Mail, MailSettings, MailState, Transport};
use crate::platform::ui::{
    Alert, Button, Card, Chip, Column, Empty, Form, PageHead, Pager, Table, Tone, chips, more, status,
};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub(crate) struct List<'a> {
    pub cx: &'a Cx,
    pub mails: &'a [Mail],
    pub state: Option<MailState>,
    /// In the order of [`MailState::ALL`].
    pub counts: [u64; 3],
    pub next: Option<String>,
    pub first: bool,
    pub settings: &'a MailSettings,
}

impl List<'_> {
    pub fn render(&self) -> Markup {
        let l = self.cx.locale;
        let on = !matches!(self.settings.transport, Transport::Off);
        let mut head = PageHead::new(l, tr!(l, "office-mail-title")).facts(self.transport());
        if on {
            head = head.actions(
                Form::post("/admin/mail/trial", self.cx.csrf())
                    .class("kb-row")
                    .body(Button::plain(tr!(l, "office-mail-trial")).icon(icon!("mail-forward"))),
            );
        }
        html! {
            (head)
            div.kb-stack-lg {
                @if !on {
                    (Alert::warning(tr!(l, "office-mail-off")).body(tr!(l, "office-mail-off-body")))
                }
                (self.filters())
                @if self.mails.is_empty() {
                    (Empty {
                        icon: icon!("mail"),
                        title: tr!(l, "office-mail-empty").into(),
                        body: tr!(l, "office-mail-empty-body").into(),
                        action: None,
                    })
                } @else {
                    (Card::new().flush(self.table()))
                    (Pager {
                        locale: l,
                        previous: (!self.first).then(|| "/admin/mail".into()),
                        next: self.next.clone().map(Into::into),
                        shown: None,
                    })
                }
            }
        }
    }

    fn transport(&self) -> Markup {
        let l = self.cx.locale;
        let from = self.settings.from.as_str();
        html! {
            @match &self.settings.transport {
                Transport::Off => {},
                Transport::Folder(_) => (tr!(l, "office-mail-by-folder", from = from)),
                Transport::Smtp(smtp) => (tr!(l, "office-mail-by-smtp", from = from, host = smtp.host.as_str())),
            }
        }
    }

    fn filters(&self) -> Markup {
        let l = self.cx.locale;
        let all = Chip::new(tr!(l, "office-mail-all"), "/admin/mail", self.state.is_none());
        let states = MailState::ALL.into_iter().zip(self.counts).map(|(state, count)| {
            let href = format!("/admin/mail?state={}", state.id());
            Chip::new(self.state_name(state), href, self.state == Some(state)).count(count)
        });
        chips(tr!(l, "office-mail-filter"), std::iter::once(all).chain(states))
    }

    fn state_name(&self, state: MailState) -> &'static str {
        let l = self.cx.locale;
        match state {
            MailState::Waiting => tr!(l, "office-mail-waiting"),
            MailState::Sent => tr!(l, "office-mail-sent"),
            MailState::Failed => tr!(l, "office-mail-failed"),
        }
    }

    fn table(&self) -> Markup {
        let l = self.cx.locale;
        let zone = &self.cx.zone;
        Table::new(tr!(l, "office-mail-title"), self.mails)
            .column(Column::title(tr!(l, "office-mail-subject"), |mail: &Mail| {
                self.cx.say(&mail.subject)
            }))
            .column(Column::text(tr!(l, "office-mail-to"), |mail: &Mail| {
                html! { (mail.name) br; span.kb-sm.kb-soft { (mail.to) } }
            }))
            .column(Column::text(tr!(l, "office-mail-created"), |mail: &Mail| {
                format::datetime(mail.created, zone)
            }))
            .column(Column::status(tr!(l, "office-mail-state"), |mail: &Mail| {
                self.state_of(mail)
            }))
            .column(Column::text(tr!(l, "office-mail-answer"), |mail: &Mail| {
                self.answers(mail)
            }))
            .column(Column::actions(tr!(l, "office-mail-actions"), |mail: &Mail| {
                self.resend(mail)
            }))
            .render()
    }

    fn state_of(&self, mail: &Mail) -> Markup {
        let name = self.state_name(mail.state);
        match mail.state {
            MailState::Waiting => status(Tone::Move, icon!("clock"), name),
            MailState::Sent => status(Tone::Good, icon!("check"), name),
            MailState::Failed => status(Tone::Bad, icon!("alert-circle"), name),
        }
    }

    /// The last answer, and the earlier ones on demand.
    fn answers(&self, mail: &Mail) -> Markup {
        let (l, zone) = (self.cx.locale, &self.cx.zone);
        let Some((last, before)) = mail.attempts.split_last() else {
            return html! {};
        };
        html! {
            span.kb-sm { (last.answer) }
            @if mail.state == MailState::Waiting {
                div.kb-sm.kb-soft { (tr!(l, "office-mail-next-try", at = format::datetime(mail.due, zone))) }
            }
            @if !before.is_empty() {
                (more(tr!(l, "office-mail-earlier", count = before.len()), html! {
                    ul.kb-sm {
                        @for attempt in before.iter().rev() {
                            li { (format::datetime(attempt.at, zone)) ": " (attempt.answer) }
                        }
                    }
                }, false))
            }
        }
    }

    fn resend(&self, mail: &Mail) -> Markup {
        let l = self.cx.locale;
        html! {
            @if mail.can_be_resent() {
                (Form::post(format!("/admin/mail/{}/sending", mail.id), self.cx.csrf())
                    .class("kb-row")
                    .body(Button::quiet(tr!(l, "office-mail-resend")).small()))
            }
        }
    }
}
