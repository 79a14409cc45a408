// The schemas of `demarche schema`: are they JSON Schema 2020-12, and do they accept what the site holds?
//
//   node schema.mjs SCHEMAS SITE          takes every file of the site
//   node schema.mjs SCHEMAS SITE FILE…    refuses each of these files, below content/
//
// Before it says so, each schema is shown a fault: one that passes it has not been read.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { parse as toml } from 'smol-toml';
import { parse as yaml } from 'yaml';

const [folder, site, ...faulty] = process.argv.slice(2);
// The folders of content/, each with the schema of what is in it.
const KINDS = {
  briefs: 'brief', topics: 'topic', actors: 'actor', places: 'place', questions: 'question', threads: 'thread', pages: 'page',
};
const PLANTED = {
  brief: 'title: A\ndate: June 2025\n',
  topic: 'name: A\nparnet: b\n',
  actor: 'name: A\ntype: persson\n',
  place: 'name: A\nlat: 400\n',
  question: 'summary: A\n',
  thread: 'title: [A]\n',
  page: 'title: A\naliases: {a: b}\n',
  source: 'id: Not an id\ntitle: A\n',
  sources: '- titel: A\n',
  site: 'title: A\nbase_url: ftp://example.org/\n',
};

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: false });
ajv.addKeyword('enumDescriptions');
const schemas = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const schema = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  if (!ajv.validateSchema(schema)) throw new Error(`${file} is no schema: ${ajv.errorsText()}`);
  schemas[basename(file, '.json')] = ajv.compile(schema);
}

function files(below) {
  return readdirSync(below).flatMap((name) => {
    const place = join(below, name);
    return statSync(place).isDirectory() ? files(place) : [place];
  });
}

function frontMatter(text) {
  const front = text.replace(/^\uFEFF/, '').match(/^---\r?\n([^]*?)^---\s*$/m)[1];
  return yaml(front, { uniqueKeys: false }) ?? {};
}

// The schema of a file below content/, if it has one, and its value.
function read(path) {
  const text = readFileSync(join(site, 'content', path), 'utf8');
  const kind = KINDS[path.split('/')[0]];
  if (path === 'sources.yaml') return ['sources', yaml(text)];
  return kind && path.endsWith('.md') ? [kind, frontMatter(text)] : [undefined, undefined];
}

for (const [kind, text] of Object.entries(PLANTED)) {
  if (!schemas[kind]) throw new Error(`there is no schema of ${kind}`);
  if (schemas[kind](yaml(text))) throw new Error(`the schema of ${kind} takes a planted fault: ${text}`);
}
for (const path of faulty) {
  const [kind, value] = read(path);
  if (schemas[kind](value)) throw new Error(`${path} has faults and is taken`);
  console.log(`${path}: ${ajv.errorsText(schemas[kind].errors).split(',')[0]}`);
}
if (faulty.length === 0) {
  const content = join(site, 'content');
  const found = files(content).map((place) => relative(content, place)).map((path) => [...read(path), path]);
  found.push(['site', toml(readFileSync(join(site, 'site.toml'), 'utf8')), 'site.toml']);
  const known = found.filter(([kind]) => kind);
  for (const [kind, value, path] of known) {
    if (!schemas[kind](value)) throw new Error(`${path} is refused: ${ajv.errorsText(schemas[kind].errors)}`);
  }
  console.log(`${Object.keys(schemas).length} schemas take ${known.length} files`);
  if (known.length < 2) throw new Error('nothing was looked at');
}
