// Writes the tree of files that 1C with split files (schema 3.1) leaves in an exchange folder.
import { guid, unit, between, version, ean13, xml } from './lib.mjs';
import { groups, products, exact_prices } from './catalogue.mjs';

export const MADE_AT = '2026-11-23T10:42:00';
const CATALOGUE = guid('catalogue');
const TITLE = 'Товары Тарвиста';

export const price_types = [
  ['Опт 1', 'RUB'], ['Опт 2', 'RUB'], ['Опт 3', 'RUB'], ['РРЦ', 'RUB'], ['Экспорт KZT', 'KZT'], ['РРЦ KZT', 'KZT'],
].map(([name, currency]) => ({ id: guid('price:' + name), name, currency }));
export const warehouses = [
  ['Ярославль, основной склад', '150023, Ярославская обл, г Ярославль, ул Заводская, д 8'],
  ['Екатеринбург, склад «Урал»', '620024, Свердловская обл, г Екатеринбург, ул Складская, д 31'],
  ['Алматы, склад «Казахстан»', 'A05H0X0, г Алматы, ул Промышленная, д 12'],
].map(([name, address]) => ({ id: guid('warehouse:' + name), name, address }));
const units = [
  ['796 ', 'шт', 'Штука', 'PCE'], ['006 ', 'м', 'Метр', 'MTR'], ['055 ', 'м2', 'Квадратный метр', 'MTK'], ['736 ', 'рул', 'Рулон', 'NPL'], ['778 ', 'упак', 'Упаковка', 'NMP'],
  ['839 ', 'компл', 'Комплект', ''], ['715 ', 'пар', 'Пара (2 шт.)', 'NPR'], ['2001', 'хлыст', 'Хлыст', ''], ['2002', 'бухта', 'Бухта', ''],
];
const pack_code = { упак: '778', хлыст: '2001', бухта: '2002' };

// key in the catalogue -> [name in 1C, type of values]
const properties = {
  system: ['Система профиля', 'Справочник'], material: ['Материал', 'Справочник'], color: ['Цвет', 'Справочник'], opening: ['Открывание', 'Справочник'], purpose: ['Назначение', 'Справочник'],
  glass: ['Стеклопакет', 'Строка'], formula: ['Формула стеклопакета', 'Строка'], width: ['Ширина, мм', 'Число'], height: ['Высота, мм', 'Число'], depth: ['Глубина, мм', 'Число'],
  thickness: ['Толщина, мм', 'Число'], volume: ['Объём, л', 'Число'], pin: ['Длина штифта, мм', 'Число'], days: ['Срок изготовления, рабочих дней', 'Число'], warranty: ['Гарантия, лет', 'Число'],
  novelty: ['Новинка', 'Справочник'],
};
const property_id = (key) => guid('property:' + key);
const value_id = (key, value) => guid(`value:${key}:${value}`);

export const product_id = (x) => guid('product:' + x.article);
export const variant_id = (x, v) => guid(`variant:${x.article}:${v.name}`);
export const offers = [];
for (const x of products) {
  const list = x.variants ?? [null];
  for (const v of list) offers.push({ x, v, id: v ? `${product_id(x)}#${variant_id(x, v)}` : product_id(x), barcode: ean13('2' + String(10000000000 + offers.length * 7919 + 401).slice(-11)) });
}

// ---------------------------------------------------------------- XML by indentation
const line = (depth, text) => '\t'.repeat(depth) + text + '\n';
const el = (depth, name, value) => line(depth, value === '' || value === undefined ? `<${name}/>` : `<${name}>${xml(value)}</${name}>`);
const wrap = (depth, name, inner) => line(depth, `<${name}>`) + inner + line(depth, `</${name}>`);
const number = (n) => (Math.round(n * 1000) / 1000).toString();
const local_number = (n) => { const [a, b] = number(n).split('.'); return a.replace(/\B(?=(\d{3})+(?!\d))/g, '\u00a0') + (b ? ',' + b : ''); };
let versions = 0;
const marks = (depth, deleted) => el(depth, 'НомерВерсии', version(++versions)) + el(depth, 'ПометкаУдаления', String(Boolean(deleted)));

const root = (body) =>
  '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n' +
  `<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_3" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ВерсияСхемы="3.1" ДатаФормирования="${MADE_AT}" Ид="Обмен с кабинетом дилера">\n` +
  body + '</КоммерческаяИнформация>\n';
