// A dealer director's report over the demonstration: a month opens to the orders behind it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, staged } from './harness.mjs';

describe('reports', () => {
  const stage = staged();

  const rows = (page) => page.locator('tr[data-order]');

  /** Follows a link whose words count orders; so many are listed. */
  async function counted(visitor, link, orders) {
    const { page } = visitor;
    const address = await link.getAttribute('href');
    await visitor.go(address);
    assert.equal(await rows(page).count(), orders, `${address} lists what it counted`);
  }

  inEveryLook(test, 'a director sees the own purchases and the load', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('director'));
    await visitor.go('/company/report');
    await visitor.look_at('company-report');
    const columns = page.locator('.kb-cols a');
    const busiest = await columns.evaluateAll((all) => {
      const counts = all.map((link) => Number(link.getAttribute('aria-label').split(',').at(-1).replace(/[^\d]/g, '')));
      return [counts.findIndex((count) => count > 0 && count < 50), counts];
    });
    assert.ok(busiest[0] >= 0, `some month has orders: ${busiest[1]}`);
    await counted(visitor, columns.nth(busiest[0]), busiest[1][busiest[0]]);
    await visitor.go('/company/report');
    const file = page.waitForEvent('download');
    await page.locator('a[href^="/company/report.xlsx"]').click();
    assert.match((await file).suggestedFilename(), /\.xlsx$/);
    await visitor.go('/plan/load');
    await visitor.look_at('load');
  });
});
