import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { workspaceRoot } from '@taskora/dev/environment';
import { withMarkedPart } from '@taskora/dev/marked-part';
import { run } from '@taskora/dev/run';
import { parse } from 'yaml';
import * as z from 'zod';
import { startAuthorizingProxy } from '../mcp/authorizing-proxy.ts';
import {
  faultsIn,
  readScenarios,
  renderOutcome,
  type Outcome,
} from '../mcp/conformance-results.ts';
import { givenService } from '../mcp/settings.ts';

const command = 'npx nx run bench:mcp-conformance';
const part = {
  file: 'docs/mcp.md',
  marks: ['<!-- conformance -->', '<!-- end of conformance -->'],
} as const;
const suiteFolder = join(workspaceRoot, 'node_modules/@modelcontextprotocol/conformance');
const frozenSets = ['2025-11-25', '2026-07-28'];

const requirementSet = z.object({ server: z.array(z.union([z.string(), z.object({}).loose()])) });

function scoredIn(requirements: string): Set<string> {
  const file = join(suiteFolder, 'requirements', `${requirements}.yaml`);
  const { server } = requirementSet.parse(parse(readFileSync(file, 'utf8')));
  return new Set(server.map(String));
}

async function outcomeOf(requirements: string, url: string, folder: string): Promise<Outcome> {
  const kept = join(folder, requirements);
  const suite = join(suiteFolder, 'dist/index.js');
  const args = ['server', '--url', url, '--requirements', requirements, '-o', kept];
  // It fails wherever something is not offered; what it has found is in its files.
  await run(process.execPath, [suite, ...args]);
  const scenarios = readScenarios(kept);
  if (scenarios.length > 0) return { requirements, scenarios, scored: scoredIn(requirements) };
  throw new UserError('CONFORMANCE_EMPTY', 'the conformance suite left no results', command);
}

/** Runs the conformance suite for both frozen sets, and writes its table into the document. */
await runMain(async () => {
  refuseOptions(command, process.argv.slice(2));
  const proxy = await startAuthorizingProxy(givenService(command));
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'taskora-conformance-'));
  try {
    const outcomes: Outcome[] = [];
    for (const requirements of frozenSets) {
      outcomes.push(await outcomeOf(requirements, `${proxy.url}/mcp`, folder));
    }
    const path = join(workspaceRoot, part.file);
    const text = outcomes.map(renderOutcome).join('\n\n');
    writeFileSync(path, withMarkedPart(readFileSync(path, 'utf8'), part, `\n\n${text}\n\n`));
    const { exitCode } = await run('prettier', ['--write', path]);
    const faults = outcomes.flatMap(({ scenarios }) => faultsIn(scenarios));
    console.log([`wrote the table of ${part.file}`, ...faults].join('\n'));
    return faults.length > 0 ? 1 : exitCode;
  } finally {
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
