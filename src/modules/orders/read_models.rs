//! What pages of drafts and orders show, cut down to what the reader may see: a hidden figure is not there at all.

use std::sync::Arc;

use super::conflict::Clash;
use super::draft_form::line_name;
use super::{
    Calculation, Cargo, Draft, DraftId, Finding, Kind, Look, Margin, NoMargin, Order, OrderLine, OrderNumber, Secret,
    Side, StageKey, StageLine, VatShare, Worksheet, standstill,
};
use crate::modules::catalogue::{ProductId, Sellable, SkuId, queries::instead_of};
use crate::modules::configurator::{Made, Settled, Spoken, State, Step, spoken};
use crate::modules::dealers::{Contract, Dealer, LegalEntity, OwnEntity};
use crate::platform::access::Sight;
use crate::platform::error::Error;
use crate::platform::i18n::try_text;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Currency, Day, DealerId, Locale, Moment, Money, Quantity, UnitPrice, VatMode};

/// A margin tells the purchase price to whoever sees the RRP, so it takes both rights.
pub fn sees_margin(sight: Sight) -> bool {
    sight.margin && sight.purchase_price
}

/// What the reader may not see in a difference of versions.
pub fn hidden(sight: Sight) -> Vec<Secret> {
    let secrets = [(Secret::Price, sight.purchase_price), (Secret::Finance, sight.finance)];
    secrets
        .into_iter()
        .filter(|(_, seen)| !seen)
        .map(|(secret, _)| secret)
        .collect()
}

/// The name of a stage: the administrator's words, or those that come with the product.
pub fn stage_name(l: Locale, stages: &StageLine, key: &StageKey) -> String {
    let key = stages.seen(key);
    let own = stages.ever(key).and_then(|stage| stage.name(l)).map(str::to_owned);
    own.or_else(|| try_text(l, &format!("orders-stage-{key}")).map(str::to_owned))
        .unwrap_or_else(|| key.to_string())
}

/// A line of a draft.
#[derive(Clone, Debug)]
pub struct DraftLineView {
    pub place: usize,
    pub sku: SkuId,
    pub product: Option<ProductId>,
    pub name: String,
    pub article: String,
    pub unit: String,
    pub step: Quantity,
    pub quantity: Quantity,
    pub comment: String,
    /// When it is wished, where that is said of it alone.
    pub wished: Option<Day>,
    pub price: Option<UnitPrice>,
    /// What is paid; `None` without a price or without the right.
    pub total: Option<Money>,
    /// The tax in it.
    pub vat: Option<Money>,
    pub rrp: Option<Money>,
    pub margin: Option<Result<Margin, NoMargin>>,
    pub findings: Vec<Finding>,
    /// What 1C puts in its place, where it isn't sold any more.
    pub instead: Option<Sellable>,
    /// What the form names it by.
    pub line_name: String,
    /// How it is made, where it is made to order.
    pub made: Option<MadeView>,
}

/// How goods of a draft's line are made, as one reader may see it.
#[derive(Clone, Debug)]
pub struct MadeView {
    pub said: Vec<Spoken>,
    /// For an address: the same choices for another line.
    pub token: String,
    /// What is still to be chosen.
    pub missing: Vec<String>,
    /// Working days of production.
    pub days: Option<i64>,
    /// How the price of one piece came about, for those who may see it.
    pub steps: Vec<Step>,
    pub currency: Currency,
    /// Where the model was replaced since: what it comes to by the one that is current.
    pub moved: Option<MovedView>,
}

/// What a newer model changes: of one piece.
#[derive(Clone, Debug)]
pub struct MovedView {
    pub price: Option<(Money, Money)>,
    pub rrp: Option<(Money, Money)>,
    /// What was chosen and can't be chosen any more.
    pub lost: Vec<String>,
    pub state: State,
}

