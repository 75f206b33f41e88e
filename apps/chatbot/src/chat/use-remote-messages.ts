'use client';

import { getConversation, newId, type Conversation } from '@taskora/api-client';
import { useEffect, useEffectEvent } from 'react';

import { messagesOf } from '../conversations/stored-messages.ts';
import type { ChatMessage } from './message-schema.ts';
import { areSame, continued, endsAs } from './thread.ts';

const channelName = 'taskora-conversations';
/** A window receives its own announcements too, and knows already what they are about. */
const ownName = newId();

interface Announcement {
  id: string;
  from: string;
}

/** How often a page in sight asks whether something was said elsewhere. */
const askEveryMilliseconds = 5_000;
const askAgainMilliseconds = 30_000;

/** Notifies the other windows of this browser that something was said in a conversation. */
export function announceAnswer(id: string): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage({ id, from: ownName } satisfies Announcement);
  channel.close();
}

export interface RemoteMessages {
  messages: ChatMessage[];
  /** The last of them is an answer that was stopped or broke off. */
  canGoOn: boolean;
  /** Where what came before them begins, when they do not follow from what is shown. */
  earlierCursor?: string | null;
}

export interface RemoteMessagesOptions {
  id: string;
  messages: readonly ChatMessage[];
  /** Nothing is pending here that a newer list of messages would take away. */
  isIdle: boolean;
  /** An answer goes on that nobody waits for here any more; it is shown when it is whole. */
  hasLeft: boolean;
  onRemoteMessages: (news: RemoteMessages) => void;
  /** An answer is being made, though not for this page. */
  onAnswering: () => void;
}

/** Shows what is said in this conversation in another window or on another device. */
export function useRemoteMessages({
  id,
  messages,
  isIdle,
  hasLeft,
  onRemoteMessages,
  onAnswering,
}: RemoteMessagesOptions): void {
  // Each time read anew after a request: something may have been sent from here meanwhile.
  const isOld = useEffectEvent(
    (last: Conversation): boolean =>
      isIdle &&
      (hasLeft ? !last.isAnswering : last.isAnswering || !endsAs(messages, messagesOf(last))),
  );
  const show = useEffectEvent((stored: Conversation): void => {
    if (!isIdle || (hasLeft && stored.isAnswering)) return;
    const newest = messagesOf(stored);
    const all = continued(messages, newest);
    const canGoOn = stored.canGoOn ?? false;
    if (all === null) {
      const { earlierCursor } = stored;
      onRemoteMessages({ messages: newest, canGoOn, earlierCursor });
    } else if (hasLeft || (all.length >= messages.length && !areSame(messages, all)))
      onRemoteMessages({ messages: all, canGoOn });
    if (stored.isAnswering) onAnswering();
  });
  const mayPoll = useEffectEvent(() => isIdle && messages.length > 0);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;

    async function poll(): Promise<void> {
      if (!mayPoll()) return;
      // The last message shows whether the rest is worth reading.
      if (isOld(await getConversation(id, { limit: 1 }))) show(await getConversation(id));
    }
    async function pollAndWait(): Promise<void> {
      clearTimeout(timer);
      const isSeen = document.visibilityState === 'visible';
      const hasAnswered = isSeen
        ? await poll().then(
            () => true,
            () => false,
          )
        : true;
      if (isOver) return;
      clearTimeout(timer);
      const pause = hasAnswered ? askEveryMilliseconds : askAgainMilliseconds;
      timer = setTimeout(() => void pollAndWait(), pause);
    }
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') void pollAndWait();
    };
    timer = setTimeout(() => void pollAndWait(), askEveryMilliseconds);
    document.addEventListener('visibilitychange', onVisible);
    window.addEventListener('focus', onVisible);
    const channel =
      typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName);
    channel?.addEventListener('message', ({ data }: MessageEvent<Announcement>) => {
      if (data.id === id && data.from !== ownName) void pollAndWait();
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('focus', onVisible);
      channel?.close();
    };
  }, [id]);
}
