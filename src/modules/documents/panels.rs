//! Parts of a document's page that other modules bring. Documents don't know them; each adds its panels at boot.

use maud::Markup;
use parking_lot::RwLock;

use super::Document;
use crate::platform::access::Permission;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::web::Cx;

/// `None` where it has nothing to say of this document.
pub type Show = fn(&Cx, &ReadTx, &Document) -> Result<Option<Markup>, Error>;

/// What modules have added, in the order of boot.
#[derive(Default)]
pub struct Panels(RwLock<Vec<(Permission, Show)>>);

impl Panels {
    /// Who doesn't hold the permission doesn't get the panel.
    pub fn add(&self, permission: Permission, show: Show) {
        self.0.write().push((permission, show));
    }

    pub(super) fn drawn(&self, cx: &Cx, tx: &ReadTx, document: &Document) -> Result<Vec<Markup>, Error> {
        let mut all = Vec::new();
        for (_, show) in self
            .0
            .read()
            .iter()
            .filter(|(permission, _)| cx.access.may(*permission))
        {
            all.extend(show(cx, tx, document)?);
        }
        Ok(all)
    }
}
