//! The page of a sheet: what its rows come to, how they are mended, and where the good ones go.

use serde::Deserialize;

use super::{drafts_of, frame};
use crate::modules::catalogue::SkuId;
use crate::modules::dealers::Dealer;
use crate::modules::orders::actions::Target;
use crate::modules::orders::{Draft, DraftId};
use crate::modules::quick::read_models::{SheetView, Typed};
use crate::modules::quick::{Checked, Edit, Intake, IntakeId, Kind, actions, checked, views};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::Reader;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

#[derive(Deserialize, Default)]
#[serde(default)]
struct SheetQuery {
    kind: String,
    page: usize,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SheetForm {
    version: u32,
    kind: String,
    page: usize,
    /// The rows that are shown to be mended: their places, and what stands in their fields now.
    row: Vec<usize>,
    w: Vec<String>,
    q: Vec<String>,
    pick: Vec<String>,
    /// What stood in the fields when they were drawn: what differs from it was typed.
    bw: Vec<String>,
    bq: Vec<String>,
    /// «place:sku»: what 1C puts in place of what a row names is taken.
    take: String,
    /// The place of a row to leave out.
    drop: Option<usize>,
    /// Where the good rows go; empty: into a new draft. Absent where the page didn't ask: into the list's own.
    draft: Option<String>,
    name: String,
    /// The place of a row of goods made to order, which is to be configured now.
    configure: Option<usize>,
}

impl SheetForm {
    fn edits(&self) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        let take = || {
            let mut parts = self.take.splitn(3, ':');
            let place = parts.next()?.parse::<usize>().ok()?;
            let sku = parts.next()?.parse::<SkuId>().ok()?;
            Some((place, sku, parts.next().unwrap_or("0")))
        };
        let take = take();
        for (at, place) in self.row.iter().enumerate() {
            // «sku», or «sku:reading» where the line can be read in several ways.
            let pick = self.pick.get(at).map_or("", String::as_str);
            let (sku, reading) = pick.split_once(':').unwrap_or((pick, "0"));
            let picked: Option<SkuId> = sku.parse().ok();
            let taken = take.filter(|(taken, ..)| taken == place);
            let reading = taken.map_or(reading, |(_, _, reading)| reading);
            edits.push(Edit {
                place: *place,
                what: self.w.get(at).cloned(),
                quantity: self.q.get(at).cloned(),
                chosen: taken.map(|(_, sku, _)| sku).or(picked),
                reading: reading.parse().unwrap_or_default(),
                removed: self.drop == Some(*place),
            });
        }
        if let Some(place) = self.drop.filter(|place| !self.row.contains(place)) {
            edits.push(Edit {
                place,
                removed: true,
                ..Edit::default()
            });
        }
        edits
    }

    /// What somebody typed or chose here, and didn't just leave as it was drawn.
    fn typed(&self) -> Vec<Typed> {
        let other = |now: &[String], drawn: &[String], at: usize| {
            let (now, drawn) = (now.get(at)?, drawn.get(at)?);
            (now.trim() != drawn.trim()).then(|| now.trim().to_owned())
        };
        let edits = self
            .edits()
            .into_iter()
            .enumerate()
            .filter(|(at, _)| *at < self.row.len());
        edits
            .map(|(at, edit)| Typed {
                place: edit.place,
                what: other(&self.w, &self.bw, at),
                quantity: other(&self.q, &self.bq, at),
                chosen: edit.chosen,
                picked: self.pick.get(at).cloned().unwrap_or_default(),
            })
            .filter(|typed| typed.what.is_some() || typed.quantity.is_some() || typed.chosen.is_some())
            .collect()
    }

    fn address(&self, id: IntakeId) -> String {
        let mut address = format!("/quick/{id}");
        if Kind::from_code(&self.kind).is_some() {
            address.push_str(&format!("?kind={}&page={}", self.kind, self.page));
        }
        address
    }
}

pub(super) fn load(cx: &Cx, id: IntakeId) -> Result<Checked, Error> {
    let tx = cx.access.read()?;
    let intake = tx.get::<Intake>(&id)?.ok_or(Error::NotFound)?;
    checked(&cx.access, &tx, intake)
}

pub async fn page(cx: Cx) -> Outcome {
    let query: SheetQuery = cx.query()?;
    show(&cx, cx.param("id")?, &query, None, &[])
}

/// The page again with what somebody typed, over what another has saved meanwhile.
fn again(cx: &Cx, id: IntakeId, form: &SheetForm, why: Message) -> Outcome {
    let query = SheetQuery {
        kind: form.kind.clone(),
        page: form.page,
    };
    show(cx, id, &query, Some(why), &form.typed())
}

