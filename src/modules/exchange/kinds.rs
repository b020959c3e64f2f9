//! In which order files of one exchange are imported: what others refer to comes first.

/// The kinds of files, as the extension names them and its folders.
const KINDS: [&str; 14] = [
    "units",
    "storages",
    "pricelists",
    "groups",
    "properties",
    "goods",
    "import",
    "offers",
    "prices",
    "rests",
    "contragents",
    "documents",
    "orders",
    "kabinet",
];

/// The place of a file in the order: by its name, else by its folder, else after all known ones. References to what
/// comes later are held as stubs, so the order makes reports shorter and never decides what is kept.
pub fn kind_rank(name: &str) -> usize {
    let name = name.to_lowercase();
    let mut parts = name.rsplit('/');
    let known = |part: &str| KINDS.iter().position(|kind| part.starts_with(kind));
    parts.find_map(known).unwrap_or(KINDS.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_refer_to_comes_first() {
        let mut names = vec![
            "kabinet___1.xml",
            "orders-ab_1.xml",
            "rests/rests_1.xml",
            "offers0_1.xml",
            "goods/x.xml",
            "groups/groups.xml",
            "import0_1.xml",
            "propertiesGoods/propertiesGoods_1.xml",
            "units/1.xml",
            "other.xml",
        ];
        names.sort_by_key(|name| kind_rank(name));
        let expected = [
            "units/1.xml",
            "groups/groups.xml",
            "propertiesGoods/propertiesGoods_1.xml",
            "goods/x.xml",
            "import0_1.xml",
            "offers0_1.xml",
            "rests/rests_1.xml",
            "orders-ab_1.xml",
            "kabinet___1.xml",
            "other.xml",
        ];
        assert_eq!(names, expected);
    }
}
