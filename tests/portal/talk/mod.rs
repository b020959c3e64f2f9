//! The conversation on an order: what both sides write, what one side keeps to itself, files, questions, and the link in
//! a letter.

mod letters;

use std::fs;

use kabinet::platform::access::Role;

use crate::harness::{Client, Company, GOODS, World, multipart, wait_for};

/// Stands in every note: wherever the other side finds it is a hole.
const MARKER: &str = "ТАЙНАЯ-МЕТКА-417";

fn talk(company: &Company) -> String {
    format!("/orders/{}/talk", company.deal().order)
}

/// Says something; the post's number.
fn say(client: &Client, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = client.post(path, fields);
    let location = answer.expect(303).location().to_owned();
    location.rsplit("#m-").next().unwrap().to_owned()
}

fn texts(client: &Client, path: &str) -> Vec<String> {
    client.get(path).expect(200).texts(".kb-msg-text")
}

#[test]
fn both_sides_read_what_the_other_writes_and_unread_is_each_persons_own() {
    let world = World::fresh();
    let path = talk(&world.sever);
    let order = path.trim_end_matches("/talk").to_owned();
    let (buyer, manager) = (world.buyer(), world.manager());
    let director = world.signed_in(world.sever.person(Role::Director));
    assert!(texts(&buyer, &path).is_empty());

    say(&manager, &path, &[("text", "Стеклопакеты придут 20 ноября")]);
    say(&manager, &path, &[("text", "Остальное на складе")]);
    for reader in [&buyer, &director] {
        let home = reader.get("/");
        home.contains("2 новых сообщения");
        home.expect(200).contains(&format!("href=\"{path}\""));
        reader.get("/talk").contains("2 новых");
        assert_eq!(reader.get("/orders?stage=all").texts(".kb-msg-unread"), ["2 новых"]);
    }
    // The manager wrote it: nothing is unread for the manager, and the foreign dealer knows nothing of it.
    assert!(!manager.get("/talk").body().contains("новых"));
    let yug = world.signed_in(world.yug.person(Role::Director));
    assert!(!yug.get("/talk").body().contains(&world.sever.deal().order));

    // An order's page that says nothing new is the same to the last byte, so that a browser need not fetch it again.
    assert_eq!(manager.get(&order).expect(200).bytes, manager.get(&order).bytes);
    let page = buyer.get(&path);
    page.contains("Новые сообщения");
    assert_eq!(
        page.texts(".kb-msg-text"),
        ["Стеклопакеты придут 20 ноября", "Остальное на складе"]
    );
    page.contains(&format!("{}, Kabinet", world.maker.person(Role::Manager).name));
    // Read by one, unread for the other.
    assert!(!buyer.get("/").body().contains("новых сообщения"));
    director.get("/").contains("2 новых сообщения");
    // The order's page shows it, and showing all of it is reading it.
    let page = director.get(&order);
    page.contains("Остальное на складе").contains("2 новых");
    wait_for("the director has read it", || {
        (!director.get(&order).body().contains("2 новых")).then_some(())
    });

    say(&buyer, &path, &[("text", "Балконную дверь можно раньше?")]);
    manager.get("/").contains("1 новое сообщение");
    let page = manager.get(&path);
    page.contains(&format!("{}, Север", world.sever.person(Role::Buyer).name));
    // The bell tells who and where, and not what.
    wait_for("the manager's bell", || {
        let bell = manager.get("/notices").body();
        assert!(!bell.contains("Балконную"), "{bell}");
        bell.contains("пишет по заказу").then_some(())
    });
}

