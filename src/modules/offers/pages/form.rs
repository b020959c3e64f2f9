//! Making an offer: the form, its sums, and the offer itself.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;

use super::{dealer, frame};
use crate::modules::catalogue::{Prices, VatTable};
use crate::modules::dealers::LegalEntity;
use crate::modules::dealers::queries::entities;
use crate::modules::offers::actions::{self, Made};
use crate::modules::offers::composition::{Priced, Shown, Tax, TypedLine, priced, settled};
use crate::modules::offers::form::{OfferForm, VariantForm};
use crate::modules::offers::pricing::Rule;
use crate::modules::offers::public::{Contact, PublicOffer, Seller};
use crate::modules::offers::sheet::Sheet;
use crate::modules::offers::views::form::{FieldFault, Page, VariantView, page as view, sheet as part};
use crate::modules::offers::{
    CLIENT_MAX, CONTACT_MAX, Costs, Offer, OfferId, Source, TEXT_MAX, TITLE_MAX, VARIANTS_MAX, check_until, sees_costs,
};
use crate::modules::orders::actions::{by_number, today};
use crate::modules::orders::queries::drafts;
use crate::modules::orders::{DraftId, LINES_MAX, OrderNumber};
use crate::platform::error::Error;
use crate::platform::i18n::{format, parse_day};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Day, Locale, Message, PageRequest};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Drafts that one more variant can be taken from.
const SOURCES: usize = 50;

#[derive(Deserialize, Default)]
#[serde(default)]
struct NewQuery {
    draft: Option<DraftId>,
    order: Option<OrderNumber>,
    /// An offer to begin from.
    from: Option<OfferId>,
    /// It stays beside the new one.
    copy: Option<String>,
}

pub async fn new(cx: Cx) -> Outcome {
    let query: NewQuery = cx.query()?;
    let tx = cx.access.read()?;
    let form = match query.from {
        Some(id) => form_of_offer(&cx, &tx, id, query.copy.is_some())?,
        None => {
            let source = match (query.draft, query.order) {
                (Some(draft), _) => Source::Draft(draft),
                (None, Some(number)) => Source::Order(by_number(&tx, number)?.id),
                (None, None) => return Err(Error::NotFound),
            };
            form_of_source(&cx, &tx, source)?
        }
    };
    show(&cx, &tx, form, Vec::new(), None, StatusCode::OK)
}

/// What an offer begins with.
fn form_of_source(cx: &Cx, tx: &ReadTx, source: Source) -> Result<OfferForm, Error> {
    let dealer = dealer(cx)?;
    let book = cx.part::<Prices>().current();
    let day = today(&cx.access);
    let sheet = Sheet::of(tx, &book, source, day)?;
    let head = actions::letterhead(tx, dealer)?;
    let entity = match sheet.entity {
        Some(entity) => Some(entity),
        None => entities(tx, dealer)?.first().map(|entity| entity.id),
    };
    let person = cx.person()?;
    let until = day
        .checked_add(jiff::Span::new().days(i64::from(head.days)))
        .map_err(Error::internal)?;
    Ok(OfferForm {
        variants: vec![VariantForm {
            name: sheet.name.chars().take(TITLE_MAX).collect(),
            source: Some(sheet.source),
            rule: Rule::Rrp.code().to_owned(),
            ..VariantForm::default()
        }],
        title: sheet.name.chars().take(TITLE_MAX).collect(),
        client: String::new(),
        until: format::date(until).to_string(),
        text: head.text.clone(),
        locale: Locale::Ru,
        entity,
        regime: entity.map(|entity| head.regime(entity)).unwrap_or_default(),
        rounding: Default::default(),
        contact: Contact {
            name: person.member.name.clone(),
            phone: person.member.phone.clone().unwrap_or_default(),
            email: person.account.email.clone(),
        },
        shown: Shown {
            locale: Locale::Ru,
            articles: true,
            pictures: true,
            comments: false,
            before: false,
        },
        replaces: None,
        add: None,
        more: false,
        less: false,
    })
}

