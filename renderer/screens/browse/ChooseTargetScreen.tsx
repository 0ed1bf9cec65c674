/** What to comment on: an official proposal or somebody's idea. */
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { IdeaSearch, Target } from '../../navigation/places.ts';
import { Screen } from '../Screen.tsx';
import { IdeaList } from './IdeaList.tsx';
import { ProposalList } from './ProposalList.tsx';

export function ChooseTargetScreen({ search }: { search: IdeaSearch | undefined }) {
  const { t } = useTranslation();
  const { walk } = useKiosk();
  const open = (target: Target) => walk({ type: 'go', to: { name: 'target', target, helped: true } });
  return (
    <Screen title={t('browse:chooseTitle')} width="wide">
      <h2>{t('browse:proposals')}</h2>
      <ProposalList onOpen={open} />
      <h2>{t('browse:ideas')}</h2>
      <IdeaList
        search={search}
        onOpen={(target, narrowed) => {
          walk({ type: 'replace', to: { name: 'choose-target', search: narrowed } });
          open(target);
        }}
      />
    </Screen>
  );
}
