import { Icon, Spinner, TextLink } from '@taskora/ui';
import type { ReactElement } from 'react';

import { CardHead, cardClassName } from './card-frame.tsx';
import { parseToolOutput } from './message-schema.ts';
import { countOf } from './tasks/task-count.ts';
import { TaskRows } from './tasks/task-rows.tsx';
import { doneLabel, toolNameOf, toolLabels, type ToolPart } from './tool-labels.ts';
import { UndoButton } from './undo-button.tsx';

export interface ToolCardProps {
  part: ToolPart;
  /** The answer is still coming: what has no result yet is being worked on. */
  live: boolean;
  /** The same answer brings a list of tasks of its own. */
  listedBelow: boolean;
  tasksUrl: string;
}

function RunningCard({ label }: { label: string }): ReactElement {
  return (
    <div className={cardClassName}>
      <CardHead className="text-muted" sign={<Spinner className="mx-0.5 text-accent" />}>
        {label}…
      </CardHead>
    </div>
  );
}

interface NotDoneCardProps {
  label: string;
  detail: string;
  tone: 'text-danger' | 'text-warning';
}

function NotDoneCard({ label, detail, tone }: NotDoneCardProps): ReactElement {
  return (
    <div className={cardClassName}>
      <CardHead className={tone} sign={<Icon name="warning" />}>
        {label}
      </CardHead>
      <p className="px-4 pb-3 text-sm text-muted wrap-anywhere">{detail}</p>
    </div>
  );
}

/** The answer ended before this action said how it went; claiming success or failure could be wrong. */
function UnknownCard({ label }: { label: string }): ReactElement {
  return (
    <NotDoneCard
      label={`${label}: no result came back`}
      detail="It may not have happened. Look at your tasks to be sure."
      tone="text-warning"
    />
  );
}

interface ResultCardProps extends Omit<ToolCardProps, 'live' | 'part'> {
  toolName: string;
  output: unknown;
}

function ResultCard({
  toolName,
  output,
  listedBelow,
  tasksUrl,
}: ResultCardProps): ReactElement | null {
  const labels = toolLabels(toolName);
  const { tasks, total = tasks.length, summary, outcome, changeId } = parseToolOutput(output);
  if (outcome === 'unknown') return <UnknownCard label={labels.running} />;
  const done = outcome === 'done';
  if (listedBelow && toolName === 'list_tasks' && done) return null;
  const notDone = outcome === 'unconfirmed' ? `${labels.notDone} yet` : labels.notDone;
  const label = done ? doneLabel(toolName, tasks) : notDone;
  const rows = listedBelow && !done ? [] : tasks;
  return (
    <div className={cardClassName}>
      <CardHead
        divided={rows.length > 0}
        sign={
          <Icon
            name={done ? labels.icon : 'warning'}
            className={done ? 'text-accent' : 'text-muted'}
          />
        }
        end={
          <span className="flex items-center gap-2">
            {changeId ? <UndoButton changeId={changeId} /> : null}
            <TextLink roomy href={tasksUrl}>
              Open in Tasks
            </TextLink>
          </span>
        }
      >
        {total > 1 ? `${label}: ${countOf(total)}` : label}
        {tasks.length === 0 && summary ? `: ${summary}` : null}
      </CardHead>
      {rows.length > 0 ? (
        <TaskRows
          tasks={rows}
          {...{ total, label, tasksUrl }}
          gone={done && toolName === 'delete_task'}
        />
      ) : null}
    </div>
  );
}

export function ToolCard({
  part,
  live,
  listedBelow,
  tasksUrl,
}: ToolCardProps): ReactElement | null {
  const toolName = toolNameOf(part);
  const labels = toolLabels(toolName);
  if (part.state === 'output-error') {
    return <NotDoneCard label={labels.notDone} detail={part.errorText} tone="text-danger" />;
  }
  if (part.state === 'output-available') {
    return <ResultCard {...{ toolName, output: part.output, listedBelow, tasksUrl }} />;
  }
  return live ? <RunningCard label={labels.running} /> : <UnknownCard label={labels.running} />;
}
