//! What approvals add to the pages of drafts and orders, and to the home page.

use maud::Markup;

use super::HERE;
use crate::modules::approvals::model::{Approval, Colleague, State};
use crate::modules::approvals::permissions::SEE;
use crate::modules::approvals::queries::{Draftlike, demand, last_of, membership, of_order, people, sees, waiting_for};
use crate::modules::approvals::views::{panel as view, steps};
use crate::modules::catalogue::SkuId;
use crate::modules::orders::panels::Sending;
use crate::modules::orders::permissions::SUBMIT;
use crate::modules::orders::{Draft, Order, Worksheet};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::web::{Cx, Home, HomeTask};
use crate::{icon, tr};

/// How a draft goes: who is asked and why, before it is sent; whose turn it is, while it waits.
pub fn sending(cx: &Cx, tx: &ReadTx, sheet: &Worksheet) -> Result<Option<Sending>, Error> {
    let (l, draft) = (cx.locale, &sheet.draft);
    let (Some(company), Some(me)) = (cx.access.actor().company, membership(&cx.access)) else {
        // The manufacturer's people see that it waits, and nothing of what goes on inside the dealer.
        return Ok(draft.held.then(|| Sending {
            note: view::outside(l),
            button: None,
        }));
    };
    if draft.held {
        let Some(of) = last_of(tx, draft.id)?.filter(Approval::is_waiting) else {
            return Ok(None);
        };
        let people = people(tx, company, cx.access.now())?;
        let seen = cx.access.may(SEE) && sees(&of, me, &people);
        let director = people.iter().any(|one| one.member == me && one.director);
        let waiting = view::Waiting {
            of: &of,
            chain: steps::chain(l, &of, &people),
            link: seen.then(|| format!("{HERE}/{}", of.id)),
            withdraw: (cx.access.may(SUBMIT) && (director || of.sender_id() == me)).then(|| cx.csrf()),
        };
        return Ok(Some(Sending {
            note: view::waiting(l, &waiting),
            button: None,
        }));
    }
    let Some(calculation) = sheet.calculation.as_ref().filter(|_| cx.access.may(SUBMIT)) else {
        return Ok(None);
    };
    let skus: Vec<SkuId> = draft.lines.iter().map(|line| line.sku).collect();
    let of = Draftlike {
        dealer: draft.dealer,
        sender: me,
        total: calculation.totals.total,
        skus: &skus,
        except: None,
    };
    let Some(demand) = demand(tx, &cx.services().zone, cx.access.now(), &of)? else {
        return Ok(None);
    };
    let sums = cx.access.sight().purchase_price;
    let own = demand.is_own(me);
    let to = format!("/drafts/{}/approval", draft.id);
    Ok(Some(Sending {
        note: view::asked(l, &demand, me, sums),
        button: (!own).then(|| (tr!(l, "approvals-send").to_owned(), to)),
    }))
}

/// Over the draft: why it came back, for those who may see the approval.
pub fn refused(cx: &Cx, tx: &ReadTx, sheet: &Worksheet) -> Result<Option<Markup>, Error> {
    let draft = &sheet.draft;
    let (Some(company), Some(me)) = (cx.access.actor().company, membership(&cx.access)) else {
        return Ok(None);
    };
    if draft.held || draft.template {
        return Ok(None);
    }
    let Some(last) = last_of(tx, draft.id)? else {
        return Ok(None);
    };
    let State::Refused { by, reason } = &last.state else {
        return Ok(None);
    };
    let seen = sees(&last, me, &people(tx, company, cx.access.now())?);
    Ok(seen.then(|| view::refused(cx, by, reason)))
}

/// In lists of drafts: whose turn it is.
pub fn row(cx: &Cx, tx: &ReadTx, draft: &Draft) -> Result<Option<Markup>, Error> {
    if !draft.held {
        return Ok(None);
    }
    let Some(company) = cx.access.actor().company else {
        return Ok(Some(view::mark(cx.locale, None)));
    };
    let Some(of) = last_of(tx, draft.id)?.filter(Approval::is_waiting) else {
        return Ok(None);
    };
    let people = people(tx, company, cx.access.now())?;
    Ok(Some(view::mark(cx.locale, Some(&steps::turn(cx.locale, &of, &people)))))
}

/// The approval that an order was placed by, and the people of the company, where the reader may see it.
fn seen_on(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<(Approval, Vec<Colleague>)>, Error> {
    let (Some(company), Some(me)) = (cx.access.actor().company, membership(&cx.access)) else {
        return Ok(None);
    };
    if !cx.access.may(SEE) {
        return Ok(None);
    }
    let Some(of) = of_order(tx, order.id)? else {
        return Ok(None);
    };
    let people = people(tx, company, cx.access.now())?;
    Ok(sees(&of, me, &people).then_some((of, people)))
}

/// The approval itself doesn't change any more; who may see it does.
pub fn order_tag(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<u64, Error> {
    Ok(u64::from(seen_on(cx, tx, order)?.is_some()))
}

/// On the order: who has approved it, for the people of its dealer who may see that.
pub fn order(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    let seen = seen_on(cx, tx, order)?;
    Ok(seen.map(|(of, people)| view::approved(cx, &of, &steps::chain(cx.locale, &of, &people))))
}

/// What waits for the reader's word.
pub fn home(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    if !cx.access.may(SEE) {
        return Ok(());
    }
    let waits = waiting_for(tx, &cx.access)?;
    let Some(first) = waits.first() else { return Ok(()) };
    let l = cx.locale;
    let to = match waits.len() {
        1 => format!("{HERE}/{}", first.id),
        _ => HERE.to_owned(),
    };
    home.tasks.insert(
        0,
        HomeTask {
            icon: icon!("checks"),
            pressing: true,
            what: tr!(l, "approvals-home-waits", n = waits.len()),
            why: tr!(
                l,
                "approvals-home-why",
                name = first.name.as_str(),
                sender = first.sender.name.as_str()
            ),
            action: (tr!(l, "approvals-look").to_owned(), to),
        },
    );
    Ok(())
}
