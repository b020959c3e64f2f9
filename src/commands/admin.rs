//! `kabinet admin`

use clap::{Args, Subcommand};

use super::{Place, exit, runtime};
use crate::platform::access::{Access, Invited, Role, invite};

/// Makes the people who run the installation.
#[derive(Args)]
pub struct Admin {
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Subcommand)]
enum AdminCommand {
    Create(Create),
}

/// Invites an administrator and prints the link, where the person sets the password. The server must be stopped.
///
/// Example: kabinet admin create --data /var/lib/kabinet --email anna@company.example --name "Anna Petrova"
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct Create {
    #[command(flatten)]
    place: Place,
    /// The address to sign in with. Nothing is mailed: the link is printed here.
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// First and last name.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Prints {"email", "link"} as JSON.
    #[arg(long)]
    json: bool,
}

impl Admin {
    pub fn run(self) -> anyhow::Result<u8> {
        match self.command {
            AdminCommand::Create(command) => command.run(),
        }
    }
}

impl Create {
    fn run(self) -> anyhow::Result<u8> {
        let app = self.place.open()?;
        let origin = match app.settings.text("origin") {
            "" => format!("http://{}", app.settings.listen()?),
            origin => origin.trim_end_matches('/').to_owned(),
        };
        let invited = Invited {
            email: self.email.clone(),
            name: self.name,
            role: Role::Admin.into(),
            company: None,
            company_name: app.settings.text("brand").to_owned(),
        };
        let access = Access::system(&app.services, "command.admin-create");
        let made = runtime()?.block_on(async {
            let made = invite(&access, invited).await;
            app.close().await;
            made
        });
        let (_, secret) = made.map_err(|error| anyhow::anyhow!("{}", super::said(&error)))?;
        let link = format!("{origin}/invitation/{secret}");
        if self.json {
            super::print(serde_json::json!({ "email": self.email, "link": link }));
        } else {
            super::print(format_args!(
                "Start `kabinet serve --data {}`, then open this link within 7 days and set a password. It works once.\n{link}",
                self.place.data.display()
            ));
        }
        Ok(exit::OK)
    }
}
