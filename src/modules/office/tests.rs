//! The night deletes what nothing names, and nothing else.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::tidy_files;
use crate::modules::catalogue::Product;
use crate::modules::delivery::Parcel;
use crate::modules::documents::{Document, Stray};
use crate::modules::offers::Letterhead;
use crate::modules::orders::Order;
use crate::modules::orders::tests::desk::order;
use crate::modules::reconciliation::{ActId, Mark, MarkId};
use crate::modules::talk::Post;
use crate::platform::access::Access;
use crate::platform::files::{Attachment, ContentHash, Files, GRACE_DAYS};
use crate::platform::journal::{self, Event, Recipient, Subject};
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Record, Store};
use crate::platform::values::{Clock, Currency, DealerId, Id, Message, Moment};

const DAY: i64 = 86_400;
const NOW: Moment = Moment::from_millis(1_795_424_400_000);

struct Prepared(Value);

impl Event for Prepared {
    fn kind(&self) -> &'static str {
        "tests.prepared"
    }
    fn subject(&self) -> Subject {
        Subject::new("test", "files", "/")
    }
    fn dealer(&self) -> Option<DealerId> {
        None
    }
    fn sentence(&self) -> Message {
        Message::new("office-jobs-title")
    }
    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
    fn details(&self) -> Value {
        self.0.clone()
    }
}

struct Site {
    _dir: tempfile::TempDir,
    files: Files,
    clock: Clock,
    access: Access,
}

impl Site {
    fn new() -> Site {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::open(dir.path()).unwrap();
        let clock = Clock::standing_at(NOW);
        let store = Store::start(MemoryEngine::new(5), |error| panic!("{error}")).unwrap();
        let services = Services::new(store, clock.clone(), TimeZone::UTC);
        services.provide(Arc::new(files.clone()));
        let access = Access::system(&services, "office.files");
        Site {
            _dir: dir,
            files,
            clock,
            access,
        }
    }

    /// A file with this content, put long ago.
    fn old(&self, content: &str) -> Attachment {
        let file = self
            .files
            .attach(&format!("{content}.txt"), content.as_bytes(), 1_000)
            .unwrap();
        self.put_at(file.hash, NOW.plus_seconds(-100 * DAY));
        file
    }

    fn put_at(&self, hash: ContentHash, moment: Moment) {
        let name = hash.to_string();
        let path = Path::new(self._dir.path())
            .join(&name[..2])
            .join(&name[2..4])
            .join(&name);
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(moment.millis().unsigned_abs());
        let file = OpenOptions::new().append(true).open(path).unwrap();
        file.set_modified(at).unwrap();
    }

    async fn save<R: Record>(&self, record: R) {
        let save = move |write: &mut crate::platform::access::Write<'_, '_>| {
            write.save(&record, &Prepared(Value::Null)).map(drop)
        };
        self.access.write(save).await.unwrap();
    }

    async fn night(&self, days_from_now: i64) {
        self.clock.set(NOW.plus_seconds(days_from_now * DAY));
        tidy_files(&self.access).await.unwrap();
    }

    fn there(&self, files: &[&Attachment]) -> Vec<bool> {
        files.iter().map(|file| self.files.contains(file.hash)).collect()
    }

    /// What the journal says was deleted.
    fn told(&self) -> Vec<Value> {
        let tx = self.access.read().unwrap();
        let mut told = Vec::new();
        let last = journal::position(&tx).unwrap();
        for seq in 1..=last {
            let entry = journal::entry_at(&tx, seq).unwrap().unwrap();
            if entry.kind == "office.files-deleted" {
                told.push(entry.particulars.unwrap().details.clone());
            }
        }
        told
    }
}

