//! Sign-in, sign-out, invitations, and a person's own choices.

mod code;
mod forgotten;
mod profile;
mod second_factor;
mod sessions;
mod views;

use axum::http::header::{HeaderName, HeaderValue, SET_COOKIE};
use axum::response::Response;
use serde::Deserialize;

use super::Cx;
use super::guard::{cookie, cookie_name};
use super::route::{Authority, Outcome, Route};
use crate::platform::access::{
    self, Access, AccessEvent, Account, Browser, DEVICE_DAYS, Opening, SESSION_DAYS, SignIn, Theme,
    permissions::{ADMINISTER, SIGNED_IN},
};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::ui;
use crate::platform::values::{Locale, MembershipId};

/// The page of a person's second factor.
pub(super) const SECOND_FACTOR: &str = second_factor::HERE;

pub fn routes() -> Vec<Route> {
    let person = Authority::Person(SIGNED_IN);
    vec![
        Route::get("/login", Authority::Public, form),
        Route::post("/login", Authority::Public, submit).body_limit(16 << 10),
        Route::get(code::HERE, Authority::Public, code::form),
        Route::post(code::HERE, Authority::Public, code::submit).body_limit(16 << 10),
        Route::get(forgotten::HERE, Authority::Public, forgotten::form),
        Route::post(forgotten::HERE, Authority::Public, forgotten::ask).body_limit(16 << 10),
        Route::get("/invitation/{secret}", Authority::Public, invitation),
        Route::post("/invitation/{secret}", Authority::Public, acceptance).body_limit(16 << 10),
        Route::post("/session/end", Authority::Person(SIGNED_IN), end),
        Route::post("/session/membership", Authority::Person(SIGNED_IN), membership),
        Route::post("/session/as-oneself", Authority::Person(SIGNED_IN), as_oneself),
        Route::post("/session/client", Authority::Person(SIGNED_IN), client),
        Route::post("/preferences", Authority::Person(SIGNED_IN), preferences),
        Route::get("/profile", Authority::Person(SIGNED_IN), profile::page),
        Route::post("/profile/password", Authority::Person(SIGNED_IN), profile::password).body_limit(16 << 10),
        Route::post("/profile/zone", Authority::Person(SIGNED_IN), profile::zone),
        Route::get(sessions::HERE, person, sessions::page),
        Route::post("/profile/sessions/end", person, sessions::end_others),
        Route::post("/profile/sessions/{id}/end", person, sessions::end),
        Route::get(
            "/people/{id}/sign-ins",
            Authority::Person(ADMINISTER),
            sessions::of_person,
        ),
        Route::get(second_factor::HERE, person, second_factor::page),
        Route::post(second_factor::HERE, person, second_factor::confirm).body_limit(16 << 10),
        Route::post("/profile/second-factor/beginning", person, second_factor::begin).body_limit(16 << 10),
        Route::post("/profile/second-factor/codes", person, second_factor::codes).body_limit(16 << 10),
        Route::post("/profile/second-factor/end", person, second_factor::end).body_limit(16 << 10),
    ]
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Next {
    next: String,
}

impl Next {
    /// Only a page of our own.
    fn path(&self) -> &str {
        let own = self.next.starts_with('/') && !self.next.starts_with("//") && !self.next.contains(['\\', '\n', '\r']);
        if own { &self.next } else { "/" }
    }
}

async fn form(cx: Cx) -> Outcome {
    let next: Next = cx.query()?;
    if cx.person().is_ok() {
        return cx.redirect(next.path());
    }
    views::sign_in(&cx, "", next.path(), None)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Credentials {
    email: String,
    password: String,
    next: String,
}

async fn submit(cx: Cx) -> Outcome {
    let form: Credentials = cx.form()?;
    let next = Next { next: form.next };
    let attempt = SignIn {
        email: &form.email,
        password: &form.password,
        browser: browser(&cx),
    };
    match access::sign_in(cx.services(), attempt).await {
        Ok(entered) => code::entered(&cx, &next, entered),
        Err(Error::Invalid(fields)) => {
            let said = fields.first().map(|field| cx.say(&field.message));
            views::sign_in(&cx, &form.email, next.path(), said.as_deref())
        }
        Err(Error::Refused(message)) => views::sign_in(&cx, &form.email, next.path(), Some(&cx.say(&message))),
        Err(error) => Err(error),
    }
}

async fn invitation(cx: Cx) -> Outcome {
    let secret: String = cx.param("secret")?;
    let found = access::find_invitation(cx.services(), &secret)?;
    views::invitation(&cx, &found, &secret, None)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct NewPassword {
    password: String,
}

async fn acceptance(cx: Cx) -> Outcome {
    let secret: String = cx.param("secret")?;
    let form: NewPassword = cx.form()?;
    match access::accept(cx.services(), &secret, &form.password, browser(&cx)).await {
        Ok(entered) => code::entered(&cx, &Next::default(), entered),
        Err(Error::Invalid(fields)) => {
            let found = access::find_invitation(cx.services(), &secret)?;
            let said = fields.first().map(|field| cx.say(&field.message));
            views::invitation(&cx, &found, &secret, said.as_deref())
        }
        Err(error) => Err(error),
    }
}

async fn end(cx: Cx) -> Outcome {
    access::sign_out(cx.services(), cx.person()?.session.token_hash.clone()).await?;
    let mut answer = cx.redirect("/login")?;
    let name = cookie_name(cx.portal.settings.secure);
    set_cookie(&cx, &mut answer, name, "", 0)?;
    answer.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\""),
    );
    Ok(answer)
}

#[derive(Deserialize)]
struct Company {
    membership: MembershipId,
}

async fn membership(cx: Cx) -> Outcome {
    let form: Company = cx.form()?;
    access::switch_membership(cx.services(), &cx.person()?.session, form.membership).await?;
    cx.redirect("/")
}

/// Ends the view as somebody else.
async fn as_oneself(cx: Cx) -> Outcome {
    let person = cx.person()?;
    if let Some(seen) = &person.seen {
        access::see_as_oneself(&cx.access, &person.session, &person.member, seen).await?;
    }
    cx.redirect("/")
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Client {
    beside: bool,
    back: String,
}

/// «Client beside me», on or off.
async fn client(cx: Cx) -> Outcome {
    let form: Client = cx.form()?;
    access::set_client_beside(&cx.access, &cx.person()?.session, form.beside).await?;
    cx.redirect(Next { next: form.back }.path())
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Preferences {
    theme: Option<String>,
    locale: Option<String>,
    back: String,
}

async fn preferences(cx: Cx) -> Outcome {
    let form: Preferences = cx.form()?;
    let person = cx.person()?;
    let theme = form
        .theme
        .as_deref()
        .and_then(ui::Theme::from_name)
        .map(|theme| match theme {
            ui::Theme::Auto => Theme::Auto,
            ui::Theme::Light => Theme::Light,
            ui::Theme::Dark => Theme::Dark,
        });
    let locale = form.locale.as_deref().and_then(Locale::from_tag);
    let (id, member) = (person.account.id, (*person.member).clone());
    Access::system(cx.services(), "web.preferences")
        .write(move |write| {
            let mut account: Account = write.get(&id)?.ok_or(Error::NotFound)?;
            account.theme = theme.unwrap_or(account.theme);
            account.locale = locale.unwrap_or(account.locale);
            write.save(&account, &AccessEvent::Preferred { member: member.clone() })?;
            Ok(())
        })
        .await?;
    cx.redirect(Next { next: form.back }.path())
}

/// What a browser is known by at its next sign-in.
fn device_cookie(secure: bool) -> &'static str {
    if secure { "__Host-device" } else { "device" }
}

/// Where a request comes from.
pub fn browser(cx: &Cx) -> Browser<'_> {
    Browser {
        address: &cx.address,
        agent: cx.header("user-agent").unwrap_or_default(),
        device: cookie(&cx.headers, device_cookie(cx.portal.settings.secure)),
    }
}

/// The answer, and with it the session for this browser.
pub fn with_session(cx: &Cx, mut answer: Response, opening: &Opening) -> Outcome {
    let name = cookie_name(cx.portal.settings.secure);
    set_cookie(cx, &mut answer, name, opening.token.as_str(), SESSION_DAYS * 86_400)?;
    let device = device_cookie(cx.portal.settings.secure);
    set_cookie(cx, &mut answer, device, opening.device.as_str(), DEVICE_DAYS * 86_400)?;
    Ok(answer)
}

fn set_cookie(cx: &Cx, answer: &mut Response, name: &str, value: &str, seconds: i64) -> Result<(), Error> {
    let bound = if cx.portal.settings.secure { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{bound}");
    answer
        .headers_mut()
        .append(SET_COOKIE, HeaderValue::from_str(&cookie).map_err(Error::internal)?);
    Ok(())
}
