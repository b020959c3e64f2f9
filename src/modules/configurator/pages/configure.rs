//! The page where a product is configured: from the catalogue, within a draft, and for trying a model out.
//!
//! It keeps nothing: what is chosen stands in the address, so that it can be gone back to, sent on, and compared.

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::IntoResponse;

use crate::modules::catalogue::{
    Asked, Calculation, Deal, Filling, LinePrice, Margin, NoMargin, PriceType, PriceTypeId, PriceUse, Prices, Product,
    ProductId, Sellable, Sku, TYPES_MAX, queries as goods,
};
use crate::modules::configurator::model::{Choices, Chosen, Model, Nearest, State, Step, nearest};
use crate::modules::configurator::{Configuration, Edition, Made, queries, spoken, views};
use crate::modules::dealers::Contract;
use crate::platform::error::Error;
use crate::platform::i18n::parse_quantity;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Currency, Id, Message, Money, Quantity};
use crate::platform::web::{Cx, Outcome, PageHead, segment};
use crate::tr;

/// Variants beside the one that is open.
pub const VARIANTS_MAX: usize = 3;
/// The id of the form: buttons outside of it name it.
pub const FORM: &str = "configuring";

/// A line of a draft that is configured anew.
#[derive(Clone, Debug)]
pub struct LineAt {
    pub place: usize,
    pub version: u32,
    pub quantity: Quantity,
    pub configuration: Option<Configuration>,
}

/// Where the page stands.
pub enum Stand {
    Catalogue,
    Draft(Filling, Option<LineAt>),
    /// A change of an order that was sent, and the version of the order that it is typed over.
    Order(Filling, Option<LineAt>, u32),
    /// An administrator tries a model out: nothing can be ordered.
    Preview,
}

impl Stand {
    /// What is filled.
    pub fn filling(&self) -> Option<&Filling> {
        match self {
            Stand::Draft(filling, _) | Stand::Order(filling, ..) => Some(filling),
            Stand::Catalogue | Stand::Preview => None,
        }
    }

    /// The line that is configured anew.
    pub fn line(&self) -> Option<&LineAt> {
        match self {
            Stand::Draft(_, line) | Stand::Order(_, line, _) => line.as_ref(),
            Stand::Catalogue | Stand::Preview => None,
        }
    }
}

/// What the page is about.
pub struct Counter {
    pub product: Product,
    pub edition: Arc<Edition>,
    pub stand: Stand,
    /// The page's own address, without a question.
    pub address: String,
    pub deal: Option<Deal>,
    /// The contracts or price types to choose from, and the chosen one: ids with names.
    pub terms: Vec<(String, String)>,
    pub term: String,
    price_type: PriceTypeId,
    rrp_type: Option<PriceTypeId>,
    /// What the line said before, where the model is another by now.
    pub before: Option<Box<Made>>,
    start: Choices,
    quantity: Quantity,
}

/// What a reader of the page has chosen and typed.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    pub choices: Choices,
    /// What can't be read, by parameter.
    pub faults: HashMap<String, (String, Message)>,
    pub variants: Vec<Choices>,
    pub quantity: String,
}

/// The money of one configuration, cut down to what the reader may see.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub state: Option<State>,
    /// Of one piece, as the price type has it.
    pub price: Option<Money>,
    /// Of all pieces, as paid.
    pub line: Option<LinePrice>,
    pub rrp: Option<Money>,
    pub margin: Option<Result<Margin, NoMargin>>,
    pub steps: Vec<Step>,
    pub rrp_steps: Vec<Step>,
    pub days: Option<i64>,
    pub spans: Vec<(String, i64)>,
    pub weight_g: Option<i64>,
    pub volume: Option<i64>,
    pub papers: Vec<String>,
    /// Complete, and the price type has no figures in the model.
    pub unpriced: bool,
}

impl Counter {
    /// The counter of a product that is sold made to order.
    pub fn of(cx: &Cx, tx: &ReadTx, product: ProductId, stand: Stand) -> Result<Counter, Error> {
        let edition = queries::current(tx, product)?.ok_or(Error::NotFound)?;
        let address = match stand.filling() {
            Some(filling) => format!("{}/configure/{product}", filling.address),
            None => format!("/products/{product}/configuration"),
        };
        Counter::over(cx, tx, edition, stand, address)
    }

