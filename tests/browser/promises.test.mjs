// Kept promises over the demonstration: from the share to the orders behind it, by group, dealer and month, and as a file.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, staged } from './harness.mjs';

describe('promises', () => {
  const stage = staged();

  inEveryLook(test, 'a share opens to the orders that were late, with the reason', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('admin'));
    for (const by of ['group', 'dealer', 'month']) {
      await visitor.go(`/promises?period=twelve&by=${by}`);
      await page.locator('[data-key]').first().waitFor();
      if (by !== 'month') await visitor.look_at(`promises-${by}`);
    }
    await visitor.go('/promises?period=twelve&by=dealer');
    const link = page.locator('[data-key] a[href*="which=broken"]').first();
    const broken = Number((await link.innerText()).replaceAll(/\D/g, ''));
    await visitor.press(link);
    await page.waitForURL(/\/promises\/orders\?/);
    await page.locator('[data-order]').first().waitFor();
    assert.equal(await page.locator('[data-order]').count(), Math.min(broken, 200));
    await visitor.look_at('promises-orders');
    await visitor.press(page.locator('[data-order] a').first());
    await page.waitForURL(/\/orders\/[^?]+$/);

    await visitor.go('/promises?period=twelve');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      visitor.press(page.locator('a[href^="/promises.xlsx"]')),
    ]);
    assert.equal(file.suggestedFilename(), 'promises.xlsx');
  });
});
