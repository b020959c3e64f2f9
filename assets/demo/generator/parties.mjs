// Own companies, staff, dealers and the counterparties of 1C.
// Nobody here exists: tax numbers use inspectorate 00 and serials that are never issued, banks and domains are invented, phones begin with +7 300.
import { between, guid, inn10, inn12, ogrn13, ogrnip15, bin12, withAccountKey, kzIban, unit, toml } from './lib.mjs';

const digits = (name, n) => String(Math.floor(unit(name) * 10 ** n)).padStart(n, '0');
const bank_names = ['АО «Волжский учётный банк»', 'ПАО «Банк Три Пристани»', 'АО «Северный расчётный банк»', 'АО «Уральский вексельный банк»'];

function russian_account(key, okato, individual) {
  const bank = between('bank:' + key, 0, bank_names.length - 1);
  const bik = `04${okato}99${901 + bank}`;
  const account = withAccountKey(bik.slice(6), (individual ? '40802810' : '40702810') + '0' + digits('account:' + key, 11));
  return { bank: bank_names[bank], bik, account, correspondent_account: withAccountKey('0' + bik.slice(4, 6), '30101810' + '0' + '00000000' + bik.slice(6)) };
}
function company(key, name, region, okato, address, year, extra = {}) {
  const inn = inn10(`${region}00${digits('inn:' + key, 5)}`);
  return { key, country: 'RU', name, full_name: name.replace('ООО', 'Общество с ограниченной ответственностью').replace('АО «', 'Акционерное общество «'), inn, kpp: `${region}0001001`, ogrn: ogrn13(`1${year}${region}00${digits('ogrn:' + key, 5)}`), address, ...russian_account(key, okato, false), ...extra };
}
function sole_trader(key, person, region, okato, address, year) {
  const inn = inn12(`${region}00${digits('inn:' + key, 6)}`);
  return { key, country: 'RU', person: true, name: `ИП ${person}`, full_name: `Индивидуальный предприниматель ${person}`, inn, ogrnip: ogrnip15(`3${year}${region}00${digits('ogrn:' + key, 7)}`), address, ...russian_account(key, okato, true) };
}
function kazakh(key, name, registered, address, extra = {}) {
  let bin = null;
  for (let i = 0; !bin; i++) bin = bin12(`${registered}4099${digits(`bin:${key}:${i}`, 3)}`);
  return { key, country: 'KZ', name, full_name: name.replace('ТОО', 'Товарищество с ограниченной ответственностью'), bin, address, bank: 'АО «Банк Жайлау Капитал»', bik: 'ZHKPKZKX', account: kzIban('997' + digits('iban:' + key, 13)), kbe: '17', ...extra };
}

export const own = [
  company('tarvista', 'ООО «Тарвиста»', '76', '78', '150023, Ярославская обл, г Ярославль, ул Заводская, д 8', '09', { vat: '22', director: 'Верховцев Игорь Матвеевич', accountant: 'Тихонравова Ольга Павловна', phone: '+7 300 118-20-00', email: 'office@tarvista.example' }),
  kazakh('tarvista-kz', 'ТОО «Тарвиста Казахстан»', '1806', 'A05H0X0, г Алматы, ул Промышленная, д 12', { vat: '16', director: 'Сейтказин Ерлан Бауыржанович', accountant: 'Нургалиева Асель Маратовна', phone: '+7 300 727-30-00', email: 'almaty@tarvista.example' }),
];
export const staff = [
  { key: 'sandalov', name: 'Олег Сандалов', role: 'manager', email: 'o.sandalov@tarvista.example', phone: '+7 300 118-20-11', title: 'Менеджер по работе с дилерами, Центр' },
  { key: 'berdnikova', name: 'Алина Бердникова', role: 'manager', email: 'a.berdnikova@tarvista.example', phone: '+7 300 118-20-12', title: 'Менеджер по работе с дилерами, Урал и Поволжье' },
  { key: 'zhumabaev', name: 'Тимур Жумабаев', role: 'manager', email: 't.zhumabaev@tarvista.example', phone: '+7 300 727-30-11', title: 'Менеджер по работе с дилерами, Казахстан' },
  { key: 'admin', name: 'Степан Гурьянов', role: 'admin', email: 's.guryanov@tarvista.example', phone: '+7 300 118-20-02', title: 'Администратор кабинета' },
  { key: 'poltorak', name: 'Инна Полторак', role: 'planner', email: 'i.poltorak@tarvista.example', phone: '+7 300 118-20-21', title: 'Планирование производства' },
];

