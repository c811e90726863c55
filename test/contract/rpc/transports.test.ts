import { inProcess, messagePorts, webSockets } from '../../support/rpc-transports.ts';
import { describeTransport } from './contract-suite.ts';

describeTransport('in one process', inProcess);
describeTransport('over message ports', messagePorts);
describeTransport('over a WebSocket', webSockets);
