// Changed prices over the demonstration: the bell leads to the page, the page to a draft; staff sees it by price type.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, staged } from './harness.mjs';

describe('price changes', () => {
  const stage = staged();

  inEveryLook(test, 'a buyer comes from the bell to a touched draft', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/notices');
    await visitor.press(page.locator('a[href^="/notices/"]', { hasText: /Цены изменились|Prices changed/ }).first());
    await page.waitForURL(/\/price-changes\/[0-9a-f]{32}$/);
    await visitor.look_at('price-change');
    const rows = page.locator('[data-article]');
    const all = await rows.count();
    assert.ok(all > 3, `${all} goods`);
    // What became cheaper is a part of it, and the filter stays in the form.
    await page.locator('select[name=direction]').selectOption('down');
    await visitor.press(page.locator('form.kb-filter button'));
    await page.waitForURL('**direction=down**');
    const down = await rows.count();
    assert.ok(down > 0 && down < all, `${down} of ${all}`);
    assert.equal(await page.locator('select[name=direction]').inputValue(), 'down');
    const download = page.waitForEvent('download');
    await page.locator('a[href*="/changes.xlsx"]').click();
    assert.match((await download).suggestedFilename(), /\.xlsx$/);
    const draft = page.locator('[data-draft]').first();
    const id = await draft.getAttribute('data-draft');
    await visitor.press(draft.locator('a[href^="/drafts/"]').first());
    await page.waitForURL(`**/drafts/${id}`);
  });

  inEveryLook(test, 'a seller reads recommended prices alone', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('seller'));
    await visitor.go('/price-changes');
    await visitor.look_at('price-changes-list');
    await visitor.press(page.locator('[data-change] a').first());
    await page.waitForURL(/\/price-changes\/[0-9a-f]{32}$/);
    assert.equal(await page.locator('[data-field="purchase-price"]').count(), 0);
    assert.ok(await page.locator('[data-article]').count());
    await visitor.look_at('price-change-blind');
  });

  inEveryLook(test, 'an administrator sees price types and dealers', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('admin'));
    await visitor.go('/price-changes');
    await visitor.press(page.locator('[data-change] a').first());
    await page.waitForURL(/\/price-changes\/[0-9a-f]{32}$/);
    await visitor.look_at('price-change-staff');
    await visitor.press(page.locator('[data-dealer] a').first());
    await page.waitForURL('**dealer=**');
    assert.ok(await page.locator('[data-article]').count());
  });
});
