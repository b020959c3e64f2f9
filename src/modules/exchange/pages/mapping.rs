//! What the words of 1C mean here.

use maud::{Markup, html};
use serde::Deserialize;

use super::{HERE, head, parts, waiting_count};
use crate::modules::catalogue::{
    PRICE_TYPE_BY_NAME, PRICE_TYPES_RRP, PriceType, PriceTypeId, PriceUse, WAREHOUSE_BY_NAME, Warehouse, WarehouseId,
};
use crate::modules::dealers::{Dealer, ENTITY_UNMATCHED, LegalEntity};
use crate::modules::exchange::apply::usual_statuses;
use crate::modules::exchange::mapping;
use crate::modules::exchange::runs::{OneCStatus, PARTY_BY_STATE, Party, PartyState, STATUS_BY_STATE, StatusSeen};
use crate::modules::orders::{Stage, StageKey, StageLine, stages};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::ui::{Alert, Button, Card, Choice, Column, Form, PageHead, Pager, Select, Table, hidden, more};
use crate::platform::values::{Cursor, Id, Locale, Message, PageRequest};
use crate::platform::web::{Cx, Outcome};
use crate::{icon, tr};

const PAGE: &str = "/admin/exchange/mapping";
/// Rows of one part that the page shows.
const ROWS: usize = 50;
/// Counterparties that it shows: each has the choice of legal entities beside it.
const PARTIES: usize = 20;
/// Legal entities of one choice.
const ENTITIES: usize = 100;
/// The choice that a status moves nothing, where the empty one is none.
const NOTHING: &str = "nothing";

pub async fn page(cx: Cx) -> Outcome {
    let l = cx.locale;
    let tx = cx.access.read()?;
    let waiting = waiting_count(&tx, &cx.access)?;
    let parts_at: PartsQuery = cx.query()?;
    let request = |rows, after: &Option<String>| -> Result<PageRequest, Error> {
        let after = after.clone().map(Cursor::try_from).transpose();
        Ok(PageRequest::first(rows).after(after.map_err(|_| Error::NotFound)?))
    };
    let parties = tx.scan(&PARTY_BY_STATE, &false, &request(PARTIES, &parts_at.parties)?)?;
    let known = tx.scan(&STATUS_BY_STATE, &(), &request(ROWS, &parts_at.statuses)?)?;
    let statuses_next = known.next;
    let known = with_counts(&tx, known.items)?;
    let price_types = tx.scan(&PRICE_TYPE_BY_NAME, &(), &request(ROWS, &parts_at.types)?)?;
    let doubled = price_types
        .items
        .iter()
        .try_fold(false, |doubled, of| -> Result<bool, Error> {
            Ok(doubled || tx.count(PRICE_TYPES_RRP, of.currency.code())? > 1)
        })?;
    let warehouses = tx.scan(&WAREHOUSE_BY_NAME, &(), &request(ROWS, &parts_at.warehouses)?)?;
    let line = stages(&tx)?;
    let unused = unused(&tx, &line)?;
    let entities = match parties.items.is_empty() {
        true => Entities::default(),
        false => entities(&tx, &request(ENTITIES, &parts_at.entities)?)?,
    };
    let body = html! {
        (PageHead::new(l, tr!(l, "exchange-mapping"))
            .crumb(tr!(l, "exchange-menu"), HERE)
            .facts(html! { p { (tr!(l, "exchange-mapping-about")) } }))
        (parts(l, "mapping", waiting))
        div.kb-stack-lg {
            (parties_card(&cx, &parties.items, &entities))
            (turn(l, "parties", parties.next, parts_at.parties.is_some()))
            (statuses_card(&cx, &known, &line))
            (turn(l, "statuses", statuses_next, parts_at.statuses.is_some()))
            (usual_card(&cx, &unused, &line))
            (price_types_card(&cx, &price_types.items, doubled))
            (turn(l, "types", price_types.next, parts_at.types.is_some()))
            (warehouses_card(&cx, &warehouses.items))
            (turn(l, "warehouses", warehouses.next, parts_at.warehouses.is_some()))
        }
    };
    cx.page(head(tr!(l, "exchange-mapping")), body)
}

/// Where each part of the page stands: its cursor.
#[derive(Deserialize, Default)]
#[serde(default)]
struct PartsQuery {
    parties: Option<String>,
    statuses: Option<String>,
    types: Option<String>,
    warehouses: Option<String>,
    /// Of the choice beside the counterparties.
    entities: Option<String>,
}

/// The way to the next rows of a part, and back to its first.
fn turn(l: Locale, part: &str, next: Option<Cursor>, further: bool) -> Pager<'static> {
    Pager {
        locale: l,
        previous: None,
        next: next.map(|cursor| format!("{PAGE}?{part}={}", String::from(cursor)).into()),
        shown: further.then(|| tr!(l, "exchange-mapping-further").into()),
    }
}

