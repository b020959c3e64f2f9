//! Items become rows: ids are derived, words are looked up, and what is referred to but unknown gets a stub before it.

use super::directory::{Directory, property_record};
use super::ops::{GroupOp, GroupTold, NO_WAREHOUSE, OfferOp, Op, PriceTypeOp, ProductOp, Row, WarehouseOp};
use super::words;
use crate::modules::catalogue::{
    Characteristic, Group, GroupId, PriceRow, Product, ProductId, Property, SUBSTITUTES_MAX, Sku, StockRow, Unit,
    offer_external,
};
use crate::modules::exchange::commerceml::{self as said, Given, Item, PropertyValue, UnitRef, Word};
use crate::modules::exchange::runs::KnownUnit;
use crate::modules::exchange::{Message, Report};
use crate::platform::values::{Currency, Quantity, UnitPrice};

/// Requisites and properties that tell how many units are sold together.
const PACK_NAMES: [&str; 4] = [
    "Количество в упаковке",
    "Кратность",
    "Кратность отгрузки",
    "Кратность заказа",
];
/// 1C's filler for «no number».
const NO_NUMBER: i64 = -999_999_999_000;
/// The most price types of one base that the price book has room for.
const PRICE_TYPES_MAX: usize = crate::modules::catalogue::TYPES_MAX;
/// The most properties and characteristics that are shown of one product.
const SHOWN_MAX: usize = 100;

/// What preparing needs beside the item.
pub(super) struct Preparing<'a> {
    pub known: Directory,
    pub report: &'a mut Report,
    /// Keeps a picture and gives its content hash.
    pub picture: &'a mut dyn FnMut(&str) -> Option<String>,
    /// The id of the catalogue that is being read.
    pub catalogue: String,
}

