//! The reconciliations of a dealer, or of all dealers that the reader sees.

use serde::Deserialize;

use super::{HERE, own};
use crate::modules::dealers::Dealer;
use crate::modules::dealers::queries as of_dealers;
use crate::modules::reconciliation::actions::may_read;
use crate::modules::reconciliation::model::Act;
use crate::modules::reconciliation::permissions::ANSWER;
use crate::modules::reconciliation::queries::{self, Filter, Which};
use crate::modules::reconciliation::views::list::{List, page as view};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Cursor, DealerId};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

const ROWS: usize = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub which: String,
    pub dealer: String,
    pub contract: String,
    pub after: String,
}

impl Typed {
    pub fn address(&self, which: Which, after: &str) -> String {
        let pairs = [
            ("which", which.code()),
            ("dealer", self.dealer.as_str()),
            ("contract", &self.contract),
            ("after", after),
        ];
        let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        match serde_html_form::to_string(&pairs) {
            Ok(text) if !text.is_empty() => format!("{HERE}?{text}"),
            _ => HERE.to_owned(),
        }
    }
}

/// A reconciliation with what stands beside it.
pub struct Row {
    pub act: Act,
    /// For the manufacturer's people.
    pub dealer: Option<String>,
}

pub async fn page(cx: Cx) -> Outcome {
    may_read(&cx.access)?;
    let typed: Typed = cx.query()?;
    let staff = cx.access.is_staff();
    let filter = Filter {
        which: Which::from_code(&typed.which),
        dealer: staff.then(|| typed.dealer.parse().ok()).flatten(),
        settlement: typed.contract.parse().ok(),
    };
    let after = match typed.after.as_str() {
        "" => None,
        text => Some(Cursor::try_from(text.to_owned()).map_err(|_| Error::NotFound)?),
    };
    let tx = cx.access.read()?;
    let found = queries::page(&tx, &filter, own(&cx.access), after.clone(), ROWS)?;
    let mut rows = Vec::with_capacity(found.acts.len());
    for act in found.acts {
        let dealer = match staff {
            true => tx.shared::<Dealer>(&act.dealer)?.map(|dealer| dealer.name.clone()),
            false => None,
        };
        rows.push(Row { act, dealer });
    }
    let dealers: Vec<(DealerId, String)> = match staff {
        true => of_dealers::choices(&tx)?,
        false => Vec::new(),
    };
    let list = List {
        rows: &rows,
        filter: &filter,
        typed: &typed,
        dealers: &dealers,
        staff,
        may_ask: cx.access.may(ANSWER),
        cut: found.cut,
        next: found
            .next
            .map(|cursor| typed.address(filter.which, &String::from(cursor))),
        first: after.is_none(),
    };
    let head = PageHead {
        title: tr!(cx.locale, "reconciliation-title"),
        current: HERE,
    };
    cx.page(head, view(&cx, &list))
}
