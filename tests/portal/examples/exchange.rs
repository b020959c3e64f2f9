//! Examples of the exchange's routes: a pass over a folder with a sound file and a broken one leaves a run, a file in
//! quarantine and counterparties that nobody knows.

use std::path::Path;

use super::{Example, NOBODY, fresh, text};
use crate::harness::{Client, World};
use kabinet::modules::catalogue::{PriceType, Warehouse};

const LIST: &str = "/admin/exchange/connections";
const PARTIES: &str = "assets/demo/1c/contragents/contragents_1_1_e3f7c531-c168-5a0e-83ba-cea0de6046e8.xml";
const BROKEN: &str = "<?xml version=\"1.0\"?><!DOCTYPE a><КоммерческаяИнформация></КоммерческаяИнформация>";

fn links(client: &Client, page: &str, beginning: &str) -> Vec<String> {
    let found = client.get(page).attributes(&format!("a[href^='{beginning}']"), "href");
    found
        .iter()
        .map(|link| link.trim_start_matches(beginning).to_owned())
        .filter(|id| id.len() == 32)
        .collect()
}

/// Somebody's connection through the folder, made if there is none.
fn connection(world: &World) -> String {
    let admin = world.admin();
    let known = links(&admin, LIST, "/admin/exchange/connections/");
    if let Some(id) = known.into_iter().next() {
        return id;
    }
    let page = format!("{LIST}/new");
    let mut fields = admin.get(&page).form(&page);
    fields.retain(|(name, _)| !["name", "folder"].contains(&name.as_str()));
    let mut fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.extend([("name", "1C испытательная"), ("folder", "on")]);
    admin.post(&page, &fields).expect(303);
    connection(world)
}

/// The run and the quarantined file of a pass that was made once for all.
fn passed(world: &World) -> (String, String) {
    let admin = world.admin();
    let files = || links(&admin, "/admin/exchange/quarantine", "/admin/exchange/files/");
    if files().is_empty() {
        connection(world);
        let folder = world.data.join("exchange/in");
        std::fs::create_dir_all(&folder).unwrap();
        let parties = Path::new(env!("CARGO_MANIFEST_DIR")).join(PARTIES);
        std::fs::copy(parties, folder.join("contragents_1_1.xml")).unwrap();
        std::fs::write(folder.join("goods_2_1.xml"), BROKEN).unwrap();
        // A file is taken when it has rested.
        crate::harness::wait_for("the file in quarantine", || {
            admin.post("/admin/exchange/passes", &[]).expect(303);
            files().first().cloned()
        });
    }
    let run = links(&admin, "/admin/exchange", "/admin/exchange/runs/");
    (run.first().expect("the pass left a run").clone(), files().remove(0))
}

/// What the mapping page offers to decide about.
fn keys(world: &World, what: &str) -> Vec<String> {
    let selector = format!("form[action='/admin/exchange/mapping/{what}'] input[name=key]");
    world
        .admin()
        .get("/admin/exchange/mapping")
        .attributes(&selector, "value")
}

