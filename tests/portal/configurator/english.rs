//! A model in both languages: its table of texts, what an English reader is told, and what an order keeps.

use super::{Says, begun, book_of, configured, model, page, published, sent, uploaded};
use crate::examples::configurator::WHOLE;
use crate::harness::World;

#[test]
fn an_english_reader_reads_options_in_english_and_an_order_keeps_both() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let table = format!("{}/tables/texts", model());
    let shown = admin.get(&table);
    shown.expect(200).contains("Поворотное").contains("Витраж");
    // An order from before anything was translated.
    let before = begun(&buyer, "До перевода");
    configured(&buyer, &before, &WHOLE, &[]).expect(303);
    let before = sent(&buyer, &before).expect(303).location().to_owned();

    let english = [
        ("Ширина", "Width"),
        ("Открывание", "Opening"),
        ("Поворотное", "Side-hung <b>"),
        ("Створка", "Sash"),
        ("Поворотная створка — до метра", "A side-hung sash is up to a metre"),
    ];
    let mut fields = shown.form(&table);
    for at in 0..fields.len() {
        let Some((_, translated)) = english.iter().find(|(text, _)| fields[at].1 == *text) else {
            continue;
        };
        // The cell beside it.
        fields[at + 1].1 = (*translated).to_owned();
    }
    let pairs: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    admin.post(&table, &pairs).expect(303);
    admin.get(&model()).says("Переведено 5 из");
    // The workbook has the sheet too, and comes back as it was.
    uploaded(&admin, &book_of(&admin)).expect(303);
    admin.get(&model()).says("Переведено 5 из");
    published(&admin);

    let foreigner = world.buyer();
    let draft = begun(&foreigner, "В обоих языках");
    configured(&foreigner, &draft, &WHOLE, &[]).expect(303);
    let order = sent(&foreigner, &draft).expect(303).location().to_owned();
    foreigner.get(&order).says("Открывание: Поворотное");
    let in_language = |language: &str| {
        let fields = [("locale", language), ("back", "/profile")];
        foreigner.post("/preferences", &fields).expect(303);
    };
    in_language("en");
    let page = foreigner.get(&format!(
        "{}?c=width%3Df1200%26height%3Df1000%26opening%3Doturn",
        page()
    ));
    page.expect(200)
        .says("Opening")
        .says("Side-hung &lt;b&gt;")
        .says("A side-hung sash is up to a metre")
        // Nobody has translated it.
        .says("Плёнка под дуб");
    assert!(!page.body().contains("Поворотн") && !page.body().contains("Side-hung <b>"));
    let kept = foreigner.get(&order);
    kept.expect(200)
        .says("Width: 900 mm")
        .says("Opening: Side-hung &lt;b&gt;")
        .says("Sash");
    assert!(!kept.body().contains("Поворотное"));
    // What was frozen without a translation is told as it was written.
    foreigner.get(&before).says("Открывание: Поворотное");
    in_language("ru");
    foreigner
        .get(&order)
        .says("Открывание: Поворотное")
        .says("Ширина: 900 мм");
}
