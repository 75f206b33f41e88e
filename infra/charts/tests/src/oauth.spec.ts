import { stageCharts } from './helm.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

const settings = (...set: string[]) => charts.render('api', { set }).only('ConfigMap').data ?? {};

describe('OAuth for programs (A2)', () => {
  it.each([
    'https://tasks.example',
    'http://localhost:30000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ])('has %s as the issuer, and /mcp of it as the audience', (address) => {
    expect(settings(`global.urls.web=${address}`)).toMatchObject({
      MCP_RESOURCE_URL: `${address}/mcp`,
      MCP_AUTHORIZATION_SERVER: address,
    });
  });

  it.each(['http://192.0.2.1:30000', 'http://localhost.example', 'http://tasks.example'])(
    'is not there where people come by %s, as web gives no tokens there',
    (address) => {
      const none = { MCP_RESOURCE_URL: '', MCP_AUTHORIZATION_SERVER: '' };
      expect(settings(`global.urls.web=${address}`)).toMatchObject(none);
    },
  );

  it('is off where the environment wants none', () => {
    const off = settings('env.MCP_RESOURCE_URL=');
    expect([off['MCP_RESOURCE_URL'], off['MCP_AUTHORIZATION_SERVER']]).toEqual(['', '']);
  });
});
