/** Whether Electron can run here, and what is said when it cannot. */
import { electronBinary } from '../../scripts/start/electron-binary.ts';

export const SKIPPED = "skipped: Electron's binary is not installed (npx install-electron)";
export const binary = electronBinary();
