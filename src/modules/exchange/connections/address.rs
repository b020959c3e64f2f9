//! Lists of addresses and networks, IPv4 and IPv6.

use std::net::IpAddr;

/// A line that is neither an address nor a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressError(pub String);

/// Checks a list as typed: one address or network (`10.0.0.0/8`) in a line.
pub fn check_list(lines: &str) -> Result<Vec<String>, AddressError> {
    let lines = lines
        .split(['\n', ',', ' '])
        .map(str::trim)
        .filter(|line| !line.is_empty());
    lines
        .map(|line| match network(line) {
            Some(_) => Ok(line.to_owned()),
            None => Err(AddressError(line.to_owned())),
        })
        .collect()
}

/// May this address come in? An empty list lets all in.
pub fn allows(list: &[String], address: IpAddr) -> bool {
    list.is_empty()
        || list
            .iter()
            .filter_map(|line| network(line))
            .any(|(net, bits)| contains(net, bits, address))
}

fn network(line: &str) -> Option<(IpAddr, u32)> {
    let (address, bits) = match line.split_once('/') {
        Some((address, bits)) => (address, Some(bits.parse().ok()?)),
        None => (line, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let width = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(width);
    (bits <= width).then_some((address, bits))
}

fn contains(network: IpAddr, bits: u32, address: IpAddr) -> bool {
    // A dual-stack socket shows IPv4 callers as mapped IPv6.
    let address = address.to_canonical();
    let (left, right, width) = match (network.to_canonical(), address) {
        (IpAddr::V4(left), IpAddr::V4(right)) => (u128::from(left.to_bits()), u128::from(right.to_bits()), 32),
        (IpAddr::V6(left), IpAddr::V6(right)) => (left.to_bits(), right.to_bits(), 128),
        _ => return false,
    };
    bits == 0 || (left ^ right) >> (width - bits.min(width)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_hold_their_addresses() {
        let cases = [
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("192.168.1.7", "192.168.1.7", true),
            ("192.168.1.7", "192.168.1.8", false),
            ("192.168.1.7", "::ffff:192.168.1.7", true),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("::/0", "8.8.8.8", false),
        ];
        for (list, address, allowed) in cases {
            assert_eq!(
                allows(&[list.to_owned()], address.parse().unwrap()),
                allowed,
                "{list} {address}"
            );
        }
        assert!(allows(&[], "8.8.8.8".parse().unwrap()));
    }

    #[test]
    fn lists_are_checked_line_by_line() {
        assert_eq!(check_list("10.0.0.0/8\n 1.2.3.4 ").unwrap(), ["10.0.0.0/8", "1.2.3.4"]);
        assert_eq!(check_list("10.0.0.0/33"), Err(AddressError("10.0.0.0/33".into())));
        assert_eq!(check_list("office"), Err(AddressError("office".into())));
    }
}
