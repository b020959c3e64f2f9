// The state of the installation over the demonstration: the administrator reads what is well and what to do about the rest, goes
// from a line to the page where it is done, and finds the pages just opened among the slowest; a buyer has none of it. In recovery
// the administrator comes in and finds the little that is open; strangers are told to come back.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, LOOKS, PASSWORD, Portal, staged, TOLD, Visitor } from './harness.mjs';

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

describe('recovery', () => {
  const stage = staged(() => Portal.empty(undefined, '--recovery'), async (stage) => {
    const visitor = await Visitor.open(stage, LOOKS[0]);
    await visitor.go(stage.portal.link);
    await visitor.page.locator('input[name=password]').fill(PASSWORD);
    await visitor.page.locator('main button[type=submit]').click();
    await visitor.page.waitForURL((url) => url.pathname === HERE);
    await visitor.close();
  });

  inEveryLook(test, 'the administrator comes in, everybody else is told to wait', stage, async (visitor) => {
    const { page } = visitor;
    visitor.expecting(503);
    const answer = await page.goto('/orders');
    assert.equal(answer.status(), 503);
    await visitor.look_at('recovery-away');
    await page.locator('a[href="/login"]').click();
    await page.waitForURL((url) => url.pathname === '/login');
    await visitor.look_at('recovery-sign-in');
    await visitor.signIn({ email: 'anna@test.example' });
    assert.equal(new URL(page.url()).pathname, HERE);
    await page.locator('.kb-as').waitFor();
    await visitor.look_at('recovery-health');
    assert.deepEqual((await visitor.sections()).sort(), ['/', '/admin/backups', HERE, '/people'].sort());
    await visitor.go('/people');
    await visitor.look_at('recovery-people');
    await visitor.go('/catalogue');
    await visitor.look_at('recovery-closed');
  });
});
