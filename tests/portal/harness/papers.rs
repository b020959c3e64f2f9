//! What 1C has told of each dealer's money before the tests begin: a document with its file, and a settlement.

use std::sync::Arc;

use kabinet::modules::dealers::LegalEntity;
use kabinet::modules::documents::{Company as Named, DocumentKind, Incoming, Manifest, Told, ToldFile, take};
use kabinet::modules::settlements::{self, ToldDue, ToldLimit, ToldOperation};
use kabinet::platform::access::Access;
use kabinet::platform::files::Files;
use kabinet::platform::services::Services;
use kabinet::platform::store::Reader;
use kabinet::platform::values::{Currency, Day, Id, Money};

use super::world::Company;

/// Roubles of the document and of the balance: figures that stand nowhere else.
pub const PAPER_SUM: i64 = 7_319_264;
pub const BALANCE: i64 = 8_527_413;
/// Roubles that are due ten days after the world was made, and what of them is paid.
pub const DUE_SUM: i64 = 6_204_817;
pub const DUE_PAID: i64 = 1_903_555;

/// 1C's id of a dealer's document.
pub fn paper_external(company: &str) -> String {
    format!("paper-{company}")
}

pub fn paper_number(company: &str) -> String {
    format!("Т-{company}-77")
}

/// 1C's id of a dealer's invoice, which has no file.
pub fn invoice_external(company: &str) -> String {
    format!("invoice-{company}")
}

pub fn invoice_number(company: &str) -> String {
    format!("С-{company}-78")
}

/// 1C's id of a dealer's contract.
pub fn contract_external(company: &str) -> String {
    format!("contract-{company}")
}

/// The tax number of the world's own legal entity.
pub const OWN_INN: &str = "5024002119";

/// Long ago, so that nobody's bell rings of it.
const DAY: Day = Day::constant(2020, 1, 15);

pub async fn seed_papers(services: &Arc<Services>, company: &Company) {
    let access = Access::system(services, "tests.seed");
    let deal = company.deal();
    let entity: LegalEntity = access.read().unwrap().get(&deal.entity).unwrap().unwrap();
    let buyer = Named {
        name: entity.name.clone(),
        tax_id: entity.requisites.tax_id.clone(),
        kpp: entity.requisites.kpp.clone(),
        ..Named::default()
    };
    let pdf = format!("%PDF-1.7 {}", company.name);
    let name = format!("upd-{}.pdf", deal.order);
    let file = services.part::<Files>().attach(&name, pdf.as_bytes(), 1 << 20).unwrap();
    let told = Told {
        external: paper_external(&company.name),
        kind: DocumentKind::Upd,
        name: String::new(),
        number: paper_number(&company.name),
        day: DAY,
        currency: Currency::Rub,
        sum: Some(Money::new(PAPER_SUM * 100, Currency::Rub)),
        vat: None,
        seller: Named::default(),
        buyer: buyer.clone(),
        contract: format!("Д-{}", company.name),
        order: deal.order.clone(),
        edo: "Подписан".to_owned(),
        withdrawn: false,
        manifest: Some(Manifest {
            name,
            ..Manifest::default()
        }),
    };
    let incoming = Incoming {
        told,
        file: ToldFile::Kept {
            file,
            sha256: String::new(),
        },
    };
    let invoice = Incoming {
        told: Told {
            external: invoice_external(&company.name),
            kind: DocumentKind::Invoice,
            number: invoice_number(&company.name),
            seller: Named {
                tax_id: OWN_INN.to_owned(),
                // A company of the same number may be added to the world.
                kpp: "760401001".to_owned(),
                ..Named::default()
            },
            order: String::new(),
            manifest: None,
            ..incoming.told.clone()
        },
        file: ToldFile::Unnamed,
    };
    for incoming in [incoming, invoice] {
        let (owner, zone) = (entity.clone(), services.zone.clone());
        access
            .write(move |w| take(w, &incoming, Some(&owner), &zone).map(drop))
            .await
            .unwrap();
    }
    let told = settlements::Told {
        external: contract_external(&company.name),
        number: format!("Д-{}", company.name),
        day: None,
        currency: Currency::Rub,
        seller: Named::default(),
        buyer,
        as_of: (DAY, None),
        from: None,
        opening: Money::zero(Currency::Rub),
        closing: Money::new(BALANCE * 100, Currency::Rub),
        overdue: None,
        limit: ToldLimit::Unsaid,
        limit_reason: String::new(),
        operations: vec![ToldOperation {
            day: DAY,
            kind: "Реализация".to_owned(),
            document: paper_external(&company.name),
            number: paper_number(&company.name),
            debit: BALANCE * 100,
            credit: 0,
        }],
        dues: Some(vec![ToldDue {
            document: paper_external(&company.name),
            number: paper_number(&company.name),
            order: deal.order.clone(),
            from: Some(DAY),
            day: Some(access.now().plus_seconds(10 * 86_400).day_in(&services.zone)),
            sum: DUE_SUM * 100,
            paid: DUE_PAID * 100,
        }]),
    };
    tokio::task::spawn_blocking(move || {
        let owner = entity.clone();
        settlements::take(&access, &told, Some(entity), move |_| Ok(Some(owner.clone()))).map(drop)
    })
    .await
    .unwrap()
    .unwrap();
}

/// The address of what 1C calls so.
pub fn id_of(space: &str, external: &str) -> String {
    Id::<()>::derived(space, external).to_string()
}
