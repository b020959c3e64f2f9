//! Documents of 1C with their files.

use std::sync::Arc;

use kabinet::modules::dealers::LegalEntity;
use kabinet::modules::documents::{Company, DocumentKind, Incoming, Told, ToldFile, take};
use kabinet::platform::files::Files;
use kabinet::platform::store::Reader;
use kabinet::platform::values::{Currency, Day, Money};

use super::{House, said};
use crate::Outcome;

/// Documents in one write.
const PORTION: usize = 50;

impl House {
    /// So many transfer documents of the first dealer, each with a PDF of so many bytes that no two share and that don't pack.
    /// What the files hold, in their order.
    pub fn papers(&self, many: usize, bytes: usize) -> Outcome<Vec<Vec<u8>>> {
        let access = self.system();
        let zone = self.services().zone.clone();
        let files = self.services().part::<Files>();
        let entity: LegalEntity = access
            .read()
            .map_err(said)?
            .get(&self.buyers[0].entity)?
            .ok_or_else(|| anyhow::anyhow!("the dealer has a legal entity"))?;
        let mut kept = Vec::with_capacity(many);
        let mut incoming = Vec::with_capacity(many);
        for number in 0..many {
            let mut content = vec![0_u8; bytes];
            rand::fill(&mut content[..]);
            content[..9].copy_from_slice(b"%PDF-1.7\n");
            let file = files.attach(&format!("upd-{number}.pdf"), &content, bytes as u64)?;
            kept.push(content);
            incoming.push(Incoming {
                told: Told {
                    external: format!("bench-{number}"),
                    kind: DocumentKind::Upd,
                    name: String::new(),
                    number: format!("УТ-{number}"),
                    day: Day::constant(2026, 1, 15),
                    currency: Currency::Rub,
                    sum: Some(Money::new(1_000_00, Currency::Rub)),
                    vat: None,
                    seller: Company::default(),
                    buyer: Company {
                        tax_id: entity.requisites.tax_id.clone(),
                        ..Company::default()
                    },
                    contract: String::new(),
                    order: String::new(),
                    edo: String::new(),
                    withdrawn: false,
                    manifest: None,
                },
                file: ToldFile::Kept {
                    file,
                    sha256: String::new(),
                },
            });
        }
        for portion in incoming.chunks(PORTION) {
            let (portion, entity, zone): (Arc<[Incoming]>, _, _) = (portion.into(), entity.clone(), zone.clone());
            access
                .write_blocking(move |w| {
                    for incoming in portion.iter() {
                        take(w, incoming, Some(&entity), &zone)?;
                    }
                    Ok(())
                })
                .map_err(said)?;
        }
        Ok(kept)
    }
}
