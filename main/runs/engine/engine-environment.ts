/**
 * The environment of the engine process. TensorFlow reads it once, when its library is loaded, so it has to be there before
 * the process starts. What the user has set stays.
 */
export function engineEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { TF_CPP_MIN_LOG_LEVEL: '2', ...own };
}
