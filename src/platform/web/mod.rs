//! HTTP: the route table, the guard that wraps every route, and what a handler gets and answers.
//!
//! A route is data: method, path, authority, handler. There is no constructor without an authority. The [`guard`]
//! makes the `Access`, checks the form token and the permission, and turns errors into pages. A handler takes a [`Cx`]
//! and answers an [`Outcome`].

mod assets;
mod changes;
mod cx;
mod entrance;
mod etag;
mod forms;
mod guard;
mod gzip;
mod module;
mod once;
mod peer;
mod pictures;
mod portal;
mod problems;
mod recovery;
mod refusal;
mod route;
mod secrets;
mod security;
mod stream;
mod traffic;
mod unlisted;
mod upload;
mod waiting;
mod window;

pub use changes::changes;
pub use cx::{Cx, PageHead, segment};
pub use entrance::{browser, routes as entrance_routes, with_session};
pub use gzip::accepts_gzip;
pub use module::{FillHome, Home, HomeTask, MenuGroup, MenuItem, Module, ShellExtras};
pub use once::Once;
pub use peer::Proxies;
pub use portal::{Portal, WebSettings, router};
pub use problems::Problems;
pub use route::{Authority, Outcome, Route};
pub use secrets::{Shown, fresh_secret, hash_of_secret};
pub use stream::streamed;
pub use traffic::{BOUNDS_MS, CLASSES, RouteTraffic, Traffic, UNMATCHED};
pub use unlisted::unlisted;
pub use upload::{SentFile, SentForm};
pub use waiting::{Start, Starting, waiting};
pub use window::{Rate, Window};
