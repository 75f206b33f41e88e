'use client';

import { Button, Spinner } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';

import { LoadFailure } from '../load-failure.tsx';
import { taskEditorQuery } from './task-editor-query.ts';
import type { TaskEditorProps } from './task-editor.tsx';

/** The form of a task, or what is there instead of it while it is loaded. */
export function OpenedEditor(props: TaskEditorProps): ReactElement {
  const { data: TaskEditor, isError, error, refetch } = useQuery(taskEditorQuery);
  if (TaskEditor) return <TaskEditor {...props} />;
  if (!isError) return <Spinner label="Opening the form" />;
  return (
    <div className="grid justify-items-start gap-2">
      <LoadFailure
        title="The form could not be opened."
        error={error}
        onRetry={() => void refetch()}
      />
      <Button onClick={props.onClose}>Cancel</Button>
    </div>
  );
}
