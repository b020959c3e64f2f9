//! Handlers: the list of changes, one of them, and its goods as a workbook.

use std::collections::HashSet;
use std::ops::ControlFlow;

use serde::Deserialize;

use super::model::{Cause, Direction, Moved, Repricing, RepricingId, Tally, Touched};
use super::queries::{self, Asked, Line, Types};
use super::views;
use crate::modules::catalogue::queries::Tree;
use crate::modules::catalogue::{GroupId, PriceTypeId};
use crate::modules::dealers::Dealer;
use crate::modules::offers::permissions::MAKE;
use crate::modules::offers::{Offer, OfferId};
use crate::modules::orders::actions::today;
use crate::modules::orders::permissions::DRAFT;
use crate::modules::orders::{Draft, DraftId};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::sheets::{Cell, Ledger, SheetError, XLSX};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, DealerId};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Pages of a list that are read for one that is shown.
const PASSED_MAX: usize = 20;
/// The most rows of a workbook.
const EXPORT_MAX: usize = 100_000;
/// The longest text that is searched for, in characters.
const SEARCH_MAX: usize = 100;

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListQuery {
    after: Option<String>,
}

pub async fn list(cx: Cx) -> Outcome {
    let query: ListQuery = cx.query()?;
    let after = query.after.map(Cursor::try_from).transpose();
    let after = after.map_err(|_| Error::NotFound)?;
    let first = after.is_none();
    let head = PageHead {
        title: tr!(cx.locale, "prices-title"),
        current: "/price-changes",
    };
    let tx = cx.access.read()?;
    if let Some(dealer) = cx.access.scope().dealer() {
        let (mut changes, mut next) = (Vec::new(), after);
        // Pages of which the reader sees nothing are passed over, within a bound.
        for _ in 0..PASSED_MAX {
            let page = queries::of_dealer(&tx, dealer, next)?;
            for touched in page.items {
                changes.extend(seen(&cx, &tx, touched)?);
            }
            next = page.next;
            if next.is_none() || !changes.is_empty() {
                break;
            }
        }
        return cx.page(head, views::list(&cx, &changes, next, first));
    }
    let types = Types::read(&tx)?;
    let page = queries::all(&tx, after)?;
    let changes: Vec<(Repricing, Vec<Tally>)> = page
        .items
        .into_iter()
        .map(|repricing| {
            let tallies = tallies(&cx, &types, &repricing);
            (repricing, tallies)
        })
        .collect();
    cx.page(head, views::staff_list(&cx, &changes, &types, page.next, first))
}

/// What the reader may see of what a dealer is touched by. A dealer's offers are between it and its clients.
fn seen(cx: &Cx, tx: &ReadTx, touched: Touched) -> Result<Option<Touched>, Error> {
    let Some(mut touched) = touched.seen(cx.access.sight().purchase_price) else {
        return Ok(None);
    };
    if !cx.access.may(MAKE) {
        touched.offers.clear();
    }
    if !cx.access.may(DRAFT) {
        touched.drafts.clear();
    }
    if tx.scope().is_narrowed() {
        touched = queries::own(tx, touched)?;
    }
    Ok(Some(touched))
}

