import { isSecretName, maskAll, masked, maskText } from './mask.ts';

const planted = 'Pl4nted-Value_99';
const jwt = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLW9mLXRva2Vu';

describe('what may be a secret (O1)', () => {
  it.each([
    ['a password of an address', `postgresql://taskora_api:${planted}@postgres:5432/taskora`],
    ['a password with an at-sign', `redis://:p@${planted}@cache:6379/0`],
    ['a password of libpq', `host=postgres user=api password=${planted} dbname=taskora`],
    ['a header with a token', `Authorization: Bearer ${planted}`],
    ['a header in JSON', `{"headers":{"authorization":"Bearer ${planted}","host":"api"}}`],
    ['a token without its header', `sent bearer ${planted} to api`],
    ['a basic header', `authorization: Basic ${Buffer.from(planted).toString('base64')}`],
    ['cookies', `cookie: theme=dark; __Host-session=${planted}; other=${planted}`],
    ['a cookie that is set', `set-cookie: session=${planted}; HttpOnly`],
    ['a variable', `BETTER_AUTH_SECRET=${planted}`],
    ['a variable in quotes', `export OPENAI_API_KEY="${planted} and more"`],
    ['a field of JSON', `{"databasePassword": "${planted}", "rows": 3}`],
    ['a field of JSON within JSON', `{"a":"{\\"password\\":\\"${planted}\\"}"}`],
    ['a field of YAML', `  server-actions-key: ${planted}`],
    ['a quoted value that is cut off', `password="${planted} and`],
    ['a value with the other quote in it', `password="it's ${planted}" next`],
    [
      'a variable of a container in a comparison',
      `   env:\n     - name: SESSION_SECRET\n-      value: ${planted}\n+      value: next`,
    ],
    [
      'a variable that drifted',
      `Deployment/api: spec.containers[api].env[SESSION_SECRET].value is new instead of ${planted}`,
    ],
    ['a setting that was added', `ConfigMap/api: data.API_TOKEN = ${planted} was added by kubectl`],
    ['a camel-case field', `clientSecret=${planted}`],
    ['a query', `GET /callback?state=1&access_token=${planted}&x=2`],
    ['a JWT', `verified ${jwt}`.replace('c2ln', planted)],
    ['an access token of the product', `used taskora_pat_${planted} twice`],
    ['a token of GitHub', `remote: ghp_${planted}abcdefghijkl`],
    ['a private key', `-----BEGIN PRIVATE KEY-----\nMIIEv${planted}\n-----END PRIVATE KEY-----`],
    ['a private key that is cut off', `-----BEGIN EC PRIVATE KEY-----\nMHcC${planted}`],
  ])('is masked: %s', (_what, text) => {
    expect(maskText(text)).not.toContain(planted);
    expect(maskText(text)).toContain(masked);
  });

  it('is masked wherever a known value is', () => {
    expect(maskText(`a ${planted} b`, [planted])).toBe(`a ${masked} b`);
  });

  it('takes no longer for an endless line', () => {
    const line = `${'passwor'.repeat(300_000)} password=${planted}`;
    expect(maskText(line)).not.toContain(planted);
    expect(maskText(`postgres://${'a:'.repeat(500_000)}`).length).toBeLessThan(20_000);
  });

  it.each([
    'Deployment/api: spec.replicas is 3 instead of 2',
    'compass: north, bypass=true, tokens: 300',
    'GET /api/v1/tasks 200 in 12 ms',
    '{"level":"info","message":"started","port":8000,"requestId":"0f8e-11"}',
    'Readiness probe failed: HTTP probe failed with statuscode: 503',
    'Back-off restarting failed container api in pod api-74b68446c9-dhqf4',
    'Successfully assigned taskora/api-1 to minikube',
    'docker.io/taskora/api:c-0b4cc35b2a09',
    'http://api:8000/ready',
  ])('leaves alone what is none: %s', (text) => {
    expect(maskText(text)).toBe(text);
  });

  it('is masked in every text of an answer', () => {
    const given = {
      lines: [`password=${planted}`],
      inner: { dsn: planted, url: `amqp://u:${planted}@q` },
      count: 2,
    };
    expect(JSON.stringify(maskAll(given))).not.toContain(planted);
    expect(maskAll(given)).toMatchObject({ count: 2 });
    const variables = [
      { name: 'SESSION_SECRET', value: planted },
      { name: 'PORT', value: '80' },
    ];
    expect(maskAll(variables)).toEqual([
      { name: 'SESSION_SECRET', value: masked },
      { name: 'PORT', value: '80' },
    ]);
  });

  it.each(['DATABASE_PASSWORD', 'AUTH_SECRET', 'apiKey', 'OPENAI_API_KEY', 'accessToken', 'DSN'])(
    'is what is called %s',
    (name) => {
      expect(isSecretName(name)).toBe(true);
    },
  );

  it.each(['LOG_LEVEL', 'PORT', 'TOKENIZER', 'KEYBOARD', 'PUBLIC_URL'])(
    'is not what is called %s',
    (name) => {
      expect(isSecretName(name)).toBe(false);
    },
  );
});
