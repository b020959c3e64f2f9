//! Files that are meant to harm or are merely bad, through the real doors: words in quarantine and in the report, the good
//! rows kept, nothing half-applied, memory bounded, and the server goes on.

use std::io::{Cursor, Write};

use kabinet::modules::catalogue::SkuPrices;
use kabinet::platform::store::Reader as _;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::exchange::connected;
use crate::harness::{World, encoded, kabinet, wait_for};

fn archive(fill: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    fill(&mut zip);
    zip.finish().unwrap().into_inner()
}

fn of_one(name: &str, content: &[u8]) -> Vec<u8> {
    archive(|zip| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    })
}

fn lay(world: &World, name: &str, content: &[u8]) {
    std::fs::write(world.data.join("exchange/in").join(name), content).unwrap();
}

/// One pass by the command: what was imported and what refused.
fn run(world: &World) -> (u64, u64) {
    let output = kabinet()
        .args(["exchange", "run", "--json", "--data"])
        .arg(&world.data)
        .output()
        .unwrap();
    let passed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    (
        passed["imported"].as_u64().unwrap(),
        passed["refused"].as_u64().unwrap(),
    )
}

/// Names and pages of the goods that a search finds.
fn found(world: &World, words: &str) -> Vec<(String, String)> {
    let answer = world.admin().get(&format!("/search?{}", encoded(&[("q", words)])));
    answer.expect(200);
    let links = "main a[href^='/products/']";
    answer
        .texts(links)
        .into_iter()
        .zip(answer.attributes(links, "href"))
        .collect()
}

const EVIL: &str = "<?xml version=\"1.0\"?><КоммерческаяИнформация ВерсияСхемы=\"2.07\"><Каталог><Ид>1</Ид><Товары><Товар>\
    <Ид>evil-1</Ид><Наименование>Подмена</Наименование></Товар></Товары></Каталог></КоммерческаяИнформация>";

#[test]
fn bad_archives_and_old_formats_are_refused_whole_and_in_words() {
    let world = connected().with_settings("exchange.rest_seconds = 0\n");
    let mut locked = of_one("import.xml", EVIL.as_bytes());
    // The flag of encryption, in the local header and in the table of contents.
    let central = locked.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[central + 8] |= 1;
    let with_good = |name: &str| {
        archive(|zip| {
            zip.start_file("import.xml", SimpleFileOptions::default()).unwrap();
            zip.write_all(EVIL.as_bytes()).unwrap();
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(EVIL.as_bytes()).unwrap();
        })
    };
    let bomb = archive(|zip| {
        zip.start_file("bomb.xml", SimpleFileOptions::default()).unwrap();
        let megabyte = vec![b' '; 1 << 20];
        for _ in 0..512 {
            zip.write_all(&megabyte).unwrap();
        }
    });
    let old = "<КоммерческаяИнформация><Каталог Идентификатор=\"1\"><Товар Идентификатор=\"2\"/></Каталог></КоммерческаяИнформация>";
    let cases: [(&str, Vec<u8>, &str); 8] = [
        (
            "slip.zip",
            with_good("../../evil.xml"),
            "Недопустимое имя файла в архиве",
        ),
        ("bomb.zip", bomb, "слишком большой объём"),
        (
            "link.zip",
            archive(|zip| {
                zip.add_symlink("import.xml", "/etc/passwd", SimpleFileOptions::default())
                    .unwrap()
            }),
            "Вместо файла ссылка",
        ),
        ("locked.zip", locked, "закрыт паролем"),
        ("nested.zip", with_good("more.zip"), "Архив внутри архива"),
        (
            "cut.zip",
            of_one("import.xml", EVIL.as_bytes())[..60].to_vec(),
            "Архив повреждён",
        ),
        ("old.xml", old.as_bytes().to_vec(), "Это CommerceML 1"),
        (
            "coded.xml",
            EVIL.replace("\"1.0\"", "\"1.0\" encoding=\"ebcdic-x\"").into_bytes(),
            "Неизвестная кодировка",
        ),
    ];
    let before = world.server.peak_kib();
    for (name, content, words) in &cases {
        lay(&world, name, content);
        // A file without its end waits for the rest of it, ten minutes.
        if *name == "cut.zip" {
            let old = std::time::SystemTime::now() - std::time::Duration::from_secs(700);
            let file = std::fs::File::options()
                .write(true)
                .open(world.data.join("exchange/in").join(name))
                .unwrap();
            file.set_modified(old).unwrap();
        }
        assert_eq!(run(&world), (0, 1), "{name}");
        let page = world.admin().get("/admin/exchange/quarantine");
        let rows = page.texts("tr");
        let row = rows.iter().find(|row| row.contains(name));
        assert!(row.is_some_and(|row| row.contains(words)), "{name}: {rows:#?}");
        // Nothing was taken of what stood beside it, and nothing lies outside.
        assert!(
            found(&world, "Подмена")
                .iter()
                .all(|(name, _)| !name.contains("Подмена"))
        );
    }
    for stray in ["evil.xml", "exchange/evil.xml"] {
        assert!(!world.data.join(stray).exists() && !world.data.parent().unwrap().join(stray).exists());
    }
    let grown = world.server.peak_kib() - before;
    assert!(grown < 128 << 10, "{grown} KiB for half a gigabyte of nothing");
    world.anonymous().get("/login").expect(200);
}

