//! Drafts to be submitted, orders made by the real actions, and many more orders in their likeness.

use std::fmt::Write as _;

use anyhow::Context;
use kabinet::modules::orders::actions::{self, Applied, author};
use kabinet::modules::orders::{
    About, Act, Draft, DraftId, DraftLine, Kind, OneCLine, OneCOrder, Order, OrderEvent, OrderNumber, OrderTotals,
    StageKey, StageLine,
};
use kabinet::platform::access::Access;
use kabinet::platform::journal::{Event as _, Subject};
use kabinet::platform::values::{Day, Id, Quantity};

use super::{Buyer, House, Seeded, said, save_all};
use crate::Outcome;

/// A draft that waits for its submission.
#[derive(Clone, Debug)]
pub struct Drafted {
    pub id: DraftId,
    /// Kopecks that its order must come to.
    pub total: i64,
    /// The fields of its page, as a browser sends them.
    pub form: String,
}

impl House {
    /// A draft, and what its lines cost in kopecks.
    fn draft(&self, buyer: &Buyer, number: usize, lines: usize) -> Outcome<(Draft, Vec<i64>)> {
        let access = Access::of_member(self.services(), &buyer.person.member, "bench").map_err(said)?;
        let act = Act {
            role: None,
            by: author(access.actor()),
            at: access.now(),
        };
        let id = Id::derived("bench draft", &format!("{} {number} {lines}", buyer.dealer));
        let mut draft = Draft::new(id, buyer.dealer, &format!("House-{number}"), act)
            .map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        (draft.contract, draft.entity) = (Some(buyer.contract), Some(buyer.entity));
        let mut totals = Vec::with_capacity(lines);
        for line in 0..lines {
            let good = &self.goods[(number * 31 + line * 7) % self.goods.len()];
            let quantity = 1 + (line % 9) as i64;
            totals.push(good.price * quantity);
            draft.lines.push(DraftLine {
                sku: good.sku,
                quantity: Quantity::whole(quantity),
                comment: String::new(),
                configuration: None,
                wished: None,
            });
        }
        Ok((draft, totals))
    }

    /// Puts in so many drafts of a buyer.
    pub fn drafts(&self, buyer: &Buyer, count: usize, lines: usize) -> Outcome<Vec<Drafted>> {
        let (mut drafts, mut drafted) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for number in 0..count {
            let (draft, totals) = self.draft(buyer, number, lines)?;
            drafted.push(Drafted {
                id: draft.id,
                total: totals.iter().sum(),
                form: self.form(&draft, &totals),
            });
            drafts.push(draft);
        }
        save_all(&self.system(), "drafts", &drafts, |change, draft| {
            change.save(draft).map(drop)
        })?;
        Ok(drafted)
    }

    fn form(&self, draft: &Draft, totals: &[i64]) -> String {
        let mut form = format!("version={}&book={}&name={}", draft.version, self.book(), draft.name);
        let contract = draft.contract.map(|id| id.to_string()).unwrap_or_default();
        let _ = write!(form, "&contract={contract}&way=pick-up");
        for (line, total) in draft.lines.iter().zip(totals) {
            // 22 percent are in the total, rounded half up.
            let vat = (total * 22 * 2 + 122) / (122 * 2);
            let _ = write!(form, "&q={}&c=&was={total}/{vat}", line.quantity.thousandths() / 1_000);
        }
        form.push_str("&comment=&carrier=&address=&contact=&phone=&delivery_comment=&wished=");
        form
    }

    /// An order as people make it: submitted by the buyer, confirmed, promised and taken into production by staff.
    pub fn order(&self, buyer: &Buyer, lines: usize) -> Outcome<Order> {
        let (draft, totals) = self.draft(buyer, 1_000_000, lines)?;
        let (id, version, total) = (draft.id, draft.version, totals.iter().sum::<i64>());
        save_all(&self.system(), "model draft", &[draft], |change, draft| {
            change.save(draft).map(drop)
        })?;
        let of_buyer = Access::of_member(self.services(), &buyer.person.member, "bench").map_err(said)?;
        let of_staff = Access::of_member(self.services(), &self.admin.member, "bench").map_err(said)?;
        let stage = |key: &str| StageKey::new(key).context("not a stage's key");
        let order = self.runtime.block_on(async {
            let order = actions::submit(&of_buyer, id, version, self.book())
                .await
                .map_err(said)?;
            let number = order.number;
            let order = actions::move_stage(&of_staff, number, order.version, stage("confirmed")?, String::new())
                .await
                .map_err(said)?;
            let day = Day::constant(2030, 3, 1);
            let order = actions::promise(&of_staff, number, order.version, day, String::new())
                .await
                .map_err(said)?;
            actions::move_stage(&of_staff, number, order.version, stage("production")?, String::new())
                .await
                .map_err(said)
        })?;
        anyhow::ensure!(
            order.totals.total.minor == total,
            "the order comes to {} instead of {total}",
            order.totals.total.minor
        );
        Ok(order)
    }

