//! HTTP and HTTPS: the listener, what a connection may take, the certificate and its renewal, an end within a time.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use axum_server::{Handle, Server};
use tokio::net::TcpListener;

use crate::config::Settings;

/// A new connection has this long for its first request, whole head included: whoever opens thousands and says nothing
/// holds each of them for no longer.
const FIRST_REQUEST: Duration = Duration::from_secs(20);
/// Later heads on the same connection, idleness before them included. Longer than proxies keep idle connections (nginx: 60 s),
/// so that it isn't our end that closes one just as a request comes.
const NEXT_REQUEST: Duration = Duration::from_secs(90);
/// Of a head and of what is read ahead of a body, bytes a connection. Pages and cookies of ours need a few thousand.
const BUFFER: usize = 64 << 10;
/// Requests at once on one connection of HTTP/2.
const STREAMS: u32 = 100;
/// What is under way has this long to end after a stop. Closing the store takes the rest of the ten seconds that a stop may take.
const GRACE: Duration = Duration::from_secs(8);

/// A bound address, with the certificate where the cabinet ends TLS itself.
pub(super) struct Serving {
    listener: TcpListener,
    address: SocketAddr,
    tls: Option<Tls>,
}

struct Tls {
    config: RustlsConfig,
    certificate: PathBuf,
    key: PathBuf,
}

impl Serving {
    /// Binds the address of the settings.
    ///
    /// # Errors
    /// When the address can't be listened on, or the certificate can't be used; in words for the administrator.
    pub(super) async fn bind(settings: &Settings) -> anyhow::Result<Serving> {
        let tls = match (settings.text("tls.certificate"), settings.text("tls.key")) {
            ("", _) => None,
            (certificate, key) => Some(Tls::load(certificate.into(), key.into()).await?),
        };
        let listen = settings.listen()?;
        let listener = TcpListener::bind(listen).await.map_err(|error| {
            let advice = match error.kind() {
                ErrorKind::AddrInUse => "another program listens there; stop it, or choose a port with --listen",
                ErrorKind::PermissionDenied => {
                    "ports below 1024 are for root; put a proxy in front, take another port, or give the service \
                     CAP_NET_BIND_SERVICE"
                }
                ErrorKind::AddrNotAvailable => "this machine has no such address",
                _ => "the address can't be used",
            };
            anyhow::Error::new(error).context(format!("{listen} can't be listened on: {advice}"))
        })?;
        let address = listener.local_addr()?;
        Ok(Serving { listener, address, tls })
    }

    /// `http://127.0.0.1:8080`: where this machine reaches it.
    pub(super) fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Serves until `stopped`; then what is under way has [`GRACE`] to end.
    pub(super) async fn run(
        self,
        router: Router,
        stopped: impl Future<Output = ()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let handle = Handle::new();
        let ending = handle.clone();
        tokio::spawn(async move {
            stopped.await;
            ending.graceful_shutdown(Some(GRACE));
        });
        let renewal = tokio::spawn(renew_on_signal(self.tls.as_ref().map(Tls::again)));
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let mut server = Server::<SocketAddr>::from_listener(self.listener)
            .handle(handle)
            .first_request_timeout(FIRST_REQUEST)
            .acceptor(NoDelayAcceptor::new());
        let limits = server.http_builder();
        limits.http1().header_read_timeout(NEXT_REQUEST).max_buf_size(BUFFER);
        limits.http2().max_concurrent_streams(STREAMS);
        match self.tls {
            None => server.serve(service).await?,
            Some(tls) => {
                let acceptor = |inner| RustlsAcceptor::new(tls.config).acceptor(inner);
                server.map(acceptor).serve(service).await?;
            }
        }
        renewal.abort();
        Ok(())
    }
}

impl Tls {
    async fn load(certificate: PathBuf, key: PathBuf) -> anyhow::Result<Tls> {
        let config = RustlsConfig::from_pem_file(&certificate, &key).await;
        let config = config.with_context(|| unusable(&certificate, &key))?;
        Ok(Tls {
            config,
            certificate,
            key,
        })
    }

    /// The same place of the same certificate, to load it from again.
    fn again(&self) -> Tls {
        Tls {
            config: self.config.clone(),
            certificate: self.certificate.clone(),
            key: self.key.clone(),
        }
    }

    /// Takes a renewed certificate for connections from now on. One that can't be used changes nothing.
    async fn renew(&self) {
        match self.config.reload_from_pem_file(&self.certificate, &self.key).await {
            Ok(()) => tracing::info!(certificate = %self.certificate.display(), "the certificate was loaded again"),
            Err(error) => tracing::error!(
                %error,
                certificate = %self.certificate.display(),
                "the certificate can't be loaded again; the one before goes on"
            ),
        }
    }
}

fn unusable(certificate: &Path, key: &Path) -> String {
    format!(
        "the certificate {} with the key {} can't be used: both are PEM files that the service's user may read, the chain \
         from the server's certificate on, the key without a passphrase",
        certificate.display(),
        key.display()
    )
}

/// Loads the certificate again at each SIGHUP. Without a certificate the signal changes nothing; it would end a process that
/// doesn't listen for it.
/// It listens from the call on, not from when it is first awaited.
#[cfg(unix)]
fn renew_on_signal(tls: Option<Tls>) -> impl Future<Output = ()> + Send {
    use tokio::signal::unix::{SignalKind, signal};
    let hangup = signal(SignalKind::hangup());
    async move {
        let Ok(mut hangup) = hangup else {
            return;
        };
        while hangup.recv().await.is_some() {
            match &tls {
                Some(tls) => tls.renew().await,
                None => {
                    tracing::info!("there is no certificate to load again; other settings are read at the next start")
                }
            }
        }
    }
}

#[cfg(not(unix))]
async fn renew_on_signal(_: Option<Tls>) {}
