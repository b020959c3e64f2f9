//! The dialogue over a real socket: the stand-in for 1C plays its families against a desk that keeps what it is given.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::http::{Request as HttpRequest, header};
use parking_lot::Mutex;

use super::*;
use crate::modules::exchange::Fault;
use crate::modules::exchange::connections::{Connection, ConnectionId};
use crate::modules::exchange::desk::{Desk, Imported, Incoming, Origin, Outgoing, Progress, RunId, Sweep};
use crate::modules::exchange::dialect::{Dictionaries, Entry, Family, Settings, info_text};
use crate::modules::exchange::intake::is_sound;
use crate::platform::access::Passwords;
use crate::platform::error::Error;
use crate::platform::values::{Clock, Moment};
use crate::standin;

const PASSWORD: &str = "exchange password";

/// Keeps everything; takes some time for each import.
struct Shelf {
    connection: Mutex<Connection>,
    imported: Mutex<BTreeMap<String, Vec<u8>>>,
    quarantined: Mutex<Vec<(String, Fault)>>,
    orders: Vec<u8>,
    charset: &'static str,
    delivered: Mutex<u32>,
    swept: Mutex<Option<Moment>>,
    runs: Mutex<HashMap<RunId, bool>>,
    slow: Duration,
    papers: Mutex<Vec<String>>,
    notes: Mutex<usize>,
}

impl Desk for Shelf {
    fn connection_of(&self, user: &str) -> Result<Option<Connection>, Error> {
        Ok(Some(self.connection.lock().clone()).filter(|connection| connection.user == user))
    }
    fn connection(&self, id: ConnectionId) -> Result<Option<Connection>, Error> {
        Ok(Some(self.connection.lock().clone()).filter(|connection| connection.id == id))
    }
    fn open(&self, _: &Connection, _: Origin) -> Result<RunId, Error> {
        let run = RunId::at(Moment::EPOCH, rand::random());
        self.runs.lock().insert(run, true);
        Ok(run)
    }
    fn import(&self, _: &Connection, run: RunId, file: Incoming<'_>, progress: &Progress) -> Result<Imported, Error> {
        assert!(self.runs.lock()[&run], "the run is open");
        std::thread::sleep(self.slow);
        progress.add(7);
        if !is_sound(file.path) {
            return Ok(Imported {
                fault: Some(Fault::Truncated { line: 1 }),
                ..Imported::default()
            });
        }
        let bytes = std::fs::read(file.path).unwrap();
        self.imported.lock().insert(file.name.to_owned(), bytes);
        let pictures = file.folder.join("import_files");
        if file.name.starts_with("import") && pictures.exists() {
            self.imported.lock().insert("pictures".into(), Vec::new());
        }
        Ok(Imported::default())
    }
    fn take_papers(&self, _: &Connection, run: RunId, folder: &Path, places: &[String]) -> Result<(), Error> {
        assert!(self.runs.lock()[&run], "the run is open");
        assert!(
            places
                .iter()
                .all(|place| folder.join("kabinet_files").join(place).is_file())
        );
        self.papers.lock().extend_from_slice(places);
        Ok(())
    }
    fn note(&self, _: &Connection, run: RunId, report: crate::modules::exchange::Report) -> Result<(), Error> {
        assert!(self.runs.lock()[&run], "the run is open");
        *self.notes.lock() += report.findings.len();
        Ok(())
    }
    fn close(&self, _: &Connection, run: RunId) -> Result<(), Error> {
        self.runs.lock().insert(run, false);
        Ok(())
    }
    fn quarantine(&self, _: &Connection, _: RunId, name: &str, path: &Path, fault: &Fault) -> Result<(), Error> {
        std::fs::remove_file(path).unwrap();
        self.quarantined.lock().push((name.to_owned(), fault.clone()));
        Ok(())
    }
    fn archive(&self, _: &Connection, _: RunId, _: &str, path: &Path, _: &Imported) -> Result<(), Error> {
        std::fs::remove_file(path).map_err(Error::internal)
    }
    fn put_down(&self, _: &Connection, _: &Outgoing) -> Result<(), Error> {
        Ok(())
    }
    fn orders(&self, _: &Connection, _: Origin) -> Result<Outgoing, Error> {
        Ok(Outgoing {
            bytes: self.orders.clone(),
            charset: self.charset,
            ..Outgoing::default()
        })
    }
    fn delivered(&self, _: &Connection, _: &Outgoing) -> Result<(), Error> {
        *self.delivered.lock() += 1;
        Ok(())
    }
    fn deactivate(&self, _: &Connection, _: RunId, since: Moment) -> Result<Sweep, Error> {
        *self.swept.lock() = Some(since);
        Ok(Sweep::Hidden(3))
    }
    fn info(&self, _: &Connection) -> Result<String, Error> {
        let entry = Entry {
            id: "N".into(),
            name: "Новый".into(),
        };
        let dictionaries = Dictionaries {
            statuses: vec![entry],
            payment_systems: vec![],
            delivery_services: vec![],
        };
        Ok(info_text(&dictionaries))
    }
}

