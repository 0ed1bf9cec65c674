/** A box to tick, with its words beside it. */
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';

export function Check({
  on,
  onChange,
  children,
}: {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Checkbox className="checkbox" isSelected={on} onChange={onChange}>
      <span className="checkbox-mark" aria-hidden="true" />
      <span>{children}</span>
    </Checkbox>
  );
}
