//! Who is told, how often, and what becomes of letters.

mod always;

use std::path::Path;
use std::sync::Arc;

use jiff::tz::TimeZone;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use super::*;
use crate::platform::access::{Account, Membership, Permission, Role, account_id_of};
use crate::platform::journal::{Event, Follower, Recipient, Subject};
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Store};
use crate::platform::values::{Clock, DealerId, Email, Id, Locale, MembershipId, Message};

const SEE: Permission = Permission::new("orders.see", &[Role::Director, Role::Buyer, Role::Admin, Role::Manager]);
/// Held by fewer.
const MONEY: Permission = Permission::new("money.see", &[Role::Director, Role::Manager]);
const NOW: Moment = Moment::from_millis(1_790_000_000_000);

#[derive(Clone)]
struct Told(Option<DealerId>, Vec<Recipient>);

impl Event for Told {
    fn kind(&self) -> &'static str {
        "orders.submitted"
    }
    fn subject(&self) -> Subject {
        Subject::new("order", "26-000042", "/orders/26-000042")
    }
    fn dealer(&self) -> Option<DealerId> {
        self.0
    }
    fn sentence(&self) -> Message {
        Message::new("access-event-invited").with("name", "Заказ 26-000042")
    }
    fn told(&self) -> Vec<Recipient> {
        self.1.clone()
    }
}

struct Bench {
    services: Arc<Services>,
    access: Access,
}

fn dealer(name: &str) -> DealerId {
    Id::derived("dealer", name)
}

fn member_id(name: &str) -> MembershipId {
    Id::derived("membership", name)
}

impl Bench {
    fn new() -> Bench {
        let store = Store::start(MemoryEngine::new(11), |error| panic!("{error}")).unwrap();
        let services = Services::new(store, Clock::standing_at(NOW), TimeZone::UTC);
        Bench {
            access: Access::system(&services, "test"),
            services,
        }
    }

    async fn add(&self, name: &str, role: Role, company: Option<DealerId>, dealers: &[DealerId]) {
        let (name, dealers) = (name.to_owned(), dealers.to_vec());
        let work = move |write: &mut crate::platform::access::Write<'_, '_>| {
            let email = format!("{name}@sever.example");
            let account = Account {
                id: account_id_of(&email),
                email,
                name: name.clone(),
                password: None,
                locale: Locale::Ru,
                theme: Default::default(),
                zone: None,
                disabled: false,
                second_factor: None,
                created: NOW,
            };
            let member = Membership {
                id: member_id(&name),
                account: account.id,
                company,
                company_name: "Север".into(),
                name: name.clone(),
                role,
                own_role: None,
                extra: Default::default(),
                stands_in: Vec::new(),
                dealers: dealers.clone(),
                phone: None,
                disabled: name == "gone",
                created: NOW,
            };
            let mut change = write.change(&Told(None, Vec::new()))?;
            change.save(&account)?;
            change.save(&member)?;
            Ok(())
        };
        self.access.write(work).await.unwrap();
    }

    async fn tell(&self, by: &Access, event: Told) {
        by.write(move |write| write.change(&event).map(|_| ())).await.unwrap();
    }

    async fn ring(&self) {
        let subscriber = bell(vec![SEE, MONEY], Vec::new(), true);
        let follower = Follower::new(self.services.store.clone(), self.services.clock.clone(), subscriber);
        while follower.portion().await.unwrap() > 0 {}
    }

    fn told(&self) -> Vec<(String, u64)> {
        let tx = self.access.read().unwrap();
        let mut told: Vec<(String, u64)> = Vec::new();
        for name in [
            "director", "buyer", "seller", "gone", "other", "manager", "stranger", "admin",
        ] {
            let count = unread(&tx, &Listener::unbound(member_id(name))).unwrap();
            if count > 0 {
                told.push((name.to_owned(), count));
            }
        }
        told
    }

