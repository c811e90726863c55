import { contextBridge, ipcRenderer } from 'electron';
import { bridgeMessages, bridgeName } from '../main/contract/rpc/bridge.ts';
import { createBridge } from './bridge.ts';

contextBridge.exposeInMainWorld(bridgeName, createBridge(ipcRenderer, bridgeMessages, crypto.randomUUID()));
