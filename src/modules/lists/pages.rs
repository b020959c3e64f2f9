//! Handlers of views.

use serde::Deserialize;

use super::views::{self, Shown};
use super::{ListOf, Lists, ViewEdit, ViewId, actions, queries};
use crate::platform::error::Error;
use crate::platform::i18n::try_text;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// A list that this person sees.
fn list_of(cx: &Cx, key: &str) -> Result<ListOf, Error> {
    let found = cx.part::<Lists>().get(key);
    found
        .filter(|list| cx.access.may(list.permission))
        .ok_or(Error::NotFound)
}

/// All views of the reader, by list.
pub async fn page(cx: Cx) -> Outcome {
    show(&cx, None)
}

fn show(cx: &Cx, alert: Option<&str>) -> Outcome {
    let tx = cx.access.read()?;
    let mut lists = Vec::new();
    for list in cx.part::<Lists>().all() {
        if cx.access.may(list.permission) {
            lists.push(Shown {
                title: try_text(cx.locale, list.title).unwrap_or(list.title),
                path: list.path,
                shelf: queries::shelf(&tx, &cx.access, list.key)?,
            });
        }
    }
    let head = PageHead {
        title: tr!(cx.locale, "lists-title"),
        current: "",
    };
    let body = views::page(cx.locale, &cx.csrf(), cx.access.is_staff(), &lists, alert);
    match alert {
        Some(_) => cx.page_unprocessable(head, body),
        None => cx.page(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SaveForm {
    list: String,
    name: String,
    query: String,
    shared: Option<String>,
    default: Option<String>,
}

/// What a rule refuses is said on the page of views: the list itself belongs to another module.
fn refused(cx: &Cx, error: Error) -> Outcome {
    match error {
        Error::Refused(message) => show(cx, Some(&cx.say(&message))),
        error => Err(error),
    }
}

pub async fn save(cx: Cx) -> Outcome {
    let form: SaveForm = cx.form()?;
    let list = list_of(&cx, &form.list)?;
    let (shared, default) = (form.shared.is_some(), form.default.is_some());
    match actions::save(&cx.access, list.key, &form.name, &form.query, shared, default).await {
        Ok(view) => cx.redirect(&format!("{}?view={}", list.path, view.id)),
        Err(error) => refused(&cx, error),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ChangeForm {
    name: Option<String>,
    query: Option<String>,
    /// The form has the box «shared», so that its absence means «no».
    sharing: Option<String>,
    shared: Option<String>,
}

pub async fn change(cx: Cx) -> Outcome {
    let (id, form): (ViewId, ChangeForm) = (cx.param("id")?, cx.form()?);
    let to_list = form.query.is_some();
    let edit = ViewEdit {
        name: form.name,
        query: form.query,
        shared: form.sharing.map(|_| form.shared.is_some()),
    };
    match actions::edit(&cx.access, id, edit).await {
        Ok(view) if to_list => cx.redirect(&format!("{}?view={id}", list_of(&cx, &view.list)?.path)),
        Ok(_) => cx.redirect("/views"),
        Err(error) => refused(&cx, error),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct DefaultForm {
    on: Option<String>,
}

pub async fn by_default(cx: Cx) -> Outcome {
    let form: DefaultForm = cx.form()?;
    actions::set_default(&cx.access, cx.param("id")?, form.on.is_some()).await?;
    cx.redirect("/views")
}

pub async fn removal(cx: Cx) -> Outcome {
    actions::remove(&cx.access, cx.param("id")?).await?;
    cx.redirect("/views")
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ColumnsForm {
    list: String,
    /// The filter to go back to.
    query: String,
    col: Vec<String>,
    /// As the list comes.
    reset: Option<String>,
}

pub async fn columns(cx: Cx) -> Outcome {
    let form: ColumnsForm = cx.form()?;
    let list = list_of(&cx, &form.list)?;
    let known = list
        .columns
        .iter()
        .filter(|known| form.col.iter().any(|col| col == *known));
    let chosen: Vec<String> = match form.reset {
        Some(_) => Vec::new(),
        None => known.map(|known| (*known).to_owned()).collect(),
    };
    actions::choose_columns(&cx.access, list.key, chosen).await?;
    let query = super::model::valid_query(&form.query).unwrap_or_default();
    cx.redirect(&format!("{}?{query}", list.path))
}
