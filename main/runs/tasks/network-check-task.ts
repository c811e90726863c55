import type { NetworkCheck } from '../../contract/network-check.ts';
import { checkNetwork, type NetworkCheckRequest } from '../model/network-check.ts';
import { serveTask } from './run-task.ts';

// An engine may be native code, and the logits of a large network take seconds
serveTask<NetworkCheckRequest, NetworkCheck>((request, progress) => checkNetwork(request, progress));
