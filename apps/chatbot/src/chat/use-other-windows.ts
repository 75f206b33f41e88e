'use client';

import { getConversation } from '@taskora/api-client';
import { newId } from '@taskora/ui';
import { useEffect, useEffectEvent } from 'react';

import { messagesOf } from '../conversations/stored-messages.ts';
import type { ChatMessage } from './message-schema.ts';

const channelName = 'taskora-conversations';

/** A window hears its own announcements too, and knows already what they tell. */
const ownName = newId();

interface Announcement {
  id: string;
  from: string;
}

/** Tells the other windows of this browser that something was said in a conversation. */
export function announceAnswer(id: string): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage({ id, from: ownName } satisfies Announcement);
  channel.close();
}

function areSame(shown: readonly ChatMessage[], stored: readonly ChatMessage[]): boolean {
  return shown.length === stored.length && shown.at(-1)?.id === stored.at(-1)?.id;
}

export interface OtherWindows {
  id: string;
  messages: readonly ChatMessage[];
  /** Nothing is under way here that a newer list of messages would take away. */
  isIdle: boolean;
  onNews: (messages: ChatMessage[]) => void;
}

/** Shows what was said in this conversation in another window or on another device, when one looks. */
export function useOtherWindows({ id, messages, isIdle, onNews }: OtherWindows): void {
  const look = useEffectEvent(async (): Promise<void> => {
    if (!isIdle || messages.length === 0) return;
    const stored = await getConversation(id).then(messagesOf, () => null);
    if (stored !== null) showNews(stored);
  });
  // Read anew after the request: something may have been sent from here meanwhile.
  const showNews = useEffectEvent((stored: ChatMessage[]) => {
    if (isIdle && stored.length >= messages.length && !areSame(messages, stored)) onNews(stored);
  });

  useEffect(() => {
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') void look();
    };
    document.addEventListener('visibilitychange', onVisible);
    window.addEventListener('focus', onVisible);
    const channel =
      typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName);
    channel?.addEventListener('message', ({ data }: MessageEvent<Announcement>) => {
      if (data.id === id && data.from !== ownName) void look();
    });
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('focus', onVisible);
      channel?.close();
    };
  }, [id]);
}
