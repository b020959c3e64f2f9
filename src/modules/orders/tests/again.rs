//! Ordering the same again: what changed since is said first, and to whom it may be said.

use super::site::Site;
use crate::modules::catalogue::{Prices, Product, Sku};
use crate::modules::orders::{Draft, Refusal, actions};
use crate::platform::access::Role;
use crate::platform::store::Reader;
use crate::platform::values::*;

fn plain(body: &str) -> String {
    body.replace('\u{a0}', " ")
}

#[tokio::test]
async fn prices_stock_and_range_are_held_against_today() {
    let site = Site::new().await;
    let (buyer, seller) = (
        site.person(Role::Buyer, Some("sever")).await,
        site.person(Role::Seller, Some("sever")).await,
    );
    let system = site.system();
    let draft = actions::begin_draft(&system, Id::derived("dealer", "sever"), "Лесная".into())
        .await
        .unwrap();
    for (external, units) in [("a", 6), ("b", 2)] {
        let (sku, quantity) = (Sku::id_of(external), Quantity::whole(units));
        actions::add_to_draft(&system, draft.dealer, Some(draft.id), String::new(), sku, quantity)
            .await
            .unwrap();
    }
    let version = site
        .system()
        .read()
        .unwrap()
        .get(&draft.id)
        .unwrap()
        .map_or(0, |draft: Draft| draft.version);
    let book = site.services.part::<Prices>().current().number();
    let order = actions::submit(&system, draft.id, version, book).await.unwrap();
    let path = format!("/orders/{}/repetition", order.number);
    let same = plain(&site.get(&buyer, &path).await.body);
    assert!(same.contains("Цены, наличие и ассортимент те же"), "{same}");

    // The window is dearer, the sill is gone.
    site.price("a", 120_0000, 150_0000).await;
    site.reprice();
    let mut gone = site
        .system()
        .read()
        .unwrap()
        .get::<Product>(&Product::id_of("b"))
        .unwrap()
        .unwrap();
    gone.removed = true;
    site.save(gone).await;
    let page = site.get(&buyer, &path).await;
    let text = plain(&page.body);
    for part in [
        "Подорожала 1 строка",
        "Снята с продажи 1 строка",
        "100,00 ₽",
        "120,00 ₽",
        "Дороже",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains("На складе не хватает"));
    let blind = plain(&site.get(&seller, &path).await.body);
    assert!(
        blind.contains("Снята с продажи 1 строка") && blind.contains("150,00 ₽"),
        "{blind}"
    );
    for secret in ["Подорожала", "100,00 ₽", "120,00 ₽", "purchase-price", "Дороже"] {
        assert!(!blind.contains(secret), "{secret}");
    }

    // The picked line alone goes into the draft.
    let begun = site.post(&buyer, &path, &[("picked", "1"), ("line", "0")]).await;
    let id: Id<Draft> = begun.location.trim_start_matches("/drafts/").parse().unwrap();
    let draft = site.system().read().unwrap().get::<Draft>(&id).unwrap().unwrap();
    let lines: Vec<_> = draft.lines.iter().map(|line| (line.sku, line.quantity)).collect();
    assert_eq!(lines, [(Sku::id_of("a"), Quantity::whole(6))]);
    assert_eq!(draft.contract, Some(order.contract));
}

#[test]
fn lines_are_taken_out_put_together_and_limited() {
    use super::desk::{act, draft, item};
    use crate::modules::orders::{DraftLine, LINES_MAX, Side};
    let (a, b) = (item("a", Quantity::ONE, None), item("b", Quantity::ONE, None));
    let whole = draft(&[(&a, 6), (&b, 2)]);
    let id = Id::derived("draft", "part");
    let by = || act(Side::Dealer, 50);
    let (stays, taken) = whole.clone().split(&[1], id, "Часть", by()).unwrap();
    assert_eq!((stays.lines.len(), taken.lines.len()), (1, 1));
    assert_eq!(
        (taken.lines[0].sku, taken.contract, taken.version),
        (b.sku, whole.contract, 1)
    );
    assert_eq!(stays.version, whole.version + 1);
    for places in [&[][..], &[0, 1], &[7]] {
        assert_eq!(
            whole.clone().split(places, id, "Часть", by()),
            Err(Refusal::SplitNothing),
            "{places:?}"
        );
    }
    // Equal lines are summed when halves meet again.
    let again = stays.clone().merged(&taken, Moment::from_millis(60)).unwrap();
    assert_eq!(again.lines, whole.lines);
    let twice = whole
        .clone()
        .merged(&Draft { id, ..whole.clone() }, Moment::from_millis(60))
        .unwrap();
    assert_eq!(twice.lines[0].quantity, Quantity::whole(12));
    assert_eq!(
        whole.clone().merged(&whole, Moment::EPOCH),
        Err(Refusal::OtherContract),
        "with itself"
    );
    let mut other = taken.clone();
    other.contract = None;
    assert_eq!(stays.clone().merged(&other, Moment::EPOCH), Err(Refusal::OtherContract));

    let line = |at: usize| DraftLine {
        sku: Id::derived("sku", &at.to_string()),
        quantity: Quantity::ONE,
        comment: String::new(),
        configuration: None,
        wished: None,
    };
    let many: Vec<DraftLine> = (0..LINES_MAX + 5).map(line).collect();
    let (full, fitted) = stays.clone().with_all(&many, Moment::EPOCH).unwrap();
    assert_eq!((full.lines.len(), fitted), (LINES_MAX, LINES_MAX - 1));
    let mut large = taken;
    large.lines = many;
    assert_eq!(stays.merged(&large, Moment::EPOCH), Err(Refusal::TooManyLines));
}
