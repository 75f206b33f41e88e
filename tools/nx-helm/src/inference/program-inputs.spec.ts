import { programInputs } from './plugin-packages.ts';

describe('the option programsInputs (C4)', () => {
  it('is a list of paths and globs below the workspace', () => {
    expect(programInputs(' tools/programs/*.json, ./pins.yaml,!**/*.spec.ts, ')).toEqual([
      '{workspaceRoot}/tools/programs/*.json',
      '{workspaceRoot}/pins.yaml',
      '!{workspaceRoot}/**/*.spec.ts',
    ]);
  });

  it('is empty by default', () => {
    expect(programInputs('')).toEqual([]);
  });

  it.each(['/etc/passwd', '../other/pins.json', 'a/../../b', 'C:\\pins', 'src/{a', '!/etc'])(
    'refuses %j with its name',
    (part) => {
      expect(() => programInputs(`pins.json, ${part}`)).toThrow(
        `NXHELM_OPTION_INVALID: the plugin option programsInputs has "${part}"`,
      );
    },
  );
});
