//! Name, note and contract of an order that nobody has taken yet, and prices that are agreed by hand, over plain HTTP.

use kabinet::modules::catalogue::{PriceRow, PriceType, PriceUse, Sku, SkuPrices};
use kabinet::modules::dealers::{Contract, LegalEntity, Requisites};
use kabinet::platform::access::Role;
use kabinet::platform::store::Reader;
use kabinet::platform::values::{Currency, Id, Quantity, UnitPrice};

use crate::exchange::connected;
use crate::exchange_admin::{begin, call};
use crate::harness::{Answer, Client, GOODS, World, put};

/// What a piece of the first goods costs under the second contract.
const DEARER: i64 = 1_500;

fn roubles(sum: i64) -> String {
    let digits = sum.to_string();
    let (thousands, rest) = digits.split_at(digits.len() - 3);
    format!("{thousands}\u{a0}{rest},00")
}

/// A second legal entity of «Север» with a contract of dearer prices, and a contract that 1C has named no prices for.
fn contracts(world: &mut World) -> [String; 2] {
    let (entity, contract) = (world.sever.deal().entity, world.sever.deal().contract);
    world.below(async |access| {
        let services = access.services();
        let tx = access.read().unwrap();
        let dear = PriceType {
            id: PriceType::id_of("Дорогой"),
            external: "Дорогой".to_owned(),
            name: "Дорогой".to_owned(),
            currency: Currency::Rub,
            vat_included: true,
            usage: PriceUse::Purchase,
            stub: false,
        };
        let known: SkuPrices = tx.get(&Sku::id_of(GOODS[0].external)).unwrap().unwrap();
        let mut rows = known.rows.clone();
        rows.push(PriceRow {
            price_type: dear.id,
            price: UnitPrice::new(DEARER * 10_000, Currency::Rub),
            factor: Quantity::ONE,
            unit: String::new(),
            minimum: Quantity::ZERO,
        });
        let entity: LegalEntity = tx.get(&entity).unwrap().unwrap();
        let contract: Contract = tx.get(&contract).unwrap().unwrap();
        let other = LegalEntity {
            id: Id::derived("tests entity", "second"),
            name: "ООО «Север Второй»".to_owned(),
            requisites: Requisites {
                tax_id: "7710140679".to_owned(),
                ..entity.requisites.clone()
            },
            ..entity
        };
        let second = Contract {
            id: Id::derived("tests contract", "second"),
            entity: other.id,
            number: "Д-Второй".to_owned(),
            price_type: Some(dear.id.uuid()),
            price_type_name: dear.name.clone(),
            ..contract.clone()
        };
        let unpriced = Contract {
            id: Id::derived("tests contract", "unpriced"),
            number: "Д-Пустой".to_owned(),
            price_type: None,
            price_type_name: String::new(),
            ..contract
        };
        let ids = [second.id.to_string(), unpriced.id.to_string()];
        put(services, dear).await;
        put(services, SkuPrices { rows, ..known }).await;
        put(services, other).await;
        put(services, second).await;
        put(services, unpriced).await;
        ids
    })
}

struct At {
    order: String,
    edit: String,
    requests: String,
    answer: String,
}

fn at(number: &str) -> At {
    let order = format!("/orders/{number}");
    At {
        edit: format!("{order}/edit"),
        requests: format!("{order}/requests"),
        answer: format!("{order}/requests/answer"),
        order,
    }
}

/// A look at what is typed, and the change itself.
fn change(client: &Client, at: &At, set: &[(&str, &str)]) -> Answer {
    let preview = client.fill(&at.edit, &at.requests, &[&[("step", "check")], set].concat());
    preview.expect(200);
    client.submit(&preview, &at.requests, &[("step", "send"), ("reason", "Пояснение")])
}

