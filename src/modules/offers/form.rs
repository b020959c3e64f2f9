//! The form of an offer as it was sent, or as it begins.

use std::collections::HashMap;

use super::composition::{Shown, Typed, TypedLine};
use super::pricing::Rounding;
use super::public::Contact;
use super::{OfferId, Source, VARIANTS_MAX};
use crate::modules::catalogue::{SkuId, VatRegime};
use crate::modules::orders::BuyerId;
use crate::platform::values::Locale;

/// A variant as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct VariantForm {
    pub name: String,
    pub source: Option<Source>,
    pub rule: String,
    pub percent: String,
    /// The total that the page showed, in minor units.
    pub seen: String,
    pub typed: Typed,
}

/// Everything that was filled in. Kept as it was typed, so that a refused form loses nothing.
#[derive(Clone, Debug)]
pub struct OfferForm {
    pub variants: Vec<VariantForm>,
    pub title: String,
    pub client: String,
    pub until: String,
    pub text: String,
    pub locale: Locale,
    pub entity: Option<BuyerId>,
    pub regime: VatRegime,
    pub rounding: Rounding,
    pub contact: Contact,
    pub shown: Shown,
    pub replaces: Option<OfferId>,
    /// The source of one more variant.
    pub add: Option<Source>,
    pub more: bool,
    pub less: bool,
}

impl OfferForm {
    pub fn read(pairs: Vec<(String, String)>) -> OfferForm {
        let mut fields: HashMap<String, String> = HashMap::new();
        let mut variants: Vec<VariantForm> = vec![VariantForm::default(); VARIANTS_MAX];
        for (name, value) in pairs {
            if !variant_field(&mut variants, &name, &value) {
                fields.insert(name, value);
            }
        }
        variants.retain(|variant| variant.source.is_some());
        for typed in variants.iter_mut().map(|variant| &mut variant.typed) {
            typed.values_mut().for_each(TypedLine::settle);
            typed.retain(|_, line| *line != TypedLine::default());
        }
        let mut take = |name: &str| fields.remove(name).unwrap_or_default();
        let regime = take("regime");
        let locale = Locale::from_tag(&take("locale")).unwrap_or_default();
        OfferForm {
            variants,
            title: take("title"),
            client: take("client"),
            until: take("until"),
            text: take("text"),
            locale,
            entity: take("entity").parse().ok(),
            regime: regime_of(&regime).unwrap_or_default(),
            rounding: Rounding::from_code(&take("rounding")).unwrap_or_default(),
            contact: Contact {
                name: take("contact-name"),
                phone: take("contact-phone"),
                email: take("contact-email"),
            },
            shown: Shown {
                locale,
                articles: !take("articles").is_empty(),
                pictures: !take("pictures").is_empty(),
                comments: !take("comments").is_empty(),
                before: !take("before").is_empty(),
            },
            replaces: take("replaces").parse().ok(),
            add: Source::from_code(&take("add")),
            more: !take("more").is_empty(),
            less: !take("less").is_empty(),
        }
    }
}

/// Is it a field of a variant? Then it is put in.
fn variant_field(variants: &mut [VariantForm], name: &str, value: &str) -> bool {
    let mut parts = name.splitn(4, '-');
    let (Some(field), Some(at)) = (parts.next(), parts.next()) else {
        return false;
    };
    let Some(variant) = at.parse::<usize>().ok().and_then(|at| variants.get_mut(at)) else {
        return false;
    };
    let value = value.to_owned();
    match field {
        "name" => variant.name = value,
        "source" => variant.source = Source::from_code(&value),
        "rule" => variant.rule = value,
        "percent" => variant.percent = value,
        "seen" => variant.seen = value,
        "p" | "r" | "d" => {
            let place = parts.next().and_then(|place| place.parse().ok());
            let sku = parts.next().and_then(|sku| sku.parse::<SkuId>().ok());
            if let (Some(place), Some(sku)) = (place, sku)
                && !value.trim().is_empty()
            {
                let line = variant.typed.entry((place, sku)).or_default();
                match field {
                    "p" => line.value = value,
                    "r" => line.rule = value,
                    _ => {
                        line.drawn = value
                            .split_once('|')
                            .map(|(rule, value)| (rule.to_owned(), value.to_owned()))
                    }
                }
            }
        }
        _ => return false,
    }
    true
}

/// How a company pays the tax, by its value in forms.
pub fn regime_of(code: &str) -> Option<VatRegime> {
    let all = VatRegime::WITH_ROWS.into_iter().chain([VatRegime::Exempt]);
    all.into_iter().find(|regime| regime.code() == code)
}