#[test]
fn who_loses_a_dealer_is_told_of_nothing_unread_there_any_more() {
    let world = World::fresh();
    let (admin, manager) = (world.admin(), world.manager());
    let edit = format!("/dealers/{}/edit", world.sever.dealer.unwrap());
    let of_manager = world.maker.person(Role::Manager).member.id.to_string();
    let given = |on: bool| {
        let mut form = admin.get(&edit).expect(200).form(&edit);
        form.retain(|(name, _)| name != "managers");
        if on {
            form.push(("managers".to_owned(), of_manager.clone()));
        }
        let fields: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        admin.post(&edit, &fields).expect(303);
    };
    let in_menu = || {
        let said = manager.get("/notices").expect(200).texts("nav a[href='/talk']");
        assert!(!said.is_empty(), "the menu leads to conversations");
        said
    };
    given(true);
    let path = talk(&world.sever);
    say(&world.buyer(), &path, &[("text", "Когда отгрузка?")]);
    assert!(in_menu().iter().all(|text| text.contains('1')), "{:?}", in_menu());
    manager.get("/talk").contains(&world.sever.deal().order);

    given(false);
    manager.get(&path).expect(404);
    assert!(in_menu().iter().all(|text| !text.contains('1')), "{:?}", in_menu());
    assert!(!manager.get("/talk").body().contains(&world.sever.deal().order));
    // With the dealer comes back what was not read.
    given(true);
    assert!(in_menu().iter().all(|text| text.contains('1')), "{:?}", in_menu());
}

#[test]
fn a_text_is_words_whatever_stands_in_it() {
    let world = World::fresh();
    let (path, buyer) = (talk(&world.sever), world.buyer());
    let hostile = "<script>alert(1)</script> https://a.example/?q=1 \"x\" javascript:alert(2) <img src=x onerror=y>";
    say(&buyer, &path, &[("text", hostile)]);
    let page = world.manager().get(&path);
    assert_eq!(page.texts(".kb-msg-text"), [hostile]);
    let links = page.attributes(".kb-msg-text a", "href");
    assert_eq!(links, ["https://a.example/?q=1"]);
    assert_eq!(
        page.attributes(".kb-msg-text a", "rel"),
        ["noopener noreferrer nofollow"]
    );
    assert!(page.texts(".kb-msg script, .kb-msg img").is_empty());

    // Nothing, and far too much: both are refused, and what was typed is kept.
    buyer
        .post(&path, &[("text", " \n\t ")])
        .expect(422)
        .contains("Сообщение пустое");
    let long = "я".repeat(100_000);
    let answer = buyer.post(&path, &[("text", &long)]);
    answer.expect(422).contains("длиннее 10 000").contains(&long);
    let longest = "ю".repeat(10_000);
    say(&buyer, &path, &[("text", &longest)]);
    assert_eq!(texts(&buyer, &path), [hostile, &longest]);
    // A form that is sent twice says it once; another text under the same number is another post.
    let form = buyer.get(&path);
    let id = form.attributes("#write input[name=id]", "value").remove(0);
    for text in ["Дважды", "Дважды", "Другое"] {
        say(&buyer, &path, &[("id", &id), ("text", text)]);
    }
    assert_eq!(texts(&buyer, &path)[2..], ["Дважды", "Другое"]);
}

#[test]
fn a_line_has_a_thread_of_its_own() {
    let world = World::fresh();
    let (path, buyer, manager) = (talk(&world.sever), world.buyer(), world.manager());
    let order = path.trim_end_matches("/talk");
    let row = buyer.get(order).attributes(".kb-line-talk", "href");
    assert_eq!(row, [format!("{path}?line=1")]);
    say(&buyer, &path, &[("text", "О строке"), ("line", "1")]);
    say(&buyer, &path, &[("text", "О заказе")]);
    assert_eq!(texts(&manager, &format!("{path}?line=1")), ["О строке"]);
    assert_eq!(texts(&manager, &path), ["О строке", "О заказе"]);
    manager.get(&path).contains(&format!("Строка 1: {}", GOODS[0].name));
    assert_eq!(manager.get(order).texts(".kb-line-talk.is-on"), ["1"]);
    for gone in ["2", "0", "999999999"] {
        manager.get(&format!("{path}?line={gone}")).expect(404);
    }
    buyer.post(&path, &[("text", "Мимо"), ("line", "7")]).expect(404);
}

