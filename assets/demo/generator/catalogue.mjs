// The range of the fictional manufacturer «Тарвиста»: groups and products as data.
// One row is one product: p(article, name, RRP in roubles, options). Options that a group shares are set once by `within`.
import { between, unit } from './lib.mjs';

export const groups = []; // { key, name, parent }
export const products = [];
let defaults = {};

function group(key, name, parent = null) { groups.push({ key, name, parent }); }
function within(group_key, options, body) {
  const before = defaults;
  defaults = { unit: '796', vat: '22', ...options, group: group_key };
  body();
  defaults = before;
}
function p(article, name, rrp, options = {}) {
  const merged = { ...defaults, ...options, props: { ...defaults.props, ...options.props } };
  products.push({ article, name, rrp, ...merged });
}
const money = (x) => Math.round(x / 10) * 10;
const mm = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, '\u00a0');
const size = (w, h) => `${mm(w)} × ${mm(h)} мм`;

// ---------------------------------------------------------------- groups, three levels
group('okna', 'Окна ПВХ');
group('okna-got', 'Готовые размеры', 'okna');
group('okna-60', 'Система 60 Комфорт', 'okna-got');
group('okna-70', 'Система 70', 'okna-got');
group('okna-82', 'Система 82 Термо', 'okna-got');
group('okna-lam', 'Окна с ламинацией', 'okna');
group('okna-zak', 'По размерам заказчика', 'okna');
group('okna-zak-pr', 'Прямоугольные', 'okna-zak');
group('okna-zak-fig', 'Арочные и фигурные', 'okna-zak');
group('okna-bal', 'Балконные блоки', 'okna');
group('okna-pan', 'Панорамные и портальные', 'okna');
group('derevo', 'Окна из дерева');
group('derevo-sos', 'Сосна', 'derevo');
group('derevo-lis', 'Лиственница', 'derevo');
group('dveri', 'Двери');
group('dveri-bal', 'Балконные', 'dveri');
group('dveri-vh', 'Входные', 'dveri');
group('dveri-alu', 'Алюминиевые «ТермоПорт»', 'dveri-vh');
group('dveri-pvh', 'Из ПВХ', 'dveri-vh');
group('dveri-pozh', 'Противопожарные', 'dveri');
group('dveri-per', 'Офисные перегородки', 'dveri');
group('pod', 'Подоконники');
group('pod-pvh', 'Подоконники ПВХ', 'pod');
group('pod-bereg', '«Берег»', 'pod-pvh');
group('pod-klassik', '«Классик»', 'pod-pvh');
group('pod-kamen', 'Искусственный камень', 'pod');
group('pod-dop', 'Заглушки и соединители', 'pod');
group('otl', 'Отливы и нащельники');
group('otl-otl', 'Отливы', 'otl');
group('otl-st', 'Стальные', 'otl-otl');
group('otl-cink', 'Оцинкованные', 'otl-otl');
group('otl-alu', 'Алюминиевые', 'otl-otl');
group('otl-nash', 'Нащельники', 'otl');
group('otl-koz', 'Козырьки', 'otl');
group('setki', 'Москитные сетки');
group('setki-got', 'Готовые сетки', 'setki');
group('setki-okno', 'Оконные', 'setki-got');
group('setki-dver', 'Дверные и раздвижные', 'setki-got');
group('setki-kompl', 'Полотно и комплектующие', 'setki');
group('sp', 'Стеклопакеты');
group('sp-1', 'Однокамерные', 'sp');
group('sp-2', 'Двухкамерные', 'sp');
group('sp-dop', 'Комплектующие стеклопакетов', 'sp');
group('furn', 'Фурнитура');
group('furn-ruchki', 'Ручки', 'furn');
group('furn-ruchki-ok', 'Оконные', 'furn-ruchki');
group('furn-ruchki-dv', 'Дверные и балконные', 'furn-ruchki');
group('furn-petli', 'Петли', 'furn');
group('furn-zamki', 'Замки и цилиндры', 'furn');
group('furn-zamki-cil', 'Цилиндры', 'furn-zamki');
group('furn-zamki-zap', 'Замки и запоры', 'furn-zamki');
group('furn-ogr', 'Ограничители и детские замки', 'furn');
group('furn-kompl', 'Комплекты и ответные планки', 'furn');
group('furn-klapan', 'Клапаны и доводчики', 'furn');
group('upl', 'Уплотнители');
group('upl-okno', 'Для окон', 'upl');
group('upl-dver', 'Для дверей', 'upl');
group('mont', 'Монтажные материалы');
group('mont-pena', 'Монтажная пена', 'mont');
group('mont-germ', 'Герметики и клеи', 'mont');
group('mont-germ-shov', 'Для монтажного шва', 'mont-germ');
group('mont-germ-univ', 'Универсальные', 'mont-germ');
group('mont-lenta', 'Ленты', 'mont');
group('mont-lenta-psul', 'ПСУЛ', 'mont-lenta');
group('mont-lenta-par', 'Паро- и гидроизоляционные', 'mont-lenta');
group('mont-lenta-klei', 'Клейкие', 'mont-lenta');
group('mont-krep', 'Крепёж', 'mont');
group('mont-klin', 'Клинья и подкладки', 'mont');
group('prof', 'Профили и откосы');
group('prof-dob', 'Подставочные и доборные', 'prof');
group('prof-otk', 'Откосы', 'prof');
group('lkm', 'Краски и лаки для дерева');
group('lkm-kraski', 'Краски', 'lkm');
group('lkm-laki', 'Лаки', 'lkm');
group('lkm-ant', 'Антисептики и грунты', 'lkm');
group('lkm-maslo', 'Масла и воски', 'lkm');
group('lkm-inst', 'Кисти и валики', 'lkm');
group('uhod', 'Уход за окнами');
group('inst', 'Инструмент');
group('inst-mont', 'Монтажный', 'inst');
group('inst-izm', 'Измерительный', 'inst');
group('shtory', 'Жалюзи и рулонные шторы');
group('obuch', 'Литература и обучение');
group('sale', 'Распродажа');

// ---------------------------------------------------------------- windows
const systems = {
  60: { title: '60 Комфорт', k: 0.86, glass: '24 мм, однокамерный', weight: 31, group: 'okna-60', days: 4 },
  70: { title: '70', k: 1, glass: '32 мм, двухкамерный', weight: 36, group: 'okna-70', days: 5 },
  82: { title: '82 Термо', k: 1.31, glass: '40 мм с И-стеклом', weight: 42, group: 'okna-82', days: 6 },
};
const window_kinds = [
  ['1Г', 'глухое', 570, 1420, 8600, 'глухое', 'window-1f'],
  ['1С', 'одностворчатое', 870, 1420, 17900, 'поворотно-откидное', 'window-1'],
  ['2С', 'двустворчатое', 1460, 1420, 26100, 'поворотно-откидное + глухое', 'window-2'],
  ['3С', 'трёхстворчатое', 2080, 1420, 33700, 'глухое + поворотно-откидное + глухое', 'window-3'],
];
const more_sizes = {
  '1С': [[600, 900], [700, 1300], [900, 1200]],
  '2С': [[1200, 1200], [1300, 1300], [1300, 1400], [1500, 1400]],
  '3С': [[1800, 1400], [2000, 1400], [2100, 1500]],
  '1Г': [],
};
const exact = { // prices that the reference screens show: [RRP, purchase at «Опт 1»]
  'ТВ-82-2С': [34200, 24869.78], 'ТВ-70-1С': [17900, 13239.72], 'ТВ-82-3С': [44100, 31960.34], 'ТВ-70-ДБ': [25600, 19429.9],
  'ТП-А-1000': [112000, 84750.15], 'ПД-Б-300': [1390, 911.84], 'ОТ-С-180': [540, 349.8], 'СМ-Ш': [2300, 1459.8],
  'РЧ-Л-К': [1150, 724.5], 'ТВ-82-К': [58900, 42040.13],
};
export const exact_prices = exact;
const about_window = (s, w, h, open) =>
  `Профиль ${s.title}, стеклопакет ${s.glass}. Размер ${size(w, h)}, открывание: ${open}. Армирование по всему контуру, два контура уплотнения, крепления и ключ в комплекте. Ручка и подставочный профиль заказываются отдельно.`;

