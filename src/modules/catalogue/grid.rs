//! The grid of goods: its filter as it was typed and as it is meant, the order of rows, the columns. Pure.

use std::cmp::Ordering;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::read_models::{Figures, ProductRow};
use super::{SEE, StockShown};
use crate::modules::lists::ListOf;
use crate::msg;
use crate::platform::error::FieldError;
use crate::platform::i18n::parse_unit_price;
use crate::platform::values::{Currency, Message, Quantity, UnitPrice};

/// The list of goods, whose views are kept.
pub const LIST: ListOf = ListOf {
    key: "goods",
    path: "/catalogue",
    title: "catalogue-title",
    permission: SEE,
    columns: &COLUMN_KEYS,
};

/// Stable names in the order in which columns stand.
pub const COLUMN_KEYS: [&str; 9] = [
    "article", "barcode", "unit", "pack", "weight", "price", "rrp", "margin", "stock",
];

/// What may be chosen beside the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Col {
    Article,
    Barcode,
    Unit,
    Pack,
    Weight,
    Price,
    Rrp,
    Margin,
    Stock,
}

impl Col {
    pub const ALL: [Col; 9] = [
        Col::Article,
        Col::Barcode,
        Col::Unit,
        Col::Pack,
        Col::Weight,
        Col::Price,
        Col::Rrp,
        Col::Margin,
        Col::Stock,
    ];
    /// What the list comes with.
    pub const DEFAULT: [Col; 4] = [Col::Price, Col::Rrp, Col::Margin, Col::Stock];

    pub fn key(self) -> &'static str {
        COLUMN_KEYS[self as usize]
    }

    pub fn sort(self) -> Option<By> {
        match self {
            Col::Article => Some(By::Article),
            Col::Weight => Some(By::Weight),
            Col::Price => Some(By::Price),
            Col::Rrp => Some(By::Rrp),
            Col::Margin => Some(By::Margin),
            Col::Stock => Some(By::Stock),
            Col::Barcode | Col::Unit | Col::Pack => None,
        }
    }

    pub fn is_open_to(self, sees: Sees) -> bool {
        match self {
            Col::Price => sees.price,
            Col::Margin => sees.margin,
            _ => true,
        }
    }

    /// Those of an address, else those of a habit, else what the list comes with. Never what the reader may not see.
    pub fn chosen(asked: &str, habit: &[String], sees: Sees) -> Vec<Col> {
        let open = |wanted: &dyn Fn(Col) -> bool| -> Vec<Col> {
            let all = Col::ALL.into_iter().filter(|col| col.is_open_to(sees));
            all.filter(|col| wanted(*col)).collect()
        };
        let named = match asked {
            "" => open(&|col| habit.iter().any(|key| key == col.key())),
            keys => open(&|col| keys.split('.').any(|key| key == col.key())),
        };
        match named.is_empty() {
            true => open(&|col| Col::DEFAULT.contains(&col)),
            false => named,
        }
    }
}

/// Which figures the reader sees. What isn't seen can neither be asked for nor told by the order of rows.
#[derive(Clone, Copy, Debug)]
pub struct Sees {
    pub price: bool,
    pub margin: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Name,
    Price,
    Rrp,
    Margin,
    Stock,
    Article,
    Weight,
}

impl By {
    pub const ALL: [(&'static str, By); 7] = [
        ("name", By::Name),
        ("price", By::Price),
        ("rrp", By::Rrp),
        ("margin", By::Margin),
        ("stock", By::Stock),
        ("article", By::Article),
        ("weight", By::Weight),
    ];

    /// May this reader ask for it? The order of rows would tell what a right hides.
    pub fn is_open_to(self, sees: Sees) -> bool {
        match self {
            By::Price => sees.price,
            By::Margin => sees.margin,
            _ => true,
        }
    }

    /// Figures are first wanted from the largest; names, and what something costs, from the first.
    pub fn is_largest_first(self) -> bool {
        matches!(self, By::Margin | By::Stock | By::Weight)
    }
}

/// How rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub by: By,
    pub descending: bool,
}

