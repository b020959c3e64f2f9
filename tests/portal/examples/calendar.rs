//! Examples of the routes of the payment calendar and of working days.

use kabinet::platform::access::Role;

use super::{Example, NOBODY, form_of, fresh, text};
use crate::harness::World;
use crate::harness::papers::paper_number;

/// A year that nothing else speaks of, as the page of an administrator has its form.
const YEAR: &str = "/admin/work-days?country=RU&year=2034";

/// The fields that make another day of that year a day off, and the day as pages show it.
fn another_day(world: &World) -> (Vec<(String, String)>, String) {
    // Wednesdays of the year, one after the other.
    let first = jiff::civil::date(2034, 1, 4);
    let weeks: i64 = fresh().parse().unwrap();
    let day = first.checked_add(jiff::Span::new().weeks(weeks % 50)).unwrap();
    let shown = format!("{:02}.{:02}.{}", day.day(), day.month(), day.year());
    let mut fields = form_of(&world.admin(), YEAR, "/admin/work-days");
    for (name, value) in &mut fields {
        match name.as_str() {
            "day" => value.clone_from(&shown),
            "is" => *value = "off".to_owned(),
            _ => {}
        }
    }
    (fields, shown)
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
}

fn said(world: &World) -> String {
    let (fields, shown) = another_day(world);
    world.admin().post("/admin/work-days", &borrowed(&fields)).expect(303);
    shown
}

pub fn example(route: &str, world: &World, role: Role) -> Option<Example> {
    let (own, others) = (text(world.sever.dealer.unwrap()), text(world.yug.dealer.unwrap()));
    let of_dealer = |pattern: &str| {
        let mut example = Example::of(pattern, &own, &others, NOBODY).shows(paper_number("Север"));
        // A dealer's own people can only mean their own company, whatever the address says.
        if !role.is_staff() {
            (example.others, example.absent) = (None, None);
        }
        example
    };
    const STAFF: &[Role] = &[Role::Admin, Role::Manager];
    Some(match route {
        "GET /calendar" => of_dealer("/calendar?view=list&dealer={}"),
        "GET /calendar/list.xlsx" => of_dealer("/calendar/list.xlsx?dealer={}"),
        "POST /calendar/key" => Example::at("/calendar/key").none_for(STAFF),
        "POST /calendar/key/revocation" => Example::at("/calendar/key/revocation").none_for(STAFF),
        "GET /calendar/{secret}" => Example::at("/calendar/0123.ics"),
        "GET /admin/work-days" => {
            let shown = said(world);
            Example::at(YEAR).shows(shown)
        }
        "POST /admin/work-days" => {
            let (fields, shown) = another_day(world);
            Example::at("/admin/work-days")
                .with(&borrowed(&fields))
                .then(YEAR)
                .shows(shown)
        }
        "POST /admin/work-days/shipped" => {
            said(world);
            let fields = form_of(&world.admin(), YEAR, "/admin/work-days/shipped");
            Example::at("/admin/work-days/shipped").with(&borrowed(&fields))
        }
        _ => return None,
    })
}
