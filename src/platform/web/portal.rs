//! The portal: the route table made into a service.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::routing::{MethodFilter, MethodRouter, on};
use tower_http::catch_panic::CatchPanicLayer;

use super::module::Module;
use super::peer::Proxies;
use super::route::{Authority, Route};
use super::traffic::{Timed, Traffic, UNMATCHED};
use super::{assets, entrance, guard, gzip, refusal};
use crate::platform::access::SecondFactorRule;
use crate::platform::brand::{Brand, BrandNow};
use crate::platform::services::Services;

/// What the web needs to know of the installation.
#[derive(Clone, Debug)]
pub struct WebSettings {
    /// `https://cabinet.example`, when the server is reached under one address. Links in mail use it.
    pub public_origin: String,
    /// Cookies are bound to HTTPS. False only on loopback.
    pub secure: bool,
    /// Shown on the sign-in page of a demonstration.
    pub demo: bool,
    /// Administrators alone: see `web::recovery`.
    pub recovery: bool,
    /// Who must have a second factor.
    pub second_factor: SecondFactorRule,
}

pub struct Portal {
    pub services: Arc<Services>,
    /// `None` where nobody says which proxies there are: then nobody is one.
    proxies: Option<Arc<Proxies>>,
    brand: Arc<BrandNow>,
    pub settings: WebSettings,
    pub modules: &'static [Module],
    /// What was asked for since the start.
    pub traffic: Traffic,
    /// Distinguishes builds in ETags.
    pub(super) build: &'static str,
}

impl Portal {
    pub fn new(services: Arc<Services>, settings: WebSettings, modules: &'static [Module]) -> Arc<Portal> {
        Arc::new(Portal {
            proxies: services.find_part(),
            brand: services.find_part().unwrap_or_default(),
            services,
            settings,
            modules,
            traffic: Traffic::default(),
            build: env!("CARGO_PKG_VERSION"),
        })
    }

    pub(super) fn brand(&self) -> Arc<Brand> {
        self.brand.get()
    }

    /// Who calls: the peer, or whom a trusted proxy names.
    pub(super) fn caller(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        match &self.proxies {
            Some(proxies) => proxies.caller(peer, headers),
            None => peer,
        }
    }

    /// Every route there is: the table that guards, menus, documents and tests are made from.
    pub fn routes(modules: &[Module]) -> Vec<Route> {
        let mut routes = entrance::routes();
        routes.extend(assets::routes());
        routes.extend(modules.iter().flat_map(|module| (module.routes)()));
        routes
    }
}

/// The whole service. Compression is for people only: 1C can't read it.
pub fn router(portal: &Arc<Portal>) -> Router {
    let mut people = Router::new();
    let mut machines = Router::new();
    for route in Portal::routes(portal.modules) {
        let machine = matches!(route.authority, Authority::Machine(_));
        let path = route.path;
        let method = method_router(portal, route);
        if machine {
            machines = machines.route(path, method);
        } else {
            people = people.route(path, method);
        }
    }
    let (lost, unmatched) = (Arc::clone(portal), portal.traffic.route("ANY", UNMATCHED));
    people
        .fallback(move |request: Request| {
            let timed = Timed::begin(&unmatched);
            let answer = guard::lost(Arc::clone(&lost), request);
            async move {
                let answer = answer.await;
                timed.answered(&answer);
                answer
            }
        })
        .layer(axum::middleware::from_fn(gzip::gzipped))
        .merge(machines)
        .layer(CatchPanicLayer::custom(refusal::panicked))
}

fn method_router(portal: &Arc<Portal>, route: Route) -> MethodRouter {
    let filter = MethodFilter::try_from(route.method.clone()).expect("routes use the standard methods");
    let tally = portal.traffic.route(route.method.as_str(), route.path);
    let (portal, route) = (Arc::clone(portal), Arc::new(route));
    on(filter, move |request: Request| {
        let timed = Timed::begin(&tally);
        let answer = guard::guarded(Arc::clone(&portal), Arc::clone(&route), request);
        async move {
            let answer = answer.await;
            timed.answered(&answer);
            answer
        }
    })
}
