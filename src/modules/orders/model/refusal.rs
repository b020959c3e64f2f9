//! Why a rule said no: a message and, where there is one, the field that it is about.

use crate::platform::error::Error;
use crate::platform::values::Message;

/// A refusal of this module. Its message stands in `orders.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    #[error("the draft has no lines")]
    Empty,
    #[error("too many lines")]
    TooManyLines,
    #[error("some lines have findings")]
    Lines,
    #[error("the draft was changed meanwhile")]
    DraftMoved,
    #[error("somebody decides about the draft")]
    DraftHeld,
    #[error("prices were changed meanwhile")]
    PricesMoved,
    #[error("the order was changed meanwhile")]
    OrderMoved,
    #[error("no such line")]
    LineUnknown,
    #[error("a contract must be chosen")]
    NoContract,
    #[error("a legal entity must be chosen")]
    NoEntity,
    #[error("the name is empty or too long")]
    Name,
    #[error("the text is too long")]
    TooLong,
    #[error("the quantity is not positive or too large")]
    Quantity,
    #[error("no such stage")]
    StageUnknown,
    #[error("it is in this stage already")]
    StageSame,
    #[error("somebody else moves to this stage")]
    StageMover,
    #[error("the order is over")]
    StageOver,
    #[error("there is no way back after shipment")]
    StageBack,
    #[error("there is no way from this stage")]
    StageFrom,
    #[error("the move is left to other roles")]
    StageReserved,
    #[error("no such role of staff")]
    StageRole,
    #[error("the line of stages is not complete")]
    StageLine,
    #[error("a stage needs a name in both languages")]
    StageName,
    #[error("another stage has this name")]
    StageNameTaken,
    #[error("nobody could move an order to the stage")]
    StageMovers,
    #[error("the line has too many stages")]
    StagesMany,
    #[error("the neighbour is of another kind")]
    StagePlace,
    #[error("it is the only stage of its kind")]
    StageLast,
    #[error("another stage is entered from it alone")]
    StageAwaited,
    #[error("orders are in this stage")]
    StageUsed,
    #[error("the line was changed meanwhile")]
    LineMoved,
    #[error("a planned day is needed")]
    NeedsPlanned,
    #[error("both sides must agree on the specification")]
    NeedsAgreement,
    #[error("a shipment is needed")]
    NeedsShipment,
    #[error("a reason is needed")]
    NeedsReason,
    #[error("the day is in the past")]
    DayPast,
    #[error("this day is promised already")]
    DaySame,
    #[error("nothing differs from what was agreed")]
    NothingToAccept,
    #[error("one's own change is accepted by the other side")]
    OwnChange,
    #[error("the other side's document names another currency")]
    Currency,
    #[error("too many promises, shipments or payments")]
    TooManyEntries,
    #[error("the draft was removed")]
    Removed,
    #[error("some lines must go and some must stay")]
    SplitNothing,
    #[error("the drafts are of different contracts")]
    OtherContract,
    #[error("a template is not sent")]
    Template,
    #[error("nothing is changed")]
    NothingChanged,
    #[error("a change waits for an answer")]
    RequestOpen,
    #[error("the order was changed since the request")]
    RequestStale,
    #[error("only its own side takes a request back")]
    RequestForeign,
    #[error("the delivery was changed since")]
    DeliveryMoved,
    #[error("the delivery is changed without asking")]
    DeliveryOpen,
    #[error("name, note and contract stand since the manufacturer took the order")]
    HeadClosed,
    #[error("name, note and contract go apart from a price that is asked for")]
    HeadAlone,
    #[error("nobody sells at this price")]
    Offer,
    #[error("who doesn't see prices agrees on none")]
    PriceUnseen,
    #[error("the order would have no lines")]
    EmptyOrder,
    #[error("the difference is refused already")]
    AlreadyRefused,
    #[error("only the side that changed it takes it back")]
    ForeignChange,
    #[error("the dealer's wished day is needed")]
    NeedsWished,
    #[error("the goods are no longer made to order")]
    MadeGone,
    #[error("a paper is needed")]
    NeedsPaper,
    #[error("a payment is needed")]
    NeedsPayment,
    #[error("the stage can't be hidden")]
    StageHidden,
    #[error("no way leads on from a stage")]
    StageTrap,
    #[error("the required paper needs a name")]
    StagePaper,
    #[error("the share to be paid is 1 to 100")]
    StagePercent,
    #[error("a name for dealers in both languages")]
    StageDealerName,
    #[error("no such colour")]
    StageColour,
    #[error("orders need another stage of the same kind")]
    StageHeir,
    #[error("the paper's number is empty or too long")]
    PaperNumber,
    #[error("one may not vouch for a payment")]
    VouchRight,
    #[error("nothing that the stage lacks was given")]
    NothingMarked,
    #[error("the mark isn't there any more")]
    MarkGone,
    #[error("the file is empty or too large")]
    PaperFile,
    #[error("the day is too far ahead")]
    DayFar,
    #[error("no line is picked")]
    NoLinePicked,
    #[error("the goods have left")]
    DayShipped,
    #[error("the wished day of a line has passed")]
    WishPast,
}

