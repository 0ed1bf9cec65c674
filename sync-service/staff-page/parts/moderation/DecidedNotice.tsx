/** What the last decision changed, and the way back. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Notice } from '../../../../renderer/components/Notice.tsx';
import type { Decided } from '../../use-decisions.ts';

const DONE: { readonly [W in Decided['what']]: string } = {
  published: 'moderation:done.published',
  held: 'moderation:done.held',
  refused: 'moderation:done.refused',
  merged: 'moderation:done.merged',
  apart: 'moderation:done.apart',
  admitted: 'moderation:done.admitted',
  'kept-out': 'moderation:done.keptOut',
  undone: 'moderation:done.undone',
};

/** One step, of which there is nothing to count. */
const isOne = (
  last: Decided,
): last is Extract<Decided, { what: 'merged' | 'apart' | 'admitted' | 'kept-out' }> =>
  !('changed' in last || 'undone' in last);

export function DecidedNotice({
  last,
  busy,
  onUndo,
}: {
  last: Decided | null;
  busy: boolean;
  onUndo: (turn: string) => void;
}) {
  const { t } = useTranslation();
  if (last === null) return null;
  const undo = (turn: string) => (
    <Button busy={busy} onPress={() => onUndo(turn)}>
      {t('moderation:done.undo')}
    </Button>
  );
  if (isOne(last)) return <Notice title={t(DONE[last.what])}>{undo(last.turn)}</Notice>;
  return last.what === 'undone' ? (
    <Notice title={t(DONE.undone, { count: last.undone })}>
      {last.decidedSince === 0 ? null : (
        <p>{t('moderation:done.decidedSince', { count: last.decidedSince })}</p>
      )}
    </Notice>
  ) : (
    <Notice title={t(DONE[last.what], { count: last.changed })}>
      {last.withoutConsent.length === 0 ? null : (
        <p>{t('moderation:done.withoutConsent', { count: last.withoutConsent.length })}</p>
      )}
      {last.late.length === 0 ? null : <p>{t('moderation:done.late', { n: last.late.length })}</p>}
      {last.changed === 0 ? null : undo(last.turn)}
    </Notice>
  );
}
