import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/**
 * Remarks of libtensorflow 2.21 about the machine. They come from an initialiser that runs before the library reads any
 * setting, so only whoever reads the process's standard error can leave them out. Warnings and errors do not match.
 */
const notices: readonly RegExp[] = [
  /^WARNING: All log messages before absl::InitializeLog\(\)/,
  /^I\d{4} \d\d:\d\d:[\d.]+ +\d+ [\w./-]+:\d+\] /,
  /^To enable the following instructions: .*rebuild TensorFlow with the appropriate compiler flags\.$/,
];

export function isTensorFlowNotice(line: string): boolean {
  return notices.some((notice) => notice.test(line));
}

/**
 * Passes a process's standard error through, line by line, without TensorFlow's notices:
 * `child.stderr.pipe(filterTensorFlowNotices()).pipe(process.stderr)`.
 */
export function filterTensorFlowNotices(): Transform {
  const decoder = new StringDecoder('utf8');
  let pending = '';
  const keep = (lines: readonly string[]) =>
    lines.filter((line) => !isTensorFlowNotice(line.replace(/\r?\n$/, ''))).join('');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const lines = (pending + decoder.write(chunk)).split(/(?<=\n)/);
      pending = lines.at(-1)?.endsWith('\n') === true ? '' : (lines.pop() ?? '');
      done(null, keep(lines));
    },
    flush(done) {
      done(null, keep([pending + decoder.end()]));
    },
  });
}
