import { withoutNetwork } from '../contract/method-label.ts';
import { bareTitle, titleOfMethod } from '../contract/method-title.ts';
import type { MethodComparison, StudyComparison } from '../contract/results.ts';
import { methodArchitecture } from '../contract/specification.ts';

/** Names of methods as people have them, by the labels that machines know them by; other texts stay as they are. */
export interface Titles {
  readonly ofMethod: (label: string) => string;
  /** Without its network, of the whole label */
  readonly ofConfiguration: (label: string) => string;
  /** Of a label with its network or without */
  readonly ofEither: (text: string) => string;
}

function bareTitleOf(method: MethodComparison): string {
  const { configuration, label } = method;
  const title = titleOfMethod(method);
  return configuration === undefined || title === label ? title : bareTitle(configuration);
}

function bareLabelOf({ configuration, label }: MethodComparison): string {
  const network = configuration && methodArchitecture(configuration);
  return network === undefined ? label : withoutNetwork(label, network);
}

export function titlesOf({ profiles }: Pick<StudyComparison, 'profiles'>): Titles {
  const methods = profiles.flatMap((profile) => profile.methods);
  const whole = new Map(methods.map((method) => [method.label, titleOfMethod(method)]));
  const ofWhole = new Map(methods.map((method) => [method.label, bareTitleOf(method)]));
  const ofBare = new Map(methods.map((method) => [bareLabelOf(method), bareTitleOf(method)]));
  return {
    ofMethod: (label) => whole.get(label) ?? label,
    ofConfiguration: (label) => ofWhole.get(label) ?? label,
    ofEither: (text) => whole.get(text) ?? ofBare.get(text) ?? text,
  };
}