/// Legal entities for the choice, and where the next ones begin.
#[derive(Default)]
struct Entities {
    shown: Vec<(Id<LegalEntity>, String)>,
    next: Option<Cursor>,
}

/// Legal entities without a counterparty with the names of their dealers, by name.
fn entities(tx: &ReadTx, request: &PageRequest) -> Result<Entities, Error> {
    let mut found = Vec::new();
    let page = tx.scan(&ENTITY_UNMATCHED, &(), request)?;
    for entity in page.items {
        let dealer = tx
            .get::<Dealer>(&entity.dealer)?
            .map(|dealer| dealer.name)
            .unwrap_or_default();
        found.push((entity.id, format!("{} · {dealer}", entity.name)));
    }
    Ok(Entities {
        shown: found,
        next: page.next,
    })
}

fn parties_card(cx: &Cx, parties: &[Party], entities: &Entities) -> Markup {
    let l = cx.locale;
    let card = Card::titled(tr!(l, "exchange-parties")).small(tr!(l, "exchange-parties-about"));
    if parties.is_empty() {
        return html! { (card.body(html! { p.kb-soft.m-0 { (tr!(l, "exchange-parties-none")) } })) };
    }
    let about = |party: &Party| {
        let tax = [party.tax_id.as_str(), party.kpp.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty());
        let tax = tax.collect::<Vec<_>>().join(" / ");
        html! { (party.name) @if !tax.is_empty() { div.kb-soft.kb-sm.kb-tab { (tax) } } }
    };
    let choices = |party: &Party| {
        let mut choices = vec![Choice::new("", tr!(l, "exchange-choose"))];
        choices.extend(
            entities
                .shown
                .iter()
                .map(|(id, name)| Choice::new(id.to_string(), name.as_str())),
        );
        choices.push(Choice::new("ignore", tr!(l, "exchange-party-ignore")));
        let select = Select::new("entity", tr!(l, "exchange-party-entity"), choices)
            .id(format!("entity-{}", key_of(&party.external)))
            .label_hidden()
            .small();
        decide(cx, "counterparties", &party.external, html! { (select) })
    };
    let table = Table::new(tr!(l, "exchange-parties"), parties)
        .column(Column::head(tr!(l, "exchange-col-counterparty"), about))
        .column(Column::text(tr!(l, "exchange-party-entity"), choices));
    let more = entities.next.clone().map(|cursor| {
        let href = format!("{PAGE}?entities={}", String::from(cursor));
        html! {
            div.kb-row.kb-between {
                span.kb-sm.kb-soft { (tr!(l, "exchange-party-entities", n = entities.shown.len())) }
                (Button::plain(tr!(l, "exchange-party-entities-more")).small().href(href))
            }
        }
    });
    let card = card.flush(table);
    match more {
        Some(more) => html! { (card.footer(more)) },
        None => html! { (card) },
    }
}

/// A status, and how many documents came with it while it had no meaning.
type Known = (OneCStatus, u64);

fn with_counts(tx: &ReadTx, known: Vec<OneCStatus>) -> Result<Vec<Known>, Error> {
    let mut counted = Vec::with_capacity(known.len());
    for status in known {
        let seen = tx.get::<StatusSeen>(&status.external)?.filter(|_| status.waits());
        counted.push((status, seen.map_or(0, |seen| seen.count)));
    }
    Ok(counted)
}

fn statuses_card(cx: &Cx, known: &[Known], line: &StageLine) -> Markup {
    let l = cx.locale;
    let card = Card::titled(tr!(l, "exchange-statuses")).small(tr!(l, "exchange-statuses-about"));
    if known.is_empty() {
        return html! { (card.body(html! { p.kb-soft.m-0 { (tr!(l, "exchange-statuses-none")) } })) };
    }
    let choose = |(status, _): &Known| {
        let first = if status.waits() {
            tr!(l, "exchange-choose")
        } else {
            tr!(l, "exchange-status-nothing")
        };
        let mut choices = vec![Choice::new("", first)];
        if status.waits() {
            choices.push(Choice::new(NOTHING, tr!(l, "exchange-status-nothing")));
        }
        let chosen = status.stage.as_ref().map(StageKey::to_string).unwrap_or_default();
        stage_form(cx, &status.external, choices, chosen, line)
    };
    let about = |(status, count): &Known| {
        let note = match (status.waits(), status.by_default) {
            (true, _) => Some(tr!(l, "exchange-status-waits", count = *count)),
            (false, true) => Some(tr!(l, "exchange-status-by-default").to_owned()),
            (false, false) => None,
        };
        html! { (status.external) @if let Some(note) = note { div.kb-soft.kb-sm { (note) } } }
    };
    let table = Table::new(tr!(l, "exchange-statuses"), known)
        .column(Column::head(tr!(l, "exchange-col-status"), about))
        .column(Column::text(tr!(l, "exchange-status-stage"), choose));
    html! { (card.flush(table)) }
}