const c = (number, date, entity, price_type, days, limit, more = {}) => ({ number, date, own: 'tarvista', entity, price_type, currency: 'RUB', deferral_days: days, credit_limit: limit, vat_included: true, ...more });
const kz = (number, date, entity, days, limit, more = {}) => c(number, date, entity, 'Экспорт KZT', days, limit, { own: 'tarvista-kz', currency: 'KZT', ...more });
/** The days of payment are counted in bank days; without it, in calendar days. */
const bank = { deferral_in: 'bank' };
const who = (name, login, role, phone) => ({ name, login, role, phone });

export const dealers = [
  { key: 'domarel', name: 'Домарель', country: 'RU', city: 'Ярославль', region: '76', tier: 'gold', status: 'active', manager: 'sandalov', since: '2019-03-14', weight: 64, domain: 'domarel.example',
    entities: [company('domarel', 'ООО «Домарель»', '76', '78', '150040, Ярославская обл, г Ярославль, ул Пристанская, д 21, оф 4', '14'), company('domarel-sever', 'ООО «Домарель-Север»', '76', '78', '152934, Ярославская обл, г Рыбинск, ул Речная, д 5', '17'), sole_trader('loparev', 'Лопарёв Антон Сергеевич', '76', '78', '150040, Ярославская обл, г Ярославль', '15')],
    contracts: [c('17-Д', '2026-01-14', 'domarel', 'Опт 1', 15, '2000000.00'), c('18-Д', '2026-01-14', 'domarel-sever', 'Опт 1', 10, '1200000.00', bank), c('41-Д', '2025-06-02', 'loparev', 'Опт 2', 0, '0.00')],
    people: [who('Антон Лопарёв', 'a.loparev', 'director', '+7 300 230-41-01'), who('Марина Ветлугина', 'm.vetlugina', 'buyer', '+7 300 230-41-02'), who('Денис Костров', 'd.kostrov', 'seller', '+7 300 230-41-03'), who('Галина Шустова', 'g.shustova', 'accountant', '+7 300 230-41-04'), who('Пётр Корзинкин', 'p.korzinkin', 'buyer', '+7 300 118-20-31')] },
  { key: 'stekloray', name: 'Стеклорей', country: 'RU', city: 'Кострома', region: '44', tier: 'gold', status: 'active', manager: 'sandalov', since: '2017-09-01', weight: 48, domain: 'stekloray.example',
    entities: [company('stekloray', 'ООО «Стеклорей»', '44', '34', '156013, Костромская обл, г Кострома, пр-кт Волжский, д 77', '12'), company('stekloray-m', 'ООО «Стеклорей Монтаж»', '44', '34', '156013, Костромская обл, г Кострома, пр-кт Волжский, д 77, пом 3', '16')],
    contracts: [c('09-Д', '2025-02-03', 'stekloray', 'Опт 1', 21, '3000000.00'), c('10-Д', '2025-02-03', 'stekloray-m', 'Опт 2', 7, '600000.00', bank)],
    people: [who('Вадим Рощин', 'v.roschin', 'director', '+7 300 442-10-01'), who('Ольга Ситникова', 'o.sitnikova', 'buyer', '+7 300 442-10-02'), who('Лидия Пахомова', 'l.pakhomova', 'accountant', '+7 300 442-10-03')] },
  { key: 'vitramar', name: 'Витрамар', country: 'RU', city: 'Вологда', region: '35', tier: 'silver', status: 'active', manager: 'sandalov', since: '2020-05-20', weight: 26, domain: 'vitramar.example',
    entities: [company('vitramar', 'ООО «Витрамар»', '35', '19', '160009, Вологодская обл, г Вологда, ул Льняная, д 14', '18'), company('vitramar-ch', 'ООО «Витрамар Череповец»', '35', '19', '162600, Вологодская обл, г Череповец, ул Набережная, д 40', '20')],
    contracts: [c('23-Д', '2025-05-19', 'vitramar', 'Опт 2', 14, '900000.00'), c('24-Д', '2025-05-19', 'vitramar-ch', 'Опт 2', 14, '400000.00')],
    people: [who('Роман Суханов', 'r.sukhanov', 'director', '+7 300 817-20-01'), who('Юлия Грачёва', 'y.gracheva', 'buyer', '+7 300 817-20-02')] },
  { key: 'okventa', name: 'Оквента', country: 'RU', city: 'Иваново', region: '37', tier: 'silver', status: 'active', manager: 'sandalov', since: '2018-02-12', weight: 30, domain: 'okventa.example',
    entities: [company('okventa', 'ООО «Оквента»', '37', '24', '153000, Ивановская обл, г Иваново, ул Ткацкая, д 9', '11'), sole_trader('mironov', 'Миронов Глеб Андреевич', '37', '24', '153000, Ивановская обл, г Иваново', '19')],
    contracts: [c('12-Д', '2026-02-02', 'okventa', 'Опт 2', 10, '1200000.00'), c('13-Д', '2026-02-02', 'mironov', 'Опт 3', 0, '0.00')],
    people: [who('Глеб Миронов', 'g.mironov', 'director', '+7 300 493-30-01'), who('Светлана Боярская', 's.boyarskaya', 'buyer', '+7 300 493-30-02'), who('Нина Клюева', 'n.klyueva', 'accountant', '+7 300 493-30-03')] },
  { key: 'lyutaris', name: 'Лютарис', country: 'RU', city: 'Нижний Новгород', region: '52', tier: 'base', status: 'active', manager: 'sandalov', since: '2024-10-07', weight: 9, domain: 'lyutaris.example',
    entities: [company('lyutaris', 'ООО «Межрегиональная компания светопрозрачных конструкций „Лютарис“»', '52', '22', '603000, Нижегородская обл, г Нижний Новгород, ул Слободская, д 3', '22')],
    contracts: [c('37-Д', '2024-10-07', 'lyutaris', 'Опт 3', 5, '600000.00')],
    people: [who('Эдуард Лютов', 'e.lyutov', 'director', '+7 300 831-40-01')] },
  { key: 'ramovit', name: 'Рамовит', country: 'RU', city: 'Екатеринбург', region: '66', tier: 'gold', status: 'active', manager: 'berdnikova', since: '2016-11-11', weight: 38, domain: 'ramovit.example',
    entities: [company('ramovit', 'ООО «Рамовит»', '66', '65', '620024, Свердловская обл, г Екатеринбург, ул Литейная, д 18', '10'), company('ramovit-nt', 'ООО «Рамовит Тагил»', '66', '65', '622000, Свердловская обл, г Нижний Тагил, ул Горная, д 2', '15'), company('ramovit-opt', 'ООО «Рамовит Комплект»', '66', '65', '620024, Свердловская обл, г Екатеринбург, ул Литейная, д 18, корп 2', '19')],
    contracts: [c('05-У', '2025-03-17', 'ramovit', 'Опт 1', 21, '2500000.00'), c('06-У', '2025-03-17', 'ramovit-nt', 'Опт 2', 10, '700000.00'), c('07-У', '2025-09-01', 'ramovit-opt', 'Опт 1', 14, '1000000.00')],
    people: [who('Инга Сафронова', 'i.safronova', 'director', '+7 300 343-50-01'), who('Павел Ершов', 'p.ershov', 'buyer', '+7 300 343-50-02'), who('Яна Левина', 'y.levina', 'seller', '+7 300 343-50-03')] },
  { key: 'fasalum', name: 'Фасалюм', country: 'RU', city: 'Челябинск', region: '74', tier: 'silver', status: 'active', manager: 'berdnikova', since: '2021-04-05', weight: 20, domain: 'fasalum.example',
    entities: [company('fasalum', 'ООО «Фасалюм»', '74', '75', '454000, Челябинская обл, г Челябинск, тракт Копейский, д 44', '20'), company('fasalum-m', 'ООО «Фасалюм Магнитка»', '74', '75', '455000, Челябинская обл, г Магнитогорск, ул Доменная, д 6', '21')],
    contracts: [c('14-У', '2025-04-07', 'fasalum', 'Опт 2', 14, '800000.00'), c('15-У', '2025-04-07', 'fasalum-m', 'Опт 3', 7, '300000.00')],
    people: [who('Артур Вахрушев', 'a.vakhrushev', 'director', '+7 300 351-60-01'), who('Елена Тупицына', 'e.tupitsyna', 'buyer', '+7 300 351-60-02')] },
  { key: 'stavnel', name: 'Ставнель', country: 'RU', city: 'Тюмень', region: '72', tier: 'base', status: 'active', manager: 'berdnikova', since: '2023-08-21', weight: 13, domain: 'stavnel.example',
    entities: [company('stavnel', 'ООО «Ставнель»', '72', '71', '625000, Тюменская обл, г Тюмень, ул Береговая, д 60', '23'), sole_trader('ostapchuk', 'Остапчук Лев Петрович', '72', '71', '625000, Тюменская обл, г Тюмень', '23')],
    contracts: [c('26-У', '2025-08-21', 'stavnel', 'Опт 3', 7, '350000.00'), c('27-У', '2025-08-21', 'ostapchuk', 'Опт 3', 0, '0.00')],
    people: [who('Лев Остапчук', 'l.ostapchuk', 'director', '+7 300 345-70-01'), who('Диана Хохлова', 'd.khokhlova', 'buyer', '+7 300 345-70-02')] },
  { key: 'proyomika', name: 'Проёмика', country: 'RU', city: 'Самара', region: '63', tier: 'base', status: 'paused', manager: 'berdnikova', since: '2022-06-15', weight: 5, domain: 'proyomika.example',
    entities: [company('proyomika', 'ООО «Проёмика»', '63', '36', '443000, Самарская обл, г Самара, ул Затонная, д 11', '22')],
    contracts: [c('31-У', '2025-06-16', 'proyomika', 'Опт 3', 0, '0.00')],
    people: [who('Семён Ярцев', 's.yartsev', 'director', '+7 300 846-80-01')] },
  { key: 'tereze-plus', name: 'Терезе Плюс', country: 'KZ', city: 'Алматы', region: 'KZ-75', tier: 'gold', status: 'active', manager: 'zhumabaev', since: '2018-10-01', weight: 24, domain: 'tereze-plus.example',
    entities: [kazakh('tereze-plus', 'ТОО «Терезе Плюс»', '1409', 'A10E5B2, г Алматы, ул Яблоневая, д 90'), kazakh('tereze-mont', 'ТОО «Терезе Монтаж»', '1902', 'A10E5B2, г Алматы, ул Яблоневая, д 90, оф 7')],
    contracts: [kz('К-03', '2025-01-20', 'tereze-plus', 20, '12000000.00'), kz('К-04', '2025-01-20', 'tereze-mont', 10, '3000000.00', bank)],
    people: [who('Айгуль Оспанова', 'a.ospanova', 'director', '+7 300 727-41-01'), who('Руслан Ким', 'r.kim', 'buyer', '+7 300 727-41-02'), who('Дина Абенова', 'd.abenova', 'accountant', '+7 300 727-41-03')] },
  { key: 'ainaterem', name: 'Айнатерем', country: 'KZ', city: 'Астана', region: 'KZ-71', tier: 'silver', status: 'active', manager: 'zhumabaev', since: '2021-03-09', weight: 15, domain: 'ainaterem.example',
    entities: [kazakh('ainaterem', 'ТОО «Айнатерем»', '2011', 'Z05T3C8, г Астана, пр-кт Степной, д 15'), kazakh('ainaterem-st', 'ТОО «Айнатерем Строй»', '2204', 'Z05T3C8, г Астана, пр-кт Степной, д 15, оф 201')],
    contracts: [kz('К-08', '2026-03-09', 'ainaterem', 14, '6000000.00'), kz('К-09', '2026-03-09', 'ainaterem-st', 0, '0.00')],
    people: [who('Нурлан Досымов', 'n.dosymov', 'director', '+7 300 717-42-01'), who('Камила Ахметова', 'k.akhmetova', 'buyer', '+7 300 717-42-02')] },
  { key: 'sarytal', name: 'Сарытал', country: 'KZ', city: 'Караганда', region: 'KZ-35', tier: 'base', status: 'active', manager: 'zhumabaev', since: '2024-05-27', weight: 8, domain: 'sarytal.example',
    entities: [kazakh('sarytal', 'ТОО «Сарытал Терезе»', '2403', 'M01C6K4, Карагандинская обл, г Караганда, ул Шахтная, д 27')],
    contracts: [kz('К-11', '2024-05-27', 'sarytal', 7, '2000000.00')],
    people: [who('Бахыт Тулегенов', 'b.tulegenov', 'director', '+7 300 721-43-01'), who('Анна Штерн', 'a.shtern', 'buyer', '+7 300 721-43-02')] },
];

