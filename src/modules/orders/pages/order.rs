//! The page of an order, and what is done on it.

use serde::Deserialize;

use super::frame;
use super::marks::{FILE, Said};
use crate::modules::orders::panels::Panels;
use crate::modules::orders::read_models::{Parties, hidden, stage_name};
use crate::modules::orders::views::order::{DeskForm, Lacks, Refused};
use crate::modules::orders::{
    Differences, Kind, Mover, ORDER_BY_NUMBER, Order, OrderNumber, Refusal, Shipment, Side, StageKey, StageLine,
    actions, history, permissions, rewind, stages, views, whole_line,
};
use crate::platform::error::Error;
use crate::platform::i18n::parse_day;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub async fn page(cx: Cx) -> Outcome {
    show(&cx, cx.param("number")?, None, None)
}

fn show(cx: &Cx, number: OrderNumber, alert: Option<&Message>, refused: Option<&Refused>) -> Outcome {
    let tx = cx.access.read()?;
    let stages = stages(&tx)?;
    let order = tx
        .shared_find(&ORDER_BY_NUMBER, number.to_string().as_str())?
        .ok_or(Error::NotFound)?;
    let parties = Parties::of(&tx, &order)?;
    let panels = cx.part::<Panels>();
    let tags = panels.order_tags(cx, &tx, &order)?;
    // The story grows with the order's version and shows names of then; lines and promises are the order's own.
    if alert.is_none()
        && let Some(answer) = cx.not_modified((order.version, stages.version, &parties, tags))?
    {
        return Ok(answer);
    }
    let sight = cx.access.sight();
    let mut lines = views::dates::lines(&frame(cx), &order, sight);
    for (line, marks) in lines.iter_mut().zip(panels.of_lines(cx, &tx, &order)?) {
        line.marks = marks;
    }
    let staff = cx.access.scope().is_staff();
    let story = history::history(&tx, &order, &stages, None, |message| cx.say(message))?;
    let told = history::count(&tx, &order, &stages, Some(&story))?;
    // What differs from the agreed, and what an open request would change: each with the order on the other side of it.
    let compared = |old: &Order, new: &Order| -> Result<Differences, Error> {
        let (old, new) = (stages.as_seen(old, staff), stages.as_seen(new, staff));
        let mut of = Differences::between(&old, &new).without(&hidden(sight));
        rewind::name_all(&tx, &mut of)?;
        Ok(of)
    };
    let agreed = match history::agreed(&tx, &order)? {
        Some(agreed) => Some((compared(&agreed, &order)?.brief(), agreed)),
        None => None,
    };
    let requested = match order.as_requested() {
        Some(requested) => Some((compared(&order, &requested)?.asked(), requested)),
        None => None,
    };
    // What became of the delivery since somebody asked to change it.
    let clash = match order.request.as_ref().and_then(|request| request.delivery.as_ref()) {
        Some(ask) if order.is_delivery_clash() => {
            let old = Order {
                delivery: ask.old.clone(),
                ..Order::clone(&order)
            };
            Some(compared(&old, &order)?.of_delivery())
        }
        _ => None,
    };
    let panels = panels.of_order(cx, &tx, &order)?;
    let side = if staff { Side::Staff } else { Side::Dealer };
    let may = |permission| cx.access.may(permission);
    let title = order.title();
    let alert = alert.map(|message| cx.say(message));
    let seen = stages.as_seen(&order, staff);
    let page = views::order::Page {
        panels: &panels,
        title: &title,
        lines: &lines,
        parties: &parties,
        story: &story,
        told,
        agreed: agreed.as_ref(),
        requested: requested.as_ref(),
        clash: clash.as_ref(),
        may_ask: may(permissions::ACCEPT),
        may_edit: may(permissions::ACCEPT) && order.may_be_asked(),
        may_vouch: may(permissions::VOUCH),
        lacks: lacking(cx, &stages, &order, side),
        stages: &stages,
        side,
        sight,
        hand: super::hand(cx),
        may_plan: may(permissions::PLAN) && side == Side::Staff && !order.kind.is_over(),
        may_cancel: may(permissions::ACCEPT) && side == Side::Dealer && cancellable(&tx, &order)?,
        may_repeat: may(permissions::DRAFT),
        alert: alert.as_deref(),
        refused,
        order: &seen,
    };
    let body = views::order::page(&frame(cx), &page);
    let head = PageHead {
        title: &title,
        current: "/orders",
    };
    if alert.is_some() {
        cx.page_unprocessable(head, body)
    } else {
        cx.page(head, body)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct HistoryQuery {
    /// The journal's number before which the entries lie; the newest where it isn't said.
    before: Option<u64>,
}

/// An older part of the story: a page, or under htmx what comes behind the part before it.
pub async fn history(cx: Cx) -> Outcome {
    let query: HistoryQuery = cx.query()?;
    let tx = cx.access.read()?;
    let order = actions::by_number(&tx, cx.param("number")?)?;
    let stages = stages(&tx)?;
    let story = history::history(&tx, &order, &stages, query.before, |message| cx.say(message))?;
    if cx.is_htmx() {
        let address = format!("/orders/{}", order.number);
        return cx.fragment(views::order::story_part(&frame(&cx), &address, &story));
    }
    let newest = Some(&story).filter(|_| query.before.is_none());
    let told = history::count(&tx, &order, &stages, newest)?;
    let body = views::order::history_page(&frame(&cx), &order, told, &story);
    cx.page(
        PageHead {
            title: tr!(cx.locale, "orders-history"),
            current: "/orders",
        },
        body,
    )
}

/// What one change changed: a page, or under htmx a part of the history.
pub async fn change(cx: Cx) -> Outcome {
    let tx = cx.access.read()?;
    let order = actions::by_number(&tx, cx.param("number")?)?;
    let secrets = hidden(cx.access.sight());
    let stages = stages(&tx)?;
    let mut differences = history::change(&tx, &order, &stages, cx.param("old")?, cx.param("new")?, &secrets)?;
    rewind::name_all(&tx, &mut differences)?;
    if cx.is_htmx() {
        return cx.fragment(views::order::differences(&frame(&cx), &stages, &differences));
    }
    let body = views::order::change_page(&frame(&cx), &order, &stages, &differences);
    cx.page(
        PageHead {
            title: tr!(cx.locale, "orders-what-changed"),
            current: "/orders",
        },
        body,
    )
}

/// After a change: the order again, or the same page with the reason why not.
pub(super) fn answer(cx: &Cx, number: OrderNumber, outcome: Result<Order, Error>, typed: Option<Typed>) -> Outcome {
    match outcome {
        Ok(_) => cx.redirect(&format!("/orders/{number}")),
        Err(Error::Refused(message)) => {
            let message = told(cx, number, message, typed.as_ref())?;
            let refused = typed.map(|(form, typed)| Refused {
                form,
                field: to_blame(form, &message, &typed),
                typed,
            });
            show(cx, number, Some(&message), refused.as_ref())
        }
        // Everything that is missing, in one sentence each.
        Err(Error::Invalid(lacks)) => {
            let what: Vec<String> = lacks.iter().map(|lack| cx.say(&lack.message)).collect();
            let message = Message::new("orders-refusal-lacks").with("what", what.join(" "));
            let field = lacks.first().map(|lack| lack.field.clone()).unwrap_or_default();
            let refused = typed.map(|(form, typed)| Refused {
                form,
                field: ["reason", "paper_number", "paper_day", "payment"]
                    .into_iter()
                    .find(|known| *known == field)
                    .or(Some("stage")),
                typed,
            });
            show(cx, number, Some(&message), refused.as_ref())
        }
        Err(error) => Err(error),
    }
}

/// Somebody else was there first: who, when, and whether they did this very thing.
fn told(cx: &Cx, number: OrderNumber, message: Message, typed: Option<&Typed>) -> Result<Message, Error> {
    if message.id != Refusal::OrderMoved.message() {
        return Ok(message);
    }
    let tx = cx.access.read()?;
    let order = actions::by_number(&tx, number)?;
    let who = |by| views::changed_by(cx.locale, by, cx.access.is_staff());
    let wanted = typed.and_then(|(form, typed)| match form {
        DeskForm::Stage => typed
            .iter()
            .find(|(name, _)| *name == "stage")
            .map(|(_, key)| key.clone()),
        _ => None,
    });
    let cancelling = typed.is_some_and(|(form, _)| *form == DeskForm::Cancellation);
    let there = wanted.as_deref() == Some(order.stage.as_str()) || (cancelling && order.kind == Kind::Cancelled);
    if let Some(last) = order.history.last().filter(|_| there) {
        let stage = stage_name(cx.locale, &stages(&tx)?, &order.stage);
        let said = Message::new("orders-moved-already").with("stage", stage);
        return Ok(said.with("who", who(&last.by)).with("at", last.at));
    }
    let said = Message::new("orders-moved-by").with("who", who(&order.changed_by));
    Ok(said.with("at", order.changed))
}

/// May the dealer still cancel it? Asked of the whole line: what is seen of a hidden stage doesn't count.
fn cancellable(tx: &ReadTx, order: &Order) -> Result<bool, Error> {
    Ok(whole_line(tx)?.cancelling(&order.stage, Mover::Dealer).is_some())
}

/// What is missing where 1C put the order into a stage that asks for it, or where a mark was taken back: the stage stands,
/// and staff sees what to make up.
fn lacking<'a>(cx: &Cx, stages: &'a StageLine, order: &Order, side: Side) -> Option<Lacks<'a>> {
    let stage = stages.get(&order.stage).filter(|_| side == Side::Staff)?;
    let what = order.lacks(stage);
    let by_one_c = order.history.last().is_some_and(|entry| entry.by.side == Side::OneC);
    let mut gone = order.vouchers.iter().filter(|of| of.withdrawn.is_some());
    let taken_back = gone.any(|of| of.stage == stage.key && what.contains(&of.what));
    if what.is_empty() || !(by_one_c || taken_back) {
        return None;
    }
    let said = what.iter().map(|what| cx.say(&actions::lack(*what, stage, order)));
    Some(Lacks {
        said: said.collect(),
        stage,
        by_one_c,
        what,
    })
}

