// The three frequent things in less than a minute each: a calculation, an order, a look at status and dates. What a person
// would need is counted, not raced: a press or a field takes 1.1 s, a typed character 0.28 s, and to these come the waits
// that really were.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { articles } from './goods.mjs';
import { inEveryLook, staged, TOLD } from './harness.mjs';
import { ARTICLE, calculated, price } from './window.mjs';

/** Seconds of a person for one press or one field, and for one typed character. */
const PRESS = 1.1;
const CHARACTER = 0.28;
const MINUTE = 60;
/** What each of them took, for the report. */
const figures = [];

/** A person's hands: does what is asked, and counts what it would have cost. */
class Hands {
  constructor(visitor) {
    this.visitor = visitor;
    this.page = visitor.page;
    this.presses = 0;
    this.characters = 0;
    this.waited = 0;
  }

  /** What the person waits for after an action: only this is taken by the clock. */
  async _waits(act) {
    const begun = performance.now();
    await act();
    this.waited += (performance.now() - begun) / 1_000;
  }

  async press(locator, until) {
    this.presses += 1;
    await this._waits(async () => {
      await locator.click();
      await until?.();
    });
  }

  /** A section of the menu: on a phone the menu, or the sheet that holds it, is opened first. */
  async section(path) {
    const { page } = this;
    const links = page.locator(`nav a[href="${path}"], dialog a[href="${path}"]`);
    const seen = await links.evaluateAll((all) => all.some((link) => link.checkVisibility()));
    this.presses += seen ? 1 : 2;
    await this._waits(async () => {
      await this.visitor.press(links);
      await page.waitForURL(`**${path}`);
    });
  }

  async types(locator, text, until) {
    this.presses += 1;
    this.characters += text.length;
    await this._waits(async () => {
      await locator.fill(text);
      await until?.();
    });
  }

  /** A list is opened and one of it is chosen. */
  async chooses(locator, value, until) {
    this.presses += 2;
    await this._waits(async () => {
      await locator.selectOption(value);
      await until?.();
    });
  }

  async key(key, until) {
    this.characters += 1;
    await this._waits(async () => {
      await this.page.keyboard.press(key);
      await until?.();
    });
  }

  /** The same until what it changed is calculated. */
  async calculates(act) {
    const [waited, begun] = [this.waited, performance.now()];
    await calculated(this.page, act);
    this.waited = waited + (performance.now() - begun) / 1_000;
  }

  seconds() {
    return this.presses * PRESS + this.characters * CHARACTER + this.waited;
  }

  /** Less than a minute, and what it was made of. */
  took(what) {
    const seconds = this.seconds();
    figures.push(`${what} [${this.visitor.look.name}]: ${seconds.toFixed(1)} s: ${this.presses} presses, `
      + `${this.characters} characters, ${this.waited.toFixed(1)} s of waiting`);
    assert.ok(seconds < MINUTE, `${what} takes ${seconds.toFixed(1)} s`);
  }
}

describe('in less than a minute', () => {
  const stage = staged();

  inEveryLook(test, 'a buyer calculates, orders, and looks at status and dates', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('buyer'));

    // A calculation: from the home page to the price of a window.
    await visitor.go('/');
    let hands = new Hands(visitor);
    await hands.section('/calculator');
    await hands.press(page.locator(`[data-made="${ARTICLE}"] a`).first(), () => page.waitForURL('**/configuration*'));
    for (const [name, size] of [['o.width', '900'], ['o.height', '1300']]) {
      await hands.types(page.locator(`[name="${name}"]`), size);
      await hands.calculates(() => hands.key('Tab'));
    }
    await hands.calculates(() => hands.chooses(page.locator('[name="o.scheme"]'), 'po'));
    await hands._waits(() => page.waitForFunction(
      ([sum]) => document.querySelector('#configured-price dd.is-total')?.innerText.replace(/[^\d]/g, '') === sum,
      [String(price())],
    ));
    hands.took('a calculation');

    // An order: two goods by their articles, a look at the check, and the draft is sent.
    const [first, second] = articles();
    await visitor.go('/');
    hands = new Hands(visitor);
    await hands.section('/quick');
    await hands.types(page.locator('textarea[name=text]'), `${first} 12\n${second} 24`);
    await hands.press(page.locator('form[action="/quick"] button').last(), () => page.waitForURL('**/quick/*'));
    await hands.press(page.locator('button[formaction$="/lines"]'), () => page.waitForURL('**/drafts/*'));
    await hands.press(page.locator('button[formaction$="/submission"]:visible').first(), () => page.waitForURL('**/orders/*'));
    assert.match(page.url(), /\/orders\/\d\d-\d{6}$/);
    hands.took('an order');

    // Status and dates: from the home page to the order.
    await visitor.go('/');
    hands = new Hands(visitor);
    await hands.section('/orders');
    await hands.press(page.locator('[data-order] a[href^="/orders/"]').first(), () => page.waitForURL('**/orders/*-*'));
    await hands._waits(() => page.locator('ol.kb-stages').first().waitFor());
    hands.took('status and dates');
  });

  test('what it took', (context) => {
    assert.equal(figures.length, 3 * TOLD.length);
    figures.forEach((figure) => context.diagnostic(figure));
  });
});
