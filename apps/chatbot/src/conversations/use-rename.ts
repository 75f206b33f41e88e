'use client';

import {
  describeProblem,
  getConversation,
  getListConversationsQueryKey,
  hasStatus,
  isUnknownOutcome,
  newId,
  renameConversation,
  sendChange,
  type ConversationSummary,
} from '@taskora/api-client';
import { useToast } from '@taskora/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { quoted } from '../chat/quoted.ts';

export interface Rename {
  rename: (title: string) => void;
  isPending: boolean;
  /** Why the last attempt changed nothing. */
  failure: string | null;
}

/**
 * Renames a conversation, over no title that was not seen here: where it has another one by now, that is
 * said, and the next attempt takes the place of it.
 */
export function useRename(
  conversation: ConversationSummary,
  { onRenamed, onClose }: { onRenamed: (title: string) => void; onClose: () => void },
): Rename {
  const { id } = conversation;
  const queryClient = useQueryClient();
  const notify = useToast();
  const [seen, setSeen] = useState(conversation.title);
  const [isPending, setIsPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const readListAgain = (): Promise<void> =>
    queryClient.invalidateQueries({ queryKey: getListConversationsQueryKey() });

  async function attempt(title: string): Promise<void> {
    try {
      await sendChange((options) => renameConversation(id, { title, formerTitle: seen }, options), {
        idempotencyKey: newId(),
      });
    } catch (error) {
      if (!hasStatus(error, 409)) throw error;
      const current = (await getConversation(id, { limit: 1 })).title;
      // An attempt whose answer was lost has done it.
      if (current !== title) {
        setSeen(current);
        setFailure(
          `It was renamed to ${quoted(current)} meanwhile. Save again to replace that title.`,
        );
        void readListAgain();
        return;
      }
    }
    await readListAgain();
    onRenamed(title);
    onClose();
  }

  async function rename(title: string): Promise<void> {
    if (title === seen) {
      onClose();
      return;
    }
    setIsPending(true);
    setFailure(null);
    try {
      await attempt(title);
    } catch (error) {
      if (hasStatus(error, 404)) {
        notify({
          title: 'The conversation was not renamed.',
          description: describeProblem(error),
          tone: 'danger',
        });
        onClose();
        await readListAgain();
      } else if (isUnknownOutcome(error)) {
        setFailure('It is not known whether it was renamed. Save again to be sure.');
      } else setFailure(`It was not renamed. ${describeProblem(error)}`);
    } finally {
      setIsPending(false);
    }
  }

  return { rename: (title) => void rename(title), isPending, failure };
}
