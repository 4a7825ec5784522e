/** Texts that are found again wherever they come to stand: each is marked with a word that occurs nowhere else. */
export interface Mark {
  /** Name of the value in the model, list positions left out: `lines.sku`. */
  path: string;
  /** The word, or the digits. */
  word: string;
}

const LETTERS = 36;

export class Marks {
  readonly made: Mark[] = [];

  /** @param record number of the record within its set */
  constructor(private readonly record: number) {}

  private next(): string {
    return (this.record * LETTERS ** 2 + this.made.length).toString(LETTERS).padStart(4, '0');
  }

  private note(path: string, word: string): string {
    this.made.push({ path, word });
    return word;
  }

  text(path: string, before: string): string {
    return `${before} ${this.note(path, `q${this.next()}z`)}`;
  }

  /** Where no blank may be: a code, a local part, a file name. */
  word(path: string): string {
    return this.note(path, `q${this.next()}z`);
  }

  email(path: string): string {
    return `${this.word(path)}@example.org`;
  }

  /** @param length at least 7, so that the figure is no other's by accident */
  digits(path: string, before: string, length: number): string {
    const figure = `7${String(this.record * 100 + this.made.length).padStart(length - 1, '0')}`;
    this.note(path, figure);
    return `${before}${figure}`;
  }
}