/** What 1C knows as buyers: every legal entity of the dealers, two companies of nobody and one without a tax number. */
export const counterparties = [
  ...dealers.flatMap((d) => d.entities),
  company('zarechye', 'ООО «Заречье Строй»', '76', '78', '150040, Ярославская обл, г Ярославль, ул Заречная, д 2', '16', { phone: '+7 300 900-11-01' }),
  company('kamenka', 'МБОУ «Школа в Каменке»', '44', '34', '156500, Костромская обл, п Каменка, ул Школьная, д 1', '03', { full_name: 'Муниципальное бюджетное общеобразовательное учреждение «Школа в Каменке»' }),
  { key: 'retail', country: 'RU', person: true, name: 'Розничный покупатель', full_name: 'Розничный покупатель' },
];

// ---------------------------------------------------------------- dealers.toml
const field = (k, v) => (v === undefined ? '' : `${k} = ${typeof v === 'string' ? toml(v) : v}\n`);
function requisites(e) {
  return field('key', e.key) + field('counterparty_id', guid('counterparty:' + e.key)) + field('country', e.country) + field('name', e.name) + field('full_name', e.full_name) + field('individual', e.person ? true : undefined) +
    field('inn', e.inn) + field('kpp', e.kpp) + field('ogrn', e.ogrn) + field('ogrnip', e.ogrnip) + field('bin', e.bin) + field('kbe', e.kbe) + field('address', e.address) +
    field('bank', e.bank) + field('bik', e.bik) + field('account', e.account) + field('correspondent_account', e.correspondent_account);
}
export function dealers_toml() {
  let out = '# Written by generator/generate.mjs: change parties.mjs and run it again.\n# All companies, people, banks and numbers are invented.\n\n[demo]\nas_of = "2026-11-23T10:42:00+03:00"\ntime_zone = "Europe/Moscow"\nmain_dealer = "domarel"\n';
  for (const e of own) out += '\n[[own_entity]]\n' + requisites(e).replace(/counterparty_id.*\n/, '') + field('vat_percent', e.vat) + field('director', e.director) + field('chief_accountant', e.accountant) + field('phone', e.phone) + field('email', e.email);
  for (const s of staff) out += '\n[[staff]]\n' + field('key', s.key) + field('name', s.name) + field('role', s.role) + field('title', s.title) + field('email', s.email) + field('phone', s.phone);
  for (const d of dealers) {
    out += '\n# ' + '-'.repeat(60) + `\n[[dealer]]\n` + ['key', 'name', 'country', 'city', 'region', 'tier', 'status', 'manager', 'since'].map((k) => field(k, d[k])).join('') + field('orders_weight', d.weight);
    for (const e of d.entities) out += '\n[[dealer.entity]]\n' + requisites(e);
    for (const k of d.contracts) out += '\n[[dealer.contract]]\n' + field('number', k.number) + field('date', k.date) + field('own_entity', k.own) + field('entity', k.entity) + field('price_type', k.price_type) + field('currency', k.currency) + field('deferral_days', k.deferral_days) + (k.deferral_in ? field('deferral_in', k.deferral_in) : '') + field('credit_limit', k.credit_limit) + field('vat_included', k.vat_included);
    for (const w of d.people) out += '\n[[dealer.person]]\n' + field('name', w.name) + field('email', `${w.login}@${d.domain}`) + field('role', w.role) + field('phone', w.phone);
  }
  return out;
}
