/**
 * The common shape of a screen: content and, below it, the actions. Its heading takes the focus when the screen
 * opens, unless a field of it has asked for the focus.
 */
import { type ReactNode, useEffect, useRef } from 'react';

export function Screen({
  title,
  lead,
  actions,
  width = 'medium',
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  /** The ways on, always in sight at the foot of the screen. */
  actions?: ReactNode;
  width?: 'narrow' | 'medium' | 'wide';
  children?: ReactNode;
}) {
  const screen = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!screen.current?.contains(document.activeElement)) heading.current?.focus();
  }, []);
  return (
    <div ref={screen} className={`screen screen-${width}`}>
      <div className="screen-body">
        <header className="screen-head">
          <h1 ref={heading} tabIndex={-1} dir="auto">
            {title}
          </h1>
          {lead === undefined ? null : <p className="lead">{lead}</p>}
        </header>
        {children}
      </div>
      {actions === undefined ? null : <div className="screen-actions">{actions}</div>}
    </div>
  );
}
