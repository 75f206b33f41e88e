import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Output } from '../base/progress.ts';
import { settingsFrom, type Settings } from '../base/settings.ts';

/** A machine of its own below a temporary folder: nothing of the real one is read or changed. */
export interface Sandbox {
  readonly folder: string;
  readonly settings: Settings;
  /** Puts a program on the sandbox's path, which holds nothing else but the system's own tools. */
  program(name: string, script: string): string;
  remove(): void;
}

const TOOL = join(__dirname, '..', '..');

/** Another product than that of this workspace, whose names are known to nobody else. */
export const PRODUCT = {
  product: 'Example',
  name: 'example',
  checkoutFolder: '.example',
  nodePorts: {},
  node: { cpus: 4, memoryMb: 8192 },
  engineProbe: 'probe.mjs',
};

export function createSandbox(environment: Readonly<Record<string, string>> = {}): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'minikube-'));
  const bin = join(folder, 'bin');
  const tool = join(folder, 'workspace', 'tools', 'minikube');
  for (const path of [bin, tool, join(folder, 'root'), join(folder, 'home')]) {
    mkdirSync(path, { recursive: true });
  }
  for (const part of ['host', 'modules', 'debian-packages.txt']) {
    cpSync(join(TOOL, part), join(tool, part), { recursive: true });
  }
  const settings = settingsFrom(PRODUCT, {
    environment: { PATH: `${bin}:/usr/bin:/bin`, ...environment },
    home: join(folder, 'home'),
    workspace: join(folder, 'workspace'),
    root: join(folder, 'root'),
    temporary: tmpdir(),
    platform: 'linux',
    userId: 0,
    ownAddresses: [],
  });
  return {
    folder,
    // The system's own folders, ports and disk are left out, so that what they hold plays no part.
    settings: {
      ...settings,
      searchPath: [bin],
      controlPlanePorts: {},
      diskAtLeastBytes: 0,
    },
    program: (name, script) => {
      const path = join(bin, name);
      writeFileSync(path, `#!/bin/sh\n${script}\n`);
      chmodSync(path, 0o755);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Recorder extends Output {
  text(): string;
}

export function createRecorder(terminal: Partial<Output> = {}): Recorder {
  let written = '';
  return {
    ...terminal,
    write: (text) => (written += text),
    text: () => written,
  };
}

export const writeFileAt = (path: string, content: string): void => {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
};