/// An offer to begin from: the same sources, rules and words, at the prices of today.
fn form_of_offer(cx: &Cx, tx: &ReadTx, id: OfferId, copy: bool) -> Result<OfferForm, Error> {
    let offer = tx.get::<Offer>(&id)?.ok_or(Error::NotFound)?;
    let public = tx.get::<PublicOffer>(&id)?.ok_or(Error::NotFound)?;
    let costs = tx.get::<Costs>(&id)?.ok_or(Error::NotFound)?;
    let first = offer.variants.first().ok_or(Error::NotFound)?;
    let mut form = form_of_source(cx, tx, first.source)?;
    let sees = sees_costs(cx.access.sight());
    form.variants = offer
        .variants
        .iter()
        .zip(&costs.variants)
        .map(|(head, costs)| {
            // A rule that begins with the purchase price would tell it to one who doesn't see it.
            let rule = Some(costs.rule)
                .filter(|rule| rule.is_open_to(sees))
                .unwrap_or(Rule::Rrp);
            let lines = costs.lines.iter().enumerate();
            let typed = lines.filter_map(|(place, line)| {
                let typed = match (line.rule.filter(|rule| rule.is_open_to(sees)), line.own) {
                    (Some(rule), _) => TypedLine {
                        rule: rule.code().to_owned(),
                        value: rule
                            .percent()
                            .map(|of| plain_percent(cx.locale, of))
                            .unwrap_or_default(),
                        ..TypedLine::default()
                    },
                    (None, Some(own)) => TypedLine {
                        rule: String::new(),
                        value: format::amount(cx.locale, own).to_string(),
                        ..TypedLine::default()
                    },
                    (None, None) => return None,
                };
                Some(((place, line.sku), typed))
            });
            VariantForm {
                name: head.name.clone(),
                source: Some(head.source),
                rule: rule.code().to_owned(),
                percent: rule
                    .percent()
                    .map(|of| plain_percent(cx.locale, of))
                    .unwrap_or_default(),
                seen: String::new(),
                typed: typed.collect(),
            }
        })
        .collect();
    let lines = || public.variants.iter().flat_map(|variant| &variant.lines);
    form.title = offer.title.clone();
    form.client = if copy { String::new() } else { offer.client.clone() };
    form.text = public.text.clone();
    form.locale = public.locale;
    form.rounding = costs.rounding;
    form.contact = public.contact.clone();
    form.shown = Shown {
        locale: public.locale,
        articles: lines().any(|line| !line.article.is_empty()),
        pictures: public.has_pictures(),
        // A public line's comment may be how the goods are made: the draft's notes go out only when somebody says so anew.
        comments: false,
        before: lines().any(|line| line.before.is_some()),
    };
    // The company may have been taken out of the cabinet since.
    if let Some((entity, regime)) = costs.seller
        && entities(tx, offer.dealer)?.iter().any(|known| known.id == entity)
    {
        (form.entity, form.regime) = (Some(entity), regime);
    }
    form.replaces = (!copy).then_some(id);
    Ok(form)
}

/// As a field holds it: without the sign.
fn plain_percent(l: Locale, percent: crate::platform::values::Percent) -> String {
    let text = format::percent(l, percent).to_string();
    text.trim_end_matches(['%', '\u{a0}']).to_owned()
}

/// A form over what it stands on.
struct Sums {
    sheets: Vec<Sheet>,
    priced: Vec<Priced>,
    /// What is wrong with each variant's rule.
    rules: Vec<Option<Message>>,
}

impl Sums {
    fn of(cx: &Cx, tx: &ReadTx, form: &OfferForm) -> Result<Sums, Error> {
        let book = cx.part::<Prices>().current();
        let (day, own) = (today(&cx.access), dealer(cx)?);
        let entity = match form.entity {
            Some(id) => tx.get::<LegalEntity>(&id)?.filter(|entity| entity.dealer == own),
            None => None,
        };
        let table = VatTable::current(tx)?;
        let tax = Tax::of(&table, form.regime, entity.as_ref(), day);
        let mut sums = Sums {
            sheets: Vec::new(),
            priced: Vec::new(),
            rules: Vec::new(),
        };
        for variant in &form.variants {
            let source = variant.source.ok_or(Error::NotFound)?;
            let sheet = Sheet::of(tx, &book, source, day)?;
            if sheet.dealer != own {
                return Err(Error::NotFound);
            }
            let rule = Rule::parse(&variant.rule, &variant.percent);
            let sight = cx.access.sight();
            let hidden = rule.as_ref().is_ok_and(|rule| !rule.is_open_to(sees_costs(sight)));
            let found = priced(&sheet, rule.clone().ok(), form.rounding, &variant.typed, &tax, sight);
            sums.rules.push(match hidden {
                true => Some(Message::new("offers-rule-hidden")),
                false => rule.err(),
            });
            sums.sheets.push(sheet);
            sums.priced.push(found);
        }
        Ok(sums)
    }

    /// Are these the totals that the page showed?
    fn seen(&self, form: &OfferForm) -> bool {
        let totals = self.priced.iter().zip(&form.variants);
        totals.into_iter().all(|(priced, variant)| {
            priced
                .total
                .is_some_and(|total| total.minor.to_string() == variant.seen)
        })
    }
}