struct Server {
    url: String,
    shelf: Arc<Shelf>,
    protocol: Arc<Protocol>,
    clock: Clock,
    runtime: tokio::runtime::Runtime,
    root: tempfile::TempDir,
}

async fn answer(
    State(protocol): State<Arc<Protocol>>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    request: HttpRequest<Body>,
) -> axum::response::Response {
    let (parts, body) = request.into_parts();
    let text = |name: header::HeaderName| {
        let value = parts.headers.get(name).and_then(|value| value.to_str().ok());
        value.map(str::to_owned)
    };
    let cookies = text(header::COOKIE).unwrap_or_default();
    let cookies = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    let call = Request {
        query: parts.uri.query().unwrap_or_default().to_owned(),
        address: address.ip(),
        authorization: text(header::AUTHORIZATION),
        cookies: cookies
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    };
    protocol.handle(call, body).await
}

fn orders(family: Family, settings: &Settings) -> Vec<u8> {
    // One order as the dialect would write it is tested there; here an empty list is enough for A and B, and C.
    let _ = family;
    crate::modules::exchange::dialect::orders(&[], settings, jiff::civil::date(2026, 11, 23).at(10, 0, 0, 0)).unwrap()
}

fn serve(family: Family, slow: Duration, change: impl FnOnce(&mut Connection)) -> Server {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let clock = Clock::standing_at(Moment::from_millis(1_790_000_000_000));
    let mut connection = Connection::new(ConnectionId::derived("test", "1"), "УТ", clock.now());
    connection.dialect = Settings::of(family);
    connection.user = "1c".into();
    connection.password_hash = runtime.block_on(Passwords::default().hash(PASSWORD)).unwrap();
    change(&mut connection);
    let shelf = Arc::new(Shelf {
        orders: orders(family, &connection.dialect),
        charset: connection.dialect.charset.label(),
        connection: Mutex::new(connection),
        imported: Mutex::default(),
        quarantined: Mutex::default(),
        delivered: Mutex::default(),
        swept: Mutex::default(),
        runs: Mutex::default(),
        papers: Mutex::default(),
        notes: Mutex::default(),
        slow,
    });
    let root = tempfile::tempdir().unwrap();
    let patience = Patience {
        hold: Duration::from_millis(40),
        ..Patience::default()
    };
    let protocol = Protocol::new(shelf.clone(), root.path().to_owned(), clock.clone(), patience);
    let app = Router::new().fallback(answer).with_state(protocol.clone());
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let url = format!("http://{}/exchange/1c", listener.local_addr().unwrap());
    runtime.spawn(async move {
        axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>())
            .await
            .unwrap();
    });
    Server {
        url,
        shelf,
        protocol,
        clock,
        runtime,
        root,
    }
}

fn options(server: &Server, family: standin::Family) -> standin::Options {
    let mut options = standin::Options::new(family);
    options.url = Some(server.url.clone());
    options.user = "1c".into();
    options.password = PASSWORD.into();
    options.generate = Some(40);
    options.pictures = 2;
    options.pause = 5;
    options
}

const FAMILIES: [(Family, standin::Family); 3] = [
    (Family::A, standin::Family::A),
    (Family::B, standin::Family::B),
    (Family::C, standin::Family::C),
];

