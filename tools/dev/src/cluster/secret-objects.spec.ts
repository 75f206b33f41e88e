import { missingSecrets, namespaceObject, secretNames } from './secret-objects.ts';

describe('secrets are made once, outside Helm', () => {
  it('makes all of them in an empty namespace', () => {
    expect(missingSecrets(new Set()).map((each) => each.metadata.name)).toEqual(secretNames);
  });

  it('never makes one again that exists', () => {
    const made = missingSecrets(new Set(['taskora-auth', 'taskora-database']));
    expect(made.map((each) => each.metadata.name)).toEqual([
      'taskora-demo',
      'taskora-next',
      'taskora-push',
    ]);
    expect(missingSecrets(new Set(secretNames))).toEqual([]);
  });

  it('makes them where they are asked for', () => {
    const places = missingSecrets(new Set(), 'taskora-pr-7').map((each) => each.metadata.namespace);
    expect([...new Set(places)]).toEqual(['taskora-pr-7']);
  });

  it('gives every installation other values', () => {
    const [first, second] = [missingSecrets(new Set()), missingSecrets(new Set())];
    for (const [index, secret] of first.entries()) {
      expect(secret.stringData).not.toEqual(second[index]?.stringData);
    }
  });

  it('puts the password of each role into the address that the role uses', () => {
    const database = missingSecrets(new Set()).find(
      (each) => each.metadata.name === 'taskora-database',
    );
    const data = database?.stringData ?? {};
    expect(new URL(data['api-url'] ?? '').password).toBe(data['api-password']);
    expect(new URL(data['auth-url'] ?? '').password).toBe(data['auth-password']);
  });

  it('makes a key of push of 32 bytes', () => {
    const push = missingSecrets(new Set()).find((each) => each.metadata.name === 'taskora-push');
    const key = push?.stringData['private-key'] ?? '';
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  });

  it('lets the API server refuse pods that are not restricted', () => {
    expect(namespaceObject()).toMatchObject({
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    });
  });
});