    pub fn over(cx: &Cx, tx: &ReadTx, edition: Arc<Edition>, stand: Stand, address: String) -> Result<Counter, Error> {
        let product = goods::product(tx, edition.product)?.ok_or(Error::NotFound)?;
        if !product.is_on_sale() && !matches!(stand, Stand::Preview) {
            return Err(Error::NotFound);
        }
        // Read in the reader's language; what is ordered is calculated from the edition as it is stored.
        let edition = edition.told(cx.locale);
        let mut counter = Counter {
            start: edition.model.initial(),
            product,
            edition,
            address,
            deal: None,
            terms: Vec::new(),
            term: String::new(),
            price_type: Id::NIL,
            rrp_type: None,
            before: None,
            quantity: Quantity::ONE,
            stand: Stand::Preview,
        };
        counter.under(cx, tx, &stand)?;
        if let Some(line) = stand.line() {
            counter.quantity = line.quantity;
            if let Some(configuration) = &line.configuration {
                counter.start = configuration.choices.fitting(&counter.edition.model).0;
                if configuration.edition != counter.edition.number {
                    let old = queries::edition(tx, counter.product.id, configuration.edition)?;
                    counter.before =
                        old.map(|old| Box::new(counter.made_of(old.told(cx.locale), &configuration.choices)));
                }
            }
        }
        counter.stand = stand;
        Ok(counter)
    }

    /// Under which terms prices stand: the draft's contract, a dealer's own, or a price type for staff.
    fn under(&mut self, cx: &Cx, tx: &ReadTx, stand: &Stand) -> Result<(), Error> {
        let book = cx.part::<Prices>().current();
        let today = cx.access.now().day_in(&cx.services().zone);
        let mut told = query_pairs(cx)?.into_iter().chain(cx.form_pairs()?);
        let asked = told.find(|(name, _)| name == "terms").map(|(_, term)| term);
        let (dealer, only) = match stand {
            Stand::Draft(filling, _) | Stand::Order(filling, ..) => (Some(filling.dealer), Some(filling.contract)),
            Stand::Catalogue => (cx.access.scope().dealer(), None),
            Stand::Preview => (None, None),
        };
        if let Some(dealer) = dealer {
            let contracts = Deal::contracts(tx, dealer)?;
            let chosen: Option<Id<Contract>> = match only {
                Some(contract) => contract,
                None => asked
                    .and_then(|id| id.parse().ok())
                    .or(contracts.first().map(|contract| contract.id)),
            };
            let contract = contracts.iter().find(|contract| Some(contract.id) == chosen).cloned();
            if only.is_none() && contracts.len() > 1 {
                let named = contracts
                    .iter()
                    .map(|contract| (contract.id.to_string(), contract.number.clone()));
                self.terms = named.collect();
            }
            if let Some(contract) = contract {
                self.term = contract.id.to_string();
                self.deal = Deal::of(tx, &book, contract, today)?;
            }
            self.price_type = self.deal.as_ref().map_or(Id::NIL, |deal| deal.price_type);
            self.rrp_type = match &self.deal {
                Some(deal) => deal.rrp_type,
                None => book.rrp_type(Currency::Rub),
            };
            return Ok(());
        }
        // Staff looks at one of the model's own price types.
        let types: Vec<PriceType> = tx.list(TYPES_MAX)?;
        let purchase = |id: PriceTypeId| types.iter().any(|of| of.id == id && of.usage == PriceUse::Purchase);
        let columns: Vec<_> = self
            .edition
            .model
            .columns
            .iter()
            .filter(|column| purchase(column.price_type))
            .collect();
        let asked: Option<PriceTypeId> = asked.and_then(|id| id.parse().ok());
        let chosen = columns
            .iter()
            .find(|column| Some(column.price_type) == asked)
            .or(columns.first());
        if let Some(column) = chosen {
            (self.price_type, self.term) = (column.price_type, column.price_type.to_string());
            self.rrp_type = book.rrp_type(column.currency);
        }
        if columns.len() > 1 {
            self.terms = columns
                .iter()
                .map(|column| (column.price_type.to_string(), column.name.clone()))
                .collect();
        }
        Ok(())
    }

    pub fn model(&self) -> &Model {
        &self.edition.model
    }

    fn made_of(&self, edition: Arc<Edition>, choices: &Choices) -> Made {
        Made::of(
            edition,
            Some(Arc::clone(&self.edition)),
            choices.clone(),
            self.price_type,
            self.rrp_type,
        )
    }

    /// The choices evaluated and priced, as this reader may see it.
    pub fn figures(&self, cx: &Cx, choices: &Choices, quantity: Quantity) -> Figures {
        let made = self.made_of(Arc::clone(&self.edition), choices);
        self.seen(cx, &made, quantity)
    }

