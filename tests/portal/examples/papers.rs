//! Examples of the routes of documents and settlements: what 1C told before the tests began.

use super::{Example, NOBODY};
use crate::harness::papers::{
    contract_external, id_of, invoice_external, invoice_number, paper_external, paper_number,
};

pub fn example(route: &str) -> Option<Example> {
    let document = |company: &str| id_of("document", &paper_external(company));
    let settlement = |company: &str| id_of("settlement", &contract_external(company));
    let (own, others) = (document("Север"), document("Юг"));
    let (contract, foreign) = (settlement("Север"), settlement("Юг"));
    Some(match route {
        "GET /documents" => Example::at("/documents").shows(paper_number("Север")),
        "GET /documents/list.xlsx" => Example::at("/documents/list.xlsx").shows(paper_number("Север")),
        "GET /documents/all.zip" => Example::at("/documents/all.zip").shows(paper_number("Север")),
        "POST /documents/picked.zip" => Example::of("/documents/picked.zip", "", "", "")
            .and_fields("d", &own, &others)
            .shows(paper_number("Север")),
        "GET /documents/{id}" => Example::of("/documents/{}", &own, &others, NOBODY).shows(paper_number("Север")),
        "GET /documents/{id}/file" => Example::of("/documents/{}/file", &own, &others, NOBODY).shows("%PDF-1.7 Север"),
        "GET /documents/{id}/payment.svg" => {
            let [own, others] = ["Север", "Юг"].map(|company| id_of("document", &invoice_external(company)));
            Example::of("/documents/{}/payment.svg", &own, &others, NOBODY).shows(invoice_number("Север"))
        }
        "GET /settlements" => Example::at("/settlements").shows("Д-Север"),
        "GET /settlements/list.xlsx" => Example::at("/settlements/list.xlsx").shows("Д-Север"),
        "GET /settlements/{id}" => {
            Example::of("/settlements/{}", &contract, &foreign, NOBODY).shows(paper_number("Север"))
        }
        "GET /settlements/{id}/operations.xlsx" => {
            Example::of("/settlements/{}/operations.xlsx", &contract, &foreign, NOBODY).shows(paper_number("Север"))
        }
        _ => return None,
    })
}
