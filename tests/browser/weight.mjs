// What a reader's line carries: each page compressed as a server does it. Prints the heaviest page of each kind, and
// fails if one is too heavy. In goes the folder of a site.
//
// A brief with its style sheet comes in the first flight of a new connection (ten packets of 1,460 bytes, less the
// headers of the answers); any other page is at most 30 KB by itself. Feeds and sitemaps are for programs, and not
// weighed.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BRIEF = 14 * 1024;
const OTHER = 30 * 1024;
const root = process.argv[2];
const weigh = (path) => gzipSync(readFileSync(join(root, path)), { level: 6 }).length;

const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length).replace(/^\/+/, ""));
const pages = files.filter((path) => path.endsWith(".html"));
const sheet = files.filter((path) => path.endsWith(".css")).reduce((sum, path) => sum + weigh(path), 0);
const isBrief = (path) => /^briefs\/(?!\d{4}\/|open\/)[^/]+\/index\.html$/.test(path);

// "topics/…/2024/05/index.html" → "topics/*/Y/M".
const kind = (path) => {
  const parts = path.replace(/\/?index\.html$/, "").split("/");
  const index = ["by-title", "health", "open"];
  return parts
    .map((part, at) => {
      if (/^\d{4}$/.test(part)) return "Y";
      if (/^\d\d$/.test(part)) return "N";
      if (at === 0 || index.includes(part) || ["timeline", "review", "earlier"].includes(part)) return part;
      return "*";
    })
    .join("/");
};

const heaviest = new Map();
const faults = [];
for (const path of pages) {
  const weight = weigh(path) + (isBrief(path) ? sheet : 0);
  const most = isBrief(path) ? BRIEF : OTHER;
  if (weight > most) faults.push(`too heavy: ${path}, ${weight} bytes of at most ${most}`);
  const name = kind(path);
  const known = heaviest.get(name) ?? { count: 0, weight: 0 };
  known.count += 1;
  if (weight > known.weight) Object.assign(known, { weight, path });
  heaviest.set(name, known);
}

for (const [name, { count, weight, path }] of [...heaviest].sort(([, a], [, b]) => b.weight - a.weight)) {
  console.log(`${String(weight).padStart(7)} ${String(count).padStart(7)} ${name.padEnd(22)} ${path}`);
}
for (const fault of faults) console.error(fault);
if (pages.length === 0) console.error("no page");
process.exit(faults.length > 0 || pages.length === 0 ? 1 : 0);
