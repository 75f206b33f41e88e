import * as fc from 'fast-check';
import { addressesIn, serviceNamed, withAddresses } from './service-addresses.ts';

const toLocal = ({ host, port }: { host: string; port: number | undefined }): string | undefined =>
  serviceNamed(host, 'acme')?.namespace === 'acme'
    ? `127.0.0.1:${(port ?? 0) + 40_000}`
    : undefined;

function replaced(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(withAddresses(new Map(Object.entries(variables)), toLocal));
}

describe('addresses of Services in variables (K6)', () => {
  it.each([
    ['http://api', 'http://127.0.0.1:40080'],
    [
      'https://api:8443/a?b=http://web/c#d',
      'https://127.0.0.1:48443/a?b=http://127.0.0.1:40080/c#d',
    ],
    ['http://api.acme/x', 'http://127.0.0.1:40080/x'],
    ['http://api.acme.svc.cluster.local/x', 'http://127.0.0.1:40080/x'],
    ['http://api.acme.svc.cluster.local./x', 'http://127.0.0.1:40080/x'],
    ['http://api,http://web:3000', 'http://127.0.0.1:40080,http://127.0.0.1:43000'],
    ['postgresql://user:p@ss@postgres/db', 'postgresql://user:p@ss@127.0.0.1:45432/db'],
    [
      'postgresql://user:pw@one:5432,two:5433/db?x=1',
      'postgresql://user:pw@127.0.0.1:45432,127.0.0.1:45433/db?x=1',
    ],
    [`{'url':'http://api'}`, `{'url':'http://127.0.0.1:40080'}`],
    ['kafka-0:9092,kafka-1:9093', '127.0.0.1:49092,127.0.0.1:49093'],
  ])('are replaced: %s', (value, expected) => {
    expect(replaced({ VALUE: value })).toEqual({ VALUE: expected });
  });

  it.each([
    'http://localhost:30000',
    'https://example.org/api',
    'http://10.0.0.1:80',
    'http://[::1]:80/',
    'http://api.other.svc:80',
    'api',
    'taskora-api',
    '12:30',
    'a: b',
    '--max-old-space-size=144',
    'Taskora <taskora@localhost>',
    '',
  ])('are not seen where none of this namespace is: %j', (value) => {
    expect(replaced({ VALUE: value })).toEqual({ VALUE: value });
  });

  it('are replaced in two variables that are one address', () => {
    expect(
      replaced({ PGHOST: 'postgres', PGPORT: '5432', SMTP_HOST: 'mail', OTHER_PORT: '1' }),
    ).toEqual({ PGHOST: '127.0.0.1', PGPORT: '45432', SMTP_HOST: 'mail', OTHER_PORT: '1' });
  });

  it('leave every other character of a value as it is', () => {
    const part = fc.stringMatching(/^[a-z0-9%~$&'()*+;=!-]{0,12}$/);
    fc.assert(
      fc.property(part, part, part, (user, path, query) => {
        const url = (host: string): string => `postgresql://${user}:pw@${host}/${path}?${query}=1`;
        expect(replaced({ URL: url('postgres:5432') })).toEqual({ URL: url('127.0.0.1:45432') });
        expect(addressesIn(new Map([['URL', url('postgres')]]))).toEqual([
          { host: 'postgres', port: 5432 },
        ]);
      }),
    );
  });
});
