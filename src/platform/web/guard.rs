//! The guard around every route: identity, form token, permission, errors, headers.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams, Request};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use bytes::Bytes;
use jiff::tz::TimeZone;
use parking_lot::Mutex;

use super::cx::{Cx, Person};
use super::once::Once;
use super::portal::Portal;
use super::route::{Authority, Route};
use super::{entrance, forms, recovery, refusal, security};
use crate::platform::access::{
    Access, Account, MEMBER_BY_ACCOUNT, Membership, Rights, SESSION_DAYS, Session, Theme, csrf_matches, hashed,
    may_see_as, visited,
};
use crate::platform::error::Error;
use crate::platform::journal::Who;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::ui;
use crate::platform::values::{Locale, Message, Scope};

/// The session cookie. `__Host-` binds it to HTTPS and to this very host.
pub(super) fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-sid" } else { "sid" }
}

/// By which a person's word of an error finds its line in the log.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const HX_REQUEST: HeaderName = HeaderName::from_static("hx-request");
/// Companies of one account.
const MEMBERSHIPS_MAX: usize = 50;
/// The session's last request is noted at most this often.
const SEEN_SECONDS: i64 = 300;

/// Runs a route for a request.
pub async fn guarded(portal: Arc<Portal>, route: Arc<Route>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let request_id = request_id();
    let params = params(&mut parts).await;
    let mut answer = match prepare(&portal, Some(&route), &parts, params, &request_id) {
        Err(error) => refusal::plain(&error),
        Ok(mut cx) => {
            if let Some(closed) = recovery::turned_away(&cx, &route) {
                return finish(&portal, &request_id, closed);
            }
            // What the error page needs outlives the handler, which takes the request.
            let outcome = match admit(&mut cx, &route, body).await {
                Ok(Some(answer)) => Ok(answer),
                Ok(None) => {
                    let frame = cx.for_errors();
                    let outcome = (route.handler)(cx).await;
                    return finish(&portal, &request_id, frame.settle(outcome));
                }
                Err(error) => Err(error),
            };
            cx.for_errors().settle(outcome)
        }
    };
    finish_headers(&portal, &request_id, &mut answer);
    answer
}

/// What no route matches: the same page as a record out of scope.
pub async fn lost(portal: Arc<Portal>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let request_id = request_id();
    let answer = match prepare(&portal, None, &parts, Vec::new(), &request_id) {
        Err(error) => refusal::plain(&error),
        Ok(cx) => cx.for_errors().settle(Err(Error::NotFound)),
    };
    finish(&portal, &request_id, answer)
}

fn finish(portal: &Portal, request_id: &str, mut answer: Response) -> Response {
    finish_headers(portal, request_id, &mut answer);
    answer
}

fn finish_headers(portal: &Portal, request_id: &str, answer: &mut Response) {
    security::headers(answer.headers_mut(), portal.settings.secure);
    if let Ok(value) = HeaderValue::from_str(request_id) {
        answer.headers_mut().insert(REQUEST_ID, value);
    }
}

fn request_id() -> String {
    format!("{:012x}", rand::random::<u64>() >> 16)
}

async fn params(parts: &mut Parts) -> Vec<(String, String)> {
    match RawPathParams::from_request_parts(parts, &()).await {
        Ok(params) => params
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        Err(_) => Vec::new(),
    }
}

