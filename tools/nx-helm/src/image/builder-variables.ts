/**
 * Variables that decide which engine builds, with which registries and proxies, and so may decide
 * what comes out: the image builder gets them, and they are inputs of the task.
 */
export const hashedBuilderVariables: readonly string[] = [
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'BUILDX_BUILDER',
  'CONTAINER_HOST',
  'CONTAINER_CONNECTION',
  'CONTAINERS_CONF',
  'CONTAINERS_CONF_OVERRIDE',
  'CONTAINERS_REGISTRIES_CONF',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'FTP_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'ftp_proxy',
  'no_proxy',
];

/**
 * The variables that programs need to run, find their own files, log in and colour their output.
 */
const otherBuilderVariables: readonly string[] = [
  'PATH',
  'PATHEXT',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LC_ALL',
  'TERM',
  'CI',
  'NO_COLOR',
  'FORCE_COLOR',
  'TMPDIR',
  'TMP',
  'TEMP',
  'SYSTEMROOT',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'XDG_RUNTIME_DIR',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_CACHE_HOME',
  'DBUS_SESSION_BUS_ADDRESS',
  'SSH_AUTH_SOCK',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'DOCKER_CONFIG',
  'DOCKER_CERT_PATH',
  'DOCKER_TLS_VERIFY',
  'DOCKER_API_VERSION',
  'BUILDX_CONFIG',
  'CONTAINER_SSHKEY',
  'CONTAINERS_STORAGE_CONF',
  'REGISTRY_AUTH_FILE',
  'STORAGE_DRIVER',
  'STORAGE_OPTS',
  'BUILDAH_ISOLATION',
  'BUILDAH_RUNTIME',
  '_CONTAINERS_USERNS_CONFIGURED',
  '_CONTAINERS_ROOTLESS_UID',
  '_CONTAINERS_ROOTLESS_GID',
];

/**
 * All environment variables that the image builder gets. It reads any option from a variable
 * (`INPUT_FILE`, `INPUT_<PROJECT>_CONTEXT`) before the given options, and engines have variables of
 * that kind too: another image under the same hash would be kept in the cache. So this is an
 * allow-list.
 */
export const builderVariables: readonly string[] = [
  ...hashedBuilderVariables,
  ...otherBuilderVariables,
];
