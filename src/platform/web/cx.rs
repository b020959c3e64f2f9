//! What a handler is given, and how it answers.

use std::fmt::Display;
use std::hash::Hash;
use std::str::FromStr;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use bytes::Bytes;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use parking_lot::Mutex;
use serde::de::DeserializeOwned;

use super::etag::{self, Tag};
use super::module::ShellExtras;
use super::once::Once;
use super::portal::Portal;
use super::{Outcome, forms, refusal};
use crate::platform::access::{Access, Account, Actor, Membership, Rights, Session, csrf_token, permissions};
use crate::platform::brand::Brand;
use crate::platform::error::Error;
use crate::platform::journal::{By, Who};
use crate::platform::services::Services;
use crate::platform::ui;
use crate::platform::values::{Locale, Message, Scope};
use crate::{icon, tr};

/// Who is signed in, in full.
pub struct Person {
    pub session: Arc<Session>,
    pub account: Arc<Account>,
    pub member: Arc<Membership>,
    /// All enabled memberships of the account, for the switcher.
    pub members: Vec<Arc<Membership>>,
    /// As whom the cabinet is seen, where it isn't as oneself.
    pub seen: Option<Arc<Membership>>,
    /// Nothing else can be done before a second factor is set up.
    pub must_set_up: bool,
}

/// A request on its way through a handler.
pub struct Cx {
    pub portal: Arc<Portal>,
    pub access: Access,
    pub locale: Locale,
    pub theme: ui::Theme,
    /// The reader's zone.
    pub zone: TimeZone,
    pub method: Method,
    pub headers: HeaderMap,
    pub path: String,
    pub query_text: String,
    /// The caller's address: the peer's, or what a trusted proxy says of it.
    pub address: String,
    /// Read before the handler, except on streaming routes, whose handler takes [`Cx::stream`].
    pub body: Bytes,
    pub(super) stream: Mutex<Option<Body>>,
    pub(super) params: Vec<(String, String)>,
    pub(super) person: Option<Arc<Person>>,
    /// How the cabinet looks, the same from the first byte of an answer to its last.
    pub brand: Arc<Brand>,
    pub(super) tag: Mutex<Option<String>>,
    pub(super) extras: Mutex<Option<ShellExtras>>,
    /// What several parts of one page need: worked out once.
    pub once: Once,
}

/// What the frame of a page needs from its handler.
pub struct PageHead<'a> {
    pub title: &'a str,
    /// The menu item that this page belongs to.
    pub current: &'a str,
}

impl Cx {
    pub fn services(&self) -> &Arc<Services> {
        &self.portal.services
    }

