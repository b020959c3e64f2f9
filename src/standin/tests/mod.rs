//! The stand-in against a server that keeps the protocol, and against ones that each break one rule.

mod server;

use std::io::Read as _;
use std::sync::Arc;

use server::{Server, Twist};

use super::{Family, Options, StandInError, Step, Summary, run};

const ORDER: &str = "<Документ><Ид>1</Ид><Номер>26-000042</Номер><Дата>2026-11-23</Дата><Время>12:00:01</Время>\
    <ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль><Валюта>RUB</Валюта><Сумма>200.5</Сумма>\
    <Контрагенты><Контрагент><Ид>b1</Ид><Наименование>Ветер</Наименование></Контрагент></Контрагенты>\
    <Товары><Товар><Ид>p1</Ид><Наименование>Стол</Наименование><ЦенаЗаЕдиницу>100.25</ЦенаЗаЕдиницу>\
    <Количество>2</Количество><Сумма>200.5</Сумма></Товар></Товары></Документ>";

fn orders(family: Family) -> String {
    let inner = if family == Family::C {
        format!("<Контейнер>{ORDER}</Контейнер>")
    } else {
        ORDER.to_owned()
    };
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?><КоммерческаяИнформация>{inner}</КоммерческаяИнформация>")
}

fn honest() -> Twist {
    Arc::new(|_, _| None)
}

fn options(family: Family, server: &Server) -> Options {
    let mut options = Options::new(family);
    options.url = Some(server.url.clone());
    options.user = "user".into();
    options.password = "pass".into();
    options.generate = Some(3);
    options.pictures = 1;
    options.pause = 1;
    options.process = vec![Step::All];
    options
}

#[test]
fn each_family_goes_its_way_through_an_honest_server() {
    for family in [Family::A, Family::B, Family::C] {
        for (zip, limit) in [("no", 0), ("no", 700), ("yes", 300), ("yes", 1 << 20)] {
            let server = Server::start(zip, limit, &orders(family), honest());
            let mut options = options(family, &server);
            options.deactivate = true;
            let summary = run(&options).unwrap();
            assert_eq!(
                (summary.orders_new, summary.orders_moved, summary.orders_sent),
                (1, 4, 1),
                "{family:?}"
            );
            assert_eq!(
                summary.traffic.import_calls,
                summary.traffic.imports * 2,
                "progress is asked again"
            );
            assert!(summary.warnings.is_empty(), "{:?}", summary.warnings);
            let state = server.state.lock().unwrap();
            assert!(state.delivered);
            assert_eq!(state.imported.len() as u64, summary.traffic.imports);
            let versions = state.queries.iter().filter(|query| query.contains("&version=")).count();
            assert_eq!(versions > 0, family != Family::A);
            assert_eq!(
                state
                    .queries
                    .iter()
                    .any(|query| query.contains("mode=deactivate&timestamp=1700000000")),
                family == Family::C
            );
            for (name, bytes) in state.files.iter().filter(|(name, _)| name.ends_with(".zip")) {
                let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
                for index in 0..archive.len() {
                    let mut content = Vec::new();
                    archive.by_index(index).unwrap().read_to_end(&mut content).unwrap();
                    assert!(!content.is_empty(), "{name}");
                }
            }
            let loose = |end: &str| state.files.keys().filter(|name| name.ends_with(end)).count();
            assert_eq!(loose(".zip") > 0, zip == "yes");
            assert_eq!(
                loose(".png"),
                usize::from(zip == "no" || family == Family::B),
                "{family:?} {zip}"
            );
        }
    }
}

fn against(
    family: Family,
    twist: impl Fn(&str, &str) -> Option<String> + Send + Sync + 'static,
) -> Result<Summary, StandInError> {
    let server = Server::start("no", 0, &orders(family), Arc::new(twist));
    run(&options(family, &server))
}

