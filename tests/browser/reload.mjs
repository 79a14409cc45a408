// Saves a brief again and again, and measures until its new page is there: at the server, and in the browser. Run by
// `bench/serve`; the brief is left as it was.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { launch } from "./browser.mjs";

const [program, site, edits] = process.argv.slice(2);
const folder = join(site, "content/briefs");
const briefs = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".md")).sort();
const file = join(folder, briefs[Math.floor(briefs.length / 2)]);
const text = readFileSync(file, "utf8");

const server = spawn(program, ["serve", "--root", site, "--port", "0", "-v"], { stdio: ["ignore", "ignore", "pipe"] });
const browser = await launch();
try {
  const stages = new Map();
  const address = await new Promise((found, failed) => {
    server.on("exit", () => failed(new Error("the server ended")));
    createInterface({ input: server.stderr }).on("line", (line) => {
      const at = line.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (at) found(at[0]);
      const stage = line.match(/^  (\w+) +([\d.]+) ms$/);
      if (stage) stages.set(stage[1], [...(stages.get(stage[1]) ?? []), Number(stage[2])]);
    });
  });
  stages.clear();
  const page = await browser.newPage();
  const id = file.replace(/^.*\/(\d{4}-\d{2}-\d{2}-)?/, "").replace(/\.md$/, "");
  const target = `${address}/briefs/${id}/`;
  await page.goto(target, { waitUntil: "load" });
  await page.waitForTimeout(1000);
  const told = listen(`${address}/.demarche/events`);
  await told();
  const times = { server: [], browser: [] };
  for (let edit = 1; edit <= Number(edits); edit += 1) {
    const mark = `Edit number ${edit} of this run.`;
    const saved = performance.now();
    writeFileSync(file, `${text}\n${mark}\n`);
    const there = page.waitForFunction((mark) => document.body?.textContent.includes(mark), mark, { polling: "raf", timeout: 60_000 });
    do await told();
    while (!(await (await fetch(target)).text()).includes(mark));
    times.server.push(performance.now() - saved);
    await there;
    times.browser.push(performance.now() - saved);
    await page.waitForTimeout(500);
  }
  for (const [name, taken] of [...Object.entries(times), ...stages]) console.log(row(name, taken));
} finally {
  writeFileSync(file, text);
  await browser.close();
  server.kill();
}

// A function that waits for the next news of a stream.
function listen(address) {
  const heard = [];
  let wake = () => {};
  (async () => {
    const stream = await fetch(address);
    for await (const part of stream.body.pipeThrough(new TextDecoderStream())) {
      if (part.includes("data: ")) heard.push(part);
      wake();
    }
  })().catch(() => {});
  return async () => {
    while (heard.length === 0) await new Promise((resolve) => { wake = resolve; });
    heard.length = 0;
  };
}

function row(name, taken) {
  const sorted = taken.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const [least, most] = [sorted[0], sorted.at(-1)].map((time) => time.toFixed(1));
  return `${name.padEnd(8)} median ${median.toFixed(1).padStart(8)} ms   (${least} to ${most}, ${taken.length} edits)`;
}
