//! Where whoever orders begins a calculation: the goods that are made to order, with a search.

use serde::Deserialize;

use crate::modules::catalogue::{ProductId, normal_article, queries as goods};
use crate::modules::configurator::{queries, views::calculator as view};
use crate::platform::error::Error;
use crate::platform::store::{KeyPart, ReadTx};
use crate::platform::values::{Cursor, Page};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Where the list stands.
pub const CALCULATOR: &str = "/calculator";
/// Characters of a search that are looked at.
const TEXT_MAX: usize = 200;
/// Characters of a name by which goods stand in the list.
const PLACE_MAX: usize = 80;
/// Goods of a page.
pub const SHOWN: usize = 50;

/// Goods that can be configured.
pub struct Made {
    pub product: ProductId,
    pub name: String,
    pub article: String,
}

/// A page of what was found.
pub struct List<'a> {
    pub page: Page<Made>,
    /// How many were found, on all pages.
    pub all: usize,
    /// Is it the first page?
    pub first: bool,
    pub text: &'a str,
    /// Is there anything at all, whatever was searched for?
    pub any: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    q: String,
    /// Where the page begins; empty: at the first.
    after: String,
}

pub async fn page(cx: Cx) -> Outcome {
    let asked: Asked = cx.query()?;
    let text: String = asked.q.trim().chars().take(TEXT_MAX).collect();
    let all = made(&cx.access.read()?)?;
    let any = !all.is_empty();
    let after = match asked.after.as_str() {
        "" => None,
        after => Some(Cursor::try_from(after.to_owned()).map_err(|_| Error::NotFound)?),
    };
    let found: Vec<Made> = all.into_iter().filter(|made| fits(made, &text)).collect();
    let list = List {
        all: found.len(),
        first: after.is_none(),
        page: page_of(found, after.as_ref()),
        text: &text,
        any,
    };
    let head = PageHead {
        title: tr!(cx.locale, "configurator-calculator"),
        current: CALCULATOR,
    };
    let body = view::page(cx.locale, &list);
    cx.page(head, body)
}

/// Everything that is made to order and on sale, by name.
fn made(tx: &ReadTx) -> Result<Vec<Made>, Error> {
    let mut found = Vec::new();
    for product in queries::offered(tx)? {
        if let Some(of) = goods::product(tx, product)?.filter(|of| of.is_on_sale()) {
            found.push(Made {
                product,
                name: of.name,
                article: of.article,
            });
        }
    }
    found.sort_by_cached_key(place);
    Ok(found)
}

/// Its place in the list: by name, then by article; of two that are called the same each has one of its own. It travels in
/// addresses, so of long names it has the beginning.
fn place(made: &Made) -> Vec<u8> {
    let begin = |text: &str| text.to_lowercase().chars().take(PLACE_MAX).collect::<String>();
    (begin(&made.name), begin(&made.article), made.product).to_bytes()
}

/// The page after that place; what was there and went meanwhile is no reason to lose it.
fn page_of(found: Vec<Made>, after: Option<&Cursor>) -> Page<Made> {
    let from = after.map_or(0, |after| {
        found.partition_point(|made| place(made).as_slice() <= after.as_bytes())
    });
    let mut items: Vec<Made> = found.into_iter().skip(from).take(SHOWN + 1).collect();
    let more = items.len() > SHOWN;
    items.truncate(SHOWN);
    let next = items
        .last()
        .filter(|_| more)
        .map(|last| Cursor::from_bytes(place(last)));
    Page { items, next }
}

/// Has it every word of the search in its name or its article? An article is found in any spelling.
fn fits(made: &Made, text: &str) -> bool {
    let article = normal_article(text);
    if !article.is_empty() && normal_article(&made.article).contains(&article) {
        return true;
    }
    let there = format!("{} {}", made.name, made.article).to_lowercase();
    let words = text.to_lowercase();
    words.split_whitespace().all(|word| there.contains(word))
}
