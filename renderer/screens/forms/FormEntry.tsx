/** One paper form: its number, what it says, and what its writer ticked. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskStatus } from '../../../common/contract/kiosk/kiosk.ts';
import { allows } from '../../../common/domain/consultation.ts';
import { ownName } from '../../../common/domain/language-names.ts';
import { localized } from '../../../common/domain/localized-text.ts';
import { formatReceiptCode, parseReceiptCode } from '../../../common/domain/receipt-code.ts';
import { problem } from '../../../common/problems.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Select } from '../../components/Select.tsx';
import { writingLanguages } from '../../languages.ts';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import { useAction } from '../../use-action.ts';
import { useLoaded } from '../../use-loaded.ts';
import { Awaited } from '../Awaited.tsx';
import { emptyDraft, isReady } from '../contribute/draft-text.ts';
import { TopicSelect } from '../contribute/TopicSelect.tsx';
import { Problem } from '../Problem.tsx';
import { AgeQuestion } from '../participant/AgeQuestion.tsx';
import { type Answers, answersToGive, askingOf, isComplete, NO_DETAILS } from '../participant/answers.ts';
import { ConsentQuestion } from '../participant/ConsentQuestion.tsx';
import { DetailsFields } from '../participant/DetailsFields.tsx';

const IDEA = 'idea';
const NUMBER_MAX = 20;

export function FormEntry({
  consultation,
  language,
  onLanguage,
  onEntered,
}: {
  consultation: NonNullable<KioskStatus['consultation']>;
  language: string;
  onLanguage: (language: string) => void;
  /** With the number as it is shown; null for a plain sheet. */
  onEntered: (number: string | null) => void;
}) {
  const { t, i18n } = useTranslation();
  const { host, status, languages } = useKiosk();
  const proposals = useLoaded(() => host.call('proposal:list', {}), consultation.id);
  const [number, setNumber] = useState('');
  const takesIdeas = allows(consultation, 'idea');
  const [chosen, setOn] = useState(takesIdeas ? IDEA : '');
  // Without ideas, the first proposal is what a form is about, unless another one is chosen.
  const on = chosen === '' ? (proposals.value?.proposals[0]?.id ?? '') : chosen;
  const [draft, setDraft] = useState(() => emptyDraft(null, language));
  const [given, setGiven] = useState<Answers>({});
  const [details, setDetails] = useState(NO_DETAILS);
  const asking = askingOf({ status, given });
  const { questions, goesOn, answered, wants } = asking;

  const isIdea = on === IDEA;
  const code = parseReceiptCode(number);
  const ready =
    (number.trim() === '' || code !== null) &&
    on !== '' &&
    isReady({ ...draft, kind: isIdea ? 'idea' : 'comment' }) &&
    answered &&
    goesOn &&
    isComplete(wants, details);
  const enter = useAction(
    async () => {
      if (!ready) return problem('input-invalid');
      const { title, words, topicId } = draft;
      return host.call('form:enter', {
        number: code,
        ...answersToGive({
          consultation,
          asking,
          given,
          details,
          language,
          manner: 'signed-on-paper',
        }),
        contribution: isIdea
          ? { idea: { title, words, topicId }, comment: null }
          : { idea: null, comment: { targetId: on, targetKind: 'proposal', words } },
      });
    },
    { once: true, done: () => onEntered(code === null ? null : formatReceiptCode(code)) },
  );
  return (
    <form
      className="desk-split desk-split-even"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !event.ctrlKey) return;
        event.preventDefault();
        if (ready) enter.run();
      }}
    >
      <div className="form">
        <Field
          label={t('forms:number')}
          hint={t('forms:numberHint')}
          value={number}
          onChange={(text) => setNumber(text.slice(0, NUMBER_MAX))}
          invalid={number.trim() !== '' && code === null}
          autoFocus
        />
        <Select
          label={t('forms:about')}
          value={on}
          onChange={setOn}
          options={[
            ...(takesIdeas ? [{ value: IDEA, label: t('forms:anIdea') }] : []),
            ...(allows(consultation, 'comment') ? (proposals.value?.proposals ?? []) : []).map(
              ({ id, title }) => {
                const shown = localized(title, [i18n.language, 'en']);
                return { value: id, label: shown.text, language: shown.language };
              },
            ),
          ]}
        />
        <Awaited loaded={proposals} />
        {isIdea ? (
          <Field
            label={t('contribution:titleLabel')}
            value={draft.title}
            onChange={(title) => setDraft({ ...draft, title })}
            language={language}
          />
        ) : null}
        <Field
          label={t('forms:words')}
          value={draft.words}
          onChange={(words) => setDraft({ ...draft, words })}
          multiline
          language={language}
        />
        <div className="form-row">
          {isIdea ? (
            <TopicSelect
              topics={consultation.topics}
              value={draft.topicId}
              onChange={(topicId) => setDraft({ ...draft, topicId })}
            />
          ) : null}
          <Select
            label={t('contribution:wordsLanguage')}
            value={language}
            onChange={onLanguage}
            options={writingLanguages(languages).map((each) => ({
              value: each,
              label: ownName(each),
              language: each,
            }))}
          />
        </div>
      </div>
      <div className="form">
        <AgeQuestion asking={asking} given={given} wanted={language} onChange={setGiven} />
        {questions.map((question) => (
          <ConsentQuestion
            key={question.purpose}
            question={question}
            wanted={language}
            value={given[question.purpose] ?? null}
            onChange={(answer) => setGiven({ ...given, [question.purpose]: answer })}
          />
        ))}
        {answered && !goesOn ? <p className="muted">{t('participant:refusedLead')}</p> : null}
        <DetailsFields wants={wants} details={details} onChange={setDetails} />
        <Problem failure={enter.failure} />
        <div className="row">
          <Button look="primary" busy={enter.busy} isDisabled={!ready} onPress={() => enter.run()}>
            {t('forms:save')}
          </Button>
        </div>
      </div>
    </form>
  );
}
