import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { EditOutcome } from '../e2e/forecast-check.ts';
import { checkForecast, commitAll, deployByFingerprint, summary } from '../e2e/forecast-check.ts';
import { productEdits } from '../e2e/forecast-edits.ts';
import { editorOf } from '../e2e/workspace-editor.ts';
import { git } from '../src/base/git.ts';

/**
 * Forecasts scripted edits of this workspace and compares each with what it rolls, in a clone of it
 * that is really built (N3). Finished edits are kept, and the next call goes on after them.
 *
 *   node tools/nx-helm/bench/forecast-check.ts --workspace=CLONE [--edits=46] [--out=dist/bench/forecast.json]
 */

const { values } = parseArgs({
  options: {
    edits: { type: 'string', default: String(productEdits.length) },
    workspace: { type: 'string', default: '' },
    out: { type: 'string', default: 'dist/bench/forecast.json' },
  },
});
const workspaceRoot = resolve(import.meta.dirname, '../../..');
const out = resolve(workspaceRoot, values.out);
const workspace = resolve(values.workspace);
const releases = ['api', 'chatbot', 'ops', 'platform', 'web'];

interface Kept {
  /** The commit that the edits were made on; those of another say nothing about this one. */
  readonly commit: string;
  readonly outcomes: readonly EditOutcome[];
}

function readKept(commit: string): EditOutcome[] {
  if (!existsSync(out)) return [];
  const kept = JSON.parse(readFileSync(out, 'utf8')) as Kept;
  return kept.commit === commit ? [...kept.outcomes] : [];
}

const commit = (await git(workspace, ['rev-parse', 'HEAD'])).trim();
const outcomes = readKept(commit);
const editor = editorOf(workspace);
for (const { edit } of productEdits.slice(0, outcomes.length)) edit(editor);
await commitAll(workspace, 'finished edits');
mkdirSync(dirname(out), { recursive: true });
await checkForecast({
  workspace,
  edits: productEdits.slice(outcomes.length, Number(values.edits)),
  deploy: deployByFingerprint(releases, createRequire(import.meta.url).resolve('nx/bin/nx')),
  onOutcome: (outcome) => {
    outcomes.push(outcome);
    writeFileSync(out, `${JSON.stringify({ commit, ...summary(outcomes) }, undefined, 2)}\n`);
    const verdicts = Object.entries(outcome.forecast).map(
      ([name, verdict]) => `${name} ${verdict}`,
    );
    const rolled = outcome.rolled.join(', ') || 'nothing';
    console.log(
      `${outcomes.length} ${outcome.edit}: ${verdicts.join(', ')}; rolled ${rolled}${outcome.faults.length > 0 ? '; WRONG' : ''}`,
    );
  },
});
const { faults, verdicts, shareOfMay } = summary(outcomes);
for (const fault of faults) console.error(fault);
const { no, rolls, may } = verdicts;
console.log(
  `${outcomes.length} edits: ${faults.length} faults; ${no.given} times no, ${rolls.given} times rolls, ${may.given} times may (${(shareOfMay * 100).toFixed(0)} %), of which ${may.rolled} rolled; all figures: ${out}`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
