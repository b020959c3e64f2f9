// Approval inside a dealer over the demonstration: the director sets a budget, a buyer over it sends a draft for approval, the
// director approves it, on a phone too, and the order appears.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, staged } from './harness.mjs';

describe('approvals', () => {
  const stage = staged();

  async function signOut(visitor) {
    await visitor.press(visitor.page.locator('form[action="/session/end"] button'));
    await visitor.page.waitForURL((url) => url.pathname === '/login');
  }

  /** A budget of a rouble for everyone without their own: any order of the demonstration is over it. */
  async function budget(visitor) {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('director'));
    await visitor.go('/approvals/rules');
    await visitor.look_at('approval-rules');
    await page.locator('main a[href="/approvals/rules/new/budget"]').click();
    await page.waitForURL('**/new/budget');
    visitor.expecting(422);
    await page.locator('main form.card button[type=submit]').click();
    await page.locator('#sum-error').waitFor();
    await visitor.look_at('approval-rule-wrong');
    await page.locator('input[name=sum]').fill('1');
    await page.locator('#step1').selectOption('any');
    await page.locator('main form.card button[type=submit]').click();
    await page.waitForURL(`${stage.portal.url}/approvals/rules`);
    await visitor.look_at('approval-rules-made');
    await signOut(visitor);
  }

  /** A draft of the buyer's own, sent for approval; its address. */
  async function sent(visitor, name, looks) {
    const { page } = visitor;
    const look_at = async (what) => looks && visitor.look_at(what);
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/drafts');
    const field = page.locator('form[action="/drafts"] input[name=name]:visible').last();
    await field.fill(name);
    await field.press('Enter');
    await page.waitForURL('**/drafts/*');
    const draft = new URL(page.url()).pathname;
    await visitor.go('/catalogue');
    await page.locator('form[action="/drafts/lines"] button').first().click();
    await page.waitForLoadState('load');
    await visitor.go(draft);
    await page.locator('[data-card=approval] [data-chain]').waitFor();
    assert.equal(await page.locator('button[formaction$="/submission"]').count(), 0);
    await look_at('approval-draft');
    await page.locator('button[formaction$="/approval"]:visible').first().click();
    await page.waitForURL('**/approvals/*');
    const approval = new URL(page.url()).pathname;
    await look_at('approval-sent');
    await visitor.go(draft);
    assert.ok(await page.locator('#draft-form input[name=q]').first().isDisabled());
    await look_at('approval-held');
    await visitor.go('/drafts');
    await look_at('approval-drafts');
    await signOut(visitor);
    return { draft, approval };
  }

  inEveryLook(test, 'a buyer over budget is approved', stage, async (visitor) => {
    const { page } = visitor;
    const name = `Сверх бюджета ${visitor.look.name}`;
    await budget(visitor);

    const { approval } = await sent(visitor, name, true);

    await visitor.signIn(stage.portal.account('director'));
    await visitor.look_at('approval-home');
    await page.locator('#tasks a[href^="/approvals"]').first().click();
    await page.waitForURL('**/approvals**');
    await visitor.go('/approvals');
    await page.locator('#mine').waitFor();
    await visitor.look_at('approvals');
    await page.locator('#mine').getByRole('link', { name }).click();
    await page.waitForURL(`${stage.portal.url}${approval}`);
    await visitor.look_at('approval');
    await page.locator('[data-card=decision] summary').click();
    await page.locator('[data-card=decision] form:has(input[value=refuse]) button').click();
    await page.locator('#reason-error').waitFor();
    await visitor.look_at('approval-refusal');
    await page.locator('[data-card=decision] form:has(input[value=approve]) button').click();
    const order = page.locator('main a[href^="/orders/"]').first();
    await order.waitFor();
    await visitor.look_at('approval-done');
    await order.click();
    await page.waitForURL('**/orders/*');
    const number = new URL(page.url()).pathname.split('/').pop();
    assert.match(number, /^\d\d-\d{6}$/);
    await page.locator('[data-card=approval]').waitFor();
    await visitor.look_at('approval-order');
    await visitor.go('/orders');
    assert.equal(await page.locator(`[data-order="${number}"]`).count(), 1);
  });

  inEveryLook(test, 'a draft that came back says why', stage, async (visitor) => {
    const { page } = visitor;
    const { draft, approval } = await sent(visitor, `Вернётся ${visitor.look.name}`, false);
    await visitor.signIn(stage.portal.account('director'));
    await visitor.go(approval);
    await page.locator('[data-card=decision] summary').click();
    await page.locator('textarea[name=reason]').fill('Слишком много подоконников');
    await page.locator('[data-card=decision] form:has(input[value=refuse]) button').click();
    await page.locator('[data-field=approval-reason]').waitFor();
    await visitor.look_at('approval-refused');
    await signOut(visitor);
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go(draft);
    assert.match(await page.locator('[data-field=approval-reason]').innerText(), /подоконников/);
    await visitor.look_at('approval-came-back');
  });
});
