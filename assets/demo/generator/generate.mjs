// Writes assets/demo/1c (without pictures) and assets/demo/dealers.toml. Pictures are drawn by pictures.mjs.
import { mkdirSync, writeFileSync, rmSync, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { files } from './exchange.mjs';
import { counterparties, dealers_toml } from './parties.mjs';

const demo = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = join(demo, '1c');
for (const folder of existsSync(root) ? readdirSync(root) : []) {
  for (const name of readdirSync(join(root, folder))) if (name.endsWith('.xml')) rmSync(join(root, folder, name));
}
let bytes = 0;
for (const [path, text] of files(counterparties)) {
  const to = join(root, path);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, text);
  bytes += Buffer.byteLength(text);
  console.log(String(Buffer.byteLength(text)).padStart(9), path);
}
writeFileSync(join(demo, 'dealers.toml'), dealers_toml());
console.log(String(bytes).padStart(9), 'all XML');
