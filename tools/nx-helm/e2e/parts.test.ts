import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { refusesUnattestedImages } from './admission.e2e.ts';
import { buildsWhatTheTargetSays } from './builder-environment.e2e.ts';
import type { EndToEndTest } from './context.ts';
import { loadsIntoDocker } from './docker-loader.e2e.ts';
import { forecastIsNeverWrong } from './forecast.e2e.ts';
import { loadsLostContentAgain, sendsAllToWhoKeepsNoLayers } from './lost-content.e2e.ts';
import { loadsIntoMinikube } from './minikube-loader.e2e.ts';
import { prunesTheNode } from './prune.e2e.ts';
import { migratesOnce } from './migrations.e2e.ts';
import { readsAndUndoes } from './read-and-undo.e2e.ts';
import { deploysFromRegistry } from './registry.e2e.ts';
import { buildsTheNamedFile, seesBuildArguments, seesBytesAndNoTimes } from './stale-layers.e2e.ts';
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
  check('a name whose content is gone is loaded again (containerd#10843)', loadsLostContentAgain);
  check('a node that keeps no layers gets all (containerd#9277)', sendsAllToWhoKeepsNoLayers);
  check('a registry is pushed to once, and deployed from by digest', deploysFromRegistry);
  check('a second clone gets the same images from a remote cache', sharesImagesThroughTheCache);
  check('the node keeps what releases and their rollback targets use', prunesTheNode);
});

describe('the environment of a build (N7)', () => {
  check('is not heard by podman, but for what is hashed (oss#1314)', buildsWhatTheTargetSays);
});

describe('an image that an engine builds from what it keeps', () => {
  check('sees bytes, and no times (buildah#6106, buildah#6291)', seesBytesAndNoTimes);
  check('sees a changed build argument (podman#8591)', seesBuildArguments);
  check('is built by the Dockerfile that the target names (oss#1517)', buildsTheNamedFile);
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

describe('databases (N1, K6)', () => {
  check('hooks are left out and come back, and a rollback knows the schema', () =>
    migratesOnce({
      workspaceRoot,
      programsDirectory: '.taskora/bin',
      namespace: 'nxhelm-migrations',
      context: 'minikube',
    }),
  );
});
