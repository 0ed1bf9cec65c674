/** A large way in, with a line that says what lies behind it: all of it takes the touch, only the label names it. */
import { useId } from 'react';
import { Button } from 'react-aria-components';

export function Tile({
  look,
  label,
  hint,
  onPress,
}: {
  look: 'idea' | 'comment' | 'plain' | 'continue';
  label: string;
  hint?: string;
  onPress: () => void;
}) {
  const hintId = useId();
  return (
    <div className={`tile tile-${look}`}>
      <Button
        className="tile-label"
        onPress={onPress}
        {...(hint === undefined ? {} : { 'aria-describedby': hintId })}
      >
        {label}
      </Button>
      {hint === undefined ? null : (
        <span id={hintId} className="tile-hint">
          {hint}
        </span>
      )}
    </div>
  );
}