impl MadeView {
    pub fn of(made: &Made, l: Locale, sight: Sight) -> MadeView {
        let made = made.told(l);
        let model = &made.edition.model;
        let missing = made
            .outcome
            .missing
            .iter()
            .filter_map(|place| model.parameters.get(*place));
        let moved = made.renewed().filter(|_| made.moved()).map(|(renewed, gone)| {
            let pair = |old: Option<UnitPrice>, new: Option<UnitPrice>| {
                let (old, new) = (old?.to_money(), new?.to_money());
                (old != new).then_some((old, new))
            };
            MovedView {
                price: pair(made.own.price, renewed.own.price).filter(|_| sight.purchase_price),
                rrp: pair(made.own.rrp, renewed.own.rrp),
                lost: gone
                    .iter()
                    .map(|code| model.parameter(code).map_or_else(|| code.clone(), |of| of.name.clone()))
                    .collect(),
                state: renewed.outcome.state(),
            }
        });
        MadeView {
            said: spoken(l, model, &made.choices),
            token: made.choices.token(),
            missing: missing.map(|parameter| parameter.name.clone()).collect(),
            days: made.outcome.days,
            steps: match sight.purchase_price {
                true => made.steps().0,
                false => Vec::new(),
            },
            currency: made.own.price.map_or(Currency::Rub, |price| price.currency),
            moved,
        }
    }
}

/// A difference between what somebody typed and what another saved, with the name of what it is about.
#[derive(Clone, Debug)]
pub struct ClashView {
    /// The goods of the line; `None` for a field.
    pub what: Option<String>,
    /// The two sides as people know them, where the stored values are ids.
    pub shown: Option<(String, String)>,
    pub clash: Clash,
}

/// The sums of a draft.
#[derive(Clone, Debug)]
pub struct DraftTotals {
    pub lines: usize,
    pub quantity: Quantity,
    pub sum: Option<Money>,
    pub vat: Option<Money>,
    pub vat_by_rate: Vec<VatShare>,
    pub total: Option<Money>,
    pub rrp: Option<Money>,
    pub margin: Option<Result<Margin, NoMargin>>,
    pub cargo: Cargo,
    pub vat_mode: Option<VatMode>,
    pub book: u64,
    /// May it be submitted as it stands?
    pub sound: bool,
    /// Working days of what takes longest to make.
    pub days: Option<i64>,
}

/// A draft as one reader sees it.
pub struct DraftView {
    pub draft: Draft,
    pub lines: Vec<DraftLineView>,
    pub totals: Option<DraftTotals>,
    /// The dealer's open contracts with the names of their legal entities.
    pub contracts: Vec<(Arc<Contract>, String)>,
    pub dealer: String,
    pub sight: Sight,
}

/// A dealer's open contracts with the names of their legal entities.
pub fn contracts_of(tx: &impl Reader, dealer: DealerId) -> Result<Vec<(Arc<Contract>, String)>, Error> {
    let mut contracts = Vec::new();
    for contract in super::Deal::contracts(tx, dealer)? {
        let entity = tx.get::<LegalEntity>(&contract.entity)?.map(|entity| entity.name);
        contracts.push((contract, entity.unwrap_or_default()));
    }
    Ok(contracts)
}

impl DraftView {
    pub fn of(tx: &impl Reader, sheet: Worksheet, l: Locale, sight: Sight) -> Result<DraftView, Error> {
        let contracts = contracts_of(tx, sheet.draft.dealer)?;
        let dealer = tx
            .get::<Dealer>(&sheet.draft.dealer)?
            .map(|dealer| dealer.name)
            .unwrap_or_default();
        let mut lines: Vec<DraftLineView> = (0..sheet.draft.lines.len())
            .map(|at| line_view(&sheet, at, l, sight))
            .collect();
        for line in lines
            .iter_mut()
            .filter(|line| line.findings.contains(&Finding::Removed))
        {
            line.instead = instead_of(tx, line.sku, 1)?.pop();
        }
        let days = sheet.made.iter().flatten().filter_map(|made| made.outcome.days).max();
        let mut totals = sheet.calculation.as_ref().map(|calculation| totals(calculation, sight));
        totals.iter_mut().for_each(|totals| totals.days = days);
        Ok(DraftView {
            lines,
            totals,
            contracts,
            dealer,
            sight,
            draft: sheet.draft,
        })
    }
}

