#!/usr/bin/env node
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeFindings } from './finding.mjs';
import { preflight } from './preflight.mjs';
import { preflightSettings, thisMachine } from './settings.mjs';
import { readWorkspace } from './workspace.mjs';

/**
 * `main.mjs [--cluster] [--packaged] [--registries npm,pip,go,apt] --then COMMAND`: whether this machine
 * has all that will be needed. It runs on the person's own Node, before any package is installed. Ends
 * with 1 and one error where anything is missing, and says in one line what a person may want to know.
 */
const { values } = parseArgs({
  options: {
    cluster: { type: 'boolean', default: false },
    packaged: { type: 'boolean', default: false },
    registries: { type: 'string', default: '' },
    then: { type: 'string', default: 'run the same command again' },
  },
});
const tools = /** @type {('npm' | 'pip' | 'go' | 'apt')[]} */ (
  values.registries.split(',').filter(Boolean)
);
const workspace = resolve(import.meta.dirname, '..', '..', '..');
const product = readWorkspace(workspace);
const { findings, summary } =
  'code' in product
    ? { findings: [product], summary: '' }
    : await preflight(
        { cluster: values.cluster, packaged: values.packaged, registries: tools },
        preflightSettings(product, thisMachine(workspace)),
      );
if (findings.length > 0) {
  process.stderr.write(`${describeFindings(findings, values.then)}\n`);
  process.exitCode = 1;
} else if (summary !== '') process.stdout.write(`${summary}\n`);
