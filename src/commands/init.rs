//! `kabinet init`

use clap::Args;

use super::{Place, exit};
use crate::app::{App, DataDir};
use crate::modules::exchange::connections::actions::ConnectionInput;
use crate::modules::exchange::connections::{self, Connection, ConnectionId};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::values::Clock;

/// Makes a new, empty installation in a folder that is empty or doesn't exist.
///
/// Example: kabinet init --data /var/lib/kabinet --order-prefix TV
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
pub struct Init {
    #[command(flatten)]
    place: Place,
    /// At most two capital letters or digits before order numbers (TV26-000042). It can't be changed later.
    #[arg(long, default_value = "", value_name = "XX", value_parser = prefix)]
    order_prefix: String,
    /// Prints {"data", "id"} as JSON.
    #[arg(long)]
    json: bool,
}

fn prefix(typed: &str) -> Result<String, String> {
    let plain = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit();
    match typed.len() <= 2 && typed.chars().all(plain) {
        true => Ok(typed.to_owned()),
        false => Err("at most two capital Latin letters or digits".to_owned()),
    }
}

impl Init {
    pub fn run(self) -> anyhow::Result<u8> {
        let settings = self.place.settings(&[])?;
        let data = DataDir::create(&self.place.data, false, &self.order_prefix)?;
        let id = data.instance().id;
        let app = App::open(data, settings, Clock::system())?;
        let made = super::runtime()?.block_on(async {
            let made = folder_connection(&app).await;
            app.close().await;
            made
        });
        made.map_err(|error| anyhow::anyhow!("{}", super::said(&error)))?;
        let path = self.place.data.display();
        if self.json {
            super::print(serde_json::json!({ "data": path.to_string(), "id": id }));
        } else {
            super::print(format_args!(
                "Made {path}. Next: kabinet serve --data {path}, which prints a link for the first administrator"
            ));
        }
        Ok(exit::OK)
    }
}

/// The folder works from the first day: orders are written for the family that most 1C bases are of.
async fn folder_connection(app: &App) -> Result<(), Error> {
    let access = Access::system(&app.services, "command.init");
    let connection = Connection {
        folder: true,
        ..Connection::new(ConnectionId::NIL, "1C", access.now())
    };
    connections::actions::make(&access, ConnectionInput::of(&connection))
        .await
        .map(drop)
}
