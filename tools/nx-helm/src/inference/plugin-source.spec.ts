import { join } from 'node:path';
import { pluginSourceInputs } from './plugin-source.ts';

describe("the plugin's own source", () => {
  const packageFolder = join(import.meta.dirname, '..', '..');

  it('is an input where the plugin lies in the workspace, so that an edit to it is noticed', () => {
    expect(pluginSourceInputs(packageFolder, ['image'])).toEqual([
      '{workspaceRoot}/src/image/**/*.ts',
      '!{workspaceRoot}/src/image/**/*.spec.ts',
    ]);
  });

  it('is none where the plugin is installed elsewhere', () => {
    expect(pluginSourceInputs(join(packageFolder, 'docs'), ['image'])).toEqual([]);
  });
});
