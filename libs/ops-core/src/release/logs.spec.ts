import { event, pod } from '../cluster/schemas.ts';
import { eventLines } from './events.ts';
import { shownLines } from './logs.ts';

const planted = 'Pl4nted-Value_99';
const time = '2026-11-28T21:00:00Z';

/** As the pods of the product are: what is secret comes from Secrets, which are not read. */
const ofSecrets = pod.parse({
  metadata: { name: 'api-1' },
  spec: {
    containers: [
      {
        name: 'api',
        env: [
          {
            name: 'AUTH_SECRET',
            valueFrom: { secretKeyRef: { name: 'taskora-auth', key: 'secret' } },
          },
        ],
      },
    ],
  },
});

const written = (text: string): string =>
  shownLines(text, {
    pod: ofSecrets,
    share: { lines: 50, bytes: 10_000 },
    contains: undefined,
  }).lines.join('\n');

const reported = (message: string): string =>
  eventLines(
    [
      event.parse({
        metadata: { name: 'e' },
        message,
        reason: `Failed\u001b]8;;https://example.test/\u0007`,
        involvedObject: { kind: 'Pod', name: 'api\u202e-1' },
      }),
    ],
    { warningsOnly: false },
  )
    .map((line) => JSON.stringify(line))
    .join('\n');

describe('what a program wrote of itself (O1)', () => {
  it.each([
    ['colours of pino', `\u001b[36mpassword\u001b[0m=\u001b[35m${planted}`],
    ['colours of Node', `{ password: \u001b[32m'${planted}'\u001b[39m }`],
    ['something unseen in the name', `pass\u200bword=${planted}`],
  ])('shows no secret in a log or an event, in spite of %s', (_what, text) => {
    expect(written(`${time} ${text}`)).not.toContain(planted);
    expect(reported(text)).not.toContain(planted);
  });

  it('shows no secret that stands below its name', () => {
    expect(written(`${time} - name: API_TOKEN\n${time}   value: ${planted}`)).not.toContain(
      planted,
    );
    const shown = reported(`- name: API_TOKEN\n value: ${planted}`);
    expect(shown).not.toContain(planted);
    expect(shown).toContain('API_TOKEN value: ***');
  });

  it('shows a secret that comes from a Secret where it stands without a name', () => {
    expect(written(`${time} signed with ${planted}`)).toContain(planted);
  });

  it('has nothing unseen in an event besides its message', () => {
    expect(reported('x')).toMatch(/"object":"Pod\/api-1","reason":"Failed"/);
  });
});
