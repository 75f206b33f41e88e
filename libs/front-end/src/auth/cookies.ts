import type { FrontEndConfig } from '@taskora/config';
import type { RequestHeaders } from '../http/request-headers.ts';

/**
 * Both apps use one prefix and so share a session on one host. On https the `__Host-` prefix makes
 * browsers refuse a cookie that another subdomain planted; on plain http they would refuse the prefix.
 */
export function cookieSettings(config: Pick<FrontEndConfig, 'publicUrl'>) {
  const secure = config.publicUrl.startsWith('https://');
  const prefix = secure ? '__Host-taskora' : 'taskora';
  return {
    prefix,
    secure,
    browserName: `${prefix}.known_browser`,
    sessionName: `${prefix}.session_token`,
  };
}

export type CookieSettings = ReturnType<typeof cookieSettings>;

/** The value of a cookie as it was sent, or undefined where there is none. */
export function cookieValue(headers: RequestHeaders, name: string): string | undefined {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name && value.length > 0) return value.join('=');
  }
  return undefined;
}
