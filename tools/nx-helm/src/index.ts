export { createDependencies, createNodes } from './inference/project-graph.ts';
export type { PluginOptions } from './inference/options.ts';
export { postTasksExecution, preTasksExecution } from './cache/run-hooks.ts';
export const name = '@taskora/nx-helm';
