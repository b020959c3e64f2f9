//! A small server of the exchange that keeps the protocol, and can be told to break one rule.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Changes the reply to some request: (the query, the body it would get) to the body instead.
pub(super) type Twist = Arc<dyn Fn(&str, &str) -> Option<String> + Send + Sync>;

#[derive(Default)]
pub(super) struct State {
    /// Joined files by name, as the chunks came.
    pub(super) files: HashMap<String, Vec<u8>>,
    pub(super) imported: Vec<String>,
    pub(super) queries: Vec<String>,
    pub(super) delivered: bool,
    asked_once: HashSet<String>,
}

pub(super) struct Server {
    pub(super) url: String,
    pub(super) state: Arc<Mutex<State>>,
}

impl Server {
    /// Serves until the test ends; `orders` is the reply to `query`.
    pub(super) fn start(zip: &'static str, limit: u64, orders: &str, twist: Twist) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/exchange/1c", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let (shared, orders) = (state.clone(), orders.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let (shared, orders, twist) = (shared.clone(), orders.clone(), twist.clone());
                std::thread::spawn(move || serve(stream, &shared, zip, limit, &orders, &twist));
            }
        });
        Server { url, state }
    }
}

fn serve(stream: TcpStream, state: &Mutex<State>, zip: &str, limit: u64, orders: &str, twist: &Twist) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut request = String::new();
        if reader.read_line(&mut request).unwrap_or(0) == 0 {
            return;
        }
        let mut length = 0;
        let mut headers = String::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            headers.push_str(&line.to_lowercase());
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let query = request
            .split(' ')
            .nth(1)
            .unwrap()
            .split('?')
            .nth(1)
            .unwrap_or("")
            .to_owned();
        let reply = reply(&mut state.lock().unwrap(), &query, &headers, body, zip, limit, orders);
        let reply = twist(&query, &reply).unwrap_or(reply);
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
            reply.len()
        );
        reader
            .get_mut()
            .write_all(&[head.as_bytes(), reply.as_bytes()].concat())
            .unwrap();
    }
}

fn reply(state: &mut State, query: &str, headers: &str, body: Vec<u8>, zip: &str, limit: u64, orders: &str) -> String {
    state.queries.push(query.to_owned());
    let value = |name: &str| {
        query
            .split('&')
            .find_map(|pair| pair.strip_prefix(name))
            .unwrap_or("")
            .to_owned()
    };
    let mode = value("mode=");
    // dXNlcjpwYXNz is user:pass.
    if !headers.contains("basic dxnlcjpwyxnz") {
        return "failure\nwrong password".into();
    }
    if mode != "checkauth" && (!headers.contains("cookie: kabinet=c0ffee") || value("sessid=") != "5e55") {
        return "failure\nno session".into();
    }
    match mode.as_str() {
        "checkauth" => "success\nkabinet\nc0ffee\nsessid=5e55\ntimestamp=1700000000".into(),
        "init" if query.contains("version=") => format!("zip={zip}\nfile_limit={limit}\nsessid=5e55\nversion=3.1"),
        "init" => format!("zip={zip}\nfile_limit={limit}"),
        "file" => {
            assert!(
                limit == 0 || body.len() as u64 <= limit,
                "a chunk longer than the limit"
            );
            state.files.entry(value("filename=")).or_default().extend(body);
            "success".into()
        }
        "import" => {
            let name = value("filename=");
            if state.asked_once.insert(name.clone()) {
                return "progress\nworking".into();
            }
            state.imported.push(name);
            "success".into()
        }
        "query" => orders.into(),
        "info" => "<?xml version=\"1.0\" encoding=\"utf-8\"?><Справочник><Статусы><Элемент><Ид>N</Ид>\
            <Название>Новый</Название></Элемент></Статусы></Справочник>"
            .into(),
        "success" => {
            state.delivered = true;
            "success".into()
        }
        "deactivate" | "complete" => "success".into(),
        other => format!("failure\nunknown mode {other}"),
    }
}
