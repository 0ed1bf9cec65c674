/** The Electron shell's entry. Nothing is awaited here: Electron gets ready only after this module has run. */
import { startShell } from './shell.ts';

void startShell(process.env);
