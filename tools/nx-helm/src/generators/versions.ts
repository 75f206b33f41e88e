/** What generated projects are built with; a workspace that has another version keeps its own. */
export const versions = {
  esbuild: '^0.28.2',
  next: '16.4.6',
  react: '19.3.1',
  typesNode: '^24.19.0',
  typesReact: '19.3.0',
  typescript: '~6.0.3',
  nxContainer: '^7.3.0',
} as const;

/** Base images for those who reach a registry. */
export const defaultBaseImages = {
  node: 'node:24-slim',
  next: 'node:24-slim',
  fastapi: 'python:3.13-slim',
} as const;

/** What manifests are rendered for until the environment's file says otherwise. */
export const defaultKubeVersion = '1.34.4';
