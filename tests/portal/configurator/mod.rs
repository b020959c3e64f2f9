//! Goods made to order over plain HTTP: an administrator's workbook becomes a model, a buyer's configuration becomes a line,
//! an order keeps how it is made, and nobody sees more than the rights allow.

mod calculator;
mod english;
mod variants;

use std::io::{Cursor, Read, Write};

use kabinet::platform::access::Role;
use kabinet::platform::sheets;

use crate::examples::configurator::WHOLE;
use crate::harness::{Answer, Client, GOODS, MADE_ARTICLE, World, made};

/// What a page says, with plain spaces: figures are written with unbreakable ones.
pub trait Says {
    fn says(&self, text: &str) -> &Self;
}

impl Says for Answer {
    #[track_caller]
    fn says(&self, text: &str) -> &Answer {
        let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
        let all = format!("{} {}", self.said(), self.body());
        assert!(
            plain(&all).contains(&plain(text)),
            "«{text}» is not in:\n{}",
            self.said()
        );
        self
    }
}

fn page() -> String {
    format!("/products/{}/configuration", made())
}

pub fn model() -> String {
    format!("/configurator/{}", made())
}

pub fn configured(client: &Client, draft: &str, fields: &[(&str, &str)], more: &[(&str, &str)]) -> Answer {
    let product = made().to_string();
    let edition = edition(client, draft);
    let mut all = vec![("product", product.as_str()), ("edition", edition.as_str())];
    all.extend(fields);
    all.extend(more);
    client.post(&format!("{draft}/configured"), &all)
}

/// The edition that the page of a draft is drawn with.
fn edition(client: &Client, draft: &str) -> String {
    let address = format!("{draft}/configure/{}", made());
    let form = client.get(&address).form(&address);
    form.into_iter()
        .find(|(name, _)| name == "edition")
        .expect("the page names its edition")
        .1
}

/// What htmx is answered when the form changes.
fn calculated(client: &Client) -> Answer {
    let token = client.form_token().unwrap().unwrap_or_default();
    let mut fields = WHOLE.to_vec();
    fields.push(("_csrf", &token));
    let answer = client.post_raw(&page(), &[("hx-request", "true")], &fields);
    answer.expect(200);
    answer
}

pub fn begun(client: &Client, name: &str) -> String {
    client
        .post("/drafts", &[("name", name)])
        .expect(303)
        .location()
        .to_owned()
}

pub fn sent(client: &Client, draft: &str) -> Answer {
    let fields = client.get(draft).form(draft);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.post(&format!("{draft}/submission"), &fields)
}

pub fn uploaded(client: &Client, bytes: &[u8]) -> Answer {
    let form = client.get(&model()).attributes("form[action*='/workbook?']", "action");
    uploaded_by(client, &form[0], bytes)
}

/// By a form that was drawn before.
fn uploaded_by(client: &Client, address: &str, bytes: &[u8]) -> Answer {
    let mut body = Vec::new();
    write!(
        body,
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"model.xlsx\"\r\n\r\n"
    )
    .unwrap();
    body.extend(bytes);
    body.extend(b"\r\n--edge--\r\n");
    let headers = [("content-type", "multipart/form-data; boundary=edge")];
    client.send("POST", address, &headers, body).unwrap()
}

