// What axe-core finds hard to use on a page of each kind, by day and by night: axe.mjs FOLDER

import { createRequire } from "node:module";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { launch } from "./browser.mjs";
import { oneOfEach } from "./pages.mjs";
import { serve } from "./serve.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const folder = process.argv[2];
const browser = await launch();
try {
  await findsWhatIsWrong();
  const faults = [...(await look(folder, "light")), ...(await look(folder, "dark"))];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
}

async function look(folder, colorScheme) {
  const { site, close } = await serve(folder);
  const context = await browser.newContext({ colorScheme });
  const faults = [];
  const kinds = oneOfEach(folder).filter(({ kind }) => kind !== "redirect");
  for (const { page: address } of kinds) {
    const page = await context.newPage();
    await page.goto(site + address);
    await page.addScriptTag({ path: AXE });
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, help, nodes } of violations) {
      for (const { target, failureSummary } of nodes.slice(0, 3)) {
        const why = failureSummary.split("\n").slice(1).join("; ").trim();
        faults.push(`${address} (${colorScheme}): ${id}: ${help}: ${target.join(" ")}: ${why}`);
      }
    }
    await page.close();
  }
  await context.close();
  await close();
  console.log(`${kinds.length} kinds of pages, ${colorScheme}: ${faults.length} faults`);
  return faults;
}

/** Plants a page with two faults: whoever does not find them has not looked. */
async function findsWhatIsWrong() {
  const planted = mkdtempSync(join(tmpdir(), "axe-"));
  const body = `<main><h1>x</h1><img src="data:,"><p style="color:#888;background:#999">Grey on grey.</p></main>`;
  writeFileSync(join(planted, "index.html"), `<!DOCTYPE html><html lang="en"><title>x</title>${body}`);
  const told = (await look(planted, "light")).join("\n");
  rmSync(planted, { recursive: true });
  for (const rule of ["image-alt", "color-contrast"]) {
    if (!told.includes(rule)) throw new Error(`a planted fault (${rule}) was not told:\n${told}`);
  }
}
