// How goods are made, changed in a sent order over the demonstration: the dealer opens the calculator from the order's own
// form, takes the new size into the change, sees the difference option by option, and finds it in the order.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, staged } from './harness.mjs';

describe('a configuration in a change', () => {
  const stage = staged();

  const digits = (text) => text.replace(/\D/g, '');

  /** An order with goods made to order that the manufacturer hasn't taken; its form of changes stays open. */
  async function waiting(visitor) {
    const { page } = visitor;
    const list = await page.request.get('/orders?stage=submitted').then((answer) => answer.text());
    for (const number of new Set([...list.matchAll(/data-order="([^"]+)"/g)].map(([, number]) => number))) {
      await visitor.go(`/orders/${number}/edit`);
      if (await page.locator('button[value="configure-0"]').count()) return number;
    }
    return assert.fail('the demonstration has a sent order with goods made to order');
  }

  inEveryLook(test, 'a window of a sent order is made wider', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('buyer'));
    const order = await waiting(visitor);
    // A note that is typed and not sent goes along.
    const note = `Согласовано, ${visitor.look.name}`;
    await page.locator('input[name=comment]').last().fill(note);
    await page.locator('button[value="configure-0"]').click();
    await page.waitForURL('**/configure/*');
    const width = page.locator('[name="o.width"]');
    const old = Number(digits(await width.inputValue()));
    await visitor.look_at('change-configure');
    // axe leaves empty styles on what it measured, which the policy would forbid to copy.
    await page.reload();

    // What can't be made is said, and there is nothing to take into the change.
    const take = page.locator('#configured-price button.btn-primary').first();
    const answered = () => page.waitForResponse((response) => response.request().method() === 'POST');
    const type = async (value) => {
      const answer = answered();
      await width.fill(String(value));
      await width.blur();
      await (await answer).finished();
    };
    await type(9_000);
    await page.locator('#configured .alert-danger').first().waitFor();
    assert.equal(await take.count(), 0);
    assert.equal(digits(await width.inputValue()), '9000');
    await visitor.look_at('change-configure-impossible');

    // Back by the form: the change is where it was left.
    await visitor.go(`/orders/${order}/edit`);
    await page.locator('[data-card=kept]').waitFor();
    assert.equal(await page.locator('input[name=comment]').last().inputValue(), note);
    await page.locator('button[value="configure-0"]').click();
    await page.waitForURL('**/configure/*');
    const wider = old + 10;
    await type(wider);
    await take.click();
    await page.waitForURL(`**/orders/${order}/edit**`);
    await visitor.look_at('change-taken');
    assert.equal(await page.locator('input[name=comment]').last().inputValue(), note);

    await page.locator('button.btn-primary[name=step]').click();
    const options = page.locator('[data-card=difference] [data-card=options]').first();
    await options.waitFor();
    const told = digits(await options.innerText());
    assert.ok(told.includes(String(old)) && told.includes(String(wider)), told);
    await visitor.look_at('change-preview');
    await page.locator('button[name=step][value=send]').click();
    await page.waitForURL(`**/orders/${order}`);
    await visitor.look_at('change-sent');

    // The order has it, and nothing unsent is left.
    await visitor.go(`/orders/${order}/edit`);
    assert.equal(await page.locator('[data-card=kept]').count(), 0);
    await page.locator('button[value="configure-0"]').click();
    await page.waitForURL('**/configure/*');
    assert.equal(digits(await width.inputValue()), String(wider));
  });
});