/// The parts of a workbook, one of them written otherwise.
pub fn rewritten(book: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        out.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        let text = if name == part { change(text) } else { text };
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

pub fn book_of(client: &Client) -> Vec<u8> {
    client.get(&format!("{}/workbook", model())).expect(200).bytes.clone()
}

/// The workbook with one text for another, wherever it stands.
pub fn with_text(book: &[u8], old: &str, new: &str) -> Vec<u8> {
    rewritten(book, "xl/sharedStrings.xml", |text| {
        assert!(text.contains(old), "{old} is in the workbook");
        text.replace(old, new)
    })
}

/// Publishes the model as it is now.
pub fn published(admin: &Client) {
    let form = admin.get(&model()).form(&format!("{}/publication", model()));
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    admin.post(&format!("{}/publication", model()), &fields).expect(303);
}

#[test]
fn an_administrator_brings_a_model_as_a_workbook_tries_it_and_publishes_it() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let book = book_of(&admin);
    // What was taken comes back as the same.
    uploaded(&admin, &book).expect(303);
    admin
        .get(&model())
        .expect(200)
        .says("Дилеры считают по модели № 1, правок после неё нет");

    // A sash costs 700 now. The trial says so at once, dealers don't.
    uploaded(&admin, &with_text(&book, ">500<", ">700<")).expect(303);
    let trial = format!(
        "{}/preview?c=width%3Df900%26height%3Df1000%26opening%3Doturn%26colour%3Dowhite",
        model()
    );
    admin
        .get(&trial)
        .expect(200)
        .says("1 600,00")
        .says("дилеры его не видят");
    let asked = format!(
        "{}?c=width%3Df900%26height%3Df1000%26opening%3Doturn%26colour%3Dowhite",
        page()
    );
    buyer.get(&asked).expect(200).says("1 400,00");
    published(&admin);
    buyer.get(&asked).expect(200).says("1 600,00");
    // Both editions are kept, and given as they were.
    let page = admin.get(&model());
    assert_eq!(
        page.attributes(&format!("a[href^='{}/editions/']", model()), "href")
            .len(),
        2
    );
    let first = admin.get(&format!("{}/editions/1", model())).expect(200).bytes.clone();
    let same = |bytes: &[u8]| sheets::read_book(bytes, 20, 5_000).unwrap();
    assert_eq!(same(&first), same(&book));

    // A book that somebody took before another saved doesn't write over that.
    let older = admin.get(&model()).attributes("form[action*='/workbook?']", "action");
    uploaded(&admin, &with_text(&book, ">500<", ">710<")).expect(303);
    uploaded_by(&admin, &older[0], &book)
        .expect(422)
        .says("Модель изменили, пока вы на неё смотрели");
    uploaded(&admin, &with_text(&book, ">500<", ">700<")).expect(303);

    // A page takes a table too, and says by row what it can't read.
    let parts = format!("{}/tables/prices", model());
    let mut form = admin.get(&parts).form(&parts);
    form.iter_mut()
        .filter(|(_, value)| value == "сумма")
        .for_each(|(_, value)| "как-нибудь".clone_into(value));
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let wrong = admin.post(&parts, &fields);
    wrong.expect(422).says("Способа «как-нибудь» нет").says("как-нибудь");
    form.iter_mut()
        .filter(|(_, value)| value == "как-нибудь")
        .for_each(|(_, value)| "сумма".clone_into(value));
    form.iter_mut()
        .filter(|(_, value)| value == "900")
        .for_each(|(_, value)| "950".clone_into(value));
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    admin.post(&parts, &fields).expect(303);
    admin.get(&parts).expect(200).says("950");
    // The form of before is of another version by now.
    admin
        .post(&parts, &fields)
        .expect(422)
        .says("Модель изменили, пока вы на неё смотрели");
}

#[test]
fn a_buyer_configures_sees_the_price_and_the_order_keeps_it() {
    let world = World::fresh();
    let buyer = world.buyer();
    buyer
        .get(&format!("/products/{}", made()))
        .expect(200)
        .says("Рассчитать");

    // 0.9 m² of 1 000 and a sash of 500; the recommended price 0.9 of 3 000 and 900.
    let answer = buyer.post(&page(), &WHOLE);
    let result = buyer.get(answer.expect(303).location());
    result
        .expect(200)
        .says("1 400,00")
        .says("3 600,00")
        .says("0,9 м² × 1 000,00 ₽")
        .says("4 рабочих дня")
        .says("2 800,00");
    assert_eq!(
        result.attributes("svg[role=img] path.op", "d").len(),
        1,
        "one leaf opens"
    );
    // Under htmx only what was calculated comes.
    let parts = calculated(&buyer);
    assert_eq!(
        parts.expect(200).attributes("[hx-swap-oob]", "id"),
        ["configured", "configured-price"]
    );

    let draft = begun(&buyer, "Под размер");
    configured(&buyer, &draft, &WHOLE, &[]).expect(303);
    // Again, and a third one of another colour: each is a line of its own.
    configured(&buyer, &draft, &WHOLE, &[]).expect(303);
    let film = [
        ("o.width", "900"),
        ("o.height", "1000"),
        ("o.opening", "turn"),
        ("o.colour", "film"),
        ("q", "1"),
    ];
    configured(&buyer, &draft, &film, &[("o.note", "<b>кв. 5</b>")]).expect(303);
    let shown = buyer.get(&draft);
    // 2 × 1 400, twice, and 1 540 with the film.
    shown
        .expect(200)
        .says("7 140,00")
        .says("Плёнка под дуб")
        .says("до 6 раб. дней");
    assert!(shown.body().contains("&lt;b&gt;кв. 5"), "what was written stays text");

    // The third is changed in its place.
    let version = shown
        .form(&draft)
        .into_iter()
        .find(|(name, _)| name == "version")
        .unwrap()
        .1;
    let line = [("line", "2"), ("version", version.as_str())];
    configured(
        &buyer,
        &draft,
        &[
            ("o.width", "1000"),
            ("o.height", "1000"),
            ("o.opening", "fixed"),
            ("o.colour", "film"),
            ("q", "3"),
        ],
        &line,
    )
    .expect(303);
    buyer.get(&draft).says("8 900,00");
    // Who looked at the draft before that changes nothing.
    configured(&buyer, &draft, &WHOLE, &line).expect(422).says("Черновик");

    let order = sent(&buyer, &draft).expect(303).location().to_owned();
    let shown = buyer.get(&order);
    shown
        .expect(200)
        .says("Плёнка под дуб")
        .says("Расчёт по модели № 1")
        .says("Образец цвета")
        .says("1 м² × 1 000,00 ₽")
        .says("8 900,00");
    // Ordered again it is calculated anew, and nothing changed.
    buyer
        .get(&format!("{order}/repetition"))
        .expect(200)
        .says("Плёнка под дуб");
    let again = buyer
        .post(&format!("{order}/repetition"), &[])
        .expect(303)
        .location()
        .to_owned();
    buyer.get(&again).expect(200).says("8 900,00");
}