    pub fn seen(&self, cx: &Cx, made: &Made, quantity: Quantity) -> Figures {
        let sight = cx.access.sight();
        let (sees_price, sees_margin) = (sight.purchase_price, sight.purchase_price && sight.margin);
        let outcome = &made.outcome;
        let state = outcome.state();
        let price = outcome.price(self.price_type);
        let rrp = self.rrp_type.and_then(|of| outcome.price(of));
        let mut figures = Figures {
            state: Some(state),
            price: price.map(|priced| priced.total).filter(|_| sees_price),
            rrp: rrp.map(|priced| priced.total),
            // The steps of a share of another price type would tell what others pay.
            steps: price
                .filter(|_| sees_price)
                .map(|priced| match cx.access.is_staff() {
                    true => priced.steps.clone(),
                    false => priced.own_steps(),
                })
                .unwrap_or_default(),
            rrp_steps: rrp
                .map(|priced| match sees_margin {
                    true => priced.steps.clone(),
                    false => priced.own_steps(),
                })
                .unwrap_or_default(),
            days: outcome.days,
            spans: outcome.spans.clone(),
            weight_g: outcome.weight_g,
            volume: outcome.volume,
            papers: outcome.papers.clone(),
            unpriced: state == State::Complete && price.is_none(),
            ..Figures::default()
        };
        let Some(deal) = &self.deal else { return figures };
        let item = self.item();
        let mut own = made.own;
        // What is asked here is what it costs, not whether the line may go.
        own.finding = None;
        let asked = [Asked {
            sku: item.sku,
            item: Some(&item),
            quantity,
            own: Some(own),
        }];
        let book = cx.part::<Prices>().current();
        let line = Calculation::of(&asked, &deal.terms(), &*book).lines.remove(0);
        figures.line = line.price.filter(|_| sees_price);
        // The margin stands beside the price of one piece.
        let asked = [Asked {
            quantity: Quantity::ONE,
            ..asked[0]
        }];
        let one = Calculation::of(&asked, &deal.terms(), &*book).lines.remove(0);
        figures.margin = Some(one.margin).filter(|_| sees_margin && state == State::Complete);
        figures
    }

    pub fn item(&self) -> Sellable {
        Sellable::of(&self.product, &Sku::of_offer(&self.product.external))
    }

    /// The address with these choices in it.
    pub fn link(&self, asking: &Asking, choices: &Choices) -> String {
        let mut link = format!("{}?c={}", self.address, segment(choices.token()));
        for variant in &asking.variants {
            link.push_str(&format!("&v={}", segment(variant.token())));
        }
        if !asking.quantity.trim().is_empty() {
            link.push_str(&format!("&q={}", segment(asking.quantity.trim())));
        }
        for (name, value) in self.kept() {
            link.push_str(&format!("&{name}={}", segment(value)));
        }
        link
    }

    /// What goes along with every form and link of the page.
    pub fn kept(&self) -> Vec<(&'static str, String)> {
        let mut kept = Vec::new();
        if let Some(line) = self.stand.line() {
            kept.push(("line", line.place.to_string()));
            kept.push(("version", line.version.to_string()));
        } else if let Stand::Order(_, None, version) = &self.stand {
            kept.push(("version", version.to_string()));
        }
        if !self.terms.is_empty() {
            kept.push(("terms", self.term.clone()));
        }
        kept
    }

    /// Where the line is sent; `None`: it can't be.
    pub fn adding(&self) -> Option<String> {
        match &self.stand {
            Stand::Draft(filling, _) | Stand::Order(filling, ..) => Some(format!("{}/configured", filling.address)),
            Stand::Catalogue => Some("/drafts/configured".to_owned()),
            Stand::Preview => None,
        }
    }

    /// What would come near, with what each changes in words.
    pub fn near(&self, cx: &Cx, choices: &Choices) -> Vec<(String, Nearest)> {
        let model = self.model();
        let words = |near: &Nearest| {
            let changes = near.changes.iter().filter_map(|(code, chosen)| {
                let parameter = model.parameter(code)?;
                let only = Choices::default().with(code, chosen.clone());
                let said = spoken(cx.locale, model, &only).pop();
                Some(match said {
                    Some(said) => format!("{}: {}", said.name, said.value),
                    None => tr!(cx.locale, "configurator-without", name = parameter.name.as_str()),
                })
            });
            changes.collect::<Vec<_>>().join(", ")
        };
        nearest(model, choices)
            .into_iter()
            .map(|near| (words(&near), near))
            .collect()
    }
}

fn query_pairs(cx: &Cx) -> Result<Vec<(String, String)>, Error> {
    cx.query()
}

impl Asking {
    /// What an address says; what it doesn't say is as the counter begins.
    fn of_query(cx: &Cx, counter: &Counter) -> Result<Asking, Error> {
        let mut asking = Asking {
            quantity: String::new(),
            ..Asking::default()
        };
        let mut told = false;
        for (name, value) in query_pairs(cx)? {
            match name.as_str() {
                "c" => (asking.choices, told) = (Choices::from_token(&value), true),
                "v" if asking.variants.len() < VARIANTS_MAX => asking.variants.push(Choices::from_token(&value)),
                "q" => asking.quantity = value.chars().take(40).collect(),
                _ => {}
            }
        }
        if !told {
            asking.choices = counter.start.clone();
        }
        if asking.quantity.is_empty() {
            asking.quantity = counter.quantity.to_string();
        }
        Ok(asking)
    }

