//! The rows of the plan: a partition of the range. A group with a capacity is a row, so is a group at the top; a group
//! above a capacity is taken apart into those below it and what is left of it.

use std::collections::BTreeMap;

use super::Measure;
use super::capacity::{Capacity, PER_DAY_MAX, PlanSettings};
use crate::modules::catalogue::{Group, GroupId};
use crate::msg;
use crate::platform::values::{Message, Quantity};

/// The deepest nesting that is followed; 1C may close a ring.
const DEPTH_MAX: usize = 12;
/// The most groups with a capacity.
pub const CAPACITIES_MAX: usize = 100;
/// The most days that are named as exceptions.
pub const EXCEPTIONS_MAX: usize = 400;

/// A row of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowDef {
    /// `None`: products without a group.
    pub group: Option<GroupId>,
    pub name: String,
    /// Groups below it that are rows of their own: what is left is this row.
    pub without: Vec<GroupId>,
}

/// The groups of the catalogue with what lies above and below each.
#[derive(Clone, Debug, Default)]
pub struct GroupTree {
    pub groups: BTreeMap<GroupId, Group>,
    children: BTreeMap<Option<GroupId>, Vec<GroupId>>,
}

impl GroupTree {
    pub fn of(groups: Vec<Group>) -> GroupTree {
        let groups: BTreeMap<GroupId, Group> = groups.into_iter().map(|group| (group.id, group)).collect();
        let mut children: BTreeMap<Option<GroupId>, Vec<GroupId>> = BTreeMap::new();
        for group in groups.values() {
            // A group whose parent is missing stands at the top.
            let parent = group.parent.filter(|parent| groups.contains_key(parent));
            children.entry(parent).or_default().push(group.id);
        }
        for list in children.values_mut() {
            list.sort_by_cached_key(|id| groups[id].name.to_lowercase());
        }
        GroupTree { groups, children }
    }

    pub fn children(&self, of: Option<GroupId>) -> &[GroupId] {
        self.children.get(&of).map_or(&[], Vec::as_slice)
    }

    pub fn name(&self, group: GroupId) -> &str {
        self.groups.get(&group).map_or("", |group| group.name.as_str())
    }

    /// The names above a group and its own: «Окна / Система 70».
    pub fn path(&self, group: GroupId) -> String {
        let mut names = vec![self.name(group)];
        names.extend(self.above(group).into_iter().map(|above| self.name(above)));
        names.reverse();
        names.join(" / ")
    }

    /// All groups in the order of the tree.
    pub fn all(&self) -> Vec<GroupId> {
        let mut all = Vec::new();
        self.grow(None, 0, &mut all);
        all
    }

    fn grow(&self, of: Option<GroupId>, depth: usize, all: &mut Vec<GroupId>) {
        if depth >= DEPTH_MAX {
            return;
        }
        for child in self.children(of) {
            all.push(*child);
            self.grow(Some(*child), depth + 1, all);
        }
    }

    /// The groups above one, the nearest first.
    pub fn above(&self, group: GroupId) -> Vec<GroupId> {
        let mut above = Vec::new();
        let mut at = group;
        while let Some(parent) = self.groups.get(&at).and_then(|group| group.parent) {
            if parent == group
                || above.contains(&parent)
                || above.len() >= DEPTH_MAX
                || !self.groups.contains_key(&parent)
            {
                break;
            }
            above.push(parent);
            at = parent;
        }
        above
    }

    /// The rows of a plan; `rest` names what is left of a group.
    pub fn rows(&self, plan: &PlanSettings, none: &str, rest: impl Fn(&str) -> String) -> Vec<RowDef> {
        let mut rows = Vec::new();
        for group in self.children(None) {
            self.row(*group, plan, 0, &rest, &mut rows);
        }
        rows.push(RowDef {
            group: None,
            name: none.to_owned(),
            without: Vec::new(),
        });
        rows
    }

    fn row(
        &self,
        group: GroupId,
        plan: &PlanSettings,
        depth: usize,
        rest: &impl Fn(&str) -> String,
        rows: &mut Vec<RowDef>,
    ) {
        let below = plan
            .capacities
            .iter()
            .any(|capacity| self.above(capacity.group).contains(&group));
        let name = self.name(group);
        if plan.capacity(group).is_some() || !below || depth >= DEPTH_MAX {
            rows.push(RowDef {
                group: Some(group),
                name: name.to_owned(),
                without: Vec::new(),
            });
            return;
        }
        for child in self.children(Some(group)) {
            self.row(*child, plan, depth + 1, rest, rows);
        }
        rows.push(RowDef {
            group: Some(group),
            name: rest(name),
            without: self.children(Some(group)).to_vec(),
        });
    }

