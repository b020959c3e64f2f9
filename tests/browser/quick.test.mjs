// Quick order over the demonstration: a list of 300 rows with 20 bad ones is pasted and becomes a draft; rows are typed
// by keyboard alone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { articles } from './goods.mjs';
import { inEveryLook, LOOKS, staged, Visitor } from './harness.mjs';

describe('quick order', () => {
  const stage = staged();

  inEveryLook(test, 'a buyer pastes 300 rows with 20 bad ones', stage, async (visitor) => {
    const { page } = visitor;
    const russian = visitor.look.language === 'ru';
    const known = articles();
    assert.ok(known.length >= 280, `${known.length} articles`);
    const good = known.slice(0, 280).map((article, at) => `${at % 3 ? article : article.toLowerCase().replaceAll('-', ' ')}\t${12 * (1 + (at % 4))}`);
    const bad = [
      ...Array.from({ length: 12 }, (_, at) => `НЕТ-${at}-ТАКОГО\t${at + 1}`),
      ...Array.from({ length: 6 }, (_, at) => `${known[at]}\tсколько-нибудь`),
      '\t5', '\t6',
    ];
    const rows = [...good];
    bad.forEach((row, at) => rows.splice(at * 15, 0, row));
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/quick');
    await visitor.look_at('quick');
    await page.locator('textarea[name=text]').fill(['Артикул\tКол-во, шт.', ...rows].join('\n'));
    await page.locator('form[action="/quick"] button').last().click();
    await page.waitForURL('**/quick/*');
    assert.equal(await page.locator('tr[data-kind]').count(), 20);
    await visitor.look_at('quick-check');

    // The bad ones come back as a file, and so they do after the good ones went into a draft.
    const taken = async () => {
      const download = page.waitForEvent('download');
      await page.locator('a[href$="/rest/csv"]').click();
      return readFileSync(await (await download).path(), 'utf8').trim().split('\r\n');
    };
    assert.equal((await taken()).length, 21);
    const put = page.locator('button[formaction$="/lines"]');
    assert.match(await put.innerText(), russian ? /Добавить 280 строк / : /Add 280 lines /);
    await page.locator('aside input[name=name]').fill(`Список ${visitor.look.name}`);
    await put.click();
    await page.waitForLoadState('load');
    await visitor.look_at('quick-rest');
    const rest = await taken();
    assert.equal(rest.length, 21);
    assert.ok(rest[1].includes(russian ? 'Такого товара нет в каталоге' : 'The catalogue has no such product'), rest[1]);

    // One is mended on the page.
    await page.locator('tr[data-kind=quantity] input[name=q]').first().fill('3');
    await page.keyboard.press('Enter');
    await page.waitForLoadState('load');
    await page.locator('button[formaction$="/lines"]').waitFor();
    assert.equal(await page.locator('tr[data-kind]').count(), 19);
    await visitor.go('/drafts');
    const draft = page.locator('tr[data-draft]', { hasText: `Список ${visitor.look.name}` });
    assert.match(await draft.innerText(), /280/);
    await draft.locator('a').first().click();
    await page.waitForURL('**/drafts/*');
    assert.equal(await page.locator('#draft-form input[name=q]').count(), 280);
  });

  inEveryLook(test, 'a letter is settled: a line in two readings, withdrawn goods, goods made to order', stage, async (visitor) => {
    const { page } = visitor;
    const [first] = articles();
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/quick');
    // Only spaces part goods and quantity; the sill isn't sold any more, the window is made by its sizes.
    await page.locator('textarea[name=text]').fill(`${first} 12 шт\nПД-К-150 4\nТВ-82-К 1\n${first} 3,5 кг`);
    await page.locator('form[action="/quick"] button').last().click();
    await page.waitForURL('**/quick/*');
    const kinds = () => page.locator('tr[data-kind]').evaluateAll((rows) => rows.map((row) => row.dataset.kind));
    assert.deepEqual(await kinds(), ['withdrawn', 'configure', 'quantity']);
    await visitor.look_at('quick-settle');
    await page.locator('button[name=take]').click();
    await page.waitForLoadState('load');
    assert.deepEqual(await kinds(), ['configure', 'quantity']);
    // A field to mend offers goods as the desk does.
    await page.locator('tr[data-kind=quantity] input[name=w]').fill(first.slice(0, 5));
    await page.locator('tr[data-kind=quantity] [role=option]').first().waitFor();
    await visitor.look_at('quick-mend');
    await page.keyboard.press('Escape');
    await page.locator('button[name=configure]').click();
    await page.waitForURL('**/configure/*');
    assert.ok(page.url().includes('?line=0&'), page.url());
  });

  inEveryLook(test, 'several orders are repeated by one look at what has changed', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/orders?stage=all');
    // Two of one legal entity, and so of one contract.
    const rows = page.locator('tr[data-order]');
    const buyers = await rows.evaluateAll((all) => all.map((row) => row.querySelector('[data-l="Юрлицо"], [data-l="Legal entity"]')?.innerText));
    const two = buyers.flatMap((buyer, at) => (buyer === buyers[0] ? [at] : [])).slice(0, 2);
    assert.equal(two.length, 2, buyers.join());
    for (const at of two) await rows.nth(at).locator('input[name=o]').check();
    await page.locator('button[formaction^="/orders/bulk/repetition"]').click();
    await page.locator('input[name=picked]').waitFor({ state: 'attached' });
    await visitor.look_at('repeat-several');
    await page.locator('form[action="/orders/bulk/repetition"] button').click();
    await page.waitForURL('**/drafts/*');
  }, [LOOKS[0], LOOKS[3]]);

  inEveryLook(test, 'rows are typed by keyboard alone', stage, async (visitor) => {
    const { page } = visitor;
    const [first] = articles();
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/quick');
    const fields = page.locator('[data-rows] input[name=w]');
    const before_ = await fields.count();
    await fields.first().click();
    await page.keyboard.type(first.slice(0, 5).toLowerCase());
    await page.locator('.kb-options [role=option]').first().waitFor();
    await visitor.look_at('quick-suggestions');
    await page.keyboard.press('ArrowDown');
    const offered = await page.locator('.kb-options [aria-selected=true]').getAttribute('data-value');
    await page.keyboard.press('Enter');
    assert.equal(await fields.first().inputValue(), offered);
    const focused = () => page.evaluate(() => document.activeElement.id);
    assert.equal(await focused(), 'q-0');
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    assert.equal(await focused(), 'w-1');
    // From the last field of all a new row is begun, which offers goods as well.
    await page.locator('[data-rows] input[name=q]').last().click();
    await page.keyboard.press('Enter');
    assert.equal(await fields.count(), before_ + 1);
    assert.equal(await focused(), `w-${before_}`);
    await page.keyboard.type(first.slice(0, 5));
    await page.locator(`#w-${before_}-list [role=option]`).first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowUp');
    assert.equal(await focused(), `w-${before_ - 1}`);
    await page.locator('form[action="/quick"] button').first().click();
    await page.waitForURL('**/quick/*');
  }, [LOOKS[0], LOOKS[2]]);

  inEveryLook(test, 'two people edit one draft, and the second sees the difference', stage, async (visitor) => {
    const { page } = visitor;
    const [first, second, third] = articles();
    const name = `Общий ${visitor.look.name}`;
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/quick');
    await page.locator('textarea[name=text]').fill(`${first}\t12\n${second}\t12\n${third}\t12`);
    await page.locator('form[action="/quick"] button').last().click();
    await page.waitForURL('**/quick/*');
    await page.locator('aside input[name=name]').fill(name);
    await page.locator('button[formaction$="/lines"]').click();
    await page.waitForURL('**/drafts/*');
    await visitor.look_at('draft-arrange');
    const draft = new URL(page.url()).pathname;
    await page.reload();

    const other = await Visitor.open(stage, visitor.look);
    await other.signIn(stage.portal.account('director'));
    await other.go(draft);
    await other.page.locator('#draft-form input[name=q]').nth(1).fill('36');
    const saved = other.page.waitForResponse((answer) => answer.request().method() === 'POST');
    await other.page.keyboard.press('Tab');
    await saved;

    visitor.expecting(422);
    await page.locator('#draft-form input[name=q]').first().fill('48');
    await page.keyboard.press('Tab');
    const clash = page.locator('form[action$="/resolution"]');
    await clash.waitFor();
    assert.equal(await clash.locator('tbody tr').count(), 2);
    await visitor.look_at('draft-clash');
    const takes = await clash.locator('input[name=take]').evaluateAll((all) => all.map((box) => box.checked));
    assert.deepEqual(takes, [true, false], 'what was typed is offered, what was only seen is not');
    await page.locator('form[action$="/resolution"] button[type=submit]').click();
    await page.waitForLoadState('load');
    const quantities = await page.locator('#draft-form input[name=q]').evaluateAll((all) => all.map((field) => field.value));
    assert.deepEqual(quantities, ['48', '36', '12']);
    await other.close();

    // A part is taken out on a wide page, and the whole kept as a template.
    const picks = page.locator('input[name=line][form=draft-split]');
    if (await picks.first().isVisible()) {
      await picks.nth(2).check();
      await page.locator('#split-name').fill(`Часть ${visitor.look.name}`);
      await page.locator('#draft-split button').click();
      await page.waitForURL((url) => url.pathname.startsWith('/drafts/') && url.pathname !== draft);
      assert.equal(await page.locator('#draft-form input[name=q]').count(), 1);
      await visitor.go(draft);
    }
    await visitor.press(page.locator('form[action$="/template"] button'));
    await page.waitForURL((url) => url.pathname.startsWith('/drafts/') && url.pathname !== draft);
    await visitor.look_at('template');
    await visitor.go('/drafts');
    await visitor.look_at('drafts-templates');
    await page.locator('[data-template] button').first().click();
    await page.waitForURL('**/drafts/*');

    await visitor.go('/orders?stage=all');
    await page.locator('[data-order] a').first().click();
    await page.waitForURL('**/orders/*');
    await page.locator('main a[href$="/repetition"]').click();
    await page.waitForURL('**/repetition');
    await visitor.look_at('repetition');
    await page.locator('form[action$="/repetition"] button[type=submit]').click();
    await page.waitForURL('**/drafts/*');
    assert.ok(await page.locator('#draft-form input[name=q]').count() > 0);
  });
});
