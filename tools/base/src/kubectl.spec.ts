import { createKubectl } from './kubectl.ts';
import type { RunResult } from './run.ts';

const asked: { readonly args: readonly string[]; readonly input: string | undefined }[] = [];
beforeEach(() => asked.splice(0));

/** One that answers so, and keeps what it is asked. */
const kubectlThat = (answer: Partial<RunResult>) =>
  createKubectl({
    context: 'a-context',
    fieldManager: 'a-manager',
    fix: 'check there',
    run: (args, input) => {
      asked.push({ args, input });
      return Promise.resolve({ exitCode: 0, stdout: '', stderr: '', ...answer });
    },
  });

describe('kubectl', () => {
  it('always gets the context that is meant', async () => {
    const kubectl = kubectlThat({ stdout: 'pods' });
    expect(await kubectl.ask(['get', 'pods'])).toBe('pods');
    await kubectl.createObject({});
    await kubectl.applyObjects([]);
    for (const { args } of asked) expect(args.slice(0, 2)).toEqual(['--context', 'a-context']);
  });

  it('reports what failed with its own message, and the next command', async () => {
    const kubectl = kubectlThat({ exitCode: 1, stderr: 'refused\n' });
    await expect(kubectl.ask(['get', 'pods', '-A', '-o', 'json'])).rejects.toThrow(
      /^KUBECTL_FAILED: kubectl get pods -A: refused\. Do: check there$/,
    );
  });

  it('distinguishes an object that another has created from one that cannot be', async () => {
    const there = 'Error from server (AlreadyExists): secrets "a" already exists';
    expect(await kubectlThat({}).createObject({})).toBe(true);
    expect(await kubectlThat({ exitCode: 1, stderr: there }).createObject({})).toBe(false);
    await expect(kubectlThat({ exitCode: 1, stderr: 'no' }).createObject({})).rejects.toThrow(/no/);
  });

  it('applies all objects at once, by the server', async () => {
    await kubectlThat({}).applyObjects([{ kind: 'Secret' }]);
    const [request] = asked;
    expect(request?.args).toEqual(
      expect.arrayContaining(['apply', '--server-side', '--field-manager=a-manager']),
    );
    expect(JSON.parse(request?.input ?? '')).toMatchObject({ items: [{ kind: 'Secret' }] });
  });
});
