//! An example of every route for the access matrix: the asker's own thing, another dealer's, and one that isn't there.
//!
//! For a route that changes something, the example makes a fresh thing through the portal itself, so that each role
//! finds it untouched.

mod approvals;
mod backups;
mod brand;
mod calendar;
pub mod configurator;
mod dealers;
mod delivery;
mod evidence;
mod exchange;
mod feeds;
mod holds;
mod lists;
mod marks;
mod offers;
mod own;
mod papers;
mod price_changes;
mod quick;
mod reconciliation;
mod reports;
pub mod rights;
mod stages;
mod talk;
mod taxes;

use kabinet::modules::catalogue::{Group, Product, Sku};
use kabinet::platform::access::Role;

use stages::{added_stage, line_version, new_stage};
use taxes::{coming_day, vat_rate};

use crate::harness::{Client, Company, GOODS, GROUP, World};

/// A request.
pub struct Call {
    pub path: String,
    pub fields: Vec<(String, String)>,
}

pub struct Example {
    pub own: Call,
    /// The same of «Юг».
    pub others: Option<Call>,
    /// The same of nobody.
    pub absent: Option<Call>,
    /// What was put in and must be seen: in the answer, or at `look_at` afterwards.
    pub shows: Vec<String>,
    pub look_at: Option<String>,
    /// Roles that hold the right and have no such thing: staff has no own company.
    pub absent_for: &'static [Role],
    /// A rule says no to this example, and that is the right answer to one who has the right.
    pub refused: bool,
}

impl Example {
    fn at(path: impl Into<String>) -> Example {
        Example {
            own: Call {
                path: path.into(),
                fields: Vec::new(),
            },
            others: None,
            absent: None,
            shows: Vec::new(),
            look_at: None,
            absent_for: &[],
            refused: false,
        }
    }

    /// `pattern` with `{}` for the id.
    fn of(pattern: &str, own: &str, others: &str, absent: &str) -> Example {
        let call = |id: &str| Call {
            path: pattern.replace("{}", id),
            fields: Vec::new(),
        };
        Example {
            own: call(own),
            others: Some(call(others)),
            absent: Some(call(absent)),
            ..Example::at("")
        }
    }

    fn shows(mut self, text: impl Into<String>) -> Example {
        self.shows.push(text.into());
        self
    }

    fn then(mut self, page: impl Into<String>) -> Example {
        self.look_at = Some(page.into());
        self
    }

    fn none_for(mut self, roles: &'static [Role]) -> Example {
        self.absent_for = roles;
        self
    }

    fn refused(mut self) -> Example {
        self.refused = true;
        self
    }

    fn with(mut self, fields: &[(&str, &str)]) -> Example {
        let fields: Vec<(String, String)> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        for call in [Some(&mut self.own), self.others.as_mut(), self.absent.as_mut()]
            .into_iter()
            .flatten()
        {
            call.fields.extend(fields.iter().cloned());
        }
        self
    }
}

const NOBODY: &str = "0123456789abcdef0123456789abcdef";
const NO_ORDER: &str = "26-999999";

fn text(id: impl ToString) -> String {
    id.to_string()
}

/// A number that no other example has: names and addresses must differ.
fn fresh() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed).to_string()
}

/// A draft of «Север» with two pieces of the first product.
fn draft(world: &World) -> String {
    let client = world.signed_in(world.sever.person(Role::Director));
    let path = client
        .post("/drafts", &[("name", "Образец")])
        .expect(303)
        .location()
        .to_owned();
    let fields = [("article", GOODS[0].article), ("quantity", "2")];
    client.post(&format!("{path}/lines"), &fields).expect(303);
    path.trim_start_matches("/drafts/").to_owned()
}

