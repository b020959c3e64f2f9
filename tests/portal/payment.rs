//! The payment code of an invoice: what a bank's app reads from it is what 1C and the administrator have put in.

use kabinet::platform::access::Role;

use crate::exchange::connected;
use crate::harness::papers::OWN_INN;
use crate::papers::{at, director, document, send, told};

/// The text of a drawn code, as a phone's camera reads it: four points a module.
fn read(svg: &str) -> String {
    const POINTS: usize = 4;
    let between = |from: &str, to: &str| {
        let start = svg.find(from).unwrap() + from.len();
        &svg[start..start + svg[start..].find(to).unwrap()]
    };
    let whole: usize = between("viewBox=\"0 0 ", " ").parse().unwrap();
    let mut dark = vec![false; whole * whole];
    for run in between("<path fill=\"#000\" d=\"M", "\"").split('M') {
        let (x, rest) = run.split_once(' ').unwrap();
        let (y, rest) = rest.split_once('h').unwrap();
        let [x, y, width] = [x, y, rest.split_once('v').unwrap().0].map(|n| n.parse::<usize>().unwrap());
        dark[y * whole + x..y * whole + x + width].fill(true);
    }
    let side = whole * POINTS;
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
        if dark[y / POINTS * whole + x / POINTS] { 0 } else { 255 }
    });
    let mut bytes = Vec::new();
    picture.detect_grids()[0].decode_to(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_banks_app_reads_from_an_invoice_what_was_put_in() {
    let world = connected();
    let more = |inn: &str, more: &str| {
        format!(
            r#", "seller": {{"name": "Завод", "inn": "{inn}", "kpp": "760401001"}}, "contract": "Д-Север", "sum": "12345.67", "vat": "2226.27"{more}"#
        )
    };
    let text = told(&[
        document(&world, "Север", "paid", &more(OWN_INN, "")),
        document(&world, "Север", "stranger", &more("7707083893", "")),
        document(&world, "Север", "gone", &more(OWN_INN, r#", "withdrawn": true"#)),
        document(&world, "Юг", "foreign", &more(OWN_INN, "")),
    ]);
    send(&world, &[("kabinet___1.json", text.as_bytes())]);
    let (director, manager) = (director(&world), world.manager());
    let code = |external: &str| format!("{}/payment.svg", at(external));

    let page = director.get(&at("paid"));
    page.expect(200)
        .contains("40702810658937315526")
        .contains("047899901")
        .contains(&code("paid"));
    let drawing = director.get(&code("paid"));
    drawing.expect(200);
    assert_eq!(drawing.header("content-type"), "image/svg+xml");
    assert_eq!(
        read(&drawing.body()),
        format!(
            "ST00012|Name=ООО «Завод Тест»|PersonalAcc=40702810658937315526|BankName=Банк Тест|BIC=047899901\
             |CorrespAcc=30101810000000000901|Sum=1234567\
             |Purpose=Оплата по счёту № 15 от 20.11.2026, договор № Д-Север. В т.ч. НДС 2226,27 руб.\
             |PayeeINN={OWN_INN}|KPP=760401001"
        )
    );
    // Another's answers as what isn't there; a blind role is refused.
    for absent in ["foreign", "nobody", "stranger", "gone"] {
        director.get(&code(absent)).expect(404);
    }
    for role in [Role::Buyer, Role::Seller] {
        let blind = world.signed_in(world.sever.person(role));
        blind.get(&code("paid")).expect(403);
    }
    // What nobody sells stands nowhere, and staff reads why.
    assert!(!director.get(&at("stranger")).body().contains("id=\"payment\""));
    manager
        .get(&at("stranger"))
        .contains("не совпали ни с одним вашим юрлицом");

    // Without an account there is no code: staff is told what to fill in, the dealer nothing.
    let admin = world.admin();
    let links = admin
        .get("/own-entities")
        .attributes("a[href^='/own-entities/']", "href");
    let form = links.iter().find(|link| !link.ends_with("/new")).unwrap();
    admin
        .fill(form, form, &[("account", ""), ("correspondent_account", "")])
        .expect(303);
    director.get(&code("paid")).expect(404);
    let page = director.get(&at("paid"));
    assert!(!page.body().contains("id=\"payment\"") && !page.body().contains("не хватает реквизитов"));
    let told = manager.get(&at("paid"));
    told.contains("Расчётный счёт с верным контрольным ключом")
        .contains("Корреспондентский счёт банка");
    assert!(!told.body().contains(form.as_str()), "a manager can't fill it in");
    admin.get(&at("paid")).contains(form);
    // The key of an account is checked where it is filled in.
    let refused = admin.fill(form, form, &[("account", "40702810758937315526")]);
    refused.expect(422);
    director.get(&code("paid")).expect(404);
    admin
        .fill(
            form,
            form,
            &[
                ("account", "40702810658937315526"),
                ("correspondent_account", "30101810000000000901"),
            ],
        )
        .expect(303);
    director.get(&code("paid")).expect(200);
}