#[test]
fn what_is_unfinished_is_kept_and_what_cannot_be_made_says_why_and_what_can() {
    let world = World::fresh();
    let buyer = world.buyer();
    let draft = begun(&buyer, "Думаем");
    // Neither width nor opening: it says what is missing, and can be kept.
    let part = [("o.height", "1000"), ("o.colour", "white"), ("q", "1")];
    let asked = buyer.post(&page(), &part).expect(303).location().to_owned();
    buyer
        .get(&asked)
        .expect(200)
        .says("Осталось выбрать: Ширина, Открывание")
        .says("Сохранить как неполное");
    configured(&buyer, &draft, &part, &[]).expect(303);
    buyer
        .get(&draft)
        .expect(200)
        .says("Выбрано не всё")
        .says("Осталось выбрать: Ширина, Открывание");
    sent(&buyer, &draft).expect(422);

    // Wider than what opens: the rule says why, a button takes the nearest.
    let wide = [
        ("o.width", "1500"),
        ("o.height", "1000"),
        ("o.opening", "turn"),
        ("o.colour", "white"),
        ("q", "1"),
    ];
    let asked = buyer.post(&page(), &wide).expect(303).location().to_owned();
    let shown = buyer.get(&asked);
    shown.expect(200).says("Поворотная створка — до метра");
    let offered = shown.attributes("button[name=do][value^=set-]", "value");
    let names = shown.texts("button[name=do][value^=set-]");
    assert_eq!(names, ["Ширина: 1 000 мм", "Открывание: Глухое"]);
    let mut taken = wide.to_vec();
    taken.push(("do", offered[0].as_str()));
    let taken = buyer.post(&page(), &taken).expect(303).location().to_owned();
    buyer.get(&taken).expect(200).says("1 500,00");

    // What can't be read is kept as it was typed.
    let typed = [("o.width", "метр"), ("o.height", "1000"), ("q", "много")];
    let wrong = buyer.post(&page(), &typed);
    assert!(
        wrong
            .expect(422)
            .attributes("input[name='o.width']", "value")
            .contains(&"метр".to_owned())
    );
    wrong.says("много");
    // Figures beyond any window, values that don't exist, a token of nonsense.
    for hostile in [
        ("o.width", "99999999999999"),
        ("o.opening", "=HYPERLINK(1)"),
        ("o.width", "-900"),
    ] {
        let mut fields = WHOLE.to_vec();
        fields.retain(|(name, _)| *name != hostile.0);
        fields.push(hostile);
        let answer = buyer.post(&page(), &fields);
        assert!([303, 422].contains(&answer.status));
    }
    buyer
        .get(&format!("{}?c=%25%25%25&v=x&v=y&v=z&v=w&q=zz", page()))
        .expect(200);
    // A plain line of goods that must be configured isn't sent either.
    let plain = begun(&buyer, "По артикулу");
    buyer
        .post(
            &format!("{plain}/lines"),
            &[("article", MADE_ARTICLE), ("quantity", "1")],
        )
        .expect(303);
    buyer.get(&plain).expect(200).says("Выбрано не всё");
    sent(&buyer, &plain).expect(422);
}