/// A submitted order of «Север».
fn order(world: &World) -> String {
    let client = world.signed_in(world.sever.person(Role::Director));
    let path = format!("/drafts/{}", draft(world));
    let fields = client.get(&path).form(&path);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let order = client
        .post(&format!("{path}/submission"), &fields)
        .expect(303)
        .location()
        .to_owned();
    order.trim_start_matches("/orders/").to_owned()
}

fn form_of(client: &Client, page: &str, action: &str) -> Vec<(String, String)> {
    client.get(page).form(action)
}

/// An order of «Север» whose day was promised: it has two versions.
fn changed(world: &World) -> String {
    let order = order(world);
    let fields = [("version", "1"), ("day", "2030-12-24"), ("reason", "Ждём фурнитуру")];
    world
        .admin()
        .post(&format!("/orders/{order}/promises"), &fields)
        .expect(303);
    order
}

fn notices(client: &Client) -> Vec<String> {
    let links = client.get("/notices").attributes("a[href^='/notices/']", "href");
    links
        .iter()
        .map(|link| link.trim_start_matches("/notices/").to_owned())
        .filter(|id| id.len() == 32)
        .collect()
}

const ALL_BUT_ADMIN: &[Role] = &[
    Role::Manager,
    Role::Director,
    Role::Buyer,
    Role::Seller,
    Role::Accountant,
];

fn member(company: &Company, role: Role) -> String {
    text(company.person(role).member.id)
}

