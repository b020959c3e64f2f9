//! Connections: the list, the form, the password that is shown once.

use maud::{Markup, html};

use super::{HERE, head, parts, waiting_count};
use crate::modules::exchange::connections::actions::{self, ConnectionInput, letter};
use crate::modules::exchange::connections::{Connection, ConnectionId};
use crate::modules::exchange::dialect::{Charset, Family};
use crate::platform::access::Passwords;
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::Reader;
use crate::platform::ui::{
    Alert, Button, Card, Check, Choice, Column, Empty, Field, Form, KeyValues, PageHead, Select, Table, TextArea, Tone,
    fieldset, status,
};
use crate::platform::values::{Locale, Message};
use crate::platform::web::Problems;
use crate::platform::web::{Cx, Outcome};
use crate::{icon, tr};

pub(super) const LIST: &str = "/admin/exchange/connections";

pub async fn list(cx: Cx) -> Outcome {
    let l = cx.locale;
    let tx = cx.access.read()?;
    let all = actions::all(&tx)?;
    let waiting = waiting_count(&tx, &cx.access)?;
    let new = || {
        Button::primary(tr!(l, "exchange-connection-new"))
            .icon(icon!("plus"))
            .href(format!("{LIST}/new"))
    };
    let body = html! {
        (PageHead::new(l, tr!(l, "exchange-connections"))
            .crumb(tr!(l, "exchange-menu"), HERE)
            .facts(html! { p { (tr!(l, "exchange-connections-about")) } })
            .actions(new()))
        (parts(l, "connections", waiting))
        div.kb-stack-lg {
            @if all.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("plug-connected"),
                    title: tr!(l, "exchange-connections-none").into(),
                    body: tr!(l, "exchange-connections-none-why").into(),
                    action: None,
                }))
            } @else {
                (Card::new().flush(table(l, &all)))
            }
        }
    };
    cx.page(head(tr!(l, "exchange-connections")), body)
}

fn table(l: Locale, all: &[Connection]) -> Markup {
    let name = |connection: &Connection| html! { a href={ (LIST) "/" (connection.id) } { (connection.name) } };
    let doors = move |connection: &Connection| {
        let http = (!connection.user.is_empty()).then(|| tr!(l, "exchange-door-http"));
        let folder = connection.folder.then(|| tr!(l, "exchange-door-folder"));
        http.into_iter().chain(folder).collect::<Vec<_>>().join(", ")
    };
    let state = move |connection: &Connection| {
        if connection.disabled {
            status(Tone::Past, icon!("player-pause"), tr!(l, "exchange-connection-off"))
        } else if !connection.user.is_empty() && connection.password_hash.is_empty() {
            status(Tone::Wait, icon!("key"), tr!(l, "exchange-connection-no-password"))
        } else {
            status(Tone::Good, icon!("circle-check"), tr!(l, "exchange-connection-on"))
        }
    };
    let table = Table::new(tr!(l, "exchange-connections"), all)
        .column(Column::title(tr!(l, "exchange-connection-name"), name))
        .column(Column::text(
            tr!(l, "exchange-connection-family"),
            move |connection: &Connection| family(l, connection.dialect.family),
        ))
        .column(Column::text(tr!(l, "exchange-col-door"), doors))
        .column(Column::text(
            tr!(l, "exchange-connection-user"),
            |connection: &Connection| connection.user.clone(),
        ))
        .column(Column::status(tr!(l, "exchange-col-state"), state));
    html! { (table) }
}

fn family(l: Locale, family: Family) -> &'static str {
    match family {
        Family::A => tr!(l, "exchange-family-a"),
        Family::B => tr!(l, "exchange-family-b"),
        Family::C => tr!(l, "exchange-family-c"),
    }
}

pub async fn new(cx: Cx) -> Outcome {
    let blank = Connection::new(ConnectionId::NIL, "", cx.access.now());
    show(&cx, None, &ConnectionInput::of(&blank), Problems::default(), None)
}

pub async fn make(cx: Cx) -> Outcome {
    let input: ConnectionInput = cx.form()?;
    match actions::make(&cx.access, input.clone()).await {
        Ok(connection) => {
            cx.flash(Message::new("exchange-connection-made").with("name", connection.name))
                .await?;
            cx.redirect(&format!("{LIST}/{}", connection.id))
        }
        Err(error) => {
            let problems = Problems::of(&cx, error)?;
            show(&cx, None, &input, problems, None)
        }
    }
}

