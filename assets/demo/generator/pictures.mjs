// Draws the pictures of the range: SVG from drawings.mjs, turned into JPEG by the system's Chromium.
// Run only when a drawing changes: another version of Chromium may give other bytes.
//   npm install && node pictures.mjs [--sheet FILE.jpg]
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { drawings, sheet } from './drawings.mjs';
import { picture_owner, picture_path } from './exchange.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '1c', 'goods');
const names = [...picture_owner.keys()];
for (const n of names) if (!drawings[n]) throw new Error(`no drawing for the picture «${n}»`);
for (const n of Object.keys(drawings)) if (!picture_owner.has(n)) console.warn(`drawing «${n}» is not used`);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const at = process.argv.indexOf('--sheet');
if (at > 0) {
  const page = await browser.newPage({ viewport: { width: 1870, height: Math.ceil(names.length / 11) * 170 } });
  await page.setContent(`<body style="margin:0;display:flex;flex-wrap:wrap">${names.map((n) => `<img width=170 height=170 src="data:image/svg+xml;base64,${Buffer.from(sheet(n)).toString('base64')}">`).join('')}`);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: process.argv[at + 1], type: 'jpeg', quality: 85 });
} else {
  rmSync(join(root, 'import_files'), { recursive: true, force: true });
  const page = await browser.newPage({ viewport: { width: 560, height: 560 } });
  let bytes = 0;
  for (const n of names) {
    await page.setContent(`<body style="margin:0">${sheet(n)}`);
    const to = join(root, picture_path(n));
    mkdirSync(dirname(to), { recursive: true });
    await page.screenshot({ path: to, type: 'jpeg', quality: 78 });
    bytes += statSync(to).size;
  }
  console.log(`${names.length} pictures, ${bytes} bytes`);
}
await browser.close();