const changed = (depth, name, inner) => line(depth, `<${name} СодержитТолькоИзменения="true">`) + inner + line(depth, `</${name}>`);
const classifier = (inner) => root(
  changed(1, 'Каталог', el(2, 'Ид', CATALOGUE) + el(2, 'ИдКлассификатора', CATALOGUE) + el(2, 'Наименование', TITLE) + el(2, 'Описание', TITLE)) +
  changed(1, 'Классификатор', el(2, 'Ид', CATALOGUE) + el(2, 'Наименование', TITLE) + inner));
const packet = (inner) => root(changed(1, 'ПакетПредложений',
  el(2, 'Ид', '#' + CATALOGUE) + el(2, 'Наименование', `Пакет предложений (${TITLE})`) + el(2, 'ИдКаталога', CATALOGUE) + el(2, 'ИдКлассификатора', CATALOGUE) + wrap(2, 'Предложения', inner)));

function group_xml(depth, parent) {
  const inner = groups.filter((g) => g.parent === parent).map((g) =>
    wrap(depth + 1, 'Группа', el(depth + 2, 'Ид', guid('group:' + g.key)) + marks(depth + 2, false) + el(depth + 2, 'Наименование', g.name) + group_xml(depth + 2, g.key))).join('');
  return inner && wrap(depth, 'Группы', inner);
}

const tax_of_type = (depth, excise) => wrap(depth, 'Налог', el(depth + 1, 'Наименование', 'НДС') + el(depth + 1, 'УчтеноВСумме', 'true') + (excise ? el(depth + 1, 'Акциз', 'false') : ''));

/** Own value of a property, or undefined; the novelty flag is a property like any other. */
function values_of(x) {
  const all = { ...x.props, ...(x.novelty ? { novelty: 'Да' } : {}) };
  return Object.keys(properties).filter((k) => all[k] !== undefined).map((k) => [k, all[k]]);
}

/** The picture of a product lies under the first product that has it; others refer to the same file. */
export const picture_owner = new Map();
for (const x of products) if (!picture_owner.has(x.picture)) picture_owner.set(x.picture, x);
export function picture_path(name) {
  const id = product_id(picture_owner.get(name));
  return `import_files/${id.slice(0, 2)}/${id}_${guid('picture:' + name)}.jpg`;
}

function base_unit(depth, x) {
  if (!x.pack) return el(depth, 'БазоваяЕдиница', x.unit + ' ');
  const u = units.find((u) => u[0].trim() === x.unit);
  return line(depth, `<БазоваяЕдиница Код="${u[0]}" НаименованиеПолное="${xml(u[2])}"${u[3] ? ` МеждународноеСокращение="${u[3]}"` : ''}>`) +
    wrap(depth + 1, 'Пересчет', el(depth + 2, 'Единица', pack_code[x.pack[0]]) + el(depth + 2, 'Коэффициент', x.pack[1])) + line(depth, '</БазоваяЕдиница>');
}

function goods_xml(x, barcode) {
  const d = 4, id = product_id(x);
  const requisites = [['ВидНоменклатуры', x.kind], ['ТипНоменклатуры', x.service ? 'Услуга' : 'Товар'], ['Полное наименование', x.name], ['Код', 'ТВ-' + String(products.indexOf(x) + 1).padStart(8, '0')]];
  if (x.weight) requisites.push(['Вес', number(x.weight)]);
  if (x.pack) requisites.push(['Количество в упаковке', String(x.pack[1])]);
  if (x.made) requisites.push(['Под заказ', 'true']);
  const values = values_of(x).map(([k, v]) => wrap(d + 1, 'ЗначенияСвойства',
    el(d + 2, 'Ид', property_id(k)) + el(d + 2, 'Значение', properties[k][1] === 'Справочник' ? value_id(k, v) : properties[k][1] === 'Число' ? local_number(v) : v))).join('');
  return wrap(3, 'Товар',
    el(d, 'Ид', id) + marks(d, x.deleted) + el(d, 'Штрихкод', barcode) + el(d, 'Артикул', x.article) + el(d, 'Наименование', x.name) + base_unit(d, x) +
    wrap(d, 'Группы', x.groups.map((g) => el(d + 1, 'Ид', guid('group:' + g))).join('')) +
    el(d, 'Описание', x.about) + el(d, 'Картинка', picture_path(x.picture)) + el(d, 'Страна', 'РОССИЯ') +
    wrap(d, 'Изготовитель', el(d + 1, 'Ид', guid('maker')) + el(d + 1, 'Наименование', 'Тарвиста')) +
    (values && wrap(d, 'ЗначенияСвойств', values)) +
    wrap(d, 'СтавкиНалогов', wrap(d + 1, 'СтавкаНалога', el(d + 2, 'Наименование', 'НДС') + el(d + 2, 'Ставка', x.vat))) +
    (x.substitutes.length ? wrap(d, 'Аналоги', x.substitutes.map((other) => wrap(d + 1, 'Аналог',
      el(d + 2, 'Ид', product_id(other)) + el(d + 2, 'Артикул', other.article) + el(d + 2, 'Наименование', other.name))).join('')) : '') +
    wrap(d, 'ЗначенияРеквизитов', requisites.map(([n, v]) => wrap(d + 1, 'ЗначениеРеквизита', el(d + 2, 'Наименование', n) + el(d + 2, 'Значение', v))).join('')) +
    el(d, 'Вес', number(x.weight ?? 0)));
}

