// The payment calendar over the demonstration: a director looks at the month, the list and a day, takes an address for a
// calendar program, lays a draft on the month; the calendar moves when 1C sends a new day of payment; an administrator
// corrects the working days.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inEveryLook, LOOKS, staged } from './harness.mjs';

/** So many days from today, as 1C writes them. */
const ahead = (days) => new Date(Date.now() + 3 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
const shown = (iso) => iso.split('-').reverse().join('.');

describe('calendar', () => {
  const stage = staged();

  inEveryLook(test, 'a director reads the month, the list and a day', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('director'));
    await visitor.go('/');
    await page.locator('#payments').waitFor();
    await visitor.look_at('calendar-home');
    await visitor.go('/calendar');
    await page.locator('#month').waitFor();
    // The demonstration's dealer is late with one payment.
    await page.locator('#overdue').waitFor();
    await visitor.look_at('calendar-month');
    await visitor.press(page.locator('a[href*="view=list"]').first());
    await page.locator('#list').waitFor();
    const rows = await page.locator('tr[data-due]').count();
    assert.ok(rows > 1, `${rows}`);
    await visitor.look_at('calendar-list');
    await visitor.go('/calendar');
    const next = page.locator('nav a[href*="month="]').last();
    await next.click();
    await page.waitForURL(/month=\d{4}-\d\d/);
    await visitor.look_at('calendar-next-month');
  });

  inEveryLook(test, 'an address for a calendar program is taken, read and switched off', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('director'));
    await visitor.go('/calendar');
    const make = page.locator('#feed form[action="/calendar/key"] button');
    await make.click();
    await page.locator('#calendar-address').waitFor();
    const address = await page.locator('#calendar-address').inputValue();
    assert.match(address, /\/calendar\/[0-9a-f]{40}\.ics$/);
    await visitor.look_at('calendar-address');
    const path = new URL(address).pathname;
    const file = await fetch(`${stage.portal.url}${path}`);
    assert.equal(file.status, 200);
    const text = await file.text();
    assert.ok(text.startsWith('BEGIN:VCALENDAR\r\n') && text.includes('BEGIN:VEVENT'));
    await page.reload();
    assert.ok((await page.locator('#calendar-address').inputValue()).includes('•'));
    await page.locator('[data-dialog=calendar-key-revocation]').first().click();
    await visitor.look_at('calendar-revocation');
    await page.locator('#calendar-key-revocation button.btn-danger').click();
    await make.waitFor();
    assert.equal((await fetch(`${stage.portal.url}${path}`)).status, 404);
  });

  inEveryLook(test, 'the calendar moves when 1C sends a new due date', stage, async (visitor) => {
    const { page } = visitor;
    const { data } = stage.portal.said;
    const number = `УТ-${visitor.look.name}`;
    const told = async (day, paid) => {
      const now = new Date();
      // The manufacturer's clock; a minute later each time, as 1C would.
      const zone = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Moscow', dateStyle: 'short', timeStyle: 'medium' });
      const settlement = {
        contract: `browser-${visitor.look.name}`, number: `17-Д/${visitor.look.name}`, currency: 'RUB', asOf: zone.format(now).replace(' ', 'T'),
        opening: '0', closing: '0', buyer: { inn: '7600855949', kpp: '760001001' },
        dues: [{ document: `doc-${visitor.look.name}`, number, day, sum: '350551.00', paid }],
      };
      const inbox = join(data, 'exchange/in');
      mkdirSync(inbox, { recursive: true });
      writeFileSync(join(inbox, `kabinet___${Date.now()}.json`), JSON.stringify({ version: 1, settlements: [settlement] }));
      for (const end = Date.now() + 60_000; ;) {
        const passed = await stage.portal.command('exchange', 'run', '--data', data);
        assert.equal(passed.refused, 0, JSON.stringify(passed));
        if (passed.waiting === 0) break;
        assert.ok(Date.now() < end, `files never rest: ${JSON.stringify(passed)}`);
      }
    };
    const on = (day) => page.locator(`li[data-day="${day}"]`, { hasText: number });
    const [first, second] = [ahead(2), ahead(33)];
    await told(first, '0');
    await visitor.signIn(stage.portal.account('director'));
    const contract = await page.request.get(`/calendar?view=list`).then((answer) => answer.text());
    assert.ok(contract.includes(number));
    await visitor.go(`/calendar?month=${first.slice(0, 7)}`);
    const filter = page.locator('select[name=contract] option').filter({ hasText: '17-Д' });
    assert.ok((await filter.count()) > 0);
    await visitor.go(`/calendar?view=list&day=${first}`);
    await page.locator(`tr[data-due="${number}"]`).waitFor();
    // 1C moves it, and a part of it is paid.
    await told(second, '90000.00');
    await page.reload();
    assert.equal(await page.locator(`tr[data-due="${number}"]`).count(), 0);
    await visitor.go(`/calendar?view=list&day=${second}`);
    const row = page.locator(`tr[data-due="${number}"]`);
    await row.waitFor();
    const text = (await row.innerText()).replaceAll(/\s/g, '');
    assert.ok(/260[,]?551[.,]00/.test(text), text);
    await page.getByText(shown(second)).first().waitFor();
    await visitor.look_at('calendar-moved');
    await visitor.go(`/calendar?month=${second.slice(0, 7)}`);
    assert.ok((await on(second).count()) + (await page.locator(`li[data-day="${second}"] .kb-ev`).count()) > 0);
    await visitor.look_at('calendar-moved-month');
  });

  inEveryLook(test, 'a draft is laid on the calendar', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('director'));
    await visitor.go('/drafts');
    const field = page.locator('form[action="/drafts"] input[name=name]:visible').last();
    await field.fill(`Оплата ${visitor.look.name}`);
    await field.press('Enter');
    await page.waitForURL('**/drafts/*');
    const draft = new URL(page.url()).pathname;
    await page.locator('input[name=article]').fill('тв 82 2с');
    await page.keyboard.press('Enter');
    const quantity = page.locator('#draft-form input[name=q]').first();
    await quantity.waitFor();
    await visitor.go(draft);
    // So many that no limit of the demonstration holds them.
    await quantity.fill('900');
    const saved = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.status() === 200);
    await quantity.press('Tab');
    await saved;
    await visitor.go(draft);
    await page.locator('#draft-payment').waitFor();
    await page.locator('#draft-payment .alert').waitFor();
    await page.locator('#draft-payment details summary').click();
    await visitor.look_at('calendar-draft-panel');
    await page.locator('#draft-payment a[href*="/calendar?draft="]').click();
    await page.waitForURL(/\/calendar\?draft=/);
    await page.locator('#draft').waitFor();
    await page.locator('.kb-ev.is-if').first().waitFor();
    await visitor.look_at('calendar-draft');
  });

  inEveryLook(test, 'staff chooses a dealer; an administrator corrects a working day', stage, async (visitor) => {
    const { page } = visitor;
    await visitor.signIn(stage.portal.account('admin'));
    await visitor.go('/calendar');
    await visitor.look_at('calendar-choose');
    await page.locator('main a[href^="/calendar?dealer="]').first().click();
    await page.waitForURL(/dealer=/);
    await visitor.look_at('calendar-staff');
    // A day of its own in each look, so that one finds nothing of another.
    const at = LOOKS.findIndex((look) => look.name === visitor.look.name);
    const day = `${String(7 + at).padStart(2, '0')}.12.2026`;
    await visitor.go('/admin/work-days?country=RU&year=2026');
    await visitor.look_at('work-days');
    await page.locator('input[name=day]').first().fill('завтра');
    visitor.expecting(422);
    await page.locator('form[action="/admin/work-days"] button.btn-primary').click();
    await page.waitForSelector('.is-invalid');
    await page.locator('input[name=day]:visible').first().fill(day);
    await page.locator('select[name=is]').selectOption('off');
    await page.locator('form[action="/admin/work-days"] button.btn-primary').click();
    await page.locator('#said', { hasText: day }).waitFor();
    await visitor.look_at('work-days-said');
    await page.locator('#said form[action="/admin/work-days/shipped"] button').click();
    await page.locator('#said form').waitFor({ state: 'detached' });
  });
});
