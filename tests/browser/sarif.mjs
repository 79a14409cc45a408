// The logs of `demarche check --format sarif`: are they SARIF 2.1.0?
//
//   node sarif.mjs SCHEMA LOG…
//
// Before it says so, each log is shown to be read: one with a fault in each of its parts must be refused.

import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import formats from 'ajv-formats';

const [schema, ...logs] = process.argv.slice(2);
// The schema has a pattern that only the older rules for patterns allow.
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
formats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

const PLANTED = {
  'another version': (log) => { log.version = '2.2.0'; },
  'a rule without an id': (log) => { delete log.runs[0].tool.driver.rules[0].id; },
  'a line before the first': (log) => { log.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0; },
  'an unknown level': (log) => { log.runs[0].results[0].level = 'grave'; },
  'an address with a space': (log) => { log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = 'a b'; },
  'a fix that changes nothing': (log) => {
    log.runs[0].results.find((result) => result.fixes).fixes[0].artifactChanges = [];
  },
};

let failed = 0;
for (const file of logs) {
  const text = readFileSync(file, 'utf8');
  if (!validate(JSON.parse(text))) {
    failed += 1;
    console.error(`${file}: ${ajv.errorsText(validate.errors)}`);
    continue;
  }
  for (const [what, plant] of Object.entries(PLANTED)) {
    const log = JSON.parse(text);
    plant(log);
    if (validate(log)) {
      failed += 1;
      console.error(`${file}: ${what} was not told`);
    }
  }
  const [run] = JSON.parse(text).runs;
  console.log(`${file}: ${run.results.length} results of ${run.tool.driver.rules.length} rules`);
}
process.exit(failed > 0 || logs.length === 0 ? 1 : 0);
