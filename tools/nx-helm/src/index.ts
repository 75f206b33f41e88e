export { createDependencies } from './inference/create-dependencies.ts';
export { createNodes } from './inference/create-nodes.ts';
export type { PluginOptions } from './inference/options.ts';
export { preTasksExecution } from './base/nx-command.ts';
export const name = '@taskora/nx-helm';
