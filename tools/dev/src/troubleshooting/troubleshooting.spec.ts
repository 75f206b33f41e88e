import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { DOCUMENT, readErrors, withErrors } from './document.ts';
import { errorSitesIn } from './error-sites.ts';
import { printedErrorsIn } from './printed-errors.ts';

const errors = readErrors(workspaceRoot);

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
    ['an object with a code that is none of ours', "f({ code: 'ENOENT', what, fix })", []],
    ['an error of another class', "throw new TypeError('A_B', 'what', 'fix')", []],
  ])('are found: %s', (_name, text, expected) => {
    expect(siteOf(text)).toEqual(expected);
  });

  it('are found in shell and Python programs', () => {
    const shell = 'fail "A_B: $file cannot be read. Do: nx run it"\n';
    const python = 'lines.append(f"C_D: {variable} {reason:g}. Do: {fix}")\n';
    expect(printedErrorsIn(shell + python)).toEqual([
      { code: 'A_B', what: ['<file> cannot be read'], fix: ['nx run it'] },
      { code: 'C_D', what: ['<variable> <reason>'], fix: ['<fix>'] },
    ]);
  });
});
