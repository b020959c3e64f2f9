//! What dealers are shown of the stock.

use crate::modules::dealers;
use crate::platform::values::Quantity;

/// What still counts as little.
const FEW: Quantity = Quantity::whole(10);

/// How stock is shown: the manufacturer's choice for each dealer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockRule {
    /// The number itself.
    Exact,
    /// «Есть», «мало», «нет»: little is anything up to and including `few`.
    Words {
        few: Quantity,
    },
    Hidden,
}

impl From<dealers::StockRule> for StockRule {
    fn from(rule: dealers::StockRule) -> StockRule {
        match rule {
            dealers::StockRule::Exact => StockRule::Exact,
            dealers::StockRule::Levels => StockRule::Words { few: FEW },
            dealers::StockRule::Hidden => StockRule::Hidden,
        }
    }
}

/// What the rule lets out. The number is not there unless the rule shows it, so that no page can leak it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockShown {
    Exact(Quantity),
    Plenty,
    Few,
    None,
    /// 1C has said nothing about this sku.
    Unknown,
    Hidden,
}

impl StockRule {
    /// `stock` is the sum over the shown warehouses; a negative one is shown as nothing.
    pub fn show(self, stock: Option<Quantity>) -> StockShown {
        match (self, stock) {
            (StockRule::Hidden, _) => StockShown::Hidden,
            (_, None) => StockShown::Unknown,
            (StockRule::Exact, Some(stock)) if stock.is_positive() => StockShown::Exact(stock),
            (StockRule::Words { few }, Some(stock)) if stock > few => StockShown::Plenty,
            (StockRule::Words { .. }, Some(stock)) if stock.is_positive() => StockShown::Few,
            (_, Some(_)) => StockShown::None,
        }
    }
}