pub async fn page(cx: Cx) -> Outcome {
    let connection = asked(&cx)?;
    show(
        &cx,
        Some(&connection),
        &ConnectionInput::of(&connection),
        Problems::default(),
        None,
    )
}

pub async fn save(cx: Cx) -> Outcome {
    let connection = asked(&cx)?;
    let input: ConnectionInput = cx.form()?;
    match actions::edit(&cx.access, connection.id, input.clone()).await {
        Ok(connection) => {
            cx.flash(Message::new("exchange-connection-saved").with("name", connection.name))
                .await?;
            cx.redirect(LIST)
        }
        Err(error) => {
            let problems = Problems::of(&cx, error)?;
            show(&cx, Some(&connection), &input, problems, None)
        }
    }
}

/// A new password, on the answer itself: it is shown this once.
pub async fn password(cx: Cx) -> Outcome {
    let connection = asked(&cx)?;
    let passwords = cx.part::<Passwords>();
    let password = actions::set_password(&cx.access, connection.id, &passwords).await?;
    let connection = asked(&cx)?;
    show(
        &cx,
        Some(&connection),
        &ConnectionInput::of(&connection),
        Problems::default(),
        Some(&password),
    )
}

pub(super) fn asked(cx: &Cx) -> Result<Connection, Error> {
    let id: ConnectionId = cx.param("id")?;
    cx.access.read()?.get::<Connection>(&id)?.ok_or(Error::NotFound)
}

fn show(
    cx: &Cx,
    existing: Option<&Connection>,
    input: &ConnectionInput,
    problems: Problems,
    password: Option<&str>,
) -> Outcome {
    let l = cx.locale;
    let title = existing.map_or(tr!(l, "exchange-connection-new"), |connection| &connection.name);
    let action = existing.map_or(format!("{LIST}/new"), |connection| format!("{LIST}/{}", connection.id));
    let body = html! {
        (PageHead::new(l, title).crumb(tr!(l, "exchange-menu"), HERE).crumb(tr!(l, "exchange-connections"), LIST))
        div.kb-stack-lg {
            @if let Some(password) = password {
                (Alert::good(tr!(l, "exchange-password-new"))
                    .body(html! { p { code.kb-tab data-secret="password" { (password) } } p.m-0 { (tr!(l, "exchange-password-once")) } })
                    .live())
            }
            @if let Some(connection) = existing.filter(|connection| !connection.user.is_empty()) {
                (http_card(cx, connection))
            }
            @if let Some(connection) = existing { (super::queue::card(cx, connection)?) }
            (Form::post(action, cx.csrf()).class("card").body(fields(cx, input, &problems)))
        }
    };
    match problems.is_empty() {
        true => cx.page(head(title), body),
        false => cx.page_unprocessable(head(title), body),
    }
}

/// What to type in 1C.
fn http_card(cx: &Cx, connection: &Connection) -> Markup {
    let l = cx.locale;
    let address = format!("{}/exchange/1c", cx.portal.settings.public_origin);
    let since = connection.password_set.map(|at| format::datetime(at, &cx.zone));
    let button = match connection.password_hash.is_empty() {
        true => Button::primary(tr!(l, "exchange-password-set")),
        false => Button::plain(tr!(l, "exchange-password-replace")),
    };
    let form = Form::post(format!("{LIST}/{}/password", connection.id), cx.csrf()).class("kb-row");
    html! {
        (Card::titled(tr!(l, "exchange-http-card"))
            .body(KeyValues::new()
                .row(tr!(l, "exchange-http-address"), html! { code { (address) } })
                .row(tr!(l, "exchange-connection-user"), html! { code { (connection.user) } })
                .row_if(tr!(l, "exchange-password-since"), since))
            .footer(form.body(button.icon(icon!("key")))))
    }
}

/// Every schema that some family reads, in their order.
fn known_schemas() -> Vec<&'static str> {
    let mut all: Vec<&str> = Family::ALL
        .iter()
        .flat_map(|family| family.schemas())
        .copied()
        .collect();
    let number = |schema: &str| {
        let (major, minor) = schema.split_once('.').unwrap_or((schema, "0"));
        (major.parse::<u8>().unwrap_or(0), minor.parse::<u8>().unwrap_or(0))
    };
    all.sort_by_key(|schema| number(schema));
    all.dedup();
    all
}

