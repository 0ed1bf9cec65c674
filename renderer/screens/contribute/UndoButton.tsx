/** Takes back what was posted last; its words are there again, to be changed or left. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { PostedKind } from '../../navigation/places.ts';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';
import { placeOf } from './draft-text.ts';

/** `posted` is what the screen has just saved: its button's place is kept until the status tells that it can be taken back. */
export function UndoButton({ posted = null }: { posted?: PostedKind | null }) {
  const { t } = useTranslation();
  const { host, status, walk, drafts } = useKiosk();
  const undo = useAction(
    async () => {
      await drafts.settle();
      return host.call('contribution:undo', {});
    },
    {
      done: ({ draft }) => {
        drafts.forget();
        walk({ type: 'restart', at: draft === null ? { name: 'participant' } : placeOf(draft) });
      },
    },
  );
  const last = status.participant?.undoable ?? null;
  const shown = last ?? posted;
  if (shown === null) return null;
  const button = (
    <Button look="quiet" busy={undo.busy} onPress={() => undo.run()}>
      {t(`contribution:undo.${shown}`)}
    </Button>
  );
  if (last === null)
    return (
      <div className="kept-place" inert>
        {button}
      </div>
    );
  return (
    <>
      <Problem failure={undo.failure} />
      {button}
    </>
  );
}