for (const [code, s] of Object.entries(systems)) {
  within(s.group, { kind: 'Окно', props: { system: s.title, material: 'ПВХ', glass: s.glass, color: 'Белый', days: s.days, warranty: 5 } }, () => {
    for (const [suffix, adjective, w, h, rrp, open, picture] of window_kinds) {
      const article = `ТВ-${code}-${suffix}`;
      const area = (w * h) / 1e6;
      p(article, `Окно ${adjective} ${s.title}`, exact[article]?.[0] ?? money(rrp * s.k), {
        weight: area * s.weight, picture, about: about_window(s, w, h, open),
        props: { width: w, height: h, opening: open }, stock: code === '82' && suffix === '3С' ? 'none' : 'piece',
      });
      for (const [w2, h2] of more_sizes[suffix]) {
        const a2 = (w2 * h2) / 1e6;
        p(`${article}-${String(w2 / 100).padStart(2, '0')}${String(h2 / 100).padStart(2, '0')}`,
          `Окно ${adjective} ${s.title}, ${size(w2, h2)}`, money(rrp * s.k * (0.35 + 0.65 * a2 / area)), {
            weight: a2 * s.weight, picture, about: about_window(s, w2, h2, open),
            props: { width: w2, height: h2, opening: open }, stock: 'piece',
          });
      }
    }
  });
}
const films = [['Антрацит', 1.16, 'anthracite'], ['Золотой дуб', 1.14, 'oak'], ['Тёмный орех', 1.14, 'walnut'], ['Белый с двух сторон', 1.2, 'white']];
for (const code of ['70', '82']) {
  const s = systems[code];
  within('okna-lam', { kind: 'Окно', props: { system: s.title, material: 'ПВХ', glass: s.glass, days: s.days + 3, warranty: 5 } }, () => {
    for (const [suffix, adjective, w, h, rrp, open, picture] of window_kinds.slice(1)) {
      p(`ТВ-${code}-${suffix}-Л`, `Окно ${adjective} ${s.title} с ламинацией`, money(rrp * s.k * 1.18), {
        weight: (w * h) / 1e6 * s.weight * 1.02, picture: picture + '-anthracite', props: { width: w, height: h, opening: open }, stock: 'few',
        about: `${about_window(s, w, h, open)} Плёнка с тиснением на улицу, комната белая. Срок изготовления на три дня больше обычного.`,
        variants: films.slice(0, 3).map(([color, k]) => ({ name: color, props: { 'Цвет снаружи': color }, k: k / 1.16 })),
      });
    }
  });
}
within('okna-zak-pr', { kind: 'Окно', made: true, stock: 'none', props: { material: 'ПВХ', warranty: 5 } }, () => {
  for (const [code, s] of Object.entries(systems)) {
    const article = `ТВ-${code}-К`;
    p(article, `Окно ${s.title} по размерам заказчика`, exact[article]?.[0] ?? money(44900 * s.k), {
      weight: 2.95 * s.weight, picture: code === '82' ? 'window-3-anthracite' : 'window-3', props: { system: s.title, glass: s.glass, days: s.days + 3 },
      about: `Любой размер от 400 × 400 до 2 400 × 2 300 мм, до трёх створок. Цена показана за 2 080 × 1 420 мм; окончательную даёт расчёт по заявке. Профиль ${s.title}, стеклопакет ${s.glass}.`,
    });
    p(`ТВ-${code}-КФ`, `Фрамуга ${s.title} по размерам заказчика`, money(13900 * s.k), {
      weight: 0.8 * s.weight, picture: 'window-1f', props: { system: s.title, glass: s.glass, days: s.days + 3 },
      about: `Откидное окно с ручкой сверху или сбоку, ширина 500–1 600 мм, высота 400–900 мм. Профиль ${s.title}.`,
    });
  }
});
within('okna-zak-fig', { kind: 'Окно', made: true, stock: 'none', props: { material: 'ПВХ', warranty: 5 } }, () => {
  for (const code of ['70', '82']) {
    const s = systems[code];
    p(`ТВ-${code}-КА`, `Окно арочное ${s.title}`, money(61800 * s.k), { weight: 2.2 * s.weight, picture: 'window-arch', props: { system: s.title, days: 15 }, about: 'Гнутый профиль, радиус от 350 мм. Шаблон или чертёж проёма обязателен.' });
    p(`ТВ-${code}-КТ`, `Окно трапециевидное ${s.title}`, money(48300 * s.k), { weight: 2.1 * s.weight, picture: 'window-trap', props: { system: s.title, days: 12 }, about: 'Для фронтонов и мансард: наклонная верхняя сторона, наименьший угол 30°.' });
    p(`ТВ-${code}-КР`, `Окно круглое ${s.title}`, money(57200 * s.k), { weight: 1.1 * s.weight, picture: 'window-round', props: { system: s.title, days: 15 }, about: 'Глухое, диаметр 500–1 400 мм.' });
  }
});
within('okna-bal', { kind: 'Окно', stock: 'few', props: { material: 'ПВХ', warranty: 5 } }, () => {
  for (const [code, s] of Object.entries(systems)) {
    for (const [side, word] of [['Л', 'левый'], ['П', 'правый']]) {
      p(`ББ-${code}-${side}`, `Блок балконный ${s.title}, ${word}`, money(46700 * s.k), {
        weight: 78 * s.k, picture: side === 'Л' ? 'balcony-block' : 'balcony-block-r', props: { system: s.title, glass: s.glass, width: 2100, height: 2160, days: s.days + 1 },
        about: `Окно 1 400 × 1 420 мм и дверь 700 × 2 160 мм с соединителем, дверь ${side === 'Л' ? 'слева' : 'справа'}. Сэндвич-панель внизу двери 24–40 мм.`,
      });
    }
  }
});
within('okna-pan', { kind: 'Окно', made: true, stock: 'none', props: { warranty: 5, days: 18 } }, () => {
  p('ПР-HS-30', 'Портал подъёмно-раздвижной HS 82, 3 000 × 2 300 мм', 318000, { weight: 340, picture: 'portal', props: { system: '82 Термо', width: 3000, height: 2300 }, about: 'Порог с терморазрывом 20 мм, створка до 300 кг, микропроветривание.' });
  p('ПР-HS-40', 'Портал подъёмно-раздвижной HS 82, 4 000 × 2 300 мм', 392000, { weight: 446, picture: 'portal', props: { system: '82 Термо', width: 4000, height: 2300 }, about: 'Порог с терморазрывом 20 мм, створка до 300 кг, микропроветривание.' });
  p('ПР-ПСК-20', 'Портал параллельно-сдвижной 70, 2 000 × 2 200 мм', 164500, { weight: 176, picture: 'portal', props: { system: '70', width: 2000, height: 2200 }, about: 'Створка отставляется и едет в сторону, порог 70 мм.' });
  p('ПР-Г-24', 'Витраж глухой панорамный 82 Термо, 2 400 × 2 400 мм', 121700, { weight: 238, picture: 'window-pan', props: { system: '82 Термо', width: 2400, height: 2400 }, about: 'Закалённое стекло внутри и снаружи, усиленное армирование 2 мм.' });
  p('ЛД-А-3', 'Лоджия раздвижная алюминиевая, 3 створки, 3 000 × 1 500 мм', 54300, { weight: 49, picture: 'loggia', props: { system: 'Холодный алюминий', width: 3000, height: 1500, material: 'Алюминий' }, about: 'Холодное остекление, стекло 5 мм, ролики на подшипниках.' });
  p('ЛД-А-4', 'Лоджия раздвижная алюминиевая, 4 створки, 4 000 × 1 500 мм', 70900, { weight: 64, picture: 'loggia', props: { system: 'Холодный алюминий', width: 4000, height: 1500, material: 'Алюминий' }, about: 'Холодное остекление, стекло 5 мм, ролики на подшипниках.' });
});
for (const [gk, wood, code, k] of [['derevo-sos', 'сосна', 'С', 1], ['derevo-lis', 'лиственница', 'Л', 1.28]]) {
  within(gk, { kind: 'Окно', made: true, stock: 'none', props: { material: wood === 'сосна' ? 'Сосна' : 'Лиственница', system: 'Дерево 78', glass: '40 мм с И-стеклом', days: 25, warranty: 5 } }, () => {
    for (const [n, word, w, rrp] of [[1, 'одностворчатая', 870, 48200], [2, 'двустворчатая', 1460, 74600], [3, 'трёхстворчатая', 2080, 103400]]) {
      p(`ОД-${code}-${n}`, `Рама деревянная ${word}, ${wood}`, money(rrp * k), { weight: w * 1420 / 1e6 * 44, picture: `window-${n}-oak`, props: { width: w, height: 1420 }, about: 'Клеёный трёхслойный брус 78 мм, заводская окраска в четыре слоя, алюминиевый водоотвод.' });
    }
  });
}

// ---------------------------------------------------------------- doors
within('dveri-bal', { kind: 'Дверь', stock: 'few', props: { material: 'ПВХ', color: 'Белый', warranty: 5 } }, () => {
  for (const [code, s] of Object.entries(systems)) {
    const a = `ТВ-${code}-ДБ`;
    p(a, `Дверь балконная ${s.title}`, exact[a]?.[0] ?? money(25600 * s.k), { weight: 1.56 * s.weight, picture: 'door-balcony', props: { system: s.title, width: 720, height: 2160, days: s.days }, about: 'Штапик под стеклопакет, внизу сэндвич-панель, ручка двусторонняя и защёлка заказываются отдельно.' });
    p(`ТВ-${code}-ДШ`, `Дверь балконная штульповая ${s.title}, двустворчатая`, money(47900 * s.k), { weight: 2.9 * s.weight, picture: 'door-double', props: { system: s.title, width: 1400, height: 2160, days: s.days + 2 }, about: 'Открывается на весь проём без средней стойки.' });
  }
});
const ral = [['RAL 7016, антрацит', 1], ['RAL 8017, шоколад', 1], ['RAL 9016, белый', 0.98]];
within('dveri-alu', { kind: 'Дверь', stock: 'few', props: { material: 'Алюминий', system: 'ТермоПорт', days: 14, warranty: 3 } }, () => {
  for (const [w, rrp, word] of [[900, 104800, ''], [1000, 112000, ''], [1200, 148600, 'полуторная, '], [1600, 189400, 'двустворчатая, ']]) {
    const a = `ТП-А-${w}`;
    p(a, w === 1000 ? 'Дверь входная алюминиевая ТермоПорт с доводчиком и терморазрывом' : `Дверь входная алюминиевая ТермоПорт, ${word}${size(w, 2150)}`, rrp, {
      weight: w * 0.083, picture: w > 1100 ? 'door-alu-double' : 'door-alu', props: { width: w, height: 2150 },
      about: `Терморазрыв 34 мм, замок трёхточечный, порог 20 мм, ${size(w, 2150)}. Порошковая окраска.`,
      variants: w === 1000 ? undefined : ral.map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k })),
    });
    p(`ТП-АХ-${w}`, `Дверь алюминиевая тамбурная ХолодПорт, ${word}${size(w, 2150)}`, money(rrp * 0.62), { weight: w * 0.061, picture: w > 1100 ? 'door-alu-double' : 'door-alu', props: { width: w, height: 2150, system: 'ХолодПорт' }, about: 'Без терморазрыва: для тамбуров и торговых залов. Стекло 6 мм, доводчик в комплекте.' });
  }
});
within('dveri-pvh', { kind: 'Дверь', stock: 'few', props: { material: 'ПВХ', system: '70', days: 9, warranty: 5 } }, () => {
  for (const [w, rrp] of [[900, 52400], [1000, 55900], [1400, 88700]]) {
    p(`ТВ-ДВ-${w}`, `Дверь входная ПВХ 70, ${size(w, 2100)}`, rrp, { weight: w * 0.066, picture: w > 1100 ? 'door-double' : 'door-pvc', props: { width: w, height: 2100 }, about: 'Усиленная створка 120 мм, алюминиевый порог, три петли, многозапорный замок.' });
  }
});
within('dveri-pozh', { kind: 'Дверь', stock: 'few', no_export: true, props: { material: 'Сталь', days: 10, warranty: 2 } }, () => {
  for (const ei of [30, 60]) {
    for (const [leaf, w, rrp] of [['01', 860, 28900], ['01', 960, 30400], ['02', 1260, 47200], ['02', 1460, 51800]]) {
      p(`ДПМ-${leaf}-${ei}-${w}`, `Дверь противопожарная EI ${ei}, ${leaf === '01' ? 'однопольная' : 'двупольная'}, ${size(w, 2080)}`, money(rrp * (ei === 60 ? 1.17 : 1)), {
        weight: w * 0.078, picture: leaf === '01' ? 'door-fire' : 'door-fire-double', props: { width: w, height: 2080 }, about: `Предел огнестойкости EI ${ei}, сталь 1,2 мм, термоуплотнитель по периметру, сертификат в комплекте.`,
      });
    }
  }
});
within('dveri-per', { kind: 'Дверь', made: true, stock: 'none', props: { material: 'Алюминий', days: 12, warranty: 2 } }, () => {
  p('ПГ-О-1', 'Перегородка офисная одинарное остекление, м²', 13800, { unit: '055', weight: 24, picture: 'partition', about: 'Закалённое стекло 8 мм, профиль 30 мм, высота до 3 000 мм.' });
  p('ПГ-О-2', 'Перегородка офисная двойное остекление, м²', 21600, { unit: '055', weight: 43, picture: 'partition', about: 'Два стекла 6 мм с жалюзи между ними, звукоизоляция 44 дБ.' });
  p('ПГ-О-Д', 'Полотно маятниковое стеклянное для перегородки', 36400, { weight: 41, picture: 'partition', about: 'Закалённое стекло 10 мм, петли и ручка-скоба в комплекте.' });
});

