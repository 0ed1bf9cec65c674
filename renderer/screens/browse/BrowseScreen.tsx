/** Looking around, with nobody's help: the ideas, the city's proposals, the agenda. */
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { BrowseTab, IdeaSearch, Target } from '../../navigation/places.ts';
import { Screen } from '../Screen.tsx';
import { Agenda } from './Agenda.tsx';
import { IdeaList } from './IdeaList.tsx';
import { ProposalList } from './ProposalList.tsx';

export function BrowseScreen({ tab, search }: { tab: BrowseTab; search: IdeaSearch | undefined }) {
  const { t } = useTranslation();
  const { walk } = useKiosk();
  const open = (target: Target) => walk({ type: 'go', to: { name: 'target', target, helped: false } });
  return (
    <Screen title={t('browse:title')} width="wide">
      <Tabs
        className="tabs"
        selectedKey={tab}
        // Kept in the way, so that "back" from an idea finds the same list.
        onSelectionChange={(key) => walk({ type: 'replace', to: { name: 'browse', tab: key as BrowseTab } })}
      >
        <TabList className="tab-list" aria-label={t('browse:title')}>
          <Tab id="ideas">{t('browse:ideas')}</Tab>
          <Tab id="proposals">{t('browse:proposals')}</Tab>
          <Tab id="agenda">{t('browse:agenda')}</Tab>
        </TabList>
        <TabPanel id="ideas">
          <IdeaList
            search={search}
            onOpen={(target, narrowed) => {
              walk({ type: 'replace', to: { name: 'browse', tab, search: narrowed } });
              open(target);
            }}
          />
        </TabPanel>
        <TabPanel id="proposals">
          <ProposalList onOpen={open} />
        </TabPanel>
        <TabPanel id="agenda">
          <Agenda />
        </TabPanel>
      </Tabs>
    </Screen>
  );
}
