export { createDependencies, createNodes } from './inference/project-graph.ts';
export type { PluginOptions } from './inference/options.ts';
export { preTasksExecution } from './base/nx-command.ts';
export const name = '@taskora/nx-helm';
