//! Letters as records: what is to be sent, what was sent, and what came of it.

use serde::{Deserialize, Serialize};

use super::notice::Notice;
use crate::platform::access::{Account, Membership, Technical, Write};
use crate::platform::error::Error;
use crate::platform::store::{Counter, Index, Indexer, KeyPart, Record, Table};
use crate::platform::values::{DealerId, Email, Id, Locale, MembershipId, Message, Moment, Scope};

/// Seconds between the tries of one letter; after the last it is given up.
const PAUSES: [i64; 6] = [60, 5 * 60, 30 * 60, 2 * 3_600, 6 * 3_600, 12 * 3_600];
/// Tries that a letter remembers.
const ATTEMPTS_KEPT: usize = 20;
/// Seconds that a letter of notices waits for more of them.
const GATHERING: i64 = 120;
/// Notices that one letter spells out; the rest are counted.
const LINES_MAX: usize = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailState {
    Waiting,
    Sent,
    /// Given up; can be sent again by hand.
    Failed,
}

impl MailState {
    pub const ALL: [MailState; 3] = [MailState::Waiting, MailState::Sent, MailState::Failed];

    pub const fn id(self) -> &'static str {
        match self {
            MailState::Waiting => "waiting",
            MailState::Sent => "sent",
            MailState::Failed => "failed",
        }
    }

    pub fn from_id(id: &str) -> Option<MailState> {
        MailState::ALL.into_iter().find(|state| state.id() == id)
    }
}

impl KeyPart for MailState {
    fn encode(&self, out: &mut Vec<u8>) {
        self.id().encode(out);
    }
}

/// One try.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    pub at: Moment,
    pub sent: bool,
    /// What the mail server said, or why it could not be asked.
    pub answer: String,
}

/// A sentence of a letter and the page that it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub sentence: Message,
    /// A path within the cabinet.
    #[serde(default)]
    pub link: Option<String>,
    /// The words of the link; the address itself when absent.
    #[serde(default)]
    pub link_text: Option<Message>,
    /// The link is a key of this person: it is erased when the letter has gone.
    #[serde(default)]
    pub by_key: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    pub id: Id<Mail>,
    pub to: Email,
    pub name: String,
    #[serde(default)]
    pub company: Option<DealerId>,
    pub locale: Locale,
    pub subject: Message,
    pub lines: Vec<Line>,
    /// Notices that found no place among the lines.
    #[serde(default)]
    pub more: u32,
    /// Carries a secret (an invitation): its lines are erased when it is sent.
    #[serde(default)]
    pub secret: bool,
    /// Whose notices it gathers.
    #[serde(default)]
    pub gathers: Option<MembershipId>,
    pub created: Moment,
    /// When it is to be tried next; for waiting ones only.
    pub due: Moment,
    pub state: MailState,
    /// Since it was queued or sent again by hand.
    #[serde(default)]
    pub tries: u32,
    #[serde(default)]
    pub attempts: Vec<Attempt>,
}

pub const MAIL_BY_TIME: Index<Mail> = Index::new(9 * 16, "mail.by_time");
pub const MAIL_BY_STATE: Index<Mail> = Index::new(9 * 16 + 1, "mail.by_state");
/// Those that wait, by when they are to be tried next.
pub const MAIL_DUE: Index<Mail> = Index::new(9 * 16 + 2, "mail.due");
/// The letter that still takes a membership's notices.
pub(super) const MAIL_GATHERING: Index<Mail> = Index::unique(9 * 16 + 3, "mail.gathering");
/// By state.
pub const MAIL_COUNT: Counter = Counter::new(9 * 16, "mail.count");

impl Record for Mail {
    const TABLE: Table = Table::new(9, "mail");
    type Key = Id<Mail>;

    fn key(&self) -> Id<Mail> {
        self.id
    }

    /// Who may write to somebody; the list of letters is a page of administrators.
    fn visible_to(&self, scope: &Scope) -> bool {
        match self.company {
            Some(dealer) => scope.includes(dealer),
            None => scope.is_staff(),
        }
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&MAIL_BY_TIME, &self.created);
        indexer.put(&MAIL_BY_STATE, &(self.state, self.created));
        indexer.count(MAIL_COUNT, &self.state);
        if self.state == MailState::Waiting {
            indexer.put(&MAIL_DUE, &self.due);
            if let (Some(membership), 0) = (self.gathers, self.tries) {
                indexer.put(&MAIL_GATHERING, &membership);
            }
        }
    }
}

impl Technical for Mail {}

