// The state of the installation over the demonstration: the administrator reads what is well and what to do about the rest, goes
// from a line to the page where it is done, and finds the pages just opened among the slowest; a buyer has none of it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, staged, TOLD, Visitor } from './harness.mjs';

const HERE = '/admin/health';

describe('health', () => {
  const stage = staged();

  inEveryLook(test, 'the administrator sees how it is and what to do', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('admin'));
    await visitor.go('/catalogue');
    await visitor.go(HERE);
    const grade = (part) => page.locator(`tr[data-part=${part}] [data-grade]`).first().getAttribute('data-grade');
    assert.equal(await grade('store'), 'good');
    assert.equal(await grade('journal'), 'good');
    // Nobody has turned the backups of a demonstration on: the line says what to do and where.
    assert.equal(await grade('backups'), 'watch');
    assert.ok(await page.locator('tr[data-job="backups.due"]').count() === 1);
    await page.locator('tr[data-route="/catalogue"]').first().waitFor();
    await visitor.look_at('health');
    await page.locator('tr[data-part=backups] a').click();
    await page.waitForURL((url) => url.pathname === '/admin/backups');
  });

  test('a buyer has no page of it', async () => {
    const visitor = await Visitor.open(stage, TOLD[0]);
    await visitor.signIn(stage.portal.account('buyer'));
    assert.ok(!(await visitor.sections()).includes(HERE));
    visitor.expecting(403);
    const answer = await visitor.page.goto(HERE);
    assert.equal(answer.status(), 403);
    await visitor.close();
  });
});
