import { Unsupported } from './engine-needed.ts';
import type { CompileStep } from './stage.ts';
import type { Contents, StageTree } from './stage-tree.ts';

/** Adds the bytecode that a step makes to a stage's files. */
export type Compile = (tree: StageTree, step: CompileStep, contents: Contents) => Promise<void>;

export const noCompile: Compile = () => {
  throw new Unsupported('RUN compileall needs an engine');
};
