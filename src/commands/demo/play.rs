//! Plays planned orders moment by moment through the actions of the orders module, with the accesses of those who act.
//!
//! Each deed has its own moment: the clock is set when the deed begins, and its write takes the time then. Deeds of
//! different orders are played side by side, so that many share one flush: the journal is in the order of each order's
//! life, and of the year but for some days.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use anyhow::Context;
use jiff::ToSpan;
use parking_lot::Mutex;

use super::dice::Dice;
use super::material::{Archetype, Goods, Material};
use super::parties::{Cast, broken};
use super::plan::{Deed, Planned};
use crate::modules::catalogue::queries::by_article;
use crate::modules::catalogue::{Asked, Calculation, Deal, Prices, Sellable};
use crate::modules::dealers::Contract;
use crate::modules::orders::actions::{
    apply_from_1c, begin_draft, edit_draft, move_stage, promise, ship, submit, today,
};
use crate::modules::orders::{
    Delivery, DraftId, DraftLine, OneCOrder, OneCPlanned, Order, OrderNumber, Payment, Shipment, StageKey,
};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::ReadTx;
use crate::platform::values::{Moment, Money, Quantity};

/// Deeds that are played together: a week or two of the year.
const TOGETHER: usize = 96;

/// Where an order is.
#[derive(Clone, Default)]
struct State {
    draft: Option<(DraftId, u32)>,
    order: Option<(OrderNumber, u32, Money)>,
}

/// Everything a deed needs, shared.
pub struct Stage {
    pub services: Arc<Services>,
    pub material: Arc<Material>,
    /// By dealer: who enters orders, the manager, contracts, addresses.
    pub troupes: Vec<Troupe>,
    pub plans: Vec<Planned>,
    states: Vec<Mutex<State>>,
}

/// Those who act for one dealer.
pub struct Troupe {
    pub buyers: Vec<Access>,
    pub manager: Access,
    pub contracts: Vec<Contract>,
    pub dealer: crate::platform::values::DealerId,
    pub country: String,
    pub addresses: Vec<String>,
    pub recipient: Option<(String, String)>,
}

type Running = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send>>;

impl Stage {
    pub fn new(
        services: &Arc<Services>,
        material: &Arc<Material>,
        cast: &Cast,
        plans: Vec<Planned>,
    ) -> anyhow::Result<Stage> {
        let mut troupes = Vec::new();
        for dealer in &material.parties.dealer {
            let enters = |role: &str| matches!(role, "buyer" | "director");
            let people = dealer.person.iter().filter(|person| enters(&person.role));
            let manager = material
                .parties
                .staff
                .iter()
                .find(|person| person.key == dealer.manager);
            let recipient = material
                .year
                .recipient
                .iter()
                .find(|recipient| recipient.dealer == dealer.key);
            troupes.push(Troupe {
                buyers: people
                    .map(|person| cast.access(services, &person.email))
                    .collect::<anyhow::Result<_>>()?,
                manager: cast.access(services, &manager.context("a dealer's manager")?.email)?,
                contracts: cast.contracts.get(&dealer.key).cloned().unwrap_or_default(),
                dealer: cast.dealers[&dealer.key].id,
                country: dealer.country.clone(),
                addresses: material.year.addresses.get(&dealer.key).cloned().unwrap_or_default(),
                recipient: recipient.map(|recipient| (recipient.name.clone(), recipient.phone.clone())),
            });
        }
        Ok(Stage {
            services: Arc::clone(services),
            material: Arc::clone(material),
            troupes,
            states: plans.iter().map(|_| Mutex::default()).collect(),
            plans,
        })
    }

    /// Plays what happens from `from` (with it) to `until` (without it).
    pub async fn play(self: &Arc<Self>, from: Moment, until: Moment) -> anyhow::Result<()> {
        let mut deeds: Vec<(Moment, usize, usize)> = Vec::new();
        for (order, plan) in self.plans.iter().enumerate() {
            let due = plan
                .deeds
                .iter()
                .enumerate()
                .filter(|(_, (at, _))| *at >= from && *at < until);
            deeds.extend(due.map(|(number, (at, _))| (*at, order, number)));
        }
        deeds.sort_unstable();
        for together in deeds.chunks(TOGETHER) {
            self.begin(together).await?;
        }
        Ok(())
    }

    /// Plays deeds that follow each other: those of one order one after another, those of different orders side by side,
    /// begun in the order of their first deeds.
    async fn begin(self: &Arc<Self>, deeds: &[(Moment, usize, usize)]) -> anyhow::Result<()> {
        let mut chains: Vec<(usize, Vec<(Moment, usize)>)> = Vec::new();
        for (at, order, number) in deeds {
            match chains.iter_mut().find(|chain| chain.0 == *order) {
                Some(chain) => chain.1.push((*at, *number)),
                None => chains.push((*order, vec![(*at, *number)])),
            }
        }
        let running = chains.into_iter().map(|(order, chain)| {
            let stage = Arc::clone(self);
            Box::pin(async move { stage.chain(order, chain).await }) as Running
        });
        let mut running: Vec<Running> = running.collect();
        poll_fn(move |context| {
            let mut at = 0;
            while at < running.len() {
                match running[at].as_mut().poll(context) {
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Ready(Ok(())) => drop(running.remove(at)),
                    Poll::Pending => at += 1,
                }
            }
            if running.is_empty() {
                Poll::Ready(Ok(()))
            } else {
                Poll::Pending
            }
        })
        .await
    }

