//! The bare server: axum with one route that says hello, as many workers as Kabinet's runtime has by default.

use std::net::SocketAddr;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::Outcome;

pub const HELLO: &[u8] = b"Hello, world";

/// Serves until dropped.
pub struct Hello {
    address: SocketAddr,
    runtime: Option<Runtime>,
}

impl Hello {
    pub fn start() -> Outcome<Hello> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let router: Router = Router::new().route("/", get(|| async { HELLO }));
        runtime.spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                eprintln!("the bare server stopped: {error}");
            }
        });
        Ok(Hello {
            address,
            runtime: Some(runtime),
        })
    }

    pub fn address(&self) -> String {
        self.address.to_string()
    }
}

impl Drop for Hello {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
