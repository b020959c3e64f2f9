//! A generated catalogue of any size, written as a stream: for tests, for trying out, and for the benchmark.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use quick_xml::escape::escape;
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _, SeedableRng};

use super::Family;

const WORDS: &str = include_str!("../../assets/standin/words.txt");
const PRICE_TYPES: usize = 5;
const WAREHOUSES: usize = 3;

/// What to generate.
#[derive(Clone, Debug)]
pub struct Plan {
    pub family: Family,
    pub products: u32,
    /// Products in one portion; 0 puts all in one.
    pub portion: u32,
    /// How many products have a picture, from the first on.
    pub pictures: u32,
    pub seed: u64,
    /// `yyyy-MM-ddTHH:mm:ss`.
    pub formed: String,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Generated {
    pub products: u64,
    pub prices: u64,
    pub bytes: u64,
}

/// Writes the catalogue into `folder`: `importN_M.xml` and `offersN_M.xml` for A and B, one file per kind in
/// sub-folders for C (dossier 2). Equal plans give equal files. Every product has five prices and stock at three
/// warehouses.
pub fn generate(folder: &Path, plan: &Plan) -> io::Result<Generated> {
    let words = Words::read();
    let mut generated = Generated::default();
    let portion = if plan.portion == 0 { plan.products } else { plan.portion }.max(1);
    let mut first = 0_u32;
    for number in 1.. {
        let last = first.saturating_add(portion).min(plan.products);
        let part = Part {
            plan,
            words: &words,
            number,
            first,
            last,
        };
        match plan.family {
            Family::A | Family::B => part.import_and_offers(folder, &mut generated)?,
            Family::C => part.split(folder, &mut generated)?,
        }
        first = last;
        if first >= plan.products {
            break;
        }
    }
    pictures(folder, plan)?;
    Ok(generated)
}

/// One portion of products.
struct Part<'a> {
    plan: &'a Plan,
    words: &'a Words,
    number: u32,
    first: u32,
    last: u32,
}

