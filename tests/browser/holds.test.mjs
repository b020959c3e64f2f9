// An order that is held over a debt: the director reads why and what to pay, 1C tells of the payment, and the order goes on by
// itself. An administrator lets another one through. A seller reads that it is held, and no figure.

import assert from 'node:assert/strict';
import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inEveryLook, staged } from './harness.mjs';

/** The demonstration's contract of its main dealer, and whose it is. */
const CONTRACT = '17-Д';
const BUYER = { name: 'ООО «Домарель»', inn: '7600855949', kpp: '760001001' };

describe('holds', () => {
  const stage = staged();
  let told = 0;

  /** A day so many days from now, by the manufacturer's clock: Moscow is three hours ahead. */
  const day = (ahead) => new Date(Date.now() + 3 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);

  /** 1C tells, through the folder, what is open under the contract; `external`: its own id of it. */
  async function tell(external, dues) {
    told += 1;
    // Each is newer than what is known: a time that is still to come is taken.
    const asOf = `${day(0)}T23:59:${String(told).padStart(2, '0')}`;
    const closing = dues.reduce((sum, due) => sum + Number(due.sum), 0).toFixed(2);
    const settlement = { contract: external, number: CONTRACT, currency: 'RUB', asOf, opening: closing, closing, limit: '', buyer: BUYER, dues };
    const folder = join(stage.portal.said.data, 'exchange', 'in');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `kabinet___hold${told}.json`);
    writeFileSync(`${file}.tmp`, JSON.stringify({ version: 1, settlements: [settlement] }));
    const rested = Date.now() / 1000 - 3600;
    utimesSync(`${file}.tmp`, rested, rested);
    renameSync(`${file}.tmp`, file);
    for (const end = Date.now() + 60_000; ;) {
      const passed = await stage.portal.command('exchange', 'run', '--data', stage.portal.said.data);
      assert.equal(passed.refused, 0, JSON.stringify(passed));
      if (passed.waiting === 0) break;
      assert.ok(Date.now() < end, JSON.stringify(passed));
    }
  }

  /** Asks a page again until it has this, since marks follow the journal. */
  async function until(visitor, path, what) {
    for (const end = Date.now() + 30_000; ;) {
      await visitor.go(path);
      if (await what()) return;
      assert.ok(Date.now() < end, `${path} doesn't come to it`);
    }
  }

  inEveryLook(test, 'a held order is explained, paid by what 1C tells, and goes on by itself', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('director'));
    await visitor.go('/settlements');
    const external = await page.locator('tr[data-settlement]', { hasText: CONTRACT }).first().getAttribute('data-settlement');

    const late = { document: 'hold-1', number: 'УТ-701', day: day(-12), sum: '84000.50' };
    const coming = { document: 'hold-2', number: 'УТ-702', day: day(20), sum: '15000.00' };
    await tell(external, [late, coming]);
    // The demonstration has orders that are held under other contracts: one of this contract is asked about.
    const rows = page.locator('tr[data-order]');
    let number;
    await until(visitor, '/holds', async () => {
      const held = await rows.evaluateAll((all) => all.map((row) => [row.dataset.order, row.querySelector('a[href^="/holds/"]').getAttribute('href')]));
      for (const [order, link] of held) {
        await visitor.go(link);
        if (await page.locator('[data-pay="УТ-701"]').count()) number = order;
        if (number) return true;
      }
      return false;
    });
    await visitor.go('/holds');
    await visitor.look_at('holds');
    await visitor.press(page.locator(`tr[data-order="${number}"] a`).first());
    await page.waitForURL(`**/orders/${number}`);
    const said = (await page.locator('[data-hold=shipping] [data-field=balance]').innerText()).replaceAll(/\s/g, '');
    // 84 000.50 are overdue, 10 000 are let pass: the rest is to be paid.
    assert.match(said, /84[,]?000[.,]50/);
    assert.match(said, /74[,]?000[.,]50/);
    await visitor.look_at('holds-order');
    await visitor.press(page.locator('[data-hold=shipping] a[href^="/holds/"]'));
    await page.locator('#hold-payments').waitFor();
    assert.deepEqual(await page.locator('[data-pay]').evaluateAll((all) => all.map((row) => row.dataset.pay)), ['УТ-701']);
    await visitor.look_at('holds-why');
    const why = new URL(page.url()).pathname;

    await tell(external, [{ ...late, paid: '74000.50' }, coming]);
    await until(visitor, why, async () => (await page.locator('[data-hold=none]').count()) === 1);
    await visitor.look_at('holds-free');
    await until(visitor, '/holds', async () => (await page.locator(`tr[data-order="${number}"]`).count()) === 0);
    await visitor.go(`/orders/${number}`);
    assert.equal(await page.locator('[data-hold]').count(), 0);
  });

  inEveryLook(test, 'an administrator makes a rule and lets one order through', stage, async (visitor) => {
    const { page, look } = visitor;
    await visitor.signIn(stage.portal.account('admin'));
    await visitor.go('/holds/rules');
    await visitor.look_at('holds-rules');
    await visitor.press(page.locator('a[href="/holds/rules/new"]'));
    await page.locator('input[name=name]').waitFor();
    await page.locator('input[name=days]').fill('-3');
    visitor.expecting(422);
    await page.locator('form[action="/holds/rules"] button').first().click();
    await page.locator('.alert').first().waitFor();
    await visitor.look_at('holds-rule-wrong');
    await page.locator('input[name=name]').fill(`Правило ${look.name}`);
    await page.locator('input[name=days]').fill('30');
    await page.locator('input[name=minimum_rub]').fill('1 000 000');
    await page.locator('form[action="/holds/rules"] button').first().click();
    await page.waitForURL('**/holds/rules');
    await page.locator('tr[data-rule]', { hasText: `Правило ${look.name}` }).waitFor();

    await visitor.go('/settlements');
    const contract = page.locator('tr[data-settlement]', { hasText: CONTRACT }).first();
    const external = await contract.getAttribute('data-settlement');
    await tell(external, [{ document: 'hold-3', number: 'УТ-703', day: day(-15), sum: '20000.00' }]);
    await until(visitor, '/holds', async () => (await page.locator('tr[data-order]').count()) > 0);
    await visitor.press(page.locator('tr[data-order] a[href^="/holds/"]').first());
    await page.locator('#release').waitFor();
    // Somebody may have let it through in another look.
    const again = page.locator('form[action$="/release/end"] button');
    if (await again.count()) {
      await again.click();
      await page.locator('textarea[name=reason]').waitFor();
    }
    await page.locator('textarea[name=reason]').fill('Оплата в пути');
    await page.locator('input[name=until]').fill(day(5).split('-').reverse().join('.'));
    await page.locator('form[action$="/release"] button').click();
    await page.locator('[data-hold=released]').first().waitFor();
    await visitor.look_at('holds-released');
  });

  inEveryLook(test, 'a seller reads that it is held, and no figure', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('seller'));
    await visitor.go('/orders?stage=all');
    assert.equal(await page.locator('[data-field=balance]').count(), 0);
    visitor.expecting(403);
    await visitor.go('/holds');
  });
});