    fn letters(&self) -> Vec<Mail> {
        self.access
            .read()
            .unwrap()
            .scan(&MAIL_BY_TIME, &(), &PageRequest::first(100))
            .unwrap()
            .items
    }
}

async fn peopled() -> Bench {
    let bench = Bench::new();
    let (north, south) = (dealer("north"), dealer("south"));
    bench.add("director", Role::Director, Some(north), &[]).await;
    bench.add("buyer", Role::Buyer, Some(north), &[]).await;
    bench.add("seller", Role::Seller, Some(north), &[]).await;
    bench.add("gone", Role::Buyer, Some(north), &[]).await;
    bench.add("other", Role::Director, Some(south), &[]).await;
    bench.add("manager", Role::Manager, None, &[north]).await;
    bench.add("stranger", Role::Manager, None, &[south]).await;
    bench.add("admin", Role::Admin, None, &[]).await;
    bench
}

fn of_dealer(name: &str) -> Recipient {
    Recipient::Dealer {
        dealer: dealer(name),
        permission: SEE.id.into(),
    }
}

#[tokio::test]
async fn those_are_told_whom_it_concerns_and_once() {
    let north = dealer("north");
    for (recipients, expected) in [
        (vec![of_dealer("north")], &["director", "buyer"][..]),
        (
            vec![
                of_dealer("north"),
                Recipient::Member {
                    membership: member_id("buyer"),
                },
            ],
            &["director", "buyer"],
        ),
        (vec![Recipient::Managers { dealer: north }], &["manager"]),
        (
            vec![Recipient::Staff {
                permission: SEE.id.into(),
            }],
            &["manager", "admin"],
        ),
        (
            vec![Recipient::Member {
                membership: member_id("seller"),
            }],
            &["seller"],
        ),
        (
            vec![Recipient::Member {
                membership: member_id("other"),
            }],
            &[],
        ),
        // Who lacks one of two isn't told.
        (
            vec![Recipient::DealerHolding {
                dealer: north,
                permissions: vec![SEE.id.into(), MONEY.id.into()],
            }],
            &["director"],
        ),
        (
            vec![Recipient::ManagersHolding {
                dealer: north,
                permissions: vec![SEE.id.into(), MONEY.id.into()],
            }],
            &["manager"],
        ),
        (
            vec![Recipient::ManagersHolding {
                dealer: north,
                permissions: vec![SEE.id.into(), "no.such".into()],
            }],
            &[],
        ),
        (vec![of_dealer("south")], &[]),
        (
            vec![Recipient::Member {
                membership: member_id("gone"),
            }],
            &[],
        ),
        (
            vec![Recipient::Staff {
                permission: "no.such".into(),
            }],
            &[],
        ),
    ] {
        let bench = peopled().await;
        bench.tell(&bench.access, Told(Some(north), recipients.clone())).await;
        bench.ring().await;
        let expected: Vec<(String, u64)> = expected.iter().map(|name| ((*name).to_owned(), 1)).collect();
        assert_eq!(bench.told(), expected, "{recipients:?}");
    }
}

#[tokio::test]
async fn the_one_who_did_it_is_not_told() {
    let bench = peopled().await;
    let buyer = bench
        .access
        .read()
        .unwrap()
        .get::<Membership>(&member_id("buyer"))
        .unwrap()
        .unwrap();
    let access = Access::of_member(&bench.services, &buyer, "request").unwrap();
    bench
        .tell(&access, Told(Some(dealer("north")), vec![of_dealer("north")]))
        .await;
    bench.ring().await;
    assert_eq!(bench.told(), [("director".to_owned(), 1)]);
}

