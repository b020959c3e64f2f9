//! Records that a batch works on: as they were, and as they are to be.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::platform::access::{PutTechnical, SaveOver, Technical};
use crate::platform::error::Error;
use crate::platform::store::{KeyPart, Reader, Record, WriteTx};

/// Records of one kind as they were and as they are to be.
pub(super) struct Pending<R: Record> {
    pub states: BTreeMap<Vec<u8>, State<R>>,
    /// A stretch of keys whose records were all read: what is not among the states is not there.
    read: Option<(Vec<u8>, Vec<u8>)>,
}

/// One record: most that are looked at are not edited, and those are not copied.
pub(super) struct State<R> {
    old: Option<R>,
    new: Option<R>,
}

impl<R: PartialEq> State<R> {
    pub fn changed(&self) -> Option<(&Option<R>, &R)> {
        let new = self.new.as_ref()?;
        (self.old.as_ref() != Some(new)).then_some((&self.old, new))
    }

    pub fn now(&self) -> Option<&R> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

impl<R: Record + PartialEq> Pending<R> {
    pub fn new() -> Pending<R> {
        Pending {
            states: BTreeMap::new(),
            read: None,
        }
    }

    /// Reads the records of these keys in one go, where the keys lie close together: offers come by their ids.
    pub fn read_stretch(&mut self, w: &WriteTx<'_>, keys: impl Iterator<Item = R::Key> + Clone) -> Result<(), Error>
    where
        R::Key: Ord,
    {
        let (Some(from), Some(to)) = (keys.clone().min(), keys.clone().max()) else {
            return Ok(());
        };
        let limit = 2 * keys.count() + 16;
        if let Some(records) = w.stretch::<R>(&from, &to, limit)? {
            for record in records {
                let key = record.key().to_bytes();
                self.states.insert(
                    key,
                    State {
                        old: Some(record),
                        new: None,
                    },
                );
            }
            self.read = Some((from.to_bytes(), to.to_bytes()));
        }
        Ok(())
    }

    pub fn state(&mut self, w: &WriteTx<'_>, key: &R::Key) -> Result<(bool, &mut State<R>), Error> {
        let key_bytes = key.to_bytes();
        let read = self.read.as_ref();
        let is_read = read.is_some_and(|(from, to)| *from <= key_bytes && key_bytes <= *to);
        match self.states.entry(key_bytes) {
            Entry::Occupied(known) => Ok((true, known.into_mut())),
            Entry::Vacant(place) => {
                let old = if is_read { None } else { w.get(key)? };
                Ok((false, place.insert(State { old, new: None })))
            }
        }
    }

    /// The record to work on; made by `fresh` when there is none. True: there was none before this row.
    pub fn edit(&mut self, w: &WriteTx<'_>, key: &R::Key, fresh: impl FnOnce() -> R) -> Result<(bool, &mut R), Error> {
        let (known, State { old, new }) = self.state(w, key)?;
        let missing = !known && old.is_none();
        Ok((missing, new.get_or_insert_with(|| old.clone().unwrap_or_else(fresh))))
    }

    /// The same to look at.
    pub fn look(&mut self, w: &WriteTx<'_>, key: &R::Key, fresh: impl FnOnce() -> R) -> Result<(bool, &R), Error> {
        let (known, State { old, new }) = self.state(w, key)?;
        match old {
            Some(old) => Ok((false, new.as_ref().unwrap_or(old))),
            None => Ok((!known, new.get_or_insert_with(fresh))),
        }
    }

    pub fn changed(&self) -> impl Iterator<Item = (&Option<R>, &R)> {
        self.states.values().filter_map(State::changed)
    }

    /// Saves what changed; the old states go to `before`, keys of new ones to `created`.
    pub fn save(
        self,
        change: &mut impl SaveOver,
        before: &mut Vec<R>,
        created: &mut BTreeMap<u16, Vec<String>>,
    ) -> Result<(), Error> {
        for (key, State { old, new }) in self.states {
            let Some(new) = new.filter(|new| old.as_ref() != Some(new)) else {
                continue;
            };
            change.save_over(old.as_ref(), &new)?;
            match old {
                Some(old) => before.push(old),
                None => created.entry(R::TABLE.code).or_default().push(hexadecimal(&key)),
            }
        }
        Ok(())
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: &u8| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    bytes.iter().flat_map(digits).map(char::from).collect()
}

/// Saves what changed of technical records.
pub(super) fn save_technical<R: Technical + PartialEq>(
    w: &mut impl PutTechnical,
    pending: Pending<R>,
) -> Result<(), Error> {
    for (_, new) in pending.changed() {
        w.technical(new)?;
    }
    Ok(())
}
