//! Pages of those who are not signed in yet.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use maud::html;

use super::forgotten;
use crate::platform::access::{Account, Invitation, Membership, PASSWORD_LENGTH_MIN, is_unfounded};
use crate::platform::ui::{self, Alert, Button, Field, hidden};
use crate::platform::web::{Cx, Outcome};
use crate::{icon, tr};

/// The sign-in form; `wrong` says why it came back.
pub fn sign_in(cx: &Cx, email: &str, next: &str, wrong: Option<&str>) -> Outcome {
    let l = cx.locale;
    let unfounded = is_unfounded(&cx.services().read_all())?;
    let body = html! {
        h1 { (tr!(l, "entrance-title")) }
        @if unfounded { (Alert::info(tr!(l, "entrance-unfounded"))) }
        @if let Some(wrong) = wrong { (Alert::bad(wrong).live()) }
        form.kb-stack method="post" action="/login" {
            (hidden("next", next))
            (Field::email("email", tr!(l, "entrance-email")).value(email).autocomplete("username").required().autofocus())
            (Field::password("password", tr!(l, "entrance-password")).autocomplete("current-password").required())
            (Button::primary(tr!(l, "entrance-submit")).icon(icon!("login")))
        }
        p.kb-sm { a href=(forgotten::HERE) { (tr!(l, "entrance-forgotten")) } }
        p.kb-sm.kb-soft { (tr!(l, "entrance-no-account")) }
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, ui::bare(&cx.bare(tr!(l, "entrance-title")), body)).into_response())
}

/// The page behind an invitation's link.
pub fn invitation(cx: &Cx, found: &(Invitation, Membership, Account), secret: &str, wrong: Option<&str>) -> Outcome {
    let l = cx.locale;
    let (invitation, member, account) = found;
    let known = account.password.is_some() && !invitation.fresh_password;
    let mut field = Field::password("password", tr!(l, "entrance-password"))
        .required()
        .error(wrong);
    field = if known {
        field
            .autocomplete("current-password")
            .hint(tr!(l, "entrance-invitation-known"))
    } else {
        field
            .autocomplete("new-password")
            .hint(tr!(l, "entrance-invitation-hint", min = PASSWORD_LENGTH_MIN))
    };
    let forgotten = invitation.fresh_password;
    let body = html! {
        @if forgotten {
            h1 { (tr!(l, "entrance-forgotten-new")) }
            p { (tr!(l, "entrance-forgotten-new-what", email = account.email.as_str())) }
        } @else {
            h1 { (tr!(l, "entrance-invitation-title", name = member.name.as_str())) }
            p { (tr!(l, "entrance-invitation-what", company = member.company_name.as_str(), email = account.email.as_str())) }
        }
        form.kb-stack method="post" action={ "/invitation/" (secret) } {
            (hidden("email", &account.email))
            (field)
            @let submit = if forgotten { tr!(l, "entrance-forgotten-keep") } else { tr!(l, "entrance-invitation-submit") };
            (Button::primary(submit).icon(icon!("check")))
        }
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, ui::bare(&cx.bare(tr!(l, "entrance-submit")), body)).into_response())
}
