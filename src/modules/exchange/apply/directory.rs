//! What is already known of the things that rows refer to: read once at the start of a file, kept up while it passes.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::modules::catalogue::{Group, GroupId, PriceType, PriceTypeId, Unit, Warehouse, WarehouseId};
use crate::modules::exchange::commerceml::Word;
use crate::modules::exchange::runs::{KnownProperty, KnownUnit};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::Currency;

/// The most groups, properties and units that are kept in memory.
const KNOWN_MAX: usize = 200_000;

#[derive(Default)]
pub(super) struct Directory {
    pub groups: HashSet<GroupId>,
    pub price_types: HashMap<PriceTypeId, Currency>,
    pub warehouses: HashSet<WarehouseId>,
    pub properties: HashMap<String, Arc<KnownProperty>>,
    units: HashMap<String, Unit>,
    /// Ids derived from the words that repeat in a file.
    price_type_ids: HashMap<Word, PriceTypeId>,
    warehouse_ids: HashMap<Word, WarehouseId>,
    group_ids: HashMap<Word, GroupId>,
}

impl Directory {
    pub fn read(tx: &impl Reader) -> Result<Directory, Error> {
        let mut known = Directory::default();
        tx.each(|group: Group| {
            known.groups.insert(group.id);
            flow(known.groups.len())
        })?;
        for price_type in tx.list::<PriceType>(KNOWN_MAX)? {
            known.price_types.insert(price_type.id, price_type.currency);
        }
        for warehouse in tx.list::<Warehouse>(KNOWN_MAX)? {
            known.warehouses.insert(warehouse.id);
        }
        tx.each(|property: KnownProperty| {
            known.learn_property(&property);
            flow(known.properties.len())
        })?;
        tx.each(|unit: KnownUnit| {
            known.learn_unit(&unit);
            flow(known.units.len())
        })?;
        Ok(known)
    }

    pub fn learn_property(&mut self, property: &KnownProperty) {
        self.properties
            .insert(property.external.clone(), Arc::new(property.clone()));
    }

    pub fn learn_unit(&mut self, unit: &KnownUnit) {
        self.units.insert(
            unit.external.clone(),
            Unit {
                code: unit.code.clone(),
                name: unit.name.clone(),
            },
        );
    }

    /// A unit by the code or id that a product names.
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.get(code)
    }

    pub fn price_type_id(&mut self, external: &Word) -> PriceTypeId {
        match self.price_type_ids.get(external) {
            Some(id) => *id,
            None => {
                let id = PriceType::id_of(external);
                self.price_type_ids.insert(external.clone(), id);
                id
            }
        }
    }

    pub fn warehouse_id(&mut self, external: &Word) -> WarehouseId {
        match self.warehouse_ids.get(external) {
            Some(id) => *id,
            None => {
                let id = Warehouse::id_of(external);
                self.warehouse_ids.insert(external.clone(), id);
                id
            }
        }
    }

    pub fn group_id(&mut self, external: &Word) -> GroupId {
        match self.group_ids.get(external) {
            Some(id) => *id,
            None => {
                let id = Group::id_of(external);
                self.group_ids.insert(external.clone(), id);
                id
            }
        }
    }
}

fn flow(count: usize) -> ControlFlow<()> {
    if count < KNOWN_MAX {
        ControlFlow::Continue(())
    } else {
        ControlFlow::Break(())
    }
}

/// The values of a property as a map.
pub(super) fn property_record(property: &crate::modules::exchange::commerceml::Property) -> KnownProperty {
    KnownProperty {
        external: property.id.clone(),
        name: property.name.clone(),
        values: property
            .values
            .iter()
            .flatten()
            .cloned()
            .collect::<BTreeMap<String, String>>(),
    }
}
