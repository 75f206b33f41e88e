'use client';

import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactElement, ReactNode } from 'react';

import { Button } from '../button/button.tsx';
import { buttonClassName } from '../button/button-style.ts';
import * as style from './dialog-style.ts';

export interface AlertDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  confirmLabel: string;
  cancelLabel: string;
  onConfirm: () => void;
  pending?: boolean;
  /** Where the focus goes once it is closed, where not back: what had opened it may be gone. */
  focusAfter?: () => HTMLElement | null;
}

/** A question, before something is taken away, that must be answered. Closing it by anything but the confirming button means no. */
export function AlertDialog(props: AlertDialogProps): ReactElement {
  return (
    <BaseAlertDialog.Root open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop className={style.backdropClassName} />
        <BaseAlertDialog.Popup
          className={style.popupClassName}
          finalFocus={props.focusAfter ?? true}
        >
          <BaseAlertDialog.Title className={style.titleClassName}>
            {props.title}
          </BaseAlertDialog.Title>
          <BaseAlertDialog.Description className={style.descriptionClassName}>
            {props.description}
          </BaseAlertDialog.Description>
          <div className={style.footerClassName}>
            <BaseAlertDialog.Close className={buttonClassName({ variant: 'secondary' })}>
              {props.cancelLabel}
            </BaseAlertDialog.Close>
            <Button variant="danger" pending={props.pending ?? false} onClick={props.onConfirm}>
              {props.confirmLabel}
            </Button>
          </div>
        </BaseAlertDialog.Popup>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}
