/**
 * Plain JavaScript, because for an entry in TypeScript Nx reads the compiler's options at the top of the
 * workspace, and loads the compiler for that, in every process that loads the plugin.
 */
export * from './index.ts';
