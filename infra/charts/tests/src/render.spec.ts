import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageCharts } from './helm.ts';
import { chartFolder, environments, releases, services, workspaceRoot } from './workspace.ts';
import type { Release } from './workspace.ts';

const charts = stageCharts();
const nextCharts = stageCharts('99.0.0');
afterAll(() => {
  charts.dispose();
  nextCharts.dispose();
});

const templatesOf = (release: Release): string[] =>
  [chartFolder(release), join(workspaceRoot, 'infra/charts/service')].flatMap((chart) =>
    readdirSync(join(chart, 'templates')).map((file) =>
      readFileSync(join(chart, 'templates', file), 'utf8'),
    ),
  );

describe.each(releases)('chart %s renders (K5, K6, N1)', (release) => {
  it.each(environments)('helm lint finds nothing in environment %s', (environment) => {
    const { status, stdout } = charts.run('lint', release, { environment });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.not.stringMatching(/WARN/) });
  });

  it('two renders of the same values are the same bytes', () => {
    expect(charts.render(release).text).toBe(charts.render(release).text);
  });

  it('another version of the charts renders the same bytes, so a release restarts no pod', () => {
    expect(nextCharts.render(release).text).toBe(charts.render(release).text);
  });

  it('its templates call no function whose answer changes or comes from a cluster', () => {
    const impure =
      /\b(lookup|now|ago|date\w*|htmlDate\w*|unixEpoch|rand\w+|shuffle|uuidv4|genCA\w*|genPrivateKey|genS\w+Cert\w*|bcrypt|htpasswd|getHostByName|env|expandenv)\b/;
    const actions = templatesOf(release).flatMap((text) => text.match(/\{\{[\s\S]*?\}\}/g) ?? []);
    const code = actions.filter((action) => !/^\{\{-?\s*\/\*/.test(action));
    expect(code.length).toBeGreaterThan(20);
    // Keys of the values, such as .Values.env, are no calls.
    const calls = code.map((action) => action.replace(/[.$][\w.$]+|"[^"]*"/g, ''));
    expect(calls.filter((call) => impure.test(call))).toEqual([]);
  });

  it('on the oldest Kubernetes that it allows', () => {
    expect(charts.render(release, { kubeVersion: '1.28.0' }).objects.length).toBeGreaterThan(4);
  });

  it('everything into the namespace of the release, labelled as its own', () => {
    for (const { kind, metadata } of charts.render(release).objects) {
      expect({ kind, ...metadata }).toMatchObject({
        namespace: 'taskora',
        labels: {
          'app.kubernetes.io/name': release,
          'app.kubernetes.io/instance': release,
          'app.kubernetes.io/managed-by': 'Helm',
          'app.kubernetes.io/component': expect.stringMatching(
            /^(server|migration|test|database|monitoring)$/,
          ),
        },
      });
    }
  });

  it('nothing that changes between two runs into a pod', () => {
    for (const { template } of charts.render(release).pods) {
      const carried = { ...template.metadata.labels, ...template.metadata.annotations };
      const known =
        /^(app\.kubernetes\.io\/(name|instance|component|managed-by|part-of)|checksum\/config|prometheus\.io\/(scrape|port|path)|helm\.sh\/hook.*)$/;
      expect(Object.keys(carried).filter((key) => !known.test(key))).toEqual([]);
    }
  });

  it('the digest of a registry instead of the tag, wherever the image is used', () => {
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
    const { pods } = charts.render(release, { set: [`image.digest=${digest}`] });
    const images = pods.flatMap(({ template }) =>
      [...(template.spec.initContainers ?? []), ...template.spec.containers].map(
        ({ image }) => image,
      ),
    );
    expect(new Set(images)).toEqual(new Set([`docker.io/taskora/example@${digest}`]));
  });

  it.each([
    ['empty', 'image.tag='],
    ['latest', 'image.tag=latest'],
  ])('not with the tag %s, and the error names the key', (_name, tag) => {
    const { status, stderr } = charts.run('template', release, {
      image: ['image.repository=taskora/example', tag],
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/ERROR: image\.tag is .*Do: nx run/s),
    });
  });
});

