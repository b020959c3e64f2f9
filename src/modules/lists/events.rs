//! What happens to views. Nobody is rung for: colleagues find a shared view in its list.

use super::SavedView;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewEvent {
    Saved(SavedView),
    Changed(SavedView),
    Removed(SavedView),
}

impl ViewEvent {
    fn view(&self) -> &SavedView {
        match self {
            ViewEvent::Saved(view) | ViewEvent::Changed(view) | ViewEvent::Removed(view) => view,
        }
    }
}

impl Event for ViewEvent {
    fn kind(&self) -> &'static str {
        match self {
            ViewEvent::Saved(_) => "lists.view-saved",
            ViewEvent::Changed(_) => "lists.view-changed",
            ViewEvent::Removed(_) => "lists.view-removed",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new("saved-view", self.view().id, "/views")
    }

    fn dealer(&self) -> Option<DealerId> {
        self.view().company
    }

    fn sentence(&self) -> Message {
        let id = match self {
            ViewEvent::Saved(_) => "lists-event-saved",
            ViewEvent::Changed(_) => "lists-event-changed",
            ViewEvent::Removed(_) => "lists-event-removed",
        };
        Message::new(id).with("name", self.view().name.as_str())
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}
