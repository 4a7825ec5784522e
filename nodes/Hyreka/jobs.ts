import type { Problem } from '../shared/api/problem';
import type { CsvCell } from '../shared/format';

/** What became of a record in a file, in the words of the books. */
export interface Written {
  key: string;
  number: string;
  state: string;
}

/** One record of a file, made of one or several input items: it is in the file as a whole or not at all. */
export interface Job {
  indexes: number[];
  written: Written[];
  /** What the file does not hold of it. */
  remarks: string[];
  rows: CsvCell[][];
}

export interface Table {
  headings: string[];
  jobs: Job[];
  failed: Array<{ index: number; problem: Problem }>;
}