const kopecks = (n) => Math.round(n * 100) / 100;
/** Prices of one offer by the name of the price type; a type that the product is not sold at is absent. */
export function prices_of(x, v) {
  const k = v?.k ?? 1;
  const rrp = k === 1 ? x.rrp : x.rrp * k < 100 ? kopecks(x.rrp * k) : Math.round(x.rrp * k / 10) * 10;
  const exact = exact_prices[x.article]?.[1];
  const first = exact ? 1 - exact / x.rrp : 0.265 + x.thrift * 0.105;
  const third = Math.max(0.185, first - 0.075), second = (first + third) / 2;
  const at = (margin) => kopecks(rrp * (1 - margin));
  const tenge = rrp * 6.42 < 200 ? Math.round(rrp * 6.42) : Math.round(rrp * 6.42 / 10) * 10;
  const out = { 'Опт 1': exact && k === 1 ? exact : at(first), 'Опт 2': at(second), 'Опт 3': at(third), 'РРЦ': rrp };
  if (!x.no_export) { out['Экспорт KZT'] = kopecks(tenge * (1 - (0.22 + unit('kz:' + x.article) * 0.1))); out['РРЦ KZT'] = tenge; }
  if (x.no_retail) { delete out['РРЦ']; delete out['РРЦ KZT']; }
  return out;
}

const ranges = { piece: [[4, 60], [0, 22], [0, 12]], few: [[0, 9], [0, 5], [0, 3]], many: [[120, 2600], [40, 900], [0, 400]], metre: [[240, 2900], [60, 1400], [0, 700]] };
/** Stock by warehouse in base units: metres come with halves, a part of the warehouses is empty. */
export function stock_of(offer) {
  const range = ranges[offer.x.stock];
  return warehouses.map((w, i) => {
    if (!range || (i > 0 && unit(`absent:${offer.id}:${i}`) < 0.22)) return 0;
    const whole = between(`stock:${offer.id}:${i}`, ...range[i]);
    return offer.x.stock === 'metre' && whole ? whole + (unit(`half:${offer.id}:${i}`) < 0.3 ? 0.5 : 0) : whole;
  });
}

function counterparty_xml(c) {
  const d = 3;
  const requisite = (n, v) => (v ? el(d, n, v) : '');
  return wrap(2, 'Контрагент',
    el(d, 'Ид', guid('counterparty:' + c.key)) + marks(d, false) + el(d, 'Наименование', c.name) + (c.person ? el(d, 'ПолноеНаименование', c.full_name) : el(d, 'ОфициальноеНаименование', c.full_name)) +
    el(d, 'Роль', 'Покупатель') + requisite('ИНН', c.inn ?? c.bin) + requisite('КПП', c.kpp) + requisite('КодПоОКПО', c.okpo) +
    (c.account ? wrap(d, 'РасчетныеСчета', wrap(d + 1, 'РасчетныйСчет', el(d + 2, 'НомерСчета', c.account) + wrap(d + 2, 'Банк',
      el(d + 3, 'Наименование', c.bank) + (c.correspondent_account ? el(d + 3, 'СчетКорреспондентский', c.correspondent_account) : '') + el(d + 3, 'БИК', c.bik)))) : '') +
    (c.address ? wrap(d, c.person ? 'АдресРегистрации' : 'ЮридическийАдрес', el(d + 1, 'Представление', c.address)) : '') +
    (c.phone ? wrap(d, 'Контакты', wrap(d + 1, 'Контакт', el(d + 2, 'Тип', 'Телефон рабочий') + el(d + 2, 'Значение', c.phone))) : ''));
}

