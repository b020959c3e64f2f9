//! `kabinet exchange simulate` as a command: what it says, and how it ends.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;

use kabinet::platform::access::Role;
use serde_json::Value;

use crate::calendar::{money, on, says};
use crate::exchange::{EXCHANGE_PASSWORD, connected};
use crate::harness::papers::{contract_external, id_of};
use crate::harness::{World, kabinet};
use crate::papers::{at, director};

fn simulate(arguments: &[&str]) -> Output {
    let mut command = kabinet();
    command.args(["exchange", "simulate"]).args(arguments);
    command.output().unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn summary(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", complained(output));
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(said.lines().count(), 1, "one line for a machine: {said}");
    serde_json::from_str(&said).unwrap()
}

/// An order of a summary.
fn of<'a>(summary: &'a Value, number: &str) -> &'a Value {
    let orders = summary["orders"].as_array().unwrap();
    let found = orders.iter().find(|order| order["number"] == number);
    found.unwrap_or_else(|| panic!("no {number} in {summary}"))
}

/// The stage that the buyer's list shows.
fn row(world: &World, role: Role, number: &str) -> String {
    let page = world.signed_in(world.of_role(role)).get("/orders?stage=all");
    let rows = page.expect(200).texts("[data-order]");
    rows.into_iter().find(|row| row.contains(number)).unwrap()
}

#[test]
fn orders_are_taken_processed_and_answered_by_the_command() {
    let world = connected();
    let (own, others) = (world.sever.deal().order.as_str(), world.yug.deal().order.as_str());
    let (url, folder) = (
        format!("{}/exchange/1c", world.server.url),
        tempfile::tempdir().unwrap(),
    );
    let state = folder.path().join("base.json");
    let mut whole = vec!["--url", &url, "--user", "ut", "--password", EXCHANGE_PASSWORD];
    whole.extend(["--state", state.to_str().unwrap(), "--day", "2026-11-20"]);
    let play = |more: &[&str]| simulate(&[&whole, more].concat());

    // A 1C that breaks off before it says success gets the same again.
    let first = summary(&play(&["--json", "--no-success"]));
    let count = first["orders_received"].as_u64().unwrap();
    assert!(count >= 2 && first["orders_new"] == count, "{first}");
    assert!(first["orders"].as_array().unwrap().is_empty(), "it broke off: {first}");
    let taken = summary(&play(&["--json", "--process", "confirm"]));
    assert_eq!(
        (taken["orders_received"].as_u64(), taken["orders_new"].as_u64()),
        (Some(count), Some(0))
    );
    assert_eq!(
        (&taken["orders_moved"], &taken["orders_sent"]),
        (&count.into(), &count.into()),
        "{taken}"
    );
    assert_eq!(of(&taken, own)["status"], "confirmed");
    assert!(row(&world, Role::Buyer, own).contains("Подтверждён"));

    // What was delivered doesn't come again; the base remembers it, and goes on with it by its own number.
    let planned = summary(&play(&["--json", "--process", "produce", "--refuse", others]));
    assert_eq!(planned["orders_received"], 0, "{planned}");
    assert_eq!(of(&planned, own)["number_1c"], of(&taken, own)["number_1c"]);
    assert_eq!(of(&planned, others)["status"], "cancelled");
    let day: jiff::civil::Date = of(&planned, own)["planned"].as_str().unwrap().parse().unwrap();
    let after = day.since(jiff::civil::date(2026, 11, 20)).unwrap().get_days();
    assert!((14..29).contains(&after), "two to four weeks from its own day: {day}");
    let page = world.buyer().get(&format!("/orders/{own}"));
    page.expect(200).contains(&day.strftime("%d.%m.%Y").to_string());
    assert!(row(&world, Role::Admin, others).contains("Отменён"));

    // For people: a line of figures, and a line for each order.
    let said = play(&["--process", "ship"]);
    assert_eq!(said.status.code(), Some(0), "{}", complained(&said));
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.starts_with("files sent: 1 "), "{said}");
    assert_eq!(said.lines().count(), 1 + usize::try_from(count).unwrap(), "{said}");
    assert!(
        said.lines().any(|line| line.contains(own) && line.contains("Shipped")),
        "{said}"
    );
    assert!(row(&world, Role::Buyer, own).contains("Отгружен"));
}