// ---------------------------------------------------------------- sills
const depths = [150, 200, 250, 300, 350, 400, 450, 500, 600];
within('pod-bereg', { kind: 'Подоконник', unit: '006', stock: 'metre', pack: ['упак', 6], props: { material: 'ПВХ', warranty: 5 } }, () => {
  for (const d of depths) p(`ПД-Б-${d}`, `Подоконник «Берег», матовый белый, ${d} мм`, exact[`ПД-Б-${d}`]?.[0] ?? money(d * 4.63), { weight: d * 0.0093, picture: 'sill-white', props: { depth: d, color: 'Белый матовый' }, about: 'Трёхкамерный профиль, покрытие не боится чая и горячей кружки. Хлыст 6 м, режем от 0,5 м.' });
  for (const d of [200, 250, 300, 400, 500]) {
    p(`ПД-БД-${d}`, `Подоконник «Берег» под дерево, ${d} мм`, money(d * 6.25), { weight: d * 0.0095, picture: 'sill-oak', props: { depth: d }, about: 'Плёнка с рисунком дерева, матовая. Хлыст 6 м.',
      variants: [['Золотой дуб', 1], ['Тёмный орех', 1], ['Венге', 1.04]].map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k })) });
  }
});
within('pod-klassik', { kind: 'Подоконник', unit: '006', stock: 'metre', pack: ['упак', 6], props: { material: 'ПВХ', color: 'Белый глянцевый', warranty: 3 } }, () => {
  for (const d of [150, 200, 250, 300, 350, 400, 500]) p(`ПД-К-${d}`, `Подоконник «Классик», глянцевый белый, ${d} мм`, money(d * 3.42), { weight: d * 0.0088, picture: 'sill-white', props: { depth: d }, about: 'Ровный глянец, капинос 40 мм. Хлыст 6 м.' });
});
within('pod-kamen', { kind: 'Подоконник', unit: '006', stock: 'none', made: true, props: { material: 'Искусственный камень', days: 10, warranty: 5 } }, () => {
  for (const d of [250, 300, 400, 500]) {
    p(`ПД-ИК-${d}`, `Подоконник из искусственного камня, ${d} мм`, money(d * 24.4), { weight: d * 0.041, picture: 'sill-stone', props: { depth: d }, about: 'Акриловый камень 12 мм на влагостойкой основе, кромка прямая или полукруглая.',
      variants: [['Белый снег', 1], ['Серый гранит', 1.06], ['Бежевый песок', 1.03]].map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k })) });
  }
});
within('pod-dop', { kind: 'Комплектующие', unit: '796', stock: 'many', pack: ['упак', 20], props: { material: 'ПВХ' } }, () => {
  const colors = [['Белая', 1], ['Золотой дуб', 1.2], ['Тёмный орех', 1.2]].map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k }));
  p('ПД-З-480', 'Заглушка торцевая двусторонняя, 480 мм', 160, { weight: 0.07, picture: 'cap', variants: colors, about: 'Режется пополам под любую глубину до 480 мм.' });
  p('ПД-З-600', 'Заглушка торцевая двусторонняя, 600 мм', 190, { weight: 0.09, picture: 'cap', variants: colors, about: 'Режется пополам под любую глубину до 600 мм.' });
  p('ПД-У-90', 'Соединитель угловой 90° для подоконника', 420, { weight: 0.12, picture: 'cap', about: 'Для эркеров и угловых окон.' });
  p('ПД-У-135', 'Соединитель угловой 135° для подоконника', 430, { weight: 0.12, picture: 'cap', about: 'Для эркеров.' });
  p('ПД-У-180', 'Соединитель прямой 180° для подоконника', 310, { weight: 0.1, picture: 'cap', about: 'Стык двух хлыстов.' });
  p('ПД-КР-200', 'Кронштейн подоконника стальной, 200 мм', 240, { weight: 0.31, picture: 'bracket', props: { material: 'Сталь' }, about: 'Для вылета больше 150 мм, до 40 кг на пару.' });
});

// ---------------------------------------------------------------- drip caps
const widths = [90, 110, 130, 150, 180, 210, 250, 280, 300, 350];
within('otl-st', { kind: 'Отлив', unit: '006', stock: 'metre', pack: ['упак', 10], props: { material: 'Сталь', thickness: 0.5, warranty: 5 } }, () => {
  for (const w of widths) {
    p(`ОТ-С-${w}`, `Отлив стальной, коричневый, ${w} мм`, exact[`ОТ-С-${w}`]?.[0] ?? money(w * 3), { weight: w * 0.0049, picture: 'drip-brown', props: { width: w, color: 'Коричневый' }, about: 'Полимерное покрытие RAL 8017, плёнка снимается после монтажа.' });
    if (w !== 280 && w !== 350) p(`ОТ-СБ-${w}`, `Отлив стальной, белый, ${w} мм`, money(w * 2.94), { weight: w * 0.0049, picture: 'drip-white', props: { width: w, color: 'Белый' }, about: 'Полимерное покрытие RAL 9003.' });
  }
});
within('otl-cink', { kind: 'Отлив', unit: '006', stock: 'metre', pack: ['упак', 10], props: { material: 'Оцинкованная сталь', thickness: 0.55 } }, () => {
  for (const w of [110, 150, 180, 210, 250]) p(`ОТ-Ц-${w}`, `Отлив оцинкованный, ${w} мм`, money(w * 2.08), { weight: w * 0.0051, picture: 'drip-zinc', props: { width: w }, about: 'Без покрытия: под окраску или для хозяйственных построек.' });
});
within('otl-alu', { kind: 'Отлив', unit: '006', stock: 'metre', pack: ['упак', 5], props: { material: 'Алюминий', thickness: 1.2, warranty: 10 } }, () => {
  for (const w of [110, 150, 180, 210, 260]) p(`ОТ-А-${w}`, `Отлив алюминиевый литой, ${w} мм`, money(w * 8.1), { weight: w * 0.0046, picture: 'drip-white', props: { width: w }, about: 'Литой профиль с капельником, не шумит в дождь.', variants: ral.map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k })) });
});
within('otl-nash', { kind: 'Нащельник', unit: '006', stock: 'metre', pack: ['упак', 25], props: { material: 'ПВХ', color: 'Белый' } }, () => {
  for (const w of [30, 40, 50, 60, 80, 100]) p(`НЩ-${w}`, `Нащельник самоклеящийся, ${w} мм`, money(30 + w * 1.05), { weight: w * 0.0012, picture: 'strip', props: { width: w }, about: 'Закрывает шов с комнаты, клеевой слой на вспененной основе.' });
});
within('otl-koz', { kind: 'Козырёк', stock: 'few', props: { material: 'Сталь' } }, () => {
  for (const w of [1200, 1500, 1800]) p(`КЗ-${w}`, `Козырёк металлический над входом, ${mm(w)} мм`, money(w * 5.3), { weight: w * 0.011, picture: 'canopy', props: { width: w }, about: 'Сборный, порошковая окраска, снеговая нагрузка III района.' });
});