fn line_view(sheet: &Worksheet, at: usize, l: Locale, sight: Sight) -> DraftLineView {
    let (line, item) = (&sheet.draft.lines[at], &sheet.items[at]);
    let priced = sheet.calculation.as_ref().map(|calculation| &calculation.lines[at]);
    let price = priced.and_then(|line| line.price).filter(|_| sight.purchase_price);
    DraftLineView {
        place: at,
        sku: line.sku,
        product: item.as_ref().map(|item| item.product),
        name: item.as_ref().map(|item| item.name.clone()).unwrap_or_default(),
        article: item.as_ref().map(|item| item.article.clone()).unwrap_or_default(),
        unit: item.as_ref().map(|item| item.unit.name.clone()).unwrap_or_default(),
        step: item.as_ref().map(|item| item.step).unwrap_or_default(),
        quantity: line.quantity,
        comment: line.comment.clone(),
        wished: line.wished,
        price: price.map(|price| price.offer.of_unit()),
        total: price.map(|price| price.total),
        vat: price.map(|price| price.vat),
        rrp: priced.and_then(|line| line.rrp).map(|rrp| rrp.total),
        margin: priced.filter(|_| sees_margin(sight)).map(|line| line.margin),
        findings: priced.map(|line| line.findings.clone()).unwrap_or_default(),
        instead: None,
        line_name: line_name(line),
        made: sheet.made[at].as_ref().map(|made| MadeView::of(made, l, sight)),
    }
}

fn totals(calculation: &Calculation, sight: Sight) -> DraftTotals {
    let totals = &calculation.totals;
    let seen = |sum: Money| Some(sum).filter(|_| sight.purchase_price);
    DraftTotals {
        lines: totals.lines,
        quantity: totals.quantity,
        sum: seen(totals.sum),
        vat: seen(totals.vat),
        vat_by_rate: if sight.purchase_price {
            totals.vat_by_rate.clone()
        } else {
            Vec::new()
        },
        total: seen(totals.total),
        rrp: totals.rrp,
        margin: Some(totals.margin).filter(|_| sees_margin(sight)),
        cargo: Cargo::of_draft(totals),
        vat_mode: calculation.vat_mode,
        book: calculation.book,
        sound: calculation.is_sound(),
        days: None,
    }
}

/// A row of the list of drafts.
#[derive(Clone, Debug)]
pub struct DraftRow {
    pub id: DraftId,
    pub name: String,
    pub author: String,
    pub dealer: Option<String>,
    pub lines: usize,
    /// What is noted on it.
    pub comment: String,
    pub changed: Moment,
    /// What other modules put at it.
    pub marks: Vec<maud::Markup>,
}

/// A row of the list of orders.
#[derive(Clone, Debug)]
pub struct OrderRow {
    pub number: OrderNumber,
    pub name: String,
    pub look: Look,
    /// Of the stage that it really is in: for what is late.
    pub kind: Kind,
    pub stage: String,
    /// For those who see several dealers.
    pub dealer: Option<String>,
    pub buyer: String,
    pub created: Moment,
    pub planned: Option<Day>,
    /// The day promised before, when it moved.
    pub promised_before: Option<Day>,
    /// A change waits for an answer: that of the reader's side, or of the other one.
    pub turn: Option<bool>,
    pub margin: Option<Result<Margin, NoMargin>>,
    pub total: Option<Money>,
    /// What other modules have put at this order.
    pub marks: Vec<maud::Markup>,
}

impl OrderRow {
    pub fn of(
        tx: &ReadTx,
        l: Locale,
        order: &Order,
        stages: &StageLine,
        sight: Sight,
        with_dealer: bool,
    ) -> Result<OrderRow, Error> {
        let dealer = match with_dealer {
            true => tx.shared::<Dealer>(&order.dealer)?.map(|dealer| dealer.name.clone()),
            false => None,
        };
        let buyer = tx
            .shared::<LegalEntity>(&order.buyer)?
            .map(|entity| entity.name.clone())
            .unwrap_or_default();
        let before = order.promises.iter().rev().nth(1).map(|promise| promise.day);
        let look = stages.look(&order.stage, order.kind);
        Ok(OrderRow {
            number: order.number,
            name: order.name.clone(),
            kind: look.kind,
            look,
            stage: stage_name(l, stages, &order.stage),
            dealer,
            buyer,
            created: order.created,
            planned: order.planned,
            promised_before: before.filter(|before| Some(*before) != order.planned),
            turn: turn(order, tx.scope().is_staff()),
            margin: Some(order.margin()).filter(|_| sees_margin(sight)),
            total: Some(order.totals.total).filter(|_| sight.purchase_price),
            marks: Vec::new(),
        })
    }
}

