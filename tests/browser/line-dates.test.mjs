// Days of single lines over the demonstration: the dealer wishes one for a line of a draft, the manager names one for some
// lines of an order, and the dealer reads which, why, and by how much it is later.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, LOOKS, staged, Visitor } from './harness.mjs';

/** So many days from now, as people write it. */
function ahead(days) {
  const day = new Date(Date.now() + days * 86_400_000);
  const two = (number) => String(number).padStart(2, '0');
  return `${two(day.getUTCDate())}.${two(day.getUTCMonth() + 1)}.${day.getUTCFullYear()}`;
}

describe('days of lines', () => {
  const stage = staged();

  /** Each look names days of its own: they share the portal. */
  const turn = (visitor) => Math.max(0, LOOKS.findIndex((look) => look.name === visitor.look.name));

  /** The form under the lines is folded until a line has a day of its own. */
  async function open(page) {
    if (!(await page.locator('#line-day').isVisible())) await page.locator('summary:has(+ * #line-dates)').click();
  }

  /** An order that is being made and has several lines; its page stays open. */
  async function being_made(visitor) {
    const { page } = visitor;
    const list = await page.request.get('/orders?stage=production&stage=confirmed').then((answer) => answer.text());
    for (const number of new Set([...list.matchAll(/data-order="([^"]+)"/g)].map(([, number]) => number))) {
      await visitor.go(`/orders/${number}`);
      if ((await page.locator('input[name=line]').count()) > 2) return number;
    }
    return assert.fail('the demonstration has an order of several lines that is being made');
  }

  inEveryLook(test, 'a line of a draft is wished for a day of its own', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/drafts');
    await page.locator('main a[href^="/drafts/0"]').first().click();
    await page.locator('#draft-form').waitFor();
    const wish = page.locator('details.kb-wish').first();
    assert.equal(await wish.getAttribute('open'), null, 'it is closed until somebody needs it');
    await wish.locator('summary').click();
    await wish.locator('input').fill('31.02.2027');
    visitor.expecting(422);
    await wish.locator('input').press('Tab');
    await page.locator('#w-0-error').waitFor();
    assert.equal(await page.locator('#w-0').inputValue(), '31.02.2027');
    await visitor.look_at('line-dates-draft-wrong');
    // What looked at the page leaves marks on it, which the next swap may not carry over.
    await page.reload();
    await page.locator('details.kb-wish').first().locator('summary').click();
    const day = ahead(20 + turn(visitor));
    // The answer to the day draws the lines anew. What was typed in another field before it came, and left, is kept and
    // sent after it; where one still writes, the field keeps what stands in it.
    const [note, second] = [`Без маркировки, ${visitor.look.name}`, `Верхний ряд, ${visitor.look.name}`];
    await visitor.meanwhile('**/drafts/*', async () => {
      await page.locator('#w-0').fill(day);
      await page.locator('#w-0').press('Tab');
    }, async () => {
      await page.locator('#c-0').fill(note);
      await page.locator('#c-1').fill(second);
    });
    await page.locator(`details.kb-wish summary:has-text("${day}")`).waitFor();
    assert.equal(await page.locator('#c-1').inputValue(), second);
    await page.locator('#c-1').press('Tab');
    await page.waitForFunction(() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling'));
    await page.reload();
    assert.equal(await page.locator('input[name=w]').first().inputValue(), day);
    assert.deepEqual([await page.locator('#c-0').inputValue(), await page.locator('#c-1').inputValue()], [note, second]);
    await visitor.look_at('line-dates-draft');
  });

  inEveryLook(test, 'lines get a day, and the dealer sees why', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('manager'));
    const order = await being_made(visitor);
    const day = ahead(60 + turn(visitor));
    const reason = `Ждём профиль, ${visitor.look.name}`;
    // One for the whole order first: every line goes with it.
    const whole = ahead(50 + turn(visitor));
    await open(page);
    await page.locator('#line-day').fill(whole);
    await page.locator('#line-reason').fill(reason);
    await page.locator('#line-dates button[value=all]').click();
    await page.locator(`.kb-stages:has-text("${whole}")`).waitFor();
    for (const place of ['0', '2']) await page.locator(`input[name=line][value="${place}"]`).check();
    await open(page);
    await page.locator('#line-day').fill(day);
    // A given day moves with a reason alone; nothing that was ticked or typed gets lost.
    visitor.expecting(422);
    await page.locator('#line-dates button[value=picked]').click();
    await page.locator('#line-reason-error').waitFor();
    assert.equal(await page.locator('input[name=line]:checked').count(), 2);
    assert.equal(await page.locator('#line-day').inputValue(), day);
    await visitor.look_at('line-dates-why');
    await page.locator('#line-reason').fill(reason);
    await page.locator('#line-dates button[value=picked]').click();
    await page.locator(`[data-field=confirmed]:has-text("${day}")`).first().waitFor();
    assert.equal(await page.locator(`[data-field=confirmed]:has-text("${day}")`).count(), 2);
    await visitor.look_at('line-dates-order');

    const dealer = await Visitor.open(stage, visitor.look);
    await dealer.signIn(stage.portal.account('director'));
    await dealer.go(`/orders/${order}`);
    assert.equal(await dealer.page.locator(`[data-field=confirmed]:has-text("${day}")`).count(), 2);
    assert.equal(await dealer.page.locator('#line-dates').count(), 0, 'the dealer names no days');
    await dealer.page.locator('.kb-days summary').first().click();
    await dealer.page.locator(`.kb-ledger:has-text("${reason}")`).first().waitFor();
    await dealer.look_at('line-dates-dealer');
    await dealer.close();
  });

  test('without script the boxes and the form are the same', async () => {
    const look = { name: 'no-script', language: 'ru', theme: 'light', width: 1440, height: 900 };
    const visitor = await Visitor.open(stage, look, { javaScript: false });
    const { page } = visitor;
    await visitor.go('/login');
    const { email, password } = stage.portal.account('manager');
    await page.locator('input[name=email]').fill(email);
    await page.locator('input[name=password]').fill(password);
    await page.locator('form[action="/login"] button[type=submit]').click();
    await page.waitForURL((url) => url.pathname !== '/login');
    await being_made(visitor);
    const day = ahead(90);
    await page.locator('input[name=line][value="1"]').check();
    await open(page);
    await page.locator('#line-day').fill(day);
    await page.locator('#line-reason').fill('Ждём замки');
    await page.locator('#line-dates button[value=picked]').click();
    await page.locator(`[data-field=confirmed]:has-text("${day}")`).first().waitFor();
    await visitor.close();
  });
});
