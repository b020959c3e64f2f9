//! What a person was told was saved is there after the power was cut, exactly once.
//!
//! Clients write in parallel through the real server, which is killed at a random moment; the next one opens the same
//! data. Several rounds, so that also a database that had been cut before is cut again.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use kabinet::platform::access::Role;

use crate::harness::{Client, GOODS, Server, World, kabinet};

const ROUNDS: u32 = 4;
const WRITERS: usize = 4;

#[test]
fn what_was_acknowledged_survives_being_killed() {
    let mut world = World::fresh();
    let languages = ["ru", "en"];
    let people = [Role::Director, Role::Buyer, Role::Seller, Role::Accountant];
    let mut acknowledged = 0_usize;
    for round in 0..ROUNDS {
        // Each writer alternates its own language; the last acknowledged one must be what the next server says, or the
        // one that was on its way.
        let last: Vec<Mutex<(usize, usize)>> = (0..WRITERS).map(|_| Mutex::new((0, 0))).collect();
        let stop = AtomicBool::new(false);
        let until = Duration::from_millis(300 + u64::from(rand::random::<u8>()) * 2);
        std::thread::scope(|scope| {
            for (writer, last) in last.iter().enumerate() {
                let (world, stop) = (&world, &stop);
                scope.spawn(move || {
                    let client = world.signed_in(world.sever.person(people[writer]));
                    for turn in 1.. {
                        if stop.load(Ordering::Relaxed) {
                            return;
                        }
                        last.lock().unwrap().1 = turn;
                        match client.try_post("/preferences", &[("locale", languages[turn % 2])]) {
                            Ok(answer) => {
                                answer.expect(303);
                                last.lock().unwrap().0 = turn;
                            }
                            Err(_) => return,
                        }
                    }
                });
            }
            let began = Instant::now();
            // Not before everybody has been told something at least once.
            crate::harness::wait_for("the moment of the cut", || {
                let all = last.iter().all(|last| last.lock().unwrap().0 > 0);
                (all && began.elapsed() >= until).then_some(())
            });
            world.server.signal_kill();
            stop.store(true, Ordering::Relaxed);
        });
        world.server.reap();
        let said = checked(&world);
        assert_eq!(said["ok"], true, "round {round}: {said}");
        world.server = Server::start(&world.data);
        for (writer, last) in last.iter().enumerate() {
            let (told, tried) = *last.lock().unwrap();
            acknowledged += told;
            let page = world.signed_in(world.sever.person(people[writer])).get("/no-such-page");
            let found = page.attributes("html", "lang").remove(0);
            let may = [languages[told % 2], languages[tried % 2]];
            assert!(
                may.contains(&found.as_str()),
                "round {round}: told {told}, tried {tried}, found {found}"
            );
        }
    }
    assert!(
        acknowledged > ROUNDS as usize * WRITERS,
        "only {acknowledged} changes were made at all"
    );
    let entries = {
        world.server.signal_kill();
        world.server.reap();
        checked(&world)["journal"]["entries"].as_u64().unwrap()
    };
    assert!(
        entries >= acknowledged as u64,
        "{entries} entries of the journal for {acknowledged} changes"
    );
}

/// `kabinet check --json` over the data of a server that was killed.
fn checked(world: &World) -> serde_json::Value {
    let done = kabinet()
        .args(["check", "--json", "--data"])
        .arg(&world.data)
        .output()
        .unwrap();
    assert!(
        matches!(done.status.code(), Some(0 | 3)),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    serde_json::from_slice(&done.stdout).expect("`check --json` prints JSON")
}

/// Buyers send orders while the power is cut: each number that a buyer was told is there once, under the same draft.
#[test]
fn an_order_that_was_acknowledged_is_there_exactly_once() {
    let mut world = World::fresh();
    let roles = [Role::Director, Role::Buyer];
    let mut told: Vec<(String, String)> = Vec::new();
    for round in 0..3 {
        let heard = Mutex::new(Vec::new());
        let began = told.len();
        let until = Duration::from_millis(200 + u64::from(rand::random::<u8>()));
        std::thread::scope(|scope| {
            for role in roles {
                let (world, heard) = (&world, &heard);
                let client = world.signed_in(world.sever.person(role));
                scope.spawn(move || while submitted(&client).is_some_and(|pair| keep(heard, pair)) {});
            }
            let started = Instant::now();
            crate::harness::wait_for("the moment of the cut", || {
                let enough = heard.lock().unwrap().len() >= roles.len();
                (enough && started.elapsed() >= until).then_some(())
            });
            world.server.signal_kill();
        });
        world.server.reap();
        told.extend(heard.into_inner().unwrap());
        assert!(told.len() > began);
        let said = checked(&world);
        assert_eq!(said["ok"], true, "round {round}: {said}");
        world.server = Server::start(&world.data);
    }
    let buyer = world.buyer();
    let mut numbers: Vec<&String> = told.iter().map(|(_, order)| order).collect();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), told.len(), "no number was given twice");
    for (draft, order) in &told {
        buyer.get(order).expect(200).contains(GOODS[0].name);
        let again = buyer.post(&format!("{draft}/submission"), &[]);
        assert_eq!(
            again.expect(303).location(),
            order,
            "pressing again finds the order that is there"
        );
    }
}

fn keep(heard: &Mutex<Vec<(String, String)>>, pair: (String, String)) -> bool {
    heard.lock().unwrap().push(pair);
    true
}

/// Begins a draft, fills it and sends it: its address and the order's. `None` once the server is gone.
fn submitted(client: &Client) -> Option<(String, String)> {
    let draft = client.try_post("/drafts", &[]).ok()?.expect(303).location().to_owned();
    let line = [("article", GOODS[0].article), ("quantity", "1")];
    client.try_post(&format!("{draft}/lines"), &line).ok()?.expect(303);
    let page = client.send("GET", &draft, &[], Vec::new()).ok()?;
    let form = page.expect(200).form(&draft);
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = client.try_post(&format!("{draft}/submission"), &fields).ok()?;
    Some((draft, answer.expect(303).location().to_owned()))
}