impl Part<'_> {
    fn import_and_offers(&self, folder: &Path, generated: &mut Generated) -> io::Result<()> {
        let mut out = Out::create(&folder.join(format!("import0_{}.xml", self.number)), self.plan)?;
        // The classifier is in the first portion alone, and only the first says that it is full (dossier 3).
        if self.number == 1 {
            self.classifier(&mut out, true)?;
        }
        self.goods(&mut out, generated)?;
        generated.bytes += out.finish()?;
        let mut out = Out::create(&folder.join(format!("offers0_{}.xml", self.number)), self.plan)?;
        self.open_offers(&mut out)?;
        if self.number == 1 {
            self.price_types(&mut out)?;
            self.warehouses(&mut out)?;
        }
        out.open("Предложения")?;
        for row in self.first..self.last {
            let product = self.product(row);
            out.open("Предложение")?;
            out.text("Ид", &product.id)?;
            out.text("Артикул", &product.article)?;
            out.text("Наименование", &product.name)?;
            self.unit(&mut out)?;
            self.prices(&mut out, &product, generated)?;
            let total: i64 = product.stock.iter().sum();
            out.text("Количество", &total.to_string())?;
            for (id, quantity) in self.words.warehouse_ids.iter().zip(product.stock) {
                out.raw(&format!("<Склад ИдСклада=\"{id}\" КоличествоНаСкладе=\"{quantity}\"/>"))?;
            }
            out.close("Предложение")?;
        }
        out.close("Предложения")?;
        out.close("ПакетПредложений")?;
        generated.bytes += out.finish()?;
        Ok(())
    }

    fn split(&self, folder: &Path, generated: &mut Generated) -> io::Result<()> {
        let tag = guid("file", &format!("{} {}", self.plan.seed, self.number));
        let create = |kind: &str| {
            let folder = folder.join(kind);
            fs::create_dir_all(&folder)?;
            Out::create(&folder.join(format!("{kind}_1_{}_{tag}.xml", self.number)), self.plan)
        };
        if self.number == 1 {
            for kind in ["storages", "priceLists", "groups"] {
                let mut out = create(kind)?;
                self.classifier_part(&mut out, kind)?;
                generated.bytes += out.finish()?;
            }
        }
        let mut out = create("goods")?;
        self.goods(&mut out, generated)?;
        generated.bytes += out.finish()?;
        for kind in ["offers", "prices", "rests"] {
            let mut out = create(kind)?;
            self.open_offers(&mut out)?;
            out.open("Предложения")?;
            for row in self.first..self.last {
                let product = self.product(row);
                out.open("Предложение")?;
                out.text("Ид", &product.id)?;
                match kind {
                    "offers" => {
                        out.text("НомерВерсии", "AAAAAAAAAAE=")?;
                        out.text("ПометкаУдаления", "false")?;
                        out.text("Наименование", &product.name)?;
                    }
                    "prices" => self.prices(&mut out, &product, generated)?,
                    _ => self.rests(&mut out, &product)?,
                }
                out.close("Предложение")?;
            }
            out.close("Предложения")?;
            out.close("ПакетПредложений")?;
            generated.bytes += out.finish()?;
        }
        Ok(())
    }

    fn goods(&self, out: &mut Out, generated: &mut Generated) -> io::Result<()> {
        let partial = self.number > 1 || self.plan.family == Family::C;
        out.raw(&format!("<Каталог СодержитТолькоИзменения=\"{partial}\">"))?;
        out.text("Ид", &self.words.catalogue_id)?;
        out.text("ИдКлассификатора", &self.words.catalogue_id)?;
        out.text("Наименование", &self.words.one("catalogue"))?;
        out.open("Товары")?;
        for row in self.first..self.last {
            let product = self.product(row);
            out.open("Товар")?;
            out.text("Ид", &product.id)?;
            if self.plan.family == Family::C {
                out.text("НомерВерсии", "AAAAAAAAAAE=")?;
                out.text("ПометкаУдаления", "false")?;
            }
            out.text("Артикул", &product.article)?;
            out.text("Наименование", &product.name)?;
            self.unit(out)?;
            out.open("Группы")?;
            out.text("Ид", &self.words.group_ids[product.group])?;
            out.close("Группы")?;
            out.text("Описание", &self.words.one("description"))?;
            if row < self.plan.pictures {
                out.text("Картинка", &picture_name(&product.id))?;
            }
            out.raw("<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>22</Ставка></СтавкаНалога></СтавкиНалогов>")?;
            out.open("ЗначенияРеквизитов")?;
            for (name, value) in [("ТипНоменклатуры", "Товар"), ("Вес", product.weight.as_str())]
            {
                out.open("ЗначениеРеквизита")?;
                out.text("Наименование", name)?;
                out.text("Значение", value)?;
                out.close("ЗначениеРеквизита")?;
            }
            out.close("ЗначенияРеквизитов")?;
            out.close("Товар")?;
            generated.products += 1;
        }
        out.close("Товары")?;
        out.close("Каталог")
    }

    fn classifier(&self, out: &mut Out, whole: bool) -> io::Result<()> {
        out.open("Классификатор")?;
        out.text("Ид", &self.words.catalogue_id)?;
        out.text("Наименование", &self.words.one("catalogue"))?;
        if whole {
            self.groups(out)?;
            out.close("Классификатор")?;
        }
        Ok(())
    }

    /// 3.1 writes the catalogue before the classifier (dossier 3).
    fn classifier_part(&self, out: &mut Out, kind: &str) -> io::Result<()> {
        out.raw("<Каталог СодержитТолькоИзменения=\"true\">")?;
        out.text("Ид", &self.words.catalogue_id)?;
        out.text("ИдКлассификатора", &self.words.catalogue_id)?;
        out.close("Каталог")?;
        self.classifier(out, false)?;
        match kind {
            "storages" => self.warehouses(out)?,
            "priceLists" => self.price_types(out)?,
            _ => self.groups(out)?,
        }
        out.close("Классификатор")
    }

    fn groups(&self, out: &mut Out) -> io::Result<()> {
        out.open("Группы")?;
        for (id, name) in self.words.group_ids.iter().zip(self.words.list("groups")) {
            out.open("Группа")?;
            out.text("Ид", id)?;
            out.text("Наименование", name)?;
            out.close("Группа")?;
        }
        out.close("Группы")
    }

    fn open_offers(&self, out: &mut Out) -> io::Result<()> {
        let partial = self.number > 1 || self.plan.family == Family::C;
        out.raw(&format!("<ПакетПредложений СодержитТолькоИзменения=\"{partial}\">"))?;
        let id = &self.words.catalogue_id;
        let package = if self.plan.family == Family::C {
            format!("#{id}")
        } else {
            format!("{id}#")
        };
        out.text("Ид", &package)?;
        out.text("ИдКаталога", id)?;
        out.text("ИдКлассификатора", id)
    }

    fn price_types(&self, out: &mut Out) -> io::Result<()> {
        out.open("ТипыЦен")?;
        for (id, name) in self.words.price_ids.iter().zip(self.words.list("prices")) {
            out.open("ТипЦены")?;
            out.text("Ид", id)?;
            out.text("Наименование", name)?;
            out.text("Валюта", "RUB")?;
            out.raw("<Налог><Наименование>НДС</Наименование><УчтеноВСумме>true</УчтеноВСумме></Налог>")?;
            out.close("ТипЦены")?;
        }
        out.close("ТипыЦен")
    }

    fn warehouses(&self, out: &mut Out) -> io::Result<()> {
        out.open("Склады")?;
        for (id, name) in self.words.warehouse_ids.iter().zip(self.words.list("warehouses")) {
            out.open("Склад")?;
            out.text("Ид", id)?;
            out.text("Наименование", name)?;
            out.close("Склад")?;
        }
        out.close("Склады")
    }

    /// The code has a trailing space, as in real files (dossier 3).
    fn unit(&self, out: &mut Out) -> io::Result<()> {
        match self.plan.family {
            Family::C => out.text("БазоваяЕдиница", "796 "),
            _ => out.raw("<БазоваяЕдиница Код=\"796 \" НаименованиеПолное=\"Штука\" МеждународноеСокращение=\"PCE\">шт</БазоваяЕдиница>"),
        }
    }

    /// A names unit and factor in each price; the prices of C have none (dossier 3).
    fn prices(&self, out: &mut Out, product: &Product, generated: &mut Generated) -> io::Result<()> {
        out.open("Цены")?;
        for (id, kopecks) in self.words.price_ids.iter().zip(product.prices) {
            let price = format!("{}.{:02}", kopecks / 100, kopecks % 100);
            out.open("Цена")?;
            out.text("ИдТипаЦены", id)?;
            out.text("ЦенаЗаЕдиницу", &price)?;
            out.text("Валюта", if self.plan.family == Family::C { "руб" } else { "RUB" })?;
            if self.plan.family != Family::C {
                out.raw("<Единица>PCE</Единица><Коэффициент>1</Коэффициент>")?;
            }
            out.close("Цена")?;
            generated.prices += 1;
        }
        out.close("Цены")
    }

    fn rests(&self, out: &mut Out, product: &Product) -> io::Result<()> {
        out.open("Остатки")?;
        for (id, quantity) in self.words.warehouse_ids.iter().zip(product.stock) {
            out.raw("<Остаток><Склад>")?;
            out.text("Ид", id)?;
            out.text("Количество", &quantity.to_string())?;
            out.raw("</Склад></Остаток>")?;
        }
        out.close("Остатки")
    }

    /// A product by its row: the same in every file of the same plan.
    fn product(&self, row: u32) -> Product {
        let mut random = StdRng::seed_from_u64(self.plan.seed.wrapping_mul(0x9e37_79b9).wrapping_add(u64::from(row)));
        let groups = self.words.list("groups");
        let group = random.random_range(0..groups.len());
        let line = pick(self.words.list("lines"), &mut random);
        let colour = pick(self.words.list("colours"), &mut random);
        let retail = i64::from(random.random_range(5_00..900_000_u32)) * 10;
        let dealer = |percent: i64| retail * percent / 100;
        Product {
            id: guid("product", &format!("{} {row}", self.plan.seed)),
            article: format!("K{:06}-{:02}", row + 1, group + 1),
            name: format!("{} {line} {}, {colour}", groups[group], row + 1),
            group,
            prices: [retail, dealer(70), dealer(65), dealer(60), dealer(55)],
            stock: std::array::from_fn(|_| i64::from(random.random_range(0..200_u32))),
            weight: format!("{},{}", random.random_range(1..80_u32), random.random_range(0..10_u32)),
        }
    }
}