#[test]
fn each_family_brings_its_catalogue_and_fetches_its_orders() {
    for (family, played) in FAMILIES {
        for (zip, limit) in [(false, 0), (false, 3_000), (true, 2_500), (true, 0)] {
            let server = serve(family, Duration::from_millis(60), |connection| {
                connection.zip = zip;
                connection.file_limit = limit;
            });
            let mut options = options(&server, played);
            options.portion = 25;
            options.deactivate = true;
            let summary = standin::run(&options).unwrap_or_else(|error| panic!("{family:?} {zip} {limit}: {error}"));
            assert!(summary.warnings.is_empty(), "{:?}", summary.warnings);
            assert!(
                summary.traffic.import_calls > summary.traffic.imports,
                "a slow import is answered by progress"
            );
            let imported = server.shelf.imported.lock();
            let files = imported.keys().filter(|name| name.ends_with(".xml")).count() as u64;
            assert_eq!(files, summary.traffic.imports);
            assert_eq!(imported.contains_key("pictures"), family != Family::C);
            assert_eq!(*server.shelf.delivered.lock(), 1);
            assert_eq!(server.shelf.swept.lock().is_some(), family == Family::C);
            assert!(server.shelf.quarantined.lock().is_empty());
            assert!(
                server.shelf.runs.lock().values().all(|open| !open),
                "every run is closed"
            );
        }
    }
}

#[test]
fn credentials_and_addresses_are_checked_and_guessing_is_slowed() {
    let server = serve(Family::A, Duration::ZERO, |connection| {
        connection.addresses = vec!["10.0.0.0/8".into()]
    });
    let mut options = options(&server, standin::Family::A);
    let denied = |options: &standin::Options| match standin::run(options).unwrap_err() {
        standin::StandInError::Refused { text, .. } => text,
        other => panic!("{other}"),
    };
    assert!(denied(&options).contains("Нет доступа"), "another address");
    server.shelf.connection.lock().addresses.clear();
    options.password = "guess".into();
    for _ in 0..6 {
        denied(&options);
    }
    options.password = PASSWORD.into();
    assert!(denied(&options).contains("Слишком много"));
    server.clock.set(server.clock.now().plus_seconds(3_700));
    standin::run(&options).unwrap();
}

/// A client without manners: GET or POST with what is asked.
fn call(server: &Server, query: &str, cookie: Option<&str>, body: Option<&[u8]>) -> String {
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let agent = config.new_agent();
    let url = format!("{}?{query}", server.url);
    // 1c:exchange password
    let basic = "Basic MWM6ZXhjaGFuZ2UgcGFzc3dvcmQ=";
    let response = match body {
        Some(body) => {
            let request = agent.post(&url).header("Authorization", basic);
            let request = if let Some(cookie) = cookie {
                request.header("Cookie", cookie)
            } else {
                request
            };
            request.send(body)
        }
        None => {
            let request = agent.get(&url);
            match cookie {
                Some(cookie) => request.header("Cookie", cookie).call(),
                None => request.header("Authorization", basic).call(),
            }
        }
    };
    let mut response = response.unwrap();
    assert_eq!(response.status(), 200);
    let bytes = response.body_mut().read_to_vec().unwrap();
    encoding_rs::WINDOWS_1251
        .decode_without_bom_handling(&bytes)
        .0
        .into_owned()
}

fn session(server: &Server) -> String {
    let reply = call(server, "type=catalog&mode=checkauth", None, None);
    let lines: Vec<&str> = reply.lines().collect();
    format!("{}={}", lines[1], lines[2])
}

#[test]
fn sessions_do_not_see_each_other_and_each_answers_for_its_own() {
    let server = serve(Family::A, Duration::ZERO, |_| {});
    let (one, two) = (session(&server), session(&server));
    let send = |cookie: &str, body: &[u8]| {
        call(
            &server,
            "type=catalog&mode=file&filename=import.xml",
            Some(cookie),
            Some(body),
        )
    };
    assert_eq!(send(&one, b"<?xml version='1.0'?><a>1</a>"), "success");
    let missing = call(
        &server,
        "type=catalog&mode=import&filename=import.xml",
        Some(&two),
        None,
    );
    assert!(missing.starts_with("failure\nФайл не найден"), "{missing}");
    let import = || {
        call(
            &server,
            "type=catalog&mode=import&filename=import.xml",
            Some(&one),
            None,
        )
    };
    assert!(import().starts_with("success"));
    assert!(import().starts_with("success"), "asked again, the answer is the same");
    assert_eq!(server.shelf.imported.lock().len(), 1);
    assert!(call(&server, "type=sale&mode=success", Some(&two), None).starts_with("failure"));
    assert_eq!(*server.shelf.delivered.lock(), 0);
    // A client that sends no cookie works in its latest session.
    assert!(call(&server, "type=catalog&mode=import&filename=import.xml", None, None).starts_with("failure"));
    // sessid, once used, is wanted; a wrong one never passes.
    assert!(call(&server, "type=catalog&mode=init&sessid=wrong", Some(&two), None).starts_with("failure"));
    assert!(call(&server, "type=catalog&mode=init", Some("kabinet=nonsense"), None).starts_with("failure"));
}