// ---------------------------------------------------------------- mosquito nets
within('setki-okno', { kind: 'Сетка', stock: 'piece', props: { color: 'Белый', days: 3 } }, () => {
  p('СМ-Ш', 'Сетка москитная на штульповых креплениях', 2300, { weight: 1.1, picture: 'net', stock: 'none', about: 'Рамка белая, до 1,5 м². Ставится изнутри, не видна с улицы.' });
  for (const [code, cloth, k] of [['', 'стандарт', 1], ['А', '«Антикошка»', 1.75], ['П', '«Антипыль»', 2.1]]) {
    p(`СМ-Р${code}`, `Сетка москитная рамочная, полотно ${cloth}`, money(1890 * k), { weight: 1.2, picture: 'net', about: 'Рамка 25 мм, Z-крепления снаружи, до 1,5 м².', variants: [['Белая рамка', 1], ['Коричневая рамка', 1.06], ['Антрацит', 1.12]].map(([n, q]) => ({ name: n, props: { 'Цвет рамки': n }, k: q })) });
    p(`СМ-В${code}`, `Сетка москитная вставная VSN, полотно ${cloth}`, money(2640 * k), { weight: 1.0, picture: 'net-brown', about: 'Профиль заходит в проём, снимается из комнаты, до 1,5 м².' });
  }
});
within('setki-dver', { kind: 'Сетка', stock: 'few', props: { days: 5 } }, () => {
  p('СМ-Д', 'Дверца москитная распашная на петлях', 5900, { weight: 3.4, picture: 'net-door', about: 'Рамка 42 мм, петли с доводкой, магнит, до 900 × 2 200 мм.' });
  p('СМ-ДА', 'Дверца москитная распашная «Антикошка»', 8200, { weight: 3.9, picture: 'net-door', about: 'Усиленная рамка и полотно, до 900 × 2 200 мм.' });
  p('СМ-П-1', 'Сетка плиссе для балконной двери', 12900, { weight: 4.1, picture: 'net-plisse', about: 'Складывается в сторону, порог 5 мм, до 1 200 × 2 400 мм.' });
  p('СМ-П-2', 'Сетка плиссе двусторонняя для портала', 23700, { weight: 7.9, picture: 'net-plisse', about: 'Две шторы навстречу, до 2 400 × 2 400 мм.' });
  p('СМ-Л', 'Сетка рулонная с тормозом', 8900, { weight: 3.0, picture: 'net-plisse', about: 'Уходит в короб 42 мм, плавный возврат.' });
});
within('setki-kompl', { kind: 'Комплектующие', stock: 'many' }, () => {
  for (const w of [1200, 1400, 1600]) p(`СМК-ПЛ-${w}`, `Полотно москитное серое, рулон ${mm(w)} мм × 30 м`, money(w * 3.9), { unit: '736', weight: w * 0.0041, picture: 'roll-net', about: 'Стекловолокно, ячейка 1,4 × 1,6 мм.' });
  p('СМК-ПЛ-АК', 'Полотно «Антикошка» чёрное, рулон 1 400 мм × 30 м', 27400, { unit: '736', weight: 16.4, picture: 'roll-net', about: 'Полиэстер с покрытием, держит когти кошки.' });
  p('СМК-ПР-25', 'Профиль рамочный 25 мм, 6 м', 690, { unit: '796', pack: ['упак', 20], weight: 1.1, picture: 'bars', about: 'Алюминий, хлыст 6 м.', variants: [['Белый', 1], ['Коричневый', 1.05], ['Антрацит', 1.09]].map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k })) });
  p('СМК-ПР-ИМ', 'Профиль импостный для сетки, 6 м', 720, { pack: ['упак', 20], weight: 1.0, picture: 'bars', about: 'Для сеток выше 1 200 мм.' });
  p('СМК-УГ', 'Уголок пластиковый для рамки сетки', 12, { pack: ['упак', 100], weight: 0.009, picture: 'corner', about: 'Внутренний, под профиль 25 мм.' });
  p('СМК-ШН-5', 'Шнур фиксирующий 5,5 мм, бухта 100 м', 980, { unit: '736', weight: 2.4, picture: 'coil', about: 'Держит полотно в пазу рамки.' });
  p('СМК-Z', 'Крепление Z металлическое, комплект 4 шт', 110, { unit: '839', pack: ['упак', 50], weight: 0.06, picture: 'bracket', about: 'Два длинных, два коротких, саморезы в комплекте.' });
  p('СМК-ФЛ', 'Крепление-флажок поворотное, комплект 4 шт', 140, { unit: '839', pack: ['упак', 50], weight: 0.05, picture: 'bracket', about: 'Для плоской рамы.' });
  p('СМК-РЧ', 'Ручка для сетки мягкая, пара', 28, { unit: '715', pack: ['упак', 100], weight: 0.012, picture: 'corner', about: 'Не трескается на морозе.' });
  p('СМК-МГ', 'Магнит дверной для сетки, комплект', 190, { unit: '839', weight: 0.08, picture: 'bracket', about: 'Держит дверцу закрытой.' });
  p('СМК-ПТ', 'Петля с доводкой для дверной сетки', 260, { weight: 0.09, picture: 'hinge', about: 'Пружинная, до 4 кг на пару.' });
});

// ---------------------------------------------------------------- glass units
const glass_kinds = [['О', 'обычный', 1], ['И', 'энергосберегающий', 1.16], ['М', 'мультифункциональный', 1.38], ['З', 'закалённый', 1.72], ['Т', 'с триплексом', 2.35], ['Ш', 'шумозащитный', 1.95]];
const glass_units = [[24, '4-16-4', 'sp-1', 3250, 20], [32, '4-10-4-10-4', 'sp-2', 4480, 30], [40, '4-14-4-14-4', 'sp-2', 5020, 30]];
for (const [t, formula, gk, rrp, weight] of glass_units) {
  within(gk, { kind: 'Стеклопакет', unit: '055', stock: 'none', made: true, props: { thickness: t, formula, days: 5, warranty: 5 } }, () => {
    for (const [code, word, k] of glass_kinds) p(`СП-${t}-${code}`, `Стеклопакет ${t} мм ${word}`, money(rrp * k), { weight: weight * (code === 'Т' ? 1.35 : 1), picture: t === 24 ? 'glass-1' : 'glass-2', about: `Формула ${formula}. Цена за квадратный метр, наименьшая расчётная площадь 0,5 м².` });
  });
}
within('sp-dop', { kind: 'Комплектующие', stock: 'many' }, () => {
  p('СПК-РС-18', 'Раскладка внутренняя 18 мм, 6 м', 540, { weight: 0.9, picture: 'bars', about: 'Шпрос в камере стеклопакета.', variants: [['Белая', 1], ['Золотая', 1.1], ['Золотой дуб', 1.3]].map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k })) });
  p('СПК-РМ-16', 'Рамка дистанционная тёплая 16 мм, 5 м', 310, { pack: ['упак', 40], weight: 0.4, picture: 'bars', about: 'Композит вместо алюминия: угол стекла теплее на 4 °C.' });
  p('СПК-СИ-25', 'Сито молекулярное, мешок 25 кг', 6900, { unit: '796', weight: 25.2, picture: 'bag', about: 'Осушитель для рамки.' });
  p('СПК-БТ-7', 'Бутил первичный, брикет 7 кг', 4300, { weight: 7.1, picture: 'bag', about: 'Первый контур герметизации.' });
});

// ---------------------------------------------------------------- hardware
const handle_colors = [['Белая', 1], ['Коричневая', 1.06], ['Бронза', 1.18], ['Серебро', 1.18]].map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k }));
within('furn-ruchki-ok', { kind: 'Фурнитура', stock: 'many', pack: ['упак', 20], props: { warranty: 2, pin: 37 } }, () => {
  for (const [code, word, rrp] of [['Л', 'Лайн', 690], ['К', 'Классика', 480], ['С', 'Софт', 890], ['В', 'Вега', 1240]]) {
    p(`РЧ-${code}`, `Ручка оконная «${word}»`, rrp, { weight: 0.21, picture: 'handle', about: 'Четыре фиксированных положения, штифт 37 мм.', variants: handle_colors });
    p(`РЧ-${code}-К`, `Ручка «${word}» с ключом`, exact[`РЧ-${code}-К`]?.[0] ?? rrp + 460, { weight: 0.26, picture: 'handle-key', props: { color: 'Белый' }, about: 'Запирается ключом: для детских и школ. Белая, штифт 37 мм.' });
    p(`РЧ-${code}-Н`, `Ручка «${word}» с кнопкой`, rrp + 290, { weight: 0.24, picture: 'handle-key', props: { color: 'Белый' }, about: 'Поворачивается только с нажатой кнопкой.' });
  }
});
within('furn-ruchki-dv', { kind: 'Фурнитура', stock: 'many', props: { warranty: 2 } }, () => {
  p('РЧД-ДВ', 'Гарнитур нажимной дверной двусторонний', 2150, { weight: 0.72, picture: 'handle-door', about: 'Межосевое 92 мм, пружина в накладке.', variants: handle_colors });
  p('РЧД-БУ', 'Гарнитур балконный узкий двусторонний', 1680, { weight: 0.58, picture: 'handle-door', about: 'Для балконной двери с цилиндром.' });
  p('РЧД-ЛЕП', 'Ручка-лепесток балконная алюминиевая', 320, { weight: 0.08, picture: 'handle', about: 'Снаружи, чтобы прикрыть дверь с балкона.' });
  p('РЧД-ОФ-300', 'Ручка-скоба офисная, 300 мм', 1490, { weight: 0.84, picture: 'handle-bar', about: 'Прямая, нержавеющая сталь.' });
  p('РЧД-ОФ-600', 'Ручка-скоба офисная, 600 мм', 2380, { weight: 1.4, picture: 'handle-bar', about: 'Прямая, нержавеющая сталь.' });
  p('РЧД-ЗЩ', 'Защёлка балконная роликовая', 370, { weight: 0.12, picture: 'bracket', about: 'Держит дверь прикрытой без ручки.' });
});
within('furn-petli', { kind: 'Фурнитура', stock: 'many', pack: ['упак', 10], props: { warranty: 3 } }, () => {
  for (const [a, n, r, w] of [['ПТ-ДВ-80', 'Петля дверная регулируемая 80 кг', 1120, 0.46], ['ПТ-ДВ-120', 'Петля дверная регулируемая 120 кг', 1540, 0.61], ['ПТ-ОК-В', 'Петля оконная верхняя', 310, 0.11], ['ПТ-ОК-Н', 'Петля оконная нижняя', 390, 0.16], ['ПТ-ОК-С', 'Петля оконная средняя прижимная', 280, 0.09], ['ПТ-СК-100', 'Петля скрытая 100 кг', 3480, 0.58], ['ПТ-АЛ-3', 'Петля для алюминиевых дверей трёхсекционная', 2260, 0.74], ['ПТ-НК', 'Накладки петель, комплект на створку', 130, 0.03]]) {
    p(a, n, r, { weight: w, picture: 'hinge', about: 'Оцинковка с защитным слоем, проверена на 20 000 открываний.', unit: a === 'ПТ-НК' ? '839' : '796' });
  }
});
within('furn-zamki-cil', { kind: 'Фурнитура', stock: 'many', props: { warranty: 2 } }, () => {
  for (const [a, b, r] of [[30, 30, 940], [30, 40, 1010], [35, 35, 1010], [35, 45, 1090], [40, 50, 1240], [45, 55, 1380]]) p(`ЦЛ-${a}-${b}`, `Цилиндр ключ-ключ ${a} × ${b} мм`, r, { weight: 0.2 + (a + b) / 600, picture: 'cylinder', about: 'Латунь, пять перфорированных ключей, защита от высверливания.' });
  p('ЦЛ-В-35', 'Цилиндр с вертушкой 35 × 35 мм', 1290, { weight: 0.33, picture: 'cylinder', about: 'Изнутри закрывается без ключа.' });
});
within('furn-zamki-zap', { kind: 'Фурнитура', stock: 'many', props: { warranty: 2 } }, () => {
  for (const [a, n, r, w, about] of [
    ['ЗМ-М-1800', 'Замок многозапорный дверной, 1 800 мм', 6350, 2.1, 'Три точки, ключ, рейка 16 мм.'], ['ЗМ-М-2100', 'Замок многозапорный дверной, 2 100 мм', 6900, 2.4, 'Три точки, ключ, рейка 16 мм.'],
    ['ЗМ-К-35', 'Замок коротыш роликовый, дорнмасс 35 мм', 1860, 0.52, 'Для узких алюминиевых створок.'], ['ЗП-В-240', 'Шпингалет врезной, 240 мм', 640, 0.24, 'Для второй створки.'],
    ['ЗП-ФР', 'Запор фрамужный с ручкой', 2480, 0.66, 'Открывание верхнего окна снизу.'], ['ЗП-УГ', 'Передача угловая', 460, 0.19, 'Соединяет запоры по углам створки.'],
    ['ЗМ-АП', 'Антипаника: штанга нажимная 1 000 мм', 14900, 3.8, 'Эвакуационный выход открывается нажатием.']]) p(a, n, r, { weight: w, picture: 'lock', about });
});
within('furn-ogr', { kind: 'Фурнитура', stock: 'many', pack: ['упак', 50] }, () => {
  p('ОГ-ГР-М', 'Гребёнка проветривания металлическая', 180, { weight: 0.07, picture: 'comb', about: 'Четыре положения щели.' });
  p('ОГ-ГР-П', 'Гребёнка проветривания пластиковая', 90, { weight: 0.03, picture: 'comb', about: 'Четыре положения щели.', variants: [['Белая', 1], ['Коричневая', 1.1]].map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k })) });
  p('ОГ-ТР', 'Ограничитель открывания тросовый с ключом', 980, { weight: 0.18, picture: 'child-lock', about: 'Трос 200 мм: створка открывается на ладонь.' });
  p('ОГ-НЖ', 'Ножницы на раме поворотные', 760, { weight: 0.34, picture: 'bracket', about: 'Держат створку в откинутом положении.' });
  p('ДЗ-БЛ', 'Блокиратор детский врезной', 540, { weight: 0.11, picture: 'child-lock', about: 'Створка только откидывается, пока не повёрнут ключ.' });
  p('ДЗ-НК', 'Блокиратор детский накладной', 690, { weight: 0.14, picture: 'child-lock', about: 'Ставится на готовое окно за десять минут.', variants: [['Белый', 1], ['Коричневый', 1.05]].map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k })) });
});
within('furn-kompl', { kind: 'Фурнитура', unit: '839', stock: 'many', props: { warranty: 3 } }, () => {
  for (const [a, n, r, w] of [['КФ-П-900', 'Комплект фурнитуры поворотный, створка до 900 мм', 1980, 1.4], ['КФ-ПО-900', 'Комплект фурнитуры поворотно-откидной, створка до 900 мм', 2760, 2.1], ['КФ-ПО-1200', 'Комплект фурнитуры поворотно-откидной, створка до 1 200 мм', 3180, 2.4], ['КФ-ПО-1600', 'Комплект фурнитуры поворотно-откидной, створка до 1 600 мм', 3540, 2.8], ['КФ-О-1200', 'Комплект фурнитуры откидной, ширина до 1 200 мм', 1840, 1.2], ['КФ-Ш-1600', 'Комплект фурнитуры штульповый, створка до 1 600 мм', 4290, 3.1]]) p(a, n, r, { weight: w, picture: 'hardware-kit', about: 'Запоры, ножницы, петли и ответные планки на одну створку.' });
  for (const [a, n, r] of [['ОП-60', 'Планка ответная под систему 60', 34], ['ОП-70', 'Планка ответная под систему 70', 36], ['ОП-82', 'Планка ответная под систему 82', 41], ['ОП-МП', 'Планка микропроветривания', 120], ['ОП-ПД', 'Приподниматель створки', 95]]) p(a, n, r, { unit: '796', pack: ['упак', 100], weight: 0.03, picture: 'bracket', about: 'Цинковый сплав.' });
});
within('furn-klapan', { kind: 'Фурнитура', stock: 'many', props: { warranty: 2 } }, () => {
  p('КЛ-ПР-35', 'Клапан приточный на створку, 35 м³/ч', 3480, { weight: 0.41, picture: 'valve', about: 'Приток без открывания окна, шумоглушащая вставка.' });
  p('КЛ-ПР-50', 'Клапан приточный гигрорегулируемый, 50 м³/ч', 5290, { weight: 0.5, picture: 'valve', about: 'Открывается сам при влажности больше 45 %.' });
  p('КЛ-СТ-100', 'Клапан стеновой приточный, Ø 100 мм', 4150, { weight: 1.2, picture: 'valve', about: 'Для стен до 600 мм, с фильтром.' });
  for (const [n, kg, r] of [[2, 60, 2180], [3, 80, 2740], [4, 100, 3320], [5, 120, 4260]]) p(`ДВ-${n}`, `Доводчик рычажный EN ${n}, до ${kg} кг`, r, { weight: 1.1 + n * 0.25, picture: 'closer', about: 'Две скорости, работает от −35 °C.' });
});

