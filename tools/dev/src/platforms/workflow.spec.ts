import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { workspaceTargets } from '../testing/workspace-targets.ts';
import { leftOutTests } from './left-out-tests.ts';

const root = join(__dirname, '../../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const row = z.object({ system: z.string(), without: z.string() });
const step = z.object({
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const workflow = z.object({
  jobs: z.object({
    check: z.object({ 'runs-on': z.string() }),
    platforms: z.object({
      strategy: z.object({
        'fail-fast': z.literal(false),
        matrix: z.object({ include: z.array(row) }),
      }),
      'runs-on': z.literal('${{ matrix.system }}'),
      steps: z.array(step),
    }),
  }),
});
const { check, platforms } = workflow.parse(parse(read('.github/workflows/pull-request.yml'))).jobs;
const rows = platforms.strategy.matrix.include;

describe('a pull request (K8)', () => {
  it('is tested on Linux, macOS and Windows', () => {
    const systems = [check['runs-on'], ...rows.map(({ system }) => system)];
    expect(systems.map((system) => system.split('-')[0])).toEqual(['ubuntu', 'macos', 'windows']);
  });

  it('is linted and typed there as a whole, and tested but for what is named', () => {
    const commands = platforms.steps.flatMap(({ run }) => run ?? []);
    expect(commands).toEqual([
      'nx run-many -t lint typecheck',
      'nx run-many -t test --exclude="$WITHOUT"',
    ]);
    expect(platforms.steps.at(-1)?.env).toEqual({ WITHOUT: '${{ matrix.without }}' });
  });

  it.each(rows)(
    'leaves out on $system what has a reason, and nothing else',
    ({ system, without }) => {
      expect(without.split(',')).toEqual(Object.keys(leftOutTests[system] ?? {}).toSorted());
    },
  );

  it('leaves out projects that have tests, and not all of them', () => {
    const tested = [...workspaceTargets(root)].flatMap((target) =>
      target.endsWith(':test') && !target.startsWith('*') ? target.split(':')[0] : [],
    );
    for (const reasons of Object.values(leftOutTests)) {
      expect(Object.keys(reasons).filter((project) => !tested.includes(project))).toEqual([]);
      expect(tested.length - Object.keys(reasons).length).toBeGreaterThanOrEqual(4);
    }
  }, 120_000);

  it('has what is left out in the document of the systems, too', () => {
    const document = read('docs/platforms.md').replaceAll(/ +/g, ' ');
    for (const reasons of Object.values(leftOutTests)) {
      for (const [project, reason] of Object.entries(reasons)) {
        expect(document).toContain(`| \`${project}\` | ${reason} |`);
      }
    }
  });
});
