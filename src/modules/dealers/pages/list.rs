//! `GET /dealers`.

use serde::Deserialize;

use crate::modules::dealers::model::{DealerStatus, Tier};
use crate::modules::dealers::queries::{self, DealerFilter};
use crate::modules::dealers::views::list::{self, List};
use crate::platform::values::{Cursor, Scope};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    q: String,
    status: String,
    tier: String,
    manager: String,
    after: String,
}

pub async fn page(cx: Cx) -> Outcome {
    let asked: Asked = cx.query()?;
    let text: String = asked.q.chars().take(100).collect();
    let filter = DealerFilter {
        text: text.clone(),
        status: DealerStatus::from_code(&asked.status),
        tier: Tier::from_code(&asked.tier),
        manager: asked.manager.parse().ok(),
    };
    // A cursor that can't be one begins the list anew.
    let after = (!asked.after.is_empty())
        .then(|| Cursor::try_from(asked.after.clone()).ok())
        .flatten();
    let tx = cx.access.read()?;
    let page = queries::dealers(&tx, &filter, after)?;
    let managers: Vec<_> = queries::managers(&tx)?
        .into_iter()
        .map(|member| (member.id, member.name))
        .collect();
    let address = |after: &str| {
        let pairs = [
            ("q", text.as_str()),
            ("status", &asked.status),
            ("tier", &asked.tier),
            ("manager", &asked.manager),
            ("after", after),
        ];
        let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
        let text = serde_html_form::to_string(pairs.collect::<Vec<_>>()).unwrap_or_default();
        format!("/dealers?{text}")
    };
    let body = list::page(&List {
        l: cx.locale,
        dealers: &page.items,
        managers: &managers,
        text: &text,
        status: &asked.status,
        tier: &asked.tier,
        manager: &asked.manager,
        all: matches!(cx.access.scope(), Scope::All),
        next: page.next.map(|cursor| address(&String::from(cursor))),
        from_start: (!asked.after.is_empty()).then(|| address("")),
    });
    let head = PageHead {
        title: tr!(cx.locale, "dealers-title"),
        current: "/dealers",
    };
    cx.page(head, body)
}
