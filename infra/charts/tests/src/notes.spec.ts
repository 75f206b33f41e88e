import { stageWholeChart } from './whole-chart.ts';

const whole = stageWholeChart();
afterAll(() => whole.dispose());

/** Addresses at which the front ends let people sign up, by the settings of their pods. */
function trustedBy(set: readonly string[]): readonly string[] {
  const { objects } = whole.render({ set });
  const settings = objects.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'web',
  );
  return String(settings?.data?.['TRUSTED_ORIGINS']).split(',');
}

describe('the notes of the whole (K4, K6)', () => {
  it.each([
    ['by default', []],
    [
      'with entrances of the cluster alone',
      ['frontend', 'chatbot'].flatMap((name) => [
        `entrances.${name}.type=ClusterIP`,
        `entrances.${name}.nodePort=null`,
      ]),
    ],
    [
      'at other ports',
      ['global.urls.web=http://localhost:31000', 'global.urls.chatbot=http://localhost:31001'],
    ],
  ])('lead to addresses at which people can sign up %s', (_when, set) => {
    const notes = whole.notes(set);
    const forwards = [...notes.matchAll(/port-forward service\/taskora-(\w+) (\d+):80 /g)];
    expect(forwards.map(([, name]) => name).toSorted()).toEqual(['chatbot', 'frontend']);
    const addresses = forwards.map(([, , port]) => `http://localhost:${port}`);
    const trusted = trustedBy(set);
    expect(addresses.filter((address) => !trusted.includes(address))).toEqual([]);
  });

  it('say of a name of a domain what it has to lead to', () => {
    const notes = whole.notes(['global.urls.web=https://taskora.example']);
    expect(notes).toMatch(
      /https:\/\/taskora\.example has to lead to service\/taskora-frontend, port 80/,
    );
    expect(notes).not.toMatch(/port-forward service\/taskora-frontend/);
  });

  it('say how an address of a node is added', () => {
    const [, value = ''] = /--set '(global\.trustedOrigins=\{[^']*\})'/.exec(whole.notes()) ?? [];
    const set = value.replace('ADDRESS:PORT', '192.0.2.2:30000');
    expect(trustedBy([set])).toContain('http://192.0.2.2:30000');
  });

  it.each([
    ['volume', [], ['the Secrets that it made', 'the claim data-postgres-0']],
    [
      'volume',
      ['platform.database.backup.enabled=true', 'secrets.create=false'],
      ['the claim data-postgres-0', 'the claim postgres-backup'],
    ],
    ['memory', [], ['the Secrets that it made']],
    ['external', [], ['the Secrets that it made']],
    ['external', ['secrets.create=false'], undefined],
  ])('say what its end leaves, in mode %s with %j', (mode, set, kept) => {
    const notes = whole.notes([`global.database.mode=${mode}`, ...set]);
    expect(/This leaves (.*)\.$/m.exec(notes)?.[1]?.split(', ')).toEqual(kept);
  });
});
