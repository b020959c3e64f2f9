//! What other modules hold against a change of an order. Orders don't know them; each adds its gates at boot.

use parking_lot::RwLock;

use super::{DeliveryWish, Draft, Order, Stage, StageKey, Verdict};
use crate::platform::access::Write;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;

/// Refuses a shipment of this number that somebody notes or corrects by hand.
pub type ShipmentGate = fn(&Write<'_, '_>, &Order, &str) -> Result<(), Error>;

/// Refuses a draft that is about to become this order, in the write that makes it; what is kept of the draft elsewhere may
/// be settled here.
pub type SubmissionGate = fn(&mut Write<'_, '_>, &Draft, &Order) -> Result<(), Error>;

/// Refuses that people change an order, or ask for a change, from what it is to what it would be.
pub type EditGate = fn(&mut Write<'_, '_>, &Order, &Order) -> Result<(), Error>;

/// Refuses that somebody says yes to what the other side makes of an order: from what was agreed to what it would be.
pub type AcceptanceGate = fn(&Write<'_, '_>, &Order, &Order) -> Result<(), Error>;

/// Refuses that somebody moves an order to this stage by hand. 1C isn't asked: its word stands.
pub type MoveGate = fn(&Write<'_, '_>, &Order, &Stage) -> Result<(), Error>;

/// What of another module points at a stage.
#[derive(Clone, Copy)]
pub struct StageUse {
    /// What points at it, as people know it: statuses of 1C.
    pub named: fn(&ReadTx, &StageKey) -> Result<Vec<String>, Error>,
    /// Lets all of it point at another stage; with none, refuses where anything does.
    pub hand_over: fn(&mut Write<'_, '_>, &StageKey, Option<&StageKey>) -> Result<(), Error>,
}

/// What another module keeps beside a request for another delivery.
#[derive(Clone, Copy)]
pub struct DeliveryAsks {
    /// The order has the request by now; refuses where nobody has to ask.
    pub asked: fn(&mut Write<'_, '_>, &Order, &DeliveryWish) -> Result<(), Error>,
    /// The order still has the request that is answered.
    pub answered: fn(&mut Write<'_, '_>, &Order, Verdict) -> Result<(), Error>,
}

/// What modules have added, in the order of boot.
#[derive(Default)]
pub struct Gates {
    deliveries: RwLock<Vec<DeliveryAsks>>,
    shipments: RwLock<Vec<ShipmentGate>>,
    stages: RwLock<Vec<StageUse>>,
    submissions: RwLock<Vec<SubmissionGate>>,
    edits: RwLock<Vec<EditGate>>,
    acceptances: RwLock<Vec<AcceptanceGate>>,
    moves: RwLock<Vec<MoveGate>>,
}

impl Gates {
    pub fn add_to_shipments(&self, gate: ShipmentGate) {
        self.shipments.write().push(gate);
    }

    pub fn add_stage_use(&self, of: StageUse) {
        self.stages.write().push(of);
    }

    pub fn add_to_delivery_asks(&self, of: DeliveryAsks) {
        self.deliveries.write().push(of);
    }

    pub fn add_to_submissions(&self, gate: SubmissionGate) {
        self.submissions.write().push(gate);
    }

    pub fn add_to_edits(&self, gate: EditGate) {
        self.edits.write().push(gate);
    }

    pub fn add_to_acceptances(&self, gate: AcceptanceGate) {
        self.acceptances.write().push(gate);
    }

    pub fn add_to_moves(&self, gate: MoveGate) {
        self.moves.write().push(gate);
    }

    pub(super) fn submission(&self, write: &mut Write<'_, '_>, draft: &Draft, order: &Order) -> Result<(), Error> {
        let gates = self.submissions.read().clone();
        gates.iter().try_for_each(|gate| gate(write, draft, order))
    }

    pub(super) fn edit(&self, write: &mut Write<'_, '_>, old: &Order, new: &Order) -> Result<(), Error> {
        let gates = self.edits.read().clone();
        gates.iter().try_for_each(|gate| gate(write, old, new))
    }

    pub(super) fn acceptance(&self, write: &Write<'_, '_>, agreed: &Order, new: &Order) -> Result<(), Error> {
        self.acceptances
            .read()
            .iter()
            .try_for_each(|gate| gate(write, agreed, new))
    }

    pub(super) fn movement(&self, write: &Write<'_, '_>, order: &Order, to: &Stage) -> Result<(), Error> {
        self.moves.read().iter().try_for_each(|gate| gate(write, order, to))
    }

    pub(super) fn delivery_asked(
        &self,
        write: &mut Write<'_, '_>,
        order: &Order,
        wish: &DeliveryWish,
    ) -> Result<(), Error> {
        let of = self.deliveries.read().clone();
        of.iter().try_for_each(|of| (of.asked)(write, order, wish))
    }

    pub(super) fn delivery_answered(
        &self,
        write: &mut Write<'_, '_>,
        order: &Order,
        verdict: Verdict,
    ) -> Result<(), Error> {
        let of = self.deliveries.read().clone();
        of.iter().try_for_each(|of| (of.answered)(write, order, verdict))
    }

    pub(super) fn stage_uses(&self) -> Vec<StageUse> {
        self.stages.read().clone()
    }

    pub(super) fn shipment(&self, write: &Write<'_, '_>, order: &Order, number: &str) -> Result<(), Error> {
        self.shipments
            .read()
            .iter()
            .try_for_each(|gate| gate(write, order, number))
    }
}
