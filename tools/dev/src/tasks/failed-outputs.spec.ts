import { outputsOfFailed } from './failed-outputs.ts';

const passes = (name: string): string =>
  Array.from({ length: 400 }, (_, count) => ` PASS  ${name} src/${count}.spec.ts`).join('\n');

const run = (failed: string, written: string): string => `
 NX   Running target test for 3 projects:

- early
- middle
- late

> nx run early:test

${passes('early')}

> nx run ${failed}

${written}

> nx run late:test

${passes('late')}

 NX   Running target test for 3 projects failed

Failed tasks:

- ${failed}

   Run duration:      10m 6s
`;

describe('what is said once more after a run of tasks that failed', () => {
  it('are the tests that failed with their causes, of the task that failed alone', () => {
    const written = `${passes('middle')}
\u001b[1m  ● the database \u203a comes back\u001b[22m

    expect(received).toBe(expected)

Tests:       1 failed, 400 passed, 401 total`;
    expect(outputsOfFailed(run('middle:test', written)).split('\n')).toEqual([
      'middle:test failed:',
      '    ● the database \u203a comes back',
      '      expect(received).toBe(expected)',
      '  Tests:       1 failed, 400 passed, 401 total',
    ]);
  });

  it('is the end of what a task wrote that names no test', () => {
    const written = `${passes('middle')}\nsrc/a.ts(3,1): error TS2304: Cannot find name 'b'.`;
    const said = outputsOfFailed(run('middle:typecheck', written)).split('\n');
    expect(said.at(-1)).toBe("  src/a.ts(3,1): error TS2304: Cannot find name 'b'.");
    expect(said.length).toBeLessThan(130);
  });

  it('is whole where the task ran Nx itself, also one that failed', () => {
    const written = `
> nx run web:build

 NX   Running target build for project web failed

Failed tasks:

- web:build

 FAIL   middle  src/nested.spec.ts
  ● a run of Nx › fails

Tests:       1 failed, 1 total`;
    expect(outputsOfFailed(run('middle:test', written)).split('\n')).toEqual([
      'middle:test failed:',
      '   FAIL   middle  src/nested.spec.ts',
      '    ● a run of Nx › fails',
      '  Tests:       1 failed, 1 total',
    ]);
  });

  it('names a task that wrote nothing', () => {
    expect(outputsOfFailed(run('middle:test', ''))).toContain('middle:test failed:');
  });

  it('is nothing where Nx names no task', () => {
    expect(outputsOfFailed(passes('all'))).toBe('');
  });
});
