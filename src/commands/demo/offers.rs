//! Offers to end clients in the demonstration, in every state that an offer can be in, with a logo.

use std::io::Cursor;
use std::sync::Arc;

use anyhow::Context;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde::Deserialize;

use super::material::Material;
use super::parties::{Cast, broken};
use crate::modules::catalogue::{Prices, VatRegime, VatTable};
use crate::modules::dealers::LegalEntity;
use crate::modules::offers::actions::{Left, Made, accept, ask, letterhead, make, revoke, set_letterhead, visit};
use crate::modules::offers::composition::{Shown, Tax, Typed, priced, settled};
use crate::modules::offers::public::{Contact, Seller};
use crate::modules::offers::sheet::Sheet;
use crate::modules::offers::{LinkKey, Offer, Rounding, Rule, Source};
use crate::modules::orders::actions::today;
use crate::modules::orders::queries::drafts;
use crate::modules::orders::{ORDER_BY_DEALER, Order};
use crate::platform::access::Access;
use crate::platform::files::{ContentHash, Files};
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Locale, Moment, PageRequest};

#[derive(Deserialize)]
struct Offers {
    letterhead: Vec<Head>,
    offer: Vec<Told>,
}

#[derive(Deserialize)]
struct Head {
    dealer: String,
    colour: [u8; 3],
    text: String,
    days: u16,
}

#[derive(Deserialize)]
struct Told {
    dealer: String,
    days: i64,
    stands: i32,
    client: String,
    rule: String,
    #[serde(default)]
    percent: String,
    #[serde(default)]
    rounding: String,
    /// Of the newest draft, not of an order.
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    before: bool,
    #[serde(default)]
    views: u64,
    #[serde(default)]
    revoked: bool,
    #[serde(default)]
    second: Option<Second>,
    #[serde(default)]
    accepts: Option<Word>,
    #[serde(default)]
    asks: Option<Word>,
}

#[derive(Deserialize)]
struct Second {
    name: String,
    rule: String,
    percent: String,
}

#[derive(Deserialize)]
struct Word {
    name: String,
    contact: String,
    comment: String,
}

/// Orders of a dealer that are looked through for one that is old enough.
const ORDERS: usize = 200;
/// The size of the logo, in pixels.
const LOGO: u32 = 360;

/// Makes the offers at their moments; `now` is the moment of the demonstration, and the clock stands there afterwards.
pub async fn play(services: &Arc<Services>, cast: &Cast, material: &Material, now: Moment) -> anyhow::Result<()> {
    let offers: Offers =
        toml::from_str(include_str!("../../../assets/demo/offers.toml")).context("assets/demo/offers.toml")?;
    let day = 86_400;
    services.clock.set(now.plus_seconds(-60 * day));
    for head in &offers.letterhead {
        let access = director(services, cast, material, &head.dealer)?;
        let logo = logo(services, head.colour)?;
        let (text, days) = (head.text.clone(), head.days);
        let kept = set_letterhead(&access, cast.dealers[&head.dealer].id, move |mut old| {
            (old.logo, old.text, old.days) = (Some(logo), text.clone(), days);
            old
        });
        kept.await.map_err(|error| broken("a letterhead", &error))?;
    }
    for told in &offers.offer {
        let access = director(services, cast, material, &told.dealer)?;
        services.clock.set(now.plus_seconds(-told.days * day));
        let dealer = cast.dealers[&told.dealer].id;
        // Goods without a recommended price have none in an offer either: the newest that has a price of each line.
        let sources = sources(&access, dealer, told)?;
        let mut found = sources
            .into_iter()
            .map(|source| made(&access, cast, dealer, source, told));
        let Some(made) = found.find_map(Result::transpose).transpose()? else {
            continue;
        };
        let offer = make(&access, made).await;
        let offer = offer.map_err(|error| broken(&told.client, &error))?;
        answered(services, &access, &offer, told, now).await?;
    }
    services.clock.set(now);
    Ok(())
}

fn director(services: &Arc<Services>, cast: &Cast, material: &Material, key: &str) -> anyhow::Result<Access> {
    let dealer = material.parties.dealer.iter().find(|dealer| dealer.key == key);
    let people = dealer.with_context(|| format!("{key} is no dealer"))?.person.iter();
    let mut directors = people.filter(|person| person.role == "director");
    cast.access(services, &directors.next().context("a director")?.email)
}

fn sources(access: &Access, dealer: DealerId, told: &Told) -> anyhow::Result<Vec<Source>> {
    let (tx, at) = (access.read()?, access.now());
    let request = PageRequest::first(ORDERS).descending();
    if told.draft {
        // They were made within one moment: their names give an order.
        let mut found = drafts(&tx, Some(dealer), &request)?.items;
        found.sort_by(|a, b| a.name.cmp(&b.name));
        let full = found.into_iter().filter(|draft| !draft.lines.is_empty());
        return Ok(full.map(|draft| Source::Draft(draft.id)).collect());
    }
    let orders: Vec<Order> = tx.scan(&ORDER_BY_DEALER, &dealer, &request)?.items;
    // An offer that one reads through: neither one line nor a hundred.
    let fits = |order: &Order| order.created < at && (3..=40).contains(&order.lines.len());
    let fitting = orders.into_iter().filter(fits);
    Ok(fitting.map(|order| Source::Order(order.id)).collect())
}

