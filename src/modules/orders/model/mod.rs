//! The records of orders and the rules that change them: functions from a state to the next one, or to a refusal.

mod dates;
mod delivery;
mod delivery_ask;
mod draft;
mod one_c;
mod order;
mod refusal;
mod request;
mod specification;
mod transitions;
mod voucher;

use crate::modules::dealers::{Contract, LegalEntity, OwnEntity};
use crate::platform::values::{Id, Moment};

pub use dates::{LINE_ENTRIES_MAX, YEARS_AHEAD, check_day, check_wish};
pub use delivery::{Delivery, DeliveryWay, Need, Packed, Payer};
pub use delivery_ask::{DeliveryAsk, DeliveryWish};
pub use draft::{COMMENT_MAX, Draft, DraftId, DraftLine, NAME_MAX};
pub use one_c::{OneCLine, OneCOrder, OneCPlanned};
pub use order::{
    Agreement, Author, Declined, OnBehalf, OneCName, Order, OrderId, OrderLine, OrderTotals, Payment, Promise,
    Shipment, Side, StageMove,
};
pub use refusal::Refusal;
pub use request::{Answered, ChangeRequest, Edit, LineEdit, Verdict};
pub(super) use transitions::frozen;
pub use transitions::{Change, Submission};
pub use voucher::{Given, PAPER_NUMBER_MAX, SeenPaper, Voucher};

pub type ContractId = Id<Contract>;
/// The dealer's legal entity.
pub type BuyerId = Id<LegalEntity>;
/// The manufacturer's.
pub type SellerId = Id<OwnEntity>;

/// Who does something, and when: handed in, since rules don't ask the clock.
#[derive(Clone, Debug)]
pub struct Act {
    pub by: Author,
    pub at: Moment,
}
