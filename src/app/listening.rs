//! The address is served from the first moment of a start: by a word that the cabinet is on its way, and by the cabinet once
//! its data is open.

use std::sync::Arc;

use arc_swap::ArcSwap;
use axum::Router;
use axum::extract::Request;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tower::ServiceExt;

use super::configured_brand;
use super::serving::Serving;
use crate::config::Settings;
use crate::platform::web::{Starting, waiting};

/// A bound address that is served.
pub struct Listening {
    url: String,
    starting: Arc<Starting>,
    now: Arc<ArcSwap<Router>>,
    stop: oneshot::Sender<()>,
    served: JoinHandle<anyhow::Result<()>>,
}

impl Listening {
    /// Binds the address of the settings and says there that the cabinet is starting. Within a runtime.
    ///
    /// # Errors
    /// When the address can't be listened on, or the certificate can't be used.
    pub async fn begin(settings: &Settings) -> anyhow::Result<Listening> {
        let serving = Serving::bind(settings).await?;
        let (url, starting) = (serving.url(), Arc::<Starting>::default());
        let meanwhile = waiting(Arc::clone(&starting), configured_brand(settings), settings.secure());
        let now = Arc::new(ArcSwap::from_pointee(meanwhile));
        let (stop, stopped) = oneshot::channel();
        let stopped = async {
            // Dropped without a word, the process ends anyway.
            let _ = stopped.await;
        };
        let served = tokio::spawn(serving.run(switching(&now), stopped));
        Ok(Listening {
            url,
            starting,
            now,
            stop,
            served,
        })
    }

    /// `http://127.0.0.1:8080`: where this machine reaches it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What is said meanwhile.
    pub fn starting(&self) -> &Starting {
        &self.starting
    }

    /// The cabinet itself, from the next request on.
    pub(super) fn open(&self, router: Router) {
        self.now.store(Arc::new(router));
    }

    /// Serves until `stopped`; then what is under way has some seconds to end.
    pub(super) async fn until(self, stopped: impl Future<Output = ()>) -> anyhow::Result<()> {
        let Listening { stop, mut served, .. } = self;
        tokio::select! {
            () = stopped => {}
            ended = &mut served => return ended?,
        }
        let _ = stop.send(());
        served.await?
    }
}

/// Hands each request to the service of the moment.
fn switching(now: &Arc<ArcSwap<Router>>) -> Router {
    let now = Arc::clone(now);
    Router::new().fallback(move |request: Request| {
        let router = Router::clone(&now.load());
        async move {
            match router.oneshot(request).await {
                Ok(answer) => answer,
                Err(never) => match never {},
            }
        }
    })
}
