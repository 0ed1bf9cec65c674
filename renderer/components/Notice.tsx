/** A short message that stands out; a warning is announced at once, the rest when there is time. */
import type { ReactNode } from 'react';

export function Notice({
  tone = 'calm',
  title,
  children,
}: {
  tone?: 'calm' | 'good' | 'warning';
  title?: string;
  children?: ReactNode;
}) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'warning' ? 'alert' : 'status'}>
      {title === undefined ? null : <p className="notice-title">{title}</p>}
      {children === undefined ? null : <div className="notice-body">{children}</div>}
    </div>
  );
}