#[test]
fn a_broken_rule_is_named_with_its_section() {
    type Case = (Family, &'static str, fn(&str) -> String, &'static str);
    let cases: [Case; 17] = [
        (Family::A, "mode=checkauth", |_| String::new(), "dossier 1:"),
        (
            Family::A,
            "mode=checkauth",
            |_| "Notice: x\nsuccess\na\nb".into(),
            "first line of checkauth",
        ),
        (Family::A, "mode=checkauth", |_| "success\nname".into(), "lines 2 and 3"),
        (
            Family::A,
            "mode=checkauth",
            |_| "success\nname\nva%3Dlue".into(),
            "letters and digits",
        ),
        (
            Family::A,
            "mode=checkauth",
            |_| "success\nkabinet\nc0ffee\n5e55".into(),
            "line 4 of checkauth",
        ),
        (
            Family::A,
            "mode=init",
            |reply| format!("{reply}\n"),
            "exactly two lines",
        ),
        (
            Family::A,
            "mode=init",
            |reply| format!("{reply}\nsessid=5e55\nversion=3.1"),
            "exactly two lines",
        ),
        (Family::C, "mode=init", |_| "zip=no\nfile_limit=0".into(), "four lines"),
        (
            Family::A,
            "mode=init",
            |_| "zip=no\nfile_limit=10M".into(),
            "plain number",
        ),
        (Family::A, "mode=file", |_| "ok".into(), "success or failure"),
        (Family::A, "mode=import", |_| "\u{feff}success".into(), "dossier 1.4"),
        (
            Family::A,
            "mode=query",
            |reply| format!("\u{feff}{reply}"),
            "begins with <?xml",
        ),
        (
            Family::A,
            "mode=query",
            |reply| reply.replace("utf-8", "windows-1251"),
            "agree",
        ),
        (
            Family::A,
            "mode=query",
            |reply| {
                reply
                    .replace("<Документ>", "<Контейнер><Документ>")
                    .replace("</Документ>", "</Документ></Контейнер>")
            },
            "right below the root",
        ),
        (
            Family::C,
            "mode=query",
            |reply| {
                reply
                    .replace("Контейнер", "Прочее")
                    .replace("<Прочее>", "")
                    .replace("</Прочее>", "")
            },
            "outside Контейнер",
        ),
        (
            Family::C,
            "mode=info",
            |_| "<?xml version=\"1.0\"?><Статусы/>".into(),
            "info is a Справочник",
        ),
        (Family::C, "mode=complete", |_| "done".into(), "dossier 1.5"),
    ];
    for (family, mode, change, said) in cases {
        let outcome = against(family, move |query, reply| query.contains(mode).then(|| change(reply)));
        let error = outcome.expect_err(said).to_string();
        assert!(error.contains(said), "{family:?} {mode}: {error}");
    }
}

#[test]
fn a_failure_is_told_from_a_broken_rule() {
    let error = against(Family::A, |query, _| {
        query.contains("mode=import").then(|| "failure\nno disk".into())
    });
    assert!(
        matches!(error, Err(StandInError::Refused { ref text, .. }) if text == "no disk"),
        "{error:?}"
    );
}

#[test]
fn what_1c_only_logs_is_a_warning() {
    let summary = against(Family::A, |query, reply| {
        query.contains("mode=file").then(|| format!("{reply}\nextended"))
    });
    assert!(summary.unwrap().warnings[0].contains("dossier 1.3"));
}

#[test]
fn without_success_nothing_is_said_to_the_server_but_the_base_keeps_the_orders() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start("no", 0, &orders(Family::A), honest());
    let mut options = options(Family::A, &server);
    options.generate = None;
    options.no_success = true;
    options.state = Some(folder.path().join("base.json"));
    assert_eq!(run(&options).unwrap().orders_new, 1);
    assert!(!server.state.lock().unwrap().delivered);
    options.no_success = false;
    let summary = run(&options).unwrap();
    assert_eq!((summary.orders_rewritten, summary.orders_sent), (1, 1));
    assert!(server.state.lock().unwrap().delivered);
}

#[test]
fn the_folder_gets_what_each_family_writes_and_gives_its_orders() {
    for family in [Family::A, Family::B, Family::C] {
        for zip in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            std::fs::create_dir(folder.path().join("out")).unwrap();
            std::fs::write(folder.path().join("out/orders.xml"), orders(family)).unwrap();
            let mut options = Options::new(family);
            options.folder = Some(folder.path().to_owned());
            options.generate = Some(2);
            options.zip = zip;
            options.process = vec![Step::Confirm];
            let summary = run(&options).unwrap();
            assert_eq!((summary.orders_new, summary.orders_sent), (1, 1));
            let exists = |path: &str| folder.path().join("in").join(path).exists();
            assert_eq!(exists("webdata/import0_1.xml"), family != Family::C && !zip);
            assert_eq!(exists("goods"), family == Family::C && !zip);
            assert_eq!(exists("documents"), family == Family::C && !zip);
            assert_eq!(exists("catalogue_1.zip"), zip);
        }
    }
}
