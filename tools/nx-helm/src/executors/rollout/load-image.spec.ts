import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportTestImage } from '../../testing/export-test-image.ts';
import { testCluster, useTestCluster } from '../../testing/test-cluster.ts';
import { executorContext, writeFiles } from '../../testing/workspace.ts';
import { rollout } from './executor.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-loads-'));
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

/** Notes each question, and knows the images of a list, if there is one. */
const minikube = (folder: string) => `
echo "$@" >> ${folder}/questions
cat ${folder}/images.json
`;

async function workspaceOf(projects: readonly string[], knowsImages: boolean): Promise<void> {
  const layers = [[{ name: 'a', content: 'a' }]];
  const images = [];
  for (const project of projects) images.push(await exportTestImage(root, project, { layers }));
  const repoTags = images.map(({ reference }) => reference);
  useTestCluster(root, { minikube: minikube(root) });
  if (knowsImages) writeFiles(root, { 'images.json': JSON.stringify([{ repoTags }]) });
}

/** What becomes of each load, when all are tasks of one batch. */
function loadAll(projects: readonly string[]): Promise<PromiseSettledResult<void>[]> {
  const options = { step: 'image-load' as const, ...testCluster };
  const targetName = 'image-load';
  const work = rollout(projects.map((project) => ({ project, targetName, options })));
  const context = executorContext(root, '', {});
  return Promise.allSettled(projects.map((project) => work(options, context, project)));
}

const questions = () => readFileSync(join(root, 'questions'), 'utf8').trim().split('\n');

describe('the image loads of one batch (N7)', () => {
  const projects = ['api', 'web', 'chatbot'];

  it('ask the nodes once what they have', async () => {
    await workspaceOf(projects, true);
    const ends = await loadAll(projects);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(questions()).toEqual(['--profile test image ls --format json']);
    const reports = projects.map((project) => join(root, 'dist', 'loads', `${project}.json`));
    for (const report of reports) {
      expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ action: 'present' });
    }
  });

  it('go to the nodes for all namespaces, whichever the environment is in', async () => {
    await workspaceOf(['api'], true);
    writeFiles(root, {
      'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4, namespace: acme }\n',
    });
    const [end] = await loadAll(['api']);
    expect(end).toEqual({ status: 'fulfilled', value: undefined });
  });

  it('blame no project for a failure that they share', async () => {
    await workspaceOf(projects, false);
    const reasons = (await loadAll(projects)).map((end) =>
      end.status === 'rejected' ? (end.reason as { project?: string; code: string }) : undefined,
    );
    expect(reasons.map((reason) => reason?.code)).toEqual(projects.map(() => 'NXHELM_LOAD_FAILED'));
    expect(reasons.map((reason) => reason?.project)).toEqual(projects.map(() => undefined));
  });
});
