//! Examples of the routes of dealers, their legal entities, contracts and people.

use kabinet::platform::access::Role;

use super::{Call, Example, NOBODY, form_of, fresh, member, text};
use crate::harness::World;

/// Somebody of «Север» who was just invited.
fn invited(world: &World) -> String {
    let dealer = text(world.sever.dealer.unwrap());
    let email = format!("p{}@test.example", fresh());
    let fields = [("name", "Пётр Новый"), ("email", email.as_str()), ("role", "seller")];
    world
        .admin()
        .post(&format!("/dealers/{dealer}/invitations"), &fields)
        .expect(200);
    let card = world.admin().get(&format!("/dealers/{dealer}"));
    let links = card.attributes("a[href^='/people/']", "href");
    let newest = links
        .iter()
        .map(|link| link.trim_start_matches("/people/"))
        .filter(|id| id.len() == 32)
        .max();
    newest
        .expect("the invited person stands on the dealer's page")
        .to_owned()
}

pub fn example(route: &str, world: &World, role: Role) -> Option<Example> {
    let (sever, yug) = (&world.sever, &world.yug);
    let (own, others) = (text(sever.dealer.unwrap()), text(yug.dealer.unwrap()));
    let staff: &'static [Role] = &Role::STAFF;

    Some(match route {
        // Dealers.
        "GET /dealers" => Example::at("/dealers").shows("Север"),
        "GET /dealers/new" => Example::at("/dealers/new").shows("Завод manager"),
        "POST /dealers/new" => {
            let name = format!("Восток {}", fresh());
            let fields = [
                ("name", name.as_str()),
                ("tier", "base"),
                ("country", "RU"),
                ("stock_rule", "exact"),
            ];
            Example::at("/dealers/new")
                .with(&fields)
                .shows(name.clone())
                .then("/dealers")
        }
        "GET /dealers/{id}" => Example::of("/dealers/{}", &own, &others, NOBODY).shows("Север"),
        "GET /dealers/{id}/edit" => Example::of("/dealers/{}/edit", &own, &others, NOBODY).shows("Север"),
        "POST /dealers/{id}/edit" => {
            let fields = form_of(
                &world.admin(),
                &format!("/dealers/{own}/edit"),
                &format!("/dealers/{own}/edit"),
            );
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let mut example = Example::of("/dealers/{}/edit", &own, &others, NOBODY).with(&fields);
            // An administrator may change both, and one form has one name.
            if let Some(call) = example.others.as_mut() {
                call.fields
                    .iter_mut()
                    .filter(|field| field.0 == "name")
                    .for_each(|field| field.1 = "Юг".to_owned());
            }
            example.shows("Север").then(format!("/dealers/{own}"))
        }
        "POST /dealers/{id}/status" => {
            Example::of("/dealers/{}/status", &own, &others, NOBODY).with(&[("status", "active")])
        }
        "GET /dealers/{id}/entities/new" => {
            Example::of("/dealers/{}/entities/new", &own, &others, NOBODY).shows("Север")
        }
        "GET /dealers/{id}/contracts/new" => {
            Example::of("/dealers/{}/contracts/new", &own, &others, NOBODY).shows("ООО «Север»")
        }
        "GET /dealers/{id}/people/new" => Example::of("/dealers/{}/people/new", &own, &others, NOBODY).shows("Север"),
        "POST /dealers/{id}/invitations" => {
            let email = format!("new{}@test.example", fresh());
            let mut example = Example::of("/dealers/{}/invitations", &own, &others, NOBODY)
                .with(&[("name", "Пётр Новый"), ("role", "seller"), ("email", &email)])
                .shows("Пётр Новый")
                .shows("/invitation/");
            if let Some(call) = example.others.as_mut() {
                let email = format!("new{}@test.example", fresh());
                call.fields
                    .iter_mut()
                    .filter(|field| field.0 == "email")
                    .for_each(|field| field.1 = email.clone());
            }
            example
        }
        "GET /dealers/{id}/entities/{entity}" => {
            let (mine, theirs) = (text(sever.deal().entity), text(yug.deal().entity));
            let mut example = Example::of(
                "/dealers/{}",
                &format!("{own}/entities/{mine}"),
                &format!("{others}/entities/{theirs}"),
                &format!("{own}/entities/{NOBODY}"),
            );
            // The own dealer with another's entity is no way round.
            if role == Role::Manager {
                example.others = Some(Call {
                    path: format!("/dealers/{own}/entities/{theirs}"),
                    fields: Vec::new(),
                });
            }
            example.shows("ООО «Север»")
        }
        "POST /dealers/{id}/entities/{entity}" => {
            let (mine, theirs) = (text(sever.deal().entity), text(yug.deal().entity));
            let path = format!("/dealers/{own}/entities/{mine}");
            let fields = form_of(&world.admin(), &path, &path);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            Example::of(
                "/dealers/{}",
                &format!("{own}/entities/{mine}"),
                &format!("{own}/entities/{theirs}"),
                &format!("{own}/entities/{NOBODY}"),
            )
            .with(&fields)
            .shows("ООО «Север»")
            .then(format!("/dealers/{own}"))
        }
        "POST /dealers/{id}/entities/new" => {
            let kpp = format!("7604{:05}", fresh().parse::<u32>().unwrap());
            let fields = [
                ("name", "ООО «Ещё одно»"),
                ("country", "RU"),
                ("tax_id", "7707083893"),
                ("kpp", kpp.as_str()),
            ];
            let mut example = Example::of("/dealers/{}/entities/new", &own, &others, NOBODY).with(&fields);
            if let Some(call) = example.others.as_mut() {
                let kpp = format!("7605{:05}", fresh().parse::<u32>().unwrap());
                call.fields
                    .iter_mut()
                    .filter(|field| field.0 == "kpp")
                    .for_each(|field| field.1 = kpp.clone());
            }
            example.shows("ООО «Ещё одно»").then(format!("/dealers/{own}"))
        }
        "GET /dealers/{id}/contracts/{contract}" => {
            let (mine, theirs) = (text(sever.deal().contract), text(yug.deal().contract));
            Example::of(
                "/dealers/{}",
                &format!("{own}/contracts/{mine}"),
                &format!("{own}/contracts/{theirs}"),
                &format!("{own}/contracts/{NOBODY}"),
            )
            .shows("Д-Север")
        }
        "POST /dealers/{id}/contracts/{contract}" => {
            let (mine, theirs) = (text(sever.deal().contract), text(yug.deal().contract));
            let path = format!("/dealers/{own}/contracts/{mine}");
            let fields = form_of(&world.admin(), &path, &path);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            Example::of(
                "/dealers/{}",
                &format!("{own}/contracts/{mine}"),
                &format!("{own}/contracts/{theirs}"),
                &format!("{own}/contracts/{NOBODY}"),
            )
            .with(&fields)
            .shows("Д-Север")
            .then(format!("/dealers/{own}"))
        }
        "POST /dealers/{id}/contracts/new" => {
            let number = format!("Н-{}", fresh());
            let path = format!("/dealers/{own}/contracts/new");
            let mut fields = form_of(&world.admin(), &path, &path);
            fields.retain(|field| {
                !["number", "day", "entity", "own_entity", "currency", "vat"].contains(&field.0.as_str())
            });
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let (entity, seller) = (text(sever.deal().entity), text(sever.deal().own_entity));
            let typed = [
                ("number", number.as_str()),
                ("day", "2026-02-03"),
                ("entity", entity.as_str()),
                ("own_entity", seller.as_str()),
                ("currency", "RUB"),
                ("vat", "included"),
            ];
            let mut example = Example::of("/dealers/{}/contracts/new", &own, &others, NOBODY)
                .with(&fields)
                .with(&typed);
            // Another dealer's contract with this entity is a mistake in a field, and staff are told so.
            if role == Role::Admin {
                example.others = None;
            }
            example.shows(number.clone()).then(format!("/dealers/{own}"))
        }

        // The manufacturer's own.
        "GET /own-entities" => Example::at("/own-entities").shows("Завод Тест"),
        "GET /own-entities/new" => Example::at("/own-entities/new"),
        "GET /own-entities/{entity}" => {
            let id = text(sever.deal().own_entity);
            let mut example = Example::at(format!("/own-entities/{id}")).shows("Завод Тест");
            example.absent = Some(Call {
                path: format!("/own-entities/{NOBODY}"),
                fields: Vec::new(),
            });
            example
        }
        "POST /own-entities/new" => {
            let kpp = format!("5024{:05}", fresh().parse::<u32>().unwrap());
            let name = format!("ООО «Второе {kpp}»");
            Example::at("/own-entities/new")
                .with(&[
                    ("name", &name),
                    ("country", "RU"),
                    ("tax_id", "5024002119"),
                    ("kpp", &kpp),
                ])
                .shows(name.clone())
                .then("/own-entities")
        }
        "POST /own-entities/{entity}" => {
            let path = format!("/own-entities/{}", sever.deal().own_entity);
            let fields = form_of(&world.admin(), &path, &path);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            Example::at(path)
                .with(&fields)
                .shows("Завод Тест")
                .then("/own-entities")
        }

        // People.
        "GET /people" => Example::at("/people").shows("Завод manager"),
        "GET /people/new" => Example::at("/people/new"),
        "POST /people/invitations" => {
            let email = format!("staff{}@test.example", fresh());
            Example::at("/people/invitations")
                .with(&[("name", "Мария Новая"), ("role", "manager"), ("email", &email)])
                .shows("Мария Новая")
                .shows("/invitation/")
        }
        "GET /people/{id}" => Example::of(
            "/people/{}",
            &member(sever, Role::Seller),
            &member(yug, Role::Seller),
            NOBODY,
        )
        .shows("Север seller"),
        "GET /people/{id}/sign-ins" => Example::of(
            "/people/{}/sign-ins",
            &member(sever, Role::Seller),
            &member(yug, Role::Seller),
            NOBODY,
        )
        .shows("Север seller"),
        "POST /people/{id}" => Example::of("/people/{}", &invited(world), &member(yug, Role::Seller), NOBODY).with(&[
            ("name", "Пётр Другой"),
            ("role", "seller"),
            ("phone", ""),
        ]),
        "POST /people/{id}/state" => {
            Example::of("/people/{}/state", &invited(world), &member(yug, Role::Seller), NOBODY)
                .with(&[("disabled", "yes")])
        }
        "POST /people/{id}/invitation" => {
            let mut example = Example::of(
                "/people/{}/invitation",
                &invited(world),
                &member(yug, Role::Seller),
                NOBODY,
            );
            // An administrator would be told that this person has a password; for others it isn't there.
            if role == Role::Admin {
                example.others = None;
            }
            example.shows("/invitation/")
        }
        "GET /company" => Example::at("/company").shows("Север").shows("Север buyer"),
        "GET /company/people/new" => Example::at("/company/people/new").none_for(staff).shows("Север"),
        "POST /company/invitations" => {
            let email = format!("own{}@test.example", fresh());
            Example::at("/company/invitations")
                .with(&[("name", "Пётр Свой"), ("role", "seller"), ("email", &email)])
                .shows("Пётр Свой")
                .none_for(staff)
        }
        _ => return None,
    })
}
