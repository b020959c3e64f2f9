//! Carriers with their tracking pages, a dealer's addresses, an order that leaves in two parts of which the first arrived
//! with a remark, and one that a person is to get.

use std::sync::Arc;

use anyhow::Context;

use super::material::{Delivered, Followed, Material, OneCFiles};
use super::parties::{Cast, broken};
use crate::modules::delivery::actions::{addresses, pack, people, receive, save_carrier};
use crate::modules::delivery::{
    Address, AddressId, Carrier, CarrierId, PARCEL_BY_ORDER, Papers, Parcel, Part, Photo, Remark, RemarkKind,
};
use crate::modules::orders::actions::today;
use crate::modules::orders::{Delivery, DeliveryWay, Kind, ORDER_BY_DEALER, Order, OrderLine, Packed, Shipment};
use crate::platform::access::Access;
use crate::platform::files::Files;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Moment, PageRequest};

/// Before today: when the first part left, when it arrived, and when the second one left.
const HOURS: [i64; 3] = [45, 20, 3];
/// Where the person's order isn't older than this, it waits for somebody.
const PERSON_HOURS: i64 = 2;

/// The list of carriers in the administrator's name.
async fn carriers(services: &Arc<Services>, cast: &Cast, material: &Material) -> anyhow::Result<()> {
    let admin = material.parties.staff.iter().find(|person| person.role == "admin");
    let access = cast.access(services, &admin.context("an administrator")?.email)?;
    for Followed {
        name,
        tracking,
        terminals,
    } in &material.year.followed
    {
        let carrier = Carrier {
            id: CarrierId::derived("demo.carrier", name),
            name: name.clone(),
            tracking: tracking.clone(),
            terminals: terminals.clone(),
            active: true,
            version: 0,
        };
        let saved = save_carrier(&access, carrier).await;
        saved.map_err(|error| broken(name, &error))?;
    }
    Ok(())
}

/// Everything of delivery, of the main dealer, on the day that `now` is.
pub async fn play(services: &Arc<Services>, cast: &Cast, material: &Material, now: Moment) -> anyhow::Result<()> {
    carriers(services, cast, material).await?;
    let parties = &material.parties;
    let main = parties
        .dealer
        .iter()
        .find(|dealer| dealer.key == parties.demo.main_dealer)
        .context("the main dealer")?;
    let dealer = cast.dealers[&main.key].id;
    let manager = parties.staff.iter().find(|person| person.key == main.manager);
    let manager = cast.access(services, &manager.context("a dealer's manager")?.email)?;
    let buyer = main.person.iter().find(|person| person.role == "buyer");
    let buyer = cast.access(services, &buyer.context("a buyer")?.email)?;
    let told = &material.year.delivered;

    let known = material.year.addresses.get(&main.key).map_or(&[][..], Vec::as_slice);
    kept(&buyer, dealer, known, told).await?;
    let parted = in_parts(services, (&manager, &buyer), dealer, told, now).await?;
    services.clock.set(now.plus_seconds(-PERSON_HOURS * 3_600));
    person(&buyer, dealer, parted.as_ref(), told, services.clock.now()).await?;
    services.clock.set(now);
    Ok(())
}

/// The dealer's addresses, the first of them the usual one of its company.
async fn kept(buyer: &Access, dealer: DealerId, known: &[String], told: &Delivered) -> anyhow::Result<()> {
    let entities = crate::modules::dealers::queries::entities(&buyer.read()?, dealer)?;
    for (at, (place, name)) in known.iter().zip(&told.address_names).enumerate() {
        let delivery = Delivery {
            way: DeliveryWay::CarrierDoor,
            carrier: told.carrier.clone(),
            address: place.clone(),
            window: told.window.clone(),
            contact: told.contact.clone(),
            phone: told.phone.clone(),
            ..Delivery::default()
        };
        let address = Address::of(AddressId::derived("demo.address", place), dealer, name, &delivery);
        let entity = entities.first().filter(|_| at == 0).map(|entity| entity.id);
        let saved = addresses::save(buyer, Address { entity, ..address }).await;
        saved.map_err(|error| broken(name, &error))?;
    }
    Ok(())
}