#[test]
fn one_mends_ones_own_words_and_leaves_a_trace() {
    let world = World::fresh();
    let (path, buyer, manager) = (talk(&world.sever), world.buyer(), world.manager());
    let post = say(&buyer, &path, &[("text", "Завтра")]);
    let edit = format!("{path}/{post}");
    assert_eq!(
        buyer.get(&format!("{path}?edit={post}")).form(&edit),
        [("text".to_owned(), "Завтра".to_owned())]
    );
    buyer
        .post(&edit, &[("text", "")])
        .expect(422)
        .contains("Сообщение пустое");
    buyer.post(&edit, &[("text", "Послезавтра")]).expect(303);
    manager
        .get(&path)
        .contains("Послезавтра")
        .contains("Изменено")
        .contains("Было: Завтра");
    // Nobody else's: of the same company, of the other side, of another dealer.
    let director = world.signed_in(world.sever.person(Role::Director));
    for other in [&director, &manager, &world.admin()] {
        other
            .post(&edit, &[("text", "Чужое")])
            .expect(422)
            .contains("только своё");
        other.post(&format!("{edit}/removal"), &[]).expect(422);
    }
    let yug = world.signed_in(world.yug.person(Role::Director));
    yug.post(&edit, &[("text", "Чужое")]).expect(404);
    yug.post(&format!("{}/{post}", talk(&world.yug)), &[("text", "Чужое")])
        .expect(404);
    yug.post(&format!("{}/{post}/removal", talk(&world.yug)), &[])
        .expect(404);

    buyer.post(&format!("{edit}/removal"), &[]).expect(303);
    buyer.post(&format!("{edit}/removal"), &[]).expect(303);
    let page = manager.get(&path);
    page.contains("Автор удалил сообщение");
    assert!(!page.body().contains("Послезавтра"));
    buyer
        .post(&edit, &[("text", "Снова")])
        .expect(422)
        .contains("уже удалено");
}

