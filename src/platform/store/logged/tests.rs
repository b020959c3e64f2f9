//! Threats: the power goes in the middle of a write, a file is damaged, missing or another's, the disk below breaks,
//! rows of three layers are mixed up.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::super::memory::MemoryEngine;
use super::*;

type Map = BTreeMap<Vec<u8>, Vec<u8>>;

/// A disk that outlives the engine on it.
#[derive(Clone)]
struct Disk(Arc<MemoryEngine>);

impl Disk {
    fn new() -> Disk {
        Disk(Arc::new(MemoryEngine::new(1)))
    }

    /// What stands on it now, on a disk of its own.
    fn copy(&self) -> Disk {
        let copy = Disk::new();
        let rows = all(&*self.0.snapshot().unwrap());
        let rows = rows.into_iter().map(|(key, value)| (key, Some(value))).collect();
        copy.0.commit(&rows).unwrap();
        copy
    }
}

impl Engine for Disk {
    fn snapshot(&self) -> Result<Arc<dyn Snapshot>> {
        self.0.snapshot()
    }
    fn commit_rows(&self, rows: &mut dyn Iterator<Item = Row<'_>>) -> Result<()> {
        self.0.commit_rows(rows)
    }
}

fn all(snapshot: &dyn Snapshot) -> Map {
    let mut rows = Map::new();
    let visit: Visit<'_> = &mut |key, value| {
        rows.insert(key.to_vec(), value.to_vec());
        ControlFlow::Continue(())
    };
    snapshot.range(&[], None, Direction::Ascending, visit).unwrap();
    rows
}

/// What was committed: the rows but for the mark.
fn rows(engine: &LoggedEngine<Disk>) -> Map {
    let mut rows = all(&*engine.snapshot().unwrap());
    rows.remove(&Mark::key());
    rows
}

fn open(disk: &Disk, store: &Path) -> Result<LoggedEngine<Disk>> {
    LoggedEngine::open(disk.clone(), store)
}

/// The writes of commit `number`: a row of its own, a row that all change, and the row of the commit before deleted
/// at every third.
fn writes(number: u64) -> Writes {
    let own = |number: u64| format!("row {number:06}").into_bytes();
    let size = usize::try_from(number % 7).unwrap() * 900;
    let mut writes = Writes::new();
    writes.insert(own(number), Some(vec![u8::try_from(number % 251).unwrap(); size + 1]));
    writes.insert(b"all change it".to_vec(), Some(number.to_be_bytes().to_vec()));
    if number.is_multiple_of(3) {
        writes.insert(own(number - 1), None);
    }
    writes
}

/// What commits 1 to `number` leave.
fn expected(number: u64) -> Map {
    let mut rows = Map::new();
    for number in 1..=number {
        for (key, value) in writes(number) {
            match value {
                Some(value) => rows.insert(key, value),
                None => rows.remove(&key),
            };
        }
    }
    rows
}

fn log_files(store: &Path) -> [PathBuf; 2] {
    ["-wal-a", "-wal-b"].map(|suffix| PathBuf::from(format!("{}{suffix}", store.display())))
}

/// What a stop leaves: the log first, for the disk below may only be newer.
struct Image {
    log: [Vec<u8>; 2],
    below: Disk,
}

impl Image {
    fn of(disk: &Disk, store: &Path) -> Image {
        Image {
            log: log_files(store).map(|file| fs::read(file).unwrap()),
            below: disk.copy(),
        }
    }

    fn open(&self, log: [&[u8]; 2]) -> Result<Map> {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("t");
        for (file, bytes) in log_files(&store).iter().zip(log) {
            fs::write(file, bytes).unwrap();
        }
        open(&self.below.copy(), &store).map(|engine| rows(&engine))
    }

    fn log(&self) -> [&[u8]; 2] {
        [&self.log[0], &self.log[1]]
    }
}

#[test]
fn each_commit_that_was_answered_is_there_after_a_stop_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("t");
    let disk = Disk::new();
    let engine = open(&disk, &store).unwrap();
    for number in 1..=40 {
        engine.commit(&writes(number)).unwrap();
        assert_eq!(rows(&engine), expected(number));
        let image = Image::of(&disk, &store);
        assert_eq!(
            image.open(image.log()).unwrap(),
            expected(number),
            "after commit {number}"
        );
    }
}