/// Whose answer an order waits for: the reader's side comes first where both have to move.
fn turn(order: &Order, staff: bool) -> Option<bool> {
    let waits_for = |of_dealer| standstill(order, of_dealer) == Some(None);
    match (waits_for(!staff), waits_for(staff)) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    }
}

/// A line of an order.
#[derive(Clone, Debug)]
pub struct OrderLineView<'o> {
    /// Among the lines of the order, from 0.
    pub place: usize,
    pub product: ProductId,
    pub name: &'o str,
    pub article: &'o str,
    pub unit: &'o str,
    pub quantity: Quantity,
    pub comment: &'o str,
    pub price: Option<UnitPrice>,
    pub total: Option<Money>,
    pub rrp: Option<Money>,
    pub margin: Option<Result<Margin, NoMargin>>,
    /// What other modules have put at this line.
    pub marks: Vec<maud::Markup>,
    /// When it is wished and promised, where lines differ in that.
    pub dates: Option<maud::Markup>,
    /// How it is made, where it is made to order.
    pub made: Option<&'o Settled>,
    /// How its price came about: for those who see prices.
    pub steps: &'o [Step],
    /// Its price was agreed by hand: for those who see prices.
    pub bargain: Option<super::Bargain>,
    pub currency: Currency,
}

impl<'o> OrderLineView<'o> {
    /// `dates`: when it is wished and promised, in words of the reader.
    pub fn of(place: usize, line: &'o OrderLine, sight: Sight, dates: Option<maud::Markup>) -> OrderLineView<'o> {
        let offer = crate::modules::catalogue::PriceOffer {
            price: line.price,
            factor: line.factor,
        };
        OrderLineView {
            place,
            product: line.product,
            name: &line.name,
            article: &line.article,
            unit: &line.unit,
            quantity: line.quantity,
            comment: &line.comment,
            price: Some(offer.of_unit()).filter(|_| sight.purchase_price),
            total: Some(line.total).filter(|_| sight.purchase_price),
            rrp: line.rrp,
            margin: Some(line.margin()).filter(|_| sees_margin(sight)),
            marks: Vec::new(),
            dates,
            made: line.configuration.as_ref(),
            steps: match &line.configuration {
                // A share of another price type would tell what others pay.
                Some(settled) if sight.purchase_price && !Settled::is_share(&settled.steps) => &settled.steps,
                _ => &[],
            },
            bargain: line.bargain.filter(|_| sight.purchase_price),
            currency: line.total.currency,
        }
    }
}

/// The parties of an order by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Parties {
    pub dealer: String,
    pub buyer: String,
    pub buyer_tax_id: String,
    pub seller: String,
    pub seller_tax_id: String,
    pub contract: String,
    pub contract_day: Option<Day>,
}

impl Parties {
    pub fn of(tx: &ReadTx, order: &Order) -> Result<Parties, Error> {
        let mut parties = Parties::default();
        if let Some(dealer) = tx.shared::<Dealer>(&order.dealer)? {
            parties.dealer = dealer.name.clone();
        }
        if let Some(buyer) = tx.shared::<LegalEntity>(&order.buyer)? {
            (parties.buyer, parties.buyer_tax_id) = (buyer.name.clone(), buyer.requisites.tax_id.clone());
        }
        if let Some(seller) = tx.shared::<OwnEntity>(&order.seller)? {
            (parties.seller, parties.seller_tax_id) = (seller.name.clone(), seller.requisites.tax_id.clone());
        }
        if let Some(contract) = tx.shared::<Contract>(&order.contract)? {
            (parties.contract, parties.contract_day) = (contract.number.clone(), Some(contract.day));
        }
        Ok(parties)
    }
}

/// What happened to an order: a sentence, who and when, and where to ask what differed.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    pub said: String,
    pub side: Side,
    /// The person, as called then; empty for 1C and the cabinet.
    pub who: String,
    /// For whom the person acted.
    pub behalf: Option<String>,
    pub at: Moment,
    pub kind: String,
    /// The journal's numbers of the version before and of this one.
    pub change: Option<(u64, u64)>,
}
