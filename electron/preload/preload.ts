/** Puts the bridge on the page: KioskApi's calls and the host's status, and no other way to the main process. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { CALL_CHANNEL, PRINT_CHANNEL, STATUS_CHANNEL } from '../../common/contract/ipc-channels.ts';
import type { KioskStatus } from '../../common/contract/kiosk/kiosk.ts';
import type { KioskBridge } from '../../common/contract/kiosk-api.ts';

const bridge: KioskBridge = {
  shell: 'electron',
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  print: () => ipcRenderer.invoke(PRINT_CHANNEL),
  onStatus(listener) {
    // The event itself would hand the page `ipcRenderer`.
    const tell = (_event: IpcRendererEvent, status: KioskStatus) => listener(status);
    ipcRenderer.on(STATUS_CHANNEL, tell);
    return () => {
      ipcRenderer.off(STATUS_CHANNEL, tell);
    };
  },
};

contextBridge.exposeInMainWorld('perron', bridge);