/// Words that already have a meaning and that 1C has not used yet.
fn unused(tx: &ReadTx, line: &StageLine) -> Result<Vec<(String, StageKey)>, Error> {
    let mut unused = Vec::new();
    for (word, stage) in usual_statuses(line) {
        if tx.get::<OneCStatus>(&word)?.is_none() {
            unused.push((word, stage));
        }
    }
    Ok(unused)
}

fn usual_card(cx: &Cx, unused: &[(String, StageKey)], line: &StageLine) -> Markup {
    let l = cx.locale;
    let choose = |(word, stage): &(String, StageKey)| {
        let choices = vec![Choice::new("", tr!(l, "exchange-status-nothing"))];
        stage_form(cx, word, choices, stage.to_string(), line)
    };
    let table = Table::new(tr!(l, "exchange-usual"), unused)
        .column(Column::head(
            tr!(l, "exchange-col-status"),
            |(word, _): &(String, StageKey)| word.clone(),
        ))
        .column(Column::text(tr!(l, "exchange-status-stage"), choose));
    html! { (more(tr!(l, "exchange-usual"), html! { p.kb-soft { (tr!(l, "exchange-usual-about")) } (table) }, false)) }
}

fn stage_form(cx: &Cx, external: &str, mut choices: Vec<Choice<'_>>, chosen: String, line: &StageLine) -> Markup {
    let stages = line.stages.iter();
    choices.extend(stages.map(|stage| Choice::new(stage.key.to_string(), stage_name(cx, stage))));
    let select = Select::new("stage", tr!(cx.locale, "exchange-status-stage"), choices)
        .id(format!("stage-{}", key_of(external)))
        .chosen(chosen)
        .label_hidden()
        .small();
    decide(cx, "statuses", external, html! { (select) })
}

/// `doubled`: a currency has several retail prices, where a contract's margin is counted against one.
fn price_types_card(cx: &Cx, price_types: &[PriceType], doubled: bool) -> Markup {
    let l = cx.locale;
    let card = Card::titled(tr!(l, "exchange-price-types")).small(tr!(l, "exchange-price-types-about"));
    if price_types.is_empty() {
        return html! { (card.body(html! { p.kb-soft.m-0 { (tr!(l, "exchange-price-types-none")) } })) };
    }
    let uses = |l: Locale| {
        [
            ("ignored", tr!(l, "exchange-price-ignored")),
            ("purchase", tr!(l, "exchange-price-purchase")),
            ("rrp", tr!(l, "exchange-price-rrp")),
        ]
    };
    let choose = |price_type: &PriceType| {
        let choices = uses(l).map(|(value, text)| Choice::new(value, text));
        let select = Select::new("use", tr!(l, "exchange-price-use"), choices)
            .id(format!("use-{}", price_type.id))
            .chosen(use_word(price_type.usage))
            .label_hidden()
            .small();
        decide(cx, "price-types", &price_type.id.to_string(), html! { (select) })
    };
    let vat = |price_type: &PriceType| match price_type.vat_included {
        true => tr!(l, "exchange-price-with-vat"),
        false => tr!(l, "exchange-price-without-vat"),
    };
    let table = Table::new(tr!(l, "exchange-price-types"), price_types)
        .column(Column::head(
            tr!(l, "exchange-col-price-type"),
            |price_type: &PriceType| price_type.name.clone(),
        ))
        .column(Column::text(
            tr!(l, "exchange-col-currency"),
            |price_type: &PriceType| price_type.currency.code(),
        ))
        .column(Column::text(tr!(l, "exchange-col-vat"), vat))
        .column(Column::text(tr!(l, "exchange-price-use"), choose));
    html! {
        @if doubled { (Alert::warning(tr!(l, "exchange-price-rrp-many"))) }
        (card.flush(table))
    }
}

