//! Words that everyone shares: identities, money, quantities, time, and who may see what.
//!
//! Everything here is a small value without IO. Money is counted in minor units, never in floats.

mod bank;
mod clock;
mod contact;
mod hex;
mod id;
mod locale;
mod message;
mod money;
mod network;
mod paging;
mod quantity;
mod scope;
mod tax_id;
mod text;

pub use bank::{BankAccount, Bik, CorrespondentAccount, Iban};
pub use clock::{Clock, Day, Moment};
pub use contact::{ContactError, Email, Phone};
pub use hex::{hex, unhex};
pub use id::{Account, AccountId, Blob, BlobId, Dealer, DealerId, Id, Membership, MembershipId};
pub use locale::Locale;
pub use message::{Arg, Message};
pub use money::{Currency, Money, MoneyError, UnitPrice};
pub use network::{AddressError, Network, allows, check_list, networks};
pub use paging::{Cursor, PAGE_LIMIT_MAX, Page, PageRequest};
pub use quantity::{Percent, Quantity, VatMode, VatRate, vat_of};
pub use scope::Scope;
pub use tax_id::{Bin, Iin, Inn, Kpp, Ogrn, TaxId, TaxIdError};
pub use text::{cleaned, cleaned_line, turns_direction};
