// The main job whole: a buyer submits an order, the real command `exchange simulate` plays the 1C that takes it, confirms
// it, plans it and ships it, and the buyer sees each step where one looks for it: in the list, on the order, in the bell.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inEveryLook, LOOKS, staged } from './harness.mjs';

/** The names of stages as each language has them. */
const SAID = {
  ru: { confirmed: 'Подтверждён', production: 'В производстве', shipped: 'Отгружен' },
  en: { confirmed: 'Confirmed', production: 'In production', shipped: 'Shipped' },
};

describe('exchange', () => {
  const stage = staged();

  /** An order of the buyer who is signed in, sent from a draft of its own; its number. */
  async function submit(visitor, name) {
    const { page } = visitor;
    await visitor.go('/drafts');
    const field = page.locator('form[action="/drafts"] input[name=name]:visible').last();
    await field.fill(name);
    await field.press('Enter');
    await page.waitForURL('**/drafts/*');
    const draft = new URL(page.url()).pathname;
    // Goods from stock: what is made to order may ask for papers before it is produced.
    await page.locator('input[name=article]').fill('тв 82 2с');
    await page.keyboard.press('Enter');
    await page.locator('#draft-form input[name=q]').first().waitFor();
    // What was drawn by htmx is drawn again whole, with the version that it has now.
    await visitor.go(draft);
    await page.locator('button[formaction$="/submission"]:visible').first().click();
    await page.waitForURL('**/orders/*');
    const number = new URL(page.url()).pathname.split('/').pop();
    assert.match(number, /^\d\d-\d{6}$/);
    return number;
  }

  /** The order as its buyer sees it now: the list's row, the order's page, and the bell, which follows in a moment. */
  async function seen(visitor, number, stage_, { planned, track } = {}) {
    const { page } = visitor;
    const name = SAID[visitor.look.language][stage_];
    await visitor.go('/orders?stage=all');
    const row = page.locator(`[data-order="${number}"]`);
    await row.getByText(name, { exact: true }).waitFor();
    // The day is that of the shipment to come.
    if (planned) await row.locator(`time[datetime="${planned}"]`).first().waitFor();
    await visitor.look_at(`exchange-${stage_}-list`);

    await row.locator('a').first().click();
    await page.waitForURL(`**/orders/${number}`);
    assert.equal(await page.locator('.kb-stages [aria-current=step] b').innerText(), name);
    await page.locator('.kb-head').getByText(name, { exact: true }).waitFor();
    const day = planned?.split('-').reverse().join('.');
    // Under the stage that is to come, and in the words about promises.
    if (day) await page.locator('.kb-stages li').filter({ hasText: SAID[visitor.look.language].shipped }).getByText(day).waitFor();
    if (track) await page.locator('[data-shipment]').getByText(track).waitFor();
    await visitor.look_at(`exchange-${stage_}-order`);

    // The bell is rung by the journal's reader, a moment after the commit.
    const rung = () => page.locator('a[href^="/notices/"]', { hasText: number }).filter({ hasText: track ?? name });
    for (const end = Date.now() + 30_000; ;) {
      await visitor.press(page.locator('a.kb-bell'));
      await page.waitForURL('**/notices');
      if (await rung().count()) break;
      assert.ok(Date.now() < end, `the bell says nothing of ${number}: ${track ?? name}`);
    }
    assert.ok(await page.locator('a.kb-bell .kb-bell-n').isVisible(), 'the bell counts what is new');
    if (day) await page.locator('a[href^="/notices/"]', { hasText: number }).filter({ hasText: day }).first().waitFor();
    await visitor.look_at(`exchange-${stage_}-bell`);
    await rung().first().click();
    await page.waitForURL(`**/orders/${number}`);
  }

  /** What 1C did with this order in a run. */
  function of(summary, number) {
    assert.deepEqual(summary.warnings, [], 'departures that 1C would log');
    const order = summary.orders.find((one) => one.number === number);
    assert.ok(order, `1C has no ${number}`);
    return order;
  }

  /** Plays 1C with `line` (how the demonstration's 1C, of family A, reaches the portal) from the order's arrival to its shipment. */
  async function played(visitor, line, base, settled = async () => {}) {
    const simulate = async (...more) => {
      const state = ['--state', join(stage.portal.folder, base), '--family', 'A'];
      const summary = await stage.portal.command('exchange', 'simulate', ...line, ...state, ...more);
      await settled();
      return summary;
    };
    const number = await submit(visitor, `1С ${visitor.look.name}`);
    await settled();
    const taken = await simulate('--process', 'confirm');
    assert.ok(taken.orders_new >= 1, JSON.stringify(taken));
    assert.equal(of(taken, number).status, 'confirmed');
    await seen(visitor, number, 'confirmed');

    const { planned, status } = of(await simulate('--process', 'produce'), number);
    assert.equal(status, 'production');
    assert.match(planned, /^\d{4}-\d\d-\d\d$/);
    await seen(visitor, number, 'production', { planned });

    const { track } = of(await simulate('--process', 'ship'), number);
    assert.match(track, /^80\d{12}$/);
    await seen(visitor, number, 'shipped', { track });
    return number;
  }

  inEveryLook(test, 'a buyer watches 1C take an order to its shipment', stage, async (visitor) => {
    const { url, user, password } = stage.portal.said.exchange;
    await visitor.signIn(stage.portal.account('buyer'));
    const line = ['--url', url, '--user', user, '--password', password];
    await played(visitor, line, 'base.json');
  });

  inEveryLook(test, 'the same through the folder', stage, async (visitor) => {
    await visitor.signIn(stage.portal.account('buyer'));
    const { data } = stage.portal.said;
    // A pass over the folder, as the timetable makes one: until no file is taken for one that is still being written.
    const settled = async () => {
      for (const end = Date.now() + 60_000; ;) {
        const passed = await stage.portal.command('exchange', 'run', '--data', data);
        assert.equal(passed.refused, 0, JSON.stringify(passed));
        if (passed.waiting === 0) break;
        assert.ok(Date.now() < end, `files never rest: ${JSON.stringify(passed)}`);
      }
    };
    await played(visitor, ['--folder', join(data, 'exchange')], 'folder.json', settled);
  }, [LOOKS[0]]);
});
