//! The page of one approval: what is approved, what has moved since, the chain, and the reader's own word.

use serde::Deserialize;

use super::HERE;
use crate::modules::approvals::actions::{self, Verdict};
use crate::modules::approvals::model::{Approval, ApprovalId, Colleague, Sheet};
use crate::modules::approvals::permissions::SEE;
use crate::modules::approvals::queries::{membership, seen};
use crate::modules::approvals::views::one::{LineView, View, page as view};
use crate::modules::approvals::views::steps;
use crate::modules::catalogue::Prices;
use crate::modules::orders::actions::today;
use crate::modules::orders::permissions::SUBMIT;
use crate::modules::orders::{Draft, Worksheet, send_form};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Message, Money};
use crate::platform::web::{Cx, Outcome, PageHead, Problems};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: u32,
    /// What the sum was that the reader saw, in minor units.
    pub total: i64,
    pub verdict: String,
    pub reason: String,
}

impl Typed {
    pub fn verdict(&self) -> Result<Verdict, Error> {
        match self.verdict.as_str() {
            "approve" => Ok(Verdict::Approve { shown: self.total }),
            "refuse" => Ok(Verdict::Refuse {
                reason: self.reason.clone(),
            }),
            _ => Err(Error::Refused(Message::new("errors-form-wrong"))),
        }
    }
}

/// Sends the draft's form for approval.
pub async fn send(cx: Cx) -> Outcome {
    // Inside a dealer: the manufacturer's people submit what they enter.
    if cx.access.is_staff() {
        return Err(Error::NotFound);
    }
    let access = cx.access.clone();
    send_form(cx, |id, version, seen| async move {
        let approval = actions::send(&access, id, version, |now| seen.book(now)).await?;
        // Whoever sees no approvals goes back to the draft, which says that it waits.
        Ok(match access.may(SEE) {
            true => format!("{HERE}/{}", approval.id),
            false => format!("/drafts/{}", approval.draft),
        })
    })
    .await
}

pub async fn page(cx: Cx) -> Outcome {
    let id: ApprovalId = cx.param("id")?;
    show(&cx, id, &Typed::default(), None)
}

fn show(cx: &Cx, id: ApprovalId, typed: &Typed, error: Option<Error>) -> Outcome {
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let tx = cx.access.read()?;
    let (of, people) = seen(&tx, &cx.access, id)?;
    let action = format!("{HERE}/{id}");
    let look = look(cx, &tx, &of, &people)?;
    let page = View {
        look: &look,
        of: &of,
        typed,
        problems: &problems,
        action: &action,
        csrf: Some(cx.csrf()),
    };
    let head = PageHead {
        title: &of.name,
        current: HERE,
    };
    let body = view(cx, &page);
    match wrong {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}

/// What a reader sees of an approval now.
pub struct Look {
    pub lines: Vec<LineView>,
    /// What was sent, and what it comes to now; for those who see sums.
    pub then: Option<Money>,
    pub now: Option<Money>,
    /// Somebody's word doesn't hold any more.
    pub grew: bool,
    /// It can't be placed as it is: some goods have no price, or aren't sold.
    pub broken: bool,
    /// What a form carries: the sum of now, in minor units.
    pub shown: i64,
    pub chain: Vec<steps::StepView>,
    pub turn: Option<crate::modules::approvals::model::As>,
    /// It is the reader's turn, who doesn't see sums now.
    pub blind: bool,
    pub may_withdraw: bool,
    /// The last word: the order goes with it. A larger sum may ask others still.
    pub last: bool,
    pub draft: bool,
}

pub fn look(cx: &Cx, tx: &ReadTx, of: &Approval, people: &[Colleague]) -> Result<Look, Error> {
    let sums = cx.access.sight().purchase_price;
    let me = membership(&cx.access).ok_or(Error::NotFound)?;
    let sheet = tx.get::<Sheet>(&of.id)?.map(|sheet| sheet.lines).unwrap_or_default();
    let draft = match of.is_waiting() {
        true => tx.get::<Draft>(&of.draft)?,
        false => None,
    };
    let today = today(&cx.access);
    let now = match draft {
        Some(draft) => {
            let book = cx.part::<Prices>().current();
            Some(Worksheet::of(tx, &book, draft, today)?)
        }
        None => None,
    };
    let calculation = now.as_ref().and_then(|sheet| sheet.calculation.as_ref());
    let total = calculation.map(|calculation| calculation.totals.total);
    let broken = of.is_waiting()
        && calculation.is_none_or(|now| {
            now.lines
                .iter()
                .any(|line| line.price.is_none() || !line.findings.is_empty())
        });
    let price = |at: usize| calculation?.lines.get(at)?.price.map(|price| price.total);
    let lines = sheet.into_iter().enumerate().map(|(at, line)| LineView {
        now: price(at).filter(|now| sums && *now != line.total),
        then: sums.then_some(line.total),
        gone: of.is_waiting() && price(at).is_none(),
        article: line.article,
        name: line.name,
        unit: line.unit,
        quantity: line.quantity,
    });
    let open = of.steps.iter().filter(|step| step.decided.is_none()).count();
    let grew = total.is_some_and(|total| total.minor > of.total.minor);
    let turn = of.turn_of(me, people);
    let director = people.iter().any(|one| one.member == me && one.director);
    Ok(Look {
        lines: lines.collect(),
        then: sums.then_some(of.total),
        now: total.filter(|now| sums && *now != of.total),
        grew,
        broken,
        shown: match sums {
            true => total.map_or(0, |total| total.minor),
            false => 0,
        },
        chain: steps::chain(cx.locale, of, people),
        blind: turn.is_some() && !sums,
        last: open == 1 && !grew,
        turn: turn.filter(|_| sums),
        may_withdraw: of.is_waiting() && cx.access.may(SUBMIT) && (of.sender_id() == me || director),
        draft: of.is_waiting() || matches!(of.state, crate::modules::approvals::State::Refused { .. }),
    })
}

pub async fn decide(cx: Cx) -> Outcome {
    let id: ApprovalId = cx.param("id")?;
    let typed: Typed = cx.form()?;
    seen(&cx.access.read()?, &cx.access, id)?;
    let decided = match typed.verdict() {
        Ok(verdict) => actions::decide(&cx.access, id, typed.version, verdict, None).await,
        Err(error) => Err(error),
    };
    match decided {
        Ok(_) => cx.redirect(&format!("{HERE}/{id}")),
        Err(error) => show(&cx, id, &typed, Some(error)),
    }
}

pub async fn withdrawal(cx: Cx) -> Outcome {
    let id: ApprovalId = cx.param("id")?;
    match actions::withdraw(&cx.access, id).await {
        Ok(of) => cx.redirect(&format!("/drafts/{}", of.draft)),
        Err(error) if cx.access.may(SEE) => show(&cx, id, &Typed::default(), Some(error)),
        Err(error) => Err(error),
    }
}
