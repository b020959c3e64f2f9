//! What a person was told was saved is there after the power was cut, exactly once.
//!
//! Clients write in parallel through the real server, which is killed at a random moment; the next one opens the same
//! data. Several rounds, so that also a database that had been cut before is cut again.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use kabinet::platform::access::Role;

use crate::harness::{Server, World, kabinet};

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
