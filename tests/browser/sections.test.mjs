// Every section of every role over the demonstration, as its people see it; blind ones are sent no secret. The longest of
// the files: apart from others, so that they run beside it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, LOOKS, staged } from './harness.mjs';

/** Figures that each role must never be sent. */
const HIDDEN = { seller: ['purchase-price', 'margin', 'balance'], accountant: ['margin'] };

describe('sections', () => {
  const stage = staged();

  for (const role of ['admin', 'manager', 'director', 'buyer', 'seller', 'accountant']) {
    const looks = role === 'admin' ? LOOKS : [LOOKS[0], LOOKS[3]];
    inEveryLook(test, `every section of the ${role} is whole`, stage, async (visitor) => {
      const { page } = visitor;
      await visitor.signIn(stage.portal.account(role));
      const sections = await visitor.sections();
      assert.ok(sections.length >= 3, `${role}: ${sections}`);
      for (const section of [...sections, '/notices', '/profile']) {
        await visitor.go(section);
        await visitor.look_at(`${role}${section.replaceAll(/[^a-z0-9]+/g, '-')}`);
        for (const secret of HIDDEN[role] ?? []) {
          assert.equal(await page.locator(`[data-field="${secret}"]`).count(), 0, `${section}: ${secret}`);
        }
      }
    }, looks);
  }
});