// ---------------------------------------------------------------- seals
const seal_colors = [['Чёрный', 1], ['Серый', 1.08], ['Белый', 1.14]].map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k }));
within('upl-okno', { kind: 'Уплотнитель', unit: '006', stock: 'metre', pack: ['бухта', 200], props: { warranty: 5 } }, () => {
  for (const [a, n, r, w] of [['УП-60', 'Уплотнитель притвора для системы 60', 38, 0.04], ['УП-70', 'Уплотнитель притвора для системы 70', 42, 0.045], ['УП-82', 'Уплотнитель средний для системы 82 Термо', 68, 0.07]]) p(a, n, r, { weight: w, picture: 'seal', about: 'ТЭП с памятью формы, бухта 200 м.', variants: seal_colors });
  p('УП-СТ', 'Уплотнитель под стеклопакет', 34, { weight: 0.035, picture: 'seal', about: 'Наружный контур, бухта 200 м.' });
  p('УП-РМ', 'Уплотнитель ремонтный универсальный', 56, { weight: 0.05, picture: 'seal', about: 'Замена потёкшего уплотнителя без снятия створки.' });
  p('УП-СК-9', 'Уплотнитель самоклеящийся D-профиль, 9 × 8 мм', 22, { weight: 0.02, picture: 'seal', pack: ['бухта', 100], about: 'EPDM, щели 3–7 мм.', variants: seal_colors });
  p('УП-ЩТ', 'Уплотнитель щёточный для раздвижных лоджий', 30, { weight: 0.015, picture: 'seal', about: 'Ворс 6 мм на жёсткой основе.' });
});
within('upl-dver', { kind: 'Уплотнитель', unit: '006', stock: 'metre', pack: ['бухта', 100] }, () => {
  p('УП-ДВ', 'Уплотнитель дверной для ПВХ', 74, { weight: 0.09, picture: 'seal', about: 'Усиленный лепесток.' });
  p('УП-ПГ', 'Уплотнитель порога со щёткой', 240, { weight: 0.14, picture: 'seal', pack: ['упак', 10], about: 'Алюминиевый держатель, хлыст 1 м.' });
  p('УП-АЛ', 'Уплотнитель для алюминиевых дверей, EPDM', 96, { weight: 0.1, picture: 'seal', about: 'От −50 до +90 °C.' });
  p('УП-ТР', 'Лента терморасширяющаяся противопожарная, 20 мм', 310, { weight: 0.06, picture: 'seal', about: 'Вспенивается при 180 °C.' });
});