#[test]
fn until_it_is_confirmed_the_dealer_changes_name_note_and_contract() {
    let mut world = World::fresh();
    let [second, unpriced] = contracts(&mut world);
    let (buyer, manager) = (world.buyer(), world.manager());
    let at = at(&world.sever.deal().order);
    let (before, after) = (roubles(2 * GOODS[0].price), roubles(2 * DEARER));
    let typed = [
        ("name", "Объект на Полевой"),
        ("remark", "Звонить до приезда"),
        ("contract", second.as_str()),
        ("step", "check"),
    ];

    // The difference is shown before anything is saved: names, both contracts, both sums.
    let preview = buyer.fill(&at.edit, &at.requests, &typed);
    let said = preview.expect(200).texts("[data-card=difference]").remove(0);
    for text in [
        "Объект на Полевой",
        "Звонить до приезда",
        "Д-Север",
        "Д-Второй",
        "ООО «Север Второй»",
    ] {
        assert!(said.contains(text), "{text}: {said}");
    }
    preview.contains(&before).contains(&after);
    buyer.get(&at.order).contains(&before).contains("Д-Север");
    // Nobody sends sums of another contract than those that were looked at.
    let unseen = buyer.submit(
        &preview,
        &at.requests,
        &[("step", "send"), ("contract", &world.sever.deal().contract.to_string())],
    );
    unseen.expect(422).contains("суммы изменились");
    for _ in 0..2 {
        buyer.submit(&preview, &at.requests, &[("step", "send")]).expect(303);
    }
    for client in [&buyer, &manager] {
        let page = client.get(&at.order);
        for text in [
            "Объект на Полевой",
            "Звонить до приезда",
            "Д-Второй",
            "ООО «Север Второй»",
            &after,
        ] {
            page.contains(text);
        }
        assert_eq!(
            page.texts("[data-card=request]").len(),
            0,
            "it is changed, not asked for"
        );
    }
    manager.hears("изменён до подтверждения");
    // The history has both sides of it.
    let what = manager
        .get(&at.order)
        .attributes("a[href*='/changes/']", "href")
        .remove(0);
    manager
        .get(&what)
        .contains("Д-Север")
        .contains("Д-Второй")
        .contains("Объект на Полевой");

    // What can't be is said at its field, with what was typed.
    let foreign = world.yug.deal().contract.to_string();
    for (name, typed, said) in [
        ("name", "", "от 1 до 120 знаков"),
        ("contract", foreign.as_str(), "договор закрыт"),
        ("contract", unpriced.as_str(), "договор закрыт"),
    ] {
        let refused = buyer.fill(
            &at.edit,
            &at.requests,
            &[(name, typed), ("remark", "Другое"), ("step", "check")],
        );
        let faults = refused.expect(422).texts(".kb-err").join(" ");
        assert!(faults.contains(said), "{said}: {faults}");
        let form = refused.form(&at.requests);
        assert!(form.contains(&("remark".to_owned(), "Другое".to_owned())), "{form:?}");
    }
    buyer.get(&at.order).contains("Звонить до приезда").contains("Д-Второй");
    // A note can be taken back.
    change(&buyer, &at, &[("remark", "")]).expect(303);
    assert!(!buyer.get(&at.order).said().contains("Звонить до приезда"));

    // Staff, and the dealer once the order is taken, have no such fields, and a forged form changes nothing.
    let forged = |client: &Client| {
        let page = client.get(&at.edit);
        let form = page.expect(200).form(&at.requests);
        assert!(
            !form
                .iter()
                .any(|(name, _)| ["name", "remark", "contract"].contains(&name.as_str())),
            "{form:?}"
        );
        let mut form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        form.retain(|(name, _)| *name != "step");
        form.extend([("name", "Чужое имя"), ("step", "check")]);
        let preview = client.post(&at.requests, &form);
        match preview.status {
            200 => client.submit(&preview, &at.requests, &[("step", "send"), ("name", "Чужое имя")]),
            _ => preview,
        }
        .expect(422)
        .contains("пока производство не подтвердило");
    };
    forged(&manager);
    manager
        .fill(&at.order, &format!("{}/stage", at.order), &[("stage", "confirmed")])
        .expect(303);
    forged(&buyer);
    manager.get(&at.order).contains("Объект на Полевой");
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let page = seller.get(&at.order);
    page.expect(200).contains("Объект на Полевой").contains("Д-Второй");
    assert!(!page.body().contains(&after) && !page.body().contains("Дорогой"));
    seller.get(&at.edit).expect(403);
}

