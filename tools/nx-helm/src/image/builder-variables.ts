/** A variable of the environment that an image builder gets. */
export interface BuilderVariable {
  readonly name: string;
  /** Whether it is an input of the task: all that may decide what comes out. */
  readonly isInput: boolean;
  /** What builds need it for. */
  readonly reason: string;
}

const inputs = (reason: string, names: readonly string[]): BuilderVariable[] =>
  names.map((name) => ({ name, reason, isInput: true }));

const others = (reason: string, names: readonly string[]): BuilderVariable[] =>
  names.map((name) => ({ name, reason, isInput: false }));

const deciding: readonly BuilderVariable[] = [
  ...inputs('which daemon or remote service builds', [
    'DOCKER_HOST',
    'DOCKER_CONTEXT',
    'DOCKER_API_VERSION',
    'CONTAINER_HOST',
    'CONTAINER_CONNECTION',
  ]),
  ...inputs('which of the builders of buildx builds', ['BUILDX_BUILDER', 'BUILDX_CONFIG']),
  ...inputs('which settings the engine reads; those of docker may add proxies to each build', [
    'CONTAINERS_CONF',
    'CONTAINERS_CONF_OVERRIDE',
    'DOCKER_CONFIG',
    'XDG_CONFIG_HOME',
  ]),
  ...inputs('which registry a base image comes from', ['CONTAINERS_REGISTRIES_CONF']),
  ...inputs('whom the engine believes to be that registry', ['SSL_CERT_FILE', 'SSL_CERT_DIR']),
  ...inputs('where images are stored, and which owners and attributes of files are kept there', [
    'CONTAINERS_STORAGE_CONF',
    'STORAGE_DRIVER',
    'STORAGE_OPTS',
    'XDG_DATA_HOME',
  ]),
  ...inputs('by what a step is run, and so what it sees of the machine', [
    'BUILDAH_ISOLATION',
    'BUILDAH_RUNTIME',
    '_CONTAINERS_USERNS_CONFIGURED',
    '_CONTAINERS_ROOTLESS_UID',
    '_CONTAINERS_ROOTLESS_GID',
  ]),
  ...inputs('podman gives it to each step of a build', [
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'FTP_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'ftp_proxy',
    'no_proxy',
  ]),
];

/** Equal images come out whatever these say; as inputs they would keep two machines from sharing one. */
const withoutEffect: readonly BuilderVariable[] = [
  ...others('where programs are', ['PATH', 'PATHEXT', 'SYSTEMROOT', 'PROGRAMDATA', 'PROGRAMFILES']),
  ...others('whose files the engine uses; what they set is an input by itself', [
    'HOME',
    'USER',
    'LOGNAME',
    'USERPROFILE',
    'APPDATA',
    'LOCALAPPDATA',
  ]),
  ...others('where files may lie for a while', [
    'TMPDIR',
    'TMP',
    'TEMP',
    'XDG_CACHE_HOME',
    'XDG_RUNTIME_DIR',
    'DBUS_SESSION_BUS_ADDRESS',
  ]),
  ...others('credentials, which decide whether something may be had, and not what', [
    'SSH_AUTH_SOCK',
    'CONTAINER_SSHKEY',
    'DOCKER_CERT_PATH',
    'DOCKER_TLS_VERIFY',
    'REGISTRY_AUTH_FILE',
  ]),
  ...others('how the output looks', ['TERM', 'CI', 'NO_COLOR', 'FORCE_COLOR']),
];

/**
 * All environment variables that the image builder gets. It reads any option from a variable
 * (`INPUT_FILE`, `INPUT_<PROJECT>_CONTEXT`) before the given options, and engines have variables of
 * that kind too: another image under the same hash would be kept in the cache. So this is an
 * allow-list.
 */
export const builderVariables: readonly BuilderVariable[] = [...deciding, ...withoutEffect];

/** The language of programs is the same for all who build. */
export const fixedVariables = { LANG: 'C.UTF-8' };

/**
 * Prints what podman's user has set, which `HOME` leads to: an input of each build. Nothing where there
 * is no such file, as on most machines.
 */
export const engineSettingsCommand =
  'cat "${XDG_CONFIG_HOME:-$HOME/.config}"/containers/*.conf 2>/dev/null || echo none';
