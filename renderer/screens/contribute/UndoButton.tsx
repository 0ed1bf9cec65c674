/** Takes back what was posted last; its words are there again, to be changed or left. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';
import { placeOf } from './draft-text.ts';

export function UndoButton() {
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
  if (last === null) return null;
  return (
    <>
      <Problem failure={undo.failure} />
      <Button look="quiet" busy={undo.busy} onPress={() => undo.run()}>
        {t(`contribution:undo.${last}`)}
      </Button>
    </>
  );
}