/// Decides about a request before its handler: an answer in the handler's place, or none.
async fn admit(cx: &mut Cx, route: &Route, body: Body) -> Result<Option<Response>, Error> {
    if let Authority::Person(_) = route.authority
        && cx.person.is_none()
    {
        return Ok(Some(to_sign_in(cx)));
    }
    if route.streaming {
        *cx.stream.lock() = Some(body);
    } else {
        cx.body = match to_bytes(body, route.body_limit).await {
            Ok(bytes) => bytes,
            Err(_) => return Ok(Some(refusal::too_large(cx))),
        };
    }
    let from_browser = matches!(
        route.authority,
        Authority::Person(_) | Authority::Public | Authority::Key(_)
    );
    if from_browser && !security::is_safe(&cx.method) {
        if !security::same_origin(&cx.headers) {
            return Ok(Some(refusal::stale_form(cx)));
        }
        if let Authority::Person(_) = route.authority
            && !form_token_fits(cx)?
        {
            return Ok(Some(refusal::stale_form(cx)));
        }
    }
    if let Authority::Person(permission) = route.authority {
        let looks_only = cx.person.as_ref().is_some_and(|person| person.seen.is_some());
        if looks_only && !security::is_safe(&cx.method) && !WHILE_LOOKING.contains(&route.path) {
            return Err(Error::Refused(Message::new("access-looks-only")));
        }
        if cx.person.as_ref().is_some_and(|person| person.must_set_up) && !WHILE_SETTING_UP.contains(&route.path) {
            return cx.redirect(entrance::SECOND_FACTOR).map(Some);
        }
        cx.access.require(permission)?;
    }
    Ok(None)
}

/// What can be done while one sees the cabinet as somebody else: things of the own browser.
const WHILE_LOOKING: [&str; 5] = [
    "/session/end",
    "/session/membership",
    "/session/as-oneself",
    "/session/client",
    "/preferences",
];

/// What can be done before the second factor that is asked of somebody is set up.
const WHILE_SETTING_UP: [&str; 5] = [
    entrance::SECOND_FACTOR,
    "/profile/second-factor/beginning",
    "/session/end",
    "/session/membership",
    "/preferences",
];

fn to_sign_in(cx: &Cx) -> Response {
    if cx.is_htmx() {
        let to = HeaderValue::from_static("/login");
        return (StatusCode::UNAUTHORIZED, [(HeaderName::from_static("hx-redirect"), to)]).into_response();
    }
    if !security::is_safe(&cx.method) || cx.path == "/" {
        return Redirect::to("/login").into_response();
    }
    Redirect::to(&format!("/login?next={}", super::cx::segment(&cx.path))).into_response()
}

fn form_token_fits(cx: &Cx) -> Result<bool, Error> {
    let Some(person) = &cx.person else { return Ok(false) };
    if let Some(token) = cx.header("x-csrf-token") {
        return Ok(csrf_matches(&person.session, token));
    }
    let multipart = cx
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("multipart/"));
    if multipart {
        // The token of an upload stands in its address: the body is read by the handler.
        let pairs = forms::pairs(cx.query_text.as_bytes())?;
        return Ok(pairs
            .iter()
            .any(|(name, value)| name == "_csrf" && csrf_matches(&person.session, value)));
    }
    // The handler reads the form; here nothing but the token is taken out of it.
    Ok(forms::values(&cx.body, "_csrf")?.any(|value| csrf_matches(&person.session, &value)))
}

fn prepare(
    portal: &Arc<Portal>,
    route: Option<&Route>,
    parts: &Parts,
    params: Vec<(String, String)>,
    request_id: &str,
) -> Result<Cx, Error> {
    // Who calls by a key is told by the key alone, whoever is signed in in this browser.
    let apart = |route: &Route| matches!(route.authority, Authority::Machine(_) | Authority::Key(_));
    let person = if route.is_some_and(apart) {
        None
    } else {
        signed_in(portal, parts)?
    };
    let (locale, theme, zone) = match &person {
        // The links of a page without the frame choose a language by the address.
        Some(person) => (
            asked_locale(parts)
                .filter(|_| person.must_set_up)
                .unwrap_or(person.account.locale),
            ui_theme(person.account.theme),
            zone_of(portal, &person.account),
        ),
        None => (anonymous_locale(parts), ui::Theme::Auto, portal.services.zone.clone()),
    };
    let access = match &person {
        Some(person) => access_of(portal, person, request_id)?,
        None => Access::nobody(&portal.services, request_id),
    };
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let address = peer.map(|ConnectInfo(peer)| portal.caller(peer.ip(), &parts.headers));
    Ok(Cx {
        portal: Arc::clone(portal),
        access,
        locale,
        theme,
        zone,
        method: parts.method.clone(),
        headers: parts.headers.clone(),
        path: parts.uri.path().to_owned(),
        query_text: parts.uri.query().unwrap_or_default().to_owned(),
        address: address.map(|address| address.to_string()).unwrap_or_default(),
        body: Bytes::new(),
        stream: Mutex::new(None),
        params,
        person,
        brand: portal.brand(),
        tag: Mutex::new(None),
        extras: Mutex::new(None),
        once: Once::default(),
    })
}

