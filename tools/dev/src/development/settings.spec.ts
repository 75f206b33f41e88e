import { createServer } from 'node:net';
import { readDevelopment, takenPorts } from './settings.ts';
import { freePort } from '../ports.ts';

const data = '/srv/data';

describe('the places of npm run dev', () => {
  it('are 3000 and 3001 unless others are asked for', () => {
    expect(readDevelopment({ data }).ports).toMatchObject({ web: 3000, chatbot: 3001 });
    expect(readDevelopment({ data, ports: '1,2,3,4' })).toEqual({
      ports: { web: 1, chatbot: 2, api: 3, database: 4 },
      dataDirectory: data,
    });
  });

  it.each(['', '1,2,3', '1,2,3,x', '1,2,3,70000', '1,2,3,0', '1,2,2,3'])(
    'are refused as %p',
    (ports) => {
      expect(() => readDevelopment({ data, ports })).toThrow(/^DEV_BAD_PORTS: .*Do: /);
    },
  );
});

describe('a port of npm run dev that somebody else has', () => {
  it('is found before any service starts, with who has it', async () => {
    const [web, chatbot, api, database] = await Promise.all([
      freePort(),
      freePort(),
      freePort(),
      freePort(),
    ]);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(api, '127.0.0.1', resolve));
    try {
      const found = await takenPorts({ web, chatbot, api, database });
      expect(found.map(({ code, what }) => [code, what])).toEqual([
        ['PORT_TAKEN', expect.stringMatching(`^port ${api} is taken.*serves its api there$`)],
      ]);
    } finally {
      other.close();
    }
  });
});
