//! What happens to connections, for the journal.

use super::{Connection, ConnectionId};
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

#[derive(Clone, Debug)]
pub enum ConnectionEvent {
    Created(Connection),
    Changed {
        old: Connection,
        new: Connection,
    },
    /// The password is never in the journal, not even as a hash.
    PasswordSet {
        id: ConnectionId,
        name: String,
    },
}

impl ConnectionEvent {
    fn connection(&self) -> (ConnectionId, &str) {
        match self {
            ConnectionEvent::Created(connection) | ConnectionEvent::Changed { new: connection, .. } => {
                (connection.id, &connection.name)
            }
            ConnectionEvent::PasswordSet { id, name } => (*id, name),
        }
    }
}

impl Event for ConnectionEvent {
    fn kind(&self) -> &'static str {
        match self {
            ConnectionEvent::Created(_) => "exchange.connection-created",
            ConnectionEvent::Changed { .. } => "exchange.connection-changed",
            ConnectionEvent::PasswordSet { .. } => "exchange.connection-password",
        }
    }

    fn subject(&self) -> Subject {
        let (id, _) = self.connection();
        Subject::new("connection", id, format!("/admin/exchange/connections/{id}"))
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        let (_, name) = self.connection();
        let message = match self {
            ConnectionEvent::Created(_) => Message::new("exchange-event-connection-created"),
            ConnectionEvent::Changed { .. } => Message::new("exchange-event-connection-changed"),
            ConnectionEvent::PasswordSet { .. } => Message::new("exchange-event-connection-password"),
        };
        message.with("name", name)
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }

    fn details(&self) -> serde_json::Value {
        match self {
            ConnectionEvent::Created(new) => serde_json::json!({ "new": shown(new) }),
            ConnectionEvent::Changed { old, new } => serde_json::json!({ "old": shown(old), "new": shown(new) }),
            ConnectionEvent::PasswordSet { .. } => serde_json::Value::Null,
        }
    }
}

/// A connection without its secret.
fn shown(connection: &Connection) -> serde_json::Value {
    let mut value = serde_json::to_value(connection).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.remove("password_hash");
    }
    value
}
