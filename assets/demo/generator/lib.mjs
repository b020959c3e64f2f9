// What every part of the generator shares: derived ids, seeded numbers, check digits, XML text.
// Nothing here reads the clock or true randomness, so two runs write the same bytes.
import { createHash } from 'node:crypto';

/** A GUID derived from a name: the same name always gives the same GUID. */
export function guid(name) {
  const h = createHash('sha1').update('tarvista-demo:' + name).digest('hex');
  const variant = ((parseInt(h[16], 16) & 3) | 8).toString(16);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-5${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

/** A number from 0 (included) to 1 derived from a name. */
export function unit(name) {
  return parseInt(createHash('sha1').update('tarvista-number:' + name).digest('hex').slice(0, 12), 16) / 0x1000000000000;
}
/** A whole number from `lo` to `hi`, both included, derived from a name. */
export const between = (name, lo, hi) => lo + Math.floor(unit(name) * (hi - lo + 1));
export const pick = (name, list) => list[between(name, 0, list.length - 1)];

/** Opaque record version in the shape that 1C writes: base64 of eight bytes. */
export function version(n) {
  const b = Buffer.alloc(8);
  b.writeBigUInt64BE(BigInt(n));
  return b.toString('base64');
}

export function ean13(twelve) {
  const sum = [...twelve].reduce((s, d, i) => s + Number(d) * (i % 2 ? 3 : 1), 0);
  return twelve + ((10 - (sum % 10)) % 10);
}

const dot = (digits, weights) => weights.reduce((s, w, i) => s + w * Number(digits[i]), 0);

export function inn10(nine) {
  return nine + (dot(nine, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
}
export function inn12(ten) {
  const a = ten + (dot(ten, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  return a + (dot(a, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
}
export const ogrn13 = (twelve) => twelve + String((BigInt(twelve) % 11n) % 10n);
export const ogrnip15 = (fourteen) => fourteen + String((BigInt(fourteen) % 13n) % 10n);

/** Kazakhstan's БИН; null when the prefix has no valid check digit. */
export function bin12(eleven) {
  let c = dot(eleven, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  if (c === 10) c = dot(eleven, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
  return c === 10 ? null : eleven + c;
}

const keySum = (prefix, account) =>
  [...(prefix + account)].reduce((s, d, i) => s + (Number(d) * [7, 1, 3][i % 3]) % 10, 0) % 10;
export const accountKeyHolds = (prefix, account) => keySum(prefix, account) === 0;
/** Puts the key into position 9 of a 20-digit account whose position 9 is 0. */
export function withAccountKey(prefix, account) {
  const key = (keySum(prefix, account) * 3) % 10;
  return account.slice(0, 8) + key + account.slice(9);
}

const ibanNumber = (text) => BigInt([...text].map((c) => parseInt(c, 36)).join(''));
export const ibanHolds = (iban) => ibanNumber(iban.slice(4) + iban.slice(0, 4)) % 97n === 1n;
export function kzIban(bankAndAccount) {
  const check = 98n - (ibanNumber(bankAndAccount + 'KZ00') % 97n);
  return 'KZ' + String(check).padStart(2, '0') + bankAndAccount;
}

export const xml = (s) =>
  String(s).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** A TOML basic string. */
export const toml = (s) => '"' + String(s).replace(/\\/g, '\\\\').replace(/"/g, '\\"') + '"';
