import { z } from 'zod';
import { run } from '../run.ts';
import { CLUSTER_AND_IMAGES, DEPLOY, deployRuns } from './deploy-runs.ts';

jest.setTimeout(120_000);

const graphSchema = z.object({
  tasks: z.object({ dependencies: z.record(z.string(), z.array(z.string())) }),
});
type Dependencies = Readonly<Record<string, readonly string[]>>;

async function dependenciesOf(args: readonly string[]): Promise<Dependencies> {
  const environment = { NX_DAEMON: 'false' };
  const { stdout } = await run('nx', [...args, '--graph=stdout'], { environment });
  return graphSchema.parse(JSON.parse(stdout)).tasks.dependencies;
}

const dependents = (task: string, all: Dependencies): number =>
  Object.values(all).filter((needed) => needed.includes(task)).length;

describe('a deploy on a machine without programs (N8)', () => {
  let first: Dependencies;
  let deploy: Dependencies;
  beforeAll(async () => {
    first = await dependenciesOf(CLUSTER_AND_IMAGES);
    deploy = await dependenciesOf(DEPLOY);
  });

  it('first makes the cluster and every image that it deploys', () => {
    const wanted = Object.keys(deploy).filter((task) => /:(image-load|container)$/.test(task));
    expect(wanted.length).toBeGreaterThan(5);
    expect(Object.keys(first)).toEqual(expect.arrayContaining([...wanted, 'minikube:cluster-up']));
  });

  it('has no task then that waits for the programs which the cluster builds', () => {
    expect(deploy).toHaveProperty('minikube:programs');
    expect(first).not.toHaveProperty('minikube:programs');
    const builds = Object.keys(first).filter((task) => /:(build|container)$/.test(task));
    for (const task of builds) expect(first[task]).not.toContain('minikube:cluster-up');
  });

  it('begins with the cluster, since Nx begins with what most tasks wait for', () => {
    const roots = Object.keys(first).filter((task) => first[task]?.length === 0);
    const [most] = roots.toSorted(
      (one, other) => dependents(other, first) - dependents(one, first),
    );
    expect(most).toBe('minikube:cluster-up');
    const others = roots.filter((task) => task !== most);
    for (const task of others) {
      expect(dependents(task, first)).toBeLessThan(dependents('minikube:cluster-up', first));
    }
  });

  it('is one run where the programs are there', () => {
    expect(deployRuns(true)).toEqual([DEPLOY]);
    expect(deployRuns(false)).toEqual([CLUSTER_AND_IMAGES, DEPLOY]);
  });
});
