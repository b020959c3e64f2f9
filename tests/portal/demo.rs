//! `kabinet demo --json`: one line that a script can rely on, and a second start over what the first one made.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::harness::{Client, kabinet, wait_for};

/// It promises thirty seconds, of a release build on a machine of its own; here it is only kept from hanging.
const MADE_WITHIN: Duration = Duration::from_secs(300);

/// A demonstration that serves.
struct Demo {
    child: Child,
    said: Value,
    /// What it prints after that line, once it has ended.
    rest: mpsc::Receiver<String>,
}

impl Demo {
    fn start(data: &Path) -> Demo {
        let mut command = kabinet();
        command
            .args(["demo", "--json", "--listen", "127.0.0.1:0", "--data"])
            .arg(data);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let (line, heard) = mpsc::channel();
        let (more, rest) = mpsc::channel();
        std::thread::spawn(move || {
            let mut text = String::new();
            stdout.read_line(&mut text).unwrap();
            line.send(text).unwrap();
            let mut text = String::new();
            stdout.read_to_string(&mut text).unwrap();
            let _ = more.send(text);
        });
        let line = heard.recv_timeout(MADE_WITHIN).unwrap_or_else(|_| {
            let _ = child.kill();
            panic!("the demonstration says nothing");
        });
        let said = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        Demo { child, said, rest }
    }

    fn url(&self) -> &str {
        self.said["url"].as_str().unwrap()
    }

    fn account(&self, role: &str) -> (String, String) {
        let accounts = self.said["accounts"].as_array().unwrap();
        let found = accounts.iter().find(|account| account["role"] == role).unwrap();
        let text = |name: &str| found[name].as_str().unwrap().to_owned();
        (text("email"), text("password"))
    }

    fn signed_in(&self, role: &str) -> Client {
        let (email, password) = self.account(role);
        let client = Client::new(self.url(), None);
        let fields = [("email", email.as_str()), ("password", password.as_str())];
        client.post("/login", &fields).expect(303);
        client
    }

    /// Told to stop, it ends in order, and has said one line.
    fn stop(mut self) {
        let told = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(told.unwrap().success());
        let ended = wait_for("its end", || self.child.try_wait().unwrap());
        assert_eq!(ended.code(), Some(0));
        assert_eq!(
            self.rest.recv_timeout(MADE_WITHIN).unwrap(),
            "",
            "one line for a machine"
        );
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn a_demonstration_says_how_to_use_it_and_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let demo = Demo::start(&data);
    let said = demo.said.clone();
    assert_eq!(keys(&said), BTreeSet::from(["url", "data", "accounts", "exchange"]));
    assert_eq!(said["data"], data.canonicalize().unwrap().to_str().unwrap());
    assert!(
        demo.url().starts_with("http://127.0.0.1:") && !demo.url().ends_with(":0"),
        "{said}"
    );
    let mut roles = Vec::new();
    for account in said["accounts"].as_array().unwrap() {
        assert_eq!(keys(account), BTreeSet::from(["role", "email", "password"]));
        roles.push(account["role"].as_str().unwrap());
    }
    assert_eq!(roles, ["admin", "manager", "director", "buyer", "seller", "accountant"]);
    assert_eq!(keys(&said["exchange"]), BTreeSet::from(["url", "user", "password"]));
    assert_eq!(said["exchange"]["url"], format!("{}/exchange/1c", demo.url()));

    // Everybody can come in, and does what the role is for; the last four are of one dealer.
    let company = |role: &str| {
        let page = demo.signed_in(role).get("/company");
        page.expect(200).texts("main h1").remove(0)
    };
    let companies: BTreeSet<String> = roles[2..].iter().map(|role| company(role)).collect();
    assert_eq!(companies.len(), 1, "{companies:?}");
    for (role, dealers, exchange) in [("admin", 200, 200), ("manager", 200, 403), ("director", 403, 403)] {
        let client = demo.signed_in(role);
        let seen = ["/dealers", "/admin/exchange"].map(|path| client.get(path).status);
        assert_eq!(seen, [dealers, exchange], "{role}");
    }
    let (seller, buyer) = (demo.signed_in("seller"), demo.signed_in("buyer"));
    for field in ["purchase-price", "margin"] {
        let shows = |client: &Client, path: &str| {
            !client
                .get(path)
                .attributes(&format!("[data-field={field}]"), "data-field")
                .is_empty()
        };
        assert!(shows(&buyer, "/catalogue"), "the buyer sees {field}");
        for path in ["/catalogue", "/orders?stage=all"] {
            assert!(!shows(&seller, path), "the seller sees no {field} on {path}");
        }
    }
    // 1C can come with what it was told.
    let text = |name: &str| said["exchange"][name].as_str().unwrap();
    let mut exchange = kabinet();
    exchange.args([
        "exchange",
        "simulate",
        "--json",
        "--url",
        text("url"),
        "--user",
        text("user"),
    ]);
    let done = exchange.args(["--password", text("password")]).output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));

    // What somebody does there is there the next time, and nothing is made anew.
    let name = "Осталось с прошлого раза";
    demo.signed_in("buyer").post("/drafts", &[("name", name)]).expect(303);
    let instance = std::fs::read(data.join("instance.json")).unwrap();
    demo.stop();
    let again = Demo::start(&data);
    assert_eq!(std::fs::read(data.join("instance.json")).unwrap(), instance);
    for part in ["data", "accounts"] {
        assert_eq!(again.said[part], said[part]);
    }
    for part in ["user", "password"] {
        assert_eq!(again.said["exchange"][part], said["exchange"][part]);
    }
    again.signed_in("buyer").get("/drafts").expect(200).contains(name);
    again.stop();
}
