'use client';

import { useChat } from '@ai-sdk/react';
import { newId, sendChange, stopConversation } from '@taskora/api-client';
import { useCallback, useEffect, useRef, useState } from 'react';

import { ChatFailure } from './chat-failure.ts';
import { ChatTransport, goOn } from './chat-transport.ts';
import type { ChatMessage } from './message-schema.ts';
import type { TypedMessage } from './typed-message.ts';

export interface TurnOptions {
  id: string;
  initialMessages: ChatMessage[];
  /** The last of them is an answer that was stopped or broke off. */
  canGoOn: boolean;
  /** An answer may be in the making already, such as after a reload. */
  resumes: boolean;
  /** An answer has ended; not whole when it failed or was not waited for. */
  onAnswered: (isWhole: boolean) => void;
  onFailed: (error: Error) => void;
}

export interface Turn {
  messages: ChatMessage[];
  error: Error | undefined;
  /** A message was sent, and nothing of its answer has come. */
  isSubmitted: boolean;
  isBusy: boolean;
  isStopping: boolean;
  /** An answer goes on that is not waited for here. */
  hasLeft: boolean;
  /** The answer is made for another window or another device. */
  isElsewhere: boolean;
  /** The last answer was stopped or broke off: it can be made to its end. */
  canGoOn: boolean;
  /** Follows an answer that is being made, though not for this page. */
  follow: () => void;
  /** Something was asked for again, so that the last answer is news although there is none more. */
  hasRetried: boolean;
  /** Takes over a newer list of messages, and whether the last of them can be gone on with. */
  take: (messages: ChatMessage[], canGoOn: boolean) => void;
  send: (text: string, typed: TypedMessage) => void;
  /** The same message again: what was done of it is not done twice. */
  retry: () => void;
  stop: () => void;
}

/**
 * One message at a time and its answer. Stopping ends the work where it is done: the end of the answer
 * itself says how far it got, so it is waited for. Who stops again stops waiting.
 */
export function useTurn(options: TurnOptions): Turn {
  const { id, initialMessages, resumes, onAnswered, onFailed } = options;
  const [transport] = useState(() => new ChatTransport());
  const [isStopping, setIsStopping] = useState(false);
  const [stopFailure, setStopFailure] = useState<Error>();
  const [hasLeft, setHasLeft] = useState(false);
  const [isElsewhere, setIsElsewhere] = useState(false);
  const [canGoOn, setCanGoOn] = useState(options.canGoOn);
  const [hasRetried, setHasRetried] = useState(false);
  const isStopAsked = useRef(false);
  const stoppedEarly = useRef(false);
  const chat = useChat<ChatMessage>({
    id,
    messages: initialMessages,
    resume: resumes,
    transport,
    throttle: 30,
    onFinish: ({ isAbort, isError }) => {
      setIsStopping(false);
      setCanGoOn(isStopAsked.current && !isAbort && !isError);
      isStopAsked.current = false;
      setIsElsewhere(false);
      stoppedEarly.current = false;
      onAnswered(!isAbort && !isError);
    },
    onError: onFailed,
  });
  const { messages, status, error, sendMessage, regenerate, resumeStream, clearError } = chat;
  const { stop: abort, setMessages } = chat;
  const isBusy = status === 'submitted' || status === 'streaming';
  // The first chunk brings the message of the answer, before anything is done for it.
  const hasBegun = isBusy && messages.at(-1)?.role === 'assistant';

  const leave = useCallback(() => {
    setHasLeft(true);
    void abort();
  }, [abort]);
  const forgetFailures = useCallback(() => {
    setHasLeft(false);
    setCanGoOn(false);
    setStopFailure(undefined);
    clearError();
  }, [clearError]);
  const send = useCallback(
    (text: string, typed: TypedMessage) => {
      forgetFailures();
      void sendMessage({ text, metadata: typed });
    },
    [forgetFailures, sendMessage],
  );
  const retry = useCallback(() => {
    forgetFailures();
    setHasRetried(true);
    // Where only following failed, the message before it must not be carried out once more.
    const isFollow = error instanceof ChatFailure && error.kind === 'not-followed';
    void (isFollow ? resumeStream() : regenerate({ body: goOn }));
  }, [error, forgetFailures, regenerate, resumeStream]);
  const askToStop = useCallback(() => {
    const asked = sendChange((options) => stopConversation(id, options), {
      idempotencyKey: newId(),
    });
    asked.catch(() => {
      // Before an answer has begun there may be nothing to stop; it is asked for again then.
      if (stoppedEarly.current) return;
      setStopFailure(new ChatFailure('not-stopped'));
      leave();
    });
  }, [id, leave]);
  const stop = useCallback(() => {
    if (isStopping) {
      leave();
      return;
    }
    setIsStopping(true);
    isStopAsked.current = true;
    stoppedEarly.current = !hasBegun;
    askToStop();
  }, [askToStop, hasBegun, isStopping, leave]);
  useEffect(() => {
    if (!hasBegun || !stoppedEarly.current) return;
    stoppedEarly.current = false;
    askToStop();
  }, [askToStop, hasBegun]);

  const follow = useCallback(() => {
    setIsElsewhere(true);
    void resumeStream().finally(() => setIsElsewhere(false));
  }, [resumeStream]);
  const take = useCallback(
    (newer: ChatMessage[], canBeGoneOnWith: boolean) => {
      forgetFailures();
      setMessages(newer);
      setCanGoOn(canBeGoneOnWith);
    },
    [forgetFailures, setMessages],
  );

  return {
    messages,
    hasLeft,
    isElsewhere,
    canGoOn: canGoOn && !isBusy,
    hasRetried,
    follow,
    take,
    error: error ?? stopFailure,
    isSubmitted: status === 'submitted',
    isBusy,
    isStopping,
    send,
    retry,
    stop,
  };
}
