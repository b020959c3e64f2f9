// Changes of a confirmed order over the demonstration: the dealer adds goods by article and asks, the manager accepts; the
// next change is refused with a reason, which the dealer reads.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, staged, Visitor } from './harness.mjs';

describe('requests', () => {
  const stage = staged();

  /** A confirmed order that can be changed, with its page of editing open. */
  async function editable(visitor) {
    const { page } = visitor;
    const list = await page.request.get('/orders?stage=confirmed').then((answer) => answer.text());
    const numbers = [...new Set([...list.matchAll(/data-order="([^"]+)"/g)].map(([, number]) => number))];
    let blocked = false;
    let free = null;
    for (const number of numbers) {
      await visitor.go(`/orders/${number}/edit`);
      if (await page.locator('[data-card=blocked]').count()) {
        if (!blocked) await visitor.look_at('request-blocked');
        blocked = true;
      } else free ??= number;
    }
    assert.ok(blocked, 'the demonstration has an open request');
    assert.ok(free, 'the demonstration has a confirmed order to change');
    await visitor.go(`/orders/${free}/edit`);
    return free;
  }

  const digits = (text) => text.replace(/\D/g, '');

  inEveryLook(test, 'a change is asked for and countersigned, the next one is refused', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('director'));
    const order = await editable(visitor);
    const lines = await page.locator('input[name=quantity]').count();
    const first = page.locator('input[name=quantity]').first();
    // Twice as much is whole packs again.
    const wanted = String(2 * Number(digits(await first.inputValue())));
    await first.fill(wanted);

    // A word that means several goods offers them; what was typed stays.
    visitor.expecting(422);
    await page.locator('input[name=article]').fill('ручка');
    await page.locator('input[name=count]').fill('3');
    await page.locator('#adding button[name=step]').click();
    await page.locator('[data-card=choices]').waitFor();
    assert.equal(await first.inputValue(), wanted);
    await visitor.look_at('request-choices');
    const choice = page.locator('input[name=pick]').last();
    await choice.check();
    await page.locator('#adding button[name=step]').click();
    await page.locator('.alert-success').waitFor();
    const more = await page.locator('input[name=amount]').count();
    await visitor.look_at('request-edit');

    await page.locator('button.btn-primary[name=step]').click();
    await page.locator('[data-card=difference]').waitFor();
    const change = await page.locator('[data-card=difference]').innerText();
    assert.ok(digits(change).includes(wanted), `${wanted}:\n${change}`);
    await visitor.look_at('request-preview');
    const reason = `Ещё один подъезд, ${visitor.look.name}`;
    await page.locator('textarea[name=reason]').fill(reason);
    await page.locator('button[name=step][value=send]').click();
    await page.waitForURL(`**/orders/${order}`);
    assert.ok((await page.locator('[data-card=request]').innerText()).includes(reason));
    await visitor.look_at('request-asked');

    // The manager sees whose turn it is, and countersigns.
    const manager = await Visitor.open(stage, visitor.look);
    await manager.signIn(stage.portal.account('manager'));
    await manager.go(`/orders/${order}`);
    assert.ok((await manager.page.locator('[data-card=request]').innerText()).includes(reason));
    await manager.look_at('request-answer');
    await manager.page.locator('form[action$="/requests/answer"] button.btn-primary').click();
    await manager.page.locator('[data-card=request]').waitFor({ state: 'detached' });

    // The order is now what was asked for; the next change is refused.
    await visitor.go(`/orders/${order}/edit`);
    assert.equal(await first.inputValue().then(digits), wanted);
    assert.equal(await page.locator('input[name=quantity]').count(), lines + more);
    await page.locator('input[name=comment]').first().fill(`Белая, ${visitor.look.name}`);
    await page.locator('button.btn-primary[name=step]').click();
    await page.locator('button[name=step][value=send]').click();
    await page.waitForURL(`**/orders/${order}`);
    await manager.go(`/orders/${order}`);
    await manager.page.locator('[data-card=request] summary').click();
    await manager.look_at('request-refusing');
    const why = `Партия закрыта, ${visitor.look.name}`;
    await manager.page.locator('#answer-reason').fill(why);
    await manager.page.locator('#answer-reason').press('Enter');
    await manager.page.locator('[data-card=request]').waitFor({ state: 'detached' });
    await manager.close();
    await visitor.go(`/orders/${order}`);
    assert.ok((await page.locator('[data-card=refused]').innerText()).includes(why));
    await visitor.look_at('request-refused');
    // Before long the same could be asked again: nothing waits for anybody.
    await visitor.go(`/orders/${order}/edit`);
    assert.notEqual(await page.locator('input[name=comment]').first().inputValue(), `Белая, ${visitor.look.name}`);
  });

  test('without script: Enter looks at the change, and an article that is written is taken first', async () => {
    const look = { name: 'no-script', language: 'ru', theme: 'light', width: 1440, height: 900 };
    const visitor = await Visitor.open(stage, look, { javaScript: false });
    const { page } = visitor;
    await visitor.go('/login');
    const { email, password } = stage.portal.account('director');
    await page.locator('input[name=email]').fill(email);
    await page.locator('input[name=password]').fill(password);
    await page.locator('form[action="/login"] button[type=submit]').click();
    await page.waitForURL((url) => url.pathname !== '/login');
    await editable(Object.assign(visitor, { look_at: async () => undefined }));
    const first = page.locator('input[name=quantity]').first();
    const wanted = String(2 * Number(digits(await first.inputValue())));
    await first.fill(wanted);
    await first.press('Enter');
    const change = await page.locator('[data-card=difference]').innerText();
    assert.ok(digits(change).includes(wanted), change);
    await page.locator('button[name=step][value=edit]').click();
    assert.equal(await first.inputValue().then(digits), wanted);
    visitor.expecting(422);
    await page.locator('input[name=article]').fill('НЕТ-ТАКОГО-777');
    await first.press('Enter');
    assert.equal(await page.locator('input[name=article]').inputValue(), 'НЕТ-ТАКОГО-777');
    await visitor.close();
  });
});