/// A notice on its way into a letter.
pub(super) struct Told<'a> {
    pub notice: &'a Notice,
    /// What the letter says in place of the notice's sentence.
    pub letter: Option<&'a Message>,
    /// The path that opens it for this very person.
    pub by_key: Option<String>,
}

/// What is to be said to whom.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: Email,
    pub name: String,
    /// The dealer whose person is written to; none for the manufacturer's.
    pub company: Option<DealerId>,
    pub locale: Locale,
    pub subject: Message,
    pub lines: Vec<Message>,
    /// A path within the cabinet and the words of the link.
    pub link: Option<(String, Message)>,
    /// The link is a secret: it is erased from the log when the letter has gone.
    pub secret: bool,
}

/// Queues a letter in this write: it goes when the write is on disk, and not at all when the write fails.
pub fn queue(write: &mut Write<'_, '_>, letter: Letter) -> Result<Id<Mail>, Error> {
    let now = write.now();
    let mut lines: Vec<Line> = letter
        .lines
        .into_iter()
        .map(|sentence| Line {
            sentence,
            link: None,
            link_text: None,
            by_key: false,
        })
        .collect();
    if let (Some((link, text)), Some(last)) = (letter.link, lines.last_mut()) {
        last.link = Some(link);
        last.link_text = Some(text);
    }
    let mail = Mail {
        id: write.fresh_id(),
        to: letter.to,
        name: letter.name,
        company: letter.company,
        locale: letter.locale,
        subject: letter.subject,
        lines,
        more: 0,
        secret: letter.secret,
        gathers: None,
        created: now,
        due: now,
        state: MailState::Waiting,
        tries: 0,
        attempts: Vec::new(),
    };
    write.technical(&mail)?;
    Ok(mail.id)
}

impl Mail {
    /// A letter that gathers notices; `None` when the account's address can't be written to.
    pub(super) fn of_notice(
        id: Id<Mail>,
        account: &Account,
        member: &Membership,
        told: Told<'_>,
        now: Moment,
    ) -> Option<Mail> {
        let mut mail = Mail {
            id,
            to: Email::parse(&account.email).ok()?,
            name: member.name.clone(),
            company: member.company,
            locale: account.locale,
            subject: Message::new("notify-mail-subject"),
            lines: Vec::new(),
            more: 0,
            secret: false,
            gathers: Some(member.id),
            created: now,
            due: now.plus_seconds(GATHERING),
            state: MailState::Waiting,
            tries: 0,
            attempts: Vec::new(),
        };
        mail.add(told);
        Some(mail)
    }

    pub(super) fn add(&mut self, told: Told<'_>) {
        if self.lines.len() >= LINES_MAX {
            self.more += 1;
            return;
        }
        let Told { notice, letter, by_key } = told;
        self.lines.push(Line {
            sentence: letter.unwrap_or(&notice.sentence).clone(),
            link_text: by_key.as_ref().map(|_| Message::new("notify-mail-by-key")),
            by_key: by_key.is_some(),
            link: by_key.or_else(|| Some(notice.link.clone())),
        });
        // One thing is told in the subject itself, without what only a letter may say.
        self.subject = match self.lines.len() {
            1 => notice.sentence.clone(),
            count => Message::new("notify-mail-subject").with("count", count),
        };
    }

    /// What comes of a try. A server's final «no» ends it at once; other failures are tried again with growing pauses.
    pub(super) fn tried(&mut self, at: Moment, outcome: Result<String, (bool, String)>) {
        let sent = outcome.is_ok();
        let (last, answer) = match outcome {
            Ok(answer) => (true, answer),
            Err((last, reason)) => (last, reason),
        };
        let pause = PAUSES.get(self.tries as usize).filter(|_| !last);
        self.tries += 1;
        self.attempts.push(Attempt { at, sent, answer });
        if self.attempts.len() > ATTEMPTS_KEPT {
            self.attempts.remove(0);
        }
        (self.state, self.due) = match (sent, pause) {
            (true, _) => (MailState::Sent, at),
            (false, Some(pause)) => (MailState::Waiting, at.plus_seconds(*pause)),
            (false, None) => (MailState::Failed, at),
        };
        if sent && self.secret {
            self.lines.clear();
        }
        if sent {
            for line in self.lines.iter_mut().filter(|line| line.by_key) {
                (line.link, line.link_text) = (None, None);
            }
        }
    }

    /// Can it be sent again by hand? Not when its words were erased.
    pub fn can_be_resent(&self) -> bool {
        self.state != MailState::Waiting && !self.lines.is_empty()
    }

    pub(super) fn again(&mut self, now: Moment) {
        self.state = MailState::Waiting;
        self.due = now;
        self.tries = 0;
        self.gathers = None;
    }
}
