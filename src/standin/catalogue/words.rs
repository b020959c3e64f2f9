//! The words of a generated catalogue, and the ids made of them.

const WORDS: &str = include_str!("../../../assets/standin/words.txt");

/// The lists of words, and the ids made of them.
pub(super) struct Words {
    lists: Vec<(&'static str, Vec<&'static str>)>,
    pub(super) group_ids: Vec<String>,
    pub(super) price_ids: Vec<String>,
    pub(super) warehouse_ids: Vec<String>,
    pub(super) catalogue_id: String,
}

impl Words {
    pub(super) fn read() -> Words {
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

    pub(super) fn list(&self, name: &str) -> &[&'static str] {
        let found = self.lists.iter().find(|(known, _)| *known == name);
        &found
            .expect("the lists are those of assets/standin/words.txt, held by a test")
            .1
    }

    pub(super) fn one(&self, name: &str) -> String {
        self.list(name)[0].to_owned()
    }
}

/// An id in the form of 1C, the same for the same thing.
pub(super) fn guid(kind: &str, name: &str) -> String {
    let hash = blake3::hash(format!("{kind}/{name}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}
