// The evidence pack of an order: the director finds the button, reads what is inside, and what comes down is a pack that the
// binary verifies.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inEveryLook, staged } from './harness.mjs';

/** A part of a pack, whose parts lie one after another and aren't compressed. */
function part(pack, wanted) {
  for (let at = 0; pack.readUInt32LE(at) === 0x04034b50;) {
    const named = at + 30;
    const begins = named + pack.readUInt16LE(at + 26) + pack.readUInt16LE(at + 28);
    const ends = begins + pack.readUInt32LE(at + 18);
    if (pack.toString('utf8', named, named + pack.readUInt16LE(at + 26)) === wanted) return pack.subarray(begins, ends);
    at = ends;
  }
  return assert.fail(`no ${wanted} in the pack`);
}

describe('evidence', () => {
  const stage = staged();

  inEveryLook(test, 'an order is taken as a pack that holds', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('director'));
    await visitor.go('/orders?stage=all');
    const number = await page.locator('[data-order]').first().getAttribute('data-order');
    await visitor.go(`/orders/${number}`);
    await page.locator(`a[href="/orders/${number}/evidence"]`).first().click();
    await page.locator('[data-key]').waitFor();
    await visitor.look_at('evidence');
    const key = (await page.locator('[data-key]').innerText()).trim();
    const coming = page.waitForEvent('download');
    await page.locator(`form[action="/orders/${number}/evidence"] button`).click();
    const download = await coming;
    const folder = mkdtempSync(join(tmpdir(), 'kabinet-evidence-'));
    try {
      const file = join(folder, 'pack.zip');
      await download.saveAs(file);
      const proven = await stage.portal.command('evidence', 'verify', file, '--key', key);
      assert.equal(proven.ok, true, JSON.stringify(proven));
      assert.equal(proven.order, number);
      writeFileSync(join(folder, 'index.html'), part(readFileSync(file), 'index.html'));
      // Whoever opens the page within reads the order and loads nothing.
      const reader = await page.context().newPage();
      const asked = [];
      reader.on('request', (request) => asked.push(request.url()));
      await reader.goto(pathToFileURL(join(folder, 'index.html')).href);
      assert.ok((await reader.locator('h1').innerText()).includes(number));
      assert.equal(asked.length, 1, asked.join(' '));
      await reader.screenshot({ path: join(process.env.KABINET_SCREENS ?? folder, `evidence-page-${page.viewportSize().width}.png`), fullPage: true });
      await reader.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
