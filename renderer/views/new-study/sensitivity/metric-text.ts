import type { SensitivityMetric } from '../../../../main/contract/specification.ts';

/** What a metric measures, in one line. */
export const metricTexts: Readonly<Record<SensitivityMetric, string>> = {
  std: "Standard deviation of the layer's output differences, noisy less clean: SAFT's own.",
  'std-normalised': "The same, by the standard deviation of the layer's clean outputs.",
  kl: "KL divergence of the softmax of the layer's output, clean from noisy, in nats; reconstructed.",
  'kl-histogram': "KL divergence of the histograms of the layer's outputs, in nats; reconstructed.",
};