#[tokio::test]
async fn reading_lowers_the_counter_and_is_ones_own_affair() {
    let bench = peopled().await;
    for _ in 0..3 {
        bench
            .tell(&bench.access, Told(Some(dealer("north")), vec![of_dealer("north")]))
            .await;
    }
    bench.ring().await;
    let page = PageRequest::first(10).descending();
    let notices = bench
        .access
        .read()
        .unwrap()
        .scan(&NOTICE_BY_MEMBER, &member_id("buyer"), &page)
        .unwrap()
        .items;
    assert!(notices.windows(2).all(|pair| pair[0].seq > pair[1].seq));
    let id = notices[0].id;
    let foreign = bench
        .access
        .write(move |write| read_one(write, &Listener::unbound(member_id("director")), id))
        .await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    bench
        .access
        .write(move |write| read_one(write, &Listener::unbound(member_id("buyer")), id))
        .await
        .unwrap();
    bench
        .access
        .write(move |write| read_one(write, &Listener::unbound(member_id("buyer")), id))
        .await
        .unwrap();
    assert_eq!(bench.told(), [("director".to_owned(), 3), ("buyer".to_owned(), 2)]);
    let upto = notices[1].seq;
    bench
        .access
        .write(move |write| read_all(write, member_id("director"), upto))
        .await
        .unwrap();
    assert_eq!(bench.told(), [("director".to_owned(), 1), ("buyer".to_owned(), 2)]);
}

#[tokio::test]
async fn old_history_is_not_news() {
    let bench = peopled().await;
    bench
        .tell(&bench.access, Told(Some(dealer("north")), vec![of_dealer("north")]))
        .await;
    bench.services.clock.set(NOW.plus_seconds(15 * 86_400));
    bench.ring().await;
    assert!(bench.told().is_empty());
    assert!(bench.letters().is_empty());
    let page = PageRequest::first(10);
    assert_eq!(
        bench
            .access
            .read()
            .unwrap()
            .scan(&NOTICE_BY_MEMBER, &member_id("buyer"), &page)
            .unwrap()
            .items
            .len(),
        1
    );
}

#[tokio::test]
async fn several_notices_become_one_letter_to_each_who_wants_it() {
    let bench = peopled().await;
    let north = Some(dealer("north"));
    bench
        .access
        .write(move |write| set_mail(write, member_id("director"), north, false))
        .await
        .unwrap();
    for _ in 0..35 {
        bench.tell(&bench.access, Told(north, vec![of_dealer("north")])).await;
    }
    bench.ring().await;
    let letters = bench.letters();
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (letters[0].to.as_str(), letters[0].lines.len(), letters[0].more),
        ("buyer@sever.example", 30, 5)
    );
    assert!(letters[0].due > NOW, "the letter waits for more");
}

fn to_anna(secret: bool) -> Letter {
    Letter {
        to: Email::parse("anna@sever.example").unwrap(),
        name: "Анна\r\nBcc: boris@sever.example".into(),
        company: None,
        locale: Locale::Ru,
        subject: Message::new("access-event-invited").with("name", "Анна\r\nX-Evil: 1"),
        lines: vec![Message::new("access-event-invited").with("name", "<b>Анна</b>")],
        link: Some((
            "/invitations/secret".into(),
            Message::new("access-permission-access-signed-in"),
        )),
        secret,
    }
}

fn settings(transport: Transport) -> MailSettings {
    MailSettings {
        transport,
        from: Email::parse("cabinet@zavod.example").unwrap(),
        public_origin: "https://cabinet.example/".into(),
    }
}

fn the_file(folder: &Path) -> String {
    let files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    std::fs::read_to_string(&files[0]).unwrap()
}