fn show(cx: &Cx, id: IntakeId, query: &SheetQuery, alert: Option<Message>, typed: &[Typed]) -> Outcome {
    let checked = load(cx, id)?;
    let tx = cx.access.read()?;
    let drafts = drafts_of(&tx, checked.intake.dealer)?;
    let dealer = tx.get::<Dealer>(&checked.intake.dealer)?.map(|dealer| dealer.name);
    let last = match checked.intake.draft {
        Some(id) => tx.get::<Draft>(&id)?,
        None => None,
    };
    let view = SheetView::of(
        &checked,
        Kind::from_code(&query.kind),
        query.page,
        cx.access.sight(),
        typed,
    );
    let alert_text = alert.as_ref().map(|message| cx.say(message));
    let page = views::sheet::Page {
        view: &view,
        drafts: &drafts,
        draft: last.as_ref(),
        dealer: dealer.as_deref().filter(|_| cx.access.is_staff()),
        sight: cx.access.sight(),
        name: unnamed(cx),
        alert: alert_text.as_deref(),
    };
    let head = PageHead {
        title: tr!(cx.locale, "quick-check-title"),
        current: "/quick",
    };
    let body = views::sheet::page(&frame(cx), &page);
    match alert {
        Some(_) => cx.page_unprocessable(head, body),
        None => cx.page(head, body),
    }
}

/// The name of a draft that nobody named.
fn unnamed(cx: &Cx) -> String {
    let day = cx.access.now().day_in(&cx.zone);
    tr!(cx.locale, "quick-draft-unnamed", day = format::date(day))
}

pub async fn change(cx: Cx) -> Outcome {
    let id: IntakeId = cx.param("id")?;
    let form: SheetForm = cx.form()?;
    match actions::edit(&cx.access, id, form.version, form.edits()).await {
        Ok(_) => cx.redirect(&form.address(id)),
        Err(Error::Refused(why)) => again(&cx, id, &form, why),
        Err(error) => Err(error),
    }
}

/// Puts the good rows into a draft. What was mended and not yet checked is taken as well.
pub async fn lines(cx: Cx) -> Outcome {
    let id: IntakeId = cx.param("id")?;
    let form: SheetForm = cx.form()?;
    if let Some(place) = form.configure {
        return configure(&cx, id, &form, place).await;
    }
    match put(&cx, id, &form).await {
        Ok(put) if put.left == 0 => match put.drafts.as_slice() {
            [draft] => cx.redirect(&format!("/drafts/{}", draft.id)),
            _ => cx.redirect("/drafts"),
        },
        Ok(_) => cx.redirect(&format!("/quick/{id}")),
        Err(Error::Refused(why)) => {
            // Pressed twice: the first press has put everything in.
            let emptied = cx
                .access
                .read()?
                .get::<Intake>(&id)?
                .filter(|intake| intake.rows.is_empty());
            match emptied.and_then(|intake| intake.draft) {
                Some(draft) => cx.redirect(&format!("/drafts/{draft}")),
                None => again(&cx, id, &form, why),
            }
        }
        Err(error) => Err(error),
    }
}

/// Puts a row of goods made to order into the draft and goes on to where it is configured.
async fn configure(cx: &Cx, id: IntakeId, form: &SheetForm, place: usize) -> Outcome {
    let put = async {
        let (checked, target) = mended(cx, id, form).await?;
        actions::put_unfinished(&cx.access, &checked, place, target).await
    };
    match put.await {
        Ok((draft, at)) => {
            let product = draft.lines[at].sku;
            cx.redirect(&format!(
                "/drafts/{}/configure/{product}?line={at}&version={}",
                draft.id, draft.version
            ))
        }
        Err(Error::Refused(why)) => again(cx, id, form, why),
        Err(error) => Err(error),
    }
}

async fn put(cx: &Cx, id: IntakeId, form: &SheetForm) -> Result<actions::Put, Error> {
    let (checked, target) = mended(cx, id, form).await?;
    actions::put(&cx.access, &checked, target).await
}

/// The list with what was mended in its form, and where its lines go.
async fn mended(cx: &Cx, id: IntakeId, form: &SheetForm) -> Result<(Checked, Target), Error> {
    let intake = actions::edit(&cx.access, id, form.version, form.edits()).await?;
    let named = match &form.draft {
        Some(draft) => draft.parse::<DraftId>().ok(),
        None => intake.draft,
    };
    let target = match named {
        Some(draft) => Target::Draft(intake.dealer, draft),
        None if form.name.trim().is_empty() => Target::New(intake.dealer, unnamed(cx)),
        None => Target::New(intake.dealer, form.name.clone()),
    };
    Ok((checked(&cx.access, &cx.access.read()?, intake)?, target))
}

pub async fn removal(cx: Cx) -> Outcome {
    actions::remove(&cx.access, cx.param("id")?).await?;
    cx.redirect("/quick")
}
