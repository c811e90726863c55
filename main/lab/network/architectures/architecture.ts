import { z } from 'zod';
import { LabError } from '../../../contract/errors.ts';
import { NetworkBuilder } from '../builder.ts';
import type { Network } from '../network.ts';

/** What a data set says about the network that classifies it. */
export interface NetworkSize {
  /** [height, width, channels] of one image */
  readonly inputShape: readonly [number, number, number];
  readonly classes: number;
}

/** The size, and options of the architecture's own; what is absent takes the architecture's default. */
export type ArchitectureOptions = Partial<NetworkSize> & Readonly<Record<string, unknown>>;

export interface Architecture {
  readonly name: string;
  readonly description: string;
  /** The paper, and the implementation whose parameter names are used */
  readonly source: string;
  /** Value of every option that is not given: the size, then the architecture's own options */
  readonly defaults: NetworkSize & Readonly<Record<string, unknown>>;
  /** @throws LabError 'invalid-specification' for an unknown option, a value out of range, or images that are too small */
  build(options?: ArchitectureOptions): Network;
}

export interface ArchitectureDefinition<Options extends z.ZodRawShape> extends Omit<
  Architecture,
  'defaults' | 'build'
> {
  readonly size: NetworkSize;
  /** Schema of each own option, with its default */
  readonly options?: Options;
  construct(builder: NetworkBuilder, options: NetworkSize & z.output<z.ZodObject<Options>>): void;
}

/** Architectures whose names carry numbers, e.g. `wide-resnet-28-10`. */
export interface ArchitectureFamily {
  /** What its members are, e.g. `Wide ResNet for CIFAR` */
  readonly title: string;
  /** How the names look, e.g. `wide-resnet-DEPTH-WIDTH` */
  readonly pattern: string;
  /** Names worth offering in a list */
  readonly examples: readonly string[];
  /**
   * The architecture of that name; undefined when the name is not of this family.
   * @throws LabError 'invalid-specification' when it is, but its numbers make no network
   */
  parse(name: string): Architecture | undefined;
}

const positiveInteger = z.int().min(1);

export function defineArchitecture<Options extends z.ZodRawShape>(
  definition: ArchitectureDefinition<Options>,
): Architecture {
  const { name, description, source, size } = definition;
  const schema = z.strictObject({
    inputShape: z
      .tuple([positiveInteger, positiveInteger, positiveInteger])
      .readonly()
      .default([...size.inputShape]),
    classes: z.int().min(2).default(size.classes),
    ...definition.options,
  });
  const parse = (options: ArchitectureOptions) => {
    const parsed = schema.safeParse(options);
    if (parsed.success) return parsed.data as NetworkSize & z.output<z.ZodObject<Options>>;
    const problems = parsed.error.issues.map((issue) => [...issue.path.map(String), issue.message].join(': '));
    throw new LabError(
      'invalid-specification',
      `Options of ${name}: ${problems.join('; ')}.`,
      `Options and their defaults: ${JSON.stringify(schema.parse({}))}.`,
    );
  };
  return {
    name,
    description,
    source,
    defaults: parse({}),
    build(given = {}) {
      const options = parse(given);
      const { inputShape, classes } = options;
      const builder = new NetworkBuilder({ name, inputShape, classes });
      definition.construct(builder, options);
      return builder.build();
    },
  };
}
