//! The page behind the link.

use serde::Deserialize;

use super::{Door, views};
use crate::modules::brand::{self, BrandSettings};
use crate::platform::access::{Access, Founder, found as found_by, is_unfounded};
use crate::platform::error::Error;
use crate::platform::web::{Cx, Outcome, Problems, browser, with_session};

/// The fields as they were typed. A password is not among what is given back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub company: String,
    pub name: String,
    pub email: String,
    pub password: String,
}

/// A link that doesn't work is a page that isn't there.
fn admitted(cx: &Cx) -> Result<String, Error> {
    let secret: String = cx.param("secret")?;
    let open = cx.part::<Door>().admits(&secret, cx.access.now());
    // The command line may have invited somebody meanwhile.
    match open && is_unfounded(&Access::system(cx.services(), "setup").read()?)? {
        true => Ok(secret),
        false => Err(Error::NotFound),
    }
}

pub async fn page(cx: Cx) -> Outcome {
    let secret = admitted(&cx)?;
    let typed = Typed {
        company: cx.brand.name.clone(),
        ..Typed::default()
    };
    views::page(&cx, &secret, &typed, &Problems::default())
}

pub async fn found(cx: Cx) -> Outcome {
    let secret = admitted(&cx)?;
    let typed: Typed = cx.form()?;
    match settled(&cx, &typed).await {
        Ok(answer) => Ok(answer),
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            views::page(&cx, &secret, &typed, &Problems::of(&cx, error)?)
        }
        Err(error) => Err(error),
    }
}

async fn settled(cx: &Cx, typed: &Typed) -> Outcome {
    let named = brand::named("company", &typed.company);
    let founder = Founder {
        email: typed.email.clone(),
        name: typed.name.clone(),
        password: typed.password.clone(),
        company_name: named.as_ref().ok().cloned().unwrap_or_default(),
        locale: cx.locale,
    };
    let mut wrong = founder.mistakes();
    let company = match named {
        Ok(company) if wrong.is_empty() => company,
        Err(Error::Invalid(of_company)) => {
            wrong.splice(0..0, of_company);
            return Err(Error::Invalid(wrong));
        }
        Err(other) => return Err(other),
        Ok(_) => return Err(Error::Invalid(wrong)),
    };
    let opening = found_by(cx.services(), founder, browser(cx)).await?;
    cx.part::<Door>().close();
    // After the person: a name alone would be nobody's. Should the power go between the two, the page of the look has it still
    // to be set.
    let change = move |old| BrandSettings {
        name: company.clone(),
        ..old
    };
    brand::save(&Access::system(cx.services(), "setup"), None, change).await?;
    with_session(cx, cx.redirect("/")?, &opening)
}
