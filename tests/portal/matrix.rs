//! The access matrix: every route, every role, against what is one's own, another's and nobody's.
//!
//! The table of statuses is `matrix.txt`; a change of it is seen in review (`UPDATE=1` writes it). Some things are
//! asserted besides: a role with the right gets through to its own and reads there what was put in (the pages that show
//! nothing of any record are named in `EMPTY`); a role without it
//! gets 403; what is another's answers like what isn't there, byte for byte; nobody is sent to sign in; a form without
//! its token is refused, and nothing of it happens.

use std::fmt::Write;
use std::path::Path;

use kabinet::modules::MODULES;
use kabinet::platform::access::Role;
use kabinet::platform::web::{Authority, Portal, Route};

use crate::examples::{Call, Example, example};
use crate::harness::{Answer, Client, World, try_for};

/// Answers that show nothing of any record, and why. Every other one must show something that was put in: a new page that
/// isn't told here fails without it. To staff and to dealers' people a page may differ.
const EMPTY: &[(&str, &[Role], &str)] = &[
    ("GET /addresses/new", &Role::ALL, "an empty form"),
    ("GET /admin/exchange/connections/new", &Role::ALL, "an empty form"),
    (
        "GET /approvals",
        &[Role::Seller, Role::Accountant],
        "takes part in no approval",
    ),
    ("GET /carriers/new", &Role::ALL, "an empty form"),
    (
        "GET /holds",
        &Role::ALL,
        "nothing is held here: tests of holds look at it",
    ),
    ("GET /holds/rules/new", &Role::ALL, "an empty form"),
    ("GET /profile/second-factor", &Role::ALL, "nobody here has one"),
    ("GET /own-entities/new", &Role::ALL, "an empty form"),
    ("GET /people/new", &Role::ALL, "an empty form"),
    ("GET /roles/new", &Role::ALL, "an empty form"),
    ("GET /roles/ceilings", &Role::ALL, "the program's own tiers and rights"),
    ("GET /stages/new", &Role::ALL, "an empty form"),
    ("GET /vat-rates/new", &Role::ALL, "an empty form"),
    ("GET /quick", DEALERS, "an empty form; staff says for whom"),
    (
        "GET /admin/backups",
        &Role::ALL,
        "no backup was made in this world: tests of backups look at it",
    ),
    (
        "GET /admin/health",
        &Role::ALL,
        "the installation's own figures: tests of health look at it",
    ),
    (
        "GET /admin/jobs",
        &Role::ALL,
        "the program's own jobs: nobody puts any in",
    ),
    (
        "GET /admin/mail",
        &Role::ALL,
        "no mail is set up in this world: there are no letters",
    ),
    (
        "GET /plan/load",
        DEALERS,
        "not shown to dealers until an administrator says so",
    ),
    (
        "GET /promises/orders",
        &Role::ALL,
        "a promise is kept or broken when its day has passed",
    ),
    (
        "GET /pictures/{hash}/{pixels}",
        &Role::ALL,
        "a picture made smaller has no words",
    ),
    (
        "GET /orders/{number}/parcels/{parcel}/photos/{place}/{pixels}",
        &Role::ALL,
        "a picture made smaller has no words",
    ),
    (
        "GET /orders/{number}/talk/{post}/files/{place}/{pixels}",
        &Role::ALL,
        "a drawn stand-in: the file is no picture",
    ),
];

const DEALERS: &[Role] = &[Role::Director, Role::Buyer, Role::Seller, Role::Accountant];