impl Sort {
    pub const NAME: Sort = Sort {
        by: By::Name,
        descending: false,
    };

    fn read(text: &str, sees: Sees) -> Sort {
        let (name, descending) = match text.strip_prefix('-') {
            Some(name) => (name, true),
            None => (text, false),
        };
        let found = By::ALL.into_iter().find(|(known, _)| *known == name);
        let by = match found.map(|(_, by)| by) {
            Some(By::Price) if !sees.price => By::Rrp,
            Some(By::Margin) if !sees.margin => By::Name,
            Some(by) => by,
            None => return Sort::NAME,
        };
        Sort { by, descending }
    }

    pub fn text(self) -> String {
        let (name, _) = By::ALL[self.by as usize];
        let sign = if self.descending { "-" } else { "" };
        format!("{sign}{name}")
    }
}

/// The fields of the filter's form as they came, and what the page itself asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// What is searched for.
    pub q: String,
    /// A contract, or for staff a price type.
    pub terms: String,
    /// A group with those below it, of a price list and of a saved view.
    pub group: String,
    pub stock: String,
    pub from: String,
    pub to: String,
    pub sort: String,
    pub cols: String,
    pub view: String,
    pub after: String,
    /// Of a sorted or narrowed list, from 0.
    pub page: usize,
}

impl Typed {
    /// Does the address say nothing at all? Then the list opens with the view that the person chose for it.
    pub fn is_blank(&self) -> bool {
        let texts = [
            &self.q,
            &self.terms,
            &self.group,
            &self.stock,
            &self.from,
            &self.to,
            &self.sort,
            &self.cols,
            &self.view,
            &self.after,
        ];
        self.page == 0 && texts.iter().all(|text| text.is_empty())
    }
}

/// The filter as it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Only what is there.
    pub stock: bool,
    /// Ten-thousandths of the reader's price, or of the recommended one for who sees no other.
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub sort: Sort,
}

