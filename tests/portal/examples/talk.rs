//! Examples of the routes of conversations.

use kabinet::platform::access::Role;

use super::{Call, Example, NO_ORDER, NOBODY, fresh, order};
use crate::harness::World;

/// The number of a post that somebody writes on an order of «Север».
fn post(world: &World, role: Role, order: &str, question: bool) -> String {
    let client = world.signed_in(world.of_role(role));
    let text = format!("Образец {}", fresh());
    let mut fields = vec![("text", text.as_str())];
    if question {
        fields.push(("question", "1"));
    }
    let answer = client.post(&format!("/orders/{order}/talk"), &fields);
    let location = answer.expect(303).location().to_owned();
    location.rsplit("#m-").next().unwrap().to_owned()
}

/// Somebody else writes on this order, where the reader has written before: who takes part in a conversation hears it.
pub fn told(world: &World, reader: Role, order: &str) {
    let writer = match reader {
        Role::Director => Role::Manager,
        _ => Role::Director,
    };
    post(world, reader, order, false);
    post(world, writer, order, false);
}

/// A file of a post of the director's; the path after the order's number.
fn file(world: &World, order: &str) -> String {
    let client = world.signed_in(world.sever.person(Role::Director));
    let token = client.form_token().unwrap().unwrap();
    let part = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\nобразец\r\n--x--\r\n";
    let kind = [("content-type", "multipart/form-data; boundary=x")];
    let path = format!("/orders/{order}/talk?_csrf={token}");
    let answer = client.send("POST", &path, &kind, part.as_bytes().to_vec()).unwrap();
    let location = answer.expect(303).location().to_owned();
    format!("talk/{}/files/0", location.rsplit("#m-").next().unwrap())
}

/// The example of a route of this module.
pub fn example(route: &str, world: &World, role: Role) -> Option<Example> {
    let (own, others) = (world.sever.deal().order.as_str(), world.yug.deal().order.as_str());
    let of = |rest: &str| {
        let call = |number: &str| Call {
            path: format!("/orders/{number}/{rest}"),
            fields: Vec::new(),
        };
        Example {
            own: call(own),
            others: Some(call(others)),
            absent: Some(call(NO_ORDER)),
            ..Example::at("")
        }
    };
    Some(match route {
        "GET /talk" => {
            let order = order(world);
            told(world, role, &order);
            Example::at("/talk").shows(order)
        }
        "GET /orders/{number}/talk" => of("talk").shows(own),
        "POST /orders/{number}/talk" => {
            let text = format!("Слово {}", fresh());
            of("talk")
                .with(&[("text", &text)])
                .shows(text.clone())
                .then(format!("/orders/{own}/talk"))
        }
        "POST /orders/{number}/talk/revocation" => of("talk/revocation"),
        "POST /orders/{number}/talk/{post}" => {
            let text = format!("Исправлено {}", fresh());
            of(&format!("talk/{}", post(world, role, own, false)))
                .with(&[("text", &text)])
                .shows(text.clone())
                .then(format!("/orders/{own}/talk"))
        }
        "POST /orders/{number}/talk/{post}/removal" => {
            let order = order(world);
            let path = format!("/orders/{order}/talk");
            let mut example = of(&format!("talk/{}/removal", post(world, role, &order, false)));
            example.own.path = example.own.path.replace(own, &order);
            example.shows("Автор удалил сообщение").then(path)
        }
        "POST /orders/{number}/talk/{post}/settlement" => {
            let order = order(world);
            let path = format!("/orders/{order}/talk");
            let mut example = of(&format!("talk/{}/settlement", post(world, Role::Manager, &order, true)));
            example.own.path = example.own.path.replace(own, &order);
            example.shows("Отвечено").then(path)
        }
        "GET /orders/{number}/talk/{post}/files/{place}" => of(&file(world, own)).shows("образец"),
        "GET /orders/{number}/talk/{post}/files/{place}/{pixels}" => of(&format!("{}/320", file(world, own))),
        "GET /answers/{secret}" => Example::at(format!("/answers/{NOBODY}")),
        "GET /answers/{secret}/files/{post}/{place}" => Example::at(format!("/answers/{NOBODY}/files/{NOBODY}/0")),
        "POST /answers/{secret}" => Example::at(format!("/answers/{NOBODY}")).with(&[("text", "Ответ")]),
        _ => return None,
    })
}