// ---------------------------------------------------------------- installation materials
within('mont-pena', { kind: 'Пена', stock: 'many', pack: ['упак', 12], props: {} }, () => {
  for (const [a, n, r, v, w, about] of [
    ['ПН-750-Л', 'Пена монтажная профессиональная летняя, 750 мл', 590, 0.75, 0.92, 'Выход 45 л, от +5 до +35 °C.'], ['ПН-750-З', 'Пена монтажная профессиональная зимняя, 750 мл', 640, 0.75, 0.92, 'Выход 42 л, от −18 °C.'],
    ['ПН-750-В', 'Пена монтажная профессиональная всесезонная, 750 мл', 620, 0.75, 0.92, 'Выход 45 л, от −10 до +35 °C.'], ['ПН-870-Л', 'Пена монтажная увеличенного выхода, 870 мл', 720, 0.87, 1.05, 'Выход 65 л, малое вторичное расширение.'],
    ['ПН-870-З', 'Пена монтажная увеличенного выхода зимняя, 870 мл', 780, 0.87, 1.05, 'Выход 65 л, от −20 °C.'], ['ПН-500-Б', 'Пена бытовая с трубочкой, 500 мл', 410, 0.5, 0.66, 'Без пистолета, выход 25 л.'],
    ['ПН-О-750', 'Пена огнестойкая EI 240, 750 мл', 1180, 0.75, 0.95, 'Для противопожарных дверей.'], ['ПН-К-750', 'Клей-пена для откосов и панелей, 750 мл', 760, 0.75, 0.94, 'Схватывается за 15 минут, не расширяется.'],
    ['ПН-ОЧ-500', 'Очиститель пены, 500 мл', 430, 0.5, 0.48, 'Незатвердевшая пена и промывка пистолета.']]) p(a, n, r, { weight: w, picture: a.includes('ОЧ') ? 'spray' : a.endsWith('З') ? 'foam-winter' : 'foam', props: { volume: v }, about });
});
within('mont-germ-shov', { kind: 'Герметик', stock: 'many' }, () => {
  p('ГМ-А-7', 'Герметик паропроницаемый «Контур А», ведро 7 кг', 2980, { weight: 7.3, picture: 'bucket', about: 'Наружный слой шва по ГОСТ 30971, белый.' });
  p('ГМ-А-15', 'Герметик паропроницаемый «Контур А», ведро 15 кг', 5900, { weight: 15.5, picture: 'bucket', about: 'Наружный слой шва по ГОСТ 30971, белый.' });
  p('ГМ-В-7', 'Герметик пароизоляционный «Контур В», ведро 7 кг', 2640, { weight: 7.3, picture: 'bucket', about: 'Внутренний слой шва по ГОСТ 30971.' });
  p('ГМ-А-600', 'Герметик паропроницаемый «Контур А», туба 600 мл', 540, { weight: 0.88, pack: ['упак', 12], picture: 'sausage', about: 'Файл-пакет под пистолет.' });
});
within('mont-germ-univ', { kind: 'Герметик', stock: 'many', pack: ['упак', 12], props: { volume: 0.28 } }, () => {
  p('ГМ-С-280', 'Герметик силиконовый универсальный, 280 мл', 390, { weight: 0.34, picture: 'tube', about: 'Для стекла и наружных швов.', variants: [['Прозрачный', 1], ['Белый', 1], ['Коричневый', 1.04], ['Серый', 1.04]].map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k })) });
  p('ГМ-СС-280', 'Герметик силиконовый санитарный, 280 мл', 450, { weight: 0.34, picture: 'tube', about: 'С защитой от плесени, белый.' });
  p('ГМ-СН-280', 'Герметик силиконовый нейтральный для зеркал, 280 мл', 620, { weight: 0.35, picture: 'tube', about: 'Без кислоты, не портит амальгаму.' });
  p('ГМ-АК-280', 'Герметик акриловый под окраску, 280 мл', 260, { weight: 0.45, picture: 'tube', about: 'Для внутренних откосов.' });
  p('ГМ-МС-290', 'Герметик гибридный MS-полимер, 290 мл', 890, { weight: 0.44, picture: 'tube-grey', about: 'Клеит и герметизирует, красится.', variants: [['Белый', 1], ['Серый', 1], ['Чёрный', 1]].map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k })) });
  p('ГМ-БТ-310', 'Герметик битумный кровельный, 310 мл', 420, { weight: 0.46, picture: 'tube-grey', about: 'Для примыканий козырьков.' });
  p('КЛ-ЖП-200', 'Жидкий пластик белый, 200 г', 480, { weight: 0.24, picture: 'tube', pack: ['упак', 20], about: 'Сваривает стыки откосов и профиля ПВХ.' });
  p('КЛ-2К', 'Клей цианакрилатный с активатором', 690, { weight: 0.19, picture: 'spray', pack: ['упак', 20], about: 'Уголки наличников за десять секунд.' });
});
within('mont-lenta-psul', { kind: 'Лента', unit: '736', stock: 'many', pack: ['упак', 20] }, () => {
  for (const [w, t, len, r] of [[10, 20, 8, 560], [10, 30, 5.6, 610], [15, 20, 8, 720], [15, 30, 5.6, 780], [15, 40, 4.3, 840], [20, 30, 5.6, 960], [20, 40, 4.3, 1020], [30, 40, 4.3, 1390]]) {
    p(`ПСУЛ-${w}-${t}`, `ПСУЛ ${w} × ${t} мм, рулон ${String(len).replace('.', ',')} м`, r, { weight: w * 0.017, picture: 'tape-grey', about: 'Предварительно сжатая уплотнительная лента, наружный слой шва.' });
  }
});
within('mont-lenta-par', { kind: 'Лента', unit: '736', stock: 'many', pack: ['упак', 6] }, () => {
  for (const w of [70, 100, 120, 150]) {
    p(`ЛВ-${w}`, `Лента пароизоляционная внутренняя, ${w} мм × 25 м`, money(w * 17.2), { weight: w * 0.014, picture: 'tape-foil', about: 'Под откосы, клейкая полоса и бутил.' });
    p(`ЛД-${w}`, `Лента диффузионная наружная, ${w} мм × 25 м`, money(w * 15.1), { weight: w * 0.012, picture: 'tape-white', about: 'Под отлив, выпускает пар, не пускает воду.' });
  }
  p('ЛП-БТ-100', 'Лента бутиловая под подставочный профиль, 100 мм × 10 м', 1640, { weight: 2.8, picture: 'tape-grey', about: 'Нижний узел примыкания.' });
});
within('mont-lenta-klei', { kind: 'Лента', unit: '736', stock: 'many', pack: ['упак', 36] }, () => {
  p('СК-МЛ-48', 'Скотч малярный, 48 мм × 40 м', 190, { weight: 0.15, picture: 'tape-yellow', about: 'Снимается без следа до пяти дней.' });
  p('СК-АР-48', 'Скотч армированный, 48 мм × 25 м', 430, { weight: 0.31, picture: 'tape-grey', about: 'Плёнка держится при ремонте на ветру.' });
  p('СК-ДВ-19', 'Скотч двусторонний вспененный, 19 мм × 5 м', 280, { weight: 0.08, picture: 'tape-white', about: 'Накладные наличники и заглушки.' });
  p('СК-ЗП-100', 'Плёнка защитная для профиля, 100 мм × 100 м', 740, { weight: 0.9, picture: 'tape-white', about: 'На время отделки.' });
});
within('mont-krep', { kind: 'Крепёж', stock: 'many' }, () => {
  for (const [n, r] of [[150, 19], [180, 22], [200, 25], [250, 31]]) p(`АП-${n}`, `Пластина анкерная поворотная, ${n} мм`, r, { pack: ['упак', 100], weight: n * 0.00045, picture: 'anchor-plate', props: { material: 'Оцинкованная сталь' }, about: 'Толщина 1,5 мм, замок в паз рамы.' });
  for (const [n, r] of [[72, 16], [92, 18], [112, 21], [132, 24], [152, 28], [182, 34]]) p(`ДР-10-${n}`, `Дюбель рамный 10 × ${n} мм`, r, { pack: ['упак', 100], weight: n * 0.0003, picture: 'dowel', props: { material: 'Оцинкованная сталь' }, about: 'Металлический, с винтом PZ3.' });
  for (const [n, r] of [[92, 11], [112, 13], [132, 15], [152, 18], [182, 22]]) p(`ТВН-7-${n}`, `Винт по бетону 7,5 × ${n} мм`, r, { pack: ['упак', 100], weight: n * 0.00021, picture: 'screw', about: 'Турбовинт без дюбеля, головка Т30.' });
  p('СР-39-19', 'Саморез со сверлом 3,9 × 19 мм, 1 000 шт', 1180, { unit: '778', weight: 1.9, picture: 'screw', about: 'Армирование и фурнитура.' });
  p('СР-41-25', 'Саморез со сверлом 4,1 × 25 мм, 1 000 шт', 1420, { unit: '778', weight: 2.6, picture: 'screw', about: 'Крепление петель.' });
  p('СР-41-40', 'Саморез остроконечный 4,1 × 40 мм, 500 шт', 980, { unit: '778', weight: 1.9, picture: 'screw', about: 'Соединители и доборы.' });
  p('СР-48-19', 'Саморез для отлива с пресс-шайбой, коричневый, 200 шт', 460, { unit: '778', weight: 0.5, picture: 'screw', about: 'Шляпка RAL 8017.' });
  p('ЗГ-14', 'Колпачок декоративный 14 мм, белый', 3, { pack: ['упак', 500], weight: 0.001, picture: 'corner', about: 'Закрывает головку дюбеля в раме.' });
});
within('mont-klin', { kind: 'Комплектующие', stock: 'many', pack: ['упак', 100], props: { material: 'Полипропилен' } }, () => {
  for (const [t, r] of [[1, 6], [2, 7], [3, 8], [4, 9], [5, 10], [6, 11]]) p(`ПК-100-${t}`, `Подкладка рихтовочная 100 × 30 × ${t} мм`, r, { weight: t * 0.003, picture: 'wedge', props: { thickness: t }, about: 'Под стеклопакет и раму.' });
  p('КН-90', 'Клин монтажный 90 мм, парный', 18, { unit: '715', weight: 0.03, picture: 'wedge', about: 'Регулировка 5–25 мм, держит раму на время запенивания.' });
  p('КН-150', 'Клин монтажный 150 мм, парный', 31, { unit: '715', weight: 0.06, picture: 'wedge', about: 'Регулировка 8–40 мм.' });
  p('ПД-НАД', 'Подушка надувная монтажная до 120 кг', 1340, { unit: '796', pack: undefined, weight: 0.18, picture: 'cushion', about: 'Выставляет раму одним человеком.' });
});

// ---------------------------------------------------------------- profiles and reveals
within('prof-dob', { kind: 'Профиль', unit: '006', stock: 'metre', pack: ['хлыст', 6], props: { material: 'ПВХ', color: 'Белый' } }, () => {
  p('ПФ-ПС-30', 'Профиль подставочный, 30 мм', 190, { weight: 0.62, picture: 'profile', about: 'Под раму: место для подоконника и отлива.' });
  p('ПФ-ПС-Т', 'Профиль подставочный утеплённый, 40 мм', 420, { weight: 0.4, picture: 'profile', about: 'С вкладышем из пенополистирола, без мостика холода.' });
  for (const [n, r] of [[20, 240], [40, 390], [60, 520], [100, 810]]) p(`ПФ-ДБ-${n}`, `Профиль доборный, ${n} мм`, r, { weight: n * 0.017, picture: 'profile', about: 'Увеличивает раму, ставится до трёх подряд.', variants: n === 60 ? [['Белый', 1], ['Антрацит', 1.6]].map(([c, k]) => ({ name: c, props: { 'Цвет': c }, k })) : undefined });
  p('ПФ-СЕ', 'Профиль соединительный Н-образный', 260, { weight: 0.36, picture: 'profile', about: 'Два окна в ряд.' });
  p('ПФ-УГ-90', 'Профиль угловой 90°', 890, { weight: 1.6, picture: 'profile', about: 'Для эркера под прямым углом.' });
  p('ПФ-ТР', 'Труба эркерная поворотная с адаптерами', 1480, { weight: 2.2, picture: 'profile', about: 'Любой угол от 90 до 180°.' });
  p('ПФ-УС', 'Усилитель соединительный стальной', 640, { weight: 2.9, picture: 'bars', props: { material: 'Сталь', color: undefined }, about: 'Ветровая нагрузка на широких проёмах.' });
});
within('prof-otk', { kind: 'Откос', stock: 'many', props: { material: 'ПВХ', color: 'Белый' } }, () => {
  for (const [t, r] of [[8, 1980], [10, 2260], [24, 3840], [32, 4420]]) p(`СЭ-${t}`, `Сэндвич-панель белая ${t} мм, 3 000 × 1 500 мм`, r, { weight: 6.2 + t * 0.28, picture: 'panel', props: { thickness: t }, about: 'Лист 4,5 м², пенополистирол между двух листов ПВХ.' });
  p('ОТК-СТ', 'Старт откосный F-образный, 3 м', 210, { pack: ['упак', 30], weight: 0.33, picture: 'strip', about: 'Защёлкивает панель у рамы.' });
  p('ОТК-Н-60', 'Наличник защёлкивающийся 60 мм, 6 м', 480, { pack: ['упак', 15], weight: 1.1, picture: 'strip', about: 'Со стартовой полосой.' });
  for (const [n, r] of [[20, 64], [30, 82], [40, 104], [50, 128]]) p(`УГП-${n}`, `Уголок отделочный ${n} × ${n} мм, 2,7 м`, r, { pack: ['упак', 50], weight: n * 0.006, picture: 'strip', props: { width: n }, about: 'Внутренние и наружные углы откосов.', variants: n === 30 ? [['Белый', 1], ['Золотой дуб', 1.5], ['Серый', 1.2]].map(([c, k]) => ({ name: c, props: { 'Цвет': c }, k })) : undefined });
  p('ОТК-НБ-300', 'Набор откосов «Быстрый», глубина 300 мм', 3980, { unit: '839', weight: 8.4, picture: 'panel', about: 'Панели, старт, наличник и уголки на три стороны проёма до 2 100 мм.' });
});

