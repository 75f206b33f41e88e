import { apiPlace, nextPlace } from './against.ts';

const ports = { web: 3000, chatbot: 3001, api: 8000 };
const serverActionsKey = 'of this checkout';
const variables = {
  PUBLIC_URL: 'https://tasks.example.org',
  WEB_URL: 'https://tasks.example.org',
  CHATBOT_URL: 'https://chat.example.org',
  TRUSTED_ORIGINS: 'https://tasks.example.org,https://chat.example.org',
  DATABASE_URL: 'postgresql://taskora_auth:secret@127.0.0.1:40000/taskora',
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: 'of the environment',
};
const given = { variables, serverActionsKey };

describe('a service of this machine that stands in an environment (K6)', () => {
  it('is trusted at its own address beside those of the environment', () => {
    expect({ ...variables, ...nextPlace('web', ports, given) }).toMatchObject({
      PUBLIC_URL: 'http://localhost:3000',
      WEB_URL: 'http://localhost:3000',
      CHATBOT_URL: 'https://chat.example.org',
      TRUSTED_ORIGINS: `${variables.TRUSTED_ORIGINS},http://localhost:3000`,
      DATABASE_URL: variables.DATABASE_URL,
    });
    expect({
      ...variables,
      ...nextPlace('chatbot', ports, { ...given, variables: {} }),
    }).toMatchObject({
      WEB_URL: 'https://tasks.example.org',
      CHATBOT_URL: 'http://localhost:3001',
      TRUSTED_ORIGINS: 'http://localhost:3001',
    });
  });

  it.each(['web', 'chatbot'] as const)(
    'gives Next.js in %s no key of the environment, which it would write to a disk',
    (app) => {
      expect({ ...variables, ...nextPlace(app, ports, given) }).toMatchObject({
        NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: serverActionsKey,
      });
    },
  );

  it('keeps all of the environment but where it is found, and listens to this machine alone', () => {
    expect(Object.keys(apiPlace(ports))).toEqual(['HOST', 'PORT', 'PYTHONPATH']);
    expect(apiPlace(ports)).toMatchObject({ HOST: '127.0.0.1', PORT: '8000' });
    expect(nextPlace('web', ports, given)).toMatchObject({ HOSTNAME: '127.0.0.1', PORT: '3000' });
  });
});
