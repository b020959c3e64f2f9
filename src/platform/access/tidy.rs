//! What sign-ins leave behind, and for how long.

use super::actor::Access;
use super::challenge::forget_expired_challenges;
use super::device::forget_old_devices;
use super::sign_in_log::forget_old_sign_ins;
use crate::platform::error::Error;

/// Removes what waited for a code in vain, sign-ins of long ago and devices that nobody uses any more, some hundreds in each write so that people don't wait. A job of the timetable.
pub async fn tidy(access: Access) -> Result<(), Error> {
    const PORTION: usize = 300;
    let access = access.as_import();
    loop {
        let removed = access
            .write(|write| {
                Ok(forget_expired_challenges(write, PORTION)?
                    + forget_old_sign_ins(write, PORTION)?
                    + forget_old_devices(write, PORTION)?)
            })
            .await?;
        if removed == 0 {
            return Ok(());
        }
    }
}
