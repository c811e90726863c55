import type { NetworkCheck } from '../../contract/network-check.ts';
import type { DataSpecification, EngineChoice, ModelSpecification } from '../../contract/specification.ts';
import type { NetworkDescription } from '../../contract/workbench/inspection.ts';
import type { NetworkExport, NetworkFormat } from '../../contract/workbench/networks.ts';
import type { Watcher } from '../progress/watcher.ts';

export interface NetworkQuestion {
  readonly model: Pick<ModelSpecification, 'architecture' | 'file'>;
  /** Of the images it is to read; its own size without */
  readonly data?: DataSpecification;
}

export interface NetworkCheckQuestion extends NetworkQuestion {
  /** A safetensors file */
  readonly weights?: string;
  /** An NPZ file with images and logits */
  readonly reference?: string;
  readonly engine: EngineChoice['name'];
}

export interface NetworkExportQuestion {
  readonly runId: number;
  readonly format: NetworkFormat;
  /** Weights as the integers that the hardware stores */
  readonly codes: boolean;
  /** ONNX: the network begins with the normalisation of its images; not by default */
  readonly withNormalisation?: boolean;
  /** Absolute */
  readonly path: string;
  /** Write over a file that is there? Otherwise that is refused */
  readonly replace?: boolean;
}

/** Networks and their weights, in and out. */
export interface NetworkServices {
  /** @throws LabError when there is no such network, its file is damaged, or the data does not fit it */
  describeNetwork(question: NetworkQuestion): Promise<NetworkDescription>;
  /** @throws LabError when a file is missing or damaged. What does not fit is in the result */
  checkNetwork(question: NetworkCheckQuestion, watcher: Watcher): Promise<NetworkCheck>;
  /**
   * Writes the network that a run has trained.
   *
   * @throws LabError 'not-found' for a run without trained weights, 'invalid-argument' for codes where nothing is quantised, and
   *   for a normalisation that is not known or that the format has no place for, and where a file is there
   */
  exportNetwork(question: NetworkExportQuestion): Promise<NetworkExport>;
}
