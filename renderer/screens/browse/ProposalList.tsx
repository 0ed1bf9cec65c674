/** The city's official proposals. */
import { useTranslation } from 'react-i18next';
import { CityText } from '../../components/CityText.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { Target } from '../../navigation/places.ts';
import { useLoaded } from '../../use-loaded.ts';
import { Problem } from '../Problem.tsx';
import { Card } from './Card.tsx';

export function ProposalList({ onOpen }: { onOpen: (target: Target) => void }) {
  const { t, i18n } = useTranslation();
  const { host, status } = useKiosk();
  const list = useLoaded(() => host.call('proposal:list', {}), status.consultation?.id ?? '');
  const proposals = list.value?.proposals ?? [];
  if (list.failure !== null) return <Problem failure={list.failure} onRetry={list.reload} />;
  if (proposals.length === 0)
    return <p className="muted">{list.loading ? t('kiosk:loading') : t('browse:noProposals')}</p>;
  return (
    <ul className="cards">
      {proposals.map((proposal) => (
        <Card
          key={proposal.id}
          title={<CityText text={proposal.title} wanted={i18n.language} />}
          text={<CityText text={proposal.text} wanted={i18n.language} />}
          of={proposal}
          onOpen={() => onOpen({ id: proposal.id, kind: 'proposal' })}
        />
      ))}
    </ul>
  );
}
