//! Backups that make themselves, through the portal. Threats: a second folder vanishes, or is the empty place where a disk
//! was mounted; files of others are removed; a failure is told each time, or never; a disk that is full leaves half an
//! archive behind.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::backup::{backup, command, complained, json, names, run};
use crate::dealers::letter;
use crate::harness::{Answer, Client, World, wait_for};

const HERE: &str = "/admin/backups";
const SETTINGS: &str = "/admin/backups/settings";

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Turns backups on into a folder that goes away, and asks for one, which fails.
pub fn without_a_folder(world: &World, admin: &Client) {
    let folder = world.data.with_extension("backups");
    fs::create_dir(&folder).unwrap();
    let fields = [("on", "true"), ("folder", folder.to_str().unwrap())];
    admin.fill(SETTINGS, SETTINGS, &fields).expect(303);
    fs::remove_dir_all(&folder).unwrap();
    admin.post("/admin/backups/now", &[]).expect(303);
}

fn set(admin: &Client, first: &Path, second: &str, mail_to: &str) -> Answer {
    let fields = [
        ("on", "1"),
        ("at", "2:30"),
        ("days", "7"),
        ("weeks", "4"),
        ("months", "12"),
        ("folder", &shown(first)),
        ("second", second),
        ("mail_to", mail_to),
    ];
    admin.fill(SETTINGS, SETTINGS, &fields)
}

/// Makes one by hand and waits for its end: the page then. `number`: how many there are afterwards.
fn made(admin: &Client, number: usize) -> Answer {
    admin.post("/admin/backups/now", &[]).expect(303);
    wait_for("the end of the backup", || {
        let page = admin.get(HERE);
        let runs = page.attributes("tr[data-run]", "data-run").len();
        let ended = page.attributes("form[action='/admin/backups/now']", "action").len() == 1;
        (runs == number && ended).then_some(page)
    })
}

fn archives(folder: &Path) -> Vec<String> {
    let all = names(folder).into_iter();
    all.filter(|name| name.starts_with("kabinet-2") && !name.starts_with("kabinet-2020"))
        .collect()
}

#[test]
fn one_by_hand_is_restored_copied_and_shown_and_only_own_old_ones_go() {
    let world = World::fresh();
    let (admin, place) = (world.admin(), tempfile::tempdir().unwrap());
    let (first, second) = (place.path().join("first"), place.path().join("second"));
    // Before anything was said, the page and the home page say that nothing happens by itself.
    admin.get(HERE).expect(200).contains("Копии по расписанию не делаются");
    admin.get("/").expect(200).contains("Копии по расписанию не делаются");
    let foreign = [
        "letters.zip",
        "kabinet.zip",
        "kabinet-20200101-000000Z.zip.bak",
        "notes.partial",
    ];
    // Of one day the last one stays; what nobody can read may be somebody's.
    let (old, last) = ("kabinet-20200101-000000Z.zip", "kabinet-20200101-120000Z.zip");
    let unread = "kabinet-20200101-010000Z.zip";
    let own = place.path().join("own.zip");
    backup(&world.data, &own);
    for folder in [&first, &second] {
        fs::create_dir(folder).unwrap();
        for name in foreign.iter().chain([&unread]) {
            fs::write(folder.join(name), "of somebody").unwrap();
        }
        for name in [old, last] {
            fs::copy(&own, folder.join(name)).unwrap();
        }
    }
    set(&admin, &first, &shown(&second), "").expect(303);
    let order = world.buyer().ordered("Kept", "2");
    let page = made(&admin, 1);
    assert_eq!(archives(&first).len(), 1, "{:?}", names(&first));
    assert_eq!(archives(&first), archives(&second));
    let archive = archives(&first).remove(0);
    let page = page.contains("Проверена").contains(&archive).contains(&shown(&second));
    assert!(!page.body().contains("Не сделана"));
    let bytes = |folder: &Path| fs::read(folder.join(&archive)).unwrap();
    assert_eq!(bytes(&first), bytes(&second));
    // What was acknowledged is in it.
    let verified = json(&run(&["backup", "verify", "--json"], &[("", &second.join(&archive))]));
    let orders = json(&{
        let now = place.path().join("now.zip");
        backup(&world.data, &now);
        run(&["backup", "verify", "--json"], &[("", &now)])
    });
    assert_eq!(verified["records"]["order"], orders["records"]["order"], "{order}");
    for folder in [&first, &second] {
        let there = names(folder);
        for name in foreign.into_iter().chain([last, unread]) {
            assert!(there.iter().any(|there| there == name), "{name} of {there:?}");
        }
        assert!(
            !there.iter().any(|there| there == old),
            "an old one is let go: {there:?}"
        );
    }
    // What isn't there any more isn't shown as if it were.
    let gone = "Файла уже нет";
    assert!(!admin.get(HERE).body().contains(gone));
    fs::remove_file(second.join(&archive)).unwrap();
    let row = admin.get(HERE).texts("tr[data-run='1']").join(" ");
    assert_eq!(row.matches(gone).count(), 1, "{row}");
    fs::copy(first.join(&archive), second.join(&archive)).unwrap();
    let home = admin.get("/");
    let card = home.texts("#backups").join(" ");
    assert!(card.contains("Проверена") && card.contains(&archive), "{card}");
    // Nobody else has any of it.
    for stranger in [world.manager(), world.buyer()] {
        stranger.get(HERE).expect(403);
        assert!(stranger.get("/").texts("#backups").is_empty());
    }
}

