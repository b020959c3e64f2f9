// Signing in with a code of an authenticator app: set up, asked for, mistyped, lost. The test is the app.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { inEveryLook, PASSWORD, Portal, staged, TOLD, Visitor } from './harness.mjs';

const EMAIL = 'anna@test.example';
const FACTOR = '/profile/second-factor';

/** The key as an app takes it by hand. */
function unBase32(text) {
  const bits = [...text.replaceAll(' ', '')].map((letter) => {
    const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter);
    assert.ok(value >= 0, `${letter} of ${text} isn't Base32`);
    return value.toString(2).padStart(5, '0');
  }).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of RFC 6238 so many steps from now. */
function codeOf(key, steps = 0) {
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const tag = createHmac('sha1', key).update(counter).digest();
  const number = tag.readUInt32BE(tag[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Six digits that are none of those that are taken now, nor of those of the next minute. */
function wrongOf(key) {
  const taken = [-1, 0, 1, 2, 3].map((steps) => codeOf(key, steps));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((digits) => !taken.includes(digits));
}

async function password(visitor) {
  const page = await visitor.go('/login');
  await page.locator('input[name=email]').fill(EMAIL);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('form[action="/login"] button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/login');
  return page;
}

async function code(page, typed) {
  await page.locator('#code').fill(typed);
  await page.locator('form:has(#code) button[type=submit]').click();
}

async function recovery(page, typed) {
  const more = page.locator('details:has(#recovery)');
  if ((await more.getAttribute('open')) === null) await more.locator('> summary').click();
  await page.locator('#recovery').fill(typed);
  await page.locator('form:has(#recovery) button[type=submit]').click();
}

async function signOut(visitor) {
  await visitor.press(visitor.page.locator('form[action="/session/end"] button'));
  await visitor.page.waitForURL('**/login');
}

// Wrong codes slow their address down: each look has a cabinet of its own.
for (const look of TOLD) {
  describe('second factor', () => {
    const stage = staged(() => Portal.empty('second_factor = "staff"\n'), async (stage) => {
      const visitor = await Visitor.open(stage, look);
      const page = await visitor.go(stage.portal.link);
      await page.locator('input[name=password]').fill(PASSWORD);
      await page.locator('main button[type=submit]').click();
      await page.waitForURL(`**${FACTOR}`);
      await visitor.close();
    });

    inEveryLook(test, 'a person of staff sets it up, comes in by it, and by a recovery code once', stage, async (visitor) => {
      const russian = look.language === 'ru';
      let page = await password(visitor);
      await page.waitForURL(`**${FACTOR}`);
      if (!russian) await page.goto(`${FACTOR}?lang=en`);
      assert.equal(await page.locator('html').getAttribute('lang'), look.language);
      assert.equal(await page.locator('nav a').count(), 0, 'nothing else can be done yet');
      await visitor.look_at('factor-must');
      await page.goto(russian ? '/orders' : '/orders?lang=en');
      await page.waitForURL(`**${FACTOR}`);
      if (!russian) await page.goto(`${FACTOR}?lang=en`);
      await page.locator('form[action*="beginning"] button[type=submit]').click();
      await page.locator('svg[role=img]').waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), look.language, 'the language stays');
      await visitor.look_at('factor-begun');
      await page.locator('details:has([data-secret=factor]) > summary').click();
      const key = unBase32(await page.locator('[data-secret=factor]').innerText());
      assert.equal(key.length, 20);
      await visitor.look_at('factor-by-hand');

      visitor.expecting(422);
      await code(page, wrongOf(key));
      const told = page.locator('#code-error');
      await told.waitFor();
      assert.match(await told.innerText(), russian ? /Код не подошёл/ : /doesn’t match/);
      await code(page, codeOf(key));
      const list = page.locator('[data-secret=recovery] li');
      await list.first().waitFor();
      const codes = (await list.allInnerTexts()).map((text) => text.trim());
      assert.equal(new Set(codes).size, 10, String(codes));
      await visitor.look_at('factor-recovery-codes');
      await page.locator('main a[href="/"]').click();
      await page.waitForURL(`${stage.portal.url}/`);
      await visitor.wear();
      await visitor.go(FACTOR);
      await visitor.look_at('factor-on');
      await signOut(visitor);

      // A wrong code is told, the right one opens the page that was asked for.
      await visitor.go(`/login?next=${encodeURIComponent('/profile')}`);
      await page.locator('input[name=email]').fill(EMAIL);
      await page.locator('input[name=password]').fill(PASSWORD);
      await page.locator('form[action="/login"] button[type=submit]').click();
      await page.waitForURL('**/login/code**');
      assert.equal(await page.locator('#code').getAttribute('autocomplete'), 'one-time-code');
      assert.equal(await page.locator('#code').evaluate((field) => field === document.activeElement), true);
      await visitor.look_at('sign-in-code');
      await code(page, wrongOf(key));
      const alert = page.locator('[role=alert]').first();
      await alert.waitFor();
      assert.match(await alert.innerText(), russian ? /Код не подошёл/ : /doesn’t match/);
      await visitor.look_at('sign-in-code-wrong');
      // The step of the set-up is used up, the next one is taken before its time.
      await code(page, codeOf(key, 1));
      await page.waitForURL('**/profile');
      await signOut(visitor);

      // Without the telephone: a code of paper, once.
      page = await password(visitor);
      await recovery(page, codes[2].toUpperCase());
      await page.waitForURL(`${stage.portal.url}/`);
      await visitor.go(FACTOR);
      assert.match(await page.locator('main').innerText(), russian ? /осталось 9 из 10/ : /9 of 10 left/);
      await signOut(visitor);
      page = await password(visitor);
      await recovery(page, codes[2]);
      await page.locator('[role=alert]').first().waitFor();
      assert.match(page.url(), /\/login\/code/);
      await visitor.go('/orders');
      await page.waitForURL('**/login**');
      await password(visitor);
      await recovery(page, codes[3]);
      await page.waitForURL(`${stage.portal.url}/`);

      // What was tried is seen by the person, and by the administrator.
      await visitor.go('/profile');
      await visitor.look_at('profile');
      await page.locator('main a[href="/profile/sessions"]').click();
      await page.waitForURL('**/profile/sessions');
      const tried = await page.locator('main').innerText();
      const words = russian
        ? ['Неверный код', 'С кодом', 'По коду восстановления', '127.0.0.1', 'это устройство']
        : ['Wrong code', 'With a code', 'By a recovery code', '127.0.0.1', 'this device'];
      for (const word of words) assert.ok(tried.includes(word), `${word} in ${tried}`);
      await visitor.look_at('sessions');
      await visitor.go('/people');
      const person = await page.locator('main a[href^="/people/"]:not([href$="/new"])').first().getAttribute('href');
      await visitor.go(`${person}/sign-ins`);
      assert.ok((await page.locator('main').innerText()).includes(words[0]));
      await visitor.look_at('person-sign-ins');

      // Another telephone: off, by password and code.
      await visitor.go(FACTOR);
      await page.locator('#password').fill(PASSWORD);
      await page.locator('#end-code').fill(codes[4]);
      await page.locator('form[action$="second-factor/end"] button[type=submit]').click();
      await page.locator('form[action*="beginning"]').waitFor();
    }, [look]);
  });
}
