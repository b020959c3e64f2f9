//! What several parts of one page need, and what is read only once for all of them.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::platform::error::Error;

/// One of each type; it lives as long as the request.
#[derive(Default)]
pub struct Once(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Once {
    /// The one that is there, or the one that `make` makes.
    pub fn of<T: Send + Sync + 'static>(&self, make: impl FnOnce() -> Result<T, Error>) -> Result<Arc<T>, Error> {
        let kept = self.0.lock().get(&TypeId::of::<T>()).cloned();
        if let Some(kept) = kept.and_then(|kept| kept.downcast().ok()) {
            return Ok(kept);
        }
        let made = Arc::new(make()?);
        let kept: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(&made);
        self.0.lock().insert(TypeId::of::<T>(), kept);
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_not_made_again_and_what_failed_is() {
        let once = Once::default();
        assert!(once.of::<u8>(|| Err(Error::NotFound)).is_err());
        assert_eq!(*once.of(|| Ok(7_u8)).unwrap(), 7);
        assert_eq!(*once.of::<u8>(|| panic!("made twice")).unwrap(), 7);
        // Another type is another thing.
        assert_eq!(*once.of(|| Ok(8_u16)).unwrap(), 8);
        assert_eq!(*Once::default().of(|| Ok(9_u8)).unwrap(), 9);
    }
}
