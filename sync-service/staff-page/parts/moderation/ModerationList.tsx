/** A queue's contributions with what can be done about one or many of them. */
import { useEffect, useRef, useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ModeratedContribution } from '../../../../common/contract/staff/moderation.ts';
import { mayModerate } from '../../../../common/contract/staff-roles.ts';
import type { ModerationDecision } from '../../../../common/domain/city-decisions.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { useDecisions } from '../../use-decisions.ts';
import type { LiveList } from '../../use-live-list.ts';
import { Failure } from '../Failure.tsx';
import { MoreButton } from '../MoreButton.tsx';
import type { Merging } from './Alike.tsx';
import { type Answerable, AnswerDialog } from './AnswerDialog.tsx';
import { DecidedNotice } from './DecidedNotice.tsx';
import { MaskDialog } from './MaskDialog.tsx';
import { cardId, ModerationCard, type Wish } from './ModerationCard.tsx';
import { RefuseDialog } from './RefuseDialog.tsx';
import type { Admitting } from './Revisions.tsx';

const focusCard = (id: string | undefined): void => {
  if (id !== undefined) document.getElementById(cardId(id))?.focus();
};

export function ModerationList({
  list,
  items,
  empty,
}: {
  list: LiveList<ModeratedContribution>;
  items: readonly ModeratedContribution[];
  empty: string;
}) {
  const { t } = useTranslation();
  const { account } = useStaff();
  const mayDecide = mayModerate(account.role);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [refusing, setRefusing] = useState<readonly string[] | null>(null);
  const [masking, setMasking] = useState<ModeratedContribution | null>(null);
  const [answering, setAnswering] = useState<Answerable | null>(null);
  const decisions = useDecisions({ onDecided: list.reload });
  // What left the queue meanwhile is not decided about by mistake.
  const selected = items.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const goOn = useFocusAfter(items);

  const neighbour = (id: string, by: 1 | -1): string | undefined =>
    items[items.findIndex((item) => item.id === id) + by]?.id;
  const decide = async (
    ids: readonly string[],
    decision: ModerationDecision,
    refusal: Partial<Parameters<typeof decisions.decide>[0]> = {},
  ) => {
    const left = items.filter(({ id }) => !ids.includes(id));
    const after = items.slice(items.findIndex(({ id }) => id === ids[0])).find((item) => left.includes(item));
    if (await decisions.decide({ ids, decision, ...refusal })) {
      setChosen(new Set());
      goOn((after ?? left.at(-1))?.id);
    }
  };
  const merge = async (merging: Merging) => {
    const left = items.filter(({ id }) => id !== merging.id);
    if (await decisions.merge(merging)) goOn(merging.into ?? left[0]?.id);
  };
  const admit = async (admitting: Admitting) => {
    if (await decisions.admit(admitting)) goOn(admitting.contributionId);
  };
  const wish = (contribution: ModeratedContribution, wanted: Wish) => {
    const { id, kind, title, language, publishable, timing, answer } = contribution;
    if (wanted === 'next') return focusCard(neighbour(id, 1));
    if (wanted === 'previous') return focusCard(neighbour(id, -1));
    // One that is joined with another is decided about there.
    if (!mayDecide || (contribution.mergedInto !== null && wanted !== 'mask')) return;
    if (wanted === 'publish' && publishable && timing !== 'late') void decide([id], 'published');
    if (wanted === 'hold') void decide([id], 'held');
    if (wanted === 'refuse') setRefusing([id]);
    if (wanted === 'mask') setMasking(contribution);
    if (wanted === 'answer' && kind === 'idea')
      setAnswering({ id, kind, title: { [language]: title ?? '' }, answer });
  };
  const select = (id: string, on: boolean) =>
    setChosen((before) => {
      const now = new Set(before);
      if (on) now.add(id);
      else now.delete(id);
      return now;
    });

  return (
    <>
      <DecidedNotice
        last={decisions.last}
        busy={decisions.busy}
        onUndo={(turn) => void decisions.undo(turn)}
      />
      {decisions.failure === null ? null : (
        <div className="decision-failure">
          <Failure failure={decisions.failure} />
        </div>
      )}
      {items.length === 0 ? (
        <p className="empty">{empty}</p>
      ) : (
        <>
          {mayDecide ? (
            <div className="toolbar">
              <Checkbox
                className="checkbox"
                isSelected={selected.length === items.length}
                isIndeterminate={selected.length > 0 && selected.length < items.length}
                onChange={(all) => setChosen(new Set(all ? items.map(({ id }) => id) : []))}
              >
                <span className="checkbox-mark" aria-hidden="true" />
                <span>{t('moderation:selectAll')}</span>
              </Checkbox>
              {selected.length === 0 ? null : (
                <>
                  <strong>{t('moderation:selected', { count: selected.length })}</strong>
                  <Button busy={decisions.busy} onPress={() => void decide(selected, 'published')}>
                    {t('moderation:publish')}
                  </Button>
                  <Button busy={decisions.busy} onPress={() => void decide(selected, 'held')}>
                    {t('moderation:hold')}
                  </Button>
                  <Button busy={decisions.busy} onPress={() => setRefusing(selected)}>
                    {t('moderation:refuse')}
                  </Button>
                </>
              )}
              <p className="muted toolbar-keys">{t('moderation:keys')}</p>
            </div>
          ) : null}
          <ol className="contribution-list">
            {items.map((contribution) => (
              <li key={contribution.id}>
                <ModerationCard
                  contribution={contribution}
                  mayDecide={mayDecide}
                  busy={decisions.busy}
                  selected={chosen.has(contribution.id)}
                  onSelect={(on) => select(contribution.id, on)}
                  onWish={(wanted) => wish(contribution, wanted)}
                  onMerge={(merging) => void merge(merging)}
                  onAdmit={(admitting) => void admit(admitting)}
                  onChosen={list.reload}
                />
              </li>
            ))}
          </ol>
          <MoreButton list={list} />
        </>
      )}
      <RefuseDialog
        open={refusing !== null}
        onClose={() => setRefusing(null)}
        onRefuse={(refusal) => {
          const ids = refusing ?? [];
          setRefusing(null);
          void decide(ids, 'refused', refusal);
        }}
      />
      <MaskDialog
        contribution={masking}
        onClose={() => setMasking(null)}
        onMasked={() => {
          setMasking(null);
          list.reload();
        }}
      />
      <AnswerDialog
        target={answering}
        onClose={() => setAnswering(null)}
        onAnswered={() => {
          setAnswering(null);
          list.reload();
        }}
      />
    </>
  );
}

/** Puts the focus on a card once the list has come anew: the one that had it may be gone. */
function useFocusAfter(items: readonly ModeratedContribution[]): (id: string | undefined) => void {
  const wanted = useRef<{ id: string; before: readonly ModeratedContribution[] } | null>(null);
  const present = useRef(items);
  present.current = items;
  useEffect(() => {
    if (wanted.current === null || wanted.current.before === items) return;
    focusCard(wanted.current.id);
    wanted.current = null;
  }, [items]);
  return (id) => {
    wanted.current = id === undefined ? null : { id, before: present.current };
  };
}