/// The offer as it is to be made; `None` where a line has no price by its rules.
fn made(access: &Access, cast: &Cast, dealer: DealerId, source: Source, told: &Told) -> anyhow::Result<Option<Made>> {
    let tx = access.read()?;
    let day = today(access);
    let book = access.services().part::<Prices>().current();
    let sheet = Sheet::of(&tx, &book, source, day)?;
    let entity = match sheet.entity {
        Some(id) => tx.get::<LegalEntity>(&id)?,
        None => None,
    };
    let entity = entity.context("a legal entity of the dealer")?;
    let table = VatTable::current(&tx)?;
    let tax = Tax::of(&table, VatRegime::General, Some(&entity), day);
    let rounding = Rounding::from_code(&told.rounding).unwrap_or_default();
    let shown = Shown {
        locale: Locale::Ru,
        articles: true,
        pictures: true,
        comments: false,
        before: told.before,
    };
    let rule = |code: &str, percent: &str| Rule::parse(code, percent).ok().context("a rule of prices");
    let mut rules = vec![(sheet.name.clone(), rule(&told.rule, &told.percent)?)];
    if let Some(second) = &told.second {
        rules.push((second.name.clone(), rule(&second.rule, &second.percent)?));
    }
    let mut variants = Vec::new();
    for (name, rule) in rules {
        let found = priced(&sheet, Some(rule), rounding, &Typed::new(), &tax, access.sight());
        let Some((public, costs)) = settled(&name, &sheet, &found, shown) else {
            return Ok(None);
        };
        variants.push((sheet.source, public, costs));
    }
    let head = letterhead(&tx, dealer)?;
    let who = cast.people.values().find(|member| member.name == access.actor().name);
    let until = day.checked_add(jiff::Span::new().days(told.stands))?;
    Ok(Some(Made {
        dealer,
        locale: Locale::Ru,
        title: sheet.name.clone(),
        client: told.client.clone(),
        until,
        currency: sheet.currency,
        seller: Seller {
            name: entity.name.clone(),
            full_name: entity.full_name.clone(),
            country: entity.country,
            requisites: entity.requisites.clone(),
        },
        sells: (entity.id, tax.regime),
        contact: Contact {
            name: access.actor().name.clone(),
            phone: who.and_then(|member| member.phone.clone()).unwrap_or_default(),
            email: format!("zakaz@{}.example", told.dealer),
        },
        logo: head.logo,
        text: head.text,
        rounding,
        variants,
        replaces: None,
    }))
}

/// What came of an offer within a day or two.
async fn answered(
    services: &Arc<Services>,
    access: &Access,
    offer: &Offer,
    told: &Told,
    now: Moment,
) -> anyhow::Result<()> {
    let wrong = |error: crate::platform::error::Error| broken(&told.client, &error);
    let public = Access::system(services, "offers.public");
    let hash = services.part::<LinkKey>().hash(offer.id, offer.turn);
    let mut at = offer.created;
    let later = |at: Moment, hours: i64| at.plus_seconds(hours * 3_600).millis().min(now.millis());
    for visitor in 0..told.views {
        at = Moment::from_millis(later(at, 5));
        services.clock.set(at);
        visit(&public, offer.id, visitor).await.map_err(wrong)?;
    }
    services.clock.set(Moment::from_millis(later(at, 1)));
    let left = |word: &Word| Left {
        name: word.name.clone(),
        contact: word.contact.clone(),
        comment: word.comment.clone(),
    };
    if let Some(word) = &told.asks {
        ask(&public, hash.clone(), left(word)).await.map_err(wrong)?;
    }
    if let Some(word) = &told.accepts {
        accept(&public, hash, 0, left(word)).await.map_err(wrong)?;
    }
    if told.revoked {
        let version = access.read()?.get::<Offer>(&offer.id)?.map_or(1, |offer| offer.version);
        revoke(access, offer.id, version).await.map_err(wrong)?;
    }
    Ok(())
}

/// A mark on white: a roof over a window, in the dealer's colour.
fn logo(services: &Arc<Services>, colour: [u8; 3]) -> anyhow::Result<ContentHash> {
    let picture = RgbImage::from_fn(LOGO, LOGO / 3, |x, y| {
        let (x, y) = (i64::from(x), i64::from(y));
        // The roof narrows to its top; the window is four panes; beside them two bars stand for a name.
        let roof = (12..52).contains(&y) && (x - 62).abs() < y - 10;
        let pane = |from: i64, to: i64, at: i64| (from..to).contains(&at);
        let window = (pane(30, 60, x) || pane(65, 95, x)) && (pane(58, 80, y) || pane(85, 108, y));
        let name = (pane(126, 340, x) && pane(38, 66, y)) || (pane(126, 262, x) && pane(80, 92, y));
        if roof || window || name {
            Rgb(colour)
        } else {
            Rgb([255, 255, 255])
        }
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, ImageFormat::Png)?;
    let stored = services.part::<Files>().put(&bytes.into_inner()[..], 1 << 20)?;
    Ok(stored.hash)
}
