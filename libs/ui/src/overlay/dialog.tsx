'use client';

import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { ReactElement, ReactNode, RefObject } from 'react';

import { buttonClassName } from '../button/button-style.ts';
import { Icon } from '../icon/icon.tsx';
import * as style from './dialog-style.ts';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** It stands at the top and comes and goes at once: what it holds changes while one types. */
  atTop?: boolean;
  /** What has the focus first, where not the first control. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Called when it is gone, and the focus is back where it was. */
  onClosed?: () => void;
}

export function Dialog(props: DialogProps): ReactElement {
  return (
    <BaseDialog.Root
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      onOpenChangeComplete={(open) => {
        if (!open) props.onClosed?.();
      }}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={style.backdropClassName} />
        <BaseDialog.Popup
          className={props.atTop ? style.topPopupClassName : style.popupClassName}
          initialFocus={props.initialFocus ?? true}
        >
          <div className="flex items-start justify-between gap-4">
            <BaseDialog.Title className={style.titleClassName}>{props.title}</BaseDialog.Title>
            <BaseDialog.Close
              aria-label="Close"
              className={buttonClassName({
                variant: 'quiet',
                size: 'small',
                square: true,
                className: '-mt-1 -mr-2',
              })}
            >
              <Icon name="close" />
            </BaseDialog.Close>
          </div>
          {props.description ? (
            <BaseDialog.Description className={style.descriptionClassName}>
              {props.description}
            </BaseDialog.Description>
          ) : null}
          {props.children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
