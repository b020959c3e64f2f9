// What the browser tests stand on: the real binary, the system's Chromium, and a page that fails its test on whatever a
// person would call broken: errors in the console, requests that fail, a broken content security policy, a page wider
// than its window, and what axe finds wrong with its accessibility.

import assert from 'node:assert/strict';
import { spawn, execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before } from 'node:test';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const packages = resolve(root, process.env.KABINET_PACKAGES ?? 'target/kabinet-npm');
const binary = resolve(root, process.env.KABINET_BINARY ?? 'target/debug/kabinet');
const screens = resolve(root, process.env.KABINET_SCREENS ?? 'target/screens');

// Playwright and axe lie where build.rs installed them.
const require = createRequire(join(packages, 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Longer than anything may take on a loaded machine. */
const DEADLINE = 30_000;

/** Longer than any story: one that looks at every page of a section takes two minutes where other work goes on. */
const STORY = 600_000;

const DEMO = ['demo', '--json', '--listen', '127.0.0.1:0', '--data'];

export const PASSWORD = 'correct horse battery';

export const LOOKS = [
  { name: 'ru-desktop-light', language: 'ru', theme: 'light', width: 1440, height: 900 },
  { name: 'ru-phone-light', language: 'ru', theme: 'light', width: 390, height: 844 },
  { name: 'en-desktop-dark', language: 'en', theme: 'dark', width: 1440, height: 900 },
  { name: 'en-phone-dark', language: 'en', theme: 'dark', width: 390, height: 844 },
];

/**
 * The looks in which a story is told: each language, width and theme once, and Russian, whose words are the longer ones,
 * where there is the least room. `KABINET_LOOKS=all` tells them in all four, in twice the time.
 */
export const TOLD = process.env.KABINET_LOOKS === 'all' ? LOOKS : [LOOKS[1], LOOKS[2]];

/** A running server: `url`, and what the command printed. */
export class Portal {
  /** The demonstration in a directory of its own: a copy of what `tests/run` made once, or made here. */
  static async demo() {
    const folder = mkdtempSync(join(tmpdir(), 'kabinet-browser-'));
    const data = join(folder, 'data');
    if (process.env.KABINET_DEMO) cpSync(process.env.KABINET_DEMO, data, { recursive: true });
    return new Portal(folder)._start([...DEMO, data]);
  }

  /** Makes the demonstration's data for others to begin from: a third of a minute that each file of tests needs not wait. */
  static async prepare(data) {
    const portal = await new Portal(undefined)._start([...DEMO, data]);
    await portal.stop();
  }

  /** A new installation, where nobody is yet: `said.setup` is the link of the first. */
  static async unset() {
    const folder = mkdtempSync(join(tmpdir(), 'kabinet-browser-'));
    const data = join(folder, 'data');
    execFileSync(binary, ['init', '--data', data], { env: plain() });
    writeFileSync(join(data, 'kabinet.toml'), 'second_factor = "optional"\n');
    return new Portal(folder)._start(['serve', '--json', '--listen', '127.0.0.1:0', '--data', data]);
  }

  /**
   * An empty installation with an administrator, who is still to accept the invitation at `link`; `settings` are those of its file,
   * `flags` are for `serve`.
   */
  static async empty(settings = 'second_factor = "optional"\n', ...flags) {
    const folder = mkdtempSync(join(tmpdir(), 'kabinet-browser-'));
    const data = join(folder, 'data');
    const run = (...args) => execFileSync(binary, [...args, '--data', data], { env: plain(), encoding: 'utf8' });
    run('init');
    writeFileSync(join(data, 'kabinet.toml'), settings);
    const made = JSON.parse(run('admin', 'create', '--json', '--email', 'anna@test.example', '--name', 'Анна Петрова'));
    const portal = await new Portal(folder)._start(['serve', '--json', '--listen', '127.0.0.1:0', '--data', data, ...flags]);
    portal.link = portal.url + new URL(made.link).pathname;
    return portal;
  }

  constructor(folder) {
    this.folder = folder;
    this.log = [];
  }

  async _start(args) {
    this.process = spawn(binary, args, { env: plain(), stdio: ['ignore', 'pipe', 'pipe'] });
    this.process.stderr.setEncoding('utf8').on('data', (text) => this.log.push(text));
    const line = await new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error(`no address in time:\n${this.log.join('')}`)), 4 * DEADLINE);
      createInterface({ input: this.process.stdout }).once('line', (text) => (clearTimeout(late), done(text)));
      this.process.once('exit', (code) => failed(new Error(`ended with ${code}:\n${this.log.join('')}`)));
    }).catch((error) => {
      this.process.kill('SIGKILL');
      this._clear();
      throw error;
    });
    this.said = JSON.parse(line);
    this.url = this.said.url;
    return this;
  }

  /** Address and password of a role of the demonstration. */
  account(role) {
    const found = this.said.accounts.find((account) => account.role === role);
    assert.ok(found, `the demonstration has no ${role}`);
    return found;
  }

  /** Another command of the real binary, by its arguments: what it says as JSON. */
  async command(...args) {
    const said = await promisify(execFile)(binary, [...args, '--json'], { env: plain(), timeout: 4 * DEADLINE });
    assert.equal(said.stdout.trimEnd().split('\n').length, 1, `one line for a machine: ${said.stdout}`);
    return JSON.parse(said.stdout);
  }

  async stop() {
    if (this.process.exitCode === null) {
      const ended = new Promise((done) => this.process.once('exit', done));
      this.process.kill('SIGTERM');
      const late = setTimeout(() => this.process.kill('SIGKILL'), DEADLINE);
      await ended;
      clearTimeout(late);
    }
    this._clear();
  }

  _clear() {
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The environment without settings of this machine. */
function plain() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KABINET_')));
}