#[test]
fn a_newer_model_is_told_with_the_difference_and_never_silently_taken() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let draft = begun(&buyer, "До новой модели");
    configured(&buyer, &draft, &WHOLE, &[]).expect(303);
    let order = {
        let other = begun(&buyer, "Заказан раньше");
        configured(&buyer, &other, &WHOLE, &[]).expect(303);
        sent(&buyer, &other).expect(303).location().to_owned()
    };
    uploaded(&admin, &with_text(&book_of(&admin), ">500<", ">700<")).expect(303);
    published(&admin);

    // The line stands at its old price, says the new one, and isn't sent.
    let shown = buyer.get(&draft);
    shown
        .expect(200)
        .says("2 800,00")
        .says("Цены и правила изделия обновились")
        .says("1 400,00 ₽ → 1 600,00 ₽");
    sent(&buyer, &draft).expect(422);
    let form = shown.form(&format!("{draft}/renewal"));
    let version = form.into_iter().find(|(name, _)| name == "version").unwrap().1;
    buyer
        .post(&format!("{draft}/renewal"), &[("line", "0"), ("version", "1")])
        .expect(303);
    buyer.get(&draft).says("2 800,00");
    buyer
        .post(&format!("{draft}/renewal"), &[("line", "0"), ("version", &version)])
        .expect(303);
    buyer.get(&draft).says("3 200,00");
    sent(&buyer, &draft).expect(303);

    // The order is as it was; ordered again it says what changed.
    buyer
        .get(&order)
        .expect(200)
        .says("2 800,00")
        .says("Расчёт по модели № 1");
    buyer
        .get(&format!("{order}/repetition"))
        .expect(200)
        .says("Посчитано по новой модели изделия")
        .says("1 600,00");
    // Who had the page open sends an old edition: the new price is looked at first.
    let product = made().to_string();
    let mut stale = WHOLE.to_vec();
    stale.extend([("product", product.as_str()), ("edition", "1")]);
    let other = begun(&buyer, "Страница из вчера");
    buyer
        .post(&format!("{other}/configured"), &stale)
        .expect(422)
        .says("обновились, пока вы считали");

    // Withdrawn: neither calculated nor sent.
    admin.post(&format!("{}/withdrawal", model()), &[]).expect(303);
    buyer.get(&page()).expect(404);
}

#[test]
fn a_seller_sees_the_recommended_price_and_nothing_of_the_other() {
    let world = World::fresh();
    let (buyer, seller) = (world.buyer(), world.signed_in(world.sever.person(Role::Seller)));
    let draft = begun(&buyer, "Для продавца");
    configured(&buyer, &draft, &WHOLE, &[]).expect(303);
    let asked = buyer.post(&page(), &WHOLE).expect(303).location().to_owned();
    let order = {
        let other = begun(&buyer, "Отправлен");
        configured(&buyer, &other, &WHOLE, &[]).expect(303);
        sent(&buyer, &other).expect(303).location().to_owned()
    };
    // 1 400 for one, 2 800 for two, 900 for the area, 2 200 of margin; the recommended ones are 3 600 and 7 200.
    let secrets = ["1 400,00", "2 800,00", "1 000,00", "4 400,00", "2 200,00", "61,11"];
    for path in [
        asked.as_str(),
        draft.as_str(),
        order.as_str(),
        &format!("{order}/repetition"),
    ] {
        let page = seller.get(path);
        page.expect(200);
        let plain = page.body().replace(['\u{a0}', '\u{202f}'], " ");
        for secret in secrets {
            assert!(!plain.contains(secret), "{secret} on {path}");
        }
        assert!(
            page.attributes("[data-field=purchase-price]", "data-field").is_empty(),
            "{path}"
        );
    }
    seller.get(&asked).says("3 600,00").says("0,9 м² × 3 000,00 ₽");
    let parts = calculated(&seller);
    assert!(!parts.body().replace('\u{a0}', " ").contains("1 400,00"));
    // Models are the administrator's alone.
    for path in [
        model(),
        format!("{}/workbook", model()),
        format!("{}/tables/prices", model()),
    ] {
        for client in [&seller, &buyer, &world.manager()] {
            client.get(&path).expect(403);
        }
    }
}

#[test]
fn foreign_drafts_and_unknown_goods_are_not_there() {
    let world = World::fresh();
    let buyer = world.buyer();
    let foreign = format!("/drafts/{}", world.yug.deal().draft);
    let product = made().to_string();
    let mut fields = WHOLE.to_vec();
    fields.extend([("product", product.as_str()), ("edition", "1")]);
    buyer.get(&format!("{foreign}/configure/{product}")).expect(404);
    buyer.post(&format!("{foreign}/configured"), &fields).expect(404);
    buyer
        .post(&format!("{foreign}/renewal"), &[("line", "0"), ("version", "1")])
        .expect(404);
    let own = begun(&buyer, "Свой");
    let plain = kabinet::modules::catalogue::Product::id_of(GOODS[0].external);
    // What isn't made to order can't be configured, and a line that isn't there neither.
    buyer.get(&format!("{own}/configure/{plain}")).expect(404);
    buyer.get(&format!("/products/{plain}/configuration")).expect(404);
    buyer.get(&format!("{own}/configure/{product}?line=7")).expect(404);
    fields.extend([("line", "7"), ("version", "1")]);
    buyer.post(&format!("{own}/configured"), &fields).expect(404);
}
