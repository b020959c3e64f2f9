//! The form of the first administrator, and the list of what is left to do.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use maud::{Markup, html};

use super::checklist::Step;
use super::pages::Typed;
use crate::modules::brand::NAME_MAX;
use crate::platform::access::{PASSWORD_LENGTH_MIN, PERSON_NAME_MAX};
use crate::platform::ui::{self, Button, Card, Field};
use crate::platform::web::{Cx, Outcome, Problems};
use crate::{icon, tr};

pub fn page(cx: &Cx, secret: &str, typed: &Typed, problems: &Problems) -> Outcome {
    let l = cx.locale;
    let labels = [
        ("company", tr!(l, "setup-field-company")),
        ("name", tr!(l, "setup-field-name")),
        ("email", tr!(l, "setup-field-email")),
        ("password", tr!(l, "setup-field-password")),
    ];
    let body = html! {
        h1 { (tr!(l, "setup-title")) }
        p { (tr!(l, "setup-about")) }
        (problems.summary(cx, &labels))
        form.kb-stack method="post" action={ "/setup/" (secret) } novalidate {
            (Field::text("company", labels[0].1).value(typed.company.as_str()).required().autocomplete("organization")
                .attr("maxlength", NAME_MAX.to_string()).hint(tr!(l, "setup-field-company-hint")).error(problems.at("company")))
            (Field::text("name", labels[1].1).value(typed.name.as_str()).required().autocomplete("name")
                .attr("maxlength", PERSON_NAME_MAX.to_string()).error(problems.at("name")))
            (Field::email("email", labels[2].1).value(typed.email.as_str()).required().autocomplete("username")
                .hint(tr!(l, "setup-field-email-hint")).error(problems.at("email")))
            (Field::password("password", labels[3].1).required().autocomplete("new-password")
                .hint(tr!(l, "setup-field-password-hint", min = PASSWORD_LENGTH_MIN)).error(problems.at("password")))
            (Button::primary(tr!(l, "setup-submit")).icon(icon!("check")))
        }
    };
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, ui::bare(&cx.bare(tr!(l, "setup-title")), body)).into_response())
}

/// What is left to do, with what is done already: one sees that it comes to an end.
pub fn card(cx: &Cx, steps: &[Step]) -> Markup {
    let l = cx.locale;
    let done = steps.iter().filter(|step| step.done).count();
    let title = tr!(l, "setup-left", done = done, all = steps.len());
    html! {
        (Card::titled(title).id("setup").flush(html! {
            ul.kb-list {
                @for step in steps {
                    li data-step=(step.name) data-done[step.done] {
                        span.kb-list-ic.is-ok[step.done] { @if step.done { (icon!("check")) } @else { (step.icon) } }
                        div.kb-grow {
                            b { (step.what) }
                            span.kb-sub { @if step.done { (tr!(l, "setup-done")) } @else { (step.why) } }
                        }
                        @if !step.done && let Some((words, href)) = &step.action {
                            (Button::plain(words.as_str()).small().href(*href))
                        }
                    }
                }
            }
        }))
    }
}
