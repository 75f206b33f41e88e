import { pipSettings } from './pip-settings.mjs';
import { proxyFor } from './proxies.mjs';
import { answerOf } from './question.mjs';

/**
 * A registry that has to be reached, as the tool that is going to reach it is configured.
 *
 * @typedef {object} Registry
 * @property {string} tool for people, such as `npm`
 * @property {URL} address
 * @property {string | undefined} proxy
 * @property {string} settings the command that shows where the tool has the address from
 *
 * @typedef {Readonly<Record<string, string | undefined>>} Environment
 * @typedef {'npm' | 'pip' | 'go' | 'apt'} RegistryTool
 */

/**
 * @param {string} text
 * @returns {URL | undefined} nothing for what is no address in a network, such as a folder
 */
function webAddress(text) {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  return address?.protocol === 'https:' || address?.protocol === 'http:' ? address : undefined;
}

/**
 * @param {string} tool
 * @param {string} settings
 * @param {readonly (string | undefined)[]} texts
 * @param {(address: URL) => string | undefined} proxyOf
 * @returns {Registry[]}
 */
function registries(tool, settings, texts, proxyOf) {
  const known = new Map();
  for (const text of texts) {
    const address = text === undefined ? undefined : webAddress(text.trim());
    if (address !== undefined) known.set(address.origin, address);
  }
  return [...known.values()].map((address) => ({
    tool,
    address,
    proxy: proxyOf(address),
    settings,
  }));
}

/** npm prints these for what was not set. */
const set = (/** @type {string | undefined} */ value) =>
  value === undefined || ['', 'null', 'undefined'].includes(value) ? undefined : value;

/**
 * @param {string} workspace
 * @param {Environment} environment
 */
async function ofNpm(workspace, environment) {
  const names = ['registry', 'proxy', 'https-proxy'];
  const text = await answerOf('npm', ['config', 'get', ...names], {
    directory: workspace,
    environment,
  });
  const lines = (text ?? '').split('\n');
  /** @param {string} name */
  const value = (name) =>
    set(lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1));
  return registries('npm', 'npm config get registry', [value('registry')], (address) => {
    const own = address.protocol === 'https:' ? value('https-proxy') : undefined;
    return own ?? value('proxy') ?? proxyFor(address, environment);
  });
}

const PIP_DEFAULT = 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)';

/** @param {Environment} environment */
async function ofPip(environment) {
  const [said, own] = await Promise.all([
    answerOf('python3', ['-m', 'pip', 'config', 'list'], { environment }),
    answerOf('python3', ['-c', PIP_DEFAULT], { environment }),
  ]);
  const list = said ?? pipSettings(environment);
  /** @param {string} name */
  const values = (name) =>
    [...list.matchAll(new RegExp(`^[^=]*\\.${name}=(.*)$`, 'gm'))].map(([, value = '']) =>
      value.replaceAll(/^'|'$/g, ''),
    );
  const indexes = values('index-url');
  const addresses = [
    ...(indexes.length > 0 ? indexes : [own]),
    ...values('extra-index-url').flatMap((value) => value.split(/\s+|\\n/)),
    environment['UV_DEFAULT_INDEX'] ?? environment['UV_INDEX_URL'],
  ];
  const [proxy] = values('proxy');
  return registries(
    'pip',
    'python3 -m pip config list',
    addresses,
    (address) => proxy ?? proxyFor(address, environment),
  );
}

/** @param {Environment} environment */
async function ofGo(environment) {
  const text = await answerOf('go', ['env', 'GOPROXY'], {
    environment: { ...environment, GOTOOLCHAIN: 'local' },
  });
  // Go tries one after the other; the first is what it has to reach.
  const [first] = (text ?? '').trim().split(/[,|]/);
  return registries('go', 'go env GOPROXY', [first], (address) => proxyFor(address, environment));
}

/** @param {Environment} environment */
async function ofApt(environment) {
  const [sites, proxies] = await Promise.all([
    answerOf('apt-get', ['indextargets', '--format', '$(SITE)', 'Created-By: Packages'], {
      environment,
    }),
    answerOf('apt-config', ['dump'], { environment }),
  ]);
  return registries('apt', 'apt-get indextargets', (sites ?? '').split('\n'), (address) => {
    const scheme = address.protocol.replace(':', '');
    const own = new RegExp(`^Acquire::${scheme}::Proxy "([^"]+)"`, 'im').exec(proxies ?? '')?.[1];
    return own === 'DIRECT' ? undefined : (own ?? proxyFor(address, environment));
  });
}

/**
 * Where the tools would go for packages: their own settings say, and no address is written down here.
 * A tool that is not installed yet has none, and is asked again after it is.
 *
 * @param {readonly RegistryTool[]} tools
 * @param {{ readonly workspace: string, readonly environment: Environment }} settings
 * @returns {Promise<Registry[]>}
 */
export async function readRegistries(tools, { workspace, environment }) {
  const ask = {
    npm: () => ofNpm(workspace, environment),
    pip: () => ofPip(environment),
    go: () => ofGo(environment),
    apt: () => ofApt(environment),
  };
  const found = await Promise.all(tools.map((tool) => ask[tool]()));
  return found.flat();
}
