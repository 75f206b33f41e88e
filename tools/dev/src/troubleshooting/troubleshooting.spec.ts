import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { DOCUMENT, readErrors, withErrors } from './document.ts';
import { errorSitesIn } from './error-sites.ts';
import { printedErrorsIn } from './printed-errors.ts';

const errors = readErrors(workspaceRoot);

const withoutCommand: readonly string[] = [
  // Each of its lines says what to set.
  'CONFIG_INVALID',
  // Git shows them to whoever commits, with the subject that was given.
  'HOOK_SUBJECT_FORM',
  'HOOK_SUBJECT_LONG',
];

describe('docs/TROUBLESHOOTING.md (D1)', () => {
  const document = readFileSync(join(workspaceRoot, DOCUMENT), 'utf8');

  it('has the error codes of the sources; npx nx run dev:troubleshooting writes them', () => {
    expect(withErrors(document, errors)).toBe(document);
  });

  it('has all that the plugin documents, each with what it says and what to do', () => {
    const codes = errors.flatMap(({ sites }) => sites.map((site) => site.code));
    const list = readFileSync(join(workspaceRoot, 'tools/nx-helm/ERRORS.md'), 'utf8');
    const documented = [...list.matchAll(/^\| `(NXHELM_\w+)`/gm)].map(([, code = '']) => code);
    const lost = documented.filter((code) => !codes.includes(code));
    // These say what another process has found, whose code comes as data.
    expect(lost.length).toBeLessThan(documented.length / 10);
    for (const { code, what, fix } of errors.flatMap(({ sites }) => sites)) {
      expect(`${code}: ${what.join()} Do: ${fix.join()}`).toMatch(/: .*\S.* Do: \S/s);
    }
  });

  it('has every code with which a sentence in the sources begins', () => {
    const sources = ['apps', 'infra', 'libs', 'tools'].map(
      (folder) => `${folder}/**/*.{ts,tsx,mjs,py,sh,tpl}`,
    );
    const exclude = [
      'node_modules',
      'dist',
      '.next',
      '.venv',
      'testing',
      'tests',
      '__fixtures__',
      'e2e',
    ];
    const files = globSync([...sources, 'infra/images/*/files/*'], {
      cwd: workspaceRoot,
      exclude: [...exclude.map((folder) => `**/${folder}/**`), '**/*.spec.*'],
    });
    const found = files.flatMap((file) => {
      const text = readFileSync(join(workspaceRoot, file), 'utf8');
      return [...text.matchAll(/["'`]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+): /g)].map(([, code]) => code);
    });
    expect(found.length).toBeGreaterThan(20);
    const without = new Set(found.filter((code) => !document.includes(`\`${code}\``)));
    expect([...without].toSorted()).toEqual([...withoutCommand].toSorted());
  });

  it('has an area for each kind of program', () => {
    expect(errors.filter(({ sites }) => sites.length === 0)).toEqual([]);
  });
});

describe('the errors of a source file', () => {
  const siteOf = (text: string) => errorSitesIn('a.ts', text);

  it.each([
    [
      'a sentence with what only a run knows',
      "throw new UserError('A_B', `${options.file} and ${name.trim()} of ${count(x)}`, 'run it');",
      [{ code: 'A_B', what: ['<file> and <name> of <x>'], fix: ['run it'] }],
    ],
    [
      'a variable, where it is set',
      "const what = `no ${x}`; function f() { const what = 'near' + ' it'; throw new UserError('A_B', what, fix); }",
      [{ code: 'A_B', what: ['near it'], fix: ['<fix>'] }],
    ],
    [
      'a choice of codes and of sentences',
      "new SetupError(a ? 'A_B' : 'C_D', a ? 'one' : 'two', 'do')",
      [
        { code: 'A_B', what: ['one', 'two'], fix: ['do'] },
        { code: 'C_D', what: ['one', 'two'], fix: ['do'] },
      ],
    ],
    [
      'a finding that is an object',
      "const fix = 'do'; return { code: 'A_B', what: 'it is', fix };",
      [{ code: 'A_B', what: ['it is'], fix: ['do'] }],
    ],
    [
      'an object that is completed by what a program printed',
      "await must('git', args, { code: 'A_B', fix: `git fsck` });",
      [
        {
          code: 'A_B',
          what: ['a program that it runs failed; what it printed follows'],
          fix: ['git fsck'],
        },
      ],
    ],
    [
      'a line that a program prints itself',
      "console.error(`A_B: ${signal} came` + '. Do: run it'); log('A_B: without a command');",
      [{ code: 'A_B', what: ['<signal> came'], fix: ['run it'] }],
    ],
    ['an object with a code that is none of ours', "f({ code: 'ENOENT', what, fix })", []],
    ['an error of another class', "throw new TypeError('A_B', 'what', 'fix')", []],
  ])('are found: %s', (_name, text, expected) => {
    expect(siteOf(text)).toEqual(expected);
  });

  it('are found in shell and Python programs', () => {
    const shell = 'fail "A_B: $file cannot be read. Do: nx run it"\n';
    const adjacent = 'raise E(\n    f"E_F: no {thing} "\n    "here. "\n    f"Do: {fix}\\n"\n)\n';
    const python = adjacent + 'lines.append(f"C_D: {variable} {reason:g}. Do: {fix}")\n';
    expect(printedErrorsIn(shell + python)).toEqual([
      { code: 'A_B', what: ['<file> cannot be read'], fix: ['nx run it'] },
      { code: 'E_F', what: ['no <thing> here'], fix: ['<fix>'] },
      { code: 'C_D', what: ['<variable> <reason>'], fix: ['<fix>'] },
    ]);
  });
});