pub fn example(route: &str, world: &World) -> Option<Example> {
    Some(match route {
        "GET /exchange/1c" | "POST /exchange/1c" => Example::at("/exchange/1c?type=catalog&mode=checkauth"),
        "GET /bitrix/admin/1c_exchange.php" | "POST /bitrix/admin/1c_exchange.php" => {
            Example::at("/bitrix/admin/1c_exchange.php?type=catalog&mode=checkauth")
        }
        "GET /admin/exchange" => {
            let (run, _) = passed(world);
            Example::at("/admin/exchange").shows(run)
        }
        "GET /admin/exchange/runs/{id}" => {
            let (run, _) = passed(world);
            Example::of("/admin/exchange/runs/{}", &run, NOBODY, NOBODY).shows(".xml")
        }
        "POST /admin/exchange/passes" => {
            connection(world);
            Example::at("/admin/exchange/passes")
        }
        "GET /admin/exchange/quarantine" => {
            passed(world);
            Example::at("/admin/exchange/quarantine").shows("goods_2_1.xml")
        }
        "GET /admin/exchange/files/{id}" => {
            let (_, file) = passed(world);
            Example::of("/admin/exchange/files/{}", &file, NOBODY, NOBODY).shows("<!DOCTYPE a>")
        }
        "GET /admin/exchange/runs/{id}/sweep" => {
            let (run, _) = passed(world);
            Example::of("/admin/exchange/runs/{}/sweep", &run, NOBODY, NOBODY).shows("скрывать нечего")
        }
        // This run asked about nothing, and nothing is hidden.
        "POST /admin/exchange/runs/{id}/sweep" => {
            let (run, _) = passed(world);
            Example::of("/admin/exchange/runs/{}/sweep", &run, NOBODY, NOBODY)
                .with(&[("decision", "hide")])
                .refused()
        }
        // Refused once more, and it stays.
        "POST /admin/exchange/files/{id}/retry" => {
            let (_, file) = passed(world);
            Example::of("/admin/exchange/files/{}/retry", &file, NOBODY, NOBODY)
                .shows("goods_2_1.xml")
                .then("/admin/exchange/quarantine")
        }
        "POST /admin/exchange/files/{id}/discard" => {
            let (_, file) = passed(world);
            Example::of("/admin/exchange/files/{}/discard", &file, NOBODY, NOBODY)
                .shows("Карантин пуст")
                .then("/admin/exchange/quarantine")
        }
        "GET /admin/exchange/connections" => {
            connection(world);
            Example::at(LIST).shows("1C испытательная")
        }
        "GET /admin/exchange/connections/new" => Example::at(format!("{LIST}/new")),
        "POST /admin/exchange/connections/new" => {
            let name = format!("1C вторая {}", fresh());
            let page = format!("{LIST}/new");
            let mut fields = world.admin().get(&page).form(&page);
            fields.retain(|(known, _)| known != "name" && known != "folder");
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let user = format!("user{}", fresh());
            let fields: Vec<(&str, &str)> = fields.into_iter().filter(|(name, _)| *name != "user").collect();
            Example::at(page)
                .with(&fields)
                .with(&[("name", &name), ("user", &user)])
                .shows(name.clone())
                .then(LIST)
        }
        "GET /admin/exchange/connections/{id}" => {
            Example::of(&format!("{LIST}/{{}}"), &connection(world), NOBODY, NOBODY).shows("1C ")
        }
        "POST /admin/exchange/connections/{id}" => {
            let id = connection(world);
            let page = format!("{LIST}/{id}");
            let fields = world.admin().get(&page).form(&page);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            Example::of(&format!("{LIST}/{{}}"), &id, NOBODY, NOBODY)
                .with(&fields)
                .shows("1C испытательная")
                .then(LIST)
        }
        "POST /admin/exchange/connections/{id}/password" => {
            Example::of(&format!("{LIST}/{{}}/password"), &connection(world), NOBODY, NOBODY).shows("1C ")
        }
        // Nothing stands in the file as it was then, and nothing is marked.
        "POST /admin/exchange/connections/{id}/received" => {
            Example::of(&format!("{LIST}/{{}}/received"), &connection(world), NOBODY, NOBODY)
                .with(&[("file_at", "1")])
                .refused()
        }
        "GET /admin/exchange/mapping" => {
            passed(world);
            Example::at("/admin/exchange/mapping").shows("Опт").shows("Основной")
        }
        "POST /admin/exchange/mapping/statuses" => Example::at("/admin/exchange/mapping/statuses")
            .with(&[("key", "Сдан на склад"), ("stage", "")])
            .shows("Сдан на склад")
            .then("/admin/exchange/mapping"),
        "POST /admin/exchange/mapping/counterparties" => {
            passed(world);
            let keys = keys(world, "counterparties");
            let key = keys.first().cloned().unwrap_or_else(|| {
                let (run, _) = passed(world);
                panic!(
                    "nobody waits: {}",
                    world.admin().get(&format!("/admin/exchange/runs/{run}")).said()
                )
            });
            Example::of("/admin/exchange/mapping/counterparties", "", "", "")
                .and_fields("key", &key, NOBODY)
                .with(&[("entity", "ignore")])
        }
        "POST /admin/exchange/mapping/price-types" => Example::of("/admin/exchange/mapping/price-types", "", "", "")
            .and_fields("key", &text(PriceType::id_of("Опт")), NOBODY)
            .with(&[("use", "purchase")]),
        "POST /admin/exchange/mapping/warehouses" => Example::of("/admin/exchange/mapping/warehouses", "", "", "")
            .and_fields("key", &text(Warehouse::id_of("main")), NOBODY)
            .with(&[("shown", "yes")]),
        _ => return None,
    })
}