/// By price type, those that the reader may see.
fn tallies(cx: &Cx, types: &Types, repricing: &Repricing) -> Vec<Tally> {
    let sees = cx.access.sight().purchase_price;
    let open = |tally: &&Tally| sees || types.is_rrp(tally.price_type);
    let mut tallies: Vec<Tally> = repricing.tallies.iter().filter(open).cloned().collect();
    tallies.sort_by_key(|tally| (types.is_rrp(tally.price_type), types.name(tally.price_type).to_owned()));
    tallies
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Query {
    pub dealer: String,
    #[serde(rename = "type")]
    pub price_type: String,
    pub q: String,
    pub group: String,
    pub direction: String,
    pub from: u64,
}

/// One change as one reader sees it.
pub struct Change {
    pub id: RepricingId,
    pub at: crate::platform::values::Moment,
    pub cause: Cause,
    /// What it means to the dealer whose page it is.
    pub touched: Option<Touched>,
    /// For staff that looks at a dealer.
    pub dealer: Option<(DealerId, String)>,
    /// For staff: all dealers in scope.
    pub dealers: Vec<(String, Touched)>,
    /// For staff: how many goods by type, and how many are new in the price list.
    pub tallies: Vec<Tally>,
    pub fresh: u64,
    pub left_out: u64,
    /// What the list can be looked at by; the chosen one is in `asked`.
    pub types: Vec<PriceTypeId>,
    pub names: Types,
    pub asked: Asked,
    pub tree: Tree,
    pub sees_purchase: bool,
    /// Drafts that are still there, and offers that the client may still take.
    pub drafts: HashSet<DraftId>,
    pub offers: HashSet<OfferId>,
}

fn read(cx: &Cx, tx: &ReadTx, query: &Query) -> Result<Change, Error> {
    let id: RepricingId = cx.param("id")?;
    let names = Types::read(tx)?;
    let own = cx.access.scope().dealer();
    let dealer: Option<DealerId> = match (own, query.dealer.as_str()) {
        (Some(own), _) => Some(own),
        (None, "") => None,
        (None, asked) => Some(asked.parse().map_err(|_| Error::NotFound)?),
    };
    let touched = match dealer {
        Some(dealer) => {
            let found = tx.get::<Touched>(&(id, dealer))?.ok_or(Error::NotFound)?;
            Some(seen(cx, tx, found)?.ok_or(Error::NotFound)?)
        }
        None => None,
    };
    let repricing = match own {
        Some(_) => None,
        None => Some(tx.get::<Repricing>(&id)?.ok_or(Error::NotFound)?),
    };
    let (at, cause) = match (&touched, &repricing) {
        (Some(touched), _) => (touched.at, touched.cause.clone()),
        (None, Some(repricing)) => (repricing.at, repricing.cause.clone()),
        (None, None) => return Err(Error::NotFound),
    };
    let tallies = repricing.as_ref().map(|of| tallies(cx, &names, of)).unwrap_or_default();
    // The types of a dealer are its own: it reads no other's.
    let (types, rrp) = match &touched {
        // The first recommended type stands beside; a second one, of another currency, is looked at by itself.
        Some(touched) => (
            [&touched.types, touched.rrp_types.get(1..).unwrap_or_default()].concat(),
            touched.rrp_types.first().copied(),
        ),
        None => (tallies.iter().map(|tally| tally.price_type).collect(), None),
    };
    let main = match query.price_type.as_str() {
        "" => types.first().copied(),
        asked => {
            let asked: PriceTypeId = asked.parse().map_err(|_| Error::NotFound)?;
            Some(asked).filter(|asked| types.contains(asked))
        }
    };
    let direction = match query.direction.as_str() {
        "" => None,
        code => Some(Direction::from_code(code).ok_or(Error::NotFound)?),
    };
    let tree = Tree::read(tx)?;
    let group: Option<GroupId> = match query.group.as_str() {
        "" => None,
        code => Some(code.parse().map_err(|_| Error::NotFound)?),
    };
    let search: String = query.q.trim().to_lowercase().chars().take(SEARCH_MAX).collect();
    let asked = Asked {
        main,
        rrp,
        search,
        groups: group
            .map(|group| {
                let groups = tree.with_below(group);
                if groups.is_empty() { vec![group] } else { groups }
            })
            .unwrap_or_default(),
        direction,
    };
    let (mut drafts, mut offers) = (HashSet::new(), HashSet::new());
    let day = today(&cx.access);
    if let Some(touched) = &touched {
        for draft in &touched.drafts {
            drafts.extend(tx.shared::<Draft>(&draft.id)?.map(|draft| draft.id));
        }
        for offer in &touched.offers {
            let found = tx.shared::<Offer>(&offer.id)?.filter(|offer| offer.is_open(day));
            offers.extend(found.map(|offer| offer.id));
        }
    }
    let name = match own.xor(dealer) {
        Some(dealer) => tx.shared::<Dealer>(&dealer)?.map(|found| (dealer, found.name.clone())),
        None => None,
    };
    Ok(Change {
        id,
        at,
        cause,
        touched,
        dealer: name,
        dealers: Vec::new(),
        tallies,
        fresh: repricing.as_ref().map_or(0, |of| of.fresh),
        left_out: repricing.as_ref().map_or(0, |of| of.left_out),
        types,
        names,
        asked,
        tree,
        sees_purchase: cx.access.sight().purchase_price,
        drafts,
        offers,
    })
}

/// Whom of the reader's dealers a change touched, by name.
fn dealers(cx: &Cx, tx: &ReadTx, id: RepricingId) -> Result<Vec<(String, Touched)>, Error> {
    let mut dealers = Vec::new();
    for touched in queries::touched(tx, id)? {
        let Some(touched) = seen(cx, tx, touched)? else {
            continue;
        };
        let name = tx.shared::<Dealer>(&touched.dealer)?.map(|dealer| dealer.name.clone());
        dealers.push((name.unwrap_or_default(), touched));
    }
    dealers.sort_by_cached_key(|(name, _)| name.to_lowercase());
    Ok(dealers)
}

pub async fn one(cx: Cx) -> Outcome {
    let query: Query = cx.query()?;
    let tx = cx.access.read()?;
    let mut change = read(&cx, &tx, &query)?;
    if change.touched.is_none() {
        change.dealers = dealers(&cx, &tx, change.id)?;
    }
    drop(tx);
    let (access, id, asked, from) = (cx.access.clone(), change.id, change.asked.clone(), query.from);
    // A list may be long, and a search walks it.
    let walk = move || queries::page(&access, id, &asked, from);
    let (lines, next) = tokio::task::spawn_blocking(walk).await.map_err(Error::internal)??;
    let head = PageHead {
        title: tr!(cx.locale, "prices-title"),
        current: "/price-changes",
    };
    let body = views::one(&cx, &change, &query, &lines, next);
    cx.page(head, body)
}

pub async fn workbook(cx: Cx) -> Outcome {
    let query: Query = cx.query()?;
    let change = read(&cx, &cx.access.read()?, &query)?;
    let l = cx.locale;
    let mut columns = vec![
        (tr!(l, "prices-article").to_owned(), 18),
        (tr!(l, "prices-name").to_owned(), 44),
    ];
    let asked = change.asked.clone();
    for (shown, was, is, by) in [
        (asked.main, "prices-was", "prices-is", "prices-by"),
        (asked.rrp, "prices-rrp-was", "prices-rrp-is", "prices-rrp-by"),
    ] {
        if shown.is_some() {
            let word = |id| crate::platform::i18n::try_text(l, id).unwrap_or_default().to_owned();
            columns.extend([(word(was), 14), (word(is), 14), (word(by), 12)]);
            columns.push((tr!(l, "prices-currency").to_owned(), 14));
            columns.push((tr!(l, "prices-per").to_owned(), 12));
        }
    }
    let mut about = vec![
        format!("{} {}", tr!(l, "prices-title"), format::datetime(change.at, &cx.zone)),
        views::cause_shown(l, cx.access.is_staff(), &change.cause),
    ];
    about.extend(
        asked
            .main
            .map(|of| format!("{}: {}", tr!(l, "prices-type"), change.names.name(of))),
    );
    let (access, id) = (cx.access.clone(), change.id);
    let written = tokio::task::spawn_blocking(move || -> Result<Vec<u8>, Error> {
        let mut ledger = Ledger::new(tr!(l, "prices-title"), &about, &columns).map_err(Error::internal)?;
        let (mut rows, mut failed) = (0, None::<SheetError>);
        queries::each(&access, id, &asked, 0, |line, _| {
            rows += 1;
            if rows > EXPORT_MAX {
                return ControlFlow::Break(());
            }
            match ledger.row(&cells(&asked, &line)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        if let Some(failed) = failed {
            return Err(Error::internal(failed));
        }
        if rows > EXPORT_MAX {
            let cut = tr!(l, "lists-cut", n = format::count(EXPORT_MAX).as_str());
            ledger.total(&[Cell::text(cut)]).map_err(Error::internal)?;
        }
        let mut bytes = std::io::Cursor::new(Vec::new());
        ledger.save(&mut bytes).map_err(Error::internal)?;
        Ok(bytes.into_inner())
    });
    let bytes = written.await.map_err(Error::internal)??;
    cx.download("price-changes.xlsx", XLSX, bytes)
}

/// `RUB`, or `RUB → USD` where the new price is in another one.
fn currencies(moved: Moved) -> String {
    let old = moved.old.price.currency.code();
    match moved.new.map(|new| new.price.currency.code()).filter(|new| *new != old) {
        Some(new) => format!("{old} → {new}"),
        None => old.to_owned(),
    }
}

fn cells(asked: &Asked, line: &Line) -> Vec<Cell> {
    let mut cells = vec![
        Cell::text(line.row.article.as_str()),
        Cell::text(line.row.name.as_str()),
    ];
    let mut of = |moved: Option<Moved>| {
        cells.push(moved.map(|moved| moved.old.price).into());
        cells.push(moved.and_then(|moved| moved.new).map(|new| new.price).into());
        cells.push(moved.and_then(|moved| moved.share()).into());
        cells.push(moved.map(currencies).into());
        cells.push(moved.map_or(Cell::Empty, |moved| Cell::Quantity(moved.old.factor)));
    };
    if asked.main.is_some() {
        of(line.main);
    }
    if asked.rrp.is_some() {
        of(line.rrp);
    }
    cells
}