fn warehouses_card(cx: &Cx, warehouses: &[Warehouse]) -> Markup {
    let l = cx.locale;
    let card = Card::titled(tr!(l, "exchange-warehouses")).small(tr!(l, "exchange-warehouses-about"));
    if warehouses.is_empty() {
        return html! { (card.body(html! { p.kb-soft.m-0 { (tr!(l, "exchange-warehouses-none")) } })) };
    }
    let choose = |warehouse: &Warehouse| {
        let choices = [
            Choice::new("yes", tr!(l, "exchange-warehouse-shown")),
            Choice::new("no", tr!(l, "exchange-warehouse-hidden")),
        ];
        let select = Select::new("shown", tr!(l, "exchange-warehouse-use"), choices)
            .id(format!("shown-{}", warehouse.id))
            .chosen(if warehouse.shown { "yes" } else { "no" })
            .label_hidden()
            .small();
        decide(cx, "warehouses", &warehouse.id.to_string(), html! { (select) })
    };
    let table = Table::new(tr!(l, "exchange-warehouses"), warehouses)
        .column(Column::head(
            tr!(l, "exchange-col-warehouse"),
            |warehouse: &Warehouse| warehouse.name.clone(),
        ))
        .column(Column::text(tr!(l, "exchange-warehouse-use"), choose));
    html! { (card.flush(table)) }
}

/// A choice with its button, as a form of its own: one row is decided at a time.
fn decide(cx: &Cx, what: &str, key: &str, choice: Markup) -> Markup {
    let l = cx.locale;
    html! {
        (Form::post(format!("{PAGE}/{what}"), cx.csrf()).class("kb-row").body(html! {
            (hidden("key", key))
            (choice)
            (Button::plain(tr!(l, "exchange-save")).icon(icon!("check")).small())
        }))
    }
}

/// An id of an element for a word of 1C, which may hold anything.
fn key_of(external: &str) -> String {
    blake3::hash(external.as_bytes()).to_hex()[..12].to_owned()
}

fn stage_name(cx: &Cx, stage: &Stage) -> String {
    match stage.name(cx.locale) {
        Some(name) => name.to_owned(),
        None => cx.say(&Message {
            id: stage.message().into(),
            args: Vec::new(),
        }),
    }
}

const fn use_word(usage: PriceUse) -> &'static str {
    match usage {
        PriceUse::Purchase => "purchase",
        PriceUse::Rrp => "rrp",
        PriceUse::Ignored => "ignored",
    }
}

#[derive(Deserialize)]
struct Decision {
    key: String,
    #[serde(default)]
    stage: String,
    #[serde(default)]
    entity: String,
    #[serde(default, rename = "use")]
    usage: String,
    #[serde(default)]
    shown: String,
}

pub async fn status(cx: Cx) -> Outcome {
    let decision: Decision = cx.form()?;
    let stage = match decision.stage.as_str() {
        "" | NOTHING => None,
        text => Some(StageKey::new(text).ok_or(Error::NotFound)?),
    };
    mapping::map_status(&cx.access, decision.key.clone(), stage).await?;
    done(&cx, decision.key).await
}

pub async fn party(cx: Cx) -> Outcome {
    let decision: Decision = cx.form()?;
    let name = {
        let party = cx.access.read()?.get::<Party>(&decision.key)?.ok_or(Error::NotFound)?;
        if party.state != PartyState::Waiting {
            return Err(Error::Refused(Message::new("exchange-party-settled")));
        }
        party.name
    };
    match decision.entity.as_str() {
        "" => return cx.redirect(PAGE),
        "ignore" => mapping::ignore_party(&cx.access, decision.key).await?,
        entity => {
            let entity = entity.parse().map_err(|_| Error::NotFound)?;
            mapping::match_party(&cx.access, decision.key, entity).await?;
        }
    }
    done(&cx, name).await
}

pub async fn price_type(cx: Cx) -> Outcome {
    let decision: Decision = cx.form()?;
    let id: PriceTypeId = decision.key.parse().map_err(|_| Error::NotFound)?;
    let uses = [PriceUse::Purchase, PriceUse::Rrp, PriceUse::Ignored];
    let usage = uses
        .into_iter()
        .find(|usage| use_word(*usage) == decision.usage)
        .ok_or(Error::NotFound)?;
    mapping::use_price_type(&cx.access, id, usage).await?;
    let name = cx
        .access
        .read()?
        .get::<PriceType>(&id)?
        .map(|price_type| price_type.name);
    done(&cx, name.unwrap_or_default()).await
}

pub async fn warehouse(cx: Cx) -> Outcome {
    let decision: Decision = cx.form()?;
    let id: WarehouseId = decision.key.parse().map_err(|_| Error::NotFound)?;
    mapping::show_warehouse(&cx.access, id, decision.shown == "yes").await?;
    let name = cx.access.read()?.get::<Warehouse>(&id)?.map(|warehouse| warehouse.name);
    done(&cx, name.unwrap_or_default()).await
}

async fn done(cx: &Cx, name: String) -> Outcome {
    cx.flash(Message::new("exchange-mapped").with("name", name)).await?;
    cx.redirect(PAGE)
}
