//! The dated rates of value added tax: the list, a new rate, a rate taken back.

use serde::Deserialize;

use crate::modules::catalogue::events::VAT_SUBJECT;
use crate::modules::catalogue::views::taxes::{self as view, Held, Page};
use crate::modules::catalogue::{VatClass, VatRegime, VatRow, VatTable, actions};
use crate::modules::dealers::Country;
use crate::platform::error::{Error, FieldError};
use crate::platform::i18n::{format, parse_day, parse_percent};
use crate::platform::journal;
use crate::platform::values::{Message, VatRate};
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

pub const HERE: &str = "/vat-rates";
/// Changes that the page shows.
const HISTORY: usize = 15;

pub async fn list(cx: Cx) -> Outcome {
    show(&cx, None)
}

fn show(cx: &Cx, alert: Option<String>) -> Outcome {
    let tx = cx.access.read()?;
    let table = VatTable::current(&tx)?;
    let today = cx.access.now().day_in(&cx.services().zone);
    let page = Page {
        rows: Held::all(&table, today),
        history: journal::about(&tx, VAT_SUBJECT.0, VAT_SUBJECT.1, None, HISTORY)?,
        alert,
    };
    let head = PageHead {
        title: tr!(cx.locale, "catalogue-vat-title"),
        current: HERE,
    };
    let body = view::list(cx, &page);
    match page.alert {
        Some(_) => cx.page_unprocessable(head, body),
        None => cx.page(head, body),
    }
}

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub seller: String,
    pub regime: String,
    pub class: String,
    /// `yes` for sales out of the seller's country.
    pub export: String,
    pub from: String,
    pub rate: String,
}

impl Typed {
    fn row(&self) -> Result<VatRow, Error> {
        let mut wrong = Vec::new();
        let mut say = |field: &str, message: Message| {
            wrong.push(FieldError {
                field: field.to_owned(),
                message,
            });
        };
        let seller = Country::from_code(&self.seller);
        let regime = VatRegime::WITH_ROWS.into_iter().find(|of| of.code() == self.regime);
        let class = VatClass::WITH_ROWS.into_iter().find(|of| of.code() == self.class);
        for (field, missing) in [
            ("seller", seller.is_none()),
            ("regime", regime.is_none()),
            ("class", class.is_none()),
        ] {
            if missing {
                say(field, Message::new("catalogue-vat-choose"));
            }
        }
        let from = parse_day(&self.from).map_err(|error| say("from", error.message())).ok();
        let rate = parse_percent(&self.rate)
            .map_err(|error| say("rate", error.message()))
            .ok();
        match (seller, regime, class, from, rate) {
            (Some(seller), Some(regime), Some(class), Some(from), Some(rate)) => Ok(VatRow {
                seller,
                regime,
                class,
                export: self.export == "yes",
                from,
                until: None,
                rate: VatRate::Rate(rate),
            }),
            _ => Err(Error::Invalid(wrong)),
        }
    }
}

pub async fn new(cx: Cx) -> Outcome {
    // «Следующая ставка» of a row carries what it is for.
    let mut typed: Typed = cx.query()?;
    let first = |value: &mut String, otherwise: &str| {
        if value.is_empty() {
            otherwise.clone_into(value);
        }
    };
    first(&mut typed.seller, Country::Ru.code());
    first(&mut typed.regime, VatRegime::General.code());
    first(&mut typed.class, VatClass::Standard.code());
    form(&cx, &typed, None)
}

pub async fn set(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let done = match typed.row() {
        Ok(row) => actions::set_vat(&cx.access, row).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(row) => {
            let said = Message::new("catalogue-vat-saved")
                .with("rate", row.rate_arg())
                .with("day", row.from)
                .with("sales", row.sales());
            cx.flash(said).await?;
            cx.redirect(HERE)
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => form(&cx, &typed, Some(error)),
        Err(error) => Err(error),
    }
}

fn form(cx: &Cx, typed: &Typed, error: Option<Error>) -> Outcome {
    let l = cx.locale;
    let head = PageHead {
        title: tr!(l, "catalogue-vat-new"),
        current: HERE,
    };
    let today = format::date(cx.access.now().day_in(&cx.services().zone)).to_string();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let body = view::form(cx, typed, &today, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

pub async fn removal(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let row = typed.row().map_err(|_| Error::NotFound)?;
    let said = Message::new("catalogue-event-vat-removed")
        .with("rate", row.rate_arg())
        .with("day", row.from)
        .with("sales", row.sales());
    match actions::remove_vat(&cx.access, row).await {
        Ok(()) => {
            cx.flash(said).await?;
            cx.redirect(HERE)
        }
        Err(Error::Refused(message)) => show(&cx, Some(cx.say(&message))),
        Err(error) => Err(error),
    }
}
