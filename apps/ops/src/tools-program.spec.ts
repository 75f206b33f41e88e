import { fileURLToPath } from 'node:url';
import { run } from '@taskora/base/run';
import { startApiServer } from './testing/api-server.ts';
import { content } from './testing/cluster-content.ts';

const program = fileURLToPath(new URL('tools.ts', import.meta.url));

let server: Awaited<ReturnType<typeof startApiServer>>;
beforeAll(async () => {
  server = await startApiServer(content);
});
afterAll(() => server.stop());

const start = (...given: readonly string[]) =>
  run(process.execPath, [program, ...given], {
    environment: { ...server.environment, OPS_GROUPS: 'cluster' },
  });

describe('the tools without a client (O1)', () => {
  it('are listed with their options', async () => {
    const { exitCode, stdout } = await start();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ops_logs +\S.* --release\b.* --lines\b/m);
  });

  it.each([['ops_status'], ['ops_logs --release=api --lines=20']])(
    'are called as documents say it: %s',
    async (line) => {
      const { exitCode, stdout, stderr } = await start(...line.split(' '));
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toContain('api');
    },
  );

  it.each([
    [['ops_logs', '--where=x'], /^OPTION_UNKNOWN: .* Do: .*\n$/],
    [['ops_logs', '--lines=many'], /^OPS_INPUT_INVALID: --\S+ of ops_logs: .* Do: .*\n$/],
    [['ops_nothing'], /^OPS_TOOL_UNKNOWN: .* Do: npx nx run ops:tools\n$/],
  ])('are refused in one line: %j', async (given, complaint) => {
    const { exitCode, stderr } = await start(...given);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(complaint);
  });
});
