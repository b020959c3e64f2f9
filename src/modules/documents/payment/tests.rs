//! What a payment code holds, read back from its drawing.

use proptest::prelude::*;

use super::*;
use crate::platform::values::{Id, Moment};

fn own(requisites: Requisites) -> OwnEntity {
    OwnEntity {
        id: Id::derived("tests", "own"),
        name: "ООО «Завод Тест»".into(),
        full_name: "Общество с ограниченной ответственностью «Завод Тест»".into(),
        country: Country::Ru,
        requisites,
        vat: None,
        created: Moment::EPOCH,
    }
}

/// The account of a real bank's register whose key holds: the examples of `values::bank`.
fn requisites() -> Requisites {
    Requisites {
        tax_id: "7600164067".into(),
        kpp: "760401001".into(),
        bank: "ЯРОСЛАВСКИЙ ФИЛИАЛ БАНКА «ПРИМЕР» (ПАО)".into(),
        bik: "047899901".into(),
        account: "40702810658937315526".into(),
        correspondent_account: "30101810000000000901".into(),
        ..Requisites::default()
    }
}

fn invoice() -> Told {
    Told {
        external: "i".into(),
        kind: DocumentKind::Invoice,
        name: String::new(),
        number: "УТ-2215".into(),
        day: Day::constant(2026, 11, 20),
        currency: Currency::Rub,
        sum: Some(Money::new(1_234_567_05, Currency::Rub)),
        vat: Some(Money::new(222_626_84, Currency::Rub)),
        seller: Company::default(),
        buyer: Company::default(),
        contract: "17-Д".into(),
        order: String::new(),
        edo: String::new(),
        withdrawn: false,
        manifest: None,
    }
}

