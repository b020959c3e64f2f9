//! The catalogue: files of 1C put into the exchange folder and taken in by the real exchange.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context, ensure};

use super::accounts::fresh_password;
use super::material::{Material, OneCFiles};
use super::parties::broken;
use crate::modules::catalogue::{PriceType, PriceUse, Warehouse};
use crate::modules::exchange::Doors;
use crate::modules::exchange::connections::Connection;
use crate::modules::exchange::connections::actions::{ConnectionInput, make, set_chosen_password};
use crate::modules::exchange::mapping::{show_warehouse, use_price_type};
use crate::platform::access::{Access, Passwords};
use crate::platform::store::Reader;
use crate::platform::values::Moment;

/// The account under which 1C comes over HTTP.
pub const USER: &str = "1c";

/// The connection of the demonstration's 1C: folder and HTTP. Its password.
pub async fn connection(access: &Access, material: &Material) -> anyhow::Result<(Connection, String)> {
    let blank = Connection::new(crate::platform::values::Id::NIL, "", access.now());
    let input = ConnectionInput {
        name: format!("1C {}", material.brand()),
        user: USER.to_owned(),
        folder: Some("on".to_owned()),
        ..ConnectionInput::of(&blank)
    };
    let connection = make(access, input)
        .await
        .map_err(|error| broken("connection", &error))?;
    let password = fresh_password();
    let passwords = access.services().part::<Passwords>();
    set_chosen_password(access, connection.id, &password, &passwords).await?;
    Ok((connection, password))
}

/// Puts files into the folder and lets the exchange take them. `of` chooses by name.
pub async fn exchange(access: &Access, of: impl Fn(&str) -> bool) -> anyhow::Result<()> {
    let mut files = Vec::new();
    for name in OneCFiles::iter().filter(|name| of(name)) {
        let file = OneCFiles::get(&name).with_context(|| format!("{name} is embedded"))?;
        files.push((name, file.data));
    }
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, data)| (name.as_ref(), data.as_ref()))
        .collect();
    take(access, &files).await
}

/// Puts files into the folder by their names, and lets the exchange take all of them.
pub async fn take(access: &Access, files: &[(&str, &[u8])]) -> anyhow::Result<()> {
    let doors = access.services().part::<Doors>();
    let inbox = doors.folder.root().join("in");
    for (name, data) in files {
        put(&inbox.join(name), data, access.now())?;
    }
    let passed = doors.pass(access).await.map_err(|error| broken("exchange", &error))?;
    let passed = passed.context("the demonstration's connection works over the folder")?;
    ensure!(
        passed.imported > 0 && passed.refused == 0 && passed.waiting == 0,
        "the exchange took {} files, refused {}, left {}",
        passed.imported,
        passed.refused,
        passed.waiting
    );
    Ok(())
}

/// A file that has rested for an hour by the clock of the history.
fn put(path: &Path, bytes: &[u8], now: Moment) -> anyhow::Result<()> {
    let folder = path.parent().context("a file lies in a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(path, bytes).with_context(|| format!("{} can't be written", path.display()))?;
    let rested = u64::try_from(now.plus_seconds(-3_600).millis()).unwrap_or_default();
    let file = File::options().write(true).open(path)?;
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_millis(rested))?;
    Ok(())
}

/// Gives price types and warehouses their meaning, as an administrator does on the mapping page: contracts buy at the
/// types that they name, the others are retail.
pub async fn mapping(access: &Access, material: &Material) -> anyhow::Result<()> {
    let contracts = material.parties.dealer.iter().flat_map(|dealer| &dealer.contract);
    let bought_at: Vec<&str> = contracts.map(|contract| contract.price_type.as_str()).collect();
    for price_type in access.read()?.list::<PriceType>(100)? {
        let bought = bought_at.contains(&price_type.name.trim());
        let usage = if bought { PriceUse::Purchase } else { PriceUse::Rrp };
        use_price_type(access, price_type.id, usage).await?;
    }
    for warehouse in access.read()?.list::<Warehouse>(100)? {
        show_warehouse(access, warehouse.id, true).await?;
    }
    Ok(())
}