    /// All chains are polled by one task, and a deed asks the clock before it first waits: so the clock that is set here
    /// is the one that it sees.
    async fn chain(&self, order: usize, deeds: Vec<(Moment, usize)>) -> anyhow::Result<()> {
        for (at, number) in deeds {
            self.services.clock.set(at);
            let done = self.act(order, number).await;
            done.map_err(|error| {
                let deed = &self.plans[order].deeds[number].1;
                broken(&format!("order {order}, deed {deed:?}"), &error)
            })?;
        }
        Ok(())
    }

    async fn act(&self, order: usize, number: usize) -> Result<(), Error> {
        let plan = &self.plans[order];
        let troupe = &self.troupes[plan.dealer];
        let mut dice = plan.dice.clone();
        let author = if plan.by_staff {
            &troupe.manager
        } else {
            dice.pick(&troupe.buyers).unwrap_or(&troupe.manager)
        };
        let state = self.states[order].lock().clone();
        match (&plan.deeds[number].1, state) {
            (Deed::Begin, _) => {
                let draft = begin_draft(author, troupe.dealer, plan.name.clone()).await?;
                self.states[order].lock().draft = Some((draft.id, draft.version));
            }
            (
                Deed::Fill,
                State {
                    draft: Some((id, version)),
                    ..
                },
            ) => {
                let filled = self.fill(author, plan, troupe, &mut dice, id, version).await?;
                self.states[order].lock().draft = Some(filled);
            }
            (
                Deed::Submit,
                State {
                    draft: Some((id, version)),
                    ..
                },
            ) => {
                let book = self.services.part::<Prices>().current().number();
                let submitted = submit(author, id, version, book).await?;
                self.keep(order, &submitted);
            }
            (
                deed,
                State {
                    order: Some((name, version, total)),
                    ..
                },
            ) => {
                let by_one_c = plan.by_one_c || matches!(deed, Deed::Pay);
                if by_one_c {
                    self.one_c(order, name, total, deed).await?;
                } else {
                    let moved = by_hand(&troupe.manager, name, version, deed).await?;
                    self.keep(order, &moved);
                }
            }
            _ => return Err(Error::internal("a deed before its order")),
        }
        Ok(())
    }

    fn keep(&self, order: usize, saved: &Order) {
        self.states[order].lock().order = Some((saved.number, saved.version, saved.totals.total));
    }

    async fn fill(
        &self,
        author: &Access,
        plan: &Planned,
        troupe: &Troupe,
        dice: &mut Dice,
        id: DraftId,
        version: u32,
    ) -> Result<(DraftId, u32), Error> {
        let contract = dice.pick(&troupe.contracts).cloned().ok_or(Error::NotFound)?;
        let shop = Shop::of(author, &contract)?;
        let first = &self.material.year.archetype[plan.archetype];
        let all = std::iter::once(first).chain(&self.material.year.archetype);
        let mut lines = Vec::new();
        for archetype in all {
            lines = shop.lines(archetype, dice, &troupe.country, &self.material.year.comments.line)?;
            if !lines.is_empty() {
                break;
            }
        }
        let (way, carrier) = plan.delivery.clone();
        let (contact, phone) = troupe.recipient.clone().unwrap_or_default();
        let delivery = Delivery {
            way,
            carrier,
            address: dice.pick(&troupe.addresses).cloned().unwrap_or_default(),
            contact,
            phone,
            ..Delivery::default()
        };
        let (comment, wished) = (plan.comment.clone(), plan.wished);
        // Some want a part a week later.
        if let Some(day) = wished.filter(|day| day.day() % 4 == 0 && lines.len() > 2) {
            lines[1].wished = Some(day.saturating_add(7.days()));
        }
        let edited = edit_draft(author, id, Some(version), move |draft, at| {
            draft
                .with_parties(Some(contract.id), Some(contract.entity), at)?
                .with_lines(lines.clone(), at)?
                .with_notes(&comment, delivery.clone(), wished, at)
        })
        .await?;
        Ok((edited.id, edited.version))
    }

