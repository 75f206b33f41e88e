import { onDemand } from '../on-demand.ts';

/** The form of a task, with all that is read and changed in it. */
export const taskEditorQuery = onDemand(
  'task-editor',
  async () => (await import('./task-editor.tsx')).TaskEditor,
);
