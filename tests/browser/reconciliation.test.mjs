// Reconciliations over the demonstration: a dealer's accountant asks for a period, marks a line with a figure and a file; the
// manager answers and both close it. And an invoice with its payment code.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { LOOKS, inEveryLook, staged } from './harness.mjs';

/** A day so many days back, as it is typed. */
const daysAgo = (days) => {
  const day = new Date(Date.now() - days * 86_400_000);
  return [day.getUTCDate(), day.getUTCMonth() + 1].map((part) => String(part).padStart(2, '0')).join('.') + `.${day.getUTCFullYear()}`;
};

describe('reconciliation', () => {
  const stage = staged();
  // A period of its own for each look: an open one of the same period is answered instead.
  let asked = 0;

  inEveryLook(test, 'what stands open is seen with its marks', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('accountant'));
    await visitor.go('/reconciliation');
    await visitor.look_at('reconciliation-list');
    await visitor.press(page.locator('tr[data-act]', { hasText: '18-Д' }).locator('a').first());
    await page.waitForURL(/\/reconciliation\/[0-9a-f]{32}$/);
    assert.equal(await page.locator('[data-mark]').count(), 2);
    await visitor.look_at('reconciliation-open');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-mark] a[href$="/file"]').click(),
    ]);
    assert.equal((await readFile(await file.path())).subarray(0, 5).toString('latin1'), '%PDF-');
    await visitor.go('/reconciliation?which=past');
    await visitor.press(page.locator('tr[data-act]', { hasText: '17-Д' }).last().locator('a').first());
    await page.waitForURL(/\/reconciliation\/[0-9a-f]{32}$/);
    await visitor.look_at('reconciliation-closed');
    for (const [kind, head] of [['pdf', '%PDF-'], ['xlsx', 'PK']]) {
      const [taken] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`a[href$="act.${kind}"]`).click(),
      ]);
      const bytes = await readFile(await taken.path());
      assert.ok(bytes.toString('latin1').startsWith(head));
    }
  });

  inEveryLook(test, 'both sides mark, answer and close', stage, async (visitor) => {
    const { page } = visitor;
    asked += 1;
    await visitor.signIn(stage.portal.account('accountant'));
    await visitor.go('/settlements');
    await visitor.press(page.locator('tr[data-settlement]', { hasText: '17-Д' }).locator('a').first());
    await page.waitForURL(/\/settlements\/[0-9a-f]{32}$/);
    await visitor.press(page.locator('#reconciliation a[href*="/reconciliation/new"]'));
    await page.waitForURL(/\/reconciliation\/new/);
    visitor.expecting(422);
    await page.locator('input[name=to]').fill('вчера');
    await page.locator('form[action="/reconciliation/new"] button').click();
    await page.locator('[role=alert]').waitFor();
    await visitor.look_at('reconciliation-new-wrong');
    await page.locator('input[name=from]').fill(daysAgo(100 + asked));
    await page.locator('input[name=to]').fill(daysAgo(1));
    await page.locator('form[action="/reconciliation/new"] button').click();
    await page.waitForURL(/\/reconciliation\/[0-9a-f]{32}$/);
    const address = new URL(page.url()).pathname;
    await visitor.look_at('reconciliation-begun');

    await visitor.press(page.locator('#lines a[href*="/mark?line="]').first());
    await page.waitForURL(/\/mark\?line=1$/);
    await page.locator('input[name=debit]').fill('1234,50');
    await page.locator('textarea[name=comment]').fill('Приняли меньше: два места не доехали');
    await page.locator('input[type=file]').setInputFiles({ name: 'акт.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 x') });
    await visitor.look_at('reconciliation-mark');
    await page.locator('form[action*="/mark"] button').click();
    await page.waitForURL(/#m-/);
    await visitor.look_at('reconciliation-marked');

    await visitor.go(`${address}/mark`);
    await visitor.look_at('reconciliation-lacking');

    await page.context().clearCookies();
    await visitor.signIn(stage.portal.account('manager'));
    await visitor.go('/reconciliation?which=turn');
    await visitor.press(page.locator(`tr[data-act] a[href="${address}"]`));
    await page.waitForURL((url) => url.pathname === address);
    await page.locator('[data-mark] details summary').first().click();
    await page.locator('[data-mark] textarea').first().fill('Проверим по складу и исправим');
    await visitor.look_at('reconciliation-answer');
    await page.locator('[data-mark] form[action$="/answer"] button').first().click();
    await page.waitForURL(/#m-/);
    await page.locator('#words form[action$="/agreement"] button').click();
    await page.locator('#words .kb-st.is-ok').waitFor();
    await visitor.look_at('reconciliation-agreed');

    await page.context().clearCookies();
    await visitor.signIn(stage.portal.account('accountant'));
    await visitor.go(address);
    await page.locator('#words form[action$="/agreement"] button').click();
    await page.waitForFunction(() => document.querySelectorAll('#words .kb-st.is-ok').length === 2);
    assert.equal(await page.locator('form[action$="/agreement"], form[action$="/answer"], a[href*="/mark?"]').count(), 0);
    await visitor.look_at('reconciliation-both');
  });

  inEveryLook(test, 'an invoice shows its payment code', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('accountant'));
    await visitor.go('/documents?kind=invoice');
    await visitor.press(page.locator('tr[data-document^=invoice-] a[href^="/documents/"]').first());
    await page.waitForURL(/\/documents\/[0-9a-f]{32}$/);
    await page.locator('#payment summary').click();
    const code = page.locator('#payment img');
    await code.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector('#payment img').naturalWidth > 0);
    await visitor.look_at('payment-code');
  });

  inEveryLook(test, 'a seller meets none of it', stage, async (visitor) => {
    await visitor.signIn(stage.portal.account('seller'));
    const sections = await visitor.sections();
    assert.ok(!sections.includes('/reconciliation'), sections.join());
    visitor.expecting(403);
    await visitor.go('/reconciliation');
    assert.equal(await visitor.page.locator('[data-field=balance]').count(), 0);
  }, LOOKS.slice(0, 1));
});
