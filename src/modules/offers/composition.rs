//! How an offer is put together: what was chosen in the form, over the lines of its sources. Pure but for reading.

use std::collections::HashMap;

use super::pricing::{self, Rounding, Rule};
use super::public::{PublicLine, PublicVariant};
use super::sheet::{Sheet, SheetLine};
use super::{LineCost, VariantCosts};
use crate::modules::catalogue::{SkuId, VatCase, VatRegime, VatShare, VatTable};
use crate::modules::dealers::{Country, LegalEntity};
use crate::platform::access::Sight;
use crate::platform::i18n::parse_money;
use crate::platform::values::{Day, Locale, Message, Money, Percent, VatRate};

/// What the client is shown beside prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// In what language the client reads.
    pub locale: Locale,
    pub articles: bool,
    pub pictures: bool,
    pub comments: bool,
    /// The recommended price, struck out where the offer's is lower.
    pub before: bool,
}

/// How the dealer's company sells: it decides the tax.
pub struct Tax<'a> {
    pub table: &'a VatTable,
    pub regime: VatRegime,
    pub country: Country,
    pub day: Day,
}

impl Tax<'_> {
    pub fn of<'a>(table: &'a VatTable, regime: VatRegime, entity: Option<&LegalEntity>, day: Day) -> Tax<'a> {
        Tax {
            table,
            regime,
            country: entity.map_or(Country::Ru, |entity| entity.country),
            day,
        }
    }

    fn rate(&self, line: &SheetLine) -> Option<VatRate> {
        let case = VatCase {
            seller: self.country,
            regime: self.regime,
            destination: self.country,
            day: self.day,
        };
        self.table.rate(&case, line.class)
    }
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub place: usize,
    pub text: Message,
}

/// A line of a variant as the form shows it.
#[derive(Clone, Debug)]
pub struct PricedLine {
    pub typed: TypedLine,
    /// The rule of the line's own.
    pub rule: Option<Rule>,
    /// By it, or by the variant's.
    pub ruled: Option<Money>,
    pub price: Option<Money>,
    pub sum: Option<Money>,
    pub vat: Option<(VatRate, Money)>,
    pub own: Option<Money>,
    pub fault: Option<Message>,
}

/// A variant with its prices.
pub struct Priced {
    pub rule: Option<Rule>,
    pub lines: Vec<PricedLine>,
    /// `None` while a line has no price.
    pub total: Option<Money>,
    /// What the dealer pays; `None` where it is unknown, or not the reader's to know.
    pub purchase: Option<Money>,
    pub vat: Vec<VatShare>,
}

impl Priced {
    pub fn is_sound(&self) -> bool {
        self.rule.is_some() && !self.lines.is_empty() && self.total.is_some() && self.faults().next().is_none()
    }

    pub fn faults(&self) -> impl Iterator<Item = &Message> {
        self.lines.iter().filter_map(|line| line.fault.as_ref())
    }

    /// (price - purchase) / price.
    pub fn margin(&self) -> Option<Percent> {
        let (total, purchase) = (self.total?, self.purchase?);
        Percent::share(total.subtract(purchase).ok()?.minor, total.minor)
    }

    /// (price - purchase) / purchase.
    pub fn markup(&self) -> Option<Percent> {
        let (total, purchase) = (self.total?, self.purchase?);
        Percent::share(total.subtract(purchase).ok()?.minor, purchase.minor)
    }

    pub fn earned(&self) -> Option<Money> {
        self.total?.subtract(self.purchase?).ok()
    }
}

/// What was typed for a single line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedLine {
    /// The code of a rule of the line's own; empty: by the variant's, or at the price in `value`.
    pub rule: String,
    /// The price of a unit, or the rule's percent.
    pub value: String,
    /// The rule and the value that the page was drawn with.
    pub drawn: Option<(String, String)>,
}

