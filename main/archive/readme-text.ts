import type { ArchivedWeights } from '../contract/archive.ts';

const weightsSentence: Readonly<Record<ArchivedWeights, string>> = {
  none: 'Weights are not in it.',
  final: 'files/ holds the weights that training came to, named by their SHA-256, as safetensors.',
  all: 'files/ holds the weights that training came to and the checkpoints to resume from, named by their SHA-256, as safetensors.',
};

const inputsSentence = (inputs: boolean): string =>
  inputs
    ? ', nor is what comes with Noisefloor: the report says what the study needs.'
    : ', nor is any other file that the study reads: the report says what it needs.';

/** `README.txt`: what to do with an archive, for whoever finds it without the program. */
export function readmeText(
  { name }: { readonly name: string },
  {
    weights,
    inputs,
    report,
    application,
  }: { weights: ArchivedWeights; inputs: boolean; report: boolean; application: string },
): string {
  return `This is an archive of a study of Noisefloor: a zip file that any unzip program opens.

Study: ${name.replace(/\s+/g, ' ')}
Written by: Noisefloor ${application}

${report ? 'report/index.html is the report: open it in any browser, without a network.\n' : ''}specification.yaml is what the author of the study asked for.
rows/ holds everything that was recorded and measured: a file for each table, a JSON object a line, a key for each
column. Columns that end in _id refer to the id of another table; times are milliseconds since 1970; null in a column of
measurements stands for NaN.
${weightsSentence[weights]}
${inputs ? "inputs/ holds files of the author's own that the study reads, named by their SHA-256; manifest.json says their names.\n" : ''}Data sets are not in it${inputsSentence(inputs)}
manifest.json lists every file with its size and its SHA-256.

With Noisefloor:
  lab archive verify FILE    checks everything
  lab archive open FILE      prints the tables and where they come from; imports nothing
  lab archive import FILE    adds the study to a workspace
`;
}
