/** What people said to the city alone, opened: to read, to narrow, to print and to take along as a table. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../../common/contract/feed.ts';
import type { SealedContribution } from '../../../../common/contract/staff/sealed-words.ts';
import { SEALED_WORDS_COLUMNS } from '../../../../common/domain/export-columns.ts';
import { foldedText, searchWords } from '../../../../common/domain/folded-text.ts';
import { nameIn } from '../../../../common/domain/language-names.ts';
import { localized } from '../../../../common/domain/localized-text.ts';
import type { SealedWords } from '../../../../common/domain/records.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Words } from '../../../../renderer/components/CityText.tsx';
import { Field } from '../../../../renderer/components/Field.tsx';
import { Select } from '../../../../renderer/components/Select.tsx';
import { exactTime, number } from '../../formats.ts';
import { saveFile } from '../../save-file.ts';
import { Detail } from '../Detail.tsx';
import { FoldedWords } from '../FoldedWords.tsx';
import { KIND } from '../labels.ts';
import { useTopicName } from '../sessions/TallyCharts.tsx';
import { WhoseWords } from '../WhoseWords.tsx';

type Opened = SealedContribution & SealedWords;
export type OpenedWords = {
  readonly said: readonly Opened[];
  /** How many another key opens. */
  readonly unopened: number;
};

const ALL = 'all';
const SHOWN_AT_ONCE = 50;
const BOM = '\ufeff';

async function saveTable(said: readonly Opened[]): Promise<void> {
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  const rows = said.map(({ recordedAt, kiosk, place, kind, language, title, words, id }) => ({
    ...{ kiosk, place, kind, language, words, id },
    at: new Date(recordedAt).toISOString(),
    title: title ?? '',
  }));
  const table = stringify(rows, { header: true, columns: [...SEALED_WORDS_COLUMNS], escape_formulas: true });
  // Spreadsheets take text for UTF-8 where it begins with the mark.
  saveFile({ file: new Blob([BOM, table], { type: 'text/csv' }), name: 'perron-sealed-words.csv' });
}

export function SealedWordsList({
  opened: { said, unopened },
  consultations,
  onClose,
}: {
  opened: OpenedWords;
  consultations: readonly ConsultationDocument[];
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const [consultationId, setConsultationId] = useState(ALL);
  const [query, setQuery] = useState('');
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const concerned = consultations.filter(({ id }) => said.some((one) => one.consultationId === id));
  const topicsOf = ({ consultationId: of }: Opened) =>
    consultations.find(({ id }) => id === of)?.topics ?? [];
  const sought = searchWords(query);
  const found = said.filter((one) => {
    if (consultationId !== ALL && one.consultationId !== consultationId) return false;
    const text = foldedText(`${one.title ?? ''} ${one.words}`);
    return sought.every((word) => text.includes(word));
  });
  return (
    <>
      <div className="row no-print">
        <Button look="primary" onPress={() => void saveTable(found)} isDisabled={found.length === 0}>
          {t('sealed:save')}
        </Button>
        <Button onPress={() => window.print()}>{t('sealed:print')}</Button>
        <Button look="quiet" onPress={onClose}>
          {t('sealed:close')}
        </Button>
      </div>
      <p className="muted no-print">{t('sealed:saveHint')}</p>
      {unopened === 0 ? null : <p>{t('statistics:unopened', { count: unopened })}</p>}
      {concerned.length < 2 ? null : (
        <Select
          label={t('statistics:consultation')}
          value={consultationId}
          onChange={setConsultationId}
          options={[
            { value: ALL, label: t('sealed:allConsultations') },
            ...concerned.map(({ id, title }) => {
              const shown = localized(title, [i18n.language, 'en']);
              return { value: id, label: shown.text, language: shown.language };
            }),
          ]}
        />
      )}
      {said.length === 0 ? null : (
        <div className="no-print">
          <Field label={t('sealed:search')} value={query} onChange={setQuery} />
        </div>
      )}
      <p aria-live="polite">
        {t('sealed:found', { count: found.length, number: number(found.length, i18n.language) })}
      </p>
      <ol className="contribution-list">
        {found.slice(0, most).map((one) => (
          <li key={one.id}>
            <Said one={one} topics={topicsOf(one)} />
          </li>
        ))}
      </ol>
      {found.length <= most ? null : (
        <div className="more">
          <Button onPress={() => setMost(most + SHOWN_AT_ONCE)}>{t('staff:more')}</Button>
          <span className="muted">
            {t('staff:shown', { count: most, number: number(most, i18n.language) })}
          </span>
        </div>
      )}
    </>
  );
}

function Said({ one, topics }: { one: Opened; topics: ConsultationDocument['topics'] }) {
  const { t, i18n } = useTranslation();
  const topicName = useTopicName(topics);
  const { kind, title, words, language, topicId, targetTitle, recordedAt, receivedAt, kiosk, place } = one;
  return (
    <article className={`contribution contribution-${kind}`}>
      <p className="contribution-top">
        <span className="kind">{t(KIND[kind])}</span>
      </p>
      {title === null ? null : (
        <h2>
          <Words text={title} language={language} />
        </h2>
      )}
      {kind === 'idea' ? null : (
        <p className="target">
          <span className="muted">{t('staff:contribution.about')}</span>{' '}
          <bdi dir="auto">{targetTitle ?? t('staff:contribution.targetUnknown')}</bdi>
        </p>
      )}
      <FoldedWords words={words} language={language} />
      <dl className="details">
        <Detail label={t('staff:contribution.language')}>{nameIn(language, i18n.language)}</Detail>
        {topicId === null ? null : (
          <Detail label={t('staff:contribution.topic')}>{topicName(topicId)}</Detail>
        )}
        <WhoseWords of={one} />
        <Detail label={t('quarantine:kiosk')}>
          <bdi dir="auto">{[kiosk, place].filter(Boolean).join(', ')}</bdi>
        </Detail>
        <Detail label={t('staff:contribution.recorded')}>{exactTime(recordedAt, i18n.language)}</Detail>
        <Detail label={t('staff:contribution.received')}>{exactTime(receivedAt, i18n.language)}</Detail>
      </dl>
    </article>
  );
}
