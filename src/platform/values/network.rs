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
        .map(|line| Network::parse(line).map(|_| line.to_owned()))
        .collect()
}

/// The networks of a list as typed.
pub fn networks(lines: &str) -> Result<Vec<Network>, AddressError> {
    let lines = check_list(lines)?;
    lines.iter().map(|line| Network::parse(line)).collect()
}

/// May this address come in? An empty list lets all in.
pub fn allows(list: &[String], address: IpAddr) -> bool {
    let holds = |line: &String| Network::parse(line).is_ok_and(|network| network.holds(address));
    list.is_empty() || list.iter().any(holds)
}

/// An address, or all addresses with the same first bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

impl Network {
    /// `10.1.2.3`, `10.0.0.0/8`, `2001:db8::/32`.
    pub fn parse(line: &str) -> Result<Network, AddressError> {
        let wrong = || AddressError(line.to_owned());
        let (address, bits) = line.split_once('/').unwrap_or((line, ""));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = match line.contains('/') {
            true => bits.parse().map_err(|_| wrong())?,
            false => width,
        };
        (bits <= width).then_some(Network { address, bits }).ok_or_else(wrong)
    }

    /// A dual-stack socket shows IPv4 callers as mapped IPv6: they are the same.
    pub fn holds(&self, address: IpAddr) -> bool {
        let (left, right, width) = match (self.address.to_canonical(), address.to_canonical()) {
            (IpAddr::V4(left), IpAddr::V4(right)) => (u128::from(left.to_bits()), u128::from(right.to_bits()), 32),
            (IpAddr::V6(left), IpAddr::V6(right)) => (left.to_bits(), right.to_bits(), 128),
            _ => return false,
        };
        self.bits == 0 || (left ^ right) >> (width - self.bits.min(width)) == 0
    }
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
