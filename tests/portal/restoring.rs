//! Restoring. Threats: a restore that is cut off, or begun beside a running server, leaves neither the old data nor the new;
//! what was acknowledged before a backup isn't in it; a move to another machine loses something.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::backup::{backup, checked, command, complained, json, names, restored, run, saved};
use crate::harness::{Client, Server, World, wait_for};

/// Lets the thread of a test end, also when the test fails.
struct Stops<'s>(&'s std::sync::atomic::AtomicBool);

impl Drop for Stops<'_> {
    fn drop(&mut self) {
        self.0.store(true, std::sync::atomic::Ordering::Relaxed);
    }
}

/// Orders arrive all the time: each backup is consistent, and holds every order that was acknowledged before it began.
#[test]
fn backups_under_load_hold_every_acknowledged_order() {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicBool, Ordering};
    let world = World::fresh();
    let told = Mutex::new(Vec::new());
    let stop = AtomicBool::new(false);
    let folder = tempfile::tempdir().unwrap();
    let mut backups = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let client = world.buyer();
            while !stop.load(Ordering::Relaxed) {
                let order = client.ordered("Load", "1");
                told.lock().unwrap().push(order);
            }
        });
        let stops = Stops(&stop);
        for turn in 0..3 {
            wait_for("more orders", || (told.lock().unwrap().len() > turn * 2).then_some(()));
            let before = told.lock().unwrap().clone();
            let file = folder.path().join(format!("{turn}.zip"));
            backup(&world.data, &file);
            backups.push((file, before));
        }
        drop(stops);
    });
    for (turn, (file, before)) in backups.iter().enumerate() {
        let data = folder.path().join(format!("data-{turn}"));
        restored(file, &data);
        assert_eq!(checked(&data)["ok"], true);
        let server = Server::start(&data);
        let client = Client::new(&server.url, None);
        let person = world.sever.person(kabinet::platform::access::Role::Buyer);
        let form = [("email", person.email.as_str()), ("password", crate::harness::PASSWORD)];
        client.post("/login", &form).expect(303);
        for order in before {
            client.get(order).expect(200);
        }
    }
}

/// The restore is killed at a random moment; whatever it leaves is the old data or the new, whole, and the next restore
/// goes through.
#[test]
fn a_restore_that_is_killed_leaves_the_old_data_or_the_new() {
    const ROUNDS: u32 = 8;
    let saved = saved();
    let later = saved.world.buyer().ordered("Later", "1");
    let World { server, data, .. } = saved.world;
    assert_eq!(server.stop(), Some(0));
    let old = checked(&data)["journal"]["entries"].as_u64().unwrap();
    let new = saved.made["journal"]["entries"].as_u64().unwrap() + 1;
    assert!(new < old, "{later} was entered after the backup");
    // As it stands before each round.
    let before = data.with_file_name("before");
    assert!(
        Command::new("cp")
            .arg("-a")
            .arg(&data)
            .arg(&before)
            .status()
            .unwrap()
            .success()
    );
    let began = Instant::now();
    let whole = data.with_file_name("whole");
    restored(&saved.file, &whole);
    let takes = began.elapsed();
    for round in 0..ROUNDS {
        let place = data.with_file_name(format!("round-{round}"));
        assert!(
            Command::new("cp")
                .arg("-a")
                .arg(&before)
                .arg(&place)
                .status()
                .unwrap()
                .success()
        );
        let mut child = command(&["restore", "--yes"], &[("", &saved.file), ("--data", &place)])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let moment = takes.mul_f64(f64::from(rand::random::<u8>()) / 230.0);
        let started = Instant::now();
        wait_for("the moment of the cut", || {
            (started.elapsed() >= moment || child.try_wait().unwrap().is_some()).then_some(())
        });
        let _ = child.kill();
        child.wait().unwrap();
        let entries = checked(&place)["journal"]["entries"].as_u64().unwrap();
        assert!(
            entries == old || entries == new,
            "round {round}: {entries}, neither {old} nor {new}"
        );
        restored(&saved.file, &place);
        assert_eq!(checked(&place)["journal"]["entries"], new, "round {round}");
        let left = names(&place).into_iter().filter(|name| name.starts_with(".restore-"));
        assert_eq!(left.count(), 0, "round {round}");
        let _ = fs::remove_dir_all(place);
    }
}

#[test]
fn an_installation_moves_with_the_same_digest_on_both_sides() {
    let saved = saved();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("moved.zip");
    let World { server, data, .. } = saved.world;
    assert_eq!(server.stop(), Some(0));
    let exported = json(&run(&["export", "--json"], &[("--data", &data), ("--out", &file)]));
    // A new folder, and an installation that was just made.
    let made = folder.path().join("made");
    assert!(run(&["init"], &[("--data", &made)]).status.success());
    for place in [folder.path().join("new"), made] {
        let imported = json(&run(&["import", "--json"], &[("", &file), ("--data", &place)]));
        assert_eq!(imported["exported"], exported["digest"]);
        assert_eq!(imported["imported"], exported["digest"]);
        let back = place.with_extension("zip");
        let again = json(&run(&["export", "--json"], &[("--data", &place), ("--out", &back)]));
        assert_eq!(again["digest"], exported["digest"], "nothing was added on the way");
        assert_eq!(checked(&place)["ok"], true);
        // Nobody's data is overwritten.
        let refused = run(&["import"], &[("", &file), ("--data", &place)]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(
            complained(&refused).contains("that people use"),
            "{}",
            complained(&refused)
        );
    }
    // Nor is a file, nor a folder of other things.
    let again = run(&["export"], &[("--data", &data), ("--out", &file)]);
    assert_eq!(again.status.code(), Some(1));
    assert!(
        complained(&again).contains("is there already"),
        "{}",
        complained(&again)
    );
    let letters = folder.path().join("letters");
    fs::create_dir(&letters).unwrap();
    fs::write(letters.join("letter.txt"), "mine").unwrap();
    for arguments in [&["import"][..], &["restore", "--yes"]] {
        let refused = run(arguments, &[("", &file), ("--data", &letters)]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(complained(&refused).contains("letter.txt"), "{}", complained(&refused));
    }
    assert_eq!(names(&letters), ["letter.txt"]);
}

/// Data that can't be read any more is why one restores.
#[test]
fn a_destroyed_store_is_restored_over() {
    let saved = saved();
    let World { server, data, .. } = saved.world;
    assert_eq!(server.stop(), Some(0));
    let mut store = fs::OpenOptions::new()
        .write(true)
        .open(data.join("kabinet.redb"))
        .unwrap();
    store.seek(SeekFrom::Start(0)).unwrap();
    store.write_all(&[0x5a; 8192]).unwrap();
    drop(store);
    let failed = run(&["check", "--json"], &[("--data", &data)]);
    assert_eq!(failed.status.code(), Some(1));
    let no_backup = run(
        &["backup", "create"],
        &[("--data", &data), ("--out", &saved.file.with_file_name("b.zip"))],
    );
    assert_ne!(no_backup.status.code(), Some(0));
    let answer = restored(&saved.file, &data);
    assert!(answer["lost"]["unreadable"].is_string(), "{answer}");
    assert_eq!(checked(&data)["ok"], true);
}
