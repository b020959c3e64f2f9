// The line of stages over the demonstration: a move that is left to the administrator, and the paper of an order with its
// file, which the dealer opens and the manufacturer takes back.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { inEveryLook, LOOKS, staged, Visitor } from './harness.mjs';

describe('stages', () => {
  const stage = staged();

  const numbers = async (page, path) => {
    const list = await page.request.get(path).then((answer) => answer.text());
    return [...new Set([...list.matchAll(/data-order="([^"]+)"/g)].map(([, number]) => number))];
  };

  /** Who of the staff moves an order into the queue: the administrator alone, or everybody. */
  async function leave(admin, alone) {
    await admin.go('/stages/queued');
    const tick = admin.page.locator('input[name=reserved][value="any:admin"]');
    await tick.setChecked(alone);
    if (alone) await admin.look_at('stage-reserved');
    await admin.page.locator('form[action="/stages/queued"] button[type=submit]').click();
    await admin.page.waitForURL(`${stage.portal.url}/stages`);
  }

  inEveryLook(test, 'a move that is left to the administrator is offered to nobody else', stage, async (visitor) => {
    const { page } = visitor;
    const admin = await Visitor.open(stage, visitor.look);
    await admin.signIn(stage.portal.account('admin'));
    // A second administrator has the same stage open, and leaves the move to managers.
    const second = await Visitor.open(stage, visitor.look);
    await second.signIn(stage.portal.account('admin'));
    await second.go('/stages/queued');
    await leave(admin, true);
    await admin.look_at('stages-reserved');
    second.expecting(422);
    await second.page.locator('input[name=reserved][value="any:manager"]').check();
    await second.page.locator('select[name=colour]').selectOption('violet');
    await second.page.locator('form[action="/stages/queued"] button[type=submit]').click();
    await second.page.locator('[data-card=conflict] input[name=over]').waitFor();
    assert.equal(await second.page.locator('[data-conflict]').count(), 1);
    assert.equal(await second.page.locator('select[name=colour]').inputValue(), 'violet');
    await second.look_at('stage-conflict');
    await second.close();

    await visitor.signIn(stage.portal.account('manager'));
    const [number] = await numbers(page, '/orders?stage=confirmed');
    assert.ok(number, 'the demonstration has a confirmed order');
    await visitor.go(`/orders/${number}`);
    const options = (of) => of.locator('form[action*="/stage"] select[name=stage] option').evaluateAll((all) => all.map((one) => one.value));
    assert.ok(!(await options(page)).includes('queued'));
    await page.locator('[data-field=withheld]').waitFor();
    await visitor.look_at('order-withheld');
    await admin.go(`/orders/${number}`);
    assert.ok((await options(admin.page)).includes('queued'));

    await leave(admin, false);
    await visitor.go(`/orders/${number}`);
    assert.ok((await options(page)).includes('queued'));
    await admin.close();
  }, [LOOKS[0], LOOKS[3]]);

  inEveryLook(test, 'the paper of an order carries its file, which the dealer opens', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('director'));
    const admin = await Visitor.open(stage, visitor.look);
    await admin.signIn(stage.portal.account('admin'));
    admin.expecting(422);
    const desk = admin.page;
    const name = `Скан ${visitor.look.name}.pdf`;
    const bytes = Buffer.from(`%PDF-1.7 ${visitor.look.name}`);
    let order;
    for (const number of await numbers(page, '/orders?stage=confirmed&stage=queued')) {
      await admin.go(`/orders/${number}`);
      const form = desk.locator('form[action*="/stage"]');
      await form.locator('select[name=stage]').selectOption('production');
      if (!(await desk.locator('#stage-paper-number').count())) continue;
      if (!(await desk.locator('#stage-paper-number').isVisible())) {
        await form.locator('details', { has: desk.locator('#stage-paper-number') }).locator('summary').click();
      }
      await desk.locator('#stage-paper-number').fill('С-17');
      await desk.locator('#stage-paper-day').fill('20.11.2026');
      await desk.locator('#stage-paper-file').setInputFiles({ name, mimeType: 'application/pdf', buffer: bytes });
      await admin.look_at('order-paper-form');
      await form.locator('button[type=submit]').click();
      await desk.waitForLoadState('load');
      // What isn't agreed by both stays where it is: another order then.
      if (await desk.locator('[data-card=papers]').getByText(name).count()) {
        order = number;
        break;
      }
    }
    assert.ok(order, 'the demonstration has an order that can go into production');
    await admin.look_at('order-paper');

    await visitor.go(`/orders/${order}`);
    const link = page.locator('[data-card=papers] a').getByText(name);
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    assert.equal(download.suggestedFilename(), name);
    assert.deepEqual(readFileSync(await download.path()), bytes);
    await visitor.look_at('order-paper-dealer');

    const mark = desk.locator('[data-card=papers] li').filter({ hasText: name });
    await mark.locator('details').last().locator('summary').click();
    await mark.locator('input[name=reason]').fill('Подпись не того человека');
    await mark.locator('form[action$="/withdrawal"] button[type=submit]').click();
    await desk.locator('[data-card=lacks]').waitFor();
    await admin.look_at('order-paper-withdrawn');
    await visitor.go(`/orders/${order}`);
    assert.equal(await page.locator('[data-card=papers] a').getByText(name).count(), 0);

    // It is made up right there, for the next look without a file.
    await desk.locator('#mark-paper-number').fill('С-18');
    await desk.locator('#mark-paper-day').fill('21.11.2026');
    await desk.locator('form[action*="/marks?"] button[type=submit]').click();
    await desk.locator('[data-card=lacks]').waitFor({ state: 'detached' });
    await admin.close();
  });
});
