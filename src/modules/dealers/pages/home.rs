//! What the module adds to the home page: a manager's dealers, an administrator's first steps, a dealer's pause.

use maud::{Markup, html};

use crate::modules::dealers::model::{Dealer, DealerStatus, OwnEntity};
use crate::modules::dealers::queries::{self, DealerFilter};
use crate::modules::dealers::views::words;
use crate::platform::access::Role;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::ui::{Alert, Card, ListItem, list};
use crate::platform::web::{Cx, Home, HomeTask};
use crate::{icon, tr};

/// Dealers shown on a manager's home page.
const SHOWN: usize = 8;
/// Dealers that are looked through for missing contracts and people.
const DEALERS_ASKED: usize = 50;

pub fn fill(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    match cx.access.actor().role {
        Some(Role::Admin) => first_steps(cx, tx, home),
        Some(Role::Manager) => own_dealers(cx, tx, home),
        Some(_) => own_pause(cx, tx, home),
        None => Ok(()),
    }
}

/// Until the cabinet is set up, the next steps of it; afterwards nothing.
fn first_steps(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    let l = cx.locale;
    let mut tasks = Vec::new();
    let mut task = |icon, what: &str, why: &str, label: &str, href: &str| {
        tasks.push(HomeTask {
            icon,
            pressing: true,
            what: what.to_owned(),
            why: why.to_owned(),
            action: (label.to_owned(), href.to_owned()),
        });
    };
    if tx.list::<OwnEntity>(1)?.is_empty() {
        let (what, why) = (tr!(l, "dealers-step-own"), tr!(l, "dealers-step-own-why"));
        task(
            icon!("building-factory-2"),
            what,
            why,
            tr!(l, "dealers-step-add"),
            "/own-entities/new",
        );
    }
    if queries::managers(tx)?.is_empty() {
        let (what, why) = (tr!(l, "dealers-step-manager"), tr!(l, "dealers-step-manager-why"));
        task(icon!("user-plus"), what, why, tr!(l, "dealers-invite"), "/people/new");
    }
    let dealers = queries::dealers(tx, &DealerFilter::default(), None)?;
    if dealers.items.is_empty() {
        let (what, why) = (tr!(l, "dealers-step-dealer"), tr!(l, "dealers-step-dealer-why"));
        task(
            icon!("building-store"),
            what,
            why,
            tr!(l, "dealers-step-add"),
            "/dealers/new",
        );
    }
    let active = dealers
        .items
        .iter()
        .filter(|dealer| dealer.status == DealerStatus::Active);
    for dealer in active.take(DEALERS_ASKED) {
        let href = format!("/dealers/{}", dealer.id);
        if queries::contracts(tx, dealer.id)?
            .iter()
            .all(|contract| contract.closed)
        {
            let what = tr!(l, "dealers-step-contract", name = dealer.name.as_str());
            task(
                icon!("file-text"),
                &what,
                tr!(l, "dealers-step-contract-why"),
                tr!(l, "dealers-step-open"),
                &href,
            );
        } else if queries::people(tx, Some(dealer.id))?.is_empty() {
            let what = tr!(l, "dealers-step-people", name = dealer.name.as_str());
            task(
                icon!("users"),
                &what,
                tr!(l, "dealers-step-people-why"),
                tr!(l, "dealers-step-open"),
                &href,
            );
        }
    }
    tasks.truncate(SHOWN);
    home.tasks.append(&mut tasks);
    home.aside.push(paused_card(cx, &dealers.items));
    Ok(())
}

fn own_dealers(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    let l = cx.locale;
    let dealers = queries::dealers(tx, &DealerFilter::default(), None)?.items;
    home.facts.push(tr!(l, "dealers-home-own", n = dealers.len()));
    if dealers.is_empty() {
        home.blocked.push(html! {
            (Alert::info(tr!(l, "dealers-home-none")).body(html! { p.m-0 { (tr!(l, "dealers-empty-own-do")) } }))
        });
        return Ok(());
    }
    let rows = dealers.iter().take(SHOWN).map(|dealer| ListItem {
        icon: Some(icon!("building-store")),
        body: html! {
            a.kb-b href={ "/dealers/" (dealer.id) } { (dealer.name) }
            span.kb-sub { (words::tier(l, dealer.tier)) @if !dealer.city.is_empty() { ", " (dealer.city) } }
        },
        end: (dealer.status == DealerStatus::Paused).then(|| words::dealer_status(l, dealer.status)),
    });
    let card = Card::titled(tr!(l, "dealers-home-own-title"))
        .small(tr!(
            l,
            "dealers-home-shown",
            shown = dealers.len().min(SHOWN),
            all = dealers.len()
        ))
        .aside(html! { a href="/dealers" { (tr!(l, "dealers-home-all")) } })
        .flush(list(rows));
    home.aside.push(html! { (card) });
    Ok(())
}

/// The people of a paused dealer learn of it at once, with the way out.
fn own_pause(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    let l = cx.locale;
    let Some(own) = cx.access.actor().company else {
        return Ok(());
    };
    let paused = tx
        .get::<Dealer>(&own)?
        .is_some_and(|dealer| dealer.status == DealerStatus::Paused);
    if paused {
        home.blocked.push(html! {
            (Alert::warning(tr!(l, "dealers-home-paused")).body(html! { p.m-0 { (tr!(l, "dealers-home-paused-do")) } }))
        });
    }
    Ok(())
}

fn paused_card(cx: &Cx, dealers: &[Dealer]) -> Markup {
    let l = cx.locale;
    let paused: Vec<&Dealer> = dealers
        .iter()
        .filter(|dealer| dealer.status == DealerStatus::Paused)
        .collect();
    if paused.is_empty() {
        return html! {};
    }
    let rows = paused.into_iter().take(SHOWN).map(|dealer| ListItem {
        icon: Some(icon!("player-pause")),
        body: html! { a.kb-b href={ "/dealers/" (dealer.id) } { (dealer.name) } },
        end: None,
    });
    let card = Card::titled(tr!(l, "dealers-home-paused-title")).flush(list(rows));
    html! { (card) }
}
