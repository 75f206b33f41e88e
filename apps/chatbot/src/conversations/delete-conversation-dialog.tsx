'use client';

import {
  deleteConversation,
  describeProblem,
  getListConversationsQueryKey,
  isUnknownOutcome,
  newId,
  sendChange,
  type ConversationSummary,
} from '@taskora/api-client';
import { AlertDialog, useToast } from '@taskora/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, type ReactElement } from 'react';

import { quoted } from '../chat/quoted.ts';

export interface DeleteConversationDialogProps {
  /** The conversation to delete, or null when nothing is asked. */
  conversation: ConversationSummary | null;
  onClose: () => void;
  onDeleted: (id: string) => void;
}

export function DeleteConversationDialog({
  conversation,
  onClose,
  onDeleted,
}: DeleteConversationDialogProps): ReactElement {
  const notify = useToast();
  const queryClient = useQueryClient();
  /** By conversation, while it is not known whether the deletion was done: asked again, it is the same. */
  const keys = useRef(new Map<string, string>());
  const deletion = useMutation({
    mutationFn: (id: string) => {
      const idempotencyKey = keys.current.get(id) ?? newId();
      keys.current.set(id, idempotencyKey);
      return sendChange((options) => deleteConversation(id, options), { idempotencyKey });
    },
    onSuccess: async (_nothing, id) => {
      keys.current.delete(id);
      onDeleted(id);
      await queryClient.invalidateQueries({ queryKey: getListConversationsQueryKey() });
    },
    onError: (error, id) => {
      if (!isUnknownOutcome(error)) keys.current.delete(id);
      notify({
        title: 'The conversation was not deleted.',
        description: describeProblem(error),
        tone: 'danger',
      });
    },
    onSettled: onClose,
  });
  return (
    <AlertDialog
      open={conversation !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Delete this conversation?"
      description={`${quoted(conversation?.title ?? '')} is deleted permanently. Your tasks stay as they are.`}
      confirmLabel="Delete conversation"
      cancelLabel="Keep it"
      pending={deletion.isPending}
      onConfirm={() => {
        if (conversation) deletion.mutate(conversation.id);
      }}
    />
  );
}
