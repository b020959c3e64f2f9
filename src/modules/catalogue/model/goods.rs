//! Groups, products and what can be ordered of them.

use serde::{Deserialize, Serialize};

use super::{is_false, normal_external, offer_external, split_offer};
use crate::platform::values::{Id, Quantity, VatRate};

pub type GroupId = Id<Group>;
pub type ProductId = Id<Product>;
pub type SkuId = Id<Sku>;

/// A group of products; groups nest. 1C may move them, lose a parent, or close a ring: readers keep a depth limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: GroupId,
    pub external: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<GroupId>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
    /// Named by a product before the classifier came; the name is empty until then.
    #[serde(default, skip_serializing_if = "is_false")]
    pub stub: bool,
}

impl Group {
    pub fn id_of(external: &str) -> GroupId {
        Id::derived("group", &normal_external(external))
    }
}

/// A unit of measure. The code is ОКЕИ's where 1C keeps it so, but may be anything, or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub name: String,
}

/// Units that are a fixed number of each other, by what they measure: pieces, mass, length, area, volume. ОКЕИ's codes, and
/// how many of the least one each is.
const MEASURES: [&[(&str, i64)]; 5] = [
    &[("796", 1), ("798", 1_000)],
    &[("163", 1), ("166", 1_000), ("168", 1_000_000)],
    &[("003", 1), ("004", 10), ("006", 1_000)],
    &[("051", 1), ("055", 10_000)],
    &[("111", 1), ("112", 1_000)],
];

impl Unit {
    /// A quantity in another unit, where the two measure the same thing; `None`: nobody can tell but who knows the goods.
    pub fn convert(&self, quantity: Quantity, to: &Unit) -> Option<Quantity> {
        if self.is_same(to) {
            return Some(quantity);
        }
        let place = |unit: &Unit| {
            // 1C may have lost the zeros in front.
            let code = unit.code.trim().trim_start_matches('0');
            MEASURES.iter().enumerate().find_map(|(measure, units)| {
                let known = units.iter().find(|(known, _)| known.trim_start_matches('0') == code)?;
                Some((measure, known.1))
            })
        };
        let ((from, have), (into, want)) = (place(self)?, place(to)?);
        if from != into {
            return None;
        }
        let exact = i128::from(quantity.thousandths()) * i128::from(have);
        // Less than was asked for is never ordered: a part of the least unit counts as one.
        let thousandths = (exact + i128::from(want) - 1) / i128::from(want);
        i64::try_from(thousandths).ok().map(Quantity::from_thousandths)
    }

    /// Is it the same unit, by its code or by its name? Goods without a unit are counted in whatever the other is.
    fn is_same(&self, other: &Unit) -> bool {
        let plain = |unit: &Unit| unit.name.trim().trim_end_matches('.').to_lowercase();
        let code = |unit: &Unit| unit.code.trim().trim_start_matches('0').to_owned();
        let ((own, theirs), (mine, other)) = ((plain(self), plain(other)), (code(self), code(other)));
        match (mine.is_empty() || other.is_empty(), own.is_empty() || theirs.is_empty()) {
            (false, _) => mine == other,
            (true, false) => own == theirs,
            // One of them says nothing of itself at all; a code beside a name can't be told.
            (true, true) => (mine.is_empty() && own.is_empty()) || (other.is_empty() && theirs.is_empty()),
        }
    }

    /// The codes of ОКЕИ for what is counted and never cut: pieces, packs, sets, pairs, boxes.
    const COUNTED: [&'static str; 7] = ["796", "778", "839", "715", "812", "704", "642"];

    /// Are only whole units of it sold?
    pub fn is_counted(&self) -> bool {
        Unit::COUNTED.contains(&self.code.trim())
    }
}

/// A property of a product as shown: both sides already resolved from the classifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    pub name: String,
    pub value: String,
}

/// What distinguishes a variant: «Цвет: белый».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Characteristic {
    pub name: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    pub id: ProductId,
    /// 1C's own id, in normal form.
    pub external: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub article: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupId>,
    #[serde(default)]
    pub unit: Unit,
    /// How many units are sold together; zero: no such rule.
    #[serde(default, skip_serializing_if = "is_no_quantity")]
    pub pack: Quantity,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub barcode: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Content hashes of pictures, the main one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property>,
    /// The rate that 1C names; the rate of a sale follows from dated rows (`orders::VatTable`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat: Option<VatRate>,
    /// Grams of one unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_g: Option<i64>,
    /// Cubic centimetres of one unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<i64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub maker: String,
    /// Marked as deleted in 1C.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
    /// Hidden here: by an administrator, or by a sweep (`deactivate`).
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// Named by an offer or an order before the product itself came.
    #[serde(default, skip_serializing_if = "is_false")]
    pub stub: bool,
    /// 1C's opaque version of the object: an equal one means an unchanged object.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version_tag: String,
    /// 1C's id of the catalogue that last named it: the bounds of a sweep.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub catalogue: String,
    /// What stands in for it, the best first, as 1C says (`Аналоги`): products that may not be known yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub substitutes: Vec<ProductId>,
}

/// The most substitutes that are kept of one product.
pub const SUBSTITUTES_MAX: usize = 20;

fn is_no_quantity(quantity: &Quantity) -> bool {
    *quantity == Quantity::ZERO
}

impl Product {
    pub fn id_of(external: &str) -> ProductId {
        Id::derived("product", &normal_external(external))
    }

    /// A product that something else named first: enough to hold prices and stock until 1C sends the rest.
    pub fn stub(external: &str) -> Product {
        Product::stub_of(Product::id_of(external), external)
    }

