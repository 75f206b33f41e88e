import type { IconName } from '@taskora/ui';
import { getToolName, isToolUIPart } from 'ai';

import type { ChatMessage, ChatMessagePart, ShownTask } from './message-schema.ts';

export interface ToolLabels {
  running: string;
  done: string;
  /** Said when the action failed or was interrupted: always what has not happened. */
  notDone: string;
  icon: IconName;
}

const labels: Record<string, ToolLabels> = {
  add_task: { running: 'Adding', done: 'Added', notDone: 'Not added', icon: 'add' },
  list_tasks: {
    running: 'Looking at your tasks',
    done: 'Your tasks',
    notDone: 'Your tasks were not read',
    icon: 'list',
  },
  complete_task: {
    running: 'Completing',
    done: 'Completed',
    notDone: 'Not completed',
    icon: 'check',
  },
  delete_task: { running: 'Deleting', done: 'Deleted', notDone: 'Not deleted', icon: 'trash' },
  undo_change: { running: 'Undoing', done: 'Undone', notDone: 'Not undone', icon: 'undo' },
  update_task: { running: 'Changing', done: 'Changed', notDone: 'Not changed', icon: 'edit' },
};

const otherTool: ToolLabels = {
  running: 'Working',
  done: 'Done',
  notDone: 'Not done',
  icon: 'sparkle',
};

export function toolLabels(toolName: string): ToolLabels {
  return Object.hasOwn(labels, toolName) ? (labels[toolName] ?? otherTool) : otherTool;
}

/** What was done, in short; completing can also be taken back, which the tasks themselves show. */
export function doneLabel(toolName: string, tasks: readonly ShownTask[]): string {
  const reopened =
    toolName === 'complete_task' && tasks.length > 0 && tasks.every((task) => !task.completedAt);
  return reopened ? 'Reopened' : toolLabels(toolName).done;
}

export type ToolPart = Extract<ChatMessagePart, { toolCallId: string }>;

export function isToolPart(part: ChatMessagePart): part is ToolPart {
  return isToolUIPart(part);
}

export function toolNameOf(part: ToolPart): string {
  return getToolName(part);
}

/** Which actions of a message were carried out, and which were begun without a result. */
export function actionsOf(message: ChatMessage | undefined): { done: number; unfinished: number } {
  const parts = message?.parts.filter(isToolPart) ?? [];
  const done = parts.filter((part) => part.state === 'output-available').length;
  const failed = parts.filter((part) => part.state === 'output-error').length;
  return { done, unfinished: parts.length - done - failed };
}
