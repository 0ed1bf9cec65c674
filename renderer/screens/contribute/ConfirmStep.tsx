/** The words read back: whose they are, how they were read, and the confirmation that saves them. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../common/contract/kiosk-api.ts';
import type { Authorship, ReadBack } from '../../../common/domain/records.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Words } from '../../components/CityText.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { helpsThemselves } from '../../navigation/places.ts';
import { useAction } from '../../use-action.ts';
import { Problem } from '../Problem.tsx';
import { Screen } from '../Screen.tsx';
import { postDraft } from './post-draft.ts';

export function ConfirmStep({ draft, onBack }: { draft: Draft; onBack: () => void }) {
  const { t } = useTranslation();
  const { host, status, drafts, walk } = useKiosk();
  // Who writes alone needs not say whose words these are, nor who read them.
  const alone = helpsThemselves(status);
  const [authorship, setAuthorship] = useState<Authorship | null>(alone ? 'verbatim' : null);
  const [readBack, setReadBack] = useState<ReadBack | null>(alone ? 'on-screen' : null);
  const post = useAction(
    async (confirmed: { authorship: Authorship; readBack: ReadBack }) => {
      await drafts.settle();
      return postDraft({ host, draft, confirmed, before: status.participant });
    },
    {
      once: true,
      done: ({ code }) => {
        drafts.forget();
        walk({ type: 'replace', to: { name: 'posted', kind: draft.kind, code } });
      },
    },
  );
  return (
    <Screen
      title={t('contribution:confirmTitle')}
      lead={alone ? t('contribution:confirmAlone') : t('contribution:confirmLead')}
      width="wide"
      actions={
        <>
          <p className="muted">
            {authorship === null || readBack === null
              ? t('contribution:confirmNeeded')
              : t('contribution:notYetSent')}
          </p>
          <Button onPress={onBack} isDisabled={post.busy}>
            {t('contribution:change')}
          </Button>
          <Button
            look="primary"
            busy={post.busy}
            isDisabled={authorship === null || readBack === null}
            onPress={() => {
              if (authorship !== null && readBack !== null) post.run({ authorship, readBack });
            }}
          >
            {t('contribution:confirm')}
          </Button>
        </>
      }
    >
      {status.participant?.publishes === false && <Notice title={t('participant:notPublished')} />}
      <Problem failure={post.failure} />
      <div className="desk-split desk-split-even">
        <blockquote className="wording read-back">
          {draft.kind === 'idea' ? (
            <h2>
              <Words text={draft.title} language={draft.language} />
            </h2>
          ) : null}
          <Words text={draft.words} language={draft.language} />
        </blockquote>
        {alone ? null : (
          <div className="form">
            <Choice
              label={t('contribution:whose')}
              columns
              value={authorship}
              onChange={setAuthorship}
              options={[
                { value: 'verbatim', label: t('contribution:verbatim') },
                { value: 'summarised', label: t('contribution:summarised') },
                { value: 'interpreted', label: t('contribution:interpreted') },
                { value: 'group', label: t('contribution:group') },
              ]}
            />
            <Choice
              label={t('contribution:howRead')}
              columns
              value={readBack}
              onChange={setReadBack}
              options={[
                { value: 'on-screen', label: t('contribution:onScreen') },
                { value: 'aloud', label: t('contribution:aloud') },
              ]}
            />
          </div>
        )}
      </div>
    </Screen>
  );
}
