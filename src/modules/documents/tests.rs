//! Documents over the in-memory engine: whose they are follows the counterparty.

use jiff::tz::TimeZone;

use super::*;
use crate::modules::dealers::{Country, LegalEntity, Requisites};
use crate::platform::access::{Access, Membership, Role};
use crate::platform::files::{Attachment, Files};
use crate::platform::store::{MemoryEngine, Reader, Store};
use crate::platform::values::{Clock, Currency, Day, DealerId, Id, Moment};

const NOW: Moment = Moment::from_millis(1_790_000_000_000);

/// The legal entity of a dealer, that 1C calls «party».
pub(crate) fn entity(dealer: &str) -> LegalEntity {
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

fn access() -> Access {
    let store = Store::start(MemoryEngine::new(5), |error| panic!("{error}")).unwrap();
    Access::system(&Services::new(store, Clock::standing_at(NOW), TimeZone::UTC), "test")
}

fn attachment(name: &str, bytes: &[u8]) -> (Attachment, String) {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(&folder.path().join("files")).unwrap();
    let path = folder.path().join("paper");
    std::fs::write(&path, bytes).unwrap();
    let manifest = Manifest {
        name: name.to_owned(),
        ..Manifest::default()
    };
    match keep(&files, &path, &manifest) {
        ToldFile::Kept { file, sha256 } => (file, sha256),
        other => panic!("{other:?}"),
    }
}

fn manifest(name: &str, sum: Option<&str>) -> Manifest {
    Manifest {
        name: name.to_owned(),
        size: None,
        sha256: sum.map(str::to_owned),
    }
}

/// Takes a document of `sever` in; the findings, and the document as it stands.
fn taken(access: &Access, told: Told, file: ToldFile) -> (Vec<String>, Document) {
    let id = Document::id_of(&told.external);
    let incoming = Incoming { told, file };
    let taken = access
        .write_blocking(move |w| take(w, &incoming, Some(&entity("sever")), &TimeZone::UTC))
        .unwrap();
    let said = taken.warnings.into_iter().map(|said| said.id.into_owned()).collect();
    (said, access.read().unwrap().get(&id).unwrap().unwrap())
}

/// Leaves a file without its document; what became of it.
fn left(access: &Access, name: &str, place: &str, single: bool, bytes: &[u8]) -> Left {
    let (file, sha256) = attachment(name, bytes);
    let left = LeftFile {
        name: name.to_owned(),
        place: place.to_owned(),
        single,
        file,
        sha256,
    };
    access.write_blocking(move |w| take_left(w, &left)).unwrap()
}

fn strays(access: &Access) -> Vec<String> {
    let strays = queries::strays(&access.read().unwrap()).unwrap();
    strays.into_iter().map(|stray| stray.name).collect()
}

#[test]
fn an_update_that_names_no_buyer_leaves_the_document_where_it_is() {
    let access = access();
    taken(&access, told(1), ToldFile::Unnamed);
    let silent = Told {
        buyer: Company {
            name: "Север".into(),
            ..Company::default()
        },
        number: "2".into(),
        ..told(1)
    };
    let incoming = Incoming {
        told: silent.clone(),
        file: ToldFile::Unnamed,
    };
    let done = access
        .write_blocking(move |w| take(w, &incoming, None, &TimeZone::UTC))
        .unwrap();
    assert!(done.changed && !done.waits);
    let document: Document = access.read().unwrap().get(&Document::id_of("1")).unwrap().unwrap();
    let owner = entity("sever");
    assert_eq!((document.dealer, document.entity), (Some(owner.dealer), Some(owner.id)));
    assert_eq!(
        (document.told.buyer.id.as_str(), document.told.number.as_str()),
        ("party", "2")
    );
    // A new one that names nobody waits.
    let incoming = Incoming {
        told: Told {
            external: "new".into(),
            ..silent
        },
        file: ToldFile::Unnamed,
    };
    let done = access
        .write_blocking(move |w| take(w, &incoming, None, &TimeZone::UTC))
        .unwrap();
    assert!(done.created && done.waits);
}

#[test]
fn a_stray_goes_with_its_own_bytes_alone() {
    let access = access();
    assert_eq!(left(&access, "1.pdf", "1.pdf", true, b"%PDF-1.7 one"), Left::Waits);
    // A document of that name has come with other bytes: the stray is somebody else's.
    let named = Told {
        manifest: Some(manifest("1.pdf", None)),
        ..told(1)
    };
    let (file, sha256) = attachment("1.pdf", b"%PDF-1.7 two");
    taken(&access, named, ToldFile::Kept { file, sha256 });
    assert_eq!(strays(&access), ["1.pdf"]);
    let (file, sha256) = attachment("1.pdf", b"%PDF-1.7 one");
    let other = Told {
        manifest: Some(manifest("1.pdf", Some(&sha256))),
        ..told(2)
    };
    taken(&access, other, ToldFile::Kept { file, sha256 });
    assert_eq!(strays(&access), Vec::<String>::new());
}

#[test]
fn strays_of_one_name_are_told_apart_by_their_sums_or_not_at_all() {
    let access = access();
    for (place, bytes) in [("a/1.pdf", b"%PDF-1.7 one"), ("a/1~2.pdf", b"%PDF-1.7 two")] {
        assert_eq!(left(&access, "a/1.pdf", place, false, bytes), Left::Waits);
    }
    let of = |n, sum: Option<&str>| Told {
        manifest: Some(manifest("a/1.pdf", sum)),
        ..told(n)
    };
    let (said, document) = taken(&access, of(1, None), ToldFile::Absent);
    assert_eq!((said, document.file), (vec!["documents-warn-absent".to_owned()], None));
    let (file, sha256) = attachment("1.pdf", b"%PDF-1.7 two");
    let (said, document) = taken(&access, of(2, Some(&sha256)), ToldFile::Absent);
    assert_eq!((said, document.file.map(|of| of.hash)), (vec![], Some(file.hash)));
    assert_eq!(strays(&access), ["a/1.pdf"]);
}

#[test]
fn a_file_that_was_replaced_is_lacking_until_the_new_one_comes() {
    let access = access();
    let (old, old_sum) = attachment("1.pdf", b"%PDF-1.7 old");
    let (new, new_sum) = attachment("1.pdf", b"%PDF-1.7 new");
    let of = |manifest: Manifest| Told {
        manifest: Some(manifest),
        ..told(1)
    };
    let kept = ToldFile::Kept {
        file: old.clone(),
        sha256: old_sum.clone(),
    };
    taken(&access, of(manifest("1.pdf", None)), kept);
    // The same again without the file, and the same bytes by another name, are no replacement.
    for same in [manifest("1.pdf", None), manifest("moved.pdf", Some(&old_sum))] {
        let (said, document) = taken(&access, of(same), ToldFile::Absent);
        assert!(said.is_empty() && !document.lacks_file(), "{said:?}");
    }
    let longer = Manifest {
        size: Some(old.size + 1),
        ..manifest("1.pdf", None)
    };
    for other in [manifest("2.pdf", None), longer, manifest("1.pdf", Some(&new_sum))] {
        let (said, document) = taken(&access, of(other), ToldFile::Absent);
        assert_eq!(said, ["documents-warn-absent"]);
        assert!(document.lacks_file() && document.holds_earlier());
        assert_eq!(
            document.file.unwrap().hash,
            old.hash,
            "what was there isn't thrown away"
        );
    }
    let completed = left(&access, "1.pdf", "1.pdf", true, b"%PDF-1.7 new");
    assert!(matches!(completed, Left::Completes(_)), "{completed:?}");
    let document: Document = access.read().unwrap().get(&Document::id_of("1")).unwrap().unwrap();
    assert!(!document.lacks_file());
    assert_eq!(document.file.unwrap().hash, new.hash);
}

#[test]
fn a_page_that_ends_where_the_list_ends_has_no_next() {
    const ROWS: usize = 5;
    let access = access();
    let mut seen = Vec::new();
    for n in 0..2 * ROWS {
        taken(&access, told(n), ToldFile::Unnamed);
    }
    let tx = access.read().unwrap();
    let mut after = None;
    for expected_more in [true, false] {
        let found = queries::page(&tx, &queries::Filter::default(), after, ROWS).unwrap();
        assert_eq!(
            (found.documents.len(), found.next.is_some(), found.cut),
            (ROWS, expected_more, false)
        );
        seen.extend(found.documents.into_iter().map(|document| document.id));
        after = found.next;
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 2 * ROWS);
}

#[test]
fn the_name_of_a_twin_leads_back() {
    for (name, second) in [
        ("a/1.pdf", "a/1~2.pdf"),
        ("a.b/1", "a.b/1~2"),
        ("1.tar.gz", "1.tar~2.gz"),
    ] {
        assert_eq!((twin(name, 1), twin(name, 2)), (name.to_owned(), second.to_owned()));
        assert_eq!(first_of_twins(second).as_deref(), Some(name));
    }
    for alone in ["1.pdf", "1~1.pdf", "1~x.pdf", "a~2/1.pdf", "~2.pdf"] {
        assert_eq!(first_of_twins(alone), None, "{alone}");
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
            .write_blocking(move |w| take(w, &incoming, owner.as_ref(), &TimeZone::UTC).map(drop))
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
