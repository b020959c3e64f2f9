//! Papers and payments that staff stands for: what a form says of them, with a file or without, and what is done with
//! marks that stand.

use super::order::{DAY_WRONG, PAPER_DAY_WRONG, Typed, answer};
use crate::modules::orders::views::order::DeskForm;
use crate::modules::orders::{
    Given, OrderNumber, PAPER_FILE_MAX, PAPER_NUMBER_MAX, Refusal, SeenPaper, actions, stages,
};
use crate::platform::error::Error;
use crate::platform::files::{Attachment, ContentHash};
use crate::platform::i18n::parse_day;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, SentFile};

/// The field of a paper's file.
pub const FILE: &str = "paper_file";

/// A form as it came.
pub struct Said {
    fields: Vec<(String, String)>,
    file: Option<SentFile>,
}

impl Said {
    /// Of an order that the sender sees: nothing of others' forms is kept.
    pub async fn read(cx: &Cx) -> Result<Said, Error> {
        actions::by_number(&cx.access.read()?, cx.param("number")?)?;
        let sent = cx.sent().await?;
        Ok(Said {
            fields: sent.fields,
            file: sent.files.into_iter().find(|file| file.field == FILE),
        })
    }

    pub fn text(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The order's version that the form was drawn from.
    pub fn version(&self) -> Result<u32, Error> {
        let wrong = |_| Error::Refused(Message::new("errors-form-wrong"));
        self.text("version").parse().map_err(wrong)
    }

    pub fn typed(&self, names: &[&'static str]) -> Vec<(&'static str, String)> {
        names.iter().map(|name| (*name, self.text(name).to_owned())).collect()
    }

    /// The paper's file, kept; `None` where none was chosen.
    async fn keep(&mut self, cx: &Cx) -> Result<Option<Attachment>, Error> {
        let Some(file) = self.file.take() else {
            return Ok(None);
        };
        if file.bytes.is_empty() || file.bytes.len() as u64 > PAPER_FILE_MAX {
            return Err(Refusal::PaperFile.into());
        }
        Ok(cx.keep(vec![file], PAPER_FILE_MAX).await?.pop())
    }

    /// What it says of a paper and of a payment. A file is kept when all else of the paper is right.
    pub async fn given(&mut self, cx: &Cx) -> Result<Given, Error> {
        let number = self.text("paper_number").trim().to_owned();
        let day = self.text("paper_day").trim().to_owned();
        let bare = day.is_empty() && self.file.is_none();
        let paper = match number.chars().count() {
            0 if bare => None,
            0 => return Err(Refusal::PaperNumber.into()),
            length if length > PAPER_NUMBER_MAX => return Err(Refusal::PaperNumber.into()),
            _ => {
                let day = parse_day(&day).map_err(|_| Error::Refused(Message::new(PAPER_DAY_WRONG)))?;
                let file = self.keep(cx).await?;
                Some(SeenPaper { number, day, file })
            }
        };
        Ok(Given {
            paper,
            payment: self.text("payment").to_owned(),
        })
    }
}

fn typed(form: DeskForm, said: &Said, names: &[&'static str]) -> Option<Typed> {
    Some((form, said.typed(names)))
}

/// Makes up what the stage of an order lacks.
pub async fn mark(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let mut said = Said::read(&cx).await?;
    let typed = typed(DeskForm::Marks, &said, &["paper_number", "paper_day", "payment", "day"]);
    let version = said.version()?;
    let day = match said.text("day").trim() {
        "" => Ok(None),
        day => parse_day(day)
            .map(Some)
            .map_err(|_| Error::Refused(Message::new(DAY_WRONG))),
    };
    let outcome = match (day, said.given(&cx).await) {
        (Ok(day), Ok(given)) => actions::mark(&cx.access, number, version, given, day).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    answer(&cx, number, outcome, typed)
}

/// Puts the paper itself to a mark.
pub async fn file(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let place: usize = cx.param("place")?;
    let mut said = Said::read(&cx).await?;
    let version = said.version()?;
    let outcome = match said.keep(&cx).await {
        Ok(Some(file)) => actions::file_paper(&cx.access, number, version, place, file).await,
        Ok(None) => Err(Refusal::PaperFile.into()),
        Err(error) => Err(error),
    };
    let typed = Some((DeskForm::PaperFile, vec![("place", place.to_string())]));
    answer(&cx, number, outcome, typed)
}

/// Takes a mark back, with a reason.
pub async fn withdrawal(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let place: usize = cx.param("place")?;
    let said = Said::read(&cx).await?;
    let version = said.version()?;
    let reason = said.text("reason").to_owned();
    let typed = vec![("place", place.to_string()), ("reason", reason.clone())];
    let outcome = actions::withdraw_mark(&cx.access, number, version, place, reason).await;
    answer(&cx, number, outcome, Some((DeskForm::Withdrawal, typed)))
}

/// The file of a paper that this reader sees on the order.
pub async fn paper(cx: Cx) -> Outcome {
    let hash: ContentHash = cx.param::<String>("hash")?.parse().map_err(|_| Error::NotFound)?;
    let tx = cx.access.read()?;
    let order = actions::by_number(&tx, cx.param("number")?)?;
    let seen = stages(&tx)?.as_seen(&order, cx.access.is_staff());
    let files = seen.vouchers.into_iter().filter_map(|of| of.file);
    let found = files.map(|of| of.file).find(|file| file.hash == hash);
    drop(tx);
    cx.attachment(found.ok_or(Error::NotFound)?).await
}
