import { strict as assert } from 'node:assert';
import { createHelm } from '../src/chart/helm.ts';
import { createKubectl } from '../src/cluster/connect.ts';
import { writeFiles } from '../src/testing/workspace.ts';
import type { Ended } from './executor-process.ts';
import { ExecutorProcess } from './executor-process.ts';

export interface Place {
  readonly programsDirectory: string;
  readonly namespace: string;
  readonly context: string;
}

/** A release of a chart that a test writes, in a workspace made for it. */
export class ChartRelease {
  readonly root: string;
  readonly release: string;
  readonly place: Place;
  readonly options: object;

  constructor(root: string, release: string, place: Place, imagePrefix = 'local') {
    this.root = root;
    this.release = release;
    this.place = place;
    this.options = {
      step: 'helm-deploy',
      chart: `charts/${release}`,
      images: {},
      imagePrefix,
      namespace: place.namespace,
      environment: 'test',
      environmentsDirectory: 'environments',
      programsDirectory: place.programsDirectory,
      contexts: place.context,
    };
  }

  kubectl = () => createKubectl({ ...this.place, workspaceRoot: this.root, project: this.release });

  get chartFolder(): string {
    return `${this.root}/charts/${this.release}`;
  }

  async helm(...args: readonly string[]): Promise<string> {
    const helm = createHelm(this.root, this.place.programsDirectory, this.release);
    const place = ['--namespace', this.place.namespace, '--kube-context', this.place.context];
    const { exitCode, stdout, stderr } = await helm.run([...args, ...place]);
    assert.equal(exitCode, 0, stderr);
    return stdout;
  }

  start(executor: string, more: object = {}): ExecutorProcess {
    return new ExecutorProcess(this.root, executor, this.release, { ...this.options, ...more });
  }

  run(executor: string, more: object = {}): Promise<Ended> {
    return this.start(executor, more).end();
  }

  /** Runs a task that has to succeed, and returns its output. */
  async does(executor: string, more: object = {}): Promise<string> {
    const { exitCode, text } = await this.run(executor, more);
    assert.equal(exitCode, 0, text);
    return text;
  }

  /** Writes the chart and renders it, as a change of the source would. */
  async writeChart(templates: string, values: object = {}): Promise<void> {
    writeFiles(this.root, {
      [`charts/${this.release}/Chart.yaml`]: `apiVersion: v2\nname: ${this.release}\nversion: 0.1.0\n`,
      [`charts/${this.release}/values.yaml`]: JSON.stringify(values),
      [`charts/${this.release}/templates/all.yaml`]: templates,
      'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
    });
    await this.does('helm-template');
  }
}
