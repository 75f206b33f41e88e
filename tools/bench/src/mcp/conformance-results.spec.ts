import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  faultsIn,
  readScenarios,
  renderOutcome,
  type Check,
  type Scenario,
} from './conformance-results.ts';

const check = (id: string, status: Check['status'], errorMessage?: string): Check => ({
  id,
  status,
  ...(errorMessage !== undefined && { errorMessage }),
});

const ping: Scenario = { name: 'ping', checks: [check('ping', 'SUCCESS')] };
const prompts: Scenario = {
  name: 'prompts-list',
  checks: [check('connects', 'SUCCESS'), check('prompts-list', 'FAILURE', 'Method not found')],
};
const caching: Scenario = {
  name: 'caching',
  checks: [
    check('sep-2549-tools-list-caching-hints', 'SUCCESS'),
    check('sep-2549-prompts-list-caching-hints', 'FAILURE', 'Method not found'),
  ],
};

describe('the results of the conformance suite (A2)', () => {
  it('are read from what the suite leaves, whatever else is there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
    try {
      const kept = join(folder, 'server-tools-list-2026-11-28T20-05-09-267Z');
      mkdirSync(kept);
      writeFileSync(join(kept, 'checks.json'), JSON.stringify([check('a', 'SUCCESS')]));
      mkdirSync(join(folder, 'server-half-written-2026-11-28T20-05-09-267Z'));
      writeFileSync(join(folder, 'notes'), '');
      const expected = [{ name: 'tools-list', checks: [check('a', 'SUCCESS')] }];
      expect(readScenarios(folder)).toEqual(expected);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('have no fault where only what is not offered fails', () => {
    expect(faultsIn([ping, prompts, caching])).toEqual([]);
    const message = "Not testable: server does not list the diagnostic tool 'x'";
    const stateless = { name: 'server-stateless', checks: [check('a', 'FAILURE', message)] };
    expect(faultsIn([stateless])).toEqual([]);
  });

  it('have a fault wherever else a check fails', () => {
    const broken = { name: 'ping', checks: [check('ping', 'FAILURE', 'no answer')] };
    const hints = {
      name: 'caching',
      checks: [check('sep-2549-tools-list-caching-hints', 'FAILURE', 'no ttlMs')],
    };
    const list = {
      name: 'resources-list',
      checks: [check('resources-list', 'FAILURE', 'no list')],
    };
    expect(faultsIn([broken, hints, list])).toEqual([
      'ping: ping: no answer',
      'caching: sep-2549-tools-list-caching-hints: no ttlMs',
      'resources-list: resources-list: no list',
    ]);
  });

  it('are a table that counts scored scenarios and says what the others need', () => {
    const silent = { name: 'silent', checks: [check('silent', 'INFO')] };
    const scored = new Set(['ping', 'prompts-list', 'silent']);
    const text = renderOutcome({
      requirements: '2026-07-28',
      scenarios: [ping, prompts, caching, silent],
      scored,
    });
    expect(text).toContain('1 of 3 scored scenarios pass whole, and 0 checks fail');
    expect(text).toContain('| `ping` | 1 | 0 | 0 |  |');
    expect(text).toContain('| `prompts-list` | 1 | 1 | 0 | prompts |');
    expect(text).toContain('| `caching` (not scored) | 1 | 1 | 0 | prompts |');
  });

  it('in the document are of the version of the suite that is installed', () => {
    const root = join(__dirname, '../../../..');
    const { devDependencies } = JSON.parse(
      readFileSync(join(__dirname, '../../package.json'), 'utf8'),
    ) as { devDependencies: Record<string, string> };
    const version = devDependencies['@modelcontextprotocol/conformance'] ?? '';
    const document = readFileSync(join(root, 'docs/mcp.md'), 'utf8');
    expect(document).toContain(`@modelcontextprotocol/conformance\` ${version}`);
    expect(document).not.toContain('**fault**');
  });
});
