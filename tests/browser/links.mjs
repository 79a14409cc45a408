// Every link, address and anchor of a site leads somewhere: links.mjs FOLDER BASE_URL
//
// linkinator looks. It remembers a page it has read and would not look there again for an anchor that a later page asks
// for, so each page has a checker of its own. Addresses of the site's own host are looked up here; others are not
// asked for.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { LinkChecker, LinkState } from "linkinator";

import { pages } from "./pages.mjs";
import { serve } from "./serve.mjs";

const [folder, base] = process.argv.slice(2);
await catchesWhatIsBroken();
const { links, broken } = await check(folder);
for (const line of broken) console.error(line);
console.log(`${pages(folder).length} pages, ${links} links, ${broken.length} broken`);
if (broken.length > 0 || links === 0) process.exitCode = 1;

async function check(folder) {
  const { site, close } = await serve(folder);
  const broken = new Set();
  let links = 0;
  for (const page of pages(folder)) {
    const result = await new LinkChecker().check({
      path: site + page,
      checkCss: true,
      checkFragments: true,
      concurrency: 8,
      redirects: "error",
      linksToSkip: [`^(?!${site})`],
      urlRewriteExpressions: [{ pattern: new RegExp(`^${base.replaceAll(".", "\\.")}`), replacement: site }],
    });
    for (const link of result.links) {
      links += link.state === LinkState.OK;
      if (link.state === LinkState.BROKEN) broken.add(`${page}: ${link.url.replace(site, "/")} (${link.status})`);
    }
  }
  await close();
  return { links, broken: [...broken] };
}

/** Plants a page with broken links beside the real ones: whoever finds nothing there has not looked. */
async function catchesWhatIsBroken() {
  const copy = mkdtempSync(join(tmpdir(), "links-"));
  try {
    const planted = [
      "nowhere/index.html",
      "#no-such-part",
      "other.html#no-such-part",
      "/root-nowhere.html",
      `${base}canonical-nowhere/`,
    ];
    const hrefs = planted.map((href) => `<a href="${href}">x</a>`).join("");
    const page = (body) => `<!DOCTYPE html><html lang="en"><title>x</title><body>${body}</body></html>`;
    writeFileSync(join(copy, "a.html"), page(`<a id="part" href="#part">good</a><a href="other.html#part">good</a>`));
    writeFileSync(join(copy, "other.html"), page(`<p id="part">x</p>`));
    writeFileSync(join(copy, "z.html"), page(hrefs));
    const { broken } = await check(copy);
    const told = broken.filter((line) => line.startsWith("z.html: ")).length;
    if (told !== planted.length || broken.length !== planted.length) {
      throw new Error(`of ${planted.length} planted links these were told: ${JSON.stringify(broken, null, 1)}`);
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
}