    /// Changes an order, as 1C does, until it has so many versions: the first line has one piece more, and one less.
    pub fn changed(&self, order: &Order, versions: u32) -> Outcome {
        let system = self.system();
        let (mut order, more) = (order.clone(), Quantity::ONE);
        while order.version < versions {
            let lines = order.lines.iter().enumerate().map(|(at, line)| {
                let quantity = match (at, order.version % 2) {
                    (0, 0) => line.quantity.add(more).unwrap_or(line.quantity),
                    (0, _) => Quantity::from_thousandths((line.quantity.thousandths() - 1_000).max(1_000)),
                    _ => line.quantity,
                };
                OneCLine {
                    sku: line.sku,
                    product: line.product,
                    external: line.external.clone(),
                    name: line.name.clone(),
                    article: line.article.clone(),
                    unit: line.unit.clone(),
                    unit_code: line.unit_code.clone(),
                    quantity,
                    price: line.price,
                    factor: line.factor,
                    sum: line.sum,
                    vat_rate: line.vat_rate,
                    vat: line.vat,
                    total: line.total,
                    planned: None,
                }
            });
            let document = OneCOrder {
                order: Some(order.number.to_string()),
                lines: Some(lines.collect()),
                ..OneCOrder::default()
            };
            let applied = self
                .runtime
                .block_on(system.write(move |write| actions::apply_from_1c(write, &document)))
                .map_err(said)?;
            match applied {
                Applied::Changed(changed, _) => order = *changed,
                other => anyhow::bail!("1C's document changed nothing: {other:?}"),
            }
        }
        Ok(())
    }

    /// Puts in so many orders of three lines in the likeness of `model`, over all dealers and the year before; most of
    /// them are done.
    pub fn orders_like(&self, model: &Order, count: usize) -> Outcome {
        const LINES: usize = 3;
        let stages = StageLine::shipped();
        let (open, closed) = (
            stages.first_of(Kind::Production).context("no production")?.clone(),
            stages.first_of(Kind::Closed).context("no end")?.clone(),
        );
        let day = |number: usize| (number * 365 / count.max(1)) as i64;
        let of_number = |number: usize| -> Outcome<Order> {
            let buyer = &self.buyers[number % self.buyers.len()];
            let mut order = model.clone();
            order.id = Id::derived("bench order", &number.to_string());
            // Numbers of an earlier year, so that the series of this year goes on undisturbed.
            order.number = OrderNumber::new(None, 2020 + (number / 900_000) as i16, 1 + (number % 900_000) as u32)
                .context("no number")?;
            (order.dealer, order.contract, order.buyer) = (buyer.dealer, buyer.contract, buyer.entity);
            order.lines.truncate(LINES);
            order.totals = OrderTotals::of(&order.lines, order.currency);
            let stage = if number.is_multiple_of(20) { &open } else { &closed };
            (order.stage, order.kind) = (stage.key.clone(), stage.kind);
            order.created = model
                .created
                .plus_seconds(-86_400 * (366 - day(number)) - (number % 80_000) as i64);
            order.changed = order.created;
            order.agreed.hash = order.specification_hash();
            Ok(order)
        };
        let access = self.system();
        for portion in (0..count).collect::<Vec<_>>().chunks(super::PORTION) {
            let orders: Vec<Order> = portion
                .iter()
                .map(|number| of_number(*number))
                .collect::<Outcome<_>>()?;
            access
                .write_blocking(move |write| {
                    for order in &orders {
                        let of = About::of(order);
                        let lines = order.lines.len();
                        let real = OrderEvent::Submitted { of, lines };
                        let event = Seeded {
                            subject: Subject {
                                kind: "order".into(),
                                ..real.subject()
                            },
                            dealer: Some(order.dealer),
                        };
                        write.save(order, &event)?;
                    }
                    Ok(())
                })
                .map_err(said)?;
        }
        Ok(())
    }
}
