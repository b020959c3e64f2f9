// Makes the demonstration's data in DIRECTORY: `node tests/browser/prepare.mjs DIRECTORY`.

import { Portal } from './harness.mjs';

await Portal.prepare(process.argv[2]);
