//! What the cabinet speaks with: the mail server, the folder of 1C.

use super::Visit;
use crate::app::{DataDir, exchange_settings, mail_settings};
use crate::config::Settings;
use crate::platform::notify::{Transport, probe};

pub async fn mail(data: &DataDir, settings: &Settings, visit: &mut Visit) {
    visit.look("mail");
    let smtp = match mail_settings(settings, data) {
        Err(error) => {
            let advice = "put the settings of mail right: kabinet config check";
            return visit.find("mail-settings", format!("{error:#}"), advice);
        }
        Ok(mail) => match mail.transport {
            Transport::Smtp(smtp) => smtp,
            Transport::Off => {
                return visit.note(
                    "mail-off",
                    "mail isn't set up: nobody hears of anything outside of the cabinet",
                    "name a mail server: settings mail.*",
                );
            }
            Transport::Folder(_) => return,
        },
    };
    if let Err(reason) = probe(&smtp).await {
        visit.find(
            "mail-unreachable",
            format!("the mail server {} doesn't take letters: {reason}", smtp.host),
            "check mail.host, mail.port, mail.tls, mail.user and the firewall",
        );
    }
}

pub fn exchange(data: &DataDir, settings: &Settings, visit: &mut Visit) {
    visit.look("exchange");
    let folder = match exchange_settings(data, settings) {
        Ok(exchange) => exchange.folder,
        Err(error) => {
            let advice = "put the settings of the exchange right: kabinet config check";
            return visit.find("exchange-settings", format!("{error:#}"), advice);
        }
    };
    let place = folder.display();
    if !folder.is_dir() {
        // The own one is made by the first start.
        if folder.exists() || !settings.text("exchange.folder").is_empty() {
            visit.find(
                "exchange-missing",
                format!("the exchange folder {place} isn't there"),
                "mount it, or name another: setting exchange.folder",
            );
        }
        return;
    }
    let tried = tempfile::Builder::new().prefix(".kabinet-doctor-").tempfile_in(&folder);
    if let Err(error) = tried {
        visit.find(
            "exchange-not-writable",
            format!("the exchange folder {place} can't be written to: {error}"),
            "let the user of the service write there",
        );
    }
}
