import { comparedDeployment, type DeployedService } from './deployment.ts';

const container = {
  ports: [{ containerPort: 8000 }],
  env: [{ name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'db', key: 'url' } } }],
  envFrom: [{ configMapRef: { name: 'api' } }],
};
const deployed: DeployedService = { spec: { template: { spec: { containers: [container] } } } };

interface Made {
  readonly metadata: object;
  readonly spec: {
    readonly selector: { readonly matchLabels: object };
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: { readonly containers: readonly object[] };
    };
  };
}

describe('a service that another tool syncs (P1)', () => {
  const watched = { image: 'example/api', variables: { MODE: 'reload' } };
  const given = { tool: 'other', release: 'api', namespace: 'bench', watched };
  const made = comparedDeployment(deployed, given) as Made;

  it('has the settings, Secrets and ports of the deployed one, and its own after them', () => {
    const { ports, env, envFrom } = container;
    expect(made.spec.template.spec.containers).toMatchObject([
      {
        image: 'example/api',
        ports,
        env: [...env, { name: 'MODE', value: 'reload' }],
        envFrom,
        resources: { limits: { cpu: '2' } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ]);
  });

  it('has a name of its own, and gets no request of a Service', () => {
    expect(made.metadata).toEqual({ name: 'api-other', namespace: 'bench' });
    const { labels } = made.spec.template.metadata;
    expect(labels).toMatchObject(made.spec.selector.matchLabels);
    expect(labels).not.toHaveProperty(['app.kubernetes.io/instance']);
    expect(labels).not.toHaveProperty(['app.kubernetes.io/component']);
  });

  it('may write its files, which a tool replaces', () => {
    expect(JSON.stringify(made)).not.toContain('readOnlyRootFilesystem');
  });
});
