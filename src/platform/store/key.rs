//! Keys: tuples encoded so that byte order is value order.

use crate::platform::values::{Day, Id, Moment};

/// First bytes of keys: what kind of row it is. Never renumber.
pub(in crate::platform) mod space {
    pub const META: u8 = 0x00;
    pub const RECORD: u8 = 0x01;
    pub const INDEX: u8 = 0x02;
    pub const UNIQUE: u8 = 0x03;
    pub const COUNTER: u8 = 0x04;
    pub const JOURNAL: u8 = 0x05;
    pub const PARTICULARS: u8 = 0x06;
    pub const VERSION: u8 = 0x07;
    pub const SUBJECT: u8 = 0x08;
    pub const CURSOR: u8 = 0x09;
    pub const KEPT: u8 = 0x0a;
}

/// A key under construction.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyBuf(Vec<u8>);

impl KeyBuf {
    pub fn in_space(space: u8) -> KeyBuf {
        let mut bytes = Vec::with_capacity(48);
        bytes.push(space);
        KeyBuf(bytes)
    }

    pub fn with(mut self, part: &(impl KeyPart + ?Sized)) -> KeyBuf {
        part.encode(&mut self.0);
        self
    }

    pub fn with_raw(mut self, bytes: &[u8]) -> KeyBuf {
        self.0.extend_from_slice(bytes);
        self
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// The smallest key that is greater than every key beginning with `prefix`; `None` when there is none (all 0xff).
pub(in crate::platform) fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < 0xff {
            end.push(last + 1);
            return Some(end);
        }
    }
    None
}

/// A part of a key. The encoding of a part must never be a prefix of another value's of the same type.
pub trait KeyPart {
    fn encode(&self, out: &mut Vec<u8>);

    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(24);
        self.encode(&mut out);
        out
    }
}

macro_rules! unsigned_parts {
    ($($kind:ty),*) => {
        $(impl KeyPart for $kind {
            fn encode(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_be_bytes());
            }
        })*
    };
}
unsigned_parts!(u8, u16, u32, u64, u128);

impl KeyPart for i64 {
    fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&((*self as u64) ^ (1 << 63)).to_be_bytes());
    }
}

impl KeyPart for bool {
    fn encode(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
}

impl KeyPart for Moment {
    fn encode(&self, out: &mut Vec<u8>) {
        self.millis().encode(out);
    }
}

impl KeyPart for Day {
    fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&((self.year() as u16) ^ (1 << 15)).to_be_bytes());
        out.push(self.month() as u8);
        out.push(self.day() as u8);
    }
}

impl<T: ?Sized> KeyPart for Id<T> {
    fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.as_bytes());
    }
}

impl<const N: usize> KeyPart for [u8; N] {
    fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self);
    }
}

/// Zero bytes are escaped and the end is marked, so that `"a"` sorts before `"a\0"` and before `"ab"`.
impl KeyPart for str {
    fn encode(&self, out: &mut Vec<u8>) {
        for &byte in self.as_bytes() {
            out.push(byte);
            if byte == 0 {
                out.push(0xff);
            }
        }
        out.extend_from_slice(&[0, 0]);
    }
}

impl KeyPart for String {
    fn encode(&self, out: &mut Vec<u8>) {
        self.as_str().encode(out);
    }
}

impl<T: KeyPart> KeyPart for Option<T> {
    fn encode(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.encode(out);
        }
    }
}

impl<T: KeyPart + ?Sized> KeyPart for &T {
    fn encode(&self, out: &mut Vec<u8>) {
        (**self).encode(out);
    }
}

impl KeyPart for () {
    fn encode(&self, _out: &mut Vec<u8>) {}
}

macro_rules! tuple_parts {
    ($($name:ident)+) => {
        impl<$($name: KeyPart),+> KeyPart for ($($name,)+) {
            fn encode(&self, out: &mut Vec<u8>) {
                #[allow(non_snake_case)]
                let ($($name,)+) = self;
                $($name.encode(out);)+
            }
        }
    };
}
tuple_parts!(A);
tuple_parts!(A B);
tuple_parts!(A B C);
tuple_parts!(A B C D);
tuple_parts!(A B C D E);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn byte_order_is_value_order(a: (i64, String, u32), b: (i64, String, u32)) {
            prop_assert_eq!(a.to_bytes().cmp(&b.to_bytes()), a.cmp(&b));
        }

        #[test]
        fn everything_with_a_prefix_lies_before_its_end(prefix: Vec<u8>, rest: Vec<u8>) {
            let whole = [prefix.clone(), rest].concat();
            if let Some(end) = after_prefix(&prefix) {
                prop_assert!(whole < end && prefix < end);
            }
        }
    }

    #[test]
    fn days_sort_by_calendar() {
        let day = |y, m, d| Day::constant(y, m, d).to_bytes();
        assert!(day(2025, 12, 31) < day(2026, 1, 1));
        assert!(day(-1, 1, 1) < day(1, 1, 1));
    }
}
