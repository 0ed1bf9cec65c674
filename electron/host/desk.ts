/** What a call may count on: the unlocked facilitator, the open session, the present participant. */
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import { isGiven } from '../../common/domain/consents.ts';
import { type PeriodState, periodState } from '../../common/domain/consultation.ts';
import { openingAt } from '../../common/domain/opening-hours.ts';
import type { Mode, Payload } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { type Clock, correctedTime } from './clock.ts';
import type { Facilitator, Facilitators } from './facilitators.ts';
import type { Store } from './store/store.ts';

export type OpenSession = {
  readonly id: string;
  readonly openedAt: number;
  readonly opening: Payload<'session.opened'>;
  readonly mode: Mode;
};
export type PresentParticipant = {
  readonly id: string;
  readonly language: string;
  /** Whether the city may publish the person's words; else they are sealed on entry. */
  readonly publishes: boolean;
  /** Where it may be shown. */
  readonly firstName: string | null;
  /** Whether an unfinished text may lie on the disk, to survive a crash. */
  readonly draftsOnDisk: boolean;
};

export type Desk = ReturnType<typeof createDesk>;

export function createDesk({
  store,
  clock,
  facilitators,
}: {
  store: Store;
  clock: Clock;
  facilitators: Facilitators;
}) {
  const session = (): OpenSession | null => {
    const found = store.desk.now().session;
    if (!found?.payload) return null;
    const { id, openedAt, payload: opening } = found;
    return { id, openedAt, opening, mode: opening.facilitatorId === null ? 'self-service' : 'assisted' };
  };
  const personOf = (
    found: ReturnType<Store['records']['welcomeOf']>,
    open: OpenSession | null,
  ): PresentParticipant | null => {
    if (!found?.payload) return null;
    const { language, consents } = found.payload;
    const { firstName = null } = found.payload as Partial<Payload<'participant.welcomed'>>;
    const publishes = isGiven(consents, 'publish-words');
    const draftsOnDisk = publishes && open?.mode === 'assisted';
    return { id: found.id, language, publishes, firstName, draftsOnDisk };
  };
  const presentIn = (open: OpenSession): PresentParticipant | null =>
    personOf(store.desk.now().participant, open);
  const participant = (): PresentParticipant | null => {
    const open = session();
    return open && presentIn(open);
  };
  const consultation = (): ConsultationDocument | null => {
    const enrolment = store.device.enrolment();
    return enrolment ? store.documents.consultation(enrolment.configuration.consultationId) : null;
  };
  const stateOf = (document: ConsultationDocument): PeriodState =>
    periodState(document, correctedTime(clock, store.device.anchor()));

  const configuration = () => store.device.enrolment()?.configuration ?? null;
  /** Null where nobody may take part without a facilitator, ever. */
  const selfService = () => configuration()?.selfService ?? null;

  /** When visitors may come again; null while they may, and for who is in the midst of it. */
  const closedUntil = (): number | null => {
    const hours = selfService()?.hours;
    if (hours === undefined || session()?.mode === 'assisted' || participant() !== null) return null;
    return openingAt(hours, correctedTime(clock, store.device.anchor()))?.opensAt ?? null;
  };

  /** Whether the session began on another day than this one, by the kiosk's own calendar. */
  const isOfAnotherDay = ({ openedAt }: OpenSession): boolean =>
    new Date(openedAt).toDateString() !==
    new Date(correctedTime(clock, store.device.anchor())).toDateString();

  const needFacilitator = (): Outcome<{ facilitator: Facilitator }> => {
    const facilitator = facilitators.current();
    return facilitator ? success({ facilitator }) : problem('facilitator-locked');
  };
  const needSession = (): Outcome<{ session: OpenSession }> => {
    const unlocked = needFacilitator();
    if (!unlocked.ok) return unlocked;
    const open = session();
    return open ? success({ session: open }) : problem('session-absent');
  };
  /** Nobody need be unlocked for who helps themselves. */
  const needParticipant = (): Outcome<{ session: OpenSession; participant: PresentParticipant }> => {
    const walkIn = session();
    const open = walkIn?.mode === 'self-service' ? success({ session: walkIn }) : needSession();
    if (!open.ok) return open;
    const present = presentIn(open.value.session);
    return present ? success({ ...open.value, participant: present }) : problem('participant-absent');
  };
  /** The session's own consultation: staff may have given the kiosk another one meanwhile. */
  const needOpenConsultation = ({
    consultationId,
  }: Pick<OpenSession['opening'], 'consultationId'>): Outcome<{ consultation: ConsultationDocument }> => {
    const found = store.documents.consultation(consultationId);
    if (found === null) return problem('consultation-absent');
    return stateOf(found) === 'open' ? success({ consultation: found }) : problem('consultation-closed');
  };

  return {
    session,
    participant,
    /** Of the open session, also who was set aside or has just left; null where the welcome was erased. */
    person: (participantId: string): PresentParticipant | null =>
      personOf(store.records.welcomeOf(participantId), session()),
    consultation,
    stateOf,
    needFacilitator,
    needSession,
    needParticipant,
    needOpenConsultation,
    isOfAnotherDay,
    /** Of another day, on a kiosk that visitors use, with nobody unlocked. */
    isLeftOver: (open: OpenSession): boolean =>
      isOfAnotherDay(open) &&
      !needFacilitator().ok &&
      (open.mode === 'self-service' || selfService() !== null),
    selfService,
    closedUntil,
    /** What staff set for this kiosk; null before the enrolment. */
    configuration,
    /** Where people take part now: where the workshop is, else where staff say that the kiosk stands. */
    place(): string {
      const workshopId = session()?.opening.workshopId ?? null;
      const workshop = workshopId === null ? null : store.documents.event(workshopId);
      const { place = '', name = '' } = configuration() ?? {};
      return workshop?.place || place || name;
    },
    /** The languages of this kiosk, the preferred one first. */
    languages: (): readonly string[] => configuration()?.languages ?? [],
  };
}