impl Filter {
    /// What was typed, and what of it can't be read: that is left out.
    pub fn read(typed: &Typed, sees: Sees) -> (Filter, Vec<FieldError>) {
        let mut wrong = Vec::new();
        let mut refuse = |field: &str, message: Message| {
            wrong.push(FieldError {
                field: field.to_owned(),
                message,
            });
            None
        };
        let mut price = |field: &str, text: &str| match text.trim() {
            "" => None,
            text => match parse_unit_price(text, Currency::Rub) {
                Ok(price) if price.e4 >= 0 => Some(price.e4),
                Ok(_) => refuse(field, msg!("catalogue-price-negative")),
                Err(error) => refuse(field, error.message()),
            },
        };
        let (from, mut to) = (price("from", &typed.from), price("to", &typed.to));
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            to = refuse("to", msg!("catalogue-price-range"));
        }
        let filter = Filter {
            stock: typed.stock == "in",
            from,
            to,
            sort: Sort::read(&typed.sort, sees),
        };
        (filter, wrong)
    }

    /// Conditions that are in force, without the order of rows.
    pub fn narrowed(&self) -> usize {
        usize::from(self.stock) + usize::from(self.from.is_some()) + usize::from(self.to.is_some())
    }

    /// Is it the whole list in the order in which it is stored?
    pub fn is_plain(&self) -> bool {
        self.narrowed() == 0 && self.sort == Sort::NAME
    }

    pub fn fits(&self, row: &ProductRow, sees: Sees) -> bool {
        let figures = row.figures.as_ref();
        let stock = !self.stock || figures.is_some_and(|figures| is_there(figures.stock));
        if self.from.is_none() && self.to.is_none() {
            return stock;
        }
        let Some(price) = figures.and_then(|figures| shown_price(figures, sees)) else {
            return false;
        };
        stock && self.from.is_none_or(|from| price >= from) && self.to.is_none_or(|to| price <= to)
    }

    /// By what a row stands in its place.
    pub fn rank(&self, row: &ProductRow, sees: Sees) -> Rank {
        Rank {
            figure: figure(self.sort.by, row, sees),
            text: match self.sort.by {
                By::Article => row.article.to_lowercase(),
                _ => String::new(),
            },
            name: row.name.to_lowercase(),
            article: row.article.clone(),
        }
    }

    /// The order of two rows: what has no figure stands last either way, and what is equal goes by name.
    pub fn order(&self, a: &Rank, b: &Rank) -> Ordering {
        let by_name = || (&a.name, &a.article).cmp(&(&b.name, &b.article));
        let turned = |order: Ordering| if self.sort.descending { order.reverse() } else { order };
        match self.sort.by {
            By::Name => turned(by_name()),
            By::Article => {
                let nothing = a.text.is_empty().cmp(&b.text.is_empty());
                nothing.then_with(|| turned(a.text.cmp(&b.text))).then_with(by_name)
            }
            _ => match (a.figure, b.figure) {
                (Some(a), Some(b)) => turned(a.cmp(&b)).then_with(by_name),
                (a, b) => b.is_some().cmp(&a.is_some()).then_with(by_name),
            },
        }
    }

    /// As an address has it, in the fields of [`Typed`]; what was typed wrongly isn't in it.
    pub fn query(&self, base: &[(&'static str, String)], cols: Option<&[Col]>) -> String {
        let price = |e4: i64| UnitPrice::new(e4, Currency::Rub).to_string();
        let mut pairs: Vec<(&str, String)> = base.iter().filter(|(_, value)| !value.is_empty()).cloned().collect();
        let mut put = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        put("stock", self.stock.then(|| "in".to_owned()));
        put("from", self.from.map(price));
        put("to", self.to.map(price));
        put("sort", (self.sort != Sort::NAME).then(|| self.sort.text()));
        put(
            "cols",
            cols.map(|cols| cols.iter().map(|col| col.key()).collect::<Vec<_>>().join(".")),
        );
        let one = |(name, value): &(&str, String)| format!("{name}={}", utf8_percent_encode(value, PLAIN));
        pairs.iter().map(one).collect::<Vec<_>>().join("&")
    }
}

/// What may stand in an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// What of a row decides its place: light, so that a long list can be sorted without its rows.
#[derive(Clone, Debug)]
pub struct Rank {
    figure: Option<i64>,
    text: String,
    name: String,
    article: String,
}

fn shown_price(figures: &Figures, sees: Sees) -> Option<i64> {
    let own = figures.price.flatten().filter(|_| sees.price);
    let shown = if sees.price { own } else { figures.rrp };
    shown.map(|price| price.e4)
}

pub fn is_there(stock: StockShown) -> bool {
    match stock {
        StockShown::Exact(quantity) => quantity.is_positive(),
        StockShown::Plenty | StockShown::Few => true,
        StockShown::None | StockShown::Unknown | StockShown::Hidden => false,
    }
}

fn figure(by: By, row: &ProductRow, sees: Sees) -> Option<i64> {
    if by == By::Weight {
        return row.weight_g;
    }
    let figures = row.figures.as_ref()?;
    match by {
        By::Price => shown_price(figures, sees),
        By::Rrp => figures.rrp.map(|price| price.e4),
        By::Margin => {
            let margin = figures.margin.as_ref().filter(|_| sees.margin)?.as_ref().ok()?;
            margin.margin.map(|share| share.hundredths())
        }
        // A rule shows figures or words, never both.
        By::Stock => match figures.stock {
            StockShown::Exact(quantity) => Some(quantity.thousandths()),
            StockShown::Plenty => Some(Quantity::whole(2).thousandths()),
            StockShown::Few => Some(Quantity::ONE.thousandths()),
            StockShown::None => Some(0),
            StockShown::Unknown | StockShown::Hidden => None,
        },
        By::Name | By::Article | By::Weight => None,
    }
}
