//! Examples of the routes of reconciliations: of the ledgers that 1C told before the tests began.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use kabinet::platform::access::Role;

use super::{Example, NOBODY};
use crate::harness::papers::{contract_external, id_of, paper_number};
use crate::harness::{Company, World};
use crate::reconciliation::{asked, marked};

/// Days after the ledger's first one: each a period of its own.
static DAYS: AtomicU32 = AtomicU32::new(1);
/// The one that was asked for last: of one contract only so many may be open.
static LAST: Mutex<Option<String>> = Mutex::new(None);

fn of_company(world: &World, company: &Company, days: u32) -> String {
    let day = jiff::civil::date(2020, 1, 15)
        .checked_add(jiff::Span::new().days(days))
        .unwrap();
    let director = world.signed_in(company.person(Role::Director));
    let contract = id_of("settlement", &contract_external(&company.name));
    asked(
        &director,
        &contract,
        "15.01.2020",
        &day.strftime("%d.%m.%Y").to_string(),
    )
}

/// One of «Север» that nobody has touched.
fn fresh(world: &World) -> String {
    let director = world.signed_in(world.sever.person(Role::Director));
    let mut last = LAST.lock().unwrap();
    if let Some(former) = last.take() {
        director.post(&format!("/reconciliation/{former}/cancellation"), &[]);
    }
    let id = of_company(world, &world.sever, DAYS.fetch_add(1, Ordering::Relaxed));
    *last = Some(id.clone());
    id
}

pub fn example(route: &str, world: &World, role: Role) -> Option<Example> {
    if !route.contains(" /reconciliation") {
        return None;
    }
    // The same period each time: the open one is answered.
    let [own, others] = [&world.sever, &world.yug].map(|company| of_company(world, company, 0));
    let contract = |company: &Company| id_of("settlement", &contract_external(&company.name));
    let staff = role.is_staff();
    let director = world.signed_in(world.sever.person(Role::Director));
    let of = |rest: &str, own: &str| Example::of(&format!("/reconciliation/{{}}{rest}"), own, &others, NOBODY);
    // A rule of the other side's own things.
    let only_own = |example: Example| if staff { example.refused() } else { example };
    Some(match route {
        "GET /reconciliation" => Example::at("/reconciliation").shows("Д-Север"),
        "GET /reconciliation/new" => Example::of(
            "/reconciliation/new?contract={}",
            &contract(&world.sever),
            &contract(&world.yug),
            NOBODY,
        )
        .shows("Д-Север"),
        "POST /reconciliation/new" => Example::of("/reconciliation/new", "", "", "")
            .and_fields("contract", &contract(&world.sever), &contract(&world.yug))
            .with(&[("from", "15.01.2020"), ("to", "15.01.2020")])
            .then("/reconciliation")
            .shows("Д-Север"),
        "GET /reconciliation/{id}" => of("", &own).shows(paper_number("Север")),
        "GET /reconciliation/{id}/changes" => of("/changes", &own).shows("Д-Север"),
        "GET /reconciliation/{id}/act.xlsx" => of("/act.xlsx", &own).shows(paper_number("Север")),
        "GET /reconciliation/{id}/act.pdf" => of("/act.pdf", &own).shows("%PDF-"),
        "POST /reconciliation/{id}/agreement" => {
            let id = fresh(world);
            of("/agreement", &id)
                .with(&[("version", "1")])
                .then(format!("/reconciliation/{id}"))
                .shows("Согласны")
        }
        "POST /reconciliation/{id}/cancellation" => only_own(of("/cancellation", &fresh(world))),
        "GET /reconciliation/{id}/mark" => of("/mark?line=1", &own).shows(paper_number("Север")),
        "POST /reconciliation/{id}/mark" => {
            let id = fresh(world);
            of("/mark", &id)
                .with(&[("line", "1"), ("comment", "Не наша отгрузка")])
                .then(format!("/reconciliation/{id}"))
                .shows("Не наша отгрузка")
        }
        "POST /reconciliation/{id}/marks/{mark}/removal" => {
            let id = fresh(world);
            let mark = marked(&director, &id, "1", "Не наша", None);
            only_own(of(&format!("/marks/{mark}/removal"), &id))
        }
        "POST /reconciliation/{id}/marks/{mark}/answer" => {
            let id = fresh(world);
            let mark = marked(&director, &id, "1", "Не наша", None);
            of(&format!("/marks/{mark}/answer"), &id)
                .with(&[("text", "Проверим по складу")])
                .then(format!("/reconciliation/{id}"))
                .shows("Проверим по складу")
        }
        "GET /reconciliation/{id}/marks/{mark}/file" => {
            let id = fresh(world);
            let file = Some(("п.pdf", &b"%PDF-1.7 proof"[..]));
            let mark = marked(&director, &id, "1", "Не наша", file);
            of(&format!("/marks/{mark}/file"), &id).shows("%PDF-1.7 proof")
        }
        _ => return None,
    })
}
