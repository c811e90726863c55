import type { FaultAccuracy, RunEvent } from '../../contract/run.ts';
import type { EvaluationSpecification } from '../../contract/specification.ts';
import type { Network } from '../../lab/network/network.ts';
import { memoryLayers } from '../../lab/noise/perturb.ts';
import { withFaultRates, type MethodHardware } from '../../lab/training/hardware.ts';
import type { LadderEvaluation } from './ladder-evaluation.ts';

interface FaultCase {
  readonly kind: FaultAccuracy['kind'];
  readonly rate: number;
  readonly layer?: string;
  readonly rates: Readonly<Record<string, number>>;
}

/** A bit that is wrong as often as right says nothing: one layer's weights are random (arXiv:1912.10764, figure 2). */
const RANDOM_RATE = 0.5;

function faultCases(
  network: Network,
  hardware: MethodHardware,
  { faultRates = [], randomisedLayers = false }: EvaluationSpecification,
  inUse: Readonly<Record<string, number>>,
): readonly FaultCase[] {
  if (!hardware.ratesAsInput) return [];
  const layers = memoryLayers(network, hardware.evaluation).map(({ name }) => name);
  return [
    ...faultRates.map((rate): FaultCase => ({
      kind: 'rate',
      rate,
      rates: Object.fromEntries(layers.map((layer) => [layer, rate])),
    })),
    ...(randomisedLayers ? layers : []).map((layer): FaultCase => ({
      kind: 'layer',
      rate: RANDOM_RATE,
      layer,
      rates: { ...inUse, [layer]: RANDOM_RATE },
    })),
  ];
}

/** How many accuracies {@link measureFaultAccuracies} will measure. */
export function faultAccuracyCount(
  network: Network,
  hardware: MethodHardware,
  evaluation: EvaluationSpecification,
): number {
  return faultCases(network, hardware, evaluation, {}).length;
}

/** Accuracies at other fault rates than those in use, as far as the specification asks for them. */
export async function measureFaultAccuracies({
  network,
  hardware,
  evaluation,
  ladder,
  inUse,
  emit,
}: {
  readonly network: Network;
  readonly hardware: MethodHardware;
  readonly evaluation: EvaluationSpecification;
  readonly ladder: LadderEvaluation;
  readonly inUse: Readonly<Record<string, number>>;
  emit(event: RunEvent): void;
}): Promise<void> {
  for (const { rates, ...what } of faultCases(network, hardware, evaluation, inUse)) {
    const title = what.layer === undefined ? `accuracy at a fault rate of ${what.rate}` : `${what.layer} random`;
    const { accuracy, low, high, confidence, draws, images } = await ladder.measure(
      'noisy',
      withFaultRates(hardware.evaluation, rates),
      title,
      { rates: Float32Array.from(Object.values(rates)) },
    );
    emit({ type: 'fault-accuracy', result: { ...what, accuracy, low, high, confidence, draws, images } });
  }
}