struct Product {
    id: String,
    article: String,
    name: String,
    group: usize,
    prices: [i64; PRICE_TYPES],
    stock: [i64; WAREHOUSES],
    weight: String,
}

fn pick<'a>(list: &[&'a str], random: &mut impl rand::Rng) -> &'a str {
    list[random.random_range(0..list.len())]
}

/// The lists of words, and the ids made of them.
struct Words {
    lists: Vec<(&'static str, Vec<&'static str>)>,
    group_ids: Vec<String>,
    price_ids: Vec<String>,
    warehouse_ids: Vec<String>,
    catalogue_id: String,
}

impl Words {
    fn read() -> Words {
        let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
        let lists: Vec<_> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, text)| {
                let single = name == "description";
                let list = if single { vec![text] } else { text.split(", ").collect() };
                (name, list)
            })
            .collect();
        let mut words = Words {
            lists,
            group_ids: Vec::new(),
            price_ids: Vec::new(),
            warehouse_ids: Vec::new(),
            catalogue_id: guid("catalogue", ""),
        };
        let ids = |kind: &str, list: &[&str]| list.iter().map(|word| guid(kind, word)).collect();
        words.group_ids = ids("group", words.list("groups"));
        words.price_ids = ids("price type", words.list("prices"));
        words.warehouse_ids = ids("warehouse", words.list("warehouses"));
        words
    }

    fn list(&self, name: &str) -> &[&'static str] {
        let found = self.lists.iter().find(|(known, _)| *known == name);
        &found
            .expect("the lists are those of assets/standin/words.txt, held by a test")
            .1
    }

    fn one(&self, name: &str) -> String {
        self.list(name)[0].to_owned()
    }
}