describe.each(services)('the pods of %s', (service) => {
  it('restart when a setting changes, and not when a replica is added (K3)', () => {
    const checksum = (set: string[]) =>
      charts.render(service, { set }).podOf('Deployment').metadata.annotations?.['checksum/config'];
    expect(checksum(['env.LOG_LEVEL=debug'])).not.toBe(checksum([]));
    expect(checksum(['replicas=5'])).toBe(checksum([]));
  });

  it('are chosen by name, instance and component alone, which may never change (K3)', () => {
    const expected = {
      'app.kubernetes.io/name': service,
      'app.kubernetes.io/instance': service,
      'app.kubernetes.io/component': 'server',
    };
    const rendered = charts.render(service);
    expect(rendered.only('Deployment').spec?.selector?.matchLabels).toEqual(expected);
    expect(rendered.only('Service').spec?.selector).toEqual(expected);
    expect(rendered.only('PodDisruptionBudget').spec?.selector?.matchLabels).toEqual(expected);
  });
});

describe.each(['web', 'chatbot'] as const)('the settings of %s', (service) => {
  const settings = (set: string[] = []) =>
    charts.render(service, { set }).only('ConfigMap').data ?? {};

  it('trust further addresses that are named', () => {
    const both = 'http://localhost:30000,http://localhost:30001';
    expect(settings()['TRUSTED_ORIGINS']).toBe(both);
    const set = ['global.trustedOrigins={http://192.0.2.2:30000,https://tasks.example}'];
    expect(settings(set)['TRUSTED_ORIGINS']).toBe(
      `${both},http://192.0.2.2:30000,https://tasks.example`,
    );
  });

  it('let those make an account whom the environment names, at both front ends', () => {
    expect(settings()['SIGN_UP']).toBe('open');
    expect(settings(['global.signUp=invitation'])['SIGN_UP']).toBe('invitation');
  });

  it('have mail and the provider of identities that the environment names once (A1)', () => {
    const secretsOf = (set: string[] = []) =>
      (charts.render(service, { set }).podOf('Deployment').spec.containers[0]?.env ?? [])
        .filter(({ name }) => name === 'SMTP_URL' || name === 'OIDC_CLIENT_SECRET')
        .map(({ name, valueFrom }) => [name, valueFrom?.secretKeyRef]);
    expect(settings()).toMatchObject({
      SMTP_FROM: '',
      OIDC_ISSUER: '',
      OIDC_CLIENT_ID: 'taskora',
      OIDC_NAME: 'single sign-on',
    });
    expect(secretsOf()).toEqual([]);
    const set = [
      'global.mail.secret=taskora-smtp',
      'global.mail.server=smtps://mail.example.org:465',
      'global.mail.from=Taskora <taskora@example.org>',
      'global.identityProvider.issuer=https://id.example.org/o/taskora/',
      'global.identityProvider.clientId=tasks',
      'global.identityProvider.name=Authentik',
      'global.identityProvider.secret=taskora-oidc',
    ];
    expect(settings(set)).toMatchObject({
      SMTP_FROM: 'Taskora <taskora@example.org>',
      OIDC_ISSUER: 'https://id.example.org/o/taskora/',
      OIDC_CLIENT_ID: 'tasks',
      OIDC_NAME: 'Authentik',
    });
    expect(secretsOf(set)).toEqual([
      ['OIDC_CLIENT_SECRET', { name: 'taskora-oidc', key: 'client-secret' }],
      ['SMTP_URL', { name: 'taskora-smtp', key: 'url' }],
    ]);
  });

  it('name what a rollout brings by the tag of its image', () => {
    expect(settings()['NEXT_DEPLOYMENT_ID']).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    const other = charts.render(service, {
      image: ['image.repository=taskora/example', 'image.tag=c-0123456789ab'],
    });
    expect(other.only('ConfigMap').data?.['NEXT_DEPLOYMENT_ID']).toBe('c-0123456789ab');
  });
});
