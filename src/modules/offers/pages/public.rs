//! What a client sees behind the link, without signing in: the offer, a form to take it or to ask, and its pictures.
//!
//! Everything here reads [`PublicOffer`] alone. It acts as the cabinet itself, since nobody is signed in: the secret in
//! the address is what opens the one record that it names.

use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use tokio::sync::Semaphore;

use crate::modules::offers::actions::{self, Left, Taking};
use crate::modules::offers::limits::{Doing, Limits};
use crate::modules::offers::link::path;
use crate::modules::offers::paper::{Pictures, paper};
use crate::modules::offers::public::{PublicOffer, Standing};
use crate::modules::offers::views::public::{Page as View, Typed, page as view};
use crate::modules::offers::{COMMENT_MAX, CONTACT_MAX};
use crate::modules::orders::actions::today;
use crate::platform::access::{Access, hashed_secret};
use crate::platform::error::Error;
use crate::platform::files::{ContentHash, PictureSize};
use crate::platform::values::{Message, cleaned, cleaned_line};
use crate::platform::web::{Cx, Outcome, unlisted};
use crate::tr;

/// Different pictures of one file; the rest of a long offer goes without.
const PICTURES_MAX: usize = 200;

/// The offer behind the address of this request.
struct Opened {
    secret: String,
    hash: String,
    offer: PublicOffer,
    access: Access,
}

impl Opened {
    fn of(cx: &Cx) -> Result<Opened, Error> {
        let secret: String = cx.param("secret")?;
        let hash = hashed_secret(&secret).ok_or(Error::NotFound)?;
        let access = Access::system(cx.services(), "offers.public");
        let offer = actions::public(&access.read()?, &hash)?;
        Ok(Opened {
            secret,
            hash,
            offer,
            access,
        })
    }