#[test]
fn bad_files_are_refused_in_words_and_go_to_quarantine() {
    let server = serve(Family::A, Duration::ZERO, |_| {});
    let cookie = session(&server);
    let file = |name: &str, body: &[u8]| {
        call(
            &server,
            &format!("type=catalog&mode=file&filename={name}"),
            Some(&cookie),
            Some(body),
        )
    };
    let import = |name: &str| {
        call(
            &server,
            &format!("type=catalog&mode=import&filename={name}"),
            Some(&cookie),
            None,
        )
    };
    assert!(file("../../x.xml", b"<?xml").starts_with("failure\nНедопустимое имя"));
    assert!(file("x.xml", b"").starts_with("failure\nПустой"));
    assert_eq!(file("v8.zip", b"PK\x03\x04 not an archive"), "success");
    assert!(import("import0_1.xml").starts_with("failure"));
    assert_eq!(file("cut.xml", b"<?xml version='1.0'?><a>"), "success");
    assert!(import("cut.xml").starts_with("failure"));
    let quarantined = server.shelf.quarantined.lock();
    let names: Vec<&str> = quarantined.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["v8.zip", "cut.xml"]);
    assert!(call(&server, "type=catalog&mode=dance", Some(&cookie), None).starts_with("failure\nНеизвестный запрос"));
    assert!(call(&server, "type=catalog&mode=deactivate", Some(&cookie), None).starts_with("failure"));
}

#[test]
fn orders_of_an_old_client_are_taken_up_without_import() {
    let server = serve(Family::A, Duration::ZERO, |_| {});
    let cookie = session(&server);
    let file = |body: &[u8]| {
        call(
            &server,
            "type=sale&mode=file&filename=orders-1_1.xml",
            Some(&cookie),
            Some(body),
        )
    };
    let whole = "<?xml version='1.0'?><КоммерческаяИнформация></КоммерческаяИнформация>";
    let (first, second) = whole.as_bytes().split_at(40);
    assert_eq!(file(first), "success");
    assert!(server.shelf.imported.lock().is_empty());
    assert_eq!(file(second), "success");
    assert_eq!(server.shelf.imported.lock()["orders-1_1.xml"], whole.as_bytes());
    // A client that waits for confirmation asks all the same.
    let asked = call(
        &server,
        "type=sale&mode=import&filename=orders-1_1.xml",
        Some(&cookie),
        None,
    );
    assert!(asked.starts_with("success"), "{asked}");
}

#[test]
fn what_a_client_left_is_taken_up_after_a_quiet_time_and_by_another_process() {
    let server = serve(Family::A, Duration::ZERO, |_| {});
    let send = |cookie: &str, name: &str| {
        let query = format!("type=catalog&mode=file&filename={name}");
        assert_eq!(
            call(&server, &query, Some(cookie), Some(b"<?xml version='1.0'?><a></a>")),
            "success"
        );
    };
    let cookie = session(&server);
    send(&cookie, "offers.xml");
    send(&cookie, "import.xml");
    server.runtime.block_on(server.protocol.tick());
    assert!(server.shelf.imported.lock().is_empty(), "the time is not quiet yet");
    server.clock.set(server.clock.now().plus_seconds(200));
    server.runtime.block_on(server.protocol.tick());
    assert_eq!(server.shelf.imported.lock().len(), 2);
    // A spool of a process that is gone.
    let cookie = session(&server);
    send(&cookie, "prices.xml");
    let patience = Patience::default();
    let next = Protocol::new(
        server.shelf.clone(),
        server.root.path().to_owned(),
        server.clock.clone(),
        patience,
    );
    assert_eq!(next.recover().unwrap(), 1);
    server.clock.set(server.clock.now().plus_seconds(200));
    server.runtime.block_on(next.tick());
    assert!(server.shelf.imported.lock().contains_key("prices.xml"));
    assert_eq!(
        std::fs::read_dir(server.root.path()).unwrap().count(),
        0,
        "nothing is left on disk"
    );
}

