// The conversation on an order and its rewind, over the demonstration: a question is answered with a file, a note stays
// on its side, the slider shows the order as it stood.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inEveryLook, LOOKS, staged, Visitor } from './harness.mjs';

describe('conversation and rewind', () => {
  const stage = staged();

  /** The newest order of the buyer's company, by its own page's address. */
  async function anOrder(visitor) {
    await visitor.go('/orders?stage=all');
    return visitor.page.locator('[data-order] a').first().getAttribute('href');
  }

  inEveryLook(test, 'a person is named by typing @', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('buyer'));
    const order = await anOrder(visitor);
    await visitor.go(`${order}/talk`);
    const text = page.locator('#write textarea');
    const list = page.locator('#talk-people');
    const offered = () => list.locator('[role=option]').allInnerTexts();
    const names = (await page.locator('#talk-to option').allInnerTexts()).slice(1);
    const own = await page.locator('#talk-names li[data-own]').allTextContents();
    const other = names.find((name) => !own.includes(name));
    assert.ok(other && own.length > 0, names.join());

    // Whoever may be named is offered, by any word of the name; keys walk, Enter takes, Esc puts the list away.
    await text.pressSequentially('Скажите, @');
    await list.waitFor();
    assert.deepEqual(await offered(), names.slice(0, 8));
    await visitor.look_at('talk-naming');
    await text.pressSequentially(other.split(' ').at(-1).toLowerCase().slice(0, 3));
    assert.ok((await offered()).includes(other));
    while ((await list.locator('[aria-selected=true]').innerText()) !== other) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await text.inputValue(), `Скажите, @${other} `);
    assert.ok(await list.isHidden());
    await text.pressSequentially('и почта@');
    assert.ok(await list.isHidden(), 'an address names nobody');
    await text.pressSequentially(' @');
    await list.waitFor();
    await page.keyboard.press('Escape');
    assert.ok(await list.isHidden());

    // A note offers those alone who read it; a finger takes one.
    await page.locator('#write input[name=note]').check();
    await text.fill('');
    await text.pressSequentially('@');
    await list.waitFor();
    assert.deepEqual(await offered(), names.filter((name) => own.includes(name)).slice(0, 8));
    await list.locator('[role=option]').first().click();
    assert.equal(await text.inputValue(), `@${names.find((name) => own.includes(name))} `);
    await text.pressSequentially(visitor.look.name);
    await page.locator('#write button.btn-primary').click();
    await page.locator('.kb-msg.is-note', { hasText: visitor.look.name }).waitFor();
  }, [LOOKS[0], LOOKS[3]]);

  inEveryLook(test, 'a question is answered with a file, and a note stays on its side', stage, async (visitor) => {
    const { page } = visitor;
    const russian = visitor.look.language === 'ru';
    await visitor.signIn(stage.portal.account('buyer'));
    const order = await anOrder(visitor);
    const asked = `Внутрь или наружу? ${visitor.look.name}`;
    const secret = `Заметка ${visitor.look.name}`;

    const maker = await Visitor.open(stage, visitor.look);
    await maker.signIn(stage.portal.account('manager'));
    await maker.go(order);
    await maker.page.locator('#write textarea').fill(asked);
    await maker.page.locator('#write input[name=question]').check();
    await maker.page.locator('#write button.btn-primary').click();
    await maker.page.waitForURL(`**${order}#m-*`);
    await maker.page.locator('.kb-bubble', { hasText: asked }).waitFor();
    await maker.go(`${order}/talk`);
    await maker.page.locator('#write textarea').fill(secret);
    await maker.page.locator('#write input[name=note]').check();
    await maker.page.locator('#write button.btn-primary').click();
    await maker.page.locator('.kb-msg.is-note', { hasText: secret }).waitFor();
    await maker.look_at('talk-staff');

    // It stands still on the home page of who must answer; the button leads to the answer.
    await visitor.go('/');
    const waiting = page.locator('#questions li', { hasText: asked });
    await waiting.waitFor();
    await visitor.look_at('home-question');
    await waiting.locator('a').click();
    await page.waitForURL(/\/talk\?answer=/);
    assert.ok(!(await page.content()).includes(secret));
    assert.match(await page.locator('select[name=answers] option:checked').innerText(), /Внутрь или наружу/);
    await page.locator('#write textarea').fill('Наружу. См. https://example.org/plan');
    await page.locator('#write input[type=file]').setInputFiles([
      { name: 'план.txt', mimeType: 'text/plain', buffer: Buffer.from('план') },
      { name: 'точка.png', mimeType: 'image/png', buffer: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') },
    ]);
    await page.locator('#write button.btn-primary').click();
    await page.locator('.kb-msg-file', { hasText: 'план.txt' }).last().waitFor();
    const shot = page.locator('.kb-msg-shots img').last();
    await shot.scrollIntoViewIfNeeded();
    await page.waitForFunction((image) => image.complete && image.naturalWidth > 0, await shot.elementHandle());
    const settled = page.locator('.kb-msg', { hasText: asked }).locator('.kb-st.is-ok');
    assert.match(await settled.innerText(), russian ? /Отвечено/ : /Answered/);
    await visitor.look_at('talk');
    const file = page.locator('.kb-msg-file', { hasText: 'план.txt' }).last();
    const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
    assert.equal(download.suggestedFilename(), 'план.txt');
    await visitor.go('/');
    assert.equal(await page.locator('#questions li', { hasText: asked }).count(), 0);

    // The other side has it unread, and reads it.
    await maker.go('/talk');
    await maker.page.locator(`a[href="${order}/talk"]`).first().waitFor();
    await maker.look_at('talk-inbox');
    await maker.go(`${order}/talk`);
    await maker.page.locator('.kb-msg-new').waitFor();
    await maker.close();

    // One's own words are changed, and taken back with a trace.
    await visitor.go(`${order}/talk?line=1`);
    await page.locator('#write textarea').fill('О строке');
    await page.locator('#write button.btn-primary').click();
    await page.locator('.kb-bubble', { hasText: 'О строке' }).last().waitFor();
    await page.locator('a[href*="edit="]').last().click();
    await page.locator('#write textarea').fill('О первой строке');
    await page.locator('#write button.btn-primary').click();
    const edited = page.locator('.kb-msg', { hasText: 'О первой строке' }).last();
    await edited.waitFor();
    await edited.locator('form[action$="/removal"] button').click();
    await page.locator('.kb-msg', { hasText: russian ? 'Автор удалил' : 'The author removed' }).last().waitFor();
    await visitor.go(order);
    await visitor.look_at('order-talk');
  });

  inEveryLook(test, 'an order is rewound', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('manager'));
    await visitor.go('/orders?stage=shipped');
    await page.locator('[data-order] a').first().click();
    await page.waitForURL('**/orders/*');
    await page.locator('main a[href$="/rewind"]').click();
    await page.waitForURL('**/rewind');
    const state = page.locator('#rewind');
    const last = Number(await state.getAttribute('data-version'));
    assert.ok(last > 3, `${last} versions`);
    await visitor.look_at('rewind');
    // By the slider, as by hand: only what it shows is sent anew, and the address follows.
    const slider = page.locator('input[name=at]');
    const moved = page.waitForResponse((answer) => answer.url().includes('/rewind?at='));
    await slider.focus();
    await page.keyboard.press('Home');
    await moved;
    await page.locator('#rewind[data-version="1"]').waitFor();
    await page.waitForURL(/at=1$/);
    assert.equal(await slider.inputValue(), '1');
    assert.equal(await page.locator('#rewind tbody tr').count() > 0, true);
    await page.locator('#rewind a[href$="at=2"]').first().click();
    await page.locator('#rewind[data-version="2"]').waitFor();
    assert.ok(await page.locator('#difference .kb-diff').count() > 0);
    // Two moments.
    await page.locator('a[href*="at=2&with=1"]').first().click();
    await page.waitForURL(/with=1/);
    const second = page.locator('input[name=with]');
    const compared = page.waitForResponse((answer) => answer.url().includes(`with=${last}`));
    await second.focus();
    await page.keyboard.press('End');
    await compared;
    await page.waitForURL(new RegExp(`with=${last}`));
    await visitor.look_at('rewind-two');
  });

  test('without script the slider is a form', { timeout: 120_000 }, async () => {
    const visitor = await Visitor.open(stage, LOOKS[0], { javaScript: false });
    const { page } = visitor;
    await visitor.go('/login');
    const { email, password } = stage.portal.account('buyer');
    await page.locator('input[name=email]').fill(email);
    await page.locator('input[name=password]').fill(password);
    await page.locator('form[action="/login"] button[type=submit]').click();
    await page.waitForURL((url) => url.pathname !== '/login');
    const order = await anOrder(visitor);
    await visitor.go(`${order}/rewind`);
    await page.locator('input[name=at]').focus();
    await page.keyboard.press('Home');
    await page.locator('form[action$="/rewind"] button').click();
    await page.waitForURL(/at=1$/);
    await page.locator('#rewind[data-version="1"]').waitFor();
    await visitor.go(`${order}/talk`);
    await page.locator('#write textarea').fill('Без сценариев');
    await page.locator('#write button.btn-primary').click();
    await page.locator('.kb-bubble', { hasText: 'Без сценариев' }).last().waitFor();
    await visitor.close();
  });
});