#[tokio::test]
async fn a_letter_into_a_folder_is_whole_and_carries_no_foreign_headers() {
    let bench = Bench::new();
    let folder = tempfile::tempdir().unwrap();
    let mailer = Mailer::new(settings(Transport::Folder(folder.path().to_owned()))).unwrap();
    let id = bench.access.write(|write| queue(write, to_anna(true))).await.unwrap();
    mailer.send_due(&bench.access).await.unwrap();
    let text = the_file(folder.path());
    let head = text.split("\r\n\r\n").next().unwrap();
    for line in head.lines() {
        assert!(!line.starts_with("Bcc") && !line.starts_with("X-Evil"), "{head}");
    }
    assert!(
        head.contains("anna@sever.example") && head.contains("Auto-Submitted: auto-generated"),
        "{head}"
    );
    let mail = bench.access.read().unwrap().get::<Mail>(&id).unwrap().unwrap();
    assert_eq!((mail.state, mail.attempts.len()), (MailState::Sent, 1));
    assert!(mail.lines.is_empty(), "the secret is erased");
    let again = bench.access.write(move |write| resend(write, id)).await;
    assert!(matches!(again, Err(Error::Refused(message)) if message.id == "notify-mail-erased"));
}

/// A mail server of one letter that answers the given line to the recipient and keeps what it is told.
async fn server(answer: &'static str) -> (u16, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let work = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 test\r\n").await.unwrap();
        let (mut told, mut data) = (String::new(), false);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return told;
            }
            told.push_str(&line);
            let reply = match (data, line.trim_end()) {
                (true, ".") => {
                    data = false;
                    "250 queued as 7F3A"
                }
                (true, _) => continue,
                (false, "DATA") => {
                    data = true;
                    "354 go on"
                }
                (false, line) if line.starts_with("RCPT") => answer,
                (false, "QUIT") => return told,
                _ => "250 OK",
            };
            stream.write_all(format!("{reply}\r\n").as_bytes()).await.unwrap();
        }
    });
    (port, work)
}

async fn sent_to(answer: &'static str) -> (Bench, Mail) {
    let bench = Bench::new();
    let (port, _work) = server(answer).await;
    let (host, port, security) = ("127.0.0.1".to_owned(), Some(port), Security::Plain);
    let smtp = Smtp {
        host,
        port,
        security,
        user: None,
        password: None,
    };
    let mailer = Mailer::new(settings(Transport::Smtp(smtp))).unwrap();
    let id = bench.access.write(|write| queue(write, to_anna(false))).await.unwrap();
    mailer.send_due(&bench.access).await.unwrap();
    let mail = bench.access.read().unwrap().get::<Mail>(&id).unwrap().unwrap();
    (bench, mail)
}

#[tokio::test]
async fn the_servers_answer_is_kept() {
    let (bench, mail) = sent_to("250 OK").await;
    assert_eq!(mail.state, MailState::Sent);
    assert!(
        mail.attempts[0].answer.contains("queued as 7F3A"),
        "{:?}",
        mail.attempts
    );
    let id = mail.id;
    bench.access.write(move |write| resend(write, id)).await.unwrap();
    assert_eq!(bench.letters()[0].state, MailState::Waiting);
    let waiting = bench.access.write(move |write| resend(write, id)).await;
    assert!(matches!(waiting, Err(Error::Refused(message)) if message.id == "notify-mail-waits"));
}

#[tokio::test]
async fn a_final_no_ends_it_and_a_passing_one_is_tried_again() {
    let (_bench, mail) = sent_to("550 no such user").await;
    assert_eq!(mail.state, MailState::Failed);
    assert!(mail.attempts[0].answer.contains("no such user"), "{:?}", mail.attempts);
    let (_bench, mail) = sent_to("451 later").await;
    assert_eq!((mail.state, mail.due), (MailState::Waiting, NOW.plus_seconds(60)));
}

#[tokio::test]
async fn tries_are_bounded() {
    let bench = Bench::new();
    let mut mail = {
        bench.access.write(|write| queue(write, to_anna(false))).await.unwrap();
        bench.letters().remove(0)
    };
    let (mut now, mut tries) = (NOW, 0);
    while mail.state == MailState::Waiting {
        mail.tried(now, Err((false, "no answer".into())));
        assert!(mail.state == MailState::Failed || mail.due > now);
        (now, tries) = (mail.due, tries + 1);
    }
    assert_eq!((mail.state, tries), (MailState::Failed, 7));
}