#[test]
fn files_go_with_a_post_and_open_for_those_who_see_it() {
    let world = World::fresh();
    let (path, buyer, manager) = (talk(&world.sever), world.buyer(), world.manager());
    let picture = {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/1c/goods/import_files/03");
        let entry = fs::read_dir(folder).unwrap().next().unwrap().unwrap();
        fs::read(entry.path()).unwrap()
    };
    let page = b"<html><script>alert(1)</script></html>".as_slice();
    let fake = b"GIF89a is no picture that is shown".as_slice();
    let answer = buyer.upload(
        &path,
        &[
            ("text", None, "Фото и пропуск".as_bytes()),
            ("files", Some("проём.jpg"), &picture),
            ("files", Some("../../../etc/<b>cron.html"), page),
            ("files", Some("x.svg"), fake),
        ],
    );
    let post = answer.expect(303).location().rsplit("#m-").next().unwrap().to_owned();
    let files = format!("{path}/{post}/files");
    let shown = manager.get(&path);
    shown
        .contains("проём.jpg")
        .contains("_b_cron.html")
        .contains("Фото и пропуск");
    assert!(shown.texts(".kb-msg script").is_empty());
    // One picture is shown, encoded anew.
    assert_eq!(shown.attributes(".kb-msg-shots img", "src"), [format!("{files}/0/320")]);
    let small = manager.get(&format!("{files}/0/320"));
    assert_eq!(small.expect(200).header("content-type"), "image/jpeg");
    assert_ne!(small.bytes, picture);
    // Everything is a download under a clean name, whatever it says it is.
    for (at, bytes) in [(0, picture.as_slice()), (1, page), (2, fake)] {
        let file = manager.get(&format!("{files}/{at}"));
        assert_eq!(file.expect(200).bytes, bytes);
        assert!(
            file.header("content-disposition")
                .starts_with("attachment; filename*=UTF-8''")
        );
        assert!(!file.header("content-disposition").contains("etc"));
        assert!(!file.header("content-type").contains("html") && !file.header("content-type").contains("svg"));
        assert_eq!(file.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(
        manager.get(&format!("{files}/1/320")).header("content-type"),
        "image/svg+xml"
    );
    for absent in ["3", "-1", "x", "0/321", "0/999999999999"] {
        manager.get(&format!("{files}/{absent}")).expect(404);
    }
    // Another dealer: by the order's address, and by the own order's.
    let yug = world.signed_in(world.yug.person(Role::Director));
    let sneaked = format!("{}/{post}/files", talk(&world.yug));
    for foreign in [&files, &sneaked] {
        for rest in ["0", "0/320", "1"] {
            yug.get(&format!("{foreign}/{rest}")).expect(404);
        }
    }
    yug.get(&path).expect(404);
    yug.post(&path, &[("text", "Чужое")]).expect(404);
    yug.upload(&path, &[("files", Some("a.txt"), b"a")]).expect(404);
    // Taken back, its files are gone too.
    buyer.post(&format!("{path}/{post}/removal"), &[]).expect(303);
    buyer.get(&format!("{files}/0")).expect(404);
}

#[test]
fn what_can_t_be_taken_is_refused_and_the_text_is_kept() {
    let world = World::fresh();
    let (path, buyer) = (talk(&world.sever), world.buyer());
    let large = vec![b'x'; (10 << 20) + 1];
    let text = ("text", None, "Останется".as_bytes());
    for (files, why) in [
        (vec![("files", Some("a.bin"), large.as_slice())], "больше 10 МБ"),
        (vec![("files", Some("a.txt"), b"".as_slice())], "пустой"),
        (vec![("files", Some("a.txt"), b"a".as_slice()); 9], "Больше 8 файлов"),
    ] {
        let mut fields = vec![text];
        fields.extend(files);
        let answer = buyer.upload(&path, &fields);
        answer.expect(422).contains(why).contains("Останется");
    }
    assert!(texts(&buyer, &path).is_empty());
    let huge = vec![b'x'; 26 << 20];
    // The server may answer before it has read all: then the sender finds the line closed.
    let token = buyer.form_token().unwrap().unwrap();
    let (kind, body) = multipart(&[("files", Some("a.bin"), &huge)]);
    let sent = buyer.send(
        "POST",
        &format!("{path}?_csrf={token}"),
        &[("content-type", &kind)],
        body,
    );
    assert!(sent.map_or(true, |answer| answer.status == 413));
    // A field of files without a file, as browsers send it, is none; a broken body is said to be one.
    let answer = buyer.upload(&path, &[("text", None, b"a"), ("files", Some(""), b"")]);
    answer.expect(303);
    let broken = [("content-type", kind.as_str())];
    let answer = buyer.send(
        "POST",
        &format!("{path}?_csrf={token}"),
        &broken,
        b"--grenze-7\r\nnothing".to_vec(),
    );
    assert_eq!(answer.unwrap().status, 422);
    assert_eq!(texts(&buyer, &path), ["a"]);
    let odd = buyer.upload(&path, &[("files", Some("\u{202e}gpj.exe"), b"MZ")]);
    odd.expect(303);
    assert!(buyer.get(&path).body().contains("gpj.exe"));
    assert!(!buyer.get(&path).body().contains('\u{202e}'));
}

/// Every page that somebody can reach, and the parts of pages.
fn crawl(client: &Client) -> Vec<(String, String)> {
    let mut ahead = vec![
        "/".to_owned(),
        "/talk".to_owned(),
        "/notices".to_owned(),
        "/orders?stage=all".to_owned(),
    ];
    ahead.extend(["ТАЙНАЯ", "МЕТКА", "417"].map(|asked| {
        let asked: String =
            percent_encoding::utf8_percent_encode(asked, percent_encoding::NON_ALPHANUMERIC).to_string();
        format!("/search?q={asked}")
    }));
    let mut pages: Vec<(String, String)> = Vec::new();
    while let Some(path) = ahead.pop() {
        if pages.iter().any(|(seen, _)| *seen == path) || pages.len() > 250 {
            continue;
        }
        let page = client.get(&path);
        let part = client.get_with(&path, &[("hx-request", "true")]);
        for link in page.attributes("a[href^='/'], img[src^='/orders']", "href") {
            ahead.push(link.split('#').next().unwrap_or_default().to_owned());
        }
        let headers = format!("{:?}", page.headers);
        pages.push((path, page.body() + &part.body() + &headers));
    }
    pages
}

#[test]
fn a_note_is_not_there_for_the_other_side() {
    let world = World::fresh();
    let (path, buyer, manager) = (talk(&world.sever), world.buyer(), world.manager());
    let order = path.trim_end_matches("/talk");
    say(&manager, &path, &[("text", "Видно всем")]);
    // The bell comes a moment later, and is in the tag of every page.
    buyer.hears("пишет по заказу");
    buyer.get(&path).expect(200);
    let before = buyer.get(order);
    let tag = before.header("etag").to_owned();

    let answer = manager.upload(
        &path,
        &[
            ("text", None, MARKER.as_bytes()),
            ("note", None, b"1"),
            ("line", None, b"1"),
            ("files", Some("ТАЙНАЯ-МЕТКА-417.txt"), MARKER.as_bytes()),
        ],
    );
    let note = answer.expect(303).location().rsplit("#m-").next().unwrap().to_owned();
    world.admin().get(&path).contains(MARKER).contains("дилер не видит");
    wait_for(
        "the administrator is told nothing of it, the manager's own bell is quiet",
        || (!manager.get("/notices").body().contains("заметка")).then_some(()),
    );

    // Not by a count, not by the page's tag, not by the number of the post or its file.
    let same = buyer.get_with(order, &[("if-none-match", &tag)]);
    assert_eq!(same.status, 304, "a note changes the tag of the dealer's page");
    buyer.get(&path).expect(200).contains("1 сообщение");
    for rest in ["", "/removal", "/settlement"] {
        buyer
            .post(&format!("{path}/{note}{rest}"), &[("text", "x")])
            .expect(404);
    }
    buyer.get(&format!("{path}/{note}/files/0")).expect(404);
    buyer.get(&format!("{path}/{note}/files/0/320")).expect(404);
    buyer.get(&format!("{path}?edit={note}")).expect(404);
    assert!(!buyer.get(&format!("{path}?answer={note}")).body().contains(MARKER));
    say(
        &buyer,
        &path,
        &[("text", "Ответ на то, чего не видно"), ("answers", &note), ("id", "0")],
    );
    buyer
        .post(&path, &[("text", "Под чужим номером"), ("id", &note)])
        .expect(404);
    for role in Role::OF_DEALER {
        let client = world.signed_in(world.sever.person(role));
        let pages = crawl(&client);
        assert!(pages.len() > 8, "{role:?}");
        for (page, body) in pages {
            assert!(!body.contains(MARKER), "{role:?} finds the note at {page}");
        }
    }
    assert!(
        manager.get(&path).body().contains(MARKER),
        "a note is not overwritten by another's number"
    );

    // And the other way round: what a dealer notes is not the manufacturer's, not even the administrator's.
    let own = "ВНУТРИ-КОМПАНИИ-418";
    let note = say(&buyer, &path, &[("text", own), ("note", "1")]);
    let director = world.signed_in(world.sever.person(Role::Director));
    director.get(&path).contains(own).contains("завод не видит");
    for staff in [&world.admin(), &manager] {
        for page in [path.as_str(), order, "/talk", "/", "/notices"] {
            assert!(!staff.get(page).body().contains(own), "{page}");
        }
        staff.post(&format!("{path}/{note}/removal"), &[]).expect(404);
    }
    // A note can't ask: nobody would answer.
    let answer = buyer.post(&path, &[("text", "a"), ("note", "1"), ("question", "1")]);
    answer.expect(422).contains("Оставьте одну отметку");
}

#[test]
fn a_question_stands_still_until_it_is_answered() {
    let world = World::fresh();
    let (path, buyer, manager) = (talk(&world.sever), world.buyer(), world.manager());
    let question = say(
        &manager,
        &path,
        &[("text", "Открывание внутрь или наружу?"), ("question", "1")],
    );
    for role in Role::OF_DEALER {
        let home = world.signed_in(world.sever.person(role)).get("/");
        home.contains("Ждут вашего ответа")
            .contains("Открывание внутрь или наружу?");
    }
    assert!(!manager.get("/").body().contains("Ждут вашего ответа"));
    manager.get(&path).contains("Ждёт ответа");
    let yug = world.signed_in(world.yug.person(Role::Director));
    assert!(!yug.get("/").body().contains("Открывание"));
    let answers = format!("{path}?answer={question}");
    let form = buyer.get(&answers);
    assert_eq!(
        form.attributes("select[name=answers] option[selected]", "value"),
        [question.as_str()]
    );

    say(&buyer, &path, &[("text", "Наружу"), ("answers", &question)]);
    buyer.get(&path).contains("Отвечено");
    assert!(!buyer.get("/").body().contains("Ждут вашего ответа"));
    wait_for("the asker's bell", || {
        manager.get("/notices").body().contains("пишет по заказу").then_some(())
    });
    buyer
        .post(&format!("{path}/{question}/settlement"), &[])
        .expect(422)
        .contains("уже ответили");

    // The dealer asks too; who asked may withdraw, and a removed question waits for nobody.
    let asked = say(&buyer, &path, &[("text", "Можно раньше?"), ("question", "1")]);
    manager
        .get("/")
        .contains("Ждут вашего ответа")
        .contains("Можно раньше?");
    buyer.post(&format!("{path}/{asked}/settlement"), &[]).expect(303);
    assert!(!manager.get("/").body().contains("Ждут вашего ответа"));
    let asked = say(&buyer, &path, &[("text", "А так?"), ("question", "1")]);
    buyer.post(&format!("{path}/{asked}/removal"), &[]).expect(303);
    assert!(!manager.get("/").body().contains("Ждут вашего ответа"));
}

#[test]
fn a_person_who_is_named_is_told() {
    let world = World::fresh();
    let (path, manager) = (talk(&world.sever), world.manager());
    let (seller, yug) = (world.sever.person(Role::Seller), world.yug.person(Role::Director));
    let admin = world.maker.person(Role::Admin);
    let told = |person| {
        let client = world.signed_in(person);
        client.get("/notices").body().contains("пишет по заказу")
    };
    // By the list, by the text; somebody who may not see the order is nobody here, and that is said.
    let (chosen, stranger) = (seller.member.id.to_string(), yug.member.id.to_string());
    say(&manager, &path, &[("text", "Замер готов?"), ("to", &chosen)]);
    let named = format!("@{} и @{}", admin.name, yug.name);
    let refused = manager.post(&path, &[("text", &named), ("to", &stranger), ("question", "1")]);
    refused.expect(422).contains("больше не видна").contains(&named);
    assert_eq!(
        refused.attributes("input[name=question][checked]", "name"),
        ["question"]
    );
    say(&manager, &path, &[("text", &named)]);
    wait_for("the seller is told", || told(seller).then_some(()));
    wait_for("the administrator is told", || told(admin).then_some(()));
    assert!(!told(yug));
    let page = manager.get(&path);
    assert_eq!(page.texts(".kb-msg-name"), [format!("@{}", admin.name)]);
    page.contains(&seller.name);
    world.signed_in(seller).get("/talk").contains("обращаются к вам");
    // A dealer is offered its manager, not everyone of the manufacturer; and nobody of another dealer.
    let offered = world.buyer().get(&path).texts("select[name=to] option");
    assert!(offered.contains(&world.maker.person(Role::Manager).name), "{offered:?}");
    assert!(
        !offered.contains(&admin.name) && !offered.contains(&yug.name),
        "{offered:?}"
    );
    // A note names nobody of the other side. Whom the form chose is not left out in silence: it is said at the field, and
    // what was typed stays.
    let note = [("text", "Только между нами"), ("note", "1"), ("to", chosen.as_str())];
    let refused = manager.post(&path, &note);
    let fault = refused
        .expect(422)
        .texts("#write .invalid-feedback, #write .kb-err")
        .concat();
    assert!(fault.contains("с другой стороны"), "{fault}");
    refused.contains("Только между нами");
    assert_eq!(
        refused.attributes("select[name=to] option[selected]", "value"),
        [chosen.as_str()]
    );
    assert_eq!(refused.attributes("input[name=note][checked]", "name"), ["note"]);
    assert!(
        !texts(&manager, &path).contains(&"Только между нами".to_owned()),
        "nothing was said"
    );
    say(&manager, &path, &[("text", "@Север"), ("note", "1")]);
    // The short form of the order's page asks for whom it is, too.
    let order = path.trim_end_matches("/talk");
    let short = world.buyer().get(order).texts("#write select[name=to] option");
    assert!(short.contains(&world.maker.person(Role::Manager).name), "{short:?}");
    assert!(!short.contains(&yug.name), "{short:?}");
    let to_buyer = world.sever.person(Role::Buyer).member.id.to_string();
    let from_order = [
        ("text", "С карточки заказа"),
        ("to", to_buyer.as_str()),
        ("back", "order"),
    ];
    assert!(
        manager
            .post(&path, &from_order)
            .expect(303)
            .location()
            .starts_with(order)
    );
    let last = manager.get(&path).texts(".kb-msg").pop().unwrap();
    let buyer = &world.sever.person(Role::Buyer).name;
    assert!(
        last.contains("С карточки заказа") && last.contains(buyer.as_str()),
        "{last}"
    );
    assert!(
        !manager
            .get(&path)
            .texts(".kb-msg.is-note")
            .concat()
            .contains(&seller.name)
    );
}
