/**
 * The proxy that a tool would go through to an address, as most of them read the environment.
 *
 * @param {URL} address
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {string | undefined}
 */
export function proxyFor({ protocol, hostname }, environment) {
  /** @param {string} name */
  const read = (name) => environment[name.toLowerCase()] || environment[name] || undefined;
  if (isExempt(hostname, read('NO_PROXY') ?? '')) return undefined;
  return read(protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? read('ALL_PROXY');
}

/**
 * @param {string} hostname
 * @param {string} exemptions such as `localhost,.example.org`
 */
function isExempt(hostname, exemptions) {
  const names = exemptions.split(',').map((name) => name.trim().replace(/^\*?\./, ''));
  return names.some((name) => name === '*' || (name !== '' && `.${hostname}`.endsWith(`.${name}`)));
}
