import type { Kubectl } from '../cluster/connect.ts';
import { resolveEnvironment } from './pod-environment.ts';
import type { Container, PodOfRelease } from './pod-template.ts';
import { StoredSettings } from './stored-settings.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const stored: Readonly<Record<string, object>> = {
  'configmap web': {
    data: { API_URL: 'http://api', LEVEL: 'info' },
    binaryData: { raw: base64('ä') },
  },
  'configmap more': { data: { LEVEL: 'debug' } },
  'secret auth': { data: { password: base64('p$(LEVEL)w'), url: base64('postgresql://db') } },
};

function createSettings() {
  const asked: string[] = [];
  const kubectl: Kubectl = {
    namespace: 'acme',
    try: () => Promise.reject(new Error('not asked')),
    read: (args) => {
      expect(args).toContain('--ignore-not-found');
      const id = args.slice(1, 3).join(' ');
      asked.push(id);
      return Promise.resolve(id in stored ? JSON.stringify(stored[id]) : '');
    },
  };
  return { settings: new StoredSettings(kubectl, 'web'), asked };
}

function podOf(container: Omit<Container, 'name'>): PodOfRelease {
  const own = { name: 'web', ...container };
  return {
    deployment: 'web',
    container: own,
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': 'web' } },
      spec: { containers: [own], serviceAccountName: 'web' },
    },
  };
}

async function resolve(container: Omit<Container, 'name'>) {
  const { settings, asked } = createSettings();
  const { variables, ...rest } = await resolveEnvironment(podOf(container), 'acme', settings);
  return { variables: Object.fromEntries(variables), ...rest, asked };
}

describe('the variables that an app has here are those of its pods (K6)', () => {
  it('out of ConfigMaps and Secrets, each read once, a later source before an earlier one', async () => {
    const { variables, secret, asked } = await resolve({
      envFrom: [
        { configMapRef: { name: 'web' } },
        { configMapRef: { name: 'more' } },
        { prefix: 'AUTH_', secretRef: { name: 'auth' } },
      ],
      env: [
        { name: 'API_URL', value: 'http://other' },
        { name: 'URL', valueFrom: { secretKeyRef: { name: 'auth', key: 'url' } } },
        { name: 'RAW', valueFrom: { configMapKeyRef: { name: 'web', key: 'raw' } } },
      ],
    });
    expect(variables).toEqual({
      API_URL: 'http://other',
      AUTH_password: 'p$(LEVEL)w',
      AUTH_url: 'postgresql://db',
      LEVEL: 'debug',
      RAW: 'ä',
      raw: 'ä',
      URL: 'postgresql://db',
    });
    expect([...secret].toSorted()).toEqual(['AUTH_password', 'AUTH_url', 'URL']);
    expect(asked).toEqual(['configmap web', 'configmap more', 'secret auth']);
  });

  it('with other variables in them, as the kubelet expands them', async () => {
    const { variables } = await resolve({
      envFrom: [{ configMapRef: { name: 'web' } }],
      env: [
        { name: 'ONE', value: '1' },
        { name: 'KNOWN', value: '$(ONE)/$(API_URL)' },
        { name: 'LATER', value: '$(LAST) $$(ONE) $ONE $(' },
        { name: 'LAST', value: 'x' },
      ],
    });
    expect(variables).toMatchObject({
      KNOWN: '1/http://api',
      LATER: '$(LAST) $(ONE) $ONE $(',
    });
  });

  it('with what all its pods have in common, and without what one alone has', async () => {
    const ofField = (name: string, fieldPath: string) => ({
      name,
      valueFrom: { fieldRef: { fieldPath } },
    });
    const { variables, leftOut } = await resolve({
      env: [
        ofField('NAMESPACE', 'metadata.namespace'),
        ofField('APP', "metadata.labels['app.kubernetes.io/name']"),
        ofField('ACCOUNT', 'spec.serviceAccountName'),
        ofField('ADDRESS', 'status.podIP'),
        { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } },
      ],
    });
    expect(variables).toEqual({ NAMESPACE: 'acme', APP: 'web', ACCOUNT: 'web' });
    expect(leftOut).toEqual(['ADDRESS', 'MEMORY']);
  });

  it('without what is optional and not there', async () => {
    const { variables } = await resolve({
      envFrom: [{ secretRef: { name: 'none', optional: true } }],
      env: [
        {
          name: 'KEY',
          valueFrom: { secretKeyRef: { name: 'auth', key: 'none', optional: true } },
        },
      ],
    });
    expect(variables).toEqual({});
  });

  it.each<[Omit<Container, 'name'>, string]>([
    [{ envFrom: [{ configMapRef: { name: 'none' } }] }, 'the ConfigMap none'],
    [
      { env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'auth', key: 'none' } } }] },
      'the key none of the Secret auth',
    ],
  ])('and are refused where a pod would not start: %j', async (container, what) => {
    await expect(resolve(container)).rejects.toThrow(
      `NXHELM_DEV_SETTING: its pods read ${what}, which is not in namespace acme`,
    );
  });
});
