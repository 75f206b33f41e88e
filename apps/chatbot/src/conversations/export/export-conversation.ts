import { conversationJson } from './conversation-json.ts';
import { conversationMarkdown } from './conversation-markdown.ts';
import { fileName } from './file-name.ts';
import { readConversation } from './read-conversation.ts';

export type ExportFormat = 'json' | 'markdown';

function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by its next task at the latest.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

/** Reads a whole conversation, and gives it to the browser as a file. */
export async function exportConversation(id: string, format: ExportFormat): Promise<void> {
  const conversation = await readConversation(id);
  const now = new Date().toISOString();
  if (format === 'json') {
    const name = fileName(conversation.title, 'json');
    download(name, 'application/json', conversationJson(conversation, now));
    return;
  }
  const name = fileName(conversation.title, 'md');
  const text = conversationMarkdown(conversation, now.slice(0, 10));
  download(name, 'text/markdown;charset=utf-8', text);
}