#[test]
fn passwords_are_neither_shown_nor_sent_in_the_clear() {
    let smtp = |security| Smtp {
        host: "mail.example".into(),
        port: None,
        security,
        user: Some("cabinet".into()),
        password: Some("s3cret-word".into()),
    };
    assert!(!format!("{:?}", settings(Transport::Smtp(smtp(Security::Tls)))).contains("s3cret-word"));
    assert!(Mailer::new(settings(Transport::Smtp(smtp(Security::Plain)))).is_err());
    assert!(Mailer::new(settings(Transport::Smtp(smtp(Security::StartTls)))).is_ok());
}

#[tokio::test]
async fn old_notices_and_letters_go_and_waiting_ones_stay() {
    let bench = peopled().await;
    bench
        .tell(&bench.access, Told(Some(dealer("north")), vec![of_dealer("north")]))
        .await;
    bench.ring().await;
    let waiting = bench.letters().len();
    assert_eq!(waiting, 2);
    bench.services.clock.set(NOW.plus_seconds((KEPT_DAYS + 1) * 86_400));
    tidy(bench.access.clone()).await.unwrap();
    assert!(bench.told().is_empty());
    assert_eq!(bench.letters().len(), waiting);
    let mut mail = bench.letters().remove(0);
    mail.tried(NOW, Ok("250 OK".into()));
    bench.access.write(move |write| write.technical(&mail)).await.unwrap();
    tidy(bench.access.clone()).await.unwrap();
    assert_eq!(bench.letters().len(), waiting - 1);
}

/// A change whose letters open it without signing in.
struct Keyed(Told);

impl Event for Keyed {
    fn kind(&self) -> &'static str {
        self.0.kind()
    }
    fn subject(&self) -> Subject {
        self.0.subject()
    }
    fn dealer(&self) -> Option<DealerId> {
        self.0.dealer()
    }
    fn sentence(&self) -> Message {
        self.0.sentence()
    }
    fn told(&self) -> Vec<Recipient> {
        self.0.told()
    }
    fn by_key(&self) -> Option<&'static str> {
        Some("/answers/")
    }
}

#[tokio::test]
async fn each_letter_has_a_key_of_its_own_which_is_erased_when_it_has_gone() {
    use crate::platform::access::by_letter;
    let bench = peopled().await;
    let event = Told(Some(dealer("north")), vec![of_dealer("north")]);
    let write = bench
        .access
        .write(move |write| write.change(&Keyed(event.clone())).map(|_| ()));
    write.await.unwrap();
    bench.ring().await;
    let letters = bench.letters();
    assert_eq!(letters.len(), 2);
    let mut secrets = Vec::new();
    for letter in &letters {
        let [line] = letter.lines.as_slice() else {
            panic!("{letter:?}")
        };
        let link = line.link.clone().unwrap();
        let secret = link.strip_prefix("/answers/").unwrap().to_owned();
        assert!(line.by_key && secret.len() == 64, "{line:?}");
        let opened = by_letter(&bench.services, &secret, "order", "test").unwrap();
        assert_eq!(opened.account.email, letter.to.as_str());
        assert_eq!(
            (opened.key.key.as_str(), opened.access.is_staff()),
            ("26-000042", false)
        );
        // A key to an order is none to a talk.
        assert!(by_letter(&bench.services, &secret, "talk", "test").is_err());
        secrets.push(secret);
    }
    assert_ne!(secrets[0], secrets[1]);
    let mut gone = letters[0].clone();
    gone.tried(NOW, Ok("250".to_owned()));
    assert_eq!(gone.lines[0].link, None);
    let mut tried = letters[0].clone();
    tried.tried(NOW, Err((false, "later".to_owned())));
    assert_eq!(tried.lines, letters[0].lines);
}
