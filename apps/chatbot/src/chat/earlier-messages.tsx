import { Button, StatusRegion } from '@taskora/ui';
import type { ReactElement } from 'react';

import { MessageView } from './message-view.tsx';
import type { Earlier } from './use-earlier.ts';

/** What was said before, and how to see more of it. */
export function EarlierMessages({
  earlier,
  tasksUrl,
}: {
  earlier: Earlier;
  tasksUrl: string;
}): ReactElement {
  const { messages, hasMore, isPending, failure, show } = earlier;
  return (
    <>
      {hasMore ? (
        <div className="grid justify-items-center gap-2">
          <Button size="small" pending={isPending} onClick={show}>
            Show earlier messages
          </Button>
          {failure === null ? null : (
            <p role="alert" className="text-sm text-muted">
              They could not be loaded. {failure}
            </p>
          )}
        </div>
      ) : null}
      <StatusRegion>
        {messages.length > 0 ? `${messages.length} earlier messages are shown.` : ''}
      </StatusRegion>
      {messages.map((message) => (
        <MessageView key={message.id} message={message} live={false} tasksUrl={tasksUrl} />
      ))}
    </>
  );
}