    /// What the form says.
    pub fn of_form(model: &Model, pairs: &[(String, String)]) -> Asking {
        let mut asking = Asking::default();
        let mut typed: HashMap<&str, Vec<&str>> = HashMap::new();
        for (name, value) in pairs {
            match name.as_str() {
                "v" if asking.variants.len() < VARIANTS_MAX => asking.variants.push(Choices::from_token(value)),
                "q" => asking.quantity = value.chars().take(40).collect(),
                name => {
                    if let Some(code) = name.strip_prefix("o.") {
                        typed.entry(code).or_default().push(value);
                    }
                }
            }
        }
        for parameter in &model.parameters {
            let Some(values) = typed.get(parameter.code.as_str()) else {
                continue;
            };
            match Chosen::read(parameter, values) {
                Ok(chosen) => asking.choices.set(&parameter.code, chosen),
                Err(error) => {
                    let typed = values
                        .first()
                        .map(|typed| typed.chars().take(80).collect())
                        .unwrap_or_default();
                    asking.faults.insert(parameter.code.clone(), (typed, error.message()));
                }
            }
        }
        asking
    }

    /// The quantity, or what is wrong with it.
    pub fn pieces(&self) -> Result<Quantity, Message> {
        match self.quantity.trim() {
            "" => Ok(Quantity::ONE),
            typed => parse_quantity(typed).map_err(|error| error.message()),
        }
    }

    /// Does what a button asks: copies, opens, drops a variant, or takes a suggestion.
    fn act(&mut self, act: &str) {
        if act == "copy" {
            if self.variants.len() < VARIANTS_MAX {
                self.variants.push(self.choices.clone());
            }
        } else if let Some(token) = act.strip_prefix("set-") {
            self.choices = Choices::from_token(token);
        } else if let Some(place) = act.strip_prefix("open-").and_then(|place| place.parse::<usize>().ok()) {
            if let Some(variant) = self.variants.get_mut(place) {
                std::mem::swap(variant, &mut self.choices);
            }
        } else if let Some(place) = act.strip_prefix("drop-").and_then(|place| place.parse::<usize>().ok())
            && place < self.variants.len()
        {
            self.variants.remove(place);
        }
    }
}

pub async fn page(cx: Cx) -> Outcome {
    let counter = counter(&cx)?;
    show(&cx, &counter)
}

pub async fn change(cx: Cx) -> Outcome {
    let counter = counter(&cx)?;
    answer(&cx, &counter)
}

fn counter(cx: &Cx) -> Result<Counter, Error> {
    let tx = cx.access.read()?;
    Counter::of(cx, &tx, cx.param("id")?, Stand::Catalogue)
}

/// The page by its address.
pub fn show(cx: &Cx, counter: &Counter) -> Outcome {
    let asking = Asking::of_query(cx, counter)?;
    cx.page(head(counter), views::configure::page(cx, counter, &asking))
}

fn head(counter: &Counter) -> PageHead<'_> {
    PageHead {
        title: &counter.product.name,
        current: match &counter.stand {
            Stand::Catalogue => "/catalogue",
            Stand::Draft(..) => "/drafts",
            Stand::Order(..) => "/orders",
            Stand::Preview => super::HERE,
        },
    }
}

/// What a form comes to: its figures under htmx, else the page at its new address, or again with what can't be read.
pub fn answer(cx: &Cx, counter: &Counter) -> Outcome {
    let pairs = cx.form_pairs()?;
    let mut asking = Asking::of_form(counter.model(), &pairs);
    let act = pairs.iter().find(|(name, _)| name == "do").map(|(_, act)| act.as_str());
    if let Some(act) = act {
        asking.act(act);
    }
    if cx.is_htmx() {
        let parts = views::configure::calculated(cx, counter, &asking);
        return Ok(([("hx-reswap", "none")], parts).into_response());
    }
    let readable = asking.faults.is_empty() && asking.pieces().is_ok();
    match readable || act.is_some() {
        true => cx.redirect(&counter.link(&asking, &asking.choices)),
        false => unreadable(cx, counter, &asking),
    }
}

/// The page again, with what was typed and why it can't be taken.
pub fn unreadable(cx: &Cx, counter: &Counter, asking: &Asking) -> Outcome {
    cx.page_unprocessable(head(counter), views::configure::page(cx, counter, asking))
}

/// The page again with a sentence above it.
pub fn refused(cx: &Cx, counter: &Counter, asking: &Asking, why: &str) -> Outcome {
    let body = views::configure::with_alert(cx, counter, asking, why);
    let mut answer = cx.page_unprocessable(head(counter), body)?;
    *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(answer)
}
