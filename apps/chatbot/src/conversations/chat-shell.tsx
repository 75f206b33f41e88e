'use client';

import { getListConversationsQueryKey, type ConversationSummary } from '@taskora/api-client';
import { Dialog, IconButton } from '@taskora/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState, type ReactElement } from 'react';

import { Conversation } from '../chat/conversation.tsx';
import { ConversationList } from './conversation-list.tsx';
import { CurrentAssistant } from './current-assistant.tsx';
import { DeleteConversationDialog } from './delete-conversation-dialog.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import { StoredConversation } from './stored-conversation.tsx';
import { useOpenConversation } from './use-open-conversation.ts';

/** The list of conversations beside the one that is open; on small screens the list is a drawer. */
export function ChatShell({ tasksUrl }: { tasksUrl: string }): ReactElement {
  const { id, isNew, draftName, open, startNew, keepInAddress } = useOpenConversation();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [deleting, setDeleting] = useState<ConversationSummary | null>(null);
  const [exporting, setExporting] = useState<ConversationSummary | null>(null);
  const queryClient = useQueryClient();

  const refreshList = useCallback(() => {
    void queryClient.invalidateQueries({ queryKey: getListConversationsQueryKey() });
  }, [queryClient]);
  const closeDrawer = (): void => setDrawerOpen(false);

  const list = (
    <ConversationList
      openId={id}
      onOpen={(chosen) => {
        closeDrawer();
        if (chosen !== id) open(chosen);
      }}
      onNew={() => {
        closeDrawer();
        startNew();
      }}
      onExport={setExporting}
      onDelete={setDeleting}
    />
  );
  const conversation = {
    ...{ id, draftName, tasksUrl },
    onStarted: keepInAddress,
    onAnswered: refreshList,
  };

  return (
    <div className="flex min-h-0 flex-1">
      <h1 className="sr-only">Chat</h1>
      <aside
        aria-label="Conversations"
        className="hidden w-72 shrink-0 flex-col border-r border-line p-3 lg:flex"
      >
        {list}
      </aside>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="flex justify-between px-2 pt-1 sm:px-4 lg:hidden">
          <IconButton label="Conversations" icon="menu" onClick={() => setDrawerOpen(true)} />
          <IconButton label="New conversation" icon="add" onClick={startNew} />
        </div>
        <CurrentAssistant />
        {isNew ? (
          <Conversation key={id} {...conversation} initialMessages={[]} />
        ) : (
          <StoredConversation key={id} {...conversation} onNew={startNew} />
        )}
      </div>
      <Dialog open={drawerOpen} onOpenChange={setDrawerOpen} title="Conversations">
        {list}
      </Dialog>
      <ExportDialog
        conversation={exporting}
        onClose={(closed) => setExporting((asked) => (asked?.id === closed ? null : asked))}
      />
      <DeleteConversationDialog
        conversation={deleting}
        onClose={() => setDeleting(null)}
        onDeleted={(deletedId) => {
          if (deletedId === id) startNew();
        }}
      />
    </div>
  );
}
