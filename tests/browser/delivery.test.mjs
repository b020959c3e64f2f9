// Delivery over the demonstration: the terms and an address that is kept, a person who gets the goods, a partial shipment, a
// receipt with a remark and a photo.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, LOOKS, staged, Visitor } from './harness.mjs';

const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('delivery', () => {
  const stage = staged();

  inEveryLook(test, 'from the terms to the remark', stage, async (visitor) => {
    const { page, look } = visitor;
    const at = LOOKS.indexOf(look);
    visitor.expecting(422);
    await visitor.signIn(stage.portal.account('buyer'));
    // An order for each look, its own where there are enough, of those that nothing holds: others can't be packed.
    await visitor.go('/orders?stage=production');
    const links = page.locator('[data-order] a[href^="/orders/"]');
    const all = await links.evaluateAll((found) => [...new Set(found.map((link) => link.getAttribute('href')))]);
    const free = [];
    for (const link of all) {
      await visitor.go(link);
      if (!(await page.locator('[data-hold]:not([data-hold=released])').count())) free.push(link);
    }
    assert.ok(free.length > 0, `none of ${all.length} orders is free`);
    const order = free[at % free.length];

    // The terms: what can't be read comes back with what was typed.
    await visitor.go(`${order}/delivery`);
    const address = `Вологда, Заводская, ${at + 1}`;
    const kept = `Склад ${look.name}`;
    await page.locator('#terms select[name=way]').selectOption('carrier-door');
    await page.locator('#terms input[name=carrier]').fill('Деловые Линии');
    await page.locator('#terms input[name=address]').fill(address);
    await page.locator('#terms input[name=phone]').fill('12');
    await page.locator('#terms input[name=remember]').fill(kept);
    await page.locator('#terms .card-footer .btn-primary').click();
    await page.locator('.kb-err').first().waitFor();
    assert.equal(await page.locator('#terms input[name=address]').inputValue(), address);
    await visitor.look_at('delivery-terms-wrong');
    await page.locator('#terms input[name=phone]').fill('+7 912 345-67-89');
    await page.locator('#terms .card-footer .btn-primary').click();
    await page.waitForURL(`**${order}`);
    assert.ok((await page.content()).includes(address));

    // The address is there for the next one, and is changed in the list.
    await visitor.go(`${order}/delivery`);
    await page.locator('#terms input[name=recipient]').fill('ООО «Получатель»');
    await page.locator('#terms input[name=address]').fill('Не туда');
    await page.locator('#kept-address').selectOption({ label: kept });
    await page.locator('[data-card=kept-address] .btn:visible').click();
    await page.locator('main .alert', { hasText: kept }).waitFor();
    assert.equal(await page.locator('#terms input[name=address]').inputValue(), address);
    // What the address doesn't say stays as it was typed.
    assert.equal(await page.locator('#terms input[name=recipient]').inputValue(), 'ООО «Получатель»');
    await visitor.look_at('delivery-terms');
    await visitor.go('/addresses');
    await visitor.look_at('delivery-addresses');
    await page.locator('[data-address] a', { hasText: kept }).first().click();
    await page.locator('input[name=name]').fill(`${kept}, ворота 2`);
    await visitor.look_at('delivery-address');
    await page.locator('form.card .btn-primary').click();
    await page.waitForURL('**/addresses');
    await page.locator('[data-address] a', { hasText: 'ворота 2' }).first().waitFor();

    // A person: not without consent, masked afterwards, read when asked for.
    await visitor.go(`${order}/recipient`);
    const other = page.locator('details:has(input[name=number]) > summary');
    if (await other.count()) await other.click();
    await page.locator('input[name=name]').fill('Крутобережный Аристарх Львович');
    await page.locator('main input[name=phone]').fill('+7 912 774-31-85');
    await page.locator('input[name=number]').fill(`7714 90352${at}`);
    const save = page.locator('form:has(input[name=agreed]) .btn-primary');
    await save.click();
    await page.locator('main [role=alert], main .alert').first().waitFor();
    await visitor.look_at('delivery-person-refused');
    await page.locator('input[name=agreed]').check();
    await save.click();
    await page.locator('[data-papers=masked]').waitFor();
    assert.ok(!(await page.content()).includes('Крутобережный'));
    await visitor.look_at('delivery-person');
    await page.locator('form[action$="/papers"] button').click();
    await page.locator('[data-papers=full]').waitFor();
    assert.match(await page.locator('[data-papers=full]').innerText(), /Крутобережный[\s\S]*7714.90352\d/);
    await visitor.look_at('delivery-person-open');
    await visitor.go(order);
    await page.locator('[data-recipient=kept]').waitFor();
    assert.ok(!(await page.content()).includes('Крутобережный'));
    await visitor.look_at('order-delivery');

    // The manager sends a part.
    const maker = await Visitor.open(stage, look);
    await maker.signIn(stage.portal.account('manager'));
    await maker.go(`${order}/parcels`);
    const number = `Р-${look.name}`;
    const form = maker.page.locator('form:has(input[name=track])');
    await form.locator('input[name=number]').fill(number);
    await form.locator('input[name=carrier]').fill('Деловые Линии');
    await form.locator('input[name=track]').fill('26-00173104581');
    const quantities = form.locator('input[name=quantity]');
    for (let row = 0; row < await quantities.count(); row += 1) {
      await quantities.nth(row).fill(row ? '' : '1');
    }
    await form.locator('.card-footer .btn-primary').click();
    await maker.page.locator(`[data-parcel="${number}"]`).waitFor();
    await maker.look_at('parcels-staff');
    await maker.close();

    // The dealer receives it with a remark and a photo.
    await visitor.go(`${order}/parcels`);
    const parcel = page.locator(`[data-parcel="${number}"]`);
    await parcel.locator('a[href^="https://www.dellin.ru/"]').waitFor();
    await parcel.locator('details > summary').click();
    await parcel.locator('select[name=kind]').first().selectOption('damaged');
    await parcel.locator('input[name=text]').first().fill('Помята упаковка');
    await parcel.locator('input[type=file]').first().setInputFiles({ name: 'точка.png', mimeType: 'image/png', buffer: PHOTO });
    await visitor.look_at('parcels-receiving');
    await parcel.locator('form[enctype] button').click();
    const shot = page.locator(`[data-parcel="${number}"] .kb-msg-shots img`);
    await shot.waitFor();
    await shot.scrollIntoViewIfNeeded();
    await page.waitForFunction((image) => image.complete && image.naturalWidth > 0, await shot.elementHandle());
    await visitor.look_at('parcels');
  });
});