async function launch() {
  const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = process.env.CHROMIUM ?? paths.find((path) => existsSync(path));
  assert.ok(executablePath, 'no Chromium: `bash tests/run tools` installs it');
  const args = ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--no-first-run', '--disable-dev-shm-usage'];
  // Chromium refuses its sandbox to root, which is who tests in a container.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({ executablePath, args });
}

/** A browser and a portal, both or none: what is left open would keep a failed test from ending. */
async function opened(portal) {
  const [browser, started] = await Promise.allSettled([launch(), portal]);
  if (browser.value && started.value) return [browser.value, started.value];
  await browser.value?.close();
  await started.value?.stop();
  throw browser.reason ?? started.reason;
}

/** A browser of one person with one look. `close()` asserts that nothing was broken on the way. */
export class Visitor {
  static async open({ browser, portal }, look, { javaScript = true } = {}) {
    const visitor = new Visitor();
    visitor.look = look;
    visitor.portal = portal;
    visitor.broken = [];
    visitor.allowed = new Set();
    visitor.context = await browser.newContext({
      baseURL: portal.url,
      viewport: { width: look.width, height: look.height },
      locale: look.language === 'ru' ? 'ru-RU' : 'en-GB',
      colorScheme: look.theme,
      hasTouch: look.width < 600,
      javaScriptEnabled: javaScript,
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Moscow',
    });
    visitor.context.setDefaultTimeout(DEADLINE);
    // One device for all of them: else each sign-in would be told as one from a new device.
    await visitor.context.addCookies([{ name: 'device', value: 'ab'.repeat(32), url: portal.url }]);
    visitor.page = await visitor.context.newPage();
    visitor._listen();
    return visitor;
  }

