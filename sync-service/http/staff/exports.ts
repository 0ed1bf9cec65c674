/** What leaves the service as files, each logged with who took it. */
import type { exportRoutes } from '../../../common/contract/staff/exports.ts';
import { success } from '../../../common/problems.ts';
import type { ExportRuns } from '../../services/export-runs.ts';
import type { Exports } from '../../services/exports.ts';
import type { PlatformExports } from '../../services/platform-exports.ts';
import type { TakenExports } from '../../services/taken-exports.ts';
import type { StaffAccount } from '../../store/staff.ts';
import type { HandlersOf } from './handler.ts';

const taker = ({ id, name }: StaffAccount) => ({ accountId: id, token: null, name });

export const exportHandlers = ({
  exports,
  platformExports,
  runs,
  taken,
}: {
  readonly exports: Exports;
  readonly platformExports: PlatformExports;
  readonly runs: ExportRuns;
  readonly taken: TakenExports;
}): HandlersOf<keyof typeof exportRoutes> => ({
  exportSession: ({ input, account }) => exports.ofSession({ ...input, by: taker(account) }),
  exportContributions: ({ input, account }) => exports.ofConsultation({ ...input, by: taker(account) }),
  exportForPlatform: ({ input, account }) => platformExports.take({ ...input, by: taker(account) }),
  exportProgress: async ({ input }) => runs.progress(input),
  showExport: ({ input }) => taken.show(input),
  listExports: async ({ input }) => success(await taken.list(input)),
  tellExport: ({ input, account }) => taken.tell({ ...input, accountId: account.id }),
  showManifest: ({ input }) => taken.manifest(input),
});
