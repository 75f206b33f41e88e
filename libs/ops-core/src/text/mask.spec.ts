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

  it.each([
    `SECRET_KEY=${planted}`,
    `SECRET_VALUE=${planted}`,
    `PASSWORD_HASH=${planted}`,
    `CREDENTIALS_JSON=${planted}`,
    `TOKENS=${planted}`,
    `passwords=${planted}`,
    `SIGNING_KEYS=${planted}`,
    `ENCRYPTION_KEY_V1=${planted}`,
    `"secretKey":"${planted}`,
    `.dockerconfigjson: ${planted}`,
    `"auth": "${planted}"`,
    `{"auths":{"registry":{"auth":"${planted}"}}}`,
    `client-key-data: ${planted}`,
    `release: H4sIAAAAAAAA${planted.replace('-', '')}AAAAAAAA`,
  ])('is masked by a name with the word of a secret anywhere in it: %s', (text) => {
    expect(maskText(text)).not.toContain('Pl4nted');
  });

  it.each([
    `{"name":"DATABASE_PASSWORD","value":"${planted}"}`,
    `[{"value":"${planted}","name":"DATABASE_PASSWORD"}]`,
    `env {"name":"DATABASE_PASSWORD","value":"${planted}"`,
    `{Name:DATABASE_PASSWORD Value:my ${planted} ValueFrom:nil}`,
    `&EnvVar{Name:API_TOKEN,Value:${planted},ValueFrom:nil,}`,
    `2026-11-28T21:00:00Z   - name: API_TOKEN\n2026-11-28T21:00:00Z     value: ${planted}`,
    `  - value: ${planted}\n    name: API_TOKEN`,
    `- name: API_TOKEN\n  value: |\n    first\n    ${planted}`,
  ])('is masked as the value of a variable: %j', (text) => {
    expect(maskText(text)).not.toContain(planted);
  });

  it.each([
    `apiVersion: v1\ndata:\n  x: ${planted}\n  long: |\n    ${planted}\nkind: Secret`,
    `kind: Secret\nstringData: { x: ${planted} }`,
    `2026-11-28T21:00:00Z kind: Secret\n2026-11-28T21:00:00Z data:\n2026-11-28T21:00:00Z   x: ${planted}`,
    `{\n  "kind": "Secret",\n  "data": {\n    "x": "${planted}"\n  }\n}`,
    `last-applied-configuration: |\n  {"apiVersion":"v1","data":{"x":"${planted}"},"kind":"Secret"}`,
    `{"kind":"Secret","data":{"x":"${planted}`,
  ])('is masked in a Secret: %j', (text) => {
    expect(maskText(text)).not.toContain(planted);
  });

  it.each([
    `https://${planted}@host/x`,
    `postgresql://u:a/${planted}@h`,
    `password=abc;${planted}`,
    `password: my ${planted}`,
    `password=["${planted}"]`,
    `password: |\n  first\n  ${planted}`,
    `"password": [\n  "${planted}"\n]`,
    `{"cookie":"a=\\"b\\"; c=${planted}"}`,
    `"cookie": "theme=\\"x\\"; session=${planted}"`,
    `cookie: a="b"; session=${planted}`,
    `rawHeaders ["cookie","a=${planted}"]`,
    `tool --password ${planted}`,
    `tool --token ${planted} more`,
    `["--password","${planted}"]`,
    `curl -u user:${planted} host`,
    `DB_PASSWORD='a'"${planted}" next`,
    `password=null;${planted}`,
    `postgresql://u:8080/${planted}@h`,
    `<password>${planted}</password>`,
  ])('is masked up to its end: %j', (text) => {
    expect(maskText(text)).not.toContain(planted);
  });

  it.each([
    'hf_',
    'rk_live_',
    'whsec_',
    'dckr_pat_',
    'SG.',
    'https://hooks.slack.com/services/T0/',
  ])('is known by its beginning: %s', (beginning) => {
    expect(maskText(`uses ${beginning}${planted}`)).not.toContain(planted);
  });

  it.each([
    `{"kty":"OKP","d":"${planted}","x":"public"}`,
    `{"kty":"OKP","d":"${planted}`,
    `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${planted}\n-----END PGP PRIVATE KEY BLOCK-----`,
    `2026-11-28T21:00:00Z ${planted.replaceAll(/[-_]/g, '')}\n2026-11-28T21:00:00Z AAAA\n2026-11-28T21:00:00Z -----END PRIVATE KEY-----`,
  ])('is masked as a private key: %j', (text) => {
    expect(maskText(text)).not.toContain('Pl4nted');
  });

  it.each([
    ['.secret'],
    ['a://'],
    ['password='],
    [' name: '],
    ['{"'],
    ['['],
    ['\\"'],
    ['-----END PRIVATE KEY-----\n'],
    ['password: \n'],
  ])('ends on a text that repeats: %j', (unit) => {
    const text = unit.repeat(2 ** 18 / unit.length);
    expect(maskText(text).length).toBeLessThanOrEqual(text.length + 64);
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
    'http://api:8000/tasks?mail=a@b',
    'MountVolume.SetUp failed for volume "token": secret "x" not found',
    'env[AUTH_SECRET].valueFrom.secretKeyRef.name is a instead of b',
    'env[AUTH_SECRET].valueFrom.secretKeyRef.key is a instead of b',
    'serviceAccount.token is true instead of false',
    'session: active',
    'InvalidPasswordError: password authentication failed for user "api"',
    '{"auth":{"method":"password","ok":true},"tokens":{"prompt":12}}',
    'the value releaseSecrets.read=true of the chart has them read',
    'secretName: ops',
    'volumes:\n  - name: token\n    secret:\n      secretName: ops\n      defaultMode: 420',
    '{"secret":{"secretName":"ops"},"imagePullSecrets":[{"name":"x"}]}',
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

  it('is masked below a name, and in keys', () => {
    const given = {
      password: [planted, { other: planted }],
      tokens: { first: planted },
      pin: { password: 12_345 },
      [`password=${planted}`]: 1,
    };
    expect(JSON.stringify(maskAll(given))).not.toMatch(/Pl4nted|12345/);
    const secret = { kind: 'Secret', metadata: { name: 'a' }, data: { x: planted } };
    expect(maskAll(secret)).toEqual({ ...secret, data: { x: masked } });
  });

  it.each([
    'DATABASE_PASSWORD',
    'AUTH_SECRET',
    'apiKey',
    'OPENAI_API_KEY',
    'accessToken',
    'DSN',
    'SECRET_KEY',
  ])('is what is called %s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each(['LOG_LEVEL', 'PORT', 'secretName', 'session', 'TOKENIZER', 'KEYBOARD', 'PUBLIC_URL'])(
    'is not what is called %s',
    (name) => {
      expect(isSecretName(name)).toBe(false);
    },
  );
});