/** All files of the exchange as [path, text]. */
export function files(counterparties) {
  versions = 0;
  const out = [];
  const put = (folder, part, text) => out.push([`${folder}/${folder}_1_${part}_${guid(`file:${folder}:${part}`)}.xml`, text]);
  put('units', 1, classifier(wrap(2, 'ЕдиницыИзмерения', units.map(([code, short, full, abroad]) => wrap(3, 'ЕдиницаИзмерения',
    el(4, 'Ид', code) + marks(4, false) + el(4, 'НаименованиеКраткое', short) + el(4, 'Код', code) + el(4, 'НаименованиеПолное', full.padEnd(100)) + el(4, 'МеждународноеСокращение', abroad))).join(''))));
  put('storages', 1, classifier(wrap(2, 'Склады', warehouses.map((w) => wrap(3, 'Склад', el(4, 'Ид', w.id) + marks(4, false) + el(4, 'Наименование', w.name) + wrap(4, 'Адрес', el(5, 'Представление', w.address)))).join(''))));
  put('priceLists', 1, classifier(wrap(2, 'ТипыЦен', price_types.map((t) => wrap(3, 'ТипЦены', el(4, 'Ид', t.id) + marks(4, false) + el(4, 'Наименование', t.name) + el(4, 'Валюта', t.currency) + tax_of_type(4, true))).join(''))));
  put('groups', 1, classifier(group_xml(2, null)));
  put('propertiesGoods', 1, classifier(wrap(2, 'Свойства', Object.entries(properties).map(([key, [name, type]]) => {
    const values = type === 'Справочник' ? [...new Set(products.flatMap((x) => values_of(x).filter(([k]) => k === key).map(([, v]) => v)))] : [];
    return wrap(3, 'Свойство', el(4, 'Ид', property_id(key)) + el(4, 'Наименование', name) + marks(4, false) + el(4, 'Внешний', 'false') + el(4, 'Информационное', 'true') + el(4, 'ТипЗначений', type) +
      (values.length ? wrap(4, 'ВариантыЗначений', values.map((v) => wrap(5, 'Справочник', el(6, 'ИдЗначения', value_id(key, v)) + el(6, 'Значение', v))).join('')) : ''));
  }).join(''))));

  const half = Math.ceil(products.length / 2);
  const own_barcode = new Map(offers.filter((o) => !o.v).map((o) => [o.x.article, o.barcode]));
  [products.slice(0, half), products.slice(half)].forEach((part, i) => put('goods', i + 1, root(changed(1, 'Каталог',
    el(2, 'Ид', CATALOGUE) + el(2, 'ИдКлассификатора', CATALOGUE) + el(2, 'Наименование', TITLE) + wrap(2, 'Товары', part.map((x) => goods_xml(x, own_barcode.get(x.article))).join('')) + el(2, 'Описание', TITLE)))));

  put('offers', 1, packet(offers.map(({ x, v, id, barcode }) => wrap(3, 'Предложение',
    el(4, 'Ид', id) + marks(4, x.deleted) + el(4, 'Штрихкод', barcode) + el(4, 'Артикул', x.article) + el(4, 'Наименование', v ? `${x.name} (${v.name})` : x.name) +
    (v ? wrap(4, 'ХарактеристикиТовара', Object.entries(v.props).map(([n, value]) => wrap(5, 'ХарактеристикаТовара', el(6, 'Наименование', n) + el(6, 'Значение', value))).join('')) : ''))).join('')));

  const live = offers.filter((o) => !o.x.deleted), middle = Math.ceil(live.length / 2);
  const sign = { RUB: '₽', KZT: '₸' };
  [live.slice(0, middle), live.slice(middle)].forEach((part, i) => put('prices', i + 1, packet(part.map(({ x, v, id }) => {
    const prices = prices_of(x, v);
    return wrap(3, 'Предложение', el(4, 'Ид', id) + wrap(4, 'Цены', price_types.filter((t) => prices[t.name] !== undefined).map((t) => wrap(5, 'Цена',
      el(6, 'Представление', `${local_number(prices[t.name])} ${sign[t.currency]}`) + el(6, 'ИдТипаЦены', t.id) + el(6, 'ЦенаЗаЕдиницу', number(prices[t.name])) + el(6, 'Валюта', t.currency) + tax_of_type(6, false))).join('')));
  }).join(''))));
  put('rests', 1, packet(live.filter((o) => !o.x.service).map((o) => wrap(3, 'Предложение', el(4, 'Ид', o.id) + wrap(4, 'Остатки',
    stock_of(o).map((n, i) => wrap(5, 'Остаток', wrap(6, 'Склад', el(7, 'Ид', warehouses[i].id) + el(7, 'Количество', number(n))))).join('')))).join('')));
  put('contragents', 1, root(line(1, '<Контрагенты СодержитТолькоИзменения="true">') + counterparties.map(counterparty_xml).join('') + line(1, '</Контрагенты>')));
  return out;
}
