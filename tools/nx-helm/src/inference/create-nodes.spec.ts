import fs, { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { createInferredWorkspace, service } from '../testing/inferred-workspace.ts';
import { writeFiles } from '../testing/workspace.ts';
import type { PluginOptions } from './options.ts';

let workspace: ReturnType<typeof createInferredWorkspace>;
beforeEach(() => {
  workspace = createInferredWorkspace();
});
afterEach(() => workspace.remove());

async function targetNames(files: Readonly<Record<string, string>>, folder: string) {
  return Object.keys((await workspace.infer(files))[folder]?.targets ?? {});
}

describe('inferred targets (C3, C4)', () => {
  it('of a service are those of its image, its chart and its release, and no others', async () => {
    expect((await targetNames(service, 'apps/api')).toSorted()).toEqual([
      'container',
      'helm-deploy',
      'helm-diff',
      'helm-lint',
      'helm-rollback',
      'helm-status',
      'helm-template',
      'helm-test',
      'helm-uninstall',
      'image-load',
      'kubeconform',
      'logs',
      'port-forward',
      'sbom',
    ]);
  });

  it('say of each whether it is continuous, for Nx to read no schema of theirs', async () => {
    const targets = (await workspace.infer(service))['apps/api']?.targets ?? {};
    const continuous = Object.entries(targets).filter(([, target]) => target.continuous);
    expect(continuous.map(([name]) => name)).toEqual(['logs', 'port-forward']);
    for (const target of Object.values(targets)) expect(target).toHaveProperty('continuous');
  });

  it('are named, and wait for nothing optional, as the options say', async () => {
    const targets = (
      await workspace.infer(service, { containerTargetName: 'image', imagePrefix: 'acme' })
    )['apps/api']?.targets;
    expect(Object.keys(targets ?? {})).toContain('image');
    expect(targets?.['helm-lint']?.dependsOn).toEqual([]);
  });

  it('carry a description, technologies and a command each', async () => {
    const targets = Object.values((await workspace.infer(service))['apps/api']?.targets ?? {});
    expect(targets.length).toBeGreaterThan(5);
    for (const { metadata } of targets) {
      expect(metadata?.description).toMatch(/api/);
      expect(metadata?.technologies?.length).toBeGreaterThan(0);
      expect(metadata?.help?.command).toMatch(/^npx nx run api:/);
    }
  });

  it('are found for the other files when one is broken, which is named', async () => {
    const files = {
      ...service,
      'apps/bad/Chart.yaml': 'name: bad\n',
      'apps/bad/project.json': '{}',
    };
    const error: unknown = await workspace.infer(files).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ errors: [['apps/bad/Chart.yaml', expect.anything()]] });
    expect(String((error as { errors: [string, Error][] }).errors[0]?.[1])).toContain(
      'NXHELM_CHART_INCOMPLETE: apps/bad/Chart.yaml lacks version',
    );
    expect((error as { partialResults: unknown[] }).partialResults).toHaveLength(3);
  });

  it('are refused with a name for an option that nobody reads', async () => {
    await expect(workspace.infer(service, { imagePrefx: 'acme' } as PluginOptions)).rejects.toThrow(
      'NXHELM_OPTION_UNKNOWN: the plugin option imagePrefx',
    );
  });

  it('for 200 projects read each file once, and the next time only what changed', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) =>
        Object.entries(service).map(
          ([path, content]) =>
            [
              path.replace('apps/api', `apps/api${index}`),
              content.replace('"api"', `"api${index}"`),
            ] as const,
        ),
      ).flat(),
    );
    const lock = { packages: { 'node_modules/yaml': { version: '2.9.1' } } };
    const all: Record<string, string> = { ...files, 'package-lock.json': JSON.stringify(lock) };
    writeFiles(workspace.root, all);
    const longAgo = new Date('2026-01-01');
    for (const path of Object.keys(all)) utimesSync(join(workspace.root, path), longAgo, longAgo);
    const read = jest.spyOn(fs, 'readFileSync');
    const pathsRead = (): string[] => read.mock.calls.map(([path]) => String(path));
    expect(Object.keys(await workspace.inferFrom(all))).toHaveLength(201);
    expect(pathsRead().length).toBe(new Set(pathsRead()).size);
    read.mockClear();
    const changed = 'apps/api7/chart/Chart.yaml';
    writeFiles(workspace.root, { [changed]: `${all[changed] ?? ''}annotations: {}\n` });
    await workspace.inferFrom(all);
    expect(new Set(pathsRead())).toEqual(new Set([join(workspace.root, changed)]));
  });
});
