'use client';

import { useChat } from '@ai-sdk/react';
import { Button, classNames, Icon, Spinner } from '@taskora/ui';
import { useCallback, useRef, useState, type ReactElement } from 'react';

import { ChatTransport } from './chat-transport.ts';
import { Composer } from './composer.tsx';
import { FailureNotice } from './failure-notice.tsx';
import type { ChatMessage } from './message-schema.ts';
import { MessageView } from './message-view.tsx';
import { Suggestions } from './suggestions.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

export interface ConversationProps {
  id: string;
  initialMessages: ChatMessage[];
  tasksUrl: string;
  /** The first message of a new conversation is on its way. */
  onStarted: () => void;
  /** An answer has ended, well or not: the list of conversations has changed. */
  onAnswered: () => void;
}

const columnClassName = 'mx-auto w-full max-w-3xl px-4 sm:px-6';

export function Conversation(props: ConversationProps): ReactElement {
  const { id, initialMessages, tasksUrl, onStarted, onAnswered } = props;
  const [transport] = useState(() => new ChatTransport());
  const { messages, status, error, sendMessage, regenerate, stop, clearError } =
    useChat<ChatMessage>({
      id,
      messages: initialMessages,
      transport,
      throttle: 30,
      onFinish: onAnswered,
    });
  const { scrollerRef, contentRef, atEnd, goToEnd } = useStickToEnd();
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const busy = status === 'submitted' || status === 'streaming';
  const last = messages.at(-1);
  const answer = last?.role === 'assistant' ? last : undefined;

  const send = useCallback(
    (text: string) => {
      clearError();
      onStarted();
      goToEnd();
      fieldRef.current?.focus();
      void sendMessage({ text });
    },
    [clearError, goToEnd, onStarted, sendMessage],
  );

  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      {/* A region that scrolls must be reachable by keyboard, though nothing in it is operated. */}
      {/* eslint-disable jsx-a11y/no-noninteractive-tabindex */}
      <div
        ref={scrollerRef}
        role="log"
        aria-label="Conversation"
        aria-live="polite"
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain outline-offset-[-2px]"
      >
        {/* eslint-enable jsx-a11y/no-noninteractive-tabindex */}
        <div
          ref={contentRef}
          className={classNames(
            columnClassName,
            'grid min-h-full gap-6 py-6',
            messages.length === 0 ? 'content-center' : 'content-start',
          )}
        >
          {messages.length === 0 ? <Suggestions onChoose={send} /> : null}
          {messages.map((message) => (
            <MessageView
              key={message.id}
              message={message}
              live={busy && message === last}
              tasksUrl={tasksUrl}
              onChoose={!busy && message === last ? send : undefined}
            />
          ))}
          {status === 'submitted' ? (
            <p className="flex items-center gap-2.5 text-sm text-muted">
              <Spinner /> Thinking…
            </p>
          ) : null}
          {error ? (
            <FailureNotice error={error} answer={answer} onRetry={() => void regenerate()} />
          ) : null}
        </div>
      </div>
      {atEnd ? null : (
        <div className="pointer-events-none relative">
          <Button
            size="small"
            onClick={goToEnd}
            className="pointer-events-auto absolute bottom-3 left-1/2 -translate-x-1/2 shadow-popup"
          >
            <Icon name="arrow-down" className="size-4" />
            Latest
          </Button>
        </div>
      )}
      <div className={`${columnClassName} pt-1 pb-4`}>
        <Composer fieldRef={fieldRef} busy={busy} onSend={send} onStop={() => void stop()} />
      </div>
    </div>
  );
}
