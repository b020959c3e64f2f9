//! What sign-ins leave behind, and for how long.

use super::actor::Access;
use super::challenge::forget_expired_challenges;
use crate::platform::error::Error;

/// Removes what waited for a code in vain, some hundreds in each write so that people don't wait. A job of the timetable.
pub async fn tidy(access: Access) -> Result<(), Error> {
    const PORTION: usize = 300;
    let access = access.as_import();
    loop {
        let removed = access.write(|write| forget_expired_challenges(write, PORTION)).await?;
        if removed == 0 {
            return Ok(());
        }
    }
}
