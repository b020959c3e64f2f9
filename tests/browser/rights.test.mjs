// Rights over the demonstration: a director makes a role without prices and invites somebody with it; who was invited lacks a
// right, asks for it and gets it; the cabinet as somebody else sees it; the client beside the buyer; the manufacturer changes
// a dealer's own role, and its director hears of it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, PASSWORD, staged } from './harness.mjs';

describe('rights', () => {
  const stage = staged();

  /** How many figures of this kind the page shows. */
  const figures = (page, field) => page.locator(`[data-field="${field}"]`).count();

  async function signOut(visitor) {
    await visitor.press(visitor.page.locator('form[action="/session/end"] button'));
    await visitor.page.waitForURL((url) => url.pathname === '/login');
  }

  inEveryLook(test, 'a director invites a seller who sees no prices, and gives a right that was asked for', stage, async (visitor) => {
    const { page } = visitor;
    const name = `Зал ${visitor.look.name}`;
    const email = `hall-${visitor.look.name}@test.example`;
    await visitor.signIn(stage.portal.account('director'));
    await visitor.go('/roles');
    await visitor.look_at('roles');
    await visitor.go('/roles/new?from=seller');
    visitor.expecting(422);
    await page.locator('main button[type=submit]').first().click();
    await page.locator('#name-error').waitFor();
    await visitor.look_at('role-wrong');
    await page.locator('input[name=name]').fill(name);
    const ticked = page.locator('input[name=right]:checked');
    while ((await ticked.count()) > 0) await ticked.first().uncheck();
    for (const right of ['orders.see', 'catalogue.see', 'company.see']) {
      await page.locator(`input[name=right][value="${right}"]`).check();
    }
    await page.locator('main form.card button[type=submit]').click();
    await page.waitForURL(`${stage.portal.url}/roles`);
    await page.getByRole('link', { name }).click();
    await visitor.look_at('role');

    await visitor.go('/company/people/new');
    await page.locator('input[name=name]').fill(`Пётр ${visitor.look.name}`);
    await page.locator('input[name=email]').fill(email);
    await page.locator('select[name=role]').selectOption({ label: name });
    await page.locator('main form button[type=submit]').first().click();
    const link = await page.locator('input[data-invitation]').inputValue();
    await signOut(visitor);

    await visitor.go(new URL(link).pathname);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('main button[type=submit]').click();
    await page.waitForURL(`${stage.portal.url}/`);
    await visitor.wear();
    await visitor.go('/orders?stage=all');
    assert.equal(await figures(page, 'purchase-price'), 0);
    assert.equal(await figures(page, 'margin'), 0);
    await visitor.go('/catalogue');
    assert.equal(await figures(page, 'purchase-price'), 0);
    visitor.expecting(403);
    await visitor.go('/quick');
    await visitor.look_at('refused');
    await page.locator('form[action="/rights/asks"] button').click();
    await page.waitForURL(`${stage.portal.url}/`);
    await signOut(visitor);

    await visitor.signIn(stage.portal.account('director'));
    await visitor.go('/rights/asks');
    await visitor.look_at('rights-asks');
    const row = page.locator('tr', { hasText: `Пётр ${visitor.look.name}` });
    await row.locator('form:has(input[name=give][value=true]) button').click();
    await row.waitFor({ state: 'detached' });
    await signOut(visitor);
    await visitor.signIn({ email });
    assert.equal((await page.goto('/quick')).status(), 200);
  });

  inEveryLook(test, 'a director sees the cabinet as the seller does, and what the seller holds', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('director'));
    await visitor.go('/roles/ready/seller');
    await visitor.look_at('role-ready');
    const who = page.locator('.kb-rights-who').filter({ has: page.locator('form[action$="/seen"]') }).first();
    const rights = await who.locator('a').getAttribute('href');
    await visitor.go(rights);
    await visitor.look_at('person-rights');
    await page.goBack();
    await who.locator('form button').click();
    await page.waitForURL(`${stage.portal.url}/`);
    await page.locator('.kb-as').waitFor();
    await visitor.look_at('seen-as');
    await visitor.go('/orders?stage=all');
    assert.equal(await figures(page, 'purchase-price'), 0);
    await page.locator('.kb-as button').click();
    await page.waitForURL(`${stage.portal.url}/`);
    assert.equal(await page.locator('.kb-as').count(), 0);
  });

  inEveryLook(test, 'who sees only their own orders has no other, in the list and by its address', stage, async (visitor) => {
    const { page } = visitor;
    const orders = async () => {
      await visitor.go('/orders?stage=all');
      const links = await page.locator('main a[href^="/orders/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
      return new Set(links.filter((link) => /^\/orders\/[^/?]*\d{6}$/.test(link)));
    };
    await visitor.signIn(stage.portal.account('director'));
    const all = await orders();
    await visitor.go('/roles');
    await page.getByRole('link', { name: 'Продавец: свои заказы' }).click();
    assert.ok(await page.locator('input[name=breadth][value=own]').isChecked());
    await visitor.look_at('role-own');
    const who = page.locator('.kb-rights-who').first();
    const role = page.url();
    await visitor.go(await who.locator('a').getAttribute('href'));
    await page.locator('[data-breadth=own]').waitFor();
    await visitor.look_at('person-own');
    await page.goto(role);
    await who.locator('form button').click();
    await page.waitForURL(`${stage.portal.url}/`);
    await visitor.look_at('home-own');
    const own = await orders();
    assert.ok(own.size > 0 && own.size < all.size, `${own.size} of ${all.size}`);
    await visitor.look_at('orders-own');
    const colleagues = [...all].find((order) => !own.has(order));
    visitor.expecting(404);
    await visitor.go(colleagues);
    await visitor.look_at('order-of-a-colleague');
  });

  inEveryLook(test, 'the client beside the buyer sees neither prices nor margin', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/catalogue');
    assert.ok((await figures(page, 'purchase-price')) > 0);
    await page.locator('form[data-client-beside=false] button').click();
    await page.locator('form[data-client-beside=true]').waitFor();
    assert.equal(new URL(page.url()).pathname, '/catalogue');
    assert.equal(await figures(page, 'purchase-price'), 0);
    assert.equal(await figures(page, 'margin'), 0);
    await visitor.look_at('client-beside');
    await page.locator('form[data-client-beside=true] button').click();
    await page.locator('form[data-client-beside=false]').waitFor();
    assert.ok((await figures(page, 'purchase-price')) > 0);
  });

  inEveryLook(test, 'an administrator sets what dealers of a tier may', stage, async (visitor) => {
    await visitor.signIn(stage.portal.account('admin'));
    await visitor.go('/roles');
    await visitor.look_at('roles-staff');
    await visitor.go('/roles/ceilings');
    await visitor.look_at('ceilings');
  });

  inEveryLook(test, 'an administrator changes a role that a dealer made, and its director hears of it', stage, async (visitor) => {
    const { page } = visitor;
    const role = 'Помощник бухгалтера';
    await visitor.signIn(stage.portal.account('director'));
    const heard = async () => {
      await visitor.go('/notices');
      return page.locator('main a[href^="/notices/"]', { hasText: role }).count();
    };
    const before = await heard();
    await signOut(visitor);

    await visitor.signIn(stage.portal.account('admin'));
    await visitor.go('/dealers?q=Домарель');
    await visitor.press(page.locator('main a[href^="/dealers/"]', { hasText: 'Домарель' }));
    await page.waitForURL(/\/dealers\/[0-9a-f]{32}$/);
    const roles = `${new URL(page.url()).pathname}/roles`;
    await visitor.press(page.locator(`main a[href="${roles}"]`));
    await page.waitForURL(`**${roles}`);
    await visitor.look_at('dealer-roles');
    await visitor.press(page.locator('main a', { hasText: role }));
    await page.waitForURL((url) => url.pathname.startsWith(`${roles}/`));
    const { pathname } = new URL(page.url());
    const right = page.locator('input[name=right][value="documents.see"]');
    assert.ok(await right.isEnabled(), 'the ceiling leaves it');
    // Told in each look on one portal: what it was is turned round.
    const was = await right.isChecked();
    await right.setChecked(!was);
    await visitor.look_at('dealer-role');
    await visitor.press(page.locator('main form.card .card-footer button[type=submit]'));
    await page.waitForURL((url) => url.pathname !== pathname);
    await visitor.go(pathname);
    assert.equal(await right.isChecked(), !was);
    await visitor.look_at('dealer-role-changed');
    await signOut(visitor);

    await visitor.signIn(stage.portal.account('director'));
    for (const end = Date.now() + 30_000; (await heard()) <= before;) assert.ok(Date.now() < end, 'the bell says nothing of it');
    await visitor.look_at('dealer-role-heard');
    await visitor.go('/roles');
    await page.getByRole('link', { name: role }).first().click();
    await right.waitFor({ state: 'attached' });
    assert.equal(await right.isChecked(), !was);
  });
});