#[test]
fn old_files_never_overtake_newer_ones() {
    let server = serve(Family::A, Duration::ZERO, |_| {});
    let send = |cookie: &str| {
        let query = "type=catalog&mode=file&filename=prices.xml";
        assert_eq!(
            call(&server, query, Some(cookie), Some(b"<?xml version='1.0'?><a></a>")),
            "success"
        );
    };
    let stale = session(&server);
    send(&stale);
    server.clock.set(server.clock.now().plus_seconds(5));
    let fresh = session(&server);
    send(&fresh);
    assert!(
        call(
            &server,
            "type=catalog&mode=import&filename=prices.xml",
            Some(&fresh),
            None
        )
        .starts_with("success")
    );
    server.shelf.imported.lock().clear();
    server.clock.set(server.clock.now().plus_seconds(200));
    server.runtime.block_on(server.protocol.tick());
    assert!(
        server.shelf.imported.lock().is_empty(),
        "the stale file was not imported"
    );
}

#[test]
fn papers_outlive_their_session_and_each_is_looked_at_once() {
    let server = serve(Family::A, Duration::ZERO, |_| {});
    let send = |cookie: &str, name: &str, body: &[u8]| {
        let query = format!("type=catalog&mode=file&filename={name}");
        assert_eq!(call(&server, &query, Some(cookie), Some(body)), "success");
    };
    // One session brings papers alone, and the next is the one that imports.
    let first = session(&server);
    send(&first, "kabinet_files/1.pdf", b"%PDF-1.7 1");
    server.clock.set(server.clock.now().plus_seconds(5));
    let second = session(&server);
    send(&second, "kabinet_files/2.xml", b"<?xml version='1.0'?><a></a>");
    send(&second, "prices.xml", b"<?xml version='1.0'?><a></a>");
    let query = "type=catalog&mode=import&filename=prices.xml";
    assert!(call(&server, query, Some(&second), None).starts_with("success"));
    assert_eq!(*server.shelf.papers.lock(), ["2.xml"]);
    server.clock.set(server.clock.now().plus_seconds(200));
    server.runtime.block_on(server.protocol.tick());
    assert_eq!(*server.shelf.papers.lock(), ["2.xml", "1.pdf"]);
    assert!(
        server.shelf.runs.lock().values().all(|open| !open),
        "every run is closed"
    );
    assert_eq!(server.shelf.imported.lock().keys().collect::<Vec<_>>(), ["prices.xml"]);
}

#[test]
fn two_archives_with_files_of_one_name_lose_none_of_them_and_it_is_reported() {
    let server = serve(Family::A, Duration::ZERO, |_| {});
    let cookie = session(&server);
    let zipped = |n: u32| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let files = [
            ("kabinet___1.xml", format!("<?xml version='1.0'?><a>{n}</a>")),
            ("kabinet_files/act.pdf", format!("%PDF-1.7 {n}")),
        ];
        for (name, text) in files {
            writer
                .start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    for n in [1, 2] {
        let query = format!("type=catalog&mode=file&filename=v8_{n}.zip");
        assert_eq!(call(&server, &query, Some(&cookie), Some(&zipped(n))), "success");
    }
    let query = "type=catalog&mode=import&filename=kabinet___1.xml";
    assert!(call(&server, query, Some(&cookie), None).starts_with("success"));
    let imported = server.shelf.imported.lock().clone();
    let texts: Vec<&[u8]> = imported.values().map(Vec::as_slice).collect();
    assert_eq!(
        imported.keys().collect::<Vec<_>>(),
        ["kabinet___1.xml", "kabinet___1~2.xml"]
    );
    assert_eq!(
        texts,
        [b"<?xml version='1.0'?><a>1</a>", b"<?xml version='1.0'?><a>2</a>"]
    );
    let mut papers = server.shelf.papers.lock().clone();
    papers.sort();
    assert_eq!(papers, ["act.pdf", "act~2.pdf"]);
    assert_eq!(*server.shelf.notes.lock(), 2);
    assert!(
        server.shelf.runs.lock().values().all(|open| !open),
        "every run is closed"
    );
}