fn show(
    cx: &Cx,
    tx: &ReadTx,
    form: OfferForm,
    faults: Vec<FieldFault>,
    alert: Option<Message>,
    status: StatusCode,
) -> Outcome {
    let sums = Sums::of(cx, tx, &form)?;
    let own = dealer(cx)?;
    let mut sources: Vec<(Source, String)> = form
        .variants
        .iter()
        .zip(&sums.sheets)
        .map(|(_, sheet)| (sheet.source, sheet.name.clone()))
        .collect();
    let request = PageRequest::first(SOURCES).descending();
    for draft in drafts(tx, Some(own), &request)?.items {
        let source = Source::Draft(draft.id);
        if !draft.lines.is_empty() && !sources.iter().any(|(known, _)| *known == source) {
            sources.push((source, draft.name));
        }
    }
    let variants: Vec<VariantView<'_>> = form
        .variants
        .iter()
        .zip(&sums.sheets)
        .zip(sums.priced.iter().zip(&sums.rules))
        .map(|((form, sheet), (priced, rule))| VariantView {
            form,
            sheet,
            priced,
            rule_fault: rule.as_ref().map(|message| cx.say(message)),
        })
        .collect();
    let alert_text = alert.as_ref().map(|message| cx.say(message));
    let shown = Page {
        form: &form,
        variants: &variants,
        sources: &sources,
        entities: &entities(tx, own)?,
        has_logo: actions::letterhead(tx, own)?.logo.is_some(),
        may_letterhead: cx.access.may(crate::modules::offers::permissions::LETTERHEAD),
        sees_costs: sees_costs(cx.access.sight()),
        faults: &faults,
        alert: alert_text.as_deref(),
    };
    if cx.is_htmx() {
        return Ok((status, part(&frame(cx), &shown)).into_response());
    }
    let head = PageHead {
        title: tr!(cx.locale, "offers-new"),
        current: "/offers",
    };
    let body = view(&frame(cx), &shown);
    match status {
        StatusCode::OK => cx.page(head, body),
        _ => cx.page_unprocessable(head, body),
    }
}

/// The same form with its sums: after a change of a rule, or of the number of variants.
pub async fn calculation(cx: Cx) -> Outcome {
    let mut form = OfferForm::read(cx.form_pairs()?);
    let tx = cx.access.read()?;
    if form.variants.is_empty() {
        return Err(Error::NotFound);
    }
    if let (true, Some(source)) = (form.more && form.variants.len() < VARIANTS_MAX, form.add) {
        let sheet = Sheet::of(&tx, &cx.part::<Prices>().current(), source, today(&cx.access))?;
        let number = form.variants.len() + 1;
        let name = match form.variants.iter().any(|variant| variant.name == sheet.name) {
            true => tr!(cx.locale, "offers-variant-n", n = number),
            false => sheet.name.chars().take(TITLE_MAX).collect(),
        };
        form.variants.push(VariantForm {
            name,
            source: Some(source),
            rule: Rule::Rrp.code().to_owned(),
            ..VariantForm::default()
        });
    }
    if form.less && form.variants.len() > 1 {
        form.variants.pop();
    }
    show(&cx, &tx, form, Vec::new(), None, StatusCode::OK)
}

pub async fn make(cx: Cx) -> Outcome {
    let form = OfferForm::read(cx.form_pairs()?);
    if form.variants.is_empty() {
        return Err(Error::NotFound);
    }
    let tx = cx.access.read()?;
    let (made, faults, alert) = made(&cx, &tx, &form)?;
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    let Some(made) = made else {
        return show(&cx, &tx, form, faults, alert, refused);
    };
    drop(tx);
    match actions::make(&cx.access, made).await {
        Ok(offer) => cx.redirect(&format!("/offers/{}", offer.id)),
        Err(Error::Refused(message)) => show(&cx, &cx.access.read()?, form, Vec::new(), Some(message), refused),
        Err(error) => Err(error),
    }
}

/// The offer, or what is in its way.
type Composed = (Option<Made>, Vec<FieldFault>, Option<Message>);

