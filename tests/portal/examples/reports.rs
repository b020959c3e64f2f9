//! Examples of the routes of plans and figures.

use kabinet::platform::values::Clock;

use super::{Example, NOBODY, order, text};
use crate::harness::{GROUP, World};

/// An order that is promised for a day of the plan.
fn planned(world: &World) {
    let order = order(world);
    let day = Clock::system().now().day_in(&jiff::tz::TimeZone::UTC);
    let day = day.saturating_add(jiff::Span::new().days(9));
    let day = day.to_string();
    let fields = [("version", "1"), ("day", day.as_str()), ("reason", "По плану")];
    world
        .admin()
        .post(&format!("/orders/{order}/promises"), &fields)
        .expect(303);
}

/// The example of a route of this module.
pub fn example(route: &str, world: &World) -> Option<Example> {
    let (own, others) = (text(world.sever.dealer.unwrap()), text(world.yug.dealer.unwrap()));
    let of = |pattern: &str| Example::of(pattern, &own, &others, NOBODY);
    Some(match route {
        "GET /plan" => {
            planned(world);
            of("/plan?dealer={}").shows("Север")
        }
        "GET /plan/orders" => Example::at("/plan/orders?which=undated").shows("Заказ Север"),
        "GET /plan.xlsx" => {
            planned(world);
            of("/plan.xlsx?dealer={}").shows(GROUP)
        }
        "GET /plan/load" => Example::at("/plan/load"),
        "GET /plan/capacity" => Example::at("/plan/capacity").shows(GROUP),
        // Of a version that nobody has: what was kept by others stays.
        "POST /plan/capacity" => Example::at("/plan/capacity").with(&[("version", "999")]).refused(),
        "GET /pipeline" => of("/pipeline?dealer={}").shows("Север"),
        "GET /analytics" => of("/analytics?dealer={}").shows("Север"),
        "GET /analytics/orders" => {
            order(world);
            of("/analytics/orders?dealer={}").shows("Образец")
        }
        "GET /analytics.xlsx" => of("/analytics.xlsx?dealer={}").shows("Север"),
        "GET /promises" => of("/promises?dealer={}").shows("Север"),
        "GET /promises/orders" => of("/promises/orders?dealer={}"),
        "GET /promises.xlsx" => of("/promises.xlsx?dealer={}").shows("Север"),
        "GET /company/report" => Example::at("/company/report").shows(GROUP),
        "GET /company/report.xlsx" => Example::at("/company/report.xlsx").shows(GROUP),
        _ => return None,
    })
}
