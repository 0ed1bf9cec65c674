/** A large way in, with a line that says what lies behind it. */
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
  return (
    <Button className={`tile tile-${look}`} onPress={onPress} aria-label={label}>
      <span className="tile-label">{label}</span>
      {hint === undefined ? null : <span className="tile-hint">{hint}</span>}
    </Button>
  );
}
