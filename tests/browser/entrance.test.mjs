// The way in, a person's own choices, and every component of the design system.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, LOOKS, PASSWORD, Portal, staged, Visitor } from './harness.mjs';

const ADMIN = { email: 'anna@test.example' };

describe('entrance', () => {
  const stage = staged(Portal.empty, async (stage) => {
    const visitor = await Visitor.open(stage, LOOKS[0]);
    await visitor.go(stage.portal.link);
    await visitor.look_at('invitation');
    await visitor.page.locator('input[name=password]').fill(PASSWORD);
    await visitor.page.locator('main button[type=submit]').click();
    await visitor.page.waitForURL(`${stage.portal.url}/`);
    await visitor.close();
  });

  inEveryLook(test, 'a wrong password is told, the right one leads home', stage, async (visitor) => {
    const page = await visitor.go('/login');
    assert.equal(await page.locator('html').getAttribute('lang'), visitor.look.language);
    await visitor.look_at('sign-in');
    visitor.expecting(422);
    await page.locator('input[name=email]').fill(ADMIN.email);
    await page.locator('input[name=password]').fill('not the password');
    await page.locator('main button[type=submit]').click();
    const told = page.locator('[role=alert]').first();
    await told.waitFor();
    assert.match(await told.innerText(), visitor.look.language === 'ru' ? /не подошли/ : /doesn’t match/);
    assert.equal(await page.locator('input[name=email]').inputValue(), ADMIN.email);
    assert.equal(await page.locator('input[name=password]').inputValue(), '');
    await visitor.look_at('sign-in-wrong');
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('main button[type=submit]').click();
    await page.waitForURL(`${stage.portal.url}/`);
    await visitor.wear();
    await visitor.look_at('home-admin');
  });

  inEveryLook(test, 'whoever forgot the password is told who helps where no mail is set up', stage, async (visitor) => {
    const page = await visitor.go('/login');
    await page.locator('main a[href="/password"]').click();
    await page.waitForURL('**/password');
    assert.match(await page.locator('main').innerText(), /kabinet admin reset-password/);
    await visitor.look_at('password-forgotten');
    await page.locator('main a[href="/login"]').click();
    await page.waitForURL('**/login');
  });

  inEveryLook(test, 'a page that is not there says so inside the frame', stage, async (visitor) => {
    visitor.expecting(404);
    await visitor.signIn(ADMIN);
    await visitor.go('/no-such-page');
    await visitor.look_at('not-found');
    await visitor.page.locator('main a[href="/"]').first().click();
    await visitor.page.waitForURL(`${stage.portal.url}/`);
  });

  inEveryLook(test, 'language and theme stay chosen, and signing out ends it', stage, async (visitor) => {
    await visitor.signInByHand(ADMIN);
    const page = visitor.page;
    await page.reload();
    assert.equal(await page.locator('html').getAttribute('lang'), visitor.look.language);
    assert.equal(await page.locator('html').getAttribute('data-bs-theme'), visitor.look.theme);
    await visitor.press(page.locator('form[action="/session/end"] button'));
    await page.waitForURL('**/login');
    await page.goBack();
    await page.goto('/people');
    assert.match(page.url(), /\/login/, 'the way back is closed');
  });

  inEveryLook(test, 'the gallery shows every component without fault', stage, async (visitor) => {
    await visitor.signIn(ADMIN);
    await visitor.go('/dev/gallery');
    await visitor.look_at('gallery');
  });

  test('without JavaScript one signs in, chooses and signs out', async () => {
    const visitor = await Visitor.open(stage, LOOKS[0], { javaScript: false });
    const page = await visitor.go('/login');
    await page.locator('input[name=email]').fill(ADMIN.email);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('main button[type=submit]').click();
    await page.waitForURL(`${stage.portal.url}/`);
    await visitor.wear();
    await visitor.press(page.locator('form[action="/session/end"] button'));
    await page.waitForURL('**/login');
    await visitor.close();
  });
});