impl Preparing<'_> {
    /// Appends the rows of an item of the catalogue; other items have none.
    pub fn rows(&mut self, item: Item, line: u32, rows: &mut Vec<Row>) {
        match item {
            Item::Group(group) => self.group(group, line, rows),
            Item::Property(property) => {
                let property = property_record(&property);
                self.known.learn_property(&property);
                rows.push(Row {
                    line,
                    op: Op::Property(property),
                });
            }
            Item::Unit(unit) => self.unit(unit, line, rows),
            Item::PriceType(price_type) => self.price_type(price_type, line, rows),
            Item::Warehouse(warehouse) => {
                let op = WarehouseOp {
                    external: warehouse.id,
                    name: warehouse.name,
                    stub: false,
                };
                self.known.warehouses.insert(op.record().id);
                rows.push(Row {
                    line,
                    op: Op::Warehouse(op),
                });
            }
            Item::Product(product) => self.product(*product, line, rows),
            Item::Offer(offer) => self.offer(*offer, line, rows),
            Item::Catalogue(catalogue) => self.catalogue = catalogue.id.unwrap_or_default(),
            Item::Classifier(_) | Item::Package(_) | Item::Counterparty(_) | Item::Documents(_) => {}
        }
    }

    fn group(&mut self, group: said::Group, line: u32, rows: &mut Vec<Row>) {
        let id = Group::id_of(&group.id);
        let parent = group.parent.as_deref().map(Group::id_of);
        self.known.groups.insert(id);
        rows.push(Row {
            line,
            op: Op::Group(GroupOp {
                id,
                external: group.id,
                told: Some(GroupTold {
                    name: group.name,
                    parent,
                    removed: group.deleted,
                }),
            }),
        });
    }

    fn unit(&mut self, unit: said::Unit, line: u32, rows: &mut Vec<Row>) {
        let unit = KnownUnit {
            code: unit.code.unwrap_or_default(),
            name: unit.short_name.or(unit.full_name).unwrap_or_default(),
            external: unit.id,
        };
        self.known.learn_unit(&unit);
        rows.push(Row {
            line,
            op: Op::Unit(unit),
        });
    }

    fn price_type(&mut self, price_type: said::PriceType, line: u32, rows: &mut Vec<Row>) {
        let op = PriceTypeOp {
            external: price_type.id,
            name: price_type.name,
            currency: price_type.currency,
            vat_included: price_type.vat_included,
            stub: false,
        };
        let record = op.record();
        self.known.price_types.insert(record.id, record.currency);
        if self.known.price_types.len() > PRICE_TYPES_MAX {
            self.report.warn(
                line,
                Message::new(words::PRICE_TYPES_MANY).with("limit", PRICE_TYPES_MAX),
            );
        }
        rows.push(Row {
            line,
            op: Op::PriceType(op),
        });
    }

    fn product(&mut self, product: said::Product, line: u32, rows: &mut Vec<Row>) {
        let groups = product.groups.as_ref().map(|groups| self.groups(groups, line, rows));
        let pack = self.pack(&product);
        let weight_g = match product.weight {
            // Kilograms with three decimals are grams.
            Given::Value(weight) => Some(weight.thousandths()),
            Given::Absent | Given::Empty => number(product.requisite("Вес"), 3),
        };
        // Cubic metres with six decimals are cubic centimetres.
        let volume = match &product.volume {
            Given::Value(volume) => number(Some(volume), 6),
            Given::Absent | Given::Empty => number(product.requisite("Объем").or(product.requisite("Объём")), 6),
        };
        let pictures = self.pictures(&product.pictures, line);
        let external = product.id.clone();
        let substitutes = product.substitutes.as_deref().map(|ids| substitutes(&external, ids));
        let mut op = Box::new(ProductOp {
            id: Product::id_of(&external),
            version: product.version.unwrap_or_default(),
            removed: product.deleted,
            article: product.article,
            barcode: product.barcode,
            name: product.name,
            unit: self.unit_of(product.unit),
            pack,
            groups,
            description: product.description,
            pictures,
            catalogue: self.catalogue.clone(),
            properties: product.properties.as_deref().map(|values| self.properties(values)),
            vat: product.vat,
            weight_g: weight_g.filter(|weight| *weight > 0),
            volume: volume.filter(|volume| *volume > 0),
            maker: match product.maker {
                Given::Absent => Given::Absent,
                Given::Empty => Given::Empty,
                Given::Value(maker) => maker.name.map_or(Given::Empty, Given::Value),
            },
            substitutes,
            external,
        });
        let Some(variant) = product.variant else {
            rows.push(Row {
                line,
                op: Op::Product(op),
            });
            return;
        };
        // Old schemas list variants as products: the row says both what the product is and what the variant is.
        let offer = OfferOp {
            sku: Sku::id_of(&offer_external(&op.external, Some(&variant))),
            product: op.id,
            external: offer_external(&op.external, Some(&variant)),
            product_external: op.external.clone(),
            is_variant: true,
            removed: op.removed.take(),
            article: std::mem::take(&mut op.article),
            barcode: std::mem::take(&mut op.barcode),
            name: op.name.clone(),
            characteristics: product.features.as_deref().map(characteristics),
            prices: None,
            stock: None,
        };
        rows.push(Row {
            line,
            op: Op::Product(op),
        });
        rows.push(Row {
            line,
            op: Op::Offer(Box::new(offer)),
        });
    }

    fn offer(&mut self, offer: said::Offer, line: u32, rows: &mut Vec<Row>) {
        let external = offer_external(&offer.product, offer.variant.as_deref());
        let product = Product::id_of(&offer.product);
        let prices = offer.prices.map(|prices| self.prices(prices, line, rows));
        let stock = offer.stock.map(|stock| self.stock(stock, line, rows));
        rows.push(Row {
            line,
            op: Op::Offer(Box::new(OfferOp {
                sku: match offer.variant {
                    Some(_) => Sku::id_of(&external),
                    None => product.cast(),
                },
                product,
                is_variant: offer.variant.is_some(),
                external,
                product_external: offer.product,
                removed: offer.deleted,
                article: offer.article,
                barcode: offer.barcode,
                name: offer.name,
                characteristics: offer.features.as_deref().map(characteristics),
                prices,
                stock,
            })),
        });
    }

    fn prices(&mut self, prices: Vec<said::Price>, line: u32, rows: &mut Vec<Row>) -> Vec<PriceRow> {
        let mut found = Vec::with_capacity(prices.len());
        for price in prices {
            let id = self.known.price_type_id(&price.price_type);
            let currency = match self.known.price_types.get(&id) {
                Some(known) => price.currency.unwrap_or(*known),
                None => {
                    let op = PriceTypeOp {
                        external: price.price_type.to_string(),
                        name: None,
                        currency: price.currency,
                        vat_included: price.vat_included,
                        stub: true,
                    };
                    self.report.warn(
                        line,
                        Message::new(words::PRICE_TYPE_UNKNOWN).with("id", &*price.price_type),
                    );
                    let currency = price.currency.unwrap_or(Currency::Rub);
                    self.known.price_types.insert(id, currency);
                    rows.push(Row {
                        line,
                        op: Op::PriceType(op),
                    });
                    currency
                }
            };
            found.push(PriceRow {
                price_type: id,
                price: UnitPrice::new(price.value_e4, currency),
                factor: price.coefficient.unwrap_or(Quantity::ONE),
                // Only a pack needs to be named: the base unit is the product's.
                unit: match (&price.unit, price.coefficient) {
                    (Some(unit), Some(_)) => unit.to_string(),
                    _ => String::new(),
                },
                minimum: price.min_quantity.unwrap_or(Quantity::ZERO),
            });
        }
        found
    }

    /// Warehouses by their own; the sum alone only where none is told apart.
    fn stock(&mut self, rests: Vec<said::Rest>, line: u32, rows: &mut Vec<Row>) -> Vec<StockRow> {
        let told_apart = rests.iter().any(|rest| rest.warehouse.is_some());
        let mut found = Vec::with_capacity(rests.len());
        for rest in rests {
            let warehouse = match &rest.warehouse {
                None if told_apart => continue,
                None => NO_WAREHOUSE,
                Some(external) => {
                    let id = self.known.warehouse_id(external);
                    if self.known.warehouses.insert(id) {
                        self.report
                            .warn(line, Message::new(words::WAREHOUSE_UNKNOWN).with("id", &**external));
                        rows.push(Row {
                            line,
                            op: Op::Warehouse(WarehouseOp {
                                external: external.to_string(),
                                name: None,
                                stub: true,
                            }),
                        });
                    }
                    id
                }
            };
            found.push(StockRow {
                warehouse,
                quantity: rest.quantity,
            });
        }
        found
    }

    fn groups(&mut self, words: &[Word], line: u32, rows: &mut Vec<Row>) -> Vec<GroupId> {
        let mut ids = Vec::with_capacity(words.len());
        for external in words {
            let id = self.known.group_id(external);
            if self.known.groups.insert(id) {
                self.report
                    .warn(line, Message::new(super::words::GROUP_UNKNOWN).with("id", &**external));
                rows.push(Row {
                    line,
                    op: Op::Group(GroupOp {
                        id,
                        external: external.to_string(),
                        told: None,
                    }),
                });
            }
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// `None` where the block says nothing that can be shown; unknown pictures are named in the report.
    fn pictures(&mut self, pictures: &[said::Picture], line: u32) -> Option<Vec<String>> {
        if pictures.is_empty() {
            return None;
        }
        let mut hashes = Vec::with_capacity(pictures.len());
        for picture in pictures {
            match (self.picture)(&picture.path) {
                Some(hash) if !hashes.contains(&hash) => hashes.push(hash),
                Some(_) => {}
                None => self.report.note(
                    line,
                    Message::new(words::PICTURE_MISSING).with("path", picture.path.as_str()),
                ),
            }
        }
        // Pictures may come in a later file; none of them here takes away none of those that are there.
        (!hashes.is_empty()).then_some(hashes)
    }

    fn properties(&self, values: &[PropertyValue]) -> Vec<Property> {
        let mut shown = Vec::new();
        for value in values.iter().take(SHOWN_MAX) {
            let Some(property) = self.known.properties.get(&*value.property) else {
                continue;
            };
            let texts: Vec<&str> = value
                .values
                .iter()
                .map(|value| property.values.get(value).map_or(value.as_str(), String::as_str))
                .filter(|text| is_said(text))
                .collect();
            if !texts.is_empty() && !property.name.is_empty() {
                shown.push(Property {
                    name: property.name.clone(),
                    value: texts.join(", "),
                });
            }
        }
        shown
    }

    fn unit_of(&self, unit: Given<UnitRef>) -> Given<Unit> {
        let unit = match unit {
            Given::Absent => return Given::Absent,
            Given::Empty => return Given::Empty,
            Given::Value(unit) => unit,
        };
        let code = unit.code.as_deref().unwrap_or_default();
        let known = self.known.unit(code);
        let name = unit.name.as_deref().or(known.map(|known| known.name.as_str()));
        let name = name.or(unit.full_name.as_deref()).unwrap_or(code);
        let code = known
            .map(|known| known.code.as_str())
            .filter(|code| !code.is_empty())
            .unwrap_or(code);
        Given::Value(Unit {
            code: code.to_owned(),
            name: name.to_owned(),
        })
    }

    fn pack(&self, product: &said::Product) -> Option<Quantity> {
        let by_requisite = PACK_NAMES.iter().find_map(|name| number(product.requisite(name), 3));
        let by_property = || {
            product.properties.iter().flatten().find_map(|value| {
                let property = self.known.properties.get(&*value.property)?;
                let named = PACK_NAMES.contains(&property.name.as_str());
                let text = value.values.first().filter(|_| named)?;
                number(Some(property.values.get(text).unwrap_or(text)), 3)
            })
        };
        let pack = by_requisite.or_else(by_property)?;
        Some(Quantity::from_thousandths(pack.max(0)))
    }
}

/// Each once, and never the product itself.
fn substitutes(of: &str, ids: &[String]) -> Vec<ProductId> {
    let itself = Product::id_of(of);
    let mut found: Vec<ProductId> = Vec::new();
    for id in ids.iter().map(|id| Product::id_of(id)) {
        if id != itself && !found.contains(&id) && found.len() < SUBSTITUTES_MAX {
            found.push(id);
        }
    }
    found
}

fn characteristics(features: &[said::Feature]) -> Vec<Characteristic> {
    features
        .iter()
        .filter(|feature| is_said(&feature.value))
        .take(SHOWN_MAX)
        .map(|feature| Characteristic {
            name: feature.name.to_string(),
            value: feature.value.clone(),
        })
        .collect()
}

/// Is there something in a value? 1C writes «-999 999 999,9» for a number that nobody entered.
fn is_said(text: &str) -> bool {
    let is_filler = text.starts_with("-999") && said::decimal_of(text, 3).is_some_and(|(value, _)| value <= NO_NUMBER);
    !text.trim().is_empty() && !is_filler
}

fn number(text: Option<&str>, places: u32) -> Option<i64> {
    said::decimal_of(text?, places).map(|(value, _)| value)
}
