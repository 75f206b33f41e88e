import { stageCharts } from './helm.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

const openai = ['env.ASSISTANT_PROVIDER=openai', 'env.ASSISTANT_MODEL=some-model'];
const compatible = ['env.ASSISTANT_PROVIDER=openai-compatible', 'env.ASSISTANT_MODEL=some-model'];
const key = [
  'secretEnv.OPENAI_API_KEY.existingSecret=taskora-model',
  'secretEnv.OPENAI_API_KEY.key=api-key',
];

interface Rule {
  readonly to?: unknown;
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}

/** The ports that the pods may reach at every address, other than those of names. */
function outsidePorts(set: readonly string[]): number[] {
  const { egress } = charts.render('api', { set }).only('NetworkPolicy').spec as {
    readonly egress: readonly Rule[];
  };
  return egress
    .filter(({ to }) => to === undefined)
    .flatMap(({ ports }) => ports.map(({ port }) => port))
    .filter((port) => port !== 53);
}

describe('the model of the assistant in the chart of the API (A3)', () => {
  it('reaches nothing outside while the embedded assistant answers', () => {
    expect(outsidePorts([])).toEqual([]);
  });

  it.each([
    ['the provider itself', openai, 443],
    ['a proxy by https', [...openai, 'env.ASSISTANT_BASE_URL=https://models.example/v1'], 443],
    ['a server by http', [...compatible, 'env.ASSISTANT_BASE_URL=http://vllm/v1'], 80],
    ['a port of its own', [...compatible, 'env.ASSISTANT_BASE_URL=http://ollama:11434/v1'], 11434],
  ] as const)('reaches the port of %s and no other', (_what, set, port) => {
    expect(outsidePorts(set)).toEqual([port]);
  });

  it('has the budgets of a file as they are written there, however large', () => {
    const env = {
      ASSISTANT_PERSON_TOKENS_DAILY: 1_000_000,
      ASSISTANT_ALL_TOKENS_DAILY: 25_000_000,
      ASSISTANT_SILENCE_SECONDS: 2.5,
      DOCS_ENABLED: true,
    };
    expect(charts.render('api', { values: { env } }).only('ConfigMap').data).toMatchObject({
      ASSISTANT_PERSON_TOKENS_DAILY: '1000000',
      ASSISTANT_ALL_TOKENS_DAILY: '25000000',
      ASSISTANT_SILENCE_SECONDS: '2.5',
      DOCS_ENABLED: 'true',
    });
  });

  it('takes its key from a Secret that exists', () => {
    const { only, podOf } = charts.render('api', { set: [...openai, ...key] });
    const env = podOf('Deployment').spec.containers.flatMap((container) => container.env ?? []);
    expect(env).toContainEqual({
      name: 'OPENAI_API_KEY',
      valueFrom: { secretKeyRef: { name: 'taskora-model', key: 'api-key' } },
    });
    expect(only('ConfigMap').data).toMatchObject({
      ASSISTANT_PROVIDER: 'openai',
      ASSISTANT_MODEL: 'some-model',
    });
  });

  it.each(['OPENAI_API_KEY', 'COHERE_API_KEY', 'COMPATIBLE_API_KEY'])(
    'refuses %s among the plain settings',
    (name) => {
      const { status, stderr } = charts.run('template', 'api', { set: [`env.${name}=sk-key`] });
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('schema') });
    },
  );

  it('gives no key to the Job of the migration', () => {
    const job = charts.render('api', { set: [...openai, ...key] }).podOf('Job');
    expect(JSON.stringify(job)).not.toContain('OPENAI_API_KEY');
  });
});
