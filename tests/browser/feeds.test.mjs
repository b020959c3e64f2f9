// Feeds over the demonstration: a director makes one by margin, sees its address once, a reader gets the file, and the page
// tells of the reading.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, staged } from './harness.mjs';

describe('feeds', () => {
  const stage = staged();

  inEveryLook(test, 'a feed is made, read and switched off', stage, async (visitor) => {
    const { page } = visitor;
    const name = `Витрина ${visitor.look.name}`;
    await visitor.signIn(stage.portal.account('director'));
    await visitor.go('/feeds');
    await visitor.look_at('feeds');
    await visitor.press(page.locator('a[href="/feeds/new"]'));
    await page.waitForURL('**/feeds/new');
    await visitor.look_at('feed-new');

    // A mistake is told, and what was typed stays.
    await page.locator('input[name=name]').fill(name);
    await page.locator('select[name=rule]').selectOption('margin');
    await page.locator('input[name=percent]').fill('сто');
    visitor.expecting(422);
    await page.locator('main form button.btn-primary').click();
    await page.waitForSelector('#percent.is-invalid');
    assert.equal(await page.locator('input[name=name]').inputValue(), name);
    await page.locator('input[name=percent]').fill('20');
    await page.locator('main form button.btn-primary').click();
    await page.waitForURL(/\/feeds\/[0-9a-f]{32}$/);
    const address = await page.locator('#feed-address').inputValue();
    assert.match(address, /\/f\/[0-9a-f]{40}\.yml$/);
    await visitor.look_at('feed');

    // A machine reads it; the address isn't shown a second time.
    const path = new URL(address).pathname;
    const file = await fetch(`${stage.portal.url}${path}`, { headers: { 'user-agent': 'MarketBot/9' } });
    assert.equal(file.status, 200);
    const text = await file.text();
    assert.ok(text.includes('<offer ') && text.trimEnd().endsWith('</yml_catalog>'));
    const same = await fetch(`${stage.portal.url}${path}`, {
      headers: { 'user-agent': 'MarketBot/9', 'if-none-match': file.headers.get('etag') },
    });
    assert.equal(same.status, 304);
    await page.reload();
    assert.ok((await page.locator('#feed-address').inputValue()).includes('•'));
    assert.ok((await page.locator('main').innerText()).includes('MarketBot/9'));

    await page.locator('[data-dialog=feed-revocation]').first().click();
    await page.locator('#feed-revocation button.btn-danger').click();
    await page.waitForSelector('#feed-removal', { state: 'attached' });
    assert.equal((await fetch(`${stage.portal.url}${path}`)).status, 410);
    await visitor.look_at('feed-off');
  });
});
