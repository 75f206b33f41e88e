import { isDevelopment } from '../base/environment.ts';

/** Of the pages that take dictation: their own scripts may ask for the microphone, and no others. */
const listeningServices: ReadonlySet<string> = new Set(['chatbot']);

/** Headers for every answer, pages and files alike. */
export const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];

/** The headers of the pages and files of a service: what its pages may use of a browser is its own. */
export function securityHeadersOf(service: string): { key: string; value: string }[] {
  if (!listeningServices.has(service)) return securityHeaders;
  return securityHeaders.map(({ key, value }) => ({
    key,
    value: value.replace('microphone=()', 'microphone=(self)'),
  }));
}

/** Where people come over https, their browsers ask for nothing else for a year. */
export const transportSecurity = {
  key: 'Strict-Transport-Security',
  value: 'max-age=31536000',
};

/**
 * Scripts run only with this answer's nonce. Style attributes are allowed, because components position
 * themselves with them; style elements need the nonce too.
 */
function contentSecurityPolicy(nonce: string, development: boolean): string {
  // React rebuilds server stacks with eval, and styles are injected by the bundler, while developing.
  const developmentScript = development ? " 'unsafe-eval'" : '';
  const style = development ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${developmentScript}`,
    `style-src 'self' ${style}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export interface SecurePage {
  /** For the page: Next.js takes the nonce for its own scripts from the policy in here. */
  requestHeaders: Headers;
  /** For the browser. */
  responseHeaders: Headers;
}

export function securePage(headers: Headers, development = isDevelopment()): SecurePage {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = contentSecurityPolicy(nonce, development);
  const requestHeaders = new Headers(headers);
  requestHeaders.set('x-nonce', nonce);
  requestHeaders.set('content-security-policy', policy);
  const responseHeaders = new Headers({
    'content-security-policy': policy,
    'cache-control': 'no-store',
  });
  return { requestHeaders, responseHeaders };
}
