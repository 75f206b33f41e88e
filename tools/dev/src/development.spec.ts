import { readDevelopment } from './development.ts';

const data = '/srv/data';

describe('the places of npm run dev', () => {
  it('are 3000 and 3001 unless others are asked for', () => {
    expect(readDevelopment({ data }).ports).toMatchObject({ web: 3000, chatbot: 3001 });
    expect(readDevelopment({ data, ports: '1,2,3,4' })).toEqual({
      ports: { web: 1, chatbot: 2, api: 3, database: 4 },
      dataDirectory: data,
    });
  });

  it.each(['', '1,2,3', '1,2,3,x', '1,2,3,70000', '1,2,3,0'])('are refused as %p', (ports) => {
    expect(() => readDevelopment({ data, ports })).toThrow(/^DEV_BAD_PORTS: .*Do: /);
  });
});
