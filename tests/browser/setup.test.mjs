// A new installation: the first administrator comes in by the link that the server has printed, and gives the cabinet its look.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, PASSWORD, Portal, staged, TOLD } from './harness.mjs';

for (const look of TOLD) {
  describe(`first set-up [${look.name}]`, () => {
    const stage = staged(Portal.unset);

    inEveryLook(test, 'a cabinet is founded and put in its colours', stage, async (visitor) => {
      const { page } = visitor;
      const language = visitor.look.language;
      await visitor.go(`/login?lang=${language}`);
      await visitor.look_at('setup-login');

      // What is wrong is said at each field, and nothing that was typed is lost.
      await visitor.go(new URL(stage.portal.said.setup).pathname);
      await visitor.look_at('setup');
      const submit = page.locator('main button[type=submit]');
      await page.locator('input[name=company]').fill('Фабрика «Пример»');
      await page.locator('input[name=email]').fill('anna');
      visitor.expecting(422);
      await submit.click();
      await page.locator('#name-error').waitFor();
      assert.equal(await page.locator('.kb-err').count(), 3);
      assert.equal(await page.locator('input[name=company]').inputValue(), 'Фабрика «Пример»');
      await visitor.look_at('setup-wrong');
      await page.locator('input[name=name]').fill('Анна Петрова');
      await page.locator('input[name=email]').fill('anna@zavod.example');
      await page.locator('input[name=password]').fill(PASSWORD);
      await submit.click();
      await page.waitForURL(`${stage.portal.url}/`);
      await visitor.wear();
      assert.equal(await page.locator('#setup li').count(), 7);
      await visitor.look_at('setup-home');

      // A colour that can't be read is refused with one that can, and that one is taken.
      await page.locator('#setup [data-step=look] a').click();
      await page.waitForURL('**/admin/brand');
      await page.locator('input[name=own]').check();
      await page.locator('input[name=colour]').fill('#ffd500');
      await page.locator('form[action="/admin/brand"] button[type=submit]').click();
      const error = page.locator('#colour-error');
      await error.waitFor();
      const nearest = /#[0-9a-f]{6}(?=\D*$)/.exec(await error.innerText())[0];
      await visitor.look_at('brand-wrong');
      await page.locator('input[name=colour]').fill(nearest);
      await page.locator('form[action="/admin/brand"] button[type=submit]').click();
      await page.locator('.kb-flash').waitFor();
      const [red, green, blue] = nearest.slice(1).match(/../g).map((digits) => parseInt(digits, 16));
      const button = page.locator('form[action="/admin/brand"] .btn-primary');
      assert.equal(await button.evaluate((e) => getComputedStyle(e).backgroundColor), `rgb(${red}, ${green}, ${blue})`);
      await visitor.look_at('brand');

      const logo = await page.screenshot({ clip: { x: 0, y: 0, width: 240, height: 80 } });
      await page.locator('input[name=logo]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: logo });
      await page.locator('form[action^="/admin/brand/logo?"] button').click();
      const shown = page.locator('.kb-logo:visible img').first();
      await shown.waitFor();
      assert.ok(await shown.evaluate((img) => img.complete && img.naturalWidth > 0));
      await visitor.look_at('brand-logo');
      await visitor.go('/');
      assert.equal(await page.locator('#setup [data-done]').count(), 1);
    }, [look]);
  });
}