#[test]
fn a_torn_commit_is_there_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("t");
    let disk = Disk::new();
    let engine = open(&disk, &store).unwrap();
    for number in 1..=5 {
        engine.commit(&writes(number)).unwrap();
    }
    let before = Image::of(&disk, &store);
    engine.commit(&writes(6)).unwrap();
    let after = Image::of(&disk, &store);
    let mut recovered = [0, 0];
    for cut in (0..16 * 4_096).step_by(512) {
        // Sectors reach the disk in any order: the new ones before the cut, or those behind it.
        for new_first in [true, false] {
            let mix = |at: usize| {
                let (old, new) = (&before.log[at], &after.log[at]);
                let (head, tail) = if new_first { (new, old) } else { (old, new) };
                let cut = cut.min(head.len());
                [&head[..cut], &tail[cut..]].concat()
            };
            let rows = before.open([&mix(0), &mix(1)]).unwrap();
            let number = if rows == expected(6) { 1 } else { 0 };
            recovered[number] += 1;
            assert!(number == 1 || rows == expected(5), "cut at {cut}");
        }
    }
    assert!(recovered.iter().all(|times| *times > 0), "{recovered:?}");
}

#[test]
fn a_damaged_commit_that_others_follow_is_an_error_and_nothing_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("t");
    let disk = Disk::new();
    let engine = open(&disk, &store).unwrap();
    for number in 1..=4 {
        engine.commit(&writes(number)).unwrap();
    }
    let image = Image::of(&disk, &store);
    let used = usize::from(image.log[0][4_096..5_000].iter().all(|byte| *byte == 0));
    // Its seal, its number, its length, its rows; and the header of the file.
    for at in [4_096, 4_096 + 20, 4_096 + 25, 4_096 + 60, 30] {
        let mut damaged = image.log.clone();
        damaged[used][at] ^= 0x10;
        let error = image.open([&damaged[0], &damaged[1]]).unwrap_err();
        assert!(error.to_string().contains("is damaged at byte"), "byte {at}: {error}");
    }
}

#[test]
fn a_log_that_is_missing_or_of_another_state_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("t");
    let disk = Disk::new();
    let engine = open(&disk, &store).unwrap();
    let old = disk.copy();
    engine.commit(&writes(1)).unwrap();
    let image = Image::of(&disk, &store);

    let gone = tempfile::tempdir().unwrap();
    let error = open(&image.below, &gone.path().join("t")).err().unwrap();
    assert!(error.to_string().contains("is missing"), "{error}");

    // Another store's log, with changes in it.
    let error = open(&Disk::new(), &store).err().unwrap();
    assert!(error.to_string().contains("belongs to another store"), "{error}");

    // A copy of the store from before, beside the log of today, which no longer holds what came between.
    engine.close();
    let again = open(&disk, &store).unwrap();
    again.commit(&writes(2)).unwrap();
    let today = Image::of(&disk, &store);
    let error = Image {
        log: today.log,
        below: old,
    }
    .open_own()
    .unwrap_err();
    assert!(error.to_string().contains("change 1 is missing"), "{error}");
}

impl Image {
    fn open_own(&self) -> Result<Map> {
        self.open(self.log())
    }
}

#[test]
fn a_store_closed_in_order_needs_no_log() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("t");
    let disk = Disk::new();
    let engine = open(&disk, &store).unwrap();
    for number in 1..=9 {
        engine.commit(&writes(number)).unwrap();
    }
    engine.close();
    for file in log_files(&store) {
        fs::remove_file(file).unwrap();
    }
    let engine = open(&disk, &store).unwrap();
    assert_eq!(rows(&engine), expected(9));
    engine.commit(&writes(10)).unwrap();
    let image = Image::of(&disk, &store);
    assert_eq!(image.open_own().unwrap(), expected(10));
}