/// The example of a route, by «METHOD /path/{of}/{the}/table»; `None` fails the matrix.
pub fn example(route: &str, world: &World, role: Role) -> Option<Example> {
    let (sever, yug) = (&world.sever, &world.yug);
    let (own, others) = (text(sever.dealer.unwrap()), text(yug.dealer.unwrap()));
    let product = text(Product::id_of(GOODS[0].external));
    let sku = text(Sku::id_of(GOODS[0].external));
    let own_order = sever.deal().order.as_str();
    let other_order = yug.deal().order.as_str();
    let person = world.of_role(role);

    Some(match route {
        // The way in.
        "GET /login" => Example::at("/login"),
        "POST /login" => Example::at("/login").with(&[("email", "nobody@test.example"), ("password", "no")]),
        "GET /login/code" => Example::at("/login/code"),
        "POST /login/code" => Example::at("/login/code").with(&[("code", "000000")]),
        "GET /password" => Example::at("/password"),
        "POST /password" => Example::at("/password").with(&[("email", "nobody@test.example")]),
        "GET /invitation/{secret}" => Example::at("/invitation/0123"),
        "POST /invitation/{secret}" => Example::at("/invitation/0123").with(&[("password", "no")]),
        "GET /setup/{secret}" => Example::at("/setup/0123"),
        "POST /setup/{secret}" => Example::at("/setup/0123").with(&[("company", "no")]),
        "GET /up" => Example::at("/up"),
        "GET /livez" => Example::at("/livez"),
        "GET /readyz" => Example::at("/readyz"),
        "GET /metrics" => Example::at("/metrics"),
        "GET /admin/health" => Example::at("/admin/health"),
        "GET /assets/{*path}" => Example::at("/assets/no-such.css"),
        "GET /dev/gallery" => Example::at("/dev/gallery"),
        "POST /session/end" => Example::at("/session/end"),
        "POST /session/membership" => {
            let mine = text(person.member.id);
            Example::of("/session/membership", "", "", "").and_fields("membership", &mine, &member(yug, Role::Buyer))
        }
        "POST /preferences" => Example::at("/preferences").with(&[("theme", "light")]),

        "GET /" => {
            // What changed, as the bell tells it; the administrator's home has other things, and the orders of all.
            let order = order(world);
            talk::told(world, role, &order);
            world.signed_in(person).hears(&order);
            Example::at("/").shows(order)
        }
        "GET /notices" => {
            let order = order(world);
            talk::told(world, role, &order);
            world.signed_in(person).hears(&order);
            Example::at("/notices").shows(order)
        }
        "POST /notices/reading" => Example::at("/notices/reading").with(&[("upto", "0")]),
        "POST /notices/mail" => Example::at("/notices/mail").with(&[("on", "true")]),
        "GET /search" => Example::at("/search?q=TST-0417").shows(GOODS[0].name),
        "GET /admin/mail" => Example::at("/admin/mail"),
        "POST /admin/mail/trial" => Example::at("/admin/mail/trial"),
        "GET /admin/jobs" => Example::at("/admin/jobs"),
        "POST /admin/jobs/{name}/run" => Example::at("/admin/jobs/office.tidy/run"),

        "GET /catalogue" => Example::at("/catalogue").shows(GOODS[0].name),
        "GET /products/{id}" => {
            let mut example = Example::at(format!("/products/{product}"))
                .shows(GOODS[0].name)
                .shows(GOODS[0].article);
            example.absent = Some(Call {
                path: format!("/products/{NOBODY}"),
                fields: Vec::new(),
            });
            example
        }

        "GET /drafts" => Example::at("/drafts").shows("Черновик Север"),
        "POST /drafts" => {
            let name = format!("Начатый {}", fresh());
            let mut example = Example::of("/drafts", "", "", "").and_fields("dealer", &own, &others);
            // A dealer's own people can only mean their own company, whatever the form says.
            if !role.is_staff() {
                (example.others, example.absent) = (None, None);
            }
            example.with(&[("name", &name)]).shows(name.clone()).then("/drafts")
        }
        "POST /drafts/lines" => {
            let draft = draft(world);
            let path = format!("/drafts/{draft}");
            Example::of("/drafts/lines", "", "", "")
                .and_fields("draft", &draft, &yug.deal().draft)
                .with(&[("sku", &sku), ("quantity", "5"), ("dealer", &own)])
                .shows(GOODS[0].name)
                .then(path)
        }
        "POST /drafts/picked" => Example::of("/drafts/picked", "", "", "")
            .and_fields("draft", &draft(world), &yug.deal().draft)
            .with(&[("sku", &sku), ("dealer", &own)])
            .then("/catalogue"),
        "POST /drafts/{id}/picked" => {
            let draft = draft(world);
            Example::of("/drafts/{}/picked", &draft, &yug.deal().draft, NOBODY)
                .with(&[("sku", &sku)])
                .then(format!("/drafts/{draft}/catalogue"))
        }
        "GET /drafts/{id}" => Example::of("/drafts/{}", &sever.deal().draft, &yug.deal().draft, NOBODY)
            .shows("Черновик Север")
            .shows(GOODS[0].name),
        "GET /drafts/{id}/catalogue" => {
            Example::of("/drafts/{}/catalogue", &sever.deal().draft, &yug.deal().draft, NOBODY).shows(GOODS[0].name)
        }
        "GET /drafts/{id}/catalogue/groups/{group}" => {
            let pattern = format!("/drafts/{{}}/catalogue/groups/{}", Group::id_of(GROUP));
            Example::of(&pattern, &sever.deal().draft, &yug.deal().draft, NOBODY).shows(GOODS[0].name)
        }
        "GET /drafts/{id}/catalogue/products/{product}" => {
            let pattern = format!("/drafts/{{}}/catalogue/products/{product}");
            Example::of(&pattern, &sever.deal().draft, &yug.deal().draft, NOBODY).shows(GOODS[0].article)
        }
        "POST /drafts/{id}" => {
            let draft = draft(world);
            let path = format!("/drafts/{draft}");
            let mut example = Example::of("/drafts/{}", &draft, &yug.deal().draft, NOBODY);
            let director = world.signed_in(sever.person(Role::Director));
            let mut fields = form_of(&director, &path, &path);
            for field in &mut fields {
                if field.0 == "name" {
                    field.1 = "Переименован".to_owned();
                }
            }
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            example = example.with(&fields);
            example.shows("Переименован").then(path)
        }
        "POST /drafts/{id}/lines" => {
            let draft = draft(world);
            Example::of("/drafts/{}/lines", &draft, &yug.deal().draft, NOBODY)
                .with(&[("article", GOODS[1].article), ("quantity", "1")])
                .shows(GOODS[1].name)
                .then(format!("/drafts/{draft}"))
        }
        "POST /drafts/{id}/copy" => Example::of("/drafts/{}/copy", &draft(world), &yug.deal().draft, NOBODY),
        "POST /drafts/{id}/template" => Example::of("/drafts/{}/template", &draft(world), &yug.deal().draft, NOBODY)
            .then("/drafts")
            .shows("Образец"),
        "POST /drafts/{id}/split" => {
            let draft = draft(world);
            let client = world.signed_in(sever.person(Role::Director));
            let line = [("article", GOODS[1].article), ("quantity", "1")];
            client.post(&format!("/drafts/{draft}/lines"), &line).expect(303);
            let name = format!("Часть {}", fresh());
            Example::of("/drafts/{}/split", &draft, &yug.deal().draft, NOBODY)
                .with(&[("version", "3"), ("line", "1"), ("name", &name)])
                .then("/drafts")
                .shows(name.clone())
        }
        "POST /drafts/{id}/merger" => {
            let other = draft(world);
            Example::of("/drafts/{}/merger", &draft(world), &yug.deal().draft, NOBODY)
                .with(&[("version", "2"), ("other", &other)])
        }
        "POST /drafts/{id}/resolution" => {
            let draft = draft(world);
            let key = format!("q-{sku}-0");
            Example::of("/drafts/{}/resolution", &draft, &yug.deal().draft, NOBODY)
                .with(&[("version", "2"), ("take", "0"), ("key", &key), ("mine", "417")])
                .then(format!("/drafts/{draft}"))
                .shows("value=\"417\"")
        }
        "POST /drafts/{id}/removal" => Example::of("/drafts/{}/removal", &draft(world), &yug.deal().draft, NOBODY),
        "POST /drafts/{id}/submission" => {
            let draft = draft(world);
            let path = format!("/drafts/{draft}");
            let director = world.signed_in(sever.person(Role::Director));
            let fields = form_of(&director, &path, &path);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            Example::of("/drafts/{}/submission", &draft, &yug.deal().draft, NOBODY).with(&fields)
        }

        "GET /orders" => Example::at("/orders?stage=all").shows(own_order),
        "GET /orders/{number}" => Example::of("/orders/{}", own_order, other_order, NO_ORDER)
            .shows(own_order)
            .shows(GOODS[0].name),
        "POST /orders/{number}/stage" => {
            let order = order(world);
            Example::of("/orders/{}/stage", &order, other_order, NO_ORDER)
                .with(&[("version", "1"), ("stage", "confirmed")])
        }
        "POST /orders/{number}/promises" => {
            let order = order(world);
            Example::of("/orders/{}/promises", &order, other_order, NO_ORDER)
                .with(&[("version", "1"), ("day", "2030-12-24"), ("reason", "Ждём фурнитуру")])
                .then(format!("/orders/{order}"))
                .shows("24.12.2030")
        }
        "POST /orders/{number}/dates" => {
            let order = order(world);
            Example::of("/orders/{}/dates", &order, other_order, NO_ORDER)
                .with(&[
                    ("version", "1"),
                    ("line", "0"),
                    ("day", "2030-12-24"),
                    ("scope", "picked"),
                ])
                .then(format!("/orders/{order}"))
                .shows("24.12.2030")
        }
        "POST /orders/{number}/shipments" => {
            let order = order(world);
            Example::of("/orders/{}/shipments", &order, other_order, NO_ORDER)
                .with(&[("version", "1"), ("number", "Р-17"), ("track", "TRK-4711")])
                .then(format!("/orders/{order}"))
                .shows("TRK-4711")
        }
        "POST /orders/{number}/cancellation" => {
            let order = order(world);
            Example::of("/orders/{}/cancellation", &order, other_order, NO_ORDER)
                .with(&[("version", "1"), ("reason", "Передумали")])
        }
        "GET /orders/{number}/history" => Example::of("/orders/{}/history", own_order, other_order, NO_ORDER)
            .shows(own_order)
            .shows("kb-tl"),
        "GET /orders/{number}/rewind" => Example::of("/orders/{}/rewind?at=1", own_order, other_order, NO_ORDER)
            .shows(GOODS[0].name)
            .shows("data-version=\"1\""),
        "GET /orders/{number}/repetition" => Example::of("/orders/{}/repetition", own_order, other_order, NO_ORDER)
            .shows(own_order)
            .shows(GOODS[0].name),
        "POST /orders/{number}/repetition" => Example::of("/orders/{}/repetition", own_order, other_order, NO_ORDER),

        "GET /catalogue/groups/{id}" => {
            let mut example = Example::at(format!("/catalogue/groups/{}", Group::id_of(GROUP)))
                .shows(GROUP)
                .shows(GOODS[0].name);
            example.absent = Some(Call {
                path: format!("/catalogue/groups/{NOBODY}"),
                fields: Vec::new(),
            });
            example
        }
        "GET /pictures/{hash}/{pixels}" => {
            let hash = world.picture.as_str();
            let mut example = Example::at(format!("/pictures/{hash}/96"));
            example.absent = Some(Call {
                path: format!("/pictures/{}/96", "0".repeat(hash.len())),
                fields: Vec::new(),
            });
            example
        }
        "GET /orders/{number}/changes/{old}/{new}" => {
            let order = changed(world);
            let page = world.admin().get(&format!("/orders/{order}"));
            let links = page.attributes("a[href*='/changes/']", "href");
            let link = links
                .first()
                .expect("the order's history leads to what changed")
                .replace("/orders/", "");
            let change = link.replacen(&order, "", 1);
            Example::of(
                "/orders/{}",
                &link,
                &format!("{other_order}{change}"),
                &format!("{NO_ORDER}{change}"),
            )
            .shows("24.12.2030")
            .shows("Ждём фурнитуру")
        }
        "GET /orders/{number}/edit" => {
            Example::of("/orders/{}/edit", own_order, other_order, NO_ORDER).shows(GOODS[0].name)
        }
        // Nothing is written down: it leads to the form.
        "GET /orders/{number}/edit/look" => Example::of("/orders/{}/edit/look", own_order, other_order, NO_ORDER),
        "GET /orders/{number}/lines.xlsx" => {
            Example::of("/orders/{}/lines.xlsx", own_order, other_order, NO_ORDER).shows(GOODS[0].name)
        }
        "POST /orders/{number}/requests" => {
            // A form without lines is not this order's.
            let order = order(world);
            Example::of("/orders/{}/requests", &order, other_order, NO_ORDER)
                .with(&[("version", "1")])
                .refused()
        }
        "POST /orders/{number}/requests/answer" => {
            let order = order(world);
            Example::of("/orders/{}/requests/answer", &order, other_order, NO_ORDER)
                .with(&[("version", "1"), ("answer", "accept")])
                .refused()
        }
        "POST /orders/{number}/acceptance" => {
            // Nothing waits for an answer: the order's own people are told so.
            let order = order(world);
            Example::of("/orders/{}/acceptance", &order, other_order, NO_ORDER)
                .with(&[("version", "1"), ("answer", "accept")])
                .refused()
        }
        "GET /notices/{id}" => {
            let links = notices(&world.signed_in(person));
            let theirs = notices(&world.signed_in(world.maker.person(Role::Admin)));
            let strange = if role == Role::Admin {
                NOBODY.to_owned()
            } else {
                theirs[0].clone()
            };
            match links.first() {
                Some(own) => Example::of("/notices/{}", own, &strange, NOBODY),
                None => Example::of("/notices/{}", &strange, &strange, NOBODY).none_for(ALL_BUT_ADMIN),
            }
        }
        "POST /admin/mail/{id}/sending" => {
            Example::of("/admin/mail/{}/sending", NOBODY, NOBODY, NOBODY).none_for(&Role::ALL)
        }
        // Rates of the tax: the manufacturer's own, with nothing of a dealer in them.
        "GET /vat-rates" => Example::at("/vat-rates").shows("01.01.2026"),
        "GET /vat-rates/new" => Example::at("/vat-rates/new"),
        "POST /vat-rates" => {
            let day = coming_day();
            Example::at("/vat-rates")
                .with(&vat_rate(&day))
                .shows(day.clone())
                .then("/vat-rates")
        }
        "POST /vat-rates/removal" => {
            let day = coming_day();
            let rate = vat_rate(&day);
            world.admin().post("/vat-rates", &rate).expect(303);
            Example::at("/vat-rates/removal").with(&rate)
        }
        // The line of stages: the manufacturer's own.
        "GET /stages" => Example::at("/stages").shows("В производстве"),
        "GET /stages/new" => Example::at("/stages/new"),
        "POST /stages" => {
            let name = format!("Покраска {}", fresh());
            Example::at("/stages")
                .with(&new_stage(&name, &name, &line_version(world)))
                .shows(name.clone())
                .then("/stages")
        }
        "GET /stages/{key}" => Example::at("/stages/production").shows("Согласованная спецификация"),
        "POST /stages/{key}" => {
            let name = format!("Сборка {}", fresh());
            Example::at("/stages/ready")
                .with(&new_stage(&name, &name, &line_version(world)))
                .shows(name.clone())
                .then("/stages")
        }
        "POST /stages/{key}/place" => {
            let key = added_stage(world);
            Example::at(format!("/stages/{key}/place")).with(&[("version", &line_version(world)), ("to", "back")])
        }
        "GET /stages/{key}/removal" => Example::at("/stages/production/removal").shows("Убрать этап"),
        "POST /stages/{key}/removal" => {
            let key = added_stage(world);
            Example::at(format!("/stages/{key}/removal")).with(&[("version", &line_version(world))])
        }
        route => {
            return dealers::example(route, world, role)
                .or_else(|| own::example(route, world, role))
                .or_else(|| exchange::example(route, world))
                .or_else(|| quick::example(route, world, role))
                .or_else(|| lists::example(route, world, role))
                .or_else(|| configurator::example(route, world, role))
                .or_else(|| offers::example(route, world, role))
                .or_else(|| feeds::example(route, world))
                .or_else(|| talk::example(route, world, role))
                .or_else(|| approvals::example(route, world, role))
                .or_else(|| delivery::example(route, world).or_else(|| marks::example(route, world)))
                .or_else(|| {
                    reports::example(route, world)
                        .or_else(|| papers::example(route))
                        .or_else(|| calendar::example(route, world, role))
                })
                .or_else(|| reconciliation::example(route, world, role))
                .or_else(|| evidence::example(route, world))
                .or_else(|| rights::example(route, world, role))
                .or_else(|| holds::example(route, world, role))
                .or_else(|| price_changes::example(route))
                .or_else(|| backups::example(route, world))
                .or_else(|| brand::example(route, world));
        }
    })
}

impl Example {
    /// One address for all three, told apart by a field.
    fn and_fields(mut self, name: &str, own: &str, others: &str) -> Example {
        let calls = [
            (Some(&mut self.own), own),
            (self.others.as_mut(), others),
            (self.absent.as_mut(), NOBODY),
        ];
        for (call, value) in calls {
            if let Some(call) = call {
                call.fields.push((name.to_owned(), value.to_owned()));
            }
        }
        self
    }
}
