/** In a file of its own: of a package that is loaded late, a bundler would keep every model of every API. */
export { KubeConfig } from '@kubernetes/client-node';
