import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { whoRuns } from '../src/base/programs.ts';
import type { RunningCommand } from './executor-process.ts';
import { until } from './executor-process.ts';
import { ServicePod } from './live/pod.ts';
import { subjects } from './live/subjects.ts';
import { LiveWorkspace } from './live/workspace.ts';

let temporaryFolder: string;
let workspace: LiveWorkspace;

before(async () => {
  temporaryFolder = await mkdtemp(join(tmpdir(), 'nx-helm-e2e-live-'));
  const workspaceRoot = resolve(import.meta.dirname, '../../..');
  workspace = await LiveWorkspace.create({ workspaceRoot, temporaryFolder });
  await workspace.removeNamespace();
  for (const { release } of subjects) await workspace.succeed(`${release}:helm-deploy`);
});
after(async () => {
  await workspace.removeNamespace();
  await workspace.remove();
  await rm(temporaryFolder, { recursive: true, force: true, maxRetries: 10 });
});

const startPatienceSeconds = 300;
const ownSession = `a development session of ${whoRuns()}, since \\d{4}-[^,]+`;

for (const subject of subjects) {
  const { release, file, text, path } = subject;

  describe(`a development session of ${release}, on the cluster (P1, N6)`, () => {
    let session: RunningCommand;
    let pod: ServicePod;
    const edited = `${text}, edited`;
    const shownPath = path.replace('/app/', '').replaceAll('.', String.raw`\.`);

    async function begin(): Promise<void> {
      session = workspace.start(`${release}:live`);
      await session.prints(/synced; saves are sent to the pods/, 0, startPatienceSeconds);
      await session.prints(/the Nx daemon is ended/, 0, 1);
    }

    /** What the session says of a pod after something happened to it. */
    const says = (what: string, from: number): Promise<string> =>
      session.prints(new RegExp(`pod ${release}-\\S+ holds [0-9a-f]{12}${what}`), from, 120);

    before(async () => {
      pod = new ServicePod(workspace, subject);
      await begin();
    });
    after(() => session.interrupt());

    test('a saved line is in the pod, and drift names the session and its owner', async () => {
      workspace.edit(file, text, edited);
      await pod.holds(edited);
      const { output } = await workspace.nx('infra:drift');
      const named = `${release} .*${ownSession}, is connected, content [0-9a-f]{12}; a deploy ends it`;
      assert.match(output, new RegExp(named));
    });

    test('a file that is deleted in the pod, or changed, is sent again', async () => {
      for (const what of ['remove', 'change'] as const) {
        const from = session.length;
        await pod.do(what);
        await says(
          String.raw`: 1 written, 0 removed \(its folder was changed by somebody else\)`,
          from,
        );
        await pod.holds(edited);
      }
    });

    test('a file that is lost with the container is sent to the one that replaces it', async () => {
      const before = await pod.find();
      const from = session.length;
      await pod.loseWithContainer();
      await pod.restarted(before);
      await says(': 1 written, 0 removed', from);
      await pod.holds(edited);
    });

    test('a container that is killed is compared, and has kept what it was sent', async () => {
      const before = await pod.find();
      const from = session.length;
      await pod.kill();
      await pod.restarted(before);
      await says(', nothing had to be sent', from);
      await pod.holds(edited);
    });

    test('a pod that replaces an evicted one is sent what its image lacks', async () => {
      const from = session.length;
      const replacement = await pod.evict();
      assert.ok(replacement.isLive);
      await says(String.raw`: \d+ written, \d+ removed \(new\)`, from);
      await pod.holds(edited);
    });

    test('after its end drift says that the pod held what the image would, and live-verify that it does', async () => {
      await session.interrupt();
      const held = `${ownSession}, is no longer connected, content [0-9a-f]{12}, its pods held what the image would`;
      // Nx may be gone before the comparison is made, whose result the cluster keeps.
      await until(async () => {
        const { output } = await workspace.nx('infra:drift');
        return new RegExp(held).test(output) || undefined;
      });
      assert.match(
        await workspace.succeed(`${release}:live-verify`),
        /runs what the image would hold/,
      );
    });

    test('live-verify names the path that differs after somebody else wrote there', async () => {
      await pod.do('change');
      const { exitCode, output } = await workspace.nx(`${release}:live-verify`);
      assert.notEqual(exitCode, 0, output);
      assert.match(
        output,
        new RegExp(`does NOT run what the image would hold: 1 path differs: ${shownPath}`),
      );
      assert.match(output, /NXHELM_LIVE_DIFFERS/);
    });

    test('another session finds the difference and mends it, and a deploy ends it', async () => {
      await begin();
      assert.match(
        await workspace.succeed(`${release}:live-verify`),
        /runs what the image would hold/,
      );
      workspace.edit(file, edited, text);
      await pod.holds(text);
      await workspace.succeed(`${release}:helm-deploy`);
      // By its message: Nx ends well whatever becomes of a task that goes on.
      const { text: said } = await session.end();
      assert.match(said, /NXHELM_LIVE_ENDED/);
      await until(async () => ((await pod.find()).isLive ? undefined : true));
      const { output } = await workspace.nx('infra:drift');
      assert.doesNotMatch(output, /development session/);
      const lease = ['get', 'lease', `nx-helm-live-${release}`, '--ignore-not-found'];
      await until(async () => ((await workspace.kubectl(...lease)) === '' ? true : undefined));
    });
  });
}
