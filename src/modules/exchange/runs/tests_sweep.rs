//! `deactivate`: within its bounds, softly, not too much unasked, and not for ever.

use super::tests::{Desktop, NOW, desktop, within};
use super::*;
use crate::modules::catalogue::Product;
use crate::modules::exchange::desk::{Desk, Origin, RunId, Sweep};
use crate::platform::error::Error;
use crate::platform::journal::read_after;
use crate::platform::values::Moment;

/// A file of a catalogue with these products.
fn list(catalogue: &str, products: impl IntoIterator<Item = u32>) -> String {
    let product =
        |number: u32| format!("<Товар><Ид>p-{number}</Ид><Наименование>Товар {number}</Наименование></Товар>");
    within(&format!(
        "<Каталог><Ид>{catalogue}</Ид><Товары>{}</Товары></Каталог>",
        products.into_iter().map(product).collect::<String>()
    ))
}

/// A session a minute later that sends these products of a catalogue and asks for the sweep.
fn session(desk: &Desktop, minute: i64, catalogue: &str, products: std::ops::Range<u32>) -> (RunId, Sweep) {
    let since = Moment::from_millis(NOW.millis() + minute * 60_000);
    desk.services.clock.set(since);
    desk.take("import.xml", &list(catalogue, products));
    let run = desk.house.open(&desk.connection, Origin::Http).unwrap();
    let sweep = desk.house.deactivate(&desk.connection, run, since).unwrap();
    (run, sweep)
}

fn removed(desk: &Desktop, number: u32) -> bool {
    let product: Product = desk.get(&Product::id_of(&format!("p-{number}"))).unwrap();
    product.removed
}

fn state(desk: &Desktop, run: RunId) -> SweepState {
    desk.get::<Run>(&run).unwrap().sweep.unwrap().state
}

#[test]
fn a_sweep_stays_within_the_catalogues_of_its_session() {
    let desk = desktop();
    desk.take("goods.xml", &list("cat-1", 0..100));
    desk.take("services.xml", &list("cat-2", 200..400));
    desk.take("nameless.xml", &list("", 500..600));
    let (_, sweep) = session(&desk, 1, "cat-1", 10..100);
    assert_eq!(sweep, Sweep::Hidden(10));
    assert!(removed(&desk, 3) && !removed(&desk, 30) && !removed(&desk, 300) && !removed(&desk, 550));
    // A catalogue without an id has no bounds.
    let (_, sweep) = session(&desk, 2, "", 500..501);
    assert_eq!(sweep, Sweep::Hidden(0));
    // A session that sent no goods was none of the catalogue.
    let run = desk.house.open(&desk.connection, Origin::Http).unwrap();
    let later = Moment::from_millis(NOW.millis() + 600_000);
    desk.services.clock.set(later);
    assert_eq!(
        desk.house.deactivate(&desk.connection, run, later).unwrap(),
        Sweep::Hidden(0)
    );
}

#[test]
fn what_was_hidden_comes_back_when_it_is_sent_or_when_somebody_says_so() {
    let desk = desktop();
    desk.take("all.xml", &list("cat-1", 0..100));
    let (run, sweep) = session(&desk, 1, "cat-1", 10..100);
    assert_eq!((sweep, state(&desk, run)), (Sweep::Hidden(10), SweepState::Hidden));
    // 1C names one of them again, and then marks it as deleted: that stands.
    desk.services.clock.set(Moment::from_millis(NOW.millis() + 90_000));
    desk.take("one.xml", &list("cat-1", [3]));
    assert!(!removed(&desk, 3) && removed(&desk, 4));
    let gone = "<Товар Статус=\"Удален\"><Ид>p-3</Ид><Наименование>Товар 3</Наименование></Товар>";
    desk.take(
        "gone.xml",
        &within(&format!("<Каталог><Ид>cat-1</Ид><Товары>{gone}</Товары></Каталог>")),
    );
    assert_eq!(take_back(&desk.access(), run).unwrap(), 9);
    assert!(removed(&desk, 3) && !removed(&desk, 4) && !removed(&desk, 9));
    assert_eq!(state(&desk, run), SweepState::TakenBack);
    assert!(matches!(take_back(&desk.access(), run), Err(Error::Refused(_))));
    let kinds: Vec<String> = read_after(&desk.access().read().unwrap(), 0, 100)
        .unwrap()
        .iter()
        .map(|entry| entry.kind.to_string())
        .collect();
    assert!(kinds.iter().any(|kind| kind == "exchange.swept"));
    assert!(kinds.iter().any(|kind| kind == "exchange.sweep-taken-back"));
}

