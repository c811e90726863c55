import type { RowStore } from './row-store.ts';
import type { Report } from './zip-entries.ts';

export interface RowTaker {
  take(bytes: Buffer): void;
  /** @returns how many rows there were */
  end(): number;
}

const mostProblems = 5;

/**
 * Puts a table's text into a store, line by line as it comes in.
 *
 * @param name of the entry, for what is told
 */
export function rowTaker(
  store: RowStore,
  table: string,
  { name, rowBytes, report }: { readonly name: string; readonly rowBytes: number; readonly report: Report },
): RowTaker {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let [rows, problems] = [0, 0];

  function tell(problem: string): void {
    problems += 1;
    if (problems <= mostProblems) report(problem);
  }

  function line(text: string): void {
    rows += 1;
    assertLength(text);
    const problem = store.take(table, text);
    if (problem !== undefined) tell(`row ${rows} of ${name} ${problem}`);
  }

  function assertLength(text: string): void {
    if (text.length > rowBytes) throw new Error(`a row has over ${rowBytes} characters`);
  }

  function decoded(bytes?: Buffer): string {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw new Error('it is no UTF-8');
    }
  }

  return {
    take(bytes) {
      const lines = (rest + decoded(bytes)).split('\n');
      rest = lines.pop()!;
      lines.forEach(line);
      assertLength(rest);
    },
    end() {
      rest += decoded();
      if (rest !== '') tell(`the last row of ${name} is cut off`);
      return rows;
    },
  };
}
