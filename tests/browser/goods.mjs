// Goods of the demonstration, as its exchange brings them.

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const demo = resolve(import.meta.dirname, '../../assets/demo');
const folder = join(demo, '1c/offers');

/** Articles of what is made to order: such goods wait in a list until they are configured. */
const made = new Set([...readFileSync(join(demo, 'history.toml'), 'utf8').matchAll(/\[\[model\]\]\s+article = "([^"]+)"/g)].map(([, article]) => article));

/** Articles of the demonstration that are sold as they are and have no variants. */
export function articles() {
  const xml = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  const plain = new Map();
  const varied = new Set();
  for (const [, id, gone, article] of xml.matchAll(
    /<Предложение>\s*<Ид>([^<]+)<\/Ид>[\s\S]*?<ПометкаУдаления>(\w+)<[\s\S]*?<Артикул>([^<]+)<[\s\S]*?<\/Предложение>/g,
  )) {
    if (id.includes('#')) varied.add(id.split('#')[0]);
    else if (gone === 'false') plain.set(id, article);
  }
  const single = [...plain].filter(([id]) => !varied.has(id)).map(([, article]) => article);
  return single.filter((article, at) => single.indexOf(article) === at && !made.has(article));
}
