import type { ReactElement, ReactNode } from 'react';

import { classNames } from '../class-names.ts';
import { Icon } from '../icon/icon.tsx';
import type { IconName } from '../icon/icon-paths.ts';

export type AlertTone = 'info' | 'success' | 'warning' | 'danger';

export interface AlertProps {
  tone?: AlertTone;
  title: ReactNode;
  children?: ReactNode;
  /** What can be done about it, usually one button. */
  action?: ReactNode;
  className?: string;
}

const styles: Record<AlertTone, { box: string; sign: string; icon: IconName }> = {
  info: { box: 'border-line bg-sunken', sign: 'text-muted', icon: 'chat' },
  success: { box: 'border-accent/40 bg-accent-soft', sign: 'text-accent', icon: 'check' },
  warning: { box: 'border-warning/40 bg-warning-soft', sign: 'text-warning', icon: 'warning' },
  danger: { box: 'border-danger/40 bg-danger-soft', sign: 'text-danger', icon: 'warning' },
};

export function Alert({
  tone = 'info',
  title,
  children,
  action,
  className,
}: AlertProps): ReactElement {
  const style = styles[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classNames('flex gap-3 rounded-control border p-3 text-sm', style.box, className)}
    >
      <Icon name={style.icon} className={style.sign} />
      <div className="grid min-w-0 flex-1 justify-items-start gap-1">
        <p className="font-medium">{title}</p>
        {children ? <div className="text-muted">{children}</div> : null}
        {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  );
}