    /// May these settings be kept?
    ///
    /// # Errors
    /// What is wrong, and the group it is about where it is one.
    pub fn check(&self, plan: &PlanSettings) -> Result<(), Message> {
        if plan.capacities.len() > CAPACITIES_MAX {
            return Err(msg!("reports-capacity-many", limit = CAPACITIES_MAX));
        }
        if plan.exceptions.off.len() + plan.exceptions.on.len() > EXCEPTIONS_MAX {
            return Err(msg!("reports-capacity-days-many", limit = EXCEPTIONS_MAX));
        }
        if let Some(day) = plan.exceptions.off.intersection(&plan.exceptions.on).next() {
            return Err(msg!("reports-capacity-days-both", day = *day));
        }
        for (at, capacity) in plan.capacities.iter().enumerate() {
            let name = self.name(capacity.group);
            if !self.groups.contains_key(&capacity.group) {
                return Err(msg!("reports-capacity-unknown"));
            }
            if plan.capacities[..at].iter().any(|other| other.group == capacity.group) {
                return Err(msg!("reports-capacity-twice", group = name));
            }
            if !told(capacity) {
                return Err(msg!("reports-capacity-figure", group = name));
            }
            let above = self.above(capacity.group);
            if let Some(other) = above.into_iter().find(|above| plan.capacity(*above).is_some()) {
                return Err(msg!("reports-capacity-nested", group = name, above = self.name(other)));
            }
        }
        Ok(())
    }
}

fn told(capacity: &Capacity) -> bool {
    let fits = |quantity: Quantity| quantity.is_positive() && quantity <= PER_DAY_MAX;
    fits(capacity.per_day) && (capacity.measure == Measure::Units || fits(capacity.minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, parent: Option<&str>) -> Group {
        Group {
            id: Group::id_of(name),
            external: name.to_owned(),
            name: name.to_owned(),
            parent: parent.map(Group::id_of),
            removed: false,
            stub: false,
        }
    }

    fn tree() -> GroupTree {
        GroupTree::of(vec![
            group("windows", None),
            group("70", Some("windows")),
            group("82", Some("windows")),
            group("sills", None),
            group("lost", Some("nowhere")),
        ])
    }

    fn plan(groups: &[&str]) -> PlanSettings {
        let capacity = |name: &&str| Capacity {
            group: Group::id_of(name),
            measure: Measure::Units,
            per_day: Quantity::whole(10),
            minutes: Quantity::ZERO,
        };
        PlanSettings {
            capacities: groups.iter().map(capacity).collect(),
            ..PlanSettings::default()
        }
    }

    #[test]
    fn rows_are_a_partition() {
        let names = |groups: &[&str]| -> Vec<String> {
            let rows = tree().rows(&plan(groups), "none", |name| format!("rest of {name}"));
            rows.into_iter().map(|row| row.name).collect()
        };
        assert_eq!(names(&[]), ["lost", "sills", "windows", "none"]);
        assert_eq!(names(&["windows"]), ["lost", "sills", "windows", "none"]);
        assert_eq!(names(&["82"]), ["lost", "sills", "70", "82", "rest of windows", "none"]);
    }

    #[test]
    fn capacities_do_not_nest_and_are_told_once() {
        let said = |plan: &PlanSettings| tree().check(plan).map_err(|message| message.id.to_string());
        assert_eq!(said(&plan(&["windows", "sills"])), Ok(()));
        assert_eq!(said(&plan(&["windows", "82"])), Err("reports-capacity-nested".into()));
        assert_eq!(said(&plan(&["82", "82"])), Err("reports-capacity-twice".into()));
        assert_eq!(said(&plan(&["doors"])), Err("reports-capacity-unknown".into()));
        let mut none = plan(&["82"]);
        none.capacities[0].per_day = Quantity::ZERO;
        assert_eq!(said(&none), Err("reports-capacity-figure".into()));
        let mut minutes = plan(&["82"]);
        minutes.capacities[0].measure = Measure::Minutes;
        assert_eq!(said(&minutes), Err("reports-capacity-figure".into()));
    }

    #[test]
    fn a_ring_of_groups_ends() {
        let mut ring = group("a", Some("b"));
        ring.parent = Some(Group::id_of("b"));
        let tree = GroupTree::of(vec![ring, group("b", Some("a"))]);
        assert_eq!(
            tree.above(Group::id_of("a")),
            [Group::id_of("b"), Group::id_of("a")][..1]
        );
        assert!(tree.all().is_empty());
        assert_eq!(tree.check(&plan(&["a"])), Ok(()));
    }
}
