'use client';

import { useGetAssistant, type AssistantInfo } from '@taskora/api-client';
import { Icon } from '@taskora/ui';
import type { ReactElement } from 'react';

import { nameOf } from '../chat/assistant-name.ts';

/** What it means for a person who answers, and who can change that. */
function aboutAssistant({ provider, model }: AssistantInfo): string {
  return provider === 'embedded' || !model
    ? 'It is part of Taskora: it reads what you write by rules, and sends nothing to anybody else. Whoever runs Taskora can let a model answer in its place, by the settings ASSISTANT_PROVIDER and ASSISTANT_MODEL of the API.'
    : 'What you write here, and the tasks that it is about, are sent to this model. When it fails, the embedded assistant answers in its place and says so. Whoever runs Taskora chooses the model, or none, by the settings ASSISTANT_PROVIDER and ASSISTANT_MODEL of the API.';
}

/** Who will answer the next message, and how to switch; a deployment decides that, so it is asked for once. */
export function CurrentAssistant(): ReactElement {
  const { data } = useGetAssistant({ query: { staleTime: Number.POSITIVE_INFINITY } });
  // Its line is there from the start, so that nothing moves when the name comes.
  return (
    <div className="min-h-7 px-4 pt-2 text-center text-xs text-muted">
      {data === undefined ? null : (
        <details>
          <summary className="inline-flex min-h-6 cursor-pointer items-center gap-1 rounded-control wrap-anywhere pointer-coarse:min-h-target">
            {`Answers: ${nameOf(data)}`}
            <Icon name="help" className="size-4" />
          </summary>
          <p className="mx-auto max-w-prose pb-1 text-sm wrap-anywhere">{aboutAssistant(data)}</p>
        </details>
      )}
    </div>
  );
}