    /// Who is counted: this link from that address.
    fn caller(&self, cx: &Cx) -> String {
        format!("{} {}", self.offer.id, cx.address)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PageQuery {
    asked: Option<String>,
}

pub async fn page(cx: Cx) -> Outcome {
    let query: PageQuery = cx.query()?;
    let opened = Opened::of(&cx)?;
    let standing = opened.offer.standing(today(&opened.access));
    let shown = matches!(standing, Standing::Open | Standing::Taken);
    if shown && counts(&cx, &opened)? {
        let visitor = visitor(&cx);
        actions::visit(&opened.access, opened.offer.id, visitor).await?;
    }
    let status = match standing {
        Standing::Open | Standing::Taken => StatusCode::OK,
        Standing::Expired | Standing::Revoked => StatusCode::GONE,
    };
    let typed = Typed {
        asked: query.asked.is_some(),
        ..Typed::default()
    };
    show(&cx, &opened, &typed, status)
}

fn show(cx: &Cx, opened: &Opened, typed: &Typed, status: StatusCode) -> Outcome {
    let body = view(&View {
        offer: &opened.offer,
        path: &path(&opened.secret),
        standing: opened.offer.standing(today(&opened.access)),
        zone: &cx.services().zone,
        typed,
    });
    Ok(unlisted((status, body).into_response()))
}

/// Is it a person's look? Signed-in people are the dealer's or the manufacturer's own; robots and previews of messengers
/// say who they are.
fn counts(cx: &Cx, opened: &Opened) -> Result<bool, Error> {
    const ROBOTS: [&str; 12] = [
        "bot",
        "crawl",
        "spider",
        "preview",
        "curl",
        "wget",
        "python",
        "http-client",
        "okhttp",
        "monitor",
        "whatsapp",
        "facebookexternalhit",
    ];
    let agent = cx.header("user-agent").unwrap_or_default().to_ascii_lowercase();
    let prefetch = cx.header("sec-purpose").or(cx.header("purpose"));
    let robot = !agent.contains("mozilla") || ROBOTS.iter().any(|robot| agent.contains(robot));
    Ok(cx.method == Method::GET
        && !robot
        && !prefetch.is_some_and(|purpose| purpose.contains("prefetch"))
        && !cx.comes_from_within()?
        && cx
            .part::<Limits>()
            .admits(Doing::Visit, &opened.caller(cx), cx.access.now()))
}

/// A mark that tells one visitor of today from another; nothing of the visitor can be read out of it.
fn visitor(cx: &Cx) -> u64 {
    let agent = cx.header("user-agent").unwrap_or_default();
    let day = cx.access.now().day_in(&cx.services().zone);
    let hash = blake3::hash(format!("{}\n{agent}\n{day}", cx.address).as_bytes());
    let mut mark = [0; 8];
    mark.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_be_bytes(mark)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct AnswerForm {
    variant: Option<usize>,
    name: String,
    contact: String,
    comment: String,
    consent: Option<String>,
    /// A field that people don't see: whoever fills it is a robot.
    website: String,
}

pub async fn acceptance(cx: Cx) -> Outcome {
    answer(cx, true).await
}

pub async fn question(cx: Cx) -> Outcome {
    answer(cx, false).await
}

async fn answer(cx: Cx, takes: bool) -> Outcome {
    let form: AnswerForm = cx.form()?;
    let opened = Opened::of(&cx)?;
    let back = path(&opened.secret);
    if !form.website.is_empty() {
        return cx.redirect(&back);
    }
    let standing = opened.offer.standing(today(&opened.access));
    // Of an offer that is over nothing else is asked: what is wrong with the fields is beside the point.
    let closed = matches!(standing, Standing::Expired | Standing::Revoked);
    let faults = match closed {
        true => Vec::new(),
        false => faults(&form, takes, opened.offer.variants.len()),
    };
    let typed = Typed {
        variant: form.variant,
        name: form.name.clone(),
        contact: form.contact.clone(),
        comment: form.comment.clone(),
        consent: form.consent.is_some(),
        faults,
        alert: None,
        asked: false,
    };
    if closed {
        return show(&cx, &opened, &typed, StatusCode::GONE);
    }
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    if !typed.faults.is_empty() {
        return show(&cx, &opened, &typed, refused);
    }
    if !cx
        .part::<Limits>()
        .admits(Doing::Answer, &opened.caller(&cx), cx.access.now())
    {
        let typed = Typed {
            alert: Some(Message::new("offers-public-often")),
            ..typed
        };
        return show(&cx, &opened, &typed, StatusCode::TOO_MANY_REQUESTS);
    }
    let left = Left {
        name: cleaned_line(&form.name),
        contact: cleaned_line(&form.contact),
        comment: cleaned(&form.comment),
    };
    let outcome = match takes {
        true => actions::accept(&opened.access, opened.hash.clone(), form.variant.unwrap_or(0), left).await,
        false => actions::ask(&opened.access, opened.hash.clone(), left).await,
    };
    match outcome {
        Ok(Taking::Done | Taking::Before) if takes => cx.redirect(&format!("{back}#answer")),
        Ok(_) => cx.redirect(&format!("{back}?asked=1#answer")),
        Err(Error::Refused(message)) => {
            // It may have been closed while the client was writing: the page says so by itself.
            let opened = Opened::of(&cx)?;
            let typed = Typed {
                alert: Some(message),
                ..typed
            };
            show(&cx, &opened, &typed, refused)
        }
        Err(error) => Err(error),
    }
}

fn faults(form: &AnswerForm, takes: bool, variants: usize) -> Vec<(&'static str, Message)> {
    let mut faults = Vec::new();
    let mut text = |field: &'static str, value: &str, most: usize, empty: Option<&'static str>| {
        let length = cleaned(value).chars().count();
        match empty {
            Some(empty) if length == 0 => faults.push((field, Message::new(empty))),
            _ if length > most => faults.push((field, Message::new("offers-too-long").with("most", most))),
            _ => {}
        }
    };
    text("name", &form.name, CONTACT_MAX, Some("offers-public-name-required"));
    text(
        "contact",
        &form.contact,
        CONTACT_MAX,
        Some("offers-public-contact-required"),
    );
    let question = (!takes).then_some("offers-public-question-required");
    text("comment", &form.comment, COMMENT_MAX, question);
    if takes && variants > 1 && form.variant.is_none_or(|variant| variant >= variants) {
        faults.push(("variant", Message::new("offers-variant-choose")));
    }
    if form.consent.is_none() {
        faults.push(("consent", Message::new("offers-public-consent-required")));
    }
    faults
}

/// Files that are made at one time: a paper may have thousands of lines, and strangers ask for it.
static MAKING: Semaphore = Semaphore::const_new(2);

/// The offer as a file.
pub async fn file(cx: Cx) -> Outcome {
    let opened = Opened::of(&cx)?;
    let standing = opened.offer.standing(today(&opened.access));
    if !matches!(standing, Standing::Open | Standing::Taken) {
        return show(&cx, &opened, &Typed::default(), StatusCode::GONE);
    }
    if !cx
        .part::<Limits>()
        .admits(Doing::File, &opened.caller(&cx), cx.access.now())
    {
        return Err(Error::Busy);
    }
    let turn = MAKING.acquire().await.map_err(Error::internal)?;
    let (offer, secret) = (opened.offer, opened.secret);
    let mut pictures = Pictures::new();
    let lines = offer.variants.iter().flat_map(|variant| &variant.lines);
    for hash in lines.filter_map(|line| line.picture) {
        if pictures.len() < PICTURES_MAX && !pictures.contains_key(&hash) {
            // Sharp enough for a square of 12 mm.
            pictures.extend(jpeg(&cx, hash, PictureSize::Small).await?.map(|bytes| (hash, bytes)));
        }
    }
    if let Some(logo) = offer.logo {
        pictures.extend(jpeg(&cx, logo, PictureSize::Large).await?.map(|bytes| (logo, bytes)));
    }
    let address = format!("{}{}", cx.portal.settings.public_origin, path(&secret));
    let name = tr!(offer.locale, "offers-paper-name", number = offer.number);
    let made = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        paper(&offer, &address, &pictures).to_pdf()
    });
    let bytes = made.await.map_err(Error::internal)?.map_err(Error::internal)?;
    Ok(unlisted(cx.download(
        &format!("{name}.pdf"),
        "application/pdf",
        bytes,
    )?))
}

/// A picture of the offer, or the logo; no other of the cabinet's.
pub async fn picture(cx: Cx) -> Outcome {
    let opened = Opened::of(&cx)?;
    let hash: ContentHash = cx.param("hash")?;
    let size = PictureSize::from_pixels(cx.param("pixels")?).ok_or(Error::NotFound)?;
    let open = matches!(
        opened.offer.standing(today(&opened.access)),
        Standing::Open | Standing::Taken
    );
    if !open || !opened.offer.shows(hash) {
        return Err(Error::NotFound);
    }
    let bytes = jpeg(&cx, hash, size).await?.ok_or(Error::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, "private, max-age=86400"),
    ];
    Ok(unlisted((headers, bytes).into_response()))
}

/// A picture re-encoded; `None` where there is none that can be shown.
async fn jpeg(cx: &Cx, hash: ContentHash, size: PictureSize) -> Result<Option<Vec<u8>>, Error> {
    match cx.jpeg(hash, size).await {
        Err(Error::NotFound) => Ok(None),
        read => read,
    }
}