/// Rows of some size, so that the keeper goes round several times, and a large commit that passes the log.
#[test]
fn nothing_is_lost_while_segments_are_used_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("t");
    let disk = Disk::new();
    let engine = open(&disk, &store).unwrap();
    let mut model = Map::new();
    let mut sizes = [300 << 10, 900 << 10, 5, 2 << 20, 700 << 10].into_iter().cycle();
    for number in 0_u64..90 {
        let key = (number % 13).to_be_bytes().to_vec();
        let value = vec![u8::try_from(number).unwrap(); sizes.next().unwrap()];
        engine
            .commit(&Writes::from([(key.clone(), Some(value.clone()))]))
            .unwrap();
        model.insert(key, value);
        if number % 10 == 9 {
            assert!(rows(&engine) == model, "in memory, after {number}");
            let image = Image::of(&disk, &store);
            assert!(image.open_own().unwrap() == model, "after a stop, after {number}");
        }
    }
    let limit = 4 * OVERLAY_BYTES as u64;
    assert!(engine.shared.state.lock().log.size() < limit, "the log is bounded");
    engine.close();
    assert!(rows(&open(&disk, &store).unwrap()) == model);
}

#[test]
fn a_disk_that_breaks_below_stops_commits_and_loses_none_that_was_answered() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("t");
    let sound = Disk::new();
    drop(open(&sound, &store).unwrap());
    // It takes the mark of the start, and nothing after that.
    let breaking = MemoryEngine::failing_after(2);
    let rows_so_far = all(&*sound.snapshot().unwrap());
    breaking
        .commit(&rows_so_far.into_iter().map(|(key, value)| (key, Some(value))).collect())
        .unwrap();
    let breaking = Disk(Arc::new(breaking));
    let engine = open(&breaking, &store).unwrap();
    let mut answered = 0;
    for number in 1.. {
        let mut writes = writes(number);
        writes.insert(b"large".to_vec(), Some(vec![1; 512 << 10]));
        match engine.commit(&writes) {
            Ok(()) => answered = number,
            Err(error) => {
                assert!(error.to_string().contains("the disk of this test is broken"), "{error}");
                break;
            }
        }
    }
    assert!(answered > 10, "{answered}");
    engine.close();
    drop(engine);
    let image = Image::of(&breaking, &store);
    let mut left = image.open_own().unwrap();
    left.remove(b"large".as_slice()).unwrap();
    assert!(left == expected(answered));
}

#[test]
fn what_was_taken_down_leaves_memory_under_a_reader() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("t");
    let engine = open(&Disk::new(), &store).unwrap();
    engine.commit(&writes(1)).unwrap();
    let layers = Arc::clone(&engine.shared.state.lock().layers);
    let held = LayeredSnapshot {
        number: 1,
        layers: ArcSwap::new(layers),
    };
    let held = Arc::new(held);
    engine.shared.state.lock().newest = Arc::downgrade(&held);
    engine.close();
    assert!(held.layers.load().fresh.is_empty() && held.layers.load().sinking.is_none());
    let mut seen = all(&*held);
    seen.remove(&Mark::key());
    assert_eq!(seen, expected(1));
}

fn layer() -> impl Strategy<Value = Vec<(u8, Option<u8>)>> {
    prop::collection::vec((0_u8..24, prop::option::of(any::<u8>())), 0..12)
}

fn overlay(rows: &[(u8, Option<u8>)], model: &mut Map) -> Overlay {
    let mut overlay = Overlay::default();
    for (key, value) in rows {
        let writes = Writes::from([(vec![*key], value.map(|value| vec![value]))]);
        overlay.apply(frame::encode(&[7; 32], 1, &writes));
        match value {
            Some(value) => model.insert(vec![*key], vec![*value]),
            None => model.remove([*key].as_slice()),
        };
    }
    overlay
}