#[test]
fn every_route_answers_every_role_as_the_table_says() {
    let world = World::fresh();
    let mut table = String::from(
        "# Statuses of every route for every role. Made by: UPDATE=1 cargo test --test portal matrix\n\
         # own, other's, nobody's | no token | not signed in. A Admin, M Manager, D Director, B Buyer, S Seller, C Accountant\n",
    );
    let mut wrong = Vec::new();
    for route in Portal::routes(MODULES) {
        if example(&name(&route), &world, Role::Buyer).is_none() {
            wrong.push(format!("{}: no example in tests/portal/examples", name(&route)));
            continue;
        }
        let line = match route.authority {
            Authority::Person(_) => person(&world, &route, &mut wrong),
            Authority::Public => anyone(&world, &route, "public"),
            Authority::Machine(kind) => anyone(&world, &route, &format!("machine {kind}")),
            Authority::Key(kind) => anyone(&world, &route, &format!("key {kind}")),
        };
        writeln!(table, "{line}").unwrap();
    }
    let routes: Vec<String> = Portal::routes(MODULES).iter().map(name).collect();
    let gone = EMPTY
        .iter()
        .filter(|(route, ..)| !routes.iter().any(|known| known == route));
    wrong.extend(gone.map(|(route, ..)| format!("{route}: stands in EMPTY, and is no route")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    compare(&table);
}

fn compare(table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/portal/matrix.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, table).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let changed: Vec<String> = kept
        .lines()
        .filter(|line| !table.contains(line))
        .map(|line| format!("- {line}"))
        .chain(
            table
                .lines()
                .filter(|line| !kept.contains(line))
                .map(|line| format!("+ {line}")),
        )
        .collect();
    assert!(
        kept == table,
        "the matrix changed; if that is meant: UPDATE=1 cargo test --test portal matrix\n{}",
        changed.join("\n")
    );
}

fn name(route: &Route) -> String {
    format!("{} {}", route.method, route.path)
}

fn of(world: &World, route: &Route, role: Role) -> Example {
    example(&name(route), world, role)
        .unwrap_or_else(|| panic!("{} has no example: add one to tests/portal/examples.rs", name(route)))
}

fn person(world: &World, route: &Route, wrong: &mut Vec<String>) -> String {
    let Authority::Person(permission) = route.authority else {
        unreachable!("asked for persons only")
    };
    let title = name(route);
    let mut columns: [Vec<String>; 4] = Default::default();
    for role in Role::ALL {
        let letter = letter(role);
        let held = permission.held_by(role);
        let found = of(world, route, role);
        let ends_session = matches!(route.path, "/session/end" | "/people/{id}/seen");
        let client = |what: &str| match ends_session && (what == "own" || role == Role::Admin) {
            // Others still need the session that the world has, as it is.
            true => world.freshly_signed_in(world.of_role(role)),
            false => world.signed_in(world.of_role(role)),
        };
        let mut fault = |text: String| wrong.push(format!("{title}, {}: {text}", role.id()));

        if route.method == "POST" {
            let answer = without_token(&client("token"), &found.own);
            if answer.status != 403 {
                fault(format!("without the form's token it answers {}", answer.status));
            }
            columns[3].push(format!("{letter}{}", answer.status));
        }
        let others = found.others.as_ref().map(|call| said(&client("others"), route, call));
        let absent = found.absent.as_ref().map(|call| said(&client("absent"), route, call));
        let own = said(&client("own"), route, &found.own);

        let through = if found.refused {
            own.status == 422
        } else {
            matches!(own.status, 200 | 204 | 303)
        };
        let nothing_there = found.absent_for.contains(&role);
        match (held, nothing_there) {
            (false, _) if own.status != 403 => fault(format!("has no right, and gets {}", own.status)),
            (true, true) if own.status != 404 => fault(format!("has no such thing, and gets {}", own.status)),
            (true, false) if !through => fault(format!("may, and gets {}: {}", own.status, own.said())),
            (true, false) => {
                let seen = match (own.status, &found.look_at) {
                    (200, None) => Some(readable(&own)),
                    (_, Some(page)) => Some(readable(&client("look").get(page))),
                    _ => None,
                };
                let listed = EMPTY
                    .iter()
                    .any(|(route, roles, _)| *route == title && roles.contains(&role));
                if own.status == 200 && listed != found.shows.is_empty() {
                    fault(match listed {
                        true => "shows something: it stands in EMPTY no longer".to_owned(),
                        false => "shows nothing of a record: let its example show what was put in".to_owned(),
                    });
                }
                for text in &found.shows {
                    if !seen.as_ref().is_some_and(|seen| seen.contains(text.as_str())) {
                        fault(format!("«{text}» is not to be seen afterwards (status {})", own.status));
                    }
                }
            }
            _ => {}
        }
        let twins = [&others, &absent].map(|answer| answer.as_ref().map(without_request_id));
        if let (Some(mine), Some(nothing)) = (&found.others, &found.absent)
            && role != Role::Admin
            && twins[0] != twins[1]
        {
            // Counts in the frame (the bell, open orders) follow a moment later, so that one look may fall between.
            let alike = try_for(|| {
                let pair = [mine, nothing].map(|call| without_request_id(&said(&client("alike"), route, call)));
                (pair[0] == pair[1]).then_some(())
            });
            if alike.is_none() {
                fault("another's can be told from nobody's".to_owned());
            }
        }
        for (column, answer) in [(0, Some(&own)), (1, others.as_ref()), (2, absent.as_ref())] {
            if let Some(answer) = answer {
                columns[column].push(format!("{letter}{}", answer.status));
            }
        }
    }
    let anonymous = said(&world.anonymous(), route, &of(world, route, Role::Buyer).own);
    if anonymous.status != 303 || !anonymous.location().starts_with("/login") {
        wrong.push(format!(
            "{title}: nobody gets {} to {}",
            anonymous.status,
            anonymous.location()
        ));
    }
    let [own, others, absent, token] = columns.map(|column| packed(&column));
    let mut line = format!("{title} ({})\n    own {own}", permission.id);
    for (name, column) in [("other's", others), ("nobody's", absent), ("no token", token)] {
        if !column.is_empty() {
            write!(line, " | {name} {column}").unwrap();
        }
    }
    line
}

/// What guards itself: called by somebody who has nothing in hands.
fn anyone(world: &World, route: &Route, kind: &str) -> String {
    let found = of(world, route, Role::Buyer);
    let own = said(&world.anonymous(), route, &found.own);
    let mut line = format!("{} ({kind})\n    {}", name(route), own.status);
    if let Some(absent) = &found.absent {
        write!(line, " | nobody's {}", said(&world.anonymous(), route, absent).status).unwrap();
    }
    line
}

/// What an answer says: a page without its frame, which names the reader everywhere, a workbook by its cells, an archive by
/// its names as well.
pub fn readable(answer: &Answer) -> String {
    let Ok(mut parts) = zip::ZipArchive::new(std::io::Cursor::new(&answer.bytes)) else {
        let body = answer.body();
        let within = body.find("<main").zip(body.rfind("</main>"));
        return within.map_or(body.clone(), |(from, to)| body[from..to].to_owned());
    };
    let mut text = String::new();
    for place in 0..parts.len() {
        let mut part = Vec::new();
        let mut entry = parts.by_index(place).unwrap();
        text.push_str(&entry.name().unwrap());
        std::io::Read::read_to_end(&mut entry, &mut part).unwrap();
        text.push_str(&String::from_utf8_lossy(&part));
    }
    text
}

fn said(client: &Client, route: &Route, call: &Call) -> Answer {
    if route.method == "GET" {
        return client.get(&call.path);
    }
    let fields: Vec<(&str, &str)> = call
        .fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.post(&call.path, &fields)
}

fn without_token(client: &Client, call: &Call) -> Answer {
    let fields: Vec<(&str, &str)> = call
        .fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.post_raw(&call.path, &[], &fields)
}

/// Everything of an answer that a prober could tell apart, but for what differs between any two answers.
pub fn without_request_id(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let id = answer.header("x-request-id").to_owned();
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| !["x-request-id", "date"].contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    (answer.status, headers, answer.body().replace(&id, "REQUEST"))
}

const fn letter(role: Role) -> char {
    match role {
        Role::Admin => 'A',
        Role::Manager => 'M',
        Role::Director => 'D',
        Role::Buyer => 'B',
        Role::Seller => 'S',
        Role::Accountant => 'C',
    }
}

/// `A200 M200 D404` as `AM 200, D 404`.
fn packed(column: &[String]) -> String {
    let mut groups: Vec<(String, String)> = Vec::new();
    for cell in column {
        let (letter, status) = cell.split_at(1);
        match groups.iter_mut().find(|(_, known)| known == status) {
            Some((letters, _)) => letters.push_str(letter),
            None => groups.push((letter.to_owned(), status.to_owned())),
        }
    }
    let groups: Vec<String> = groups
        .iter()
        .map(|(letters, status)| format!("{letters} {status}"))
        .collect();
    groups.join(", ")
}
