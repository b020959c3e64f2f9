//! Routes as data.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::Method;
use axum::response::Response;

use super::Cx;
use crate::platform::access::Permission;
use crate::platform::error::Error;

/// What a handler answers.
pub type Outcome = Result<Response, Error>;

/// Who may call a route. Each kind has its own guard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Authority {
    /// A signed-in person whose role holds the permission. Unsafe methods need the session's form token.
    Person(Permission),
    /// A machine account of this kind (1C): its handler checks the credentials; requests are never compressed.
    Machine(&'static str),
    /// An unguessable, revocable link of this kind; its handler checks it.
    Key(&'static str),
    /// Anyone. The list of these is a snapshot in the tests.
    Public,
}

pub(super) type Handler = Arc<dyn Fn(Cx) -> Pin<Box<dyn Future<Output = Outcome> + Send>> + Send + Sync>;

/// One route: see the constructors. Paths are axum's: `/orders/{number}`.
#[derive(Clone)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub authority: Authority,
    /// Bytes of a body that are read before the handler; more is refused with 413.
    pub body_limit: usize,
    /// The handler reads the body itself, as a stream, and sets its own limit.
    pub streaming: bool,
    pub(super) handler: Handler,
}

/// Forms are small; uploads say so themselves.
const BODY_LIMIT: usize = 1 << 20;

impl Route {
    pub fn get<F, Fut>(path: &'static str, authority: Authority, handler: F) -> Route
    where
        F: Fn(Cx) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Outcome> + Send + 'static,
    {
        Route::new(Method::GET, path, authority, handler)
    }

    pub fn post<F, Fut>(path: &'static str, authority: Authority, handler: F) -> Route
    where
        F: Fn(Cx) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Outcome> + Send + 'static,
    {
        Route::new(Method::POST, path, authority, handler)
    }

    fn new<F, Fut>(method: Method, path: &'static str, authority: Authority, handler: F) -> Route
    where
        F: Fn(Cx) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Outcome> + Send + 'static,
    {
        let handler: Handler = Arc::new(move |cx| Box::pin(handler(cx)));
        Route {
            method,
            path,
            authority,
            body_limit: BODY_LIMIT,
            streaming: false,
            handler,
        }
    }

    pub fn body_limit(mut self, bytes: usize) -> Route {
        self.body_limit = bytes;
        self
    }

    pub fn streaming(mut self) -> Route {
        self.streaming = true;
        self
    }
}
