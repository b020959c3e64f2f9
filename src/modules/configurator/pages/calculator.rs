//! Where whoever orders begins a calculation: the goods that are made to order, with a search.

use serde::Deserialize;

use crate::modules::catalogue::{ProductId, normal_article, queries as goods};
use crate::modules::configurator::{queries, views::calculator as view};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Where the list stands.
pub const CALCULATOR: &str = "/calculator";
/// Characters of a search that are looked at.
const TEXT_MAX: usize = 200;

/// Goods that can be configured.
pub struct Made {
    pub product: ProductId,
    pub name: String,
    pub article: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    q: String,
}

pub async fn page(cx: Cx) -> Outcome {
    let asked: Asked = cx.query()?;
    let text: String = asked.q.trim().chars().take(TEXT_MAX).collect();
    let all = made(&cx.access.read()?)?;
    let any = !all.is_empty();
    let found: Vec<Made> = all.into_iter().filter(|made| fits(made, &text)).collect();
    let head = PageHead {
        title: tr!(cx.locale, "configurator-calculator"),
        current: CALCULATOR,
    };
    let body = view::page(cx.locale, &found, &text, any);
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
    found.sort_by_cached_key(|made| (made.name.to_lowercase(), made.article.clone()));
    Ok(found)
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