#[test]
fn an_order_that_is_followed_gets_an_invoice_with_a_due_day_and_later_its_upd_and_payment() {
    let world = connected();
    let own = world.sever.deal().order.as_str();
    let (url, folder) = (
        format!("{}/exchange/1c", world.server.url),
        tempfile::tempdir().unwrap(),
    );
    let state = folder.path().join("base.json");
    let today = crate::holds::today();
    let day = today.to_string();
    let mut whole = vec!["--json", "--url", &url, "--user", "ut", "--password", EXCHANGE_PASSWORD];
    whole.extend(["--state", state.to_str().unwrap(), "--day", &day, "--process"]);
    // The order in the base after a step.
    let play = |step: &str| -> Value {
        summary(&simulate(&[&whole[..], &[step]].concat()));
        let base: Value = serde_json::from_slice(&std::fs::read(&state).unwrap()).unwrap();
        base["orders"][own].clone()
    };
    let (director, stranger) = (director(&world), world.signed_in(world.yug.person(Role::Director)));
    let paper = |order: &Value, which: &str, kind: &str| -> String {
        let of = |field: &str| order[which][field].as_str().unwrap().to_owned();
        let page = at(&of("id"));
        director
            .get(&page)
            .expect(200)
            .contains(kind)
            .contains(&of("number"))
            .contains(own);
        let file = director.get(&format!("{page}/file"));
        assert!(file.expect(200).bytes.starts_with(b"%PDF-"));
        stranger.get(&page).expect(404);
        page
    };

    let order = play("confirm");
    // The base counts in ten-thousandths.
    let sum = order["site"]["sum"].as_i64().unwrap() / 100;
    let invoice = paper(&order, "invoice", "Счёт");
    director.get(&invoice).contains(&money(sum, "₽"));
    let due = today.checked_add(jiff::Span::new().days(14)).unwrap();
    let said = on(&director, due);
    assert!(says(&said, &money(sum, "₽")), "{said}");
    // The base knows the contract by an id of its own.
    let known = contract_external("Север");
    let told = director
        .get("/settlements")
        .attributes("[data-settlement]", "data-settlement");
    let contract = told
        .into_iter()
        .find(|external| *external != known)
        .expect("the base's contract");
    let settlement = format!("/settlements/{}", id_of("settlement", &contract));
    let page = director.get(&settlement);
    let number = |order: &Value, which: &str| order[which]["number"].as_str().unwrap().to_owned();
    page.expect(200).contains("Д-Север");
    assert!(!page.body().contains("Реализация"));

    let order = play("ship");
    paper(&order, "shipment", "УПД");
    director
        .get(&settlement)
        .contains("Реализация")
        .contains(&number(&order, "shipment"))
        .contains(&money(sum, "₽"));
    let order = play("pay");
    director
        .get(&settlement)
        .contains("Оплата")
        .contains(&number(&order, "payment"))
        .contains(&money(0, "₽"));
    let said = on(&director, due);
    assert!(!says(&said, &money(sum, "₽")), "it is paid: {said}");
}

