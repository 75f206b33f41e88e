import { VisuallyHidden } from '@taskora/ui';
import { memo, type ReactElement } from 'react';

import { AnsweredBy } from './answered-by.tsx';
import { answersToChoose } from './answers-to-choose.ts';
import { ApprovalCard } from './approval-card.tsx';
import { Candidates } from './candidates.tsx';
import { textOf, type ChatMessage, type ChatMessagePart } from './message-schema.ts';
import { MessageText } from './message-text.tsx';
import { TaskListCard } from './tasks/task-list-card.tsx';
import { ToolCard } from './tool-card.tsx';
import { isToolPart } from './tool-labels.ts';

export interface MessageViewProps {
  message: ChatMessage;
  live: boolean;
  tasksUrl: string;
  onChoose?: ((option: string) => void) | undefined;
}

function PersonMessage({ message }: { message: ChatMessage }): ReactElement {
  return (
    <article className="ml-auto max-w-[85%] rounded-card rounded-br-md bg-accent px-4 py-2.5 text-on-accent">
      <VisuallyHidden>You said: </VisuallyHidden>
      <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
        {textOf(message)}
      </p>
    </article>
  );
}

function PartView({
  part,
  ...props
}: MessageViewProps & { part: ChatMessagePart }): ReactElement | null {
  if (part.type === 'text')
    return part.text ? <MessageText text={part.text} onChoose={props.onChoose} /> : null;
  if (part.type === 'data-assistant') return <AnsweredBy data={part.data} />;
  if (part.type === 'data-tasks')
    return <TaskListCard data={part.data} tasksUrl={props.tasksUrl} />;
  if (part.type === 'data-approval') return <ApprovalCard data={part.data} />;
  if (!isToolPart(part)) return null;
  return (
    <ToolCard
      part={part}
      live={props.live}
      listedBelow={props.message.parts.some((other) => other.type === 'data-tasks')}
      tasksUrl={props.tasksUrl}
    />
  );
}

/** Parts of an answer are only ever appended, so their places are their keys. */
export const MessageView = memo(function MessageView(props: MessageViewProps): ReactElement {
  if (props.message.role === 'user') return <PersonMessage message={props.message} />;
  return (
    <article aria-busy={props.live} className="grid max-w-full justify-items-start gap-3">
      <VisuallyHidden>Taskora said: </VisuallyHidden>
      {props.message.parts.map((part, index) => (
        <PartView key={index} part={part} {...props} />
      ))}
      <Candidates options={answersToChoose(props.message)} onChoose={props.onChoose} />
    </article>
  );
});