/// A drawing as a phone's camera has it: every module four points wide.
fn decoded(svg: &str) -> String {
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
        let (width, _) = rest.split_once('v').unwrap();
        let (x, y, width): (usize, usize, usize) = (x.parse().unwrap(), y.parse().unwrap(), width.parse().unwrap());
        dark[y * whole + x..y * whole + x + width].fill(true);
    }
    let side = whole * POINTS;
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
        if dark[y / POINTS * whole + x / POINTS] { 0 } else { 255 }
    });
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1, "one code is in the picture");
    let mut bytes = Vec::new();
    grids[0].decode_to(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_drawing_is_read_back_as_what_was_put_in() {
    let payment = payment(&invoice(), &own(requisites())).unwrap();
    let text = decoded(&payment.drawn("Счёт").unwrap());
    assert_eq!(
        text,
        "ST00012|Name=Общество с ограниченной ответственностью «Завод Тест»|PersonalAcc=40702810658937315526\
         |BankName=ЯРОСЛАВСКИЙ ФИЛИАЛ БАНКА «ПРИМЕР» (ПАО)|BIC=047899901|CorrespAcc=30101810000000000901\
         |Sum=123456705|Purpose=Оплата по счёту № УТ-2215 от 20.11.2026, договор № 17-Д. В т.ч. НДС 222626,84 руб.\
         |PayeeINN=7600164067|KPP=760401001"
    );
}

#[test]
fn a_separator_that_stands_in_a_value_is_not_used() {
    let mut told = invoice();
    told.number = "А|1^2=3".into();
    let payment = payment(&told, &own(requisites())).unwrap();
    let text = decoded(&payment.drawn("Счёт").unwrap());
    assert!(text.starts_with("ST00012~Name="), "{text}");
    let purpose = text
        .split('~')
        .find_map(|block| block.strip_prefix("Purpose="))
        .unwrap();
    assert!(purpose.starts_with("Оплата по счёту № А|1^2=3 от"), "{purpose}");
}

#[test]
fn what_is_too_long_is_cut_and_the_tax_stays() {
    let mut told = invoice();
    told.contract = "Ж".repeat(400);
    let mut seller = own(requisites());
    seller.full_name = "Щ".repeat(161);
    seller.requisites.bank = "Б".repeat(80);
    let payment = payment(&told, &seller).unwrap();
    assert_eq!(
        payment.name, seller.name,
        "the short name, where the full one doesn't fit"
    );
    assert_eq!(payment.bank.chars().count(), 45);
    assert_eq!(payment.purpose.chars().count(), 210);
    assert!(
        payment.purpose.ends_with("Ж. В т.ч. НДС 222626,84 руб."),
        "{}",
        payment.purpose
    );
    let text = payment.text().unwrap();
    assert_eq!(decoded(&payment.drawn("Счёт").unwrap()), text);
}

#[test]
fn what_is_missing_is_named() {
    let without = |change: fn(&mut Requisites)| {
        let mut requisites = requisites();
        change(&mut requisites);
        payment(&invoice(), &own(requisites)).unwrap_err()
    };
    let cases: [(fn(&mut Requisites), &[Lack]); 6] = [
        (|of| of.bank.clear(), &[Lack::Bank]),
        (|of| of.bik.clear(), &[Lack::Bik, Lack::Account]),
        (|of| of.account.clear(), &[Lack::Account]),
        // A digit of the key is wrong.
        (|of| of.account = "40702810758937315526".into(), &[Lack::Account]),
        (|of| of.correspondent_account.clear(), &[Lack::Correspondent]),
        (
            |of| *of = Requisites::default(),
            &[Lack::Bank, Lack::Bik, Lack::Account],
        ),
    ];
    for (change, lacks) in cases {
        assert_eq!(without(change), lacks);
    }
}

#[test]
fn an_account_in_another_currency_takes_no_roubles() {
    // The same account in dollars, with the key that fits it.
    let mut wanted = requisites();
    let bik = Bik::parse(&wanted.bik).unwrap();
    wanted.account = (0..10)
        .map(|key| format!("40702840{key}58937315526"))
        .find(|account| BankAccount::parse(&bik, account).is_ok())
        .unwrap();
    assert_eq!(payment(&invoice(), &own(wanted)).unwrap_err(), [Lack::Roubles]);
}

#[test]
fn only_an_invoice_in_roubles_is_paid_by_it() {
    assert!(is_payable(&invoice()));
    let changes: [fn(&mut Told); 6] = [
        |told| told.kind = DocumentKind::Upd,
        |told| told.withdrawn = true,
        |told| told.sum = None,
        |told| told.sum = Some(Money::new(0, Currency::Rub)),
        |told| told.sum = Some(Money::new(SUM_MAX + 1, Currency::Rub)),
        |told| told.sum = Some(Money::new(1_00, Currency::Kzt)),
    ];
    for change in changes {
        let mut told = invoice();
        change(&mut told);
        assert!(!is_payable(&told), "{told:?}");
    }
}

#[test]
fn the_seller_is_found_by_tax_number_and_branch_and_never_guessed() {
    let branch = |kpp: &str| {
        own(Requisites {
            kpp: kpp.into(),
            ..requisites()
        })
    };
    let said = |tax_id: &str, kpp: &str| Company {
        tax_id: tax_id.into(),
        kpp: kpp.into(),
        ..Company::default()
    };
    let own = [branch("760401001"), branch("760402001")];
    let kpp = |said: &Company| seller(&own, said).map(|entity| entity.requisites.kpp.as_str());
    assert_eq!(kpp(&said("7600164067", "760402001")), Some("760402001"));
    assert_eq!(kpp(&said("7600164067", "")), None, "two branches");
    assert_eq!(kpp(&said("7600164067", "770101001")), None);
    assert_eq!(kpp(&said("", "760401001")), None);
    assert!(seller(&own[..1], &said("7600164067", "")).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever 1C and the administrator have typed, the code says it back block by block.
    #[test]
    fn any_text_comes_back(number in "[ -~а-яА-Я«»№]{0,80}", contract in "[ -~а-я\t\n]{0,120}", bank in "[!-~а-я][ -~а-я]{0,60}", sum in 1_i64..=super::SUM_MAX) {
        let mut told = invoice();
        (told.number, told.contract) = (number, contract);
        told.sum = Some(Money::new(sum, Currency::Rub));
        let mut seller = own(requisites());
        seller.requisites.bank = bank;
        let payment = payment(&told, &seller).unwrap();
        let Some(text) = payment.text() else { return Ok(()); };
        let separator = text.chars().nth(7).unwrap();
        let blocks: Vec<(&str, &str)> = text.split(separator).skip(1).map(|block| block.split_once('=').unwrap()).collect();
        let names: Vec<&str> = blocks.iter().map(|(name, _)| *name).collect();
        prop_assert_eq!(names, ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc", "Sum", "Purpose", "PayeeINN", "KPP"]);
        prop_assert_eq!(blocks[5].1, sum.to_string());
        prop_assert_eq!(blocks[6].1, payment.purpose.as_str());
        prop_assert!(payment.purpose.chars().count() <= 210 && payment.bank.chars().count() <= 45);
        prop_assert_eq!(decoded(&payment.drawn("Счёт").unwrap()), text);
    }
}
