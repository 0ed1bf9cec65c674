/** The one place that asks the service: calls by the contract's names, and the export as a file. */
import type { StaffInput, StaffOutput, StaffRoute, staffRoutes } from '../../common/contract/staff-api.ts';
import { type Outcome, type Problem, problem, success } from '../../common/problems.ts';

type Addresses = {
  readonly [R in StaffRoute]: {
    readonly method: (typeof staffRoutes)[R]['method'];
    readonly path: (typeof staffRoutes)[R]['path'];
  };
};

/** The contract's addresses as plain values, held to it by their types: its schemas would bring zod into the page. */
const ADDRESSES: Addresses = {
  checkFirstLink: { method: 'POST', path: '/api/staff/begin/check' },
  makeFirstAccount: { method: 'POST', path: '/api/staff/begin' },
  signIn: { method: 'POST', path: '/api/staff/sign-in' },
  signOut: { method: 'POST', path: '/api/staff/sign-out' },
  me: { method: 'GET', path: '/api/staff/me' },
  listSessions: { method: 'GET', path: '/api/staff/sessions' },
  findSessions: { method: 'GET', path: '/api/staff/sessions/found' },
  showSession: { method: 'GET', path: '/api/staff/sessions/:sessionId' },
  listContributions: { method: 'GET', path: '/api/staff/sessions/:sessionId/contributions' },
  showWorkshop: { method: 'GET', path: '/api/staff/workshops/:id' },
  tallySession: { method: 'GET', path: '/api/staff/sessions/:sessionId/tally' },
  exportSession: { method: 'GET', path: '/api/staff/sessions/:sessionId/contributions.csv' },
  listModeration: { method: 'GET', path: '/api/staff/moderation' },
  moderate: { method: 'POST', path: '/api/staff/moderation' },
  mergeContributions: { method: 'POST', path: '/api/staff/moderation/merge' },
  chooseWords: { method: 'POST', path: '/api/staff/moderation/words' },
  admitWords: { method: 'POST', path: '/api/staff/moderation/words/admission' },
  listAlike: { method: 'GET', path: '/api/staff/moderation/alike' },
  maskWords: { method: 'POST', path: '/api/staff/moderation/mask' },
  unmaskWords: { method: 'POST', path: '/api/staff/moderation/unmask' },
  readOriginal: { method: 'POST', path: '/api/staff/moderation/original' },
  undoModeration: { method: 'POST', path: '/api/staff/moderation/undo' },
  listProposals: { method: 'GET', path: '/api/staff/proposals' },
  giveAnswer: { method: 'POST', path: '/api/staff/answers' },
  listFeedback: { method: 'GET', path: '/api/staff/feedback' },
  openContacts: { method: 'POST', path: '/api/staff/feedback/contacts' },
  countStatistics: { method: 'GET', path: '/api/staff/statistics' },
  openStatistics: { method: 'POST', path: '/api/staff/statistics' },
  countSealedWords: { method: 'GET', path: '/api/staff/sealed-words' },
  openSealedWords: { method: 'POST', path: '/api/staff/sealed-words' },
  openPerson: { method: 'POST', path: '/api/staff/person' },
  tellPerson: { method: 'POST', path: '/api/staff/feedback' },
  listConsultations: { method: 'GET', path: '/api/staff/consultations' },
  showConsultation: { method: 'GET', path: '/api/staff/consultations/:id' },
  listEvents: { method: 'GET', path: '/api/staff/events' },
  saveConsultation: { method: 'POST', path: '/api/staff/consultations' },
  saveProposal: { method: 'POST', path: '/api/staff/proposals' },
  saveEvent: { method: 'POST', path: '/api/staff/events' },
  removeFromCity: { method: 'POST', path: '/api/staff/city/remove' },
  makeKioskCode: { method: 'POST', path: '/api/staff/kiosks/code' },
  showKiosk: { method: 'GET', path: '/api/staff/kiosks/:id' },
  saveKiosk: { method: 'POST', path: '/api/staff/kiosks' },
  answerLockedKiosk: { method: 'POST', path: '/api/staff/kiosks/answer' },
  replaceKiosk: { method: 'POST', path: '/api/staff/kiosks/replace' },
  revokeKiosk: { method: 'POST', path: '/api/staff/kiosks/revoke' },
  changePassword: { method: 'POST', path: '/api/staff/password' },
  showSecondFactor: { method: 'GET', path: '/api/staff/second-factor' },
  setSecondFactor: { method: 'POST', path: '/api/staff/second-factor' },
  removeOwnSecondFactor: { method: 'POST', path: '/api/staff/second-factor/remove' },
  listAccounts: { method: 'GET', path: '/api/staff/accounts' },
  addAccount: { method: 'POST', path: '/api/staff/accounts' },
  setAccountRole: { method: 'POST', path: '/api/staff/accounts/role' },
  setAccountClosed: { method: 'POST', path: '/api/staff/accounts/closed' },
  resetPassword: { method: 'POST', path: '/api/staff/accounts/password' },
  removeSecondFactor: { method: 'POST', path: '/api/staff/accounts/second-factor' },
  listApiTokens: { method: 'GET', path: '/api/staff/api-tokens' },
  addApiToken: { method: 'POST', path: '/api/staff/api-tokens' },
  revokeApiToken: { method: 'POST', path: '/api/staff/api-tokens/revoke' },
  listWebhooks: { method: 'GET', path: '/api/staff/webhooks' },
  addWebhook: { method: 'POST', path: '/api/staff/webhooks' },
  removeWebhook: { method: 'POST', path: '/api/staff/webhooks/remove' },
  testWebhook: { method: 'POST', path: '/api/staff/webhooks/test' },
  listQuarantine: { method: 'GET', path: '/api/staff/quarantine' },
  keepOut: { method: 'POST', path: '/api/staff/quarantine/keep-out' },
  acceptRecord: { method: 'POST', path: '/api/staff/quarantine/accept' },
  acceptAllOfKiosk: { method: 'POST', path: '/api/staff/quarantine/accept-all' },
  listAudit: { method: 'GET', path: '/api/staff/audit' },
  exportContributions: { method: 'GET', path: '/api/staff/contributions/export' },
  exportForPlatform: { method: 'GET', path: '/api/staff/contributions/platform-export' },
  exportProgress: { method: 'GET', path: '/api/staff/exports/:id/progress' },
  listExports: { method: 'GET', path: '/api/staff/exports' },
  showExport: { method: 'GET', path: '/api/staff/exports/:id' },
  tellExport: { method: 'POST', path: '/api/staff/exports/told' },
  showManifest: { method: 'GET', path: '/api/staff/exports/:id/manifest' },
  listKiosks: { method: 'GET', path: '/api/staff/kiosks' },
  showRetention: { method: 'GET', path: '/api/staff/retention' },
  previewRetention: { method: 'GET', path: '/api/staff/retention/preview' },
  saveRetention: { method: 'POST', path: '/api/staff/retention' },
  importCarry: { method: 'POST', path: '/api/staff/carry' },
};

