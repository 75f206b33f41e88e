import type { ReactElement, ReactNode } from 'react';

import { classNames } from '../class-names.ts';
import { Icon } from '../icon/icon.tsx';
import type { IconName } from '../icon/icon-paths.ts';

export interface AlertProps {
  tone?: 'info' | 'danger';
  title: ReactNode;
  children?: ReactNode;
  /** What can be done about it, usually one button. */
  action?: ReactNode;
}

const styles: Record<'info' | 'danger', { box: string; sign: string; icon: IconName }> = {
  info: { box: 'border-line bg-sunken', sign: 'text-muted', icon: 'chat' },
  danger: { box: 'border-danger/40 bg-danger-soft', sign: 'text-danger', icon: 'warning' },
};

export function Alert({ tone = 'info', title, children, action }: AlertProps): ReactElement {
  const style = styles[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classNames('flex gap-3 rounded-control border p-3 text-sm', style.box)}
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
