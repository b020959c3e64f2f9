//! Tests of models by tables, and of the properties that hold for any model.

mod engine;
mod properties;
mod written;

use super::model::*;
use super::tables::{KnownType, Parsed, Tables, parse};
use crate::modules::catalogue::{PriceType, PriceTypeId};
use crate::platform::values::{Currency, Quantity};

pub const WINDOW: &str = include_str!("../../../../assets/demo/models/window-82.txt");
pub const TRANSOM: &str = include_str!("../../../../assets/demo/models/transom-82.txt");

pub fn type_of(name: &str) -> PriceTypeId {
    PriceType::id_of(name)
}

pub fn types() -> Vec<KnownType> {
    let known = |name: &str| KnownType {
        id: type_of(name),
        name: name.to_owned(),
        currency: Currency::Rub,
    };
    ["Опт 1", "Опт 2", "Опт 3", "РРЦ"].into_iter().map(known).collect()
}

pub fn parsed(text: &str) -> Parsed {
    parse(&Tables::of_text(text), &types())
}

pub fn model(text: &str) -> Model {
    let parsed = parsed(text);
    assert_eq!(parsed.findings(), [], "the model is sound");
    parsed.model
}

pub fn mm(size: i64) -> Option<Chosen> {
    Some(Chosen::Figure(Quantity::whole(size)))
}

pub fn one(code: &str) -> Option<Chosen> {
    Some(Chosen::One(code.to_owned()))
}

pub fn many(codes: &[&str]) -> Option<Chosen> {
    Some(Chosen::Many(codes.iter().map(|code| (*code).to_owned()).collect()))
}