#[test]
fn bad_rows_are_named_and_the_good_ones_kept() {
    let mut world = connected().with_settings("exchange.rest_seconds = 0\n");
    let goods = "<?xml version=\"1.0\"?><КоммерческаяИнформация ВерсияСхемы=\"2.07\"><Каталог><Ид>cat</Ид>\
        <Наименование>К</Наименование><Товары>\
        <Товар><Ид>twice</Ид><Наименование>Первый раз</Наименование></Товар>\
        <Товар><Ид>twice</Ид><Артикул>ДВ-1</Артикул><Наименование>Второй раз</Наименование></Товар>\
        <Товар><Наименование>Безымянный</Наименование></Товар>\
        </Товары></Каталог></КоммерческаяИнформация>";
    let price = |value: &str| {
        format!(
            "<Цены><Цена><ИдТипаЦены>base</ИдТипаЦены><ЦенаЗаЕдиницу>{value}</ЦенаЗаЕдиницу><Валюта>руб</Валюта></Цена></Цены>"
        )
    };
    let offer = |id: &str, value: &str| {
        format!(
            "<Предложение><Ид>{id}</Ид><Наименование>{id}</Наименование>{}</Предложение>",
            price(value)
        )
    };
    let offers = format!(
        "<?xml version=\"1.0\"?><КоммерческаяИнформация ВерсияСхемы=\"2.07\"><ПакетПредложений><Ид>p</Ид><ИдКаталога>cat</ИдКаталога>\
         <ТипыЦен><ТипЦены><Ид>base</Ид><Наименование>Базовая</Наименование><Валюта>руб</Валюта></ТипЦены></ТипыЦен><Предложения>{}{}{}{}\
         </Предложения></ПакетПредложений></КоммерческаяИнформация>",
        offer("twice", "9\u{a0}871,50"),
        offer("minus", "-5"),
        offer("words", "дорого"),
        offer("", "7"),
    );
    lay(&world, "import.xml", goods.as_bytes());
    lay(&world, "offers.xml", offers.as_bytes());
    assert_eq!(run(&world), (2, 0));
    let admin = world.admin();
    let (_, product) = wait_for("the good row", || {
        let mut all = found(&world, "ДВ-1").into_iter();
        all.find(|(name, _)| name.contains("Второй раз"))
    });
    admin.get(&product).expect(200).contains("ДВ-1");
    let run = admin
        .get("/admin/exchange")
        .attributes("main a[href*='/runs/']", "href")
        .remove(0);
    let report = admin.get(&run).texts("main").join(" ");
    for said in [
        "twice встречается повторно, взято последнее",
        "Товар без Ид пропущен: Безымянный",
        "Отрицательная цена пропущена",
        "«дорого» — не число",
        "Предложение без Ид пропущено",
    ] {
        assert!(report.contains(said), "«{said}» in {report}");
    }
    let prices = world.below(async |access| access.read().unwrap().list::<SkuPrices>(1_000).unwrap());
    let taken = prices.iter().flat_map(|sku| &sku.rows);
    let taken: Vec<i64> = taken
        .map(|row| row.price.e4)
        .filter(|minor| [98_715_000, -50_000, 70_000].contains(minor))
        .collect();
    assert_eq!(taken, [98_715_000]);
}