/// The newest order that is ready goes in two parts; where none is, the newest that is being made.
async fn in_parts(
    services: &Arc<Services>,
    (manager, buyer): (&Access, &Access),
    dealer: DealerId,
    told: &Delivered,
    now: Moment,
) -> anyhow::Result<Option<Order>> {
    let left = now.plus_seconds(-HOURS[0] * 3_600);
    let orders = orders(services, dealer)?;
    let fits = |order: &&Order| order.shipments.is_empty() && order.lines.len() > 1 && order.changed < left;
    let of_kind = |kind: Kind| orders.iter().filter(fits).find(|order| order.kind == kind);
    let Some(order) = of_kind(Kind::Ready).or_else(|| of_kind(Kind::Production)) else {
        return Ok(None);
    };
    let (first, rest) = order.lines.split_at(order.lines.len().div_ceil(2));
    // The last line of the second part waits: something is left to ship.
    let later = match rest {
        [leave @ .., _] if !leave.is_empty() => leave,
        all => all,
    };
    let goods = |lines: &[OrderLine], at: usize| {
        let mut parts = whole(lines);
        // Lines of the same goods are one row, and a part of it may have left with the first shipment.
        if at > 0 {
            parts.retain(|part| first.iter().all(|line| line.sku != part.sku));
        }
        parts
    };

    services.clock.set(left);
    let places = vec![place(4, 1_450, 1_200), place(2, 2_150, 900)];
    let shipped = pack(
        manager,
        order.number,
        order.version,
        shipment(manager, order, told, 0),
        goods(first, 0),
        places,
    );
    let shipped = shipped.await.map_err(|error| broken("a first part", &error))?;

    services.clock.set(now.plus_seconds(-HOURS[1] * 3_600));
    let remark = Remark {
        sku: first.first().map(|line| line.sku),
        kind: RemarkKind::Damaged,
        text: told.remark.clone(),
        photos: vec![photo(services, &told.photo)?],
    };
    let number = shipment(manager, order, told, 0).number;
    let received = receive(buyer, order.number, number, vec![remark]).await;
    received.map_err(|error| broken("a receipt", &error))?;

    services.clock.set(now.plus_seconds(-HOURS[2] * 3_600));
    let second = pack(
        manager,
        order.number,
        shipped.version,
        shipment(manager, order, told, 1),
        goods(later, 1),
        vec![place(3, 1_200, 800)],
    );
    second.await.map(Some).map_err(|error| broken("a second part", &error))
}

/// The newest order that hasn't left yet goes to a terminal, where a person gets it.
async fn person(
    buyer: &Access,
    dealer: DealerId,
    parted: Option<&Order>,
    told: &Delivered,
    at: Moment,
) -> anyhow::Result<()> {
    let orders = orders(buyer.services(), dealer)?;
    let parcels = |order: &Order| -> anyhow::Result<Vec<Parcel>> {
        Ok(buyer
            .read()?
            .scan(&PARCEL_BY_ORDER, &order.id, &PageRequest::first(1))?
            .items)
    };
    for order in orders {
        let other = parted.is_none_or(|parted| parted.id != order.id);
        let open = (Kind::Confirmed..Kind::Ready).contains(&order.kind) && order.changed < at;
        if !other || !open || !parcels(&order)?.is_empty() {
            continue;
        }
        let [name, phone, number] = &told.person;
        let papers = Papers::read(name, phone, "passport", number).map_err(|error| broken("a person", &error))?;
        let entered = people::enter(buyer, order.number, 0, papers, true).await;
        return entered.map(drop).map_err(|error| broken("a person", &error));
    }
    Ok(())
}

fn orders(services: &Arc<Services>, dealer: DealerId) -> anyhow::Result<Vec<Order>> {
    let tx = Access::system(services, "demo").read()?;
    let newest = PageRequest::first(100).descending();
    Ok(tx.scan(&ORDER_BY_DEALER, &dealer, &newest)?.items)
}

/// The goods of these lines, each once.
fn whole(lines: &[OrderLine]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in lines {
        match parts.iter_mut().find(|part| part.sku == line.sku) {
            Some(part) => part.quantity = part.quantity.add(line.quantity).unwrap_or(part.quantity),
            None => parts.push(Part {
                sku: line.sku,
                quantity: line.quantity,
            }),
        }
    }
    parts
}

/// A picture of 1C's files stands for what a telephone would take.
fn photo(services: &Arc<Services>, beginning: &str) -> anyhow::Result<Photo> {
    let name = OneCFiles::iter().find(|name| name.starts_with(beginning));
    let found = OneCFiles::get(&name.context("a picture of a remark")?);
    let bytes = found.context("a picture of a remark")?.data.into_owned();
    let stored = services.part::<Files>().put(bytes.as_slice(), Photo::BYTES_MAX)?;
    Ok(Photo {
        hash: stored.hash,
        size: stored.size,
    })
}

fn shipment(access: &Access, order: &Order, told: &Delivered, at: usize) -> Shipment {
    Shipment {
        number: format!("{}-{}", order.number, at + 1),
        day: Some(today(access)),
        carrier: told.carrier.clone(),
        track: told.tracks.get(at).cloned().unwrap_or_default(),
        sum: None,
    }
}

fn place(count: u32, length: u32, height: u32) -> Packed {
    Packed {
        count,
        length,
        width: 800,
        height,
        weight_g: 180_000,
    }
}