/// What the person may touch: as itself, or looking only as somebody else.
fn access_of(portal: &Arc<Portal>, person: &Person, request_id: &str) -> Result<Access, Error> {
    let services = &portal.services;
    let acting = person.seen.as_ref().unwrap_or(&person.member);
    let rights = Rights::of(&services.read_all(), acting, services.clock.now())?;
    let scope = rights.scope();
    let mut actor = crate::platform::access::actor_in(acting, rights, person.session.client_beside);
    if person.seen.is_some() {
        // Who looks stays who they are; whose rights these are stands beside.
        actor.who = Who::Person {
            account: person.account.id,
            membership: person.member.id,
            on_behalf_of: Some(acting.id),
        };
        actor.name.clone_from(&person.member.name);
    }
    let access = Access::new(services, actor, scope, request_id).in_session(&person.session);
    Ok(match person.seen {
        Some(_) => access.looking_only(),
        None => access,
    })
}

/// Whom the session sees the cabinet as, while that is allowed still.
fn seen_as(
    portal: &Portal,
    tx: &ReadTx,
    session: &Session,
    own: &Arc<Membership>,
) -> Result<Option<Arc<Membership>>, Error> {
    let Some(whom) = session.seen_as else { return Ok(None) };
    let rights = Rights::of(tx, own, portal.services.clock.now())?;
    let Some(whom) = tx.shared::<Membership>(&whom)? else {
        return Ok(None);
    };
    Ok(may_see_as(&portal.services, tx, own, &rights, &whom)?.then_some(whom))
}

/// The person behind the session cookie, when the session, the account and the membership are all still good.
fn signed_in(portal: &Arc<Portal>, parts: &Parts) -> Result<Option<Arc<Person>>, Error> {
    let name = cookie_name(portal.settings.secure);
    let Some(token) = cookie(&parts.headers, name) else {
        return Ok(None);
    };
    let tx = portal.services.read_all();
    let Some(session) = tx.shared::<Session>(&hashed(token))? else {
        return Ok(None);
    };
    let now = portal.services.clock.now();
    if session.seen.plus_seconds(SESSION_DAYS * 86_400) < now {
        return Ok(None);
    }
    let account = tx.shared::<Account>(&session.account)?;
    let Some(account) = account.filter(|account| !account.disabled) else {
        return Ok(None);
    };
    let mut members = tx.shared_scan(&MEMBER_BY_ACCOUNT, &account.id, MEMBERSHIPS_MAX)?;
    members.retain(|member: &Arc<Membership>| !member.disabled);
    let Some(member) = members.iter().find(|member| member.id == session.membership).cloned() else {
        return Ok(None);
    };
    // Only a whole page shows the flash: neither a part of one nor the answer to a form.
    let told = if security::is_safe(&parts.method) && !parts.headers.contains_key("hx-request") {
        session.flash.len()
    } else {
        0
    };
    if now.seconds_since(session.seen) > SEEN_SECONDS || told > 0 {
        note_seen(portal, &session, told);
    }
    let seen = seen_as(portal, &tx, &session, &member)?;
    let asked = portal.settings.second_factor.asks(members.iter().map(Arc::as_ref));
    let must_set_up = asked && account.second_factor.is_none();
    Ok(Some(Arc::new(Person {
        session,
        account,
        member,
        members,
        seen,
        must_set_up,
    })))
}

