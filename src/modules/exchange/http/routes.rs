//! The door of the server: the two addresses that clients know, in both verbs.

use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;

use super::protocol::Request;
use crate::modules::exchange::Doors;
use crate::platform::web::{Authority, Cx, Outcome, Route};

/// Our own address, and the one that 1C appends when its user gave none.
const PATHS: [&str; 2] = ["/exchange/1c", "/bitrix/admin/1c_exchange.php"];

pub fn routes() -> Vec<Route> {
    let machine = Authority::Machine("1c");
    PATHS
        .into_iter()
        .flat_map(|path| {
            [
                Route::get(path, machine, answer).streaming(),
                Route::post(path, machine, answer).streaming(),
            ]
        })
        .collect()
}

async fn answer(cx: Cx) -> Outcome {
    let cookies = cx.header("cookie").unwrap_or_default().split(';');
    let cookies = cookies.filter_map(|pair| pair.trim().split_once('='));
    let request = Request {
        query: cx.query_text.clone(),
        // A caller without an address is none that an address list lets in.
        address: cx.address.parse().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        authorization: cx.header("authorization").map(str::to_owned),
        cookies: cookies
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    };
    let body = cx.stream().unwrap_or_else(Body::empty);
    let doors = cx.part::<Doors>();
    Ok(doors.protocol.handle(request, body).await)
}
