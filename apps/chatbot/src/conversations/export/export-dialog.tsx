'use client';

import { ApiError, describeProblem, type ConversationSummary } from '@taskora/api-client';
import { Button, Dialog, Icon, useToast } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

import { quoted } from '../../chat/quoted.ts';
import type { ExportFormat } from './export-conversation.ts';

export interface ExportDialogProps {
  /** The conversation to export, or null when nothing is asked. */
  conversation: ConversationSummary | null;
  /** This conversation is to be asked about no longer; another one may be by now. */
  onClose: (id: string) => void;
}

const formats: readonly { format: ExportFormat; label: string; about: string }[] = [
  { format: 'markdown', label: 'As Markdown', about: 'to read, print or keep with notes' },
  { format: 'json', label: 'As JSON', about: 'for programs, with all that the answers hold' },
];

/** Asks in which form a conversation is wanted as a file. */
export function ExportDialog({ conversation, onClose }: ExportDialogProps): ReactElement {
  const notify = useToast();
  const [pending, setPending] = useState<{ id: string; format: ExportFormat } | null>(null);

  async function begin(id: string, format: ExportFormat): Promise<void> {
    const own = { id, format };
    setPending(own);
    try {
      // It comes only for who wants it: nobody waits for it to see the chat.
      const { exportConversation } = await import('./export-conversation.ts');
      await exportConversation(id, format);
      onClose(id);
    } catch (error) {
      notify({
        title: 'The conversation was not exported.',
        description:
          error instanceof ApiError
            ? describeProblem(error)
            : 'A part of the page could not be loaded. Check the connection and try again.',
        tone: 'danger',
      });
    } finally {
      setPending((last) => (last === own ? null : last));
    }
  }

  const current = pending !== null && pending.id === conversation?.id ? pending.format : null;
  return (
    <Dialog
      open={conversation !== null}
      onOpenChange={(open) => {
        if (!open && conversation) onClose(conversation.id);
      }}
      title="Export this conversation"
      description={
        conversation === null
          ? null
          : `${quoted(conversation.title || 'Untitled')} is saved as a file, with everything that was said in it.`
      }
    >
      <ul className="mt-4 grid gap-3">
        {formats.map(({ format, label, about }) => (
          <li key={format} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button
              pending={current === format}
              disabled={current !== null && current !== format}
              onClick={() => {
                if (conversation) void begin(conversation.id, format);
              }}
            >
              <Icon name="download" />
              {label}
            </Button>
            <span className="text-sm text-muted">{about}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
