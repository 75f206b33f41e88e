'use client';

import { Button, classNames, Icon, Spinner, StatusRegion, useDrafts } from '@taskora/ui';
import { useEffect, useRef, useState, type ReactElement } from 'react';

import { ChatFailure } from './chat-failure.ts';
import { Composer } from './composer.tsx';
import { EarlierMessages } from './earlier-messages.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { GoOnNotice } from './go-on-notice.tsx';
import type { ChatMessage } from './message-schema.ts';
import { MessageView } from './message-view.tsx';
import { answerAnnouncement } from './answer-announcement.ts';
import { Suggestions } from './suggestions.tsx';
import { LiveTasksProvider } from './tasks/live-tasks-context.ts';
import { LiveTasks } from './tasks/live-tasks.ts';
import { typedNow, type TypedMessage } from './typed-message.ts';
import { forgetUnsent, giveUnsentBack, keepText, keepUnsent } from './unsent-text.ts';
import { useEarlier } from './use-earlier.ts';
import { announceAnswer, useRemoteMessages } from './use-remote-messages.ts';
import { useStickToEnd } from './use-stick-to-end.ts';
import { useTurn } from './use-turn.ts';

export interface ConversationProps {
  id: string;
  /** Under this name the draft is kept. */
  draftName: string;
  initialMessages: ChatMessage[];
  /** Where what was said before these begins; null when they are all. */
  earlierCursor?: string | null;
  /** The last of them is an answer that was stopped or broke off. */
  canGoOn?: boolean;
  /** It was opened from what is stored, and an answer may be in the making. */
  resumes?: boolean;
  tasksUrl: string;
  /** The first message of a new conversation is being sent. */
  onStarted: () => void;
  /** An answer has ended, well or not: the list of conversations has changed. */
  onAnswered: () => void;
}

const columnClassName = 'mx-auto w-full max-w-3xl px-4 sm:px-6';

export function Conversation(props: ConversationProps): ReactElement {
  const { id, draftName, initialMessages, resumes = false, tasksUrl, earlierCursor = null } = props;
  const { canGoOn = false, onStarted, onAnswered } = props;
  const drafts = useDrafts();
  const [liveTasks] = useState(() => new LiveTasks());
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const turn = useTurn({
    id,
    initialMessages,
    canGoOn,
    resumes,
    onAnswered: (isWhole) => {
      liveTasks.refresh();
      if (isWhole) forgetUnsent(drafts, id);
      onAnswered();
      announceAnswer(id);
    },
    onFailed: (error) => {
      keepUnsent(drafts, id, turn.messages, error);
      if (!(error instanceof ChatFailure) || error.kind !== 'signed-out') return;
      if (drafts.read(draftName) === null) keepText(drafts, draftName, turn.messages);
    },
  });
  const { messages, error, isBusy, send: sendMessage } = turn;
  const { scrollerRef, contentRef, atEnd, goToEnd } = useStickToEnd({
    enabled: messages.length > 0,
  });
  const opened = useRef({ draftName, messages: initialMessages });
  useEffect(() => {
    giveUnsentBack(drafts, id, opened.current.draftName, opened.current.messages);
  }, [drafts, id]);
  const earlier = useEarlier(id, earlierCursor, scrollerRef);
  useRemoteMessages({
    id,
    messages,
    // What goes on although it could not be stopped is followed as well.
    isIdle: !isBusy && (!error || turn.hasLeft),
    hasLeft: turn.hasLeft,
    onRemoteMessages: (news) => {
      if (news.earlierCursor !== undefined) earlier.startAt(news.earlierCursor);
      turn.take(news.messages, news.canGoOn);
    },
    onAnswering: turn.follow,
  });
  const last = messages.at(-1);
  const answer = last?.role === 'assistant' ? last : undefined;
  const hasAsked = turn.hasRetried || messages.length > initialMessages.length;

  /** What was pressed goes away, and would take the focus with it. */
  const awaitAnswer = (): void => {
    goToEnd();
    fieldRef.current?.focus();
  };
  const send = (text: string, typed: TypedMessage): void => {
    onStarted();
    awaitAnswer();
    sendMessage(text, typed);
  };
  const retry = (): void => {
    awaitAnswer();
    turn.retry();
  };

  const choose = (text: string): void => send(text, typedNow());

  return (
    <LiveTasksProvider value={liveTasks}>
      <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
        {/* A region that scrolls must be reachable by keyboard, though nothing in it is operated. */}
        {/* eslint-disable jsx-a11y/no-noninteractive-tabindex */}
        <div
          ref={scrollerRef}
          role="log"
          aria-label="Conversation"
          // The region below says each answer once; here every piece of it would be read out.
          aria-live="off"
          aria-busy={isBusy}
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
            {messages.length === 0 ? <Suggestions onChoose={choose} /> : null}
            <EarlierMessages earlier={earlier} tasksUrl={tasksUrl} />
            {messages.map((message) => (
              <MessageView
                key={message.id}
                message={message}
                live={isBusy && message === last}
                tasksUrl={tasksUrl}
                onChoose={!isBusy && message === last ? choose : undefined}
              />
            ))}
            {turn.isElsewhere && isBusy ? (
              <p className="flex items-center gap-2.5 text-sm text-muted">
                <Spinner /> Answering in another window or on another device…
              </p>
            ) : null}
            {turn.isSubmitted && !turn.isElsewhere ? (
              <p className="flex items-center gap-2.5 text-sm text-muted">
                <Spinner /> Thinking…
              </p>
            ) : null}
            {turn.isStopping && isBusy ? (
              <p className="flex items-center gap-2.5 text-sm text-muted">
                <Spinner /> Stopping…
              </p>
            ) : null}
            {error ? <FailureNotice {...{ id, error, answer }} onRetry={retry} /> : null}
            {turn.canGoOn && !error ? <GoOnNotice onGoOn={retry} /> : null}
          </div>
        </div>
        <StatusRegion>{hasAsked && !isBusy ? answerAnnouncement(answer) : ''}</StatusRegion>
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
          <Composer
            {...{ fieldRef, draftName }}
            busy={isBusy}
            stopping={turn.isStopping}
            onSend={send}
            onStop={turn.stop}
          />
        </div>
      </div>
    </LiveTasksProvider>
  );
}