#[test]
fn a_second_folder_that_vanishes_is_told_once_and_so_is_its_return() {
    let world = World::fresh().with_settings("[mail]\ntransport = \"file\"\nfrom = \"cabinet@zavod.example\"\n");
    let (admin, place) = (world.admin(), tempfile::tempdir().unwrap());
    let (first, second) = (place.path().join("first"), place.path().join("second"));
    fs::create_dir(&first).unwrap();
    fs::create_dir(&second).unwrap();
    set(&admin, &first, &shown(&second), "ops@zavod.example").expect(303);
    fs::remove_dir_all(&second).unwrap();
    made(&admin, 1).contains("во вторую папку не попала: папки нет на месте");
    assert!(!second.exists(), "a folder of that name would lie on another disk");
    assert_eq!(archives(&first).len(), 1, "the first copy is good all the same");
    // The disk isn't mounted: its folder is there and empty.
    fs::create_dir(&second).unwrap();
    made(&admin, 2).contains("это не та папка");
    assert_eq!(names(&second), [""; 0]);
    admin.get("/").contains("во вторую папку не попала");
    // Saved again, it is this one. Addresses have no accounts that say a language: who names them does.
    admin.post("/preferences", &[("locale", "en")]).expect(303);
    set(&admin, &first, &shown(&second), "ops@zavod.example").expect(303);
    admin.post("/preferences", &[("locale", "ru")]).expect(303);
    made(&admin, 3);
    assert_eq!(archives(&second).len(), 1);
    // One of the streak, one of its end.
    let subjects = |page: &Answer| page.body().matches("Резервные копии кабинета").count();
    let letters = wait_for("two letters", || {
        let page = admin.get("/admin/mail?state=sent");
        (subjects(&page) >= 2).then_some(page)
    });
    assert_eq!(subjects(&letters), 2);
    let said: String = fs::read_dir(world.data.join("mail"))
        .unwrap()
        .map(|file| letter(&fs::read_to_string(file.unwrap().path()).unwrap()))
        .collect();
    assert!(
        said.contains("во вторую папку не попала") && said.contains("Backups are made again"),
        "{said}"
    );
    assert!(!said.contains("снова делаются"), "{said}");
    let notices = wait_for("both notices", || {
        let page = admin.get("/notices");
        page.body().contains("Резервные копии снова делаются").then_some(page)
    });
    assert_eq!(notices.body().matches("во вторую папку не попала").count(), 1);
}

#[test]
fn settings_that_could_not_work_come_back_with_what_is_wrong() {
    let world = World::fresh();
    let (admin, place) = (world.admin(), tempfile::tempdir().unwrap());
    let first = place.path().join("first");
    fs::create_dir(&first).unwrap();
    for (field, typed, words) in [
        ("folder", shown(&world.data.join("files")), "Внутри папки данных"),
        (
            "folder",
            shown(&place.path().join("absent")),
            "Такой папки на сервере нет",
        ),
        ("folder", "backups".to_owned(), "Нужен полный путь"),
        ("second", shown(&first), "Это та же папка"),
        ("second", shown(&place.path().join("first/../first")), "Это та же папка"),
        ("at", "25:00".to_owned(), "Укажите время"),
        ("days", "0".to_owned(), "Нужно целое число от 1 до 366"),
        ("months", "-1".to_owned(), "Нужно целое число от 0 до 240"),
        ("mail_to", "ops".to_owned(), "«ops» написан с ошибкой"),
    ] {
        let folder = shown(&first);
        let mut fields = vec![("folder", folder.as_str())];
        fields.retain(|(name, _)| *name != field);
        fields.push((field, typed.as_str()));
        let answer = admin.fill(SETTINGS, SETTINGS, &fields);
        answer.expect(422).contains(words);
    }
    admin.get(HERE).contains("Копии по расписанию не делаются");
    // Two who see the same version: the second is told.
    let page = admin.get(SETTINGS);
    let folder = shown(&first);
    admin.submit(&page, SETTINGS, &[("folder", &folder)]).expect(303);
    let late = admin.submit(&page, SETTINGS, &[("folder", &folder), ("at", "05:00")]);
    late.expect(422).contains("тем временем изменили");
    // A folder of another installation.
    fs::write(first.join(".kabinet-backups"), "0198c0de-0000-7000-8000-000000000000\n").unwrap();
    let said = admin.fill(SETTINGS, SETTINGS, &[("folder", &folder)]);
    said.expect(422).contains("копии другого кабинета");
}

