// Another delivery of an order that is ready, over the demonstration: the dealer writes it down with a person, looks at the
// difference and sends it; the manager sees old and new field by field, refuses, and accepts the next one.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, staged, Visitor } from './harness.mjs';

describe('delivery that is asked for', () => {
  const stage = staged();

  /** An order that is ready and has no open request; the demonstration's own one is taken back where there is no other. */
  async function ready(visitor) {
    const { page } = visitor;
    const list = await page.request.get('/orders?stage=ready').then((answer) => answer.text());
    const numbers = [...new Set([...list.matchAll(/data-order="([^"]+)"/g)].map(([, number]) => number))];
    assert.ok(numbers.length, 'the demonstration has an order that is ready');
    for (const number of numbers) {
      await visitor.go(`/orders/${number}/delivery`);
      if (await page.locator('#terms[action$="/delivery/request"]').count()) return `/orders/${number}`;
    }
    const order = `/orders/${numbers[0]}`;
    await visitor.look_at('delivery-ask-blocked');
    await visitor.go(order);
    await page.locator('form:has(input[value=withdraw]) button').click();
    await page.locator('[data-card=request]').waitFor({ state: 'detached' });
    return order;
  }

  async function ask(visitor, order, terminal, person) {
    const { page, look } = visitor;
    await visitor.go(`${order}/delivery`);
    await page.locator('#terms select[name=way]').selectOption('carrier-terminal');
    await page.locator('#terms input[name=carrier]').fill('Деловые Линии');
    await page.locator('#terms input[name=terminal]').fill(terminal);
    await page.locator('#terms input[name=phone]').fill('+7 912 345-67-89');
    if (person) {
      await page.locator('details:has(input[name=person_name]) > summary').click();
      await page.locator('input[name=person_name]').fill('Крутобережный Аристарх Львович');
      await page.locator('input[name=person_phone]').fill('+7 912 774-31-85');
      await page.locator('input[name=person_number]').fill('7714 903528');
      await page.locator('#terms .card-footer .btn-primary').click();
      // Without consent: everything typed is still there.
      await page.locator('.kb-bad, .kb-err').first().waitFor();
      assert.equal(await page.locator('input[name=terminal]').inputValue(), terminal);
      await visitor.look_at('delivery-ask-wrong');
      await page.locator('input[name=person_agreed]').check();
    } else await visitor.look_at('delivery-ask-form');
    await page.locator('#terms .card-footer .btn-primary').click();
    await page.waitForURL('**/edit/look');
    const card = await page.locator('[data-card=delivery-wish]').innerText();
    assert.ok(card.includes(terminal), card);
    assert.ok(!(await page.content()).includes('Крутобережный'));
    await visitor.look_at(person ? 'delivery-ask-look-person' : 'delivery-ask-look');
    await page.locator('#request-reason').fill(`Склад закрыт, ${look.name}`);
    await page.locator('button.btn-primary[name=step]').click();
    await page.waitForURL(`**${order}`);
    assert.ok((await page.locator('[data-card=asked]').innerText()).includes(terminal));
  }

  inEveryLook(test, 'it is written down, looked at, refused and accepted', stage, async (visitor) => {
    const { page, look } = visitor;
    visitor.expecting(422);
    await visitor.signIn(stage.portal.account('buyer'));
    const order = await ready(visitor);
    await ask(visitor, order, `Терминал ${look.name} 1`, true);
    await visitor.look_at('delivery-asked');

    const manager = await Visitor.open(stage, look);
    await manager.signIn(stage.portal.account('manager'));
    await manager.go(order);
    const card = manager.page.locator('[data-card=asked]');
    assert.ok((await card.innerText()).includes(`Терминал ${look.name} 1`));
    await manager.page.locator('[data-card=asked-person]').waitFor();
    assert.ok(!(await manager.page.content()).includes('Крутобережный'));
    await manager.look_at('delivery-asked-manager');
    await manager.page.locator('details:has(#answer-reason) > summary').click();
    await manager.page.locator('#answer-reason').fill('Машина уже загружена');
    await manager.page.locator('form:has(#answer-reason) button').click();
    await manager.page.locator('[data-card=request]').waitFor({ state: 'detached' });

    await visitor.go(order);
    assert.match(await page.locator('[data-card=refused]').innerText(), /Машина уже загружена/);
    await ask(visitor, order, `Терминал ${look.name} 2`, false);
    await manager.go(order);
    await manager.page.locator('form:has(input[value=accept]) button.btn-primary').click();
    await manager.page.locator('[data-card=request]').waitFor({ state: 'detached' });
    assert.ok((await manager.page.content()).includes(`Терминал ${look.name} 2`));
    await manager.look_at('delivery-accepted');
    await manager.close();
  });
});
