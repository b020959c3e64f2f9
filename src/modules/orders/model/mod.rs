//! The records of orders and the rules that change them: functions from a state to the next one, or to a refusal.

mod bargain;
mod dates;
mod delivery;
mod delivery_ask;
mod draft;
mod head;
mod one_c;
mod order;
mod refusal;
mod request;
mod specification;
mod transitions;
mod voucher;

use crate::modules::dealers::{Contract, LegalEntity, OwnEntity};
use crate::modules::orders::Hand;
use crate::platform::access::Role;
use crate::platform::values::{Id, Moment};

pub use bargain::{Bargain, Offer};
pub use dates::{LINE_ENTRIES_MAX, YEARS_AHEAD, check_day, check_wish};
pub use delivery::{Delivery, DeliveryWay, Need, Packed, Payer};
pub use delivery_ask::{DeliveryAsk, DeliveryWish};
pub use draft::{COMMENT_MAX, Draft, DraftId, DraftLine, NAME_MAX};
pub use head::{Head, OrderTerms};
pub use one_c::{OneCLine, OneCOrder, OneCPlanned};
pub use order::{
    Agreement, Author, Cargo, Declined, OnBehalf, OneCName, Order, OrderId, OrderLine, OrderTotals, Payment, Promise,
    Shipment, Side, StageMove,
};
pub use refusal::Refusal;
pub use request::{Answered, ChangeRequest, Edit, LineEdit, Verdict};
pub(super) use transitions::frozen;
pub use transitions::{Change, Submission};
pub use voucher::{Given, PAPER_FILE_MAX, PAPER_NUMBER_MAX, PaperFile, SeenPaper, Voucher, Withdrawn};

pub type ContractId = Id<Contract>;
/// The dealer's legal entity.
pub type BuyerId = Id<LegalEntity>;
/// The manufacturer's.
pub type SellerId = Id<OwnEntity>;

/// Who does something, and when: handed in, since rules don't ask the clock.
#[derive(Clone, Debug)]
pub struct Act {
    pub by: Author,
    /// Of a person; rules ask it where a move is left to single roles.
    pub role: Option<Role>,
    pub at: Moment,
}

impl Act {
    pub fn hand(&self) -> Hand {
        Hand {
            mover: self.by.side.mover(),
            role: self.role,
        }
    }
}