impl Refusal {
    pub const ALL: [Refusal; 78] = [
        Refusal::Empty,
        Refusal::TooManyLines,
        Refusal::Lines,
        Refusal::DraftMoved,
        Refusal::DraftHeld,
        Refusal::PricesMoved,
        Refusal::OrderMoved,
        Refusal::LineUnknown,
        Refusal::NoContract,
        Refusal::NoEntity,
        Refusal::Name,
        Refusal::TooLong,
        Refusal::Quantity,
        Refusal::StageUnknown,
        Refusal::StageSame,
        Refusal::StageMover,
        Refusal::StageOver,
        Refusal::StageBack,
        Refusal::StageFrom,
        Refusal::StageReserved,
        Refusal::StageRole,
        Refusal::StageLine,
        Refusal::StageName,
        Refusal::StageNameTaken,
        Refusal::StageMovers,
        Refusal::StagesMany,
        Refusal::StagePlace,
        Refusal::StageLast,
        Refusal::StageAwaited,
        Refusal::StageUsed,
        Refusal::LineMoved,
        Refusal::NeedsPlanned,
        Refusal::NeedsAgreement,
        Refusal::NeedsShipment,
        Refusal::NeedsReason,
        Refusal::DayPast,
        Refusal::DaySame,
        Refusal::NothingToAccept,
        Refusal::OwnChange,
        Refusal::Currency,
        Refusal::TooManyEntries,
        Refusal::Removed,
        Refusal::SplitNothing,
        Refusal::OtherContract,
        Refusal::Template,
        Refusal::NothingChanged,
        Refusal::RequestOpen,
        Refusal::RequestStale,
        Refusal::MadeGone,
        Refusal::RequestForeign,
        Refusal::DeliveryMoved,
        Refusal::DeliveryOpen,
        Refusal::HeadClosed,
        Refusal::HeadAlone,
        Refusal::Offer,
        Refusal::PriceUnseen,
        Refusal::EmptyOrder,
        Refusal::AlreadyRefused,
        Refusal::ForeignChange,
        Refusal::NeedsWished,
        Refusal::NeedsPaper,
        Refusal::NeedsPayment,
        Refusal::StageHidden,
        Refusal::StageTrap,
        Refusal::StagePaper,
        Refusal::StagePercent,
        Refusal::StageDealerName,
        Refusal::StageColour,
        Refusal::StageHeir,
        Refusal::PaperNumber,
        Refusal::VouchRight,
        Refusal::NothingMarked,
        Refusal::MarkGone,
        Refusal::PaperFile,
        Refusal::DayFar,
        Refusal::NoLinePicked,
        Refusal::DayShipped,
        Refusal::WishPast,
    ];