const ANSWER_TIMEOUT_MS = 20_000;
/** A file of megabytes over a slow line. */
const FILE_TIMEOUT_MS = 300_000;

/** Routes that answer a file. */
export type Export = 'exportSession' | 'exportContributions' | 'exportForPlatform';
const FILE_TYPE = /^(text\/csv|application\/x-ndjson|application\/zip|application\/vnd\.openxmlformats)/;

export type ExportedFile = {
  readonly file: Blob;
  readonly name: string | null;
  /** How many it holds. */
  readonly rows: number | null;
};
type Fetching = {
  readonly signal: AbortSignal;
  /** The id for `exportProgress`, as soon as the service begins to write. */
  readonly onStarted: (id: string) => void;
};

export type StaffApi = {
  call<R extends Exclude<StaffRoute, Export>>(
    route: R,
    input: StaffInput<R>,
  ): Promise<Outcome<StaffOutput<R>>>;
  /** The whole file or a problem, so that a cut connection never leaves half a file that looks whole. */
  export<R extends Export>(
    route: R,
    input: StaffInput<R>,
    fetching: Fetching,
  ): Promise<Outcome<ExportedFile>>;
};

/** `onSignedOut` hears of every refusal for want of a signed-in person. */
export function createStaffApi({ onSignedOut }: { onSignedOut: () => void }): StaffApi {
  const heard = <T>(outcome: Outcome<T>): Outcome<T> => {
    if (!outcome.ok && outcome.problem === 'signed-out') onSignedOut();
    return outcome;
  };
  return {
    async call(route, input) {
      return heard(await ask(route, input));
    },
    async export(route, input, fetching) {
      return heard(await fetchExport(route, input, fetching));
    },
  };
}

async function ask<R extends StaffRoute>(route: R, input: StaffInput<R>): Promise<Outcome<StaffOutput<R>>> {
  try {
    const response = await request(
      route,
      input,
      AbortSignal.timeout(route === 'importCarry' ? FILE_TIMEOUT_MS : ANSWER_TIMEOUT_MS),
    );
    return (await outcomeOf(response)) as Outcome<StaffOutput<R>>;
  } catch {
    return problem('service-unreachable');
  }
}

async function fetchExport<R extends Export>(
  route: R,
  input: StaffInput<R>,
  { signal, onStarted }: Fetching,
): Promise<Outcome<ExportedFile>> {
  try {
    const response = await request(route, input, signal);
    if (!FILE_TYPE.test(response.headers.get('content-type') ?? '')) return await refusalOf(response);
    const name = /filename="([^"\\/]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    const rows = response.headers.get('perron-rows');
    onStarted(response.headers.get('perron-export') ?? '');
    const file = await response.blob();
    return success({ file, name: name ?? null, rows: rows === null ? null : Number(rows) });
  } catch {
    return problem('service-unreachable');
  }
}

function request<R extends StaffRoute>(
  route: R,
  input: StaffInput<R>,
  signal: AbortSignal,
): Promise<Response> {
  const { method, path } = ADDRESSES[route];
  const common = { method, signal, credentials: 'same-origin', cache: 'no-store' } as const;
  if (method === 'GET') return fetch(address(path, input), common);
  return fetch(path, {
    ...common,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
}

/** The path with its parameters filled in; what the path does not name becomes the query. */
export function address(path: string, input: object): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    if (path.split('/').includes(`:${name}`)) {
      filled = filled.replace(`:${name}`, () => encodeURIComponent(String(value)));
    } else query.set(name, String(value));
  }
  return query.size === 0 ? filled : `${filled}?${query}`;
}

/** A gateway before the service answers in its own words: then there is no service to speak to. */
async function outcomeOf(response: Response): Promise<Outcome<unknown>> {
  const body: unknown = await response.json();
  const isOutcome = typeof body === 'object' && body !== null && 'ok' in body;
  return isOutcome ? (body as Outcome<unknown>) : problem('service-unreachable');
}

async function refusalOf(response: Response): Promise<Problem> {
  const outcome = await outcomeOf(response);
  return outcome.ok ? problem('internal') : outcome;
}
