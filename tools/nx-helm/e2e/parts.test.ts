import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { refusesUnattestedImages } from './admission.e2e.ts';
import { buildsWhatTheTargetSays } from './builder-environment.e2e.ts';
import type { EndToEndTest } from './context.ts';
import { loadsIntoDocker } from './docker-loader.e2e.ts';
import { forecastIsNeverWrong } from './forecast.e2e.ts';
import { loadsIntoMinikube } from './minikube-loader.e2e.ts';
import { prunesTheNode } from './prune.e2e.ts';
import { readsAndUndoes } from './read-and-undo.e2e.ts';
import { deploysFromRegistry } from './registry.e2e.ts';
import { sharesImagesThroughTheCache } from './remote-cache.e2e.ts';

const workspaceRoot = resolve(import.meta.dirname, '../../..');

function check(name: string, run: EndToEndTest): void {
  test(name, async () => {
    const temporaryFolder = await mkdtemp(join(tmpdir(), 'nx-helm-e2e-'));
    try {
      await run({ workspaceRoot, temporaryFolder });
    } finally {
      await rm(temporaryFolder, { recursive: true, force: true });
    }
  });
}

describe('image delivery (N7)', () => {
  check('a real Docker daemon is loaded through the loader’s interface', loadsIntoDocker);
  check('the node is loaded by minikube and by containerd', loadsIntoMinikube);
  check('a registry is pushed to once, and deployed from by digest', deploysFromRegistry);
  check('a second clone gets the same images from a remote cache', sharesImagesThroughTheCache);
  check('the node keeps what releases and their rollback targets use', prunesTheNode);
});

describe('the environment of a build (N7)', () => {
  check('is not heard by podman, but for what is hashed', buildsWhatTheTargetSays);
});

describe('admission (N7)', () => {
  check('refuses in an environment what nobody attested', refusesUnattestedImages);
});

describe('forecast (N3)', () => {
  check('is never wrong where it is sure', forecastIsNeverWrong);
});

describe('read and undo (K6)', () => {
  check('diff, dry run, rollback, logs and port-forward', () =>
    readsAndUndoes({
      workspaceRoot,
      programsDirectory: '.taskora/bin',
      namespace: 'nxhelm-operate',
      context: 'minikube',
    }),
  );
});
