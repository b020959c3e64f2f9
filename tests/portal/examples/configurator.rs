//! Examples of the routes of goods that are made to order.

use kabinet::platform::access::Role;

use super::{Example, NO_ORDER, NOBODY, draft, order};
use crate::harness::{MADE_ARTICLE, MADE_NAME, World, made};

/// A complete configuration, as the form sends it.
pub const WHOLE: [(&str, &str); 5] = [
    ("o.width", "900"),
    ("o.height", "1000"),
    ("o.opening", "turn"),
    ("o.colour", "white"),
    ("q", "2"),
];

fn absent(pattern: &str) -> Example {
    let mut example = Example::at(pattern.replace("{}", &made().to_string()));
    example.absent = Some(super::Call {
        path: pattern.replace("{}", NOBODY),
        fields: Vec::new(),
    });
    example
}

/// The model as its page has it: the version that forms carry.
fn version(world: &World) -> String {
    let page = format!("/configurator/{}", made());
    let form = world
        .admin()
        .get(&format!("{page}/tables/facts"))
        .form(&format!("{page}/tables/facts"));
    form.into_iter()
        .find(|(name, _)| name == "version")
        .expect("the form carries a version")
        .1
}

pub fn example(route: &str, world: &World, _: Role) -> Option<Example> {
    let product = made().to_string();
    let of_drafts = |pattern: &str| {
        let pattern = pattern.replace("{product}", &product);
        Example::of(&pattern, &draft(world), &world.yug.deal().draft, NOBODY)
    };
    let of_orders = |pattern: &str| {
        let pattern = pattern.replace("{product}", &product);
        Example::of(&pattern, &order(world), &world.yug.deal().order, NO_ORDER)
    };
    let line = |drafts: &str| {
        let director = world.signed_in(world.sever.person(Role::Director));
        let mut fields = WHOLE.to_vec();
        fields.extend([("product", product.as_str()), ("edition", "1")]);
        director
            .post(&format!("/drafts/{drafts}/configured"), &fields)
            .expect(303);
    };
    let whole = || {
        let mut fields = WHOLE.to_vec();
        fields.extend([("product", product.as_str()), ("edition", "1")]);
        fields
    };
    Some(match route {
        "GET /products/{id}/configuration" => absent("/products/{}/configuration")
            .shows(MADE_NAME)
            .shows("Открывание"),
        "POST /products/{id}/configuration" => absent("/products/{}/configuration").with(&WHOLE),
        "GET /calculator" => Example::at("/calculator").shows(MADE_NAME).shows(MADE_ARTICLE),
        "GET /configurator" => Example::at("/configurator").shows(MADE_ARTICLE),
        "POST /configurator" => Example::at("/configurator").with(&[("product", MADE_ARTICLE)]),
        "GET /configurator/{product}" => absent("/configurator/{}").shows(MADE_NAME),
        "GET /configurator/{product}/tables/{table}" => absent("/configurator/{}/tables/rules").shows("до метра"),
        "POST /configurator/{product}/tables/{table}" => {
            let version = version(world);
            absent("/configurator/{}/tables/drawing").with(&[
                ("version", version.as_str()),
                ("width", "4"),
                ("c", "width"),
                ("c", "height"),
                ("c", "opening"),
                ("c", "colour"),
            ])
        }
        "GET /configurator/{product}/preview" => absent("/configurator/{}/preview").shows("Открывание"),
        "POST /configurator/{product}/preview" => absent("/configurator/{}/preview").with(&WHOLE),
        "GET /configurator/{product}/workbook" => absent("/configurator/{}/workbook").shows("Открывание"),
        // Without a file: how one is taken is tested where there is one.
        "POST /configurator/{product}/workbook" => absent("/configurator/{}/workbook").refused(),
        "GET /configurator/{product}/editions/{edition}" => absent("/configurator/{}/editions/1").shows("Открывание"),
        // What is published already isn't published again.
        "POST /configurator/{product}/publication" => absent("/configurator/{}/publication").refused(),
        // Nobody else's model: the product is never offered, so that other examples find theirs.
        "POST /configurator/{product}/withdrawal" => {
            Example::at(format!("/configurator/{NOBODY}/withdrawal")).none_for(&[Role::Admin])
        }
        "POST /drafts/configured" => Example::at("/drafts/configured")
            .with(&whole())
            .none_for(&[Role::Admin, Role::Manager]),
        "GET /drafts/{id}/configure/{product}" => of_drafts("/drafts/{}/configure/{product}").shows(MADE_NAME),
        "POST /drafts/{id}/configure/{product}" => of_drafts("/drafts/{}/configure/{product}").with(&WHOLE),
        "POST /drafts/{id}/configured" => {
            let own = draft(world);
            Example::of("/drafts/{}/configured", &own, &world.yug.deal().draft, NOBODY)
                .with(&whole())
                .then(format!("/drafts/{own}"))
                .shows(MADE_NAME)
                .shows("Поворотное")
        }
        "GET /orders/{number}/configure/{product}" => of_orders("/orders/{}/configure/{product}").shows(MADE_NAME),
        "POST /orders/{number}/configure/{product}" => of_orders("/orders/{}/configure/{product}").with(&WHOLE),
        "POST /orders/{number}/configured" => {
            let own = order(world);
            Example::of("/orders/{}/configured", &own, &world.yug.deal().order, NO_ORDER)
                .with(&whole())
                .then(format!("/orders/{own}"))
        }
        "POST /orders/{number}/unsent/removal" => Example::of(
            "/orders/{}/unsent/removal",
            &order(world),
            &world.yug.deal().order,
            NO_ORDER,
        ),
        "POST /drafts/{id}/renewal" => {
            let own = draft(world);
            line(&own);
            Example::of("/drafts/{}/renewal", &own, &world.yug.deal().draft, NOBODY)
                .with(&[("line", "1"), ("version", "3")])
        }
        // Of another version: what is put in place of what is tested where something stands in for it.
        "POST /drafts/{id}/substitution" => Example::of(
            "/drafts/{}/substitution",
            &draft(world),
            &world.yug.deal().draft,
            NOBODY,
        )
        .with(&[("line", &format!("0:{NOBODY}")), ("version", "999")]),
        _ => return None,
    })
}
