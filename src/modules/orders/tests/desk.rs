//! A small manufacturer for the tests of this folder.

use crate::modules::catalogue::*;
use crate::modules::dealers::Country;
use crate::modules::orders::*;
use crate::platform::access::Role;
use crate::platform::values::*;

pub const DAY: Day = Day::constant(2026, 11, 23);
pub const OPT: &str = "opt";
pub const RRP: &str = "rrp";

pub fn price_type(name: &str, currency: Currency, vat_included: bool, usage: PriceUse) -> PriceType {
    let id = PriceType::id_of(name);
    PriceType {
        id,
        external: name.into(),
        name: name.into(),
        currency,
        vat_included,
        usage,
        stub: false,
    }
}

/// Prices of one sku per (price type, ten-thousandths, currency).
pub fn book(types: &[PriceType], prices: &[(&str, &[(&str, i64, Currency)])]) -> PriceBook {
    let mut builder = BookBuilder::new(types, &[]);
    for (sku, rows) in prices {
        let row = |(name, e4, currency): &(&str, i64, Currency)| PriceRow {
            price_type: PriceType::id_of(name),
            price: UnitPrice::new(*e4, *currency),
            factor: Quantity::ONE,
            unit: String::new(),
            minimum: Quantity::ZERO,
        };
        let rows = rows.iter().map(row).collect();
        builder.prices(&SkuPrices {
            sku: Sku::id_of(sku),
            rows,
            as_of: Moment::EPOCH,
        });
    }
    builder.build()
}

/// `opt` and `rrp` in roubles with the tax inside.
pub fn rouble_book(prices: &[(&str, i64, Option<i64>)]) -> PriceBook {
    let types = [
        price_type(OPT, Currency::Rub, true, PriceUse::Purchase),
        price_type(RRP, Currency::Rub, true, PriceUse::Rrp),
    ];
    let mut builder = BookBuilder::new(&types, &[]);
    for (sku, opt, rrp) in prices {
        let row = |name: &str, e4: i64| PriceRow {
            price_type: PriceType::id_of(name),
            price: UnitPrice::new(e4, Currency::Rub),
            factor: Quantity::ONE,
            unit: String::new(),
            minimum: Quantity::ZERO,
        };
        let rows = std::iter::once(row(OPT, *opt))
            .chain(rrp.map(|rrp| row(RRP, rrp)))
            .collect();
        builder.prices(&SkuPrices {
            sku: Sku::id_of(sku),
            rows,
            as_of: Moment::EPOCH,
        });
    }
    builder.build()
}

pub fn item(external: &str, step: Quantity, vat: Option<VatRate>) -> Sellable {
    let sku = Sku::of_offer(external);
    Sellable {
        sku: sku.id,
        product: sku.product,
        external: external.into(),
        name: format!("Товар {external}"),
        article: format!("А-{external}"),
        unit: Unit {
            code: "796".into(),
            name: "шт".into(),
        },
        step,
        vat,
        weight_g: Some(1_500),
        volume: Some(2_400),
        on_sale: true,
    }
}

pub fn case() -> VatCase {
    let seller = Country::Ru;
    VatCase {
        seller,
        regime: VatRegime::General,
        destination: Country::Ru,
        day: DAY,
    }
}

pub fn terms(vat: &VatTable) -> Terms<'_> {
    Terms {
        currency: Currency::Rub,
        price_type: PriceType::id_of(OPT),
        rrp_type: Some(PriceType::id_of(RRP)),
        case: case(),
        vat,
    }
}

pub fn asked<'a>(item: &'a Sellable, thousandths: i64) -> Asked<'a> {
    Asked {
        sku: item.sku,
        item: Some(item),
        quantity: Quantity::from_thousandths(thousandths),
        own: None,
    }
}

pub fn act(side: Side, millis: i64) -> Act {
    let by = match side {
        Side::OneC => Author::one_c(),
        Side::System => Author::system(),
        side => Author::person(side, Id::derived("account", "anna"), "Анна Ким"),
    };
    Act {
        by,
        role: (side == Side::Staff).then_some(Role::Manager),
        at: Moment::from_millis(millis),
    }
}

pub fn draft(lines: &[(&Sellable, i64)]) -> Draft {
    let id = Id::at(Moment::from_millis(1), 1);
    let mut draft = Draft::new(id, Id::derived("dealer", "sever"), "Лесная, 14", act(Side::Dealer, 1)).unwrap();
    for (item, units) in lines {
        draft = draft
            .with_added(item.sku, Quantity::whole(*units), Moment::from_millis(2))
            .unwrap();
    }
    let at = Moment::from_millis(3);
    draft
        .with_parties(
            Some(Id::derived("contract", "17")),
            Some(Id::derived("entity", "buyer")),
            at,
        )
        .unwrap()
}

/// An order of two lines, just submitted.
pub fn order() -> Order {
    submit(&draft(&[
        (&item("a", Quantity::ONE, None), 6),
        (&item("b", Quantity::ONE, None), 2),
    ]))
    .unwrap()
    .order
}

pub fn submit(draft: &Draft) -> Result<Change, Refusal> {
    let items = [item("a", Quantity::ONE, None), item("b", Quantity::ONE, None)];
    let vat = VatTable::shipped();
    let of = |line: &DraftLine| Asked {
        sku: line.sku,
        item: items.iter().find(|item| item.sku == line.sku),
        quantity: line.quantity,
        own: None,
    };
    let asked: Vec<Asked<'_>> = draft.lines.iter().map(of).collect();
    let book = rouble_book(&[("a", 100_0000, Some(150_0000)), ("b", 1_000_0000, Some(1_200_0000))]);
    let stages = StageLine::shipped();
    let submission = Submission {
        draft,
        seen_version: draft.version,
        seen_book: book.number(),
        asked: &asked,
        calculation: &Calculation::of(&asked, &terms(&vat), &book),
        made: &[],
        seller: Id::derived("entity", "seller"),
        price_type: PriceType::id_of(OPT),
        number: "26-000042".parse().unwrap(),
        stage: stages.entry().unwrap(),
    };
    Order::submit(&submission, act(Side::Dealer, 10))
}
