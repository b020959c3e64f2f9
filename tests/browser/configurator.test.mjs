// Goods made to order over the demonstration: a window is configured, mended, compared, saved unfinished, finished and
// sent; an administrator edits a model and tries it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, LOOKS, staged, Visitor } from './harness.mjs';
import { ARTICLE, calculated, price } from './window.mjs';

const digits = (text) => text.replace(/[^\d,.]/g, '').replace(',', '.');

describe('goods made to order', () => {
  const stage = staged();

  /** A draft of one's own; its address. */
  async function begun(visitor, name) {
    const { page } = visitor;
    await visitor.go('/drafts');
    await page.locator('form[action="/drafts"] input[name=name]').first().fill(name);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/drafts\/[0-9a-f]{32}$/);
    return new URL(page.url()).pathname;
  }

  inEveryLook(test, 'a buyer configures a window and sends it', stage, async (visitor) => {
    const { page } = visitor;
    const russian = visitor.look.language === 'ru';
    await visitor.signIn(stage.portal.account('buyer'));
    const draft = await begun(visitor, `Окно ${visitor.look.name}`);
    await visitor.go(`${draft}/catalogue?q=${encodeURIComponent(ARTICLE)}`);
    await page.locator('a[href*="/configure/"]').first().click();
    await page.waitForURL('**/configure/*');
    await visitor.look_at('configure');
    // axe leaves empty styles on what it measured, which the policy would forbid to copy.
    await page.reload();

    // Too wide for one sash: it says why, and a button takes what comes nearest.
    await calculated(page, async () => page.locator('[name="o.scheme"]').selectOption('po'));
    const alert = page.locator('#configured [role=alert], #configured .alert-danger').first();
    assert.match(await alert.innerText(), russian ? /до 900 мм/ : /at most 900 mm/);
    await visitor.look_at('configure-impossible');
    await page.locator('button[value^="set-"]').first().click();
    await page.waitForLoadState('load');
    assert.equal(digits(await page.locator('[name="o.width"]').inputValue()), '900');
    await page.locator('[name="o.height"]').fill('1300');
    await calculated(page, async () => page.locator('[name="o.height"]').blur());
    const total = page.locator('#configured-price dd.is-total');
    await page.waitForFunction(
      ([sum]) => document.querySelector('#configured-price dd.is-total').innerText.replace(/[^\d]/g, '') === sum,
      [String(price())],
    );
    assert.equal(digits(await total.innerText()).replace('.', ''), String(price()));
    // Without the field being left the steps open to their arithmetic.
    await page.locator('#configured-price details').first().locator('summary').click();
    await page.locator('#configured-price details[open] dl').first().waitFor();

    // A variant beside it.
    await page.locator('button[value=copy]').click();
    await page.waitForLoadState('load');
    await calculated(page, async () => page.locator('label:has([name="o.colour"][value=oak])').click());
    await page.locator('#configured tbody tr').nth(1).waitFor();
    assert.equal(await page.locator('#configured tbody tr').count(), 2);
    await visitor.look_at('configure-variants');
    await page.locator('button[value="open-0"]').click();
    await page.waitForLoadState('load');
    assert.ok(await page.locator('[name="o.colour"][value=white]').isChecked());

    // Unfinished it is kept, and keeps the order back.
    await calculated(page, async () => page.locator('[name="o.glass"]').selectOption(''));
    const adding = page.locator('#configured-price button[formaction$="/configured"]');
    await adding.click();
    await page.waitForURL(`**${draft}`);
    await visitor.look_at('draft-unfinished');
    assert.equal(await page.locator('tr.is-bad').count(), 1);
    await page.locator('a[href*="/configure/"][href*="line=0"]').click();
    await page.waitForURL('**/configure/*');
    await calculated(page, async () => page.locator('[name="o.glass"]').selectOption('s40'));
    await page.locator('#configured-price button.btn-primary[formaction$="/configured"]').click();
    await page.waitForURL(`**${draft}`);
    assert.equal(await page.locator('tr.is-bad').count(), 0);

    await page.locator('button[formaction$="/submission"]').first().click();
    await page.waitForURL('**/orders/*');
    await visitor.look_at('order-made');
    const order = await page.locator('main').innerText();
    assert.match(order, russian ? /Ширина: 900/ : /Width: 900/);
    assert.match(order, russian ? /Расчёт\sпо\sмодели\s№\s1/ : /Calculated by model No. 1/);
  });

  test('it works without script', async () => {
    const visitor = await Visitor.open(stage, LOOKS[0], { javaScript: false });
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('buyer'));
    const draft = await begun(visitor, 'Без скриптов');
    await visitor.go(`${draft}/catalogue?q=${encodeURIComponent(ARTICLE)}`);
    await page.locator('a[href*="/configure/"]').first().click();
    await page.locator('[name="o.scheme"]').selectOption('po');
    await page.locator('[name="o.width"]').fill('900');
    await page.locator('[name="o.height"]').fill('1300');
    await page.locator('#configuring .card-footer button').click();
    await page.waitForURL('**?c=*');
    const total = await page.locator('#configured-price dd.is-total').innerText();
    assert.equal(digits(total).replace('.', ''), String(price()));
    await visitor.close();
  });

  inEveryLook(test, 'an administrator edits a model and tries it', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('admin'));
    await visitor.go('/configurator');
    await visitor.look_at('models');
    await page.locator('a[href^="/configurator/"]', { hasText: '82 Термо' }).first().click();
    await page.waitForURL('**/configurator/*');
    await visitor.look_at('model');
    const here = new URL(page.url()).pathname;
    await visitor.go(`${here}/tables/facts`);
    await visitor.look_at('model-table');
    const days = page.locator('input[name=c][value="6"]').last();
    await days.fill(visitor.look === LOOKS[0] ? '7' : '8');
    await page.locator('main form button.btn-primary').click();
    await page.waitForURL(`**${here}`);
    await visitor.go(`${here}/preview`);
    await visitor.look_at('model-preview');
  }, [LOOKS[0], LOOKS[3]]);
});
