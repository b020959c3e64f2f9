//! `kabinet admin`

use std::sync::Arc;

use clap::{Args, Subcommand};

use super::{Place, exit, runtime};
use crate::app::App;
use crate::platform::access::{
    Access, Forgetful, Invited, RESET_MINUTES, Role, end_sessions_of, forgetful, forgive_codes, invite, reset_by_hand,
    reset_factor,
};
use crate::platform::error::Error;
use crate::platform::services::Services;

/// The people who run the installation, and a way back in for whoever is locked out.
#[derive(Args)]
pub struct Admin {
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Subcommand)]
enum AdminCommand {
    Create(Create),
    ResetPassword(ResetPassword),
    #[command(name = "reset-2fa")]
    ResetFactor(ResetFactor),
    Unlock(Unlock),
    Sessions(Sessions),
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

/// Whose account a command is about.
#[derive(Args)]
struct Whose {
    #[command(flatten)]
    place: Place,
    /// The address that the person signs in with.
    #[arg(long, value_name = "ADDRESS")]
    email: String,
}

/// Prints a link by which somebody sets a new password. The server must be stopped.
///
/// It is for whoever can't get a letter: anybody else asks for one on the page of sign-in. The old password works until the
/// link is used; then every open session of the person ends. Works for every account, not for administrators alone.
///
/// Example: kabinet admin reset-password --data /var/lib/kabinet --email anna@company.example
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct ResetPassword {
    #[command(flatten)]
    of: Whose,
    /// Minutes that the link works.
    #[arg(long, value_name = "MINUTES", default_value_t = RESET_MINUTES, value_parser = clap::value_parser!(i64).range(1..=10_080))]
    minutes: i64,
    /// Prints {"email", "link"} as JSON.
    #[arg(long)]
    json: bool,
}

/// Takes somebody's second factor away: for whoever has lost the telephone and the recovery codes. The server must be stopped.
///
/// From then on the password alone lets them in; where the setting second_factor asks for one, they are led to set up a new one
/// at once. Ask in another way first whether it is really they. The journal keeps it, and the person is told.
///
/// Example: kabinet admin reset-2fa --data /var/lib/kabinet --email anna@company.example
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct ResetFactor {
    #[command(flatten)]
    of: Whose,
    /// Prints {"email", "removed"} as JSON; false: there was none.
    #[arg(long)]
    json: bool,
}

/// Ends the wait after wrong codes of the second factor. The server must be stopped.
///
/// The wait after wrong passwords isn't kept: it ends with the server that counted them, and after 15 minutes in any case.
/// Wrong codes are kept with the account, since whoever tries them knows the password: think of a new one. Where there was
/// something to forgive, the journal keeps it.
///
/// Example: kabinet admin unlock --data /var/lib/kabinet --email anna@company.example
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct Unlock {
    #[command(flatten)]
    of: Whose,
    /// Prints {"email", "wrong_codes"} as JSON: how many were forgiven.
    #[arg(long)]
    json: bool,
}

/// Ends the open sessions of people.
#[derive(Args)]
struct Sessions {
    #[command(subcommand)]
    command: SessionsCommand,
}

#[derive(Subcommand)]
enum SessionsCommand {
    Revoke(Revoke),
}

/// Signs somebody out everywhere. The server must be stopped.
///
/// Example: kabinet admin sessions revoke --data /var/lib/kabinet --email anna@company.example
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct Revoke {
    #[command(flatten)]
    of: Whose,
    /// Prints {"email", "ended"} as JSON.
    #[arg(long)]
    json: bool,
}

/// Where links lead.
fn origin(app: &App) -> anyhow::Result<String> {
    Ok(match app.settings.text("origin") {
        "" => format!("http://{}", app.settings.listen()?),
        origin => origin.trim_end_matches('/').to_owned(),
    })
}

/// Why an account can't be worked with, for the one at the console.
fn why(error: &Error, email: &str) -> anyhow::Error {
    match error {
        Error::NotFound => anyhow::anyhow!("nobody who may sign in has the address {email}"),
        error => anyhow::anyhow!("{}", super::said(error)),
    }
}

impl Admin {
    pub fn run(self) -> anyhow::Result<u8> {
        match self.command {
            AdminCommand::Create(command) => command.run(),
            AdminCommand::ResetPassword(command) => command.run(),
            AdminCommand::ResetFactor(command) => command.run(),
            AdminCommand::Unlock(command) => command.run(),
            AdminCommand::Sessions(command) => match command.command {
                SessionsCommand::Revoke(command) => command.run(),
            },
        }
    }
}

impl Create {
    fn run(self) -> anyhow::Result<u8> {
        let app = self.place.open()?;
        let origin = origin(&app)?;
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

impl ResetPassword {
    fn run(self) -> anyhow::Result<u8> {
        let app = self.of.place.open()?;
        let origin = origin(&app)?;
        let made = runtime()?.block_on(async {
            let made = reset_by_hand(&app.services, &self.of.email, self.minutes).await;
            app.close().await;
            made
        });
        let (of, secret) = made.map_err(|error| why(&error, &self.of.email))?;
        let link = format!("{origin}/invitation/{secret}");
        if self.json {
            super::print(serde_json::json!({ "email": of.account.email, "link": link }));
        } else {
            super::print(format_args!(
                "Start `kabinet serve --data {}`, then open this link within {} minutes and set a password for {}. It works once.\n{link}",
                self.of.place.data.display(),
                self.minutes,
                of.account.email,
            ));
        }
        Ok(exit::OK)
    }
}

/// Does something for the account of an address, with the installation opened for it.
fn with_account<T>(
    whose: &Whose,
    work: impl AsyncFnOnce(&Arc<Services>, Forgetful) -> Result<T, Error>,
) -> anyhow::Result<T> {
    let (app, email) = (whose.place.open()?, whose.email.as_str());
    let done = runtime()?.block_on(async {
        let done = async {
            let of = forgetful(&app.services, email)?.ok_or(Error::NotFound)?;
            work(&app.services, of).await
        };
        let done = done.await;
        app.close().await;
        done
    });
    done.map_err(|error| why(&error, email))
}

impl ResetFactor {
    fn run(self) -> anyhow::Result<u8> {
        let work = async |services: &Arc<Services>, of: Forgetful| reset_factor(services, &of.member).await;
        let removed = with_account(&self.of, work)?;
        if self.json {
            super::print(serde_json::json!({ "email": self.of.email, "removed": removed }));
        } else if removed {
            super::print(format_args!("{} signs in with the password alone now.", self.of.email));
        } else {
            super::print(format_args!(
                "{} had no second factor; nothing was changed.",
                self.of.email
            ));
        }
        Ok(exit::OK)
    }
}

impl Unlock {
    fn run(self) -> anyhow::Result<u8> {
        let work = async |services: &Arc<Services>, of: Forgetful| forgive_codes(services, &of.member).await;
        let forgiven = with_account(&self.of, work)?;
        if self.json {
            super::print(serde_json::json!({ "email": self.of.email, "wrong_codes": forgiven }));
        } else {
            super::print(format_args!(
                "Wrong codes of {} that were forgiven: {forgiven}. Waits after wrong passwords ended with the server.",
                self.of.email
            ));
        }
        Ok(exit::OK)
    }
}

impl Revoke {
    fn run(self) -> anyhow::Result<u8> {
        let work = async |services: &Arc<Services>, of: Forgetful| end_sessions_of(services, of.account.id, None).await;
        let ended = with_account(&self.of, work)?;
        if self.json {
            super::print(serde_json::json!({ "email": self.of.email, "ended": ended }));
        } else {
            super::print(format_args!("Ended sessions of {}: {ended}.", self.of.email));
        }
        Ok(exit::OK)
    }
}