proptest! {
    /// Every range in both directions, broken off anywhere, is what a single map would give.
    #[test]
    fn three_layers_read_as_one(
        below in layer(), sinking in prop::option::of(layer()), fresh in layer(),
        lo in 0_u8..26, hi in prop::option::of(0_u8..26), take in 1_usize..30,
    ) {
        let mut model = Map::new();
        let disk = MemoryEngine::new(1);
        overlay(&below, &mut model);
        disk.commit(&model.iter().map(|(key, value)| (key.clone(), Some(value.clone()))).collect()).unwrap();
        let sinking = sinking.map(|rows| overlay(&rows, &mut model));
        let fresh = overlay(&fresh, &mut model);
        let layers = Layers { fresh, sinking, below: disk.snapshot().unwrap() };
        let snapshot = LayeredSnapshot { number: 1, layers: ArcSwap::from_pointee(layers) };
        for key in 0..24 {
            prop_assert_eq!(snapshot.get(&[key]).unwrap(), model.get([key].as_slice()).cloned());
        }
        let hi = hi.map(|hi| [hi]);
        let hi = hi.as_ref().map(<[u8; 1]>::as_slice);
        for direction in [Direction::Ascending, Direction::Descending] {
            let mut seen = Vec::new();
            snapshot.range(&[lo], hi, direction, &mut |key, value| {
                seen.push((key.to_vec(), value.to_vec()));
                if seen.len() < take { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            }).unwrap();
            let inside = model.iter().filter(|(key, _)| key[0] >= lo && hi.is_none_or(|hi| key.as_slice() < hi));
            let mut wanted: Vec<_> = inside.map(|(key, value)| (key.clone(), value.clone())).collect();
            if direction == Direction::Descending {
                wanted.reverse();
            }
            wanted.truncate(take);
            prop_assert_eq!(seen, wanted);
        }
    }
}

/// Who looks from outside sees everything that was acknowledged before, and whole commits only, however the writer and
/// the keeper go on meanwhile.
#[test]
fn who_looks_from_another_process_misses_nothing() {
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let disk = Disk::new();
    let engine = open(&disk, &path).unwrap();
    let acknowledged = AtomicU64::new(0);
    let done = AtomicBool::new(false);
    let looks = std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 1..=400_u64 {
                // Each commit changes two rows; every fifth is large enough to fill memory soon, some go below at once.
                let size = match number {
                    number if number % 50 == 0 => LARGE_BYTES,
                    number if number % 5 == 0 => LARGE_BYTES / 2,
                    _ => 10,
                };
                let value = Some(number.to_be_bytes().to_vec());
                let filling = (vec![9, 3], Some(vec![7; size]));
                let writes = [(vec![9, 1], value.clone()), (vec![9, 2], value), filling];
                engine.commit(&writes.into_iter().collect()).unwrap();
                acknowledged.store(number, Ordering::SeqCst);
            }
            done.store(true, Ordering::SeqCst);
        });
        let mut looks = 0;
        while !done.load(Ordering::SeqCst) {
            let told = acknowledged.load(Ordering::SeqCst);
            let snapshot = peek(&path, || disk.0.snapshot()).unwrap();
            let number = |key: &[u8]| {
                let value = snapshot.get(key).unwrap();
                value.map_or(0, |value| u64::from_be_bytes(value.try_into().unwrap()))
            };
            let (one, two) = (number(&[9, 1]), number(&[9, 2]));
            assert_eq!(one, two, "a commit is seen whole");
            assert!(one >= told, "told {told}, seen {one}");
            looks += 1;
        }
        looks
    });
    assert!(looks > 3, "{looks}");
    engine.close();
    let snapshot = peek(&path, || disk.0.snapshot()).unwrap();
    assert_eq!(snapshot.get(&[9, 1]).unwrap(), Some(400_u64.to_be_bytes().to_vec()));
}

/// Looking changes nothing: neither files that are missing nor those that are damaged.
#[test]
fn looking_makes_no_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let disk = Disk::new();
    let engine = open(&disk, &path).unwrap();
    engine
        .commit(&[(vec![1], Some(vec![2]))].into_iter().collect())
        .unwrap();
    engine.close();
    for name in ["store-wal-a", "store-wal-b"] {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    let snapshot = peek(&path, || disk.0.snapshot()).unwrap();
    assert_eq!(snapshot.get(&[1]).unwrap(), Some(vec![2]));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
