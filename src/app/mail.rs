//! From the settings to the mailer's own.

use anyhow::{Context, bail};

use super::DataDir;
use crate::config::Settings;
use crate::platform::notify::{MailSettings, Security, Smtp, Transport};
use crate::platform::values::Email;

/// RFC 2606: nobody answers there. It is seen in files only.
const NOBODY: &str = "cabinet@kabinet.invalid";

/// How letters leave. In a demonstration they never leave the machine, whatever the settings say.
pub fn settings(settings: &Settings, data: &DataDir) -> anyhow::Result<MailSettings> {
    let transport = match settings.text("mail.transport") {
        "none" => Transport::Off,
        "smtp" if !data.instance().demo => Transport::Smtp(smtp(settings)?),
        _ => Transport::Folder(data.path().join("mail")),
    };
    let public_origin = match settings.text("origin") {
        "" => format!("http://{}", settings.listen()?),
        origin => origin.trim_end_matches('/').to_owned(),
    };
    let from = match (settings.text("mail.from"), &transport) {
        ("", Transport::Smtp(_)) => bail!("mail.from: the sender's address is missing"),
        ("", _) => NOBODY,
        (from, _) => from,
    };
    let from = Email::parse(from).with_context(|| format!("mail.from: {from}"))?;
    Ok(MailSettings {
        transport,
        from,
        public_origin,
    })
}

/// No letter leaves, whatever else the settings say of mail.
pub fn none() -> anyhow::Result<MailSettings> {
    Ok(MailSettings {
        transport: Transport::Off,
        from: Email::parse(NOBODY).context("no sender")?,
        public_origin: String::new(),
    })
}

fn smtp(settings: &Settings) -> anyhow::Result<Smtp> {
    let host = settings.text("mail.host").to_owned();
    if host.is_empty() {
        bail!("mail.host: the mail server is missing");
    }
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok(Smtp {
        host,
        port: Some(u16::try_from(settings.number("mail.port", 1, 65_535)?)?),
        security: match settings.text("mail.tls") {
            "tls" => Security::Tls,
            "none" => Security::Plain,
            _ => Security::StartTls,
        },
        user: given(settings.text("mail.user")),
        password: given(settings.text("mail.password")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &str)], demo: bool) -> anyhow::Result<MailSettings> {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::create(folder.path(), demo, "").unwrap();
        settings(&Settings::of(pairs), &data)
    }

    const SMTP: [(&str, &str); 3] = [
        ("mail.transport", "smtp"),
        ("mail.host", "mail.example"),
        ("mail.from", "cabinet@zavod.example"),
    ];

    #[test]
    fn a_demonstration_never_sends() {
        assert!(matches!(read(&SMTP, false).unwrap().transport, Transport::Smtp(_)));
        assert!(matches!(read(&SMTP, true).unwrap().transport, Transport::Folder(_)));
        assert!(matches!(read(&[], true).unwrap().transport, Transport::Off));
    }

    #[test]
    fn a_server_without_an_address_or_a_sender_is_refused() {
        assert!(read(&SMTP[..2], false).is_err());
        assert!(read(&[SMTP[0], SMTP[2]], false).is_err());
        assert!(read(&[("mail.transport", "file"), ("mail.from", "nonsense")], false).is_err());
    }
}
