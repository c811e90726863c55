import { availableParallelism } from 'node:os';

/**
 * The environment of the engine process. TensorFlow reads it once, when its library is loaded, so it has to be there before
 * the process starts. What the user has set stays.
 *
 * @param parallel runs that are to share the process: each operation then uses its share of the cores
 */
export function engineEnvironment(own: NodeJS.ProcessEnv, parallel = 1): NodeJS.ProcessEnv {
  const threads = Math.max(1, Math.floor(availableParallelism() / parallel));
  return {
    TF_CPP_MIN_LOG_LEVEL: '2',
    ...(parallel > 1 ? { TF_NUM_INTRAOP_THREADS: String(threads) } : {}),
    ...own,
  };
}