#[test]
fn much_is_asked_about_and_decided_once() {
    let desk = desktop();
    desk.take("all.xml", &list("cat-1", 0..100));
    let (run, sweep) = session(&desk, 1, "cat-1", 30..100);
    assert_eq!(sweep, Sweep::Asked { found: 30, of: 100 });
    assert!(!removed(&desk, 3), "nothing is hidden unasked");
    // What 1C names meanwhile, in whatever catalogue, is spared; the other catalogue is none of the question's.
    desk.take("other.xml", &list("cat-2", 200..300));
    desk.services.clock.set(Moment::from_millis(NOW.millis() + 120_000));
    desk.take("later.xml", &list("cat-1", 0..5));
    let record: Run = desk.get(&run).unwrap();
    let asked = asked_about(&desk.access().read().unwrap(), &record).unwrap();
    assert_eq!(asked.len(), 25);
    assert_eq!(
        record.sweep.as_ref().unwrap().found,
        25,
        "the end of an exchange takes it out of the list"
    );
    assert_eq!(decide(&desk.access(), run, true).unwrap(), 25);
    assert!(!removed(&desk, 3) && removed(&desk, 7) && !removed(&desk, 250));
    assert_eq!(desk.get::<Run>(&run).unwrap().sweep.unwrap().found, 25);
    assert!(matches!(decide(&desk.access(), run, true), Err(Error::Refused(_))));
    assert_eq!(take_back(&desk.access(), run).unwrap(), 25);
    assert!(!removed(&desk, 7));
}

#[test]
fn left_on_sale_is_written_down_and_an_old_question_is_not_answered() {
    let desk = desktop();
    desk.take("all.xml", &list("cat-1", 0..100));
    let (left, _) = session(&desk, 1, "cat-1", 30..100);
    assert_eq!(decide(&desk.access(), left, false).unwrap(), 0);
    assert_eq!(state(&desk, left), SweepState::Left);
    assert!(!removed(&desk, 3));
    let (old, _) = session(&desk, 2, "cat-1", 30..100);
    desk.services.clock.set(NOW.plus_seconds(26 * 24 * 60 * 60));
    let refused = decide(&desk.access(), old, true);
    assert!(matches!(refused, Err(Error::Refused(why)) if why.id == "exchange-sweep-old"));
    assert!(!removed(&desk, 3));
}

#[test]
fn the_list_that_is_asked_about_has_pages_by_name() {
    let desk = desktop();
    desk.take("all.xml", &list("cat-1", 0..400));
    let (run, sweep) = session(&desk, 1, "cat-1", 250..400);
    assert_eq!(sweep, Sweep::Asked { found: 250, of: 400 });
    let page = |number| asked_page(&desk.access().read().unwrap(), run, number).unwrap();
    let pages: Vec<Vec<Product>> = (0..4).map(page).collect();
    let lengths: Vec<usize> = pages.iter().map(Vec::len).collect();
    assert_eq!(lengths, [ASKED_SHOWN, ASKED_SHOWN, 50, 0]);
    let names: Vec<String> = pages.concat().into_iter().map(|product| product.name).collect();
    assert!(names.is_sorted());
    desk.services.clock.set(Moment::from_millis(NOW.millis() + 120_000));
    desk.take("later.xml", &list("cat-1", 0..200));
    assert_eq!((page(0).len(), page(1).len()), (50, 0));
    decide(&desk.access(), run, true).unwrap();
    assert_eq!(page(0).len(), 0);
    assert!(removed(&desk, 220) && !removed(&desk, 120));
}
