'use client';

import {
  describeProblem,
  getListConversationsQueryKey,
  useDeleteConversation,
  type ConversationSummary,
} from '@taskora/api-client';
import { AlertDialog, useToast } from '@taskora/ui';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';

export interface DeleteQuestionProps {
  /** The conversation to delete, or null when nothing is asked. */
  conversation: ConversationSummary | null;
  onClose: () => void;
  onDeleted: (id: string) => void;
}

export function DeleteQuestion({
  conversation,
  onClose,
  onDeleted,
}: DeleteQuestionProps): ReactElement {
  const notify = useToast();
  const queryClient = useQueryClient();
  const deletion = useDeleteConversation({
    mutation: {
      onSuccess: async (_nothing, { id }) => {
        onDeleted(id);
        await queryClient.invalidateQueries({ queryKey: getListConversationsQueryKey() });
      },
      onError: (error) =>
        notify({
          title: 'The conversation was not deleted.',
          description: describeProblem(error),
          tone: 'danger',
        }),
      onSettled: onClose,
    },
  });
  return (
    <AlertDialog
      open={conversation !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Delete this conversation?"
      description={`“${conversation?.title ?? ''}” goes for good. Your tasks stay as they are.`}
      confirmLabel="Delete conversation"
      cancelLabel="Keep it"
      danger
      pending={deletion.isPending}
      onConfirm={() => {
        if (conversation) deletion.mutate({ id: conversation.id });
      }}
    />
  );
}
