//! Documents over the in-memory engine: whose they are follows the counterparty.

use jiff::tz::TimeZone;

use super::*;
use crate::modules::dealers::{Country, LegalEntity, Requisites};
use crate::platform::access::{Access, Membership, Role};
use crate::platform::store::{MemoryEngine, Reader, Store};
use crate::platform::values::{Clock, Currency, Day, DealerId, Id, Moment};

const NOW: Moment = Moment::from_millis(1_790_000_000_000);

fn entity(dealer: &str) -> LegalEntity {
    LegalEntity {
        id: Id::derived("entity", dealer),
        dealer: DealerId::derived("dealer", dealer),
        name: dealer.into(),
        full_name: String::new(),
        country: Country::Ru,
        requisites: Requisites::default(),
        counterparty: Some("party".into()),
        closed: false,
        created: NOW,
    }
}

fn told(n: usize) -> Told {
    Told {
        external: n.to_string(),
        kind: DocumentKind::Invoice,
        name: String::new(),
        number: "1".into(),
        day: Day::constant(2026, 9, 1),
        currency: Currency::Rub,
        sum: None,
        vat: None,
        seller: Company::default(),
        buyer: Company {
            id: "party".into(),
            ..Company::default()
        },
        contract: String::new(),
        order: String::new(),
        edo: String::new(),
        withdrawn: false,
        manifest: None,
    }
}

#[test]
fn a_counterparty_that_is_matched_anew_takes_all_its_documents_along() {
    const DOCUMENTS: usize = 450;
    let store = Store::start(MemoryEngine::new(5), |error| panic!("{error}")).unwrap();
    let services = Services::new(store, Clock::standing_at(NOW), TimeZone::UTC);
    let access = Access::system(&services, "test");
    for n in 0..DOCUMENTS {
        let incoming = Incoming {
            told: told(n),
            file: ToldFile::Unnamed,
        };
        // The first waits for a meaning, the others were somebody's by mistake.
        let owner = (n > 0).then(|| entity("sever"));
        access
            .write_blocking(move |w| take(w, &incoming, owner.as_ref()).map(drop))
            .unwrap();
    }
    let seen = |dealer: &str| {
        let member = Membership::sample(dealer, Role::Director, Some(DealerId::derived("dealer", dealer)));
        let tx = Access::of_member(&services, &member, "test").unwrap().read().unwrap();
        let (found, whole) = queries::all(&tx, &queries::Filter::default(), 1_000).unwrap();
        assert!(whole);
        let by_id = (0..DOCUMENTS).filter(|n| {
            let id = Document::id_of(&n.to_string());
            tx.get::<Document>(&id).unwrap().is_some()
        });
        (found.len(), by_id.count())
    };
    assert_eq!((seen("sever"), seen("yug")), ((DOCUMENTS - 1, DOCUMENTS - 1), (0, 0)));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(give(&access, &entity("yug"))).unwrap();
    assert_eq!((seen("sever"), seen("yug")), ((0, 0), (DOCUMENTS, DOCUMENTS)));
}