impl TypedLine {
    /// A percent is no price, nor a price a percent: where one was chosen instead of the other and the figure is still
    /// that which stood there, it is nobody's word.
    pub fn settle(&mut self) {
        if let Some((rule, value)) = self.drawn.take()
            && rule.is_empty() != self.rule.is_empty()
            && value == self.value
        {
            self.value.clear();
        }
    }
}

/// By the place and the goods that it was typed for.
pub type Typed = HashMap<(usize, SkuId), TypedLine>;

/// Prices a variant for a reader. Who doesn't see purchase prices prices by RRP alone, and below it: so no result tells
/// one.
pub fn priced(
    sheet: &Sheet,
    rule: Option<Rule>,
    rounding: Rounding,
    typed: &Typed,
    tax: &Tax<'_>,
    sight: Sight,
) -> Priced {
    let sees = super::sees_costs(sight);
    let rule = rule.filter(|rule| rule.is_open_to(sees));
    let mut priced = Priced {
        rule,
        lines: Vec::with_capacity(sheet.lines.len()),
        total: Some(Money::zero(sheet.currency)),
        purchase: sees.then(|| Money::zero(sheet.currency)),
        vat: Vec::new(),
    };
    for (place, line) in sheet.lines.iter().enumerate() {
        let typed = typed.get(&(place, line.sku)).cloned().unwrap_or_default();
        let found = priced_line(sheet, line, rule, rounding, typed, tax, sees);
        let plus = |sum: Option<Money>, more: Option<Money>| sum.zip(more).and_then(|(sum, more)| sum.add(more).ok());
        priced.total = plus(priced.total, found.sum);
        priced.purchase = plus(priced.purchase, line.purchase);
        if let (Some(sum), Some((rate, vat))) = (found.sum, found.vat) {
            add_share(&mut priced.vat, rate, sum, vat);
        }
        priced.lines.push(found);
    }
    priced
}

fn add_share(shares: &mut Vec<VatShare>, rate: VatRate, total: Money, vat: Money) {
    match shares.iter_mut().find(|share| share.rate == rate) {
        // Each line is far below what fits, and there are at most a thousand.
        Some(share) => {
            share.total.minor = share.total.minor.saturating_add(total.minor);
            share.vat.minor = share.vat.minor.saturating_add(vat.minor);
        }
        None => shares.push(VatShare { rate, total, vat }),
    }
}

fn priced_line(
    sheet: &Sheet,
    line: &SheetLine,
    rule: Option<Rule>,
    rounding: Rounding,
    typed: TypedLine,
    tax: &Tax<'_>,
    sees: bool,
) -> PricedLine {
    let chosen = own_rule(&typed, sees);
    let of_line = chosen.as_ref().ok().copied().flatten();
    let rule = of_line.or(rule);
    let ruled = rule.and_then(|rule| rule.price(&line.basis, rounding));
    let mut found = PricedLine {
        typed,
        rule: of_line,
        ruled,
        price: None,
        sum: None,
        vat: None,
        own: None,
        fault: None,
    };
    let price = match (chosen, found.typed.value.trim()) {
        (Err(fault), _) => Err(fault),
        (Ok(None), value) if !value.is_empty() => {
            own_price(sheet, line, value, sees).inspect(|own| found.own = Some(*own))
        }
        (Ok(_), _) => ruled.ok_or_else(|| no_price(line, rule, sees)),
    };
    let price = match price {
        Ok(price) => price,
        Err(fault) => {
            found.fault = Some(fault);
            return found;
        }
    };
    let Some(rate) = tax.rate(line) else {
        found.fault = Some(Message::new("offers-line-no-vat"));
        return found;
    };
    match pricing::line(price, line.quantity, rate) {
        Ok((sum, vat)) => {
            found.price = Some(price);
            found.sum = Some(sum);
            found.vat = Some((rate, vat));
        }
        Err(_) => found.fault = Some(Message::new("offers-line-large")),
    }
    found
}