#[test]
fn a_generated_catalogue_is_the_same_for_the_same_seed() {
    let generated = |seed: &str, zip: bool| {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().to_str().unwrap();
        let mut arguments = vec![
            "--json",
            "--family",
            "C",
            "--folder",
            place,
            "--generate",
            "7",
            "--seed",
            seed,
        ];
        arguments.extend(["--no-orders", "--day", "2026-11-20"]);
        arguments.extend(zip.then_some("--zip"));
        let said = summary(&simulate(&arguments));
        let files = files(&folder.path().join("in"));
        (said, files)
    };
    let (said, one) = generated("4", false);
    assert_eq!(said["generated"]["products"], 7, "{said}");
    assert_eq!(said["traffic"]["files_sent"].as_u64(), Some(one.len() as u64));
    let bytes: usize = one.iter().map(|(_, bytes)| bytes.len()).sum();
    assert_eq!(said["traffic"]["bytes_sent"].as_u64(), Some(bytes as u64));
    let contents = |files: &[(String, Vec<u8>)]| -> Vec<Vec<u8>> {
        let mut all: Vec<Vec<u8>> = files.iter().map(|(_, bytes)| bytes.clone()).collect();
        all.sort();
        all
    };
    assert_eq!(contents(&one), contents(&generated("4", false).1));
    assert_ne!(contents(&one), contents(&generated("5", false).1));
    let (_, packed) = generated("4", true);
    assert_eq!(packed.len(), 1, "one archive");
    assert!(packed[0].0.ends_with(".zip") && packed[0].1.starts_with(b"PK"));
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn what_can_not_be_done_ends_with_1_and_says_why() {
    let world = connected();
    let url = format!("{}/exchange/1c", world.server.url);
    let password = simulate(&["--url", &url, "--user", "ut", "--password", "wrong", "--json"]);
    assert_eq!(password.status.code(), Some(1));
    assert!(password.stdout.is_empty(), "standard output belongs to answers");
    // In the words that 1C would show.
    assert!(complained(&password).contains("checkauth"), "{}", complained(&password));
    assert!(
        complained(&password).contains("Нет доступа"),
        "{}",
        complained(&password)
    );

    // The password may come from the environment.
    let mut command = kabinet();
    command.args(["exchange", "simulate", "--url", &url, "--user", "ut", "--json"]);
    let done = command.env("KABINET_EXCHANGE_PASSWORD", EXCHANGE_PASSWORD).output();
    summary(&done.unwrap());

    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("base.json");
    std::fs::write(&state, "nonsense").unwrap();
    let (state, place) = (state.to_str().unwrap(), folder.path().to_str().unwrap());
    let cases: [(&[&str], &str); 3] = [
        (&["--folder", place, "--state", state], "not a state file"),
        (&["--folder", place, "--refuse", "26-999999"], "26-999999"),
        (&["--url", "http://shop.example/x?y=1"], "question mark"),
    ];
    for (arguments, reason) in cases {
        let done = simulate(arguments);
        assert_eq!(done.status.code(), Some(1), "{arguments:?}");
        assert!(
            complained(&done).contains(reason),
            "{arguments:?}: {}",
            complained(&done)
        );
    }
}

#[test]
fn a_server_that_breaks_a_rule_is_told_which() {
    // The body of checkauth, and the rule that it breaks; a cookie goes into a header as it is.
    let cases = [
        ("hello", "dossier 1.1"),
        ("success\nsid\nabc=;\n", "Latin letters and digits"),
        ("", "a reply has a body"),
    ];
    for (body, rule) in cases {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/exchange/1c", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request: Vec<String> = lines
                .map_while(Result::ok)
                .take_while(|line| !line.is_empty())
                .collect();
            let length = body.len();
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close";
            write!(stream, "{head}\r\ncontent-length: {length}\r\n\r\n{body}").unwrap();
            request
        });
        let done = simulate(&["--url", &url, "--user", "u", "--password", "p"]);
        let request = server.join().unwrap();
        assert!(
            request[0].starts_with("GET /exchange/1c?type=sale&mode=checkauth "),
            "{request:?}"
        );
        assert_eq!(done.status.code(), Some(1), "{body:?}");
        assert!(complained(&done).contains(rule), "{body:?}: {}", complained(&done));
    }
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let cases: [&[&str]; 6] = [
        &[],
        &["--url", "http://127.0.0.1:1", "--folder", "/tmp"],
        &["--url", "http://127.0.0.1:1", "--process", "eat"],
        &["--url", "http://127.0.0.1:1", "--family", "D"],
        &["--url", "http://127.0.0.1:1", "--zip"],
        &["--folder", "/tmp", "--day", "tomorrow"],
    ];
    for arguments in cases {
        let done = simulate(arguments);
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {}", complained(&done));
        assert!(done.stdout.is_empty() && !done.stderr.is_empty(), "{arguments:?}");
    }
}
