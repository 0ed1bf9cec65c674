/** Covers personal data in somebody's words: staff select parts of them, and change nothing else. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModeratedContribution } from '../../../../common/contract/staff/moderation.ts';
import { mayAdminister } from '../../../../common/contract/staff-roles.ts';
import { MASK } from '../../../../common/domain/masking.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Words } from '../../../../renderer/components/CityText.tsx';
import { Dialog } from '../../../../renderer/components/Dialog.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { Failure } from '../Failure.tsx';

type Text = { readonly title: string | null; readonly words: string };

export function MaskDialog({
  contribution,
  onClose,
  onMasked,
}: {
  contribution: ModeratedContribution | null;
  onClose: () => void;
  onMasked: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('moderation:mask.title')} open={contribution !== null} onClose={onClose} question>
      {contribution === null ? null : (
        <MaskForm contribution={contribution} onClose={onClose} onMasked={onMasked} />
      )}
    </Dialog>
  );
}

function MaskForm({
  contribution: { id, title, words, language, masked },
  onClose,
  onMasked,
}: {
  contribution: ModeratedContribution;
  onClose: () => void;
  onMasked: () => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const [steps, setSteps] = useState<readonly Text[]>([{ title, words }]);
  const present = steps.at(-1) ?? { title, words };
  const covered = steps.length > 1;
  return (
    <>
      <p className="muted">{t('moderation:mask.hint')}</p>
      {present.title === null ? null : (
        <Coverable
          label={t('moderation:mask.inTitle')}
          text={present.title}
          language={language}
          onCover={(text) => setSteps([...steps, { ...present, title: text }])}
        />
      )}
      <Coverable
        label={t('moderation:mask.inWords')}
        text={present.words}
        language={language}
        onCover={(text) => setSteps([...steps, { ...present, words: text }])}
      />
      <Failure failure={failure} />
      {masked ? <Original contributionId={id} language={language} onUncovered={onMasked} /> : null}
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('staff:cancel')}</Button>
        <Button isDisabled={!covered} onPress={() => setSteps(steps.slice(0, -1))}>
          {t('moderation:mask.back')}
        </Button>
        <Button
          look="primary"
          busy={busy}
          isDisabled={!covered}
          onPress={() => void save(() => api.call('maskWords', { id, ...present }), onMasked)}
        >
          {t('moderation:mask.submit')}
        </Button>
      </div>
    </>
  );
}

/**
 * A field that can be read and selected in, and not typed in. A read-only one has no caret in Chromium, by which those without a
 * mouse could select.
 */
function Coverable({
  label,
  text,
  language,
  onCover,
}: {
  label: string;
  text: string;
  language: string;
  onCover: (text: string) => void;
}) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const [selected, setSelected] = useState(false);
  useEffect(() => {
    const { current } = field;
    const keep = (event: Event) => event.preventDefault();
    const look = () => setSelected(current !== null && current.selectionStart < current.selectionEnd);
    current?.addEventListener('beforeinput', keep);
    document.addEventListener('selectionchange', look);
    return () => {
      current?.removeEventListener('beforeinput', keep);
      document.removeEventListener('selectionchange', look);
    };
  }, []);
  const cover = () => {
    const { selectionStart: from = 0, selectionEnd: to = 0 } = field.current ?? {};
    if (from < to) onCover(text.slice(0, from) + MASK + text.slice(to));
    setSelected(false);
    field.current?.focus();
  };
  return (
    <div className="coverable">
      <label className="field">
        <span>{label}</span>
        <textarea
          ref={field}
          aria-readonly="true"
          spellCheck={false}
          rows={text.length > 120 ? 6 : 2}
          lang={language}
          dir="auto"
          value={text}
          onChange={() => undefined}
        />
      </label>
      <Button isDisabled={!selected} onPress={cover}>
        {t('moderation:mask.cover')}
      </Button>
    </div>
  );
}

/** For administrators: what was said, and the way back to it. */
function Original({
  contributionId,
  language,
  onUncovered,
}: {
  contributionId: string;
  language: string;
  onUncovered: () => void;
}) {
  const { t } = useTranslation();
  const { api, account } = useStaff();
  const { busy, failure, save } = useSave();
  const [original, setOriginal] = useState<Text | null>(null);
  if (!mayAdminister(account.role)) return null;
  return (
    <section className="original" aria-label={t('moderation:mask.original')}>
      {original === null ? null : (
        <blockquote>
          {original.title === null ? null : (
            <p>
              <strong>
                <Words text={original.title} language={language} />
              </strong>
            </p>
          )}
          <Words text={original.words} language={language} />
        </blockquote>
      )}
      <Failure failure={failure} />
      <div className="row">
        <Button
          look="quiet"
          busy={busy}
          onPress={() => void save(() => api.call('readOriginal', { id: contributionId }), setOriginal)}
        >
          {t('moderation:mask.read')}
        </Button>
        <Button
          look="quiet"
          busy={busy}
          onPress={() => void save(() => api.call('unmaskWords', { id: contributionId }), onUncovered)}
        >
          {t('moderation:mask.uncover')}
        </Button>
      </div>
    </section>
  );
}
