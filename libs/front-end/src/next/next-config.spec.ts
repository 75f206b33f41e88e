import { describe, expect, it } from '@jest/globals';
import { securityHeaders } from '../server/security-headers.ts';
import { configOf } from './next-config.ts';

describe('what pages may use of a browser', () => {
  /** As Next.js sends it with each page and file. */
  async function permissions(service: string): Promise<string> {
    const rules = (await configOf(service).headers?.()) ?? [];
    expect(rules.map(({ source }) => source)).toEqual(['/:path*']);
    const policies = rules[0]?.headers.filter(({ key }) => key === 'Permissions-Policy') ?? [];
    expect(policies).toHaveLength(1);
    return policies[0]?.value ?? '';
  }
  const nothingElse = ['camera=()', 'geolocation=()', 'payment=()', 'usb=()'];

  it('is the microphone for the chat, by its own scripts alone', async () => {
    const allowed = (await permissions('chatbot')).split(', ');
    expect(allowed.toSorted()).toEqual([...nothingElse, 'microphone=(self)'].toSorted());
  });

  it.each(['web', 'anything'])('is nothing for %s', async (service) => {
    const allowed = (await permissions(service)).split(', ');
    expect(allowed.toSorted()).toEqual([...nothingElse, 'microphone=()'].toSorted());
  });

  it('is nothing for what is no page', () => {
    const own = securityHeaders.find(({ key }) => key === 'Permissions-Policy');
    expect(own?.value).toContain('microphone=()');
  });
});
