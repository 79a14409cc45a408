// A reader goes through the site, in a real browser: browse.mjs FOLDER
//
// From the disk without scripts, from below a sub-folder of a host, and on a page of each kind at the width of a
// telephone and of a desk. Every page that is come to must be there, be titled and styled, ask for nothing outside the
// site, complain of nothing and fit its width.

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { launch } from "./browser.mjs";
import { oneOfEach } from "./pages.mjs";
import { serve } from "./serve.mjs";

const folder = realpathSync(process.argv[2]);
const disk = pathToFileURL(folder + "/").href;
const TELEPHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };

/** A walk: what to click, and the address that must come. */
const BRIEF = /\/briefs\/(?!\d)[^/]+\/index\.html$/;
const WALK = [
  ["a brief", "main", BRIEF],
  ["an actor of the brief", ".record", /\/actors\/[^/]+\/index\.html$/],
  ["a brief of the actor", "main", BRIEF],
  ["a topic of the brief", ".record", /\/topics\/.+\/index\.html$/],
  ["the dates", "nav", /\/dates\/index\.html$/],
  ["a year", "main", /\/dates\/\d{4}\/index\.html$/],
  ["a month", "main", /\/dates\/\d{4}\/\d\d\/index\.html$/],
  ["a day", "main", /\/dates\/\d{4}\/\d\d\/index\.html#d\d\d$/],
  ["the year of the day", ".crumbs", /\/dates\/\d{4}\/index\.html$/],
  ["the questions", "nav", /\/questions\/index\.html$/],
  ["a question", "main", /\/questions\/[^/]+\/index\.html$/],
  ["a source of the question", "main", /\/sources\/[^/]+\/index\.html$/],
  ["home", ".crumbs", /\/index\.html$/],
];

const browser = await launch();
try {
  await tellsWhatIsWrong();
  const faults = [
    ...(await walk(disk, { javaScriptEnabled: false })),
    ...(await served("/some/sub/", (site) => walk(site))),
    ...(await widths(TELEPHONE)),
    ...(await widths(DESK)),
  ];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
}

/** Clicks through the site that begins at `site`. */
async function walk(site, options) {
  const reader = await open(site, options);
  await reader.go("index.html");
  for (const [what, within, address] of WALK) {
    if (!(await reader.click(within, address))) reader.faults.push(`${reader.at()}: no link to ${what}`);
  }
  console.log(`${reader.seen} pages walked through at ${site}`);
  return reader.close();
}

/** Opens the largest page of each kind at one width. */
async function widths(viewport) {
  const reader = await open(disk, { viewport });
  const kinds = oneOfEach(folder);
  for (const { kind, page } of kinds) await reader.go(page, kind);
  console.log(`${kinds.length} kinds of pages seen at ${viewport.width} px`);
  return reader.close();
}

async function served(under, visit) {
  const { site, close } = await serve(folder, under);
  const faults = await visit(site);
  await close();
  return faults;
}

/** A tab that notes what is wrong with each page it comes to. */
async function open(site, options = {}) {
  const context = await browser.newContext({ viewport: DESK, ...options });
  const page = await context.newPage();
  const reader = { faults: [], seen: 0 };
  const at = () => page.url().replace(site, "");
  const fault = (text) => reader.faults.push(`${at()}: ${text}`);
  // The page of a missing address stands at the root of its host: on the disk its links lead nowhere.
  let rooted = false;
  page.on("request", (request) => {
    if (!rooted && !request.url().startsWith(site)) fault(`asks for ${request.url()}`);
  });
  page.on("requestfailed", (request) => rooted || fault(`cannot load ${request.url()}`));
  page.on("response", (response) => response.ok() || response.url().startsWith("file:") || fault(`${response.status()} for ${response.url()}`));
  page.on("console", (message) => {
    // Chromium itself asks each host for an icon.
    const ours = !rooted && new URL(message.location().url || site).pathname !== "/favicon.ico";
    if (ours && ["error", "warning"].includes(message.type())) fault(message.text());
  });
  page.on("pageerror", (error) => fault(error.message));

  async function look() {
    reader.seen += 1;
    const found = await page.evaluate(() => ({
      titles: [...document.querySelectorAll("h1")].map((title) => title.innerText.trim()),
      language: document.documentElement.lang,
      styled: getComputedStyle(document.body).maxInlineSize !== "none",
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    if (found.titles.length !== 1 || found.titles[0] === "") fault(`has the titles ${JSON.stringify(found.titles)}`);
    if (found.language === "") fault("does not say its language");
    if (!found.styled && !rooted) fault("is not styled");
    if (found.wide > 0) fault(`is ${found.wide} px wider than the window`);
  }

  return Object.assign(reader, {
    at,
    async go(address, kind) {
      rooted = kind === "404.html";
      if (kind === "redirect") {
        await page.goto(site + address, { waitUntil: "commit" });
        await page.waitForURL((url) => url.href !== site + address, { waitUntil: "load" });
      } else {
        await page.goto(site + address);
      }
      await look();
    },
    /** Follows the first link within a part of the page that leads to such an address. */
    async click(within, address) {
      const links = page.locator(`${within} a[href]`);
      const hrefs = await links.evaluateAll((found) => found.map((link) => link.href));
      const index = hrefs.findIndex((href) => href.startsWith(site) && address.test(href) && href !== page.url());
      if (index < 0) return false;
      await links.nth(index).click();
      await page.waitForURL(hrefs[index]);
      await look();
      return true;
    },
    async close() {
      await context.close();
      return reader.faults;
    },
  });
}

/** Plants a page with every fault: whoever does not tell them has not looked. */
async function tellsWhatIsWrong() {
  const planted = mkdtempSync(join(tmpdir(), "browse-"));
  const body = `<p style="width:3000px">x</p><img src="nowhere.png" alt=""><img src="http://127.0.0.1:9/x.png" alt="">`;
  writeFileSync(join(planted, "index.html"), `<!DOCTYPE html><title>x</title>${body}`);
  const reader = await open(pathToFileURL(planted + "/").href);
  await reader.go("index.html");
  const told = (await reader.close()).join("\n");
  rmSync(planted, { recursive: true });
  for (const fault of ["asks for", "cannot load", "titles []", "language", "not styled", "wider", "net::ERR"]) {
    if (!told.includes(fault)) throw new Error(`a planted fault (${fault}) was not told:\n${told}`);
  }
}
