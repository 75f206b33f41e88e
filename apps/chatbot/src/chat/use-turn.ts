'use client';

import { useChat } from '@ai-sdk/react';
import { stopConversation } from '@taskora/api-client';
import { useCallback, useState } from 'react';

import { ChatFailure } from './chat-failure.ts';
import { ChatTransport } from './chat-transport.ts';
import type { ChatMessage } from './message-schema.ts';

export interface TurnOptions {
  id: string;
  initialMessages: ChatMessage[];
  /** An answer may be in the making already, such as after a reload. */
  resumes: boolean;
  onAnswered: () => void;
  onFailed: (error: Error) => void;
}

export interface Turn {
  messages: ChatMessage[];
  setMessages: (messages: ChatMessage[]) => void;
  error: Error | undefined;
  /** A message is on its way, and nothing of its answer has come. */
  isSubmitted: boolean;
  isBusy: boolean;
  isStopping: boolean;
  send: (text: string) => void;
  retry: () => void;
  stop: () => void;
}

/**
 * One message at a time and its answer. Stopping ends the work where it is done: the answer's own last
 * words say how far it got, so they are waited for. Who stops again stops waiting.
 */
export function useTurn(options: TurnOptions): Turn {
  const { id, initialMessages, resumes, onAnswered, onFailed } = options;
  const [transport] = useState(() => new ChatTransport());
  const [isStopping, setIsStopping] = useState(false);
  const [stopFailure, setStopFailure] = useState<Error>();
  const chat = useChat<ChatMessage>({
    id,
    messages: initialMessages,
    resume: resumes,
    transport,
    throttle: 30,
    onFinish: () => {
      setIsStopping(false);
      onAnswered();
    },
    onError: onFailed,
  });
  const { messages, status, error, sendMessage, regenerate, clearError } = chat;
  const leave = chat.stop;

  const forgetFailures = useCallback(() => {
    setStopFailure(undefined);
    clearError();
  }, [clearError]);
  const send = useCallback(
    (text: string) => {
      forgetFailures();
      void sendMessage({ text });
    },
    [forgetFailures, sendMessage],
  );
  const retry = useCallback(() => {
    forgetFailures();
    void regenerate();
  }, [forgetFailures, regenerate]);
  const stop = useCallback(() => {
    if (isStopping) {
      void leave();
      return;
    }
    setIsStopping(true);
    stopConversation(id).catch(() => {
      setStopFailure(new ChatFailure('not-stopped'));
      void leave();
    });
  }, [id, isStopping, leave]);

  return {
    messages,
    setMessages: chat.setMessages,
    error: error ?? stopFailure,
    isSubmitted: status === 'submitted',
    isBusy: status === 'submitted' || status === 'streaming',
    isStopping,
    send,
    retry,
    stop,
  };
}
