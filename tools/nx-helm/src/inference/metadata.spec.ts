import { chartTargets } from './chart-targets.ts';
import { imageTargets } from './image-targets.ts';
import { normaliseOptions } from './options.ts';

const project = {
  root: 'apps/web',
  name: 'web',
  tags: ['deploy:helm'],
  targets: new Map([['build-digest', '@taskora/nx-helm:next-output']]),
  digestTargets: new Set<string>(),
  targetOptions: new Map<string, Record<string, unknown>>(),
  metadata: {},
};
const chart = {
  name: 'web',
  directory: 'apps/web/chart',
  isLibrary: false,
  localDependencies: [],
  declaredImages: undefined,
  isLive: false,
};
const common = { workspaceRoot: '/elsewhere', project, options: normaliseOptions() };
const targets = Object.entries({
  ...imageTargets({ ...common, bases: [], isLoaded: true, environments: [] }),
  ...chartTargets({
    ...common,
    chart,
    isLocked: true,
    libraryFolders: [],
    images: {},
    environments: [],
  }),
});

describe('what nx show project prints (C3)', () => {
  it.each(targets)(
    'explains the target %s: what it does, with what, and how to ask',
    (name, target) => {
      expect(target.metadata?.description).toMatch(/^[A-Z].*web/);
      expect(target.metadata?.technologies?.length).toBeGreaterThan(0);
      expect(target.metadata?.help?.command).toBe(`npx nx run web:${name} --help`);
    },
  );

  it('covers all kinds of targets', () => {
    expect(targets.length).toBeGreaterThan(8);
    expect(targets.every(([, { executor }]) => executor?.startsWith('@taskora/nx-helm:'))).toBe(
      true,
    );
  });
});
