// Checks what generate.mjs and pictures.mjs wrote, reading the files alone: nothing is taken from the generator's own tables but the check-digit rules.
// Prints counts, then each fault on a line; exit code 1 when there is a fault.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountKeyHolds, bin12, ean13, ibanHolds, inn10, inn12, ogrn13, ogrnip15 } from './lib.mjs';

const demo = join(dirname(fileURLToPath(import.meta.url)), '..');
const faults = [];
const fault = (text) => faults.push(text);
const must = (holds, text) => holds || fault(text);

// ---------------------------------------------------------------- a strict reader of the XML that we write
const entity = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
function parse(file) {
  const text = readFileSync(file, 'utf8');
  must(text.startsWith('\ufeff<?xml version="1.0" encoding="UTF-8"?>'), `${file}: no BOM or declaration`);
  const root = { name: '#', attributes: {}, children: [], text: '' }, stack = [root];
  const token = /<\?[^>]*\?>|<(\/?)([^\s<>\/]+)((?:\s+[^\s=<>]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  let at = 1;
  while (at < text.length) {
    token.lastIndex = at;
    const m = token.exec(text);
    if (!m) { fault(`${file}: not well-formed at ${text.slice(at, at + 60)}`); break; }
    at = token.lastIndex;
    const top = stack[stack.length - 1];
    const plain = (s) => s.replace(/&(\w+);|&/g, (all, e) => entity[e] ?? (fault(`${file}: bad entity ${all}`), ''));
    if (m[5] !== undefined) top.text += plain(m[5]);
    else if (m[1]) { if (top.name !== m[2]) fault(`${file}: </${m[2]}> closes <${top.name}>`); stack.pop(); }
    else if (m[2]) {
      const node = { name: m[2], attributes: Object.fromEntries([...m[3].matchAll(/([^\s=]+)="([^"]*)"/g)].map((a) => [a[1], plain(a[2])])), children: [], text: '' };
      top.children.push(node);
      if (!m[4]) stack.push(node);
    }
  }
  must(stack.length === 1 && root.children.length === 1, `${file}: the root does not close`);
  const top = root.children[0];
  must(top?.name === 'КоммерческаяИнформация' && top.attributes['ВерсияСхемы'] === '3.1' && top.attributes.xmlns === 'urn:1C.ru:commerceml_3', `${file}: wrong root`);
  return top;
}
const child = (n, name) => n?.children.find((c) => c.name === name);
const text = (n, name) => child(n, name)?.text.trim() ?? '';
const all = (n, name) => (n ? n.children.flatMap((c) => (c.name === name ? [c] : []).concat(all(c, name))) : []);

const folder = (name) => readdirSync(join(demo, '1c', name)).filter((f) => f.endsWith('.xml')).sort().map((f) => parse(join(demo, '1c', name, f)));
const found = (name, element) => folder(name).flatMap((x) => all(x, element));
function unique(what, list) {
  const seen = new Set();
  for (const id of list) { must(id !== '', `${what}: empty id`); must(!seen.has(id), `${what}: «${id}» twice`); seen.add(id); }
  return seen;
}
const ids = (what, nodes) => unique(what, nodes.map((n) => text(n, 'Ид')));

// ---------------------------------------------------------------- the exchange
const units = ids('units', found('units', 'ЕдиницаИзмерения'));
const stores = found('storages', 'Склад'), store_ids = ids('storages', stores);
const types = found('priceLists', 'ТипЦены'), type_ids = ids('priceLists', types);
const currency = new Map(types.map((t) => [text(t, 'Ид'), text(t, 'Валюта')])), type_id = new Map(types.map((t) => [text(t, 'Наименование'), text(t, 'Ид')]));
const groups = found('groups', 'Группа'), group_ids = ids('groups', groups);
const depth = (n) => 1 + Math.max(0, ...(child(n, 'Группы')?.children.map(depth) ?? []));
must(Math.max(...groups.map(depth)) === 3, 'groups are not three levels deep');
const properties = found('propertiesGoods', 'Свойство'), property_ids = ids('properties', properties);
const kinds = new Map(properties.map((p) => [text(p, 'Ид'), text(p, 'ТипЗначений')])), value_ids = unique('property values', properties.flatMap((p) => all(p, 'ИдЗначения').map((v) => v.text)));

const goods = found('goods', 'Товар'), good_ids = ids('goods', goods);
const articles = unique('articles', goods.map((g) => text(g, 'Артикул')));
const by_id = new Map(goods.map((g) => [text(g, 'Ид'), g])), deleted = new Set(goods.filter((g) => text(g, 'ПометкаУдаления') === 'true').map((g) => text(g, 'Артикул')));
unique('names', goods.map((g) => text(g, 'Наименование')));
const pictures = new Set(), rates = {};
for (const g of goods) {
  const a = text(g, 'Артикул');
  must(text(g, 'Наименование').length <= 250, `${a}: name longer than 250`);
  must(text(g, 'Описание').length > 10, `${a}: no description`);
  const unit = child(g, 'БазоваяЕдиница');
  must(units.has((unit.attributes['Код'] ?? unit.text).trim()), `${a}: unit not in units`);
  for (const r of all(unit, 'Пересчет')) { must(units.has(text(r, 'Единица')), `${a}: pack unit not in units`); must(Number(text(r, 'Коэффициент')) > 1, `${a}: pack of ${text(r, 'Коэффициент')}`); }
  for (const id of child(g, 'Группы').children) must(group_ids.has(id.text), `${a}: unknown group`);
  for (const v of all(g, 'ЗначенияСвойства')) {
    const p = text(v, 'Ид'), value = text(v, 'Значение');
    must(property_ids.has(p), `${a}: unknown property`);
    if (kinds.get(p) === 'Справочник') must(value_ids.has(value), `${a}: unknown property value`);
    if (kinds.get(p) === 'Число') must(/^\d{1,3}(\u00a0\d{3})*(,\d+)?$/.test(value), `${a}: bad number «${value}»`);
  }
  for (const p of all(g, 'Картинка')) { pictures.add(p.text); must(existsSync(join(demo, '1c/goods', p.text)), `${a}: no picture ${p.text}`); }
  const rate = all(g, 'Ставка')[0].text;
  rates[rate] = (rates[rate] ?? 0) + 1;
}
must(Object.keys(rates).every((r) => ['22', '10', 'Без НДС'].includes(r)), `VAT rates: ${Object.keys(rates)}`);
for (const g of groups) if (!child(g, 'Группы')) must(goods.some((x) => all(child(x, 'Группы'), 'Ид').some((i) => i.text === text(g, 'Ид'))), `group «${text(g, 'Наименование')}» is empty`);

const offers = found('offers', 'Предложение'), offer_ids = ids('offers', offers);
const variants = offers.filter((o) => text(o, 'Ид').includes('#'));
for (const o of offers) {
  const [product] = text(o, 'Ид').split('#');
  must(good_ids.has(product), `offer ${text(o, 'Ид')}: no product`);
  must(text(o, 'Артикул') === text(by_id.get(product), 'Артикул'), `offer ${text(o, 'Ид')}: another article`);
}
for (const id of good_ids) must(offers.some((o) => text(o, 'Ид').split('#')[0] === id), `${id}: no offer`);
for (const o of variants) must(all(o, 'ХарактеристикаТовара').length > 0, `${text(o, 'Ид')}: a variant without characteristics`);
const barcodes = unique('barcodes', offers.map((o) => text(o, 'Штрихкод')));
for (const b of barcodes) must(/^2\d{12}$/.test(b) && ean13(b.slice(0, 12)) === b, `barcode ${b}`);

const priced = found('prices', 'Предложение');
ids('prices', priced);
let prices = 0, with_kopecks = 0, lowest = 1, highest = 0;
const missing = {};
for (const o of priced) {
  const id = text(o, 'Ид'), a = text(by_id.get(id.split('#')[0]), 'Артикул'), at = new Map();
  must(offer_ids.has(id), `price of an unknown offer ${id}`);
  for (const p of all(o, 'Цена')) {
    const t = text(p, 'ИдТипаЦены'), amount = text(p, 'ЦенаЗаЕдиницу');
    must(type_ids.has(t), `${a}: unknown price type`); must(currency.get(t) === text(p, 'Валюта'), `${a}: currency of the price type differs`); must(/^\d+(\.\d{1,2})?$/.test(amount) && Number(amount) > 0, `${a}: amount «${amount}»`); must(!at.has(t), `${a}: a price twice`);
    at.set(t, Number(amount)); prices++; if (amount.includes('.')) with_kopecks++;
  }
  for (const [name, t] of type_id) if (!at.has(t)) missing[name] = (missing[name] ?? 0) + 1;
  for (const [purchase, retail] of [['Опт 1', 'РРЦ'], ['Опт 2', 'РРЦ'], ['Опт 3', 'РРЦ'], ['Экспорт KZT', 'РРЦ KZT']]) {
    const low = at.get(type_id.get(purchase)), rrp = at.get(type_id.get(retail));
    if (!low || !rrp) continue;
    const margin = (rrp - low) / rrp;
    lowest = Math.min(lowest, margin); highest = Math.max(highest, margin);
    must(margin > 0.175 && margin < 0.385, `${a}: ${purchase} gives a margin of ${(margin * 100).toFixed(1)} %`);
  }
  must(at.get(type_id.get('Опт 1')) <= at.get(type_id.get('Опт 2')) && at.get(type_id.get('Опт 2')) <= at.get(type_id.get('Опт 3')), `${a}: wholesale levels are not in order`);
}
const rested = found('rests', 'Предложение');
ids('rests', rested);
let empty = 0;
for (const o of rested) {
  must(offer_ids.has(text(o, 'Ид')), `stock of an unknown offer ${text(o, 'Ид')}`);
  const at = all(o, 'Склад');
  must(at.length === stores.length && at.every((s) => store_ids.has(text(s, 'Ид'))), `${text(o, 'Ид')}: warehouses`);
  if (at.every((s) => Number(text(s, 'Количество')) === 0)) empty++;
}

// ---------------------------------------------------------------- people and companies
const inn_holds = (n) => (n.length === 10 ? inn10(n.slice(0, 9)) === n : n.length === 12 && inn12(n.slice(0, 10)) === n) && !n.startsWith('00');
const bin_holds = (n) => /^\d{12}$/.test(n) && bin12(n.slice(0, 11)) === n && '456'.includes(n[4]);
/** Reads the TOML that parties.mjs writes: headers of tables and one-line values. */
function toml_tables(file) {
  const out = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const head = /^\[\[?([\w.]+)\]\]?$/.exec(line), pair = /^(\w+) = (.*)$/.exec(line);
    if (head) out.push({ '#': head[1] });
    else if (pair) out[out.length - 1][pair[1]] = pair[2].startsWith('"') ? JSON.parse(pair[2]) : pair[2];
    else must(line === '' || line.startsWith('#'), `${file}: «${line}»`);
  }
  return out;
}
const tables = toml_tables(join(demo, 'dealers.toml')), kind = (name) => tables.filter((t) => t['#'] === name);
const own = kind('own_entity'), dealers = kind('dealer'), entities = kind('dealer.entity'), contracts = kind('dealer.contract'), people = kind('dealer.person'), staff = kind('staff');
for (const e of [...own, ...entities]) {
  if (e.country === 'KZ') { must(bin_holds(e.bin), `${e.key}: БИН`); must(ibanHolds(e.account) && e.account.length === 20, `${e.key}: IBAN`); must(/^[A-Z]{8}$/.test(e.bik), `${e.key}: БИК`); continue; }
  must(inn_holds(e.inn), `${e.key}: ИНН`);
  if (e.individual) must(ogrnip15(e.ogrnip.slice(0, 14)) === e.ogrnip && !e.kpp && e.inn.length === 12, `${e.key}: ОГРНИП`);
  else must(ogrn13(e.ogrn.slice(0, 12)) === e.ogrn && /^\d{4}[0-9A-Z]{2}\d{3}$/.test(e.kpp), `${e.key}: ОГРН or КПП`);
  must(/^04\d{7}$/.test(e.bik) && accountKeyHolds(e.bik.slice(6), e.account), `${e.key}: account key`);
  must(accountKeyHolds('0' + e.bik.slice(4, 6), e.correspondent_account) && e.correspondent_account.endsWith(e.bik.slice(6)), `${e.key}: correspondent account key`);
}
unique('entities', [...own, ...entities].map((e) => e.key));
unique('tax numbers', [...own, ...entities].map((e) => e.inn ?? e.bin));
unique('contracts', contracts.map((c) => c.number));
unique('mail', [...people, ...staff].map((p) => p.email));
for (const p of [...people, ...staff]) must(/^[a-z.]+@[a-z-]+\.example$/.test(p.email), `mail ${p.email}`);
const own_by = new Map(own.map((e) => [e.key, e])), entity_by = new Map(entities.map((e) => [e.key, e]));
for (const c of contracts) {
  must(own_by.has(c.own_entity) && entity_by.has(c.entity), `contract ${c.number}: entity`);
  must(currency.get(type_id.get(c.price_type)) === c.currency, `contract ${c.number}: price type of another currency`);
  must(own_by.get(c.own_entity).country === entity_by.get(c.entity).country, `contract ${c.number}: countries`);
}
for (const e of entities) must(contracts.some((c) => c.entity === e.key), `${e.key}: no contract`);
for (const d of dealers) must(staff.some((s) => s.key === d.manager), `${d.key}: manager`);
const main = tables.slice(tables.findIndex((t) => t.key === 'domarel' && t['#'] === 'dealer') + 1);
const main_roles = new Set(main.slice(0, main.findIndex((t) => t['#'] === 'dealer')).filter((t) => t['#'] === 'dealer.person').map((p) => p.role));
must(['director', 'buyer', 'seller', 'accountant'].every((r) => main_roles.has(r)), 'the main dealer lacks a role');

const counterparties = found('contragents', 'Контрагент');
ids('counterparties', counterparties);
const known = new Map(entities.map((e) => [`${e.inn ?? e.bin}/${e.kpp ?? ''}`, e]));
let matched = 0, foreign = 0, unnamed = 0;
for (const c of counterparties) {
  const number = text(c, 'ИНН');
  if (!number) { unnamed++; continue; }
  must(inn_holds(number) || bin_holds(number), `counterparty ${text(c, 'Наименование')}: ИНН`);
  const e = known.get(`${number}/${text(c, 'КПП')}`);
  if (e) { matched++; must(e.counterparty_id === text(c, 'Ид'), `${e.key}: counterparty_id`); } else foreign++;
}
must(matched === entities.length && foreign === 2 && unnamed === 1, `counterparties: ${matched} matched, ${foreign} foreign, ${unnamed} without ИНН`);

// ---------------------------------------------------------------- history and search table
const history = readFileSync(join(demo, 'history.toml'), 'utf8');
const variant_names = new Map();
for (const o of variants) { const a = text(o, 'Артикул'); variant_names.set(a, (variant_names.get(a) ?? []).concat(text(o, 'Наименование'))); }
let history_lines = 0;
for (const line of history.split('\n')) {
  const article = /article = "([^"]+)"/.exec(line)?.[1], variant = /variant = "([^"]+)"/.exec(line)?.[1];
  if (!article) continue;
  history_lines++;
  must(articles.has(article), `history: no article ${article}`); must(!deleted.has(article), `history: ${article} is discontinued`);
  if (variant) must(variant_names.get(article)?.some((n) => n.endsWith(`(${variant})`)), `history: ${article} has no variant ${variant}`);
}
for (const m of history.matchAll(/^by = "(.+)"$/gm)) must(people.some((p) => p.email === m[1]), `history: nobody has ${m[1]}`);
const queries = readFileSync(join(demo, '../../tests/data/search-queries.tsv'), 'utf8').trim().split('\n').slice(1).map((l) => l.split('\t'));
must(queries.length === 40, `${queries.length} queries`);
unique('queries', queries.map((q) => q[0]));
for (const q of queries) {
  must(q.length === 4, `query «${q[0]}»: columns`);
  const fits = goods.filter((g) => (q[1].endsWith('*') ? text(g, 'Артикул').startsWith(q[1].slice(0, -1)) : text(g, 'Артикул') === q[1]) && text(g, 'ПометкаУдаления') === 'false');
  must(fits.length > 0, `query «${q[0]}»: no ${q[1]}`);
  if (q[2] === 'barcode') must(offers.some((o) => text(o, 'Штрихкод') === q[0] && text(o, 'Артикул') === q[1]), `query «${q[0]}»: another barcode`);
}

let bytes = 0;
const walk = (dir) => readdirSync(dir, { withFileTypes: true }).forEach((e) => (e.name === 'node_modules' ? 0 : e.isDirectory() ? walk(join(dir, e.name)) : (bytes += statSync(join(dir, e.name)).size)));
walk(demo);
must(bytes < 6_000_000, `${bytes} bytes in all`);
const counts = { groups: groups.length, products: goods.length, discontinued: deleted.size, offers: offers.length, variants: variants.length, with_packs: goods.filter((g) => all(g, 'Пересчет').length).length, units: units.size, price_types: types.length, prices, with_kopecks, missing_price: missing, margin: `${(lowest * 100).toFixed(1)}–${(highest * 100).toFixed(1)} %`, warehouses: stores.length, rests: rested.length, without_stock: empty, vat: rates, pictures: pictures.size, own_entities: own.length, staff: staff.length, dealers: dealers.length, entities: entities.length, contracts: contracts.length, people: people.length, counterparties: counterparties.length, history_lines, queries: queries.length, bytes };
console.log(JSON.stringify(counts, null, 1));
for (const f of faults) console.error('fault: ' + f);
console.log(faults.length ? `${faults.length} faults` : 'no faults');
process.exit(faults.length ? 1 : 0);