fn fields(cx: &Cx, input: &ConnectionInput, problems: &Problems) -> Markup {
    let l = cx.locale;
    let labels = [
        ("name", tr!(l, "exchange-connection-name")),
        ("family", tr!(l, "exchange-connection-family")),
        ("user", tr!(l, "exchange-connection-user")),
        ("addresses", tr!(l, "exchange-connection-addresses")),
        ("folder", tr!(l, "exchange-connection-folder")),
        ("charset", tr!(l, "exchange-connection-charset")),
        ("file_limit_kb", tr!(l, "exchange-connection-limit")),
        ("schema", tr!(l, "exchange-connection-schema")),
        ("locale", tr!(l, "exchange-connection-locale")),
        ("bom", tr!(l, "exchange-connection-bom")),
    ];
    let families = Family::ALL.map(|one| Choice::new(letter(one), family(l, one)));
    let mut charsets = vec![Choice::new("", tr!(l, "exchange-connection-usual"))];
    charsets.extend(Charset::ALL.map(|one| Choice::new(one.label(), one.label())));
    let mut schemas = vec![Choice::new("", tr!(l, "exchange-connection-usual"))];
    schemas.extend(known_schemas().into_iter().map(|one| Choice::new(one, one)));
    let locales = [
        Choice::new(Locale::Ru.tag(), tr!(l, "exchange-connection-locale-ru")),
        Choice::new(Locale::En.tag(), tr!(l, "exchange-connection-locale-en")),
    ];
    html! {
        div.card-body.kb-stack-lg {
            (problems.summary(cx, &labels))
            div.kb-grid.kb-g-2 {
                (Field::text("name", labels[0].1).value(input.name.as_str()).error(problems.at("name")).required())
                (Select::new("family", labels[1].1, families).chosen(input.family.as_str()).error(problems.at("family")))
            }
            (fieldset(tr!(l, "exchange-connection-format"), html! {
                div.kb-grid.kb-g-2 {
                    (Select::new("schema", labels[7].1, schemas).chosen(input.schema.as_str()).hint(tr!(l, "exchange-connection-schema-hint")).error(problems.at("schema")))
                    (Select::new("charset", labels[5].1, charsets).chosen(input.charset.as_str()).hint(tr!(l, "exchange-connection-charset-hint")).error(problems.at("charset")))
                }
                div.kb-grid.kb-g-2 {
                    (Select::new("locale", labels[8].1, locales).chosen(input.locale.as_str()).hint(tr!(l, "exchange-connection-locale-hint")).error(problems.at("locale")))
                    div {
                        (Check::new("bom", "on", labels[9].1, input.bom.is_some()))
                        p.kb-hint { (tr!(l, "exchange-connection-bom-hint")) }
                        @if let Some(error) = problems.at("bom") { p.kb-err { (icon!("alert-circle")) span { (error) } } }
                    }
                }
            }))
            (fieldset(tr!(l, "exchange-door-http"), html! {
                div.kb-grid.kb-g-2 {
                    (Field::text("user", labels[2].1).value(input.user.as_str()).autocomplete("off").hint(tr!(l, "exchange-connection-user-hint")).error(problems.at("user")))
                    (TextArea::new("addresses", labels[3].1, 2).value(input.addresses.as_str()).hint(tr!(l, "exchange-connection-addresses-hint")).error(problems.at("addresses")))
                }
                (Field::digits("file_limit_kb", labels[6].1).value(input.file_limit_kb.as_str()).hint(tr!(l, "exchange-connection-limit-hint")).error(problems.at("file_limit_kb")))
                (Check::new("zip", "on", tr!(l, "exchange-connection-zip"), input.zip.is_some()))
            }))
            (fieldset(tr!(l, "exchange-door-folder"), html! {
                (Check::new("folder", "on", labels[4].1, input.folder.is_some()))
                @if let Some(error) = problems.at("folder") { p.kb-err { (icon!("alert-circle")) span { (error) } } }
            }))
            (Check::new("disabled", "on", tr!(l, "exchange-connection-disable"), input.disabled.is_some()))
        }
        div.card-footer.kb-row {
            (Button::primary(tr!(l, "exchange-save")).icon(icon!("check")))
            (Button::quiet(tr!(l, "exchange-cancel")).href(LIST))
        }
    }
}
