import type { SerializedError } from '../../contract/errors.ts';
import { startModule } from '../processes/start-module.ts';
import { siblingModule } from '../sibling-module.ts';

export const backendNames = ['tensorflow', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

/** What was found out about a backend, for a person to read. */
export interface BackendProbe {
  readonly name: BackendName;
  readonly available: boolean;
  /** Version of libtensorflow, or of the backend's package. */
  readonly version: string | undefined;
  /** One sentence. */
  readonly detail: string;
  /** What to do when it is not available, where something can be done. */
  readonly nextStep?: string;
}

/** What the probing process answers. */
export type ProbeMessage = { readonly version: string; readonly product: number } | { readonly error: SerializedError };

export const setUpStep =
  'Run `npm run setup:native` to build the native engine again; until then the wasm engine is used.';
const probeEntry = siblingModule(import.meta.url, './probe-process');
const defaultTimeLimitMs = 60_000;
/** (1 2 3) times (4 5 6) transposed. */
const expectedProduct = 32;

/**
 * Tries one backend in a process of its own, so that native code that crashes takes nothing along: loads it and multiplies
 * two matrices. Never throws.
 *
 * @param timeLimitMs after which the process is ended and the backend counts as not available
 */
export function probeBackend(name: BackendName, timeLimitMs = defaultTimeLimitMs): Promise<BackendProbe> {
  const { promise, resolve } = Promise.withResolvers<BackendProbe>();
  const probe = startModule({
    entry: probeEntry,
    words: [name],
    environment: { TF_CPP_MIN_LOG_LEVEL: '2', ...process.env },
  });
  let answer: ProbeMessage | undefined;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    probe.kill();
  }, timeLimitMs);
  probe.onMessage((message) => {
    answer = message as ProbeMessage;
    probe.disconnect();
  });
  probe.onExit((code, signal) => {
    clearTimeout(timer);
    const ending = timedOut ? `no answer within ${timeLimitMs / 1000} s` : (signal ?? `exit code ${code}`);
    resolve(judgeProbe(name, answer, ending));
  });
  return promise;
}

/** What an answer means, or its absence together with how the process ended. */
export function judgeProbe(name: BackendName, answer: ProbeMessage | undefined, ending: string): BackendProbe {
  const nextStep = name === 'tensorflow' ? { nextStep: setUpStep } : {};
  if (answer === undefined) {
    const detail = `The ${name} backend ended its process while it was tried (${ending}).`;
    return { name, available: false, version: undefined, detail, ...nextStep };
  }
  if ('error' in answer) {
    const { message: detail, nextStep: step } = answer.error;
    return { name, available: false, version: undefined, detail, nextStep: step };
  }
  if (answer.product !== expectedProduct) {
    const detail = `The ${name} backend computes wrongly: a product of ${expectedProduct} came out as ${answer.product}.`;
    return { name, available: false, version: answer.version, detail, ...nextStep };
  }
  return {
    name,
    available: true,
    version: answer.version,
    detail: `${backendTitle(name)} ${answer.version} computes.`,
  };
}

function backendTitle(name: BackendName): string {
  return name === 'tensorflow' ? 'TensorFlow' : `tfjs ${name}`;
}
