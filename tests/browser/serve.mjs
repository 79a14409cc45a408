// A folder on the loopback: every address is a file of the folder, and a folder is its index.html.

import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};

/** Serves `folder` below the path `under` ("/" or "/some/sub/"), and nothing outside it. */
export async function serve(folder, under = "/") {
  const server = createServer(async (request, response) => {
    const found = await read(folder, under, request.url);
    response.writeHead(found ? 200 : 404, { "content-type": found?.type ?? "text/plain" });
    response.end(request.method === "HEAD" ? undefined : (found?.bytes ?? "not found"));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const site = `http://127.0.0.1:${server.address().port}${under}`;
  return { site, close: () => new Promise((done) => (server.close(done), server.closeAllConnections())) };
}

async function read(folder, under, address) {
  const path = decodeURIComponent(new URL(address, "http://localhost").pathname);
  if (!path.startsWith(under)) return;
  let file = join(folder, normalize("/" + path.slice(under.length)));
  try {
    if ((await stat(file)).isDirectory()) {
      if (!path.endsWith("/")) return; // A host may not redirect: a folder without its slash is a broken link.
      file = join(file, "index.html");
    }
    return { bytes: await readFile(file), type: TYPES[extname(file)] ?? "application/octet-stream" };
  } catch {
    return;
  }
}
