/** Who waits at the table, by the number of the card, and who was let go last. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';

export function WaitingAtTable() {
  const { t } = useTranslation();
  const { host, status, walk } = useKiosk();
  const waiting = status.session?.setAside ?? [];
  const takeUp = useAction((card: number) => host.call('participant:take-up', { card }), {
    done: () => walk({ type: 'restart', at: { name: 'participant' } }),
  });
  if (waiting.length === 0) return null;
  const busy = status.participant !== null;
  return (
    <div className="panel">
      <h2>{t('facilitator:waiting')}</h2>
      <p className="muted">{t('facilitator:waitingHint')}</p>
      <ul className="row">
        {waiting.map((person) => (
          <li key={person.card}>
            <Button isDisabled={busy} onPress={() => takeUp.run(person.card)}>
              {t('facilitator:card', { card: person.card })}
              {person.hasDraft ? <span className="muted"> · {t('facilitator:cardDraft')}</span> : null}
            </Button>
          </li>
        ))}
      </ul>
      <Problem failure={takeUp.failure} />
    </div>
  );
}