    /// What the exchange does when a document of 1C says so.
    async fn one_c(&self, order: usize, name: OrderNumber, total: Money, deed: &Deed) -> Result<(), Error> {
        let access = Access::system(&self.services, "exchange");
        let day = today(&access);
        let mut doc = OneCOrder {
            order: Some(name.to_string()),
            id: Some(uuid::Uuid::from_u128(0x1c00_0000_0000_4000_8000_0000_0000_0000 + order as u128).to_string()),
            number: Some(format!("UT00-{:06}", order + 1)),
            ..OneCOrder::default()
        };
        match deed {
            Deed::Stage { key, .. } => doc.stage = StageKey::new(key),
            Deed::Promise { day, reason } => {
                doc.planned = Some(OneCPlanned {
                    day: *day,
                    reason: reason.clone(),
                })
            }
            Deed::Ship { carrier, track, day } => doc.shipments.push(shipment(order, carrier, track, *day)),
            Deed::Pay => doc.payments.push(Payment {
                number: format!("{}", 100 + order),
                day: Some(day),
                sum: Some(total),
            }),
            Deed::Begin | Deed::Fill | Deed::Submit => return Err(Error::internal("1C begins no orders")),
        }
        access.write(move |write| apply_from_1c(write, &doc)).await?;
        Ok(())
    }
}

fn shipment(order: usize, carrier: &str, track: &str, day: crate::platform::values::Day) -> Shipment {
    Shipment {
        number: format!("{:06}", 400 + order),
        day: Some(day),
        carrier: carrier.to_owned(),
        track: track.to_owned(),
        sum: None,
    }
}

/// What a manager does where 1C isn't used.
async fn by_hand(manager: &Access, name: OrderNumber, version: u32, deed: &Deed) -> Result<Order, Error> {
    match deed {
        Deed::Stage { key, reason } => {
            let key = StageKey::new(key).ok_or(Error::NotFound)?;
            move_stage(manager, name, version, key, reason.clone()).await
        }
        Deed::Promise { day, reason } => promise(manager, name, version, *day, reason.clone()).await,
        Deed::Ship { carrier, track, day } => {
            let number = usize::try_from(name.sequence()).unwrap_or(0);
            ship(manager, name, version, shipment(number, carrier, track, *day)).await
        }
        Deed::Begin | Deed::Fill | Deed::Submit | Deed::Pay => Err(Error::internal("not a manager's deed")),
    }
}

/// The catalogue at the prices of a contract: only what can be ordered under it.
pub struct Shop {
    tx: ReadTx,
    deal: Deal,
    prices: Arc<crate::modules::catalogue::PriceBook>,
    month: i8,
}

impl Shop {
    pub fn of(access: &Access, contract: &Contract) -> Result<Shop, Error> {
        let prices = access.services().part::<Prices>().current();
        let (tx, day) = (access.read()?, today(access));
        let deal = Deal::of(&tx, &prices, Arc::new(contract.clone()), day)?.ok_or(Error::NotFound)?;
        Ok(Shop {
            tx,
            deal,
            prices,
            month: day.month(),
        })
    }

    fn lines(
        &self,
        archetype: &Archetype,
        dice: &mut Dice,
        country: &str,
        comments: &[String],
    ) -> Result<Vec<DraftLine>, Error> {
        let mut lines: Vec<DraftLine> = Vec::new();
        for goods in &archetype.lines {
            let in_season = goods.months.is_empty() || goods.months.contains(&self.month);
            let here = goods.countries.is_empty() || goods.countries.iter().any(|known| known == country);
            if !in_season || !here || !dice.percent(goods.chance.unwrap_or(100)) {
                continue;
            }
            let wanted = wanted(goods, dice);
            if wanted <= 0 {
                continue;
            }
            let Some(item) = self.item(&goods.article, goods.variant.as_deref(), Some(&mut *dice))? else {
                continue;
            };
            let quantity = Quantity::whole(wanted).round_up_to(item.step);
            if !self.is_priced(&item, quantity) || lines.iter().any(|line| line.sku == item.sku) {
                continue;
            }
            let said = if dice.percent(6) {
                dice.pick(comments).cloned()
            } else {
                None
            };
            lines.push(DraftLine {
                sku: item.sku,
                quantity,
                comment: goods.note.clone().or(said).unwrap_or_default(),
                configuration: None,
                wished: None,
            });
        }
        Ok(lines)
    }

    /// One of the variants that the article means: the named one, or any.
    pub fn item(
        &self,
        article: &str,
        variant: Option<&str>,
        dice: Option<&mut Dice>,
    ) -> Result<Option<Sellable>, Error> {
        let mut found = by_article(&self.tx, article, 50)?;
        if let Some(variant) = variant {
            found.retain(|item| item.name.contains(variant));
        }
        Ok(match dice {
            Some(dice) => dice.pick(&found).cloned(),
            None => found.into_iter().next(),
        })
    }

    fn is_priced(&self, item: &Sellable, quantity: Quantity) -> bool {
        let asked = Asked {
            sku: item.sku,
            item: Some(item),
            quantity,
            own: None,
        };
        Calculation::of(&[asked], &self.deal.terms(), &*self.prices).is_sound()
    }
}

fn wanted(goods: &Goods, dice: &mut Dice) -> i64 {
    let drawn = dice.between(goods.min, goods.max);
    match goods.step {
        Some(step) if step > 0 && drawn > 0 => (drawn + step - 1) / step * step,
        _ => drawn,
    }
}