    /// The same, where the id was derived already.
    pub fn stub_of(id: ProductId, external: &str) -> Product {
        Product {
            id,
            external: normal_external(external).into_owned(),
            article: String::new(),
            name: String::new(),
            groups: Vec::new(),
            unit: Unit::default(),
            pack: Quantity::ZERO,
            barcode: String::new(),
            description: String::new(),
            pictures: Vec::new(),
            properties: Vec::new(),
            vat: None,
            weight_g: None,
            volume: None,
            maker: String::new(),
            removed: false,
            hidden: false,
            stub: true,
            version_tag: String::new(),
            catalogue: String::new(),
            substitutes: Vec::new(),
        }
    }

    /// May dealers see it?
    pub fn is_on_sale(&self) -> bool {
        !(self.removed || self.hidden || self.stub)
    }

    /// Quantities must be a multiple of this; zero: any quantity. A counted unit without a pack is sold in ones.
    pub fn step(&self) -> Quantity {
        match self.pack.is_positive() {
            true => self.pack,
            false if self.unit.is_counted() => Quantity::ONE,
            false => Quantity::ZERO,
        }
    }
}

/// What can be ordered: a product as it is, or one of its variants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sku {
    pub id: SkuId,
    /// `product` or `product#variant`, in normal form: what goes back to 1C as the line's id.
    pub external: String,
    pub product: ProductId,
    /// What the variant adds to the product's name; empty for the product itself.
    #[serde(default)]
    pub suffix: String,
    #[serde(default)]
    pub characteristics: Vec<Characteristic>,
    /// Own article of the variant; the product's stands where it is empty.
    #[serde(default)]
    pub article: String,
    #[serde(default)]
    pub barcode: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
}

impl Sku {
    /// A product without variants is its own sku and shares its id, so that no record of it is needed.
    pub fn id_of(external: &str) -> SkuId {
        match split_offer(external) {
            (product, None) => Product::id_of(product).cast(),
            (product, variant) => Id::derived("sku", &offer_external(product, variant)),
        }
    }

    /// The sku of an offer's id, without anything that distinguishes it yet.
    pub fn of_offer(external: &str) -> Sku {
        let (product, variant) = split_offer(external);
        Sku {
            id: Sku::id_of(external),
            external: offer_external(product, variant),
            product: Product::id_of(product),
            suffix: String::new(),
            characteristics: Vec::new(),
            article: String::new(),
            barcode: String::new(),
            removed: false,
        }
    }

    pub fn is_variant(&self) -> bool {
        self.external.contains('#')
    }
}

/// What a calculation and an order need to know of a sku, taken from the two records at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sellable {
    pub sku: SkuId,
    pub product: ProductId,
    /// What 1C calls it.
    pub external: String,
    pub name: String,
    pub article: String,
    pub unit: Unit,
    /// Quantities must be a multiple of this; zero: any.
    pub step: Quantity,
    pub vat: Option<VatRate>,
    pub weight_g: Option<i64>,
    /// Cubic centimetres.
    pub volume: Option<i64>,
    pub on_sale: bool,
}

impl Sellable {
    /// «TST-0417 · Кронштейн»
    pub fn title(&self) -> String {
        match self.article.is_empty() {
            true => self.name.clone(),
            false => format!("{} · {}", self.article, self.name),
        }
    }

    pub fn of(product: &Product, sku: &Sku) -> Sellable {
        let name = match sku.suffix.is_empty() {
            true => product.name.clone(),
            false => format!("{}, {}", product.name, sku.suffix),
        };
        let article = if sku.article.is_empty() {
            &product.article
        } else {
            &sku.article
        };
        Sellable {
            sku: sku.id,
            product: product.id,
            external: sku.external.clone(),
            name,
            article: article.clone(),
            unit: product.unit.clone(),
            step: product.step(),
            vat: product.vat,
            weight_g: product.weight_g,
            volume: product.volume,
            on_sale: product.is_on_sale() && !sku.removed,
        }
    }
}

#[cfg(test)]
mod units {
    use super::*;

    #[test]
    fn a_quantity_is_converted_where_the_units_measure_the_same() {
        let unit = |code: &str, name: &str| Unit {
            code: code.to_owned(),
            name: name.to_owned(),
        };
        let thousandths = Quantity::from_thousandths;
        for (have, quantity, want, expected) in [
            (unit("796", "шт"), 2_000, unit("796", "штука"), Some(2_000)),
            (unit("", "Шт."), 2_000, unit("", "шт"), Some(2_000)),
            (unit("166", "кг"), 2_500, unit("163", "г"), Some(2_500_000)),
            (unit("3", "мм"), 1_500_000, unit("006", "м"), Some(1_500)),
            // A part of the least that can be said counts as one.
            (unit("796", "шт"), 1_001, unit("798", "тыс. шт"), Some(2)),
            (unit("796", "шт"), 2_000, unit("006", "м"), None),
            (unit("778", "упак"), 2_000, unit("796", "шт"), None),
            (unit("", "упак"), 2_000, unit("", "шт"), None),
            (unit("", ""), 2_000, unit("796", "шт"), Some(2_000)),
            // A code on one side and a name on the other don't tell whether they are the same.
            (unit("796", ""), 2_000, unit("", "м"), None),
            (unit("", "м"), 2_000, unit("796", ""), None),
        ] {
            let converted = have.convert(thousandths(quantity), &want);
            assert_eq!(converted, expected.map(thousandths), "{have:?} to {want:?}");
        }
    }
}
