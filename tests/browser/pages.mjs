// The pages of an output folder, and one of each kind.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The HTML files below a folder, as addresses, in the order of their letters. */
export function pages(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(".html"))
    .sort();
}

/**
 * The largest page of each kind. A kind is the shape of an address (`dates/0/0` for a month, `briefs/*` for a brief), so
 * a new kind of page is looked at without being named here.
 */
export function oneOfEach(folder) {
  const kinds = new Map();
  for (const page of pages(folder)) {
    const size = statSync(join(folder, page)).size;
    const kind = kindOf(folder, page);
    if (size > (kinds.get(kind)?.size ?? 0)) kinds.set(kind, { kind, page, size });
  }
  return [...kinds.values()];
}

function kindOf(folder, page) {
  if (/http-equiv="refresh"/.test(readFileSync(join(folder, page), "utf8"))) return "redirect";
  const [first, ...rest] = page.replace(/\/?index\.html$/, "").split("/");
  return [first || "home", ...rest.map((part) => (/^\d+$/.test(part) ? "0" : "*"))].join("/");
}
