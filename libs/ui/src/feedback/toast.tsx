'use client';

import { Toast } from '@base-ui/react/toast';
import {
  createContext,
  useCallback,
  useContext,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';

import { classNames } from '../class-names.ts';
import { buttonClassName } from '../button/button-style.ts';
import { Icon } from '../icon/icon.tsx';

export interface Notice {
  title: ReactNode;
  description?: ReactNode;
  tone?: 'neutral' | 'danger';
  action?: { label: string; onSelect: () => void };
  /** Takes the place of the notice before it of the same topic, which it makes out of date. */
  topic?: string;
}

/** The notice of each topic that was shown last. */
const TopicContext = createContext<Map<string, string>>(new Map());

/** A notice with something to press stays long enough to be reached by keyboard. */
const dismissAfterMilliseconds = { plain: 5_000, withAction: 12_000 };

function ToastList(): ReactElement[] {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className={classNames(
        'rounded-control border border-line bg-surface text-ink shadow-popup transition-opacity',
        // Gone at once: what a notice that is going offers must not be pressed any more.
        'data-ending-style:hidden data-limited:hidden data-starting-style:opacity-0',
        toast.type === 'danger' && 'border-l-4 border-l-danger',
      )}
    >
      <Toast.Content className="flex items-center gap-3 py-2 pr-2 pl-4">
        <div className="grid min-w-0 flex-1 gap-0.5 text-sm wrap-anywhere">
          <Toast.Title className="font-sans font-medium tracking-normal" />
          <Toast.Description className="text-muted" />
        </div>
        <Toast.Action className={buttonClassName({ variant: 'secondary', size: 'small' })} />
        <Toast.Close
          aria-label="Dismiss"
          className={buttonClassName({ variant: 'quiet', size: 'small', square: true })}
        >
          <Icon name="close" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

/** Holds the app's notices; `useToast` below it adds one. */
export function ToastProvider({ children }: { children: ReactNode }): ReactElement {
  const [topics] = useState(() => new Map<string, string>());
  return (
    <Toast.Provider limit={3}>
      <TopicContext value={topics}>{children}</TopicContext>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-[min(28rem,calc(100vw-2rem))] flex-col gap-2 sm:right-6 sm:bottom-6">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

export function useToast(): (notice: Notice) => void {
  const { add, close } = Toast.useToastManager();
  const topics = useContext(TopicContext);
  return useCallback(
    ({ title, description, tone = 'neutral', action, topic }: Notice) => {
      const outdated = topic === undefined ? undefined : topics.get(topic);
      if (outdated !== undefined) close(outdated);
      const id = add({
        title,
        description,
        type: tone,
        priority: tone === 'danger' ? 'high' : 'low',
        timeout: dismissAfterMilliseconds[action ? 'withAction' : 'plain'],
        ...(action
          ? {
              actionProps: {
                children: action.label,
                onClick: ({ detail }: { detail: number }) => {
                  // The second half of a double click, that began on the notice before this one.
                  if (detail > 1) return;
                  close(id);
                  action.onSelect();
                },
              },
            }
          : {}),
      });
      if (topic !== undefined) topics.set(topic, id);
    },
    [add, close, topics],
  );
}

/** Takes away the notice of a topic as soon as something makes it out of date. */
export function useDismissTopic(): (topic: string) => void {
  const { close } = Toast.useToastManager();
  const topics = useContext(TopicContext);
  return useCallback(
    (topic: string) => {
      const outdated = topics.get(topic);
      if (outdated !== undefined) close(outdated);
      topics.delete(topic);
    },
    [close, topics],
  );
}
