//! What happens to connections, for the journal.

use super::{Connection, ConnectionId};
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message, Moment};

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
    /// An operator said that 1C has the orders of the folder's file.
    Received {
        id: ConnectionId,
        name: String,
        numbers: Vec<String>,
        /// Since when the file was as it was.
        file_at: Moment,
    },
}

impl ConnectionEvent {
    fn connection(&self) -> (ConnectionId, &str) {
        match self {
            ConnectionEvent::Created(connection) | ConnectionEvent::Changed { new: connection, .. } => {
                (connection.id, &connection.name)
            }
            ConnectionEvent::PasswordSet { id, name } | ConnectionEvent::Received { id, name, .. } => (*id, name),
        }
    }
}

impl Event for ConnectionEvent {
    fn kind(&self) -> &'static str {
        match self {
            ConnectionEvent::Created(_) => "exchange.connection-created",
            ConnectionEvent::Changed { .. } => "exchange.connection-changed",
            ConnectionEvent::PasswordSet { .. } => "exchange.connection-password",
            ConnectionEvent::Received { .. } => "exchange.orders-received",
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
            ConnectionEvent::Received { numbers, .. } => {
                Message::new("exchange-event-received").with("count", numbers.len())
            }
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
            ConnectionEvent::Received { numbers, file_at, .. } => {
                serde_json::json!({ "numbers": numbers, "file": file_at })
            }
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