#[test]
fn a_price_is_asked_for_seen_by_both_and_stands_in_the_line_once_it_is_accepted() {
    let world = connected();
    let (buyer, manager) = (world.buyer(), world.manager());
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let at = at(&world.sever.deal().order);
    let (cookie, _) = begin(&world, "bus");
    let query = || {
        let (orders, _) = call(&world, "bus", "type=sale&mode=query", None, &cookie);
        String::from_utf8(orders).unwrap()
    };
    let acknowledge = || drop(call(&world, "bus", "type=sale&mode=success", None, &cookie));
    query();
    acknowledge();

    // Five percent off 1 234 is 1 172,30; two of them are 2 344,60.
    assert_eq!(GOODS[0].price * 95, 117_230);
    let (list, new) = ("1\u{a0}234,00", "1\u{a0}172,30");
    let (old_sum, new_sum) = (roubles(2 * GOODS[0].price), "2\u{a0}344,60");
    let margin = "1\u{a0}655,40";
    assert_eq!(2 * GOODS[0].rrp * 100 - 234_460, 165_540);

    // The manufacturer proposes a discount: nothing changes until the dealer says so.
    change(&manager, &at, &[("offer", "5 %")]).expect(303);
    let asked = buyer.get(&at.order);
    let card = asked.texts("[data-card=request]").remove(0);
    for text in [list, new, old_sum.as_str(), new_sum, margin] {
        assert!(card.contains(&text.replace('\u{a0}', " ")), "{text}: {card}");
    }
    let blind = seller.get(&at.order);
    assert_eq!(blind.expect(200).texts("[data-card=request]").len(), 1);
    for secret in [list, new, old_sum.as_str(), new_sum, margin, "5\u{a0}%", "data-bargain"] {
        assert!(!blind.body().contains(secret), "{secret}");
    }
    seller.get(&format!("{}/lines.xlsx", at.order)).expect(200);
    assert!(!query().contains("<Скидка>"), "1C hears of nothing that isn't agreed");
    acknowledge();
    buyer.fill(&at.order, &at.answer, &[("answer", "accept")]).expect(303);
    for client in [&buyer, &manager] {
        let page = client.get(&at.order);
        page.contains(new).contains(new_sum);
        assert_eq!(page.texts("[data-bargain]").len(), 1, "{}", page.said());
        assert!(page.texts("[data-bargain]")[0].contains("скидка 5 %"));
    }
    assert!(!seller.get(&at.order).body().contains("data-bargain"));
    buyer.get(&at.order).contains(margin);
    let told = query();
    acknowledge();
    for element in [
        "<Скидка>",
        "<ЦенаЗаЕдиницу>1172.30</ЦенаЗаЕдиницу>",
        "<Сумма>123.40</Сумма>",
        "<Процент>5</Процент>",
        "<УчтеноВСумме>true</УчтеноВСумме>",
    ] {
        assert!(told.contains(element), "{element}: {told}");
    }

    // A recount of the quantity keeps it, at once for the dealer while the order waits.
    change(&buyer, &at, &[("quantity", "3")]).expect(303);
    let page = buyer.get(&at.order);
    page.contains("3\u{a0}516,90").contains(new);
    assert_eq!(page.texts("[data-bargain]").len(), 1);

    // The dealer's own price is a request even while the order waits, and is refused with a reason.
    let preview = buyer.fill(&at.edit, &at.requests, &[("offer", "1 100"), ("step", "check")]);
    preview.expect(200).contains("когда менеджер примет запрос");
    buyer
        .submit(
            &preview,
            &at.requests,
            &[("step", "send"), ("reason", "У других дешевле")],
        )
        .expect(303);
    buyer.get(&at.order).contains("3\u{a0}516,90");
    assert!(manager.get(&at.order).texts("[data-card=request]")[0].contains("1 100,00"));
    manager
        .fill(
            &at.order,
            &at.answer,
            &[("answer", "refuse"), ("reason", "Ниже себестоимости")],
        )
        .expect(303);
    buyer.hears("Ниже себестоимости");
    buyer.get(&at.order).contains("3\u{a0}516,90");

    // A name goes by itself, a price of nothing isn't one, and what was typed stays.
    let both = buyer.fill(
        &at.edit,
        &at.requests,
        &[("offer", "1 100"), ("name", "Имя"), ("step", "check")],
    );
    buyer
        .submit(&both, &at.requests, &[("step", "send")])
        .expect(422)
        .contains("сохраните отдельно");
    for wrong in ["0", "100 %", "дёшево"] {
        let refused = buyer.fill(&at.edit, &at.requests, &[("offer", wrong), ("step", "check")]);
        assert_eq!(refused.expect(422).attributes("#offer-0", "value"), [wrong]);
    }
    let same = buyer.fill(&at.edit, &at.requests, &[("offer", "5 %"), ("step", "check")]);
    same.expect(422).contains("ничего не изменили");

    // Nothing off is the list again.
    change(&manager, &at, &[("discount", "0")]).expect(303);
    buyer.fill(&at.order, &at.answer, &[("answer", "accept")]).expect(303);
    let page = buyer.get(&at.order);
    page.contains(&roubles(3 * GOODS[0].price));
    assert!(page.texts("[data-bargain]").is_empty());
    assert!(!query().contains("<Скидка>"));
}

#[test]
fn another_price_over_one_that_was_named_is_nothing_for_who_sees_none() {
    let world = connected();
    let (buyer, manager) = (world.buyer(), world.manager());
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let director = world.signed_in(world.sever.person(Role::Director));
    let rights = format!("/people/{}/rights", world.sever.person(Role::Seller).member.id);
    director
        .post(&rights, &[("right", "orders.accept"), ("give", "true")])
        .expect(303);
    let at = at(&world.sever.deal().order);
    for (price, shown) in [("1 100", "1\u{a0}100,00"), ("1 050", "1\u{a0}050,00")] {
        change(&manager, &at, &[("offer", price)]).expect(303);
        // Who accepts for the company and sees no prices accepts none, the second time neither.
        seller
            .fill(&at.order, &at.answer, &[("answer", "accept")])
            .expect(422)
            .contains("Цену согласует тот, кто видит закупочные цены");
        buyer.fill(&at.order, &at.answer, &[("answer", "accept")]).expect(303);
        buyer.get(&at.order).contains(shown);
    }
}