  _listen() {
    const page = this.page;
    page.on('pageerror', (error) => this.broken.push(`script: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      const status = /status of (\d{3})/.exec(message.text())?.[1];
      if (status && this.allowed.has(Number(status))) return;
      this.broken.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // A page that one has left gives up what it was still asking for.
      if (reason !== 'net::ERR_ABORTED') this.broken.push(`request: ${request.url()} ${reason}`);
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== new URL(this.portal.url).origin) {
        this.broken.push(`asked another site: ${url}`);
      }
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !this.allowed.has(response.status())) {
        this.broken.push(`answer: ${response.status()} ${response.request().method()} ${response.url()}`);
      }
    });
  }

  /** From here on an answer with this status is what the test wants. */
  expecting(status) {
    this.allowed.add(status);
    return this;
  }

  async go(path) {
    await this.page.goto(path);
    return this.page;
  }

  /**
   * Signs in and puts the look's language and theme on, by what the forms send: nine of ten stories are about something
   * else, and pages drawn on the way are half of a short one. `entrance` does both by hand.
   */
  async signIn({ email, password = PASSWORD }) {
    const send = (path, form) => this.context.request.post(path, { form, maxRedirects: 0, headers: { origin: this.portal.url } });
    const answer = await send('/login', { email, password });
    assert.equal(answer.status(), 303, `${email} signs in`);
    const to = answer.headers().location;
    const [, _csrf] = /name="_csrf" value="([^"]+)"/.exec(await (await this.context.request.get(to)).text());
    const worn = await send('/preferences', { _csrf, back: to, locale: this.look.language, theme: this.look.theme });
    assert.equal(worn.status(), 303, `${email} chooses a look`);
    await this.go(to);
    assert.equal(await this.page.locator('html').getAttribute('lang'), this.look.language);
  }

  /** Signs in by the form, as a person does. */
  async signInByHand({ email, password = PASSWORD }) {
    await this.go('/login');
    await this.page.locator('input[name=email]').fill(email);
    await this.page.locator('input[name=password]').fill(password);
    await this.page.locator('form[action="/login"] button[type=submit]').click();
    await this.page.waitForURL((url) => url.pathname !== '/login');
    await this.wear();
  }

  /** Chooses the look's language and theme by the person's own menu. */
  async wear() {
    for (const [name, value] of [['locale', this.look.language], ['theme', this.look.theme]]) {
      const button = this.page.locator(`form[action="/preferences"] button[name=${name}][value=${value}]`);
      if (await button.first().getAttribute('aria-pressed') === 'true') continue;
      await this.press(button);
      await this.page.waitForLoadState('load');
    }
    assert.equal(await this.page.locator('html').getAttribute('lang'), this.look.language);
  }

  /** Clicks the copy of a control that this width shows, opening the menu or the sheet that holds it. */
  async press(locator) {
    for (let at = 0; at < (await locator.count()); at += 1) {
      const one = locator.nth(at);
      const menu = one.locator('xpath=ancestor::details[not(@open)]').last();
      if ((await menu.count()) && (await menu.locator('> summary').isVisible())) await menu.locator('> summary').click();
      const sheet = one.locator('xpath=ancestor::dialog[not(@open)]').last();
      if (await sheet.count()) {
        const opener = this.page.locator(`[data-dialog="${await sheet.getAttribute('id')}"]`).last();
        if (await opener.isVisible()) await opener.click();
      }
      if (await one.isVisible()) return one.click();
    }
    throw new Error(`nothing of ${locator} can be seen`);
  }

  /** Does `begin`, holds the answer to the POST that it sends, does `act` before that comes, and waits until it is drawn. */
  async meanwhile(pattern, begin, act) {
    const { page } = this;
    let go;
    const gone = new Promise((done) => { go = done; });
    const asked = new Promise((done) => {
      page.route(pattern, async (route) => {
        const response = await route.fetch();
        done();
        await gone;
        await route.fulfill({ response });
      }, { times: 1 });
    });
    const drawn = page.evaluate(() => new Promise((done) => {
      document.addEventListener('htmx:afterSettle', () => done(), { once: true });
    }));
    await begin();
    await asked;
    await act();
    go();
    await drawn;
  }

  /** The sections of this person's menu. */
  async sections() {
    const links = await this.page.locator('nav a[href^="/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    return [...new Set(links.filter((link) => !link.startsWith('/#') && !link.includes('#')))];
  }

  /** Looks at the page as it stands: width, accessibility, and a picture of it. */
  async look_at(name) {
    const page = this.page;
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const [wide, window_] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    mkdirSync(screens, { recursive: true });
    // A picture for eyes: JPEG takes half the time of PNG.
    await page.screenshot({ path: join(screens, `${name}-${this.look.name}.jpg`), fullPage: true, quality: 80 });
    if (wide > window_) {
      const guilty = await page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        const out = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > width + 1);
        return out.slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${[...e.classList].join('.')}`);
      });
      this.broken.push(`${name}: ${wide} px wide in a window of ${window_}: ${guilty.join(', ')}`);
    }
    // In a window as tall as the page the bar of the phone covers nothing: what lies under it can be scrolled out.
    const window_size = page.viewportSize();
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: window_size.width, height: Math.min(Math.max(tall, window_size.height), 16000) });
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
      // Styles and sounds are loaded anew for two rules alone: one is experimental, the other is about sounds, of which there are none.
      preload: false,
    }));
    await page.setViewportSize(window_size);
    for (const rule of found.violations) {
      const where = rule.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`);
      this.broken.push(`${name}: axe ${rule.id}: ${rule.help}\n    ${where.join('\n    ').replaceAll('\n  ', ' ')}`);
    }
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.broken, [], `${this.look.name}:\n${this.broken.join('\n')}`);
  }
}

/** A test for each of `looks`; `story(visitor)` is told with a browser of its own, that is closed and judged afterwards. */
export function inEveryLook(test, name, stage, story, looks = TOLD) {
  for (const look of looks) {
    test(`${name} [${look.name}]`, { timeout: STORY }, async () => {
      const visitor = await Visitor.open(stage, look);
      try {
        await story(visitor);
      } catch (error) {
        await visitor.page.screenshot({ path: join(screens, `failed-${look.name}.png`) }).catch(() => undefined);
        error.message += `\nat ${visitor.page.url()}\n${visitor.broken.join('\n')}`;
        await visitor.context.close();
        throw error;
      }
      await visitor.close();
    });
  }
}

/** The browser and the portal of one `describe`: opened before its tests, closed after them. `prepare` comes between. */
export function staged(portal = Portal.demo, prepare = async () => {}) {
  const stage = {};
  before(async () => {
    [stage.browser, stage.portal] = await opened(portal());
    await prepare(stage);
  });
  after(async () => {
    await stage.browser?.close();
    await stage.portal?.stop();
  });
  return stage;
}