// ---------------------------------------------------------------- wood coatings
const volumes = (list) => list.map(([n, k]) => ({ name: n, props: { 'Объём': n }, k }));
const colours = (list) => list.map(([n, k]) => ({ name: n, props: { 'Цвет': n }, k }));
within('lkm-kraski', { kind: 'Краска', stock: 'many', props: { purpose: 'Наружные работы' } }, () => {
  p('КР-Ф', 'Краска фасадная для дерева «Затон»', 2890, { weight: 3.7, picture: 'can-blue', about: 'Алкидно-акриловая, семь лет без перекраски. Банки 0,9 и 2,7 л.',
    variants: [['2,7 л', 'Белая', 1], ['2,7 л', 'Зелёный мох', 1.05], ['2,7 л', 'Красная охра', 1.05], ['2,7 л', 'Графит', 1.08], ['0,9 л', 'Белая', 0.39], ['0,9 л', 'Зелёный мох', 0.41], ['0,9 л', 'Графит', 0.42]]
      .map(([v, n, k]) => ({ name: `${v}, ${n.toLowerCase()}`, props: { 'Объём': v, 'Цвет': n }, k })) });
  p('КР-ОК-09', 'Эмаль оконная полуматовая, 0,9 л', 1340, { weight: 1.25, picture: 'can-white', props: { volume: 0.9 }, about: 'Для рам и переплётов, не желтеет.' });
  p('КР-ОК-27', 'Эмаль оконная полуматовая, 2,7 л', 3560, { weight: 3.6, picture: 'can-white', props: { volume: 2.7 }, about: 'Для рам и переплётов, не желтеет.' });
  p('КР-П-09', 'Эмаль для пола износостойкая, 0,9 л', 1180, { weight: 1.2, picture: 'can-brown', props: { volume: 0.9, purpose: 'Внутренние работы' }, about: 'Полы, лестницы, террасы под навесом.', variants: colours([['Орех', 1], ['Светлая охра', 1], ['Серая', 1]]) });
});
within('lkm-laki', { kind: 'Лак', stock: 'many', props: { purpose: 'Внутренние работы' } }, () => {
  p('ЛК-Я', 'Лак яхтный глянцевый', 1390, { weight: 0.95, picture: 'can-gold', props: { purpose: 'Наружные работы' }, about: 'Алкидно-уретановый, держит воду и солнце.', variants: volumes([['0,75 л', 1], ['2,5 л', 2.9], ['10 л', 10.4]]) });
  p('ЛК-П', 'Лак паркетный полуматовый', 1520, { weight: 0.98, picture: 'can-gold', about: 'Двухкомпонентный не нужен: выдерживает коридор.', variants: volumes([['0,75 л', 1], ['2,5 л', 2.95]]) });
  p('ЛК-А', 'Лак акриловый на водной основе', 980, { weight: 0.9, picture: 'can-white', about: 'Почти без запаха, сохнет за час.', variants: volumes([['0,9 л', 1], ['2,5 л', 2.5]]) });
  p('ЛК-Т', 'Лак термостойкий для бань', 1640, { weight: 0.93, picture: 'can-gold', props: { volume: 0.75 }, about: 'До +120 °C, для парной и предбанника.' });
  p('ЛК-М', 'Лак мебельный матовый', 1180, { weight: 0.92, picture: 'can-gold', props: { volume: 0.75 }, about: 'Ровная поверхность без бликов.' });
});
within('lkm-ant', { kind: 'Пропитка', stock: 'many', props: { purpose: 'Наружные работы' } }, () => {
  p('АН-Т-27', 'Антисептик тонирующий, 2,7 л', 1980, { weight: 2.7, picture: 'can-brown', props: { volume: 2.7 }, about: 'Защита от синевы и грибка на пять лет.', variants: colours([['Сосна', 1], ['Дуб', 1], ['Орех', 1], ['Палисандр', 1.04]]) });
  p('АН-К-5', 'Антисептик-концентрат для венцов, 5 л', 1460, { weight: 5.4, picture: 'canister', props: { volume: 5 }, about: 'Разводится водой 1 : 9, не вымывается.' });
  p('АН-ОГ-10', 'Огнебиозащита I группы, 10 л', 2240, { weight: 10.9, picture: 'canister', props: { volume: 10 }, about: 'Стропила и обрешётка, 200 г/м².' });
  p('АН-ОТ-1', 'Отбеливатель древесины, 1 л', 390, { weight: 1.15, picture: 'canister', props: { volume: 1 }, about: 'Снимает серость и синеву.' });
  p('ГР-Д-09', 'Грунтовка под окраску для рам, 0,9 л', 720, { weight: 1.1, picture: 'can-white', props: { volume: 0.9 }, about: 'Выравнивает впитывание, блокирует смолу сучков.' });
  p('ШП-Д-04', 'Шпатлёвка по дереву, 400 г', 310, { weight: 0.45, picture: 'bucket', about: 'Трещины и сколы до 5 мм.', variants: colours([['Белая', 1], ['Сосна', 1], ['Дуб', 1]]) });
});
within('lkm-maslo', { kind: 'Масло', stock: 'many' }, () => {
  p('МС-Т-25', 'Масло террасное, 2,5 л', 3780, { weight: 2.5, picture: 'can-brown', props: { volume: 2.5, purpose: 'Наружные работы' }, about: 'Льняное с воском и фильтром солнца.' });
  p('МС-И-10', 'Масло для интерьера, 1 л', 1890, { weight: 1.0, picture: 'can-brown', props: { volume: 1, purpose: 'Внутренние работы' }, about: 'Столешницы и деревянные подоконники.' });
  p('МС-Л-10', 'Олифа натуральная, 1 л', 520, { weight: 0.95, picture: 'canister', props: { volume: 1 }, about: 'Льняная, без растворителя.' });
  p('ВС-Т-04', 'Воск твёрдый для торцов, 400 г', 940, { weight: 0.48, picture: 'bucket', about: 'Закрывает торцы бруса от растрескивания.' });
});
within('lkm-inst', { kind: 'Инструмент', stock: 'many' }, () => {
  for (const w of [35, 50, 70, 100]) p(`КС-${w}`, `Кисть плоская для лака, ${w} мм`, money(80 + w * 3.4), { pack: ['упак', 12], weight: w * 0.0012, picture: 'brush', props: { width: w }, about: 'Смешанная щетина, не оставляет следов.' });
  p('ВЛ-100', 'Валик велюровый мини, 100 мм', 180, { pack: ['упак', 10], weight: 0.07, picture: 'roller', about: 'Ровный тонкий слой на рамах.' });
  p('ВЛ-180', 'Валик полиакриловый, 180 мм', 340, { pack: ['упак', 10], weight: 0.19, picture: 'roller', about: 'Для фасадных красок.' });
});