fn made(cx: &Cx, tx: &ReadTx, form: &OfferForm) -> Result<Composed, Error> {
    let own = dealer(cx)?;
    let sums = Sums::of(cx, tx, form)?;
    let mut faults = Vec::new();
    let until = checked(cx, form, &mut faults);
    let entity = match form.entity {
        Some(id) => tx.get::<LegalEntity>(&id)?.filter(|entity| entity.dealer == own),
        None => None,
    };
    let entity = match entity {
        Some(entity) => entity,
        None => {
            faults.push(FieldFault::new("entity", Message::new("offers-entity-choose")));
            return Ok((None, faults, None));
        }
    };
    if let Some(message) = stands_in_the_way(form, &sums) {
        return Ok((None, faults, Some(message)));
    }
    let (Some(until), true) = (until, faults.is_empty()) else {
        return Ok((None, faults, None));
    };
    if let Some(id) = form.replaces
        && tx.get::<Offer>(&id)?.is_none()
    {
        return Err(Error::NotFound);
    }
    let mut variants = Vec::new();
    for ((variant, sheet), priced) in form.variants.iter().zip(&sums.sheets).zip(&sums.priced) {
        let Some((public, costs)) = settled(variant.name.trim(), sheet, priced, form.shown) else {
            return Ok((None, faults, Some(Message::new("offers-lines-faults"))));
        };
        variants.push((sheet.source, public, costs));
    }
    let made = Made {
        dealer: own,
        locale: form.locale,
        title: form.title.trim().to_owned(),
        client: form.client.trim().to_owned(),
        until,
        currency: sums.sheets[0].currency,
        seller: seller(&entity),
        sells: (entity.id, form.regime),
        contact: Contact {
            name: form.contact.name.trim().to_owned(),
            phone: form.contact.phone.trim().to_owned(),
            email: form.contact.email.trim().to_owned(),
        },
        logo: actions::letterhead(tx, own)?.logo,
        text: form.text.replace("\r\n", "\n").trim().to_owned(),
        rounding: form.rounding,
        variants,
        replaces: form.replaces,
    };
    Ok((Some(made), faults, None))
}

fn seller(entity: &LegalEntity) -> Seller {
    Seller {
        name: entity.name.clone(),
        full_name: entity.full_name.clone(),
        country: entity.country,
        requisites: entity.requisites.clone(),
    }
}

/// What of the whole forbids an offer.
fn stands_in_the_way(form: &OfferForm, sums: &Sums) -> Option<Message> {
    let currency = sums.sheets.first().map(|sheet| sheet.currency);
    let empty = sums.sheets.iter().any(|sheet| sheet.lines.is_empty());
    if empty {
        return Some(Message::new("offers-empty"));
    }
    if sums.sheets.iter().any(|sheet| sheet.lines.len() > LINES_MAX) {
        return Some(Message::new("offers-lines-many").with("most", LINES_MAX));
    }
    if sums.sheets.iter().any(|sheet| Some(sheet.currency) != currency) {
        return Some(Message::new("offers-currencies"));
    }
    if sums.rules.iter().any(Option::is_some) || sums.priced.iter().any(|priced| !priced.is_sound()) {
        return Some(Message::new("offers-lines-faults"));
    }
    // Prices of 1C, or the lines of a draft, may have moved since the page was drawn.
    (!sums.seen(form)).then(|| Message::new("offers-look-again"))
}

/// The fields of their own. The day, where it is one.
fn checked(cx: &Cx, form: &OfferForm, faults: &mut Vec<FieldFault>) -> Option<Day> {
    let mut text = |field: &'static str, value: &str, most: usize, required: bool| {
        let length = value.trim().chars().count();
        if length > most {
            faults.push(FieldFault::new(
                field,
                Message::new("offers-too-long").with("most", most),
            ));
        } else if required && length == 0 {
            faults.push(FieldFault::new(field, Message::new("offers-required")));
        }
    };
    text("title", &form.title, TITLE_MAX, true);
    text("client", &form.client, CLIENT_MAX, false);
    text("text", &form.text, TEXT_MAX, false);
    text("contact-name", &form.contact.name, CONTACT_MAX, true);
    text("contact-phone", &form.contact.phone, CONTACT_MAX, false);
    text("contact-email", &form.contact.email, CONTACT_MAX, false);
    if form.contact.phone.trim().is_empty() && form.contact.email.trim().is_empty() {
        faults.push(FieldFault::new(
            "contact-phone",
            Message::new("offers-contact-required"),
        ));
    }
    for (at, variant) in form.variants.iter().enumerate() {
        let length = variant.name.trim().chars().count();
        if form.variants.len() > 1 && !(1..=TITLE_MAX).contains(&length) {
            faults.push(FieldFault::of(
                format!("name-{at}"),
                Message::new("offers-variant-name"),
            ));
        }
    }
    let day = today(&cx.access);
    match parse_day(&form.until) {
        Ok(until) => match check_until(until, day) {
            Ok(()) => Some(until),
            Err(message) => {
                faults.push(FieldFault::new("until", message));
                None
            }
        },
        Err(error) => {
            faults.push(FieldFault::new("until", error.message()));
            None
        }
    }
}
