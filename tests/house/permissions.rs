//! `docs/permissions.md`: the policy as the code has it.

use std::fmt::Write;

use kabinet::modules::MODULES;
use kabinet::platform::access::Role;
use kabinet::platform::i18n::try_text;
use kabinet::platform::values::Locale;
use kabinet::platform::web::{Authority, Portal};

use crate::registry::all_permissions;
use crate::snapshot;

#[test]
fn the_document_of_permissions_says_what_the_code_does() {
    snapshot::check("docs/permissions.md", &document());
}

fn document() -> String {
    let mut text = String::from(
        "# Permissions\n\n\
        Made from the code by `UPDATE=1 cargo test --test house`; a test holds it to that. A role is ready-made: the first two\n\
        are the manufacturer's, the others a dealer's. A permission opens a page or an action; *which records* are seen\n\
        there is the scope's matter: administrators see all, managers their own dealers, a dealer's people their company.\n\
        What is out of scope answers as what doesn't exist.\n\n\
        ## Roles and permissions\n\n| permission | what it lets do |",
    );
    for role in Role::ALL {
        write!(text, " {} |", role.id()).unwrap();
    }
    text.push_str("\n|---|---|");
    text.push_str(&":-:|".repeat(Role::ALL.len()));
    text.push('\n');
    for (_, permission) in all_permissions() {
        let name = format!("access-permission-{}", permission.id.replace('.', "-"));
        let words =
            try_text(Locale::En, &name).unwrap_or_else(|| panic!("{name} has no text: the refusal page shows it"));
        write!(text, "| `{}` | {words} |", permission.id).unwrap();
        for role in Role::ALL {
            text.push_str(if permission.held_by(role) { " + |" } else { "   |" });
        }
        text.push('\n');
    }
    text.push_str("\n## Routes\n");
    let platform = Portal::routes(&[]);
    section(&mut text, "platform", &platform.iter().collect::<Vec<_>>());
    for module in MODULES {
        let routes = (module.routes)();
        if !routes.is_empty() {
            section(&mut text, module.name, &routes.iter().collect::<Vec<_>>());
        }
    }
    text
}

fn section(text: &mut String, name: &str, routes: &[&kabinet::platform::web::Route]) {
    write!(text, "\n### {name}\n\n| | path | needs |\n|---|---|---|\n").unwrap();
    for route in routes {
        let needs = match route.authority {
            Authority::Person(permission) => format!("`{}`", permission.id),
            Authority::Public => "nothing: public".to_owned(),
            Authority::Machine(kind) => format!("a machine account: {kind}"),
            Authority::Key(kind) => format!("an unguessable link: {kind}"),
        };
        let path = if route.path.starts_with("/dev/") {
            format!("`{}` (debug builds only)", route.path)
        } else {
            format!("`{}`", route.path)
        };
        writeln!(text, "| {} | {path} | {needs} |", route.method).unwrap();
    }
}