/// The rule that a line was given instead of the variant's. Whoever sees no purchase price is refused what would tell one.
fn own_rule(typed: &TypedLine, sees: bool) -> Result<Option<Rule>, Message> {
    if typed.rule.is_empty() {
        return Ok(None);
    }
    match Rule::parse(&typed.rule, typed.value.trim())? {
        rule if rule.is_open_to(sees) => Ok(Some(rule)),
        _ => Err(Message::new("offers-rule-hidden")),
    }
}

/// Why the rule gives a line no price.
fn no_price(line: &SheetLine, rule: Option<Rule>, sees: bool) -> Message {
    match rule {
        Some(rule) if rule.is_by_purchase() => Message::new("offers-line-no-purchase"),
        Some(_) if line.basis.rrp.is_none() && sees => Message::new("offers-line-no-rrp"),
        Some(_) => Message::new("offers-line-no-rrp-blind"),
        None => Message::new("offers-line-no-rule"),
    }
}

/// A price that was typed for one line.
fn own_price(sheet: &Sheet, line: &SheetLine, typed: &str, sees: bool) -> Result<Money, Message> {
    let price = parse_money(typed, sheet.currency).map_err(|error| error.message())?;
    if price.minor <= 0 {
        return Err(Message::new("offers-line-not-positive"));
    }
    let Some(rrp) = line.basis.rrp.filter(|_| !sees) else {
        return match sees {
            true => Ok(price),
            false => Err(Message::new("offers-line-no-rrp-blind")),
        };
    };
    match price.minor <= rrp.to_money().minor {
        true => Ok(price),
        false => Err(Message::new("offers-line-above-rrp").with("rrp", rrp.to_money())),
    }
}

/// The variant as the client reads it, and what its prices were made of. `None` while something is missing.
pub fn settled(name: &str, sheet: &Sheet, priced: &Priced, shown: Shown) -> Option<(PublicVariant, VariantCosts)> {
    let rule = priced.rule?;
    let mut lines = Vec::with_capacity(sheet.lines.len());
    let mut costs = Vec::with_capacity(sheet.lines.len());
    for (line, found) in sheet.lines.iter().zip(&priced.lines) {
        let (price, sum, (vat_rate, vat)) = (found.price?, found.sum?, found.vat?);
        let rrp = line.basis.rrp.map(|rrp| rrp.to_money());
        lines.push(PublicLine {
            name: line.name.clone(),
            article: kept(shown.articles, &line.article),
            unit: line.unit.clone(),
            quantity: line.quantity,
            price,
            sum,
            vat_rate,
            vat,
            before: rrp.filter(|rrp| shown.before && rrp.minor >= price.minor),
            picture: line.picture.filter(|_| shown.pictures),
            comment: words(shown, line),
        });
        costs.push(LineCost {
            sku: line.sku,
            quantity: line.quantity,
            basis: line.basis,
            purchase: line.purchase,
            made: line.making.is_some(),
            configuration: line.making.as_ref().map(|making| making.configuration.clone()),
            rule: found.rule,
            own: found.own,
        });
    }
    let variant = PublicVariant {
        name: name.to_owned(),
        lines,
        total: priced.total?,
        vat: priced.vat.clone(),
    };
    let costs = VariantCosts {
        rule,
        contract: sheet.contract,
        book: sheet.book,
        lines: costs,
    };
    Some((variant, costs))
}

/// How it is made is what the client buys; the dealer's own notes go along only where they are meant to.
fn words(shown: Shown, line: &SheetLine) -> String {
    let making = line.making.as_ref().map(|making| match shown.locale {
        Locale::Ru => making.words.clone(),
        Locale::En => making.english.clone(),
    });
    let parts = [making.unwrap_or_default(), kept(shown.comments, &line.comment)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(". ")
}

fn kept(shown: bool, text: &str) -> String {
    if shown { text.to_owned() } else { String::new() }
}
