import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError, ofProject } from '@taskora/base/errors';
import { sourceFolder } from './build-package.ts';
import { errorSites, writtenCodes } from './error-sites.ts';

const sites = errorSites();

/** The codes of ERRORS.md, each with what it means. */
function documented(): Map<string, string> {
  const text = readFileSync(join(sourceFolder, 'ERRORS.md'), 'utf8');
  const rows = text.matchAll(/^\| `(NXHELM_[A-Z_]+)` +\| (.+?) +\|$/gm);
  return new Map([...rows].map(([, code = '', meaning = '']) => [code, meaning]));
}

function place({ module, line }: { readonly module: string; readonly line: number }): string {
  return `${module}:${line}`;
}

describe('the errors of the plugin', () => {
  it('each have a code, say what failed, and name the command to run next', () => {
    expect(sites.length).toBeGreaterThan(90);
    const incomplete = sites.filter(
      ({ codes, what, command, module }) =>
        what === undefined ||
        command === undefined ||
        /^(''|""|``)$/.test(command) ||
        // It passes on what the process that reads another commit has raised.
        (codes.length === 0 && module !== 'change/ask-state.ts'),
    );
    expect(incomplete.map(place)).toEqual([]);
    expect(
      sites.flatMap(({ codes }) => codes).filter((code) => !/^NXHELM_[A-Z_]+$/.test(code)),
    ).toEqual([]);
  });

  it('name the project wherever the code around them knows it', () => {
    const silent = sites.filter(({ hasProject, knownProject }) => !hasProject && knownProject);
    expect(silent.map(({ module, knownProject }) => `${module}: ${knownProject}`)).toEqual([
      // Variables of these names that hold something else: nothing yet, an image, what is read.
      'chart/chart-file.ts: project',
      'generators/workspace.ts: project',
      'inference/container-source.ts: project',
      'release/stored-release.ts: release',
    ]);
  });

  it('are those of ERRORS.md, no more and no fewer, also those of another process', () => {
    expect([...documented().keys()].toSorted()).toEqual([...new Set(writtenCodes())].toSorted());
  });

  it('are explained by a clause each', () => {
    const unexplained = [...documented()].filter(([, meaning]) => !meaning.includes(' '));
    expect(unexplained).toEqual([]);
  });
});

describe('an error that was raised where no project is known', () => {
  const error = new UserError(
    'NXHELM_MANIFEST_UNREADABLE',
    'rendered manifests are no YAML',
    'npx nx run <project>:helm-template',
  );

  it('is told with the project whose target ran', () => {
    expect(ofProject(error, 'web')).toMatchObject({
      project: 'web',
      message:
        'NXHELM_MANIFEST_UNREADABLE: rendered manifests are no YAML (project web). Do: npx nx run web:helm-template',
    });
  });

  it('keeps the project that it names', () => {
    expect(ofProject(ofProject(error, 'web'), 'api')).toMatchObject({ project: 'web' });
  });
});
