//! How the cabinet is called and looks: what every page and letter shows of its manufacturer.
//!
//! It stands here, and not with the business room that sets it, because the frame of pages and the letters read it.

use std::sync::Arc;

use arc_swap::ArcSwap;

/// The look of this moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Brand {
    /// The manufacturer's name.
    pub name: String,
    /// The address of a stylesheet with its colours; `None`: Kabinet's own.
    pub style: Option<String>,
    /// The address of its logo; `None`: Kabinet's mark.
    pub logo: Option<String>,
}

/// A part: `services.part::<BrandNow>()`. Changed while pages are served.
#[derive(Debug, Default)]
pub struct BrandNow {
    now: ArcSwap<Brand>,
    configured: Brand,
}

impl BrandNow {
    /// `configured` is shown until something else is set.
    pub fn new(configured: Brand) -> BrandNow {
        BrandNow {
            now: ArcSwap::from_pointee(configured.clone()),
            configured,
        }
    }

    pub fn get(&self) -> Arc<Brand> {
        self.now.load_full()
    }

    pub fn set(&self, brand: Brand) {
        self.now.store(Arc::new(brand));
    }

    pub fn configured(&self) -> &Brand {
        &self.configured
    }
}
