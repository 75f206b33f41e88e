import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectThat, finish, succeed } from './foreign-commands.ts';
import type { Run } from './foreign-run.ts';
import { actionOf, deployedNames, runDeploy } from './foreign-run.ts';

export async function check({ root }: Run): Promise<void> {
  const targets = ['build', 'typecheck', 'test', 'helm-lint', 'kubeconform'];
  await succeed(root, 'npx', ['nx', 'run-many', '--targets', targets.join(',')]);
}

/** By helm itself, as somebody without Nx would use the chart. */
export async function checkCharts({ root, options }: Run): Promise<void> {
  const rendered = readFileSync(join(root, 'dist/manifests/shop-edge/install.yaml'), 'utf8');
  for (const kind of ['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'Ingress', 'Pod']) {
    expectThat(rendered.includes(`kind: ${kind}\n`), `the chart brings a ${kind}`, rendered);
  }
  const helm = join(options.programsDirectory, 'helm');
  const template = ['template', 'shop-api', 'apps/shop-api/chart', '--set'];
  for (const [setting, message] of refusedSettings) {
    const { exitCode, output } = await finish(root, helm, [...template, setting]);
    expectThat(exitCode !== 0 && output.includes(message), `${setting} is refused`, output);
  }
}

const refusedSettings = [
  ['image.tag=', 'image.tag and image.digest are empty'],
  ['image.tag=latest', 'names no content'],
  ['image.tag=v1,unknown=1', 'unknown'],
  ['image.tag=v1,env.DATABASE_PASSWORD=x', 'DATABASE_PASSWORD'],
  ['image.tag=v1,rollout.gracePeriodSeconds=1', 'a pod would be killed'],
  ['image.tag=v1,ingress.enabled=true', 'ingress.host is empty'],
] as const;

export async function deploy(run: Run): Promise<void> {
  const { root, options } = run;
  const kubectl = join(options.programsDirectory, 'kubectl');
  await succeed(root, kubectl, ['create', 'namespace', options.namespace]);
  const restricted = 'pod-security.kubernetes.io/enforce=restricted';
  await succeed(root, kubectl, ['label', 'namespace', options.namespace, restricted]);
  await runDeploy(run);
  for (const name of deployedNames(run)) {
    expectThat(actionOf(run, name) === 'installed', `${name} is installed`, actionOf(run, name));
  }
}

export async function deployAgain(run: Run): Promise<void> {
  await runDeploy(run);
  for (const name of deployedNames(run)) {
    expectThat(actionOf(run, name) === 'skipped', `${name} is skipped`, actionOf(run, name));
  }
}

export async function editComment(run: Run): Promise<void> {
  const file = join(run.root, 'apps/shop-api/src/main.ts');
  const image = readFileSync(join(run.root, 'dist/images/shop-api/reference'), 'utf8');
  writeFileSync(file, `// A comment says nothing to a cluster.\n${readFileSync(file, 'utf8')}`);
  const output = await succeed(run.root, 'npx', [
    ...['nx', 'run', 'shop-api:helm-deploy', '--output-style=static'],
  ]);
  expectThat(/shop-api:container +\[(local )?cache\]/.test(output), 'no image is built', output);
  const after = readFileSync(join(run.root, 'dist/images/shop-api/reference'), 'utf8');
  expectThat(after === image && actionOf(run, 'shop-api') === 'skipped', 'nothing rolls', output);
}

export async function inspectAndRemove(run: Run): Promise<void> {
  for (const name of deployedNames(run)) {
    const target = (verb: string) => succeed(run.root, 'npx', ['nx', 'run', `${name}:${verb}`]);
    expectThat((await target('helm-status')).includes('1 available'), `${name} is available`);
    expectThat((await target('helm-test')).includes('passed'), `${name} passes its test`);
    await target('helm-uninstall');
    expectThat((await target('helm-status')).includes('not installed'), `${name} is removed`);
  }
}
