// Called by build.rs: writes <file>.gz beside each file given, at the best ratio (done once, served always).
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

for (const file of process.argv.slice(2)) {
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
}
