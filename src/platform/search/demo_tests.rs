//! The demonstration's range, searched as people search it: `tests/data/search-queries.tsv`.
//!
//! The goods are read here by a small reader of its own, not through the exchange: search lies below it.

use std::collections::HashMap;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;

#[derive(Default)]
struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.all(name, found);
        }
    }

    fn within(&self, name: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        self.all(name, &mut found);
        found
    }

    fn text_of(&self, name: &str) -> String {
        self.children
            .iter()
            .find(|child| child.name == name)
            .map(|child| child.text.trim().to_owned())
            .unwrap_or_default()
    }
}

fn read(folder: &str) -> Vec<Element> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/demo/1c")
        .join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    files.sort();
    files
        .iter()
        .map(|path| tree(&std::fs::read_to_string(path).unwrap()))
        .collect()
}

fn tree(text: &str) -> Element {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open = vec![Element::default()];
    let element = |name: &str| Element {
        name: name.to_owned(),
        ..Element::default()
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(element(start.name().as_ref())),
            Event::Empty(empty) => open.last_mut().unwrap().children.push(element(empty.name().as_ref())),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
            Event::Eof => return open.pop().unwrap(),
            _ => {}
        }
    }
}

/// A group's path from the root, by its id.
fn paths(groups: &Element, path: &[String], found: &mut HashMap<String, Vec<String>>) {
    for group in &groups.children {
        let mut path = path.to_vec();
        if group.name == "Группа" {
            path.push(group.text_of("Ид"));
            found.insert(group.text_of("Ид"), path.clone());
        }
        paths(group, &path, found);
    }
}

fn goods() -> Vec<Doc> {
    let mut group_paths = HashMap::new();
    read("groups")
        .iter()
        .for_each(|file| paths(file, &[], &mut group_paths));
    let mut values: HashMap<String, String> = HashMap::new();
    for file in &read("propertiesGoods") {
        for value in file.within("Справочник") {
            values.insert(value.text_of("ИдЗначения"), value.text_of("Значение"));
        }
    }
    let mut docs: HashMap<String, Doc> = HashMap::new();
    for file in &read("goods") {
        for item in file.within("Товар") {
            let properties = item.within("ЗначенияСвойства").into_iter().map(|property| {
                let value = property.text_of("Значение");
                values.get(&value).cloned().unwrap_or(value)
            });
            let groups = item.children.iter().find(|child| child.name == "Группы");
            let group = groups.map(|groups| groups.text_of("Ид")).unwrap_or_default();
            let doc = Doc {
                id: item.text_of("Ид"),
                kind: "product".into(),
                audience: vec![Audience::Everyone],
                title: item.text_of("Наименование"),
                link: String::new(),
                articles: vec![item.text_of("Артикул")],
                barcodes: vec![item.text_of("Штрихкод")],
                properties: properties.collect::<Vec<_>>().join("; "),
                body: item.text_of("Описание"),
                groups: group_paths.get(&group).cloned().into_iter().collect(),
            };
            docs.insert(doc.id.clone(), doc);
        }
    }
    for file in &read("offers") {
        for offer in file.within("Предложение") {
            let id = offer.text_of("Ид");
            if let Some(doc) = id.split('#').next().and_then(|id| docs.get_mut(id)) {
                doc.articles.push(offer.text_of("Артикул"));
                doc.barcodes.push(offer.text_of("Штрихкод"));
            }
        }
    }
    let mut docs: Vec<Doc> = docs.into_values().collect();
    docs.sort_by(|one, other| one.id.cmp(&other.id));
    docs
}

#[test]
fn the_first_hit_is_the_one_that_was_meant() {
    let docs = goods();
    assert!(docs.len() > 400, "only {} goods were read", docs.len());
    assert!(docs.iter().all(|doc| !doc.groups.is_empty()));
    let index = SearchIndex::in_memory().unwrap();
    index.rebuild(docs, 1).unwrap();
    let table = include_str!("../../../tests/data/search-queries.tsv");
    let mut wrong = Vec::new();
    let mut asked = 0;
    for line in table.lines().skip(1).filter(|line| !line.is_empty()) {
        let mut columns = line.split('\t');
        let (text, expected) = (columns.next().unwrap(), columns.next().unwrap());
        let hits = index.query(&Query::new(text, Scope::All, 5)).unwrap();
        let first = hits.items.first().map_or("", |hit| hit.article.as_str());
        let right = match expected.strip_suffix('*') {
            Some(beginning) => first.starts_with(beginning),
            None => first == expected,
        };
        asked += 1;
        if !right {
            let found: Vec<String> = hits
                .items
                .iter()
                .map(|hit| format!("{} {}", hit.article, hit.title))
                .collect();
            wrong.push(format!(
                "{text}: {expected} is meant, of {} there are {found:#?}",
                hits.total
            ));
        }
    }
    assert!(asked >= 40, "only {asked} queries were read");
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
}