    /// The Fluent message.
    pub const fn message(self) -> &'static str {
        match self {
            Refusal::Empty => "orders-refusal-empty",
            Refusal::TooManyLines => "orders-refusal-too-many-lines",
            Refusal::Lines => "orders-refusal-lines",
            Refusal::DraftMoved => "orders-refusal-draft-moved",
            Refusal::DraftHeld => "orders-refusal-draft-held",
            Refusal::PricesMoved => "orders-refusal-prices-moved",
            Refusal::OrderMoved => "orders-refusal-order-moved",
            Refusal::LineUnknown => "orders-refusal-line-unknown",
            Refusal::NoContract => "orders-refusal-no-contract",
            Refusal::NoEntity => "orders-refusal-no-entity",
            Refusal::Name => "orders-refusal-name",
            Refusal::TooLong => "orders-refusal-too-long",
            Refusal::Quantity => "orders-refusal-quantity",
            Refusal::StageUnknown => "orders-refusal-stage-unknown",
            Refusal::StageSame => "orders-refusal-stage-same",
            Refusal::StageMover => "orders-refusal-stage-mover",
            Refusal::StageOver => "orders-refusal-stage-over",
            Refusal::StageBack => "orders-refusal-stage-back",
            Refusal::StageFrom => "orders-refusal-stage-from",
            Refusal::StageReserved => "orders-refusal-stage-reserved",
            Refusal::StageRole => "orders-refusal-stage-role",
            Refusal::StageLine => "orders-refusal-stage-line",
            Refusal::StageName => "orders-refusal-stage-name",
            Refusal::StageNameTaken => "orders-refusal-stage-name-taken",
            Refusal::StageMovers => "orders-refusal-stage-movers",
            Refusal::StagesMany => "orders-refusal-stages-many",
            Refusal::StagePlace => "orders-refusal-stage-place",
            Refusal::StageLast => "orders-refusal-stage-last",
            Refusal::StageAwaited => "orders-refusal-stage-awaited",
            Refusal::StageUsed => "orders-refusal-stage-used",
            Refusal::LineMoved => "orders-refusal-line-moved",
            Refusal::NeedsPlanned => "orders-refusal-needs-planned",
            Refusal::NeedsAgreement => "orders-refusal-needs-agreement",
            Refusal::NeedsShipment => "orders-refusal-needs-shipment",
            Refusal::NeedsReason => "orders-refusal-needs-reason",
            Refusal::DayPast => "orders-refusal-day-past",
            Refusal::DaySame => "orders-refusal-day-same",
            Refusal::NothingToAccept => "orders-refusal-nothing-to-accept",
            Refusal::OwnChange => "orders-refusal-own-change",
            Refusal::Currency => "orders-refusal-currency",
            Refusal::TooManyEntries => "orders-refusal-too-many-entries",
            Refusal::Removed => "orders-refusal-removed",
            Refusal::SplitNothing => "orders-refusal-split-nothing",
            Refusal::OtherContract => "orders-refusal-other-contract",
            Refusal::Template => "orders-refusal-template",
            Refusal::NothingChanged => "orders-refusal-nothing-changed",
            Refusal::RequestOpen => "orders-refusal-request-open",
            Refusal::MadeGone => "orders-refusal-made-gone",
            Refusal::RequestStale => "orders-refusal-request-stale",
            Refusal::RequestForeign => "orders-refusal-request-foreign",
            Refusal::DeliveryMoved => "orders-refusal-delivery-moved",
            Refusal::DeliveryOpen => "orders-refusal-delivery-open",
            Refusal::HeadClosed => "orders-refusal-head-closed",
            Refusal::HeadAlone => "orders-refusal-head-alone",
            Refusal::Offer => "orders-refusal-offer",
            Refusal::PriceUnseen => "orders-refusal-price-unseen",
            Refusal::EmptyOrder => "orders-refusal-empty-order",
            Refusal::AlreadyRefused => "orders-refusal-already-refused",
            Refusal::ForeignChange => "orders-refusal-foreign-change",
            Refusal::NeedsWished => "orders-refusal-needs-wished",
            Refusal::NeedsPaper => "orders-refusal-needs-paper",
            Refusal::NeedsPayment => "orders-refusal-needs-payment",
            Refusal::StageHidden => "orders-refusal-stage-hidden",
            Refusal::StageTrap => "orders-refusal-stage-trap",
            Refusal::StagePaper => "orders-refusal-stage-paper",
            Refusal::StagePercent => "orders-refusal-stage-percent",
            Refusal::StageDealerName => "orders-refusal-stage-dealer-name",
            Refusal::StageColour => "orders-refusal-stage-colour",
            Refusal::StageHeir => "orders-refusal-stage-heir",
            Refusal::PaperNumber => "orders-refusal-paper-number",
            Refusal::VouchRight => "orders-refusal-vouch-right",
            Refusal::NothingMarked => "orders-refusal-nothing-marked",
            Refusal::MarkGone => "orders-refusal-mark-gone",
            Refusal::PaperFile => "orders-refusal-paper-file",
            Refusal::DayFar => "orders-refusal-day-far",
            Refusal::NoLinePicked => "orders-refusal-no-line-picked",
            Refusal::DayShipped => "orders-refusal-day-shipped",
            Refusal::WishPast => "orders-refusal-wish-past",
        }
    }

    /// The form field that it is about.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Refusal::Empty | Refusal::TooManyLines | Refusal::Lines | Refusal::LineUnknown => Some("lines"),
            Refusal::NoContract => Some("contract"),
            Refusal::NoEntity => Some("entity"),
            Refusal::Name => Some("name"),
            Refusal::TooLong => Some("comment"),
            Refusal::Quantity => Some("quantity"),
            Refusal::StageUnknown
            | Refusal::StageSame
            | Refusal::StageMover
            | Refusal::StageOver
            | Refusal::StageBack
            | Refusal::StageReserved
            | Refusal::StageFrom => Some("stage"),
            Refusal::NeedsPlanned | Refusal::DayPast | Refusal::DayFar | Refusal::DaySame => Some("day"),
            Refusal::NeedsReason => Some("reason"),
            Refusal::StagePaper => Some("paper"),
            Refusal::StagePercent => Some("paid"),
            Refusal::StageDealerName => Some("dealer_ru"),
            Refusal::StageRole => Some("reserved"),
            Refusal::StageColour => Some("colour"),
            Refusal::StageHidden => Some("hidden"),
            Refusal::PaperFile => Some("paper_file"),
            Refusal::PaperNumber => Some("paper_number"),
            Refusal::VouchRight => Some("payment"),
            _ => None,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(Message::new(refusal.message()))
    }
}