#[test]
fn a_disk_that_gets_full_leaves_nothing_behind() {
    let world = World::fresh();
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("kabinet.zip");
    let mut full = command(&["backup", "create"], &[("--data", &world.data), ("--out", &out)]);
    let program = full.get_program().to_owned();
    let arguments: Vec<_> = full.get_args().map(std::ffi::OsStr::to_owned).collect();
    // Files may grow to a few kilobytes only; the signal of it is ignored, so that a write fails as on a full disk.
    full = Command::new("sh");
    full.args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\""])
        .arg(program)
        .args(arguments);
    let done = full.output().unwrap();
    assert_eq!(done.status.code(), Some(1), "{}", complained(&done));
    assert!(
        complained(&done).contains("there is no good backup"),
        "{}",
        complained(&done)
    );
    assert_eq!(names(place.path()), [""; 0]);
    // And with room it goes.
    backup(&world.data, &out);
}

#[test]
fn a_rehearsal_counts_what_came_back_and_writes_a_report_to_sign() {
    let world = World::fresh();
    world.buyer().ordered("Kept", "2");
    let place = tempfile::tempdir().unwrap();
    let (file, report) = (place.path().join("kabinet.zip"), place.path().join("report.html"));
    let made = backup(&world.data, &file);
    let paths = [("", file.as_path()), ("--out", &report), ("--work", place.path())];
    let drilled = json(&run(&["backup", "drill", "--json"], &paths));
    for table in ["order", "dealer", "account"] {
        assert!(made["records"][table].as_u64().unwrap() > 0);
        assert_eq!(drilled["counted"][table]["restored"], made["records"][table]);
        assert_eq!(drilled["counted"][table]["manifest"], made["records"][table]);
    }
    assert_eq!(drilled["counted"]["file"]["restored"], made["files"]);
    assert_eq!(drilled["digest"], made["digest"]);
    assert!(drilled["seconds"].as_f64().unwrap() > 0.0);
    let text = fs::read_to_string(&report).unwrap();
    for words in [
        "Копия восстановлена полностью",
        "Проверил (имя, подпись)",
        made["digest"].as_str().unwrap(),
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(
        names(place.path()),
        ["kabinet.zip", "report.html"],
        "the temporary place is gone"
    );
    // In English, of the newest in the folder of the installation.
    json(&run(&["backup", "create", "--json"], &[("--data", &world.data)]));
    let paths = [("--data", world.data.as_path()), ("--out", &report)];
    json(&run(&["backup", "drill", "--json", "--language", "en"], &paths));
    assert!(
        fs::read_to_string(&report)
            .unwrap()
            .contains("restored whole and checked")
    );
    // One that is damaged fails, and the report says so.
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let failed = run(&["backup", "drill", "--json"], &[("", &file), ("--out", &report)]);
    assert_eq!(failed.status.code(), Some(3), "{}", complained(&failed));
    assert!(fs::read_to_string(&report).unwrap().contains("не прошла проверку"));
}

#[test]
fn a_restore_to_a_time_takes_the_newest_good_one_before_it() {
    let world = World::fresh();
    let buyer = world.buyer();
    let place = tempfile::tempdir().unwrap();
    let (folder, data) = (place.path().join("second"), world.data.clone());
    fs::create_dir(&folder).unwrap();
    set(&world.admin(), &data.join("backups"), &shown(&folder), "").expect(303);
    // Three, as of three days; the first lies in the second folder alone.
    let named = |place: &Path, day: u32| place.join(format!("kabinet-202611{day}-090000Z.zip"));
    backup(&data, &named(&folder, 18));
    let second = buyer.ordered("Second", "1");
    let of_second = backup(&data, &named(&data.join("backups"), 20));
    let third = buyer.ordered("Third", "1");
    backup(&data, &named(&data.join("backups"), 22));
    let World { server, .. } = world;
    assert_eq!(server.stop(), Some(0));
    let to = |time: &str| run(&["restore", "--yes", "--json", "--to-time", time], &[("--data", &data)]);
    // Noon in Moscow is nine in UTC.
    let chosen = json(&to("2026-11-20T12:00"));
    assert_eq!(chosen["file"], shown(&named(&data.join("backups"), 20)));
    assert_eq!(chosen["digest"], of_second["digest"]);
    assert!(
        chosen["lost"]["entries"].as_u64().unwrap() > 0,
        "{chosen}: {third} and {second}"
    );
    // A minute earlier it isn't made yet: the one of the second folder.
    let chosen = json(&to("2026-11-20T11:59"));
    assert_eq!(chosen["file"], shown(&named(&folder, 18)));
    let none = to("2026-11-18T11:59");
    assert_eq!(none.status.code(), Some(1));
    assert!(
        complained(&none).contains("no good backup is from"),
        "{}",
        complained(&none)
    );
    let nonsense = to("yesterday");
    assert!(
        complained(&nonsense).contains("is no time"),
        "{}",
        complained(&nonsense)
    );
}
