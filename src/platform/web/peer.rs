//! Who calls: the peer of the connection, or whom a trusted proxy names.

use std::net::IpAddr;

use axum::http::HeaderMap;
use parking_lot::Mutex;

use crate::platform::values::Network;

/// Each proxy adds whom it was called by: the last ones were written by those nearest to us.
const FORWARDED: &str = "x-forwarded-for";
/// A longer line is nobody's honest chain of proxies.
const HOPS_MAX: usize = 20;

/// The proxies whose word on callers is taken, and the last one that spoke without being among them.
pub struct Proxies {
    trusted: Vec<Network>,
    strange: Mutex<Option<IpAddr>>,
}

impl Proxies {
    pub fn new(trusted: Vec<Network>) -> Proxies {
        Proxies {
            trusted,
            strange: Mutex::new(None),
        }
    }

    /// The caller's address: of all that proxies wrote down, the last that isn't a trusted proxy's own. What stands before it
    /// the caller may have made up.
    pub(super) fn caller(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !headers.contains_key(FORWARDED) {
            return peer;
        }
        if !self.trusts(peer) {
            // Anybody may send the header. From within a private network it is most likely a proxy that nobody named.
            if is_private(peer) {
                self.remark(peer);
            }
            return peer;
        }
        // By bytes: a caller may send some that are no text, and the proxy's own word stands in the same line.
        let lines = headers.get_all(FORWARDED).iter().rev();
        let hops = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
        let mut nearest = peer;
        for hop in hops.take(HOPS_MAX) {
            let hop = std::str::from_utf8(hop).unwrap_or_default();
            let Some(address) = address_of(hop.trim()) else { break };
            nearest = address;
            if !self.trusts(address) {
                break;
            }
        }
        nearest
    }

    /// Tells the administrator of a likely proxy that isn't trusted, once until another comes: all callers behind it look like
    /// one.
    fn remark(&self, peer: IpAddr) {
        let before = self.strange.lock().replace(peer);
        if before != Some(peer) {
            tracing::warn!(%peer, "X-Forwarded-For comes from an address that proxy.trusted doesn't name");
        }
    }

    #[cfg(test)]
    fn strange(&self) -> Option<IpAddr> {
        *self.strange.lock()
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.holds(address))
    }
}

/// An address as proxies write it: `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1`, `[2001:db8::1]:443`.
fn address_of(hop: &str) -> Option<IpAddr> {
    let bare = hop.parse::<IpAddr>().ok();
    let with_port = || hop.parse::<std::net::SocketAddr>().ok().map(|address| address.ip());
    let bracketed = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    bare.or_else(with_port)
        .or_else(bracketed)
        .map(|address| address.to_canonical())
}

/// Addresses that no caller from the Internet has: RFC 1918, 6598 and 4193, loopback and link-local.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            v4.is_private() || v4.is_loopback() || v4.is_link_local() || (first == 100 && (64..128).contains(&second))
        }
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::values::networks;

    fn caller(trusted: &str, peer: &str, lines: &[&str]) -> (String, bool) {
        let proxies = Proxies::new(networks(trusted).unwrap());
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED, line.parse().unwrap());
        }
        let found = proxies.caller(peer.parse().unwrap(), &headers);
        (found.to_string(), proxies.strange().is_some())
    }

    #[test]
    fn the_last_word_of_a_trusted_proxy_counts() {
        let cases: &[(&str, &str, &[&str], &str)] = &[
            ("127.0.0.1", "127.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("127.0.0.1", "::ffff:127.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            // Made up by the caller, then what the proxy saw.
            ("127.0.0.1", "127.0.0.1", &["10.0.0.1, 198.51.100.7"], "198.51.100.7"),
            (
                "127.0.0.1",
                "127.0.0.1",
                &["10.0.0.1", "198.51.100.7:5000"],
                "198.51.100.7",
            ),
            // Two proxies of ours.
            (
                "127.0.0.1 10.0.0.0/8",
                "127.0.0.1",
                &["203.0.113.9, 198.51.100.7, 10.1.1.1"],
                "198.51.100.7",
            ),
            ("127.0.0.1", "127.0.0.1", &["[2001:db8::7]:443"], "2001:db8::7"),
            // What can't be read ends the chain at the last that could be.
            ("127.0.0.1", "127.0.0.1", &["198.51.100.7, unknown"], "127.0.0.1"),
            (
                "127.0.0.1 10.0.0.0/8",
                "127.0.0.1",
                &["198.51.100.7, _hidden, 10.1.1.1"],
                "10.1.1.1",
            ),
            ("127.0.0.1", "127.0.0.1", &[], "127.0.0.1"),
            ("127.0.0.1", "127.0.0.1", &[""], "127.0.0.1"),
        ];
        for (trusted, peer, lines, expected) in cases {
            assert_eq!(
                caller(trusted, peer, lines),
                ((*expected).to_owned(), false),
                "{lines:?}"
            );
        }
    }

    #[test]
    fn bytes_that_are_no_text_hide_nobody() {
        let proxies = Proxies::new(networks("127.0.0.1").unwrap());
        let mut headers = HeaderMap::new();
        let line = axum::http::HeaderValue::from_bytes(b"\xff, 198.51.100.7").unwrap();
        headers.append(FORWARDED, line);
        let found = proxies.caller("127.0.0.1".parse().unwrap(), &headers);
        assert_eq!(found.to_string(), "198.51.100.7");
    }

    #[test]
    fn nobody_else_is_believed_and_a_likely_proxy_is_remembered() {
        assert_eq!(caller("", "127.0.0.1", &["198.51.100.7"]), ("127.0.0.1".into(), true));
        assert_eq!(
            caller("127.0.0.1", "10.0.0.5", &["198.51.100.7"]),
            ("10.0.0.5".into(), true)
        );
        assert_eq!(
            caller("127.0.0.1", "fd00::5", &["198.51.100.7"]),
            ("fd00::5".into(), true)
        );
        // Somebody on the Internet tries.
        assert_eq!(
            caller("127.0.0.1", "203.0.113.9", &["127.0.0.1"]),
            ("203.0.113.9".into(), false)
        );
    }
}
