/** Tables and columns of `runs` that differ, as users call what is in them. Several may be one thing to them. */
const words: Readonly<Record<string, string>> = {
  kind: 'kind of run',
  method_label: 'method',
  profile_label: 'profile',
  configuration_sha256: 'configuration',
  created_at: 'times',
  started_at: 'times',
  ended_at: 'times',
  active_ms: 'times',
  command: 'command',
  error: 'error',
  provenances: 'program and machine',
  metrics: 'learning curves',
  metric_summaries: 'learning curves',
  sensitivities: 'sensitivities',
  plans: 'chosen layers',
  noise_reports: 'noise as applied',
  noise_layers: 'noise as applied',
  accuracies: 'accuracies',
  accuracy_draws: 'accuracies',
  timings: 'step times',
  rate_updates: 'fault rates in training',
  rate_update_layers: 'fault rates in training',
  memory_reports: 'memory and energy',
  memory_layers: 'memory and energy',
  fault_accuracies: 'accuracies at other fault rates',
  fault_accuracy_draws: 'accuracies at other fault rates',
};

/** The name itself, without underscores, of what a later version may add. */
export function differenceWords(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => words[name] ?? name.replaceAll('_', ' ')))];
}
