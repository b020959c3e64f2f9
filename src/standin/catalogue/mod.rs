//! A generated catalogue of any size, written as a stream: for tests, for trying out, and for the benchmark.

mod pictures;
mod product;
mod stream;
mod words;

use std::fs;
use std::io;
use std::path::Path;

use super::Family;
use pictures::{picture_name, pictures};
use product::Product;
use stream::Out;
use words::{Words, guid};

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
    /// As a plain base of family A writes: no descriptions, taxes, weights or packs, stock as a sum alone. Some 1,500
    /// bytes a product instead of 3,600.
    pub plain: bool,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Generated {
    pub products: u64,
    pub prices: u64,
    pub bytes: u64,
}

/// Writes the catalogue into `folder`: `importN_M.xml` and `offersN_M.xml` for A and B, one file per kind in
/// sub-folders for C (dossier 2). Equal plans give equal files. Every product has five prices, and stock at three
/// warehouses or, in a plain catalogue, as a sum.
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
            if !self.plan.plain {
                self.warehouses(&mut out)?;
            }
        }
        out.open("Предложения")?;
        for row in self.first..self.last {
            let product = Product::of(self.plan.seed, row, self.words);
            out.open("Предложение")?;
            out.text("Ид", &product.id)?;
            if !self.plan.plain {
                out.text("Артикул", &product.article)?;
                out.text("Наименование", &product.name)?;
                self.unit(&mut out)?;
            }
            self.prices(&mut out, &product, generated)?;
            let total: i64 = product.stock.iter().sum();
            out.text("Количество", &total.to_string())?;
            let apart = if self.plan.plain { 0 } else { product.stock.len() };
            for (id, quantity) in self.words.warehouse_ids.iter().zip(product.stock).take(apart) {
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
                let product = Product::of(self.plan.seed, row, self.words);
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
            let product = Product::of(self.plan.seed, row, self.words);
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
            if !self.plan.plain {
                out.text("Описание", &self.words.one("description"))?;
            }
            if row < self.plan.pictures {
                out.text("Картинка", &picture_name(&product.id))?;
            }
            if !self.plan.plain {
                self.taxes_and_requisites(out, &product)?;
            }
            out.close("Товар")?;
            generated.products += 1;
        }
        out.close("Товары")?;
        out.close("Каталог")
    }

    fn taxes_and_requisites(&self, out: &mut Out, product: &Product) -> io::Result<()> {
        out.raw("<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>22</Ставка></СтавкаНалога></СтавкиНалогов>")?;
        out.open("ЗначенияРеквизитов")?;
        for (name, value) in [("ТипНоменклатуры", "Товар"), ("Вес", product.weight.as_str())] {
            out.open("ЗначениеРеквизита")?;
            out.text("Наименование", name)?;
            out.text("Значение", value)?;
            out.close("ЗначениеРеквизита")?;
        }
        out.close("ЗначенияРеквизитов")
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
            _ if self.plan.plain => out.text("БазоваяЕдиница", "шт"),
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
            if self.plan.family != Family::C && !self.plan.plain {
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
}

#[cfg(test)]
mod tests {
    use super::product::{PRICE_TYPES, WAREHOUSES};
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
            plain: false,
        }
    }

    #[test]
    fn a_plain_catalogue_says_as_much_in_half_the_bytes() {
        let (full, plain) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let many = |plain| Plan {
            products: 500,
            portion: 0,
            plain,
            ..plan(Family::A)
        };
        let whole = generate(full.path(), &many(false)).unwrap();
        let brief = generate(plain.path(), &many(true)).unwrap();
        assert_eq!((whole.products, whole.prices), (brief.products, brief.prices));
        let each = brief.bytes / brief.products;
        assert!((1_400..1_600).contains(&each), "{each} bytes a product");
        for kind in ["import", "offers"] {
            let text = fs::read_to_string(plain.path().join(format!("{kind}0_1.xml"))).unwrap();
            xml::parse(text.trim_start_matches('\u{feff}')).unwrap();
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
