import type { Cluster } from '@taskora/ops-core';
import type { z } from 'zod';
import type { Workspace } from '../nx/workspace.ts';

/** What a tool needs: `cluster` the API server alone, `workspace` a checkout with Nx and Helm besides. */
export type Group = 'cluster' | 'workspace';

export interface ToolContext {
  readonly cluster: Cluster;
  /** Absent in a pod. */
  readonly workspace: Workspace | undefined;
  /** Aborted when the client gives up. */
  readonly signal: AbortSignal;
}

/** What a tool found; every text in it is masked before it leaves. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
  /** Output of programs, which leaves fenced and beside the data. */
  readonly untrusted?: string;
}

export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly group: Group;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly run: (input: z.output<Input>, context: ToolContext) => Promise<Answer>;
}

/** Keeps the types of a tool's input together where it is declared; a list of tools has none of them. */
export function defineTool<Input extends z.ZodObject>(tool: Tool<Input>): Tool {
  return tool as unknown as Tool;
}

/** All four, because an absent one counts as destructive. */
export const annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;