/// A form of the desk with what was typed into it.
pub(super) type Typed = (DeskForm, Vec<(&'static str, String)>);

/// Which field the message is about; none when it is about the order as a whole.
fn to_blame(form: DeskForm, message: &Message, typed: &[(&'static str, String)]) -> Option<&'static str> {
    let said = message.id.as_ref();
    let is = |refusals: &[Refusal]| refusals.iter().any(|refusal| refusal.message() == said);
    if is(&[Refusal::TooLong]) {
        // The longest is the one that doesn't fit.
        let longest = typed.iter().max_by_key(|(_, value)| value.chars().count());
        return longest.map(|(name, _)| *name);
    }
    if said == DAY_WRONG || is(&[Refusal::DayPast, Refusal::DayFar, Refusal::DaySame]) {
        return Some("day");
    }
    if is(&[Refusal::NeedsReason]) {
        return Some("reason");
    }
    if is(&[Refusal::VouchRight]) {
        return Some("payment");
    }
    if is(&[Refusal::PaperNumber]) {
        return Some("paper_number");
    }
    if is(&[Refusal::PaperFile]) {
        return Some(FILE);
    }
    if said == PAPER_DAY_WRONG {
        return Some("paper_day");
    }
    let of_stage = [
        Refusal::StageUnknown,
        Refusal::StageSame,
        Refusal::StageMover,
        Refusal::StageBack,
        Refusal::StageFrom,
        Refusal::StageReserved,
        Refusal::NeedsPlanned,
        Refusal::NeedsAgreement,
        Refusal::NeedsShipment,
        Refusal::RequestOpen,
    ];
    (form == DeskForm::Stage && is(&of_stage)).then_some("stage")
}

/// A paper's day that can't be read, or isn't there.
pub(super) const PAPER_DAY_WRONG: &str = "orders-paper-day-wrong";
/// A day that can't be read.
pub(super) const DAY_WRONG: &str = "orders-day-wrong";

/// Staff moves along the line.
pub async fn stage(cx: Cx) -> Outcome {
    let number = cx.param("number")?;
    let mut said = Said::read(&cx).await?;
    let version = said.version()?;
    let typed = said.typed(&["stage", "reason", "paper_number", "paper_day", "payment"]);
    let (to, reason) = (StageKey::new(said.text("stage")), said.text("reason").to_owned());
    if let Some(to) = &to
        && let Some(done) = moved_once(&cx, number, version, to)?
    {
        cx.flash(done).await?;
        return cx.redirect(&format!("/orders/{number}"));
    }
    let outcome = match (to, said.given(&cx).await) {
        (Some(to), Ok(given)) => actions::move_stage_with(&cx.access, number, version, to, reason, given).await,
        (Some(_), Err(error)) => Err(error),
        (None, _) => Err(Refusal::StageUnknown.into()),
    };
    answer(&cx, number, outcome, Some((DeskForm::Stage, typed)))
}

/// The button was pressed twice: what was done the first time is said.
fn moved_once(cx: &Cx, number: OrderNumber, version: u32, to: &StageKey) -> Result<Option<Message>, Error> {
    let tx = cx.access.read()?;
    let order = actions::by_number(&tx, number)?;
    let by = actions::author(cx.access.actor());
    let last = order.history.last().filter(|_| order.was_moved(version, to, &by));
    let Some(last) = last else { return Ok(None) };
    let said = Message::new("orders-moved-once").with("stage", stage_name(cx.locale, &stages(&tx)?, to));
    Ok(Some(said.with("who", last.by.name.as_str()).with("at", last.at)))
}

#[derive(Deserialize)]
struct CancellationForm {
    version: u32,
    #[serde(default)]
    reason: String,
}

/// A dealer cancels what the manufacturer hasn't confirmed.
pub async fn cancellation(cx: Cx) -> Outcome {
    let number = cx.param("number")?;
    let form: CancellationForm = cx.form()?;
    let typed = vec![("reason", form.reason.clone())];
    let cancelled = {
        let tx = cx.access.read()?;
        let order = actions::by_number(&tx, number)?;
        let line = whole_line(&tx)?;
        // Where there is no way the rule has the words for it.
        let to = line.cancelling(&order.stage, Mover::Dealer);
        to.or_else(|| line.first_of(Kind::Cancelled))
            .map(|stage| stage.key.clone())
    };
    let outcome = match cancelled {
        Some(to) => actions::move_stage(&cx.access, number, form.version, to, form.reason).await,
        None => Err(Refusal::StageLine.into()),
    };
    answer(&cx, number, outcome, Some((DeskForm::Cancellation, typed)))
}

#[derive(Deserialize)]
struct PromiseForm {
    version: u32,
    #[serde(default)]
    day: String,
    #[serde(default)]
    reason: String,
}

pub async fn promise(cx: Cx) -> Outcome {
    let number = cx.param("number")?;
    let form: PromiseForm = cx.form()?;
    let typed = vec![("day", form.day.clone()), ("reason", form.reason.clone())];
    let outcome = match parse_day(form.day.trim()) {
        Ok(day) => actions::promise(&cx.access, number, form.version, day, form.reason).await,
        Err(_) => Err(Error::Refused(Message::new(DAY_WRONG))),
    };
    answer(&cx, number, outcome, Some((DeskForm::Promise, typed)))
}

#[derive(Deserialize)]
struct ShipmentForm {
    version: u32,
    #[serde(default)]
    number: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    carrier: String,
    #[serde(default)]
    track: String,
}

pub async fn shipment(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let form: ShipmentForm = cx.form()?;
    let typed = vec![
        ("number", form.number.clone()),
        ("day", form.day.clone()),
        ("carrier", form.carrier.clone()),
        ("track", form.track.clone()),
    ];
    let day = match form.day.trim() {
        "" => Ok(Some(actions::today(&cx.access))),
        typed => parse_day(typed).map(Some),
    };
    let outcome = match day {
        Err(_) => Err(Error::Refused(Message::new(DAY_WRONG))),
        Ok(day) => {
            let text = |text: String| text.trim().to_owned();
            let named = if form.number.trim().is_empty() {
                number.to_string()
            } else {
                text(form.number)
            };
            let shipment = Shipment {
                number: named,
                day,
                carrier: text(form.carrier),
                track: text(form.track),
                sum: None,
            };
            actions::ship(&cx.access, number, form.version, shipment).await
        }
    };
    answer(&cx, number, outcome, Some((DeskForm::Shipment, typed)))
}
