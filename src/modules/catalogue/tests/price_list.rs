//! A price list that is cut says so, and one that isn't doesn't.

use super::super::pages::price_list::{Of, filled};
use super::super::queries::Tree;
use super::super::read_models::Viewpoint;
use super::super::{PriceBook, ProductId};
use super::lists::catalogue;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::sheets;
use crate::platform::values::{Day, Locale};

async fn rows(most: usize) -> Vec<String> {
    let services = catalogue().await;
    let access = Access::system(&services, "test");
    let (tx, book) = (access.read().unwrap(), PriceBook::default());
    let view = Viewpoint::of(&tx, &access, &book, None, Day::constant(2026, 1, 1)).unwrap();
    let tree = Tree::read(&tx).unwrap();
    let made_to_order = |_: ProductId| Ok::<bool, Error>(false);
    let of = Of {
        tree: &tree,
        group: None,
        about: &[],
        made_to_order: &made_to_order,
        most,
    };
    let mut bytes = Vec::new();
    filled(&tx, Locale::Ru, &of, &view, &book)
        .unwrap()
        .save(&mut bytes)
        .unwrap();
    let grid = sheets::read(&bytes, 100).unwrap();
    // Behind the headings.
    let rows = grid.rows.into_iter().skip(1);
    rows.map(|(_, cells)| cells[0].clone()).collect()
}

#[tokio::test]
async fn a_list_that_is_cut_says_so() {
    // One good without variants, one with two, two of the same name; what is removed and a stub are not sold.
    let whole = rows(100).await;
    assert_eq!(whole.len(), 5, "{whole:?}");
    assert_eq!(rows(5).await, whole, "as many as there are is all of it");
    let cut = rows(3).await;
    assert_eq!(cut[..3], whole[..3]);
    assert_eq!(cut.len(), 4);
    assert!(cut[3].contains("первые 3 строк"), "{}", cut[3]);
}
