// The window of the demonstration that is made to order: what it costs, worked out from its model.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const ARTICLE = 'ТВ-82-К';
const model = readFileSync(resolve(import.meta.dirname, '../../assets/demo/models/window-82.txt'), 'utf8');

/** Rows of a table of the model. */
const table = (name) => model.split(`[${name}]\n`)[1].split('\n[')[0].split('\n').map((row) => row.split('|').map((cell) => cell.trim()));

/** Kopecks of a white window 900 × 1 300 with one sash, at «Опт 1»: the table's cell, the sash, and the packing. */
export function price() {
  const rows = table('Матрицы');
  const column = rows[1].indexOf('900');
  const frame = Number(rows.find((row) => row[0] === '1300')[column]) * 100;
  const part = (name) => table('Цены').find((row) => row[0] === name)[6];
  const sash = Number(part('Створка с поворотно-откидной фурнитурой')) * 100;
  const packing = Math.floor(((frame + sash) * Number(part('Упаковка').replace(',', '.')) * 10 + 500) / 1_000);
  return frame + sash + packing;
}

/** Waits until what `act` changed is calculated. */
export async function calculated(page, act) {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await act();
  await (await answer).finished();
}
