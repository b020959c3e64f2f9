// Backups that make themselves, over the demonstration: the administrator names a folder, hears of a wrong one, makes one by
// hand and finds it verified, on its page and on the home page; a dealer's buyer has none of it.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { inEveryLook, staged, TOLD, Visitor } from './harness.mjs';

const HERE = '/admin/backups';
const SETTINGS = `${HERE}/settings`;

describe('backups', () => {
  const stage = staged();
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-backups-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const archives = () => readdirSync(folder).filter((name) => /^kabinet-.*\.zip$/.test(name));

  inEveryLook(test, 'the administrator sets them up and makes one', stage, async (visitor) => {
    const { page } = visitor;
    const save = async (path) => {
      await page.locator('input[name=folder]').fill(path);
      await page.locator(`form[action="${SETTINGS}"] button.btn-primary`).click();
    };
    await visitor.signIn(stage.portal.account('admin'));
    await visitor.go(SETTINGS);
    visitor.expecting(422);
    await save(join(folder, 'absent'));
    await page.locator('.is-invalid[name=folder], [name=folder][aria-invalid=true]').first().waitFor();
    await visitor.look_at('backups-wrong');
    await save(folder);
    await page.waitForURL((url) => url.pathname === HERE);
    await visitor.look_at('backups-set');

    const before = archives();
    await page.locator(`form[action="${HERE}/now"] button`).first().click();
    await page.waitForURL((url) => url.pathname === HERE);
    // While it is made there is nothing to press; the page says so at each look.
    for (let waits = 0; await page.locator(`form[action="${HERE}/now"]`).count() === 0; waits += 1) {
      assert.ok(waits < 600, 'the backup ends');
      await page.reload();
    }
    assert.ok(archives().some((name) => !before.includes(name)), `${before} → ${archives()}`);
    const newest = page.locator('tr[data-run]').first();
    assert.ok((await newest.innerText()).includes(folder), await newest.innerText());
    await visitor.look_at('backups-made');

    await visitor.go('/');
    await page.locator('#backups').waitFor();
    await visitor.look_at('backups-home');
  });

  test('a buyer has no page of them and no card', async () => {
    const visitor = await Visitor.open(stage, TOLD[0]);
    await visitor.signIn(stage.portal.account('buyer'));
    assert.equal(await visitor.page.locator('#backups').count(), 0);
    assert.ok(!(await visitor.sections()).includes(HERE));
    visitor.expecting(403);
    const answer = await visitor.page.goto(HERE);
    assert.equal(answer.status(), 403);
    await visitor.close();
  });
});