fn of<R: DeserializeOwned>(value: Value) -> R {
    serde_json::from_value(value).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_any_record_stays_and_only_the_orphan_goes() {
    let site = Site::new();
    let names = [
        "picture", "paper", "stray", "logo", "post", "photo", "mark", "voucher", "former", "journal",
    ];
    let files = names.map(|name| site.old(name));
    let [
        picture,
        paper,
        stray,
        logo,
        post,
        photo,
        mark,
        voucher,
        former,
        in_journal,
    ] = &files;
    let orphan = site.old("nobody's");

    // One of each record that has files, as its room stores it.
    let mut product = Product::stub("1");
    product.pictures = vec![picture.hash.to_string()];
    site.save(product).await;
    let order = order();
    let letterhead = |hash| Letterhead {
        logo: Some(hash),
        ..Letterhead::plain(order.dealer)
    };
    // The logo of before is still in a version of the record.
    site.save(letterhead(former.hash)).await;
    site.save(letterhead(logo.hash)).await;
    let who = serde_json::to_value(&order.author).unwrap();
    site.save(of::<Stray>(
        json!({ "name": "a.pdf", "file": stray, "sha256": "", "at": NOW }),
    ))
    .await;
    let talked = json!({
        "id": Id::<Post>::derived("post", "1"), "order": order.id, "number": order.number, "dealer": order.dealer,
        "seq": 1, "author": who, "files": [post], "at": NOW,
    });
    site.save(of::<Post>(talked)).await;
    let parcel = json!({
        "id": Id::<Parcel>::derived("parcel", "1"), "order": order.id, "number": order.number, "dealer": order.dealer,
        "shipment": "1", "version": 1,
        "receipt": { "at": NOW, "by": who, "remarks": [{
            "text": "t", "photos": [{ "hash": photo.hash, "size": 1 }], "kind": "damaged", "sku": null, "quantity": null,
        }] },
    });
    site.save(of::<Parcel>(parcel)).await;
    let mut vouched: Value = serde_json::to_value(&order).unwrap();
    vouched["vouchers"] = json!([{
        "what": "paper", "stage": order.stage, "by": who, "at": NOW, "file": { "file": voucher, "by": who, "at": NOW },
    }]);
    site.save(of::<Order>(vouched)).await;
    let document = json!({
        "id": Document::id_of("1"), "dealer": null, "entity": null, "first": NOW, "changed": NOW, "file": paper,
        "told": {
            "external": "1", "kind": "upd", "name": "", "number": "1", "day": NOW.day_in(&TimeZone::UTC),
            "currency": Currency::Rub, "sum": null, "vat": null, "seller": {}, "buyer": {}, "contract": "", "order": "",
            "edo": "", "withdrawn": false, "manifest": null,
        },
    });
    site.save(of::<Document>(document)).await;
    let marked = json!({
        "id": MarkId::derived("mark", "1"), "act": ActId::derived("act", "1"), "dealer": order.dealer, "comment": "c",
        "by": { "party": "dealer", "name": "n", "at": NOW }, "line": null, "file": mark,
    });
    site.save(of::<Mark>(marked)).await;
    let entry = Prepared(json!({ "file": in_journal.hash }));
    site.access
        .write(move |write| write.change(&entry).map(drop))
        .await
        .unwrap();

    let everything: Vec<&Attachment> = files.iter().chain([&orphan]).collect();
    let grace = i64::from(GRACE_DAYS);
    // It has to be without a name for the whole grace, however old it is.
    for day in [0, 1, grace - 1] {
        site.night(day).await;
        assert!(site.there(&everything).iter().all(|there| *there), "day {day}");
    }
    assert!(site.told().is_empty());
    site.night(grace).await;
    for (name, there) in names.iter().zip(site.there(&files.iter().collect::<Vec<_>>())) {
        assert!(there, "{name}");
    }
    assert_eq!(site.there(&[&orphan]), [false]);
    assert_eq!(site.told(), [json!({ "files": 1, "bytes": orphan.size })]);
    // Nothing is left of it to be told again.
    site.night(grace + 1).await;
    assert_eq!(site.told().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_named_or_put_again_waits_from_the_beginning() {
    let site = Site::new();
    let (named, renewed, orphan) = (site.old("named"), site.old("renewed"), site.old("orphan"));
    let young = site.old("young");
    let grace = i64::from(GRACE_DAYS);
    site.put_at(young.hash, NOW.plus_seconds(-DAY));
    site.night(0).await;
    // One gets a record for a while, of another the same content is put on the thirteenth day.
    let dealer = Id::derived("dealer", "1");
    let with = |logo| Letterhead {
        logo,
        ..Letterhead::plain(dealer)
    };
    site.save(with(Some(named.hash))).await;
    site.put_at(renewed.hash, NOW.plus_seconds((grace - 1) * DAY));
    site.night(grace).await;
    let all = [&named, &renewed, &orphan, &young];
    // The young one was noticed as nameless when it had got old enough.
    assert_eq!(site.there(&all), [true, true, false, true]);
    site.night(2 * grace - 1).await;
    assert_eq!(site.there(&all), [true, true, false, true]);
    site.night(2 * grace).await;
    assert_eq!(site.there(&all), [true, true, false, false]);
    site.night(2 * grace + 1).await;
    site.night(3 * grace + 1).await;
    assert_eq!(site.there(&all), [true, false, false, false]);
    assert_eq!(site.told().len(), 3);
}