    pub fn part<T: Send + Sync + 'static>(&self) -> Arc<T> {
        self.portal.services.part()
    }

    /// The signed-in person; routes of other authorities have none.
    pub fn person(&self) -> Result<&Person, Error> {
        self.person.as_deref().ok_or(Error::NotFound)
    }

    /// A path parameter. What can't be one is not found.
    pub fn param<T: FromStr>(&self, name: &str) -> Result<T, Error> {
        let value = self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        value.and_then(|value| value.parse().ok()).ok_or(Error::NotFound)
    }

    pub fn query<T: DeserializeOwned>(&self) -> Result<T, Error> {
        forms::read(&self.query_text)
    }

    /// The form in the body. The form token was checked and may stand among the fields.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let text = std::str::from_utf8(&self.body).map_err(|_| Error::Refused(Message::new("errors-form-wrong")))?;
        forms::read(text)
    }

    /// All fields of the form in their order.
    pub fn form_pairs(&self) -> Result<Vec<(String, String)>, Error> {
        forms::pairs(&self.body)
    }

    /// The body of a streaming route; `None` the second time.
    pub fn stream(&self) -> Option<Body> {
        self.stream.lock().take()
    }

    /// Reads the body of a streaming route, once its handler knows who sends it; the answer where it is longer than `limit`
    /// bytes.
    pub async fn read_body(&mut self, limit: usize) -> Result<(), Response> {
        let body = self.stream().unwrap_or_else(Body::empty);
        match to_bytes(body, limit).await {
            Ok(bytes) => {
                self.body = bytes;
                Ok(())
            }
            Err(_) => Err(refusal::too_large(self)),
        }
    }

    pub fn is_htmx(&self) -> bool {
        self.headers.contains_key("hx-request")
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The form token for POST forms.
    pub fn csrf(&self) -> String {
        self.person
            .as_ref()
            .map(|person| csrf_token(&person.session))
            .unwrap_or_default()
    }

    pub fn csrf_field(&self) -> Markup {
        ui::csrf_field(&self.csrf())
    }

    /// The message in the reader's language.
    pub fn say(&self, message: &Message) -> String {
        crate::platform::i18n::render(self.locale, &self.zone, message)
    }

    /// Who did something, for the reader: people by the name that they had, the rest by what they are.
    pub fn who<'a>(&self, by: By, name: &'a str) -> &'a str {
        match by {
            By::Person => name,
            By::OneC => tr!(self.locale, "web-by-1c"),
            By::Cabinet => tr!(self.locale, "web-by-cabinet"),
        }
    }

    /// From here on this request acts as a machine account; its handler has checked the credentials.
    pub fn become_machine(&mut self, name: &str, scope: Scope) {
        let actor = Actor {
            who: Who::Machine { name: name.to_owned() },
            name: name.to_owned(),
            role: None,
            rights: None,
            company: None,
            client_beside: false,
        };
        let request = self.access.request().to_owned();
        self.access = Access::new(&self.portal.services, actor, scope, &request);
    }

    /// Does the browser ask whether the page that it has still holds?
    pub fn revalidates(&self) -> bool {
        self.headers.contains_key(header::IF_NONE_MATCH)
    }

    /// A 304 when the browser already has the page made of these parts. Otherwise the page gets their tag, and the
    /// browser may keep it for asking again.
    pub fn not_modified(&self, parts: impl Hash) -> Result<Option<Response>, Error> {
        let person = self.person()?;
        let tag = Tag::default()
            .with(self.portal.build)
            .with(&self.brand)
            .with(self.portal.settings.recovery)
            .with(&self.path)
            .with(&self.query_text)
            .with(person.session.token_hash.as_str())
            .with(person.session.client_beside)
            .with(person.session.flash.len())
            .with(person.member.id)
            .with(self.access.actor().rights.as_ref().map(Rights::tag))
            .with(person.seen.as_ref().map(|seen| seen.id))
            .with(self.locale)
            .with(self.theme.name())
            .with(self.is_htmx())
            .with(self.shell_extras()?)
            .with(parts)
            .header();
        if person.session.flash.is_empty() && etag::matches(&self.headers, &tag) {
            return Ok(Some((StatusCode::NOT_MODIFIED, revalidated(&tag)).into_response()));
        }
        *self.tag.lock() = Some(tag);
        Ok(None)
    }

    /// A whole page in the frame.
    pub fn page(&self, head: PageHead<'_>, body: Markup) -> Outcome {
        self.page_with_status(StatusCode::OK, head, body)
    }

    /// A form that came back with its errors.
    pub fn page_unprocessable(&self, head: PageHead<'_>, body: Markup) -> Outcome {
        self.page_with_status(StatusCode::UNPROCESSABLE_ENTITY, head, body)
    }

    pub(super) fn page_with_status(&self, status: StatusCode, head: PageHead<'_>, body: Markup) -> Outcome {
        let markup = self.framed(head, body)?;
        let mut answer = (status, markup).into_response();
        if let Some(tag) = self.tag.lock().take().filter(|_| status == StatusCode::OK) {
            answer.headers_mut().extend(revalidated(&tag));
        }
        Ok(answer)
    }

    /// A part of a page, for htmx.
    pub fn fragment(&self, markup: Markup) -> Outcome {
        Ok(markup.into_response())
    }

    /// After a change: the next page, by GET.
    pub fn redirect(&self, to: &str) -> Outcome {
        if self.is_htmx() {
            let to = HeaderValue::from_str(to).map_err(Error::internal)?;
            return Ok((StatusCode::NO_CONTENT, [(HeaderName::from_static("hx-redirect"), to)]).into_response());
        }
        Ok(Redirect::to(to).into_response())
    }

    /// Says something on the next page that this session sees. It is a commit of its own: an action that is asked for
    /// often says it with its change, by `Write::flash`.
    pub async fn flash(&self, message: Message) -> Result<(), Error> {
        let Some(person) = &self.person else { return Ok(()) };
        let key = person.session.token_hash.clone();
        Access::system(self.services(), "web.flash")
            .write(move |write| {
                use crate::platform::store::Reader;
                let Some(mut session) = write.get::<Session>(&key)? else {
                    return Ok(());
                };
                session.say(message.clone());
                write.technical(&session)
            })
            .await
    }

    /// A file to keep.
    pub fn download(&self, name: &str, mime: &str, bytes: Vec<u8>) -> Outcome {
        let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
        let disposition = format!("attachment; filename*=UTF-8''{encoded}");
        Ok((
            [
                (header::CONTENT_TYPE, mime.to_owned()),
                (header::CONTENT_DISPOSITION, disposition),
            ],
            bytes,
        )
            .into_response())
    }

    fn shell_extras(&self) -> Result<ShellExtras, Error> {
        let mut kept = self.extras.lock();
        if let Some(extras) = kept.as_ref() {
            return Ok(extras.clone());
        }
        let mut extras = ShellExtras::default();
        let tx = self.access.read()?;
        for fill in self.portal.modules.iter().filter_map(|module| module.shell) {
            fill(&tx, &self.access, &mut extras)?;
        }
        for item in self.menu_items() {
            let Some(count) = item.count else { continue };
            match count(&tx, &self.access)? {
                0 => {}
                count => extras.counts.push((item.href, count)),
            }
        }
        Ok(kept.insert(extras).clone())
    }

    fn framed(&self, head: PageHead<'_>, body: Markup) -> Result<Markup, Error> {
        let l = self.locale;
        let Some(person) = self.person.as_ref().filter(|person| !person.must_set_up) else {
            return Ok(ui::bare(&self.bare(head.title), body));
        };
        let extras = self.shell_extras()?;
        let groups = self.menu(head.current, &extras.counts);
        let nav: Vec<ui::NavGroup<'_>> = groups
            .iter()
            .map(|(label, items)| ui::NavGroup { label: *label, items })
            .collect();
        let ids: Vec<String> = person.members.iter().map(|member| member.id.to_string()).collect();
        let companies: Vec<ui::Company<'_>> = person
            .members
            .iter()
            .zip(&ids)
            .map(|(member, id)| ui::Company {
                name: &member.company_name,
                membership: id,
                current: member.id == person.member.id,
            })
            .collect();
        let role = match person.seen {
            // The banner says whose rights these are.
            Some(_) => Some(
                crate::platform::i18n::try_text(l, person.member.role.message())
                    .unwrap_or_default()
                    .to_owned(),
            ),
            None => self.role_name(),
        };
        let role = role.unwrap_or_default();
        let seen = person.seen.as_ref().map(|seen| self.seen_banner(seen));
        let words = self.recovery_words();
        let recovery = words.map(|words| html! { (icon!("lifebuoy")) span { (words) } });
        let banner = match (recovery, seen) {
            (Some(recovery), Some(seen)) => Some(html! { (recovery) (seen) }),
            (recovery, seen) => recovery.or(seen),
        };
        // What hides prices is offered to those who see them; switched on it can always be switched off.
        let sees = self.access.may(permissions::SEE_PURCHASE_PRICE) || self.access.may(permissions::SEE_MARGIN);
        let beside = person.session.client_beside;
        let flash: Vec<ui::Flash> = person
            .session
            .flash
            .iter()
            .map(|message| ui::Flash {
                bad: false,
                title: self.say(message),
                body: String::new(),
            })
            .collect();
        let now = self.access.now();
        let fresh = extras.fresh.map(|(moment, old)| {
            let at = crate::platform::i18n::format::as_of(l, moment, now, &self.zone);
            (tr!(l, "web-fresh", at = at), old)
        });
        let here = if self.method == Method::GET {
            self.here()
        } else {
            "/".to_owned()
        };
        let csrf = self.csrf();
        let shell = ui::Shell {
            locale: l,
            theme: self.theme,
            title: head.title,
            brand: &self.brand,
            nav: &nav,
            viewer: ui::Viewer {
                name: &person.member.name,
                role: &role,
            },
            companies: &companies,
            fresh: fresh.as_ref().map(|(text, old)| (text.as_str(), *old)),
            unread: extras.unread,
            csrf: &csrf,
            here: &here,
            query: "",
            flash: &flash,
            manager: extras.manager.as_ref().map(|(name, phone)| ui::Contact { name, phone }),
            client_beside: (sees || beside).then_some(beside),
            banner: banner.as_ref(),
        };
        Ok(ui::page(&shell, body))
    }

    /// The role whose rights these are, by what people call it.
    fn role_name(&self) -> Option<String> {
        let actor = self.access.actor();
        let own = actor
            .rights
            .as_ref()
            .and_then(Rights::own_role)
            .map(|own| own.name.clone());
        let ready = || crate::platform::i18n::try_text(self.locale, actor.role?.message()).map(str::to_owned);
        own.or_else(ready)
    }

    /// As whom the cabinet is seen, and the way back.
    fn seen_banner(&self, seen: &Membership) -> Markup {
        let l = self.locale;
        let role = self.role_name().unwrap_or_default();
        let said = tr!(
            l,
            "web-seen-as",
            name = seen.name.as_str(),
            role = role,
            company = seen.company_name.as_str()
        );
        html! {
            (icon!("eye"))
            span { (said) }
            (ui::Form::post("/session/as-oneself", self.csrf()).class("kb-row").body(html! {
                (ui::Button::plain(tr!(l, "web-seen-as-end")).small())
            }))
        }
    }

    /// The frame of pages for those who are not signed in.
    pub fn bare<'a>(&'a self, title: &'a str) -> ui::Bare<'a> {
        ui::Bare {
            locale: self.locale,
            theme: self.theme,
            title,
            brand: &self.brand,
            here: &self.path,
            notice: self.recovery_words(),
            aside: None,
        }
    }

    fn here(&self) -> String {
        if self.query_text.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query_text)
        }
    }

    /// The items that this reader may use.
    fn menu_items(&self) -> impl Iterator<Item = &'static super::MenuItem> {
        let finance = self.access.sight().finance;
        let modules = self
            .portal
            .modules
            .iter()
            .filter(move |module| finance || !module.finance);
        let items = modules.flat_map(|module| module.menu);
        items.filter(|item| self.access.may(item.permission) && self.portal.opens(item.href))
    }

    #[allow(clippy::type_complexity)]
    fn menu(&self, current: &str, counts: &[(&str, u64)]) -> Vec<(Option<&'static str>, Vec<ui::NavItem<'static>>)> {
        let l = self.locale;
        let mut groups = Vec::new();
        for group in super::MenuGroup::ALL {
            let mut items = Vec::new();
            if group == super::MenuGroup::Work {
                items.push(ui::NavItem {
                    icon: icon!("home"),
                    label: tr!(l, "web-nav-home"),
                    href: "/",
                    count: None,
                    alarm: false,
                    current: current == "/",
                });
            }
            for item in self.menu_items().filter(|item| item.group == group) {
                let count = counts.iter().find(|(href, _)| *href == item.href);
                items.push(ui::NavItem {
                    icon: item.icon,
                    label: crate::platform::i18n::try_text(l, item.label).unwrap_or(item.label),
                    href: item.href,
                    count: count.map(|(_, count)| *count),
                    alarm: false,
                    current: current == item.href,
                });
            }
            if !items.is_empty() {
                let label = match group {
                    super::MenuGroup::Work => None,
                    super::MenuGroup::Company => Some(tr!(l, "web-nav-company")),
                    super::MenuGroup::Dealers => Some(tr!(l, "web-nav-dealers")),
                    super::MenuGroup::Administration => Some(tr!(l, "web-nav-administration")),
                };
                groups.push((label, items));
            }
        }
        groups
    }
}

fn revalidated(tag: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, value);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, HX-Request"));
    headers
}

/// A `Display` value as a path segment.
pub fn segment(value: impl Display) -> String {
    percent_encoding::utf8_percent_encode(&value.to_string(), percent_encoding::NON_ALPHANUMERIC).to_string()
}
