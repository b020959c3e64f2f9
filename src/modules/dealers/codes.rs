//! Short names of choices: as in forms, addresses and stored records.

use super::model::{Country, DealerStatus, DeferralIn, StockRule, Tier};

macro_rules! codes {
    ($kind:ty { $($variant:ident = $code:literal),+ $(,)? }) => {
        impl $kind {
            pub const fn code(self) -> &'static str {
                match self {
                    $(<$kind>::$variant => $code,)+
                }
            }

            pub fn from_code(code: &str) -> Option<$kind> {
                match code {
                    $($code => Some(<$kind>::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

codes!(Country { Ru = "RU", Kz = "KZ" });
codes!(Tier { Gold = "gold", Silver = "silver", Base = "base" });
codes!(DealerStatus { Active = "active", Paused = "paused" });
codes!(StockRule { Exact = "exact", Levels = "levels", Hidden = "hidden" });
codes!(DeferralIn { Calendar = "calendar", Bank = "bank" });
