//! What can be done with views. The only file that saves.

use super::model::{VIEWS_MAX, valid_name, valid_query};
use super::{Habit, SavedView, VIEW_BY_OWNER, ViewEdit, ViewEvent, ViewId, me};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, MembershipId, Message, PageRequest};

/// Keeps a filter under a name; one of the same name is replaced.
pub async fn save(
    access: &Access,
    list: &'static str,
    name: &str,
    query: &str,
    shared: bool,
    by_default: bool,
) -> Result<SavedView, Error> {
    let (membership, company) = me(access).ok_or(Error::NotFound)?;
    let (name, query) = (valid_name(name)?, valid_query(query)?);
    access
        .write(move |write| {
            let own: Vec<SavedView> = write
                .scan(&VIEW_BY_OWNER, &(membership, list), &PageRequest::first(VIEWS_MAX + 1))?
                .items;
            let same = own.iter().find(|view| view.name.to_lowercase() == name.to_lowercase());
            if same.is_none() && own.len() >= VIEWS_MAX {
                return Err(Error::Refused(Message::new("lists-too-many").with("limit", VIEWS_MAX)));
            }
            let view = SavedView {
                id: same.map_or_else(|| write.fresh_id(), |view| view.id),
                list: list.to_owned(),
                owner: membership,
                owner_name: write.actor().name.clone(),
                company,
                name: name.clone(),
                query: query.clone(),
                shared,
                changed: write.now(),
            };
            let event = match same {
                Some(_) => ViewEvent::Changed(view.clone()),
                None => ViewEvent::Saved(view.clone()),
            };
            write.save(&view, &event)?;
            if by_default {
                habit(write, membership, company, list, |habit| habit.default = Some(view.id))?;
            }
            write.flash(Message::new("lists-saved").with("name", view.name.as_str()))?;
            Ok(view)
        })
        .await
}

/// The view, when the actor keeps it. A colleague's shared one is seen and not changed.
fn own(write: &Write<'_, '_>, id: ViewId, membership: MembershipId) -> Result<SavedView, Error> {
    let found = write.get::<SavedView>(&id)?;
    found.filter(|view| view.owner == membership).ok_or(Error::NotFound)
}

pub async fn edit(access: &Access, id: ViewId, edit: ViewEdit) -> Result<SavedView, Error> {
    let (membership, _) = me(access).ok_or(Error::NotFound)?;
    access
        .write(move |write| {
            let view = own(write, id, membership)?;
            let edited = view.edited(&edit, write.now())?;
            write.save(&edited, &ViewEvent::Changed(edited.clone()))?;
            write.flash(Message::new("lists-saved").with("name", edited.name.as_str()))?;
            Ok(edited)
        })
        .await
}

pub async fn remove(access: &Access, id: ViewId) -> Result<SavedView, Error> {
    let (membership, _) = me(access).ok_or(Error::NotFound)?;
    access
        .write(move |write| {
            let view = own(write, id, membership)?;
            write
                .change(&ViewEvent::Removed(view.clone()))?
                .delete::<SavedView>(&id)?;
            write.flash(Message::new("lists-removed").with("name", view.name.as_str()))?;
            Ok(view)
        })
        .await
}

/// Opens the list with this view from now on, or no longer.
pub async fn set_default(access: &Access, id: ViewId, on: bool) -> Result<SavedView, Error> {
    let (membership, company) = me(access).ok_or(Error::NotFound)?;
    access
        .write(move |write| {
            let found = write.get::<SavedView>(&id)?;
            let view = found
                .filter(|view| view.is_for(membership, company))
                .ok_or(Error::NotFound)?;
            habit(write, membership, company, &view.list, |habit| {
                habit.default = on.then_some(id);
            })?;
            Ok(view)
        })
        .await
}

/// Chooses the columns of a list; none: as the list comes.
pub async fn choose_columns(access: &Access, list: &'static str, columns: Vec<String>) -> Result<(), Error> {
    let (membership, company) = me(access).ok_or(Error::NotFound)?;
    access
        .write(move |write| {
            habit(write, membership, company, list, |habit| {
                habit.columns.clone_from(&columns)
            })
        })
        .await
}

fn habit(
    write: &mut Write<'_, '_>,
    membership: MembershipId,
    company: Option<DealerId>,
    list: &str,
    change: impl FnOnce(&mut Habit),
) -> Result<(), Error> {
    let id = Habit::id_of(membership, list);
    let mut habit = write.get::<Habit>(&id)?.unwrap_or(Habit {
        id,
        membership,
        company,
        list: list.to_owned(),
        default: None,
        columns: Vec::new(),
    });
    change(&mut habit);
    write.technical(&habit)
}
