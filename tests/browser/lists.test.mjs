// The grid of orders over the demonstration: narrowed, sorted, with other columns, kept as a view that a colleague opens,
// added up, taken away as a file and ordered again; a dealer that staff types; the same without script.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, LOOKS, staged, Visitor } from './harness.mjs';

const figure = (text) => Number(text.replace(/[^\d]/g, ''));

describe('lists', () => {
  const stage = staged();

  const numbers = (page) => page.locator('tr[data-order]').evaluateAll((all) => all.map((row) => row.dataset.order));
  const sums = async (page) => {
    const cells = await page.locator('tr[data-order] td[data-field=purchase-price]').allInnerTexts();
    return cells.map(figure);
  };
  const totals = async (page) => {
    await page.locator('#grid-totals').scrollIntoViewIfNeeded();
    await page.locator('#grid-totals b').first().waitFor();
    return page.locator('#grid-totals').innerText();
  };

  inEveryLook(test, 'orders are narrowed, sorted, kept as a view and taken away', stage, async (visitor) => {
    const { page, look } = visitor;
    const wide = look.width > 600;
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/orders?stage=all');
    const counted = figure((await totals(page)).split('\n')[0].match(/\d[\d\s\u00a0]*/)[0]);
    await visitor.look_at('grid');

    // A filter that orders have to be looked at for: fewer than all, and every row is one of them.
    await page.locator('details.kb-more > summary').first().click();
    const dearest = Math.max(...(await sums(page)));
    const roubles = String(Math.floor(dearest / 100 / 2));
    await page.locator('input[name=sum_from]').fill(roubles);
    await visitor.look_at('grid-filter');
    await page.locator('form[action="/orders"] button.btn-primary').click();
    await page.waitForURL('**sum_from=*');
    assert.ok((await sums(page)).every((sum) => sum >= Number(roubles) * 100), 'a row is cheaper than asked for');
    const some = figure((await totals(page)).split('\n')[0].match(/\d[\d\s\u00a0]*/)[0]);
    assert.ok(some > 0 && some < counted, `${some} of ${counted}`);

    // Sorted by what it comes to; on a phone there are no headings to press, but a list to choose from.
    if (wide) {
      await page.locator('thead a[href*="sort=-sum"]').click();
      assert.ok(await page.locator('#sorting').isHidden());
    } else {
      await page.locator('#sorting').selectOption('-sum');
    }
    await page.waitForURL('**sort=-sum*');
    assert.match(page.url(), /sum_from=/, 'the filter stays');
    if (!wide) assert.equal(await page.locator('#sorting').inputValue(), '-sum');
    const sorted = await sums(page);
    assert.deepEqual(sorted, [...sorted].sort((a, b) => b - a));

    // Another column.
    await visitor.press(page.locator('[data-dialog=columns]'));
    await page.locator('#columns input[name=col][value=weight]').check();
    await visitor.look_at('grid-columns');
    await page.locator('button[form=columns-form].btn-primary').click();
    await page.waitForLoadState('load');
    const weight = look.language === 'ru' ? 'Вес' : 'Weight';
    assert.ok(await page.locator(`td[data-l="${weight}"]`).count(), 'the column of weights');

    // A view: kept, shared, opened by a colleague.
    const name = `Крупные ${look.name}`;
    await visitor.press(page.locator('[data-dialog=save-view]'));
    await page.locator('#save-view-name').fill(name);
    await page.locator('#save-view input[name=shared]').check();
    await visitor.look_at('grid-save');
    await page.locator('button[form=save-view-form]').click();
    await page.waitForURL('**view=*');
    await page.locator('a[href*="view="]', { hasText: name }).first().waitFor();
    const shown = await numbers(page);
    const colleague = await Visitor.open(stage, look);
    await colleague.signIn(stage.portal.account('director'));
    await colleague.go('/orders');
    await colleague.page.locator('a[href*="view="]', { hasText: name }).click();
    await colleague.page.waitForURL('**view=*');
    assert.deepEqual(await numbers(colleague.page), shown);
    await colleague.go('/views');
    await colleague.look_at('views');
    await colleague.close();

    // What is seen as a file; and two that were picked.
    const file = page.waitForEvent('download');
    await page.locator('a[href^="/orders/export.xlsx"]').click();
    assert.match((await file).suggestedFilename(), /\.xlsx$/);
    assert.ok(await page.locator('#bulk').isHidden(), 'nothing is picked');
    if (wide) {
      // By the keyboard: down, pick, down, pick.
      for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
      assert.equal(await page.evaluate(() => document.activeElement.closest('tr').dataset.order), shown[1]);
    } else {
      for (const at of [0, 1]) await page.locator('input[name=o]').nth(at).check();
    }
    await page.locator('#bulk').waitFor();
    assert.equal(await page.locator('input[name=o]:checked').count(), 2);
    await visitor.look_at('grid-picked');
    const picked = page.waitForEvent('download');
    await page.locator('#bulk button').first().click();
    assert.match((await picked).suggestedFilename(), /\.xlsx$/);

    // The view goes, so that the next look finds the list as it was.
    await visitor.go('/views');
    const row = page.locator('[data-view]', { hasText: name });
    await row.locator('form[action$=removal] button').click();
    await row.waitFor({ state: 'detached' });
    await visitor.go('/orders?stage=all');
    await visitor.press(page.locator('[data-dialog=columns]'));
    await page.locator('button[form=columns-form][name=reset]').click();
    await page.waitForLoadState('load');
  });

  inEveryLook(test, 'staff types a dealer and takes the one that is suggested', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('admin'));
    await visitor.go('/orders?stage=all');
    await page.locator('details.kb-more > summary').first().click();
    const field = page.locator('#orders-dealer');
    const options = page.locator('#orders-dealer-list [role=option]');
    await field.focus();
    await options.first().waitFor();
    const name = await options.nth(1).getAttribute('data-value');
    await visitor.look_at('grid-dealer');
    await field.fill(name.slice(0, 3).toLowerCase());
    await page.waitForResponse((answer) => answer.url().includes('/orders/dealers?dealer='));
    await options.filter({ hasText: name }).waitFor();
    await field.press('ArrowDown');
    assert.equal(await field.getAttribute('aria-expanded'), 'true');
    await field.press('Enter');
    assert.equal(await field.inputValue(), name);
    assert.ok(await page.locator('#orders-dealer-list').isHidden());
    await field.press('Enter');
    await page.waitForURL('**dealer=*');
    const buyers = await page.locator('tr[data-order]').allInnerTexts();
    assert.ok(buyers.length > 0 && buyers.every((row) => row.includes(name)), `all are of ${name}`);
    await totals(page);
    await visitor.look_at('grid-of-dealer');
  }, [LOOKS[0], LOOKS[3]]);

  const goods = (page) => page.locator('tr[id^=product-]').evaluateAll((all) => all.map((row) => row.id));

  inEveryLook(test, 'goods are sorted, ticked and put into a draft', stage, async (visitor) => {
    const { page, look } = visitor;
    const wide = look.width > 600;
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/catalogue?stock=in&cols=article.weight.price.stock');
    const before = await goods(page);
    await visitor.look_at('goods');
    if (wide) {
      await page.locator('thead a[href*="sort=price"]').click();
    } else {
      await page.locator('#sorting').selectOption('price');
    }
    await page.waitForURL('**sort=price*');
    assert.match(page.url(), /stock=in/);
    assert.match(page.url(), /cols=article\.weight\.price\.stock/);
    const cells = await page.locator('td[data-field=purchase-price]').allInnerTexts();
    const prices = cells.filter((text) => /\d/.test(text)).map((text) => figure(text.match(/\d[\d\s\u00a0]*[,.]\d\d/)[0]));
    assert.deepEqual(prices, [...prices].sort((a, b) => a - b));
    const sorted = await goods(page);
    assert.equal(sorted.length, before.length);
    const file = page.waitForEvent('download');
    await page.locator('a[href^="/catalogue/export.xlsx"]').click();
    assert.match((await file).suggestedFilename(), /\.xlsx$/);

    // Ticked, by the keyboard where there is one, and put into the draft at hand: one comes back to the same list.
    assert.ok(await page.locator('#bulk').isHidden(), 'nothing is ticked');
    const boxes = page.locator('tbody input[name=sku][form=bulk]');
    if (wide) {
      for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
      assert.equal(await page.evaluate(() => document.activeElement.closest('tr').id), sorted[0]);
      await boxes.first().evaluate((box) => box.closest('tr').querySelector('th a').focus());
      await page.keyboard.press('x');
    } else {
      await boxes.first().check();
    }
    await boxes.nth(1).check();
    await page.locator('#bulk').waitFor();
    await page.locator('#bulk [data-picked]:has-text("2")').waitFor();
    await visitor.look_at('goods-picked');
    // The page has such a place already: what follows belongs to the next one.
    await Promise.all([page.waitForEvent('load'), page.locator('#bulk button').click()]);
    await page.locator('.toast, [role=status]').first().waitFor();
    assert.match(page.url(), /sort=price/);
    if (wide) {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/products/*');
    }
  });

  test('without script goods and orders are sorted on a phone by a button', async () => {
    const visitor = await Visitor.open(stage, { ...LOOKS[1], language: 'ru' }, { javaScript: false });
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('buyer'));
    for (const [path, sort] of [['/orders?stage=all', 'sum'], ['/catalogue?q=%D1%82', '-name']]) {
      await visitor.go(path);
      await page.locator('#sorting').selectOption(sort);
      await page.locator('form.kb-sorting button').click();
      await page.waitForURL(`**sort=${sort}*`);
      assert.equal(await page.locator('#sorting').inputValue(), sort);
      assert.equal(new URL(page.url()).searchParams.get('q') ?? '', new URL(path, page.url()).searchParams.get('q') ?? '');
    }
    await visitor.close();
  });

  test('without script the list is the same, and a link adds it up', async () => {
    const visitor = await Visitor.open(stage, { ...LOOKS[0], language: 'ru' }, { javaScript: false });
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('buyer'));
    await visitor.go('/orders?stage=all');
    assert.ok((await numbers(page)).length > 0);
    await page.locator('#grid-totals a').click();
    await page.waitForURL('**totals=1');
    assert.match(await page.locator('#grid-totals').innerText(), /₽/);
    await visitor.close();
  });
});