/// Moves the session's time and forgets what the coming page says; off the request's way.
fn note_seen(portal: &Arc<Portal>, session: &Session, told: usize) {
    let (services, key) = (Arc::clone(&portal.services), session.token_hash.clone());
    tokio::spawn(async move {
        let done = Access::system(&services, "web.session")
            .write(move |write| {
                let Some(mut session) = write.get::<Session>(&key)? else {
                    return Ok(());
                };
                session.seen = write.now();
                session.flash.drain(..told.min(session.flash.len()));
                write.technical(&session)?;
                visited(write, &session)
            })
            .await;
        if let Err(error) = done {
            tracing::warn!(%error, "a session's time could not be noted");
        }
    });
}

/// The value of a cookie.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn asked_locale(parts: &Parts) -> Option<Locale> {
    let asked = forms::pairs(parts.uri.query().unwrap_or_default().as_bytes()).unwrap_or_default();
    let lang = asked.iter().find(|(name, _)| name == "lang");
    lang.and_then(|(_, tag)| Locale::from_tag(tag))
}

fn anonymous_locale(parts: &Parts) -> Locale {
    let asked = asked_locale(parts);
    let kept = || cookie(&parts.headers, "lang").and_then(Locale::from_tag);
    let header = || {
        parts
            .headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
    };
    asked
        .or_else(kept)
        .unwrap_or_else(|| header().map(Locale::negotiate).unwrap_or_default())
}

fn ui_theme(theme: Theme) -> ui::Theme {
    match theme {
        Theme::Auto => ui::Theme::Auto,
        Theme::Light => ui::Theme::Light,
        Theme::Dark => ui::Theme::Dark,
    }
}

fn zone_of(portal: &Portal, account: &Account) -> TimeZone {
    let own = account.zone.as_deref().and_then(|name| TimeZone::get(name).ok());
    own.unwrap_or_else(|| portal.services.zone.clone())
}

/// What an error page is drawn with after the handler took the request.
pub(super) struct Frame(Cx);

impl Cx {
    /// Is somebody signed in in this browser? Only a yes or a no: who calls by a key acts as nobody all the same.
    pub fn comes_from_within(&self) -> Result<bool, Error> {
        let Some(token) = cookie(&self.headers, cookie_name(self.portal.settings.secure)) else {
            return Ok(false);
        };
        let session = self.portal.services.read_all().shared::<Session>(&hashed(token))?;
        let now = self.portal.services.clock.now();
        Ok(session.is_some_and(|session| session.seen.plus_seconds(SESSION_DAYS * 86_400) >= now))
    }

    fn for_errors(&self) -> Frame {
        // Of the headers an error page only asks whether a part of a page was wanted.
        let mut headers = HeaderMap::new();
        if let Some(htmx) = self.headers.get(HX_REQUEST) {
            headers.insert(HX_REQUEST, htmx.clone());
        }
        Frame(Cx {
            portal: Arc::clone(&self.portal),
            access: self.access.clone(),
            locale: self.locale,
            theme: self.theme,
            zone: self.zone.clone(),
            method: self.method.clone(),
            headers,
            path: "/".into(),
            query_text: String::new(),
            address: String::new(),
            body: Bytes::new(),
            stream: Mutex::new(None),
            params: Vec::new(),
            person: self.person.clone(),
            brand: Arc::clone(&self.brand),
            tag: Mutex::new(None),
            extras: Mutex::new(None),
            once: Once::default(),
        })
    }
}

impl Frame {
    fn settle(self, outcome: Result<Response, Error>) -> Response {
        match outcome {
            Ok(answer) => answer,
            Err(error) => refusal::page(&self.0, &error),
        }
    }
}

impl Access {
    /// Nobody: public pages. Sees nothing and holds no right.
    pub(super) fn nobody(services: &Arc<crate::platform::services::Services>, request_id: &str) -> Access {
        let actor = crate::platform::access::Actor {
            who: Who::Machine { name: "nobody".into() },
            name: String::new(),
            role: None,
            rights: None,
            company: None,
            client_beside: false,
        };
        Access::new(services, actor, Scope::Nothing, request_id)
    }
}
