//! What must not compile. Each case has a sibling that does, so that it fails for its own reason and for no other.
//!
//! A record answers who may see it:
//! ```
//! use kabinet::platform::store::{Record, Table};
//! use kabinet::platform::values::Scope;
//!
//! #[derive(Clone, serde::Serialize, serde::Deserialize)]
//! struct Note { id: u64 }
//!
//! impl Record for Note {
//!     const TABLE: Table = Table::new(9_999, "note");
//!     type Key = u64;
//!     fn key(&self) -> u64 { self.id }
//!     fn visible_to(&self, scope: &Scope) -> bool { scope.is_staff() }
//! }
//! ```
//! ```compile_fail,E0046
//! use kabinet::platform::store::{Record, Table};
//!
//! #[derive(Clone, serde::Serialize, serde::Deserialize)]
//! struct Note { id: u64 }
//!
//! impl Record for Note {
//!     const TABLE: Table = Table::new(9_999, "note");
//!     type Key = u64;
//!     fn key(&self) -> u64 { self.id }
//! }
//! ```
//!
//! A route has an authority:
//! ```
//! use kabinet::platform::web::{Authority, Cx, Outcome, Route};
//! async fn page(cx: Cx) -> Outcome { cx.redirect("/") }
//! let _ = Route::get("/page", Authority::Public, page);
//! ```
//! ```compile_fail,E0061
//! use kabinet::platform::web::{Cx, Outcome, Route};
//! async fn page(cx: Cx) -> Outcome { cx.redirect("/") }
//! let _ = Route::get("/page", page);
//! ```
//!
//! A handler reads and writes through an access, and has no other way to the store:
//! ```
//! use kabinet::platform::web::Cx;
//! fn read(cx: &Cx) { let _ = cx.access.read(); }
//! ```
//! ```compile_fail,E0616
//! use kabinet::platform::{values::Scope, web::Cx};
//! fn read(cx: &Cx) { let _ = cx.services().store.read(Scope::All); }
//! ```
//! ```compile_fail,E0624
//! use kabinet::platform::web::Cx;
//! fn read(cx: &Cx) { let _ = cx.services().read_all(); }
//! ```
//!
//! Nobody makes an access of an actor and a scope of one's choice:
//! ```compile_fail,E0624
//! use std::sync::Arc;
//! use kabinet::platform::{access::{Access, Actor}, services::Services, values::Scope};
//! fn forge(services: &Arc<Services>, actor: Actor) -> Access { Access::new(services, actor, Scope::All, "forged") }
//! ```
//!
//! A business record is saved with its event:
//! ```
//! use kabinet::platform::{access::{AccessEvent, Membership, Write}, error::Error};
//! fn save(write: &mut Write<'_, '_>, member: &Membership) -> Result<u64, Error> {
//!     write.save(member, &AccessEvent::Changed { member: member.clone() })
//! }
//! ```
//! ```compile_fail,E0061
//! use kabinet::platform::{access::{Membership, Write}, error::Error};
//! fn save(write: &mut Write<'_, '_>, member: &Membership) -> Result<u64, Error> {
//!     write.save(member)
//! }
//! ```
//! ```compile_fail,E0277
//! use kabinet::platform::{access::{Membership, Write}, error::Error};
//! fn save(write: &mut Write<'_, '_>, member: &Membership) -> Result<(), Error> {
//!     write.technical(member)
//! }
//! ```
//! ```compile_fail,E0624
//! use kabinet::platform::access::{Membership, Write};
//! fn save(write: &mut Write<'_, '_>, member: &Membership) {
//!     let _ = write.put(member);
//! }
//! ```
