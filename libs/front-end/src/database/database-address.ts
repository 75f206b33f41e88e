/**
 * `sslmode` means what it means to every other client of PostgreSQL, the API among them: `require` encrypts,
 * `verify-full` also checks the certificate. The driver by itself would check it in both.
 */
export function databaseAddress(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  if (url.searchParams.has('sslmode') && !url.searchParams.has('uselibpqcompat')) {
    url.searchParams.set('uselibpqcompat', 'true');
  }
  return url.href;
}