/// A stream of XML into a file: UTF-8 with a byte order mark, as 1C writes it (dossier 3).
struct Out {
    writer: BufWriter<File>,
    bytes: u64,
}

impl Out {
    fn create(path: &Path, plan: &Plan) -> io::Result<Out> {
        let mut out = Out {
            writer: BufWriter::with_capacity(1 << 18, File::create(path)?),
            bytes: 0,
        };
        let (schema, namespace) = match plan.family {
            Family::A => ("2.07", 2),
            Family::B => ("2.08", 2),
            Family::C => ("3.1", 3),
        };
        out.raw("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n")?;
        out.raw(&format!(
            "<КоммерческаяИнформация xmlns=\"urn:1C.ru:commerceml_{namespace}\" ВерсияСхемы=\"{schema}\" ДатаФормирования=\"{}\">\r\n",
            plan.formed
        ))?;
        Ok(out)
    }

    fn raw(&mut self, text: &str) -> io::Result<()> {
        self.bytes += text.len() as u64;
        self.writer.write_all(text.as_bytes())
    }

    fn open(&mut self, name: &str) -> io::Result<()> {
        self.raw("<")?;
        self.raw(name)?;
        self.raw(">")
    }

    /// Lines end after the elements that repeat, so that errors can be found by their line.
    fn close(&mut self, name: &str) -> io::Result<()> {
        self.raw("</")?;
        self.raw(name)?;
        self.raw(if matches!(name, "Товар" | "Предложение" | "Группа") {
            ">\r\n"
        } else {
            ">"
        })
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.open(name)?;
        self.raw(&escape(text))?;
        self.close(name)
    }