// ---------------------------------------------------------------- care, tools, blinds, books
within('uhod', { kind: 'Уход', stock: 'many', pack: ['упак', 12] }, () => {
  for (const [a, n, r, w, pic, about] of [
    ['УХ-НБ', 'Набор по уходу за профилем', 890, 0.52, 'care-kit', 'Очиститель, смазка и бальзам для резины в одной коробке.'], ['УХ-СМ-50', 'Смазка силиконовая для фурнитуры, 50 мл', 290, 0.07, 'spray', 'Носик-кисточка, от −40 °C.'],
    ['УХ-СМ-400', 'Смазка силиконовая аэрозоль, 400 мл', 520, 0.41, 'spray', 'С трубочкой.'], ['УХ-РЕ-100', 'Бальзам для резины, 100 мл', 310, 0.13, 'bottle', 'Возвращает мягкость уплотнителям.'],
    ['УХ-ПВ-5', 'Очиститель ПВХ № 5, сильнорастворяющий, 1 л', 840, 0.93, 'bottle', 'Следы клея и пены, осторожно: глянец.'], ['УХ-ПВ-10', 'Очиститель ПВХ № 10, слаборастворяющий, 1 л', 760, 0.9, 'bottle', 'Мастер-средство для сдачи объекта.'],
    ['УХ-ПВ-20', 'Очиститель ПВХ № 20, нерастворяющий, 1 л', 740, 0.9, 'bottle', 'Цветной профиль и плёнка.'], ['УХ-СТ-500', 'Средство для мытья стёкол, 500 мл', 240, 0.55, 'trigger', 'Без разводов и нашатыря.'],
    ['УХ-СЛ-100', 'Салфетки для профиля влажные, 100 шт', 620, 0.6, 'care-kit', 'Ведёрко с крышкой.'], ['УХ-МК', 'Микрофибра для стекла, 40 × 40 см', 210, 0.05, 'care-kit', 'Полировка без ворса.'],
    ['УХ-СГ-25', 'Стеклоочиститель-сгон, 25 см', 480, 0.2, 'roller', 'Нержавеющая планка, сменная резинка.'], ['УХ-ШТ-12', 'Штанга телескопическая для мытья, 1,2 м', 940, 0.62, 'handle-bar', 'Для высоких витражей.']]) p(a, n, r, { weight: w, picture: pic, about });
  p('УХ-КР', 'Карандаш ремонтный восковой', 260, { weight: 0.02, picture: 'pencil', about: 'Царапины на профиле и дереве.', variants: colours([['Белый', 1], ['Золотой дуб', 1], ['Тёмный орех', 1], ['Антрацит', 1]]) });
});
within('inst-mont', { kind: 'Инструмент', stock: 'many', props: { warranty: 1 } }, () => {
  for (const [a, n, r, w, pic, about] of [
    ['ИН-ПП', 'Пистолет для пены, тефлон', 1890, 0.48, 'gun', 'Игла и адаптер с покрытием, пена не прикипает.'], ['ИН-ПП-М', 'Пистолет для пены, металл', 1190, 0.52, 'gun', 'На каждый день.'],
    ['ИН-ПГ-310', 'Пистолет скелетный для туб 310 мл', 540, 0.44, 'gun', 'Усилие 12 : 1.'], ['ИН-ПГ-600', 'Пистолет закрытый для туб 600 мл', 2140, 0.81, 'gun', 'Для файл-пакетов.'],
    ['ИН-НЖ-18', 'Нож монтажный, 18 мм', 390, 0.15, 'knife', 'Металлическая направляющая.'], ['ИН-ЛЗ-18', 'Лезвия сменные 18 мм, 10 шт', 170, 0.06, 'knife', 'Ломающиеся, сталь SK5.'],
    ['ИН-СТ', 'Стамеска для штапика', 460, 0.18, 'knife', 'Плоская, без заусенцев.'], ['ИН-КЯ', 'Киянка безынерционная, 450 г', 1240, 0.52, 'hammer', 'Забивает штапик без следов.'],
    ['ИН-ЛП', 'Лопатка рихтовочная для стеклопакета', 280, 0.09, 'knife', 'Полиамид, не царапает.'], ['ИН-ПР-2', 'Присоска двойная, 80 кг', 1490, 0.7, 'suction', 'Алюминиевый корпус.'],
    ['ИН-ПР-3', 'Присоска тройная, 120 кг', 2180, 1.1, 'suction', 'Для больших стеклопакетов.'], ['ИН-КЛ-4', 'Ключ шестигранный для регулировки, 4 мм', 120, 0.04, 'knife', 'С удобной рукояткой.'],
    ['ИН-НЖЦ', 'Ножницы по металлу прямые, 250 мм', 1340, 0.5, 'knife', 'Резка отливов.'], ['ИН-СП', 'Струбцина быстрозажимная, 600 мм', 1580, 1.3, 'bracket', 'Губки с накладками.'],
    ['ИН-БР-30', 'Бита Т30, 50 мм, 10 шт', 640, 0.15, 'screw', 'Под винт по бетону.'], ['ИН-БУР-6', 'Бур SDS-plus 6,5 × 210 мм', 310, 0.08, 'screw', 'Под винт 7,5 мм.']]) p(a, n, r, { weight: w, picture: pic, about });
});
within('inst-izm', { kind: 'Инструмент', stock: 'many', props: { warranty: 1 } }, () => {
  for (const [a, n, r, w, pic, about] of [
    ['ИИ-РЛ-5', 'Рулетка 5 м с магнитом', 690, 0.28, 'measure', 'Лента 25 мм, II класс точности.'], ['ИИ-РЛ-8', 'Рулетка 8 м', 890, 0.4, 'measure', 'Лента 27 мм.'], ['ИИ-ДЛ-40', 'Дальномер лазерный, 40 м', 3980, 0.12, 'laser', 'Погрешность 2 мм, память на 20 замеров.'],
    ['ИИ-УР-60', 'Уровень брусковый, 60 см', 1180, 0.42, 'level', 'Три ампулы, 0,5 мм/м.'], ['ИИ-УР-150', 'Уровень брусковый, 150 см', 2390, 0.95, 'level', 'Для дверей и витражей.'], ['ИИ-ЛУ-2', 'Построитель лазерный, 2 плоскости', 8900, 0.6, 'laser', 'Зелёный луч, 25 м.'],
    ['ИИ-УГ', 'Угломер электронный, 200 мм', 1760, 0.2, 'level', 'Для эркеров.'], ['ИИ-ТС', 'Толщиномер стеклопакетов', 7400, 0.1, 'laser', 'Измеряет стекло и камеры, не снимая створки.']]) p(a, n, r, { weight: w, picture: pic, about });
});
within('shtory', { kind: 'Шторы', stock: 'few', props: { days: 4, warranty: 1 } }, () => {
  p('ШТ-М', 'Штора рулонная мини, на створку', 1890, { weight: 0.8, picture: 'blind-roller', about: 'Крепление без сверления, до 900 × 1 600 мм.', variants: colours([['Белый лён', 1], ['Серый лён', 1], ['Песочный', 1]]) });
  p('ШТ-У', 'Штора рулонная кассетная', 3480, { weight: 1.4, picture: 'blind-roller', about: 'Короб и направляющие в цвет створки.', variants: colours([['Белый лён', 1], ['Серый лён', 1]]) });
  p('ШТ-ДН', 'Штора «День-ночь» на створку', 2640, { weight: 1.1, picture: 'blind-zebra', about: 'Чередование прозрачных и плотных полос.' });
  p('ШТ-БО', 'Штора рулонная затемняющая blackout', 2980, { weight: 1.3, picture: 'blind-roller', about: 'Не пропускает свет.' });
  p('ЖЛ-Г-16', 'Жалюзи горизонтальные алюминиевые, 16 мм', 1740, { weight: 0.9, picture: 'blind-h', about: 'На створку, до 900 × 1 600 мм.', variants: colours([['Белые', 1], ['Серебро', 1.08]]) });
  p('ЖЛ-Г-25', 'Жалюзи горизонтальные алюминиевые, 25 мм', 1590, { weight: 1.1, picture: 'blind-h', about: 'На проём, до 2 000 × 2 000 мм.' });
  p('ЖЛ-В-89', 'Жалюзи вертикальные тканевые, 89 мм', 2260, { weight: 1.6, picture: 'blind-v', about: 'Для витражей и офисов.' });
  p('ПЛ-О', 'Занавес плиссированный на створку', 5890, { weight: 0.9, picture: 'blind-roller', about: 'Двигается сверху и снизу.' });
});
within('obuch', { kind: 'Обучение', stock: 'many', no_export: true }, () => {
  p('КН-МГ-26', 'Книга «Монтаж светопрозрачных конструкций», учебное пособие', 1450, { vat: '10', weight: 0.62, picture: 'book', about: 'Узлы, расчёт шва, приёмка. 248 страниц, 2026 год.' });
  p('КН-АЛ-82', 'Альбом узлов примыкания, система 82 Термо', 980, { vat: '10', weight: 0.48, picture: 'book', about: 'Печатное учебное издание с чертежами.' });
  p('КН-ЗМ', 'Книга «Замерщик: от звонка до договора»', 1120, { vat: '10', weight: 0.4, picture: 'book', about: 'Ошибки замера и чего они стоят.' });
  p('ОБ-МН-1', 'Обучение монтажников, 1 день', 12500, { vat: 'Без НДС', service: true, stock: 'none', weight: 0, picture: 'book', about: 'Учебный класс в Ярославле, удостоверение. Группа до 12 человек, цена за одного.' });
  p('ОБ-ЗМ-2', 'Обучение замерщиков, 2 дня', 18900, { vat: 'Без НДС', service: true, stock: 'none', weight: 0, picture: 'book', about: 'Учебный класс в Ярославле, удостоверение.' });
});
within('sale', { kind: 'Распродажа', stock: 'few' }, () => {
  p('ТВ-60-УЦ', 'Окно одностворчатое, выставочный образец, 900 × 1 200 мм', 8900, { weight: 26, picture: 'window-1', props: { system: '60 Комфорт', width: 900, height: 1200 }, about: 'Царапина на раме, гарантия полная.' });
  p('ПД-УЦ', 'Остатки подоконников, пакет 10 м', 4900, { unit: '778', weight: 24, picture: 'sill-white', about: 'Отрезки от 0,8 до 1,6 м, белый матовый.' });
});

// ---------------------------------------------------------------- what is special about single products
const discontinued = new Set(['ТВ-60-3С-2115', 'РЧ-В-Н', 'ДПМ-01-30-860', 'СМ-Л', 'ОТ-Ц-110', 'ПД-К-150', 'ЦЛ-45-55', 'ПН-500-Б', 'ГМ-БТ-310', 'КР-П-09', 'ИИ-РЛ-8', 'ЖЛ-Г-25', 'ТП-АХ-900', 'УП-ЩТ']);
// What 1C puts in the place of discontinued goods, the best first; the others have nothing that stands in for them.
const substitutes = {
  'ТВ-60-3С-2115': ['ТВ-60-3С-2014', 'ТВ-60-3С'], 'РЧ-В-Н': ['РЧ-В'], 'ДПМ-01-30-860': ['ДПМ-01-60-860'], 'ОТ-Ц-110': ['ОТ-Ц-150'], 'ПД-К-150': ['ПД-К-200'], 'ЦЛ-45-55': ['ЦЛ-35-45'],
  'ПН-500-Б': ['ПН-750-Л'], 'ИИ-РЛ-8': ['ИИ-РЛ-5'], 'ЖЛ-Г-25': ['ЖЛ-Г-16'], 'ТП-АХ-900': ['ТП-АХ-1000'],
};
const out_of_stock = new Set(['ПСУЛ-30-40', 'КФ-Ш-1600', 'ИИ-ТС', 'ЗМ-АП', 'ПТ-СК-100', 'КЛ-ПР-50', 'СПК-СИ-25', 'ТВ-82-2С-1514', 'ОТ-А-260', 'ШТ-ДН', 'АН-ОГ-10', 'КЗ-1800', 'СМ-П-2', 'ПФ-ТР', 'УХ-ПВ-20', 'ЦЛ-40-50']);
const no_retail = new Set(['СПК-РМ-16', 'СПК-СИ-25', 'СПК-БТ-7', 'ЗГ-14', 'ПФ-УС']); // parts that are never sold to an end client
const on_sale_too = new Set(['ТВ-60-1С-0609', 'ТВ-60-2С-1212', 'ПД-К-350', 'ЖЛ-В-89', 'КР-ОК-27', 'ИН-ПП-М', 'РЧ-К-Н']);
const novelties = new Set(['ТВ-82-2С', 'ТВ-82-3С', 'ПФ-ПС-Т', 'КЛ-ПР-50', 'ПР-HS-40', 'ПД-ИК-300', 'ИИ-ЛУ-2', 'СМ-П-1', 'ГМ-МС-290', 'УП-82']);
for (const x of products) {
  x.deleted = discontinued.has(x.article);
  x.substitutes = (substitutes[x.article] ?? []).map((article) => products.find((other) => other.article === article));
  if (out_of_stock.has(x.article)) x.stock = 'none';
  x.no_retail = no_retail.has(x.article);
  x.groups = on_sale_too.has(x.article) ? [x.group, 'sale'] : [x.group];
  x.novelty = novelties.has(x.article);
  x.barcode_number = between('barcode:' + x.article, 1000, 9999);
  x.thrift = unit('margin:' + x.article);
}
