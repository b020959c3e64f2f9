//! Where one writes: a text, files, for whom, and whether it waits for an answer.

use maud::{Markup, html};

use super::Frame;
use crate::modules::orders::OrderNumber;
use crate::modules::talk::model::{Mention, Post, PostId};
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Check, Choice, Field, Form, Select, TextArea, hidden};
use crate::platform::values::MembershipId;
use crate::{icon, tr};

/// What was typed, or what the form begins with.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub text: String,
    pub note: bool,
    pub question: bool,
    pub to: Option<MembershipId>,
    pub answers: Option<PostId>,
    /// What is wrong with the person who was chosen.
    pub fault: Option<String>,
}

pub struct Compose<'a> {
    pub number: OrderNumber,
    /// The post's own number, so that a form that is sent twice says it once.
    pub id: PostId,
    /// The line that it is about, from 1.
    pub line: Option<usize>,
    /// Whom it may be for.
    pub people: &'a [Mention],
    /// Who of them reads a note of the own side.
    pub own: &'a [Mention],
    /// Questions that wait for the reader's side.
    pub questions: &'a [Post],
    /// How many will see what is written for both sides.
    pub readers: usize,
    pub typed: &'a Typed,
    pub refused: Option<&'a str>,
    /// Afterwards the reader comes back to the order's page.
    pub from_order: bool,
}

pub fn form(frame: &Frame, of: &Compose<'_>) -> Markup {
    let l = frame.locale;
    let token = percent_encoding::utf8_percent_encode(&frame.csrf, percent_encoding::NON_ALPHANUMERIC);
    let action = format!("/orders/{}/talk?_csrf={token}", of.number);
    let placeholder = match (of.line.is_some(), frame.staff) {
        (true, _) => tr!(l, "talk-write-line"),
        (false, true) => tr!(l, "talk-write-staff"),
        (false, false) => tr!(l, "talk-write-dealer"),
    };
    html! {
        (Form::post(action, frame.csrf.as_str()).multipart().class("kb-stack").id("write").body(html! {
            @if let Some(refused) = of.refused { (Alert::warning(refused).live()) }
            (hidden("id", of.id.to_string()))
            @if let Some(line) = of.line { (hidden("line", line.to_string())) }
            @if of.from_order { (hidden("back", "order")) }
            // «@» offers whom one may name; without script the name is written out, or chosen below.
            div.kb-combo {
                (TextArea::new("text", tr!(l, "talk-text"), 3).label_hidden().value(of.typed.text.as_str())
                    .placeholder(placeholder).attr("data-combo", "").attr("data-mentions", "talk-names")
                    .attr("aria-controls", "talk-people").attr("aria-autocomplete", "list"))
                ul.kb-options #talk-people role="listbox" hidden aria-label=(tr!(l, "talk-people")) {}
                ul #talk-names hidden {
                    @for person in of.people { li data-own[of.own.contains(person)] { (person.name) } }
                }
            }
            @if !of.questions.is_empty() { (answers(frame, of)) }
            @if !of.people.is_empty() {
                @let nobody = Choice::new("", tr!(l, "talk-to-all", n = of.readers));
                @let people = of.people.iter().map(|person| {
                    Choice::new(person.membership.to_string(), person.name.as_str())
                });
                (Select::new("to", tr!(l, "talk-to"), std::iter::once(nobody).chain(people)).id("talk-to")
                    .chosen(of.typed.to.map(|to| to.to_string()).unwrap_or_default())
                    .error(of.typed.fault.as_deref()).hint(tr!(l, "talk-to-hint")))
            }
            (Field::file("files", tr!(l, "talk-files")).attr("multiple", "multiple").hint(tr!(l, "talk-files-about")))
            div.kb-row.kb-between {
                div.kb-row.kb-msg-marks {
                    (Check::new("note", "1", match frame.staff {
                        true => tr!(l, "talk-note-only-staff"),
                        false => tr!(l, "talk-note-only-dealer"),
                    }, of.typed.note))
                    (Check::new("question", "1", tr!(l, "talk-ask"), of.typed.question))
                }
                (Button::primary(tr!(l, "talk-send")).icon(icon!("send")))
            }
        }))
    }
}

/// Which question is answered.
fn answers(frame: &Frame, of: &Compose<'_>) -> Markup {
    let l = frame.locale;
    let words = |post: &Post| {
        let short = match post.text.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", post.text[..end].trim_end()),
            None => post.text.clone(),
        };
        let day = format::date(post.at.day_in(&frame.zone));
        Choice::new(
            post.id.to_string(),
            tr!(l, "talk-answers-one", at = day.to_string(), text = short),
        )
    };
    let choices = of.questions.iter().map(words);
    let none = Choice::new("", tr!(l, "talk-answers-none"));
    // The only question is the one that is most likely answered; it is in sight, and can be left.
    let only = match of.questions {
        [only] if of.refused.is_none() => Some(only.id),
        _ => None,
    };
    let chosen = of.typed.answers.or(only).map(|id| id.to_string()).unwrap_or_default();
    html! {
        (Select::new("answers", tr!(l, "talk-answers"), std::iter::once(none).chain(choices)).chosen(chosen))
    }
}

/// The same place for changing one's own words.
pub fn edit(frame: &Frame, post: &Post, text: &str, refused: Option<&str>) -> Markup {
    let l = frame.locale;
    let address = format!("/orders/{}/talk", post.number);
    html! {
        (Form::post(format!("{address}/{}", post.id), frame.csrf.as_str()).class("kb-stack").id("write").body(html! {
            @if let Some(refused) = refused { (Alert::warning(refused).live()) }
            (TextArea::new("text", tr!(l, "talk-edit-text"), 4).value(text))
            div.kb-row {
                (Button::primary(tr!(l, "talk-edit-save")))
                (Button::quiet(tr!(l, "talk-edit-leave")).href(address.as_str()))
            }
        }))
    }
}