    fn finish(mut self) -> io::Result<u64> {
        self.raw("</КоммерческаяИнформация>")?;
        self.writer.flush()?;
        Ok(self.bytes)
    }
}

/// `import_files/ab/<guid>_<guid>.png`, without dashes, the folder being the first two characters (dossier 1.3).
fn picture_name(id: &str) -> String {
    let plain = id.replace('-', "");
    let second = guid("picture", id).replace('-', "");
    format!("import_files/{}/{plain}_{second}.png", &plain[..2])
}

fn pictures(folder: &Path, plan: &Plan) -> io::Result<()> {
    for row in 0..plan.pictures.min(plan.products) {
        let id = guid("product", &format!("{} {row}", plan.seed));
        let path = folder.join(picture_name(&id));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let shade = StdRng::seed_from_u64(plan.seed ^ u64::from(row))
            .next_u32()
            .to_be_bytes();
        let picture = image::RgbImage::from_fn(96, 72, |x, y| {
            let edge = (x / 12 + y / 12) % 2 == 0;
            image::Rgb(if edge {
                [shade[0], shade[1], shade[2]]
            } else {
                [235, 235, 240]
            })
        });
        picture.save(&path).map_err(io::Error::other)?;
    }
    Ok(())
}

/// An id in the form of 1C, the same for the same thing.
fn guid(kind: &str, name: &str) -> String {
    let hash = blake3::hash(format!("{kind}/{name}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standin::xml;

    fn plan(family: Family) -> Plan {
        Plan {
            family,
            products: 5,
            portion: 2,
            pictures: 1,
            seed: 7,
            formed: "2026-11-23T10:00:00".into(),
        }
    }

    #[test]
    fn every_list_of_words_is_there_and_long_enough() {
        let words = Words::read();
        for name in ["groups", "lines", "colours", "catalogue", "description"] {
            assert!(!words.list(name).is_empty());
        }
        assert_eq!(words.price_ids.len(), PRICE_TYPES);
        assert_eq!(words.warehouse_ids.len(), WAREHOUSES);
    }

    #[test]
    fn equal_plans_give_equal_files_and_portions_follow_the_rules_of_a() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let generated = generate(one.path(), &plan(Family::A)).unwrap();
        generate(two.path(), &plan(Family::A)).unwrap();
        assert_eq!((generated.products, generated.prices), (5, 25));
        for number in 1..=3 {
            for kind in ["import", "offers"] {
                let name = format!("{kind}0_{number}.xml");
                let text = fs::read_to_string(one.path().join(&name)).unwrap();
                assert_eq!(text, fs::read_to_string(two.path().join(&name)).unwrap());
                let root = xml::parse(text.trim_start_matches('\u{feff}')).unwrap();
                assert_eq!(root.child("Классификатор").is_some(), number == 1 && kind == "import");
                let part = root
                    .child(if kind == "import" {
                        "Каталог"
                    } else {
                        "ПакетПредложений"
                    })
                    .unwrap();
                assert_eq!(
                    part.attribute("СодержитТолькоИзменения"),
                    Some(if number == 1 { "false" } else { "true" })
                );
            }
        }
    }

    #[test]
    fn the_extension_writes_one_file_per_kind() {
        let folder = tempfile::tempdir().unwrap();
        let generated = generate(folder.path(), &plan(Family::C)).unwrap();
        assert_eq!((generated.products, generated.prices), (5, 25));
        for (kind, files) in [
            ("storages", 1),
            ("priceLists", 1),
            ("groups", 1),
            ("goods", 3),
            ("prices", 3),
        ] {
            let entries: Vec<_> = fs::read_dir(folder.path().join(kind)).unwrap().collect();
            assert_eq!(entries.len(), files, "{kind}");
            for entry in entries {
                let text = fs::read_to_string(entry.unwrap().path()).unwrap();
                xml::parse(text.trim_start_matches('\u{feff}')).unwrap();
            }
        }
    }
}
